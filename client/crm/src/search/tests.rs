//! What is found is what reading every text finds.

use super::{RowSet, Words};
use crate::book::Row;
use crate::query::digits_of;
use crate::schema::key;
use crate::{Book, Clock, FieldKey, Filter, Kind, Point, Record, RecordId, Test, Value, View};
use proptest::prelude::*;

const KINDS: [(Kind, FieldKey); 3] =
    [(Kind::Person, key::GIVEN), (Kind::Company, key::NAME), (Kind::Activity, key::NAME)];

/// A record of a kind, its name, its number.
type Made = (usize, String, String);

fn put(book: &mut Book, clock: &mut Clock, number: usize, (kind, name, digits): &Made) {
    let (kind, field) = KINDS[*kind];
    let mut record = Record::new(kind, clock.tick(1));
    record.set(field, Value::text(name.clone()), clock.tick(1)).expect("fits");
    match kind {
        Kind::Person if !digits.is_empty() => {
            let phone = Point { label: String::new(), value: digits.clone() };
            record.set(key::PHONES, Value::Points(vec![phone]), clock.tick(1)).expect("fits");
        }
        Kind::Activity => {
            record.set(key::NOTES, Value::text(digits.clone()), clock.tick(1)).expect("fits");
        }
        _ => {}
    }
    book.put(RecordId([number as u8; 16]), &record.encode()).expect("reads back");
}

/// A book whose text is read, of which then some records were written anew.
fn book(first: &[Made], then: &[(prop::sample::Index, Made)]) -> Book {
    let (mut book, mut clock) = (Book::new(), Clock::new(0));
    first.iter().enumerate().for_each(|(number, made)| put(&mut book, &mut clock, number, made));
    book.prepare_search(usize::MAX);
    for (at, made) in then.iter().filter(|_| !first.is_empty()) {
        put(&mut book, &mut clock, at.index(first.len()), made);
    }
    book.prepare_search(usize::MAX);
    book
}

/// Rows whose text holds all of these and none of those.
fn plain(book: &Book, with: &[String], without: &[String]) -> Vec<Row> {
    let holds = |text: &str, needle: &String| {
        text.contains(needle) || digits_of(needle).is_some_and(|digits| text.contains(&digits))
    };
    let fits = |row: &Row| {
        let text = std::str::from_utf8(book.haystack.bytes_of(*row)).expect("text");
        let lacks = |needle: &String| !holds(text, needle);
        !text.is_empty() && with.iter().all(|needle| holds(text, needle)) && without.iter().all(lacks)
    };
    (0..book.rows_len() as Row).filter(fits).collect()
}

fn made() -> impl Strategy<Value = Made> {
    (0..3usize, "[aabbmé1. ]{1,12}", "[0-4+ -]{0,9}")
}

fn needle() -> impl Strategy<Value = String> {
    prop_oneof!["[abm1.]{1,4}", "[a-b]{3}", "[0-4]{1,4}", "[+0-4][0-4-]{1,3}"]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn rows_are_found_as_reading_every_text_finds_them(
        first in prop::collection::vec(made(), 0..40),
        then in prop::collection::vec((any::<prop::sample::Index>(), made()), 0..6),
        with in prop::collection::vec(needle(), 0..3),
        without in prop::collection::vec(needle(), 0..2),
        most in 0..12usize,
        skipped in 0..4 as Row,
    ) {
        prop_assume!(!with.is_empty() || !without.is_empty());
        let book = book(&first, &then);
        let words = Words::new(with.clone(), without.clone());
        let rows = plain(&book, &with, &without);
        let all = |set: RowSet| set.iter().collect::<Vec<_>>();
        prop_assert_eq!(all(book.haystack.find(&words, None)), &rows[..]);
        for (kind, _) in KINDS {
            let is = |row: &Row| book.kind_of(*row) == Some(kind);
            let found: Vec<Row> = book.haystack.find(&words, Some(kind)).iter().filter(is).collect();
            prop_assert_eq!(found, rows.iter().copied().filter(is).collect::<Vec<_>>());
        }
        let wanted: Vec<Row> = rows.into_iter().filter(|row| row % 4 != skipped).collect();
        let last = book.haystack.last(&words, |row| row % 4 != skipped, most);
        prop_assert_eq!(last, &wanted[wanted.len().saturating_sub(most)..]);
    }

    #[test]
    fn a_filter_lets_the_same_through_whether_the_text_is_there_or_not(
        tags in prop::collection::vec(prop::collection::vec(prop::sample::select(vec!["VIP", "vip x", " Väter", "vater", "Ä\tb", "x"]), 0..3), 0..20),
        then in prop::collection::vec(any::<prop::sample::Index>(), 0..4),
        words in prop::collection::vec(prop::sample::select(vec!["vip", "Väter ", "X", "ä b", "ä\tb", ""]), 0..3),
        status in prop::option::of(prop::sample::select(vec!["hot", "cold"])),
        not in any::<bool>(),
    ) {
        let person = |number: usize, tags: &[&str]| {
            let mut clock = Clock::new(0);
            let mut record = Record::new(Kind::Person, clock.tick(1));
            let tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
            record.set(key::TAGS, Value::Tags(tags), clock.tick(1)).expect("fits");
            record.set(key::STATUS, Value::text(["hot", "cold", "warm"][number % 3]), clock.tick(1)).expect("fits");
            (RecordId([number as u8; 16]), record.encode())
        };
        let (mut read, mut unread) = (Book::new(), Book::new());
        for (number, tags) in tags.iter().enumerate() {
            let (id, plain) = person(number, tags);
            for book in [&mut read, &mut unread] {
                book.put(id, &plain).expect("reads back");
            }
        }
        read.prepare_search(usize::MAX);
        for at in then.iter().filter(|_| !tags.is_empty()) {
            let at = at.index(tags.len());
            let (id, plain) = person(at, &tags[tags.len() - 1 - at]);
            for book in [&mut read, &mut unread] {
                book.put(id, &plain).expect("reads back");
            }
        }
        let is = |field, word: &str| Filter::Field(field, Test::Is(vec![word.to_owned()]));
        let tagged = Filter::Field(key::TAGS, Test::Is(words.iter().map(|word| (*word).to_owned()).collect()));
        let tagged = if not { Filter::Not(Box::new(tagged)) } else { tagged };
        let filter = Filter::All(status.map(|word| is(key::STATUS, word)).into_iter().chain([tagged]).collect());
        let view = View { filter, ..View::all(Kind::Person) };
        prop_assert_eq!(read.row_ids(&view), unread.row_ids(&view));
    }

    #[test]
    fn the_palette_offers_what_reading_every_text_would(
        first in prop::collection::vec(made(), 10..40),
        then in prop::collection::vec((any::<prop::sample::Index>(), made()), 0..6),
        typed in prop::collection::vec(prop_oneof!["[abm1]{1,3}", "[0-4]{1,3}"], 1..3),
        limit in 1..9usize,
    ) {
        let mut book = book(&first, &then);
        let rows = plain(&book, &typed, &[]);
        if rows.len() < 3 {
            // What resembles the words is offered too then.
            return Ok(());
        }
        let whole = typed.join(" ");
        let grade = |row: &Row| {
            let text = std::str::from_utf8(book.haystack.bytes_of(*row)).expect("text");
            let name = text.split('\n').next().expect("a line");
            let begins = |word: &String| {
                let mut hits = (0..name.len()).filter(|at| name.as_bytes()[*at..].starts_with(word.as_bytes()));
                hits.any(|at| !name[..at].ends_with(char::is_alphanumeric))
            };
            match text.starts_with(&whole) {
                true => 0,
                false if typed.iter().all(begins) => 1,
                false => 2,
            }
        };
        let changed = |row: &Row| book.peek(*row).map(|record| record.changed());
        let mut best: Vec<_> = rows.iter().map(|row| (grade(row), std::cmp::Reverse(changed(row)), *row)).collect();
        best.sort();
        let best: Vec<RecordId> = best.into_iter().map(|(.., row)| book.id_of(row)).take(limit).collect();
        let found: Vec<RecordId> = book.find(&whole, limit, None).records.into_iter().map(|(_, id, _)| id).collect();
        prop_assert_eq!(found, best);
    }
}
