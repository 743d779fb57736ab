//! The storage port over the origin-private file system, with synchronous access handles: several
//! times faster than IndexedDB to write and to read (one handle a file, exclusive to this worker).

use crate::clock::sleep;
use crate::host::{scope, storage_error, wait};
use js_sys::{AsyncIterator, Promise, Reflect};
use tacit_engine::ports::{File, Storage, StorageError};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemGetDirectoryOptions, FileSystemGetFileOptions,
    FileSystemReadWriteOptions, FileSystemSyncAccessHandle,
};

/// A page that is loaded anew may be here before the worker of the page before it has let go of its files.
const HELD_PAUSE_MS: u32 = 25;
/// Five seconds in all.
const HELD_TRIES: u32 = 200;

/// All files of the engine, in one folder of this origin.
pub struct OpfsStorage {
    folder: FileSystemDirectoryHandle,
}

impl OpfsStorage {
    /// Opens (or makes) the folder.
    pub async fn open(folder: &str) -> Result<Self, StorageError> {
        Self::folder(folder).await.map(|folder| Self { folder }).map_err(|error| storage_error(&error))
    }

    async fn folder(name: &str) -> Result<FileSystemDirectoryHandle, JsValue> {
        let root: FileSystemDirectoryHandle = wait(scope().navigator().storage().get_directory()).await?;
        let options = FileSystemGetDirectoryOptions::new();
        options.set_create(true);
        wait(root.get_directory_handle_with_options(name, &options)).await
    }

    async fn names(&self) -> Result<Vec<String>, JsValue> {
        let iterator: AsyncIterator = self.folder.keys();
        let mut names = Vec::new();
        loop {
            let step: JsValue = wait(iterator.next()?.unchecked_into::<Promise>()).await?;
            if Reflect::get(&step, &"done".into())?.is_truthy() {
                return Ok(names);
            }
            names.extend(Reflect::get(&step, &"value".into())?.as_string());
        }
    }

    async fn handle(&self, name: &str) -> Result<FileSystemSyncAccessHandle, JsValue> {
        let options = FileSystemGetFileOptions::new();
        options.set_create(true);
        let file: FileSystemFileHandle = wait(self.folder.get_file_handle_with_options(name, &options)).await?;
        once_let_go(|| wait(file.create_sync_access_handle())).await
    }
}

impl Storage for OpfsStorage {
    type File = OpfsFile;

    async fn list(&self) -> Result<Vec<String>, StorageError> {
        self.names().await.map_err(|error| storage_error(&error))
    }

    async fn open(&self, name: &str) -> Result<OpfsFile, StorageError> {
        self.handle(name).await.map(OpfsFile).map_err(|error| storage_error(&error))
    }

    async fn remove(&self, name: &str) -> Result<(), StorageError> {
        match once_let_go(|| wait::<JsValue>(self.folder.remove_entry(name))).await {
            Ok(_) => Ok(()),
            Err(error) if is_named(&error, "NotFoundError") => Ok(()),
            Err(error) => Err(storage_error(&error)),
        }
    }
}

/// Tries until nobody else holds the file, for a while.
async fn once_let_go<T, F: Future<Output = Result<T, JsValue>>>(attempt: impl Fn() -> F) -> Result<T, JsValue> {
    for _ in 1..HELD_TRIES {
        match attempt().await {
            Err(error) if is_named(&error, "NoModificationAllowedError") => sleep(HELD_PAUSE_MS).await,
            answer => return answer,
        }
    }
    attempt().await
}

fn is_named(error: &JsValue, wanted: &str) -> bool {
    Reflect::get(error, &"name".into()).ok().and_then(|name| name.as_string()).is_some_and(|name| name == wanted)
}

/// An open file; closed when dropped.
pub struct OpfsFile(FileSystemSyncAccessHandle);

impl Drop for OpfsFile {
    fn drop(&mut self) {
        self.0.close();
    }
}

impl OpfsFile {
    fn size(&self) -> Result<f64, StorageError> {
        self.0.get_size().map_err(|error| storage_error(&error))
    }

    fn at(offset: f64) -> FileSystemReadWriteOptions {
        let options = FileSystemReadWriteOptions::new();
        options.set_at_f64(offset);
        options
    }
}

impl File for OpfsFile {
    fn len(&self) -> Result<u64, StorageError> {
        Ok(self.size()? as u64)
    }

    fn read_exact(&self, offset: u64, buf: &mut [u8]) -> Result<(), StorageError> {
        let read = self
            .0
            .read_with_u8_array_and_options(buf, &Self::at(offset as f64))
            .map_err(|error| storage_error(&error))?;
        if read as usize == buf.len() { Ok(()) } else { Err(StorageError::Damaged) }
    }

    fn append(&mut self, bytes: &[u8]) -> Result<(), StorageError> {
        let options = Self::at(self.size()?);
        let written = self.0.write_with_u8_array_and_options(bytes, &options).map_err(|error| storage_error(&error))?;
        if written as usize != bytes.len() {
            return Err(StorageError::Full);
        }
        self.0.flush().map_err(|error| storage_error(&error))
    }

    fn truncate(&mut self, len: u64) -> Result<(), StorageError> {
        self.0.truncate_with_f64(len as f64).map_err(|error| storage_error(&error))
    }
}
