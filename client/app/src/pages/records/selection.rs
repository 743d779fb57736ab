//! Selected rows, and what can be done with them.

use super::bulk::BulkDialog;
use super::window::Window;
use crate::link;
use crate::pages::{Listing, can_merge, duplicates_path, export_of, is_picked, pick};
use crate::state::app;
use crate::strings::t;
use crate::ui::{glyphs, icon};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use std::collections::HashSet;
use tacit_bridge::Call;
use tacit_bridge::privacy::export::ExportOf;
use tacit_bridge::records::{Id, Kind, RowsRequest};

/// As many rows as one call gives.
const AT_ONCE: u32 = 500;

/// The selected records of one list.
#[derive(Clone, Copy)]
pub(crate) struct Selection {
    ids: RwSignal<HashSet<Id>>,
    rows: Window,
    kind: Kind,
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
        let app = app();
        app.selection.set(Some(Callback::new(move |()| ids.with_untracked(|ids| ids.iter().copied().collect()))));
        on_cleanup(move || app.selection.set(None));
        Self { ids, rows, kind }
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

    pub(super) fn number_now(self) -> usize {
        self.ids.with_untracked(HashSet::len)
    }

    /// The selected records.
    pub(super) fn ids_now(self) -> Vec<Id> {
        self.ids.with_untracked(|ids| ids.iter().copied().collect())
    }

    pub(super) fn is_all(self) -> bool {
        self.any() && self.rows.total.get() == u32::try_from(self.number()).ok()
    }

    pub(super) fn clear(self) {
        self.ids.set(HashSet::new());
    }

    pub(super) fn toggle(self, index: u32) {
        if let Some(row) = self.rows.row_now(index) {
            self.ids.update(|ids| {
                if !ids.remove(&row.id) {
                    ids.insert(row.id);
                }
            });
        }
    }

    /// Adds the rows between two, both included, as far as they are here.
    pub(super) fn extend(self, from: u32, to: u32) {
        let between = from.min(to)..=from.max(to);
        let found: Vec<_> = between.filter_map(|index| self.rows.row_now(index)).map(|row| row.id).collect();
        self.ids.update(|ids| ids.extend(found));
    }

    /// Selects everything that fits, asking for the rows that are not here.
    pub(super) fn all(self) {
        let (request, before) = (self.rows.request.get_untracked(), self.ids.get_untracked());
        let app = app();
        spawn_local(async move {
            let (mut first, mut found) = (0, HashSet::new());
            loop {
                let window = RowsRequest { first, count: AT_ONCE, ..request.clone() };
                match link::rows(Call::Rows(window)).await {
                    Ok(rows) if !rows.rows.is_empty() => {
                        first += rows.rows.len() as u32;
                        found.extend(rows.rows.into_iter().map(|row| row.id));
                    }
                    Ok(_) => break,
                    Err(problem) => return app.complain(&problem),
                }
            }
            // Whoever chose otherwise meanwhile keeps what they chose.
            let same = self.ids.try_with_untracked(|ids| *ids == before) == Some(true);
            if same && self.rows.request.try_get_untracked() == Some(request) {
                self.ids.set(found);
            }
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
        match link::changed(Call::Delete(ids)).await {
            Ok((_, undo)) => {
                app.forget_seen(&gone);
                app.say(t().list.deleted(number, &one, &many), undo);
            }
            Err(problem) => app.complain(&problem),
        }
    });
}

/// Floats over the list while something is selected.
#[component]
pub(super) fn SelectionBar(selection: Selection) -> impl IntoView {
    let app = app();
    let editing = RwSignal::new(false);
    let close = Callback::new(move |()| editing.set(false));
    let go = StoredValue::new(use_navigate());
    let merge = move |selection: Selection| {
        // In one order whatever they were selected in.
        let mut ids = selection.ids_now();
        ids.sort_unstable();
        go.with_value(|go| go(&duplicates_path(selection.kind, &ids), Default::default()));
    };
    let export = move |selection: Selection| {
        let of = ExportOf::Records(selection.ids_now());
        go.with_value(|go| export_of(app, of, |path| go(path, Default::default())));
    };
    let within = app.list(selection.kind).within;
    let to_list = move |selection: Selection| app.listing.set(Some(Listing::Pick(selection.ids_now())));
    let off_list = move |list: Id, selection: Selection| {
        let name = app.picked_list_now(list).map(|list| list.name).unwrap_or_default();
        pick(app, list, name, selection.ids_now(), false);
        selection.clear();
    };
    let bar = move || {
        selection.any().then(|| {
            view! {
                <div class="select-bar" role="toolbar" aria-label=t().shell.selection data-testid="selection-bar">
                    <b class="num">{move || t().list.selected(selection.number())}</b>
                    {move || {
                        (!app.read_only())
                            .then(|| {
                                view! {
                                    <button type="button" data-testid="edit-selected" on:click=move |_| editing.set(true)>
                                        {icon(glyphs::PENCIL)}
                                        {t().list.edit}
                                    </button>
                                    {move || can_merge(selection.kind, selection.number()).then(|| view! {
                                        <button type="button" data-testid="merge-selected" on:click=move |_| merge(selection)>
                                            {icon(glyphs::MERGE)}
                                            {t().duplicates.merge}
                                        </button>
                                    })}
                                    {is_picked(selection.kind).then(|| view! {
                                        <button type="button" data-testid="list-selected" on:click=move |_| to_list(selection)>
                                            {icon(glyphs::LIST)}
                                            {t().lists.add_to}
                                        </button>
                                    })}
                                    {within.map(|list| view! {
                                        <button type="button" data-testid="unlist-selected" on:click=move |_| off_list(list, selection)>
                                            {icon(glyphs::X)}
                                            {t().lists.take_off}
                                        </button>
                                    })}
                                    {matches!(selection.kind, Kind::Person | Kind::Company).then(|| view! {
                                        <button type="button" data-testid="export-selected" on:click=move |_| export(selection)>
                                            {icon(glyphs::DOWNLOAD)}
                                            {t().export.export}
                                        </button>
                                    })}
                                    <button type="button" data-testid="delete-selected" on:click=move |_| selection.delete()>
                                        {icon(glyphs::TRASH)}
                                        {t().words.delete}
                                    </button>
                                    <span class="sep"></span>
                                }
                            })
                    }}
                    <button type="button" aria-label=t().list.clear_selection on:click=move |_| selection.clear()>
                        {icon(glyphs::X)}
                    </button>
                </div>
            }
        })
    };
    view! {
        {bar}
        {move || editing.get().then(|| view! { <BulkDialog kind=selection.kind selection close /> })}
    }
}
