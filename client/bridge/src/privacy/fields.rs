//! Every field with what it is for and how much of it is filled, and taking one away with its values.

use crate::records::{FieldKey, Id, Kind};
use serde::{Deserialize, Serialize};

/// What is asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum FieldsAsk {
    /// Every field of every kind → [`FieldsAnswer::Kinds`].
    List,
    /// Takes the values of a field of the team's own away, and the field with the last of them →
    /// [`Reply::Changed`](crate::Reply::Changed).
    Drop {
        /// Of which kind.
        kind: Kind,
        /// Which field.
        field: FieldKey,
        /// Only values whose time is over; the field stays, and nothing of it comes back.
        only_over: bool,
    },
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum FieldsAnswer {
    /// Kinds in their order.
    Kinds(Vec<KindFields>),
}

/// The fields of a kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KindFields {
    /// Which kind.
    pub kind: Kind,
    /// Records of its list.
    pub records: u32,
    /// Its fields, those that nobody needs first.
    pub fields: Vec<FieldView>,
}

/// Whether somebody needs a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Need {
    /// Its definition is gone, and records still hold values.
    Undefined,
    /// No purpose needs it, and it holds values.
    Unneeded,
    /// The team's own, and empty.
    Empty,
    /// A purpose needs it, or it is not asked.
    Needed,
    /// Tacit's, without a purpose, and empty.
    Idle,
}

/// A field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FieldView {
    /// Its number.
    pub key: FieldKey,
    /// The definition, where the team made it.
    pub own: Option<Id>,
    /// As the worker calls it; empty if its definition is gone.
    pub label: String,
    /// Its category, after fideslang; may be empty.
    pub category: String,
    /// How delicate it is, in the word of the record.
    pub sensitivity: String,
    /// Its values are masked in lists.
    pub masked: bool,
    /// Purposes, not retired, that need it.
    pub purposes: Vec<(Id, String)>,
    /// For how long its values are kept, ISO 8601; empty is as long as the record.
    pub kept_for: String,
    /// Whether somebody needs it.
    pub need: Need,
    /// Records of its list that hold a value.
    pub filled: u32,
    /// Values that can be taken away.
    pub goes: u32,
    /// Values that stay: of people whose data is only stored, and of records that are held by law.
    pub stays: u32,
    /// Of those that can be taken away, whose time is over.
    pub over: u32,
    /// People of whom a special category is held without a basis.
    pub unfounded: u32,
    /// When somebody last looked at a masked value of it, ms since 1970.
    pub looked: Option<u64>,
}
