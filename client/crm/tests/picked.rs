//! Lists that are picked by hand, in everything that relations are in.
#![allow(clippy::expect_used, missing_docs)]

use tacit_crm::lists::{ListError, MAX_LISTS};
use tacit_crm::schema::key;
use tacit_crm::undo::Step;
use tacit_crm::{Book, Clock, Currency, FieldKey, Filter, Kind, Reader, Record, RecordId, Stamp, Test, Value, View};

const fn stamp(ms: u64) -> Stamp {
    Stamp { ms, counter: 0, author: 1 }
}

const DINNER: RecordId = RecordId([1; 16]);
const PRESS: RecordId = RecordId([2; 16]);

fn put(book: &mut Book, id: u8, kind: Kind, fields: &[(FieldKey, Value)]) -> RecordId {
    let mut record = Record::new(kind, stamp(50));
    for (field, value) in fields {
        record.set(*field, value.clone(), stamp(50)).expect("fits");
    }
    book.put(RecordId([id; 16]), &record.encode()).expect("good");
    RecordId([id; 16])
}

fn pick(book: &mut Book, list: RecordId, id: RecordId, is_in: bool, ms: u64) -> bool {
    let before = book.record(&id).expect("there");
    let after = book.listed(&before, &list, is_in, stamp(ms)).expect("fits");
    after.is_some_and(|after| book.put(id, &after.encode()).is_ok())
}

fn book() -> Book {
    let mut book = Book::new();
    for (id, name) in [(DINNER, "Spring dinner"), (PRESS, "Press")] {
        let record = book.list_named(None, name, "", stamp(10)).expect("fits");
        book.put(id, &record.encode()).expect("good");
    }
    put(&mut book, 10, Kind::Company, &[(key::NAME, Value::text("Berg AG"))]);
    put(&mut book, 11, Kind::Person, &[(key::FAMILY, Value::text("Lovelace"))]);
    put(&mut book, 12, Kind::Person, &[(key::FAMILY, Value::text("Babbage"))]);
    put(&mut book, 13, Kind::Deal, &[(key::NAME, Value::text("Engine"))]);
    put(&mut book, 14, Kind::Task, &[(key::NAME, Value::text("Call"))]);
    book
}

fn on(book: &mut Book, kind: Kind, filter: Filter) -> Vec<String> {
    let rows = book.rows(&View { filter, ..View::all(kind) }, &[], 0, 50);
    rows.rows.into_iter().map(|row| row.name).collect()
}

fn is_on(list: RecordId) -> Filter {
    Filter::Field(key::IN_LISTS, Test::Links(vec![list]))
}

#[test]
fn a_list_has_a_name_that_no_other_has() {
    let mut book = book();
    let named = |book: &Book, id: Option<&RecordId>, name: &str| {
        book.list_named(id, name, "", stamp(20)).map(|record| record.text(key::NAME))
    };
    for name in ["", "  ", &"x".repeat(129)] {
        assert_eq!(named(&book, None, name), Err(ListError::Name));
    }
    assert_eq!(named(&book, None, " SPRING dinner "), Err(ListError::Known));
    assert_eq!(named(&book, Some(&DINNER), "Spring Dinner").as_deref(), Ok("Spring Dinner"), "but for its own");
    assert_eq!(named(&book, Some(&RecordId([10; 16])), "Other"), Err(ListError::Gone), "no company is a list");
    for id in 0..MAX_LISTS as u128 - 2 {
        let record = book.list_named(None, &id.to_string(), "", stamp(20)).expect("fits");
        book.put(RecordId((1 << 64 | id).to_be_bytes()), &record.encode()).expect("good");
    }
    assert_eq!(named(&book, None, "one more"), Err(ListError::Many));
}

#[test]
fn people_companies_and_deals_are_on_it_and_nothing_else() {
    let mut book = book();
    for id in [10, 11, 13] {
        assert!(pick(&mut book, DINNER, RecordId([id; 16]), true, 60));
    }
    assert!(!pick(&mut book, DINNER, RecordId([11; 16]), true, 70), "once");
    assert!(!pick(&mut book, DINNER, RecordId([14; 16]), true, 70), "a task is on no list");
    let lists = book.lists();
    let names: Vec<&str> = lists.iter().map(|list| list.name.as_str()).collect();
    assert_eq!(names, ["Press", "Spring dinner"]);
    assert_eq!(lists[1].counts, [(Kind::Person, 1), (Kind::Company, 1), (Kind::Deal, 1)]);
    assert!(lists[0].counts.is_empty());
    assert_eq!(on(&mut book, Kind::Person, is_on(DINNER)), ["Lovelace"]);
    assert_eq!(on(&mut book, Kind::Person, Filter::Not(Box::new(is_on(DINNER)))), ["Babbage"]);
    assert_eq!(on(&mut book, Kind::Company, is_on(DINNER)), ["Berg AG"]);
    assert!(pick(&mut book, DINNER, RecordId([11; 16]), false, 80));
    assert_eq!(on(&mut book, Kind::Person, is_on(DINNER)), [""; 0]);
}

#[test]
fn a_list_is_searched_typed_into_a_cell_and_told_by_its_name() {
    let mut book = book();
    let ada = RecordId([11; 16]);
    pick(&mut book, DINNER, ada, true, 60);
    let found = |book: &mut Book, typed: &str| {
        let rows = book.rows(&View { search: typed.to_owned(), ..View::all(Kind::Person) }, &[], 0, 50);
        rows.rows.into_iter().map(|row| row.name).collect::<Vec<_>>()
    };
    assert_eq!(found(&mut book, "list:spring"), ["Lovelace"]);
    assert_eq!(found(&mut book, "has:list"), ["Lovelace"]);
    assert_eq!(book.typed(&book.get(&ada).expect("there"), key::IN_LISTS), "Spring dinner");
    let read = Reader::new(&book, Currency::EUR)
        .read(&book.get(&ada).expect("there"), key::IN_LISTS, "press; Spring dinner")
        .expect("both are here");
    assert_eq!(read, Value::Relations(vec![PRESS, DINNER]));
    assert_eq!(book.suggest(&[Kind::List], "din", 9)[0].1, DINNER);
}

#[test]
fn of_a_deleted_list_nobody_is_left_and_bringing_it_back_brings_them_back() {
    let mut book = book();
    pick(&mut book, DINNER, RecordId([11; 16]), true, 60);
    assert_eq!(on(&mut book, Kind::Person, Filter::Field(key::IN_LISTS, Test::Filled)), ["Lovelace"]);
    let mut step = Step::new();
    step.removed(DINNER, book.plain(&DINNER).expect("there"));
    book.remove(&DINNER);
    assert_eq!(book.lists().len(), 1);
    assert_eq!(on(&mut book, Kind::Person, Filter::Field(key::IN_LISTS, Test::Filled)), [""; 0]);
    let undone = step.undo(&book, &mut Clock::new(1), 90);
    book.apply(&undone.writes);
    assert_eq!(on(&mut book, Kind::Person, is_on(DINNER)), ["Lovelace"]);
}

#[test]
fn two_members_who_pick_one_record_for_two_lists_put_it_on_both() {
    let book = book();
    let before = book.record(&RecordId([11; 16])).expect("there");
    let on = |list, author| {
        let stamp = Stamp { ms: 60, counter: 0, author };
        book.listed(&before, &list, true, stamp).expect("fits").expect("it changes")
    };
    let (mut mine, theirs) = (on(DINNER, 1), on(PRESS, 2));
    mine.merge(&theirs).expect("of one kind");
    let Value::Relations(mut lists) = mine.get(key::IN_LISTS) else { panic!("it is on lists") };
    lists.sort();
    assert_eq!(lists, [DINNER, PRESS]);
}
