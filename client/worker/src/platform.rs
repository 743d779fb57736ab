//! The browser as the engine's host.

use crate::clock;
use crate::device_key;
use crate::opfs::OpfsStorage;
use crate::transport::Fetch;
use js_sys::{ArrayBuffer, WebAssembly};
use std::future::Future;
use tacit_engine::ports::{Platform, StorageError};
use wasm_bindgen::JsCast;

/// Everything the engine needs, from the browser.
pub struct Browser {
    storage: OpfsStorage,
    transport: Fetch,
}

impl Browser {
    /// Opens the local files. Call only while holding the tab lock: handles are exclusive.
    pub async fn open() -> Result<Self, StorageError> {
        Ok(Self { storage: OpfsStorage::open("tacit").await?, transport: Fetch })
    }
}

impl Platform for Browser {
    type Storage = OpfsStorage;
    type Transport = Fetch;

    fn storage(&self) -> &OpfsStorage {
        &self.storage
    }

    fn transport(&self) -> &Fetch {
        &self.transport
    }

    fn now(&self) -> u64 {
        clock::now()
    }

    fn zone(&self, at: u64) -> i32 {
        clock::zone(at)
    }

    fn ticks(&self) -> f64 {
        clock::ticks()
    }

    fn memory(&self) -> Option<u64> {
        let memory: WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
        let buffer: ArrayBuffer = memory.buffer().unchecked_into();
        Some(u64::from(buffer.byte_length()))
    }

    fn sleep(&self, millis: u32) -> impl Future<Output = ()> {
        clock::sleep(millis)
    }

    fn entropy(&self) -> Box<dyn tacit_vault::Entropy> {
        Box::new(tacit_vault::PlatformEntropy)
    }

    async fn wrap(&self, secret: &[u8]) -> Result<Vec<u8>, StorageError> {
        device_key::wrap(secret).await
    }

    async fn unwrap(&self, wrapped: &[u8]) -> Result<Vec<u8>, StorageError> {
        device_key::unwrap(wrapped).await
    }

    async fn forget_key(&self) -> Result<(), StorageError> {
        device_key::forget().await
    }
}
