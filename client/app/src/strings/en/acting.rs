//! What the palette does with what stands on the page, and where it leads beside the lists.

texts! {
    Acting {
        note: "Add a note",
        meeting: "Add a meeting",
        task: "Add a task",
        assign: "Assign to …",
        by_other_words: "By other words",
    }
}
