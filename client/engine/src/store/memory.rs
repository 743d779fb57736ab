//! Storage in memory, with faults on demand: for tests and for hosts without a disk.

use crate::ports::{File, Storage, StorageError};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::Poll;

type Bytes = Rc<RefCell<Vec<u8>>>;

/// Files in memory. Clones share them, as a reopened browser profile would.
#[derive(Clone, Default)]
pub struct MemoryStorage {
    files: Rc<RefCell<BTreeMap<String, Bytes>>>,
    /// Bytes that may still be written before every write fails as on a full disk, leaving a torn frame.
    room: Rc<Cell<Option<usize>>>,
    /// Files are not opened before this is over, as where the host takes its time.
    busy: Rc<Cell<bool>>,
    /// The most bytes that were read or written at one time, for tests of what is never whole in memory.
    pub longest_piece: Rc<Cell<usize>>,
}

impl MemoryStorage {
    /// Names of all files.
    pub fn names(&self) -> Vec<String> {
        self.files.borrow().keys().cloned().collect()
    }

    /// From now on only `bytes` more can be written; `None` lifts it.
    pub fn limit_room(&self, bytes: Option<usize>) {
        self.room.set(bytes);
    }

    /// From now on, or no longer, whoever opens a file waits.
    pub fn keep_busy(&self, busy: bool) {
        self.busy.set(busy);
    }

    /// Every byte of every file, for tests that look for what must not be there.
    pub fn all_bytes(&self) -> Vec<u8> {
        self.files.borrow().values().flat_map(|file| file.borrow().clone()).collect()
    }

    /// A copy as of now, as if the disk had been imaged.
    pub fn snapshot(&self) -> Self {
        let files = self.files.borrow();
        let copy = files.iter().map(|(name, bytes)| (name.clone(), Rc::new(RefCell::new(bytes.borrow().clone()))));
        Self { files: Rc::new(RefCell::new(copy.collect())), ..Self::default() }
    }

    /// Changes a file's bytes behind everybody's back.
    pub fn tamper(&self, name: &str, change: impl FnOnce(&mut Vec<u8>)) {
        if let Some(file) = self.files.borrow().get(name) {
            change(&mut file.borrow_mut());
        }
    }
}

impl Storage for MemoryStorage {
    type File = MemoryFile;

    async fn list(&self) -> Result<Vec<String>, StorageError> {
        Ok(self.names())
    }

    async fn open(&self, name: &str) -> Result<MemoryFile, StorageError> {
        poll_fn(|context| {
            if self.busy.get() {
                context.waker().wake_by_ref();
                return Poll::Pending;
            }
            Poll::Ready(())
        })
        .await;
        let bytes = self.files.borrow_mut().entry(name.to_owned()).or_default().clone();
        Ok(MemoryFile { bytes, room: self.room.clone(), longest: self.longest_piece.clone() })
    }

    async fn remove(&self, name: &str) -> Result<(), StorageError> {
        self.files.borrow_mut().remove(name);
        Ok(())
    }
}

/// One of them.
pub struct MemoryFile {
    bytes: Bytes,
    room: Rc<Cell<Option<usize>>>,
    longest: Rc<Cell<usize>>,
}

impl MemoryFile {
    fn note(&self, piece: usize) {
        self.longest.set(self.longest.get().max(piece));
    }
}

impl File for MemoryFile {
    fn len(&self) -> Result<u64, StorageError> {
        Ok(self.bytes.borrow().len() as u64)
    }

    fn read_exact(&self, offset: u64, buf: &mut [u8]) -> Result<(), StorageError> {
        self.note(buf.len());
        let bytes = self.bytes.borrow();
        let start = offset as usize;
        let part = bytes.get(start..start + buf.len()).ok_or(StorageError::Damaged)?;
        buf.copy_from_slice(part);
        Ok(())
    }

    fn append(&mut self, bytes: &[u8]) -> Result<(), StorageError> {
        self.note(bytes.len());
        let room = self.room.get().unwrap_or(usize::MAX);
        let fits = bytes.len().min(room);
        self.bytes.borrow_mut().extend_from_slice(&bytes[..fits]);
        if self.room.get().is_some() {
            self.room.set(Some(room - fits));
        }
        if fits < bytes.len() { Err(StorageError::Full) } else { Ok(()) }
    }

    fn truncate(&mut self, len: u64) -> Result<(), StorageError> {
        self.bytes.borrow_mut().truncate(len as usize);
        Ok(())
    }
}
