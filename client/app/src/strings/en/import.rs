//! Import.

use crate::format::{count, counted};
use tacit_bridge::import::NoTo;

texts! {
    Import {
        title: "Import",
        drop: "Drop files here",
        drop_words: "CSV from any CRM or address book, or vCards (.vcf). Several at once are fine. They are read in this browser and nowhere else.",
        choose: "Choose files",
        reading: "Reading",
        other_files: "Other files",
        column: "Column",
        samples: "For example",
        goes_to: "Goes to",
        sure: "Sure",
        fairly_sure: "Fairly sure",
        please_check: "Please check",
        skip: "Leave out",
        full_name: "Full name, split",
        note: "Note, under its own name",
        group_person: "Person",
        group_company: "Company",
        new_people: "new people",
        merged: "added to",
        new_companies: "new companies",
        skipped: "left out",
        duplicates: "If somebody is here already",
        dup_merge: "Complete",
        dup_merge_words: "Fill empty fields, add addresses and numbers, change nothing that is there.",
        dup_skip: "Leave out",
        dup_skip_words: "Keep the person as is.",
        dup_add: "Add again",
        dup_add_words: "As another person.",
        problems: "To look at",
        no_problems: "Every row can be read.",
        only_blocking: "Only rows left out",
        row: "Row",
        value: "Value",
        what: "What",
        happens: "What happens",
        sample: "How it will look",
        run: "Import",
        running: "Sealing and saving",
        running_words: "You can leave this page; it goes on.",
        done: "Import finished",
        show: "Show people",
        undo_all: "Undo the whole import",
        undone: "The import was taken back.",
        cards: "Cards say themselves what each line is.",
        left_out: "left out",
        first_shown: "The first 500 are shown.",
        group_privacy: "Consents",
        claim: "Says “subscribed”: a claim",
    }
    lists {
        /// What somebody does not want.
        no_to: fn(NoTo) -> &'static str = |to| match to {
            NoTo::Email => "Says no to marketing by e-mail",
            NoTo::Phone => "Says no to calls",
            NoTo::Post => "Says no to letters",
            NoTo::All => "Says no to all marketing",
        },
    }
    sentences {
        too_large: |name: &str| format!("{name} is larger than 256 MB. Split it into several files."),
        unreadable: |name: &str| format!("The browser could not read {name}."),
        filled: |number: u32, total: u32| format!("{} of {}", count(number), count(total)),
        will_claim: |number: u32| format!("The file calls {} subscribed: a claim, and nobody gets the newsletter because of it.", counted(number, "person", "people")),
        will_leave_alone: |number: u32| format!("It marks a no for {}: left alone from now on.", counted(number, "person", "people")),
        claimed: |number: u32| format!("Written down: {} to be subscribed. None of them is a consent: ask these people, or record what proves it.", counted(number, "claim", "claims")),
        left_alone: |number: u32| format!("Left alone because the file says no: {}; that stays, even if you undo the import.", counted(number, "person", "people")),
        suppressed: |number: u32| format!("Already on the list of those left alone, and still there: {}.", counted(number, "contact point", "contact points")),
        rows: |number: u32| counted(number, "row", "rows"),
    }
}
