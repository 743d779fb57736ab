//! A line of the table: a row, or the heading of a group. Lines are elements that stay while the rows move over them.

use super::cells::{CellEditor, Cells};
use super::places::{Line, Places};
use crate::format;
use crate::pages::records::columns::label;
use crate::pages::records::row::{self, Stages, plain};
use crate::pages::records::selection::Selection;
use crate::pages::records::window::Window;
use crate::state::{ListState, app};
use crate::strings::t;
use crate::ui::{avatar, glyphs, icon_of, tag};
use leptos::ev::{MouseEvent, PointerEvent};
use leptos::prelude::*;
use tacit_bridge::records::{Cell, FieldKey, Group, Kind, Row};
use wasm_bindgen::JsCast;

/// What all lines of a table share.
#[derive(Clone, Copy)]
pub(super) struct Table {
    pub(super) kind: Kind,
    pub(super) state: ListState,
    pub(super) rows: Window,
    pub(super) selection: Selection,
    pub(super) places: Memo<Places>,
    pub(super) row_height: Memo<f64>,
    pub(super) stages: RwSignal<Stages>,
}

impl Table {
    pub(super) fn state(self) -> ListState {
        self.state
    }

    fn top(self, line: Option<u32>) -> String {
        format!("translateY({}px)", f64::from(line.unwrap_or(0)) * self.row_height.get())
    }
}

/// Whatever stands on this line now.
#[component]
pub(super) fn GridLine(
    line: Memo<Option<u32>>,
    table: Table,
    cells: Cells,
    open: impl Fn(u32) + 'static,
) -> impl IntoView {
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
        <GridRow index line table cells=cells open />
        {move || group.get().map(|group| view! { <GroupHead group line table /> })}
    }
}

#[component]
fn GridRow(
    index: Memo<Option<u32>>,
    line: Memo<Option<u32>>,
    table: Table,
    cells: Cells,
    open: impl Fn(u32) + 'static,
) -> impl IntoView {
    let Table { kind, rows, selection, state, .. } = table;
    let app = app();
    let row = Memo::new(move |_| rows.row(index.get()?));
    let columns = Memo::new(move |_| state.fields());
    let selected = move || row.with(|row| row.as_ref().is_some_and(|row| selection.has(row.id)));
    let at = move || index.get().is_some() && state.cursor.get() == index.get();
    let click = move |event: MouseEvent| {
        let Some(index) = index.get_untracked() else { return };
        if selection.hold.was_long() {
            return event.prevent_default();
        }
        if cells.was_drag() {
            return;
        }
        let on_box = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            .is_some_and(|target| target.class_list().contains("check") || target.class_list().contains("pick"));
        let taps_select = app.narrow.get_untracked() && selection.picking_now();
        if on_box || taps_select || event.ctrl_key() || event.meta_key() {
            if event.shift_key() {
                selection.extend(state.cursor.get_untracked().unwrap_or(index), index);
            } else {
                selection.toggle(index);
            }
            return state.cursor.set(Some(index));
        }
        if is_on(&event, ".to-consents") {
            return cells.consents.run(index);
        }
        let column = column_of(&event).filter(|_| !app.narrow.get_untracked());
        if event.shift_key() {
            if let Some(column) = column.filter(|_| cells.marked.with_untracked(Option::is_some)) {
                return cells.mark(table, (index, column), true);
            }
            selection.extend(state.cursor.get_untracked().unwrap_or(index), index);
            return state.cursor.set(Some(index));
        }
        // A cell is marked; the name, and on a phone the whole line, opens the record.
        match column.filter(|column| *column > 0) {
            Some(column) => cells.mark(table, (index, column), false),
            None => open(index),
        }
    };
    let cell_of = move |event: &PointerEvent| {
        let by_mouse = event.pointer_type() == "mouse" && !app.narrow.get_untracked();
        by_mouse.then(|| index.get_untracked().zip(column_of(event))).flatten()
    };
    let press = move |event: PointerEvent| cells.press(cell_of(&event).filter(|_| event.button() == 0));
    let over = move |event: PointerEvent| {
        if let Some(to) = cell_of(&event).filter(|_| event.buttons() & 1 == 1) {
            cells.drag(table, to);
        }
    };
    let twice = move |event: MouseEvent| {
        // One press on the name has opened the record already.
        if column_of(&event).is_some_and(|column| column > 0) && !app.narrow.get_untracked() {
            cells.edit(table, None);
        }
    };
    let mark = Memo::new(move |_| cells.in_row(index.get()?));
    let edited = Memo::new(move |_| {
        let editing = cells.editing.get()?;
        (Some(editing.row) == index.get()).then_some(editing)
    });
    // The name stays in sight when the table is moved sideways, above the mark: it is marked itself.
    let named = move || mark.get().is_some_and(|((first, _), _)| first == 0);
    let marks = move || {
        mark.get().map(|((first, last), here)| {
            // The first track is the box that selects.
            let place = format!("{} / {}", first + 2, last + 3);
            let said = here.then(|| said(table, row.get().as_ref(), last));
            view! {
                <span
                    class="cell-mark" class:here=here id=here.then_some("marked-cell") role="gridcell" aria-label=said
                    style:grid-column=place
                ></span>
            }
        })
    };
    let editor = move || {
        let (editing, id) = (edited.get()?, row.with_untracked(|row| row.as_ref().map(|row| row.id))?);
        let (field, place) = (*table.fields_now().get(editing.column)?, editing.column + 2);
        Some(view! {
            <span class="cell-place" role="gridcell" style:grid-column=format!("{place} / {}", place + 1)><CellEditor cells table editing id field /></span>
        })
    };
    // A line whose row is not here yet keeps what stood on it, hidden: its own cells then only fill the same elements in,
    // and nothing is drawn twice while somebody scrolls.
    let last = Memo::new(move |before: Option<&Option<Row>>| {
        index.get()?;
        row.get().or_else(|| before?.clone())
    });
    let drawn = move || {
        last.with(|row| {
            rows.fields.with(|fields| {
                columns.with(|columns| {
                    table.stages.with(|stages| row::cells(kind, row.as_ref(), (fields, columns), stages))
                })
            })
        })
    };
    view! {
        <div
            id=move || index.get().map(|index| format!("row-{index}")) class="grid-row" class:at=at role="row"
            class:named=named class:writing=move || edited.with(Option::is_some) class:named-here=move || named() && mark.get().is_some_and(|(_, here)| here)
            class:waiting=move || row.with(Option::is_none) hidden=move || index.get().is_none()
            aria-rowindex=move || line.get().map(|line| line + 2) on:click=click on:dblclick=twice on:pointerdown=press on:pointerover=over aria-selected=move || selected().to_string()
            data-id=move || row.with(|row| row.as_ref().map(|row| row.id.to_hex()))
            style:transform=move || table.top(line.get())
        >
            <div class="pick" role="gridcell">
                <input
                    type="checkbox" class="check" tabindex="-1" prop:checked=selected
                    aria-label=move || row.with(|row| t().list.select_row(row.as_ref().map_or("", |row| &row.name)))
                />
            </div>
            {drawn}
            {marks}
            {editor}
        </div>
    }
}

/// Whether a press was on such an element.
fn is_on(event: &MouseEvent, what: &str) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|target| matches!(target.closest(what), Ok(Some(_))))
}

/// The column that was pressed, from 0, which is the name.
fn column_of(event: &MouseEvent) -> Option<usize> {
    let target = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    let cell = target.closest("[role=gridcell]:is(.who, .wide)").ok().flatten()?;
    let row = cell.parent_element()?;
    let all = row.query_selector_all(":scope > :is(.who, .wide)").ok()?;
    (0..all.length()).find(|at| all.item(*at).is_some_and(|one| one.is_same_node(Some(&cell)))).map(|at| at as usize)
}

/// What is told of a cell to those who hear it: column, then value.
fn said(table: Table, row: Option<&Row>, column: usize) -> String {
    let fields = table.fields_now();
    let Some(field) = fields.get(column) else { return String::new() };
    let at = table.rows.fields.with_untracked(|known| known.iter().position(|one| one == field));
    let cell = match *field {
        FieldKey::NAME => row.map(|row| row.name.clone()),
        field => at.and_then(|at| row?.cells.get(at)).map(|cell| plain(field, cell)),
    };
    format!("{}: {}", label(table.kind, *field), cell.unwrap_or_default())
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
        Cell::Empty => view! { <span class="faint">{t().list.no_group}</span> }.into_any(),
        Cell::Text(text) if by == FieldKey::TAGS => tag(text),
        Cell::Text(month) if row::is_date(by) => view! { <b>{format::month(month)}</b> }.into_any(),
        Cell::Member(member) => {
            let name = app().member_name(*member);
            view! { {avatar(&name, "tiny")}<b>{name}</b> }.into_any()
        }
        other => view! { <b>{plain(by, other)}</b> }.into_any(),
    }
}
