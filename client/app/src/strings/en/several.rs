//! Many records at once, and the tags of all of them.

use crate::format::{count, counted};

texts! {
    Several {
        how: "What to do",
        set: "Set to",
        replace: "Replace with",
        add: "Add",
        remove: "Take away",
        empty: "Empty the field",
        no: "No",
        add_tag: "Add a tag",
        on_selected: "Selected records",
        on_record: "This record",
        tags: "Tags",
        tags_open: "Rename, join and delete tags",
        no_tags: "No tags yet",
        no_tags_words: "Tags are given on a record’s page, in a table, or to many records at once. All of them stand here then.",
        rename: "Rename",
        join: "Make one",
    }
    sentences {
        type_word: |word: &str| format!("Type “{word}”"),
        told: |changed: u32, left: u32| {
            let changed = counted(changed, "record", "records");
            match left {
                1 => format!("{changed} changed, 1 left as it was."),
                _ => format!("{changed} changed, {left} left as they were."),
            }
        },
        more: |number: u32| format!("And {} more.", count(number)),
        rename_of: |tag: &str| format!("Rename “{tag}”"),
        delete_of: |tag: &str| format!("Delete “{tag}” everywhere"),
        joins: |tag: &str| format!("“{tag}” is there already: the two become one."),
    }
}
