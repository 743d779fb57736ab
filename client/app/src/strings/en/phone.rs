//! What a phone has in other places: how a list is arranged, selecting by touch, taking back.

texts! {
    Phone {
        arrange: "Filter, arrange, select",
        sort_by: "Sort by",
        then_by: "Then by",
        sort_off: "Do not sort by this",
        totals: "Totals below the list",
        totals_words: "What of each column stands below the list. A saved view keeps it.",
        order: "Order",
        ascending: "Ascending",
        descending: "Descending",
        columns: "Shown under the name",
        columns_words: "The first three of these that say something, in this order. A saved view keeps them.",
        board: "The board goes by stage, or by a choice, and its cards in this order. Groups are in the table.",
        calendar: "The calendar goes by day. Sorting and grouping are in the table.",
        select: "Select several",
        tap_rows: "Tap rows to select them",
        all: "All",
    }
    sentences {
        step: |what: &str, step: &str| format!("{what}: {step}"),
        /// What a board is sorted by first, of so many criteria.
        sorted: |by: &str, of: usize| match of {
            0 | 1 => format!("Sort: {by}"),
            more => format!("Sort: {by} +{}", more - 1),
        },
    }
}
