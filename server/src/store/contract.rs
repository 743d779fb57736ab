//! What every store promises, run on each of them.

mod credentials;
mod files;
pub(crate) mod life;
mod recovery;
mod witness;

use super::{Account, Append, EntryRow, NewVersion, Outcome, PermitKey, Session, Store, TreeRows};
use crate::limits;
use ed25519_dalek::SigningKey;
use tacit_shared::api::Head;
use tacit_shared::entry::{Body, BoxKey, Change, Header, Policy, Rotation, box_hash, entry_hash, sign_entry};
use tacit_shared::ids::{EntryHash, EnvelopeHash, Lookup, RecordId, Seq, VaultId};
use tacit_shared::limits::{BOX, BOX_KEY, REQUESTS_PER_INVITE, SUITE};
use tacit_shared::root::{EMPTY, NODES, Totals, node_hash};
use tacit_shared::roster::{HeadPin, Roster};
use tacit_shared::step::genesis;

/// Runs the whole contract on an empty store.
pub(crate) async fn run(store: &dyn Store) {
    permits_and_accounts(store).await;
    blobs(store).await;
    sessions(store).await;
    credentials::run(store).await;
    let roster = a_vault(store).await;
    appends(store, &roster).await;
    record_set(store, &roster).await;
    purges(store, &roster).await;
    join_requests(store, &roster).await;
    witness::head_statements(store, &roster.vault()).await;
    recovery::after_a_restore(store, &roster).await;
    life::run(store).await;
    files::run(store, &roster).await;
}

const LOOKUP: Lookup = Lookup([1; 32]);
const NOW: u64 = 1_700_000_000_000;

fn account(number: u8) -> Account {
    Account { auth: [number; 32], seq: 1, blob_hash: [number; 32] }
}

async fn permits_and_accounts(store: &dyn Store) {
    assert!(!store.has_accounts().await.expect("reads"));
    let token = PermitKey::Token([7; 32]);
    assert!(!store.permit_is_free(&token, NOW).await.expect("reads"));
    store.add_sign_up_token([7; 32], NOW).await.expect("writes");
    assert!(store.permit_is_free(&token, NOW).await.expect("reads"));
    assert!(!store.permit_is_free(&token, NOW + limits::SIGN_UP_MS + 1).await.expect("reads"), "too old");

    let unknown = store.create_account(&LOOKUP, &account(2), b"blob", &PermitKey::Token([8; 32])).await;
    assert_eq!(unknown.expect("writes"), Outcome::Stale);
    assert_eq!(store.account(&LOOKUP).await.expect("reads"), None, "nothing was written");
    assert_eq!(store.create_account(&LOOKUP, &account(2), b"blob", &token).await.expect("writes"), Outcome::Done);
    assert_eq!(store.account(&LOOKUP).await.expect("reads"), Some(account(2)));
    assert!(!store.permit_is_free(&token, NOW).await.expect("reads"), "good once");
    assert!(store.has_accounts().await.expect("reads"));

    let invite = PermitKey::Invite(EntryHash([5; 32]));
    assert!(store.permit_is_free(&invite, NOW).await.expect("reads"));
    let again = store.create_account(&LOOKUP, &account(3), b"other", &invite).await;
    assert_eq!(again.expect("writes"), Outcome::Stale);
    assert!(store.permit_is_free(&invite, NOW).await.expect("reads"), "a refusal uses nothing up");
    let other = Lookup([9; 32]);
    assert_eq!(store.create_account(&other, &account(3), b"other", &invite).await.expect("writes"), Outcome::Done);
    assert!(!store.permit_is_free(&invite, NOW).await.expect("reads"));
}

async fn blobs(store: &dyn Store) {
    assert_eq!(store.blob(&LOOKUP).await.expect("reads").as_deref(), Some(&b"blob"[..]));
    let stale = store.replace_blob(&LOOKUP, &[99; 32], 2, &[4; 32], b"lost").await;
    assert_eq!(stale.expect("writes"), Outcome::Stale);
    let mut before = [2; 32];
    for seq in 2..12 {
        let next = [seq as u8 + 10; 32];
        let done = store.replace_blob(&LOOKUP, &before, seq, &next, &[seq as u8]).await;
        assert_eq!(done.expect("writes"), Outcome::Done);
        before = next;
    }
    assert_eq!(store.blob(&LOOKUP).await.expect("reads"), Some(vec![11]));
    assert_eq!(store.account(&LOOKUP).await.expect("reads").map(|account| account.seq), Some(11));
}

async fn sessions(store: &dyn Store) {
    let session = |number: u8| Session {
        hash: [number; 32],
        id: [number; 16],
        lookup: LOOKUP,
        identity: None,
        created: NOW + u64::from(number),
        seen: NOW + u64::from(number),
    };
    store.add_session(&session(1)).await.expect("writes");
    assert_eq!(store.session(&[1; 32], NOW).await.expect("reads"), Some(session(1)));
    assert_eq!(store.session(&[1; 32], NOW + 2).await.expect("reads"), None, "idle too long");
    store.bind_session(&[1; 32], &[6; 32]).await.expect("writes");
    store.touch_session(&[1; 32], NOW + 500).await.expect("writes");
    let found = store.session(&[1; 32], NOW + 2).await.expect("reads").expect("alive again");
    assert_eq!((found.identity, found.seen), (Some([6; 32]), NOW + 500));
    for number in 2..=limits::SESSIONS as u8 + 1 {
        store.add_session(&session(number)).await.expect("writes");
    }
    assert_eq!(store.sessions(&LOOKUP, 0).await.expect("reads").len(), limits::SESSIONS);
    assert_eq!(store.session(&[2; 32], 0).await.expect("reads"), None, "the longest unused went");
    assert_eq!(store.end_session(&Lookup([9; 32]), &[1; 16]).await.expect("writes"), None, "not another's");
    assert_eq!(store.end_session(&LOOKUP, &[1; 16]).await.expect("writes"), Some([1; 32]));
    assert_eq!(store.end_session(&LOOKUP, &[1; 16]).await.expect("writes"), None);
}

/// A Genesis by the key of this number.
fn new_genesis(number: u8, bytes: &[u8]) -> Vec<u8> {
    let identity = SigningKey::from_bytes(&[number; 32]);
    let header = Header {
        suite: SUITE,
        vault: VaultId([0; 32]),
        seq: 0,
        prev: EntryHash([0; 32]),
        roster: EntryHash([0; 32]),
        author: 0,
        epoch: 1,
        root: EMPTY,
        at: NOW,
    };
    let body = Body::Genesis {
        nonce: [4; 32],
        identity: identity.verifying_key().to_bytes(),
        box_key: BoxKey([5; BOX_KEY]),
        policy: Policy { min_suite: SUITE, words_for_all: false, editors_purge: false },
        rotation: Rotation { commitment: [6; 32], boxes: vec![box_hash(bytes)], history: Vec::new() },
    };
    sign_entry(&header, &body, &identity)
}

/// A new vault by the key of this number.
pub(crate) async fn genesis_of(store: &dyn Store, number: u8) -> Roster {
    let bytes = vec![number; BOX];
    let entry = new_genesis(number, &bytes);
    let (roster, _) = genesis(&entry).expect("a valid Genesis");
    let creator = SigningKey::from_bytes(&[number; 32]).verifying_key().to_bytes();
    let made = store.create_vault(&roster, &creator, &entry, (box_hash(&bytes), bytes.as_slice())).await;
    assert_eq!(made.expect("writes"), Outcome::Done);
    roster
}

async fn a_vault(store: &dyn Store) -> Roster {
    let identity = SigningKey::from_bytes(&[3; 32]);
    let bytes = vec![1; BOX];
    let entry = new_genesis(3, &bytes);
    let (roster, _) = genesis(&entry).expect("a valid Genesis");
    let creator = identity.verifying_key().to_bytes();
    let boxed = (box_hash(&bytes), bytes.as_slice());
    assert_eq!(store.create_vault(&roster, &creator, &entry, boxed).await.expect("writes"), Outcome::Done);
    assert_eq!(store.create_vault(&roster, &creator, &entry, boxed).await.expect("writes"), Outcome::Stale);
    assert_eq!(store.vaults_made_by(&creator).await.expect("reads"), 1);
    assert_eq!(store.roster(&roster.vault()).await.expect("reads"), Some(roster.clone()));
    let state = store.state(&roster.vault()).await.expect("reads").expect("there");
    assert_eq!((state.totals, state.nodes.len()), (Totals::default(), NODES));
    assert_eq!(state.nodes[7], node_hash(&roster.vault(), 7, &[EMPTY; NODES]));
    assert_eq!(store.entries(&roster.vault(), 0, 9, 9, 1).await.expect("reads"), vec![entry]);
    let boxes = store.boxes(&roster.vault(), &[box_hash(b"other"), box_hash(&bytes)]).await.expect("reads");
    assert_eq!(boxes, vec![None, Some(bytes)]);
    assert!(store.roster(&VaultId([0; 32])).await.expect("reads").is_none());
    roster
}

fn nothing(roster: &Roster, after: Head, seq: Seq, bytes: &'static [u8]) -> Append<'static> {
    let hash = entry_hash(bytes);
    Append {
        vault: roster.vault(),
        after,
        pin: HeadPin { seq, hash, root: EMPTY },
        entries: vec![EntryRow { seq, hash, is_roster: false, bytes }],
        versions: Vec::new(),
        boxes: Vec::new(),
        lost_boxes: Vec::new(),
        roster: None,
        tree: None,
        opened: Vec::new(),
        closed: Vec::new(),
        purges: Vec::new(),
        files_add: Vec::new(),
        files_lost: false,
        files_drop: Vec::new(),
    }
}

async fn head(store: &dyn Store, roster: &Roster) -> Head {
    let roster = store.roster(&roster.vault()).await.expect("reads").expect("there");
    Head { seq: roster.seq(), hash: roster.hash() }
}

async fn appends(store: &dyn Store, roster: &Roster) {
    let vault = roster.vault();
    let first = head(store, roster).await;
    let done = store.append(&nothing(roster, first, 1, b"one")).await;
    assert_eq!(done.expect("writes"), Outcome::Done);
    let late = store.append(&nothing(roster, first, 1, b"other")).await;
    assert_eq!(late.expect("writes"), Outcome::Stale, "two writers, one wins");
    assert_eq!(store.entry_hash(&vault, 1).await.expect("reads"), Some(entry_hash(b"one")));
    let mut two = nothing(roster, head(store, roster).await, 2, b"two");
    two.entries[0].is_roster = true;
    two.opened = vec![EntryHash([5; 32])];
    assert_eq!(store.append(&two).await.expect("writes"), Outcome::Done);

    let some = async |from, to, count, bytes| store.entries(&vault, from, to, count, bytes).await.expect("reads");
    assert_eq!(some(1, 2, 9, 100).await, vec![b"one".to_vec(), b"two".to_vec()]);
    assert_eq!(some(1, 2, 1, 100).await.len(), 1, "no more than asked for");
    assert_eq!(some(1, 2, 9, 1).await.len(), 1, "at least one, however long");
    assert_eq!(some(1, 1, 9, 100).await.len(), 1, "not beyond the end asked for");
    let chain = store.roster_entries(&vault, 2).await.expect("reads");
    assert_eq!(chain.len(), 2, "Genesis and the second, not the commit between");
    assert_eq!(store.roster_entries(&vault, 1).await.expect("reads").len(), 1);
    assert_eq!(store.vault_of_invite(&EntryHash([5; 32])).await.expect("reads"), Some(vault));
    assert_eq!(store.vault_of_invite(&EntryHash([6; 32])).await.expect("reads"), None);
}

/// The last bucket of all, the first, and one between.
const RECORDS: [RecordId; 3] = [RecordId([0; 16]), RecordId([0x80; 16]), RecordId([0xff; 16])];

fn change(record: usize, version: u64, live: bool) -> Change {
    Change { record: RECORDS[record], version, envelope: live.then_some(EnvelopeHash([version as u8; 32])) }
}

async fn record_set(store: &dyn Store, roster: &Roster) {
    let vault = roster.vault();
    let mut three = nothing(roster, head(store, roster).await, 3, b"three");
    let new = |change, seq, bytes| NewVersion { change, seq, bytes };
    three.versions = (0..3).map(|record| new(change(record, 1, true), 3, Some(&b"first"[..]))).collect();
    let buckets: Vec<[u8; 32]> = (0..NODES as u8).map(|number| [number; 32]).collect();
    let totals = Totals { total: 3, live: 3 };
    three.tree = Some(TreeRows { totals, nodes: buckets.clone(), buckets: vec![(63, buckets.clone())] });
    assert_eq!(store.append(&three).await.expect("writes"), Outcome::Done);
    let mut four = nothing(roster, head(store, roster).await, 4, b"four");
    four.versions = vec![new(change(0, 2, true), 4, Some(b"second")), new(change(2, 2, false), 4, None)];
    assert_eq!(store.append(&four).await.expect("writes"), Outcome::Done);

    let state = store.state(&vault).await.expect("reads").expect("there");
    assert_eq!((state.totals, &state.nodes), (totals, &buckets));
    assert_eq!(store.buckets_of(&vault, 63).await.expect("reads"), buckets);
    assert_eq!(store.buckets_of(&vault, 0).await.expect("reads"), vec![EMPTY; NODES]);

    let leaves = async |at, first, end| store.leaves(&vault, at, first, end, 9).await.expect("reads");
    let now = leaves(4, 0, 4096).await;
    assert_eq!(now.iter().map(|leaf| leaf.record).collect::<Vec<_>>(), RECORDS);
    assert_eq!(now.iter().map(|leaf| (leaf.version, leaf.seq)).collect::<Vec<_>>(), [(2, 4), (1, 3), (2, 4)]);
    assert_eq!(now[2].envelope, None, "a tombstone");
    assert!(leaves(3, 0, 4096).await.iter().all(|leaf| leaf.version == 1 && leaf.seq == 3), "as of an entry");
    assert!(leaves(2, 0, 4096).await.is_empty());
    assert_eq!(leaves(4, 4095, 4096).await.len(), 1, "the last bucket");
    assert_eq!(leaves(4, 0, 1).await.len(), 1, "the first");
    assert_eq!(leaves(4, 1, 4095).await.len(), 1);

    let wanted = [(RECORDS[0], 2), (RECORDS[2], 2), (RECORDS[1], 1), (RECORDS[1], 9)];
    let found = store.envelopes(&vault, &wanted, 100).await.expect("reads");
    assert_eq!(found, vec![Some(b"second".to_vec()), None, Some(b"first".to_vec()), None]);
    assert_eq!(store.envelopes(&vault, &wanted, 1).await.expect("reads").len(), 2, "stops early, after at least one");
    let versions = store.versions(&vault, &RECORDS[2], 9).await.expect("reads");
    assert_eq!(versions.iter().map(|row| (row.version, row.kept)).collect::<Vec<_>>(), [(1, true), (2, false)]);
}

async fn purges(store: &dyn Store, roster: &Roster) {
    let vault = roster.vault();
    let mut five = nothing(roster, head(store, roster).await, 5, b"five");
    five.purges = vec![(RECORDS[0], 5), (RECORDS[2], 5), (RECORDS[1], 5)];
    // Changed again by a later entry of the same post: what was the newest at the purge stays.
    five.versions = vec![NewVersion { change: change(1, 2, true), seq: 6, bytes: Some(b"third") }];
    assert_eq!(store.append(&five).await.expect("writes"), Outcome::Done);
    let wanted = [(RECORDS[0], 1), (RECORDS[0], 2), (RECORDS[2], 1), (RECORDS[1], 1)];
    let kept: Vec<bool> =
        store.envelopes(&vault, &wanted, 100).await.expect("reads").iter().map(Option::is_some).collect();
    assert_eq!(kept, [false, true, false, true], "old bytes go, the newest and others stay");
    assert_eq!(store.versions(&vault, &RECORDS[0], 9).await.expect("reads").len(), 2, "the list of versions stays");
    assert_eq!(store.versions(&vault, &RECORDS[0], 1).await.expect("reads").len(), 1);
}

async fn join_requests(store: &dyn Store, roster: &Roster) {
    let (vault, invite) = (roster.vault(), EntryHash([5; 32]));
    let add = async |number: u8| store.add_request(&invite, &[number; 32], &[number]).await.expect("writes");
    for number in 0..REQUESTS_PER_INVITE as u8 {
        assert_eq!(add(number).await, Outcome::Done);
        assert_eq!(add(number).await, Outcome::Done, "the same again");
    }
    assert_eq!(add(99).await, Outcome::Stale, "no more than a few");
    let all: Vec<Vec<u8>> = (0..REQUESTS_PER_INVITE as u8).map(|number| vec![number]).collect();
    assert_eq!(store.requests(&vault).await.expect("reads"), all);
    let mut six = nothing(roster, head(store, roster).await, 6, b"six");
    six.closed = vec![invite];
    assert_eq!(store.append(&six).await.expect("writes"), Outcome::Done);
    assert!(store.requests(&vault).await.expect("reads").is_empty());
    assert_eq!(store.vault_of_invite(&invite).await.expect("reads"), Some(vault), "closed links are still known");
}
