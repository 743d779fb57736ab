//! One record.

use crate::format::count;

texts! {
    Record {
        previous: "Previous (K)",
        next: "Next (J)",
        gone: "This record is no longer here",
        gone_words: "It was deleted, or it belongs to another vault.",
        source: "Source",
        from: "From",
        added: "Added",
        changed: "Changed",
        safety: "Safety",
        at: "at",
        linked: "Linked",
        nothing_linked: "Nothing else points to this.",
        people: "People",
        no_people: "Nobody is linked to this company yet.",
        add_existing: "Add existing…",
        use_this: "Use this instead",
        add: "Add",
        remove: "Remove",
        label: "Label",
        none: "—",
        add_tag: "Add tag",
        add_word: "Add",
        open: "Open",
        date_form: "YYYY-MM-DD",
        bad_date: "Write the day as 1985-04-12, or without a year as --04-12.",
        saved_here: "Saved here, not sent yet",
        unnamed: "Unnamed",
        nobody: "Nobody",
    }
    sentences {
        /// A day that is kept as "1985-04-12" or "--04-12", as it stands where it can be typed.
        typed_day: |day: &str| day.to_owned(),
        sealed: |epoch: u32, bytes: u32| format!("Sealed under key {epoch} of this vault. The server holds {} opaque bytes.", count(bytes)),
        unsent: |epoch: u32| format!("Sealed under key {epoch} of this vault. The server holds nothing of it yet."),
        of: |index: u32, total: u32| format!("{} of {}", count(index + 1), count(total)),
        not_saved: |why: &str| format!("Not saved: {why}"),
        set_aside: |by: &str, when: &str| format!("by {by}, {when}, was written at the same time."),
        by: |day: &str, name: &str| format!("{day} by {name}"),
        take_off: |name: &str| format!("Take {name} off"),
        create: |text: &str| format!("Create “{text}”"),
        write_to: |address: &str| format!("Write to {address}"),
        call_number: |number: &str| format!("Call {number}"),
        open_site: |site: &str| format!("Open {site}"),
        link_to: |name: &str| format!("Link to “{name}”"),
        linked_to: |name: &str, to: &str| format!("“{name}” linked to “{to}”."),
        linked_instead: |name: &str, to: &str, from: &str| format!("“{name}” linked to “{to}”, no longer to “{from}”."),
        linked_unseen: |name: &str| format!("“{name}” is linked to something that is not shown. Change that on its own page."),
        linked_already: |name: &str| format!("“{name}” is linked here already."),
    }
}
