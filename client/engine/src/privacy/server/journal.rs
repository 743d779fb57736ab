//! The journal as the server gives it, read into what its bytes show without any key: who signed what when, which records
//! it writes, how large everything is.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use tacit_bridge::privacy::server::{EntrySeen, FileOnServer};
use tacit_shared::api::Head;
use tacit_shared::codec;
use tacit_shared::entry::{Body, Commit, Entry, entry_hash};
use tacit_shared::ids::{BoxHash, EntryHash, EnvelopeHash, FileId, Member, Millis, RecordId, Seq, VaultId, Version};
use tacit_shared::limits;

/// An entry in a few bytes: there may be very many.
#[derive(Clone, Copy)]
pub(super) struct Row {
    pub(super) hash: EntryHash,
    pub(super) at: Millis,
    pub(super) by: Member,
    pub(super) bytes: u32,
    what: &'static str,
    pub(super) writes: u32,
    purges: u32,
    files: u32,
}

/// The newest version of a record.
#[derive(Clone, Copy)]
pub(super) struct Newest {
    pub(super) version: Version,
    pub(super) seq: Seq,
    pub(super) envelope: Option<EnvelopeHash>,
    /// Older versions whose bytes are kept.
    pub(super) older: u32,
}

/// A file that an entry named.
#[derive(Clone, Copy)]
struct Named {
    len: u64,
    at: Millis,
    dropped: bool,
}

/// All that was read, to be gone on with.
pub(super) struct Journal {
    pub(super) vault: VaultId,
    pub(super) rows: Vec<Row>,
    pub(super) records: HashMap<RecordId, Newest>,
    files: BTreeMap<FileId, Named>,
    boxes: BTreeSet<BoxHash>,
    /// Every entry names the hash of the one before it.
    pub(super) chained: bool,
}

fn word(body: &Body) -> &'static str {
    match body {
        Body::Genesis { .. } => "genesis",
        Body::Invite { .. } => "invite",
        Body::Revoke { .. } => "revoke",
        Body::Join { .. } => "join",
        Body::SetRole { .. } => "set-role",
        Body::Remove { .. } => "remove",
        Body::Rotate { .. } => "rotate",
        Body::Policy { .. } => "policy",
        Body::Commit(_) => "commit",
    }
}

pub(super) fn hex(bytes: &[u8]) -> String {
    super::super::export::hex(bytes)
}

impl Journal {
    pub(super) fn new(vault: VaultId) -> Self {
        Self {
            vault,
            rows: Vec::new(),
            records: HashMap::new(),
            files: BTreeMap::new(),
            boxes: BTreeSet::new(),
            chained: true,
        }
    }

    /// The place of the entry that is to be read next.
    pub(super) fn next(&self) -> Seq {
        self.rows.len() as Seq
    }

    /// Reads the next entry; whether it is one, of this place.
    pub(super) fn read(&mut self, bytes: &[u8]) -> bool {
        let Ok(entry) = codec::decode::<Entry>(bytes, limits::ENTRY) else { return false };
        let header = &entry.header;
        if header.seq != self.next() {
            return false;
        }
        self.chained &= self.rows.last().is_none_or(|before| before.hash == header.prev);
        let mut row = Row {
            hash: entry_hash(bytes),
            at: header.at,
            by: header.author,
            bytes: bytes.len() as u32,
            what: word(&entry.body),
            writes: 0,
            purges: 0,
            files: 0,
        };
        match &entry.body {
            Body::Commit(commit) => {
                row.writes = commit.changes.len() as u32;
                row.purges = commit.purges.len() as u32;
                row.files = commit.files_add.len() as u32;
                self.take(commit, header.seq, header.at);
            }
            Body::Join { box_hash, .. } => drop(self.boxes.insert(*box_hash)),
            body => self.boxes.extend(body.rotation().iter().flat_map(|rotation| rotation.boxes.iter().copied())),
        }
        self.rows.push(row);
        true
    }

    fn take(&mut self, commit: &Commit, seq: Seq, at: Millis) {
        for change in &commit.changes {
            let before = self.records.get(&change.record);
            let older = before.map_or(0, |before| before.older + u32::from(before.envelope.is_some()));
            let newest = Newest { version: change.version, seq, envelope: change.envelope, older };
            self.records.insert(change.record, newest);
        }
        for record in &commit.purges {
            if let Some(newest) = self.records.get_mut(record) {
                newest.older = 0;
            }
        }
        for file in &commit.files_add {
            self.files.insert(file.file, Named { len: file.len, at, dropped: false });
        }
        for file in &commit.files_drop {
            if let Some(named) = self.files.get_mut(file) {
                named.dropped = true;
            }
        }
    }

    /// Whether the entries lead to this one.
    pub(super) fn leads_to(&self, head: Head) -> bool {
        let at = usize::try_from(head.seq).ok().and_then(|seq| self.rows.get(seq));
        self.chained && at.is_some_and(|row| row.hash == head.hash)
    }

    /// When an entry was signed, as it says.
    pub(super) fn at(&self, seq: Seq) -> Millis {
        usize::try_from(seq).ok().and_then(|seq| self.rows.get(seq)).map_or(0, |row| row.at)
    }

    pub(super) fn by(&self, seq: Seq) -> Member {
        usize::try_from(seq).ok().and_then(|seq| self.rows.get(seq)).map_or(0, |row| row.by)
    }

    pub(super) fn box_count(&self) -> u32 {
        self.boxes.len() as u32
    }

    pub(super) fn shown(&self, seq: usize) -> Option<EntrySeen> {
        let row = self.rows.get(seq)?;
        Some(EntrySeen {
            seq: seq as u64,
            hash: hex(&row.hash.0),
            what: row.what.to_owned(),
            at: row.at,
            by: row.by,
            bytes: row.bytes,
            writes: row.writes,
            purges: row.purges,
            files: row.files,
        })
    }

    /// Files, newest first.
    pub(super) fn files(&self) -> Vec<FileOnServer> {
        let shown = |(id, file): (&FileId, &Named)| FileOnServer {
            id: id.to_hex(),
            len: file.len,
            at: file.at,
            dropped: file.dropped,
        };
        let mut files: Vec<FileOnServer> = self.files.iter().map(shown).collect();
        files.sort_by_key(|file| std::cmp::Reverse(file.at));
        files
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_entry_is_not_read() {
        let mut journal = Journal::new(VaultId([7; 32]));
        assert!(!journal.read(b"no entry"));
        assert!(!journal.leads_to(Head { seq: 0, hash: EntryHash([0; 32]) }));
        assert_eq!((journal.next(), journal.at(5)), (0, 0));
    }
}
