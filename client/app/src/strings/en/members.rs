//! Members.

texts! {
    Members {
        title: "Members",
        invite: "Invite",
        you: "you",
        waiting: "Waiting to be let in",
        waiting_words: "Ask them to read their words to you. Let them in only if all six are the same.",
        contested: "Two different people used this link. Do not let anybody in; remove the invite and make a new one.",
        let_in: "Let in",
        open_invites: "Open invites",
        revoke: "Take back",
        revoked: "The invite was taken back.",
        remove: "Remove",
        removing: "Being removed",
        former: "Removed",
        words: "Words of this vault",
        words_why: "Every member who sees the same list sees the same six words. If a colleague's differ, the server shows one of you something else.",
        invite_title: "Invite a colleague",
        invite_name: "Their name",
        invite_name_hint: "So that everybody here knows who it is.",
        invite_role: "They may",
        invite_for: "The link holds for",
        invite_do: "Make link",
        link_title: "Send this link",
        link_words: "It works once, for one person. Send it by a way you trust; it is shown only now.",
        link_copy: "Copy link",
        rename: "Rename",
        day: "1 day",
        three_days: "3 days",
        week: "7 days",
        two_weeks: "14 days",
        owner_may: "do everything",
        admin_may: "write, and manage members",
        editor_may: "read and write",
        viewer_may: "read only",
        editor_can: "An editor reads and writes records, and manages nobody.",
        viewer_can: "A viewer reads and changes nothing.",
        make: "Make",
    }
    sentences {
        /// "an owner".
        a_role: |role: &str| {
            let name = role.to_lowercase();
            let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
            format!("{article} {name}")
        },
        remove_title: |name: &str| format!("Remove {name}?"),
        remove_words: |name: &str| format!(
            "The key of this vault changes at once: nothing written from now on opens for {name}. What {name} has seen cannot be taken back."
        ),
        removed: |name: &str| format!("{name} was removed and the key changed."),
        is_in: |name: &str| format!("{name} is in."),
        joined: |day: &str, by: Option<&str>| match by {
            Some(by) => format!("Joined {day}, let in by {by}"),
            None => format!("Joined {day}"),
        },
        key_number: |epoch: u32| format!("New records are sealed under key {epoch}."),
    }
}
