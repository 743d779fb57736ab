//! Addresses and numbers that are blocked.

use crate::format::counted;

texts! {
    Suppressions {
        title: "Blocked addresses and numbers",
        words: "Addresses and numbers that nothing goes to, or nothing of marketing, of one purpose or by one channel. They are kept as marks under a key of this vault: nobody can read them back, and they stay when a person is erased or imported again.",
        look_title: "Look one up, or add it",
        kind: "Kind",
        value: "Address or number",
        value_hint: "It is not kept as you type it. That somebody looked is written down.",
        look: "Look up",
        add: "Block",
        reason: "Reason",
        everything: "What is blocked",
        all_words: "Everything",
        marketing_words: "Marketing",
        added: "Blocked from now on.",
        found: "It is on the list:",
        not_found: "It is not on the list.",
        list: "The list",
        none: "Nothing is on it yet. Withdrawals, objections and erasures put their addresses and numbers here by themselves.",
        lift: "Take off",
        lift_title: "Take it off the list",
        lift_words: "It was put there by hand, so it can be used again as far as everything else allows it. Who took it off, and why, stays in the audit.",
        lifted: "Taken off. It is in the audit.",
        why: "Reason",
        none_of_them: "None of this person’s addresses and numbers is on the list.",
        add_more: "Block…",
        add_title: "Block an address or number",
        add_words: "It holds at once, whatever was consented to, and stays when the person is merged, erased or imported again. A new consent of the person, or an admin with a reason, takes it off.",
        point: "Address or number",
        stays: "Only what was put there by hand comes off by hand. What a person said, an erasure, a bounce or the law stays; a new consent of the person takes it off, except where the law says so.",
    }
    lists {
        /// A kind of addresses and numbers.
        kind_words: fn(&str) -> &'static str = |kind| match kind {
            "email" => "E-mail address",
            "phone" => "Phone number",
            "post" => "Postal address",
            "social" => "Web address",
            _ => "",
        },
        /// Why it is blocked.
        reason_words: fn(&str) -> &'static str = |reason| match reason {
            "objected" => "Objected",
            "withdrawn" => "Withdrawn",
            "erased" => "Erased person",
            "hard_bounce" => "Mails come back",
            "complaint" => "Complaint",
            "gpc" => "Browser’s privacy signal",
            "legal" => "By law",
            "manual" => "Put there by hand",
            _ => "Another reason",
        },
    }
    sentences {
        scope: |scope: &str, of: &str| match scope {
            "all" => "Everything".to_owned(),
            "marketing" => "Marketing".to_owned(),
            "purpose" if of.is_empty() => "Use for one purpose".to_owned(),
            "purpose" => format!("Use for {of}"),
            _ => format!("Contact by {}", (crate::strings::en::privacy::TEXTS.channel)(of).to_lowercase()),
        },
        by_channel: |channel: &str| format!("Contact by {}", channel.to_lowercase()),
        for_purpose: |purpose: &str| format!("Use for {purpose}"),
        written: |by: &str| format!("written down by {by}"),
        entries: |number: u32| counted(number, "entry", "entries"),
    }
}
