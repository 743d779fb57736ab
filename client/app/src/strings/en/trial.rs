//! Measuring on made-up records.

use crate::format;

texts! {
    Trial {
        title: "Speed on this device",
        words: "Builds a vault of made-up people in this browser, each with a company, some with deals and tasks, and two activities on average. It is sealed and opened like yours, never sent anywhere, and thrown away at the end.",
        care: "Keep this tab in front while it measures. A hundred thousand people take a minute or two and some 300 MB of room; a million take ten times that.",
        building: "Building the vault",
        done: "Measured. The made-up vault is gone.",
        figure: "Figure",
        measured: "Measured",
        goal: "Goal",
        untold: "not told here",
        unlock: "Unlock to list",
        search: "Search as you type, 95 of 100 within",
        palette: "Palette as you type, 95 of 100 within",
        sort: "Sort, the slowest of three",
        filter: "Filter by tag",
        group: "Group by status",
        board: "Board, in the worker",
        record: "Record with timeline, 95 of 100 within",
        bulk: "1,000 records changed in one step",
        memory: "Memory of the worker",
        allowed: "Who may get the newsletter",
        residue: "Search for what is left of somebody",
        package: "Package of somebody’s data",
        list_shown: "List, until it is seen",
        longest_task: "Longest stop while scrolling and typing",
        board_shown: "Board, until it is seen",
        record_shown: "Record, until it is seen",
        page_memory: "Memory of the page",
    }
    sentences {
        with_people: |people: u32| format!("{} people", format::count(people)),
        title_of: |people: u32| format!("Speed with {} people", format::count(people)),
        data: |people: String| format!("{people} people with a company each, 0.3 deals, 0.2 tasks and 2 activities on average. Stops under 50 ms count as none."),
    }
}
