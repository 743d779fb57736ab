//! The end of things: members who leave, vaults that are deleted, bytes that are purged.

use super::{NOW, RECORDS, genesis_of, head, nothing};
use crate::store::{NewVersion, Outcome, Store};
use tacit_shared::api::BeginFile;
use tacit_shared::entry::{Change, entry_hash};
use tacit_shared::ids::{EnvelopeHash, FileId, VaultId};
use tacit_shared::roster::Roster;

/// What the bytes of these tests are made of: any part of them is found again.
pub(crate) const MARK: &[u8] = b"never to be found again";

/// An envelope's worth over many pages.
fn marked() -> Vec<u8> {
    MARK.repeat(2_000)
}

/// Everything but what needs to look at files.
pub(super) async fn run(store: &dyn Store) {
    let roster = genesis_of(store, 31).await;
    leaving(store, &roster).await;
    places(store, &roster).await;
    deletions(store).await;
}

async fn leaving(store: &dyn Store, roster: &Roster) {
    let vault = roster.vault();
    assert!(store.leaving(&vault).await.expect("reads").is_empty());
    for (member, statement) in [(4, "four"), (2, "two"), (2, "two again")] {
        store.add_leaving(&vault, member, statement.as_bytes()).await.expect("writes");
    }
    let kept = store.leaving(&vault).await.expect("reads");
    assert_eq!(kept, [(2, b"two".to_vec()), (4, b"four".to_vec())], "the first of each, by member");
    store.add_leaving(&VaultId([0; 32]), 1, b"nowhere").await.expect("no such vault is no harm");
    assert!(store.leaving(&VaultId([0; 32])).await.expect("reads").is_empty());
}

async fn places(store: &dyn Store, roster: &Roster) {
    let vault = roster.vault();
    for (seq, bytes) in [(1, &b"one"[..]), (2, b"two"), (3, b"three")] {
        let entry = nothing(roster, head(store, roster).await, seq, bytes);
        assert_eq!(store.append(&entry).await.expect("writes"), Outcome::Done);
    }
    let at = async |places: &[u64], bytes| store.entries_at(&vault, places, bytes).await.expect("reads");
    assert_eq!(at(&[3, 1, 3], 100).await, [b"three".to_vec(), b"one".to_vec(), b"three".to_vec()], "as asked");
    assert_eq!(at(&[3, 1], 1).await.len(), 1, "at least one, however long");
    assert_eq!(at(&[2, 9, 1], 100).await, [b"two".to_vec()], "up to one that is not there");
}

async fn deletions(store: &dyn Store) {
    let (gone, stays) = (genesis_of(store, 32).await, genesis_of(store, 33).await);
    for roster in [&gone, &stays] {
        write_marked(store, roster).await;
        store.add_leaving(&roster.vault(), 1, b"a word").await.expect("writes");
    }
    let vault = gone.vault();
    assert_eq!(store.deletion(&vault).await.expect("reads"), None);
    assert_eq!(store.delete_vault(&vault, b"first", NOW).await.expect("writes"), Outcome::Done);
    assert_eq!(store.delete_vault(&vault, b"second", NOW + 1).await.expect("writes"), Outcome::Stale);
    let kept = store.deletion(&vault).await.expect("reads").expect("deleted");
    assert_eq!((kept.statement.as_slice(), kept.at), (&b"first"[..], NOW));

    let file = FileId([9; 16]);
    let wanted = BeginFile { file, len: 100, hash: [9; 32] };
    store.begin_file(&vault, &wanted, NOW, 1_000).await.expect("writes");
    assert_eq!(store.destroy_deleted(NOW).await.expect("writes"), 0, "not before its time");
    assert!(store.dropped_files(9).await.expect("reads").is_empty());
    assert!(store.roster(&vault).await.expect("reads").is_some());
    store.forget_deletions(NOW + 1).await.expect("writes");
    assert!(store.deletion(&vault).await.expect("reads").is_some(), "not before the bytes");
    assert_eq!(store.destroy_deleted(NOW + 1).await.expect("writes"), 0, "its files' bytes first");
    assert_eq!(store.dropped_files(9).await.expect("reads"), [(vault, file)]);
    store.forget_file(&vault, &file).await.expect("writes");
    assert_eq!(store.destroy_deleted(NOW + 1).await.expect("writes"), 1);
    assert!(store.roster(&vault).await.expect("reads").is_none());
    assert!(store.leaving(&vault).await.expect("reads").is_empty());
    assert!(store.entries(&vault, 0, 9, 9, 100).await.expect("reads").is_empty());
    assert_eq!(store.destroy_deleted(NOW + 1).await.expect("writes"), 0, "once");
    assert!(store.deletion(&vault).await.expect("reads").is_some(), "the statement stays");

    let wanted = [(RECORDS[0], 1), (RECORDS[1], 1)];
    let kept = store.envelopes(&stays.vault(), &wanted, usize::MAX).await.expect("reads");
    assert!(kept.iter().all(|bytes| bytes.as_ref() == Some(&marked())), "another vault's bytes stay");
    assert_eq!(store.leaving(&stays.vault()).await.expect("reads").len(), 1);
    store.forget_deletions(NOW).await.expect("writes");
    assert!(store.deletion(&vault).await.expect("reads").is_some());
    store.forget_deletions(NOW + 1).await.expect("writes");
    assert_eq!(store.deletion(&vault).await.expect("reads"), None);
}

/// Two records, of which the second has two versions.
async fn write_marked(store: &dyn Store, roster: &Roster) {
    let bytes = marked();
    for (seq, version, records) in [(1, 1, &RECORDS[..2]), (2, 2, &RECORDS[1..2])] {
        let mut write = nothing(roster, head(store, roster).await, seq, if seq == 1 { b"first" } else { b"second" });
        let new = |record| NewVersion {
            change: Change { record, version, envelope: Some(EnvelopeHash([version as u8; 32])) },
            seq,
            bytes: Some(bytes.as_slice()),
        };
        write.versions = records.iter().map(|record| new(*record)).collect();
        assert_eq!(store.append(&write).await.expect("writes"), Outcome::Done);
    }
}

/// Writes marked bytes, shows that they are there, and purges all of them: one record is deleted with it.
pub(crate) async fn purged_record(store: &dyn Store, written: impl AsyncFnOnce()) {
    let roster = genesis_of(store, 34).await;
    write_marked(store, &roster).await;
    written().await;
    let hash = entry_hash(b"third");
    let mut purge = nothing(&roster, head(store, &roster).await, 3, b"third");
    purge.pin.hash = hash;
    let gone = |record, version| NewVersion { change: Change { record, version, envelope: None }, seq: 3, bytes: None };
    purge.versions = vec![gone(RECORDS[0], 2), gone(RECORDS[1], 3)];
    purge.purges = vec![(RECORDS[0], 3), (RECORDS[1], 3)];
    assert_eq!(store.append(&purge).await.expect("writes"), Outcome::Done);
    let versions = store.versions(&roster.vault(), &RECORDS[1], 9).await.expect("reads");
    assert_eq!(versions.iter().map(|row| row.kept).collect::<Vec<_>>(), [false, false, false]);
}

/// Writes a vault of marked bytes, shows that they are there, and destroys it.
pub(crate) async fn destroyed_vault(store: &dyn Store, written: impl AsyncFnOnce()) {
    let roster = genesis_of(store, 35).await;
    write_marked(store, &roster).await;
    written().await;
    assert_eq!(store.delete_vault(&roster.vault(), b"statement", NOW).await.expect("writes"), Outcome::Done);
    assert_eq!(store.destroy_deleted(NOW + 1).await.expect("writes"), 1);
}
