//! The frame of a sealed file: chunks of 64 KiB, each with its tag, padded in all to a Padmé length; and the parts of
//! sixteen chunks in which it travels. What is inside a chunk only `tacit-vault` knows.

use crate::hash::{Context, hasher};
use crate::limits;
use crate::padme::{FLOOR, padme};

/// Plain bytes of a chunk; only the last one is shorter.
pub const CHUNK: usize = 64 * 1024;
/// The tag behind each chunk.
pub const TAG: usize = 16;
/// Bytes of a whole sealed chunk.
pub const SEALED_CHUNK: usize = CHUNK + TAG;
/// Chunks of a part: large enough that a round trip for each costs little, small enough that a slow line gets one
/// through in time.
pub const PART_CHUNKS: usize = 16;
/// Bytes of a part; only the last one is shorter.
pub const PART: usize = PART_CHUNKS * SEALED_CHUNK;

/// The hash of a sealed file.
pub type FileHash = [u8; 32];

/// Plain length with padding: a Padmé length, and never so short that there would be no chunk.
pub fn padded(len: u64) -> u64 {
    // Below the cap it fits 32 bits, also where a `usize` has no more.
    padme(usize::try_from(len.min(limits::FILE)).unwrap_or(usize::MAX).max(FLOOR)) as u64
}

/// Length of the sealed bytes of a file of this many plain bytes.
pub fn sealed_len(len: u64) -> u64 {
    let padded = padded(len);
    padded + padded.div_ceil(CHUNK as u64) * TAG as u64
}

/// Whether a sealed file may have this length.
pub fn is_sealed_len(sealed: u64) -> bool {
    let tags = sealed.div_ceil(SEALED_CHUNK as u64) * TAG as u64;
    let Some(padded) = sealed.checked_sub(tags) else { return false };
    padded <= limits::FILE && sealed_len(padded) == sealed
}

/// Parts of a sealed file.
pub fn parts(sealed: u64) -> u32 {
    // 2 GiB are 2,048 parts.
    u32::try_from(sealed.div_ceil(PART as u64)).unwrap_or(u32::MAX)
}

/// Length of one of its parts; `None` past the last one.
pub fn part_len(sealed: u64, part: u32) -> Option<usize> {
    let rest = sealed.checked_sub(u64::from(part) * PART as u64).filter(|rest| *rest > 0)?;
    Some(usize::try_from(rest).unwrap_or(usize::MAX).min(PART))
}

/// `H("file", sealed bytes)`, taken in as they come.
pub struct FileHasher(blake3::Hasher);

impl Default for FileHasher {
    fn default() -> Self {
        Self(hasher(Context::File))
    }
}

impl FileHasher {
    /// The next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The hash of all of them.
    pub fn finish(&self) -> FileHash {
        *self.0.finalize().as_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_lengths() {
        let chunk = CHUNK as u64;
        let known = [
            (0, 256 + 16),
            (256, 256 + 16),
            (257, 272 + 16),
            (chunk, chunk + 16),
            (chunk + 1, chunk + 2_048 + 32),
            (limits::FILE, limits::FILE + 32_768 * 16),
        ];
        for (len, sealed) in known {
            assert_eq!(sealed_len(len), sealed, "{len}");
            assert!(is_sealed_len(sealed), "{len}");
            assert!(!is_sealed_len(sealed - 1) && !is_sealed_len(sealed + 1), "{len}");
        }
        assert!(!is_sealed_len(0) && !is_sealed_len(16) && !is_sealed_len(u64::MAX));
        assert!(!is_sealed_len(limits::FILE_SEALED + 64 * 1024 * 1024));
        assert_eq!(sealed_len(limits::FILE), limits::FILE_SEALED);
    }

    #[test]
    fn parts_cover_a_file_exactly() {
        for len in [0, 1, 65_536, 1_048_576, 1_048_577, 50_000_000] {
            let sealed = sealed_len(len);
            let total: u64 = (0..parts(sealed)).map(|part| part_len(sealed, part).expect("there") as u64).sum();
            assert_eq!(total, sealed);
            assert_eq!(part_len(sealed, parts(sealed)), None);
        }
    }

    #[test]
    fn hashing_in_pieces_is_hashing_at_once() {
        let mut hasher = FileHasher::default();
        hasher.update(b"ab");
        hasher.update(b"c");
        assert_eq!(hasher.finish(), crate::hash::hash(Context::File, &[b"abc"]));
    }
}
