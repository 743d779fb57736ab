//! My day, and the palette.

texts! {
    DAY = "My day";
    LATE = "Late";
    TODAY = "Today";
    NEXT = "Next seven days";
    UNDATED = "Without a day";
    STUCK = "Deals without a next step";
    NEWS = "What colleagues did";
    MINE = "Mine";
    EVERYBODY = "Everybody’s";
    WHOSE = "Whose";
    CLEAR = "Nothing is waiting for you";
    CLEAR_WORDS = "No task is late or due, and every open deal has a next step.";
    PALETTE = "Go to, create or find";
    TYPE = "Search, or type what to do …";
    NO_MATCH = "Nothing fits";
    GO = "Go to";
    MAKE = "Create";
    DO = "Do";
    RECORDS = "Records";
    RECENT = "Seen lately";
    IMPORT = "Import a file";
    SHORTCUTS = "Keyboard shortcuts";
    LOCK = "Lock";
}

pub(crate) fn made(by: &str) -> String {
    format!("{by} added")
}

pub(crate) fn changed(by: &str) -> String {
    format!("{by} changed")
}
