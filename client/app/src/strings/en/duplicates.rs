//! Finding what is there twice, and making one of it.

use crate::format::{count, counted};

texts! {
    Duplicates {
        title: "Duplicates",
        find: "Find duplicates",
        none: "Nobody is here twice",
        none_company: "No company is here twice",
        none_own: "Nothing is here twice",
        none_words: "People are held against each other by e-mail, phone, name and company. What you told apart is not asked again.",
        none_company_words: "Companies are held against each other by website, e-mail and name. What you told apart is not asked again.",
        none_own_words: "They are held against each other by name, and by the e-mail, phone and web addresses in your own fields. What you told apart is not asked again.",
        stopped: "The search was stopped",
        stopped_words: "Nothing was changed. Searching again begins anew.",
        search_again: "Search again",
        all_skipped: "That was all",
        look_again: "Look at them again",
        probably: "Probably the same:",
        after: "After the merge",
        keep: "Keep this record",
        kept: "This record stays",
        leave_out: "Leave out",
        both: "All, one after the other",
        merge: "Merge",
        not_same: "Not the same",
        skip: "Skip",
        told_apart: "Remembered for everybody.",
    }
    sentences {
        /// Groups that are not decided yet.
        left: |number: u32| format!("{} left", count(number)),
        /// "3 of 17".
        progress: |at: u32, of: u32| format!("{} of {}", count(at), count(of)),
        merge_title: |number: usize, one: &str, many: &str| format!("Merge {}", counted(number as u32, one, many)),
        merged: |number: usize, name: &str| format!("{number} records are now one: {name}."),
        belongs: |number: u32| match number {
            0 => "Nothing belongs to it".to_owned(),
            1 => "With 1 task, note, file or other record".to_owned(),
            _ => format!("With {} tasks, notes, files or other records", count(number)),
        },
        changed: |when: &str, by: &str| format!("Changed {when} by {by}"),
        /// What happens beside the record that stays.
        moves: |going: usize, moved: u32| {
            let gone = match going {
                1 => "One record goes to the trash".to_owned(),
                _ => format!("{going} records go to the trash"),
            };
            match moved {
                0 => format!("{gone}."),
                1 => format!("{gone}; the one that belongs to it moves."),
                _ => format!("{gone}; {} that belong to it move.", count(moved)),
            }
        },
        skipped: |number: usize| match number {
            1 => "You skipped one.".to_owned(),
            _ => format!("You skipped {number}."),
        },
        /// The name of a choice for those who hear the page.
        value_of: |label: &str, value: &str, name: &str| format!("{label}: {value}, of {name}"),
        of_record: |what: &str, name: &str| format!("{what}: {name}"),
    }
}
