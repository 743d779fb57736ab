//! Files: uploading in parts, downloading the same parts, how much room a vault has.
//!
//! `PUT v/files/<id>/part/<n>` takes a part's raw bytes, in order; `GET` of the same path gives them. Both are exactly as
//! long as [`crate::file::part_len`] says. A part that is there already is acknowledged again and not written.

use crate::file::FileHash;
use crate::ids::FileId;
use serde::{Deserialize, Serialize};

/// `POST v/files` → [`FileState`]: begins an upload, or says how far it came. An unfinished or unnamed upload is kept for
/// 24 hours after the last such call or part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BeginFile {
    /// Drawn at random for this content, never used again.
    pub file: FileId,
    /// Length of the sealed bytes.
    pub len: u64,
    /// Their hash.
    pub hash: FileHash,
}

/// How far an upload is; also the answer to each part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileState {
    /// The part wanted next: all before it are on disk.
    pub next: u32,
    /// Everything is there, and has the length and hash announced.
    pub complete: bool,
}

/// `GET v/files` → this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilesUsage {
    /// Sealed bytes of the vault's files, unfinished uploads included.
    pub used: u64,
    /// What they may come to.
    pub quota: u64,
}
