//! What has to come back, and telling people where their data came from.

use crate::format::counted;

texts! {
    Returning {
        confirm: "Confirm return",
        confirm_title: "The data was given back or deleted",
        confirm_words: "Write down how the recipient confirmed it. It is signed, ticks the task, and is not undone.",
        how: "How it was confirmed",
        how_hint: "“Mail of 3 May from their data protection officer.”",
        save: "Write down",
        saved: "Written down.",
        tick_words: "Ticking this task writes down that they confirmed it.",
        agreement: "Agreement",
        agreement_hint: "Attach the signed agreement; it is sealed like every file.",
        tell: "Mark as told",
        tell_title: "Told where their data came from",
        tell_words: "For each of them an event is written with these words, for good.",
        notice: "With which notice",
        no_notice: "Another text",
        way: "How",
        knew: "They knew already",
        day: "When",
        all_here: "All on this page",
        none_ticked: "Tick whom you told",
        choose: "Choose …",
        say_both: "Choose with which notice they were told, and how.",
        say_notice: "Choose with which notice they were told.",
        say_way: "Choose how they were told.",
        say_day: "Choose the day on which they were told.",
        told_title: "Told where their data came from",
    }
    sentences {
        task: |party: &str, purpose: &str| format!("Data returned or deleted? {party}, {purpose}"),
        confirmed: |day: &str, by: &str| format!("Confirmed {day} by {by}"),
        last_confirmed: |day: &str| format!("last confirmed a deletion on {day}"),
        by_day: |party: &str, day: &str| format!("{party} has data that has to be returned or deleted by {day}."),
        chosen: |number: u32| counted(number, "person", "people"),
        told_with: |way: &str, notice: &str| if notice.is_empty() { way.to_owned() } else { format!("{way}, notice of {notice}") },
    }
}
