//! Every field: what it is for, and how much of it is filled.

use crate::format::{count, counted};

texts! {
    Inventory {
        title: "Fields",
        words: "What is held, for what, and how much of it is filled. What nobody needs comes first: what is not held cannot be lost.",
        only_sensitive: "Only fields of people that are masked and hold something.",
        only_unneeded: "Only fields of people that hold something and that no purpose needs.",
        none_of_them: "There is none any more.",
        whose: "Whose they are",
        no_purpose: "No purpose needs it",
        lost: "Removed field",
        lost_words: "The field was removed, and its values were not",
        own: "own",
        edit: "Edit",
        drop: "Drop",
        drop_over: "Empty what is over",
        drop_press: "Take away",
        drop_said: "The values are gone.",
        over_said: "The values whose time was over are gone.",
        field_goes: "The field goes with them, from every record’s page and from the purposes that name it.",
        can_undo: "This can be undone until you lock. Earlier versions of the records, which the history shows, still hold the values.",
        for_good: "These do not come back. Earlier versions of the records, which the history shows, still hold them.",
        empty: "Empty",
        all: "All fields, what they are for and how much is filled",
        tile: "Fields without a purpose",
    }
    sentences {
        unneeded: |fields: u32| match fields {
            1 => "One field holds values that no purpose needs. Look at what it holds, then name a purpose or drop it.".to_owned(),
            _ => format!("{} fields hold values that no purpose needs. Look at what they hold, then name a purpose or drop them.", count(fields)),
        },
        idle: |names: &str| format!("Empty, and without a purpose: {names}."),
        records: |records: u32| counted(records, "record", "records"),
        kept: |period: &str| format!("kept {period}"),
        looked: |day: &str| format!("last looked at {day}"),
        open: |name: &str, filled: u32| format!("{name}: show the {}", counted(filled, "record", "records")),
        unfounded: |people: u32| format!("{} without a basis for it", counted(people, "person", "people")),
        over: |values: u32| format!("{} kept for too long", counted(values, "value", "values")),
        stored: |values: u32| format!("{} only stored", count(values)),
        drop_title: |name: &str| format!("Drop “{name}”?"),
        over_title: |name: &str| format!("Empty “{name}” where its time is over?"),
        goes: |values: u32| match values {
            0 => "It holds nothing that goes with it.".to_owned(),
            _ => format!("{} taken away from the records.", match values { 1 => "One value is".to_owned(), _ => format!("{} values are", count(values)) }),
        },
        stays: |values: u32| format!("{} in records that are only stored or held by law, and the field with them until that is over.", match values { 1 => "One value stays".to_owned(), _ => format!("{} values stay", count(values)) }),
    }
}
