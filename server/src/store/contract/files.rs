//! What every store promises of files.

use super::{NOW, Outcome, Roster, Store, head, nothing};
use crate::store::files::{Begun, FileRow, FileStage};
use tacit_shared::api::BeginFile;
use tacit_shared::entry::FileAdded;
use tacit_shared::ids::FileId;
use tacit_shared::limits::UPLOAD_MS;

const QUOTA: u64 = 10_000;

fn begin(number: u8, len: u64) -> BeginFile {
    BeginFile { file: FileId([number; 16]), len, hash: [number; 32] }
}

fn added(wanted: &BeginFile) -> FileAdded {
    FileAdded { file: wanted.file, len: wanted.len, hash: wanted.hash }
}

pub(super) async fn run(store: &dyn Store, roster: &Roster) {
    uploads_go_on_where_they_were(store, roster).await;
    entries_name_complete_files_once(store, roster).await;
    old_uploads_and_dropped_files_go(store, roster).await;
    after_a_restore_a_lost_file_is_named_and_may_come_again(store, roster).await;
}

async fn stage(store: &dyn Store, roster: &Roster, file: FileId) -> Option<FileStage> {
    store.file(&roster.vault(), &file).await.expect("reads").map(|row| row.stage)
}

async fn uploads_go_on_where_they_were(store: &dyn Store, roster: &Roster) {
    let (vault, one) = (roster.vault(), begin(1, 6_000));
    let fresh = FileRow { len: 6_000, hash: [1; 32], stage: FileStage::Uploading(0) };
    assert_eq!(store.begin_file(&vault, &one, NOW, QUOTA).await.expect("writes"), Begun::Row(fresh));
    store.advance_file(&vault, &one.file, FileStage::Uploading(3), NOW).await.expect("writes");
    let again = store.begin_file(&vault, &one, NOW, QUOTA).await.expect("writes");
    assert_eq!(again, Begun::Row(FileRow { stage: FileStage::Uploading(3), ..fresh }));
    assert_eq!(store.begin_file(&vault, &begin(2, 4_001), NOW, QUOTA).await.expect("writes"), Begun::Full);
    assert_eq!(stage(store, roster, FileId([2; 16])).await, None, "nothing is kept of what was refused");
    assert_eq!(store.file_bytes(&vault).await.expect("reads"), 6_000);
    assert_eq!(
        store.begin_file(&vault, &begin(3, 4_000), NOW, QUOTA).await.expect("writes"),
        Begun::Row(FileRow { len: 4_000, hash: [3; 32], stage: FileStage::Uploading(0) })
    );
}

async fn entries_name_complete_files_once(store: &dyn Store, roster: &Roster) {
    let (vault, one) = (roster.vault(), begin(1, 6_000));
    let ready = async |files: &[FileAdded]| store.files_are_complete(&vault, files).await.expect("reads");
    assert!(ready(&[]).await);
    assert!(!ready(&[added(&one)]).await, "not yet");
    let early = head(store, roster).await;
    let mut entry = nothing(roster, early, early.seq + 1, b"names too early");
    entry.files_add = vec![added(&one)];
    assert_eq!(store.append(&entry).await.expect("writes"), Outcome::Stale);
    assert_eq!(head(store, roster).await, early, "nothing was written");

    store.advance_file(&vault, &one.file, FileStage::Complete, NOW).await.expect("writes");
    assert!(ready(&[added(&one)]).await);
    for wrong in [FileAdded { len: 5_999, ..added(&one) }, FileAdded { hash: [9; 32], ..added(&one) }] {
        assert!(!ready(&[wrong]).await);
        let mut entry = nothing(roster, early, early.seq + 1, b"names another");
        entry.files_add = vec![wrong];
        assert_eq!(store.append(&entry).await.expect("writes"), Outcome::Stale);
    }
    let mut entry = nothing(roster, early, early.seq + 1, b"names it");
    entry.files_add = vec![added(&one)];
    assert_eq!(store.append(&entry).await.expect("writes"), Outcome::Done);
    assert_eq!(stage(store, roster, one.file).await, Some(FileStage::Named));
    assert!(!ready(&[added(&one)]).await, "never twice");
    store.advance_file(&vault, &one.file, FileStage::Uploading(0), NOW).await.expect("writes");
    assert_eq!(stage(store, roster, one.file).await, Some(FileStage::Named), "no upload moves it any more");
}

async fn old_uploads_and_dropped_files_go(store: &dyn Store, roster: &Roster) {
    let (vault, named, upload) = (roster.vault(), FileId([1; 16]), FileId([3; 16]));
    store.drop_old_uploads(NOW).await.expect("writes");
    assert_eq!(stage(store, roster, upload).await, Some(FileStage::Uploading(0)), "young enough");
    store.drop_old_uploads(NOW + UPLOAD_MS).await.expect("writes");
    assert_eq!(store.dropped_files(9).await.expect("reads"), vec![(vault, upload)]);
    assert_eq!(stage(store, roster, named).await, Some(FileStage::Named), "an entry holds it");
    store.forget_file(&vault, &upload).await.expect("writes");
    assert_eq!(stage(store, roster, upload).await, None, "never named: its id is free");

    let before = head(store, roster).await;
    let mut entry = nothing(roster, before, before.seq + 1, b"drops");
    entry.files_drop = vec![named, FileId([77; 16])];
    assert_eq!(store.append(&entry).await.expect("writes"), Outcome::Done);
    assert_eq!(stage(store, roster, named).await, Some(FileStage::Dropped));
    assert_eq!(store.file_bytes(&vault).await.expect("reads"), 0);
    assert_eq!(store.dropped_files(9).await.expect("reads"), vec![(vault, named)]);
    store.forget_file(&vault, &named).await.expect("writes");
    assert_eq!(store.dropped_files(9).await.expect("reads"), vec![]);
    assert_eq!(stage(store, roster, named).await, Some(FileStage::Dropped), "its id stays taken");
}

async fn after_a_restore_a_lost_file_is_named_and_may_come_again(store: &dyn Store, roster: &Roster) {
    let (vault, lost, found) = (roster.vault(), begin(4, 100), begin(5, 200));
    store.begin_file(&vault, &found, NOW, QUOTA).await.expect("writes");
    store.advance_file(&vault, &found.file, FileStage::Complete, NOW).await.expect("writes");
    let before = head(store, roster).await;
    let mut entry = nothing(roster, before, before.seq + 1, b"given back");
    entry.files_add = vec![added(&lost), added(&found)];
    entry.files_lost = true;
    assert_eq!(store.append(&entry).await.expect("writes"), Outcome::Done);
    assert_eq!(stage(store, roster, found.file).await, Some(FileStage::Named));
    assert_eq!(stage(store, roster, lost.file).await, Some(FileStage::Uploading(0)));
    store.drop_old_uploads(NOW + 9 * UPLOAD_MS).await.expect("writes");
    assert_eq!(stage(store, roster, lost.file).await, Some(FileStage::Uploading(0)), "an entry holds its place");
    store.advance_file(&vault, &lost.file, FileStage::Complete, NOW).await.expect("writes");
    assert_eq!(stage(store, roster, lost.file).await, Some(FileStage::Named), "somebody still had it");

    // In the backup as an upload; the entry that names it comes back a day and more later.
    let late = begin(6, 300);
    store.begin_file(&vault, &late, NOW, QUOTA).await.expect("writes");
    store.start_recovery_of(&vault, NOW).await.expect("writes");
    store.drop_old_uploads(NOW + 9 * UPLOAD_MS).await.expect("writes");
    assert_eq!(stage(store, roster, late.file).await, Some(FileStage::Uploading(0)), "it may still be named");
    store.end_recovery_of(&vault).await.expect("writes");
    store.drop_old_uploads(NOW + 9 * UPLOAD_MS).await.expect("writes");
    assert_eq!(stage(store, roster, late.file).await, Some(FileStage::Dropped));
    let before = head(store, roster).await;
    let mut entry = nothing(roster, before, before.seq + 1, b"given back late");
    entry.files_add = vec![added(&late)];
    entry.files_lost = true;
    assert_eq!(store.append(&entry).await.expect("writes"), Outcome::Done);
    assert_eq!(stage(store, roster, late.file).await, Some(FileStage::Uploading(0)), "whoever has it uploads it again");

    let before = head(store, roster).await;
    let mut entry = nothing(roster, before, before.seq + 1, b"another content");
    entry.files_add = vec![FileAdded { hash: [9; 32], ..added(&lost) }];
    entry.files_lost = true;
    assert_eq!(store.append(&entry).await.expect("writes"), Outcome::Stale, "an id stands for one content");
}
