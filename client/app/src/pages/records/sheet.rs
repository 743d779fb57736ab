//! On a phone: how a list is sorted and grouped and what its rows show, and what can be done with all of it. A wide screen
//! has heads of columns and buttons for that.

use super::arrange::column_lines;
use super::columns::{groups_by, label, offered, sort_of};
use super::selection::Selection;
use super::{Layouts, import_path, in_sheet};
use crate::pages::{duplicates_path, export_of};
use crate::shell::UndoCard;
use crate::state::{ListState, app};
use crate::strings::{always, t};
use crate::ui::{Choice, Dialog, IconButton, Select, glyphs, icon, icon_of};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use std::collections::HashSet;
use tacit_bridge::privacy::export::ExportOf;
use tacit_bridge::records::{FieldKey, Kind, Layout, Sort};

/// Stands for the name among the fields that rows are sorted by.
const BY_NAME: u16 = 0;

/// The button, and what it opens.
#[component]
pub(super) fn SheetButton(kind: Kind, state: ListState, selection: Selection) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <IconButton glyph=glyphs::SLIDERS name=t().phone.arrange also="phone-only" testid="list-sheet-open" press=move |_| open.set(true) />
        {move || open.get().then(|| sheet(kind, state, selection, Callback::new(move |()| open.set(false))))}
    }
    .into_any()
}

fn sheet(kind: Kind, state: ListState, selection: Selection, close: Callback<()>) -> AnyView {
    let laid = Memo::new(move |_| app().laid(kind, state));
    let tabled = move || laid.get() == Layout::Table;
    let arranged = move || match tabled() {
        true => view! {
            {sorting(kind, state)}
            {grouping(kind, state)}
            <details class="more columns-of">
                <summary>{t().phone.columns}</summary>
                <p class="hint">{t().phone.columns_words}</p>
                <div class="options">{move || column_lines(kind, state)}</div>
            </details>
        }
        .into_any(),
        false if laid.get() == Layout::Calendar => view! { <p class="hint">{t().phone.calendar}</p> }.into_any(),
        false => view! { <p class="hint">{t().phone.board}</p> }.into_any(),
    };
    view! {
        <Dialog title=t().phone.arrange close testid="list-sheet">
            <div class="stack-form list-sheet">
                {in_sheet(kind).then(|| view! { <Layouts kind state also="segment" named=true /> })}
                {arranged}
                <ul class="card lines links">{move || doings(kind, state, selection, close)}</ul>
                <UndoCard />
            </div>
        </Dialog>
    }
    .into_any()
}

/// What rows are sorted by first.
fn first(sort: &[Sort]) -> Sort {
    sort.first().copied().unwrap_or(Sort { field: None, descending: false })
}

/// One order; by name from A on is what a list has without any.
fn order(sort: Sort) -> Vec<Sort> {
    if sort.field.is_none() && !sort.descending { Vec::new() } else { vec![sort] }
}

fn sorting(kind: Kind, state: ListState) -> AnyView {
    let fields = offered(kind).into_iter().filter(|field| *field != FieldKey::NAME && sort_of(kind, *field).is_some());
    let choices = std::iter::once((BY_NAME.to_string(), always().words.name.to_owned()))
        .chain(fields.map(|field| (field.0.to_string(), label(kind, field))));
    let choices: Vec<Choice> = choices.collect();
    let now = Memo::new(move |_| state.sort.with(|sort| first(sort)));
    let value = Signal::derive(move || now.get().field.map_or(BY_NAME, |field| field.0).to_string());
    let pick = move |picked: String| {
        let field = picked.parse().ok().filter(|number| *number != BY_NAME).map(FieldKey);
        state.sort.set(order(Sort { field, ..now.get_untracked() }));
    };
    let way = move |descending: bool, glyph: &'static str, words: &'static str, testid: &'static str| {
        view! {
            <button
                type="button" aria-pressed=move || (now.get().descending == descending).to_string() data-testid=testid
                on:click=move |_| state.sort.set(order(Sort { descending, ..now.get_untracked() }))
            >
                {icon_of(glyph, 14)}
                {words}
            </button>
        }
    };
    view! {
        <div class="field" data-testid="sheet-sort">
            <span class="label" aria-hidden="true">{t().phone.sort_by}</span>
            <Select name=t().phone.sort_by choices value pick />
            <div class="segment" role="group" aria-label=t().phone.order>
                {way(false, glyphs::ARROW_UP, t().phone.ascending, "sheet-ascending")}
                {way(true, glyphs::ARROW_DOWN, t().phone.descending, "sheet-descending")}
            </div>
        </div>
    }
    .into_any()
}

fn grouping(kind: Kind, state: ListState) -> AnyView {
    let fields = app().fields(kind).into_iter().filter(groups_by).map(|spec| (spec.key.0.to_string(), spec.label));
    let choices: Vec<Choice> = std::iter::once((String::new(), t().filter.no_group.to_owned())).chain(fields).collect();
    let value = Signal::derive(move || state.group.get().map(|field| field.0.to_string()).unwrap_or_default());
    let pick = move |picked: String| {
        state.folded.set(HashSet::new());
        state.group.set(picked.parse().ok().map(FieldKey));
    };
    view! {
        <div class="field" data-testid="sheet-group">
            <span class="label" aria-hidden="true">{t().filter.group}</span>
            <Select name=t().filter.group choices value pick />
        </div>
    }
    .into_any()
}

/// What is done with the list as it stands.
fn doings(kind: Kind, state: ListState, selection: Selection, close: Callback<()>) -> AnyView {
    let app = app();
    let go = StoredValue::new(use_navigate());
    let go_to = move |path: &str| {
        close.run(());
        go.with_value(|go| go(path, Default::default()));
    };
    let line = |glyph: &'static str, words: &'static str, testid: &'static str, press: Callback<()>| {
        view! {
            <li>
                <button type="button" class="line-btn" data-testid=testid on:click=move |_| press.run(())>
                    {icon_of(glyph, 18)}<span class="grow">{words}</span>{icon(glyphs::CHEVRON_RIGHT)}
                </button>
            </li>
        }
    };
    let select = Callback::new(move |()| {
        close.run(());
        selection.begin();
    });
    let duplicates = Callback::new(move |()| go_to(&duplicates_path(kind, &[])));
    let export = Callback::new(move |()| {
        let of = ExportOf::Rows(Box::new(untrack(|| state.request())));
        export_of(app, of, go_to);
    });
    let contacts = matches!(kind, Kind::Person | Kind::Company) && !app.read_only();
    let import = Callback::new(move |()| go_to(&import_path(kind)));
    let imports = (contacts || matches!(kind, Kind::Own(_))) && !app.read_only();
    let tabled = state.layout.get() == Layout::Table;
    view! {
        {tabled.then(|| line(glyphs::SQUARE_CHECK, t().phone.select, "sheet-select", select))}
        {contacts.then(|| view! {
            {line(glyphs::MERGE, t().duplicates.find, "sheet-duplicates", duplicates)}
            {line(glyphs::DOWNLOAD, t().export.export, "sheet-export", export)}
        })}
        {imports.then(|| line(glyphs::UPLOAD, always().words.import, "sheet-import", import))}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_name_from_a_on_is_no_order_of_its_own() {
        let by_name = Sort { field: None, descending: false };
        assert_eq!((first(&[]), order(by_name)), (by_name, Vec::new()));
        let down = Sort { descending: true, ..by_name };
        assert_eq!(first(&order(down)), down);
        let due = Sort { field: Some(FieldKey::DUE), descending: false };
        assert_eq!(first(&order(due)), due);
    }
}
