//! Days with their tasks and meetings, and the same as a file.

use crate::records::{FieldKey, Id, Kind, Related, RowsRequest};
use serde::{Deserialize, Serialize};

/// The days asked for: the page knows the member's calendar, the worker does not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CalendarRequest {
    /// The first day, ISO 8601.
    pub first: String,
    /// The last day.
    pub last: String,
    /// When the first day begins, ms since 1970.
    pub begin: u64,
    /// When the last day is over.
    pub end: u64,
    /// Only my tasks, and meetings that I wrote down.
    pub mine: bool,
    /// Only rows of this list, which is one of tasks, of activities or of a kind of the team's own, whose records stand on the
    /// date that it is grouped by; its window does not matter.
    pub of: Option<Box<RowsRequest>>,
    /// Without a list, kinds of the team's own whose records stand there too, each by one of its dates.
    pub own: Vec<(Kind, FieldKey)>,
}

/// What stands on these days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarView {
    /// By day and time; a task that comes again is there several times.
    pub entries: Vec<CalendarEntry>,
    /// There is more than one answer holds.
    pub more: bool,
    /// Of a list, its tasks, or records of a kind of the team's own, that stand on no day.
    pub undated: u32,
}

/// A task, a meeting or a call, or a record of a kind of the team's own.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CalendarEntry {
    /// Its kind: a task, an activity or one of the team's own.
    pub kind: Kind,
    /// Which.
    pub id: Id,
    /// Its name; may be empty.
    pub name: String,
    /// Where it stands.
    pub on: On,
    /// Of a task, whether it is done.
    pub done: bool,
    /// Of a task, whether it comes again.
    pub repeats: bool,
    /// "meeting" or "call"; of all else nothing.
    pub what: String,
    /// What it is about most.
    pub about: Option<Related>,
}

/// Where an entry stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum On {
    /// A task, on the day it is due, ISO 8601; a record of a kind of the team's own, on its date.
    Due(String),
    /// A task, on a day on which it will come again.
    Again(String),
    /// A meeting or call.
    At {
        /// When it begins, ms since 1970.
        from: u64,
        /// When it ends, if that is later.
        until: Option<u64>,
    },
}

/// What a calendar file shall hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum FileOf {
    /// What stands on these days.
    Days(CalendarRequest),
    /// Every open task, and meetings and calls to come.
    Open {
        /// Only mine.
        mine: bool,
    },
    /// Tasks, meetings and calls of a list, or what has a day of a kind of the team's own; its window does not matter.
    List(Box<RowsRequest>),
    /// One task, meeting or call.
    One(Id),
}
