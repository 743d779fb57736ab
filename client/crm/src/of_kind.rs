//! Records by their kind: all of one by a look at every row, how many there are, and the settings, which are one record and
//! are asked for with every change: they are kept apart.

use crate::book::{Book, Row};
use crate::peek::RecordRef;
use crate::record::RecordId;
use crate::schema::Kind;
use std::collections::BTreeSet;

/// The records of settings. Two may stand beside each other for a while: then the one of the smaller id counts.
#[derive(Default)]
pub(crate) struct Settings {
    known: BTreeSet<RecordId>,
}

impl Settings {
    /// A record of this kind is here.
    pub(crate) fn note(&mut self, id: RecordId, kind: Kind) {
        if kind == Kind::Settings {
            self.known.insert(id);
        } else {
            self.forget(&id);
        }
    }

    /// A record is gone.
    pub(crate) fn forget(&mut self, id: &RecordId) {
        self.known.remove(id);
    }
}

#[cfg(test)]
thread_local! {
    /// How often every row was looked at.
    static PASSES: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
}

impl Book {
    /// Records of a kind.
    pub fn count_of(&self, kind: Kind) -> u32 {
        self.counts.iter().find(|(counted, _)| *counted == kind).map_or(0, |(_, count)| *count)
    }

    fn rows_of(&self, kind: Kind) -> impl Iterator<Item = Row> + '_ {
        #[cfg(test)]
        PASSES.with(|passes| passes.set(passes.get() + 1));
        (0..self.rows_len() as Row).filter(move |row| self.kind_of(*row) == Some(kind))
    }

    /// The records of a kind, with their rows.
    pub(crate) fn records_of(&self, kind: Kind) -> impl Iterator<Item = (Row, RecordRef<'_>)> {
        self.rows_of(kind).filter_map(|row| Some((row, self.peek(row)?)))
    }

    /// Ids of a kind, in no particular order.
    pub fn ids_of(&self, kind: Kind) -> impl Iterator<Item = RecordId> + '_ {
        self.rows_of(kind).map(|row| self.id_of(row))
    }

    /// The vault's settings, if there are any yet. However many records there are, it is one look-up.
    pub fn settings(&self) -> Option<(RecordId, RecordRef<'_>)> {
        let id = *self.settings.known.first()?;
        Some((id, self.get(&id)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Record;
    use crate::schema::key;
    use crate::{Currency, Stamp, Value};

    const STAMP: Stamp = Stamp { ms: 1, counter: 0, author: 0 };

    fn put(book: &mut Book, id: u16, kind: Kind, field: crate::FieldKey, value: &str) -> RecordId {
        let mut record = Record::new(kind, STAMP);
        record.set(field, Value::text(value), STAMP).expect("fits");
        let mut bytes = [0; 16];
        bytes[..2].copy_from_slice(&id.to_be_bytes());
        book.put(RecordId(bytes), &record.encode()).expect("good");
        RecordId(bytes)
    }

    #[test]
    fn the_settings_are_found_without_a_look_at_the_other_records() {
        let mut book = Book::new();
        for id in 10..2_000 {
            put(&mut book, id, Kind::Person, key::GIVEN, "Ada");
        }
        let later = put(&mut book, 9, Kind::Settings, key::CURRENCY, "CHF");
        let passes = || PASSES.with(std::cell::Cell::get);
        let before = passes();
        assert_eq!(book.currency(), Currency::new("CHF").expect("one"));
        let first = put(&mut book, 3, Kind::Settings, key::CURRENCY, "USD");
        assert_eq!(book.settings().map(|(id, _)| id), Some(first), "the smaller id counts");
        book.remove(&first);
        assert_eq!(book.settings().map(|(id, _)| id), Some(later));
        for _ in 0..1_000 {
            assert!(book.currency() == Currency::new("CHF").expect("one"));
        }
        assert_eq!(passes() - before, 0);
        book.remove(&later);
        assert!(book.settings().is_none());
        assert_eq!(book.ids_of(Kind::Person).count(), 1_990);
        assert_eq!(passes() - before, 1, "which a look at all would tell");
    }
}
