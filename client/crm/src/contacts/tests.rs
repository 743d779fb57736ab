//! What is kept of last contacts is what all records say, whatever is written, removed or left out, in whatever order.

use super::*;
use crate::privacy::Restriction;
use crate::{Cell, Record, RecordId, Sort, Stamp, Value, View};
use proptest::prelude::*;

const NOW: Stamp = Stamp { ms: 2, counter: 0, author: 0 };
/// What takes place later is to come.
const DAY_ENDS: u64 = 4;
const KINDS: [Kind; 3] = [Kind::Company, Kind::Person, Kind::Deal];

fn id(kind: Kind, which: u8) -> RecordId {
    let kind = match kind {
        Kind::Company => 1,
        Kind::Person => 2,
        Kind::Deal => 3,
        Kind::Activity => 4,
        _ => 5,
    };
    RecordId([kind * 16 + which; 16])
}

fn put(book: &mut Book, id: RecordId, kind: Kind, fields: Vec<(crate::FieldKey, Value)>) {
    let mut record = Record::new(kind, NOW);
    for (field, value) in fields {
        record.set(field, value, NOW).expect("fits");
    }
    book.put(id, &record.encode()).expect("taken");
}

/// One of two companies, or none.
fn company(of: u8) -> Vec<(crate::FieldKey, Value)> {
    let which = of % 3;
    if which == 2 { Vec::new() } else { vec![(key::COMPANY, Value::Link(id(Kind::Company, which)))] }
}

fn note(book: &mut Book, which: u8, what: u8, about: u8, at: u64) {
    let all = [(Kind::Company, 0), (Kind::Company, 1), (Kind::Person, 0), (Kind::Person, 1), (Kind::Deal, 0)];
    let about = all.iter().enumerate().filter(|(bit, _)| (about >> bit) & 1 == 1);
    let about: Vec<RecordId> = about.map(|(_, (kind, which))| id(*kind, *which)).collect();
    let what = ["call", "meeting", "e-mail", "note"][usize::from(what % 4)];
    let fields =
        vec![(key::TYPE, Value::text(what)), (key::WHEN, Value::Number(at)), (key::ABOUT, Value::Relations(about))];
    put(book, id(Kind::Activity, which), Kind::Activity, fields);
}

fn step(book: &mut Book, (what, which, about, at): (u8, u8, u8, u64)) {
    let restriction = id(Kind::Restriction, which);
    match what {
        0 => put(book, id(Kind::Company, which % 2), Kind::Company, Vec::new()),
        1 => put(book, id(Kind::Person, which), Kind::Person, company(about)),
        2 => put(book, id(Kind::Deal, which), Kind::Deal, company(about)),
        3 => drop(book.remove(&id(KINDS[usize::from(about % 3)], which))),
        4 => drop(book.remove(&id(Kind::Activity, which))),
        5 if book.contains(&restriction) => drop(book.remove(&restriction)),
        5 => {
            let restricted = Restriction { person: id(Kind::Person, which), since: 0, why: String::new(), until: None };
            book.put(restriction, &restricted.write(NOW).expect("fits").encode()).expect("taken");
        }
        _ => note(book, which, what, about, at),
    }
    book.restrict(NOW.ms);
}

/// By every activity, as if nothing was kept.
fn plain(book: &Book, of: &RecordId) -> Option<u64> {
    let is_company = book.get(of).is_some_and(|record| record.kind() == Kind::Company);
    let belongs = |to: &RecordId| {
        let record = book.record(to).filter(|_| is_company && !book.is_restricted(to));
        record.is_some_and(|record| {
            matches!(record.kind(), Kind::Person | Kind::Deal) && record.get(key::COMPANY) == Value::Link(*of)
        })
    };
    let shown = book.ids_of(Kind::Activity).filter(|activity| !book.is_restricted(activity));
    let records = shown.filter_map(|activity| book.record(&activity));
    let contacts = records.filter(|record| {
        let Value::Relations(about) = record.get(key::ABOUT) else { return false };
        record.get(key::TYPE) != Value::text("note") && about.iter().any(|to| to == of || belongs(to))
    });
    let at = |record: Record| match record.get(key::WHEN) {
        Value::Number(at) => Some(at),
        _ => None,
    };
    contacts.filter_map(at).filter(|at| *at <= DAY_ENDS).max()
}

/// The list of a kind by last contact: what its rows show, and what they are to show.
fn listed(book: &mut Book, kind: Kind) -> (Vec<Option<u64>>, Vec<Option<u64>>) {
    let sort = vec![Sort { field: Some(key::CONTACTED), descending: true }];
    let rows = book.rows(&View { sort, ..View::all(kind) }, &[key::CONTACTED], 0, 100).rows;
    let shown = rows.iter().map(|row| match row.cells.as_slice() {
        [Cell::Moment(at)] => Some(*at),
        _ => None,
    });
    (shown.collect(), rows.iter().map(|row| plain(book, &row.id)).collect())
}

proptest! {
    #[test]
    fn last_contacts_that_are_kept_are_those_that_all_records_say(
        steps in prop::collection::vec((0..10u8, 0..3u8, 0..32u8, 0..7u64), 1..40),
    ) {
        let mut book = Book::new();
        book.day_ends = Some(DAY_ENDS);
        for one in steps {
            step(&mut book, one);
            for (kind, which) in KINDS.into_iter().flat_map(|kind| (0..3).map(move |which| (kind, which))) {
                let of = id(kind, which);
                let Some(row) = book.row_of(&of) else { continue };
                let expected = plain(&book, &of);
                prop_assert_eq!(book.contact_with(row).0, expected, "alone");
                let _ = book.contacted(row);
                // From now on all of them are read at once, and kept in step.
                book.contacts.0.get_mut().read = FEW + 1;
                prop_assert_eq!(book.contacted(row), expected, "among all");
            }
            for kind in KINDS {
                let (shown, mut expected) = listed(&mut book, kind);
                prop_assert_eq!(&shown, &expected, "cells");
                expected.sort_unstable_by(|a, b| b.cmp(a));
                prop_assert_eq!(shown, expected, "and their order");
            }
        }
    }
}

#[test]
fn where_very_much_changes_all_are_read_again() {
    let mut book = Book::new();
    put(&mut book, id(Kind::Company, 0), Kind::Company, Vec::new());
    put(&mut book, id(Kind::Person, 0), Kind::Person, company(0));
    let row = book.row_of(&id(Kind::Company, 0)).expect("there");
    book.contacts.0.get_mut().read = FEW + 1;
    assert_eq!(book.contacted(row), None);
    for at in 0..MOST_STALE as u64 {
        note(&mut book, 0, 0, 0b100, at);
    }
    assert!(book.contacts.0.get_mut().last.is_none());
    assert_eq!(book.contacted(row), Some(MOST_STALE as u64 - 1));
}

#[test]
fn another_day_is_asked_anew() {
    let mut book = Book::new();
    put(&mut book, id(Kind::Company, 0), Kind::Company, Vec::new());
    note(&mut book, 0, 1, 1, 9);
    let row = book.row_of(&id(Kind::Company, 0)).expect("there");
    for (ends, expected) in [(Some(8), None), (Some(9), Some(9)), (None, Some(9)), (Some(8), None)] {
        book.day_ends = ends;
        assert_eq!(book.contacted(row), expected, "alone");
        book.contacts.0.get_mut().read = FEW + 1;
        assert_eq!(book.contacted(row), expected, "among all");
        assert!(book.contacts.0.get_mut().last.is_some());
    }
}
