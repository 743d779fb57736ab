//! The dashboard.

use crate::format;

texts! {
    DASHBOARD = "Dashboard";
    PERIOD = "Period";
    CURRENCY = "Currency";
    THIS_MONTH = "This month";
    THIS_QUARTER = "This quarter";
    THIS_YEAR = "This year";
    LAST_12 = "Last 12 months";
    FAILED = "The figures cannot be shown";
    NO_DEALS = "No deals yet";
    NO_DEALS_WORDS = "With the first deal you see here what is open, what was won and what is to come.";
    NOTHING = "Nothing in this period.";
    PIPELINE = "Open deals by stage";
    FORECAST = "When open deals are expected to close";
    CLOSED = "Won and lost";
    WON_FOR = "Why deals were won";
    LOST_FOR = "Why deals were lost";
    ORIGINS = "Where new deals come from";
    ACTIVITIES = "Who did what";
    ADDED = "New people";
    STATUSES = "People by status";
    OPEN = "Open";
    WEIGHTED = "Weighted";
    WON = "Won";
    LOST = "Lost";
    WIN_RATE = "Win rate";
    AMOUNT = "Amount";
    BY_CHANCE = "by their chances";
    STAGE = "Stage";
    CLOSES = "Closes";
    WHEN = "When";
    REASON = "Reason";
    ORIGIN = "Origin";
    PERSON = "Person";
    STATUS = "Status";
    WON_AMOUNT = "Won, amount";
    LOST_AMOUNT = "Lost, amount";
    NOTES = "Notes";
    CALLS = "Calls";
    MEETINGS = "Meetings";
    MAILS = "E-mails";
    OTHERS = "Others";
    LATE = "Late";
    LATER = "Later";
    UNDATED = "No day";
    NO_REASON = "No reason given";
    NO_ORIGIN = "Unknown";
    NO_STATUS = "No status";
    OTHER_WORDS = "All others";
    OTHER_MEMBERS = "Everybody else";
    NOBODY = "Somebody";
    NUMBERS = "Show numbers";
    CHART = "Show chart";
    SAVE = "Save picture";
    AS_SVG = "Save as SVG";
    AS_PNG = "Save as PNG";
    NOT_SAVED = "The picture could not be made.";
}

/// "3 of 5 closed".
pub(crate) fn of_closed(won: u32, all: u32) -> String {
    format!("{} of {} closed", format::count(won), format::count(all))
}

/// "60%".
pub(crate) fn percent(part: u32, all: u32) -> String {
    match all {
        0 => "–".to_owned(),
        _ => format!("{}%", (f64::from(part) / f64::from(all) * 100.0).round()),
    }
}

pub(crate) fn elsewhere(number: u32, currency: &str) -> String {
    let (deals, are) = match number {
        1 => ("1 deal".to_owned(), "is"),
        _ => (format!("{} deals", format::count(number)), "are"),
    };
    format!("{deals} in other currencies {are} not counted here. Amounts are in {currency}.")
}

/// What a chart says, for those who do not see it.
pub(crate) fn summary(lines: usize, largest: &str, value: &str) -> String {
    let lines = format::counted(lines as u32, "line", "lines");
    format!("{lines}. Largest: {largest}, {value}. The numbers follow as a table.")
}

/// What pressing a number does: "Won, Nov 2026: 3. Show the list".
pub(crate) fn shows(column: &str, line: &str, value: &str) -> String {
    format!("{line}, {column}: {value}. Show the list")
}

/// A stage with its chance.
pub(crate) fn stage(name: &str, chance: u8) -> String {
    format!("{name} · {chance}%")
}
