//! The form for a new record.

texts! {
    ADD_PERSON = "Add person";
    ADD_COMPANY = "Add company";
    ADD_DEAL = "Add deal";
    ADD_TASK = "Add task";
    ADD_ACTIVITY = "Save";
    LOOKALIKE = "Perhaps here already";
    NAME_NEEDED = "Give at least a name or an e-mail address.";
    COMPANY_NEEDED = "Give the company a name.";
    TITLE_NEEDED = "Give it a title.";
    TEXT_NEEDED = "Write something down first.";
}

pub(crate) fn added(name: &str) -> String {
    format!("{name} added.")
}
