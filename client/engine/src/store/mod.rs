//! Local state at rest: a log of checked frames over one append-only file, compacted when it is mostly dead.

pub mod contract;
mod frame;
mod index;
mod log;
mod memory;

pub use log::{Key, Log, Op, Reading};
pub use memory::MemoryStorage;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::{Storage, StorageError};
    use futures::executor::block_on;

    #[test]
    fn memory_keeps_the_contract() {
        block_on(contract::run(&MemoryStorage::default()));
    }

    #[test]
    fn damage_in_the_middle_is_said_and_not_cut_away() {
        let storage = MemoryStorage::default();
        block_on(async {
            let mut log = Log::open(&storage, "log").await.expect("opens");
            log.write(&[Op::Put(Key::Slot(1), &[1; 64])]).expect("writes");
            log.write(&[Op::Put(Key::Slot(2), &[2; 64])]).expect("writes");
            drop(log);
            storage.tamper("log.0", |bytes| bytes[40] ^= 1);
            assert_eq!(Log::open(&storage, "log").await.err(), Some(StorageError::Damaged));
            assert_eq!(storage.list().await, Ok(vec!["log.0".to_owned()]), "nothing was removed");
        });
    }

    #[test]
    fn a_full_disk_fails_the_batch_and_keeps_what_was() {
        let storage = MemoryStorage::default();
        block_on(async {
            let mut log = Log::open(&storage, "log").await.expect("opens");
            log.write(&[Op::Put(Key::Slot(1), b"kept")]).expect("writes");
            storage.limit_room(Some(10));
            assert_eq!(log.write(&[Op::Put(Key::Slot(1), &[9; 100])]), Err(StorageError::Full));
            storage.limit_room(None);
            assert_eq!(log.get(Key::Slot(1)).expect("reads").as_deref(), Some(&b"kept"[..]));
            log.write(&[Op::Put(Key::Slot(2), b"next")]).expect("writes again");
            drop(log);
            let log = Log::open(&storage, "log").await.expect("reopens");
            assert_eq!(log.get(Key::Slot(2)).expect("reads").as_deref(), Some(&b"next"[..]));
        });
    }
}
