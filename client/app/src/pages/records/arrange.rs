//! How a table is arranged: what its rows are grouped by, which columns it has, in which order.

use super::columns::{groups_by, label, offered};
use crate::state::{ListState, app, first_columns};
use crate::strings::t;
use crate::ui::{IconButton, Menu, Panel, glyphs, icon, opener};
use leptos::prelude::*;
use std::collections::HashSet;
use tacit_bridge::records::{Column, FieldKey, Kind, MAX_COLUMNS};

#[component]
pub(super) fn GroupButton(kind: Kind, state: ListState) -> impl IntoView {
    let app = app();
    let open = RwSignal::new(false);
    let name = Signal::derive(move || match state.group.get() {
        Some(field) => t().filter.grouped(&label(kind, field)),
        None => t().filter.group.to_owned(),
    });
    let trigger = opener(open, name, glyphs::ROWS, "menu", || {}, "group-by");
    let pick = move |field: Option<FieldKey>| {
        state.folded.set(HashSet::new());
        state.group.set(field);
        open.set(false);
    };
    let items = move || {
        let fields = app.fields(kind).into_iter().filter(groups_by).map(|spec| (Some(spec.key), spec.label));
        std::iter::once((None, t().filter.no_group.to_owned()))
            .chain(fields)
            .map(|(field, name)| {
                let here = state.group.get() == field;
                view! {
                    <button type="button" role="menuitemradio" aria-checked=here.to_string() on:click=move |_| pick(field)>
                        {name}
                        {here.then(|| view! { <span class="end">{icon(glyphs::CHECK)}</span> })}
                    </button>
                }
            })
            .collect_view()
    };
    view! { <Menu open name=t().filter.group trigger end=true>{items}</Menu> }
}

#[component]
pub(super) fn ColumnsButton(kind: Kind, state: ListState) -> impl IntoView {
    let open = RwSignal::new(false);
    let name = Signal::derive(|| t().filter.columns.to_owned());
    let trigger = opener(open, name, glyphs::COLUMNS, "dialog", || {}, "columns");
    let first = move |_| state.columns.set(first_columns(kind));
    let body = move || column_lines(kind, state);
    view! {
        <Panel open name=t().filter.columns trigger end=true testid="columns-panel">
            <div class="options">{body}</div>
            <hr />
            <button type="button" on:click=first>{t().filter.as_first}</button>
        </Panel>
    }
}

/// Shown columns in their order, then all others; reads its signals.
pub(super) fn column_lines(kind: Kind, state: ListState) -> AnyView {
    let shown = state.fields();
    let rest = offered(kind).into_iter().filter(|field| !shown.contains(field)).collect::<Vec<_>>();
    let last = shown.len();
    let lines = shown.iter().copied().enumerate().map(|(at, field)| (field, Some((at, last)))).collect::<Vec<_>>();
    let lines = lines.into_iter().chain(rest.into_iter().map(|field| (field, None)));
    lines.map(|(field, place)| column_line(kind, state, field, place)).collect_view().into_any()
}

/// A field with its box, and for a column the two ways to move it.
fn column_line(kind: Kind, state: ListState, field: FieldKey, place: Option<(usize, usize)>) -> AnyView {
    let name = label(kind, field);
    let turn = move |_| {
        state.columns.update(|columns| match columns.iter().position(|column| column.field == field) {
            Some(at) => drop(columns.remove(at)),
            None if columns.len() < MAX_COLUMNS => columns.push(field.into()),
            None => {}
        });
    };
    let step = move |by: isize| state.columns.update(|columns| shift(columns, field, by));
    let moves = place.map(|(at, last)| {
        view! {
            <IconButton glyph=glyphs::CHEVRON_UP name=t().filter.up small=true disabled=at == 0 press=move |_| step(-1) />
            <IconButton glyph=glyphs::CHEVRON_DOWN name=t().filter.down small=true disabled=at + 1 == last press=move |_| step(1) />
        }
    });
    view! {
        <div class="option">
            <label class="grow">
                <input type="checkbox" class="check" prop:checked=place.is_some() on:change=turn />
                <span class="cut">{name}</span>
            </label>
            {moves}
        </div>
    }
    .into_any()
}

/// Moves a column past its neighbour; the name's stays where it is.
fn shift(columns: &mut [Column], field: FieldKey, by: isize) {
    let places: Vec<usize> = (0..columns.len()).filter(|at| columns[*at].field != FieldKey::NAME).collect();
    let from = places.iter().position(|at| columns[*at].field == field);
    let to = from.and_then(|from| from.checked_add_signed(by)).filter(|to| *to < places.len());
    if let (Some(from), Some(to)) = (from, to) {
        columns.swap(places[from], places[to]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_moves_past_its_neighbour_and_never_over_the_edge() {
        let mut columns: Vec<Column> = [FieldKey(1), FieldKey::NAME, FieldKey(2), FieldKey(3)].map(Column::from).into();
        let fields = |columns: &[Column]| columns.iter().map(|column| column.field.0).collect::<Vec<_>>();
        shift(&mut columns, FieldKey(2), -1);
        assert_eq!(fields(&columns), [2, 7, 1, 3]);
        shift(&mut columns, FieldKey(2), -1);
        shift(&mut columns, FieldKey(3), 1);
        assert_eq!(fields(&columns), [2, 7, 1, 3]);
    }
}
