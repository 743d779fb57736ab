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
    /// These go to the trash, with their files.
    Delete(Vec<Id>),
    /// A tag of every record that has it becomes another, or goes.
    Tag {
        /// The tag as it is written now.
        tag: String,
        /// What it is to be.
        to: Option<String>,
        /// Somebody was told which rules of retention that concerns, as [`TagNamed`] says.
        told: bool,
    },
    /// What else names a tag that is to become another, or to go → [`Reply::TagNamed`](crate::Reply::TagNamed).
    TagNamed {
        /// The tag as it is written now.
        tag: String,
        /// What it is to be.
        to: Option<String>,
    },
}

/// What becomes of a rule of retention with a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RuleTurn {
    /// It names the new word from then on, and is about the same records.
    Follows,
    /// It is about other records from then on: those of two tags that become one.
    Widens,
    /// It stays as it is, and the records are no longer found by this tag.
    Loses,
}

/// What names a tag besides the records that have it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagNamed {
    /// Rules of retention by name, and what becomes of each.
    pub rules: Vec<(String, RuleTurn)>,
    /// Saved views that follow.
    pub views: u32,
}

/// How far something was done that ended before it was through.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stopped {
    /// Records written, or looked at.
    pub done: u32,
    /// Records in all.
    pub total: u32,
    /// Why; `None` if it was cancelled.
    pub why: Option<Problem>,
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
