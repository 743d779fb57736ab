//! What else is written down about a consent.

use tacit_bridge::privacy::said::Heard;

texts! {
    Entries {
        other: "Something else …",
        what_label: "What happened",
        written: "Written down.",
        write: "Write it down",
        to_tell: "Recipients who have to be told",
        restricted: "only stored",
        corrected: "corrected",
        tell: "Mark as told",
        evidence_hint: "What was said, or where it lies. May stay empty.",
        flaw_hint: "“Recorded for the wrong person.” The entry stays and no longer counts.",
    }
    lists {
        /// What is written down.
        what: fn(Heard) -> &'static str = |what| match what {
            Heard::Asked => "We asked",
            Heard::Declined => "They said no",
            Heard::Later => "They want to be asked later",
            Heard::Flaw => "It is not valid",
            Heard::TakenBack => "They took it back",
        },
    }
    sentences {
        told_on: |day: &str, by: &str| format!("Told on {day} by {by}"),
        ask_after: |day: &str| format!("They said no. Nobody asks again before {day}."),
    }
}
