//! What a record points to.

use super::{RecordRef, ids_in, in_order};
use crate::record::RecordId;
use crate::scan::Found;
use crate::schema::{self, FieldKey, Kind, Shape, key};

impl<'a> RecordRef<'a> {
    /// Every record that this one points to, by any field that this version knows; the first is the one it belongs to
    /// most. What it is not the same as, or was made one of, does not belong to it.
    pub(crate) fn targets(&self) -> Vec<RecordId> {
        let mut targets = Vec::new();
        self.for_each_target(|_, id| targets.push(id));
        targets
    }

    /// The same, each with the shape of the field that points to it, which tells what it may be.
    pub(crate) fn for_each_target(&self, mut with: impl FnMut(Shape, RecordId)) {
        let kind = self.kind();
        let known = schema::fields(kind);
        let mut links: Vec<(usize, Shape, Found<'a>)> = Vec::new();
        for (number, found) in self.outline.fields() {
            // Asked of every record that is read: nearly all fields are none of these by what they hold.
            if matches!(found, Found::Register(value) if value.len() != size_of::<RecordId>()) {
                continue;
            }
            let field = FieldKey(number);
            let place = known.iter().position(|spec| spec.key == field);
            let shape =
                place.map(|at| known[at].shape).or_else(|| schema::field_of(kind, field).map(|spec| spec.shape));
            if let Some(shape @ (Shape::Link(_) | Shape::Relations(_))) = shape.filter(|_| !is_memory(field)) {
                links.push((place.unwrap_or(known.len()), shape, found));
            }
        }
        // As the kind lists its fields, and then those of the team's own by number.
        links.sort_by_key(|(place, ..)| *place);
        for (_, shape, found) in links {
            match (shape, found) {
                (Shape::Link(_), Found::Register(id)) => ids_in([id]).for_each(|id| with(shape, id)),
                (Shape::Relations(_), Found::Set(entries)) => {
                    ids_in(in_order(entries)).for_each(|id| with(shape, id));
                }
                _ => {}
            }
        }
    }

    /// The record that its list shows beside it and that it sorts by: a company, what a task is about.
    pub(crate) fn main_target(&self) -> Option<RecordId> {
        match self.kind() {
            Kind::Person | Kind::Deal | Kind::Own(_) => self.link(key::COMPANY),
            Kind::Task | Kind::Activity => self.first_relation(key::ABOUT),
            Kind::Stage => self.link(key::PIPELINE),
            _ => None,
        }
    }

    fn first_relation(&self, key: FieldKey) -> Option<RecordId> {
        let Some(Found::Set(entries)) = self.outline.find(key.0) else {
            return None;
        };
        entries.min().and_then(|item| <[u8; 16]>::try_from(item.value).ok()).map(RecordId)
    }
}

/// Fields that remember other records without pointing to them.
fn is_memory(key: FieldKey) -> bool {
    matches!(key, key::NOT_SAME | key::MERGED | crate::privacy::key::UNITED_FROM)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Stamp;
    use crate::schema::custom::Form;
    use crate::{Record, Value};
    use proptest::prelude::*;

    /// What a record points to, read field by field.
    fn plain(record: &RecordRef<'_>) -> Vec<RecordId> {
        let each = record.specs().filter(|spec| !is_memory(spec.key)).map(|spec| match spec.shape {
            Shape::Link(_) => record.link(spec.key).into_iter().collect(),
            Shape::Relations(_) => record.relations(spec.key),
            _ => Vec::new(),
        });
        each.flatten().collect()
    }

    proptest! {
        #[test]
        fn what_a_record_points_to_is_what_its_fields_say(
            number in prop::sample::select(vec![1_u16, 2, 5, 6, 7, 8, 10, 32, 34, 38, 41, 300]),
            ids in prop::collection::vec((any::<prop::sample::Index>(), prop::collection::vec(0..9_u8, 1..4)), 0..12),
            own in prop::collection::vec((0..9_u8, 0..3_u16), 0..4),
        ) {
            let kind = Kind::from_number(number);
            let stamp = Stamp { ms: 7, counter: 0, author: 1 };
            let mut record = Record::new(kind, stamp);
            let specs = schema::fields(kind);
            for (at, ids) in &ids {
                let Some(spec) = specs.get(at.index(specs.len().max(1))) else { continue };
                let ids: Vec<RecordId> = ids.iter().map(|id| RecordId([*id; 16])).collect();
                let value = match spec.shape {
                    Shape::Link(_) => Value::Link(ids[0]),
                    Shape::Relations(_) => Value::Relations(ids),
                    Shape::Tags => Value::Tags(vec!["of sixteen bytes".into()]),
                    _ => Value::text("of sixteen bytes"),
                };
                // What is no value of the field is refused, and there is nothing to point to then.
                let _ = record.set(spec.key, value, stamp);
            }
            for (id, drawn) in own {
                let _ = record.set(Form::Relation.key(drawn), Value::Relations(vec![RecordId([id; 16])]), stamp);
            }
            let bytes = record.encode();
            let record = RecordRef::parse(&bytes).expect("of our own making");
            prop_assert_eq!(record.targets(), plain(&record));
        }
    }
}
