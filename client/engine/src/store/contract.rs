//! What every [`Storage`] must do, as one suite that each implementation runs: in memory, on disk, in OPFS.

use super::{Key, Log, Op};
use crate::ports::{File, Storage, StorageError};
use tacit_shared::ids::RecordId;

/// Runs the whole suite on an empty storage.
///
/// # Panics
/// Where the storage breaks the contract.
#[expect(clippy::expect_used, reason = "a contract suite fails by panicking")]
pub async fn run<S: Storage>(storage: &S) {
    files_keep_what_was_appended(storage).await.expect("files keep what was appended");
    a_log_survives_reopening(storage).await.expect("a log survives reopening");
    a_torn_end_is_cut_off(storage).await.expect("a torn end is cut off");
    large_values_are_read_piece_by_piece(storage).await.expect("large values are read piece by piece");
    an_import_is_read_past_its_gaps(storage).await.expect("an import is read past its gaps");
    compaction_keeps_the_living(storage).await.expect("compaction keeps the living");
    an_unfinished_compaction_is_ignored(storage).await.expect("an unfinished compaction is ignored");
    removed_files_are_gone(storage).await.expect("removed files are gone");
}

async fn files_keep_what_was_appended<S: Storage>(storage: &S) -> Result<(), StorageError> {
    let mut file = storage.open("plain").await?;
    file.append(b"one")?;
    file.append(b"two")?;
    drop(file);
    let mut file = storage.open("plain").await?;
    assert_eq!(file.len()?, 6);
    let mut buf = [0; 4];
    file.read_exact(1, &mut buf)?;
    assert_eq!(&buf, b"netw");
    assert!(file.read_exact(4, &mut [0; 3]).is_err(), "reading past the end must fail");
    file.truncate(3)?;
    file.append(b"!")?;
    assert_eq!(file.len()?, 4);
    drop(file);
    storage.remove("plain").await
}

async fn a_log_survives_reopening<S: Storage>(storage: &S) -> Result<(), StorageError> {
    let mut log = Log::open(storage, "log").await?;
    log.write(&[Op::Put(Key::Slot(1), b"first"), Op::Put(Key::Slot(2), b"second")])?;
    log.write(&[Op::Put(Key::Slot(1), b"changed"), Op::Delete(Key::Slot(2))])?;
    drop(log);
    let log = Log::open(storage, "log").await?;
    assert_eq!(log.get(Key::Slot(1))?.as_deref(), Some(&b"changed"[..]));
    assert_eq!(log.get(Key::Slot(2))?, None);
    drop(log);
    Log::remove(storage, "log").await
}

async fn a_torn_end_is_cut_off<S: Storage>(storage: &S) -> Result<(), StorageError> {
    let mut log = Log::open(storage, "torn").await?;
    log.write(&[Op::Put(Key::Slot(1), b"kept")])?;
    drop(log);
    let mut file = storage.open("torn.0").await?;
    file.append(&[40, 0, 0, 0, 1, 2, 3, 4, 5])?;
    drop(file);
    let mut log = Log::open(storage, "torn").await?;
    assert_eq!(log.get(Key::Slot(1))?.as_deref(), Some(&b"kept"[..]));
    log.write(&[Op::Put(Key::Slot(2), b"after")])?;
    drop(log);
    let log = Log::open(storage, "torn").await?;
    assert_eq!(log.get(Key::Slot(2))?.as_deref(), Some(&b"after"[..]));
    drop(log);
    Log::remove(storage, "torn").await
}

async fn large_values_are_read_piece_by_piece<S: Storage>(storage: &S) -> Result<(), StorageError> {
    let mut log = Log::open(storage, "large").await?;
    // Two of them are more than one piece; the last one is by itself.
    for id in 0..3u8 {
        log.write(&[Op::Put(Key::Envelope(RecordId([id; 16])), &vec![id; 3 << 20])])?;
    }
    let mut reading = log.reading(|key| matches!(key, Key::Envelope(_)));
    let (mut seen, mut told) = (Vec::new(), Vec::new());
    while log.read_piece(&mut reading, |_, value| {
        assert!(value.len() == 3 << 20 && value.iter().all(|byte| *byte == value[0]));
        seen.push(value[0]);
        Ok(())
    })? {
        told.push(reading.progress());
    }
    assert_eq!((seen, told), (vec![0, 1, 2], vec![(1, 3), (2, 3), (3, 3)]));
    drop(log);
    Log::remove(storage, "large").await
}

async fn an_import_is_read_past_its_gaps<S: Storage>(storage: &S) -> Result<(), StorageError> {
    let mut log = Log::open(storage, "import").await?;
    let records = |frame: u8| (0..30u8).map(move |nth| RecordId([frame * 30 + nth; 16]));
    // Each frame ends behind a piece that is read at a time: places in front, then envelopes of 3 MB.
    for frame in 0..4 {
        let envelopes: Vec<_> = records(frame).map(|record| (record, vec![record.0[0]; 100 << 10])).collect();
        let leaves = envelopes.iter().map(|(record, _)| Op::Put(Key::Leaf(*record), &record.0));
        let ops: Vec<_> =
            leaves.chain(envelopes.iter().map(|(record, value)| Op::Put(Key::Envelope(*record), value))).collect();
        log.write(&ops)?;
        log.write(&[Op::Delete(Key::Leaf(RecordId([frame * 30 + 7; 16])))])?;
    }
    drop(log);
    let log = Log::open(storage, "import").await?;
    let all: Vec<RecordId> = (0..4).flat_map(records).collect();
    for leaves in [true, false] {
        let mut seen = Vec::new();
        let wanted = |key: &Key| matches!(key, Key::Leaf(_)) == leaves && *key != Key::Complete;
        log.for_each(wanted, |key, value| {
            let (Key::Leaf(record) | Key::Envelope(record)) = key else { panic!("{key:?}") };
            assert!(
                value.len() == if leaves { 16 } else { 100 << 10 } && value.iter().all(|byte| *byte == record.0[0])
            );
            seen.push(record);
            Ok(())
        })?;
        let kept = |record: &&RecordId| !leaves || record.0[0] % 30 != 7;
        assert!(seen.iter().eq(all.iter().filter(kept)), "in the order of the file");
    }
    drop(log);
    Log::remove(storage, "import").await
}

async fn compaction_keeps_the_living<S: Storage>(storage: &S) -> Result<(), StorageError> {
    let mut log = Log::open(storage, "many").await?;
    for round in 0..3u8 {
        for id in 0..50u8 {
            log.write(&[Op::Put(Key::Envelope(RecordId([id; 16])), &[round; 100])])?;
        }
    }
    log.write(&[Op::Delete(Key::Envelope(RecordId([7; 16])))])?;
    log.compact(storage).await?;
    drop(log);
    let log = Log::open(storage, "many").await?;
    let mut seen = 0;
    log.for_each(
        |key| matches!(key, Key::Envelope(_)),
        |_, value| {
            assert_eq!(value, [2; 100]);
            seen += 1;
            Ok(())
        },
    )?;
    assert_eq!(seen, 49);
    assert!(!storage.list().await?.contains(&"many.0".to_owned()), "the old generation is removed");
    drop(log);
    Log::remove(storage, "many").await
}

async fn an_unfinished_compaction_is_ignored<S: Storage>(storage: &S) -> Result<(), StorageError> {
    let mut log = Log::open(storage, "cut").await?;
    log.write(&[Op::Put(Key::Slot(1), b"whole")])?;
    drop(log);
    let mut file = storage.open("cut.1").await?;
    file.append(&[3, 0, 0, 0, 9, 9])?;
    drop(file);
    let log = Log::open(storage, "cut").await?;
    assert_eq!(log.get(Key::Slot(1))?.as_deref(), Some(&b"whole"[..]));
    drop(log);
    Log::remove(storage, "cut").await
}

async fn removed_files_are_gone<S: Storage>(storage: &S) -> Result<(), StorageError> {
    drop(storage.open("gone").await?);
    storage.remove("gone").await?;
    storage.remove("gone").await?;
    assert!(!storage.list().await?.contains(&"gone".to_owned()));
    Ok(())
}
