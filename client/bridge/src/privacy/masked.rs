//! Masked values: what a field is as data about people, and the one look that is written down before it is answered.

use crate::records::{FieldKey, Id, Value};
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
}

/// The answer.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum MaskedAnswer {
    /// The value.
    Value(Value),
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
