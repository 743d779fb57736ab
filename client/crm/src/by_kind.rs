//! The rows of each kind, in order: what asks for one kind reads no other, however few or many there are.

use crate::book::{Book, Row};
use crate::peek::RecordRef;
use crate::record::RecordId;
use crate::schema::Kind;
use foldhash::fast::RandomState;
use std::collections::HashMap;

/// See the head of this file.
#[derive(Default)]
pub(crate) struct ByKind(HashMap<Kind, Vec<Row>, RandomState>);

impl ByKind {
    /// Rows of a kind, ascending.
    pub(crate) fn rows(&self, kind: Kind) -> &[Row] {
        self.0.get(&kind).map(Vec::as_slice).unwrap_or_default()
    }

    /// Takes a row in; nearly always behind all others.
    pub(crate) fn add(&mut self, kind: Kind, row: Row) {
        let rows = self.0.entry(kind).or_default();
        if rows.last().is_none_or(|last| *last < row) {
            rows.push(row);
        } else if let Err(at) = rows.binary_search(&row) {
            rows.insert(at, row);
        }
    }

    /// Takes a row out.
    pub(crate) fn remove(&mut self, kind: Kind, row: Row) {
        if let Some(rows) = self.0.get_mut(&kind)
            && let Ok(at) = rows.binary_search(&row)
        {
            rows.remove(at);
        }
    }

    /// Bytes held.
    pub(crate) fn memory(&self) -> usize {
        self.0.values().map(|rows| rows.capacity() * size_of::<Row>()).sum()
    }
}

impl Book {
    /// Records of a kind.
    pub fn count_of(&self, kind: Kind) -> u32 {
        self.kinds.rows(kind).len() as u32
    }

    /// The rows of a kind, ascending.
    pub(crate) fn rows_of(&self, kind: Kind) -> impl Iterator<Item = Row> + '_ {
        self.kinds.rows(kind).iter().copied()
    }

    /// The records of a kind, with their rows.
    pub(crate) fn records_of(&self, kind: Kind) -> impl Iterator<Item = (Row, RecordRef<'_>)> {
        self.rows_of(kind).filter_map(|row| Some((row, self.peek(row)?)))
    }

    /// Ids of a kind, in no particular order.
    pub fn ids_of(&self, kind: Kind) -> impl Iterator<Item = RecordId> + '_ {
        self.rows_of(kind).map(|row| self.id_of(row))
    }

    /// The vault's settings, if there are any yet. Two may stand beside each other for a while: then the one of the smaller
    /// id counts.
    pub fn settings(&self) -> Option<(RecordId, RecordRef<'_>)> {
        let id = self.ids_of(Kind::Settings).min()?;
        Some((id, self.get(&id)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::key;
    use crate::{Currency, Record, Stamp, Value};

    #[test]
    fn of_two_settings_the_smaller_id_counts() {
        let (mut book, stamp) = (Book::new(), Stamp { ms: 1, counter: 0, author: 0 });
        for (id, currency) in [(9, "CHF"), (3, "USD")] {
            let mut record = Record::new(Kind::Settings, stamp);
            record.set(key::CURRENCY, Value::text(currency), stamp).expect("fits");
            book.put(RecordId([id; 16]), &record.encode()).expect("good");
        }
        assert_eq!(book.settings().map(|(id, _)| id), Some(RecordId([3; 16])));
        assert_eq!(book.currency(), Currency::new("USD").expect("one"));
        book.remove(&RecordId([3; 16]));
        assert_eq!(book.currency(), Currency::new("CHF").expect("one"));
        book.remove(&RecordId([9; 16]));
        assert!(book.settings().is_none());
    }

    #[test]
    fn rows_stay_in_order_and_are_there_once() {
        let mut kinds = ByKind::default();
        for row in [4, 9, 1, 4, 7] {
            kinds.add(Kind::Person, row);
        }
        kinds.add(Kind::Deal, 5);
        kinds.remove(Kind::Person, 7);
        kinds.remove(Kind::Person, 5);
        assert_eq!(
            (kinds.rows(Kind::Person), kinds.rows(Kind::Deal), kinds.rows(Kind::Task)),
            (&[1, 4, 9][..], &[5][..], &[][..])
        );
    }
}
