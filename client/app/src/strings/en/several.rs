//! Many records at once, and the tags of all of them.

use crate::format::{count, counted};
use tacit_bridge::records::RuleTurn;

texts! {
    Several {
        how: "What to do",
        set: "Set to",
        replace: "Replace with",
        add: "Add",
        remove: "Take away",
        empty: "Empty the field",
        new_value: "New value",
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
        running: "Writing",
        stop: "Stop",
        rules_title: "Rules of retention name this tag",
        delete_title: "Delete tag",
    }
    lists {
        /// What becomes of a rule of retention.
        rule_turn: fn(RuleTurn) -> &'static str = |turn| match turn {
            RuleTurn::Follows => "follows to the new name, and is about the same records.",
            RuleTurn::Widens => "is about other records from then on. Look at it afterwards, under Privacy.",
            RuleTurn::Loses => "no longer finds these records by this tag. Look at it afterwards, under Privacy.",
        },
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
        stayed: |left: u32, why: &str| match left {
            1 => format!("1 record stays as it was: {why}"),
            _ => format!("{} stay as they were: {why}", counted(left, "record", "records")),
        },
        stopped: |done: u32, total: u32| format!("Stopped at {} of {}.", count(done), count(total)),
        views_follow: |views: u32| match views {
            1 => "1 saved view follows.".to_owned(),
            _ => format!("{} follow.", counted(views, "saved view", "saved views")),
        },
        more: |number: u32| format!("And {} more.", count(number)),
        rename_of: |tag: &str| format!("Rename “{tag}”"),
        delete_of: |tag: &str| format!("Delete “{tag}” everywhere"),
        joins: |tag: &str| format!("“{tag}” is there already: the two become one."),
    }
}
