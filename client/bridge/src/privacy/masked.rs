//! Masked values: what a field is as data about people, and the one look that is written down before it is answered.

use crate::records::{FieldKey, Id, UndoStep, Value};
use serde::{Deserialize, Serialize};

/// What is asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum MaskedAsk {
    /// One masked value, after the look was written down → [`MaskedAnswer::Value`].
    Reveal {
        /// Of which record.
        record: Id,
        /// Which field.
        field: FieldKey,
    },
    /// Take a masked value that lost a conflict, after the look was written down → [`MaskedAnswer::Used`].
    UseAside {
        /// Of which record.
        record: Id,
        /// Which field.
        field: FieldKey,
        /// When it was written, ms since 1970.
        at: u64,
    },
}

/// The answer.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum MaskedAnswer {
    /// The value.
    Value(Value),
    /// The value that stands there now, and what takes that back.
    Used(Value, Option<UndoStep>),
}

/// What a field of the team's own is as data about people.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FieldTerms {
    /// How delicate it is, in the word of the record; empty is as usual for its kind.
    pub sensitivity: String,
    /// Its category, after fideslang; may be empty.
    pub category: String,
    /// For how long its values are meant to be kept, ISO 8601; may be empty.
    pub kept_for: String,
    /// Purposes that need it.
    pub purposes: Vec<Id>,
}
