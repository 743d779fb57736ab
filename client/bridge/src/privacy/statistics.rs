//! Statistics that single nobody out.

use crate::records::{FieldKey, Filter, Kind};
use serde::{Deserialize, Serialize};

/// What is asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StatisticsAsk {
    /// Which question; the first if there is no such.
    pub question: String,
    /// How many a shown count stands for at least; never fewer than 5.
    pub k: u32,
    /// A question of one's own in its place.
    pub own: Option<OwnAsk>,
}

/// A question of one's own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OwnAsk {
    /// Of which records.
    pub of: Kind,
    /// What rows tell apart; without it only the sides are told that there are.
    pub rows: Option<StatSide>,
    /// What columns tell apart.
    pub columns: Option<StatSide>,
    /// Which of them.
    pub filter: Filter,
}

/// What a side of a table tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum StatSide {
    /// The quarter in which the record was made.
    Made,
    /// The quarter in which the deal was closed.
    Closed,
    /// Where a deal stands.
    Stage,
    /// How much a deal is about, in bands.
    Amount,
    /// A field, its days as quarters and its numbers as bands.
    Field(FieldKey),
}

/// The answer.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct StatisticsAnswer {
    /// Which question.
    pub question: String,
    /// All that can be asked.
    pub questions: Vec<String>,
    /// By what records of the kind that was asked for can be told apart.
    pub sides: Vec<StatSide>,
    /// What rows are called; empty for those without, `…` for all that are not told apart.
    pub rows: Vec<String>,
    /// What columns are called, as rows are.
    pub columns: Vec<String>,
    /// Counts by row and column, the totals last in each; `None` is hidden. Empty if there are fewer than k in all.
    pub counts: Vec<Vec<Option<u32>>>,
    /// The k that holds.
    pub k: u32,
    /// Hidden because they are small.
    pub small: u32,
    /// Hidden so that no sum gives those away.
    pub others: u32,
    /// The same as a table of comma-separated values.
    #[serde(with = "serde_bytes")]
    pub csv: Vec<u8>,
}
