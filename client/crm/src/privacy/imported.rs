//! What an import brought (Art. 14(2)(f), 15(1)(g)): one event of the trail names its files and the stamps that it wrote
//! under. Records say nothing more than the stamps that they have anyway, and keep them when they are made one or edited.

use super::access::AccessEvent;
use super::key as pk;
use super::words::Did;
use crate::book::Book;
use crate::clock::Stamp;
use crate::field::{Value, ValueError};
use crate::peek::RecordRef;
use crate::record::{Record, RecordId};
use crate::schema::Kind;

/// Longest list of files that an event names, in bytes.
const MAX_NAMES: usize = 500;

/// One import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The names of its files, as somebody chose them.
    pub files: String,
    /// Before the first stamp that it wrote under.
    pub after: Stamp,
    /// Behind the last one.
    pub before: Stamp,
    /// On which device.
    pub device: String,
}

/// An import with its event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// The event.
    pub id: RecordId,
    /// When, ms since 1970.
    pub at: u64,
    /// By which member.
    pub by: u32,
    /// What it says.
    pub of: Imported,
}

/// Names of files, one after the other, cut where they would be too long.
pub fn file_names<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut all = String::new();
    for name in names.map(str::trim).filter(|name| !name.is_empty()) {
        if !all.is_empty() {
            all.push_str(", ");
        }
        all.push_str(name);
    }
    let mut end = all.len().min(MAX_NAMES);
    while !all.is_char_boundary(end) {
        end -= 1;
    }
    if end < all.len() {
        all.truncate(end);
        all.push('…');
    }
    all
}

fn packed(stamps: [Stamp; 2]) -> Vec<u8> {
    let part = |stamp: Stamp| stamp.ms.to_le_bytes().into_iter().chain(stamp.counter.to_le_bytes());
    stamps.into_iter().flat_map(part).collect()
}

fn unpacked(bytes: &[u8], author: u32) -> Option<[Stamp; 2]> {
    let read = |part: &[u8]| {
        let (ms, counter) = part.split_at_checked(8)?;
        let (ms, counter) = (ms.try_into().ok()?, counter.try_into().ok()?);
        Some(Stamp { ms: u64::from_le_bytes(ms), counter: u16::from_le_bytes(counter), author })
    };
    let (first, last) = bytes.split_at_checked(10)?;
    Some([read(first)?, read(last)?])
}

impl Imported {
    /// Its event, written with what it brought.
    pub fn write(&self, stamp: Stamp) -> Result<Record, ValueError> {
        let event = AccessEvent {
            did: Did::Import,
            record: RecordId::default(),
            field: None,
            device: self.device.clone(),
            told: None,
            why: self.files.clone(),
        };
        let mut record = event.write(stamp)?;
        record.set(pk::WROTE, Value::Bytes(packed([self.after, self.before])), stamp)?;
        Ok(record)
    }

    /// Reads it; `None` if it is none. It speaks for the member who wrote it only.
    pub fn read(record: &RecordRef<'_>) -> Option<Self> {
        let event = AccessEvent::read(record).filter(|event| event.did == Did::Import)?;
        let [after, before] = unpacked(record.bytes(pk::WROTE), record.created().author)?;
        Some(Self { files: event.why, after, before, device: event.device })
    }

    /// Whether this import wrote under a stamp.
    pub fn wrote(&self, stamp: Stamp) -> bool {
        stamp.author == self.after.author && self.after < stamp && stamp < self.before
    }
}

impl Book {
    /// Every import that named its files, the newest first.
    pub fn imports(&self) -> Vec<Import> {
        let event = |(row, record): (crate::book::Row, RecordRef<'_>)| {
            let made = record.created();
            Some(Import { id: self.id_of(row), at: made.ms, by: made.author, of: Imported::read(&record)? })
        };
        let mut all: Vec<Import> = self.records_of(Kind::AccessEvent).filter_map(event).collect();
        // Two of one moment by the clock of who made them.
        all.sort_by_key(|one| std::cmp::Reverse((one.at, one.of.before, one.id)));
        all
    }
}
