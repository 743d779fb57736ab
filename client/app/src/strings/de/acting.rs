//! Was die Palette mit dem tut, was auf der Seite steht, und wohin sie außer zu den Listen führt.

use crate::strings::en::acting::Acting;

pub(super) const TEXTS: Acting = Acting {
    note: "Notiz hinzufügen",
    meeting: "Termin hinzufügen",
    task: "Aufgabe hinzufügen",
    assign: "Zuweisen an …",
    by_other_words: "Mit anderen Worten",
};
