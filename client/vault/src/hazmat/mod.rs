//! The primitives, each behind one small function with no choice left to make: key derivation, sealing,
//! boxes, password stretching, padding. Private: the rest of the crate offers whole operations.

pub(crate) mod aead;
pub(crate) mod boxes;
pub(crate) mod kdf;
pub(crate) mod key;
pub(crate) mod pad;
pub(crate) mod stream;
pub(crate) mod stretch;
#[cfg(test)]
mod vectors;
pub(crate) mod wire;
