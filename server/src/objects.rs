//! Where the sealed bytes of files lie: one object for each, written part by part. The store knows how far each is; here
//! are only bytes. A folder of this machine is the default; anything that takes parts in order can stand in for it.

use async_trait::async_trait;
use std::fs::{self, File, OpenOptions};
use std::io::{Error, ErrorKind, Read, Result, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use tacit_shared::file::PART;
use tacit_shared::ids::{FileId, VaultId};

/// Sealed files by vault and id.
#[async_trait]
pub trait Objects: Send + Sync + 'static {
    /// Keeps a part; those before it are there. On disk when it returns. The same part again replaces it and whatever
    /// followed.
    async fn put(&self, vault: &VaultId, file: &FileId, part: u32, bytes: Vec<u8>) -> Result<()>;
    /// A part of this length.
    async fn get(&self, vault: &VaultId, file: &FileId, part: u32, len: usize) -> Result<Vec<u8>>;
    /// Deletes an object; one that is not there is no error.
    async fn remove(&self, vault: &VaultId, file: &FileId) -> Result<()>;
}

/// A folder, with one folder for each vault and one file for each object in it.
pub struct Folder(PathBuf);

impl Folder {
    /// This folder; it is made when first needed.
    pub fn new(folder: PathBuf) -> Self {
        Self(folder)
    }

    fn path(&self, vault: &VaultId, file: &FileId) -> PathBuf {
        // Both are hex of fixed length: no name from outside becomes a path.
        self.0.join(vault.to_hex()).join(file.to_hex())
    }
}

/// Disk work, off the threads that answer requests.
async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(Error::other)?
}

#[async_trait]
impl Objects for Folder {
    async fn put(&self, vault: &VaultId, file: &FileId, part: u32, bytes: Vec<u8>) -> Result<()> {
        let path = self.path(vault, file);
        off_thread(move || put(&path, part, &bytes)).await
    }

    async fn get(&self, vault: &VaultId, file: &FileId, part: u32, len: usize) -> Result<Vec<u8>> {
        let path = self.path(vault, file);
        off_thread(move || get(&path, part, len)).await
    }

    async fn remove(&self, vault: &VaultId, file: &FileId) -> Result<()> {
        let path = self.path(vault, file);
        off_thread(move || match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        })
        .await
    }
}

fn offset(part: u32) -> u64 {
    u64::from(part) * PART as u64
}

fn put(path: &Path, part: u32, bytes: &[u8]) -> Result<()> {
    let folder = path.parent().ok_or(ErrorKind::InvalidInput)?;
    let is_new = part == 0 && !path.exists();
    if is_new {
        fs::create_dir_all(folder)?;
    }
    let mut file = OpenOptions::new().write(true).create(part == 0).truncate(false).open(path)?;
    // A part that is missing or torn would otherwise become zeros.
    if file.metadata()?.len() < offset(part) {
        return Err(ErrorKind::UnexpectedEof.into());
    }
    file.set_len(offset(part))?;
    file.seek(SeekFrom::Start(offset(part)))?;
    file.write_all(bytes)?;
    file.sync_all()?;
    if is_new {
        // The names too: of the file in its folder, and of the folder.
        sync_folder(folder)?;
        folder.parent().map_or(Ok(()), sync_folder)?;
    }
    Ok(())
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> Result<()> {
    Ok(())
}

fn get(path: &Path, part: u32, len: usize) -> Result<Vec<u8>> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(offset(part)))?;
    let mut bytes = vec![0; len];
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const VAULT: VaultId = VaultId([1; 32]);
    const FILE: FileId = FileId([2; 16]);

    #[tokio::test]
    async fn parts_are_kept_replaced_and_removed() {
        let folder = tempfile::tempdir().expect("a folder");
        let objects = Folder::new(folder.path().join("files"));
        objects.put(&VAULT, &FILE, 0, vec![1; PART]).await.expect("writes");
        objects.put(&VAULT, &FILE, 1, vec![2; 10]).await.expect("writes");
        assert_eq!(objects.get(&VAULT, &FILE, 0, PART).await.expect("reads"), vec![1; PART]);
        assert_eq!(objects.get(&VAULT, &FILE, 1, 10).await.expect("reads"), vec![2; 10]);
        assert!(objects.get(&VAULT, &FILE, 1, 11).await.is_err(), "not more than there is");
        objects.put(&VAULT, &FILE, 0, vec![3; PART]).await.expect("writes");
        assert!(objects.get(&VAULT, &FILE, 1, 10).await.is_err(), "what followed is gone");
        assert!(objects.put(&VAULT, &FILE, 2, vec![4; 10]).await.is_err(), "no part is left out");
        objects.remove(&VAULT, &FILE).await.expect("removes");
        objects.remove(&VAULT, &FILE).await.expect("twice is fine");
        assert!(objects.get(&VAULT, &FILE, 0, 1).await.is_err());
    }
}
