//! What the store knows of files: how far each upload is, which ones an entry named, how much room a vault takes. The
//! bytes are elsewhere ([`crate::objects`]).

use super::Result;
use async_trait::async_trait;
use tacit_shared::api::BeginFile;
use tacit_shared::entry::FileAdded;
use tacit_shared::file::FileHash;
use tacit_shared::ids::{FileId, Millis, VaultId};

/// Where a file stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileStage {
    /// Parts come in; this one is wanted next.
    Uploading(u32),
    /// Every part is there and the hash is right; no entry named it yet.
    Complete,
    /// An entry named it.
    Named,
    /// Dropped, or forgotten as an upload: its bytes are being deleted. A named one's id stays taken for ever.
    Dropped,
}

/// One file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileRow {
    /// Length of its sealed bytes.
    pub len: u64,
    /// Their hash.
    pub hash: FileHash,
    /// Where it stands.
    pub stage: FileStage,
}

/// What came of asking for an upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begun {
    /// It may go on; so it stands now.
    Row(FileRow),
    /// There is no room for it.
    Full,
}

/// Files of vaults.
#[async_trait]
pub trait FileStore: Send + Sync {
    /// Begins an upload within a quota, or finds the one under this id and keeps it alive.
    async fn begin_file(&self, vault: &VaultId, wanted: &BeginFile, now: Millis, quota: u64) -> Result<Begun>;
    /// A file.
    async fn file(&self, vault: &VaultId, file: &FileId) -> Result<Option<FileRow>>;
    /// An upload came to this stage; nothing else moves by this.
    async fn advance_file(&self, vault: &VaultId, file: &FileId, stage: FileStage, now: Millis) -> Result<()>;
    /// Whether all of these are complete, with this length and hash, and were never named before.
    async fn files_are_complete(&self, vault: &VaultId, files: &[FileAdded]) -> Result<bool>;
    /// Sealed bytes of a vault's files, unfinished uploads included.
    async fn file_bytes(&self, vault: &VaultId) -> Result<u64>;
    /// Drops the uploads that nobody touched since then.
    async fn drop_old_uploads(&self, before: Millis) -> Result<()>;
    /// Some dropped files whose bytes are still to be deleted.
    async fn dropped_files(&self, count: usize) -> Result<Vec<(VaultId, FileId)>>;
    /// The bytes of a dropped file are deleted.
    async fn forget_file(&self, vault: &VaultId, file: &FileId) -> Result<()>;
}
