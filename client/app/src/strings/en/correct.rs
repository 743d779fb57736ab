//! Saying that an entry of the ledger is wrong, and files that prove one.

texts! {
    Correct {
        correct: "Correct",
        title: "Correct an entry",
        what: "What is wrong with it",
        more: "In your words",
        more_hint: "The entry stays as it is; this is written beside it.",
        takes_away: "The entry no longer counts. What was given by it is no longer given, and everybody sees why.",
        only_tells: "A no goes on holding: only the person’s own word lifts it. That the entry was wrong, and why, stands beside it.",
        corrected: "Corrected",
        written: "Corrected. The entry stays, and says so.",
        file: "File that proves it",
        no_file: "No file",
        attach_first: "A scan of the signed form can prove it: attach it to the person under Files first.",
        proof_gone: "the file that proved it is no longer here",
    }
    lists {
        /// What is wrong with an entry.
        wrongs: [&'static str; 3] = ["Written down for the wrong person", "Typed by mistake", "Something else"],
    }
    sentences {
        proven_by: |name: &str| format!("Proven by {name}"),
    }
}
