//! When bytes are dropped: a month after nobody holds them, never before, never of what came back.

use super::doomed::KEPT_MS;
use super::*;
use crate::now::Now;
use crate::store::MemoryStorage;
use futures::executor::block_on;
use tacit_bridge::Reply;
use tacit_bridge::records::{FieldKey, Kind as ShownKind, UndoStep, Value};
use tacit_crm::{FileFacts, Media, Record};
use tacit_shared::api::Permit;
use tacit_shared::entry::{FileAdded, Policy};
use tacit_vault::account::{AccountKeys, Password, SecretKey, SignInName, Unlocked};
use tacit_vault::{PlatformEntropy, create_vault};

const NOW: Millis = 1_800_000_000_000;
const FILE: FileId = FileId([7; 16]);

type Vault = OpenVault<<MemoryStorage as crate::ports::Storage>::File>;

struct Desk {
    account: Unlocked,
    vault: Vault,
    storage: MemoryStorage,
}

impl Desk {
    fn new() -> Self {
        let entropy = &mut PlatformEntropy;
        let secret = SecretKey::generate(entropy);
        let name = SignInName::new("anna").expect("a name");
        let password = Password::new("violin-harbour-nine-meadows-quartz").expect("a password");
        let keys = AccountKeys::derive(&secret, &name, &password);
        let (account, _) = Unlocked::sign_up(entropy, "https://crm.example", Permit::Token([0; 32]), keys);
        let policy = Policy { min_suite: 1, words_for_all: false, editors_purge: false };
        let state = create_vault(entropy, account.identity(), policy, NOW).state;
        let storage = MemoryStorage::default();
        let local = account.local_key(&[1; 16]);
        let vault = block_on(OpenVault::adopt(&storage, state, local, entropy)).expect("kept");
        Self { account, vault, storage }
    }

    /// A person with a file, both in the journal.
    fn with_file() -> (Self, RecordId, RecordId) {
        let mut desk = Self::new();
        let fields = vec![(FieldKey::GIVEN, Value::Text("Vera".to_owned()))];
        let made = desk.vault.create(ShownKind::Person, fields, Now::new(NOW, 0), &mut PlatformEntropy);
        let holder = changed(made).0.expect("a record");
        let facts = FileFacts {
            name: "offer.pdf".to_owned(),
            holder,
            file: FILE.0,
            key: [8; 32],
            len: 5,
            hash: [9; 32],
            media: Media::Pdf,
        };
        let attached = desk.vault.attach(&facts, Upload::new(FILE, 272, [9; 32]), NOW, &mut PlatformEntropy);
        let file = changed(attached).0.expect("a record");
        let first = desk.post(NOW).expect("the person");
        assert!(first.files_add.is_empty() && first.changes.len() == 1, "a file waits for its bytes");
        assert!(desk.post(NOW).is_none());
        desk.vault.uploaded(&file);
        let second = desk.post(NOW).expect("the file");
        assert_eq!(second.files_add, vec![FileAdded { file: FILE, len: 272, hash: [9; 32] }]);
        assert!(desk.vault.upload(&file).is_none(), "named, and done");
        (desk, holder, file)
    }

    /// Builds what is next, and finds it in the journal.
    fn post(&mut self, now: Millis) -> Option<Commit> {
        let entropy = &mut PlatformEntropy;
        let post = self.vault.next_post(self.account.identity(), now, entropy).expect("builds")?;
        self.vault.keep_post(post.clone()).expect("kept");
        let followed = self.vault.state.follow(post.draft.head(), &post.draft.post().entries);
        let entries = &post.draft.post().entries;
        assert!(self.vault.keep_followed(&followed, entries, entropy).expect("kept"), "our own");
        match codec::decode::<Entry>(&post.draft.post().entries[0], limits::ENTRY).expect("an entry").body {
            Body::Commit(commit) => Some(commit),
            _ => panic!("a commit"),
        }
    }

    fn delete(&mut self, record: RecordId) -> UndoStep {
        let deleted = self.vault.delete(vec![crate::view::id(record)], &mut PlatformEntropy);
        changed(deleted).1.expect("a step")
    }

    /// Locks and unlocks.
    fn reopened(self) -> Self {
        let Self { account, vault, storage } = self;
        let name = super::super::log_name(&vault.id);
        drop(vault);
        let local = account.local_key(&[1; 16]);
        let vault = block_on(OpenVault::load(&storage, &name, local, NOW, |_| ())).expect("opens").expect("there");
        Self { account, vault, storage }
    }
}

/// Attaches a file with this id, whose bytes wait to be sent.
fn attached(desk: &mut Desk, holder: RecordId, file: FileId) -> RecordId {
    let facts = FileFacts {
        name: "a".to_owned(),
        holder,
        file: file.0,
        key: [8; 32],
        len: 5,
        hash: [2; 32],
        media: Media::Other,
    };
    let made = desk.vault.attach(&facts, Upload::new(file, 272, [2; 32]), NOW, &mut PlatformEntropy);
    changed(made).0.expect("a record")
}

fn changed(reply: Result<Reply, Failure>) -> (Option<RecordId>, Option<UndoStep>) {
    match reply.expect("done") {
        Reply::Changed { id, undo } => (id.map(crate::view::record_id), undo),
        _ => panic!("a change"),
    }
}

fn sealed(record: RecordId) -> ids::RecordId {
    ids::RecordId(record.0)
}

#[test]
fn a_deleted_files_bytes_go_after_a_month_with_its_old_versions() {
    let (mut desk, _, file) = Desk::with_file();
    desk.delete(file);
    let deletion = desk.post(NOW + 5).expect("the deletion");
    assert!(deletion.files_drop.is_empty() && deletion.purges.is_empty(), "it can still be brought back");
    let mut desk = desk.reopened();
    assert!(desk.post(NOW + 5 + KEPT_MS - 1).is_none());
    let drop = desk.post(NOW + 5 + KEPT_MS).expect("the drop");
    assert_eq!((drop.files_drop, drop.purges), (vec![FILE], vec![sealed(file)]));
    assert!(drop.changes.is_empty());
    assert!(desk.post(NOW + 9 * KEPT_MS).is_none(), "once");
}

#[test]
fn what_the_server_says_of_the_time_ends_no_month_and_prolongs_none() {
    for lies in [[0, NOW], [NOW, 0]] {
        let (mut desk, _, file) = Desk::with_file();
        desk.delete(file);
        desk.vault.clock_behind = lies[0];
        desk.post(NOW + 5).expect("the deletion");
        desk.vault.clock_behind = lies[1];
        assert!(desk.post(NOW + 5 + KEPT_MS - 1).is_none());
        assert_eq!(desk.post(NOW + 5 + KEPT_MS).expect("the drop").files_drop, vec![FILE]);
    }
}

#[test]
fn a_file_that_came_back_is_not_dropped() {
    let (mut desk, _, file) = Desk::with_file();
    let step = desk.delete(file);
    desk.post(NOW + 5).expect("the deletion");
    desk.vault.undo(step, NOW + 6, &mut PlatformEntropy).expect("undone");
    desk.post(NOW + 6).expect("it is back");
    assert!(desk.post(NOW + 9 * KEPT_MS).is_none());
    assert!(desk.vault.book.contains(&file));
}

#[test]
fn a_file_that_an_undo_takes_away_goes_like_a_deleted_one() {
    let (mut desk, _, file) = Desk::with_file();
    let step = desk.delete(file);
    desk.post(NOW + 5).expect("the deletion");
    let undone = desk.vault.undo(step, NOW + 6, &mut PlatformEntropy).expect("undone");
    let Reply::Several { undo: Some(again), .. } = undone else { panic!("no step") };
    desk.post(NOW + 6).expect("it is back");
    desk.vault.undo(again, NOW + 7, &mut PlatformEntropy).expect("taken away again");
    let deletion = desk.post(NOW + 7).expect("the deletion");
    assert!(deletion.files_drop.is_empty() && !desk.vault.book.contains(&file));
    assert!(desk.post(NOW + 7 + KEPT_MS - 1).is_none());
    assert_eq!(desk.post(NOW + 7 + KEPT_MS).expect("the drop").files_drop, vec![FILE]);
}

#[test]
fn a_file_whose_holder_is_gone_goes_too() {
    let (mut desk, holder, file) = Desk::with_file();
    // As if deleted by somebody who did not know of the file.
    desk.vault.stage(vec![(holder, None)], &mut PlatformEntropy).expect("staged");
    desk.post(NOW + 5).expect("the deletion");
    let mut desk = desk.reopened();
    assert!(desk.post(NOW + 10).is_none());
    let drop = desk.post(NOW + 10 + KEPT_MS).expect("the drop");
    assert_eq!((drop.files_drop, drop.purges), (vec![FILE], vec![sealed(file)]));
    assert_eq!(drop.changes.len(), 1, "its record is deleted with it");
    assert!(desk.post(NOW + 9 * KEPT_MS).is_none());
}

#[test]
fn files_stand_behind_whom_they_follow_however_they_are_named() {
    let mut desk = Desk::new();
    let mut made = |name: &str| {
        let fields = vec![(FieldKey::GIVEN, Value::Text(name.to_owned()))];
        changed(desk.vault.create(ShownKind::Person, fields, Now::new(NOW, 0), &mut PlatformEntropy)).0
    };
    let (vera, ben) = (made("Vera").expect("a record"), made("Ben").expect("a record"));
    let of_vera = attached(&mut desk, vera, FileId([1; 16]));
    let of_ben = attached(&mut desk, ben, FileId([2; 16]));
    let behind = |named: Vec<RecordId>| desk.vault.with_their_files(named);
    assert_eq!(behind(vec![vera, ben]), [vera, of_vera, ben, of_ben]);
    assert_eq!(behind(vec![of_vera, ben, vera]), [ben, of_ben, vera, of_vera], "named first, and behind all the same");
    assert_eq!(behind(vec![of_vera, of_ben]), [of_vera, of_ben], "without whom they follow they go alone");
    assert_eq!(desk.vault.holder_of(&of_ben), Some(ben));
    assert_eq!(desk.vault.holder_of(&ben), None);
}

#[test]
fn the_files_of_many_deleted_at_once_are_all_looked_for() {
    const MANY: usize = 300;
    let mut desk = Desk::new();
    let mut made = |name: &str| {
        let fields = vec![(FieldKey::GIVEN, Value::Text(name.to_owned()))];
        changed(desk.vault.create(ShownKind::Person, fields, Now::new(NOW, 0), &mut PlatformEntropy)).0
    };
    let holders: Vec<RecordId> = (0..MANY).filter_map(|at| made(&format!("Vera {at}"))).collect();
    let stays = made("Ben").expect("a record");
    while desk.post(NOW).is_some() {}
    let id = |at: usize| FileId((at as u128).to_be_bytes());
    let file = |(at, holder): (usize, &RecordId)| attached(&mut desk, *holder, id(at));
    let files: Vec<RecordId> = holders.iter().enumerate().map(file).collect();
    files.iter().for_each(|file| desk.vault.uploaded(file));
    while desk.post(NOW).is_some() {}
    let all = holders.iter().map(|holder| crate::view::id(*holder)).collect();
    desk.vault.delete(all, &mut PlatformEntropy).expect("deleted");
    while desk.post(NOW + 5).is_some() {}
    let all: BTreeSet<ids::RecordId> = holders.iter().copied().map(sealed).collect();
    let gone: BTreeSet<ids::RecordId> = desk.vault.gone_with(&all).into_iter().collect();
    let expected: BTreeSet<ids::RecordId> = files.iter().copied().map(sealed).collect();
    assert_eq!(gone, expected);
    assert!(desk.vault.gone_with(&BTreeSet::from([sealed(stays)])).is_empty(), "who is here has lost nothing");
    let (holder, file) = (holders[7], files[7]);
    let gone = |desk: &Desk| desk.vault.gone_with(&BTreeSet::from([sealed(holder)]));
    assert_eq!(gone(&desk), [sealed(file)], "of one only its own");
    let desk = desk.reopened();
    assert_eq!(gone(&desk), [sealed(file)], "after a reload too");
}

#[test]
fn a_deleted_records_file_goes_in_the_same_entry_however_many_go_at_once() {
    const MANY: u16 = 1_700;
    let mut desk = Desk::new();
    let id = |kind: u8, at: u16| {
        let mut id = [0; 16];
        // All files stand behind all people in the order of the outbox.
        (id[0], id[1], id[2]) = (kind, (at >> 8) as u8, at as u8);
        RecordId(id)
    };
    let mut writes = Vec::new();
    for at in 0..MANY {
        let stamp = desk.vault.clock.tick(NOW);
        let (holder, file) = (id(1, at), id(2, at));
        let facts = FileFacts {
            name: "a".to_owned(),
            holder,
            file: file.0,
            key: [8; 32],
            len: 5,
            hash: [2; 32],
            media: Media::Other,
        };
        writes.push((holder, Some(Record::new(Kind::Person, stamp).encode())));
        writes.push((file, Some(Record::new_file(&facts, stamp).expect("a file").encode())));
    }
    desk.vault.stage(writes, &mut PlatformEntropy).expect("staged");
    while desk.post(NOW).is_some() {}
    let all = (0..MANY).map(|at| crate::view::id(id(1, at))).collect();
    desk.vault.delete(all, &mut PlatformEntropy).expect("deleted");
    let mut entries = 0;
    while let Some(commit) = desk.post(NOW + 5) {
        let of = |kind: u8| commit.changes.iter().filter(move |change| change.record.0[0] == kind);
        let people: Vec<&[u8]> = of(1).map(|change| &change.record.0[1..]).collect();
        let files: Vec<&[u8]> = of(2).map(|change| &change.record.0[1..]).collect();
        assert_eq!(people, files, "each with its own");
        entries += 1;
    }
    assert_eq!(entries, 2, "more than one holds");
}

#[test]
fn room_is_asked_for_once_whatever_was_locked_meanwhile() {
    let mut desk = Desk::with_file().0;
    let holder = desk.vault.book.ids_of(Kind::Person).next().expect("Vera");
    let begun = attached(&mut desk, holder, FileId([3; 16]));
    assert_eq!(desk.vault.unbegun_bytes(), 272);
    desk.vault.note_begun(&begun);
    assert_eq!(desk.vault.unbegun_bytes(), 0, "the server counts it");
    let mut desk = desk.reopened();
    assert_eq!(desk.vault.unbegun_bytes(), 0, "and still does");
    attached(&mut desk, holder, FileId([4; 16]));
    assert_eq!(desk.vault.unbegun_bytes(), 272, "what is new is counted here");
}

#[test]
fn an_upload_is_remembered_and_one_that_was_undone_is_not() {
    let mut desk = Desk::with_file().0;
    let holder = desk.vault.book.ids_of(Kind::Person).next().expect("Vera");
    let other = FileId([3; 16]);
    let facts = FileFacts {
        name: "a".to_owned(),
        holder,
        file: other.0,
        key: [8; 32],
        len: 5,
        hash: [2; 32],
        media: Media::Other,
    };
    let upload = || Upload::new(other, 272, [2; 32]);
    let attached = desk.vault.attach(&facts, upload(), NOW, &mut PlatformEntropy);
    let (record, step) = changed(attached);
    let mut desk = desk.reopened();
    assert_eq!(desk.vault.next_upload(&[]), record, "after a reload");
    desk.vault.cancel_upload(record.expect("a record"), &mut PlatformEntropy).expect("taken back");
    assert!(desk.vault.next_upload(&[]).is_none() && desk.post(NOW + 1).is_none());
    assert!(step.is_some());
    let again = desk.vault.attach(&facts, upload(), NOW, &mut PlatformEntropy);
    let step = changed(again).1.expect("a step");
    desk.vault.undo(step, NOW + 1, &mut PlatformEntropy).expect("undone");
    assert!(desk.vault.next_upload(&[]).is_none(), "nothing is sent of it");
    assert!(desk.post(NOW + 2).is_none(), "nor committed");
    assert_eq!(desk.reopened().vault.uploads().count(), 0);
}
