//! The form for a new record.

texts! {
    Create {
        add_person: "Add person",
        add_company: "Add company",
        add_deal: "Add deal",
        add_task: "Add task",
        add_activity: "Save",
        lookalike: "Perhaps here already",
        name_needed: "Give at least a name or an e-mail address.",
        company_needed: "Give the company a name.",
        title_needed: "Give it a title.",
        text_needed: "Write something down first.",
    }
    sentences {
        added: |name: &str| format!("{name} added."),
    }
}
