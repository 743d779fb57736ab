//! Sealing: plain bytes of any cut in, sealed chunks out.

use super::{Cipher, FileError, FileKey};
use tacit_shared::file::{CHUNK, FileHash, FileHasher, PART, padded};
use tacit_shared::ids::{FileId, VaultId};
use tacit_shared::limits;
use zeroize::{Zeroize, Zeroizing};

const ZEROS: [u8; 4096] = [0; 4096];

/// What was sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SealedFile {
    /// True length in bytes.
    pub len: u64,
    /// Length of the sealed bytes.
    pub sealed: u64,
    /// Their hash.
    pub hash: FileHash,
}

/// Seals one file. Keeps back the newest chunk, because the last one is sealed differently.
pub struct FileSealer {
    cipher: Cipher,
    chunk: u32,
    pending: Zeroizing<Vec<u8>>,
    len: u64,
    padding: u64,
    sealed: u64,
    hasher: FileHasher,
}

impl FileSealer {
    /// For a new file under a new key.
    pub fn new(vault: &VaultId, file: &FileId, key: &FileKey) -> Self {
        Self {
            cipher: Cipher::new(vault, file, key),
            chunk: 0,
            pending: Zeroizing::new(Vec::with_capacity(CHUNK)),
            len: 0,
            padding: 0,
            sealed: 0,
            hasher: FileHasher::default(),
        }
    }

    /// Plain bytes taken so far.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Whether it took none yet.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Takes plain bytes; finished chunks are appended to `out`.
    pub fn push(&mut self, plain: &[u8], out: &mut Vec<u8>) -> Result<(), FileError> {
        let len = self.len + plain.len() as u64;
        if len > limits::FILE {
            return Err(FileError::TooLarge);
        }
        self.len = len;
        self.take(plain, out);
        Ok(())
    }

    /// Takes a part of the padding, which of a large file are megabytes: whether there is more. Nothing but padding
    /// follows.
    pub fn pad(&mut self, out: &mut Vec<u8>) -> bool {
        let rest = padded(self.len) - self.len - self.padding;
        let now = rest.min(PART as u64);
        for start in (0..now).step_by(ZEROS.len()) {
            let len = usize::try_from(now - start).unwrap_or(usize::MAX).min(ZEROS.len());
            self.take(&ZEROS[..len], out);
        }
        self.padding += now;
        now < rest
    }

    /// Pads what is left, and seals the last chunk.
    pub fn finish(mut self, out: &mut Vec<u8>) -> SealedFile {
        while self.pad(out) {}
        self.seal(true, out);
        SealedFile { len: self.len, sealed: self.sealed, hash: self.hasher.finish() }
    }

    fn take(&mut self, mut plain: &[u8], out: &mut Vec<u8>) {
        while !plain.is_empty() {
            if self.pending.len() == CHUNK {
                self.seal(false, out);
            }
            let (now, later) = plain.split_at(plain.len().min(CHUNK - self.pending.len()));
            self.pending.extend_from_slice(now);
            plain = later;
        }
    }

    fn seal(&mut self, last: bool, out: &mut Vec<u8>) {
        let mut bytes = self.pending.to_vec();
        self.pending.zeroize();
        self.cipher.stream.seal(self.chunk, last, &self.cipher.associated, &mut bytes);
        self.chunk += 1;
        self.sealed += bytes.len() as u64;
        self.hasher.update(&bytes);
        out.append(&mut bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_file_is_larger_than_the_cap_and_no_more_is_held_than_a_chunk() {
        let mut sealer = FileSealer::new(&VaultId([1; 32]), &FileId([2; 16]), &FileKey::from_bytes(&[3; 32]));
        let mut out = Vec::new();
        let piece = vec![0; 5 * CHUNK / 2];
        for _ in 0..8 {
            out.clear();
            sealer.push(&piece, &mut out).expect("under the cap");
            assert!(sealer.pending.len() <= CHUNK && sealer.pending.capacity() == CHUNK);
        }
        // Sealing two gigabytes takes a while: only their count matters here.
        sealer.len = limits::FILE - 1;
        sealer.push(&[0], &mut out).expect("2 GiB are allowed");
        assert_eq!(sealer.push(&[0], &mut out), Err(FileError::TooLarge));
    }
}
