//! XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03): random 24-byte nonces never need counting.

use crate::hazmat::key::Key;
use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{KeyInit, Tag, XChaCha20Poly1305};

/// A random nonce.
pub(crate) const NONCE: usize = 24;
/// The authentication tag.
pub(crate) const TAG: usize = 16;

/// The tag does not hold: another key, other associated data, or other bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Forged;

/// Seals the plaintext in place and appends the tag.
pub(crate) fn seal(key: &Key, nonce: &[u8; NONCE], associated: &[u8], bytes: &mut Vec<u8>) {
    let cipher = XChaCha20Poly1305::new(key.bytes().into());
    #[expect(clippy::expect_used, reason = "fails only past 256 GiB, and every caller has a cap")]
    let tag = cipher
        .encrypt_inout_detached(nonce.into(), associated, bytes.as_mut_slice().into())
        .expect("capped plaintexts are sealed");
    bytes.extend_from_slice(&tag);
}

/// Opens in place; on failure nothing of the plaintext is left in the buffer.
pub(crate) fn open(key: &Key, nonce: &[u8; NONCE], associated: &[u8], bytes: &mut Vec<u8>) -> Result<(), Forged> {
    let cipher = XChaCha20Poly1305::new(key.bytes().into());
    let Some((text, tag)) = bytes.split_last_chunk_mut::<TAG>() else {
        return Err(Forged);
    };
    let tag = Tag::from(*tag);
    if cipher.decrypt_inout_detached(nonce.into(), associated, text.into(), &tag).is_err() {
        bytes.clear();
        return Err(Forged);
    }
    bytes.truncate(bytes.len() - TAG);
    Ok(())
}

/// `nonce ‖ sealed`, for small things that travel alone.
pub(crate) fn seal_with_nonce(key: &Key, nonce: &[u8; NONCE], associated: &[u8], mut plain: Vec<u8>) -> Vec<u8> {
    seal(key, nonce, associated, &mut plain);
    let mut out = Vec::with_capacity(NONCE + plain.len());
    out.extend_from_slice(nonce);
    out.extend_from_slice(&plain);
    out
}

/// Opens what [`seal_with_nonce`] made.
pub(crate) fn open_with_nonce(key: &Key, associated: &[u8], sealed: &[u8]) -> Result<Vec<u8>, Forged> {
    let (nonce, sealed) = sealed.split_first_chunk::<NONCE>().ok_or(Forged)?;
    let mut bytes = sealed.to_vec();
    open(key, nonce, associated, &mut bytes)?;
    Ok(bytes)
}
