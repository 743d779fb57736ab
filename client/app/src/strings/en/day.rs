//! My day, and the palette.

use crate::format::{count, counted};

texts! {
    Day {
        day: "My day",
        late: "Late",
        today: "Today",
        next: "Next seven days",
        undated: "Without a day",
        stuck: "Deals without a next step",
        news: "What colleagues did",
        mine: "Mine",
        everybody: "Everybody’s",
        whose: "Whose",
        show_all: "Show all",
        clear: "Nothing is waiting for you",
        clear_words: "No task is late or due, and every open deal has a next step.",
        palette: "Go to, create or find",
        type_here: "Search, or type what to do …",
        no_match: "Nothing fits",
        go: "Go to",
        make: "Create",
        actions: "Do",
        records: "Records",
        recent: "Seen lately",
        worked_on: "Worked on lately",
        import: "Import a file",
        how_to_search: "How to search",
        shortcuts: "Keyboard shortcuts",
        lock: "Lock",
        steps: "First steps",
        put_away: "Put the first steps away",
        step_people: "Bring in your people",
        step_people_words: "From a CSV or vCard file, which is read on this device only.",
        step_task: "Note what is to be done next",
        step_task_words: "Tasks that are late or due stand here every morning.",
        step_colleague: "Invite a colleague",
        step_colleague_words: "By a link that opens this vault’s keys to one person.",
        step_done: "Done.",
        made_up: "This vault holds made-up data",
        remove_made_up: "Remove it",
        privacy: "Due for privacy",
        made_up_gone: "The made-up data is gone.",
        made_up_changed: "Some of it was changed",
        remove_all: "Remove all of it",
        fewer: "Show fewer",
    }
    sentences {
        made_up_words: |number: u32| format!("{} to try things out with.", counted(number, "record", "records")),
        made_up_changed_words: |number: u32| {
            let records = counted(number, "made-up record was", "made-up records were");
            format!("{records} changed since. What was changed goes with the rest; purposes and pipelines stay.")
        },
        and_more: |number: u32| format!("and {} more", count(number)),
        /// What is folded away.
        more: |number: u32| format!("{} more", count(number)),
        /// Of a deal.
        next_step: |deal: &str| format!("Next step for {deal}"),
        made: |by: &str| format!("{by} added"),
        changed: |by: &str| format!("{by} changed"),
    }
}
