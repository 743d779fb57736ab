//! One frame of the log: length, checksum, payload. The checksum covers the frame's offset, so that
//! bytes of an older life of the file can never pass for a frame in its new one.

use crate::ports::{File, StorageError};
use xxhash_rust::xxh32::xxh32;

/// Length of the header: payload length u32le, XXH32 u32le.
pub(super) const HEADER: usize = 8;
/// No frame is longer; a larger length can only be damage.
pub(super) const MAX_PAYLOAD: usize = 256 * 1024 * 1024;
/// Read at a time while scanning.
const PIECE: u64 = 4 * 1024 * 1024;

fn checksum(offset: u64, payload: &[u8]) -> u32 {
    // The seed has 32 bits, which tell any two places of a file below 4 GiB apart; beyond, the length and the
    // payload's own seal still do.
    xxh32(payload, offset as u32)
}

/// A frame's bytes for a file that ends at `offset`.
pub(super) fn write(offset: u64, payload: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(HEADER + payload.len());
    out.extend_from_slice(&(payload.len() as u32).to_le_bytes());
    out.extend_from_slice(&checksum(offset, payload).to_le_bytes());
    out.extend_from_slice(payload);
    out
}

/// Reads frames in order through a window of a few megabytes.
pub(super) struct Scanner<'a, F> {
    file: &'a F,
    len: u64,
    window: Vec<u8>,
    window_at: u64,
    /// Offset behind the last good frame.
    pub(super) at: u64,
}

impl<'a, F: File> Scanner<'a, F> {
    pub(super) fn new(file: &'a F) -> Result<Self, StorageError> {
        Ok(Self { file, len: file.len()?, window: Vec::new(), window_at: 0, at: 0 })
    }

    /// The next good frame's payload and where it starts; `None` at the end or before a bad frame.
    pub(super) fn next(&mut self) -> Result<Option<(u64, &[u8])>, StorageError> {
        let at = self.at;
        let Some(len) = self.header_len(at)? else { return Ok(None) };
        let whole = HEADER + len;
        if !self.load(at, whole)? {
            return Ok(None);
        }
        let start = (at - self.window_at) as usize;
        let sum = u32::from_le_bytes(array(&self.window[start + 4..start + 8]));
        if checksum(at, &self.window[start + HEADER..start + whole]) != sum {
            return Ok(None);
        }
        self.at = at + whole as u64;
        Ok(Some((at + HEADER as u64, &self.window[start + HEADER..start + whole])))
    }

    /// Whether what follows the last good frame is only a torn end: no good frame stands behind it.
    pub(super) fn only_torn_end(&mut self) -> Result<bool, StorageError> {
        let bad = self.at;
        let Some(len) = self.header_len(bad)? else { return Ok(true) };
        self.at = bad + (HEADER + len) as u64;
        let good_behind = self.at < self.len && self.next()?.is_some();
        self.at = bad;
        Ok(!good_behind)
    }

    fn header_len(&mut self, at: u64) -> Result<Option<usize>, StorageError> {
        if !self.load(at, HEADER)? {
            return Ok(None);
        }
        let start = (at - self.window_at) as usize;
        let len = u32::from_le_bytes(array(&self.window[start..start + 4])) as usize;
        Ok((len <= MAX_PAYLOAD && len > 0).then_some(len))
    }

    /// Makes `[at, at + len)` available in the window; false if the file ends before.
    fn load(&mut self, at: u64, len: usize) -> Result<bool, StorageError> {
        let end = at + len as u64;
        if end > self.len {
            return Ok(false);
        }
        if at < self.window_at || end > self.window_at + self.window.len() as u64 {
            let size = (len as u64).max(PIECE).min(self.len - at) as usize;
            // The beginning of it is nearly always at the end of the piece before, and is not read again.
            let kept = self.keep_from(at);
            self.window.resize(size, 0);
            self.window_at = at;
            self.file.read_exact(at + kept as u64, &mut self.window[kept..])?;
        }
        Ok(true)
    }

    /// Moves what the window holds from `at` on to its front; how many bytes that is.
    fn keep_from(&mut self, at: u64) -> usize {
        let held = self.window.len();
        let skipped = at.checked_sub(self.window_at).and_then(|skipped| usize::try_from(skipped).ok());
        let Some(skipped) = skipped.filter(|skipped| *skipped < held) else { return 0 };
        self.window.copy_within(skipped.., 0);
        held - skipped
    }
}

fn array<const N: usize>(bytes: &[u8]) -> [u8; N] {
    let mut out = [0; N];
    out.copy_from_slice(&bytes[..N]);
    out
}
