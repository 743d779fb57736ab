//! What stands in a calendar, which reminders come, and what a file says.

use super::*;
use crate::clock::Stamp;
use crate::field::Value;
use crate::record::Record;
use crate::repeat;
use crate::schema::FieldKey;

const DAY_MS: u64 = 86_400_000;

fn id(number: u8) -> RecordId {
    RecordId([number; 16])
}

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

fn begin(text: &str) -> u64 {
    day(text).days() as u64 * DAY_MS
}

fn put(book: &mut Book, number: u8, kind: Kind, author: u32, fields: &[(FieldKey, Value)]) {
    let stamp = Stamp { ms: 5, counter: 0, author };
    let mut record = Record::new(kind, stamp);
    for (field, value) in fields {
        record.set(*field, value.clone(), stamp).expect("fits");
    }
    repeat::follow(None, &mut record, day("2027-01-01"), stamp, || id(200)).expect("fits");
    book.put(id(number), &record.encode()).expect("of our own making");
}

fn task(book: &mut Book, number: u8, due: &str, more: &[(FieldKey, Value)]) {
    put(book, number, Kind::Task, 1, &[&[(key::DUE, Value::text(due))], more].concat());
}

fn activity(book: &mut Book, number: u8, what: &str, from: u64, until: Option<u64>) {
    let mut fields = vec![(key::TYPE, Value::text(what)), (key::WHEN, Value::Number(from))];
    fields.extend(until.map(|until| (key::UNTIL, Value::Number(until))));
    put(book, number, Kind::Activity, 2, &fields);
}

fn january() -> Span {
    let (first, last) = (day("2027-01-01"), day("2027-01-31"));
    Span { first, last, begin: begin("2027-01-01"), end: begin("2027-02-01"), only: None }
}

fn days(calendar: &Calendar) -> Vec<(u8, String)> {
    let one = |entry: &Entry| {
        let on = match entry.on {
            On::Due(day) => day.to_string(),
            On::Again(day) => format!("again {day}"),
            On::At { from, .. } => format!("at {}", Day::of_ms(from).expect("a day")),
        };
        (entry.id.0[0], on)
    };
    calendar.entries.iter().map(one).collect()
}

#[test]
fn tasks_stand_on_their_day_before_meetings_by_time() {
    let mut book = Book::new();
    let ten = begin("2027-01-05") + 10 * 3_600_000;
    activity(&mut book, 1, "meeting", ten, None);
    activity(&mut book, 2, "call", ten - 1, None);
    task(&mut book, 3, "2027-01-05", &[]);
    task(&mut book, 4, "2027-01-04", &[(key::DONE, Value::Number(1))]);
    let shown = book.calendar(&january());
    let expected = [(4, "2027-01-04"), (3, "2027-01-05"), (2, "at 2027-01-05"), (1, "at 2027-01-05")];
    assert_eq!(days(&shown), expected.map(|(id, on)| (id, on.to_owned())));
    assert!(!shown.more);
}

#[test]
fn nothing_stands_there_that_is_of_other_days_or_no_meeting() {
    let mut book = Book::new();
    for (number, due) in (1..).zip(["2026-12-31", "2027-02-01", "", "--01-05"]) {
        task(&mut book, number, due, &[]);
    }
    activity(&mut book, 10, "note", begin("2027-01-05"), None);
    activity(&mut book, 11, "e-mail", begin("2027-01-05"), None);
    activity(&mut book, 12, "meeting", begin("2027-01-01") - 1, None);
    activity(&mut book, 13, "meeting", begin("2027-02-01"), None);
    assert_eq!(days(&book.calendar(&january())), []);
    activity(&mut book, 14, "meeting", begin("2027-01-01") - 1, Some(begin("2027-01-01") + 1));
    assert_eq!(days(&book.calendar(&january())), [(14, "at 2026-12-31".to_owned())], "it lasts into the first day");
}

#[test]
fn a_task_that_comes_again_is_seen_on_the_days_to_come_while_it_is_open() {
    let mut book = Book::new();
    let repeats = |rule: &str| vec![(key::REPEAT, Value::text(rule))];
    let seen = |book: &Book| days(&book.calendar(&january())).into_iter().map(|(_, on)| on).collect::<Vec<_>>();
    task(&mut book, 1, "2027-01-20", &repeats("FREQ=WEEKLY"));
    assert_eq!(seen(&book), ["2027-01-20", "again 2027-01-27"]);
    task(&mut book, 1, "2026-01-20", &repeats("FREQ=MONTHLY;BYDAY=-1FR"));
    assert_eq!(seen(&book), ["again 2027-01-29"]);
    task(&mut book, 1, "2027-01-01", &repeats("FREQ=DAILY;COUNT=3"));
    assert_eq!(seen(&book), ["2027-01-01", "again 2027-01-02", "again 2027-01-03"]);
    let done = vec![(key::DONE, Value::Number(1))];
    task(&mut book, 1, "2027-01-01", &[repeats("FREQ=DAILY"), done].concat());
    assert_eq!(seen(&book), ["2027-01-01"], "the one after it is a task of its own");
}

#[test]
fn mine_are_my_tasks_nobodys_and_the_meetings_i_wrote_down() {
    let mut book = Book::new();
    for (number, owner) in [(1, 1), (2, 2)] {
        task(&mut book, number, "2027-01-05", &[(key::OWNER, Value::Number(owner))]);
    }
    task(&mut book, 3, "2027-01-05", &[]);
    activity(&mut book, 4, "meeting", begin("2027-01-06"), None);
    let of = |member| {
        let shown = book.calendar(&Span { only: Some(member), ..january() });
        shown.entries.iter().map(|entry| entry.id.0[0]).collect::<Vec<_>>()
    };
    assert_eq!((of(1), of(2)), (vec![1, 3], vec![2, 3, 4]));
}

#[test]
fn one_answer_has_an_end() {
    let mut book = Book::new();
    for number in 0..=30 {
        task(&mut book, number, "2027-01-01", &[(key::REPEAT, Value::text("FREQ=DAILY"))]);
    }
    let shown = book.calendar(&Span { last: Day::MAX, end: u64::MAX, ..january() });
    assert_eq!((shown.entries.len(), shown.more), (MOST, true));
    let late = shown.entries.iter().filter(|entry| matches!(entry.on, On::Again(on) if on > day("2028-02-05")));
    assert_eq!(late.count(), 0);
}

#[test]
fn a_reminder_comes_once_and_only_for_open_tasks_of_mine() {
    let mut book = Book::new();
    let remind = |text: &str| (key::REMIND, Value::text(text));
    task(&mut book, 1, "2027-01-05", &[remind("0 09:00")]);
    task(&mut book, 2, "2027-01-06", &[remind("1 09:00"), (key::OWNER, Value::Number(1))]);
    task(&mut book, 3, "2027-01-05", &[remind("0 09:00"), (key::OWNER, Value::Number(2))]);
    task(&mut book, 4, "2027-01-05", &[remind("0 09:00"), (key::DONE, Value::Number(1))]);
    task(&mut book, 5, "2027-01-05", &[]);
    task(&mut book, 6, "", &[remind("0 09:00")]);
    let nine = begin("2027-01-05") + 9 * 3_600_000;
    assert_eq!(book.reminders(1, nine - 1, nine), 2);
    assert_eq!(book.reminders(1, nine, nine + DAY_MS), 0, "it has been told");
    assert_eq!(book.reminders(1, nine - DAY_MS, nine - 1), 0, "it is not there yet");
}

#[test]
fn a_file_says_what_is_open_and_to_come() {
    let mut book = Book::new();
    task(
        &mut book,
        1,
        "2027-01-29",
        &[(key::NAME, Value::text("Report, long")), (key::REPEAT, Value::text("FREQ=MONTHLY;BYDAY=-1FR"))],
    );
    task(&mut book, 2, "2027-01-05", &[(key::DONE, Value::Number(1))]);
    let now = begin("2027-01-05");
    activity(&mut book, 3, "meeting", now - 1, Some(now + 1));
    activity(&mut book, 4, "meeting", now - 1, None);
    activity(&mut book, 5, "note", now + 1, None);
    let ids = book.open_and_coming(now, None);
    assert_eq!(ids, [id(1), id(3)]);
    let file = book.ics(&[ids, vec![id(99)]].concat(), &[]);
    for line in [
        "SUMMARY:Report\\, long",
        "DUE;VALUE=DATE:20270129",
        "RRULE:FREQ=MONTHLY;BYDAY=-1FR",
        "DTSTART:20270104T235959Z",
        "DTEND:20270105T000000Z",
        "UID:03030303030303030303030303030303@tacit",
    ] {
        assert!(file.split("\r\n").any(|one| one == line), "{line} in {file}");
    }
    assert_eq!(file.matches("BEGIN:").count(), 3);
}

#[test]
fn of_a_list_only_its_rows_stand_in_the_calendar_and_those_without_a_day_are_counted() {
    use crate::filter::{Filter, Test};
    let mut book = Book::new();
    let done = (key::DONE, Value::Number(1));
    task(&mut book, 1, "2027-01-05", &[]);
    task(&mut book, 2, "2027-01-06", std::slice::from_ref(&done));
    task(&mut book, 3, "", &[]);
    task(&mut book, 4, "--01-05", &[done]);
    activity(&mut book, 10, "meeting", begin("2027-01-07"), None);
    activity(&mut book, 11, "note", begin("2027-01-07"), None);
    let open = Filter::Not(Box::new(Filter::Field(key::DONE, Test::Filled)));
    let tasks = View { filter: open, ..View::all(Kind::Task) };
    assert_eq!(days(&book.calendar_of(&tasks, &january())), [(1, "2027-01-05".to_owned())]);
    assert_eq!(book.undated_of(&tasks), 1);
    assert_eq!(book.calendar_ids(&tasks), [id(1), id(3)]);
    let all = View::all(Kind::Task);
    assert_eq!(book.undated_of(&all), 1, "a day without a year is there, on no day of a calendar");
    let blank = Filter::Not(Box::new(Filter::Field(key::DUE, Test::Filled)));
    assert_eq!(book.undated_of(&all), book.rows(&View { filter: blank, ..all }, &[], 0, 10).total, "as the table says");
    let activities = View::all(Kind::Activity);
    assert_eq!(days(&book.calendar_of(&activities, &january())), [(10, "at 2027-01-07".to_owned())]);
    assert_eq!((book.undated_of(&activities), book.calendar_ids(&activities)), (0, vec![id(10)]));
    // Grouped by several words, a row would stand there twice.
    let grouped = View { group: Some(key::ABOUT), ..activities };
    assert_eq!(book.calendar_of(&grouped, &january()).entries.len(), 1);
}

/// Two hearings and one without a day, of a kind of the team's own, with the date that says it; nothing declares it delicate.
fn hearings(book: &mut Book, sensitivity: &str) -> (Kind, FieldKey) {
    let (kind, by) = (Kind::Own(0x4001), crate::schema::custom::Form::Date.key(3));
    let definition = [
        (key::NAME, Value::text("Hearing")),
        (key::LISTS, Value::Number(u64::from(kind.number()))),
        (key::NUMBER, Value::Number(u64::from(by.0))),
        (crate::privacy::key::SENSITIVITY, Value::text(sensitivity)),
    ];
    put(book, 90, Kind::Field, 1, &definition);
    for (number, on) in [(1, "2027-01-05"), (2, "2027-01-04"), (3, ""), (4, "2027-02-01")] {
        let on = if on.is_empty() { Value::Empty } else { Value::text(on) };
        let fields = [(key::NAME, Value::text("Matter; one")), (by, on), (key::NOTES, Value::text("secret"))];
        put(book, number, kind, 1, &fields);
    }
    (kind, by)
}

#[test]
fn records_of_a_kind_of_ones_own_stand_on_the_date_that_their_list_is_grouped_by() {
    let mut book = Book::new();
    let (kind, by) = hearings(&mut book, "");
    let list = View { group: Some(by), ..View::all(kind) };
    let expected = [(2, "2027-01-04"), (1, "2027-01-05")];
    assert_eq!(days(&book.calendar_of(&list, &january())), expected.map(|(id, on)| (id, on.to_owned())));
    assert_eq!(book.undated_of(&list), 1);
    assert_eq!(days(&book.calendar_of(&View::all(kind), &january())), [], "by no date there is no day");
    assert_eq!(days(&book.calendar(&january())), [], "nor among tasks and meetings");
    let ids = book.calendar_ids(&list);
    assert_eq!(ids.len(), 3);
    let file = book.ics(&ids, book.day_field(&list).as_slice());
    assert!(file.contains("DTSTART;VALUE=DATE:20270105\r\nSUMMARY:Matter\\; one\r\nEND:VEVENT"), "{file}");
    assert!(!file.contains("secret"), "the name and the day are all");
    assert!(!book.ics(&ids, &[]).contains("UID:"));
    task(&mut book, 9, "2027-01-04", &[]);
    let both = book.calendar_with(&january(), &[(kind, by), (kind, key::DUE), (Kind::Task, key::DUE)]);
    let expected = [(2, "2027-01-04"), (9, "2027-01-04"), (1, "2027-01-05")];
    assert_eq!(days(&both), expected.map(|(id, on)| (id, on.to_owned())), "beside tasks, each once");
}

#[test]
fn a_masked_date_is_told_by_no_day_and_no_file() {
    let mut book = Book::new();
    let (kind, by) = hearings(&mut book, "sensitive");
    let list = View { group: Some(by), ..View::all(kind) };
    assert_eq!(days(&book.calendar_of(&list, &january())), []);
    assert_eq!(days(&book.calendar_with(&january(), &[(kind, by)])), []);
    assert!(!book.ics(&[id(1)], &[(kind, by)]).contains("UID:"));
    assert_eq!((book.calendar_ids(&list), book.undated_of(&list), book.day_field(&list)), (Vec::new(), 0, None));
}
