//! What lists show of a record that it does not hold: who made and changed it and when, and the last contact.
#![allow(clippy::unwrap_used, missing_docs)]

use tacit_crm::recur::Day;
use tacit_crm::schema::key;
use tacit_crm::{
    Book, Calc, Cell, FieldKey, Figure, Filter, Kind, Record, RecordId, Sort, Stamp, Test, Today, Value, View,
};

const HOUR: u64 = 3_600_000;
/// When the day begins on which is asked.
const STARTS: u64 = 1_000 * HOUR;
const ADA: RecordId = RecordId([1; 16]);
const BEN: RecordId = RecordId([2; 16]);
const CLEO: RecordId = RecordId([3; 16]);

fn at(ms: u64, author: u32) -> Stamp {
    Stamp { ms, counter: 0, author }
}

fn put(book: &mut Book, id: RecordId, kind: Kind, (made, changed): (Stamp, Stamp), fields: Vec<(FieldKey, Value)>) {
    let mut record = Record::new(kind, made);
    for (field, value) in fields {
        record.set(field, value, changed).unwrap();
    }
    book.put(id, &record.encode()).unwrap();
}

/// Three people, made and changed by two members, Zoe with the smaller number.
fn people() -> Book {
    let mut book = Book::new();
    for (number, name) in [(1, "Zoe"), (2, "Abel")] {
        let fields = vec![(key::NAME, Value::text(name)), (key::MEMBER_NUMBER, Value::Number(number))];
        put(&mut book, RecordId([200 + number as u8; 16]), Kind::MemberCard, (at(1, 1), at(2, 1)), fields);
    }
    for (id, name, made, changed) in
        [(ADA, "Ada", at(30, 1), at(31, 2)), (BEN, "Ben", at(10, 2), at(50, 1)), (CLEO, "Cleo", at(20, 1), at(21, 1))]
    {
        put(&mut book, id, Kind::Person, (made, changed), vec![(key::GIVEN, Value::text(name))]);
    }
    book
}

fn names(book: &mut Book, view: &View) -> Vec<String> {
    book.rows(view, &[], 0, 100).rows.into_iter().map(|row| row.name).collect()
}

fn by(field: FieldKey, descending: bool) -> View {
    View { sort: vec![Sort { field: Some(field), descending }], ..View::all(Kind::Person) }
}

#[test]
fn who_made_and_changed_a_record_and_when_are_columns_that_sort() {
    let mut book = people();
    let columns = [key::MADE, key::MADE_BY, key::CHANGED, key::CHANGED_BY];
    let cells = book.row_for(&ADA, &columns).unwrap().cells;
    assert_eq!(cells, [Cell::Moment(30), Cell::Member(1), Cell::Moment(31), Cell::Member(2)]);
    assert_eq!(names(&mut book, &by(key::MADE, false)), ["Ben", "Cleo", "Ada"]);
    assert_eq!(names(&mut book, &by(key::MADE, true)), ["Ada", "Cleo", "Ben"]);
    assert_eq!(names(&mut book, &by(key::MADE_BY, false)), ["Ben", "Ada", "Cleo"], "as the members are called");
    assert_eq!(names(&mut book, &by(key::CHANGED_BY, false)), ["Ada", "Ben", "Cleo"]);
    assert_eq!(book.figure(&View::all(Kind::Person), key::MADE, Calc::Least), Figure::Moment(10));
    assert_eq!(book.figure(&View::all(Kind::Person), key::CHANGED_BY, Calc::Distinct), Figure::Count(2));
}

#[test]
fn records_group_by_who_made_or_changed_them_and_are_filtered_by_it() {
    let mut book = people();
    let grouped = |book: &mut Book, group| {
        let rows = book.rows(&View { group: Some(group), ..View::all(Kind::Person) }, &[], 0, 100);
        rows.groups.into_iter().map(|group| (group.value, group.count)).collect::<Vec<_>>()
    };
    assert_eq!(grouped(&mut book, key::MADE_BY), [(Cell::Member(2), 1), (Cell::Member(1), 2)]);
    assert_eq!(grouped(&mut book, key::CHANGED_BY), [(Cell::Member(2), 1), (Cell::Member(1), 2)]);
    let of = |field, test| View { filter: Filter::Field(field, test), ..View::all(Kind::Person) };
    assert_eq!(names(&mut book, &of(key::MADE_BY, Test::Member(vec![2]))), ["Ben"]);
    assert_eq!(names(&mut book, &of(key::CHANGED_BY, Test::Member(vec![2]))), ["Ada"]);
    assert_eq!(names(&mut book, &of(key::MADE, Test::AtMost(20))), ["Ben", "Cleo"]);
}

fn activity(book: &mut Book, number: u8, what: &str, when: u64, about: &[RecordId]) {
    let fields = vec![
        (key::TYPE, Value::text(what)),
        (key::WHEN, Value::Number(when)),
        (key::ABOUT, Value::Relations(about.to_vec())),
    ];
    put(book, RecordId([100 + number; 16]), Kind::Activity, (at(60, 1), at(61, 1)), fields);
}

fn on(days: u64, view: View) -> View {
    let day = Day::parse(["2026-11-26", "2026-11-27"][days as usize]).unwrap();
    View { today: Some(Today { day, starts: STARTS + days * 24 * HOUR, me: 1 }), ..view }
}

#[test]
fn the_last_contact_is_the_newest_call_meeting_or_e_mail_that_is_not_to_come() {
    let mut book = people();
    activity(&mut book, 1, "call", STARTS - 2 * HOUR, &[ADA]);
    activity(&mut book, 2, "meeting", STARTS + 10 * HOUR, &[ADA]);
    activity(&mut book, 3, "meeting", STARTS + 30 * HOUR, &[ADA]);
    activity(&mut book, 4, "note", STARTS + 11 * HOUR, &[ADA, BEN]);
    activity(&mut book, 5, "e-mail", STARTS - 5 * HOUR, &[CLEO]);
    let last = |book: &mut Book, days| {
        let rows = book.rows(&on(days, by(key::CONTACTED, true)), &[key::CONTACTED], 0, 100).rows;
        rows.into_iter().map(|mut row| (row.name, row.cells.remove(0))).collect::<Vec<_>>()
    };
    let (ada, ben, cleo) = ("Ada".to_owned(), "Ben".to_owned(), "Cleo".to_owned());
    let before = Cell::Moment(STARTS - 5 * HOUR);
    let today =
        [(ada.clone(), Cell::Moment(STARTS + 10 * HOUR)), (cleo.clone(), before.clone()), (ben.clone(), Cell::Empty)];
    assert_eq!(last(&mut book, 0), today, "nobody was spoken to who was only written about");
    let filter = Filter::Field(key::CONTACTED, Test::AtLeast(STARTS as i64));
    assert_eq!(names(&mut book, &on(0, View { filter, ..View::all(Kind::Person) })), ["Ada"]);
    let tomorrow = Cell::Moment(STARTS + 30 * HOUR);
    assert_eq!(last(&mut book, 1)[0], (ada.clone(), tomorrow.clone()), "the meeting has been by then");
    // A new one, and one that goes, move the people that they are about.
    activity(&mut book, 6, "call", STARTS + 31 * HOUR, &[BEN]);
    let spoken = Cell::Moment(STARTS + 31 * HOUR);
    assert_eq!(last(&mut book, 1), [(ben, spoken), (ada.clone(), tomorrow), (cleo.clone(), before.clone())]);
    assert!(book.remove(&RecordId([106; 16])) && book.remove(&RecordId([103; 16])));
    assert_eq!(last(&mut book, 1)[0], (ada, Cell::Moment(STARTS + 10 * HOUR)));
}

#[test]
fn the_last_contact_of_a_company_is_also_with_its_people_and_about_its_deals() {
    let mut book = people();
    let (halden, noll, deal) = (RecordId([10; 16]), RecordId([11; 16]), RecordId([12; 16]));
    let stamps = (at(1, 1), at(2, 1));
    for (id, name) in [(halden, "Halden"), (noll, "Noll")] {
        put(&mut book, id, Kind::Company, stamps, vec![(key::NAME, Value::text(name))]);
    }
    let works_at = |book: &mut Book, company: RecordId| {
        let fields = vec![(key::GIVEN, Value::text("Ada")), (key::COMPANY, Value::Link(company))];
        put(book, ADA, Kind::Person, stamps, fields);
    };
    works_at(&mut book, halden);
    let merger = vec![(key::NAME, Value::text("Merger")), (key::COMPANY, Value::Link(noll))];
    put(&mut book, deal, Kind::Deal, stamps, merger);
    activity(&mut book, 1, "e-mail", STARTS - 3 * HOUR, &[halden]);
    activity(&mut book, 2, "call", STARTS - 2 * HOUR, &[ADA]);
    activity(&mut book, 3, "meeting", STARTS - HOUR, &[deal]);
    activity(&mut book, 4, "note", STARTS, &[ADA, deal]);
    let sort = vec![Sort { field: Some(key::CONTACTED), descending: true }];
    let companies = View { sort, ..View::all(Kind::Company) };
    let last = |book: &mut Book| {
        let rows = book.rows(&on(0, companies.clone()), &[key::CONTACTED], 0, 100).rows;
        rows.into_iter().map(|mut row| (row.name, row.cells.remove(0))).collect::<Vec<_>>()
    };
    let row = |name: &str, at: u64| (name.to_owned(), Cell::Moment(at));
    assert_eq!(last(&mut book), [row("Noll", STARTS - HOUR), row("Halden", STARTS - 2 * HOUR)]);
    assert_eq!(book.row_for(&halden, &[key::CONTACTED]).unwrap().cells, [Cell::Moment(STARTS - 2 * HOUR)]);
    let filter = Filter::Field(key::CONTACTED, Test::AtLeast((STARTS - HOUR) as i64));
    assert_eq!(names(&mut book, &on(0, View { filter, ..companies.clone() })), ["Noll"]);
    let newest = book.figure(&companies, key::CONTACTED, Calc::Most);
    assert_eq!(newest, Figure::Moment(STARTS - HOUR));
    // Whoever goes takes along what was said; what is said later counts where they are.
    works_at(&mut book, noll);
    assert_eq!(last(&mut book), [row("Noll", STARTS - HOUR), row("Halden", STARTS - 3 * HOUR)]);
    activity(&mut book, 5, "call", STARTS + HOUR, &[ADA]);
    assert_eq!(last(&mut book)[0], row("Noll", STARTS + HOUR));
    assert!(book.remove(&ADA) && book.remove(&deal));
    assert_eq!(last(&mut book), [row("Halden", STARTS - 3 * HOUR), ("Noll".to_owned(), Cell::Empty)]);
}
