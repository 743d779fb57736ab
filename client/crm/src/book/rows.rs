//! The rows of a book: records by number instead of by id, as lists walk them.

use super::{Book, Row};
use crate::peek::RecordRef;
use crate::record::RecordId;
use crate::refs::Refs;
use crate::schema::Kind;

impl Book {
    /// Rows of the records that point to this one, be it here or not.
    pub(crate) fn referring_rows(&self, to: &RecordId) -> impl Iterator<Item = Row> + '_ {
        static NOBODY: Refs = Refs::None;
        self.index.get(to).map_or(&NOBODY, |row| &self.refs[*row as usize]).iter()
    }

    /// Rows of the records that point to a row's record.
    pub(crate) fn rows_to(&self, row: Row) -> impl Iterator<Item = Row> + '_ {
        static NOBODY: Refs = Refs::None;
        self.refs.get(row as usize).unwrap_or(&NOBODY).iter()
    }

    pub(crate) fn rows_len(&self) -> usize {
        self.slots.len()
    }

    pub(crate) fn kind_of(&self, row: Row) -> Option<Kind> {
        self.slots.get(row as usize).filter(|slot| slot.live).map(|slot| slot.kind)
    }

    pub(crate) fn id_of(&self, row: Row) -> RecordId {
        self.slots.get(row as usize).map(|slot| slot.id).unwrap_or_default()
    }

    pub(crate) fn row_of(&self, id: &RecordId) -> Option<Row> {
        self.index.get(id).copied().filter(|row| self.slots[*row as usize].live)
    }

    pub(crate) fn peek(&self, row: Row) -> Option<RecordRef<'_>> {
        let slot = self.slots.get(row as usize).filter(|slot| slot.live)?;
        RecordRef::checked(self.arena.get(slot.span))
    }

    /// The row of the record that a row's record belongs to most, if it is here.
    pub(crate) fn main_row(&self, row: Row) -> Option<Row> {
        let main = self.slots.get(row as usize)?.main;
        self.slots.get(main as usize).filter(|slot| slot.live).map(|_| main)
    }

    /// The row of the company that a person or deal belongs to, be it here or only pointed to.
    pub(crate) fn company_row(&self, row: Row) -> Option<Row> {
        let main = self.slots.get(row as usize)?.main;
        let company = self.slots.get(main as usize)?;
        (!company.live || company.kind == Kind::Company).then_some(main)
    }

    /// The row kept for an id, be the record here or only pointed to.
    pub(crate) fn known_row(&self, id: &RecordId) -> Option<Row> {
        self.index.get(id).copied()
    }
}
