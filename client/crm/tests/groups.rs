//! Groups of a list and figures over its columns, by example.
#![allow(clippy::unwrap_used, missing_docs)]

use tacit_crm::schema::key;
use tacit_crm::{
    Book, Calc, Cell, Currency, FieldKey, Figure, Filter, Kind, MAX_GROUPS, Money, Record, RecordId, Sort, Stamp, Test,
    Value, View,
};

const STAMP: Stamp = Stamp { ms: 1, counter: 0, author: 0 };

fn put(book: &mut Book, number: u16, kind: Kind, fields: Vec<(FieldKey, Value)>) {
    let mut record = Record::new(kind, STAMP);
    for (field, value) in fields {
        record.set(field, value, STAMP).unwrap();
    }
    let mut id = [0; 16];
    id[..2].copy_from_slice(&number.to_be_bytes());
    book.put(RecordId(id), &record.encode()).unwrap();
}

fn person(book: &mut Book, number: u16, given: &str, status: &str, tags: &[&str]) {
    let tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
    let fields =
        vec![(key::GIVEN, Value::text(given)), (key::STATUS, Value::text(status)), (key::TAGS, Value::Tags(tags))];
    put(book, number, Kind::Person, fields);
}

fn deal(book: &mut Book, number: u16, amount: Option<(i64, &str)>, close: &str) {
    let amount =
        amount.map_or(Value::Empty, |(minor, code)| Value::Money(Money::new(minor, Currency::new(code).unwrap())));
    put(
        book,
        number,
        Kind::Deal,
        vec![(key::NAME, Value::text("D")), (key::AMOUNT, amount), (key::CLOSE, Value::text(close))],
    );
}

fn people() -> Book {
    let mut book = Book::new();
    person(&mut book, 1, "Ada", "hot", &["press", "board"]);
    person(&mut book, 2, "Ben", "lead", &["press"]);
    person(&mut book, 3, "Cleo", "", &[]);
    person(&mut book, 4, "Dora", "hot", &["Ärzte"]);
    person(&mut book, 5, "Emil", "own word", &[]);
    book
}

fn shape(book: &mut Book, view: &View) -> String {
    let rows = book.rows(view, &[], 0, 500);
    let mut names = rows.rows.iter().map(|row| row.name.as_str());
    let group = |group: &tacit_crm::Group| {
        let value = match &group.value {
            Cell::Text(text) => text.clone(),
            Cell::Empty => "-".into(),
            other => format!("{other:?}"),
        };
        let names: Vec<&str> = names.by_ref().take(group.count as usize).collect();
        format!("{value}: {}", names.join(" "))
    };
    rows.groups.iter().map(group).collect::<Vec<_>>().join(" | ")
}

#[test]
fn choices_group_as_they_are_listed_own_words_behind_none_last() {
    let view = View { group: Some(key::STATUS), ..View::all(Kind::Person) };
    assert_eq!(shape(&mut people(), &view), "lead: Ben | hot: Ada Dora | own word: Emil | -: Cleo");
}

#[test]
fn rows_of_a_group_stand_in_the_order_of_the_list() {
    let sort = vec![Sort { field: None, descending: true }];
    let view = View { group: Some(key::STATUS), sort, ..View::all(Kind::Person) };
    assert_eq!(shape(&mut people(), &view), "lead: Ben | hot: Dora Ada | own word: Emil | -: Cleo");
}

#[test]
fn a_row_with_several_tags_stands_under_each_and_is_counted_under_each() {
    let view = View { group: Some(key::TAGS), ..View::all(Kind::Person) };
    let mut book = people();
    assert_eq!(shape(&mut book, &view), "Ärzte: Dora | board: Ada | press: Ada Ben | -: Cleo Emil");
    let rows = book.rows(&view, &[], 0, 1);
    assert_eq!((rows.total, rows.records), (6, 5), "five people, one of them twice");
}

#[test]
fn a_filter_narrows_the_groups_and_windows_run_across_them() {
    let hot = Filter::Field(key::STATUS, Test::Is(vec!["hot".into(), "lead".into()]));
    let view = View { group: Some(key::STATUS), filter: hot, ..View::all(Kind::Person) };
    let mut book = people();
    assert_eq!(shape(&mut book, &view), "lead: Ben | hot: Ada Dora");
    let window = book.rows(&view, &[], 1, 2);
    assert_eq!(window.rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["Ada", "Dora"]);
    assert_eq!(window.groups.len(), 2);
}

#[test]
fn too_many_values_make_no_groups() {
    let mut book = Book::new();
    for number in 0..=MAX_GROUPS as u16 {
        person(&mut book, number, "P", &format!("own {number}"), &[]);
    }
    let view = View { group: Some(key::STATUS), ..View::all(Kind::Person) };
    let rows = book.rows(&view, &[], 0, 10);
    assert_eq!((rows.groups.len(), rows.total), (0, MAX_GROUPS as u32 + 1));
}

#[test]
fn deals_group_by_month_and_their_amounts_are_added_by_currency() {
    let mut book = Book::new();
    deal(&mut book, 1, Some((100, "EUR")), "2026-11-03");
    deal(&mut book, 2, Some((250, "EUR")), "2026-11-30");
    deal(&mut book, 3, Some((900, "USD")), "2026-11-30");
    deal(&mut book, 4, None, "2026-12-01");
    let rows = book.rows(&View { group: Some(key::CLOSE), ..View::all(Kind::Deal) }, &[], 0, 10);
    let groups: Vec<_> = rows.groups.iter().map(|group| (group.value.clone(), group.count, group.sums.len())).collect();
    assert_eq!(groups, [(Cell::Text("2026-11".into()), 3, 2), (Cell::Text("2026-12".into()), 1, 0)]);
}

#[test]
fn figures_over_a_column() {
    let mut book = Book::new();
    deal(&mut book, 1, Some((100, "EUR")), "2026-11-03");
    deal(&mut book, 2, Some((251, "EUR")), "");
    deal(&mut book, 3, Some((900, "USD")), "2025-01-30");
    deal(&mut book, 4, None, "2026-12-01");
    let view = View::all(Kind::Deal);
    let mut figure = |field, calc| book.figure(&view, field, calc);
    let money = |minor, code| Money::new(minor, Currency::new(code).unwrap());
    assert_eq!(figure(key::AMOUNT, Calc::Filled), Figure::Count(3));
    assert_eq!(figure(key::AMOUNT, Calc::Blank), Figure::Count(1));
    assert_eq!(figure(key::AMOUNT, Calc::Sum), Figure::Amounts(vec![money(351, "EUR"), money(900, "USD")]));
    assert_eq!(figure(key::AMOUNT, Calc::Mean), Figure::Amounts(vec![money(175, "EUR"), money(900, "USD")]));
    assert_eq!(figure(key::AMOUNT, Calc::Most), Figure::Amounts(vec![money(251, "EUR"), money(900, "USD")]));
    assert_eq!(figure(key::CLOSE, Calc::Least), Figure::Day("2025-01-30".into()));
    assert_eq!(figure(key::CHANGED, Calc::Most), Figure::Moment(1));
    assert_eq!(figure(key::NAME, Calc::Sum), Figure::None);
    assert_eq!(people().figure(&View::all(Kind::Person), key::STATUS, Calc::Distinct), Figure::Count(3));
}
