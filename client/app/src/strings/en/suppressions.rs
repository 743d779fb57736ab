//! Contact points that are left alone.

use crate::format::counted;

texts! {
    Suppressions {
        title: "Left alone",
        words: "Addresses and numbers that nothing goes to, or nothing of marketing, of one purpose or by one channel. They are kept as marks under a key of this vault: nobody can read them back, and they stay when a person is erased or imported again.",
        look_title: "Look one up, or add it",
        kind: "Kind",
        value: "Address or number",
        value_hint: "It is not kept as you type it. That somebody looked is written down.",
        look: "Look up",
        add: "Leave alone",
        reason: "Reason",
        everything: "How far",
        all_words: "Nothing at all goes there",
        marketing_words: "Nothing of marketing goes there",
        added: "Left alone from now on.",
        found: "It is on the list:",
        not_found: "It is not on the list.",
        list: "The list",
        none: "Nothing is on it yet. Withdrawals, objections and erasures put their contact points here by themselves.",
        lift: "Take off",
        lift_title: "Take it off the list",
        lift_words: "It was put there by hand, so it can be used again as far as everything else allows it. Who took it off, and why, stays in the audit.",
        lifted: "Taken off. It is in the audit.",
        why: "Reason",
        none_of_them: "None of this person’s addresses and numbers is on the list.",
        add_more: "Leave alone…",
        add_title: "Leave a contact point alone",
        add_words: "It holds at once, whatever was consented to, and stays when the person is merged, erased or imported again. A new consent of the person, or an admin with a reason, takes it off.",
        point: "Address or number",
        stays: "Only what was put there by hand comes off by hand. What a person said, an erasure, a bounce or the law stays; a new consent of the person takes it off, except where the law says so.",
    }
    lists {
        /// A kind of contact points.
        kind_words: fn(&str) -> &'static str = |kind| match kind {
            "email" => "E-mail address",
            "phone" => "Phone number",
            "post" => "Postal address",
            "social" => "Web address",
            _ => "",
        },
        /// Why it is left alone.
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
            "all" => "nothing at all".to_owned(),
            "marketing" => "no marketing".to_owned(),
            "purpose" if of.is_empty() => "one purpose".to_owned(),
            "purpose" => format!("not for {of}"),
            _ => format!("not by {}", (crate::strings::en::privacy::TEXTS.channel)(of)),
        },
        by_channel: |channel: &str| format!("Nothing goes there by {}", channel.to_lowercase()),
        for_purpose: |purpose: &str| format!("Nothing goes there for {purpose}"),
        written: |by: &str| format!("written down by {by}"),
        entries: |number: u32| counted(number, "entry", "entries"),
    }
}
