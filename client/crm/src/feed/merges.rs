//! Which of those that went were made one with another: what the records say that stayed, held against the deletion.

use crate::book::{Book, Row};
use crate::clock::Stamp;
use crate::field::MAX_RELATIONS;
use crate::look::has_doubles;
use crate::peek::RecordRef;
use crate::record::{Record, RecordId};
use crate::schema::{Kind, key};
use std::collections::HashMap;

/// Which records were made one with others, as those say: of which kind these are, and who wrote it there and when. Whoever may
/// edit can write anything there.
#[derive(Debug, Default)]
pub struct Merges(HashMap<RecordId, Vec<(Kind, Stamp)>>);

impl Merges {
    fn hear(&mut self, record: &RecordRef<'_>) {
        for (id, stamp) in merged_into(record) {
            let (all, said) = (self.0.entry(id).or_default(), (record.kind(), stamp));
            if !all.contains(&said) {
                all.push(said);
            }
        }
    }

    /// Hears as well what a record says that is here no more: what was made one with it went before.
    pub fn hear_gone(&mut self, record: &Record) {
        if record.get(key::MERGED).is_empty() {
            return;
        }
        let plain = record.encode();
        if let Some(record) = RecordRef::checked(&plain) {
            self.hear(&record);
        }
    }

    /// Whether a record of this kind that `by` deleted, and that was written last at `last`, ms since 1970, was made one with
    /// another by that: they said so, of one of its kind, and not before. One that came back since was deleted as others are:
    /// that wrote it later. `last` is a time of the journal and the stamp one of a hybrid clock, which may be ahead with the
    /// fastest clock of the team: until that time has come, what came back and went again may count as made one.
    pub fn tells(&self, id: &RecordId, kind: Kind, by: u32, last: u64) -> bool {
        let is_so = |(of, stamp): &(Kind, Stamp)| *of == kind && stamp.author == by && stamp.ms >= last;
        self.0.get(id).is_some_and(|said| said.iter().any(is_so))
    }
}

/// Whom a record says it was made of, each with who wrote that and when; as many as may be.
pub(super) fn merged_into(record: &RecordRef<'_>) -> impl Iterator<Item = (RecordId, Stamp)> + use<> {
    let said = if has_doubles(record.kind()) { record.related_since(key::MERGED) } else { Vec::new() };
    said.into_iter().take(MAX_RELATIONS)
}

impl Book {
    /// What the records that are here say of others that were made one with them: these were not deleted as others are.
    pub fn merged(&self) -> Merges {
        let mut merges = Merges::default();
        let rows = (0..self.rows_len() as Row).filter(|row| self.kind_of(*row).is_some_and(has_doubles));
        rows.filter_map(|row| self.peek(row)).for_each(|record| merges.hear(&record));
        merges
    }
}
