//! Days with their tasks, meetings and calls, and with records of a team's own kinds; which reminders have come; and the
//! same as an iCalendar file.

use crate::book::{Book, Row};
use crate::ics::{self, Event, Todo};
use crate::markdown;
use crate::peek::RecordRef;
use crate::record::RecordId;
use crate::recur::{Day, Rule};
use crate::repeat::Reminder;
use crate::schema::{self, FieldKey, Kind, Shape, key};
use crate::view::View;

/// Most entries of one answer.
pub const MOST: usize = 2_000;
/// Most days of one answer.
pub const MOST_DAYS: i32 = 400;
/// Most days on which one task is seen to come again.
const MOST_AGAIN: usize = 100;
/// Most tasks and meetings of one file.
pub const MOST_IN_FILE: usize = 10_000;

/// Most kinds of a team's own in one calendar.
const MOST_KINDS: usize = 50;

/// A kind of a team's own, and the date by which its records stand in a calendar.
pub type OwnDays = (Kind, FieldKey);

/// Which days are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first day.
    pub first: Day,
    /// The last day.
    pub last: Day,
    /// When the first day begins where the member is, ms since 1970.
    pub begin: u64,
    /// When the last day is over there.
    pub end: u64,
    /// Only tasks of this member, and meetings that this member wrote down.
    pub only: Option<u32>,
}

/// What stands in a calendar.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    /// By day and time.
    pub entries: Vec<Entry>,
    /// There is more than one answer holds.
    pub more: bool,
}

/// A record in a calendar. One that comes again is there several times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Which.
    pub id: RecordId,
    /// When.
    pub on: On,
}

/// Where an entry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// A task, on the day it is due; a record of a team's own kind, on its date.
    Due(Day),
    /// A task, on a day on which it will come again.
    Again(Day),
    /// A meeting or call.
    At {
        /// When it begins, ms since 1970.
        from: u64,
        /// When it ends, if that is later.
        until: Option<u64>,
    },
}

impl Book {
    /// What stands on these days.
    pub fn calendar(&self, span: &Span) -> Calendar {
        self.calendar_with(span, &[])
    }

    /// The same, and with it records of kinds of a team's own, each by one of its dates.
    pub fn calendar_with(&self, span: &Span, own: &[OwnDays]) -> Calendar {
        let own = self.told_by_day(own);
        let records = own.iter().flat_map(|(kind, _)| self.shown_records_of(*kind));
        self.calendar_among(span, &own, self.tasks_and_activities().chain(records))
    }

    /// All meetings and calls of which some part is within these moments, by when they begin.
    pub fn meetings(&self, span: &Span) -> Vec<Entry> {
        let counts = |record: &RecordRef<'_>| span.only.is_none_or(|member| record.created().author == member);
        let these = self.shown_records_of(Kind::Activity).filter(|(_, record)| counts(record));
        let entry = |(row, record)| Some(Entry { id: self.id_of(row), on: meeting(&record, span)? });
        let mut entries: Vec<Entry> = these.filter_map(entry).collect();
        entries.sort_by_key(|entry| (order(entry.on, span), entry.id));
        entries
    }

    /// What of a list stands on these days.
    pub fn calendar_of(&mut self, list: &View, span: &Span) -> Calendar {
        let (rows, by) = (self.each_row(list), self.day_field(list));
        self.calendar_among(span, by.as_slice(), rows.iter().filter_map(|row| Some((*row, self.peek(*row)?))))
    }

    /// The date on which records of a team's own kind stand: the one that their list is grouped by. A masked one would be
    /// told by the day.
    pub fn day_field(&self, list: &View) -> Option<OwnDays> {
        Some((list.kind, list.group?)).filter(|own| self.tells_days(own))
    }

    fn tells_days(&self, (kind, field): &OwnDays) -> bool {
        let is_date = schema::field_of(*kind, *field).is_some_and(|spec| matches!(spec.shape, Shape::Date));
        matches!(kind, Kind::Own(_)) && is_date && !self.is_masked(*kind, *field)
    }

    /// Those of these by which records may stand, one of each kind.
    fn told_by_day(&self, own: &[OwnDays]) -> Vec<OwnDays> {
        let mut seen = Vec::new();
        let first = |(kind, _): &&OwnDays| {
            let is_new = !seen.contains(kind);
            seen.push(*kind);
            is_new
        };
        own.iter().filter(|own| self.tells_days(own)).filter(first).take(MOST_KINDS).copied().collect()
    }

    /// How many tasks, or records of a team's own kind, of a list have no date at all: a calendar does not show them. A date
    /// without a year is one: the table, filtered by what is empty, has as many.
    pub fn undated_of(&mut self, list: &View) -> u32 {
        let rows = self.each_row(list);
        let by = if list.kind == Kind::Task { Some(key::DUE) } else { self.day_field(list).map(|(_, field)| field) };
        let Some(by) = by else { return 0 };
        let records = rows.iter().filter_map(|row| self.peek(*row));
        records.filter(|record| !record.has(by)).count() as u32
    }

    /// Tasks, meetings and calls of a list, and what of a team's own kind has a day, for a file.
    pub fn calendar_ids(&mut self, list: &View) -> Vec<RecordId> {
        let (rows, by) = (self.each_row(list), self.day_field(list));
        let has_day = |record: &RecordRef<'_>| by.is_some_and(|(_, by)| Day::parse(record.text(by)).is_some());
        let in_calendar = |record: &RecordRef<'_>| record.kind() == Kind::Task || is_meeting(record) || has_day(record);
        let ids = rows.iter().filter(|row| self.peek(**row).is_some_and(|record| in_calendar(&record)));
        ids.map(|row| self.id_of(*row)).take(MOST_IN_FILE).collect()
    }

    /// Rows of a list, each once and in an order that costs nothing.
    fn each_row(&mut self, list: &View) -> std::rc::Rc<[Row]> {
        self.result(&View { sort: Vec::new(), group: None, ..list.clone() })
    }

    fn calendar_among<'a>(
        &'a self,
        span: &Span,
        own: &[OwnDays],
        rows: impl Iterator<Item = (Row, RecordRef<'a>)>,
    ) -> Calendar {
        let last = span.first.add_days(MOST_DAYS - 1).unwrap_or(Day::MAX).min(span.last);
        let span = Span { last, ..*span };
        let mut calendar = Calendar::default();
        for (row, record) in rows {
            if calendar.entries.len() >= MOST {
                calendar.more = true;
                break;
            }
            let id = self.id_of(row);
            match record.kind() {
                Kind::Task if span.only.is_none_or(|member| is_of(&record, member)) => {
                    calendar.entries.extend(days_of(&record, &span).map(|on| Entry { id, on }));
                }
                Kind::Activity if span.only.is_none_or(|member| record.created().author == member) => {
                    calendar.entries.extend(meeting(&record, &span).map(|on| Entry { id, on }));
                }
                Kind::Own(_) if span.only.is_none_or(|member| is_of(&record, member)) => {
                    let by = by_of(own, record.kind());
                    calendar.entries.extend(by.and_then(|by| on_date(&record, by, &span)).map(|on| Entry { id, on }));
                }
                _ => {}
            }
        }
        calendar.entries.truncate(MOST);
        calendar.entries.sort_by_key(|entry| (order(entry.on, &span), entry.id));
        calendar
    }

    /// How many of a member's open tasks ask for attention after one moment and until another, by the clock on the wall.
    pub fn reminders(&self, member: u32, after: u64, until: u64) -> u32 {
        let comes = |task: &RecordRef<'_>| {
            let due = Day::parse(task.text(key::DUE))?;
            Reminder::parse(task.text(key::REMIND))?.wall_ms(due)
        };
        let mine = self.tasks_and_activities().filter(|(_, record)| {
            record.kind() == Kind::Task && record.has(key::REMIND) && !record.has(key::DONE) && is_of(record, member)
        });
        let due = mine.filter_map(|(_, task)| comes(&task)).filter(|at| (after + 1..=until).contains(at));
        due.count() as u32
    }

    /// Every open task, and meetings and calls that are not over at this moment.
    pub fn open_and_coming(&self, now: u64, only: Option<u32>) -> Vec<RecordId> {
        let coming = |record: &RecordRef<'_>| match record.kind() {
            Kind::Task => !record.has(key::DONE) && only.is_none_or(|member| is_of(record, member)),
            _ => {
                is_meeting(record)
                    && only.is_none_or(|member| record.created().author == member)
                    && times(record).is_some_and(|(from, until)| until.unwrap_or(from) >= now)
            }
        };
        let rows = self.tasks_and_activities().filter(|(_, record)| coming(record));
        rows.map(|(row, _)| self.id_of(row)).take(MOST_IN_FILE).collect()
    }

    /// These tasks and meetings, and records of a team's own kinds that have these dates, as an iCalendar file; anything else
    /// among them is left out.
    pub fn ics(&self, ids: &[RecordId], own: &[OwnDays]) -> String {
        let own = self.told_by_day(own);
        let (mut events, mut todos) = (Vec::new(), Vec::new());
        for id in ids.iter().take(MOST_IN_FILE) {
            let Some(record) = self.get(id).filter(|_| !self.is_restricted(id)) else { continue };
            match record.kind() {
                Kind::Task => todos.push(todo(id, &record)),
                Kind::Activity => events.extend(event(id, &record)),
                kind @ Kind::Own(_) => events.extend(by_of(&own, kind).and_then(|by| whole_day(id, &record, by))),
                _ => {}
            }
        }
        ics::calendar(&events, &todos)
    }

    fn tasks_and_activities(&self) -> impl Iterator<Item = (Row, RecordRef<'_>)> {
        let shown = |row: &Row| matches!(self.shown_kind_of(*row), Some(Kind::Task | Kind::Activity));
        (0..self.rows_len() as Row).filter(shown).filter_map(|row| Some((row, self.peek(row)?)))
    }
}

/// Whether a task is this member's, or nobody's.
pub(crate) fn is_of(task: &RecordRef<'_>, member: u32) -> bool {
    task.number(key::OWNER).is_none_or(|owner| owner == u64::from(member))
}

/// The due day, and the days on which an open one will come again.
fn days_of(task: &RecordRef<'_>, span: &Span) -> impl Iterator<Item = On> {
    let due = Day::parse(task.text(key::DUE));
    let rule = Rule::parse(task.text(key::REPEAT)).ok().filter(|_| !task.has(key::DONE));
    let series = Day::parse(task.text(key::SERIES)).or(due);
    let from = Day::parse(task.text(key::OCCURS)).max(due);
    let (first, last) = (span.first, span.last);
    let again = rule.zip(series).zip(from).into_iter().flat_map(move |((rule, series), from)| {
        let step = move |(rule, day): &(Rule, Day)| Some((rule.spent()?, rule.next_after(series, *day)?));
        // A rule without a count is looked at from the first day shown, however long ago it began.
        let counted = matches!(rule.end, crate::recur::End::Left(_));
        let begin = if counted { from } else { first.add_days(-1).unwrap_or(first).max(from) };
        let days = std::iter::successors(step(&(rule, begin)), step).map(|(_, day)| day);
        days.take_while(move |day| *day <= last).filter(move |day| *day >= first).take(MOST_AGAIN)
    });
    due.filter(|day| (first..=last).contains(day)).map(On::Due).into_iter().chain(again.map(On::Again))
}

fn by_of(own: &[OwnDays], kind: Kind) -> Option<FieldKey> {
    own.iter().find(|(of, _)| *of == kind).map(|(_, field)| *field)
}

/// A record of a team's own kind, on its date; one without a year is no day.
fn on_date(record: &RecordRef<'_>, by: FieldKey, span: &Span) -> Option<On> {
    Day::parse(record.text(by)).filter(|day| (span.first..=span.last).contains(day)).map(On::Due)
}

/// Notes and e-mails stand on a timeline, not in a calendar.
fn is_meeting(record: &RecordRef<'_>) -> bool {
    record.kind() == Kind::Activity && matches!(record.text(key::TYPE), "meeting" | "call")
}

fn times(record: &RecordRef<'_>) -> Option<(u64, Option<u64>)> {
    let from = record.number(key::WHEN)?;
    Some((from, record.number(key::UNTIL).filter(|until| *until > from)))
}

fn meeting(record: &RecordRef<'_>, span: &Span) -> Option<On> {
    let (from, until) = times(record).filter(|_| is_meeting(record))?;
    let ends = until.unwrap_or(from + 1);
    (from < span.end && ends > span.begin).then_some(On::At { from, until })
}

/// Tasks of a day before its meetings, those by time.
fn order(on: On, span: &Span) -> (i64, u64) {
    match on {
        On::Due(day) => (i64::from(day.days() - span.first.days()), 0),
        On::Again(day) => (i64::from(day.days() - span.first.days()), 1),
        On::At { from, .. } => (from.saturating_sub(span.begin) as i64 / 86_400_000, from),
    }
}

fn uid(id: &RecordId) -> String {
    let hex: String = id.0.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{hex}@tacit")
}

fn todo(id: &RecordId, task: &RecordRef<'_>) -> Todo {
    Todo {
        uid: uid(id),
        stamp_ms: task.changed().ms,
        due: Day::parse(task.text(key::DUE)),
        summary: task.name(),
        description: markdown::plain(task.text(key::NOTES)),
        done: task.has(key::DONE),
        rule: Rule::parse(task.text(key::REPEAT)).ok().filter(|_| !task.has(key::DONE)),
        anchor: Day::parse(task.text(key::SERIES)),
    }
}

fn event(id: &RecordId, meeting: &RecordRef<'_>) -> Option<Event> {
    let (start_ms, end_ms) = times(meeting)?;
    Some(Event {
        uid: uid(id),
        stamp_ms: meeting.changed().ms,
        start_ms,
        end_ms,
        summary: meeting.name(),
        description: markdown::plain(meeting.text(key::NOTES)),
        location: meeting.text(key::PLACE).to_owned(),
        ..Event::default()
    })
}

/// A record of a team's own kind as a whole day: its name, and nothing else of it.
fn whole_day(id: &RecordId, record: &RecordRef<'_>, by: FieldKey) -> Option<Event> {
    let day = Some(Day::parse(record.text(by))?);
    Some(Event { uid: uid(id), stamp_ms: record.changed().ms, day, summary: record.name(), ..Event::default() })
}

#[cfg(test)]
mod tests;
