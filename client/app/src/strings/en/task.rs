//! Tasks.

texts! {
    Task {
        finish: "Mark as done",
        reopen: "Mark as not done",
        show_done: "Show done",
    }
    sentences {
        done: |name: &str| format!("“{name}” is done."),
        reopened: |name: &str| format!("“{name}” is open again."),
        again: |day: &str| format!("It comes again on {day}."),
    }
}
