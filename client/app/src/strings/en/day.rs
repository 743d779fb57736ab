//! My day, and the palette.

texts! {
    Day {
        day: "My day",
        late: "Late",
        today: "Today",
        next: "Next seven days",
        undated: "Without a day",
        stuck: "Deals without a next step",
        news: "What colleagues did",
        mine: "Mine",
        everybody: "Everybody’s",
        whose: "Whose",
        clear: "Nothing is waiting for you",
        clear_words: "No task is late or due, and every open deal has a next step.",
        palette: "Go to, create or find",
        type_here: "Search, or type what to do …",
        no_match: "Nothing fits",
        go: "Go to",
        make: "Create",
        actions: "Do",
        records: "Records",
        recent: "Seen lately",
        import: "Import a file",
        how_to_search: "How to search",
        shortcuts: "Keyboard shortcuts",
        lock: "Lock",
    }
    sentences {
        made: |by: &str| format!("{by} added"),
        changed: |by: &str| format!("{by} changed"),
    }
}
