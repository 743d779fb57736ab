//! What the engine needs from its host, as traits: a place for bytes, a way to the server, a clock,
//! a key that the device keeps, randomness. The browser's worker, the command line and the tests each
//! bring their own. Futures need not be `Send`: the engine lives on one thread.
#![expect(async_fn_in_trait, reason = "the engine is single-threaded by design, no Send bound is wanted")]

use std::future::Future;

/// Everything a host brings.
pub trait Platform: 'static {
    /// Files for the sealed local state.
    type Storage: Storage;
    /// The way to the server.
    type Transport: Transport;

    /// Local files.
    fn storage(&self) -> &Self::Storage;
    /// The server.
    fn transport(&self) -> &Self::Transport;
    /// Milliseconds since 1970-01-01 UTC.
    fn now(&self) -> u64;
    /// Minutes by which the clock on the wall is ahead of UTC at such a time; none where the host knows no zone.
    fn zone(&self, _at: u64) -> i32 {
        0
    }
    /// Milliseconds since some moment, as finely as the host tells: for measuring.
    fn ticks(&self) -> f64 {
        self.now() as f64
    }
    /// Bytes of memory that the engine has, where the host knows.
    fn memory(&self) -> Option<u64> {
        None
    }
    /// Waits.
    fn sleep(&self, millis: u32) -> impl Future<Output = ()>;
    /// Random bytes for keys and ids.
    fn entropy(&self) -> Box<dyn tacit_vault::Entropy>;
    /// Seals a secret under a key that this device keeps and does not hand out (WebCrypto, non-extractable).
    async fn wrap(&self, secret: &[u8]) -> Result<Vec<u8>, StorageError>;
    /// Opens what [`Self::wrap`] sealed on this same device.
    async fn unwrap(&self, wrapped: &[u8]) -> Result<Vec<u8>, StorageError>;
    /// Forgets the device's key, so that nothing wrapped under it can be opened again.
    async fn forget_key(&self) -> Result<(), StorageError>;
}

/// Append-only files by name. One process (one worker, one tab) writes at a time.
pub trait Storage {
    /// An open file.
    type File: File;
    /// Names of all files.
    async fn list(&self) -> Result<Vec<String>, StorageError>;
    /// Opens a file for reading and appending, making it if it is not there.
    async fn open(&self, name: &str) -> Result<Self::File, StorageError>;
    /// Removes a file that is not open; a missing one is no error.
    async fn remove(&self, name: &str) -> Result<(), StorageError>;
}

/// An open append-only file. Calls are synchronous: OPFS access handles are, inside a worker.
pub trait File {
    /// Length in bytes.
    fn len(&self) -> Result<u64, StorageError>;
    /// Whether it holds nothing.
    fn is_empty(&self) -> Result<bool, StorageError> {
        Ok(self.len()? == 0)
    }
    /// Fills `buf` from `offset`; fails if the file ends before.
    fn read_exact(&self, offset: u64, buf: &mut [u8]) -> Result<(), StorageError>;
    /// Writes behind the end; durable when it returns.
    fn append(&mut self, bytes: &[u8]) -> Result<(), StorageError>;
    /// Cuts the file to `len` bytes.
    fn truncate(&mut self, len: u64) -> Result<(), StorageError>;
}

/// Why local storage failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StorageError {
    /// The browser or disk has no room left.
    #[error("no space left on this device")]
    Full,
    /// A stored part does not verify and is not merely a torn end.
    #[error("stored data on this device are damaged")]
    Damaged,
    /// The host's own words.
    #[error("storage: {0}")]
    Host(String),
}

/// A request to the server.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    /// `GET`, `POST` or `PUT`.
    pub method: &'static str,
    /// Path from `/api/1` on.
    pub path: String,
    /// Session in hex, for the `Authorization` header.
    pub session: Option<String>,
    /// Postcard body.
    pub body: Vec<u8>,
}

impl Request {
    /// Whether the answer may have a browser drop what it keeps of this site (`Clear-Site-Data`): only where somebody asked
    /// for that, so that no other answer of a server can.
    pub fn forgets(&self) -> bool {
        self.path.ends_with("/session/end")
    }
}

/// An answer with its status.
#[derive(Clone, PartialEq, Eq)]
pub struct Response {
    /// HTTP status.
    pub status: u16,
    /// Postcard body, whole.
    pub body: Vec<u8>,
}

/// The server did not answer in time, or at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the server cannot be reached")]
pub struct Unreachable;

/// The way to one server.
pub trait Transport {
    /// The origin that signatures cover, from the host's own knowledge, never from an answer.
    fn origin(&self) -> String;
    /// Sends and waits for the whole answer; the host bounds time and size.
    async fn send(&self, request: Request) -> Result<Response, Unreachable>;
    /// Keeps a hint channel open with this first message until it breaks; `each` gets every message.
    async fn hints(&self, hello: Vec<u8>, each: &mut dyn FnMut(&[u8])) -> Result<(), Unreachable>;
}
