//! What happened with a customer, as its page shows it.

use crate::ports::File;
use crate::vault::OpenVault;
use crate::view;
use tacit_bridge::Reply;
use tacit_bridge::records::Id;
use tacit_bridge::timeline::{Entry, MAX_ENTRIES, Timeline};
use tacit_crm::schema::key;
use tacit_crm::{Filter, Kind, RecordId, Sort, Value, View};

impl<F: File> OpenVault<F> {
    /// Activities about a record, newest first.
    pub(crate) fn timeline(&mut self, about: Id, count: u32) -> Reply {
        let about = view::record_id(about);
        let sort = vec![Sort { field: Some(key::WHEN), descending: true }];
        let shown = View { filter: Filter::About(about), sort, ..View::all(Kind::Activity) };
        // Of a person whose data is only stored, lists have nothing; the own page has what is stored.
        let ids = match self.book.is_restricted(&about) {
            true => self.book.restricted_activities(&about),
            false => self.book.row_ids(&shown),
        };
        let newest = ids.iter().take(count.min(MAX_ENTRIES) as usize);
        let entries = newest.filter_map(|id| self.entry(id, &about)).collect();
        Reply::Timeline(Timeline { total: ids.len() as u32, entries })
    }

    fn entry(&self, id: &RecordId, about: &RecordId) -> Option<Entry> {
        let record = self.book.record(id)?;
        let others = match record.get(key::ABOUT) {
            Value::Relations(ids) => ids,
            _ => Vec::new(),
        };
        Some(Entry {
            id: view::id(*id),
            what: record.text(key::TYPE),
            subject: record.text(key::NAME),
            text: self.note(&record.text(key::NOTES)),
            at: match record.get(key::WHEN) {
                Value::Number(at) => at,
                _ => record.created().ms,
            },
            by: self.member_name(record.created().author),
            about: others
                .iter()
                .filter(|id| *id != about)
                .filter_map(|id| view::shown_related(&self.book, id))
                .collect(),
            waiting: self.is_waiting(id),
        })
    }
}
