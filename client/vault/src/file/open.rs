//! Opening: first every sealed byte through [`FileOpener`], in order and to the end; then, and only then, plain bytes.

use super::{Cipher, FileError, FileRef};
use tacit_shared::file::{CHUNK, FileHash, FileHasher, SEALED_CHUNK, TAG, padded, sealed_len};
use tacit_shared::ids::VaultId;
use tacit_shared::limits;
use zeroize::Zeroizing;

/// Verifies one file as it comes. Its plain bytes stay inside until [`Self::finish`].
pub struct FileOpener {
    cipher: Cipher,
    shape: Shape,
    hash: FileHash,
    chunk: u32,
    taken: u64,
    pending: Vec<u8>,
    hasher: FileHasher,
}

/// A file whose every chunk, end, length and hash are those that its record means.
pub struct VerifiedFile {
    cipher: Cipher,
    shape: Shape,
}

/// Lengths and borders, all of them from the true length.
#[derive(Clone, Copy)]
struct Shape {
    len: u64,
    sealed: u64,
    chunks: u32,
}

impl Shape {
    fn new(len: u64) -> Result<Self, FileError> {
        if len > limits::FILE {
            return Err(FileError::TooLarge);
        }
        let chunks = padded(len).div_ceil(CHUNK as u64);
        Ok(Self { len, sealed: sealed_len(len), chunks: u32::try_from(chunks).map_err(|_| FileError::TooLarge)? })
    }

    fn sealed_len_of(&self, chunk: u32) -> Option<usize> {
        let rest = self.sealed.checked_sub(u64::from(chunk) * SEALED_CHUNK as u64).filter(|rest| *rest > TAG as u64)?;
        Some(usize::try_from(rest).unwrap_or(usize::MAX).min(SEALED_CHUNK))
    }

    /// True bytes among a chunk's plain ones.
    fn true_len_of(&self, chunk: u32) -> usize {
        let rest = self.len.saturating_sub(u64::from(chunk) * CHUNK as u64);
        usize::try_from(rest).unwrap_or(usize::MAX).min(CHUNK)
    }
}

/// Opens a chunk at its place, and takes the padding off.
fn open(cipher: &Cipher, shape: Shape, chunk: u32, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, FileError> {
    let mut plain = Zeroizing::new(sealed.to_vec());
    let last = chunk + 1 == shape.chunks;
    cipher.stream.open(chunk, last, &cipher.associated, &mut plain).map_err(|_| FileError::BadChunk(chunk))?;
    let end = shape.true_len_of(chunk).min(plain.len());
    if plain[end..].iter().any(|byte| *byte != 0) {
        return Err(FileError::BadPadding);
    }
    plain.truncate(end);
    Ok(plain)
}

impl FileOpener {
    /// For the file that a record names.
    pub fn new(vault: &VaultId, wanted: &FileRef) -> Result<Self, FileError> {
        Ok(Self {
            cipher: Cipher::new(vault, &wanted.file, &wanted.key),
            shape: Shape::new(wanted.len)?,
            hash: wanted.hash,
            chunk: 0,
            taken: 0,
            pending: Vec::with_capacity(SEALED_CHUNK),
            hasher: FileHasher::default(),
        })
    }

    /// Length that the sealed bytes must have.
    pub fn sealed_len(&self) -> u64 {
        self.shape.sealed
    }

    /// Takes sealed bytes; the first that do not fit are an error, and nothing can be opened any more.
    pub fn push(&mut self, mut sealed: &[u8]) -> Result<(), FileError> {
        self.taken += sealed.len() as u64;
        if self.taken > self.shape.sealed {
            return Err(FileError::TooLong);
        }
        self.hasher.update(sealed);
        while !sealed.is_empty() {
            let whole = self.shape.sealed_len_of(self.chunk).ok_or(FileError::TooLong)?;
            let (now, later) = sealed.split_at(sealed.len().min(whole - self.pending.len()));
            self.pending.extend_from_slice(now);
            sealed = later;
            if self.pending.len() == whole {
                open(&self.cipher, self.shape, self.chunk, &self.pending)?;
                self.pending.clear();
                self.chunk += 1;
            }
        }
        Ok(())
    }

    /// The end: the last chunk verified as the last, then length, then hash.
    pub fn finish(self) -> Result<VerifiedFile, FileError> {
        if self.chunk != self.shape.chunks || self.taken != self.shape.sealed {
            return Err(FileError::TooShort);
        }
        if self.hasher.finish() != self.hash {
            return Err(FileError::BadHash);
        }
        Ok(VerifiedFile { cipher: self.cipher, shape: self.shape })
    }
}

impl VerifiedFile {
    /// True length in bytes.
    pub fn len(&self) -> u64 {
        self.shape.len
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.shape.len == 0
    }

    /// Where a chunk's sealed bytes stand; `None` past the last one that holds anything but padding.
    pub fn place_of(&self, chunk: u32) -> Option<(u64, usize)> {
        let len = self.shape.sealed_len_of(chunk).filter(|_| self.shape.true_len_of(chunk) > 0)?;
        Some((u64::from(chunk) * SEALED_CHUNK as u64, len))
    }

    /// Opens a chunk, from the bytes that were verified: what a disk has made of them since does not open.
    pub fn open_chunk(&self, chunk: u32, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, FileError> {
        open(&self.cipher, self.shape, chunk, sealed)
    }
}
