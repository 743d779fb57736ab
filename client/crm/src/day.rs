//! What a day asks of a member: meetings and calls, tasks that are late, due or coming, deals that nobody has a next
//! step for, and what colleagues changed meanwhile; and how many tasks wait.

use crate::book::{Book, Row};
use crate::calendar::{Entry, On, Span, is_of};
use crate::feed::{Burst, Deed, Gathered};
use crate::peek::RecordRef;
use crate::pipeline::Outcome;
use crate::record::RecordId;
use crate::recur;
use crate::schema::{Kind, key};
use std::collections::HashMap;

/// Most lines of changes told.
const MOST_NEWS: usize = 30;
const DAY_MS: u64 = 86_400_000;

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
    /// What others did, newest first, what one of them did in one go as one line.
    pub news: Vec<Burst>,
}

/// How many tasks wait.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Waiting {
    /// A member's, and those of nobody, that are late or due today.
    pub due: u32,
    /// Those that are open, whose ever they are.
    pub open: u32,
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
    fn news(&self, ask: &DayAsk) -> Vec<Burst> {
        let mut last: HashMap<Row, Deed> = HashMap::new();
        self.for_each_deed(|deed| {
            if deed.by != ask.me && deed.at >= ask.since {
                let known = last.entry(deed.row).or_insert(deed);
                if (deed.at, deed.act) > (known.at, known.act) {
                    *known = deed;
                }
            }
        });
        let mut gathered = Gathered::default();
        last.values().for_each(|deed| gathered.add(deed, ask.day_of(deed.at)));
        let mut news = self.bursts(gathered);
        news.truncate(MOST_NEWS);
        news
    }
}

impl DayAsk {
    /// On which day a time falls, counted from 1970-01-01. That a day of yore had an hour more or less moves none of it far.
    fn day_of(&self, at: u64) -> u64 {
        let today = recur::Day::parse(&self.today).and_then(|day| u64::try_from(day.days()).ok()).unwrap_or_default();
        match (at.checked_sub(self.begins), at.checked_sub(self.over)) {
            (None, _) => today.saturating_sub(1 + (self.begins - 1 - at) / DAY_MS),
            // Whether it has 23, 24 or 25 hours.
            (Some(_), None) => today,
            (Some(_), Some(since)) => today + 1 + since / DAY_MS,
        }
    }

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
mod tests;
