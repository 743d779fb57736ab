//! A device's files: what was appended stays; a crash can tear the append that is under way, a full disk refuses one, and
//! nothing else happens to them.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use tacit_engine::ports::{File, Storage, StorageError};

type Bytes = Rc<RefCell<Vec<u8>>>;

/// Files in memory that outlive the process which writes them. Clones share them.
#[derive(Clone, Default)]
pub struct Disk {
    files: Rc<RefCell<BTreeMap<String, Bytes>>>,
    power: Rc<Power>,
}

#[derive(Default)]
struct Power {
    /// Appends until the process dies in the middle of one, and how many of its bytes arrive, in 256ths.
    fuse: Cell<Option<(u32, u8)>>,
    dead: Cell<bool>,
    /// Appends until one is refused for want of room, half written.
    full: Cell<Option<u32>>,
}

impl Disk {
    /// The process will die within the append after so many, when this part of it (in 256ths) is written.
    pub fn tear(&self, after: u32, part: u8) {
        self.power.fuse.set(Some((after, part)));
    }

    /// The append after so many finds no room, and the process lives on.
    pub fn fill(&self, after: u32) {
        self.power.full.set(Some(after));
    }

    /// Whether it died: its process must be ended.
    pub fn is_dead(&self) -> bool {
        self.power.dead.get()
    }

    /// For a new process.
    pub fn revive(&self) {
        self.power.fuse.set(None);
        self.power.dead.set(false);
    }

    /// Whether these bytes stand in any file.
    pub fn holds(&self, bytes: &[u8]) -> bool {
        self.files.borrow().values().any(|file| memchr::memmem::find(&file.borrow(), bytes).is_some())
    }

    /// A copy as of now.
    pub fn image(&self) -> Self {
        let files = self.files.borrow();
        let copy = files.iter().map(|(name, bytes)| (name.clone(), Rc::new(RefCell::new(bytes.borrow().clone()))));
        Self { files: Rc::new(RefCell::new(copy.collect())), power: Rc::default() }
    }
}

impl Power {
    fn on(&self) -> Result<(), StorageError> {
        if self.dead.get() { Err(StorageError::Host("the process is dead".to_owned())) } else { Ok(()) }
    }
}

impl Storage for Disk {
    type File = DiskFile;

    async fn list(&self) -> Result<Vec<String>, StorageError> {
        self.power.on()?;
        Ok(self.files.borrow().keys().cloned().collect())
    }

    async fn open(&self, name: &str) -> Result<DiskFile, StorageError> {
        self.power.on()?;
        let bytes = self.files.borrow_mut().entry(name.to_owned()).or_default().clone();
        Ok(DiskFile { bytes, power: self.power.clone() })
    }

    async fn remove(&self, name: &str) -> Result<(), StorageError> {
        self.power.on()?;
        self.files.borrow_mut().remove(name);
        Ok(())
    }
}

/// One of them.
pub struct DiskFile {
    bytes: Bytes,
    power: Rc<Power>,
}

impl File for DiskFile {
    fn len(&self) -> Result<u64, StorageError> {
        Ok(self.bytes.borrow().len() as u64)
    }

    fn read_exact(&self, offset: u64, buf: &mut [u8]) -> Result<(), StorageError> {
        self.power.on()?;
        let bytes = self.bytes.borrow();
        let start = offset as usize;
        let part = bytes.get(start..start + buf.len()).ok_or(StorageError::Damaged)?;
        buf.copy_from_slice(part);
        Ok(())
    }

    fn append(&mut self, bytes: &[u8]) -> Result<(), StorageError> {
        self.power.on()?;
        let full = self.power.full.get();
        self.power.full.set(full.and_then(|after| after.checked_sub(1)));
        if full == Some(0) {
            self.bytes.borrow_mut().extend_from_slice(&bytes[..bytes.len() / 2]);
            return Err(StorageError::Full);
        }
        match self.power.fuse.get() {
            Some((0, part)) => {
                let arrived = bytes.len() * usize::from(part) / 256;
                self.bytes.borrow_mut().extend_from_slice(&bytes[..arrived]);
                self.power.dead.set(true);
                self.power.on()
            }
            fuse => {
                self.power.fuse.set(fuse.map(|(after, part)| (after - 1, part)));
                self.bytes.borrow_mut().extend_from_slice(bytes);
                Ok(())
            }
        }
    }

    fn truncate(&mut self, len: u64) -> Result<(), StorageError> {
        self.power.on()?;
        self.bytes.borrow_mut().truncate(len as usize);
        Ok(())
    }
}
