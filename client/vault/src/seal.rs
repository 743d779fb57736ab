//! Records sealed and opened. The header of an envelope (which vault, record, version, epoch, author) is its
//! associated data, its key is a function of vault, epoch and record, and exactly one key is ever tried.

use crate::entropy::{Entropy, random};
use crate::hazmat::key::Key;
use crate::hazmat::{aead, pad};
use crate::keyring::Keyring;
use serde::{Deserialize, Serialize};
use tacit_shared::envelope::{Envelope, MAX_FRAME, Place, associated_data, envelope_hash};
use tacit_shared::ids::{EnvelopeHash, Epoch, Member, RecordId, Seq, Version};
use tacit_shared::limits;
use tacit_shared::padme;

/// A sealed record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    /// The envelope's bytes, for the server.
    pub envelope: Vec<u8>,
    /// Their hash, for the journal.
    pub hash: EnvelopeHash,
}

/// Why a record was not sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The key of the current epoch is not held.
    #[error("the key of epoch {0} is not here")]
    NoKey(Epoch),
    /// Larger than an envelope may be.
    #[error("the record is too large")]
    TooLarge,
}

/// What an envelope must be, from verified entries alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expected {
    /// Which record.
    pub record: RecordId,
    /// Its version.
    pub version: Version,
    /// The entry that wrote it.
    pub seq: Seq,
    /// The epoch in force there.
    pub epoch: Epoch,
    /// The entry's author, where the entry itself was verified; a fresh device knows only the record set.
    pub author: Option<Member>,
    /// The envelope's hash.
    pub hash: EnvelopeHash,
}

/// Why an envelope was not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// Not the bytes that the journal names: the server withholds or damages them.
    #[error("the server did not give the record's bytes")]
    Incomplete {
        /// Which record.
        record: RecordId,
    },
    /// The very bytes that a member's entry names, and no valid record: its author made it so.
    #[error("the record written by entry {seq} is damaged")]
    BadRecord {
        /// Who wrote it, if that entry's signature was checked.
        author: Option<Member>,
        /// In which entry.
        seq: Seq,
    },
    /// The key of its epoch is not held.
    #[error("the key of epoch {epoch} is not here")]
    NoKey {
        /// Which epoch.
        epoch: Epoch,
    },
}

/// An opened record. Only this module makes one.
#[derive(PartialEq, Eq)]
pub struct Opened {
    place: Place,
    seq: Seq,
    plain: Vec<u8>,
}

impl std::fmt::Debug for Opened {
    /// Where it belongs, not what it says.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Opened").field("place", &self.place).field("seq", &self.seq).finish_non_exhaustive()
    }
}

impl Opened {
    #[cfg(test)]
    pub(crate) fn of(place: Place, plain: &[u8]) -> Self {
        Self { place, seq: 1, plain: plain.to_vec() }
    }

    /// Which record.
    pub fn record(&self) -> RecordId {
        self.place.record
    }

    /// Which version.
    pub fn version(&self) -> Version {
        self.place.version
    }

    /// The entry that wrote it.
    pub fn seq(&self) -> Seq {
        self.seq
    }

    /// Who wrote it: certain where the entry was verified, else as any holder of the key could claim.
    pub fn author(&self) -> Member {
        self.place.author
    }

    /// The record's bytes.
    pub fn plain(&self) -> &[u8] {
        &self.plain
    }

    /// The record's bytes, moved out.
    pub fn into_plain(self) -> Vec<u8> {
        self.plain
    }
}

/// The key of one record in one epoch: a keyed hash, because a PRF is all that is needed and HKDF would cost as much
/// as opening.
fn record_key(parent: &Key, record: &RecordId, epoch: Epoch) -> Key {
    let mut input = [0; 20];
    input[..16].copy_from_slice(&record.0);
    input[16..].copy_from_slice(&epoch.to_le_bytes());
    Key::from_bytes(blake3::keyed_hash(parent.bytes(), &input).as_bytes())
}

/// Seals a record's bytes.
pub(crate) fn seal_record(
    keyring: &Keyring,
    entropy: &mut dyn Entropy,
    place: Place,
    plain: &[u8],
) -> Result<Sealed, SealError> {
    let parent = keyring.record_key(place.epoch).ok_or(SealError::NoKey(place.epoch))?;
    let padded = padme::padded(plain.len());
    if MAX_FRAME + padded + aead::TAG > limits::ENVELOPE {
        return Err(SealError::TooLarge);
    }
    let mut bytes = Vec::with_capacity(padded + aead::TAG);
    bytes.extend_from_slice(plain);
    pad::pad(&mut bytes, padme::FLOOR);
    let nonce = random(entropy);
    let key = record_key(parent, &place.record, place.epoch);
    aead::seal(&key, &nonce, &associated_data(keyring.vault(), &place), &mut bytes);
    let envelope = Envelope { place, nonce, ciphertext: &bytes }.encode();
    let hash = envelope_hash(&envelope);
    Ok(Sealed { envelope, hash })
}

/// Opens an envelope that must be the one a verified entry names. `may_write` says whether a member could write at that
/// entry, and decides only where the entry itself was not verified.
pub(crate) fn open_record(
    keyring: &Keyring,
    expected: &Expected,
    may_write: impl Fn(Member) -> bool,
    bytes: &[u8],
) -> Result<Opened, OpenError> {
    if envelope_hash(bytes) != expected.hash {
        return Err(OpenError::Incomplete { record: expected.record });
    }
    let bad = OpenError::BadRecord { author: expected.author, seq: expected.seq };
    let envelope = Envelope::parse(bytes).map_err(|_| bad)?;
    let author = expected.author.unwrap_or(envelope.place.author);
    let place = Place { record: expected.record, version: expected.version, epoch: expected.epoch, author };
    if envelope.place != place || (expected.author.is_none() && !may_write(author)) {
        return Err(bad);
    }
    let parent = keyring.record_key(place.epoch).ok_or(OpenError::NoKey { epoch: place.epoch })?;
    let key = record_key(parent, &place.record, place.epoch);
    let mut plain = envelope.ciphertext.to_vec();
    aead::open(&key, &envelope.nonce, &associated_data(keyring.vault(), &place), &mut plain).map_err(|_| bad)?;
    pad::unpad(&mut plain, padme::FLOOR).map_err(|_| bad)?;
    Ok(Opened { place, seq: expected.seq, plain })
}
