//! Finding what people mean: words typed wrong, and what stands first.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use common::counting_ids;
use proptest::prelude::*;
use tacit_crm::demo::Demo;
use tacit_crm::schema::key;
use tacit_crm::{Book, FieldKey, Kind, Record, RecordId, Resembling, Stamp, Value, View, fold};

fn id(number: u8) -> RecordId {
    RecordId([number; 16])
}

fn put(book: &mut Book, number: u8, kind: Kind, ms: u64, fields: &[(FieldKey, &str)]) {
    let stamp = Stamp { ms, counter: 0, author: 0 };
    let mut record = Record::new(kind, stamp);
    for (field, text) in fields {
        record.set(*field, Value::text(*text), stamp).unwrap();
    }
    book.put(id(number), &record.encode()).unwrap();
}

fn person(book: &mut Book, number: u8, given: &str, family: &str) {
    put(book, number, Kind::Person, u64::from(number), &[(key::GIVEN, given), (key::FAMILY, family)]);
}

fn search(book: &mut Book, text: &str) -> (Vec<u8>, Vec<Resembling>) {
    let rows = book.rows(&View { search: text.to_owned(), ..View::all(Kind::Person) }, &[], 0, 100);
    let mut ids: Vec<u8> = rows.rows.iter().map(|row| row.id.0[0]).collect();
    ids.sort_unstable();
    (ids, rows.resembling)
}

fn find(book: &mut Book, text: &str) -> (Vec<u8>, Vec<Resembling>) {
    let found = book.find(text, 12, None);
    (found.records.iter().map(|(_, id, _)| id.0[0]).collect(), found.resembling)
}

fn one(typed: &str, found: &[&str]) -> Vec<Resembling> {
    vec![Resembling { typed: typed.to_owned(), found: found.iter().map(|word| (*word).to_owned()).collect() }]
}

fn few_people() -> Book {
    let mut book = Book::new();
    person(&mut book, 1, "Anna", "Müller");
    person(&mut book, 2, "Ben", "Müllner");
    person(&mut book, 3, "Mary-Jane", "O'Connor");
    person(&mut book, 4, "Jürgen", "Schwarzenberger");
    book
}

#[test]
fn a_word_typed_wrong_finds_what_resembles_it_and_says_so() {
    let mut book = few_people();
    assert_eq!(search(&mut book, "Muehler"), (vec![], vec![]), "two edits are too many for a short word");
    assert_eq!(search(&mut book, "Mulker"), (vec![1], one("Mulker", &["Müller"])));
    assert_eq!(
        search(&mut book, "anna mulker"),
        (vec![1], one("mulker", &["Müller"])),
        "only the wrong word is replaced"
    );
    assert_eq!(search(&mut book, "müller"), (vec![1], vec![]), "nothing else while something holds the very word");
    assert_eq!(search(&mut book, "o'conor"), (vec![3], one("conor", &["Connor"])));
    assert_eq!(
        search(&mut book, "shcwarz"),
        (vec![4], one("shcwarz", &["Schwarzenberger"])),
        "while it is being typed"
    );
    assert_eq!(search(&mut book, "shcwarz anna"), (vec![], vec![]), "beginnings stand last");
    assert_eq!(search(&mut book, "\"mulker\"").0, [0_u8; 0], "in quotes it is as it is");
    assert_eq!(search(&mut book, "mulker -anna").0, [0_u8; 0]);
}

#[test]
fn words_that_occur_but_never_together_are_replaced_too() {
    let mut book = few_people();
    put(&mut book, 9, Kind::Activity, 9, &[(key::NOTES, "Mullner, misspelt: mulner")]);
    assert_eq!(
        search(&mut book, "mulner"),
        (vec![1, 2], one("mulner", &["Müllner", "Müller"])),
        "it occurs in a note only"
    );
    person(&mut book, 5, "Hanna", "Maler");
    let both = [one("bena", &["Ben"]), one("muller", &["Müllner"])].concat();
    assert_eq!(search(&mut book, "bena muller"), (vec![2], both), "there is no Ben Müller");
    assert_eq!(search(&mut book, "anna mullner"), (vec![1], one("mullner", &["Müller"])));
}

#[test]
fn what_resembles_is_kept_up_with_edits() {
    let mut book = few_people();
    assert_eq!(search(&mut book, "Mulker").0, [1]);
    person(&mut book, 1, "Anna", "Kowalczyk");
    assert_eq!(search(&mut book, "Mulker").0, [0_u8; 0]);
    assert_eq!(search(&mut book, "kowalzcyk"), (vec![1], one("kowalzcyk", &["Kowalczyk"])));
    book.remove(&id(1));
    assert_eq!(search(&mut book, "kowalzcyk").0, [0_u8; 0]);
}

#[test]
fn the_palette_offers_names_first_and_then_what_was_changed_last() {
    let mut book = Book::new();
    put(&mut book, 1, Kind::Person, 1, &[(key::GIVEN, "Ada"), (key::FAMILY, "Berg")]);
    put(&mut book, 2, Kind::Company, 2, &[(key::NAME, "Berg GmbH")]);
    put(&mut book, 3, Kind::Company, 3, &[(key::NAME, "Bergwerk")]);
    put(&mut book, 4, Kind::Task, 4, &[(key::NAME, "Call"), (key::NOTES, "about Berg")]);
    put(&mut book, 5, Kind::Company, 1, &[(key::NAME, "Heidelberg")]);
    assert_eq!(find(&mut book, "berg").0, [3, 2, 1, 4, 5]);
    assert_eq!(find(&mut book, "is:company berg").0, [3, 2, 5]);
    assert_eq!(find(&mut book, "is:task").0, [4]);
    assert_eq!(find(&mut book, "  ").0, [0_u8; 0]);
    assert_eq!(find(&mut book, "heidlberg"), (vec![5], one("heidlberg", &["Heidelberg"])));
}

#[test]
fn the_palette_adds_what_resembles_to_the_few_that_fit() {
    let mut book = few_people();
    assert_eq!(find(&mut book, "müllner"), (vec![2, 1], one("müllner", &["Müller"])));
}

/// Every word that is one edit away.
fn mutations(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let mut all = Vec::new();
    for at in 0..letters.len() {
        let (head, tail) = (&letters[..at], &letters[at + 1..]);
        let join = |middle: &[char]| [head, middle, tail].concat().into_iter().collect::<String>();
        all.extend([join(&[]), join(&['q']), join(&['q', letters[at]])]);
        if let [next, rest @ ..] = tail {
            all.push([head, &[*next, letters[at]], rest].concat().into_iter().collect());
        }
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]
    #[test]
    fn every_name_is_found_with_a_letter_wrong(seed in any::<u64>(), pick in 0..300_usize) {
        let mut book = Book::new();
        let stamp = Stamp { ms: 1, counter: 0, author: 0 };
        let people: Vec<_> = Demo::new(300, seed, stamp, &mut counting_ids()).collect();
        book.load_many(people.iter().map(|(id, record)| (*id, record.encode())).collect::<Vec<_>>().iter().map(|(id, plain)| (*id, plain.as_slice())));
        let persons: Vec<_> = people.iter().filter(|(_, record)| record.kind() == Kind::Person).collect();
        let (id, record) = persons[pick % persons.len()];
        for name in [record.text(key::GIVEN), record.text(key::FAMILY)] {
            for word in fold(&name).split(|letter: char| !letter.is_alphabetic()) {
                for changed in mutations(word).into_iter().filter(|changed| changed.chars().count() >= 4) {
                    let rows = book.row_ids(&View { search: changed.clone(), ..View::all(Kind::Person) });
                    // What occurs elsewhere just so is no mistake.
                    let occurs = |id: &RecordId| {
                        let record = book.record(id).unwrap();
                        let texts = record.fields().into_iter().map(|(_, value)| fold(&format!("{value:?}")));
                        let company = match record.get(key::COMPANY) {
                            Value::Link(company) => fold(&book.name(&company)),
                            _ => String::new(),
                        };
                        texts.chain([company]).any(|text| text.contains(&changed))
                    };
                    prop_assert!(rows.contains(id) || !rows.is_empty() && rows.iter().all(occurs), "{} for {}", changed, word);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    // Few are found by what begins so alone, many by all that was looked through: it is one order.
    #[test]
    fn few_are_the_first_of_more(seed in any::<u64>(), pick in 0..300_usize, letters in 1..6_usize, few in 1..9_usize) {
        let mut book = Book::new();
        let stamp = Stamp { ms: 1, counter: 0, author: 0 };
        for (id, record) in Demo::new(300, seed, stamp, &mut counting_ids()) {
            book.put(id, &record.encode()).unwrap();
        }
        let all = book.row_ids(&View::all(Kind::Person));
        let name = book.name(&all[pick % all.len()]);
        let begin: String = name.chars().take(letters).collect();
        let family: String = name.split(' ').next_back().unwrap().chars().take(letters).collect();
        for typed in [begin.clone(), family.clone(), format!("{family} {begin}"), format!("{begin} -counsel")] {
            let more = book.find(&typed, 60, None).records;
            let first = book.find(&typed, few, None).records;
            prop_assert_eq!(&first[..], &more[..first.len()], "{}", typed);
            prop_assert_eq!(first.len(), more.len().min(few), "{}", typed);
        }
    }
}

#[test]
fn what_was_just_changed_stands_first_where_only_conditions_are_asked() {
    let mut book = Book::new();
    let hot = |book: &mut Book, number: u8, ms: u64| {
        put(book, number, Kind::Person, ms, &[(key::GIVEN, "Anna"), (key::STATUS, "hot")]);
    };
    for number in 1..=20 {
        hot(&mut book, number, u64::from(number));
    }
    // The text is read, and one record's is of before.
    assert_eq!(find(&mut book, "anna").0.first(), Some(&20));
    hot(&mut book, 3, 99);
    let (found, _) = find(&mut book, "status:hot");
    assert_eq!((found.len(), found.first()), (12, Some(&3)));
}
