//! All that was said about consents.

use crate::format::{count, counted};

texts! {
    Ledger {
        title: "Consent ledger",
        intro: "What everybody said about every purpose: when, by which way, with what proof, and who wrote it down. Nothing here is changed or undone; what is wrong is followed by an entry that says so.",
        kind: "What",
        every_kind: "Everything",
        purpose: "Purpose",
        every_purpose: "Every purpose",
        person: "Person",
        person_hint: "Name of a person",
        all_marketing: "all marketing",
        everybody: "Everybody",
        gone: "somebody who is not shown",
        newer: "An entry of a newer version",
        explicit: "explicit",
        file_hint: "Files name people by their ids only, and hold no words of theirs.",
        none: "Nothing was said yet",
        none_words: "Consents, withdrawals and objections stand here as soon as somebody writes one down on a person’s Privacy tab.",
        none_such: "No such entry",
        none_such_words: "Choose another person, purpose or day, or show everything.",
        claims: "Consents claimed by imports",
        claims_words: "What a file says of a consent is a claim, and lets nobody be written to. If you can show by which way these people said so, when and with what, it becomes a consent. Who said no since is left out.",
        prove: "Prove",
        told: "What people were told by that day",
        proof_hint: "Where it came from and where it lies: “Form at the fair, sheets 1 to 12, in the safe”.",
        to_confirm: "Consents to this purpose are to be confirmed by each person: until then nobody is written to.",
    }
    sentences {
        /// When it was written down, where that was another day.
        late: |day: &str| format!("written down on {day}"),
        claimed: |claims: u32, by: &str| format!("{}, imported by {by}", counted(claims, "claim", "claims")),
        proof_words: |claims: u32| format!("The same proof stands with each of {}.", counted(claims, "consent", "consents")),
        proven: |consents: u32| if consents == 1 { "One consent written down.".to_owned() } else { format!("{} consents written down.", count(consents)) },
    }
}
