//! On a phone: what a list is filtered by, how it is laid out, sorted and grouped and what its rows show, and what can be
//! done with all of it. A wide screen has heads of columns and buttons for that.

use super::arrange::column_list;
use super::columns::{figures_of, grouping as groupings, label};
use super::filter::{AddFilter, Chips};
use super::grid::{calc_name, change};
use super::selection::Selection;
use super::sorting::sorting;
use super::{Layouts, import_path};
use crate::pages::{duplicates_path, export_list, export_of, has_doubles};
use crate::shell::UndoCard;
use crate::state::{ListState, app};
use crate::strings::{always, t};
use crate::ui::{Choice, Dialog, IconButton, Select, glyphs, icon, icon_of};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use std::collections::HashSet;
use tacit_bridge::records::{Column, FieldKey, Kind, Layout};

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
                <summary>{icon(glyphs::CHEVRON_RIGHT)}{t().phone.columns}</summary>
                <p class="hint">{t().phone.columns_words}</p>
                {column_list(kind, state)}
            </details>
            {totals(kind, state)}
        }
        .into_any(),
        false if laid.get() == Layout::Calendar => view! { <p class="hint">{t().phone.calendar}</p> }.into_any(),
        false => view! {
            {sorting(kind, state)}
            <p class="hint">{t().phone.board}</p>
        }
        .into_any(),
    };
    view! {
        <Dialog title=t().phone.arrange close testid="list-sheet">
            <div class="stack-form list-sheet">
                <Layouts kind state also="segment" named=true />
                {filtering(kind, state)}
                {arranged}
                <ul class="card lines links">{move || doings(kind, state, selection, close)}</ul>
                <UndoCard />
            </div>
        </Dialog>
    }
    .into_any()
}

fn filtering(kind: Kind, state: ListState) -> AnyView {
    view! {
        <div class="chips" data-testid="sheet-filter">
            <Chips kind state />
            <AddFilter kind state start=true />
        </div>
    }
    .into_any()
}

fn grouping(kind: Kind, state: ListState) -> AnyView {
    let fields = groupings(kind).into_iter().map(|(field, name)| (field.0.to_string(), name));
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

/// The figures that a wide table has at its foot, to be chosen column by column.
fn totals(kind: Kind, state: ListState) -> AnyView {
    let fields = Memo::new(move |_| {
        state.fields().into_iter().filter(|field| !figures_of(kind, *field).is_empty()).collect::<Vec<_>>()
    });
    let lines = move || fields.get().into_iter().map(|field| total(kind, state, field)).collect_view();
    view! {
        <details class="more columns-of" data-testid="sheet-totals">
            <summary>{icon(glyphs::CHEVRON_RIGHT)}{t().phone.totals}</summary>
            <p class="hint">{t().phone.totals_words}</p>
            {lines}
        </details>
    }
    .into_any()
}

fn total(kind: Kind, state: ListState, field: FieldKey) -> AnyView {
    let (name, offered) = (label(kind, field), figures_of(kind, field));
    let figures = offered.iter().enumerate().map(|(at, calc)| (at.to_string(), calc_name(*calc).to_owned()));
    let choices: Vec<Choice> = std::iter::once((String::new(), t().list.no_calc.to_owned())).chain(figures).collect();
    let value = Signal::derive(move || {
        let of = |columns: &Vec<Column>| columns.iter().find(|column| column.field == field)?.calc;
        let at = state.columns.with(of).and_then(|calc| offered.iter().position(|one| *one == calc));
        at.map(|at| at.to_string()).unwrap_or_default()
    });
    let pick = move |picked: String| {
        let calc = picked.parse::<usize>().ok().and_then(|at| offered.get(at).copied());
        change(state, field, |column| column.calc = calc);
    };
    view! {
        <div class="field">
            <span class="label" aria-hidden="true">{name.clone()}</span>
            <Select name choices value pick />
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
        let of = export_list(untrack(|| state.request()));
        export_of(app, of, go_to);
    });
    let writes = !app.read_only();
    let doubled = has_doubles(kind) && writes;
    let import = Callback::new(move |()| go_to(&import_path(kind)));
    let imports = matches!(kind, Kind::Person | Kind::Company | Kind::Own(_)) && writes;
    let tabled = state.layout.get() == Layout::Table;
    view! {
        {tabled.then(|| line(glyphs::SQUARE_CHECK, t().phone.select, "sheet-select", select))}
        {doubled.then(|| line(glyphs::MERGE, t().duplicates.find, "sheet-duplicates", duplicates))}
        {writes.then(|| line(glyphs::DOWNLOAD, t().export.export, "sheet-export", export))}
        {imports.then(|| line(glyphs::UPLOAD, always().words.import, "sheet-import", import))}
    }
    .into_any()
}
