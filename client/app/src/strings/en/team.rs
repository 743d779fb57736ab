//! Working side by side: what the team did, mentions, and reading without writing.

texts! {
    Team {
        feed: "Team activity",
        go_feed: "Go to the team’s activity",
        by: "By whom",
        kind: "With what",
        everybody: "Everybody",
        every_kind: "All records",
        nothing: "Nothing to tell yet",
        nothing_words: "What members add and change stands here, day by day.",
        mention: "Mention a member",
        mentions: "Mentions",
        all_seen: "Mark all as seen",
        only_read: "You can only read here.",
        locked: "Only for reading",
        nothing_made: "What colleagues add stands here.",
        nothing_changes: "Nothing can be changed in this vault now.",
        online: "Online now",
        show_online: "Show colleagues that I am online",
        show_online_words: "Your name and since when, to the members of the vault that you have open.",
        show_record: "Show colleagues what I am looking at",
        show_record_words: "Which record is open, and which field you are in. Off unless you turn it on. The server cannot read it; it sees that something was said, and when.",
    }
    sentences {
        /// What a viewer may do, and which owners can change that.
        reads_only: |owners: &str| format!("You can read all of this vault and change nothing in it. An owner can give you another role: {owners}."),
        here_since: |name: &str, clock: &str| format!("{name}, since {clock}"),
        looks: |name: &str| format!("{name} is looking at this"),
        edits: |name: &str| format!("{name} is editing"),
        /// "Ada added 12 people:", before the names.
        made_many: |by: &str, what: &str| format!("{by} added {what}:"),
        changed_many: |by: &str, what: &str| format!("{by} changed {what}:"),
        /// Before the name of the one that stays.
        merged: |by: &str| format!("{by} merged duplicates into"),
        merged_many: |by: &str, what: &str| format!("{by} merged duplicates into {what}:"),
        deleted: |by: &str| format!("{by} deleted"),
        mentioned_by: |by: &str| format!("{by} in"),
        /// Beside "My day" in the side bar.
        unseen: |number: u32| crate::format::counted(number, "new mention", "new mentions"),
    }
}
