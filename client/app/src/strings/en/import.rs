//! Import.

use crate::format::{count, counted};
use tacit_bridge::import::NoTo;

texts! {
    Import {
        title: "Import",
        drop: "Drop files here",
        drop_words: "CSV from any CRM, address book or spreadsheet, or vCards (.vcf). Several at once are fine, and cells that you copied can be pasted. They are read in this browser and nowhere else.",
        choose: "Choose files",
        pasted: "Pasted cells",
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
        merged: "updated",
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
        stopped: "Import stopped",
        stopped_words: "What was written is here, and nothing of the rest. Undo what is there, or keep it.",
        show: "Show people",
        prove: "Prove the claims…",
        undo_all: "Undo the whole import",
        undone: "The import was taken back.",
        cards: "Cards say themselves what each line is.",
        left_out: "left out",
        first_shown: "The first 500 are shown.",
        mend_words: "What you type here is imported in place of what the file says. The file itself stays as it is; a row that you empty is left out.",
        beyond: "Beyond the last column",
        unmend: "As in the files",
        group_privacy: "Consents",
        rows_are: "Each row is",
        people_rows: "A person, with a company",
        own_duplicates: "If a record of this name is here already",
        own_merge_words: "Fill empty fields, add to lists of values, change nothing that is there.",
        own_skip_words: "Keep the record as is.",
        own_add_words: "As another record of this name.",
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
        filled: |number: u32, total: u32| format!("{} of {}", count(number), count(total)),
        with_value: |number: u32, rows: u32| format!("filled in {} of {}", count(number), count(rows)),
        /// So many values, and the first of those that are meant.
        of_values: |number: u32, filled: u32, first: &str| {
            let among = if number == 1 { "" } else { " among them" };
            format!("{} of {}, “{first}”{among}", count(number), count(filled))
        },
        will_claim: |number: u32| format!("The file calls {} subscribed: a claim, and nobody gets the newsletter because of it.", counted(number, "person", "people")),
        will_leave_alone: |number: u32| format!("It marks a no for {}: blocked from now on.", counted(number, "person", "people")),
        claimed: |number: u32| format!("{} marked as subscribed, without proof. That is no consent: ask them, or record what proves it.", counted(number, "person", "people")),
        left_alone: |number: u32| format!("Blocked because the file says no: {}; that stays, even if you undo the import.", counted(number, "person", "people")),
        suppressed: |number: u32| format!("Already on the list of blocked addresses and numbers, and still there: {}.", counted(number, "address or number", "addresses and numbers")),
        new_own: |name: &str| format!("new: {name}"),
        show_own: |name: &str| format!("Show {name}"),
        own_sample: |name: &str| format!("How it will look: {name}"),
        /// "CSV, semicolon, UTF-8".
        format: |format: &str| format.to_owned(),
        rows: |number: u32| counted(number, "row", "rows"),
        mend: |row: u32| format!("Mend row {}", count(row)),
        mend_title: |row: u32| format!("Row {}", count(row)),
        mended: |number: u32| format!("{} mended here; the files stay as they are.", counted(number, "row", "rows")),
        not_imported: |number: u32| format!("{} not imported", counted(number, "column is", "columns are")),
    }
}
