//! My day, and the palette.

use crate::strings::en::day::Day;

pub(super) const TEXTS: Day = Day {
    day: "Mein Tag",
    late: "Überfällig",
    today: "Heute",
    next: "Die nächsten sieben Tage",
    undated: "Ohne Tag",
    stuck: "Deals ohne nächsten Schritt",
    news: "Was andere getan haben",
    mine: "Meine",
    everybody: "Alle",
    whose: "Wessen",
    clear: "Nichts wartet auf Sie",
    clear_words: "Keine Aufgabe ist fällig, und jeder offene Deal hat einen nächsten Schritt.",
    palette: "Öffnen, anlegen oder finden",
    type_here: "Suchen oder eingeben, was zu tun ist …",
    no_match: "Nichts passt",
    go: "Öffnen",
    make: "Anlegen",
    actions: "Tun",
    records: "Datensätze",
    recent: "Zuletzt gesehen",
    import: "Datei importieren",
    how_to_search: "So wird gesucht",
    shortcuts: "Tastenkürzel",
    lock: "Sperren",
    made: |by| format!("{by} hat angelegt"),
    changed: |by| format!("{by} hat geändert"),
};
