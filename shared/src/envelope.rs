//! The frame of a sealed record: everything about it that is not secret. Sealing and opening is the vault's.
//!
//! A frame borrows its ciphertext: a device that unlocks reads a hundred thousand of them, and a copy of
//! each would cost more than opening it.

use crate::codec;
use crate::hash::{Context, hash};
use crate::ids::{EnvelopeHash, Epoch, Member, RecordId, VaultId, Version};
use crate::limits;
use crate::padme;
use crate::quick::Reader;
use serde::Serialize;

/// The authentication tag of XChaCha20-Poly1305.
pub const TAG: usize = 16;
/// Its nonce.
pub const NONCE: usize = 24;
/// The longest frame around a ciphertext: suite, record, version, epoch, author, nonce, length.
pub const MAX_FRAME: usize = 1 + 16 + 10 + 5 + 5 + NONCE + 5;

/// Which record an envelope is for, and by whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Which record.
    pub record: RecordId,
    /// Which version of it.
    pub version: Version,
    /// Which epoch's key seals it.
    pub epoch: Epoch,
    /// Who sealed it.
    pub author: Member,
}

/// A sealed record. Suite and length class are checked by reading it, so that no other kind exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Envelope<'a> {
    /// What its header says, and its associated data bind.
    pub place: Place,
    /// Random.
    pub nonce: [u8; NONCE],
    /// Padded ciphertext with its tag.
    pub ciphertext: &'a [u8],
}

/// Why bytes are no envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EnvelopeError {
    /// Longer than an envelope may be.
    #[error("the envelope is too long")]
    TooLong,
    /// Not the one encoding of an envelope.
    #[error("the envelope is malformed")]
    Malformed,
    /// Of a suite that this version does not know.
    #[error("the envelope is of another suite")]
    OtherSuite,
    /// Of a length that no honest client pads to.
    #[error("the envelope is not padded")]
    Unpadded,
}

/// Everything before the ciphertext's bytes, in the order of the wire.
#[derive(Serialize)]
#[cfg_attr(test, derive(Debug, PartialEq, Eq, serde::Deserialize))]
struct Frame {
    suite: u8,
    record: RecordId,
    version: Version,
    epoch: Epoch,
    author: Member,
    nonce: [u8; NONCE],
    len: u32,
}

impl Frame {
    /// As the codec reads it, in its one canonical form; with what stands behind it.
    fn read(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let mut reader = Reader(bytes);
        let frame = Self {
            suite: reader.byte()?,
            record: RecordId(reader.array()?),
            version: reader.long()?,
            epoch: reader.short()?,
            author: reader.short()?,
            nonce: reader.array()?,
            len: reader.short()?,
        };
        Some((frame, reader.0))
    }
}

impl<'a> Envelope<'a> {
    /// Reads a frame without touching the ciphertext.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, EnvelopeError> {
        if bytes.len() > limits::ENVELOPE {
            return Err(EnvelopeError::TooLong);
        }
        if *bytes.first().ok_or(EnvelopeError::Malformed)? != limits::SUITE {
            return Err(EnvelopeError::OtherSuite);
        }
        let (frame, ciphertext) = Frame::read(bytes).ok_or(EnvelopeError::Malformed)?;
        if frame.len as usize != ciphertext.len() {
            return Err(EnvelopeError::Malformed);
        }
        if !ciphertext.len().checked_sub(TAG).is_some_and(padme::is_padded) {
            return Err(EnvelopeError::Unpadded);
        }
        let Frame { record, version, epoch, author, nonce, .. } = frame;
        Ok(Self { place: Place { record, version, epoch, author }, nonce, ciphertext })
    }

    /// Its bytes.
    pub fn encode(&self) -> Vec<u8> {
        let Place { record, version, epoch, author } = self.place;
        let frame = Frame {
            suite: limits::SUITE,
            record,
            version,
            epoch,
            author,
            nonce: self.nonce,
            len: self.ciphertext.len() as u32,
        };
        let mut bytes = Vec::with_capacity(MAX_FRAME + self.ciphertext.len());
        bytes.extend_from_slice(&codec::encode(&frame));
        bytes.extend_from_slice(self.ciphertext);
        bytes
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn place() -> impl Strategy<Value = Place> {
        (any::<[u8; 16]>(), any::<u64>(), any::<u32>(), any::<u32>())
            .prop_map(|(record, version, epoch, author)| Place { record: RecordId(record), version, epoch, author })
    }

    fn sealed(ciphertext: &[u8]) -> Vec<u8> {
        let place = Place { record: RecordId([3; 16]), version: 300, epoch: 2, author: 1 };
        Envelope { place, nonce: [7; NONCE], ciphertext }.encode()
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(place in place(), nonce: [u8; NONCE], len in 0usize..3000, fill: u8) {
            let ciphertext = vec![fill; padme::padded(len) + TAG];
            let envelope = Envelope { place, nonce, ciphertext: &ciphertext };
            let bytes = envelope.encode();
            prop_assert!(bytes.len() <= MAX_FRAME + ciphertext.len());
            prop_assert_eq!(Envelope::parse(&bytes), Ok(envelope));
        }

        #[test]
        fn a_frame_is_read_as_the_codec_reads_it(place in place(), nonce: [u8; NONCE], len: u32, changes in prop::collection::vec((0usize..80, any::<u8>()), 0..3), cut in 0usize..80) {
            let Place { record, version, epoch, author } = place;
            let mut bytes = codec::encode(&Frame { suite: 1, record, version, epoch, author, nonce, len });
            for (at, byte) in changes {
                let at = at % bytes.len();
                bytes[at] = byte;
            }
            for bytes in [&bytes[..], &bytes[..cut.min(bytes.len())]] {
                let plain = postcard::take_from_bytes::<Frame>(bytes).ok();
                let canonical = plain.filter(|(frame, rest)| codec::rest_behind(frame, bytes).map(<[u8]>::len) == Some(rest.len()));
                prop_assert_eq!(Frame::read(bytes), canonical);
            }
        }

        #[test]
        fn a_changed_byte_is_refused_or_another_envelope(at in 0usize..320, flip in 1u8..) {
            let before = sealed(&[9; 272]);
            let mut bytes = before.clone();
            let at = at % bytes.len();
            bytes[at] ^= flip;
            if let Ok(envelope) = Envelope::parse(&bytes) {
                prop_assert_eq!(envelope.encode(), bytes);
            }
        }
    }

    #[test]
    fn only_honest_lengths_are_read() {
        assert!(Envelope::parse(&sealed(&[0; 256 + TAG])).is_ok());
        for len in [0, TAG - 1, 255 + TAG, 257 + TAG, 256 + TAG + 1] {
            assert_eq!(Envelope::parse(&sealed(&vec![0; len])), Err(EnvelopeError::Unpadded), "{len}");
        }
    }

    #[test]
    fn a_longer_varint_of_the_same_version_is_refused() {
        let bytes = sealed(&[0; 256 + TAG]);
        // Version 300 is `ac 02` at 17; `ac 82 00` is the same number in three bytes.
        assert_eq!(bytes[17..19], [0xac, 0x02]);
        let longer = [&bytes[..18], &[0x82, 0x00], &bytes[19..]].concat();
        assert_eq!(Envelope::parse(&longer), Err(EnvelopeError::Malformed));
    }

    #[test]
    fn too_short_too_long_and_another_suite_are_refused() {
        let bytes = sealed(&[0; 256 + TAG]);
        assert_eq!(Envelope::parse(&bytes[..bytes.len() - 1]), Err(EnvelopeError::Malformed));
        assert_eq!(Envelope::parse(&[&bytes[..], &[0]].concat()), Err(EnvelopeError::Malformed));
        assert_eq!(Envelope::parse(&vec![1; limits::ENVELOPE + 1]), Err(EnvelopeError::TooLong));
        let mut other = bytes;
        other[0] = 2;
        assert_eq!(Envelope::parse(&other), Err(EnvelopeError::OtherSuite));
    }

    #[test]
    fn every_field_of_the_place_is_in_the_associated_data() {
        let place = Place { record: RecordId([1; 16]), version: 1, epoch: 1, author: 1 };
        let vault = VaultId([1; 32]);
        let others = [
            associated_data(&VaultId([2; 32]), &place),
            associated_data(&vault, &Place { record: RecordId([2; 16]), ..place }),
            associated_data(&vault, &Place { version: 2, ..place }),
            associated_data(&vault, &Place { epoch: 2, ..place }),
            associated_data(&vault, &Place { author: 2, ..place }),
        ];
        assert!(others.iter().all(|other| *other != associated_data(&vault, &place)));
    }
}
