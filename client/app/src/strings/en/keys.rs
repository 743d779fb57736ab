//! The sheet of shortcuts.

texts! {
    Keys {
        anywhere: "Anywhere",
        in_lists: "In a list",
        in_calendar: "In the calendar",
        later: "Later",
        earlier: "Earlier",
        today: "Today",
        carry: "Pick up, move, put down",
        on_record: "On a record",
        search: "Search",
        new: "New",
        palette: "Go to, create or find",
        go_day: "Go to my day",
        go_dashboard: "Go to the dashboard",
        go_people: "Go to people",
        go_companies: "Go to companies",
        go_members: "Go to members",
        go_deals: "Go to deals",
        go_tasks: "Go to tasks",
        go_calendar: "Go to the calendar",
        go_activities: "Go to activities",
        go_trash: "Go to the trash",
        go_vault: "Switch vault",
        undo: "Undo",
        redo: "Redo",
        lock: "Lock",
        this: "This sheet",
        go: "Move",
        open: "Open",
        select: "Select",
        extend: "Extend the selection",
        delete: "Delete the selected",
        next: "Next",
        previous: "Previous",
        cancel: "Cancel an edit",
    }
    sentences {
        /// What stands on a key.
        on_key: |key: &str| key.to_owned(),
    }
}
