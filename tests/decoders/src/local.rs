//! The log at rest: a file as a crash, a bad disk or somebody's hand left it.

use futures::executor::block_on;
use std::path::Path;
use tacit_engine::ports::{File, Storage};
use tacit_engine::store::{Key, Log, MemoryStorage, Op};
use tacit_shared::ids::RecordId;

/// A file that holds these bytes: opened or refused; and what is opened takes writes and gives them back.
pub(crate) fn frames(bytes: &[u8]) {
    block_on(async {
        let storage = MemoryStorage::default();
        storage.open("log.0").await.expect("opens").append(bytes).expect("room");
        let Ok(mut log) = Log::open(&storage, "log").await else { return };
        let keys: Vec<Key> = log.keys().collect();
        for key in keys {
            assert!(log.get(key).expect("readable").is_some(), "an indexed value is there");
        }
        log.write(&[Op::Put(Key::Slot(9), b"kept")]).expect("room");
        log.compact(&storage).await.expect("compacts");
        drop(log);
        let log = Log::open(&storage, "log").await.expect("what we wrote opens again");
        assert_eq!(log.get(Key::Slot(9)).expect("readable").as_deref(), Some(&b"kept"[..]));
    });
}

pub(crate) fn frames_seeds(_: Option<&Path>) -> Vec<Vec<u8>> {
    block_on(async {
        let storage = MemoryStorage::default();
        let mut log = Log::open(&storage, "log").await.expect("opens");
        let mut seeds = vec![Vec::new(), storage.all_bytes()];
        log.write(&[Op::Put(Key::Slot(1), b"one"), Op::Put(Key::Leaf(RecordId([3; 16])), &[])]).expect("room");
        log.write(&[Op::Delete(Key::Slot(1)), Op::Put(Key::Envelope(RecordId([3; 16])), &[7; 40])]).expect("room");
        seeds.push(storage.all_bytes());
        let mut torn = storage.all_bytes();
        torn.truncate(torn.len() - 5);
        seeds.push(torn);
        seeds
    })
}
