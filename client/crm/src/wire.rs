//! The bytes of a record: `schema u16 ‖ kind u16 ‖ stamps ‖ created ‖ fields ‖ set aside`, in postcard.
//!
//! Stamps stand in one sorted table and everything else points into it, so that an import, which gives every
//! field one stamp, pays for it once. A field says itself whether it is a register or a set, so fields and kinds
//! that this version does not know are merged and kept all the same.

use crate::clock::Stamp;
use serde::{Deserialize, Serialize};

/// The layout written by this version.
pub(crate) const SCHEMA: u16 = 1;
/// Longest record, in bytes; an envelope may be twice as long.
pub const MAX_PLAIN: usize = 512 << 10;
pub(crate) const MAX_STAMPS: usize = 8_192;
pub(crate) const MAX_FIELDS: usize = 1_024;
pub(crate) const MAX_ENTRIES: usize = 4_096;

/// Why bytes are no record that this version can use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// Longer than a record may be.
    #[error("longer than the {MAX_PLAIN} bytes allowed")]
    TooLong,
    /// Written by a newer version: keep the bytes, do not edit.
    #[error("written by a newer version of Tacit (schema {0})")]
    Newer(u16),
    /// Not a record at all, or more of something than allowed.
    #[error("malformed record")]
    Malformed,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Wire<'a> {
    pub(crate) schema: u16,
    pub(crate) kind: u16,
    pub(crate) stamps: Vec<Stamp>,
    pub(crate) created: u16,
    #[serde(borrow)]
    pub(crate) fields: Vec<WireField<'a>>,
    #[serde(borrow)]
    pub(crate) aside: Vec<WireAside<'a>>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct WireField<'a> {
    pub(crate) key: u16,
    #[serde(borrow)]
    pub(crate) cell: WireCell<'a>,
}

#[derive(Serialize, Deserialize)]
pub(crate) enum WireCell<'a> {
    Register {
        stamp: u16,
        seen: Vec<u16>,
        #[serde(borrow)]
        value: &'a [u8],
    },
    Set {
        #[serde(borrow)]
        entries: Vec<WireEntry<'a>>,
        gone: Vec<WireGone>,
    },
}

#[derive(Serialize, Deserialize)]
pub(crate) struct WireEntry<'a> {
    #[serde(borrow)]
    pub(crate) value: &'a [u8],
    pub(crate) stamp: u16,
    pub(crate) rank: u16,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct WireGone {
    pub(crate) hash: [u8; 8],
    pub(crate) stamp: u16,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct WireAside<'a> {
    pub(crate) stamp: u16,
    pub(crate) key: u16,
    #[serde(borrow)]
    pub(crate) value: &'a [u8],
}

impl<'a> Wire<'a> {
    /// Reads a record and checks every count, order and index, so that users of the result need not.
    pub(crate) fn parse(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        if bytes.len() > MAX_PLAIN {
            return Err(DecodeError::TooLong);
        }
        let (schema, _) = postcard::take_from_bytes::<u16>(bytes).map_err(|_| DecodeError::Malformed)?;
        if schema > SCHEMA {
            return Err(DecodeError::Newer(schema));
        }
        let (wire, rest) = postcard::take_from_bytes::<Self>(bytes).map_err(|_| DecodeError::Malformed)?;
        if rest.is_empty() && wire.is_sound() { Ok(wire) } else { Err(DecodeError::Malformed) }
    }

    pub(crate) fn stamp(&self, index: u16) -> Stamp {
        self.stamps.get(usize::from(index)).copied().unwrap_or_default()
    }

    fn is_sound(&self) -> bool {
        let known = |index: u16| usize::from(index) < self.stamps.len();
        self.schema == SCHEMA
            && self.stamps.len() <= MAX_STAMPS
            && self.stamps.is_sorted_by(|a, b| a < b)
            && known(self.created)
            && self.fields.len() <= MAX_FIELDS
            && self.fields.is_sorted_by(|a, b| a.key < b.key)
            && self.aside.len() <= MAX_ENTRIES
            && self.aside.iter().all(|aside| known(aside.stamp))
            && self.fields.iter().all(|field| match &field.cell {
                WireCell::Register { stamp, seen, .. } => {
                    known(*stamp) && seen.len() <= MAX_ENTRIES && seen.iter().all(|index| known(*index))
                }
                WireCell::Set { entries, gone } => {
                    entries.len() <= MAX_ENTRIES
                        && gone.len() <= MAX_ENTRIES
                        && entries.iter().all(|entry| known(entry.stamp))
                        && gone.iter().all(|gone| known(gone.stamp))
                }
            })
    }
}

/// A record's bytes.
pub(crate) fn encode(wire: &Wire<'_>) -> Vec<u8> {
    #[expect(clippy::expect_used, reason = "plain data into a growing Vec")]
    postcard::to_stdvec(wire).expect("plain data encodes")
}
