//! A line of the table: a row, or the heading of a group. Lines are elements that stay while the rows move over them.

use super::places::{Line, Places};
use crate::format;
use crate::pages::records::row::{self, plain};
use crate::pages::records::selection::Selection;
use crate::pages::records::window::Window;
use crate::state::app;
use crate::strings::list;
use crate::ui::{avatar, glyphs, icon_of, tag};
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use tacit_bridge::records::{Cell, FieldKey, Group, Kind};
use wasm_bindgen::JsCast;

/// What all lines of a table share.
#[derive(Clone, Copy)]
pub(super) struct Table {
    pub(super) kind: Kind,
    pub(super) rows: Window,
    pub(super) selection: Selection,
    pub(super) places: Memo<Places>,
    pub(super) row_height: Memo<f64>,
}

impl Table {
    fn top(self, line: Option<u32>) -> String {
        format!("translateY({}px)", f64::from(line.unwrap_or(0)) * self.row_height.get())
    }
}

/// Whatever stands on this line now.
#[component]
pub(super) fn GridLine(line: Memo<Option<u32>>, table: Table, open: impl Fn(u32) + 'static) -> impl IntoView {
    let what = Memo::new(move |_| line.get().and_then(|line| table.places.with(|places| places.at(line))));
    let index = Memo::new(move |_| match what.get() {
        Some(Line::Row(row)) => Some(row),
        _ => None,
    });
    let nth = Memo::new(move |_| match what.get() {
        Some(Line::Head(nth)) => Some(nth),
        _ => None,
    });
    let group = Memo::new(move |_| nth.get().and_then(|nth| table.rows.groups.with(|groups| groups.get(nth).cloned())));
    view! {
        <GridRow index line table open />
        {move || group.get().map(|group| view! { <GroupHead group line table /> })}
    }
}

#[component]
fn GridRow(
    index: Memo<Option<u32>>,
    line: Memo<Option<u32>>,
    table: Table,
    open: impl Fn(u32) + 'static,
) -> impl IntoView {
    let Table { kind, rows, selection, .. } = table;
    let state = app().list(kind);
    let row = Memo::new(move |_| rows.row(index.get()?));
    let columns = Memo::new(move |_| state.fields());
    let selected = move || row.with(|row| row.as_ref().is_some_and(|row| selection.has(row.id)));
    let at = move || index.get().is_some() && state.cursor.get() == index.get();
    let click = move |event: MouseEvent| {
        let Some(index) = index.get_untracked() else { return };
        let on_box = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            .is_some_and(|target| target.class_list().contains("check") || target.class_list().contains("pick"));
        if on_box || event.ctrl_key() || event.meta_key() {
            if event.shift_key() {
                selection.extend(state.cursor.get_untracked().unwrap_or(index), index);
            } else {
                selection.toggle(index);
            }
            return state.cursor.set(Some(index));
        }
        if event.shift_key() {
            selection.extend(state.cursor.get_untracked().unwrap_or(index), index);
            return state.cursor.set(Some(index));
        }
        open(index);
    };
    let cells = move || {
        row.with(|row| {
            rows.fields.with(|fields| columns.with(|columns| row::cells(kind, row.as_ref(), fields, columns)))
        })
    };
    view! {
        <div
            id=move || index.get().map(|index| format!("row-{index}")) class="grid-row" class:at=at role="row"
            class:waiting=move || row.with(Option::is_none) hidden=move || index.get().is_none()
            aria-rowindex=move || line.get().map(|line| line + 2) on:click=click aria-selected=move || selected().to_string()
            data-id=move || row.with(|row| row.as_ref().map(|row| row.id.to_hex()))
            style:transform=move || table.top(line.get())
        >
            <div class="pick" role="gridcell">
                <input
                    type="checkbox" class="check" tabindex="-1" prop:checked=selected
                    aria-label=move || row.with(|row| list::select_row(row.as_ref().map_or("", |row| &row.name)))
                />
            </div>
            {cells}
        </div>
    }
}

/// What a group has in common, how many rows it has, and what they are worth; pressed, it folds them away.
#[component]
fn GroupHead(group: Group, line: Memo<Option<u32>>, table: Table) -> impl IntoView {
    let state = app().list(table.kind);
    let Group { value, count, sums } = group;
    let name = value.clone();
    let folded = Memo::new(move |_| state.folded.with(|folded| folded.contains(&name)));
    let by = state.group.get_untracked().unwrap_or(FieldKey::NAME);
    let face = group_face(by, &value);
    let press = move |_| {
        state.folded.update(|folded| {
            if !folded.remove(&value) {
                folded.insert(value.clone());
            }
        });
    };
    view! {
        <div
            class="grid-row group" role="row" aria-rowindex=move || line.get().map(|line| line + 2)
            style:transform=move || table.top(line.get())
        >
            <div role="gridcell" aria-colspan="99">
                <button type="button" aria-expanded=move || (!folded.get()).to_string() data-testid="group" on:click=press>
                    <span class="turn" class:folded=move || folded.get()>{icon_of(glyphs::CHEVRON_DOWN, 14)}</span>
                    {face}
                    <span class="faint num">{format::count(count)}</span>
                    <span class="num">{format::amounts(&sums)}</span>
                </button>
            </div>
        </div>
    }
}

fn group_face(by: FieldKey, value: &Cell) -> AnyView {
    match value {
        Cell::Empty => view! { <span class="faint">{list::NO_GROUP}</span> }.into_any(),
        Cell::Text(text) if by == FieldKey::TAGS => tag(text),
        Cell::Text(month) if row::is_date(by) => view! { <b>{format::month(month)}</b> }.into_any(),
        Cell::Member(member) => {
            let name = app().member_name(*member);
            view! { {avatar(&name, "tiny")}<b>{name}</b> }.into_any()
        }
        other => view! { <b>{plain(by, other)}</b> }.into_any(),
    }
}
