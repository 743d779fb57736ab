//! A 32-byte secret. It is wiped when dropped and can be neither printed nor serialized nor compared
//! other than in constant time.

use crate::entropy::Entropy;
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// A 32-byte secret.
#[derive(Zeroize, ZeroizeOnDrop)]
pub(crate) struct Key([u8; 32]);

impl Key {
    /// A fresh one.
    pub(crate) fn random(entropy: &mut dyn Entropy) -> Self {
        let mut key = Self([0; 32]);
        entropy.fill(&mut key.0);
        key
    }

    /// From bytes that came out of something sealed, or out of a derivation.
    pub(crate) fn from_bytes(bytes: &[u8; 32]) -> Self {
        Self(*bytes)
    }

    /// The bytes, for the primitives.
    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Another copy, wiped like the first.
    pub(crate) fn copy(&self) -> Self {
        Self(self.0)
    }

    /// Equality in constant time.
    pub(crate) fn same(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl From<Zeroizing<[u8; 32]>> for Key {
    fn from(bytes: Zeroizing<[u8; 32]>) -> Self {
        Self(*bytes)
    }
}
