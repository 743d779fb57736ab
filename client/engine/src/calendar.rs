//! The calendar as the page shows it, its files, and which reminders have come.

use crate::Failure;
use crate::now::Now;
use crate::ports::File;
use crate::problem::problem;
use crate::vault::OpenVault;
use crate::view;
use tacit_bridge::Reply;
use tacit_bridge::calendar::{self as bc, CalendarEntry, CalendarRequest, CalendarView, FileOf};
use tacit_bridge::problem::ProblemKind::BadInput;
use tacit_crm::calendar::{Calendar, Entry, On, OwnDays, Span};
use tacit_crm::recur::Day;
use tacit_crm::schema::key;
use tacit_crm::{Kind, RecordId, View};

impl<F: File> OpenVault<F> {
    /// What stands on these days.
    pub(crate) fn calendar(&mut self, request: &CalendarRequest) -> Result<Reply, Failure> {
        let found = self.on_days(request)?;
        let entries = found.entries.into_iter().filter_map(|entry| self.calendar_entry(entry)).collect();
        let undated = self.listed(request).map_or(0, |list| self.book.undated_of(&list));
        Ok(Reply::Calendar(CalendarView { entries, more: found.more, undated }))
    }

    fn on_days(&mut self, request: &CalendarRequest) -> Result<Calendar, Failure> {
        let span = self.span(request)?;
        Ok(match self.listed(request) {
            Some(list) => self.book.calendar_of(&list, &span),
            None => self.book.calendar_with(&span, &own_days(request)),
        })
    }

    /// The list whose rows alone are asked for.
    fn listed(&self, request: &CalendarRequest) -> Option<View> {
        request.of.as_ref().map(|list| view::view(list, self.state.me()))
    }

    fn span(&self, request: &CalendarRequest) -> Result<Span, Failure> {
        let (first, last) = (Day::parse(&request.first), Day::parse(&request.last));
        let (Some(first), Some(last)) = (first, last) else { return Err(problem(BadInput).into()) };
        Ok(Span { first, last, begin: request.begin, end: request.end, only: self.only(request.mine) })
    }

    fn only(&self, mine: bool) -> Option<u32> {
        mine.then_some(self.state.me())
    }

    /// What stands in a calendar, as the page shows it.
    pub(crate) fn calendar_entry(&self, entry: Entry) -> Option<CalendarEntry> {
        let record = self.book.get(&entry.id)?;
        let is_task = record.kind() == Kind::Task;
        let is_own = matches!(record.kind(), Kind::Own(_));
        let about = record.relations(if is_own { key::PEOPLE } else { key::ABOUT });
        let mut about = about.into_iter().chain(record.link(key::COMPANY).filter(|_| is_own));
        Some(CalendarEntry {
            kind: view::shown_kind(record.kind())?,
            id: view::id(entry.id),
            name: record.name(),
            on: match entry.on {
                On::Due(day) => bc::On::Due(day.to_string()),
                On::Again(day) => bc::On::Again(day.to_string()),
                On::At { from, until } => bc::On::At { from, until },
            },
            done: is_task && record.has(key::DONE),
            repeats: is_task && record.has(key::REPEAT),
            what: record.text(key::TYPE).to_owned(),
            about: about.find_map(|id| view::shown_related(&self.book, &id)),
        })
    }

    /// What a calendar file holds, and the dates by which records of a team's own kinds stand in it.
    pub(crate) fn of_calendar(&mut self, of: &FileOf, now: u64) -> Result<(Vec<RecordId>, Vec<OwnDays>), Failure> {
        let mut ids: Vec<RecordId> = match of {
            FileOf::Days(request) => self.on_days(request)?.entries.into_iter().map(|entry| entry.id).collect(),
            FileOf::List(list) => self.book.calendar_ids(&view::view(list, self.state.me())),
            FileOf::Open { mine } => self.book.open_and_coming(now, self.only(*mine)),
            FileOf::One(id) => vec![view::record_id(*id)],
        };
        // A task that comes again says so in one entry.
        let mut seen = std::collections::BTreeSet::new();
        ids.retain(|id| seen.insert(*id));
        let list = match of {
            FileOf::Days(request) => self.listed(request),
            FileOf::List(list) => Some(view::view(list, self.state.me())),
            FileOf::Open { .. } | FileOf::One(_) => None,
        };
        let own = match (list, of) {
            (Some(list), _) => self.book.day_field(&list).into_iter().collect(),
            (None, FileOf::Days(request)) => own_days(request),
            (None, _) => Vec::new(),
        };
        Ok((ids, own))
    }

    /// How many of my tasks asked for attention since this was last asked. The clock on the wall may be set back: what was
    /// told is not told again.
    pub(crate) fn reminders(&mut self, now: Now) -> u32 {
        self.book.restrict(now.ms);
        let after = self.reminded.replace(now.wall.max(self.reminded.unwrap_or(0))).unwrap_or(now.wall);
        self.book.reminders(self.state.me(), after, now.wall)
    }
}

fn own_days(request: &CalendarRequest) -> Vec<OwnDays> {
    request.own.iter().map(|(kind, field)| (view::kind(*kind), view::field_key(*field))).collect()
}
