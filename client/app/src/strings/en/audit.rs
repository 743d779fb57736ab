//! Who saw, exported, united, erased and told.

use crate::format::{count, counted};

texts! {
    Audit {
        title: "Audit",
        intro: "Who saw a masked value, imported, exported, copied out of a table, saved a calendar or a chart, merged, erased, or told a recipient, and what was cleared when its time was over. Each event is written with what was done, signed by its author in the journal of the vault, and cannot be changed or undone.",
        verify: "Verify",
        verify_again: "Verify again",
        verifying: "Verifying the journal",
        did: "What",
        every_did: "Everything",
        by: "Who",
        everybody: "Everybody",
        from: "From",
        to: "To",
        csv: "CSV",
        json: "JSON",
        file_hint: "Files name records by their ids only.",
        none: "Nothing yet",
        none_words: "What is seen, exported, copied, merged and erased stands here from now on.",
        none_such: "Nothing of this kind",
        none_such_words: "Choose another day, somebody else, or everything.",
        here: "this browser",
        gone: "a record that is not shown",
        waiting: "not sent yet",
        clear: "Show everything",
        wrong_title: "These events do not hold",
    }
    lists {
        /// What was done.
        did_words: fn(&str) -> &'static str = |did| match did {
            "view" => "Seen",
            "reveal_masked" => "Masked value seen",
            "edit" => "Edited",
            "export" => "Exported",
            "merge" => "Merged",
            "erase" => "Erased",
            "share" => "Shared",
            "import" => "Imported",
            "cleared" => "Cleared",
            "released" => "Hold by law ended",
            "told" => "Recipient told",
            "returned" => "Return confirmed",
            "lifted" => "Taken off the list",
            "checked" => "Looked up",
            "unmasked" => "Held for less delicate",
            "copied" => "Cells copied",
            "calendar" => "Calendar saved",
            "picture" => "Chart saved",
            "document" => "Document saved",
            _ => "",
        },
        /// Which document was saved.
        document: fn(&str) -> &'static str = |what| match what {
            "ledger" => "consents",
            "trail" => "audit",
            "statistics" => "statistics",
            _ => "",
        },
    }
    sentences {
        device: |label: &str| format!("browser {label}"),
        told: |party: &str| format!("told {party}"),
        field: |name: &str| format!("field {name}"),
        columns: |names: &str| format!("columns {names}"),
        records: |number: u32| counted(number, "record", "records"),
        cleared: |values: u32, period: &str| format!("{} whose time was over ({period})", counted(values, "value", "values")),
        holds: |entries: u32, events: u32| format!("Everything holds: {} from the first to the newest follow each other and are signed by members who were allowed to; {}.", counted(entries, "entry", "entries"), if events == 1 { "one event is signed by the member it names".to_owned() } else { format!("{} events are signed by the members they name", count(events)) }),
        waiting_too: |events: u32| format!("{} not sent yet, and can be verified when the journal has them.", if events == 1 { "One event is".to_owned() } else { format!("{} events are", count(events)) }),
        broken: |entry: u32| format!("Entry {} does not fit what came before it. Do not rely on what follows; compare the words of the members page with a colleague.", count(entry)),
        wrong: |events: u32| format!("{} not what the journal says.", if events == 1 { "One event is".to_owned() } else { format!("{} events are", count(events)) }),
    }
}
