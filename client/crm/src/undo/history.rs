//! The newest steps of a vault, by number, and forgetting what they know.

use super::{Change, Step};
use crate::field::Value;
use crate::privacy::Tokens;
use crate::record::{Record, RecordId};
use crate::schema::FieldKey;
use std::collections::{HashSet, VecDeque};

/// Steps kept.
const MAX_STEPS: usize = 200;
/// Bytes of deleted records kept for undo, over all steps; the newest step stays whatever its size.
const MAX_BYTES: usize = 64 << 20;

/// The newest steps, by number.
#[derive(Default)]
pub struct History {
    steps: VecDeque<(u64, Step)>,
    next: u64,
}

impl History {
    /// No steps. They are numbered from `first` on: each vault's from another place, so that a step of one names none of
    /// another.
    pub fn numbered_from(first: u64) -> Self {
        Self { next: first, ..Self::default() }
    }

    /// Keeps a step and names it; the oldest are forgotten.
    pub fn push(&mut self, step: Step) -> u64 {
        self.next += 1;
        self.steps.push_back((self.next, step));
        let mut bytes: usize = self.steps.iter().map(|(_, step)| step.bytes()).sum();
        while self.steps.len() > 1 && (self.steps.len() > MAX_STEPS || bytes > MAX_BYTES) {
            bytes -= self.steps.pop_front().map_or(0, |(_, step)| step.bytes());
        }
        self.next
    }

    /// A step that is kept.
    pub fn get(&self, number: u64) -> Option<&Step> {
        self.steps.iter().find(|(known, _)| *known == number).map(|(_, step)| step)
    }

    /// Takes a step out; `None` if it was used or forgotten.
    pub fn take(&mut self, number: u64) -> Option<Step> {
        let at = self.steps.iter().position(|(known, _)| *known == number)?;
        self.steps.remove(at).map(|(_, step)| step)
    }

    /// Puts a step back under its own number, in its place: it was not taken back after all.
    pub fn put_back(&mut self, number: u64, step: Step) {
        let at = self.steps.partition_point(|(known, _)| *known < number);
        self.steps.insert(at, (number, step));
    }

    /// Of a step that ended early only what was written is known.
    pub fn keep_only(&mut self, number: u64, written: &HashSet<RecordId>) {
        for (_, step) in self.steps.iter_mut().filter(|(known, _)| *known == number) {
            step.keep_only(|id| written.contains(id));
        }
        self.steps.retain(|(known, step)| *known != number || !step.is_empty());
    }

    /// Forgets what steps know of one record: after an erasure nothing may bring it back.
    pub fn forget(&mut self, record: &RecordId) {
        for (_, step) in &mut self.steps {
            step.changes.retain(|change| change.id() != record);
        }
        self.steps.retain(|(_, step)| !step.is_empty());
    }

    /// Forgets what steps know of one field of a record: what may be kept no longer is brought back by none.
    pub fn forget_field(&mut self, record: &RecordId, field: FieldKey) {
        for (_, step) in &mut self.steps {
            step.changes.retain_mut(|change| match change {
                Change::Edited { id, fields } if id == record => {
                    fields.retain(|edit| edit.field != field);
                    !fields.is_empty()
                }
                _ => true,
            });
        }
        self.steps.retain(|(_, step)| !step.is_empty());
    }

    /// Forgets what steps would bring back of an erased person: links to the id, and values in which their words stand.
    pub fn forget_person(&mut self, person: &RecordId, tokens: &Tokens) {
        let brings_back = |value: &Value| match value {
            Value::Link(id) => id == person,
            Value::Relations(ids) => ids.contains(person),
            Value::Text(text) => tokens.stand_in(text),
            Value::Tags(tags) => tags.iter().any(|tag| tokens.stand_in(tag)),
            Value::Points(points) => points.iter().any(|point| tokens.stand_in(&point.value)),
            _ => false,
        };
        let in_record = |plain: &[u8]| {
            Record::decode(plain).is_ok_and(|record| record.fields().iter().any(|(_, value)| brings_back(value)))
        };
        for (_, step) in &mut self.steps {
            step.changes.retain_mut(|change| match change {
                Change::Made { id, .. } => id != person,
                Change::Removed { id, plain } => id != person && !in_record(plain),
                Change::Edited { id, fields } => {
                    fields.retain(|edit| !brings_back(&edit.before) && !brings_back(&edit.after));
                    id != person && !fields.is_empty()
                }
            });
        }
        self.steps.retain(|(_, step)| !step.is_empty());
    }

    /// Forgets everything: when the vault is closed.
    pub fn clear(&mut self) {
        self.steps.clear();
    }
}
