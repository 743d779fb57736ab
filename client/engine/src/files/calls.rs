//! The calls of files to the server: parts are raw bytes in both directions.

use crate::api::{Api, CallError};
use crate::ports::Platform;
use tacit_shared::api::{BeginFile, FileState, FilesUsage, SessionToken};
use tacit_shared::file::PART;
use tacit_shared::ids::{FileId, VaultId};

fn part_path(vault: &VaultId, file: &FileId, part: u32) -> String {
    format!("{}/files/{}/part/{part}", vault.to_hex(), file.to_hex())
}

impl<P: Platform> Api<P> {
    /// Room taken by a vault's files.
    pub(crate) async fn files_usage(&self, session: &SessionToken, vault: &VaultId) -> Result<FilesUsage, CallError> {
        self.call("GET", &format!("{}/files", vault.to_hex()), Some(session), &()).await
    }

    /// Begins an upload, or asks how far it is.
    pub(crate) async fn begin_file(
        &self,
        session: &SessionToken,
        vault: &VaultId,
        wanted: &BeginFile,
    ) -> Result<FileState, CallError> {
        self.call("POST", &format!("{}/files", vault.to_hex()), Some(session), wanted).await
    }

    /// Sends a part.
    pub(crate) async fn put_part(
        &self,
        session: &SessionToken,
        vault: &VaultId,
        file: &FileId,
        part: u32,
        bytes: Vec<u8>,
    ) -> Result<FileState, CallError> {
        let answer = self.raw("PUT", &part_path(vault, file, part), Some(session), bytes, PART).await?;
        tacit_shared::codec::decode(&answer, 64).map_err(|_| CallError::Malformed)
    }

    /// Fetches a part.
    pub(crate) async fn get_part(
        &self,
        session: &SessionToken,
        vault: &VaultId,
        file: &FileId,
        part: u32,
    ) -> Result<Vec<u8>, CallError> {
        self.raw("GET", &part_path(vault, file, part), Some(session), Vec::new(), PART).await
    }
}
