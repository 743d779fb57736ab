//! Who is responsible for the data.

texts! {
    Controller {
        title: "Responsible for the data",
        words: "Who decides what the data of this vault is for (the controller, GDPR Art. 4(7)). It stands on receipts of consents, in the record of processing activities and on answers to access requests. Only owners change it.",
        name: "Name",
        name_hint: "The firm, association or person, as it stands in a register or on a letter.",
        address: "Postal address",
        contact: "Contact",
        contact_hint: "A mail address or a number where people ask about their data.",
        officer: "Data protection officer",
        officer_hint: "How to reach them; empty if you have none.",
        saved: "Saved.",
        unsaid: "Nobody has said yet who is responsible for the data of this vault. An owner does it here.",
        nobody: "Nobody has said yet who is responsible for the data",
        missing: "Receipts and answers to people name the vault only.",
        say_who: "Say who it is",
    }
    sentences {
        said: |by: &str, day: &str| format!("Said by {by} on {day}"),
    }
}
