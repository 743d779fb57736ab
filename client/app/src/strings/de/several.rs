//! Many records at once, and the tags of all of them.

use crate::format::{count, counted};
use crate::strings::en::several::Several;
use tacit_bridge::records::RuleTurn;

/// What the worker says of it.
pub(super) const SAID: &[(&str, &str)] = &[
    ("This cannot be a tag.", "Das kann kein Schlagwort sein."),
    ("Give it a short name without commas.", "Geben Sie einen kurzen Namen ohne Kommas."),
    ("What is masked is not written over unseen.", "Was verdeckt ist, wird nicht ungesehen überschrieben."),
    (
        "Look at it, and change it, on the record’s own page.",
        "Sehen und ändern Sie es auf der eigenen Seite des Datensatzes.",
    ),
    ("What is masked is not copied.", "Was verdeckt ist, wird nicht kopiert."),
    (
        "The field is kept for a time, which would begin anew or is over.",
        "Das Feld wird nur eine Zeit lang aufbewahrt; sie begänne neu oder ist vorbei.",
    ),
    ("Type the value once more, if it is needed.", "Geben Sie den Wert neu ein, wenn er gebraucht wird."),
    (
        "A rule of retention that you may not change names this tag: {}.",
        "Eine Aufbewahrungsregel, die Sie nicht ändern dürfen, nennt dieses Schlagwort: {}.",
    ),
    ("Ask an admin or owner to rename it.", "Bitten Sie einen Admin oder Inhaber, es umzubenennen."),
    (
        "The filter of a rule has no room for another word: {}.",
        "Der Filter einer Aufbewahrungsregel hat für ein weiteres Wort keinen Platz: {}.",
    ),
    (
        "Take some conditions off it, under Privacy, Retention.",
        "Nehmen Sie ihm Bedingungen weg, unter „Datenschutz“, „Aufbewahrung“.",
    ),
    ("A rule of retention names this tag: {}.", "Eine Aufbewahrungsregel nennt dieses Schlagwort: {}."),
    ("Read what becomes of it, and say so once more.", "Lesen Sie, was aus ihr wird, und bestätigen Sie es."),
    ("That value is not here any more.", "Diesen Wert gibt es hier nicht mehr."),
];

pub(super) const TEXTS: Several = Several {
    how: "Was geschehen soll",
    set: "Setzen auf",
    replace: "Ersetzen durch",
    add: "Hinzufügen",
    remove: "Wegnehmen",
    empty: "Das Feld leeren",
    new_value: "Neuer Wert",
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
    running: "Wird geschrieben",
    stop: "Anhalten",
    rules_title: "Aufbewahrungsregeln nennen dieses Schlagwort",
    delete_title: "Schlagwort löschen",
    rule_turn: |turn| match turn {
        RuleTurn::Follows => "folgt dem neuen Namen und betrifft dieselben Datensätze.",
        RuleTurn::Widens => "betrifft danach andere Datensätze. Sehen Sie sie dann unter „Datenschutz“ an.",
        RuleTurn::Loses => {
            "findet diese Datensätze nicht mehr über dieses Schlagwort. Sehen Sie sie dann unter „Datenschutz“ an."
        }
    },
    stayed: |left, why| match left {
        1 => format!("1 Datensatz bleibt, wie er war: {why}"),
        _ => format!("{} bleiben, wie sie waren: {why}", counted(left, "Datensatz", "Datensätze")),
    },
    stopped: |done, total| format!("Angehalten bei {} von {}.", count(done), count(total)),
    views_follow: |views| match views {
        1 => "1 gespeicherte Ansicht folgt.".to_owned(),
        _ => format!("{} folgen.", counted(views, "gespeicherte Ansicht", "gespeicherte Ansichten")),
    },
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
