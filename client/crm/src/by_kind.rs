//! The rows of each kind, in order: what asks for one kind reads no other, however few or many there are.

use crate::book::Row;
use crate::schema::Kind;
use std::collections::HashMap;

/// See the head of this file.
#[derive(Default)]
pub(crate) struct ByKind(HashMap<Kind, Vec<Row>>);

impl ByKind {
    /// Rows of a kind, ascending.
    pub(crate) fn rows(&self, kind: Kind) -> &[Row] {
        self.0.get(&kind).map(Vec::as_slice).unwrap_or_default()
    }

    /// Takes a row in; nearly always behind all others.
    pub(crate) fn add(&mut self, kind: Kind, row: Row) {
        let rows = self.0.entry(kind).or_default();
        if let Err(at) = rows.binary_search(&row) {
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

#[cfg(test)]
mod tests {
    use super::*;

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
