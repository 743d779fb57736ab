//! The table itself: only the rows in view exist; keys move through all of them.

use super::columns::{Column, heads, widths};
use super::row;
use super::selection::Selection;
use super::window::Window;
use crate::format;
use crate::shell::record_path;
use crate::state::{ListState, Trail, app, first_sort};
use crate::strings::list;
use crate::ui::{glyphs, icon_of};
use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use tacit_bridge::records::{FieldKey, Kind, Sort};
use wasm_bindgen::JsCast;

/// Rows drawn beyond both edges, so that a quick scroll shows text at once.
const OVERSCAN: u32 = 6;
/// The range moves in steps of this many rows: fewer changes while scrolling.
const STEP: u32 = 4;
const WIDE_ROW: f64 = 36.0;
const NARROW_ROW: f64 = 60.0;
const HEAD: f64 = 36.0;

#[component]
pub(super) fn Grid(kind: Kind, rows: Window, selection: Selection) -> impl IntoView {
    let app = app();
    let state = app.list(kind);
    let node = NodeRef::<html::Div>::new();
    let height = RwSignal::new(900.0);
    let row_height = Memo::new(move |_| if app.narrow.get() { NARROW_ROW } else { WIDE_ROW });
    let total = move || rows.total.get().unwrap_or(STEP * 5);
    let range = Memo::new(move |_| {
        let first = (state.top.get() / row_height.get()) as u32;
        let seen = (height.get() / row_height.get()) as u32 + 1;
        let from = first.saturating_sub(OVERSCAN) / STEP * STEP;
        let to = (first + seen + OVERSCAN).div_ceil(STEP) * STEP;
        (from.min(total()), to.min(total()))
    });
    let slots = Memo::new(move |_| (height.get() / row_height.get()) as u32 + 1 + 2 * OVERSCAN + 2 * STEP);
    Effect::new(move |_| {
        let (from, to) = range.get();
        if to > from {
            rows.want(from, to - 1);
        }
    });
    restore(node, state, height);

    let open = opener(kind, rows);
    let activate = open.clone();
    let keys = key_handler(kind, rows, selection, node, row_height, open);
    let line = move |slot: u32| {
        let index = Memo::new(move |_| shown_in(slot, slots.get(), range.get()));
        view! { <GridRow index kind rows selection row_height open=activate.clone() /> }
    };
    view! {
        <div
            node_ref=node class="grid" style:--wide-columns=widths(kind) class:picking=move || selection.any() role="grid"
            tabindex="0" aria-label=crate::shell::list_name(kind) aria-multiselectable="true"
            aria-rowcount=move || total().to_string() data-testid="grid"
            aria-activedescendant=move || state.cursor.get().map(|index| format!("row-{index}"))
            on:scroll=move |_| {
                if let Some(node) = node.get_untracked() {
                    state.top.set(f64::from(node.scroll_top()));
                }
            }
            on:keydown=keys
        >
            <Head kind state selection />
            <div
                class="grid-body" role="rowgroup" class:dim=move || rows.stale.get() && rows.total.get().is_none()
                style:height=move || format!("{}px", f64::from(total()) * row_height.get())
            >
                <For each=move || 0..slots.get() key=|slot| *slot children=line />
            </div>
        </div>
        <Foot rows selection />
    }
    .into_any()
}

/// The row that a slot shows. Slots are elements that stay while the range moves over them: scrolling makes no element.
fn shown_in(slot: u32, slots: u32, (from, to): (u32, u32)) -> Option<u32> {
    let index = from + (slot + slots - from % slots) % slots;
    (index < to).then_some(index)
}

/// Measures the list, and puts it where it stood when it was left.
fn restore(node: NodeRef<html::Div>, state: ListState, height: RwSignal<f64>) {
    let measure = move || {
        if let Some(node) = node.try_get_untracked().flatten() {
            height.set(f64::from(node.client_height()));
        }
    };
    let handle = window_event_listener(leptos::ev::resize, move |_| measure());
    on_cleanup(move || handle.remove());
    Effect::new(move |_| {
        if let Some(node) = node.get() {
            let top = state.top.get_untracked();
            request_animation_frame(move || {
                measure();
                node.set_scroll_top(top as i32);
            });
        }
    });
    // A new search starts at the top.
    Effect::new(move |_| {
        if state.top.get() == 0.0
            && let Some(node) = node.get_untracked()
            && node.scroll_top() != 0
        {
            node.set_scroll_top(0);
        }
    });
}

/// Opens the row at an index, remembering the list it came from.
fn opener(kind: Kind, rows: Window) -> impl Fn(u32) + Clone + Send + Sync + 'static {
    let app = app();
    let navigate = use_navigate();
    move |index| {
        let Some(row) = rows.row_now(index) else {
            return;
        };
        let total = rows.total.get_untracked().unwrap_or(0);
        app.list(kind).cursor.set(Some(index));
        app.trail.set(Some(Trail { request: rows.request.get_untracked(), index, total }));
        navigate(&record_path(kind, row.id), Default::default());
    }
}

fn key_handler(
    kind: Kind,
    rows: Window,
    selection: Selection,
    node: NodeRef<html::Div>,
    row_height: Memo<f64>,
    open: impl Fn(u32) + 'static,
) -> impl Fn(KeyboardEvent) + 'static {
    let app = app();
    let state = app.list(kind);
    move |event| {
        if event.ctrl_key() && event.key() == "a" || event.meta_key() && event.key() == "a" {
            event.prevent_default();
            return selection.all();
        }
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let total = rows.total.get_untracked().unwrap_or(0);
        if total == 0 {
            return;
        }
        let at = state.cursor.get_untracked();
        let page = node
            .get_untracked()
            .map_or(10, |node| (f64::from(node.client_height()) / row_height.get_untracked()) as u32);
        let to = match event.key().as_str() {
            "ArrowDown" | "j" => at.map_or(0, |at| at + 1),
            "ArrowUp" | "k" => at.map_or(0, |at| at.saturating_sub(1)),
            "PageDown" => at.unwrap_or(0) + page.saturating_sub(2),
            "PageUp" => at.unwrap_or(0).saturating_sub(page.saturating_sub(2)),
            "Home" => 0,
            "End" => total - 1,
            "Enter" => return at.map_or((), &open),
            "x" | " " => {
                event.prevent_default();
                return at.map_or((), |at| selection.toggle(at));
            }
            "Delete" | "Backspace" if selection.any_now() && !app.read_only() => {
                return selection.delete();
            }
            "Escape" if selection.any_now() => return selection.clear(),
            _ => return,
        }
        .min(total - 1);
        event.prevent_default();
        if event.shift_key() {
            selection.extend(at.unwrap_or(to), to);
        }
        state.cursor.set(Some(to));
        if let Some(node) = node.get_untracked() {
            reveal(&node, to, row_height.get_untracked());
        }
    }
}

/// Scrolls as little as needed to show a row.
fn reveal(node: &web_sys::HtmlDivElement, index: u32, row_height: f64) {
    let head = if row_height > WIDE_ROW { 0.0 } else { HEAD };
    let (top, seen) = (f64::from(node.scroll_top()), f64::from(node.client_height()) - head);
    let row = f64::from(index) * row_height;
    if row < top {
        node.set_scroll_top(row as i32);
    } else if row + row_height > top + seen {
        node.set_scroll_top((row + row_height - seen).ceil() as i32);
    }
}

#[component]
fn Head(kind: Kind, state: ListState, selection: Selection) -> impl IntoView {
    let head = move |column: Column| {
        let Column { name, sort } = column;
        let Some(field) = sort else {
            return view! { <div role="columnheader">{name}</div> }.into_any();
        };
        // With Shift a column is added to those that sort already.
        let press = move |event: MouseEvent| state.sort.update(|sort| press_head(sort, kind, field, event.shift_key()));
        let way = move || {
            let sorted = state.sort.with(|sort| {
                let by_name = sort.is_empty() && field.is_none();
                sort.iter().find(|one| one.field == field).map(|one| one.descending).or(by_name.then_some(false))
            });
            sorted.map(|descending| if descending { "descending" } else { "ascending" })
        };
        let arrow = move || {
            way().map(|way| icon_of(if way == "ascending" { glyphs::ARROW_UP } else { glyphs::ARROW_DOWN }, 12))
        };
        view! {
            <div role="columnheader" aria-sort=way><button type="button" on:click=press>{name}{arrow}</button></div>
        }
        .into_any()
    };
    view! {
        <div role="rowgroup" class="grid-head">
            <div class="grid-row grid-head" role="row">
                <div role="columnheader">
                    <input
                        type="checkbox" class="check" tabindex="-1" aria-label=list::SELECT_ALL data-testid="select-all"
                        prop:checked=move || selection.is_all() prop:indeterminate=move || selection.any() && !selection.is_all()
                        on:change=move |_| if selection.any_now() { selection.clear() } else { selection.all() }
                    />
                </div>
                {heads(kind).into_iter().map(head).collect_view()}
            </div>
        </div>
    }
}

/// What pressing a head does to the order: by this column; pressed again the other way round; a third time as before.
fn press_head(sort: &mut Vec<Sort>, kind: Kind, field: Option<FieldKey>, also: bool) {
    let known = sort.iter().position(|one| one.field == field);
    match known {
        Some(at) if also || sort.len() == 1 => {
            if sort[at].descending {
                sort.remove(at);
                if sort.is_empty() {
                    *sort = first_sort(kind);
                }
            } else {
                sort[at].descending = true;
            }
        }
        _ if also => sort.push(Sort { field, descending: false }),
        _ if sort.is_empty() && field.is_none() => *sort = vec![Sort { field, descending: true }],
        _ => *sort = vec![Sort { field, descending: false }],
    }
}

#[component]
fn GridRow(
    index: Memo<Option<u32>>,
    kind: Kind,
    rows: Window,
    selection: Selection,
    row_height: Memo<f64>,
    open: impl Fn(u32) + 'static,
) -> impl IntoView {
    let state = app().list(kind);
    let row = Memo::new(move |_| rows.row(index.get()?));
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
    view! {
        <div
            id=move || index.get().map(|index| format!("row-{index}")) class="grid-row" class:at=at role="row"
            class:waiting=move || row.with(Option::is_none) hidden=move || index.get().is_none()
            aria-rowindex=move || index.get().map(|index| index + 2) on:click=click aria-selected=move || selected().to_string()
            data-id=move || row.with(|row| row.as_ref().map(|row| row.id.to_hex()))
            style:transform=move || format!("translateY({}px)", f64::from(index.get().unwrap_or(0)) * row_height.get())
        >
            <div class="pick" role="gridcell">
                <input
                    type="checkbox" class="check" tabindex="-1" prop:checked=selected
                    aria-label=move || row.with(|row| list::select_row(row.as_ref().map_or("", |row| &row.name)))
                />
            </div>
            {move || row.with(|row| row::cells(kind, row.as_ref()))}
        </div>
    }
}

#[component]
fn Foot(rows: Window, selection: Selection) -> impl IntoView {
    let left = move || {
        let total = rows.total.get().unwrap_or(0);
        match selection.number() {
            0 => format::count(total),
            number => format!("{} of {} selected", format::count(number as u32), format::count(total)),
        }
    };
    let right = move || {
        let (total, all) = (rows.total.get()?, rows.all.get());
        (total != all).then(|| format!("{} in all", format::count(all)))
    };
    view! { <footer class="grid-foot"><span>{left}</span><span class="end">{right}</span></footer> }
}

#[cfg(test)]
mod tests {
    use super::{FieldKey, Kind, Sort, press_head, shown_in};

    #[test]
    fn heads_sort_one_way_then_the_other_then_not() {
        let by = |field, descending| Sort { field: Some(field), descending };
        let mut sort = Vec::new();
        press_head(&mut sort, Kind::Person, Some(FieldKey::STATUS), false);
        assert_eq!(sort, [by(FieldKey::STATUS, false)]);
        press_head(&mut sort, Kind::Person, Some(FieldKey::STATUS), false);
        assert_eq!(sort, [by(FieldKey::STATUS, true)]);
        press_head(&mut sort, Kind::Person, Some(FieldKey::EMAILS), true);
        assert_eq!(sort, [by(FieldKey::STATUS, true), by(FieldKey::EMAILS, false)]);
        press_head(&mut sort, Kind::Person, Some(FieldKey::STATUS), true);
        assert_eq!(sort, [by(FieldKey::EMAILS, false)]);
        press_head(&mut sort, Kind::Person, Some(FieldKey::EMAILS), false);
        press_head(&mut sort, Kind::Person, Some(FieldKey::EMAILS), false);
        assert_eq!(sort, [], "and by name again");
    }

    #[test]
    fn every_row_of_the_range_is_shown_once() {
        for slots in 1..40 {
            for from in 0..90 {
                for to in from..=from + slots {
                    let mut shown: Vec<u32> = (0..slots).filter_map(|slot| shown_in(slot, slots, (from, to))).collect();
                    shown.sort_unstable();
                    assert_eq!(shown, (from..to).collect::<Vec<_>>(), "{slots} slots, rows {from} to {to}");
                }
            }
        }
    }

    #[test]
    fn a_row_keeps_its_slot_while_the_range_moves_over_it() {
        let slot_of = |row, range| (0..30).find(|slot| shown_in(*slot, 30, range) == Some(row));
        for from in 0..100 {
            for row in from + 1..from + 30 {
                assert_eq!(slot_of(row, (from, from + 30)), slot_of(row, (from + 1, from + 31)));
            }
        }
    }
}
