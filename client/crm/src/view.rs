//! Lists as the page shows them: filter, search, order, and windows of rows.

use crate::book::{Book, Row as RowNumber};
use crate::filter::{Filter, Today};
use crate::fold::fold_name;
use crate::group::Group;
use crate::order::{Order, Sort, tells_consents};
use crate::privacy::ConsentColumn;
use crate::query::{Query, UnknownOperator};
use crate::record::RecordId;
use crate::resemble::{Resembled, Resembling};
use crate::schema::{FieldKey, Kind, key};
use crate::search::{RowSet, Words};
use crate::shown::Cell;
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
    /// Words that all must occur, anywhere in the record, and operators, as [`Query`] reads them; empty for all.
    pub search: String,
    /// Conditions on fields.
    pub filter: Filter,
    /// What to sort by, most important first; nothing is by name.
    pub sort: Vec<Sort>,
    /// Rows with the same value of this field stand together, under a heading; one with several values stands under each.
    pub group: Option<FieldKey>,
    /// The day on which it is asked and who asks, for the words in `search` that tell from there; they find nothing without.
    pub today: Option<Today>,
}

impl View {
    /// All records of a kind, by name.
    pub fn all(kind: Kind) -> Self {
        Self { kind, search: String::new(), filter: Filter::none(), sort: Vec::new(), group: None, today: None }
    }
}

/// A window of rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows {
    /// Rows that fit the view in all; of a grouped view a record has one in each of its groups.
    pub total: u32,
    /// Records that fit the view.
    pub records: u32,
    /// Rows of this kind without search and filter.
    pub all: u32,
    /// Index of the first one below.
    pub first: u32,
    /// The rows.
    pub rows: Vec<Row>,
    /// Of a grouped view its groups, in the order in which their rows come.
    pub groups: Vec<Group>,
    /// Words that occur nowhere so, and those that the rows hold instead; empty if they hold all that was typed.
    pub resembling: Vec<Resembling>,
    /// What looks like an operator and is none, if nothing was found.
    pub unknown: Option<UnknownOperator>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Which record.
    pub id: RecordId,
    /// Name as shown.
    pub name: String,
    /// The fields asked for, in their order.
    pub cells: Vec<Cell>,
}

/// Orders and results kept until something changes.
#[derive(Default)]
pub(crate) struct Views {
    orders: Vec<Order>,
    pending: Vec<RowNumber>,
    results: Vec<Found>,
}

/// What a view showed when the book was at a generation.
struct Found {
    view: View,
    generation: u64,
    shown: Shown,
}

/// What a view shows.
#[derive(Clone)]
struct Shown {
    rows: Rc<[RowNumber]>,
    records: u32,
    groups: Rc<[Group]>,
    resembling: Rc<[Resembling]>,
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

    /// Whether any order is kept.
    pub(crate) fn has_orders(&self) -> bool {
        !self.orders.is_empty()
    }

    /// Drops every order: what stages and members are called and where they stand is in the keys of many rows.
    pub(crate) fn clear(&mut self) {
        self.orders.clear();
        self.pending.clear();
    }

    /// Drops what was found: it was asked at another moment.
    pub(crate) fn forget_results(&mut self) {
        self.results.clear();
    }

    /// Drops the orders in which this field counts.
    fn forget(&mut self, field: FieldKey) {
        self.orders.retain(|order| order.sort.iter().all(|sort| sort.field != Some(field)));
    }

    pub(crate) fn memory(&self) -> usize {
        let orders: usize = self.orders.iter().map(|order| order.rows.capacity() * 4).sum();
        orders + self.results.iter().map(|found| found.shown.rows.len() * 4).sum::<usize>()
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
    fn order(&mut self, book: &Book, kind: Kind, sort: &[Sort]) -> &Order {
        self.settle(book);
        // An order by one criterion is read in both directions; of several, each pair of directions is one of its own.
        let same = |order: &Order| match (order.sort.as_slice(), sort) {
            ([known], [wanted]) => known.field == wanted.field,
            (known, wanted) => known == wanted,
        };
        match self.orders.iter().position(|order| order.kind == kind && same(order)) {
            Some(at) => self.orders[..=at].rotate_right(1),
            None => {
                // All others are made sooner with the one by name, so that it stays.
                let is_by_name = |order: &Order| order.kind == kind && order.sort.is_empty();
                if let Some(at) = self.orders.iter().position(is_by_name) {
                    self.orders[..=at].rotate_right(1);
                }
                self.orders.truncate(KEPT_ORDERS - 1);
                let built = Order::build(book, kind, sort, self.orders.first().filter(|order| is_by_name(order)));
                self.orders.insert(0, built);
            }
        }
        &self.orders[0]
    }
}

impl Book {
    /// A window of a view, with these fields of each row.
    pub fn rows(&mut self, view: &View, columns: &[FieldKey], first: u32, count: u32) -> Rows {
        let all = self.shown_count_of(view.kind);
        let Shown { rows, records, groups, resembling } = self.shown(view);
        let from = (first as usize).min(rows.len());
        let to = from.saturating_add(count.min(MAX_WINDOW) as usize).min(rows.len());
        let consents = self.consents(columns);
        Rows {
            total: rows.len() as u32,
            records,
            all,
            first: from as u32,
            rows: rows[from..to].iter().filter_map(|row| self.row(*row, columns, &consents)).collect(),
            groups: groups.to_vec(),
            resembling: resembling.to_vec(),
            unknown: rows.is_empty().then(|| Query::parse(&view.search).unknown()).flatten(),
        }
    }

    /// Ids of all rows of a view, in its order: for select-all and for going to the next record.
    pub fn row_ids(&mut self, view: &View) -> Vec<RecordId> {
        self.result(view).iter().map(|row| self.id_of(*row)).collect()
    }

    /// One record as a row.
    pub fn row_for(&self, id: &RecordId, columns: &[FieldKey]) -> Option<Row> {
        self.row(self.row_of(id)?, columns, &self.consents(columns))
    }

    /// Records of these kinds whose name has a word starting with `text`, best first: for link fields.
    pub fn suggest(&mut self, kinds: &[Kind], text: &str, limit: usize) -> Vec<(Kind, RecordId, String)> {
        let mut hits: Vec<(u8, Kind, RecordId, String)> = Vec::new();
        for kind in kinds {
            self.suggest_of(*kind, text, limit, &mut hits);
        }
        // Stable: within a grade the names stay in order.
        hits.sort_by_key(|hit| hit.0);
        hits.into_iter().take(limit).map(|(_, kind, id, name)| (kind, id, name)).collect()
    }

    fn suggest_of(&mut self, kind: Kind, text: &str, limit: usize, hits: &mut Vec<(u8, Kind, RecordId, String)>) {
        let wanted = fold_name(text);
        // Stages and pipelines are few, and not in the text that is searched.
        let words = Words::new(wanted.split_whitespace().map(str::to_owned).collect(), Vec::new());
        let found = (kind.is_worked_with() && !words.is_empty()).then(|| self.search_rows(&words, Some(kind)));
        let mut best = 0;
        for row in self.directed(&View::all(kind), found.as_ref()).iter() {
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
            hits.push((grade, kind, self.id_of(*row), name));
            best += usize::from(grade == 0);
            if best >= limit {
                break;
            }
        }
    }

    /// Words of a field that holds many, such as tags, with the number of records of a kind that use them: most used
    /// first, those that are only listed in the field's definition at the end.
    pub fn words(&self, kind: Kind, field: FieldKey) -> Vec<(String, u32)> {
        let listed = self.custom_field(kind, field).map(|custom| custom.choices).unwrap_or_default();
        let mut counts: HashMap<&str, u32> = listed.iter().map(|word| (word.as_str(), 0)).collect();
        for row in self.shown_rows_of(kind).filter(|_| !self.is_masked(kind, field)) {
            for tag in self.peek(row).map(|record| record.words(field)).unwrap_or_default() {
                *counts.entry(tag).or_default() += 1;
            }
        }
        let mut tags: Vec<(String, u32)> = counts.into_iter().map(|(tag, count)| (tag.to_owned(), count)).collect();
        tags.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        tags
    }

    pub(crate) fn result(&mut self, view: &View) -> Rc<[RowNumber]> {
        self.shown(view).rows
    }

    fn shown(&mut self, view: &View) -> Shown {
        if let Some(today) = &view.today {
            self.turn_to(today);
        }
        let generation = self.generation();
        self.views.results.retain(|found| found.generation == generation);
        if let Some(found) = self.views.results.iter().find(|found| found.view == *view) {
            return found.shown.clone();
        }
        let (wanted, resembling) = self.wanted(view);
        let rows = self.directed(view, wanted.as_ref());
        let records = rows.len() as u32;
        let (rows, groups) = match view.group {
            Some(by) => self.grouped(view.kind, &rows, by),
            None => (rows, Vec::new()),
        };
        let shown = Shown { rows: rows.into(), records, groups: groups.into(), resembling: resembling.into() };
        self.views.results.truncate(KEPT_RESULTS - 1);
        self.views.results.insert(0, Found { view: view.clone(), generation, shown: shown.clone() });
        shown
    }

    /// On another day other meetings have been.
    fn turn_to(&mut self, today: &Today) {
        let ends = u64::try_from(today.end_of(today.day)).ok();
        if self.day_ends != ends {
            self.day_ends = ends;
            self.views.forget(key::CONTACTED);
        }
    }

    /// Of a view, these rows in order; without a set all of its kind.
    fn directed(&mut self, view: &View, wanted: Option<&RowSet>) -> Vec<RowNumber> {
        let mut views = std::mem::take(&mut self.views);
        let descending = view.sort.first().is_some_and(|sort| sort.descending);
        let rows = if tells_consents(&view.sort) {
            let by_name = views.order(self, view.kind, &[]);
            Order::build(self, view.kind, &view.sort, Some(by_name)).directed(descending, wanted)
        } else {
            views.order(self, view.kind, &view.sort).directed(descending, wanted)
        };
        self.views = views;
        rows
    }

    /// Rows that pass search and filter, `None` if there is neither; and the words that stand for others in them.
    fn wanted(&mut self, view: &View) -> (Option<RowSet>, Vec<Resembling>) {
        let query = Query::parse(&view.search);
        let conditions = query.filter(self, view.kind, view.today.as_ref());
        let (found, resembled) = self.searched(&query, view.kind);
        let filter = Filter::All(vec![view.filter.clone(), conditions]);
        if filter.is_none() {
            let named = resembled.as_ref().map(|resembled| self.named(resembled, &resembled.rows));
            return (found.or(resembled.map(|resembled| resembled.rows)), named.unwrap_or_default());
        }
        self.renew_search();
        let within = view.filter.is_within_limits() && filter.is_within_limits();
        let set = if within {
            self.filtered(&filter, view.kind, found.as_ref().or(resembled.as_ref().map(|one| &one.rows)))
        } else {
            RowSet::new(self.rows_len())
        };
        let named = resembled.map(|resembled| self.named(&resembled, &set));
        (Some(set), named.unwrap_or_default())
    }

    /// Rows that hold the words of a query, or, if none of this kind does, what resembles them; `None` if it has no words.
    fn searched(&mut self, query: &Query, kind: Kind) -> (Option<RowSet>, Option<Resembled>) {
        let words = Words::of(query);
        if words.is_empty() {
            return (None, None);
        }
        let found = self.search_rows(&words, Some(kind));
        if self.rows_of_kinds(&found, |of| of == kind).next().is_none()
            && let Some(resembled) = self.resembling_rows(query, |of| of == kind)
        {
            return (None, Some(resembled));
        }
        (Some(found), None)
    }

    /// Of a set, or of all, the rows of a kind that pass a filter.
    pub(crate) fn filtered(&self, filter: &Filter, kind: Kind, among: Option<&RowSet>) -> RowSet {
        let mut set = RowSet::new(self.rows_len());
        let fits = filter.prepare(self);
        let candidates = self
            .candidates(filter, kind, among)
            .filter(|row| self.shown_kind_of(*row) == Some(kind))
            .filter(|row| among.is_none_or(|among| among.contains(*row)));
        for row in candidates {
            if self.peek(row).is_some_and(|record| fits(self, row, &record)) {
                set.insert(row);
            }
        }
        set
    }

    /// Rows that a filter can let through: those that point to what it asks for, those it is asked of, those whose text holds
    /// its words, or all of a kind.
    fn candidates<'a>(
        &'a self,
        filter: &'a Filter,
        kind: Kind,
        among: Option<&'a RowSet>,
    ) -> Box<dyn Iterator<Item = RowNumber> + 'a> {
        if let Some(ids) = filter.targets() {
            return Box::new(ids.iter().flat_map(|id| self.referring_rows(id)));
        }
        if let Some(among) = among {
            return Box::new(among.iter());
        }
        match self.rows_with_words(filter, kind) {
            Some(rows) => Box::new(rows.into_iter()),
            None => Box::new(self.rows_of(kind)),
        }
    }

    fn row(&self, row: RowNumber, columns: &[FieldKey], consents: &[(FieldKey, ConsentColumn<'_>)]) -> Option<Row> {
        let (record, id) = (self.peek(row)?, self.id_of(row));
        let told = |field: FieldKey| consents.iter().find(|(key, _)| *key == field).map(|(_, column)| column.of(&id));
        let cell = |field: &FieldKey| match told(*field) {
            Some(word) => Cell::Text(word.word().to_owned()),
            None => self.cell(row, &record, *field),
        };
        Some(Row { id, name: record.name(), cells: columns.iter().map(cell).collect() })
    }

    /// Those of these columns that tell consents.
    fn consents(&self, columns: &[FieldKey]) -> Vec<(FieldKey, ConsentColumn<'_>)> {
        columns.iter().filter_map(|field| Some((*field, self.consent_column(*field)?))).collect()
    }
}
