//! Files, streamed: [`FileSealer`] takes plain bytes and gives sealed chunks, [`FileOpener`] takes sealed bytes and gives
//! nothing until the last one is verified; only then there is a [`VerifiedFile`], which opens chunk by chunk. Neither
//! holds more than one chunk, whatever the file's length.
//!
//! `key ‖ prefix = K(file_key, "tacit/1/file", vault ‖ file)`, each chunk's associated data is `vault ‖ file`: a chunk
//! opens in its own file, vault and place only. Which file a record means, with its key, length and hash, stands in the
//! record, so the server can neither exchange nor shorten it. Not bound to the record's id: a merge moves files without
//! sealing them again.

mod open;
mod seal;

pub use open::{FileOpener, VerifiedFile};
pub use seal::{FileSealer, SealedFile};

use crate::entropy::Entropy;
use crate::hazmat::kdf::{self, Label};
use crate::hazmat::key::Key;
use crate::hazmat::stream::{PREFIX, Stream};
use tacit_shared::file::FileHash;
use tacit_shared::ids::{FileId, VaultId};

/// The key of one file: random, and used for one content only. New content is a new id and a new key.
pub struct FileKey(Key);

impl FileKey {
    /// A fresh one.
    pub fn random(entropy: &mut dyn Entropy) -> Self {
        Self(Key::random(entropy))
    }

    /// As it stands in a record.
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        Self(Key::from_bytes(bytes))
    }

    /// For the record, which is sealed.
    pub fn bytes(&self) -> &[u8; 32] {
        self.0.bytes()
    }
}

/// What a record says of its file.
pub struct FileRef {
    /// Which one.
    pub file: FileId,
    /// Its key.
    pub key: FileKey,
    /// Its true length in bytes; what follows is padding.
    pub len: u64,
    /// The hash of its sealed bytes.
    pub hash: FileHash,
}

/// The bytes are not those that the record means. For the user all are one: the file is damaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// A chunk does not verify at its place: changed, moved, of another file, or the end is somewhere else.
    #[error("chunk {0} does not verify")]
    BadChunk(u32),
    /// More bytes than the length in the record allows.
    #[error("longer than the record says")]
    TooLong,
    /// Fewer.
    #[error("shorter than the record says")]
    TooShort,
    /// Every chunk verifies, but the whole is not what the record names.
    #[error("the hash is not the one in the record")]
    BadHash,
    /// Something else than zeros behind the true end.
    #[error("the padding is not empty")]
    BadPadding,
    /// The record's length is one that no file has.
    #[error("larger than a file may be")]
    TooLarge,
}

/// The cipher of one file with its associated data.
struct Cipher {
    stream: Stream,
    associated: [u8; 48],
}

impl Cipher {
    fn new(vault: &VaultId, file: &FileId, key: &FileKey) -> Self {
        let mut associated = [0; 48];
        associated[..32].copy_from_slice(&vault.0);
        associated[32..].copy_from_slice(&file.0);
        let material = kdf::derive::<{ 32 + PREFIX }>(key.bytes(), Label::File, &[&associated]);
        Self { stream: Stream::new(&material), associated }
    }
}
