//! What has to come back from third parties, and that they confirmed it.

use crate::records::Id;
use serde::{Deserialize, Serialize};

/// What is asked.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum ReturningAsk {
    /// What a task is about, if that is a return → [`ReturningAnswer`].
    OfTask(Id),
    /// The recipient confirmed that the data was given back or deleted: ticks the task → [`Reply::Changed`](crate::Reply::Changed);
    /// not undone.
    Confirm {
        /// The disclosure.
        disclosure: Id,
        /// How; must say something.
        how: String,
    },
}

/// What a task is about; none for a task about something else.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ReturningAnswer(pub Option<ReturnView>);

/// A disclosure that has to come back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReturnView {
    /// The disclosure.
    pub disclosure: Id,
    /// Who has the data.
    pub party: String,
    /// Until when, ms since 1970.
    pub by: u64,
    /// The task that says so.
    pub task: Option<Id>,
    /// When it was confirmed, by whom, and how.
    pub confirmed: Option<Confirmed>,
}

/// That it was confirmed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Confirmed {
    /// When that was written down, ms since 1970.
    pub at: u64,
    /// By whom.
    pub by: String,
    /// How; empty where the task was only ticked.
    pub how: String,
}
