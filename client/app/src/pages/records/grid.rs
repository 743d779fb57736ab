//! The table itself: only the lines in view exist; keys move through all of its rows.

mod cells;
mod foot;
mod head;
mod head_menu;
mod line;
mod places;

use super::columns::widths;
use super::row::Stages;
use super::selection::Selection;
use super::window::Window;
use crate::link;
use crate::pages::record::privacy_path;
use crate::shell::record_path;
use crate::state::{ListState, Trail, app};
use crate::ui::covered_end;
use cells::Cells;
pub(super) use foot::calc_name;
pub(super) use head::change;
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use line::{GridLine, Table};
use places::Places;
use tacit_bridge::Call;
use tacit_bridge::records::{Id, Kind, Stage};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Lines drawn beyond both edges, so that a quick scroll shows text at once.
const OVERSCAN: u32 = 4;
/// The range moves in steps of this many lines: fewer changes while scrolling.
const STEP: u32 = 2;
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
    let places = Memo::new(move |_| {
        let total = rows.total.get().unwrap_or(STEP * 5);
        state.folded.with(|folded| {
            let groups = |groups: &Vec<tacit_bridge::records::Group>| {
                Places::new(total, groups.iter().map(|group| (group.count, folded.contains(&group.value))))
            };
            rows.groups.with(groups)
        })
    });
    let lines = move || places.with(Places::lines);
    let range = Memo::new(move |_| {
        let first = (state.top.get() / row_height.get()) as u32;
        let seen = (height.get() / row_height.get()) as u32 + 1;
        let from = first.saturating_sub(OVERSCAN) / STEP * STEP;
        let to = (first + seen + OVERSCAN).div_ceil(STEP) * STEP;
        (from.min(lines()), to.min(lines()))
    });
    let slots = Memo::new(move |_| (height.get() / row_height.get()) as u32 + 1 + 2 * OVERSCAN + 2 * STEP);
    Effect::new(move |_| {
        if let Some((from, to)) = places.with(|places| places.rows_on(range.get())) {
            rows.want(from, to);
        }
    });
    let placed = restore(node, state, rows, height);

    let open = opener(kind, rows, record_path);
    let activate = open.clone();
    // Moved sideways, what stays in sight has an edge.
    let aside = RwSignal::new(false);
    let stages = stages_of(kind);
    let table = Table { kind, state, rows, selection, places, row_height, stages };
    let cells = Cells::new(Callback::new(opener(kind, rows, privacy_path)));
    // Other rows stand where the marked cells were.
    Effect::new(move |before: Option<tacit_bridge::records::RowsRequest>| {
        let request = rows.request.get();
        if before.is_some_and(|before| before != request) {
            cells.leave();
        }
        request
    });
    Effect::new(move |_| rows.held.set(cells.editing.with(Option::is_some)));
    on_cleanup(move || {
        rows.held.try_set(false);
    });
    Effect::new(move |_| cells.follow(table));
    let keys = key_handler(table, cells, node, open);
    let paste = move |event: web_sys::ClipboardEvent| {
        let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok());
        if text.is_some_and(|text| cells.paste(table, &text)) {
            event.prevent_default();
        }
    };
    let line = move |slot: u32| {
        let line = Memo::new(move |_| shown_in(slot, slots.get(), range.get()));
        view! { <GridLine line table cells open=activate.clone() /> }
    };
    let tracks = Memo::new(move |_| state.columns.with(|columns| widths(columns)));
    view! {
        <div
            node_ref=node class="grid" style:--wide-columns=move || tracks.get().0 style:--wide-least=move || format!("{}px", tracks.get().1)
            class:picking=move || selection.picking() class:aside=move || aside.get() class:celled=move || cells.marked.with(Option::is_some) role="grid" tabindex="0" aria-label=crate::shell::list_name(kind)
            aria-multiselectable="true" aria-rowcount=move || (lines() + 1).to_string() aria-busy=move || (rows.stale.get() && !rows.held.get()).to_string() data-testid="grid"
            aria-activedescendant=move || {
                let row = state.cursor.get()?;
                // Of a row that is not here yet there are no cells.
                let celled = cells.marked.with(Option::is_some) && rows.row(row).is_some();
                Some(if celled { "marked-cell".to_owned() } else { format!("row-{row}") })
            }
            on:paste=paste on:pointerdown=move |event| selection.hold.down(selection, &event)
            on:pointermove=move |event| selection.hold.moved(&event) on:pointerup=move |_| selection.hold.let_go()
            on:pointercancel=move |_| selection.hold.let_go()
            on:contextmenu=move |event| {
                if selection.hold.is_down() {
                    event.prevent_default();
                }
            }
            on:scroll=move |_| {
                let Some(node) = node.get_untracked() else { return };
                let is_aside = node.scroll_left() != 0;
                if aside.try_get_untracked() == Some(!is_aside) {
                    aside.set(is_aside);
                }
                if placed.try_get_value() == Some(true) {
                    state.top.set(f64::from(node.scroll_top()));
                }
            }
            on:keydown=keys
        >
            <head::Head kind state selection />
            <div
                class="grid-body" role="rowgroup" class:dim=move || rows.stale.get() && rows.total.get().is_none()
                style:height=move || format!("{}px", f64::from(lines()) * row_height.get())
            >
                <For each=move || 0..slots.get() key=|slot| *slot children=line />
            </div>
            <foot::Foot kind state rows selection />
        </div>
    }
    .into_any()
}

/// The line that a slot shows. Slots are elements that stay while the range moves over them: scrolling makes no element.
fn shown_in(slot: u32, slots: u32, (from, to): (u32, u32)) -> Option<u32> {
    let index = from + (slot + slots - from % slots) % slots;
    (index < to).then_some(index)
}

/// Measures the list, and puts it where it stood when it was left: once it is known how many rows there are, for before it
/// is too short to be scrolled so far. Whether that is done; until then its scrolling is not anybody's.
fn restore(node: NodeRef<html::Div>, state: ListState, rows: Window, height: RwSignal<f64>) -> StoredValue<bool> {
    let placed = StoredValue::new(false);
    let measure = move || {
        if let Some(node) = node.try_get_untracked().flatten() {
            height.set(f64::from(node.client_height()));
        }
    };
    let handle = window_event_listener(leptos::ev::resize, move |_| measure());
    on_cleanup(move || handle.remove());
    let known = Memo::new(move |_| rows.total.with(Option::is_some));
    Effect::new(move |_| {
        let Some(node) = node.get() else { return };
        let known = known.get();
        // By then the page is as high as its lines.
        request_animation_frame(move || {
            measure();
            let waits = known && placed.try_get_value() == Some(false);
            let Some(top) = state.top.try_get_untracked().filter(|_| waits) else { return };
            node.set_scroll_top(top as i32);
            placed.set_value(true);
            // Of a list that is shorter by now the end.
            state.top.set(f64::from(node.scroll_top()));
        });
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
    placed
}

/// Opens the row at an index there, remembering the list it came from.
fn opener(kind: Kind, rows: Window, there: fn(Kind, Id) -> String) -> impl Fn(u32) + Clone + Send + Sync + 'static {
    let app = app();
    let navigate = use_navigate();
    move |index| {
        let Some(row) = rows.row_now(index) else {
            return;
        };
        let total = rows.total.get_untracked().unwrap_or(0);
        let state = app.list(kind);
        state.cursor.set(Some(index));
        let request = rows.request.get_untracked();
        app.keep_trail(Trail { within: state.within, table: true, ..Trail::of_rows(request, row.id, index, total) });
        navigate(&there(kind, row.id), Default::default());
    }
}

fn key_handler(
    table: Table,
    cells: Cells,
    node: NodeRef<html::Div>,
    open: impl Fn(u32) + 'static,
) -> impl Fn(KeyboardEvent) + 'static {
    let app = app();
    let Table { state, rows, selection, places, row_height, .. } = table;
    move |event| {
        if app.going.get_untracked() || is_of_button(&event) {
            return;
        }
        let command = event.ctrl_key() || event.meta_key();
        if command && event.key() == "Enter" {
            event.prevent_default();
            return state.cursor.get_untracked().map_or((), &open);
        }
        if cells.key(table, &event) {
            event.prevent_default();
            event.stop_propagation();
            if let (Some(node), Some(row)) = (node.get_untracked(), state.cursor.get_untracked()) {
                reveal(&node, places.with_untracked(|places| places.line_of(row)), row_height.get_untracked());
            }
            return;
        }
        if command && event.key() == "a" {
            event.prevent_default();
            return selection.all();
        }
        if command || event.alt_key() {
            return;
        }
        let Some((first, last)) = places.with_untracked(Places::ends).filter(|_| rows.total.get_untracked().is_some())
        else {
            return;
        };
        let at = state.cursor.get_untracked();
        let page = node
            .get_untracked()
            .map_or(10, |node| (f64::from(node.client_height()) / row_height.get_untracked()) as i64 - 3);
        let step = |by: i64| at.map_or(first, |at| places.with_untracked(|places| places.step(at, by)).unwrap_or(at));
        let to = match event.key().as_str() {
            "ArrowDown" | "j" => step(1),
            "ArrowUp" | "k" => step(-1),
            "PageDown" => step(page.max(1)),
            "PageUp" => step(-page.max(1)),
            "Home" => first,
            "End" => last,
            "Enter" => return at.map_or((), &open),
            "x" | " " => {
                event.prevent_default();
                return at.map_or((), |at| selection.toggle(at));
            }
            "Delete" | "Backspace" if selection.any_now() && !app.read_only() => {
                return selection.delete();
            }
            "Escape" if selection.picking_now() => return selection.clear(),
            _ => return,
        };
        event.prevent_default();
        if event.shift_key() {
            selection.extend(at.unwrap_or(to), to);
        }
        state.cursor.set(Some(to));
        if let Some(node) = node.get_untracked() {
            reveal(&node, places.with_untracked(|places| places.line_of(to)), row_height.get_untracked());
        }
    }
}

/// Whether a key is for a button of head or foot, or for the menu under it: all others are the table's, whatever was pressed
/// last.
fn is_of_button(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let is_in = |parts: &str| target.as_ref().is_some_and(|target| matches!(target.closest(parts), Ok(Some(_))));
    let presses = matches!(event.key().as_str(), "Enter" | " ");
    is_in(":is(.grid-head, .grid-foot) button") && (presses || is_in("[role=menu], [aria-expanded=true]"))
}

/// The stages of deals, each with its place in its pipeline and what it means for them; of other kinds none.
fn stages_of(kind: Kind) -> RwSignal<Stages> {
    let (app, stages) = (app(), RwSignal::new(Stages::new()));
    Effect::new(move |_| {
        app.changes.track();
        if kind != Kind::Deal {
            return;
        }
        spawn_local(async move {
            // Without an answer their names stand alone.
            let Ok(pipelines) = link::pipelines(Call::Pipelines).await else { return };
            let placed = |(at, stage): (usize, Stage)| (stage.id, (at, stage.outcome));
            let all = pipelines.into_iter().flat_map(|pipeline| pipeline.stages.into_iter().enumerate());
            let found: Stages = all.map(placed).collect();
            if stages.try_with_untracked(|known| *known != found) == Some(true) {
                stages.set(found);
            }
        });
    });
    stages
}

/// Gives the keys to the table.
pub(super) fn focus_grid() {
    let grid = document().query_selector("[role=grid]").ok().flatten();
    if let Some(grid) = grid.and_then(|grid| grid.dyn_into::<HtmlElement>().ok()) {
        drop(grid.focus());
    }
}

/// Scrolls as little as needed to show a line between head and foot, and above what is said.
fn reveal(node: &web_sys::HtmlDivElement, line: u32, row_height: f64) {
    let head = if row_height > WIDE_ROW { 0.0 } else { HEAD };
    let (top, seen) = (f64::from(node.scroll_top()), f64::from(node.client_height()) - head - covered_end(node));
    let row = f64::from(line) * row_height;
    if row < top {
        node.set_scroll_top(row as i32);
    } else if row + row_height > top + seen {
        node.set_scroll_top((row + row_height - seen).ceil() as i32);
    }
}

#[cfg(test)]
mod tests {
    use super::shown_in;

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
