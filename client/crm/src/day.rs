//! What a day asks of a member: meetings and calls, tasks that are late, due or coming, deals that nobody has a next
//! step for, and what colleagues changed meanwhile; and how many tasks wait.

use crate::book::{Book, Row};
use crate::calendar::{Entry, On, Span, is_of};
use crate::feed::{Act, Deed};
use crate::peek::RecordRef;
use crate::pipeline::Outcome;
use crate::record::RecordId;
use crate::recur;
use crate::schema::{Kind, key};
use std::collections::HashMap;

/// Most changes told.
const MOST_NEWS: usize = 30;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayAsk {
    /// Today, ISO 8601, where the member is.
    pub today: String,
    /// The last day that still counts as coming.
    pub until: String,
    /// When today begins there, ms since 1970.
    pub begins: u64,
    /// When today is over.
    pub over: u64,
    /// When the last day is over.
    pub ends: u64,
    /// Only this member's tasks and deals, tasks of nobody, and meetings that this member wrote down.
    pub only: Option<u32>,
    /// Whose changes are no news.
    pub me: u32,
    /// Changes since then, ms since 1970.
    pub since: u64,
}

/// The day. Each list is whole, however long it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Day {
    /// Meetings and calls of today by time, also those that are past, and those of days before that last until today.
    pub meetings: Vec<Entry>,
    /// Meetings and calls of the days that come, by time.
    pub next_meetings: Vec<Entry>,
    /// Tasks due before today, longest first.
    pub late: Vec<RecordId>,
    /// Tasks due today.
    pub today: Vec<RecordId>,
    /// Tasks due soon.
    pub next: Vec<RecordId>,
    /// Open tasks without a day.
    pub undated: Vec<RecordId>,
    /// Open deals about which there is no open task.
    pub stuck: Vec<RecordId>,
    /// What others changed, newest first.
    pub news: Vec<News>,
}

/// How many tasks wait.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Waiting {
    /// A member's, and those of nobody, that are late or due today.
    pub due: u32,
    /// Those that are open, whose ever they are.
    pub open: u32,
}

/// A record that somebody else made or changed, or made others one with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// Which.
    pub id: RecordId,
    /// What was done with it.
    pub act: Act,
    /// By which member.
    pub by: u32,
    /// When, ms since 1970.
    pub at: u64,
}

impl Book {
    /// What the day asks.
    pub fn day(&self, ask: &DayAsk) -> Day {
        let mut dated: Vec<(&str, RecordId)> = Vec::new();
        let mut day = Day::default();
        for (row, record) in self.shown_records_of(Kind::Task).filter(|(_, record)| is_open(record)) {
            if !ask.has_task(&record) {
                continue;
            }
            match due_day(&record) {
                Some(due) => dated.push((due, self.id_of(row))),
                None => day.undated.push(self.id_of(row)),
            }
        }
        dated.sort();
        for (due, id) in dated {
            if due < ask.today.as_str() {
                day.late.push(id);
            } else if due == ask.today {
                day.today.push(id);
            } else if due <= ask.until.as_str() {
                day.next.push(id);
            }
        }
        (day.meetings, day.next_meetings) = self.planned(ask);
        day.stuck = self.stuck(ask);
        day.news = self.news(ask);
        day
    }

    /// How many tasks wait today, ISO 8601, for a member and for all.
    pub fn waiting(&self, today: &str, me: u32) -> Waiting {
        let mut waiting = Waiting::default();
        for (_, task) in self.shown_records_of(Kind::Task).filter(|(_, task)| is_open(task)) {
            waiting.open += 1;
            let is_due = due_day(&task).is_some_and(|due| due <= today);
            waiting.due += u32::from(is_due && is_of(&task, me));
        }
        waiting
    }

    /// Meetings and calls that are not over when today begins: today's, and those of the days that come. One of several
    /// days stands once, at the first of them that is asked for.
    fn planned(&self, ask: &DayAsk) -> (Vec<Entry>, Vec<Entry>) {
        let (first, last) = (recur::Day::parse(&ask.today), recur::Day::parse(&ask.until));
        let Some((first, last)) = first.zip(last) else { return Default::default() };
        let span = Span { first, last, begin: ask.begins, end: ask.ends, only: ask.only };
        let from = |entry: &Entry| if let On::At { from, .. } = entry.on { from } else { 0 };
        self.meetings(&span).into_iter().partition(|entry| from(entry) < ask.over)
    }

    /// Open deals without an open task, oldest change first: those wait longest.
    fn stuck(&self, ask: &DayAsk) -> Vec<RecordId> {
        let mut open: HashMap<RecordId, bool> = HashMap::new();
        let mut stuck: Vec<(u64, RecordId)> = Vec::new();
        for (row, record) in self.shown_records_of(Kind::Deal).filter(|(_, record)| ask.has_deal(record)) {
            let stage = record.link(key::STAGE);
            let goes_on = stage.is_none_or(|stage| {
                *open
                    .entry(stage)
                    .or_insert_with_key(|id| self.stage(id).is_none_or(|stage| stage.outcome == Outcome::Open))
            });
            let id = self.id_of(row);
            if goes_on && !self.has_open_task(&id) {
                stuck.push((record.changed().ms, id));
            }
        }
        stuck.sort();
        stuck.into_iter().map(|(_, id)| id).collect()
    }

    fn has_open_task(&self, about: &RecordId) -> bool {
        let mut tasks = self.referring_rows(about).filter(|row| self.kind_of(*row) == Some(Kind::Task));
        tasks.any(|row| self.peek(row).is_some_and(|task| is_open(&task)))
    }

    /// What others did last with each record.
    fn news(&self, ask: &DayAsk) -> Vec<News> {
        let mut news: HashMap<Row, Deed> = HashMap::new();
        self.for_each_deed(|deed| {
            if deed.by != ask.me && deed.at >= ask.since {
                let known = news.entry(deed.row).or_insert(deed);
                if (deed.at, deed.act) > (known.at, known.act) {
                    *known = deed;
                }
            }
        });
        let told = news.into_values();
        let mut news: Vec<News> =
            told.map(|deed| News { id: self.id_of(deed.row), act: deed.act, by: deed.by, at: deed.at }).collect();
        news.sort_by_key(|one| (std::cmp::Reverse(one.at), one.id));
        news.truncate(MOST_NEWS);
        news
    }
}

impl DayAsk {
    /// A task of nobody's is everybody's, as in the calendar.
    fn has_task(&self, task: &RecordRef<'_>) -> bool {
        self.only.is_none_or(|member| is_of(task, member))
    }

    fn has_deal(&self, deal: &RecordRef<'_>) -> bool {
        self.only.is_none_or(|member| deal.number(key::OWNER) == Some(u64::from(member)))
    }
}

fn is_open(task: &RecordRef<'_>) -> bool {
    !task.has(key::DONE)
}

/// The day on which a task is due, if it is one of a year.
fn due_day<'a>(task: &RecordRef<'a>) -> Option<&'a str> {
    let due = task.text(key::DUE);
    (due.len() == 10 && !due.starts_with('-')).then_some(due)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Stamp;
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
        assert_eq!(
            ids(&day.meetings),
            [id(9), id(3), id(2)],
            "by time; none of yesterday, no note, none of a colleague's"
        );
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
            let lasting = [
                (key::TYPE, Value::text("meeting")),
                (key::WHEN, Value::Number(from)),
                (key::UNTIL, Value::Number(until)),
            ];
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
        put(
            &mut book,
            10,
            Kind::Task,
            1,
            6,
            &[(key::ABOUT, Value::Relations(vec![id(4)])), (key::DONE, Value::Number(1))],
        );
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
        assert_eq!(news, [News { id: id(2), act: Act::Made, by: 2, at: 2_000 }]);
    }
}
