//! Was die Palette mit dem tut, was auf der Seite steht, und wohin sie außer zu den Listen führt.

use crate::format::counted;
use crate::strings::en::acting::Acting;

pub(super) const TEXTS: Acting = Acting {
    note: "Notiz hinzufügen",
    call: "Anruf festhalten",
    meeting: "Termin hinzufügen",
    task: "Aufgabe hinzufügen",
    assign: "Zuweisen an …",
    assign_whom: "An wen? Geben Sie einen Namen ein",
    nobody: "Niemand",
    by_other_words: "Mit anderen Worten",
    assigned: |number, name| match number {
        1 => format!("1 Datensatz ist jetzt bei {name}."),
        _ => format!("{} sind jetzt bei {name}.", counted(number, "Datensatz", "Datensätze")),
    },
    unassigned: |number| match number {
        1 => "1 Datensatz hat jetzt keinen Zuständigen.".to_owned(),
        _ => format!("{} haben jetzt keinen Zuständigen.", counted(number, "Datensatz", "Datensätze")),
    },
};
