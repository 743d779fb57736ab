//! What a record's page shows beyond the record: what points to it, by which field; its place in a list; what was noted
//! about it and, on a company's page, about its people and deals.
#![allow(clippy::expect_used, missing_docs)]

use proptest::prelude::*;
use tacit_crm::custom::{Terms, Wish};
use tacit_crm::object::ObjectWish;
use tacit_crm::schema::custom::Form;
use tacit_crm::schema::key;
use tacit_crm::{Book, Clock, FieldKey, FileFacts, Filter, Kind, Media, Record, RecordId, Sort, Stamp, Test, Told};
use tacit_crm::{Value, View};

const fn stamp(ms: u64) -> Stamp {
    Stamp { ms, counter: 0, author: 1 }
}

fn id(number: u8) -> RecordId {
    RecordId([number; 16])
}

fn put(book: &mut Book, number: u8, kind: Kind, fields: &[(FieldKey, Value)]) {
    let mut record = Record::new(kind, stamp(50));
    for (field, value) in fields {
        record.set(*field, value.clone(), stamp(50)).expect("fits");
    }
    book.put(id(number), &record.encode()).expect("good");
}

fn relation(book: &mut Book, number: u8, kind: Kind, name: &str) -> FieldKey {
    let wish = Wish { name: name.into(), choices: Vec::new(), terms: Terms::usual(kind) };
    let record = book.define(kind, Form::Relation, &wish, || u16::from(number), stamp(1)).expect("fits");
    book.put(id(number), &record.encode()).expect("good");
    book.custom_fields(kind).last().expect("is there").key
}

fn to(numbers: &[u8]) -> Value {
    Value::Relations(numbers.iter().copied().map(id).collect())
}

#[test]
fn every_field_that_points_to_a_record_is_told_by_kind_with_its_number() {
    let mut book = Book::new();
    let wish = ObjectWish { one: "Matter".into(), many: "Matters".into(), sign: "scale".into() };
    let object = book.define_object(&wish, || 1, stamp(1)).expect("fits");
    book.put(id(1), &object.encode()).expect("good");
    let matter = book.objects().first().expect("is there").kind;
    let (knows, owns) =
        (relation(&mut book, 2, Kind::Person, "Knows"), relation(&mut book, 3, Kind::Company, "Owned by"));
    let (lease, follows) = (relation(&mut book, 4, matter, "Deals"), relation(&mut book, 5, matter, "Follows"));
    put(&mut book, 10, Kind::Person, &[(key::GIVEN, Value::text("Ada"))]);
    put(&mut book, 11, Kind::Company, &[(key::NAME, Value::text("Berg AG"))]);
    put(&mut book, 12, Kind::Person, &[(knows, to(&[10])), (key::COMPANY, Value::Link(id(11)))]);
    put(&mut book, 13, Kind::Person, &[(knows, to(&[12, 10])), (key::NOT_SAME, to(&[10]))]);
    put(&mut book, 14, Kind::Company, &[(owns, to(&[11]))]);
    put(&mut book, 15, Kind::Deal, &[(key::NAME, Value::text("Lease")), (key::COMPANY, Value::Link(id(11)))]);
    put(&mut book, 16, matter, &[(lease, to(&[15]))]);
    put(&mut book, 17, matter, &[(follows, to(&[16])), (key::COMPANY, Value::Link(id(11)))]);

    assert_eq!(book.incoming(&id(10)), [(Kind::Person, knows, 2)], "that two are not the same is no relation");
    let company = [
        (Kind::Person, key::COMPANY, 1),
        (Kind::Company, owns, 1),
        (Kind::Deal, key::COMPANY, 1),
        (matter, key::COMPANY, 1),
    ];
    assert_eq!(book.incoming(&id(11)), company);
    assert_eq!(book.incoming(&id(15)), [(matter, lease, 1)]);
    assert_eq!(book.incoming(&id(16)), [(matter, follows, 1)]);
    book.remove(&id(17));
    assert!(book.incoming(&id(16)).is_empty() && book.incoming(&id(99)).is_empty());
}

fn note(book: &mut Book, number: u8, at: u64, what: &str, about: &[u8]) {
    let fields = [(key::TYPE, Value::text(what)), (key::WHEN, Value::Number(at)), (key::ABOUT, to(about))];
    put(book, number, Kind::Activity, &fields);
}

fn short(told: &[Told]) -> Vec<(u8, Option<u8>)> {
    told.iter().map(|one| (one.id.0[0], one.through.map(|id| id.0[0]))).collect()
}

#[test]
fn a_company_is_told_what_was_noted_about_its_people_and_deals_and_nobody_else() {
    let mut book = Book::new();
    put(&mut book, 1, Kind::Company, &[(key::NAME, Value::text("Berg AG"))]);
    let there = (key::COMPANY, Value::Link(id(1)));
    put(&mut book, 2, Kind::Person, &[(key::GIVEN, Value::text("Ada")), there.clone()]);
    put(&mut book, 3, Kind::Deal, &[(key::NAME, Value::text("Lease")), there]);
    put(&mut book, 4, Kind::Person, &[(key::GIVEN, Value::text("Cem"))]);
    note(&mut book, 20, 100, "note", &[1]);
    note(&mut book, 21, 400, "call", &[2]);
    note(&mut book, 22, 300, "meeting", &[3, 2]);
    note(&mut book, 23, 200, "note", &[1, 2]);
    note(&mut book, 24, 500, "note", &[4]);
    let told = book.told(&id(1));
    assert_eq!(short(&told), [(21, Some(2)), (22, Some(2)), (23, None), (20, None)], "once each, newest first");
    assert_eq!((told[0].what.as_str(), told[0].at), ("call", 400));
    assert_eq!(short(&book.told(&id(2))), [(21, None), (22, None), (23, None)], "a person's page tells no others");
    let file = FileFacts {
        name: "Lease.pdf".into(),
        holder: id(3),
        file: [1; 16],
        key: [2; 32],
        len: 4,
        hash: [3; 32],
        media: Media::Pdf,
    };
    let record = Record::new_file(&file, Clock::new(1).tick(50)).expect("fits");
    book.put(id(30), &record.encode()).expect("taken");
    put(&mut book, 31, Kind::File, &[(key::NAME, Value::text("Half.pdf")), (key::HOLDER, Value::Link(id(3)))]);
    let told = book.told(&id(1));
    assert_eq!(
        (short(&told)[4], told[4].what.as_str()),
        ((30, Some(3)), "file"),
        "what was attached to them as well, if it is whole"
    );
    book.remove(&id(30));
    book.remove(&id(31));
    // She goes elsewhere: what was noted about her goes with her, what was noted about the deal stays.
    put(&mut book, 2, Kind::Person, &[(key::GIVEN, Value::text("Ada"))]);
    assert_eq!(short(&book.told(&id(1))), [(22, Some(3)), (23, None), (20, None)]);
}

#[test]
fn what_came_to_its_end_is_told_and_what_goes_on_is_not() {
    let mut book = Book::new();
    put(&mut book, 1, Kind::Company, &[(key::NAME, Value::text("Berg AG"))]);
    put(&mut book, 2, Kind::Person, &[(key::GIVEN, Value::text("Ada")), (key::COMPANY, Value::Link(id(1)))]);
    for (number, outcome) in [(40, "won"), (41, "lost"), (42, "open")] {
        put(&mut book, number, Kind::Stage, &[(key::NAME, Value::text("S")), (key::OUTCOME, Value::text(outcome))]);
    }
    let about = (key::ABOUT, to(&[2]));
    let done = [(key::DONE, Value::Number(1)), (key::DONE_AT, Value::Number(300)), about.clone()];
    put(&mut book, 10, Kind::Task, &done);
    put(&mut book, 11, Kind::Task, std::slice::from_ref(&about));
    for (number, stage, closed) in [(20, 40, 200), (21, 41, 400), (22, 42, 500)] {
        let ended =
            [(key::STAGE, Value::Link(id(stage))), (key::CLOSED, Value::Number(closed)), (key::PEOPLE, to(&[2]))];
        put(&mut book, number, Kind::Deal, &ended);
    }
    let told = book.told(&id(2));
    let whats: Vec<_> = told.iter().map(|one| (one.id.0[0], one.kind, one.what.as_str(), one.at)).collect();
    let all = [(21, Kind::Deal, "lost", 400), (10, Kind::Task, "task", 300), (20, Kind::Deal, "won", 200)];
    assert_eq!(whats, all, "newest first, by when it ended");
    let of_all: Vec<_> = all.iter().map(|(number, ..)| (*number, Some(2))).collect();
    assert_eq!(short(&book.told(&id(1))), of_all, "and on the company's page, through her");
    // It goes on after all.
    put(&mut book, 10, Kind::Task, &[about]);
    put(&mut book, 20, Kind::Deal, &[(key::STAGE, Value::Link(id(42))), (key::PEOPLE, to(&[2]))]);
    assert_eq!(short(&book.told(&id(2))), [(21, None)]);
}

#[test]
fn in_a_grouped_list_the_nearest_of_several_places_counts() {
    let mut book = Book::new();
    for (number, tags) in [(1, vec!["a", "c"]), (2, vec!["b"]), (3, vec!["c"])] {
        let tags = Value::Tags(tags.into_iter().map(str::to_owned).collect());
        put(&mut book, number, Kind::Person, &[(key::GIVEN, Value::text("x")), (key::TAGS, tags)]);
    }
    let view = View { group: Some(key::TAGS), ..View::all(Kind::Person) };
    assert_eq!(book.place_of(&view, &id(1), 0), (Some(0), 4));
    assert_eq!(book.place_of(&view, &id(1), 3), (Some(2), 4));
    assert_eq!(book.place_of(&view, &id(9), 0), (None, 4));
}

proptest! {
    #[test]
    fn a_place_is_where_the_window_has_the_record(
        names in proptest::collection::vec("[a-c]{1,2}", 1..20), descending in any::<bool>(), hot in any::<bool>(),
    ) {
        let mut book = Book::new();
        for (number, name) in (1_u8..).zip(&names) {
            let status = if number % 3 == 0 { "hot" } else { "cold" };
            put(&mut book, number, Kind::Person, &[(key::GIVEN, Value::text(name.as_str())), (key::STATUS, Value::text(status))]);
        }
        let filter = if hot { Filter::Field(key::STATUS, Test::Is(vec!["hot".into()])) } else { Filter::none() };
        let sort = vec![Sort { field: Some(key::GIVEN), descending }];
        let view = View { filter, sort, ..View::all(Kind::Person) };
        for number in 1..=names.len() as u8 {
            let (at, total) = book.place_of(&view, &id(number), 0);
            match at {
                Some(at) => prop_assert_eq!(book.rows(&view, &[], at, 1).rows[0].id, id(number)),
                None => prop_assert!(hot && number % 3 != 0),
            }
            prop_assert_eq!(total as usize, book.row_ids(&view).len());
        }
    }
}
