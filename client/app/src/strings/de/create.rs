//! The form for a new record.

use crate::strings::en::create::Create;

pub(super) const TEXTS: Create = Create {
    add_person: "Person anlegen",
    add_company: "Firma anlegen",
    add_deal: "Deal anlegen",
    add_task: "Aufgabe anlegen",
    add_activity: "Speichern",
    lookalike: "Vielleicht schon vorhanden",
    name_needed: "Geben Sie mindestens einen Namen oder eine E-Mail-Adresse an.",
    company_needed: "Geben Sie der Firma einen Namen.",
    title_needed: "Geben Sie einen Titel an.",
    text_needed: "Schreiben Sie zuerst etwas auf.",
    added: |name| format!("{name} angelegt."),
};
