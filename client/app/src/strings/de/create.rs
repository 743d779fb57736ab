//! The form for a new record.

use crate::format::counted;
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
    commas: "Mehrere mit Kommas dazwischen.",
    when_now: "Ohne Angabe: jetzt.",
    kept: "Ihr Entwurf ist noch da.",
    anew: "Neu beginnen",
    put_aside: "Ihr Entwurf liegt beiseite.",
    bring_back: "Entwurf zurückholen",
    kept_for_later: "Was Sie eingegeben haben, bleibt erhalten, bis Sie dieses Formular wieder öffnen.",
    given_up: "Entwurf verworfen.",
    no_purpose: "Keiner Ihrer Zwecke braucht das. Fragen Sie nur danach, wenn Sie einen haben.",
    special: |names| {
        format!(
            "{names}: besondere Kategorie. Füllen Sie es auf der Seite der Person aus, sobald die Grundlage dafür steht."
        )
    },
    more_fields: |number| counted(number, "weiteres Feld", "weitere Felder"),
    added: |name| format!("{name} angelegt."),
};
