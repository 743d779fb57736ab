//! Lists of records.

texts! {
    SEARCH_PEOPLE = "Search people";
    SEARCH_COMPANIES = "Search companies";
    SEARCH_DEALS = "Search deals";
    SEARCH_TASKS = "Search tasks";
    SEARCH_ACTIVITIES = "Search activities";
    CHANGED = "Changed";
    YES = "Yes";
    UNNAMED = "Unnamed";
    CLEAR = "Clear search and filter";
    NO_HIT = "Nobody fits";
    NO_HIT_COMPANY = "No company fits";
    NO_HIT_OTHER = "Nothing fits";
    NO_HIT_WORDS = "Every word must occur somewhere in the record.";
    EMPTY = "No people yet";
    EMPTY_WORDS = "Bring them in from a file, or start with one. Whatever you add is sealed before it leaves this browser.";
    EMPTY_COMPANIES = "No companies yet";
    EMPTY_COMPANIES_WORDS = "Companies come with the people you import, or you add one.";
    EMPTY_DEALS = "No deals yet";
    EMPTY_DEALS_WORDS = "A deal is a chance of business: what, with whom, worth how much, and how far along.";
    EMPTY_TASKS = "Nothing to do";
    EMPTY_TASKS_WORDS = "Write down the next step, for yourself or a colleague.";
    EMPTY_ACTIVITIES = "Nothing written down yet";
    EMPTY_ACTIVITIES_WORDS = "Notes, calls, meetings and e-mails of all customers stand here, newest first.";
    DEMO = "Try with made-up people";
    FIRST = "Add the first person";
    IMPORT = "Import a file";
    FAILED = "The list cannot be shown";
    SELECT_ALL = "Select all";
    CLEAR_SELECTION = "Clear selection";
    DROP = "Drop to import";
    EDIT = "Edit";
    FIELD = "Field";
    EMPTIES = "Empty the field on all of them";
    NO_VALUE = "Give a value, and choose names from the list.";
    EDIT_DO = "Write to all";
    HEAD_HINT = "Press to sort, with Shift for a further order. Drag the edge, or press Alt and an arrow, to change the width.";
    NO_GROUP = "Without";
    CALCULATE = "Calculate";
    NO_CALC = "Nothing";
    NO_FIGURE = "none";
    FILLED = "Filled";
    BLANK = "Empty";
    DISTINCT = "Different";
    SUM = "Sum";
    MEAN = "Mean";
    LEAST = "Least";
    MOST = "Most";
    NOT_COPIED = "The browser does not allow copying here.";
    CELL_LEFT = "The cell was left as it was.";
    WAITING = "Saved here, not sent yet";
}

pub(crate) fn selected(number: usize) -> String {
    format!("{} selected", crate::format::count(number as u32))
}

pub(crate) fn deleted(number: usize, one: &str, many: &str) -> String {
    format!("{} deleted.", crate::format::counted(number as u32, one, many))
}

pub(crate) fn select_row(name: &str) -> String {
    format!("Select {name}")
}

pub(crate) fn edited(number: usize) -> String {
    format!("{} changed.", crate::format::counted(number as u32, "record", "records"))
}

pub(crate) fn edit_title(number: usize) -> String {
    format!("Edit {}", crate::format::counted(number as u32, "record", "records"))
}

pub(crate) fn of_selected(number: u32, total: u32) -> String {
    format!("{} of {} selected", crate::format::count(number), crate::format::count(total))
}

pub(crate) fn of_all(number: u32, all: u32) -> String {
    format!("{} of {}", crate::format::count(number), crate::format::count(all))
}

fn cells(number: usize) -> String {
    crate::format::counted(number as u32, "cell", "cells")
}

pub(crate) fn copied(number: usize) -> String {
    format!("{} copied.", cells(number))
}

pub(crate) fn filled(rows: usize) -> String {
    format!("{} filled.", crate::format::counted(rows as u32, "row", "rows"))
}

/// What was written, and the first of what was not.
pub(crate) fn written(number: u32, refused: usize, first: Option<&str>) -> String {
    let done = format!("{} written.", cells(number as usize));
    match first {
        Some(first) => format!("{done} {} left as they were: {first}", cells(refused)),
        None => done,
    }
}
