//! Third parties, and the record of processing activities.

/// A category of data about people, after fideslang.
pub(in crate::strings) fn category(word: &str) -> &'static str {
    match word {
        "user.name" => "names",
        "user.contact.email" => "e-mail addresses",
        "user.contact.phone_number" => "phone numbers",
        "user.contact.address" => "postal addresses",
        "user.contact.url" => "web addresses",
        "user.workplace" => "employer",
        "user.job_title" => "job title",
        "user.content" => "notes",
        "user.behavior" => "dealings with them",
        "user.demographic.date_of_birth" => "date of birth",
        "user.demographic.gender" => "gender",
        _ => "other data",
    }
}

texts! {
    Parties {
        title: "Third parties",
        add: "Add a third party",
        edit: "Edit",
        edit_title: "Edit the third party",
        save: "Save",
        saved: "Third party saved.",
        none: "Nobody else gets data yet. Whoever does stands here first: under what agreement, for which purposes, and which data.",
        only_due: "Only those whose review is due.",
        none_due: "Nobody is due for review.",
        kind: "Kind of recipient",
        kind_hint: "As a notice may name it: “printers”.",
        role_label: "Role",
        trust_label: "Trust",
        contact: "Contact for data protection",
        country: "Country",
        country_hint: "Two letters: DE.",
        transfer_label: "Transfer rests on",
        review_due: "Reviewed again",
        agreed: "Agreement signed",
        agreed_end: "Agreement ends",
        measures: "Measures",
        measures_hint: "Separated by commas: encrypted, deleted after use.",
        subprocessors: "Passes data on to",
        purposes: "Purposes allowed",
        categories: "Data allowed",
        kinds: "Kinds of data",
        processing: "Record of processing activities",
        processing_words: "What data about people is used for, by GDPR Art. 30: purposes, legal bases, kinds of data, recipients, and when data goes.",
        print: "Print or save as PDF",
        basis: "Legal basis",
        subjects: "About whom",
        subjects_words: "Customers, prospects and contacts",
        receivers: "Recipients",
        no_receivers: "None",
        retention: "Retention",
        no_retention: "No rule yet",
        own_measures: "End-to-end encryption: the server holds sealed bytes only; members by invitation; signed journal of all changes",
    }
    lists {
        role: fn(&str) -> &'static str = |role| match role {
            "processor" => "Processor",
            "joint" => "Joint controller",
            "independent" => "Controller of their own",
            "authority" => "Authority",
            _ => "",
        },
        trust: fn(&str) -> &'static str = |trust| match trust {
            "draft" => "Draft",
            "in_review" => "In review",
            "approved" => "Approved",
            "suspended" => "Suspended",
            "ended" => "Ended",
            _ => "",
        },
        transfer: fn(&str) -> &'static str = |transfer| match transfer {
            "none" => "No transfer",
            "adequacy" => "Adequacy decision",
            "scc" => "Standard contractual clauses",
            "bcr" => "Binding corporate rules",
            "derogation" => "Derogation (Art. 49)",
            _ => "",
        },
        category: fn(&str) -> &'static str = category,
    }
    sentences {
        agreed_on: |day: &str| format!("agreement since {day}"),
        agreed_until: |from: &str, until: &str| format!("agreement {from} to {until}"),
        reviewed_by: |by: &str| format!("reviewed by {by}"),
        review_on: |day: &str| format!("review {day}"),
    }
}
