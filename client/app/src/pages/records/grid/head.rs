//! Heads of the columns: press to sort, drag to move a column, drag its edge to make it wider.

use super::head_menu::HeadMenu;
use crate::pages::records::arrange::put;
use crate::pages::records::columns::{MIN_WIDTH, is_number, label, sort_of, with_name};
use crate::pages::records::selection::Selection;
use crate::state::{ListState, first_sort};
use crate::strings::t;
use crate::ui::{glyphs, icon_of};
use leptos::ev::{KeyboardEvent, MouseEvent, PointerEvent};
use leptos::html;
use leptos::prelude::*;
use std::time::Duration;
use tacit_bridge::records::{Column, FieldKey, Kind, MAX_WIDTH, Sort};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// What one press of a key adds to a width, in pixels.
const STEP: i32 = 16;
/// A mouse that comes so far while it is held down carries the head, in pixels.
const FAR: i32 = 6;

#[component]
pub(super) fn Head(kind: Kind, state: ListState, selection: Selection) -> impl IntoView {
    let fields = Memo::new(move |_| {
        let columns = state.columns.with(|columns| with_name(columns));
        columns.into_iter().map(|column| column.field).collect::<Vec<_>>()
    });
    let heads = move || fields.get().into_iter().map(|field| view! { <ColumnHead kind state field /> }).collect_view();
    view! {
        <div role="rowgroup" class="grid-head">
            <div class="grid-row grid-head" role="row">
                <div role="columnheader">
                    <input
                        type="checkbox" class="check" tabindex="-1" aria-label=t().list.select_all data-testid="select-all"
                        prop:checked=move || selection.is_all() prop:indeterminate=move || selection.any() && !selection.is_all()
                        on:change=move |_| if selection.any_now() { selection.clear() } else { selection.all() }
                    />
                </div>
                {heads}
            </div>
        </div>
    }
}

#[component]
fn ColumnHead(kind: Kind, state: ListState, field: FieldKey) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let name = label(kind, field);
    let grow = move |by: i32| {
        if let Some(head) = node.get_untracked() {
            set_width(state, field, head.client_width() + by);
        }
    };
    let keys = move |event: KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowRight" => STEP,
            "ArrowLeft" => -STEP,
            _ => return,
        };
        if event.alt_key() {
            event.prevent_default();
            event.stop_propagation();
            grow(by);
        }
    };
    let (open, carried) = (RwSignal::new(false), Carried::new());
    let menu = view! { <HeadMenu kind state field open /> }.into_any();
    let around = move |shown: AnyView, way: Signal<Option<&'static str>>| {
        let moved = move || match carried.by.get() {
            0 => String::new(),
            by => format!("translateX({by}px)"),
        };
        view! {
            <div
                node_ref=node role="columnheader" class:to-end=is_number(kind, field) class:carried=move || carried.by.get() != 0
                data-column=field.0.to_string() aria-sort=move || way.get() style:transform=moved
                on:pointerdown=move |event| carried.take(field, &event) on:pointermove=move |event| carried.carry(&event)
                on:pointerup=move |event| carried.put_down(state, field, &event) on:pointercancel=move |_| carried.let_go()
                on:contextmenu=move |event| {
                    event.prevent_default();
                    open.set(true);
                    focus_in(node, ".head-more");
                }
            >
                {shown}
                {menu}
                <Edge state field node />
            </div>
        }
        .into_any()
    };
    let Some(sort) = sort_of(kind, field) else {
        return around(view! { <span class="sort cut">{name}</span> }.into_any(), Signal::stored(None));
    };
    // With Shift a column is added to those that sort already.
    let press = move |event: MouseEvent| {
        if !carried.was_carried() {
            state.sort.update(|by| press_head(by, kind, sort, event.shift_key()));
        }
    };
    let way = move || {
        let sorted = state.sort.with(|by| {
            let by_name = by.is_empty() && sort.is_none();
            by.iter().find(|one| one.field == sort).map(|one| one.descending).or(by_name.then_some(false))
        });
        sorted.map(|descending| if descending { "descending" } else { "ascending" })
    };
    let arrow =
        move || way().map(|way| icon_of(if way == "ascending" { glyphs::ARROW_UP } else { glyphs::ARROW_DOWN }, 12));
    let shown = view! {
        <button
            type="button" class="sort" aria-keyshortcuts="Alt+ArrowLeft Alt+ArrowRight" on:click=press on:keydown=keys
            title=t().list.head_hint
        >
            <span class="cut">{name}</span>
            {arrow}
        </button>
    };
    around(shown.into_any(), Signal::derive(way))
}

/// Gives the keys to a part of a head.
fn focus_in(head: NodeRef<html::Div>, part: &str) {
    let part = head.get_untracked().and_then(|head| head.query_selector(part).ok().flatten());
    if let Some(part) = part.and_then(|part| part.dyn_into::<HtmlElement>().ok()) {
        drop(part.focus());
    }
}

/// A head that a mouse carries to another place.
#[derive(Clone, Copy)]
struct Carried {
    /// Where the mouse went down.
    from: StoredValue<Option<i32>>,
    /// How far it has come, in pixels; nothing while it is a press.
    by: RwSignal<i32>,
    /// The press that ends it sorts nothing.
    carried: StoredValue<bool>,
}

impl Carried {
    fn new() -> Self {
        Self { from: StoredValue::new(None), by: RwSignal::new(0), carried: StoredValue::new(false) }
    }

    fn was_carried(self) -> bool {
        self.carried.get_value()
    }

    /// A mouse goes down on the head itself; the name's column is always the first.
    fn take(self, field: FieldKey, event: &PointerEvent) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let head = target.and_then(|target| target.closest(".sort").ok().flatten());
        let takes = field != FieldKey::NAME && event.pointer_type() == "mouse" && event.button() == 0;
        let Some(head) = head.filter(|_| takes) else { return self.from.set_value(None) };
        // Without capture the head follows while the mouse is over it.
        let _ = head.set_pointer_capture(event.pointer_id());
        self.from.set_value(Some(event.client_x()));
    }

    fn carry(self, event: &PointerEvent) {
        let Some(from) = self.from.get_value() else { return };
        if event.buttons() & 1 == 0 {
            // Let go where the page did not hear it.
            return self.let_go();
        }
        let by = event.client_x() - from;
        if !self.carried.get_value() {
            if by.abs() < FAR {
                return;
            }
            self.carried.set_value(true);
        }
        self.by.set(by);
    }

    fn put_down(self, state: ListState, field: FieldKey, event: &PointerEvent) {
        let was = self.carried.get_value();
        self.let_go();
        if was {
            let to = place_under(field, event.client_x());
            // After the click that the release may bring: by then the head would be drawn for another column, which it sorted.
            set_timeout(move || state.columns.update(|columns| put(columns, field, to)), Duration::ZERO);
        }
    }

    fn let_go(self) {
        self.from.set_value(None);
        self.by.set(0);
        // After the click that the release may bring.
        let over = move || {
            // Gone with the head, it is over as well.
            let _ = self.carried.try_set_value(false);
        };
        set_timeout(over, Duration::ZERO);
    }
}

/// How many other columns stand before a place on the screen, the name's not counted.
fn place_under(field: FieldKey, x: i32) -> usize {
    let Ok(heads) = document().query_selector_all(".grid-head [data-column]") else { return 0 };
    let heads = (0..heads.length()).filter_map(|at| heads.item(at)?.dyn_into::<Element>().ok());
    let apart = [FieldKey::NAME, field].map(|field| field.0.to_string());
    let others = heads.filter(|head| head.get_attribute("data-column").is_some_and(|column| !apart.contains(&column)));
    let middle = |head: &Element| {
        let place = head.get_bounding_client_rect();
        place.left() + place.width() / 2.0
    };
    others.filter(|head| middle(head) < f64::from(x)).count()
}

/// The edge of a column, to be dragged; pressed twice, the column has its own width again.
#[component]
fn Edge(state: ListState, field: FieldKey, node: NodeRef<html::Div>) -> impl IntoView {
    let edge = NodeRef::<html::Span>::new();
    // Where the pointer went down, and how wide the column was.
    let from = StoredValue::new(None::<(i32, i32)>);
    let down = move |event: PointerEvent| {
        let (Some(head), Some(edge)) = (node.get_untracked(), edge.get_untracked()) else { return };
        event.prevent_default();
        // Without capture the column follows while the pointer is over its edge.
        let _ = edge.set_pointer_capture(event.pointer_id());
        from.set_value(Some((event.client_x(), head.client_width())));
    };
    let moved = move |event: PointerEvent| {
        if let Some((x, width)) = from.get_value() {
            set_width(state, field, width + event.client_x() - x);
        }
    };
    view! {
        <span
            node_ref=edge class="edge" aria-hidden="true" on:pointerdown=down on:pointermove=moved
            on:pointerup=move |_| from.set_value(None) on:pointercancel=move |_| from.set_value(None)
            on:dblclick=move |_| change(state, field, |column| column.width = None)
        ></span>
    }
}

fn set_width(state: ListState, field: FieldKey, width: i32) {
    let width = width.clamp(i32::from(MIN_WIDTH), i32::from(MAX_WIDTH)) as u16;
    change(state, field, |column| column.width = Some(width));
}

/// Changes a column; the name's is written down once it differs from the others' start.
pub(in crate::pages::records) fn change(state: ListState, field: FieldKey, how: impl FnOnce(&mut Column)) {
    state.columns.update(|columns| {
        if !columns.iter().any(|column| column.field == field) {
            columns.insert(0, field.into());
        }
        if let Some(column) = columns.iter_mut().find(|column| column.field == field) {
            how(column);
        }
    });
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

#[cfg(test)]
mod tests {
    use super::{FieldKey, Kind, Sort, press_head};

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
}
