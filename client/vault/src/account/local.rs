//! What rests on a device is sealed under a key that only the account's blob and this device's id give
//! together: opening it needs the password, and another device's files do not open here.

use crate::entropy::{Entropy, random};
use crate::hazmat::aead;
use crate::hazmat::key::Key;
use tacit_shared::limits;

/// A device's random number, made once and kept beside its sealed data.
pub type DeviceId = [u8; 16];

/// Seals what rests on this device.
pub struct LocalKey(Key);

/// Not sealed by this account on this device for this purpose, or damaged since.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("sealed data on this device are damaged")]
pub struct LocalDamaged;

impl LocalKey {
    pub(super) fn new(key: Key) -> Self {
        Self(key)
    }

    /// Another handle to the same key.
    pub fn share(&self) -> Self {
        Self(self.0.copy())
    }

    /// Seals `bytes` for a purpose. The context names it (say, the file and the place in it), so that nothing sealed
    /// for one purpose opens for another.
    pub fn seal(&self, entropy: &mut dyn Entropy, context: &[u8], bytes: &[u8]) -> Vec<u8> {
        let nonce = random(entropy);
        aead::seal_with_nonce(&self.0, &nonce, &associated(context), bytes.to_vec())
    }

    /// Opens what [`Self::seal`] made in the same context.
    pub fn open(&self, context: &[u8], sealed: &[u8]) -> Result<Vec<u8>, LocalDamaged> {
        aead::open_with_nonce(&self.0, &associated(context), sealed).map_err(|_| LocalDamaged)
    }
}

fn associated(context: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(1 + context.len());
    out.push(limits::SUITE);
    out.extend_from_slice(context);
    out
}
