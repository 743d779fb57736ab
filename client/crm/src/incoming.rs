//! The other side of relations: which records point to one, by which of their fields.

use crate::book::Book;
use crate::record::RecordId;
use crate::schema::{FieldKey, Kind, Shape, key};
use std::collections::BTreeMap;

impl Book {
    /// The fields by which records that lists may show point to a record, each with the number of these records. What a
    /// masked field points to is not told, and picked lists have pages of their own.
    pub fn incoming(&self, to: &RecordId) -> Vec<(Kind, FieldKey, u32)> {
        let mut found: BTreeMap<(Kind, FieldKey), u32> = BTreeMap::new();
        for row in self.referring_rows(to) {
            let Some(kind) = self.shown_kind_of(row).filter(|kind| kind.is_worked_with()) else { continue };
            let Some(record) = self.peek(row) else { continue };
            for spec in record.specs().filter(|spec| !spec.hidden && spec.key != key::IN_LISTS) {
                let points = match spec.shape {
                    Shape::Link(_) => record.link(spec.key).as_ref() == Some(to),
                    Shape::Relations(_) => record.relations(spec.key).contains(to),
                    _ => false,
                };
                if points && !self.is_masked(kind, spec.key) {
                    *found.entry((kind, spec.key)).or_default() += 1;
                }
            }
        }
        found.into_iter().map(|((kind, field), number)| (kind, field, number)).collect()
    }
}
