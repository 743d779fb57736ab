//! One record.

use crate::format::{count, counted};

/// Short enough for a cell, and read back by their beginnings.
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// "12 Apr 1985" or "12 Apr", of a day as it is kept.
fn typed_day(day: &str) -> Option<String> {
    let (rest, date) = day.rsplit_once('-')?;
    let (year, month) = rest.rsplit_once('-')?;
    let month = MONTHS.get(month.parse::<usize>().ok()?.checked_sub(1)?)?;
    let date: u32 = date.parse().ok()?;
    match year {
        "-" => Some(format!("{date} {month}")),
        year if year.len() == 4 => Some(format!("{date} {month} {year}")),
        _ => None,
    }
}

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
        add_field: "Add a field",
        hide_empty: "Hide empty fields",
        remove: "Remove",
        label: "Label",
        none: "—",
        add_tag: "Add tag",
        add_word: "Add",
        open: "Open",
        date_form: "e.g. 3 May 2024",
        bad_date: "Write the day as 3 May 2024, 3.5.2024 or 2024-05-03, or without a year as 3 May.",
        bad_mail: "This does not read as an e-mail address.",
        no_such_day: "There is no such day.",
        saved_here: "Saved here, not sent yet",
        no_trail: "Open a record from a list, then J and K lead to the next one and the one before.",
        made_up: "Sample data",
        unnamed: "Unnamed",
        nobody: "Nobody",
    }
    sentences {
        /// A day that is kept as "1985-04-12" or "--04-12", as it stands where it can be typed.
        typed_day: |day: &str| typed_day(day).unwrap_or_else(|| day.to_owned()),
        /// Of those that are folded away on a phone.
        show_empty: |number: u32| format!("Show {}", counted(number, "empty field", "empty fields")),
        sealed: |epoch: u32, bytes: u32| format!("Sealed under key {epoch} of this vault. The server holds {} opaque bytes.", count(bytes)),
        unsent: |epoch: u32| format!("Sealed under key {epoch} of this vault. The server holds nothing of it yet."),
        row_of_file: |file: &str, row: &str| format!("{file}, row {row}"),
        of: |index: u32, total: u32| format!("{} of {}", count(index + 1), count(total)),
        not_saved: |why: &str| format!("Not saved: {why}"),
        meanwhile: |by: &str, value: &str| format!("{by} wrote “{value}” meanwhile."),
        set_aside: |by: &str, when: &str| format!("by {by}, {when}, was written at the same time."),
        by: |day: &str, name: &str| format!("{day} by {name}"),
        take_off: |name: &str| format!("Take {name} off"),
        /// "Create company “Berg AG”".
        create: |what: &str, name: &str| format!("Create {what} “{name}”"),
        write_to: |address: &str| format!("Write to {address}"),
        call_number: |number: &str| format!("Call {number}"),
        open_site: |site: &str| format!("Open {site}"),
        link_to: |name: &str| format!("Link to “{name}”"),
        linked_to: |name: &str, to: &str| format!("“{name}” linked to “{to}”."),
        linked_instead: |name: &str, to: &str, from: &str| format!("“{name}” linked to “{to}”, no longer to “{from}”."),
        linked_unseen: |name: &str| format!("“{name}” is linked to something that is not shown. Change that on its own page."),
        linked_already: |name: &str| format!("“{name}” is linked here already."),
        point_removed: |value: &str| format!("“{value}” removed."),
    }
}
