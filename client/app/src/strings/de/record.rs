//! One record.

use crate::format::{count, counted};
use crate::strings::en::record::Record;

pub(super) const TEXTS: Record = Record {
    previous: "Voriger (K)",
    next: "Nächster (J)",
    gone: "Diesen Datensatz gibt es hier nicht mehr",
    gone_words: "Er wurde gelöscht oder gehört zu einem anderen Tresor.",
    source: "Herkunft",
    from: "Aus",
    added: "Angelegt",
    changed: "Geändert",
    safety: "Sicherheit",
    linked: "Verknüpft",
    nothing_linked: "Sonst verweist nichts hierauf.",
    at: "bei",
    people: "Personen",
    no_people: "Mit dieser Firma ist noch niemand verknüpft.",
    add_existing: "Vorhandene hinzufügen…",
    use_this: "Stattdessen dies verwenden",
    add: "Hinzufügen",
    add_field: "Feld hinzufügen",
    hide_empty: "Leere Felder verbergen",
    remove: "Entfernen",
    label: "Bezeichnung",
    none: "—",
    add_tag: "Schlagwort hinzufügen",
    add_word: "Hinzufügen",
    open: "Öffnen",
    date_form: "TT.MM.JJJJ",
    bad_date: "Schreiben Sie den Tag so: 12.4.1985, ohne Jahr so: 12.4.",
    bad_mail: "Das liest sich nicht als E-Mail-Adresse.",
    no_such_day: "Diesen Tag gibt es nicht.",
    saved_here: "Hier gespeichert, noch nicht gesendet",
    no_trail: "Öffnen Sie einen Datensatz aus einer Liste, dann führen J und K zum nächsten und zum vorigen.",
    made_up: "Beispieldaten",
    unnamed: "Ohne Namen",
    nobody: "Niemand",
    typed_day: |day| match (day.get(..day.len().saturating_sub(6)), day.rsplit_once('-')) {
        (Some("-"), Some((rest, date))) => format!("{date}.{}.", rest.trim_start_matches('-')),
        (Some(year), Some((rest, date))) if year.len() == 4 => {
            format!("{date}.{}.{year}", rest.rsplit('-').next().unwrap_or_default())
        }
        _ => day.to_owned(),
    },
    show_empty: |number| format!("{} zeigen", counted(number, "leeres Feld", "leere Felder")),
    sealed: |epoch, bytes| {
        format!(
            "Mit Schlüssel {epoch} dieses Tresors versiegelt. Der Server hat {} undurchsichtige Bytes.",
            count(bytes)
        )
    },
    unsent: |epoch| format!("Mit Schlüssel {epoch} dieses Tresors versiegelt. Der Server hat noch nichts davon."),
    row_of_file: |file, row| format!("{file}, Zeile {row}"),
    of: |index, total| format!("{} von {}", count(index + 1), count(total)),
    not_saved: |why| format!("Nicht gespeichert: {why}"),
    meanwhile: |by, value| format!("{by} hat inzwischen „{value}“ geschrieben."),
    set_aside: |by, when| format!("von {by}, {when}, wurde zur selben Zeit geschrieben."),
    by: |day, name| format!("{day} von {name}"),
    take_off: |name| format!("{name} entfernen"),
    create: |what, name| format!("{what} „{name}“ anlegen"),
    write_to: |address| format!("An {address} schreiben"),
    call_number: |number| format!("{number} anrufen"),
    open_site: |site| format!("{site} öffnen"),
    link_to: |name| format!("Mit „{name}“ verknüpfen"),
    linked_to: |name, to| format!("„{name}“ mit „{to}“ verknüpft."),
    linked_instead: |name, to, before| format!("„{name}“ mit „{to}“ verknüpft, nicht mehr mit „{before}“."),
    linked_unseen: |name| {
        format!("„{name}“ ist mit etwas verknüpft, das nicht gezeigt wird. Ändern Sie das auf der eigenen Seite.")
    },
    linked_already: |name| format!("„{name}“ ist hier schon verknüpft."),
    point_removed: |value| format!("„{value}“ ist entfernt."),
};
