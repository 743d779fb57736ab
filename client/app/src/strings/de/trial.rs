//! Messen an ausgedachten Datensätzen.

use crate::format;
use crate::strings::en::trial::Trial;

pub(super) const TEXTS: Trial = Trial {
    title: "Geschwindigkeit auf diesem Gerät",
    words: "Baut in diesem Browser einen Tresor mit ausgedachten Personen, jede mit einer Firma, manche mit Deals und Aufgaben, im Mittel mit zwei Aktivitäten. Er wird versiegelt und geöffnet wie Ihrer, nirgendwohin gesendet und am Ende verworfen.",
    care: "Lassen Sie diesen Tab vorn, solange gemessen wird. Hunderttausend Personen brauchen ein bis zwei Minuten und etwa 300 MB Platz; eine Million das Zehnfache.",
    building: "Der Tresor wird gebaut",
    done: "Gemessen. Der ausgedachte Tresor ist fort.",
    figure: "Größe",
    measured: "Gemessen",
    goal: "Ziel",
    untold: "hier nicht bekannt",
    unlock: "Vom Entsperren zur Liste",
    search: "Suche beim Tippen, 95 von 100 binnen",
    palette: "Palette beim Tippen, 95 von 100 binnen",
    sort: "Sortieren, das langsamste von dreien",
    filter: "Filtern nach Schlagwort",
    group: "Gruppieren nach Status",
    board: "Board, im Worker",
    record: "Datensatz mit Verlauf, 95 von 100 binnen",
    bulk: "1.000 Datensätze in einem Schritt geändert",
    memory: "Speicher des Workers",
    allowed: "Wer den Newsletter bekommen darf",
    residue: "Suche nach dem, was von jemandem bleibt",
    package: "Paket der Daten einer Person",
    list_shown: "Liste, bis sie zu sehen ist",
    longest_task: "Längste Unterbrechung beim Blättern und Tippen",
    board_shown: "Board, bis es zu sehen ist",
    record_shown: "Datensatz, bis er zu sehen ist",
    page_memory: "Speicher der Seite",
    with_people: |people| format!("{} Personen", format::count(people)),
    title_of: |people| format!("Geschwindigkeit mit {} Personen", format::count(people)),
    data: |people| {
        format!(
            "{people} Personen mit je einer Firma, im Mittel 0,3 Deals, 0,2 Aufgaben und 2 Aktivitäten. Unterbrechungen unter 50 ms zählen nicht."
        )
    },
};
