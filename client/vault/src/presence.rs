//! What a presence frame says, sealed to the members of one vault under the current epoch's key. All frames are of one size,
//! so that neither the line nor the server can tell looking from typing.

use crate::account::Identity;
use crate::entropy::{Entropy, random};
use crate::hazmat::aead;
use crate::hazmat::kdf::{self, Label};
use crate::hazmat::key::Key;
use crate::replay::VaultState;
use tacit_shared::ids::{Epoch, Member, Millis, RecordId};
use tacit_shared::presence::{PresenceFrame, SEALED, associated_data};

/// Plain bytes of a frame.
const PLAIN: usize = SEALED - aead::NONCE - aead::TAG;

/// Where somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whereabouts {
    /// No longer here.
    Gone,
    /// Here, and no more is said.
    Online,
    /// Looks at a record.
    Record(RecordId),
    /// Is in a field of a record, by the field's number.
    Field(RecordId, u16),
}

/// What one browser of a member says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Presence {
    /// Tells browsers of one account apart: the first bytes of the [`crate::DeviceId`].
    pub browser: [u8; 8],
    /// Since when it is there, ms since 1970.
    pub since: Millis,
    /// Where.
    pub at: Whereabouts,
}

impl Presence {
    /// `tag [1] ‖ browser [8] ‖ since u64le ‖ record [16] ‖ field u16le ‖ zeros [13]`; what a tag does not use is zero.
    fn encode(&self) -> Vec<u8> {
        let (tag, record, field) = match self.at {
            Whereabouts::Gone => (0, [0; 16], 0),
            Whereabouts::Online => (1, [0; 16], 0),
            Whereabouts::Record(record) => (2, record.0, 0),
            Whereabouts::Field(record, field) => (3, record.0, field),
        };
        let mut bytes = vec![tag];
        bytes.extend_from_slice(&self.browser);
        bytes.extend_from_slice(&self.since.to_le_bytes());
        bytes.extend_from_slice(&record);
        bytes.extend_from_slice(&u16::to_le_bytes(field));
        bytes.resize(PLAIN, 0);
        bytes
    }

    /// Reads what [`Self::encode`] writes, and nothing else.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let (tag, rest) = bytes.split_first()?;
        let (browser, rest) = rest.split_first_chunk::<8>()?;
        let (since, rest) = rest.split_first_chunk::<8>()?;
        let (record, rest) = rest.split_first_chunk::<16>()?;
        let field = u16::from_le_bytes(*rest.first_chunk::<2>()?);
        let record = RecordId(*record);
        let at = match tag {
            0 => Whereabouts::Gone,
            1 => Whereabouts::Online,
            2 => Whereabouts::Record(record),
            3 => Whereabouts::Field(record, field),
            _ => return None,
        };
        let read = Self { browser: *browser, since: Millis::from_le_bytes(*since), at };
        (read.encode() == bytes).then_some(read)
    }
}

impl VaultState {
    fn presence_key(&self, epoch: Epoch) -> Option<Key> {
        let key = self.keyring.key(epoch)?;
        Some(kdf::key(key.bytes(), Label::Presence, &[&self.vault().0, &epoch.to_le_bytes()]))
    }

    /// A frame for the other members; `None` for whoever is none, or lacks the newest key.
    pub fn announce(
        &self,
        identity: &Identity,
        says: &Presence,
        at: Millis,
        entropy: &mut dyn Entropy,
    ) -> Option<Vec<u8>> {
        let (vault, epoch) = (self.vault(), self.roster.epoch());
        let me = self.roster.member_of(&identity.public())?;
        let key = self.presence_key(epoch)?;
        let associated = associated_data(&vault, epoch, me, at);
        let sealed = aead::seal_with_nonce(&key, &random(entropy), &associated, says.encode());
        let sealed = <[u8; SEALED]>::try_from(sealed).ok()?;
        Some(PresenceFrame::sign(&vault, (epoch, me, at), sealed, &identity.signing))
    }

    /// Who says what, and when; `None` if it is not of this vault, of this epoch and of a current member. Whether it is new
    /// is the caller's to tell.
    pub fn overheard(&self, bytes: &[u8]) -> Option<(Member, Millis, Presence)> {
        let frame = PresenceFrame::read(&self.roster, bytes).ok()?;
        let key = self.presence_key(frame.epoch())?;
        let associated = associated_data(&self.vault(), frame.epoch(), frame.member(), frame.at());
        let plain = aead::open_with_nonce(&key, &associated, frame.sealed()).ok()?;
        Some((frame.member(), frame.at(), Presence::decode(&plain)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn whereabouts() -> impl Strategy<Value = Whereabouts> {
        let record = any::<[u8; 16]>().prop_map(RecordId);
        prop_oneof![
            Just(Whereabouts::Gone),
            Just(Whereabouts::Online),
            record.clone().prop_map(Whereabouts::Record),
            (record, any::<u16>()).prop_map(|(record, field)| Whereabouts::Field(record, field)),
        ]
    }

    proptest! {
        #[test]
        fn whatever_is_said_is_read_and_all_of_it_has_one_size(
            browser in any::<[u8; 8]>(), since in any::<u64>(), at in whereabouts(),
        ) {
            let says = Presence { browser, since, at };
            let bytes = says.encode();
            prop_assert_eq!(bytes.len(), PLAIN);
            prop_assert_eq!(Presence::decode(&bytes), Some(says));
        }

        #[test]
        fn whatever_is_read_is_what_would_be_written(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            if let Some(read) = Presence::decode(&bytes) {
                prop_assert_eq!(read.encode(), bytes);
            }
        }

        #[test]
        fn nothing_is_hidden_in_what_a_tag_does_not_use(tag in 0u8..4, at in 0usize..PLAIN, byte in 1u8..) {
            let mut bytes = vec![0; PLAIN];
            bytes[0] = tag;
            bytes[at.max(1)] = byte;
            let used = match tag { 0 | 1 => 17, 2 => 33, _ => 35 };
            prop_assert_eq!(Presence::decode(&bytes).is_some(), at.max(1) < used);
        }
    }
}
