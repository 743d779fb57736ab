//! Walking over a record's bytes without allocating: what lists, search and sorting read a hundred thousand times.
//!
//! Reads the postcard form that `wire` defines (varints are LEB128, byte strings carry their length). Bytes were checked
//! by `wire` when they came in; should they be wrong all the same, fields read as missing.

use crate::clock::Stamp;

#[derive(Clone, Copy)]
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn varint(&mut self) -> Option<u64> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let (&byte, rest) = self.0.split_first()?;
            self.0 = rest;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    fn small(&mut self) -> Option<u16> {
        self.varint().and_then(|value| u16::try_from(value).ok())
    }

    fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(taken)
    }

    fn bytes(&mut self) -> Option<&'a [u8]> {
        let len = self.varint()?;
        self.take(usize::try_from(len).ok()?)
    }

    fn stamp(&mut self) -> Option<Stamp> {
        let ms = self.varint()?;
        let counter = self.small()?;
        Some(Stamp { ms, counter, author: self.varint()? as u32 })
    }
}

/// A record's outline.
#[derive(Clone, Copy)]
pub(crate) struct Outline<'a> {
    pub(crate) kind: u16,
    stamps: Reader<'a>,
    stamp_count: u64,
    created: u16,
    fields: Reader<'a>,
    field_count: u64,
    changed: Stamp,
}

/// One field's state.
pub(crate) enum Found<'a> {
    Register(&'a [u8]),
    Set(Entries<'a>),
}

/// Entries of a set, as stored.
#[derive(Clone, Copy)]
pub(crate) struct Entries<'a> {
    reader: Reader<'a>,
    left: u64,
}

/// An entry: its value, and what orders it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Item<'a> {
    pub(crate) rank: u16,
    /// Index of its stamp; the table is sorted, so the index orders like the stamp.
    pub(crate) stamp: u16,
    pub(crate) value: &'a [u8],
}

impl<'a> Iterator for Entries<'a> {
    type Item = Item<'a>;

    fn next(&mut self) -> Option<Item<'a>> {
        self.left = self.left.checked_sub(1)?;
        let value = self.reader.bytes()?;
        let stamp = self.reader.small()?;
        Some(Item { value, stamp, rank: self.reader.small()? })
    }
}

impl<'a> Outline<'a> {
    pub(crate) fn of(bytes: &'a [u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        let _schema = reader.small()?;
        let kind = reader.small()?;
        let stamp_count = reader.varint()?;
        let stamps = reader;
        let mut changed = Stamp::default();
        for _ in 0..stamp_count {
            changed = reader.stamp()?;
        }
        let created = reader.small()?;
        let field_count = reader.varint()?;
        Some(Self { kind, stamps, stamp_count, created, fields: reader, field_count, changed })
    }

    /// The newest stamp: the table is sorted.
    pub(crate) fn changed(&self) -> Stamp {
        self.changed
    }

    pub(crate) fn created(&self) -> Stamp {
        self.stamps().nth(usize::from(self.created)).unwrap_or_default()
    }

    /// Every stamp, oldest first.
    pub(crate) fn stamps(&self) -> impl Iterator<Item = Stamp> + use<'a> {
        let mut reader = self.stamps;
        (0..self.stamp_count).map_while(move |_| reader.stamp())
    }

    /// The stamp of a register.
    pub(crate) fn written(&self, key: u16) -> Option<Stamp> {
        let mut fields = self.fields();
        while let Some((known, found)) = fields.next() {
            if known == key {
                return matches!(found, Found::Register(_)).then(|| self.stamps().nth(usize::from(fields.stamp)))?;
            }
        }
        None
    }

    pub(crate) fn fields(&self) -> Fields<'a> {
        Fields { reader: self.fields, left: self.field_count, stamp: 0 }
    }

    pub(crate) fn find(&self, key: u16) -> Option<Found<'a>> {
        self.fields().take_while(|(known, _)| *known <= key).find(|(known, _)| *known == key).map(|(_, found)| found)
    }
}

/// Fields by number.
pub(crate) struct Fields<'a> {
    reader: Reader<'a>,
    left: u64,
    /// Index of the stamp of the register that was given last.
    stamp: u16,
}

impl<'a> Iterator for Fields<'a> {
    type Item = (u16, Found<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        let key = self.reader.small()?;
        let found = match self.reader.varint()? {
            0 => {
                self.stamp = self.reader.small()?;
                for _ in 0..self.reader.varint()? {
                    self.reader.small()?;
                }
                Found::Register(self.reader.bytes()?)
            }
            _ => {
                let left = self.reader.varint()?;
                let mut entries = Entries { reader: self.reader, left };
                let found = Found::Set(entries);
                for _ in 0..left {
                    entries.next()?;
                }
                self.reader = entries.reader;
                for _ in 0..self.reader.varint()? {
                    self.reader.take(8)?;
                    self.reader.small()?;
                }
                found
            }
        };
        Some((key, found))
    }
}
