//! Tasks.

texts! {
    DO = "Mark as done";
    REOPEN = "Mark as not done";
    SHOW_DONE = "Show done";
    TODAY = "Today";
    TOMORROW = "Tomorrow";
    YESTERDAY = "Yesterday";
}

pub(crate) fn done(name: &str) -> String {
    format!("“{name}” is done.")
}

pub(crate) fn reopened(name: &str) -> String {
    format!("“{name}” is open again.")
}
