//! Many records at once, and the tags of all of them.

use crate::format::counted;
use crate::strings::en::several::Several;

/// What the worker says of it.
pub(super) const SAID: &[(&str, &str)] = &[
    ("This cannot be a tag.", "Das kann kein Schlagwort sein."),
    ("Give it a short name without commas.", "Geben Sie einen kurzen Namen ohne Kommas."),
    ("What is masked is not written over unseen.", "Was verdeckt ist, wird nicht ungesehen überschrieben."),
    (
        "Look at it, and change it, on the record’s own page.",
        "Sehen und ändern Sie es auf der eigenen Seite des Datensatzes.",
    ),
];

pub(super) const TEXTS: Several = Several {
    how: "Was geschehen soll",
    set: "Setzen auf",
    replace: "Ersetzen durch",
    add: "Hinzufügen",
    remove: "Wegnehmen",
    empty: "Das Feld leeren",
    no: "Nein",
    add_tag: "Schlagwort hinzufügen",
    on_selected: "Ausgewählte Datensätze",
    on_record: "Dieser Datensatz",
    tags: "Schlagwörter",
    tags_open: "Schlagwörter umbenennen, vereinen und löschen",
    no_tags: "Noch keine Schlagwörter",
    no_tags_words: "Schlagwörter bekommt ein Datensatz auf seiner Seite, in einer Tabelle oder mit vielen anderen zugleich. Dann stehen alle hier.",
    rename: "Umbenennen",
    join: "Vereinen",
    type_word: |word| format!("„{word}“ eingeben"),
    told: |changed, left| {
        let changed = counted(changed, "Datensatz", "Datensätze");
        match left {
            1 => format!("{changed} geändert, 1 blieb, wie er war."),
            _ => format!("{changed} geändert, {left} blieben, wie sie waren."),
        }
    },
    more: |number| format!("Und {}.", counted(number, "weiterer", "weitere")),
    rename_of: |tag| format!("„{tag}“ umbenennen"),
    delete_of: |tag| format!("„{tag}“ überall löschen"),
    joins: |tag| format!("„{tag}“ gibt es schon: Die beiden werden eins."),
};
