//! STREAM (Hoang, Reyhanitabar, Rogaway and Vizár, CRYPTO 2015) over XChaCha20-Poly1305, in the variant BE32: the nonce of
//! chunk `n` is `prefix [19] ‖ n u32be ‖ 1 if it is the last, else 0`. No chunk can stand at another place, none can be
//! left out, and the end cannot be moved.

use crate::hazmat::aead::Forged;
use aead_stream::{NewStream, StreamBE32, StreamPrimitive};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305};
use zeroize::Zeroize;

/// The part of the nonce that all chunks share.
pub(crate) const PREFIX: usize = 19;

/// The key of one stream. The cipher wipes it when dropped.
pub(crate) struct Stream(StreamBE32<XChaCha20Poly1305>);

impl Stream {
    /// Over `key ‖ prefix`.
    pub(crate) fn new(material: &[u8; 32 + PREFIX]) -> Self {
        let (key, prefix) = material.split_at(32);
        #[expect(clippy::expect_used, reason = "51 bytes are 32 and 19")]
        let (key, prefix): (&[u8; 32], &[u8; PREFIX]) =
            (key.try_into().expect("32 bytes"), prefix.try_into().expect("19 bytes"));
        Self(StreamBE32::from_aead(XChaCha20Poly1305::new(key.into()), prefix.into()))
    }

    /// Seals a chunk in place and appends its tag.
    pub(crate) fn seal(&self, chunk: u32, last: bool, associated: &[u8], bytes: &mut Vec<u8>) {
        #[expect(clippy::expect_used, reason = "fails only past 256 GiB, and a chunk has 64 KiB")]
        self.0.encrypt_in_place(chunk, last, associated, bytes).expect("chunks are sealed");
    }

    /// Opens a chunk in place; on failure nothing is left in the buffer.
    pub(crate) fn open(&self, chunk: u32, last: bool, associated: &[u8], bytes: &mut Vec<u8>) -> Result<(), Forged> {
        self.0.decrypt_in_place(chunk, last, associated, bytes).map_err(|_| {
            bytes.zeroize();
            Forged
        })
    }
}
