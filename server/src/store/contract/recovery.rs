//! What every store promises of a restore.

use super::super::recovery::{FoundEnvelope, LostEnvelope, Recovery};
use super::super::{Account, NewVersion, Outcome, PermitKey, Session, Store};
use super::{NOW, RECORDS, change, head, nothing};
use std::collections::BTreeSet;
use tacit_shared::ids::{BoxHash, EntryHash, EnvelopeHash, Lookup};
use tacit_shared::roster::Roster;

pub(super) async fn after_a_restore(store: &dyn Store, roster: &Roster) {
    who_has_been_here(store, roster).await;
    accounts_come_back_once(store).await;
    what_is_lost_and_found(store, roster).await;
}

async fn who_has_been_here(store: &dyn Store, roster: &Roster) {
    let vault = roster.vault();
    let recovery = async || store.recovery(&vault).await.expect("reads");
    assert_eq!(recovery().await, None);
    store.note_pull(&vault, &[1; 32], 9).await.expect("writes");
    assert_eq!(recovery().await, None, "an ordinary pull leaves nothing");
    assert_eq!(store.start_recovery(NOW).await.expect("writes"), 1);
    assert_eq!(store.restored_at().await.expect("reads"), Some(NOW));
    for (identity, seq) in [([1; 32], 9), ([1; 32], 4), ([2; 32], 7)] {
        store.note_pull(&vault, &identity, seq).await.expect("writes");
    }
    let seen = BTreeSet::from([[1; 32], [2; 32]]);
    assert_eq!(recovery().await, Some(Recovery { since: NOW, wanted: 9, seen }), "the newest that anybody had");
    store.start_recovery_of(&vault, NOW + 5).await.expect("writes");
    assert_eq!(recovery().await.map(|recovery| recovery.since), Some(NOW), "not begun anew");
    store.end_recovery_of(&vault).await.expect("writes");
    assert_eq!(recovery().await, None);
    assert_eq!(store.restored_at().await.expect("reads"), Some(NOW), "accounts still come back");
    store.start_recovery_of(&vault, NOW + 5).await.expect("writes");
    assert_eq!(recovery().await, Some(Recovery { since: NOW + 5, wanted: 0, seen: BTreeSet::new() }));
    assert_eq!(store.start_recovery(NOW + 6).await.expect("writes"), 1, "a second restore begins anew");
    assert_eq!(store.end_recovery().await.expect("writes"), 1);
    assert_eq!((recovery().await, store.restored_at().await.expect("reads")), (None, None));
}

async fn accounts_come_back_once(store: &dyn Store) {
    let (lookup, permit) = (Lookup([0x77; 32]), PermitKey::Member([7; 32]));
    let account = Account { auth: [7; 32], seq: 40, blob_hash: [40; 32] };
    assert!(store.permit_is_free(&permit, NOW).await.expect("reads"));
    assert_eq!(store.create_account(&lookup, &account, b"forty", &permit).await.expect("writes"), Outcome::Done);
    assert!(!store.permit_is_free(&permit, NOW).await.expect("reads"));
    assert_eq!(store.blob(&lookup).await.expect("reads").as_deref(), Some(&b"forty"[..]));
    let other = store.create_account(&Lookup([0x78; 32]), &account, b"forty", &permit).await;
    assert_eq!(other.expect("writes"), Outcome::Stale, "one account for one identity");
    let skipped = store.replace_blob(&lookup, &[40; 32], 47, &[47; 32], b"forty-seven").await;
    assert_eq!(skipped.expect("writes"), Outcome::Done, "what was between is lost");
    assert_eq!(store.blob(&lookup).await.expect("reads").as_deref(), Some(&b"forty-seven"[..]));
    store.start_recovery(NOW).await.expect("writes");
    assert!(store.permit_is_free(&permit, NOW).await.expect("reads"), "another restore, another loss");
    let session =
        Session { hash: [0xee; 32], id: [0xee; 16], lookup, identity: Some([7; 32]), created: NOW, seen: NOW };
    store.add_session(&session).await.expect("writes");
    assert!(!store.permit_is_free(&permit, NOW).await.expect("reads"), "it has an account: nothing was lost");
    store.end_recovery().await.expect("writes");
}

async fn what_is_lost_and_found(store: &dyn Store, roster: &Roster) {
    let vault = roster.vault();
    assert!(!store.lacks(&vault).await.expect("reads"));
    let before = head(store, roster).await;
    let seq = before.seq + 1;
    let mut post = nothing(roster, before, seq, b"given back");
    let lost = |record, version| NewVersion { change: change(record, version, true), seq, bytes: None };
    // The first record twice, so that only its second version is of use.
    post.versions = vec![lost(0, 3), lost(0, 4), lost(1, 3)];
    post.lost_boxes = vec![BoxHash([5; 32])];
    assert_eq!(store.append(&post).await.expect("writes"), Outcome::Done);
    assert!(store.lacks(&vault).await.expect("reads"));
    let missing = async || {
        let mut lost = store.lost_envelopes(&vault, 9).await.expect("reads");
        lost.sort_by_key(|one| one.record);
        lost
    };
    let wanted = |record: usize, version| LostEnvelope {
        record: RECORDS[record],
        version,
        seq,
        hash: EnvelopeHash([version as u8; 32]),
    };
    assert_eq!(missing().await, [wanted(0, 4), wanted(1, 3)]);
    assert_eq!(store.lost_envelopes(&vault, 1).await.expect("reads").len(), 1);
    let places = [(RECORDS[0], 3), (RECORDS[1], 3), (RECORDS[2], 9)];
    assert_eq!(store.lost_among(&vault, &places).await.expect("reads"), [wanted(1, 3)]);
    assert_eq!(store.lost_boxes(&vault).await.expect("reads"), [BoxHash([5; 32])]);

    let found = [FoundEnvelope { lost: wanted(0, 4), bytes: b"found" }];
    let boxes = [(BoxHash([5; 32]), &b"box"[..]), (BoxHash([6; 32]), &b"not asked for"[..])];
    store.put_missing(&vault, &found, &boxes).await.expect("writes");
    store.put_missing(&vault, &found, &boxes).await.expect("the same again does nothing");
    assert_eq!(missing().await, [wanted(1, 3)]);
    let given = store.envelopes(&vault, &[(RECORDS[0], 4), (RECORDS[0], 3), (RECORDS[1], 3)], 99).await;
    assert_eq!(given.expect("reads"), [Some(b"found".to_vec()), None, None]);
    let boxes = store.boxes(&vault, &[BoxHash([5; 32]), BoxHash([6; 32])]).await.expect("reads");
    assert_eq!(boxes, [Some(b"box".to_vec()), None]);

    // Written over, nobody needs it any more.
    let (before, entry) = (head(store, roster).await, seq + 1);
    let mut next = nothing(roster, before, entry, b"written over");
    next.versions = vec![NewVersion { change: change(1, 4, true), seq: entry, bytes: Some(b"new") }];
    assert_eq!(store.append(&next).await.expect("writes"), Outcome::Done);
    assert!(!store.lacks(&vault).await.expect("reads"));
    assert_eq!(store.entry_hash(&vault, entry).await.expect("reads"), Some(EntryHash(next.pin.hash.0)));
}
