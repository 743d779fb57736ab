//! One record.

texts! {
    PREVIOUS = "Previous (K)";
    NEXT = "Next (J)";
    GONE = "This record is no longer here";
    GONE_WORDS = "It was deleted, or it belongs to another vault.";
    SOURCE = "Source";
    FROM = "From";
    ADDED = "Added";
    CHANGED = "Changed";
    SAFETY = "Safety";
    AT = "at";
    PEOPLE = "People";
    NO_PEOPLE = "Nobody is linked to this company yet.";
    USE_THIS = "Use this instead";
    ADD = "Add";
    REMOVE = "Remove";
    LABEL = "Label";
    NONE = "—";
    ADD_TAG = "Add tag";
    OPEN = "Open";
    DATE_FORM = "YYYY-MM-DD";
    BAD_DATE = "Write the day as 1985-04-12, or without a year as --04-12.";
    SAVED_HERE = "Saved here, not sent yet";
    UNNAMED = "Unnamed";
    NOBODY = "Nobody";
}

pub(crate) fn sealed(epoch: u32, bytes: u32) -> String {
    format!("Sealed under key {epoch} of this vault. The server holds {} opaque bytes.", crate::format::count(bytes))
}

pub(crate) fn unsent(epoch: u32) -> String {
    format!("Sealed under key {epoch} of this vault. The server holds nothing of it yet.")
}

pub(crate) fn of(index: u32, total: u32) -> String {
    format!("{} of {}", crate::format::count(index + 1), crate::format::count(total))
}

pub(crate) fn set_aside(by: &str, when: &str) -> String {
    format!("by {by}, {when}, was written at the same time.")
}

pub(crate) fn by(day: &str, name: &str) -> String {
    format!("{day} by {name}")
}

pub(crate) fn take_off(name: &str) -> String {
    format!("Take {name} off")
}

pub(crate) fn create(text: &str) -> String {
    format!("Create “{text}”")
}
