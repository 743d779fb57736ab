//! What a phone has in other places: how a list is arranged, selecting by touch, taking back.

texts! {
    Phone {
        arrange: "Arrange and select",
        sort_by: "Sort by",
        order: "Order",
        ascending: "Ascending",
        descending: "Descending",
        columns: "What stands under the name",
        columns_words: "The first three of these that say something, in this order. A saved view keeps them.",
        board: "The board goes by stage, or by a choice. Sorting and grouping are in the table.",
        calendar: "The calendar goes by day. Sorting and grouping are in the table.",
        select: "Select several",
        tap_rows: "Tap rows to select them",
        all: "All",
    }
    sentences {
        step: |what: &str, step: &str| format!("{what}: {step}"),
    }
}
