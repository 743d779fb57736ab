//! What happened with a customer, and what is to happen.

texts! {
    Timeline {
        timeline: "Timeline",
        details: "Details",
        note: "Note",
        call: "Log call",
        meeting: "Meeting",
        mail: "E-mail",
        task: "Task",
        deal: "Deal",
        nothing: "Nothing here yet",
        nothing_words: "Write down what was said, or what is to be done next.",
        no_tasks: "No open tasks",
        no_deals: "No deals yet",
        write_note: "Write a note, or drop an e-mail here …",
        write_call: "What was said?",
        save: "Save",
        mail_kept: "E-mail kept.",
        older: "Show older",
        upcoming: "To do",
    }
}
