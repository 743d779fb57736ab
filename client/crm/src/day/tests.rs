//! What a day asks of a member, what colleagues changed, and how many tasks wait.

use super::*;
use crate::clock::Stamp;
use crate::feed::{Act, FeedAsk};
use crate::field::Value;
use crate::pipeline::{FIRST_NAMES, first_pipeline};
use crate::record::Record;
use crate::schema::FieldKey;

fn id(number: u8) -> RecordId {
    RecordId([number; 16])
}

fn put(book: &mut Book, number: u8, kind: Kind, author: u32, ms: u64, fields: &[(FieldKey, Value)]) {
    let stamp = Stamp { ms, counter: 0, author };
    let mut record = Record::new(kind, stamp);
    for (field, value) in fields {
        record.set(*field, value.clone(), stamp).expect("fits");
    }
    book.put(id(number), &record.encode()).expect("of our own making");
}

const HOUR: u64 = 3_600_000;

fn begin(day: &str) -> u64 {
    recur::Day::parse(day).expect("a day").days() as u64 * 24 * HOUR
}

/// Where the member is, a day begins two hours before it does in Greenwich.
fn ask() -> DayAsk {
    let (today, until) = ("2026-11-26".to_owned(), "2026-12-03".to_owned());
    let starts = |day: &str| begin(day) - 2 * HOUR;
    let (begins, over, ends) = (starts("2026-11-26"), starts("2026-11-27"), starts("2026-12-04"));
    DayAsk { today, until, begins, over, ends, only: Some(1), me: 1, since: 1_000 }
}

fn activity(book: &mut Book, number: u8, what: &str, author: u32, from: u64) {
    let fields = [(key::TYPE, Value::text(what)), (key::WHEN, Value::Number(from))];
    put(book, number, Kind::Activity, author, 5, &fields);
}

fn ids(entries: &[Entry]) -> Vec<RecordId> {
    entries.iter().map(|entry| entry.id).collect()
}

#[test]
fn meetings_and_calls_stand_on_their_day_by_the_members_clock() {
    let mut book = Book::new();
    let ask = ask();
    activity(&mut book, 1, "meeting", 1, ask.begins - 1);
    activity(&mut book, 2, "meeting", 1, ask.over - 1);
    activity(&mut book, 3, "call", 1, ask.begins);
    activity(&mut book, 4, "call", 1, ask.over);
    activity(&mut book, 5, "meeting", 1, ask.ends - 1);
    activity(&mut book, 6, "meeting", 1, ask.ends);
    activity(&mut book, 7, "note", 1, ask.begins);
    activity(&mut book, 8, "meeting", 2, ask.begins + HOUR);
    let lasting = [
        (key::TYPE, Value::text("meeting")),
        (key::WHEN, Value::Number(ask.begins - HOUR)),
        (key::UNTIL, Value::Number(ask.over)),
    ];
    put(&mut book, 9, Kind::Activity, 1, 5, &lasting);
    let day = book.day(&ask);
    assert_eq!(ids(&day.meetings), [id(9), id(3), id(2)], "by time; none of yesterday, no note, none of a colleague's");
    assert_eq!(ids(&day.next_meetings), [id(4), id(5)]);
    let all = book.day(&DayAsk { only: None, ..ask.clone() });
    assert_eq!(ids(&all.meetings), [id(9), id(3), id(8), id(2)]);
    let nowhere = book.day(&DayAsk { today: "some day".to_owned(), ..ask });
    assert!(nowhere.meetings.is_empty() && nowhere.next_meetings.is_empty());
}

#[test]
fn a_meeting_of_several_days_stands_on_today_until_it_is_over() {
    let mut book = Book::new();
    let ask = ask();
    let (day, month) = (24 * HOUR, 30 * 24 * HOUR);
    let times = [
        (1, ask.begins - month, ask.ends + month),
        (2, ask.begins - 2 * day, ask.begins + 1),
        (3, ask.begins - 2 * day, ask.begins),
        (4, ask.over - 1, ask.over + 2 * day),
        (5, ask.over, ask.ends + day),
    ];
    for (number, from, until) in times {
        let lasting =
            [(key::TYPE, Value::text("meeting")), (key::WHEN, Value::Number(from)), (key::UNTIL, Value::Number(until))];
        put(&mut book, number, Kind::Activity, 1, 5, &lasting);
    }
    let found = book.day(&ask);
    assert_eq!(ids(&found.meetings), [id(1), id(2), id(4)], "what ended with yesterday is over");
    assert_eq!(ids(&found.next_meetings), [id(5)], "and what begins today stands there alone");
}

#[test]
fn a_task_of_nobody_is_mine_too_and_a_list_is_never_cut() {
    let mut book = Book::new();
    for number in 1..=120 {
        put(&mut book, number, Kind::Task, 1, 5, &[(key::DUE, Value::text("2026-11-26"))]);
    }
    put(&mut book, 200, Kind::Task, 1, 5, &[(key::DUE, Value::text("2026-11-26")), (key::OWNER, Value::Number(2))]);
    put(&mut book, 201, Kind::Deal, 1, 5, &[(key::NAME, Value::text("of nobody"))]);
    let day = book.day(&ask());
    assert_eq!((day.today.len(), day.stuck.len()), (120, 0), "nobody answers for a deal of nobody's");
    let all = book.day(&DayAsk { only: None, ..ask() });
    assert_eq!((all.today.len(), all.stuck.len()), (121, 1));
}

#[test]
fn tasks_are_late_due_coming_or_without_a_day() {
    let mut book = Book::new();
    let due = |day: &str| vec![(key::DUE, Value::text(day)), (key::OWNER, Value::Number(1))];
    let days = ["2026-11-25", "2026-11-26", "2026-12-03", "2026-12-04", "2026-10-01", "", "--11-26"];
    for (number, day) in (1..).zip(days) {
        put(&mut book, number, Kind::Task, 1, 5, &due(day));
    }
    put(&mut book, 20, Kind::Task, 1, 5, &[due("2026-11-26"), vec![(key::DONE, Value::Number(1))]].concat());
    put(&mut book, 21, Kind::Task, 1, 5, &[(key::DUE, Value::text("2026-11-26")), (key::OWNER, Value::Number(2))]);
    let day = book.day(&ask());
    assert_eq!(day.late, [id(5), id(1)], "the longest first");
    assert_eq!((day.today, day.next), (vec![id(2)], vec![id(3)]), "neither done ones nor a colleague's");
    assert_eq!(day.undated.len(), 2);
    assert_eq!(book.day(&DayAsk { only: None, ..ask() }).today, [id(2), id(21)]);
}

#[test]
fn what_waits_is_what_the_day_and_the_list_show() {
    let mut book = Book::new();
    let due = |day: &str, owner: u64| vec![(key::DUE, Value::text(day)), (key::OWNER, Value::Number(owner))];
    for (number, day) in (1..).zip(["2026-11-25", "2026-11-26", "2026-11-27", "", "--11-26"]) {
        put(&mut book, number, Kind::Task, 1, 5, &due(day, 1));
    }
    put(&mut book, 10, Kind::Task, 1, 5, &[(key::DUE, Value::text("2026-11-26"))]);
    put(&mut book, 11, Kind::Task, 1, 5, &due("2026-11-26", 2));
    put(&mut book, 12, Kind::Task, 1, 5, &[due("2026-11-26", 1), vec![(key::DONE, Value::Number(1))]].concat());
    let waiting = |today: &str, me| book.waiting(today, me);
    assert_eq!(waiting("2026-11-26", 1), Waiting { due: 3, open: 7 }, "late, today, and nobody's today");
    let day = book.day(&ask());
    assert_eq!(waiting("2026-11-26", 1).due as usize, day.late.len() + day.today.len());
    assert_eq!(waiting("2026-11-27", 1).due, 4, "on the next day one more");
    assert_eq!(waiting("2026-11-26", 2), Waiting { due: 2, open: 7 }, "a colleague's own and nobody's");
    assert_eq!(Book::new().waiting("2026-11-26", 1), Waiting::default());
}

#[test]
fn an_open_deal_without_an_open_task_has_no_next_step() {
    let mut book = Book::new();
    let mut next = 100;
    let draw = || {
        next += 1;
        id(next)
    };
    for (id, record) in first_pipeline(FIRST_NAMES, draw, Stamp { ms: 1, counter: 0, author: 1 }).expect("fits") {
        book.put(id, &record.encode()).expect("of our own making");
    }
    let stages = book.pipelines().remove(0).stages;
    let deal = |stage: usize| vec![(key::STAGE, Value::Link(stages[stage].id)), (key::OWNER, Value::Number(1))];
    put(&mut book, 1, Kind::Deal, 1, 9, &deal(0));
    put(&mut book, 2, Kind::Deal, 1, 5, &deal(1));
    put(&mut book, 3, Kind::Deal, 1, 5, &deal(4));
    put(&mut book, 4, Kind::Deal, 1, 5, &deal(2));
    put(&mut book, 10, Kind::Task, 1, 5, &[(key::ABOUT, Value::Relations(vec![id(4)]))]);
    assert_eq!(book.day(&ask()).stuck, [id(2), id(1)], "those that waited longest first; won ones are over");
    put(&mut book, 10, Kind::Task, 1, 6, &[(key::ABOUT, Value::Relations(vec![id(4)])), (key::DONE, Value::Number(1))]);
    assert_eq!(book.day(&ask()).stuck, [id(2), id(4), id(1)], "a step that is done is no next one");
}

#[test]
fn news_are_what_others_did_since() {
    let mut book = Book::new();
    let named = |name: &str| vec![(key::NAME, Value::text(name))];
    put(&mut book, 1, Kind::Company, 2, 999, &named("before"));
    put(&mut book, 2, Kind::Company, 2, 2_000, &named("new"));
    put(&mut book, 3, Kind::Company, 1, 3_000, &named("mine"));
    put(&mut book, 4, Kind::Settings, 2, 3_000, &named("no record that people work with"));
    let news = book.day(&ask()).news;
    let told: Vec<_> = news.iter().map(|one| (one.act, one.by, one.at, one.newest.as_slice())).collect();
    assert_eq!(told, [(Act::Made, 2, 2_000, [id(2)].as_slice())]);
}

#[test]
fn a_day_lasts_until_it_is_over_however_many_hours_it_has() {
    for hours in [23, 24, 25] {
        let ask = DayAsk { over: ask().begins + hours * HOUR, ..ask() };
        let today = ask.day_of(ask.begins);
        assert_eq!(ask.day_of(ask.over - 1), today, "{hours}");
        assert_eq!((ask.day_of(ask.begins - 1), ask.day_of(ask.over)), (today - 1, today + 1), "{hours}");
    }
}

#[test]
fn what_a_colleague_brought_in_is_one_line_as_in_the_feed() {
    let (mut book, ask) = (Book::new(), ask());
    for number in 1..=40 {
        put(&mut book, number, Kind::Person, 2, ask.begins + u64::from(number), &[(key::GIVEN, Value::text("Vera"))]);
    }
    put(&mut book, 50, Kind::Deal, 2, ask.begins + HOUR, &[(key::NAME, Value::text("Merger"))]);
    put(&mut book, 51, Kind::Person, 2, ask.begins - 1, &[(key::GIVEN, Value::text("Vera"))]);
    let news = book.day(&ask).news;
    let told: Vec<_> = news.iter().map(|one| (one.kind, one.count)).collect();
    assert_eq!(told, [(Kind::Deal, 1), (Kind::Person, 40), (Kind::Person, 1)], "yesterday stands apart");
    let feed = book.feed(&FeedAsk::default(), |at| (at + 2 * HOUR) / DAY_MS);
    assert_eq!(news, feed, "and the day is the one of the calendar there");
}
