//! Walking over a record's bytes without allocating: what lists, search and sorting read a hundred thousand times.
//!
//! Reads the postcard form that `wire` defines (varints are LEB128, byte strings carry their length). Bytes were checked
//! when they came in ([`check`]); should they be wrong all the same, fields read as missing.

mod checking;

pub(crate) use checking::check;

use crate::clock::Stamp;

#[derive(Clone, Copy)]
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    /// Nearly every number here is of one byte: the others are read elsewhere, so that this is short enough to stand in
    /// the loops that skip fields.
    #[inline]
    fn varint(&mut self) -> Option<u64> {
        match *self.0 {
            [byte @ ..0x80, ref rest @ ..] => {
                self.0 = rest;
                Some(u64::from(byte))
            }
            _ => self.long_varint(),
        }
    }

    #[inline(never)]
    fn long_varint(&mut self) -> Option<u64> {
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

/// A value that lost a merge, and its field.
#[derive(Clone, Copy)]
pub(crate) struct Lost<'a> {
    pub(crate) key: u16,
    pub(crate) value: &'a [u8],
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

    /// Values that lost a merge.
    pub(crate) fn aside(&self) -> impl Iterator<Item = Lost<'a>> + use<'a> {
        let mut fields = self.fields();
        while fields.next().is_some() {}
        let mut reader = fields.reader;
        let count = reader.varint().unwrap_or_default();
        (0..count).map_while(move |_| {
            let _stamp = reader.small()?;
            Some(Lost { key: reader.small()?, value: reader.bytes()? })
        })
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

#[cfg(test)]
mod tests {
    use super::{Outline, check};
    use crate::clock::Clock;
    use crate::schema::{Kind, key};
    use crate::wire::Wire;
    use crate::{Point, Record, Value};
    use proptest::prelude::*;

    /// A record of several writers, with values set aside, entries and tombstones.
    fn record() -> Vec<u8> {
        let mut clock = Clock::new(300);
        let mut one = Record::new(Kind::Person, clock.tick(1_700_000_000_000));
        let set =
            |record: &mut Record, clock: &mut Clock, key, value| record.set(key, value, clock.tick(1)).expect("fits");
        set(&mut one, &mut clock, key::GIVEN, Value::text("Vera"));
        set(&mut one, &mut clock, key::TAGS, Value::Tags(vec!["a".into(), "bb".into()]));
        let mut other = one.clone();
        let mut theirs = Clock::new(70_000);
        other.set(key::GIVEN, Value::text("Wera"), theirs.tick(1_700_000_000_001)).expect("fits");
        other.set(key::TAGS, Value::Tags(vec!["a".into(), "ccc".into()]), theirs.tick(2)).expect("fits");
        set(&mut one, &mut clock, key::GIVEN, Value::text("Veronika"));
        let mail = Point { label: "work".into(), value: "vera@quandt.example".into() };
        set(&mut one, &mut clock, key::EMAILS, Value::Points(vec![mail]));
        one.merge(&other).expect("of one kind");
        one.encode()
    }

    fn agrees(bytes: &[u8]) -> Result<(), TestCaseError> {
        prop_assert_eq!(check(bytes), Wire::parse(bytes).map(|_| ()));
        Ok(())
    }

    #[test]
    fn what_lost_a_merge_is_read_as_the_whole_reading_reads_it() {
        let bytes = record();
        let wire = Wire::parse(&bytes).expect("a record");
        let whole: Vec<(u16, &[u8])> = wire.aside.iter().map(|aside| (aside.key, aside.value)).collect();
        let read: Vec<(u16, &[u8])> =
            Outline::of(&bytes).expect("a record").aside().map(|lost| (lost.key, lost.value)).collect();
        assert_eq!(read, whole);
        assert!(!read.is_empty(), "there is something to read");
        let mut clock = Clock::new(1);
        let empty = Record::new(Kind::Person, clock.tick(1)).encode();
        assert_eq!(Outline::of(&empty).expect("a record").aside().count(), 0);
    }

    #[test]
    fn a_record_is_one() {
        assert_eq!(check(&record()), Ok(()));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn it_says_what_the_whole_reading_says(
            changes in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(vec![0, 1, 2, 3, 7, 127, 128, 129, 255]), 0..4u8), 0..4),
        ) {
            let mut bytes = record();
            for (at, byte, how) in changes {
                let at = at.index(bytes.len());
                match how {
                    0 => bytes[at] = byte,
                    1 => bytes.insert(at, byte),
                    2 => drop(bytes.remove(at)),
                    _ => bytes[at] ^= 1 << (byte % 8),
                }
                if bytes.is_empty() {
                    break;
                }
            }
            agrees(&bytes)?;
        }

        #[test]
        fn it_says_so_of_any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            agrees(&bytes)?;
            agrees(&[&[1, 1], bytes.as_slice()].concat())?;
        }

        #[test]
        fn it_says_so_of_every_beginning(len in any::<prop::sample::Index>()) {
            let bytes = record();
            agrees(&bytes[..len.index(bytes.len())])?;
        }
    }
}
