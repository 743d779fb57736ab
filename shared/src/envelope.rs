//! The frame of a sealed record: everything about it that is not secret. Sealing and opening is the vault's.

use crate::codec::{self, DecodeError};
use crate::hash::{Context, hash};
use crate::ids::{EnvelopeHash, Epoch, Member, RecordId, VaultId, Version};
use crate::limits;
use crate::padme;
use serde::{Deserialize, Serialize};

/// The authentication tag of XChaCha20-Poly1305.
pub const TAG: usize = 16;

/// A sealed record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Envelope {
    /// Always [`limits::SUITE`].
    pub suite: u8,
    /// Which record.
    pub record: RecordId,
    /// Which version of it.
    pub version: Version,
    /// Which epoch's key.
    pub epoch: Epoch,
    /// Who sealed it.
    pub author: Member,
    /// Random.
    pub nonce: [u8; 24],
    /// Padded ciphertext with its tag.
    pub ciphertext: Vec<u8>,
}

/// What an envelope's header must say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Which record.
    pub record: RecordId,
    /// Which version.
    pub version: Version,
    /// Which epoch.
    pub epoch: Epoch,
    /// Which author.
    pub author: Member,
}

impl Envelope {
    /// Reads a frame.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        codec::decode(bytes, limits::ENVELOPE)
    }

    /// Its bytes.
    pub fn encode(&self) -> Vec<u8> {
        codec::encode(self)
    }

    /// The place that its header claims.
    pub fn place(&self) -> Place {
        Place { record: self.record, version: self.version, epoch: self.epoch, author: self.author }
    }

    /// Whether suite and length class are ones that an honest client makes.
    pub fn is_well_formed(&self) -> bool {
        self.suite == limits::SUITE
            && self.ciphertext.len().checked_sub(TAG).is_some_and(padme::is_padded)
    }
}

/// The associated data, 65 bytes: `suite ‖ vault ‖ record ‖ version u64le ‖ epoch u32le ‖ author u32le`.
pub fn associated_data(vault: &VaultId, place: &Place) -> [u8; 65] {
    let mut out = [0; 65];
    out[0] = limits::SUITE;
    out[1..33].copy_from_slice(&vault.0);
    out[33..49].copy_from_slice(&place.record.0);
    out[49..57].copy_from_slice(&place.version.to_le_bytes());
    out[57..61].copy_from_slice(&place.epoch.to_le_bytes());
    out[61..65].copy_from_slice(&place.author.to_le_bytes());
    out
}

/// The hash that journal and root commit to.
pub fn envelope_hash(bytes: &[u8]) -> EnvelopeHash {
    EnvelopeHash(hash(Context::Envelope, &[bytes]))
}
