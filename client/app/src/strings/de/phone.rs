//! What a phone has in other places.

use crate::strings::en::phone::Phone;

pub(super) const TEXTS: Phone = Phone {
    arrange: "Filtern, anordnen, auswählen",
    sort_by: "Sortieren nach",
    then_by: "Dann nach",
    sort_off: "Nicht danach sortieren",
    totals: "Summen unter der Liste",
    totals_words: "Was von jeder Spalte unter der Liste steht. Eine gespeicherte Ansicht behält es.",
    order: "Reihenfolge",
    ascending: "Aufsteigend",
    descending: "Absteigend",
    columns: "Unter dem Namen zeigen",
    columns_words: "Die ersten drei davon, die etwas enthalten, in dieser Reihenfolge. Eine gespeicherte Ansicht behält sie.",
    board: "Das Board geht nach Phasen oder einer Auswahl, seine Karten in dieser Reihenfolge. Gruppiert wird in der Tabelle.",
    calendar: "Der Kalender geht nach Tagen. Sortiert und gruppiert wird in der Tabelle.",
    select: "Mehrere auswählen",
    tap_rows: "Zeilen antippen, um sie auszuwählen",
    all: "Alle",
    step: |what, step| format!("{what}: {step}"),
    sorted: |by, of| match of {
        0 | 1 => format!("Sortiert: {by}"),
        more => format!("Sortiert: {by} +{}", more - 1),
    },
};
