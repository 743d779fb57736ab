//! Where each living value of a log stands. Nearly all of them are of records, two of each: these stand together, in as
//! few bytes as they need.

use super::Key;
use foldhash::fast::RandomState;
use indexmap::IndexMap;
use std::collections::HashMap;
use std::num::NonZeroU64;
use tacit_shared::ids::RecordId;

/// Bits of a place that tell its length; a frame is not longer.
const LEN_BITS: u32 = 28;

/// Where a value stands, and how long it is. Nothing stands at the very beginning of a file, where a frame's header is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place(NonZeroU64);

impl Place {
    /// No file is longer: 64 GiB.
    pub(super) const END: u64 = 1 << (64 - LEN_BITS);

    /// `None` beyond what a file and a frame may hold.
    pub(super) fn new(at: u64, len: usize) -> Option<Self> {
        let fits = at < Self::END && len < 1 << LEN_BITS;
        NonZeroU64::new(at << LEN_BITS | len as u64).filter(|_| fits).map(Self)
    }

    pub(super) fn at(self) -> u64 {
        self.0.get() >> LEN_BITS
    }

    pub(super) fn len(self) -> u32 {
        (self.0.get() & ((1 << LEN_BITS) - 1)) as u32
    }

    pub(super) fn end(self) -> u64 {
        self.at() + u64::from(self.len())
    }
}

/// The values that nearly every record has.
#[derive(Default)]
struct OfRecord {
    leaf: Option<Place>,
    envelope: Option<Place>,
}

/// See the head of this file.
#[derive(Default)]
pub(super) struct Index {
    /// In the order in which they came, which is nearly that of the file: who reads all of them has little left to sort.
    records: IndexMap<RecordId, OfRecord, RandomState>,
    /// Behind the record that was written last: an import's envelopes come in the order in which its places came.
    next: usize,
    others: HashMap<Key, Place, RandomState>,
}

impl Index {
    pub(super) fn get(&self, key: &Key) -> Option<Place> {
        match key {
            Key::Leaf(record) => self.records.get(record)?.leaf,
            Key::Envelope(record) => self.records.get(record)?.envelope,
            _ => self.others.get(key).copied(),
        }
    }

    /// Puts a value somewhere; gives where it stood before.
    pub(super) fn insert(&mut self, key: Key, place: Place) -> Option<Place> {
        match key {
            Key::Leaf(record) => self.record(record).leaf.replace(place),
            Key::Envelope(record) => self.record(record).envelope.replace(place),
            _ => self.others.insert(key, place),
        }
    }

    /// The values of a record, none if it is new; looked for first where it is nearly always.
    fn record(&mut self, record: RecordId) -> &mut OfRecord {
        let is_next = self.records.get_index(self.next).is_some_and(|(known, _)| *known == record);
        let at = if is_next { self.next } else { self.found_or_new(record) };
        self.next = at + 1;
        &mut self.records[at]
    }

    fn found_or_new(&mut self, record: RecordId) -> usize {
        let entry = self.records.entry(record);
        let at = entry.index();
        entry.or_default();
        at
    }

    /// Forgets a value; gives where it stood.
    pub(super) fn remove(&mut self, key: &Key) -> Option<Place> {
        let (Key::Leaf(record) | Key::Envelope(record)) = key else { return self.others.remove(key) };
        let of = self.records.get_mut(record)?;
        let before = if matches!(key, Key::Leaf(_)) { of.leaf.take() } else { of.envelope.take() };
        if of.leaf.is_none() && of.envelope.is_none() {
            self.records.swap_remove(record);
        }
        before
    }

    /// All of them: those of records nearly as the file has them, which nobody may count on.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Key, Place)> + '_ {
        let records = self.records.iter().flat_map(|(record, of)| {
            let leaf = of.leaf.map(|place| (Key::Leaf(*record), place));
            let envelope = of.envelope.map(|place| (Key::Envelope(*record), place));
            leaf.into_iter().chain(envelope)
        });
        records.chain(self.others.iter().map(|(key, place)| (*key, *place)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn it_holds_what_one_map_of_all_holds() {
        let (mut index, mut plain) = (Index::default(), BTreeMap::new());
        for step in 0..2_000_u64 {
            let number = (step.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as u32;
            let record = RecordId([(number >> 8) as u8 % 7; 16]);
            let key = match number % 5 {
                0 | 1 => Key::Leaf(record),
                2 | 3 => Key::Envelope(record),
                _ => Key::Entry(number >> 8 & 7),
            };
            if number >> 12 & 1 == 0 {
                let place = Place::new(step + 1, step as usize).expect("fits");
                assert_eq!(index.insert(key, place), plain.insert(key, place));
            } else {
                assert_eq!(index.remove(&key), plain.remove(&key));
            }
            let mut all: Vec<(Key, Place)> = index.iter().collect();
            all.sort_unstable_by_key(|(key, _)| *key);
            assert!(all.into_iter().eq(plain.iter().map(|(key, place)| (*key, *place))));
            assert_eq!(index.get(&key), plain.get(&key).copied());
        }
    }

    #[test]
    fn a_place_is_what_it_was_made_of_or_none() {
        let place = Place::new(Place::END - 1, (1 << LEN_BITS) - 1).expect("the last one");
        assert_eq!((place.at(), place.len(), place.end()), (Place::END - 1, (1 << 28) - 1, Place::END + (1 << 28) - 2));
        assert_eq!((Place::new(Place::END, 1), Place::new(1, 1 << LEN_BITS)), (None, None));
        assert_eq!(size_of::<Option<Place>>(), 8);
    }
}
