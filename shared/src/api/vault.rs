//! Vaults: making, posting, pulling, reading.

use super::capped;
use crate::ids::{BoxHash, EntryHash, Millis, RecordId, Seq, Version};
use crate::limits::{POST_ENTRIES, POST_ITEMS};
use serde::{Deserialize, Serialize};

/// `POST vaults` → [`Head`] `{0, hash}`; the same bytes again → the same answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreateVault {
    /// The Genesis entry.
    pub genesis: Vec<u8>,
    /// The creator's own box.
    pub box_bytes: Vec<u8>,
}

/// A place in a journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Sequence number of the newest entry.
    pub seq: Seq,
    /// Its hash.
    pub hash: EntryHash,
}

/// `POST v/pull` → [`Pulled`]: entries after `have`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pull {
    /// The asker's trust pin; `None` asks from Genesis on.
    pub have: Option<Head>,
    /// Of head statements, only those that arrived after this mark of the server's; 0 asks for all.
    pub heads_after: u64,
}

/// One page of a journal: at most 256 entries or 16 MiB.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pulled {
    /// The server's head.
    pub head: Head,
    /// Entries after the asker's pin, oldest first. Ask again until `head` is reached.
    pub entries: Vec<Vec<u8>>,
    /// The newest head statement of each current member, where it arrived after the asker's mark.
    pub heads: Vec<Vec<u8>>,
    /// The mark to ask with next time.
    pub heads_until: u64,
    /// Join requests waiting; only given to admins and owners.
    pub requests: Vec<Vec<u8>>,
    /// Statements of members who leave; only given to admins and owners.
    pub leaving: Vec<Vec<u8>>,
    /// The server was restored from a backup and waits for members to send what it lost.
    pub recovering: bool,
    /// Sealed bytes that entries name are missing here since a restore: whoever holds them gives them
    /// ([`super::Missing`]).
    pub lacking: bool,
    /// The server's clock. A client whose own is far ahead signs with this one instead, so that it need not sign again.
    pub now: Millis,
}

/// `POST v/entries` → [`Head`] after them, or [`ApiError::Conflict`]. All or nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostEntries {
    /// Entries the sender had already seen confirmed, by any author.
    pub relay: bool,
    /// Up to 256, in order.
    #[serde(deserialize_with = "capped::<_, POST_ENTRIES>")]
    pub entries: Vec<Vec<u8>>,
    /// Every envelope that the entries name and the server lacks.
    #[serde(deserialize_with = "capped::<_, POST_ITEMS>")]
    pub envelopes: Vec<Vec<u8>>,
    /// Every box that the entries name.
    #[serde(deserialize_with = "capped::<_, POST_ITEMS>")]
    pub boxes: Vec<Vec<u8>>,
}

/// `GET v/roster` → the membership sub-chain (every entry except commits) and the head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterAnswer {
    /// Roster entries from Genesis, oldest first.
    pub entries: Vec<Vec<u8>>,
    /// The newest entry of the whole journal (it may be a roster entry itself).
    pub head: Vec<u8>,
    /// The newest head statement of each current member.
    pub heads: Vec<Vec<u8>>,
}

/// `POST v/entries/get` → `Vec<Vec<u8>>`: up to `count` entries from `from` on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetEntries {
    /// First sequence number wanted.
    pub from: Seq,
    /// At most 256.
    pub count: u32,
}

/// `POST v/leaves` → `Vec<LeafRow>` ascending by record: the record set as of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetLeaves {
    /// As of this entry.
    pub at: Seq,
    /// Buckets `first..end` of 4,096; ask in slices.
    pub first: u16,
    /// One past the last bucket.
    pub end: u16,
}

/// One record's newest version as of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeafRow {
    /// Which record.
    pub record: RecordId,
    /// Its version.
    pub version: Version,
    /// The entry that wrote it.
    pub seq: Seq,
    /// Envelope hash; `None` for a tombstone.
    pub envelope: Option<[u8; 32]>,
}

/// `POST v/envelopes/get` → `Vec<Option<Vec<u8>>>` in the order asked; absent ones are `None`.
/// The server stops early at 16 MiB: ask again for the rest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetEnvelopes {
    /// Up to 4,096 records and versions.
    pub wanted: Vec<(RecordId, Version)>,
}

/// `POST v/boxes/get` → `Vec<Option<Vec<u8>>>` in the order asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetBoxes {
    /// Up to 64 hashes.
    pub hashes: Vec<BoxHash>,
}

/// `GET v/records/<id>/versions` → `Vec<VersionRow>`, oldest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionRow {
    /// Version number.
    pub version: Version,
    /// The entry that wrote it.
    pub seq: Seq,
    /// Envelope hash; `None` for a tombstone.
    pub envelope: Option<[u8; 32]>,
    /// Whether the server still holds the bytes.
    pub kept: bool,
}
