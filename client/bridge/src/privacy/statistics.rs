//! Statistics that single nobody out.

use serde::{Deserialize, Serialize};

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatisticsAsk {
    /// Which question; the first if there is no such.
    pub question: String,
    /// How many a shown count stands for at least; never fewer than 5.
    pub k: u32,
}

/// The answer.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct StatisticsAnswer {
    /// Which question.
    pub question: String,
    /// All that can be asked.
    pub questions: Vec<String>,
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
