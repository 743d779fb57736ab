//! Finding what is there twice, and making one of it.

use crate::format;

texts! {
    TITLE = "Duplicates";
    FIND = "Find duplicates";
    NONE = "Nobody is here twice";
    NONE_COMPANY = "No company is here twice";
    NONE_WORDS = "People are held against each other by e-mail, phone, name and company. What you told apart is not asked again.";
    NONE_COMPANY_WORDS = "Companies are held against each other by website, e-mail and name. What you told apart is not asked again.";
    ALL_SKIPPED = "That was all";
    LOOK_AGAIN = "Look at them again";
    PROBABLY = "Probably the same:";
    AFTER = "After the merge";
    KEEP = "Keep this record";
    KEPT = "This record stays";
    LEAVE_OUT = "Leave out";
    BOTH = "All, one after the other";
    MERGE = "Merge";
    NOT_SAME = "Not the same";
    SKIP = "Skip";
    TOLD_APART = "Remembered for everybody.";
    NOTHING_BELONGS = "Nothing belongs to it";
}

/// "3 of 17".
pub(crate) fn progress(at: u32, of: u32) -> String {
    format!("{} of {}", format::count(at), format::count(of))
}

pub(crate) fn merge_title(number: usize, one: &str, many: &str) -> String {
    format!("Merge {}", format::counted(number as u32, one, many))
}

pub(crate) fn merged(number: usize, name: &str) -> String {
    format!("{number} records are now one: {name}.")
}

pub(crate) fn belongs(number: u32) -> String {
    match number {
        0 => NOTHING_BELONGS.to_owned(),
        1 => "1 record belongs to it".to_owned(),
        _ => format!("{} records belong to it", format::count(number)),
    }
}

pub(crate) fn changed(when: &str, by: &str) -> String {
    format!("Changed {when} by {by}")
}

/// What happens beside the record that stays.
pub(crate) fn moves(going: usize, moved: u32) -> String {
    let gone = match going {
        1 => "One record goes to the trash".to_owned(),
        _ => format!("{going} records go to the trash"),
    };
    match moved {
        0 => format!("{gone}."),
        1 => format!("{gone}; the one that belongs to it moves."),
        _ => format!("{gone}; {} that belong to it move.", format::count(moved)),
    }
}

pub(crate) fn all_skipped(number: usize) -> String {
    match number {
        1 => "You skipped one.".to_owned(),
        _ => format!("You skipped {number}."),
    }
}

/// The name of a choice for those who hear the page.
pub(crate) fn value_of(label: &str, value: &str, name: &str) -> String {
    format!("{label}: {value}, of {name}")
}

pub(crate) fn of_record(what: &str, name: &str) -> String {
    format!("{what}: {name}")
}
