//! Personen, deren Daten nur gespeichert werden.

use crate::strings::en::restriction::Restriction;

pub(super) const TEXTS: Restriction = Restriction {
    restriction: "Einschränkung",
    only_stored: "Die Verarbeitung ist eingeschränkt: Die Daten dieser Person werden nur gespeichert.",
    goes_with: "Das gehört zu jemandem, dessen Daten nur gespeichert werden.",
    goes_with_words: "Es steht nur hier und wird nicht geändert, bis die Einschränkung aufgehoben ist.",
    what_it_does: "Solange sie gilt, werden die Daten gespeichert und sonst nichts: Keine Liste, Suche, Auswertung oder Datei enthält sie, und niemand ändert sie. Was die Person widerruft, wird trotzdem aufgeschrieben.",
    restrict: "Einschränken",
    restrict_title: "Daten dieser Person einschränken",
    restricted: "Eingeschränkt. Die Seite ist unter Datenschutz zu finden.",
    lift: "Aufheben",
    lift_title: "Einschränkung aufheben",
    lift_words: "Unterrichten Sie die Person, bevor Sie das tun (DSGVO Art. 18 Abs. 3).",
    lifted: "Aufgehoben.",
    why: "Grund",
    ends: "Endet von selbst am",
    ends_hint: "Ab diesem Tag dürfen die Daten wieder genutzt werden. Ohne Tag gilt sie, bis jemand sie aufhebt.",
    people: "Eingeschränkte Personen",
    nobody: "Von niemandem sind Daten eingeschränkt.",
    since: |day, by, why| format!("Seit {day}, von {by}: {why}"),
    until: |day| format!("Sie endet von selbst am {day}."),
};
