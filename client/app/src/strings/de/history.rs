//! Earlier versions of a record, the trash, erasing for good.

use crate::format::counted;
use crate::strings::en::history::History;

pub(super) const TEXTS: History = History {
    history: "Verlauf",
    now: "Jetzt",
    created: "Hat diesen Datensatz angelegt.",
    deleted: "Hat ihn gelöscht.",
    same: "Nichts Sichtbares wurde geändert.",
    erased: "Diese Version liegt nicht mehr auf dem Server: Sie wurde endgültig gelöscht.",
    withheld: "Der Server sagt, er habe diese Version, hat sie aber nicht herausgegeben. Sagen Sie es seinem Betreiber.",
    unreadable: "Diese Version lässt sich auf diesem Gerät nicht öffnen.",
    uncompared: "Die Version davor ist nicht mehr da, daher steht hier alles, was diese enthielt:",
    unplaced: "Signiert; Stelle nicht geprüft",
    unplaced_why: "Sie trägt die Signatur ihres Urhebers. Dieses Gerät hat das Zeichen jener Stelle im Journal nicht aufbewahrt und kann nicht sagen, wohin in der Reihenfolge sie gehört.",
    compare_now: "Mit jetzt vergleichen",
    compare_two: "Zwei Versionen vergleichen",
    as_now: "Alles Sichtbare ist wie jetzt.",
    restore: "Wiederherstellen",
    restored: "Wiederhergestellt.",
    older: "Ältere zeigen",
    waiting: "Was Sie hier geändert haben und was noch nicht gesendet ist, steht nicht in dieser Liste.",
    gone: "Dieser Datensatz ist gelöscht. Stellen Sie eine Version wieder her, um ihn zurückzuholen.",
    nothing: "(leer)",
    trash: "Papierkorb",
    trash_empty: "Der Papierkorb ist leer",
    trash_empty_words: "Gelöschte Datensätze bleiben hier versiegelt liegen, bis sie wiederhergestellt oder endgültig gelöscht werden.",
    trash_words: "Alle in diesem Tresor sehen diese Datensätze. Sie bleiben, bis ein Admin sie endgültig löscht.",
    more: "Mehr zeigen",
    find: "Nach Namen suchen",
    no_hit: "Nichts im Papierkorb heißt so",
    no_hit_words: "Auch worum es bei einem Datensatz ging, wird durchsucht.",
    erase: "Endgültig löschen",
    erase_menu: "Endgültig löschen …",
    erase_older: "Ältere Versionen löschen …",
    erase_still: "Vorhanden sein kann es noch in",
    erase_backups: "Sicherungskopien, die der Betreiber des Servers angelegt hat",
    erase_devices: "den Geräten anderer Mitglieder, bis sie wieder verbunden sind",
    erase_copies: "Dateien und Ausdrucken, die jemand erstellt hat",
    erase_others: "Notizen und Datensätzen, die davon sprechen",
    erase_final: "Das kann nicht rückgängig gemacht werden.",
    erase_done: "Endgültig gelöscht.",
    older_title: "Ältere Versionen löschen?",
    all_shown: "Alle gezeigten",
    erase_words_many: "Diese Datensätze und alle ihre früheren Versionen werden auf dem Server vernichtet und verschwinden von allen Geräten, sobald sie sich abgleichen.",
    restore_version: |number| format!("Version {number} wiederherstellen"),
    version: |number| format!("Version {number}"),
    about: |kind, name| format!("{kind} zu {name}"),
    belongs: |kind, name| format!("{kind}, {name}"),
    deleted_by: |when, by| format!("gelöscht {when} von {by}"),
    merged_by: |when, by| format!("mit einem anderen zusammengeführt {when} von {by}"),
    erase_title: |name| format!("{name} endgültig löschen?"),
    erase_words: |name| {
        format!(
            "{name} und alle früheren Versionen werden auf dem Server vernichtet und verschwinden von allen Geräten, sobald sie sich abgleichen."
        )
    },
    restored_many: |number| format!("{} wiederhergestellt.", counted(number, "Datensatz", "Datensätze")),
    erase_title_many: |number| format!("{} endgültig löschen?", counted(number, "Datensatz", "Datensätze")),
    people_stay: |number| match number {
        1 => "1 Person darunter bleibt: Sie wird auf einer eigenen Seite gelöscht, die sagt, wem es mitzuteilen ist."
            .to_owned(),
        _ => format!(
            "{} darunter bleiben: Jede Person wird auf einer eigenen Seite gelöscht, die sagt, wem es mitzuteilen ist.",
            counted(number, "Person", "Personen")
        ),
    },
    older_words: |name| {
        format!("{name} bleibt, wie es jetzt ist. Alle früheren Versionen werden auf dem Server vernichtet.")
    },
};
