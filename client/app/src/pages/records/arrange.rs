//! How a table is arranged: what its rows are grouped by, which columns it has, in which order.

use super::columns::{grouping, is_told, label, offered};
use super::filter::no_field;
use crate::state::{ListState, first_columns};
use crate::strings::t;
use crate::ui::{IconButton, Narrowed, Panel, glyphs, icon, is_left, opener};
use leptos::prelude::*;
use std::collections::HashSet;
use tacit_bridge::records::{Column, FieldKey, Kind, MAX_COLUMNS};

#[component]
pub(super) fn GroupButton(kind: Kind, state: ListState) -> impl IntoView {
    let open = RwSignal::new(false);
    let name = Signal::derive(move || match state.group.get() {
        // "Created by" says it.
        Some(field) if is_told(field) => label(kind, field),
        Some(field) => t().filter.grouped(&label(kind, field)),
        None => t().filter.group.to_owned(),
    });
    let typed = RwSignal::new(String::new());
    let begin = move || typed.set(String::new());
    let trigger = opener(open, name, glyphs::ROWS, "dialog", begin, "group-by");
    let pick = move |field: Option<FieldKey>| {
        state.folded.set(HashSet::new());
        state.group.set(field);
        open.set(false);
    };
    let choices = move || {
        let fields = grouping(kind).into_iter().map(|(field, name)| (Some(field), name));
        std::iter::once((None, t().filter.no_group.to_owned())).chain(fields)
    };
    let items = move || {
        let left = choices().filter(|(_, name)| typed.with(|typed| is_left(name, typed))).map(|(field, name)| {
            let here = state.group.get() == field;
            view! {
                <button type="button" role="menuitemradio" aria-checked=here.to_string() on:click=move |_| pick(field)>
                    {name}
                    {here.then(|| view! { <span class="end">{icon(glyphs::CHECK)}</span> })}
                </button>
            }
        });
        let left = left.collect::<Vec<_>>();
        // A menu without entries is none.
        match left.is_empty() {
            true => no_field(),
            false => view! { <div role="menu" aria-label=t().filter.group>{left}</div> }.into_any(),
        }
    };
    view! {
        <Panel open name=t().filter.group trigger end=true>
            <Narrowed count=untrack(|| choices().count()) typed name=t().filter.find walked=true>{items}</Narrowed>
        </Panel>
    }
}

#[component]
pub(super) fn ColumnsButton(kind: Kind, state: ListState) -> impl IntoView {
    let open = RwSignal::new(false);
    let name = Signal::derive(|| t().filter.columns.to_owned());
    let trigger = opener(open, name, glyphs::COLUMNS, "dialog", || {}, "columns");
    let first = move |_| state.columns.set(first_columns(kind));
    view! {
        <Panel open name=t().filter.columns trigger end=true testid="columns-panel">
            {column_list(kind, state)}
            <hr />
            <button type="button" on:click=first>{t().filter.as_first}</button>
        </Panel>
    }
}

/// Shown columns in their order, then all others.
pub(super) fn column_list(kind: Kind, state: ListState) -> AnyView {
    let typed = RwSignal::new(String::new());
    let lines = move || {
        let shown = state.fields();
        let last = shown.len();
        let rest = offered(kind).into_iter().filter(|field| !shown.contains(field)).map(|field| (field, None));
        let lines = shown.iter().enumerate().map(|(at, field)| (*field, Some((at, last)))).chain(rest);
        let left = lines.filter(|(field, _)| typed.with(|typed| is_left(&label(kind, *field), typed)));
        let left = left.map(|(field, place)| column_line(kind, state, field, place)).collect::<Vec<_>>();
        if left.is_empty() { no_field() } else { view! { <div class="options">{left}</div> }.into_any() }
    };
    let count = untrack(|| offered(kind).len());
    view! { <Narrowed count typed name=t().filter.find>{lines}</Narrowed> }.into_any()
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
pub(super) fn shift(columns: &mut [Column], field: FieldKey, by: isize) {
    let places: Vec<usize> = (0..columns.len()).filter(|at| columns[*at].field != FieldKey::NAME).collect();
    let from = places.iter().position(|at| columns[*at].field == field);
    let to = from.and_then(|from| from.checked_add_signed(by)).filter(|to| *to < places.len());
    if let (Some(from), Some(to)) = (from, to) {
        columns.swap(places[from], places[to]);
    }
}

/// Puts a column before the one that stands at this place among the others; the name's stays where it is.
pub(super) fn put(columns: &mut Vec<Column>, field: FieldKey, to: usize) {
    let Some(from) = columns.iter().position(|column| column.field == field) else { return };
    let column = columns.remove(from);
    let at = (0..columns.len()).filter(|at| columns[*at].field != FieldKey::NAME).nth(to);
    columns.insert(at.unwrap_or(columns.len()), column);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_put_where_it_was_let_go_and_the_name_stays_first() {
        let mut columns: Vec<Column> = [FieldKey::NAME, FieldKey(1), FieldKey(2), FieldKey(3)].map(Column::from).into();
        let fields = |columns: &[Column]| columns.iter().map(|column| column.field.0).collect::<Vec<_>>();
        put(&mut columns, FieldKey(3), 0);
        assert_eq!(fields(&columns), [7, 3, 1, 2]);
        put(&mut columns, FieldKey(3), 1);
        assert_eq!(fields(&columns), [7, 1, 3, 2]);
        put(&mut columns, FieldKey(1), 9);
        put(&mut columns, FieldKey(9), 0);
        assert_eq!(fields(&columns), [7, 3, 2, 1]);
    }

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
