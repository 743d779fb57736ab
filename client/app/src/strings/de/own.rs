//! What a team defines itself: fields, pipelines.

use crate::format::counted;
use crate::strings::en::own::Own;
use tacit_bridge::records::{Form, Outcome};

pub(super) const TEXTS: Own = Own {
    group: "Eigene Felder",
    fields: "Eigene Felder",
    of_kind: "Für",
    add_field: "Feld hinzufügen",
    no_fields: "Noch keine. Ein eigenes Feld steht auf der Seite jedes Datensatzes und kann Spalte, Filter und Gruppe sein.",
    holds: "Enthält",
    words: "Auswahl, je Zeile eine",
    sealed: "Sein Name und alles darin sind versiegelt wie alles andere.",
    form_stays: "Was ein Feld enthält, lässt sich später nicht ändern. Datensätze behalten Wörter, die nicht mehr in der Auswahl stehen.",
    field_saved: "Feld gespeichert.",
    field_removed: "Feld entfernt. Was Datensätze darin enthalten, bleibt und kommt mit dem Feld zurück.",
    ordered: "Verschoben.",
    pipelines: "Pipelines",
    add_pipeline: "Pipeline hinzufügen",
    no_pipelines: "Die erste Pipeline entsteht mit Ihrem ersten Deal.",
    new_pipeline: "Neue Pipeline",
    edit_pipeline: "Pipeline bearbeiten",
    stages: "Phasen",
    stage: "Phase",
    stage_name: "Name der Phase",
    add_stage: "Phase hinzufügen",
    means: "Was sie bedeutet",
    chance: "Aussicht in Prozent",
    first_stage: "Neu",
    won: "Gewonnen",
    lost: "Verloren",
    pipeline_saved: "Pipeline gespeichert.",
    pipeline_removed: "Pipeline entfernt.",
    form: |form| match form {
        Form::Text => "Text",
        Form::LongText => "Langer Text",
        Form::Number => "Zahl",
        Form::Money => "Geldbetrag",
        Form::Date => "Datum",
        Form::Choice => "Eines aus einer Auswahl",
        Form::Choices => "Mehrere aus einer Auswahl",
        Form::YesNo => "Ja oder nein",
        Form::Email => "E-Mail-Adressen",
        Form::Phone => "Telefonnummern",
        Form::Address => "Postadressen",
        Form::Link => "Webadressen",
        Form::Relation => "Andere Datensätze",
        Form::Member => "Mitglied",
    },
    outcome: |outcome| match outcome {
        Outcome::Open => "Offen",
        Outcome::Won => "Gewonnen",
        Outcome::Lost => "Verloren",
    },
    new_field: |many| format!("Neues Feld für {many}"),
    edit_field: |many| format!("Feld für {many} bearbeiten"),
    up: |name| format!("{name} nach oben"),
    down: |name| format!("{name} nach unten"),
    edit: |name| format!("{name} bearbeiten"),
    remove: |name| format!("{name} entfernen"),
    about: |form, used| match used {
        0 => format!("{form} · noch nicht verwendet"),
        _ => format!("{form} · in {}", counted(used, "Datensatz", "Datensätzen")),
    },
};

/// Sentences of the worker about what a team defines.
pub(super) const SAID: &[(&str, &str)] = &[
    (
        "This cannot be done: an object needs a name for one and a name for several, of at most 128 bytes.",
        "Das geht nicht: Ein Objekt braucht einen Namen für eines und einen für mehrere, mit höchstens 128 Bytes.",
    ),
    (
        "This cannot be done: there is an object of this name already.",
        "Das geht nicht: Ein Objekt dieses Namens gibt es schon.",
    ),
    ("This cannot be done: at most 50 objects of one's own.", "Das geht nicht: Höchstens 50 eigene Objekte."),
    (
        "This cannot be done: it still has records here ({}); delete them first.",
        "Das geht nicht: Es hat hier noch Datensätze ({}); löschen Sie diese zuerst.",
    ),
    (
        "This cannot be a field: a field needs a name of at most 128 bytes.",
        "Das kann kein Feld sein: Ein Feld braucht einen Namen mit höchstens 128 Bytes.",
    ),
    (
        "This cannot be a field: there is a field of this name already.",
        "Das kann kein Feld sein: Ein Feld dieses Namens gibt es schon.",
    ),
    (
        "This cannot be a field: a choice needs words to choose from, each once, and at most 200.",
        "Das kann kein Feld sein: Eine Auswahl braucht Wörter, jedes einmal, und höchstens 200.",
    ),
    (
        "This cannot be a field: at most 100 fields of one's own.",
        "Das kann kein Feld sein: Höchstens 100 eigene Felder.",
    ),
];
