//! Records that are probably the same, and what becomes of them as one.

use crate::problem::Problem;
use crate::records::{FieldKey, Id, Kind, Value};
use serde::{Deserialize, Serialize};

/// Most records that are looked at side by side.
pub const MAX_SIDE_BY_SIDE: usize = 5;

/// Groups of records of one kind, the surest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Duplicates {
    /// How many groups there are.
    pub total: u32,
    /// The surest of them.
    pub groups: Vec<Alike>,
    /// The search was stopped before it was through: nothing is known of this kind.
    pub stopped: bool,
}

/// Records that are probably one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Alike {
    /// Which, always in the same order.
    pub ids: Vec<Id>,
    /// What they have in common: "same e-mail".
    pub why: Vec<String>,
}

/// What is to become one, and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergeWish {
    /// The records.
    pub ids: Vec<Id>,
    /// The one that stays; nothing leaves it to the worker.
    pub keep: Option<Id>,
    /// Fields that get the value of one of the records.
    pub choices: Vec<(FieldKey, Id)>,
}

/// How the values of a field come together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum MergeRule {
    /// One of them stays.
    Choose,
    /// Everything of all of them, each once.
    Unite,
    /// One after the other, unless one is chosen.
    Join,
}

/// Records side by side, and what they become.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MergeView {
    /// Of which kind.
    pub kind: Kind,
    /// The records as they are.
    pub records: Vec<MergeRecord>,
    /// Fields of which one has a value.
    pub fields: Vec<MergeField>,
    /// What comes of it as wished.
    pub outcome: MergeOutcome,
}

/// One of the records.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MergeRecord {
    /// Which.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Records that point to it, files among them.
    pub pointing: u32,
    /// Name of who changed it last, and when.
    pub changed: (String, u64),
    /// Where it came from: "clients.csv, row 118".
    pub source: Option<String>,
}

/// A field in each of the records.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MergeField {
    /// Which.
    pub field: FieldKey,
    /// How its values come together.
    pub rule: MergeRule,
    /// Its value in each record.
    pub values: Vec<Value>,
}

/// What comes of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MergeOutcome {
    /// The record that stays.
    pub keep: Id,
    /// For each field whose value it gets, if it is one record's, and the value.
    pub fields: Vec<(Option<Id>, Value)>,
    /// Records that will point to it instead of to one that goes.
    pub moved: u32,
    /// Why it cannot be done as wished.
    pub blocked: Option<Problem>,
}
