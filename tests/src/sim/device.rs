//! The engine's host in a simulation: one device with its files, its key, its clock that is a little off, its line.

use super::dice::Dice;
use super::disk::Disk;
use super::executor::Executor;
use super::net::{Net, ORIGIN};
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use std::cell::Cell;
use std::future::Future;
use std::rc::Rc;
use tacit_engine::ports::{Platform, Request, Response, StorageError, Transport, Unreachable};
use tacit_shared::api::PostEntries;
use tacit_shared::codec;

/// What a device has, whatever runs on it; clones are handles.
#[derive(Clone)]
pub struct Device {
    /// Whose.
    pub number: usize,
    /// Its files.
    pub disk: Disk,
    /// Nothing gets through.
    pub offline: Rc<Cell<bool>>,
    /// How far its clock is ahead of the world's, in milliseconds.
    pub skew: i64,
    /// The key that WebCrypto would keep.
    pub key: [u8; 32],
    /// The world's time.
    pub executor: Executor,
    /// Its randomness.
    pub dice: Dice,
    /// The way to the server.
    pub net: Net,
}

impl Device {
    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&Key::from(self.key))
    }
}

impl Platform for Device {
    type Storage = Disk;
    type Transport = Self;

    fn storage(&self) -> &Disk {
        &self.disk
    }

    fn transport(&self) -> &Self {
        self
    }

    fn now(&self) -> u64 {
        self.executor.now().saturating_add_signed(self.skew)
    }

    fn sleep(&self, millis: u32) -> impl Future<Output = ()> {
        self.executor.sleep(u64::from(millis))
    }

    fn entropy(&self) -> Box<dyn tacit_vault::Entropy> {
        Box::new(self.dice.clone())
    }

    async fn wrap(&self, secret: &[u8]) -> Result<Vec<u8>, StorageError> {
        // Each device's key seals one secret in its life.
        self.cipher().encrypt(&XNonce::from([0; 24]), secret).map_err(|_| StorageError::Damaged)
    }

    async fn unwrap(&self, wrapped: &[u8]) -> Result<Vec<u8>, StorageError> {
        self.cipher().decrypt(&XNonce::from([0; 24]), wrapped).map_err(|_| StorageError::Damaged)
    }

    async fn forget_key(&self) -> Result<(), StorageError> {
        Ok(())
    }
}

impl Transport for Device {
    fn origin(&self) -> String {
        ORIGIN.to_owned()
    }

    async fn send(&self, request: Request) -> Result<Response, Unreachable> {
        if request.path.ends_with("/entries") {
            let post: PostEntries = codec::decode(&request.body, usize::MAX).expect("a post of our own");
            let stored = post.entries.iter().all(|entry| self.disk.holds(entry));
            assert!(stored, "signed bytes are stored before they are sent");
        }
        if self.disk.is_dead() {
            // The process is over, though its tasks have not been ended yet.
            return std::future::pending().await;
        }
        if self.offline.get() {
            return Err(Unreachable);
        }
        let answer = self.net.send(self.number, request).await.ok_or(Unreachable)?;
        if self.offline.get() { Err(Unreachable) } else { Ok(answer) }
    }

    async fn hints(&self, _hello: Vec<u8>, each: &mut dyn FnMut(&[u8])) -> Result<(), Unreachable> {
        if self.offline.get() {
            return Err(Unreachable);
        }
        let ears = self.net.listen(self.number).ok_or(Unreachable)?;
        while let Some(heard) = ears.next().await {
            if self.offline.get() {
                break;
            }
            heard.iter().for_each(|hint| each(hint));
        }
        Err(Unreachable)
    }
}
