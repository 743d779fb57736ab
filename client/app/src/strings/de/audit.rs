//! Who saw, exported, united, erased and told.

use crate::format::{count, counted};
use crate::strings::en::audit::Audit;

pub(super) const TEXTS: Audit = Audit {
    title: "Protokoll",
    intro: "Wer einen verdeckten Wert gesehen, importiert, exportiert, aus einer Tabelle kopiert, einen Kalender oder ein Diagramm gespeichert, zusammengeführt, gelöscht oder einen Empfänger unterrichtet hat, und was geleert wurde, als seine Zeit vorbei war. Jedes Ereignis wird mit dem geschrieben, was geschah, im Journal des Tresors unterschrieben, und lässt sich weder ändern noch rückgängig machen.",
    verify: "Prüfen",
    verify_again: "Noch einmal prüfen",
    verifying: "Das Journal wird geprüft",
    did: "Was",
    every_did: "Alles",
    by: "Wer",
    everybody: "Alle",
    from: "Von",
    to: "Bis",
    csv: "Als CSV",
    json: "Als JSON",
    file_hint: "Dateien nennen Datensätze nur mit ihrer Kennung.",
    none: "Noch nichts",
    none_words: "Was gesehen, exportiert, kopiert, zusammengeführt und gelöscht wird, steht von nun an hier.",
    none_such: "Nichts davon",
    none_such_words: "Wählen Sie einen anderen Tag, jemand anderen oder alles.",
    here: "dieser Browser",
    waiting: "noch nicht gesendet",
    clear: "Alles zeigen",
    wrong_title: "Diese Ereignisse stimmen nicht",
    did_words: |did| match did {
        "view" => "Gesehen",
        "reveal_masked" => "Verdeckten Wert gesehen",
        "edit" => "Geändert",
        "export" => "Exportiert",
        "merge" => "Zusammengeführt",
        "erase" => "Gelöscht",
        "share" => "Weitergegeben",
        "import" => "Importiert",
        "cleared" => "Geleert",
        "released" => "Gesetzliches Festhalten beendet",
        "told" => "Empfänger unterrichtet",
        "returned" => "Rückgabe bestätigt",
        "lifted" => "Von der Liste genommen",
        "checked" => "Nachgesehen",
        "unmasked" => "Als weniger heikel erklärt",
        "copied" => "Zellen kopiert",
        "calendar" => "Kalender gespeichert",
        "picture" => "Diagramm gespeichert",
        "document" => "Dokument gespeichert",
        _ => "",
    },
    unnamed: |of| match of {
        "person" => "eine Person",
        "erased" => "eine gelöschte Person",
        "company" => "eine Firma",
        "deal" => "ein Deal",
        "task" => "eine Aufgabe",
        "activity" => "eine Aktivität",
        "file" => "eine Datei",
        "view" => "eine gespeicherte Ansicht",
        "list" => "eine Liste",
        "template" => "eine Vorlage",
        "consent" => "ein Eintrag zu einer Einwilligung",
        "basis" => "eine Rechtsgrundlage",
        "suppression" => "eine gesperrte Adresse oder Nummer",
        "unblocked" => "eine Adresse oder Nummer, die nicht gesperrt ist",
        "disclosure" => "eine Weitergabe",
        "hold" => "eine Aufbewahrungspflicht",
        "request" => "eine Anfrage",
        "restriction" => "eine Einschränkung",
        _ => "ein Datensatz, der nicht gezeigt wird",
    },
    document: |what| match what {
        "ledger" => "Einwilligungen",
        "trail" => "Protokoll",
        "statistics" => "Statistik",
        _ => "",
    },
    device: |label| format!("Browser {label}"),
    told: |party| format!("an {party}"),
    field: |name| format!("Feld {name}"),
    columns: |names| format!("Spalten {names}"),
    records: |number| counted(number, "Datensatz", "Datensätze"),
    cleared: |values, period| format!("{}, deren Zeit vorbei war ({period})", counted(values, "Wert", "Werte")),
    holds: |entries, events| {
        format!(
            "Alles stimmt: {} vom ersten bis zum neuesten schließen aneinander an und sind von Mitgliedern unterschrieben, die das durften; {} unterschrieben von dem, der genannt ist.",
            counted(entries, "Eintrag", "Einträge"),
            if events == 1 { "ein Ereignis ist".to_owned() } else { format!("{} Ereignisse sind", count(events)) }
        )
    },
    waiting_too: |events| {
        format!(
            "{} noch nicht gesendet und lassen sich prüfen, wenn sie im Journal stehen.",
            if events == 1 { "Ein Ereignis ist".to_owned() } else { format!("{} Ereignisse sind", count(events)) }
        )
    },
    broken: |entry| {
        format!(
            "Eintrag {} passt nicht zu dem, was davor steht. Verlassen Sie sich nicht auf das, was folgt; vergleichen Sie die Wörter der Mitgliederseite mit jemandem aus dem Team.",
            count(entry)
        )
    },
    wrong: |events| {
        format!(
            "{} nicht so, wie das Journal es sagt.",
            if events == 1 { "Ein Ereignis ist".to_owned() } else { format!("{} Ereignisse sind", count(events)) }
        )
    },
};
