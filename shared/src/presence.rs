//! Presence: a frame of one size that says, to the members of one vault and for a minute, that somebody is there. What it says
//! is sealed; what is read here is who signed it, when, and under which epoch. Nothing of it is ever kept.

use crate::api::Signature;
use crate::ids::{Epoch, Member, Millis, VaultId};
use crate::limits;
use crate::roster::Roster;
use crate::sign::{self, Context};
use ed25519_dalek::SigningKey;

/// Nonce, 48 sealed bytes and tag.
pub const SEALED: usize = 24 + 48 + 16;
/// Everything that is signed, apart from the vault.
const SIGNED: usize = 4 + 4 + 8 + SEALED;
const _: () = assert!(limits::PRESENCE == SIGNED + 64);

/// Why bytes are no frame of a current member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PresenceError {
    /// Not of the one length there is.
    #[error("the frame is malformed")]
    Malformed,
    /// Sealed under a key that is not the newest one: whoever was removed may hold it.
    #[error("the frame is of another epoch")]
    OtherEpoch,
    /// By somebody who is no member now.
    #[error("its signer is not a member")]
    NotMember,
    /// The signature does not hold.
    #[error("its signature does not hold")]
    BadSignature,
}

/// A frame that a current member signed. Made only by [`Self::read`] and [`Self::sign`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PresenceFrame {
    epoch: Epoch,
    member: Member,
    at: Millis,
    sealed: [u8; SEALED],
}

/// What the seal covers beside its text: vault, epoch, sender and counter.
pub fn associated_data(vault: &VaultId, epoch: Epoch, member: Member, at: Millis) -> [u8; 48] {
    let mut bytes = [0; 48];
    let parts: [&[u8]; 4] = [&vault.0, &epoch.to_le_bytes(), &member.to_le_bytes(), &at.to_le_bytes()];
    for (place, byte) in bytes.iter_mut().zip(parts.concat()) {
        *place = byte;
    }
    bytes
}

impl PresenceFrame {
    /// Reads and verifies one against a membership.
    pub fn read(roster: &Roster, bytes: &[u8]) -> Result<Self, PresenceError> {
        let frame = Self::parse(bytes).ok_or(PresenceError::Malformed)?;
        if frame.epoch != roster.epoch() {
            return Err(PresenceError::OtherEpoch);
        }
        let member = roster.member(frame.member).filter(|member| member.role().is_some());
        let member = member.ok_or(PresenceError::NotMember)?;
        let sig = Signature(*bytes.last_chunk::<64>().ok_or(PresenceError::Malformed)?);
        if sign::verify(Context::Presence, &member.identity, &frame.signed(&roster.vault()), &sig) {
            Ok(frame)
        } else {
            Err(PresenceError::BadSignature)
        }
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        if bytes.len() != limits::PRESENCE {
            return None;
        }
        let (epoch, rest) = bytes.split_first_chunk::<4>()?;
        let (member, rest) = rest.split_first_chunk::<4>()?;
        let (at, rest) = rest.split_first_chunk::<8>()?;
        Some(Self {
            epoch: Epoch::from_le_bytes(*epoch),
            member: Member::from_le_bytes(*member),
            at: Millis::from_le_bytes(*at),
            sealed: *rest.first_chunk::<SEALED>()?,
        })
    }

    /// Signs one; its bytes.
    pub fn sign(
        vault: &VaultId,
        (epoch, member, at): (Epoch, Member, Millis),
        sealed: [u8; SEALED],
        identity: &SigningKey,
    ) -> Vec<u8> {
        let frame = Self { epoch, member, at, sealed };
        let signed = frame.signed(vault);
        let sig = sign::sign(Context::Presence, identity, &signed);
        [signed.get(32..).unwrap_or_default(), &sig.0].concat()
    }

    fn signed(&self, vault: &VaultId) -> Vec<u8> {
        let numbers = [self.epoch.to_le_bytes(), self.member.to_le_bytes()].concat();
        [&vault.0[..], &numbers, &self.at.to_le_bytes(), &self.sealed].concat()
    }

    /// The epoch whose key opens it.
    pub fn epoch(&self) -> Epoch {
        self.epoch
    }

    /// Who says so.
    pub fn member(&self) -> Member {
        self.member
    }

    /// When, by the sender's clock; its counter at the same time.
    pub fn at(&self) -> Millis {
        self.at
    }

    /// What it says, sealed: nonce, text and tag.
    pub fn sealed(&self) -> &[u8; SEALED] {
        &self.sealed
    }
}
