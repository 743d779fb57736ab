//! Kinds of records that a team defines itself, in everything that Tacit's own kinds are in.
#![allow(clippy::expect_used, missing_docs)]

use tacit_crm::object::{ObjectError, ObjectWish};
use tacit_crm::schema::key;
use tacit_crm::undo::Step;
use tacit_crm::{
    Book, Cell, Currency, FieldKey, Filter, Kind, Reader, Record, RecordId, Shape, Sort, Stamp, Value, View,
};

const fn stamp(ms: u64) -> Stamp {
    Stamp { ms, counter: 0, author: 1 }
}

fn wish(one: &str, many: &str) -> ObjectWish {
    ObjectWish { one: one.into(), many: many.into(), sign: "scale".into() }
}

fn define(book: &mut Book, id: u8, wish: &ObjectWish) -> Kind {
    let record = book.define_object(wish, || u16::from(id), stamp(u64::from(id))).expect("fits");
    book.put(RecordId([id; 16]), &record.encode()).expect("good");
    book.objects().into_iter().find(|object| object.id == RecordId([id; 16])).expect("is there").kind
}

fn put(book: &mut Book, id: u8, kind: Kind, fields: &[(FieldKey, Value)]) {
    let mut record = Record::new(kind, stamp(50));
    for (field, value) in fields {
        record.set(*field, value.clone(), stamp(50)).expect("fits");
    }
    book.put(RecordId([id; 16]), &record.encode()).expect("good");
}

fn names(book: &mut Book, view: &View) -> Vec<String> {
    book.rows(view, &[], 0, 50).rows.into_iter().map(|row| row.name).collect()
}

#[test]
fn records_of_ones_own_kind_are_listed_sorted_searched_found_and_related_like_all_others() {
    let mut book = Book::new();
    let matter = define(&mut book, 1, &wish("Matter", "Matters"));
    put(&mut book, 10, Kind::Company, &[(key::NAME, Value::text("Berg AG"))]);
    put(&mut book, 11, Kind::Person, &[(key::FAMILY, Value::text("Lovelace"))]);
    let of = |name: &str, person: bool| {
        let mut fields = vec![(key::NAME, Value::text(name)), (key::COMPANY, Value::Link(RecordId([10; 16])))];
        fields.extend(person.then(|| (key::PEOPLE, Value::Relations(vec![RecordId([11; 16])]))));
        fields
    };
    put(&mut book, 20, matter, &of("Merger of the mills", true));
    put(&mut book, 21, matter, &of("Appeal", false));
    put(
        &mut book,
        30,
        Kind::Task,
        &[(key::NAME, Value::text("File")), (key::ABOUT, Value::Relations(vec![RecordId([20; 16])]))],
    );

    let all = View::all(matter);
    assert_eq!(
        names(&mut book, &View { sort: vec![Sort { field: Some(key::NAME), descending: false }], ..all.clone() }),
        ["Appeal", "Merger of the mills"]
    );
    assert_eq!(names(&mut book, &View { search: "mills".into(), ..all.clone() }), ["Merger of the mills"]);
    assert_eq!(names(&mut book, &View { filter: Filter::About(RecordId([11; 16])), ..all }), ["Merger of the mills"]);
    let found = book.find("merg", 5, None).records;
    assert_eq!(found.first().map(|(kind, id, _)| (*kind, *id)), Some((matter, RecordId([20; 16]))));
    assert_eq!(book.belongs_to(&RecordId([20; 16])), "Berg AG");
    let tasks = View { filter: Filter::About(RecordId([20; 16])), ..View::all(Kind::Task) };
    assert_eq!(names(&mut book, &tasks), ["File"]);
    let rows = book.rows(&View::all(matter), &[key::COMPANY], 0, 1).rows;
    assert!(matches!(&rows[0].cells[0], Cell::Records { named, .. } if named[0].2 == "Berg AG"), "{:?}", rows[0].cells);
    assert_eq!(book.kinds_worked_with().last(), Some(&matter));
}

#[test]
fn a_field_that_takes_any_kind_takes_the_teams_own_by_name() {
    let mut book = Book::new();
    let matter = define(&mut book, 1, &wish("Matter", "Matters"));
    put(&mut book, 20, matter, &[(key::NAME, Value::text("Appeal"))]);
    put(&mut book, 30, Kind::Task, &[(key::NAME, Value::text("File"))]);
    let task = book.record(&RecordId([30; 16])).expect("is there");
    let Some(Shape::Relations(kinds)) = task.specs().find(|spec| spec.key == key::ABOUT).map(|spec| spec.shape) else {
        panic!("no relation")
    };
    assert!(book.kinds_meant(kinds).contains(&matter) && !book.kinds_meant(kinds).contains(&Kind::ANY_OWN));
    let read =
        Reader::new(&book, Currency::EUR).read(&book.get(&RecordId([30; 16])).expect("is there"), key::ABOUT, "appeal");
    assert_eq!(read.ok(), Some(Value::Relations(vec![RecordId([20; 16])])));
}

#[test]
fn names_are_needed_and_taken_once_and_what_has_records_stays() {
    let mut book = Book::new();
    let matter = define(&mut book, 1, &wish("Matter", "Matters"));
    let made = |book: &Book, wish: &ObjectWish| book.define_object(wish, || 9, stamp(9)).map(drop);
    assert_eq!(made(&book, &wish("Matter", " ")), Err(ObjectError::Name));
    assert_eq!(made(&book, &wish("Case", "MATTERS ")), Err(ObjectError::Known));
    assert_eq!(book.may_end_object(&RecordId([1; 16])), Ok(()));
    put(&mut book, 20, matter, &[(key::NAME, Value::text("Appeal"))]);
    assert_eq!(book.may_end_object(&RecordId([1; 16])), Err(ObjectError::Used(1)));
    let renamed = book.redefine_object(&RecordId([1; 16]), &wish("Case", "Cases"), stamp(60)).expect("fits");
    book.put(RecordId([1; 16]), &renamed.encode()).expect("good");
    let objects = book.objects();
    assert_eq!((objects[0].kind, objects[0].one.as_str(), objects[0].many.as_str()), (matter, "Case", "Cases"));
}

#[test]
fn a_number_with_records_is_not_given_to_another_kind_and_of_two_of_one_number_the_older_counts() {
    let mut book = Book::new();
    put(&mut book, 20, Kind::Own(Kind::FIRST_OWN + 5), &[(key::NAME, Value::text("of a kind that is gone"))]);
    let kind = define(&mut book, 5, &wish("Grant", "Grants"));
    assert_eq!(kind, Kind::Own(Kind::FIRST_OWN + 6));
    let twin = Book::new().define_object(&wish("Animal", "Animals"), || 6, stamp(99)).expect("fits");
    book.put(RecordId([6; 16]), &twin.encode()).expect("good");
    let many: Vec<_> = book.objects().into_iter().map(|object| object.many).collect();
    assert_eq!(many, ["Grants"]);
}

#[test]
fn kinds_come_in_the_order_they_were_put_into() {
    let mut book = Book::new();
    for (id, many) in [(1, "Matters"), (2, "Grants"), (3, "Animals")] {
        define(&mut book, id, &wish(many, many));
    }
    let order = [3, 1, 2].map(|id| RecordId([id; 16]));
    for (id, record) in book.objects_reordered(&order, stamp(99), &mut Step::new()) {
        book.put(id, &record.encode()).expect("good");
    }
    let many: Vec<_> = book.objects().into_iter().map(|object| object.many).collect();
    assert_eq!(many, ["Animals", "Matters", "Grants"]);
}
