//! Lists that people pick by hand.

use crate::format::counted;

texts! {
    Lists {
        lists: "Lists",
        list: "list",
        list_many: "lists",
        new_list: "New list",
        rename: "Rename list",
        delete: "Delete list",
        about: "What it is for",
        about_example: "Guests of the spring dinner",
        name_example: "Spring dinner",
        save: "Save list",
        saved: "List saved.",
        removed: "List deleted. Its records stay.",
        none: "No lists yet",
        none_words: "Pick people, companies and deals by hand: the guests of an evening, the matters of a quarter. A filter follows what records say; a list holds what you chose.",
        empty_words: "Choose records in any table and press “Add to list”, or add them here by name.",
        add_to: "Add to list",
        pick: "Find a list, or name a new one",
        add_here: "Add by name",
        take_off: "Take off this list",
        all_in: "Nothing changed: they were on it already.",
        gone: "This list is not here",
        gone_words: "It was deleted, or it never was in this vault. It can be restored from the trash.",
        nobody: "No list is called so",
    }
    sentences {
        /// "New list: Spring dinner".
        make: |name: &str| format!("New list “{name}”"),
        add_title: |number: usize| format!("Add {} to a list", counted(number as u32, "record", "records")),
        added: |number: usize, name: &str| format!("{} added to “{name}”.", counted(number as u32, "record", "records")),
        taken_off: |number: usize, name: &str| format!("{} taken off “{name}”.", counted(number as u32, "record", "records")),
        /// "No people on this list yet".
        empty: |many: &str| format!("No {many} on this list yet"),
    }
}
