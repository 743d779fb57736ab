//! Texts of the team's to begin a note with.

texts! {
    Templates {
        templates: "Templates",
        one: "template",
        several: "templates",
        add: "Add template",
        none: "None yet. A template is a text to begin a note, a call, a meeting or a mail with; what stands between double braces is filled in from the record.",
        new_one: "New template",
        edit_one: "Edit template",
        name_example: "First call",
        what: "Begins",
        text: "Text",
        text_example: "Called {{given name}} of {{company}} …",
        put_in: "Put in",
        masked: "Masked fields cannot stand in a template.",
        saved: "Template saved.",
        removed: "Template deleted.",
        insert: "Begin with a template",
        manage: "Templates in Settings",
    }
    lists {
        /// What can stand between braces, beside fields of the team's own.
        slots: &'static [&'static str] = &["given name", "family name", "name", "company", "job title", "e-mail", "phone", "amount", "stage", "today", "my name"],
    }
    sentences {
        missing: |names: &str| format!("Nothing is known here for {names}: it stands between braces."),
    }
}
