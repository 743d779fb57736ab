//! Selected rows of a list.

use super::picking::{Hold, leave_by_back};
use super::window::Window;
use crate::link;
use crate::state::{Selected, app, fresh_number};
use crate::strings::t;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::HashSet;
use tacit_bridge::Call;
use tacit_bridge::records::{Id, Kind, RowsRequest, SeveralAsk};

/// The selected records of one list.
#[derive(Clone, Copy)]
pub(crate) struct Selection {
    ids: RwSignal<HashSet<Id>>,
    rows: Window,
    pub(super) kind: Kind,
    /// Begun without a row: taps select.
    begun: RwSignal<bool>,
    /// A finger on a row.
    pub(super) hold: Hold,
    /// Whether selecting is a step of its own in the browser's history.
    pub(super) step: StoredValue<Option<StoredValue<bool>>>,
}

impl Selection {
    pub(super) fn new(rows: Window, kind: Kind) -> Self {
        let ids = RwSignal::new(HashSet::new());
        // What is not shown any more must not be deleted by a key.
        Effect::new(move |before: Option<RowsRequest>| {
            let request = rows.request.get();
            let filtered = |one: &RowsRequest| (one.search.clone(), one.filter.clone());
            if before.is_some_and(|before| filtered(&before) != filtered(&request)) {
                ids.set(HashSet::new());
            }
            request
        });
        let (app, begun) = (app(), RwSignal::new(false));
        let selection = Self { ids, rows, kind, begun, hold: Hold::new(), step: StoredValue::new(None) };
        let table = fresh_number();
        app.selection.set(Some(Selected {
            table,
            kind,
            ids: Callback::new(move |()| selection.ids_now()),
            clear: Callback::new(move |()| selection.clear()),
            settle: Callback::new(move |()| selection.settle()),
        }));
        // The table before is taken away once the next one is there, and must not take what that one says with it.
        on_cleanup(move || {
            if app.selection.with_untracked(|selected| selected.is_some_and(|selected| selected.table == table)) {
                app.selection.set(None);
            }
        });
        leave_by_back(selection);
        selection
    }

    /// Selecting begins, with nothing selected yet.
    pub(super) fn begin(self) {
        self.begun.set(true);
    }

    /// Whether taps select: something is selected, or that has begun.
    pub(super) fn picking(self) -> bool {
        self.begun.get() || self.any()
    }

    pub(super) fn picking_now(self) -> bool {
        untrack(|| self.picking())
    }

    /// Whether the page is one step beyond the list, so that going elsewhere takes that step's place.
    pub(super) fn is_step(self) -> bool {
        self.step.get_value().is_some_and(|within| within.get_value())
    }

    pub(super) fn has(self, id: Id) -> bool {
        self.ids.with(|ids| ids.contains(&id))
    }

    pub(super) fn any(self) -> bool {
        self.ids.with(|ids| !ids.is_empty())
    }

    pub(super) fn any_now(self) -> bool {
        untrack(|| self.any())
    }

    pub(super) fn number(self) -> usize {
        self.ids.with(HashSet::len)
    }

    /// The selected records.
    pub(super) fn ids_now(self) -> Vec<Id> {
        self.ids.with_untracked(|ids| ids.iter().copied().collect())
    }

    pub(super) fn is_all(self) -> bool {
        self.any() && self.rows.records.get() == u32::try_from(self.number()).ok()
    }

    pub(super) fn clear(self) {
        self.begun.set(false);
        self.ids.set(HashSet::new());
    }

    pub(super) fn toggle(self, index: u32) {
        if let Some(row) = self.rows.row_now(index) {
            self.ids.update(|ids| {
                if !ids.remove(&row.id) {
                    ids.insert(row.id);
                }
            });
            // Whoever took the last one off is done selecting.
            self.begun.set(false);
        }
    }

    /// Adds the rows between two, both included; those that are not here are asked for.
    pub(super) fn extend(self, from: u32, to: u32) {
        let (first, count) = (from.min(to), from.abs_diff(to) + 1);
        let here = (first..first + count).map_while(|index| self.rows.row_now(index)).map(|row| row.id);
        let here: Vec<Id> = here.collect();
        if here.len() as u32 == count {
            return self.ids.update(|ids| ids.extend(here));
        }
        let (request, app) = (self.rows.request.get_untracked(), app());
        spawn_local(async move {
            match self.rows.ids(first, count).await {
                // A list that shows something else by now has other rows between.
                Ok(found) if self.rows.request.try_get_untracked() == Some(request) => {
                    self.ids.try_update(|ids| ids.extend(found));
                }
                Ok(_) => {}
                Err(problem) => app.complain(&problem),
            }
        });
    }

    /// Selects everything that fits, asking for the rows that are not here.
    pub(super) fn all(self) {
        let (request, before) = (self.rows.request.get_untracked(), self.ids.get_untracked());
        let app = app();
        spawn_local(async move {
            let found = match self.rows.ids(0, u32::MAX).await {
                Ok(found) => found.into_iter().collect(),
                Err(problem) => return app.complain(&problem),
            };
            // Whoever chose otherwise meanwhile keeps what they chose.
            let same = self.ids.try_with_untracked(|ids| *ids == before) == Some(true);
            if same && self.rows.request.try_get_untracked() == Some(request) {
                self.ids.set(found);
            }
        });
    }

    /// What was written may have taken some off the list: what is not shown any more must not be changed unseen.
    fn settle(self) {
        spawn_local(async move {
            let Ok(shown) = self.rows.ids(0, u32::MAX).await else { return drop(self.ids.try_set(HashSet::new())) };
            let shown: HashSet<Id> = shown.into_iter().collect();
            self.ids.try_update(|ids| ids.retain(|id| shown.contains(id)));
        });
    }

    /// Moves the selected records to the trash.
    pub(super) fn delete(self) {
        let ids = self.ids_now();
        self.clear();
        delete(self.kind, ids);
    }
}

/// Moves records to the trash and offers to take that back.
pub(crate) fn delete(kind: Kind, ids: Vec<Id>) {
    let app = app();
    let (one, many) = crate::shell::kind_words(kind);
    spawn_local(async move {
        let (number, gone) = (ids.len(), ids.clone());
        match app.working_on(link::several(Call::Several(SeveralAsk::Delete(ids)))).await {
            Ok(done) => {
                app.forget_seen(&gone);
                // Files that went with them are not counted.
                let number = if done.stopped.is_some() { number.min(done.changed as usize) } else { number };
                done.say(app, t().list.deleted(number, &one, &many));
            }
            Err(problem) => app.complain(&problem),
        }
    });
}
