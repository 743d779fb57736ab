//! Tasks.

texts! {
    Task {
        finish: "Mark as done",
        reopen: "Mark as not done",
        show_done: "Show done",
        today: "Today",
        next: "What’s next?",
        tomorrow: "Tomorrow",
        yesterday: "Yesterday",
    }
    sentences {
        done: |name: &str| format!("“{name}” is done."),
        reopened: |name: &str| format!("“{name}” is open again."),
    }
}
