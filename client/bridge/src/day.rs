//! What a day asks of a member.

use crate::calendar::CalendarEntry;
use crate::feed::{Deeds, Mentioned};
use crate::records::{Kind, Related, Row};
use serde::{Deserialize, Serialize};

/// The day as asked for: the page knows the member's calendar, the worker does not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DayRequest {
    /// Today, ISO 8601.
    pub today: String,
    /// The last day that still counts as coming.
    pub until: String,
    /// When today begins, ms since 1970.
    pub begins: u64,
    /// When today is over.
    pub over: u64,
    /// When the last day is over.
    pub ends: u64,
    /// Only my tasks and deals, tasks of nobody, and meetings that I wrote down.
    pub mine: bool,
    /// Changes since then, ms since 1970.
    pub since: u64,
}

/// The beginning of a list, and how long it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Part<T> {
    /// The first of it.
    pub first: Vec<T>,
    /// How many there are in all.
    pub total: u32,
}

impl<T> Part<T> {
    /// How many there are that are not here.
    pub fn rest(&self) -> u32 {
        self.total.saturating_sub(u32::try_from(self.first.len()).unwrap_or(u32::MAX))
    }
}

/// The day. Tasks come with due day, what they are about, member and whether they are done; deals with stage, amount and
/// company.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DayView {
    /// Meetings and calls of today by time, also those that are past, and those of days before that last until today.
    pub meetings: Part<CalendarEntry>,
    /// Meetings and calls of the days that come, by time.
    pub next_meetings: Part<CalendarEntry>,
    /// Tasks due before today, longest first.
    pub late: Part<Row>,
    /// Tasks due today.
    pub today: Part<Row>,
    /// Tasks due soon.
    pub next: Part<Row>,
    /// Open tasks without a day.
    pub undated: Part<Row>,
    /// Open deals about which there is no open task.
    pub stuck: Part<Row>,
    /// Notes that mention me and that I have not seen, newest first.
    pub mentions: Vec<Mentioned>,
    /// What others did, newest first, what one of them did in one go as one line.
    pub news: Vec<Deeds>,
}

/// How many tasks wait.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// Mine and those of nobody that are late or due today: those of My day.
    pub due: u32,
    /// Those that are open, whose ever they are: what their list begins with.
    pub open: u32,
}

/// What was made up for trying things out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MadeUp {
    /// How many records.
    pub number: u32,
    /// How many of each kind.
    pub of: Vec<(Kind, u32)>,
    /// Those that somebody changed since.
    pub changed: Part<Related>,
}
