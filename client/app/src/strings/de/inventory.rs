//! Every field: what it is for, and how much of it is filled.

use crate::format::{count, counted};
use crate::strings::en::inventory::Inventory;

pub(super) const TEXTS: Inventory = Inventory {
    title: "Felder",
    words: "Was aufbewahrt wird, wofür, und wie viel davon ausgefüllt ist. Was niemand braucht, steht zuerst: Was nicht da ist, geht nicht verloren.",
    only_sensitive: "Nur Felder von Personen, die verdeckt sind und etwas enthalten.",
    only_unneeded: "Nur Felder von Personen, die etwas enthalten und die kein Zweck braucht.",
    none_of_them: "Es gibt keines mehr.",
    whose: "Wessen sie sind",
    no_purpose: "Kein Zweck braucht es",
    lost: "Entferntes Feld",
    lost_words: "Das Feld wurde entfernt, seine Werte nicht",
    own: "eigenes",
    edit: "Bearbeiten",
    drop: "Weglassen",
    drop_over: "Abgelaufenes leeren",
    drop_press: "Wegnehmen",
    drop_said: "Die Werte sind weg.",
    over_said: "Die Werte, deren Zeit vorbei war, sind weg.",
    field_goes: "Das Feld geht mit ihnen, von jeder Seite eines Datensatzes und aus den Zwecken, die es nennen.",
    can_undo: "Das lässt sich rückgängig machen, bis Sie sperren. Frühere Versionen der Datensätze, die der Verlauf zeigt, enthalten die Werte noch.",
    for_good: "Diese kommen nicht zurück. Frühere Versionen der Datensätze, die der Verlauf zeigt, enthalten sie noch.",
    empty: "Leer",
    all: "Alle Felder, wofür sie da sind und wie viel ausgefüllt ist",
    tile: "Felder ohne Zweck",
    unneeded: |fields| {
        match fields {
        1 => "Ein Feld enthält Werte, die kein Zweck braucht. Sehen Sie nach, was darin steht, und nennen Sie dann einen Zweck oder lassen Sie es weg.".to_owned(),
        _ => format!("{} Felder enthalten Werte, die kein Zweck braucht. Sehen Sie nach, was darin steht, und nennen Sie dann einen Zweck oder lassen Sie sie weg.", count(fields)),
    }
    },
    idle: |names| format!("Leer und ohne Zweck: {names}."),
    records: |records| counted(records, "Datensatz", "Datensätze"),
    kept: |period| format!("aufbewahrt: {period}"),
    looked: |day| format!("zuletzt angesehen am {day}"),
    open: |name, filled| format!("{name}: {} zeigen", counted(filled, "Datensatz", "Datensätze")),
    unfounded: |people| format!("{} ohne Grundlage dafür", counted(people, "Person", "Personen")),
    over: |values| format!("{} zu lange aufbewahrt", counted(values, "Wert", "Werte")),
    stored: |values| format!("{} nur gespeichert", count(values)),
    drop_title: |name| format!("„{name}“ weglassen?"),
    over_title: |name| format!("„{name}“ leeren, wo die Zeit vorbei ist?"),
    goes: |values| match values {
        0 => "Es enthält nichts, was mitgeht.".to_owned(),
        1 => "Ein Wert wird aus den Datensätzen genommen.".to_owned(),
        _ => format!("{} Werte werden aus den Datensätzen genommen.", count(values)),
    },
    stays: |values| {
        format!(
            "{} in Datensätzen, die nur gespeichert oder gesetzlich festgehalten sind, und so lange auch das Feld.",
            match values {
                1 => "Ein Wert bleibt".to_owned(),
                _ => format!("{} Werte bleiben", count(values)),
            }
        )
    },
};
