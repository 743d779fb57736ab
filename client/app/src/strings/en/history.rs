//! Earlier versions of a record, the trash, erasing for good.

use crate::format::counted;

texts! {
    History {
        history: "History",
        now: "Now",
        created: "Made this record.",
        deleted: "Deleted it.",
        same: "Nothing that is shown changed.",
        erased: "This version is not on the server any more: it was erased.",
        withheld: "The server says it has this version, and did not hand it over. Tell who runs it.",
        unreadable: "This version does not open on this device.",
        uncompared: "The version before is gone, so this is all that this one held:",
        unplaced: "Signed; place not verified",
        unplaced_why: "Its author signed it. This device did not keep the journal's mark of that place, so it cannot tell where in the order it belongs.",
        compare_now: "Compare with now",
        compare_two: "Compare two versions",
        as_now: "All that is shown is as it is now.",
        restore: "Restore",
        restored: "Restored.",
        older: "Show older",
        waiting: "What you changed here and is not sent yet is not in this list.",
        gone: "This record is deleted. Restore a version to have it back.",
        nothing: "(empty)",
        trash: "Trash",
        trash_empty: "The trash is empty",
        trash_empty_words: "Records that somebody deletes are kept here, sealed, until they are restored or erased for good.",
        trash_words: "Everybody in this vault sees these. They stay until an admin erases them for good.",
        more: "Show more",
        find: "Find by name",
        no_hit: "Nothing in the trash has that name",
        no_hit_words: "What a record was about is looked through as well.",
        erase: "Erase for good",
        erase_menu: "Erase for good…",
        erase_older: "Erase older versions…",
        erase_still: "It may still be in",
        erase_backups: "backups that whoever runs the server has made",
        erase_devices: "colleagues' devices, until they are online again",
        erase_copies: "files and print-outs that somebody made",
        erase_others: "notes and records that mention it",
        erase_final: "This cannot be undone.",
        erase_done: "Erased for good.",
        older_title: "Erase older versions?",
        all_shown: "All that are shown",
        erase_words_many: "These records and every earlier version of them are destroyed on the server, and go from everybody's devices as soon as they sync.",
    }
    sentences {
        restore_version: |number: u64| format!("Restore version {number}"),
        version: |number: u64| format!("Version {number}"),
        about: |kind: &str, name: &str| format!("{kind} about {name}"),
        belongs: |kind: &str, name: &str| format!("{kind}, {name}"),
        deleted_by: |when: &str, by: &str| format!("deleted {when} by {by}"),
        merged_by: |when: &str, by: &str| format!("merged into another one {when} by {by}"),
        erase_title: |name: &str| format!("Erase {name} for good?"),
        erase_words: |name: &str| format!(
            "{name} and every earlier version are destroyed on the server, and go from everybody's devices as soon as they sync."
        ),
        restored_many: |number: u32| format!("{} restored.", counted(number, "record", "records")),
        erase_title_many: |number: u32| format!("Erase {} for good?", counted(number, "record", "records")),
        people_stay: |number: u32| match number {
            1 => "1 person among the chosen stays: they are erased on a page of their own, which says who is to be told."
                .to_owned(),
            _ => format!(
                "{} among the chosen stay: each is erased on a page of their own, which says who is to be told.",
                counted(number, "person", "people")
            ),
        },
        older_words: |name: &str| format!("{name} stays as it is now. Every earlier version is destroyed on the server."),
    }
}
