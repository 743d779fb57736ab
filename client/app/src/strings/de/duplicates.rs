//! Finding what is there twice, and making one of it.

use crate::format::{count, counted};
use crate::strings::en::duplicates::Duplicates;

pub(super) const TEXTS: Duplicates = Duplicates {
    title: "Dubletten",
    find: "Dubletten suchen",
    none: "Niemand ist doppelt vorhanden",
    none_company: "Keine Firma ist doppelt vorhanden",
    none_own: "Nichts ist doppelt vorhanden",
    none_words: "Personen werden nach E-Mail, Telefon, Name und Firma verglichen. Was Sie auseinandergehalten haben, wird nicht noch einmal gefragt.",
    none_company_words: "Firmen werden nach Website, E-Mail und Name verglichen. Was Sie auseinandergehalten haben, wird nicht noch einmal gefragt.",
    none_own_words: "Verglichen wird nach Name und nach den E-Mail-, Telefon- und Webadressen in Ihren eigenen Feldern. Was Sie auseinandergehalten haben, wird nicht noch einmal gefragt.",
    stopped: "Die Suche wurde angehalten",
    stopped_words: "Geändert wurde nichts. Eine neue Suche beginnt von vorn.",
    search_again: "Noch einmal suchen",
    all_skipped: "Das waren alle",
    look_again: "Noch einmal ansehen",
    probably: "Vermutlich dasselbe:",
    after: "Nach dem Zusammenführen",
    keep: "Diesen Datensatz behalten",
    kept: "Dieser Datensatz bleibt",
    leave_out: "Weglassen",
    both: "Alle, nacheinander",
    merge: "Zusammenführen",
    not_same: "Nicht dasselbe",
    skip: "Überspringen",
    told_apart: "Für alle gemerkt.",
    left: |number| format!("noch {}", count(number)),
    progress: |at, of| format!("{} von {}", count(at), count(of)),
    merge_title: |number, one, many| format!("{} zusammenführen", counted(number as u32, one, many)),
    merged: |number, name| format!("{number} Datensätze sind nun einer: {name}."),
    belongs: |number| match number {
        0 => "Nichts gehört dazu".to_owned(),
        1 => "Mit 1 Aufgabe, Notiz, Datei oder anderem Datensatz".to_owned(),
        _ => format!("Mit {} Aufgaben, Notizen, Dateien oder anderen Datensätzen", count(number)),
    },
    changed: |when, by| format!("Geändert {when} von {by}"),
    moves: |going, moved| {
        let gone = match going {
            1 => "Ein Datensatz kommt in den Papierkorb".to_owned(),
            _ => format!("{going} Datensätze kommen in den Papierkorb"),
        };
        match moved {
            0 => format!("{gone}."),
            1 => format!("{gone}; der eine, der dazugehört, zieht um."),
            _ => format!("{gone}; {}, die dazugehören, ziehen um.", count(moved)),
        }
    },
    skipped: |number| match number {
        1 => "Sie haben einen übersprungen.".to_owned(),
        _ => format!("Sie haben {number} übersprungen."),
    },
    value_of: |label, value, name| format!("{label}: {value}, von {name}"),
    of_record: |what, name| format!("{what}: {name}"),
};
