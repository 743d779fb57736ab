//! What else is written down about a consent.

use crate::strings::en::entries::Entries;
use tacit_bridge::privacy::said::Heard;

pub(super) const TEXTS: Entries = Entries {
    other: "Etwas anderes …",
    what_label: "Was geschah",
    written: "Eingetragen.",
    write: "Eintragen",
    to_tell: "Zu unterrichtende Empfänger",
    restricted: "nur noch gespeichert",
    corrected: "berichtigt",
    tell: "Als unterrichtet vermerken",
    evidence_hint: "Was gesagt wurde oder wo es liegt. Kann leer bleiben.",
    flaw_hint: "„Für die falsche Person eingetragen.“ Der Eintrag bleibt und zählt nicht mehr.",
    what: |what| match what {
        Heard::Asked => "Wir haben gefragt",
        Heard::Declined => "Es wurde abgelehnt",
        Heard::Later => "Die Person will später gefragt werden",
        Heard::Flaw => "Sie ist nicht gültig",
        Heard::TakenBack => "Sie wurde widerrufen",
    },
    told_on: |day, by| format!("Unterrichtet am {day} von {by}"),
    ask_after: |day| format!("Es wurde abgelehnt. Vor dem {day} wird nicht wieder gefragt."),
};
