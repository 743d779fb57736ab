//! What a day asks of a member.

use crate::feed::Mentioned;
use crate::records::{Id, Kind, Row};
use serde::{Deserialize, Serialize};

/// The day as asked for: the page knows the member's calendar, the worker does not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DayRequest {
    /// Today, ISO 8601.
    pub today: String,
    /// The last day that still counts as coming.
    pub until: String,
    /// Only my tasks and deals.
    pub mine: bool,
    /// Changes since then, ms since 1970.
    pub since: u64,
}

/// The day. Tasks come with due day, what they are about, member and whether they are done; deals with stage, amount and
/// company.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DayView {
    /// Tasks due before today, longest first.
    pub late: Vec<Row>,
    /// Tasks due today.
    pub today: Vec<Row>,
    /// Tasks due soon.
    pub next: Vec<Row>,
    /// Open tasks without a day.
    pub undated: Vec<Row>,
    /// Open deals about which there is no open task.
    pub stuck: Vec<Row>,
    /// Notes that mention me and that I have not seen, newest first.
    pub mentions: Vec<Mentioned>,
    /// What others changed, newest first.
    pub news: Vec<News>,
}

/// A record that somebody else made or changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct News {
    /// Its kind.
    pub kind: Kind,
    /// Which.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Whether it is new.
    pub made: bool,
    /// Who did it.
    pub by: String,
    /// When, ms since 1970.
    pub at: u64,
}
