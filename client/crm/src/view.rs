//! Lists as the page shows them: filter, search, order, and windows of rows.

use crate::book::{Book, Row as RowNumber};
use crate::fold::fold_name;
use crate::order::Order;
use crate::peek::RecordRef;
use crate::record::RecordId;
use crate::schema::{FieldKey, Kind, key};
use crate::search::{RowSet, Words};
use std::collections::HashMap;
use std::rc::Rc;

/// Largest window of rows.
pub const MAX_WINDOW: u32 = 500;
/// Changed rows up to which orders are patched rather than sorted anew.
const MAX_PATCH: usize = 256;
const KEPT_ORDERS: usize = 6;
const KEPT_RESULTS: usize = 4;

/// Which rows, in which order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Kind of records.
    pub kind: Kind,
    /// Words that all must occur, anywhere in the record; empty for all.
    pub search: String,
    /// Only people of this company.
    pub company: Option<RecordId>,
    /// Only with this tag.
    pub tag: Option<String>,
    /// Field to sort by; `None` is by name.
    pub sort: Option<FieldKey>,
    /// Largest first; rows without a value stay last.
    pub descending: bool,
}

impl View {
    /// All records of a kind, by name.
    pub fn all(kind: Kind) -> Self {
        Self { kind, search: String::new(), company: None, tag: None, sort: None, descending: false }
    }
}

/// A window of rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows {
    /// Rows that fit the view in all.
    pub total: u32,
    /// Rows of this kind without search and filter.
    pub all: u32,
    /// Index of the first one below.
    pub first: u32,
    /// The rows.
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Which record.
    pub id: RecordId,
    /// Name as shown.
    pub name: String,
    /// For people the company, for companies the domain.
    pub second: Option<(Option<RecordId>, String)>,
    /// First e-mail address.
    pub email: String,
    /// First telephone number.
    pub phone: String,
    /// Job title, or for companies the number of people.
    pub detail: String,
    /// Status.
    pub status: String,
    /// Tags.
    pub tags: Vec<String>,
    /// When it was last changed, ms since 1970.
    pub changed_at: u64,
}

/// Orders and results kept until something changes.
#[derive(Default)]
pub(crate) struct Views {
    orders: Vec<Order>,
    pending: Vec<RowNumber>,
    results: Vec<(View, u64, Rc<[RowNumber]>)>,
}

impl Views {
    pub(crate) fn touch(&mut self, row: RowNumber) {
        if !self.orders.is_empty() {
            self.pending.push(row);
            if self.pending.len() > MAX_PATCH {
                self.orders.clear();
                self.pending.clear();
            }
        }
    }

    pub(crate) fn memory(&self) -> usize {
        let orders: usize = self.orders.iter().map(|order| order.rows.capacity() * 4).sum();
        orders + self.results.iter().map(|(_, _, rows)| rows.len() * 4).sum::<usize>()
    }

    fn settle(&mut self, book: &Book) {
        let mut changed = std::mem::take(&mut self.pending);
        changed.sort_unstable();
        changed.dedup();
        if !changed.is_empty() {
            self.orders.iter_mut().for_each(|order| order.patch(book, &changed));
        }
    }

    /// The order asked for, moved to the front of those kept.
    fn order(&mut self, book: &Book, kind: Kind, sort: Option<FieldKey>) -> &Order {
        self.settle(book);
        match self.orders.iter().position(|order| order.kind == kind && order.sort == sort) {
            Some(at) => self.orders[..=at].rotate_right(1),
            None => {
                self.orders.truncate(KEPT_ORDERS - 1);
                self.orders.insert(0, Order::build(book, kind, sort));
            }
        }
        &self.orders[0]
    }
}

impl Book {
    /// A window of a view.
    pub fn rows(&mut self, view: &View, first: u32, count: u32) -> Rows {
        let all = self.count_of(view.kind);
        let found = self.result(view);
        let from = (first as usize).min(found.len());
        let to = from.saturating_add(count.min(MAX_WINDOW) as usize).min(found.len());
        let rows = found[from..to].iter().filter_map(|row| self.row(*row)).collect();
        Rows { total: found.len() as u32, all, first: from as u32, rows }
    }

    /// Ids of all rows of a view, in its order: for select-all and for going to the next record.
    pub fn row_ids(&mut self, view: &View) -> Vec<RecordId> {
        self.result(view).iter().map(|row| self.id_of(*row)).collect()
    }

    /// One record as a row.
    pub fn row_for(&self, id: &RecordId) -> Option<Row> {
        self.row(self.row_of(id)?)
    }

    /// Records of a kind whose name has a word starting with `text`, best first: for link fields.
    pub fn suggest(&mut self, kind: Kind, text: &str, limit: usize) -> Vec<(RecordId, String)> {
        let wanted = fold_name(text);
        let view = View { search: text.to_owned(), ..View::all(kind) };
        let mut hits: Vec<(u8, RecordId, String)> = Vec::new();
        for row in self.result(&view).iter() {
            let Some(record) = self.peek(*row) else {
                continue;
            };
            let name = record.name();
            let folded = fold_name(&name);
            let grade = match folded.find(wanted.as_str()) {
                Some(0) => 0,
                Some(at) if folded[..at].ends_with([' ', '-']) => 1,
                _ => continue,
            };
            hits.push((grade, self.id_of(*row), name));
            if grade == 0 && hits.iter().filter(|hit| hit.0 == 0).count() >= limit {
                break;
            }
        }
        // Stable: within a grade the names stay in order.
        hits.sort_by_key(|hit| hit.0);
        hits.into_iter().take(limit).map(|(_, id, name)| (id, name)).collect()
    }

    /// Tags in use among records of a kind, most used first.
    pub fn tags(&self, kind: Kind) -> Vec<(String, u32)> {
        let mut counts: HashMap<&str, u32> = HashMap::new();
        for row in (0..self.rows_len() as RowNumber).filter(|row| self.kind_of(*row) == Some(kind)) {
            for tag in self.peek(row).map(|record| record.tags()).unwrap_or_default() {
                *counts.entry(tag).or_default() += 1;
            }
        }
        let mut tags: Vec<(String, u32)> = counts.into_iter().map(|(tag, count)| (tag.to_owned(), count)).collect();
        tags.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        tags
    }

    fn result(&mut self, view: &View) -> Rc<[RowNumber]> {
        let generation = self.generation();
        self.views.results.retain(|(_, at, _)| *at == generation);
        if let Some((_, _, rows)) = self.views.results.iter().find(|(known, _, _)| known == view) {
            return Rc::clone(rows);
        }
        let wanted = self.filter(view);
        let mut views = std::mem::take(&mut self.views);
        let order = views.order(self, view.kind, view.sort);
        let rows: Rc<[RowNumber]> = order.directed(view.descending, wanted.as_ref()).into();
        views.results.truncate(KEPT_RESULTS - 1);
        views.results.insert(0, (view.clone(), generation, Rc::clone(&rows)));
        self.views = views;
        rows
    }

    /// Rows that pass search and filters; `None` if there are none of these.
    fn filter(&mut self, view: &View) -> Option<RowSet> {
        let words = Words::new(&view.search);
        let mut sets = Vec::new();
        if !words.is_empty() {
            sets.push(self.search_rows(&words));
        }
        if let Some(tag) = &view.tag {
            sets.push(self.tag_rows(tag));
        }
        if let Some(company) = &view.company {
            let mut set = RowSet::new(self.rows_len());
            self.people_rows(company).for_each(|row| set.insert(row));
            sets.push(set);
        }
        sets.into_iter().reduce(|mut all, set| {
            all.keep_common(&set);
            all
        })
    }

    fn row(&self, row: RowNumber) -> Option<Row> {
        let record = self.peek(row)?;
        let id = self.id_of(row);
        let (second, detail) = match record.kind() {
            Kind::Person => (self.company_of(row, &record), record.text(key::JOB_TITLE).to_owned()),
            _ => (domain_of(&record), self.people_rows(&id).len().to_string()),
        };
        Some(Row {
            id,
            name: record.name(),
            second,
            email: record.first_point(key::EMAILS).to_owned(),
            phone: record.first_point(key::PHONES).to_owned(),
            detail,
            status: record.text(key::STATUS).to_owned(),
            tags: record.tags().into_iter().map(str::to_owned).collect(),
            changed_at: record.changed().ms,
        })
    }

    fn company_of(&self, row: RowNumber, record: &RecordRef<'_>) -> Option<(Option<RecordId>, String)> {
        let id = record.link(key::COMPANY)?;
        let company = self.company_row(row).and_then(|row| self.peek(row));
        Some((Some(id), company.map(|company| company.name()).unwrap_or_default()))
    }
}

fn domain_of(record: &RecordRef<'_>) -> Option<(Option<RecordId>, String)> {
    let domain = record.text(key::DOMAIN);
    (!domain.is_empty()).then(|| (None, domain.to_owned()))
}
