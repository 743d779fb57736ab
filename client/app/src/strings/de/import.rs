//! Import.

use crate::format::{count, counted};
use crate::strings::en::import::Import;
use tacit_bridge::import::NoTo;

pub(super) const TEXTS: Import = Import {
    title: "Import",
    drop: "Dateien hier ablegen",
    drop_words: "CSV aus jedem CRM, Adressbuch oder Tabellenprogramm, oder vCards (.vcf). Auch mehrere auf einmal; kopierte Zellen können Sie einfügen. Alles wird in diesem Browser gelesen und nirgends sonst.",
    choose: "Dateien auswählen",
    pasted: "Eingefügte Zellen",
    reading: "Wird gelesen",
    other_files: "Andere Dateien",
    column: "Spalte",
    samples: "Zum Beispiel",
    goes_to: "Kommt in",
    sure: "Sicher",
    fairly_sure: "Ziemlich sicher",
    please_check: "Bitte prüfen",
    skip: "Weglassen",
    full_name: "Ganzer Name, aufgeteilt",
    note: "Notiz, unter eigenem Namen",
    group_person: "Person",
    group_company: "Firma",
    new_people: "neue Personen",
    merged: "aktualisiert",
    new_companies: "neue Firmen",
    skipped: "weggelassen",
    duplicates: "Wenn jemand schon vorhanden ist",
    dup_merge: "Ergänzen",
    dup_merge_words: "Leere Felder füllen, Adressen und Nummern hinzufügen, nichts Vorhandenes ändern.",
    dup_skip: "Weglassen",
    dup_skip_words: "Die Person bleibt, wie sie ist.",
    dup_add: "Noch einmal anlegen",
    dup_add_words: "Als weitere Person.",
    problems: "Zum Ansehen",
    no_problems: "Jede Zeile kann gelesen werden.",
    only_blocking: "Nur weggelassene Zeilen",
    row: "Zeile",
    value: "Wert",
    what: "Was",
    happens: "Was geschieht",
    sample: "So wird es aussehen",
    run: "Importieren",
    running: "Wird versiegelt und gespeichert",
    running_words: "Sie können diese Seite verlassen; es geht weiter.",
    done: "Import abgeschlossen",
    stopped: "Import angehalten",
    stopped_words: "Was geschrieben wurde, ist da, vom Rest nichts. Nehmen Sie es zurück, oder behalten Sie es.",
    show: "Personen zeigen",
    prove: "Angaben nachweisen…",
    undo_all: "Ganzen Import zurücknehmen",
    undone: "Der Import wurde zurückgenommen.",
    cards: "vCards sagen selbst, was jede Zeile ist.",
    left_out: "weggelassen",
    first_shown: "Die ersten 500 werden gezeigt.",
    mend_words: "Was Sie hier schreiben, wird statt dessen importiert, was in der Datei steht. Die Datei selbst bleibt, wie sie ist; eine geleerte Zeile wird weggelassen.",
    beyond: "Hinter der letzten Spalte",
    unmend: "Wie in den Dateien",
    group_privacy: "Einwilligungen",
    rows_are: "Jede Zeile ist",
    people_rows: "Eine Person, mit Firma",
    own_duplicates: "Wenn ein Datensatz dieses Namens schon vorhanden ist",
    own_merge_words: "Leere Felder füllen, mehrfache Werte ergänzen, nichts Vorhandenes ändern.",
    own_skip_words: "Der Datensatz bleibt, wie er ist.",
    own_add_words: "Als weiterer Datensatz dieses Namens.",
    claim: "Sagt „abonniert“: eine Angabe ohne Nachweis",
    no_to: |to| match to {
        NoTo::Email => "Sagt Nein zu Werbung per E-Mail",
        NoTo::Phone => "Sagt Nein zu Anrufen",
        NoTo::Post => "Sagt Nein zu Briefen",
        NoTo::All => "Sagt Nein zu jeder Werbung",
    },
    will_claim: |number| {
        format!(
            "Laut Datei abonniert: {}. Das ist eine Angabe ohne Nachweis, und niemand bekommt deswegen den Newsletter.",
            counted(number, "Person", "Personen")
        )
    },
    will_leave_alone: |number| format!("Mit einem Nein: {}; ab jetzt gesperrt.", counted(number, "Person", "Personen")),
    claimed: |number| {
        format!(
            "{} als abonniert vermerkt, ohne Nachweis. Das ist keine Einwilligung: Fragen Sie {}, oder halten Sie fest, was sie belegt.",
            counted(number, "Person", "Personen"),
            if number == 1 { "diese Person" } else { "diese Personen" }
        )
    },
    left_alone: |number| {
        format!(
            "Wegen eines Neins in der Datei gesperrt: {}; das bleibt, auch wenn Sie den Import zurücknehmen.",
            counted(number, "Person", "Personen")
        )
    },
    suppressed: |number| {
        format!(
            "Schon auf der Sperrliste, und weiter dort: {}.",
            counted(number, "Adresse oder Nummer", "Adressen und Nummern")
        )
    },
    format: |format| {
        let words = [
            (", comma", ", Komma"),
            (", semicolon", ", Semikolon"),
            (", tab", ", Tabulator"),
            (", bar", ", senkrechter Strich"),
        ];
        words.iter().fold(format.to_owned(), |format, (english, german)| format.replace(english, german))
    },
    filled: |number, total| format!("{} von {}", count(number), count(total)),
    with_value: |number, rows| format!("{} von {} ausgefüllt", count(number), count(rows)),
    of_values: |number, filled, first| {
        let among = if number == 1 { "" } else { "darunter " };
        format!("{} von {}, {among}„{first}“", count(number), count(filled))
    },
    new_own: |name| format!("neu: {name}"),
    show_own: |name| format!("{name} zeigen"),
    own_sample: |name| format!("So wird es aussehen: {name}"),
    rows: |number| counted(number, "Zeile", "Zeilen"),
    mend: |row| format!("Zeile {} berichtigen", count(row)),
    mend_title: |row| format!("Zeile {}", count(row)),
    mended: |number| {
        format!("{} hier berichtigt; die Dateien bleiben, wie sie sind.", counted(number, "Zeile", "Zeilen"))
    },
    not_imported: |number| format!("{} nicht importiert", counted(number, "Spalte wird", "Spalten werden")),
};
