//! One field of many records at once, and the tags of all of them.

use super::{FieldKey, Id, Value};
use crate::problem::Problem;
use serde::{Deserialize, Serialize};

/// What becomes of a field, whatever each record holds in it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum Several {
    /// It holds this and nothing else; an empty value empties it.
    Set(Value),
    /// It holds this as well.
    Add(Value),
    /// It holds this no longer.
    Remove(Value),
}

/// What is done to many records, as one step.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum SeveralAsk {
    /// A field of these.
    Edit {
        /// Which records.
        ids: Vec<Id>,
        /// Which field of them.
        field: FieldKey,
        /// What becomes of it.
        how: Several,
    },
    /// A tag of every record that has it becomes another, or goes.
    Tag {
        /// The tag as it is written now.
        tag: String,
        /// What it is to be.
        to: Option<String>,
    },
}

/// A record that was left as it was.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Left {
    /// Which.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Why.
    pub why: Problem,
}
