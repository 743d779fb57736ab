//! Orders are what plain comparison says, however they are made.

use super::*;
use crate::{Clock, Record, Value};
use proptest::prelude::*;

/// People of few names, states and addresses, so that many are alike; some without.
fn book(people: &[(u8, u8, u8)]) -> Book {
    let (mut book, mut clock) = (Book::new(), Clock::new(0));
    for (number, (name, state, mail)) in (0..).zip(people) {
        let mut record = Record::new(Kind::Person, clock.tick(1));
        let mut set = |key, text: &str| record.set(key, Value::text(text), clock.tick(1)).expect("fits");
        if *name > 0 {
            set(key::FAMILY, ["", "Öz", "oz", "Oza", "Zwyrtek-Müller"][usize::from(*name)]);
        }
        if *state > 0 {
            set(key::STATUS, ["", "hot", "cold", "of a word that is longer than a head"][usize::from(*state)]);
        }
        set(
            key::JOB_TITLE,
            ["", "a", "of a title that is longer than a head, 1", "of a title that is longer than a head, 2"]
                [usize::from(*mail)],
        );
        book.put(RecordId([255 - number; 16]), &record.encode()).expect("taken");
    }
    book
}

proptest! {
    #[test]
    fn an_order_is_the_same_whether_names_are_read_again_or_their_order_is_known(
        people in prop::collection::vec((0..5u8, 0..4u8, 0..4u8), 0..40),
        fields in prop::collection::vec((prop::sample::select(vec![None, Some(key::STATUS), Some(key::JOB_TITLE), Some(key::CHANGED)]), any::<bool>()), 1..3),
        changed in prop::collection::vec(0..40u32, 0..4),
    ) {
        let book = book(&people);
        let sort: Vec<Sort> = fields.into_iter().map(|(field, descending)| Sort { field, descending }).collect();
        let by_name = Order::build(&book, Kind::Person, &[], None);
        let read = Order::build(&book, Kind::Person, &sort, None);
        let mut known = Order::build(&book, Kind::Person, &sort, Some(&by_name));
        prop_assert_eq!((&known.rows, known.filled), (&read.rows, read.filled));
        let changed: std::collections::BTreeSet<Row> = changed.into_iter().filter(|row| (*row as usize) < people.len()).collect();
        let changed: Vec<Row> = changed.into_iter().collect();
        known.patch(&book, &changed);
        prop_assert_eq!((&known.rows, known.filled), (&read.rows, read.filled), "taken out and put back");
    }

    #[test]
    fn people_stand_by_the_names_of_their_companies(of in prop::collection::vec(0..6u8, 0..40)) {
        let (mut book, mut clock) = (Book::new(), Clock::new(0));
        let names = ["Öz", "oz a", "", "Ab  c"];
        for (number, name) in (0..).zip(names) {
            let mut company = Record::new(Kind::Company, clock.tick(1));
            company.set(key::NAME, Value::text(name), clock.tick(1)).expect("fits");
            book.put(RecordId([number; 16]), &company.encode()).expect("taken");
        }
        for (number, of) in (0..).zip(&of) {
            let mut person = Record::new(Kind::Person, clock.tick(1));
            // One is not here, and some have none.
            if *of < 5 {
                person.set(key::COMPANY, Value::Link(RecordId([*of; 16])), clock.tick(1)).expect("fits");
            }
            book.put(RecordId([100 + number; 16]), &person.encode()).expect("taken");
        }
        let name = |of: u8| names.get(usize::from(of)).map(|name| crate::fold::fold_name(name)).unwrap_or_default();
        let mut plain: Vec<(bool, String, RecordId)> =
            (0..).zip(&of).map(|(number, of)| (name(*of).is_empty(), name(*of), RecordId([100 + number; 16]))).collect();
        plain.sort();
        let by_name = Order::build(&book, Kind::Person, &[], None);
        let sort = [Sort { field: Some(key::COMPANY), descending: false }];
        let order = Order::build(&book, Kind::Person, &sort, Some(&by_name));
        let ids: Vec<RecordId> = order.rows.iter().map(|row| book.id_of(*row)).collect();
        prop_assert_eq!(ids, plain.into_iter().map(|(.., id)| id).collect::<Vec<_>>());
    }
}
