//! What was written, by whom, and what must therefore be there in the end: of each field one of the newest values that
//! each writer gave it, of tags every one.

use std::collections::{BTreeMap, BTreeSet};
use tacit_bridge::records::{FieldKey, Id};

/// One writer's values of one field, oldest first: the value, and whether the call said that it is kept.
type Values = Vec<(String, bool)>;

/// Everything that was written in a simulation.
#[derive(Default)]
pub struct Model {
    fields: BTreeMap<(Id, FieldKey), BTreeMap<usize, Values>>,
    tags: BTreeMap<Id, Vec<(String, usize)>>,
    made: BTreeMap<Id, usize>,
    /// Records that are deleted and brought back: only agreement is asked of them.
    pub wild: BTreeSet<Id>,
}

impl Model {
    /// A record was made.
    pub fn made(&mut self, by: usize, id: Id, wild: bool) {
        self.made.insert(id, by);
        if wild {
            self.wild.insert(id);
        }
    }

    /// A value is about to be written.
    pub fn writes(&mut self, by: usize, id: Id, field: FieldKey, value: &str) {
        self.fields.entry((id, field)).or_default().entry(by).or_default().push((value.to_owned(), false));
    }

    /// The call came back: it is kept.
    pub fn kept(&mut self, by: usize, id: Id, field: FieldKey) {
        let values = self.fields.get_mut(&(id, field)).and_then(|writers| writers.get_mut(&by));
        if let Some(last) = values.and_then(|values| values.last_mut()) {
            last.1 = true;
        }
    }

    /// The call came back with a refusal: nothing was written.
    pub fn refused(&mut self, by: usize, id: Id, field: FieldKey) {
        let values = self.fields.get_mut(&(id, field)).and_then(|writers| writers.get_mut(&by));
        values.and_then(Vec::pop);
    }

    /// A tag was added, and is kept.
    pub fn tagged(&mut self, by: usize, id: Id, tag: &str) {
        self.tags.entry(id).or_default().push((tag.to_owned(), by));
    }

    /// How many records and values were written.
    pub fn counts(&self) -> (usize, usize) {
        (self.made.len(), self.fields.values().flat_map(BTreeMap::values).map(Vec::len).sum())
    }

    /// What is missing in the end. `sure` says whose writes cannot have been stopped by the loss of a right; `text` and
    /// `tags` read the final state.
    pub fn missing(
        &self,
        sure: impl Fn(usize) -> bool,
        text: impl Fn(Id, FieldKey) -> Option<String>,
        tags: impl Fn(Id) -> Option<Vec<String>>,
    ) -> Option<String> {
        for (id, by) in self.made.iter().filter(|(id, _)| !self.wild.contains(id)) {
            if sure(*by) && tags(*id).is_none() {
                return Some(format!("record {} of person {by} is gone", id.to_hex()));
            }
        }
        for ((id, field), writers) in self.fields.iter().filter(|((id, _), _)| !self.wild.contains(id)) {
            let certain = writers.iter().any(|(by, values)| sure(*by) && values.iter().any(|(_, kept)| *kept));
            let Some(found) = text(*id, *field) else {
                if certain {
                    return Some(format!("field {} of {} is empty", field.0, id.to_hex()));
                }
                continue;
            };
            let newest = writers.values().flat_map(|values| {
                let last_kept = values.iter().rposition(|(_, kept)| *kept).unwrap_or(0);
                values[last_kept..].iter().map(|(value, _)| value)
            });
            // One who lost the right may have written a newer value that never arrived, after an older that did.
            let older = writers.iter().filter(|(by, _)| !sure(**by)).flat_map(|(_, values)| values);
            let mut candidates = newest.chain(older.map(|(value, _)| value));
            if !candidates.any(|value| *value == found) && certain {
                return Some(format!("field {} of {} is “{found}”: {writers:?}", field.0, id.to_hex()));
            }
        }
        for (id, wanted) in self.tags.iter().filter(|(id, _)| !self.wild.contains(id)) {
            let found = tags(*id).unwrap_or_default();
            if let Some((tag, by)) = wanted.iter().find(|(tag, by)| sure(*by) && !found.contains(tag)) {
                return Some(format!("tag “{tag}” of person {by} is gone from {}", id.to_hex()));
            }
        }
        None
    }
}
