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
        reads_only: "You can read this vault. Ask an owner to change it.",
        locked: "Only for reading",
        nothing_changes: "Nothing can be changed in this vault now.",
    }
    sentences {
        /// "Ada added 12 people:", before the names.
        made_many: |by: &str, what: &str| format!("{by} added {what}:"),
        changed_many: |by: &str, what: &str| format!("{by} changed {what}:"),
        mentioned_by: |by: &str| format!("{by} in"),
        /// Beside "My day" in the side bar.
        unseen: |number: u32| crate::format::counted(number, "new mention", "new mentions"),
    }
}
