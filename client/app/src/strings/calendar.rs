//! The calendar.

texts! {
    CALENDAR = "Calendar";
    MONTH = "Month";
    WEEK = "Week";
    AGENDA = "Agenda";
    PREVIOUS = "Earlier";
    NEXT = "Later";
    TODAY = "Today";
    SAVE = "Save as a file";
    SAVE_SHOWN = "What is shown (.ics)";
    SAVE_OPEN = "Open tasks and what is to come (.ics)";
    SAVE_ONE = "Save for a calendar (.ics)";
    NEW_TASK = "Task";
    NEW_MEETING = "Meeting";
    NOTHING = "Nothing in these days";
    NOTHING_WORDS = "Tasks stand on the day they are due, meetings and calls at their time.";
    NOTHING_DAY = "Nothing on this day.";
    MORE = "Not everything has room here. Look at fewer days.";
    AGAIN = "Comes again";
    DONE = "done";
    TO_FILE = "A calendar file is not sealed: keep it where its names may be read.";
    LIFT = "Press Space to pick it up, arrows to move it to another day, Space to put it down, Escape to leave it where it was.";
}

/// From Monday.
pub(crate) const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
/// The same in three letters.
pub(crate) const WEEKDAYS_SHORT: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
/// Months in three letters.
pub(crate) const MONTHS_SHORT: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/// Months.
pub(crate) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

pub(crate) fn new_on(day: &str) -> String {
    format!("New on {day}")
}

pub(crate) fn moved(name: &str, day: &str) -> String {
    format!("{name} moved to {day}.")
}

pub(crate) fn lifted(name: &str, day: &str) -> String {
    format!("{name} picked up, on {day}.")
}

pub(crate) fn over(day: &str) -> String {
    format!("Over {day}.")
}

pub(crate) fn left(name: &str) -> String {
    format!("{name} left where it was.")
}

pub(crate) fn more(number: usize) -> String {
    format!("+{number}")
}

pub(crate) fn more_on(number: usize, day: &str) -> String {
    format!("{number} more on {day}")
}
