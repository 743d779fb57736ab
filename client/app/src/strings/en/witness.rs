//! What colleagues confirmed, and changes of who is in the vault.

texts! {
    Witness {
        never: "Has not confirmed the history yet",
        verified: "You compared words",
        verified_why: "You let this person in after comparing six words, so the keys are theirs.",
        lags: "Lacks the newest key",
        renew: "Renew key",
        renew_why: "A member's device lacks the newest key and will not get it by itself. A new one mends that.",
        renewed: "A new key is on its way to every member.",
        aging: "Nobody else has confirmed the newest changes for three days",
        old: "Nobody else has confirmed the newest changes for two weeks",
        aging_words: "Everybody's browser confirms what it has checked. If colleagues are at work and this stays, call one of them and compare histories below.",
        changed: "Who is in this vault has changed",
        role_changed: "Your role in this vault has changed",
        changed_words: "What you write waits here until you have looked.",
        changed_reads: "You can only read here now.",
        understood: "Understood",
        open_members: "Members",
        compared: "after comparing words",
        not_compared: "without comparing words",
        compare: "Compare histories",
        compare_why: "Two people who see the same history of this vault see the same twelve words at the same entry. Agree on a number, the lower of your two newest, and read them to each other.",
        entry: "Entry",
        no_number: "Type the number of an entry.",
        same: "They are the same",
        differ: "They differ",
        differ_sure: "If they differ, the server shows one of you another history. This browser then stops sending for good; reading goes on.",
        same_means: "If they are the same, it was a mistake or somebody else's doing, and work goes on.",
    }
    sentences {
        everything: |when: &str| format!("Confirmed all of this {when}"),
        up_to: |when: &str| format!("Last confirmed {when}"),
        other_device: |when: &str| format!("Another device of yours confirmed {when}"),
        seen_by: |seen: u32, of: u32, missing: &str| format!("Seen by {seen} of {of}, not by {missing}"),
        not_since: |name: &str, when: Option<&str>| match when {
            Some(when) => format!("{name} since {when}"),
            None => name.to_owned(),
        },
        invited_and_let_in: |by: &str, name: &str, role: &str| format!("{by} invited {name} and let them in as {role}"),
        let_in: |by: &str, name: &str, role: &str, inviter: &str| format!("{by} let in {name} as {role}, whom {inviter} invited"),
        let_in_here: |name: &str, role: &str, inviter: &str| format!("{inviter} invited {name} as {role}; your browser let them in"),
        role: |by: &str, name: &str, role: &str| format!("{by} changed {name}'s role to {role}"),
        /// Of one's own role: "an owner", "do everything".
        role_of_mine: |by: &str, a_role: &str, may: &str| format!("{by} made you {a_role}. You may now {may}"),
        removed: |by: &str, names: &str| format!("{by} removed {names}"),
        rules: |by: &str| format!("{by} changed the rules of this vault"),
        more: |number: usize| format!("and {number} more"),
        suspected: |name: &str, me: bool| if me {
            "Another device of yours names another history of this vault".to_owned()
        } else {
            format!("{name}'s browser names another history of this vault")
        },
        suspected_ask: |name: &str, me: bool, seq: u64| if me {
            format!("On your other device open Members, Compare histories, entry {seq}. Are its twelve words these?")
        } else {
            format!(
                "Call or meet {name}. Ask for Members, Compare histories, entry {seq}. Are the twelve words there the same as these?"
            )
        },
    }
}
