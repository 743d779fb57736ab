//! What happened with a customer, and what is to happen.

use crate::format::counted;

texts! {
    Timeline {
        timeline: "Timeline",
        details: "Details",
        note: "Note",
        call: "Call",
        meeting: "Meeting",
        mail: "E-mail",
        task: "Task",
        deal: "Deal",
        nothing: "Nothing here yet",
        nothing_words: "Write down what was said, or what is to be done next.",
        no_tasks: "No open tasks",
        no_deals: "No deals yet",
        write_note: "Write a note, or drop an e-mail here …",
        write_here: "Write a note …",
        write_call: "What was said?",
        save: "Save",
        when: "When",
        when_now: "When: now",
        when_reset: "Now instead",
        length: "How long it took",
        no_length: "No length",
        paste_mail: "Paste the e-mail with its From, To, Subject and Date, or write what it said …",
        mail_plain: "No sender, subject or date found above the text: it is kept as of now.",
        mail_subject: "Subject",
        mail_from: "From",
        mail_to: "To",
        mail_date: "Sent",
        mail_people: "Also filed with",
        mail_files: "Choose .eml files",
        all: "All",
        types: "Show on the timeline",
        notes: "Notes",
        no_notes: "No notes yet",
        calls: "Calls",
        meetings: "Meetings",
        mails: "E-mails",
        mail_kept: "E-mail kept.",
        mail_known: "This e-mail is here already.",
        mail_cut: "Its text was too long and was cut.",
        begun: "What you began to write is kept here. You can only read now.",
        copy_begun: "Copy",
        older: "Show older",
        upcoming: "To do",
        tasks_done: "Tasks done",
        task_done: "Task done",
        deals_won: "Deals won",
        deal_won: "Deal won",
        deals_lost: "Deals lost",
        disclosures: "Disclosures",
        deal_lost: "Deal lost",
    }
    sentences {
        /// "E-mail kept with 2 files."
        mail_known_with: |files: u32| format!("This e-mail is here already, with {}.", counted(files, "file", "files")),
        mail_kept_with: |files: u32| format!("E-mail kept with {}.", counted(files, "file", "files")),
        /// "1 part was left out."
        mail_left_out: |parts: u32| format!("{} left out.", counted(parts, "part was", "parts were")),
        /// "Not kept: offer.pdf. There is no room left. Delete files."
        mail_not_kept: |names: &str, why: &str| format!("Not kept: {names}. {why}"),
    }
}
