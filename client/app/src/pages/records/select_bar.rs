//! The bar that floats over a list while rows are selected: what can be done with them.

use super::grid::focus_grid;
use super::selection::Selection;
use crate::pages::{Listing, can_merge, duplicates_path, export_of, export_these, pick};
use crate::state::{Bulk, app};
use crate::strings::{always, t};
use crate::ui::{glyphs, icon};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use tacit_bridge::records::{FieldKey, Id, is_picked};

/// One thing that can be done. The keys go back to the table first: to it a dialog returns them, where Esc ends selecting.
fn action(glyph: &'static str, words: &'static str, testid: &'static str, press: impl Fn() + 'static) -> AnyView {
    let press = move |_| {
        focus_grid();
        press();
    };
    view! {
        <button type="button" data-testid=testid on:click=press>
            {icon(glyph)}
            <span class="cut">{words}</span>
        </button>
    }
    .into_any()
}

#[component]
pub(super) fn SelectionBar(selection: Selection) -> impl IntoView {
    let app = app();
    let actions = actions(selection);
    let count = move || match selection.number() {
        0 => t().phone.tap_rows.to_owned(),
        number => t().list.selected(number),
    };
    let shown = Memo::new(move |_| selection.picking());
    let end = move || {
        focus_grid();
        selection.clear();
    };
    let keys = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
            end();
        }
    };
    move || {
        let actions = actions.clone();
        shown.get().then(|| {
            view! {
                <div class="select-bar" role="toolbar" aria-label=t().shell.selection data-testid="selection-bar" on:keydown=keys>
                    <b class="num">{count}</b>
                    {move || (selection.any() && !app.read_only()).then(actions.clone())}
                    {move || app.read_only().then(|| view! { <span class="words-of">{t().team.only_read}</span> })}
                    {move || app.narrow.get().then(|| view! {
                        <button type="button" class="whole" data-testid="select-whole" on:click=move |_| selection.all()>
                            {t().phone.all}
                        </button>
                    })}
                    <button
                        type="button" class="off" aria-label=t().list.clear_selection data-testid="clear-selection"
                        on:click=move |_| end()
                    >
                        {icon(glyphs::X)}
                    </button>
                </div>
            }
        })
    }
}

/// What can be done with what is selected by whoever may write.
fn actions(selection: Selection) -> impl Fn() -> AnyView + Clone + Send + Sync + 'static {
    let (app, kind) = (app(), selection.kind);
    let go = StoredValue::new(use_navigate());
    // Where selecting is a step of its own, the way back leads to the list.
    let go_to = move |path: &str| {
        let options = NavigateOptions { replace: selection.is_step(), ..NavigateOptions::default() };
        go.with_value(|go| go(path, options));
    };
    let write = move |field: Option<FieldKey>| app.bulk.set(Some(Bulk { kind, ids: selection.ids_now(), field }));
    let has = move |field: FieldKey| app.field(kind, field).is_some();
    let merge = move || {
        // In one order whatever they were selected in.
        let mut ids = selection.ids_now();
        ids.sort_unstable();
        go_to(&duplicates_path(kind, &ids));
    };
    let export = move || export_of(app, export_these(kind, selection.ids_now()), go_to);
    let within = app.list(kind).within;
    let off_list = move |list: Id| {
        let name = app.picked_list_now(list).map(|list| list.name).unwrap_or_default();
        pick(app, list, name, selection.ids_now(), false);
        selection.clear();
    };
    move || {
        view! {
            {has(FieldKey::TAGS).then(|| view! {
                <span class="roomy">{action(glyphs::TAG, t().list.tag, "tag-selected", move || write(Some(FieldKey::TAGS)))}</span>
            })}
            {action(glyphs::PENCIL, t().list.edit, "edit-selected", move || write(None))}
            {has(FieldKey::OWNER).then(|| view! {
                <span class="roomy">
                    {action(glyphs::USER_ROUND, t().list.assign, "assign-selected", move || write(Some(FieldKey::OWNER)))}
                </span>
            })}
            {move || can_merge(kind, selection.number())
                .then(|| action(glyphs::MERGE, t().duplicates.merge, "merge-selected", merge))}
            {is_picked(kind).then(|| action(glyphs::LIST, t().lists.add_to, "list-selected", move || {
                app.listing.set(Some(Listing::Pick(selection.ids_now())));
            }))}
            {within.map(|list| action(glyphs::X, t().lists.take_off, "unlist-selected", move || off_list(list)))}
            {action(glyphs::DOWNLOAD, t().export.export, "export-selected", export)}
            {action(glyphs::TRASH, always().words.delete, "delete-selected", move || selection.delete())}
            <span class="sep"></span>
        }
        .into_any()
    }
}
