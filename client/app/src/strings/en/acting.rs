//! What the palette does with what stands on the page, and where it leads beside the lists.

use crate::format::counted;

texts! {
    Acting {
        note: "Add a note",
        call: "Log a call",
        meeting: "Add a meeting",
        task: "Add a task",
        assign: "Assign to …",
        assign_whom: "To whom? Type a name",
        nobody: "Nobody",
        by_other_words: "By other words",
    }
    sentences {
        assigned: |number: u32, name: &str| format!("{} assigned to {name}.", counted(number, "record", "records")),
        unassigned: |number: u32| match number {
            1 => "1 record has no owner now.".to_owned(),
            _ => format!("{} have no owner now.", counted(number, "record", "records")),
        },
    }
}
