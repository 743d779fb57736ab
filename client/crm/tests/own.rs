//! Fields that a team defines itself, in everything that fields of Tacit's own are in.
#![allow(clippy::expect_used, missing_docs)]

use tacit_crm::custom::{CustomError, Terms, Wish, reordered};
use tacit_crm::schema::custom::Form;
use tacit_crm::schema::key;
use tacit_crm::undo::{Step, Write};
use tacit_crm::{
    Book, Calc, Cell, Clock, Currency, Decimal, FieldKey, Figure, Filter, Kind, Reader, Record, RecordId, Sort, Stamp,
    Test, Value, View,
};

const fn stamp(ms: u64) -> Stamp {
    Stamp { ms, counter: 0, author: 1 }
}

fn wish(name: &str, choices: &[&str]) -> Wish {
    let choices = choices.iter().map(|word| (*word).to_owned()).collect();
    Wish { name: name.into(), choices, terms: Terms::usual(Kind::Person) }
}

fn define(book: &mut Book, id: u8, form: Form, wish: &Wish) -> FieldKey {
    let record = book.define(Kind::Person, form, wish, || u16::from(id), stamp(u64::from(id))).expect("fits");
    book.put(RecordId([id; 16]), &record.encode()).expect("good");
    book.custom_fields(Kind::Person).last().expect("is there").key
}

fn person(book: &mut Book, id: u8, name: &str, fields: &[(FieldKey, Value)]) {
    let mut record = Record::new(Kind::Person, stamp(50));
    record.set(key::FAMILY, Value::text(name), stamp(50)).expect("fits");
    for (field, value) in fields {
        record.set(*field, value.clone(), stamp(50)).expect("fits");
    }
    book.put(RecordId([id; 16]), &record.encode()).expect("good");
}

fn number(text: &str) -> Value {
    Value::Decimal(Decimal::parse(text).expect("a number"))
}

fn names(book: &mut Book, view: &View) -> Vec<String> {
    book.rows(view, &[], 0, 50).rows.into_iter().map(|row| row.name).collect()
}

#[test]
fn a_field_of_ones_own_is_found_sorted_filtered_grouped_summed_and_shown() {
    let mut book = Book::new();
    let file = define(&mut book, 1, Form::Text, &wish("File number", &[]));
    let hours = define(&mut book, 2, Form::Number, &wish("Hours", &[]));
    let risk = define(&mut book, 3, Form::Choice, &wish("Risk", &["low", "medium", "high"]));
    person(
        &mut book,
        11,
        "Ada",
        &[(file, Value::text("AZ-17/24")), (hours, number("2.5")), (risk, Value::text("high"))],
    );
    person(&mut book, 12, "Ben", &[(hours, number("-10")), (risk, Value::text("low"))]);
    person(&mut book, 13, "Cy", &[(hours, number("10")), (risk, Value::text("medium"))]);

    let all = View::all(Kind::Person);
    assert_eq!(names(&mut book, &View { search: "az-17".into(), ..all.clone() }), ["Ada"]);
    let by = |field| vec![Sort { field: Some(field), descending: false }];
    assert_eq!(names(&mut book, &View { sort: by(hours), ..all.clone() }), ["Ben", "Ada", "Cy"]);
    assert_eq!(
        names(&mut book, &View { sort: by(risk), ..all.clone() }),
        ["Ben", "Cy", "Ada"],
        "as the words are listed"
    );
    let filter = Filter::Field(hours, Test::AtLeast(250));
    assert_eq!(names(&mut book, &View { filter, ..all.clone() }), ["Ada", "Cy"], "in hundredths");
    let grouped = book.groups(&all, risk, None);
    let words: Vec<Cell> = grouped.into_iter().map(|group| group.value).collect();
    assert_eq!(words, ["low", "medium", "high"].map(|word| Cell::Text(word.into())));
    let sum = Decimal::parse("2.5").expect("a number");
    assert_eq!(book.figure(&all, hours, Calc::Sum), Figure::Number(sum));
    let row = book.rows(&View { sort: by(hours), ..all }, &[hours, file], 1, 1).rows.remove(0);
    assert_eq!(row.cells, [Cell::Decimal(sum), Cell::Text("AZ-17/24".into())]);
}

#[test]
fn what_is_typed_in_a_cell_is_read_by_the_fields_form() {
    let mut book = Book::new();
    let hours = define(&mut book, 2, Form::Number, &wish("Hours", &[]));
    let risk = define(&mut book, 3, Form::Choice, &wish("Risk", &["Low", "High"]));
    let topics = define(&mut book, 4, Form::Choices, &wish("Topics", &["tax", "wills"]));
    person(&mut book, 11, "Ada", &[]);
    let record = book.get(&RecordId([11; 16])).expect("is there");
    let mut reader = Reader::new(&book, Currency::new("EUR").expect("a code"));
    assert_eq!(reader.read(&record, hours, "1.234,5"), Ok(number("1234.5")));
    assert_eq!(reader.read(&record, risk, "HIGH"), Ok(Value::text("High")));
    assert_eq!(reader.read(&record, topics, "wills, tax"), Ok(Value::Tags(vec!["wills".into(), "tax".into()])));
    assert!(reader.read(&record, hours, "many").is_err());
}

#[test]
fn a_relation_of_ones_own_is_a_relation() {
    let mut book = Book::new();
    let advised = define(&mut book, 5, Form::Relation, &wish("Advised by", &[]));
    person(&mut book, 11, "Ada", &[]);
    person(&mut book, 12, "Ben", &[(advised, Value::Relations(vec![RecordId([11; 16])]))]);
    assert_eq!(book.referring_counts(&RecordId([11; 16])), [(Kind::Person, 1)]);
    let about = Filter::About(RecordId([11; 16]));
    assert_eq!(names(&mut book, &View { filter: about, ..View::all(Kind::Person) }), ["Ben"]);
    let search = View { search: "ada".into(), ..View::all(Kind::Person) };
    assert_eq!(names(&mut book, &search), ["Ada", "Ben"], "found by the name of what it points to");
}

#[test]
fn an_edit_of_such_a_field_is_taken_back() {
    let mut book = Book::new();
    let hours = define(&mut book, 2, Form::Number, &wish("Hours", &[]));
    person(&mut book, 11, "Ada", &[(hours, number("2"))]);
    let id = RecordId([11; 16]);
    let before = book.record(&id).expect("is there");
    for value in [number("3"), Value::Empty] {
        let mut after = before.clone();
        after.set(hours, value, stamp(60)).expect("fits");
        let mut step = Step::new();
        step.edited(id, &before, &after);
        book.put(id, &after.encode()).expect("good");
        let undone = step.undo(&book, &mut Clock::new(1), 70);
        let [Write::Put(_, back)] = &undone.writes[..] else { panic!("one record is written") };
        assert_eq!(back.get(hours), number("2"));
    }
}

#[test]
fn a_name_tells_a_field_from_all_others() {
    let mut book = Book::new();
    define(&mut book, 1, Form::Text, &wish("File number", &[]));
    let defined = |form, name: &str, choices: &[&str]| {
        book.define(Kind::Person, form, &wish(name, choices), || 9, stamp(9)).map(|_| ())
    };
    assert_eq!(defined(Form::Date, " file NUMBER ", &[]), Err(CustomError::Known));
    assert_eq!(defined(Form::Date, "job title", &[]), Err(CustomError::Known), "Tacit has such a field");
    assert_eq!(defined(Form::Date, " ", &[]), Err(CustomError::Name));
    assert_eq!(defined(Form::Choice, "Risk", &[" "]), Err(CustomError::Choices));
    assert_eq!(defined(Form::Choice, "Risk", &["a", "A"]), Err(CustomError::Choices));
    assert_eq!(defined(Form::Choice, "Risk", &["a", "b"]), Ok(()));
}

#[test]
fn a_number_is_not_given_again_while_records_hold_values_under_it() {
    let mut book = Book::new();
    let old = define(&mut book, 1, Form::Text, &wish("Old", &[]));
    person(&mut book, 11, "Ada", &[(old, Value::text("kept"))]);
    book.remove(&RecordId([1; 16]));
    let record = book.define(Kind::Person, Form::Text, &wish("New", &[]), || 1, stamp(9)).expect("fits");
    assert_ne!(record.get(key::NUMBER), Value::Number(u64::from(old.0)));
    assert_eq!(book.record(&RecordId([11; 16])).expect("is there").get(old), Value::text("kept"));
}

#[test]
fn of_two_fields_with_one_number_the_older_counts_everywhere() {
    let mut book = Book::new();
    let key = define(&mut book, 1, Form::Text, &wish("Older", &[]));
    let elsewhere = Book::new().define(Kind::Person, Form::Text, &wish("Younger", &[]), || 1, stamp(2)).expect("fits");
    book.put(RecordId([2; 16]), &elsewhere.encode()).expect("good");
    let names: Vec<_> = book.custom_fields(Kind::Person).into_iter().map(|custom| custom.name).collect();
    assert_eq!(names, ["Older"]);
    assert_eq!(book.label(Kind::Person, key), "Older");
}

#[test]
fn fields_come_in_the_order_they_were_put_into() {
    let mut book = Book::new();
    for (id, name) in [(1, "One"), (2, "Two"), (3, "Three")] {
        define(&mut book, id, Form::Text, &wish(name, &[]));
    }
    let mut step = Step::new();
    let order = [3, 1, 2].map(|id| RecordId([id; 16]));
    for (id, record) in reordered(&book, Kind::Person, &order, stamp(20), &mut step) {
        book.put(id, &record.encode()).expect("good");
    }
    let names: Vec<_> = book.custom_fields(Kind::Person).into_iter().map(|custom| custom.name).collect();
    assert_eq!(names, ["Three", "One", "Two"]);
}
