//! Lists of records.

use crate::format::{count, counted};
use crate::strings::en::list::List;
use tacit_bridge::records::MAX_CELLS;

pub(super) const TEXTS: List = List {
    search_people: "Personen suchen",
    search_companies: "Firmen suchen",
    search_deals: "Deals suchen",
    search_tasks: "Aufgaben suchen",
    search_activities: "Aktivitäten suchen",
    changed: "Geändert",
    changed_by: "Geändert von",
    made: "Angelegt",
    made_by: "Angelegt von",
    contacted: "Letzter Kontakt",
    yes: "Ja",
    unnamed: "Ohne Namen",
    clear: "Suche und Filter leeren",
    no_hit: "Niemand passt",
    no_hit_company: "Keine Firma passt",
    no_hit_other: "Nichts passt",
    none_meets: "Kein Datensatz hier erfüllt die Bedingungen des Filters.",
    empty: "Noch keine Personen",
    empty_words: "Importieren Sie eine Datei oder beginnen Sie mit einer Person. Alles wird versiegelt, bevor es diesen Browser verlässt.",
    empty_companies: "Noch keine Firmen",
    empty_companies_words: "Firmen kommen mit den Personen, die Sie importieren, oder Sie legen eine an.",
    empty_deals: "Noch keine Deals",
    empty_deals_words: "Ein Deal ist ein mögliches Geschäft: was, mit wem, zu welchem Betrag und wie weit es ist.",
    empty_tasks: "Nichts zu tun",
    empty_tasks_words: "Schreiben Sie den nächsten Schritt auf, für sich oder für jemand anderen.",
    empty_activities: "Noch nichts aufgeschrieben",
    empty_activities_words: "Notizen, Anrufe, Termine und E-Mails aller Kunden stehen hier, die neuesten zuerst.",
    demo: "Mit erfundenen Personen ausprobieren",
    first: "Erste Person anlegen",
    import: "Datei importieren",
    failed: "Die Liste kann nicht gezeigt werden",
    select_all: "Alle auswählen",
    clear_selection: "Auswahl aufheben",
    drop: "Zum Importieren ablegen",
    edit: "Bearbeiten",
    tag: "Schlagwort",
    assign: "Zuweisen",
    field: "Feld",
    no_value: "Geben Sie einen Wert an, und wählen Sie Namen aus der Liste.",
    head_hint: "Drücken sortiert, mit der Umschalttaste als weitere Ordnung. Ziehen verschiebt die Spalte. Den Rand ziehen oder Alt und eine Pfeiltaste ändert die Breite.",
    sort_up: "Aufsteigend sortieren",
    sort_down: "Absteigend sortieren",
    no_group: "Ohne",
    calculate: "Berechnen",
    no_calc: "Nichts",
    no_figure: "keine",
    filled: "Gefüllt",
    blank: "Leer",
    distinct: "Verschiedene",
    sum: "Summe",
    mean: "Mittel",
    least: "Kleinster",
    most: "Größter",
    consented: "Eingewilligt",
    withdrew: "Widerrufen",
    unasked: "Nie gefragt",
    not_copied: "Der Browser erlaubt das Kopieren hier nicht.",
    cell_left: "Die Zelle blieb, wie sie war.",
    only_told: "Diese Spalte füllt Tacit selbst aus. Eintippen lässt sich hier nichts.",
    consent_told: "Eine Einwilligung wird im Reiter Datenschutz der Person festgehalten. Die Eingabetaste führt dorthin.",
    waiting: "Hier gespeichert, noch nicht gesendet",
    selected: |number| format!("{} ausgewählt", count(number as u32)),
    deleted: |number, one, many| format!("{} gelöscht.", counted(number as u32, one, many)),
    select_row: |name| format!("{name} auswählen"),
    new_word: |word| format!("Neues Wort „{word}“"),
    share: |part, percent| format!("{} · {percent}", count(part)),
    to_consents: |name| format!("Einwilligungen von {name}"),
    column_menu: |column| format!("{column}: sortieren, filtern und mehr"),
    edited: |number| format!("{} geändert.", counted(number as u32, "Datensatz", "Datensätze")),
    edit_title: |number, one, many| format!("{} bearbeiten", counted(number as u32, one, many)),
    edit_do: |number, one, many| format!("{} ändern", counted(number as u32, one, many)),
    of_selected: |number, total| format!("{} von {} ausgewählt", count(number), count(total)),
    of_all: |number, all| format!("{} von {}", count(number), count(all)),
    copied: |number| format!("{} kopiert.", cells(number)),
    rows_filled: |rows| format!("{} gefüllt.", counted(rows as u32, "Zeile", "Zeilen")),
    written: |number, refused, first| {
        let done = format!("{} geschrieben.", cells(number as usize));
        match first {
            Some(first) if refused == 1 => format!("{done} 1 Zelle blieb, wie sie war: {first}"),
            Some(first) => format!("{done} {} blieben, wie sie waren: {first}", cells(refused)),
            None => done,
        }
    },
    past_edge: |number| format!("{} hinter der letzten Zeile oder Spalte weggelassen.", cells(number)),
    too_many: |number| {
        format!("{} weggelassen: auf einmal werden höchstens {} geschrieben.", cells(number), count(MAX_CELLS as u32))
    },
    too_many_to_copy: |number| {
        format!(
            "Nichts kopiert: {} sind markiert, auf einmal werden höchstens {} kopiert.",
            cells(number),
            count(MAX_CELLS as u32)
        )
    },
};

fn cells(number: usize) -> String {
    counted(number as u32, "Zelle", "Zellen")
}
