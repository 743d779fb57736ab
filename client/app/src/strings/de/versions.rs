//! Versions of purposes and notices, and what differs between two.

use crate::strings::en::versions::Versions;

pub(super) const TEXTS: Versions = Versions {
    open: "Versionen",
    title: "Versionen des Zwecks",
    notices_title: "Hinweise vergleichen",
    compare: "Hinweise vergleichen",
    newer: "Zeigen",
    older: "Verglichen mit",
    what: "Was sich geändert hat",
    same: "Zwischen den beiden ist nichts anders.",
    one: "Es gibt eine Version; seit sie angelegt wurde, hat sich nichts geändert.",
    unreadable: "Eine der beiden lässt sich hier nicht lesen, also lassen sie sich nicht vergleichen.",
    added: "hinzugekommen: ",
    removed: "weggefallen: ",
    nothing: "(leer)",
    yes: "Ja",
    no: "Nein",
    status: "Stand",
    effective: "Gilt ab",
    widened: "Einwilligungen davor ruhen",
    gone: "einer, der nicht mehr da ist",
    line: |version, day, by| format!("Version {version} · {day} · {by}"),
    months: |months| if months == 1 { "1 Monat".to_owned() } else { format!("{months} Monate") },
};
