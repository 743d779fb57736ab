//! What happened with a customer, and what is to happen.

use crate::strings::en::timeline::Timeline;

pub(super) const TEXTS: Timeline = Timeline {
    timeline: "Chronik",
    details: "Details",
    note: "Notiz",
    call: "Anruf",
    meeting: "Termin",
    mail: "E-Mail",
    task: "Aufgabe",
    deal: "Deal",
    nothing: "Noch nichts vorhanden",
    nothing_words: "Schreiben Sie auf, was besprochen wurde oder als Nächstes zu tun ist.",
    no_tasks: "Keine offenen Aufgaben",
    no_deals: "Noch keine Deals",
    write_note: "Notiz schreiben oder E-Mail hier ablegen …",
    write_call: "Was wurde besprochen?",
    save: "Speichern",
    mail_kept: "E-Mail aufbewahrt.",
    older: "Ältere zeigen",
    upcoming: "Zu tun",
};
