//! Tasks.

use crate::strings::en::task::Task;

pub(super) const TEXTS: Task = Task {
    finish: "Als erledigt markieren",
    reopen: "Als offen markieren",
    show_done: "Erledigte zeigen",
    done: |name| format!("„{name}“ ist erledigt."),
    reopened: |name| format!("„{name}“ ist wieder offen."),
    again: |day| format!("Sie kommt am {day} wieder."),
};
