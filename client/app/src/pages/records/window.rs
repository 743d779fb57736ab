//! The rows around what is seen. The worker holds all records; the page asks for pages of rows as they come into
//! view, and for the same pages again when something changed.

use crate::link;
use crate::state::app;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use tacit_bridge::records::{FieldKey, Group, Id, Kind, Resembling, Row, RowsRequest, UnknownOperator};
use tacit_bridge::{Call, Problem};

/// Rows asked for at a time.
pub(super) const PAGE: u32 = 64;
/// As many rows as one call gives.
const AT_ONCE: u32 = 500;
/// Pages kept; those farthest from what is seen go first.
const KEPT: usize = 24;

/// Whether there is something to show.
#[derive(Clone, PartialEq)]
pub(super) enum Load {
    /// Nothing has come yet.
    First,
    /// Rows are here.
    Ready,
    /// The worker could not tell.
    Failed(Problem),
}

/// Rows by page, with what is known of the whole.
#[derive(Clone, Copy)]
pub(crate) struct Window {
    /// What is asked, without place.
    pub(super) request: Memo<RowsRequest>,
    /// Rows that fit; `None` before the first answer.
    pub(super) total: RwSignal<Option<u32>>,
    /// Records that fit: where rows are grouped, one may stand in several of them.
    pub(super) records: RwSignal<Option<u32>>,
    /// Rows without search and filter.
    pub(super) all: RwSignal<u32>,
    /// Words that were typed wrong, and what the rows hold instead.
    pub(super) resembling: RwSignal<Vec<Resembling>>,
    /// What looks like an operator and is none, if nothing was found.
    pub(super) unknown: RwSignal<Option<UnknownOperator>>,
    /// State of the list.
    pub(super) load: RwSignal<Load>,
    /// The shown rows answer an older request.
    pub(super) stale: RwSignal<bool>,
    /// The shown rows stay as they are, whatever changes: somebody types among them.
    pub(super) held: RwSignal<bool>,
    /// Fields of the rows' cells.
    pub(super) fields: RwSignal<Vec<FieldKey>>,
    /// Groups of the rows, in order; none where they are not grouped.
    pub(super) groups: RwSignal<Vec<Group>>,
    pages: RwSignal<HashMap<u32, Arc<Vec<Row>>>>,
    asked: StoredValue<HashSet<u32>>,
    /// Every change of request or data starts a new one; answers to older ones are dropped.
    generation: StoredValue<u32>,
    seen: StoredValue<(u32, u32)>,
}

impl Window {
    /// Starts asking, and asks again on every change.
    pub(super) fn watch(kind: Kind) -> Self {
        let app = app();
        let state = app.list(kind);
        let window = Self {
            request: Memo::new(move |_| state.request()),
            total: RwSignal::new(None),
            records: RwSignal::new(None),
            all: RwSignal::new(0),
            resembling: RwSignal::default(),
            unknown: RwSignal::default(),
            load: RwSignal::new(Load::First),
            stale: RwSignal::new(false),
            held: RwSignal::new(false),
            fields: RwSignal::default(),
            groups: RwSignal::default(),
            pages: RwSignal::default(),
            asked: StoredValue::default(),
            generation: StoredValue::new(0),
            seen: StoredValue::new((0, 0)),
        };
        Effect::new(move |before: Option<RowsRequest>| {
            let request = window.request.get();
            app.changes.track();
            // Another column shows the same rows.
            let places = |request: &RowsRequest| RowsRequest { columns: Vec::new(), ..request.clone() };
            let other = before.as_ref().is_some_and(|before| places(before) != places(&request));
            // Let go, this runs again.
            if window.held.get() && !other {
                return request;
            }
            if other {
                state.cursor.set(None);
                state.top.set(0.0);
                window.seen.set_value((0, 0));
            } else if before.is_none() {
                let first = (state.top.get_untracked() / 36.0) as u32;
                window.seen.set_value((first, first));
            }
            window.renew();
            request
        });
        window
    }

    /// The row at an index, if it is here.
    pub(super) fn row(self, index: u32) -> Option<Row> {
        self.pages.with(|pages| pages.get(&(index / PAGE))?.get((index % PAGE) as usize).cloned())
    }

    /// As [`Self::row`], outside of reactive places.
    pub(super) fn row_now(self, index: u32) -> Option<Row> {
        untrack(|| self.row(index))
    }

    /// Where a record stands, if its page is here; reads its signal.
    pub(super) fn place_of(self, id: Id) -> Option<u32> {
        self.pages.with(|pages| {
            let in_page = |(page, rows): (&u32, &Arc<Vec<Row>>)| {
                rows.iter().position(|row| row.id == id).map(|at| page * PAGE + at as u32)
            };
            pages.iter().find_map(in_page)
        })
    }

    /// Asks for what is missing of a range.
    pub(super) fn want(self, first: u32, last: u32) {
        self.seen.set_value((first, last));
        for page in first / PAGE..=last / PAGE {
            let known = self.pages.with_untracked(|pages| pages.contains_key(&page));
            let asked = self.asked.with_value(|asked| asked.contains(&page));
            if !known && !asked {
                self.ask(page, false);
            }
        }
    }

    /// Asks anew for what is seen; the old rows stay until the new ones are here.
    pub(super) fn renew(self) {
        self.generation.update_value(|generation| *generation = generation.wrapping_add(1));
        self.asked.update_value(HashSet::clear);
        self.stale.set(true);
        let (first, last) = self.seen.get_value();
        for page in first / PAGE..=last / PAGE {
            self.ask(page, true);
        }
    }

    fn ask(self, page: u32, renewing: bool) {
        self.asked.update_value(|asked| {
            asked.insert(page);
        });
        let generation = self.generation.get_value();
        let request = RowsRequest { first: page * PAGE, count: PAGE, ..self.request.get_untracked() };
        let fields = request.columns.clone();
        spawn_local(async move {
            let answer = link::rows(Call::Rows(request)).await;
            // The list may have gone while we waited.
            let Some(now) = self.generation.try_get_value() else {
                return;
            };
            if now != generation || renewing && self.held.get_untracked() {
                return;
            }
            self.asked.update_value(|asked| {
                asked.remove(&page);
            });
            match answer {
                Ok(rows) => {
                    let fresh = renewing && self.stale.get_untracked();
                    set_if_new(self.groups, rows.groups);
                    set_if_new(self.fields, fields);
                    self.pages.update(|pages| {
                        if fresh {
                            pages.clear();
                        }
                        pages.insert(page, Arc::new(rows.rows));
                        self.thin(pages);
                    });
                    self.stale.set(false);
                    set_if_new(self.total, Some(rows.total));
                    set_if_new(self.records, Some(rows.records));
                    set_if_new(self.all, rows.all);
                    set_if_new(self.resembling, rows.resembling);
                    set_if_new(self.unknown, rows.unknown);
                    set_if_new(self.load, Load::Ready);
                }
                Err(problem) => self.load.set(Load::Failed(problem)),
            }
        });
    }

    /// Ids of rows, asked for whether they are here or not; fewer than wanted where the list ends.
    pub(super) async fn ids(self, first: u32, count: u32) -> Result<Vec<Id>, Problem> {
        let request = self.request.get_untracked();
        let mut found = Vec::new();
        while (found.len() as u32) < count {
            let window = RowsRequest {
                columns: Vec::new(),
                first: first + found.len() as u32,
                count: (count - found.len() as u32).min(AT_ONCE),
                ..request.clone()
            };
            let rows = link::rows(Call::Rows(window)).await?.rows;
            if rows.is_empty() {
                break;
            }
            found.extend(rows.into_iter().map(|row| row.id));
        }
        Ok(found)
    }

    fn thin(self, pages: &mut HashMap<u32, Arc<Vec<Row>>>) {
        let middle = self.seen.with_value(|(first, last)| (first + last) / 2 / PAGE);
        while pages.len() > KEPT {
            let Some(far) = pages.keys().copied().max_by_key(|page| page.abs_diff(middle)) else {
                return;
            };
            pages.remove(&far);
        }
    }
}

fn set_if_new<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|old| *old != value) {
        signal.set(value);
    }
}
