//! Earlier versions of a record: what the server lists is held against the record set, and each version against the
//! signed entry that wrote it. Its author is the one who signed, never a name inside the record (R4).

use super::state::VaultState;
use crate::seal::Expected;
use tacit_shared::api::VersionRow;
use tacit_shared::codec;
use tacit_shared::entry::{Body, Entry, Role, entry_hash};
use tacit_shared::ids::{EntryHash, EnvelopeHash, Epoch, Member, Millis, RecordId, Seq, Version};
use tacit_shared::limits;
use tacit_shared::root::Leaf;
use tacit_shared::sign::{self, Context};

/// Why a history was not taken: the server's doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HistoryError {
    /// Versions are missing, or the newest is not the one in the record set.
    #[error("the server did not list all versions")]
    Incomplete,
    /// The entry given is not the one that wrote the version, or nobody who could write signed it.
    #[error("entry {seq} did not write version {version}")]
    BadEntry {
        /// Where it should stand.
        seq: Seq,
        /// What it should have written.
        version: Version,
    },
}

/// A version of a record with the entry that wrote it, its author's signature checked. Only [`VaultState::written`] makes
/// one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    record: RecordId,
    version: Version,
    seq: Seq,
    entry: EntryHash,
    author: Member,
    at: Millis,
    epoch: Epoch,
    envelope: Option<EnvelopeHash>,
}

impl Written {
    /// Its number.
    pub fn version(&self) -> Version {
        self.version
    }

    /// The place that the entry claims.
    pub fn seq(&self) -> Seq {
        self.seq
    }

    /// The entry. Whether it stands in the journal at [`Self::seq`] shows only by a hash kept from there.
    pub fn entry(&self) -> EntryHash {
        self.entry
    }

    /// Who signed it.
    pub fn author(&self) -> Member {
        self.author
    }

    /// When, by the author's claim.
    pub fn at(&self) -> Millis {
        self.at
    }

    /// Whether it deleted the record.
    pub fn is_tombstone(&self) -> bool {
        self.envelope.is_none()
    }

    /// What its envelope must be; `None` for a deletion.
    pub fn expected(&self) -> Option<Expected> {
        Some(Expected {
            record: self.record,
            version: self.version,
            seq: self.seq,
            epoch: self.epoch,
            author: Some(self.author),
            hash: self.envelope?,
        })
    }
}

/// The leaf that a listed version would be.
fn leaf_of(record: RecordId, row: &VersionRow) -> Leaf {
    Leaf { record, version: row.version, seq: row.seq, envelope: row.envelope.map(EnvelopeHash) }
}

impl VaultState {
    /// The versions of a record that this device knows of, out of what the server lists: each number once, in rising
    /// places, the last one as it stands in the record set. Newer ones come with the next pull.
    pub fn listed<'a>(&self, record: &RecordId, rows: &'a [VersionRow]) -> Result<&'a [VersionRow], HistoryError> {
        let newest = self.leaf(record).ok_or(HistoryError::Incomplete)?;
        let known = usize::try_from(newest.version).ok().and_then(|count| rows.get(..count));
        let known = known.ok_or(HistoryError::Incomplete)?;
        let numbered = known.iter().zip(1..).all(|(row, number)| row.version == number);
        let rising = known.is_sorted_by(|a, b| a.seq < b.seq);
        let ends = known.last().is_some_and(|row| leaf_of(*record, row) == newest);
        if numbered && rising && ends { Ok(known) } else { Err(HistoryError::Incomplete) }
    }

    /// Holds a listed version against the entry that the server gives for it: of this vault and place, signed by somebody
    /// who could write then, under the epoch of then, and changing the record into just this version.
    pub fn written(&self, record: &RecordId, row: &VersionRow, entry: &[u8]) -> Result<Written, HistoryError> {
        let bad = HistoryError::BadEntry { seq: row.seq, version: row.version };
        let Entry { header, body, sig } = codec::decode(entry, limits::ENTRY).map_err(|_| bad)?;
        let Body::Commit(commit) = body else { return Err(bad) };
        let author = self.roster.member(header.author).ok_or(bad)?;
        let could_write = author.role_at(header.seq.saturating_sub(1)) >= Some(Role::Editor);
        let (message, _) = entry.split_last_chunk::<64>().ok_or(bad)?;
        let change = commit.changes.iter().find(|change| change.record == *record).ok_or(bad)?;
        let holds = header.suite == limits::SUITE
            && header.vault == self.vault()
            && header.seq == row.seq
            && header.epoch == self.roster.epoch_at(header.seq)
            && could_write
            && sign::verify(Context::Entry, &author.identity, message, &sig)
            && change.version == row.version
            && change.envelope == row.envelope.map(EnvelopeHash);
        if !holds {
            return Err(bad);
        }
        Ok(Written {
            record: *record,
            version: row.version,
            seq: row.seq,
            entry: entry_hash(entry),
            author: header.author,
            at: header.at,
            epoch: header.epoch,
            envelope: change.envelope,
        })
    }
}
