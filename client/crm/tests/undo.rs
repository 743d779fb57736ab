//! Laws of undo: it restores, redo repeats, and what somebody changed since is left and told.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use common::edits::{ID, edit, stamp};
use proptest::prelude::*;
use tacit_crm::schema::key;
use tacit_crm::undo::{History, Left, LeftFor, Step, Write};
use tacit_crm::{Book, Clock, FileFacts, Kind, Media, Point, Record, RecordId, Value};

proptest! {
    #[test]
    fn undo_restores_and_redo_repeats(before in proptest::collection::vec(edit(), 0..8), after in proptest::collection::vec(edit(), 1..8)) {
        let mut clock = Clock::new(1);
        let mut record = Record::new(Kind::Person, clock.tick(1));
        for (field, value) in before {
            record.set(field, value, clock.tick(2)).unwrap();
        }
        let mut changed = record.clone();
        for (field, value) in after {
            changed.set(field, value, clock.tick(3)).unwrap();
        }
        let mut step = Step::new();
        step.edited(ID, &record, &changed);
        let mut book = Book::new();
        book.put(ID, &changed.encode()).unwrap();
        let undone = step.undo(&book, &mut clock, 4);
        book.apply(&undone.writes);
        prop_assert_eq!(book.record(&ID).unwrap().fields(), record.fields());
        prop_assert!(undone.left.is_empty());
        let redone = undone.redo.undo(&book, &mut clock, 5);
        book.apply(&redone.writes);
        prop_assert_eq!(book.record(&ID).unwrap().fields(), changed.fields());
    }
}

#[test]
fn what_somebody_changed_since_is_left_and_reported() {
    let mut clock = Clock::new(1);
    let before = Record::new(Kind::Person, clock.tick(1));
    let mut after = before.clone();
    after.set(key::GIVEN, Value::text("Ada"), clock.tick(2)).unwrap();
    after.set(key::FAMILY, Value::text("Byron"), clock.tick(2)).unwrap();
    let mut step = Step::new();
    step.edited(ID, &before, &after);
    let mut now = after.clone();
    now.set(key::FAMILY, Value::text("Lovelace"), stamp(9, 4)).unwrap();
    let mut book = Book::new();
    book.put(ID, &now.encode()).unwrap();
    let undone = step.undo(&book, &mut clock, 10);
    assert_eq!(undone.left, [Left { id: ID, field: Some(key::FAMILY), why: LeftFor::Changed }]);
    book.apply(&undone.writes);
    let record = book.record(&ID).unwrap();
    assert_eq!((record.text(key::GIVEN), record.text(key::FAMILY)), (String::new(), "Lovelace".to_owned()));
}

#[test]
fn a_record_changed_since_it_was_made_is_not_removed_by_undo() {
    let mut clock = Clock::new(1);
    let mut record = Record::new(Kind::Person, clock.tick(1));
    let mut step = Step::new();
    step.made(ID, &record);
    let mut book = Book::new();
    book.put(ID, &record.encode()).unwrap();
    assert_eq!(step.undo(&book, &mut clock, 5).writes, [Write::Remove(ID)]);
    record.set(key::GIVEN, Value::text("Ada"), stamp(4, 2)).unwrap();
    book.put(ID, &record.encode()).unwrap();
    let undone = step.undo(&book, &mut clock, 6);
    assert!(undone.writes.is_empty());
    assert_eq!(undone.left, [Left { id: ID, field: None, why: LeftFor::Changed }]);
}

#[test]
fn what_was_taken_back_by_itself_keeps_no_record_from_going_with_the_undo_of_its_making() {
    let mut clock = Clock::new(1);
    let mut record = Record::new(Kind::Person, clock.tick(1));
    let mails = |all: &[&str]| Value::Points(all.iter().map(|mail| Point::new("work", *mail)).collect());
    let tags = |all: &[&str]| Value::Tags(all.iter().map(|tag| (*tag).to_owned()).collect());
    record.set(key::GIVEN, Value::text("Ada"), clock.tick(1)).unwrap();
    record.set(key::EMAILS, mails(&["b@x.example", "a@x.example"]), clock.tick(1)).unwrap();
    record.set(key::TAGS, tags(&["press", "fair"]), clock.tick(1)).unwrap();
    let mut making = Step::new();
    making.made(ID, &record);
    let mut book = Book::new();
    book.put(ID, &record.encode()).unwrap();
    for (field, value) in [
        (key::GIVEN, Value::text("Augusta")),
        (key::FAMILY, Value::text("Byron")),
        (key::EMAILS, mails(&["a@x.example", "c@x.example"])),
        (key::TAGS, tags(&["fair"])),
    ] {
        let before = book.record(&ID).unwrap();
        let (mut after, mut edit) = (before.clone(), Step::new());
        after.set(field, value, clock.tick(2)).unwrap();
        edit.edited(ID, &before, &after);
        book.put(ID, &after.encode()).unwrap();
        let left = making.undo(&book, &mut clock, 3);
        assert_eq!(left.left, [Left { id: ID, field: None, why: LeftFor::Changed }], "{field:?} is somebody's");
        let undone = edit.undo(&book, &mut clock, 4);
        book.apply(&undone.writes);
        let gone = making.undo(&book, &mut clock, 5);
        assert_eq!(gone.writes, [Write::Remove(ID)], "{field:?} is as it was made");
        // Done again, it is as it was taken away, and goes with the next undo.
        book.apply(&gone.writes);
        let back = gone.redo.undo(&book, &mut clock, 6);
        book.apply(&back.writes);
        assert_eq!(back.redo.undo(&book, &mut clock, 7).writes, [Write::Remove(ID)]);
    }
    // A value that lost against one that is as made was written by somebody, and is in the record.
    let (mut ours, mut theirs) = (book.record(&ID).unwrap(), book.record(&ID).unwrap());
    theirs.set(key::GIVEN, Value::text("Countess"), stamp(90, 4)).unwrap();
    ours.set(key::GIVEN, Value::text("A."), stamp(91, 1)).unwrap();
    ours.set(key::GIVEN, Value::text("Ada"), stamp(92, 1)).unwrap();
    ours.merge(&theirs).unwrap();
    assert_eq!((ours.text(key::GIVEN).as_str(), ours.set_aside().len()), ("Ada", 1));
    book.put(ID, &ours.encode()).unwrap();
    assert!(making.undo(&book, &mut clock, 100).writes.is_empty());
}

#[test]
fn files_that_came_with_a_record_go_with_it_and_stay_where_it_stays() {
    const FILE: RecordId = RecordId([8; 16]);
    let mut clock = Clock::new(1);
    let mut mail = Record::new(Kind::Activity, clock.tick(1));
    let (file, key, hash) = ([1; 16], [2; 32], [3; 32]);
    let facts = FileFacts { name: "offer.pdf".to_owned(), holder: ID, file, key, len: 4, hash, media: Media::Pdf };
    let file = Record::new_file(&facts, clock.tick(1)).unwrap();
    let mut step = Step::new();
    step.made(FILE, &file);
    step.made(ID, &mail);
    let mut book = Book::new();
    book.put(ID, &mail.encode()).unwrap();
    book.put(FILE, &file.encode()).unwrap();
    assert_eq!(step.undo(&book, &mut clock, 5).writes, [Write::Remove(ID), Write::Remove(FILE)]);
    mail.set(key::NAME, Value::text("Offer"), stamp(4, 2)).unwrap();
    book.put(ID, &mail.encode()).unwrap();
    let undone = step.undo(&book, &mut clock, 6);
    assert!(undone.writes.is_empty());
    assert_eq!(undone.left, [ID, FILE].map(|id| Left { id, field: None, why: LeftFor::Changed }));
}

#[test]
fn history_names_steps_and_uses_each_once() {
    let mut history = History::numbered_from(0);
    let (first, second) = (history.push(Step::new()), history.push(Step::new()));
    assert_ne!(first, second);
    assert!(history.take(first).is_some() && history.take(first).is_none());
    for _ in 0..500 {
        history.push(Step::new());
    }
    assert!(history.take(second).is_none(), "old steps are forgotten");
}

#[test]
fn a_step_taken_apart_comes_to_the_same_as_the_whole() {
    let mut clock = Clock::new(1);
    let (mut book, mut step) = (Book::new(), Step::new());
    for number in 0..10u8 {
        let (id, stamp) = (RecordId([number; 16]), clock.tick(u64::from(number)));
        let mut record = Record::new(Kind::Person, stamp);
        record.set(key::GIVEN, Value::text(format!("Person {number}")), stamp).unwrap();
        book.put(id, &record.encode()).unwrap();
        step.removed(id, book.plain(&id).unwrap());
        book.remove(&id);
    }
    let mut step = step.loosened();
    let mut sizes = Vec::new();
    while !step.is_empty() {
        let slice = step.split_last(4);
        assert!(slice.is_loose());
        sizes.push(slice.len());
        let undone = slice.undo(&book, &mut clock, 100);
        book.apply(&undone.writes);
    }
    assert_eq!(sizes, [4, 4, 2]);
    assert_eq!(book.count_of(Kind::Person), 10);
    assert!(step.split_last(4).is_empty());
}
