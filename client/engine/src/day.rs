//! What a day asks of a member, as the page shows it; and finding any record by a few letters.

use crate::ports::File;
use crate::vault::OpenVault;
use crate::view;
use tacit_bridge::Reply;
use tacit_bridge::calendar::CalendarEntry;
use tacit_bridge::day::{DayRequest, DayView, Part, Waiting};
use tacit_bridge::records::{Finds, Found, Row, Today};
use tacit_crm::calendar::Entry;
use tacit_crm::schema::key;
use tacit_crm::{DayAsk, FieldKey, RecordId};

/// Fields shown of a task.
const OF_TASK: &[FieldKey] = &[key::DUE, key::ABOUT, key::OWNER, key::DONE];
/// Fields shown of a deal.
const OF_DEAL: &[FieldKey] = &[key::STAGE, key::AMOUNT, key::COMPANY];
/// Most that are told of each list; how long it is stands beside them.
const MOST: usize = 100;
/// Records offered while typing.
const FOUND: usize = 12;

impl<F: File> OpenVault<F> {
    /// What the day asks.
    pub(crate) fn day(&self, request: &DayRequest) -> Reply {
        let me = self.state.me();
        let day = self.book.day(&DayAsk {
            today: request.today.clone(),
            until: request.until.clone(),
            begins: request.begins,
            over: request.over,
            ends: request.ends,
            only: request.mine.then_some(me),
            me,
            since: request.since,
        });
        Reply::Day(Box::new(DayView {
            meetings: self.meetings_of(&day.meetings),
            next_meetings: self.meetings_of(&day.next_meetings),
            late: self.rows_of(&day.late, OF_TASK),
            today: self.rows_of(&day.today, OF_TASK),
            next: self.rows_of(&day.next, OF_TASK),
            undated: self.rows_of(&day.undated, OF_TASK),
            stuck: self.rows_of(&day.stuck, OF_DEAL),
            mentions: self.unseen_mentions(),
            news: day.news.iter().filter_map(|burst| self.deeds(burst)).collect(),
        }))
    }

    /// How many tasks wait on a day.
    pub(crate) fn waiting_tasks(&self, today: &str) -> Reply {
        let tacit_crm::Waiting { due, open } = self.book.waiting(today, self.state.me());
        Reply::Waiting(Waiting { due, open })
    }

    fn rows_of(&self, ids: &[RecordId], columns: &[FieldKey]) -> Part<Row> {
        let rows = ids.iter().take(MOST).filter_map(|id| self.book.row_for(id, columns));
        Part { first: rows.map(|row| view::row(row, &|id| self.is_waiting(id))).collect(), total: ids.len() as u32 }
    }

    fn meetings_of(&self, entries: &[Entry]) -> Part<CalendarEntry> {
        let first = entries.iter().take(MOST).filter_map(|entry| self.calendar_entry(*entry)).collect();
        Part { first, total: entries.len() as u32 }
    }

    /// Records of any kind that fit what is typed.
    pub(crate) fn find(&mut self, text: &str, today: Option<&Today>) -> Reply {
        let today = today.and_then(|today| view::today(today, self.state.me()));
        let found = match text.strip_prefix('#') {
            Some(number) => self.book.numbered(number, FOUND),
            None => self.book.find(text, FOUND, today.as_ref()),
        };
        let one = |(kind, id, name): (tacit_crm::Kind, RecordId, String)| {
            let beside = self.book.belongs_to(&id);
            Some(Found { of: view::suggested((kind, id, name))?, beside })
        };
        let records = found.records.into_iter().filter_map(one).collect();
        Reply::Found(Finds {
            records,
            resembling: view::resembling(found.resembling),
            unknown: found.unknown.map(view::unknown),
        })
    }
}
