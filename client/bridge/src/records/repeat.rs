//! How a task comes again and when to be reminded of it, as the page shows and chooses it.

use serde::{Deserialize, Serialize};

/// How a task comes again.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Repeat {
    /// Of how many units only one counts, from 1: 2 for every second week.
    pub every: u16,
    /// Days, weeks, months or years.
    pub unit: RepeatUnit,
    /// When it stops.
    pub end: RepeatEnd,
}

/// What a rule counts in. Days of the week are numbered from Monday, 0.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RepeatUnit {
    /// Days.
    Day,
    /// Weeks, on these days; on that of the first task if there are none.
    Week(Vec<u8>),
    /// Months, on the day of the first task or the month's last.
    Month,
    /// Months, on such a day of the week: 0 to 3 for the first to the fourth, 4 for the last.
    MonthOn(u8, u8),
    /// Years, on the day of the first task.
    Year,
}

/// When a rule stops.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RepeatEnd {
    /// Never.
    Never,
    /// After this day, ISO 8601.
    Until(String),
    /// After so many times, of which the task at hand is one.
    Left(u16),
}

/// When to be reminded: so many days before the due day, at this time of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Reminder {
    /// 0 for the day itself.
    pub days_before: u16,
    /// Minutes after midnight.
    pub minute: u16,
}
