//! Every language has a word for everything, and none stands for two things.

use super::*;
use crate::query::parse::plain_name;
use crate::schema;
use std::fmt::Debug;

const KINDS: [Kind; 5] = [Kind::Person, Kind::Company, Kind::Deal, Kind::Task, Kind::Activity];

/// Labels of fields as the German page shows them, where they have one.
const GERMAN_LABELS: &[(&str, &str)] = &[
    ("Given name", "Vorname"),
    ("Middle name", "Zweiter Vorname"),
    ("Family name", "Nachname"),
    ("Prefix", "Titel davor"),
    ("Suffix", "Titel danach"),
    ("Nickname", "Rufname"),
    ("Title", "Titel"),
    ("Subject", "Betreff"),
    ("Name", "Name"),
    ("Job title", "Position"),
    ("Department", "Abteilung"),
    ("Company", "Firma"),
    ("E-mail", "E-Mail"),
    ("Phone", "Telefon"),
    ("Links", "Links"),
    ("Addresses", "Adressen"),
    ("Birthday", "Geburtstag"),
    ("Gender", "Geschlecht"),
    ("Status", "Status"),
    ("Tags", "Schlagwörter"),
    ("Background", "Hintergrund"),
    ("Text", "Text"),
    ("Notes", "Notizen"),
    ("Website", "Website"),
    ("Industry", "Branche"),
    ("Size", "Größe"),
    ("Lists", "Listen"),
    ("First seen", "Zuerst gesehen"),
    ("Last seen", "Zuletzt gesehen"),
    ("Owner", "Zuständig"),
    ("Assigned to", "Zuständig"),
    ("People", "Personen"),
    ("Stage", "Phase"),
    ("Amount", "Betrag"),
    ("Expected close", "Ende erwartet"),
    ("Closed", "Abgeschlossen"),
    ("Reason", "Grund"),
    ("Origin", "Herkunft"),
    ("Due", "Fällig"),
    ("Done", "Erledigt"),
    ("Repeats", "Wiederholung"),
    ("Reminder", "Erinnerung"),
    ("About", "Betrifft"),
    ("Type", "Art"),
    ("When", "Wann"),
    ("Until", "Bis"),
    ("Place", "Ort"),
    ("From", "Von"),
    ("To", "An"),
];

#[test]
fn every_field_that_is_shown_has_a_word_of_its_label_in_both_languages() {
    for kind in KINDS {
        for spec in schema::fields(kind).iter().filter(|spec| !spec.hidden) {
            let german = GERMAN_LABELS.iter().find(|(label, _)| *label == spec.label).map(|(_, german)| *german);
            let german = german.unwrap_or_else(|| panic!("{} has no German label", spec.label));
            for (lexicon, label) in [(&ENGLISH, spec.label), (&GERMAN, german)] {
                let name = plain_name(label);
                let is_operator = lexicon.operators.iter().any(|(known, _)| *known == name);
                let is_part = lexicon.parts.iter().any(|(known, _)| *known == name);
                let of_rule = matches!(spec.shape, schema::Shape::Repeat | schema::Shape::Reminder);
                assert!(if of_rule { is_part } else { is_operator }, "{label}");
                let keys = part(&name).map(|part| part.keys).unwrap_or_default();
                // A task that is done tells on which day, not only that.
                let looks_at = keys.contains(&spec.key) || spec.key == key::DONE && keys.contains(&key::DONE_AT);
                assert!(looks_at, "{label} looks at {keys:?}");
            }
        }
    }
}

#[test]
fn texts_that_are_asked_for_are_in_the_searched_text() {
    // What an operator looks for is looked for in the whole text first.
    for (name, operator) in LANGUAGES.iter().flat_map(operators) {
        let Operator::Text(keys) = operator else { continue };
        for kind in KINDS {
            let fields = keys.iter().filter_map(|key| schema::field_of(kind, *key));
            fields.for_each(|spec| assert!(!spec.hidden, "{name}"));
        }
    }
}

#[test]
fn every_choice_of_status_and_type_is_a_state_in_both_languages() {
    for word in schema::STATUSES.iter().chain(schema::ACTIVITIES) {
        let stands_for = |state: &State| matches!(state, State::Choice(_, choice) if choice == word);
        assert!(state(&plain_name(word)).is_some_and(|state| stands_for(&state)), "{word}");
        assert!(GERMAN.states.iter().any(|(_, state)| stands_for(state)), "{word}");
    }
}

#[test]
fn whatever_is_said_in_english_is_said_in_german() {
    fn said<T: PartialEq + Debug>(english: &[(&str, T)], german: &[(&str, T)]) {
        for (name, what) in english {
            assert!(german.iter().any(|(_, other)| other == what), "{name}: {what:?}");
        }
    }
    said(ENGLISH.states, GERMAN.states);
    said(ENGLISH.parts, GERMAN.parts);
    said(ENGLISH.days, GERMAN.days);
}

#[test]
fn no_word_stands_for_two_things_in_any_language() {
    fn once<T: Copy + PartialEq + Debug + 'static>(table: Table<T>) {
        for lexicon in &LANGUAGES {
            let names = |wanted: &str| table(lexicon).iter().filter(|(name, _)| *name == wanted).count();
            for (name, what) in table(lexicon) {
                assert_eq!((names(name), plain_name(name).as_str()), (1, *name));
                assert_eq!(of(table, name), Some(*what), "{name}");
            }
        }
    }
    once(operators);
    once(states);
    once(parts);
    once(days);
    assert!(LANGUAGES.iter().flat_map(|lexicon| lexicon.me).all(|name| !is_nobody(name)));
    // A part goes before a field: what one language calls a part is no field of another.
    for (name, what) in LANGUAGES.iter().flat_map(parts) {
        assert_eq!(part(name), Some(*what), "{name}");
    }
}

#[test]
fn what_is_written_with_other_letters_is_read_as_what_it_is() {
    for (folded, written) in LANGUAGES.iter().flat_map(|lexicon| lexicon.written) {
        assert!(operator(folded).is_some(), "{folded}");
        assert_eq!(operator(&plain_name(written)), operator(folded), "{written}");
    }
}

#[test]
fn the_nearest_operator_is_named_as_it_is_written() {
    for (typed, nearest) in [
        ("creatd", Some("created")),
        ("oqner", Some("owner")),
        ("schlagwrt", Some("schlagwort")),
        ("faelig", Some("fällig")),
        ("falig", Some("fällig")),
        ("foo", None),
        ("purple", None),
        ("zuletztgesehn", Some("zuletztgesehen")),
    ] {
        assert_eq!(nearest_operator(typed), nearest, "{typed}");
    }
}
