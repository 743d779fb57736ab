//! Texte des Teams, mit denen eine Notiz beginnt.

use crate::strings::en::templates::Templates;

pub(super) const TEXTS: Templates = Templates {
    templates: "Vorlagen",
    one: "Vorlage",
    several: "Vorlagen",
    add: "Vorlage hinzufügen",
    none: "Noch keine. Eine Vorlage ist ein Text, mit dem eine Notiz, ein Anruf, ein Termin oder eine E-Mail beginnt; was zwischen doppelten Klammern steht, kommt aus dem Datensatz.",
    new_one: "Neue Vorlage",
    edit_one: "Vorlage bearbeiten",
    name_example: "Erstes Gespräch",
    what: "Beginnt",
    text: "Text",
    text_example: "{{Vorname}} von {{Firma}} angerufen …",
    put_in: "Einsetzen",
    masked: "Verdeckte Felder können nicht in einer Vorlage stehen.",
    saved: "Vorlage gespeichert.",
    removed: "Vorlage gelöscht.",
    insert: "Mit einer Vorlage beginnen",
    manage: "Vorlagen in den Einstellungen",
    slots: &[
        "Vorname",
        "Nachname",
        "Name",
        "Firma",
        "Position",
        "E-Mail",
        "Telefon",
        "Betrag",
        "Phase",
        "heute",
        "mein Name",
    ],
    missing: |names| format!("Hier ist nichts bekannt für {names}: Es steht zwischen Klammern."),
};
