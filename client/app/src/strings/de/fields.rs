//! Fields, their groups and their choices, by number and by what is kept.

use crate::format::capital;
use crate::strings::en::fields::Fields;
use tacit_bridge::records::{FieldKey, Kind};

pub(super) const TEXTS: Fields = Fields {
    yes: "ja",
    no: "nein",
    label: |kind, field, own| label(kind, field).map_or(own, str::to_owned),
    group: |own| group(&own).map_or(own, str::to_owned),
    point: |kept| by_words(kept, |word| POINTS.iter().find(|(own, _)| *own == word).map(|(_, german)| *german)),
    kept_point: |typed| by_words(typed, |word| POINTS.iter().find(|(_, german)| *german == word).map(|(own, _)| *own)),
    choice: |field, kept| choice(field, kept).map_or_else(|| kept.to_owned(), capital),
    within: |field, kept| choice(field, kept).unwrap_or(kept).to_owned(),
    standing: |kept| consent(kept).unwrap_or(kept).to_owned(),
};

fn label(kind: Kind, field: FieldKey) -> Option<&'static str> {
    Some(match (kind, field.0) {
        (_, 1) => "Vorname",
        (_, 2) => "Zweiter Vorname",
        (_, 3) => "Nachname",
        (_, 4) => "Titel davor",
        (_, 5) => "Titel danach",
        (_, 6) => "Rufname",
        (Kind::Deal | Kind::Task, 7) => "Titel",
        (Kind::Activity, 7) => "Betreff",
        (_, 7) => "Name",
        (_, 10) => "Position",
        (_, 11) => "Abteilung",
        (_, 12) => "Firma",
        (_, 20) => "E-Mail",
        (_, 21) => "Telefon",
        (_, 22) => "Links",
        (_, 23) => "Adressen",
        (_, 30) => "Geburtstag",
        (_, 31) => "Geschlecht",
        (_, 40) => "Status",
        (_, 41) => "Schlagwörter",
        (Kind::Person | Kind::Deal | Kind::Own(_), 42) => "Hintergrund",
        (Kind::Activity, 42) => "Text",
        (_, 42) => "Notizen",
        (_, 50) => "Website",
        (_, 51) => "Branche",
        (_, 52) => "Größe",
        (_, 60) => "Herkunft",
        (_, 160) => "Listen",
        (_, 62) => "Zuerst gesehen",
        (_, 63) => "Zuletzt gesehen",
        (_, 90) => "Zuständig",
        (_, 91) => "Personen",
        (_, 92) => "Phase",
        (_, 93) => "Betrag",
        (_, 94) => "Ende erwartet",
        (_, 95) => "Abgeschlossen",
        (_, 96) => "Grund",
        (_, 97) => "Herkunft",
        (_, 100) => "Fällig",
        (_, 101) => "Erledigt",
        (_, 102) => "Erledigt am",
        (_, 103) => "Wiederholung",
        (_, 104) => "Erinnerung",
        (_, 105) => "Betrifft",
        (_, 106) => "Wiederholt sich ab",
        (_, 110) => "Art",
        (_, 111) => "Wann",
        (_, 112) => "Bis",
        (_, 113) => "Ort",
        (_, 114) => "Von",
        (_, 115) => "An",
        (_, 122) => "Ausgang",
        (_, 123) => "Aussicht",
        (_, 130) => "Währung",
        _ => return None,
    })
}

/// Labels that imports give to contact points; beside these there are people's own.
const POINTS: &[(&str, &str)] = &[
    ("work", "Arbeit"),
    ("home", "Privat"),
    ("mobile", "Mobil"),
    ("fax", "Fax"),
    ("other", "Sonstige"),
    ("main", "Zentrale"),
    ("assistant", "Assistenz"),
    ("pager", "Pager"),
    ("car", "Auto"),
    ("callback", "Rückruf"),
    ("billing", "Rechnung"),
    ("shipping", "Lieferung"),
    ("mailing", "Post"),
];

fn by_words(label: &str, other: impl Fn(&str) -> Option<&'static str>) -> String {
    label.split(' ').map(|word| other(word).unwrap_or(word)).collect::<Vec<_>>().join(" ")
}

fn group(own: &str) -> Option<&'static str> {
    Some(match own {
        "Name" => "Name",
        "Work" => "Arbeit",
        "Contact" => "Kontakt",
        "About" => "Zur Sache",
        "Personal" => "Persönlich",
        "Company" => "Firma",
        "Deal" => "Deal",
        "Task" => "Aufgabe",
        "Activity" => "Aktivität",
        "Record" => "Datensatz",
        _ => return None,
    })
}

/// Where somebody stands with a purpose.
fn consent(word: &str) -> Option<&'static str> {
    Some(match word {
        "yes" => "ja",
        "ends soon" => "endet bald",
        "to confirm" => "zu bestätigen",
        "asked" => "angefragt",
        "ask again" => "neu zu fragen",
        "on hold" => "ruht",
        "unproven" => "ohne Nachweis",
        "expired" => "abgelaufen",
        "refused" => "abgelehnt",
        "withdrawn" => "widerrufen",
        "not asked" => "nicht gefragt",
        _ => return None,
    })
}

fn choice(field: FieldKey, kept: &str) -> Option<&'static str> {
    if field.is_consent() {
        return consent(kept);
    }
    Some(match (field.0, kept) {
        (40, "lead") => "Interessent",
        (40, "cold") => "kalt",
        (40, "warm") => "warm",
        (40, "hot") => "heiß",
        (40, "in-contract") => "unter Vertrag",
        (40, "former") => "ehemalig",
        (31, "female") => "weiblich",
        (31, "male") => "männlich",
        (31, "nonbinary") => "nichtbinär",
        (31, "other") => "divers",
        (110, "note") => "Notiz",
        (110, "call") => "Anruf",
        (110, "meeting") => "Termin",
        (110, "e-mail") => "E-Mail",
        (110, "disclosure") => "Weitergabe",
        (122, "open") => "offen",
        (122, "won") => "gewonnen",
        (122, "lost") => "verloren",
        (97, "referral") => "Empfehlung",
        (97, "website") => "Website",
        (97, "event") => "Veranstaltung",
        (97, "outreach") => "Ansprache",
        (97, "existing client") => "Bestandskunde",
        (97, "other") => "Sonstiges",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::TEXTS;
    use tacit_bridge::records::FieldKey;

    #[test]
    fn choices_of_ours_begin_with_a_capital_and_those_of_the_team_stay() {
        assert_eq!(TEXTS.choice(FieldKey::STATUS, "hot"), "Heiß");
        assert_eq!(TEXTS.choice(FieldKey::STATUS, "in aussicht"), "in aussicht");
        assert_eq!(TEXTS.choice(FieldKey::A_CONSENT, "not asked"), "Nicht gefragt");
        assert_eq!(TEXTS.standing("not asked"), "nicht gefragt");
    }

    #[test]
    fn within_a_sentence_adjectives_are_small_and_nouns_keep_their_capital() {
        for (kept, shown) in [("hot", "heiß"), ("lead", "Interessent"), ("in aussicht", "in aussicht")] {
            assert_eq!(TEXTS.within(FieldKey::STATUS, kept), shown);
        }
    }

    #[test]
    fn a_label_that_is_shown_is_kept_as_it_was() {
        for (kept, shown) in [("work", "Arbeit"), ("work fax", "Arbeit Fax"), ("Ferienhaus", "Ferienhaus"), ("", "")] {
            assert_eq!((TEXTS.point)(kept), shown);
            assert_eq!((TEXTS.kept_point)(shown), kept);
        }
    }
}
