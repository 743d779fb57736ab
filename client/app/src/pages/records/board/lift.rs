//! Moving a card: by pointer, after a few pixels or on a touch screen after a moment; by keys, from Space to Space.

use super::Desk;
use super::edge::{Drift, farthest, reveal, scrolled};
use super::lane::At;
use crate::strings::t;
use leptos::ev::{self, KeyboardEvent, MouseEvent, PointerEvent, TouchEvent};
use leptos::prelude::*;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tacit_bridge::records::Id;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// So many pixels make a press a move.
const FAR: f64 = 5.0;
/// On a touch screen the list scrolls unless the finger rests first.
const REST: Duration = Duration::from_millis(350);

/// A card in hand.
#[derive(Clone, PartialEq)]
pub(super) struct Lift {
    pub(super) id: Id,
    pub(super) name: String,
    pub(super) from: At,
    pub(super) over: At,
    /// By keys.
    keys: bool,
    /// Where on the board the pointer took it: what is scrolled away counts.
    at: (f64, f64),
    /// How far the board could be scrolled when it was taken.
    pub(super) farthest: (f64, f64),
    /// It left its place: a press on a link before.
    moving: bool,
    /// A finger holds it, and must rest before it moves.
    resting: bool,
    touch: bool,
    pointer: i32,
}

impl Lift {
    /// Whether it is in hand: one that is only pressed takes the pointer's release as a press.
    pub(super) fn is_up(&self) -> bool {
        self.keys || self.moving
    }

    /// Whether a pointer carries it.
    pub(super) fn follows_pointer(&self) -> bool {
        self.moving && !self.keys
    }
}

/// When a card was last put down by the pointer: the click that follows is part of it.
static PUT_DOWN: AtomicU32 = AtomicU32::new(0);

/// Whether a click belongs to a move that has just ended.
pub(super) fn just_moved() -> bool {
    let now = js_sys::Date::now() as u64 as u32;
    now.wrapping_sub(PUT_DOWN.load(Ordering::Relaxed)) < 250
}

/// A pointer goes down on a card.
pub(super) fn press(desk: Desk, id: Id, name: &str, from: At, event: &PointerEvent) {
    if event.button() != 0 || desk.app.read_only_now() {
        return;
    }
    let at = on_board((f64::from(event.client_x()), f64::from(event.client_y())));
    let resting = event.pointer_type() == "touch";
    let pointer = event.pointer_id();
    let lift = Lift {
        id,
        name: name.to_owned(),
        from,
        over: from,
        keys: false,
        at,
        farthest: farthest(),
        moving: false,
        resting,
        touch: resting,
        pointer,
    };
    desk.lift.set(Some(lift));
    if resting {
        // What the finger did while the page was busy is told with the next frame: it may have been scrolling.
        set_timeout(move || request_animation_frame(move || rested(desk, pointer)), REST);
    }
}

/// The finger has rested: it carries the card from now on.
fn rested(desk: Desk, pointer: i32) {
    desk.lift.try_update(|lift| {
        if let Some(lift) = lift.as_mut().filter(|lift| lift.resting && lift.pointer == pointer) {
            lift.resting = false;
            lift.moving = true;
        }
    });
}

/// A finger moves over a card: once the card is in hand, the page does not scroll under it.
pub(super) fn hold(desk: Desk, event: &TouchEvent) {
    if event.cancelable() && desk.lift.with_untracked(|lift| lift.as_ref().is_some_and(|lift| lift.moving)) {
        event.prevent_default();
    }
}

/// A long press picks the card up: the browser's own menu for links would take it out of hand.
pub(super) fn menu(desk: Desk, event: &MouseEvent) {
    if desk.lift.with_untracked(|lift| lift.as_ref().is_some_and(|lift| lift.touch)) {
        event.prevent_default();
    }
}

/// The card's element.
fn element(id: Id) -> Option<HtmlElement> {
    let selector = format!(".deal[data-id=\"{}\"]", id.to_hex());
    document().query_selector(&selector).ok().flatten()?.dyn_into().ok()
}

/// The card that has the focus.
pub(super) fn focused() -> Option<Id> {
    let card = document().active_element()?.closest(".deal").ok()??;
    Id::from_hex(&card.get_attribute("data-id")?)
}

/// Gives the focus to the card that is to have it, once it is drawn: one that is drawn elsewhere loses it to nothing, and a
/// form for a new one gives it back to the button that opened it. Whoever is somewhere else by then stays there.
pub(super) fn refocus(desk: Desk) {
    // Another page may be shown by now.
    let Some(Some(id)) = desk.focus.try_get_value() else { return };
    let active = document().active_element();
    let is_lost = active.is_none_or(|active| active.matches("body, .stage > .add").unwrap_or(false));
    if !is_lost {
        return desk.focus.set_value(None);
    }
    if let Some(card) = element(id) {
        desk.focus.set_value(None);
        // Only an element that is on no page takes no focus.
        let _ = card.focus();
    }
}

/// A point of the page as one of the board.
fn on_board((x, y): (f64, f64)) -> (f64, f64) {
    let (left, top) = scrolled();
    (x + left, y + top)
}

/// The column under a point.
fn lane_under(x: f64, y: f64) -> Option<At> {
    let under: Element = document().element_from_point(x as f32, y as f32)?;
    At::of(&under.closest("[data-stage]").ok()??.get_attribute("data-stage")?)
}

fn shift(id: Id, by: Option<(f64, f64)>) {
    if let Some(card) = element(id) {
        let look = card.unchecked_ref::<HtmlElement>().style();
        // Only a property without a name is refused.
        let _ = match by {
            Some((x, y)) => look.set_property("transform", &format!("translate({x}px, {y}px) rotate(1.5deg)")),
            None => look.remove_property("transform").map(drop),
        };
    }
}

/// Puts a card under its pointer, wherever that or the board has gone.
pub(super) fn carry(desk: Desk, lift: Lift, at: (f64, f64)) {
    let here = on_board(at);
    shift(lift.id, Some((here.0 - lift.at.0, here.1 - lift.at.1)));
    let over = lane_under(at.0, at.1).unwrap_or(lift.from);
    if !lift.moving || over != lift.over {
        desk.lift.set(Some(Lift { moving: true, over, ..lift }));
    }
}

/// Follows the pointer wherever it goes while a card is in hand.
pub(super) fn listen(desk: Desk) {
    let drift = Drift::new(desk);
    let moves = window_event_listener(ev::pointermove, move |event| {
        let Some(lift) = desk.lift.get_untracked().filter(|lift| !lift.keys && lift.pointer == event.pointer_id())
        else {
            return;
        };
        let at = (f64::from(event.client_x()), f64::from(event.client_y()));
        let here = on_board(at);
        let far = (here.0 - lift.at.0).hypot(here.1 - lift.at.1) > FAR;
        if lift.resting {
            // The finger scrolls.
            return if far {
                desk.lift.set(None)
            };
        }
        if !lift.moving && !far {
            return;
        }
        event.prevent_default();
        carry(desk, lift, at);
        drift.follow(at);
    });
    let up = window_event_listener(ev::pointerup, move |event| {
        let Some(lift) = desk.lift.get_untracked().filter(|lift| !lift.keys && lift.pointer == event.pointer_id())
        else {
            return;
        };
        end(desk, &lift);
        if lift.moving && lift.over != lift.from {
            desk.put(lift.id, lift.name, lift.over);
        }
    });
    let cancel = window_event_listener(ev::pointercancel, move |_| {
        if let Some(lift) = desk.lift.get_untracked().filter(|lift| !lift.keys) {
            end(desk, &lift);
        }
    });
    // Esc puts a card back, wherever the pointer is.
    let keys = window_event_listener(ev::keydown, move |event| {
        if event.key() == "Escape"
            && let Some(lift) = desk.lift.get_untracked().filter(|lift| !lift.keys && lift.moving)
        {
            event.prevent_default();
            end(desk, &lift);
        }
    });
    on_cleanup(move || {
        moves.remove();
        up.remove();
        cancel.remove();
        keys.remove();
    });
}

fn end(desk: Desk, lift: &Lift) {
    shift(lift.id, None);
    if lift.moving {
        PUT_DOWN.store(js_sys::Date::now() as u64 as u32, Ordering::Relaxed);
    }
    desk.lift.set(None);
}

/// A key on a card.
pub(super) fn key(desk: Desk, id: Id, name: &str, lane: At, event: &KeyboardEvent) {
    let held = desk.lift.get_untracked().filter(|lift| lift.keys && lift.id == id);
    let key = event.key();
    match (held, key.as_str()) {
        (None, " ") if !desk.app.read_only_now() => {
            let lift = Lift {
                id,
                name: name.to_owned(),
                from: lane,
                over: lane,
                keys: true,
                at: (0.0, 0.0),
                farthest: (0.0, 0.0),
                moving: true,
                resting: false,
                touch: false,
                pointer: -1,
            };
            desk.said.set(t().deal.lifted(name, &desk.lane_name(lane)));
            desk.lift.set(Some(lift));
        }
        (None, "ArrowDown" | "ArrowUp" | "ArrowLeft" | "ArrowRight") => walk(id, &key),
        (Some(lift), "ArrowLeft" | "ArrowRight") => {
            let over = desk.lanes.with_untracked(|lanes| {
                let at = lanes.iter().position(|lane| lane.at == lift.over).unwrap_or_default();
                let to = if key == "ArrowLeft" { at.saturating_sub(1) } else { at + 1 };
                lanes.get(to).map_or(lift.over, |lane| lane.at)
            });
            desk.said.set(t().deal.over(&desk.lane_name(over)));
            reveal(over);
            desk.lift.set(Some(Lift { over, ..lift }));
        }
        (Some(lift), " " | "Enter") => {
            desk.lift.set(None);
            if lift.over != lift.from {
                desk.put(lift.id, lift.name, lift.over);
            }
        }
        (Some(lift), "Escape") => {
            desk.said.set(t().deal.left(&lift.name));
            desk.lift.set(None);
        }
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
}

/// Arrows move between cards: up and down in a column, left and right to the nearest column that has any.
fn walk(id: Id, key: &str) {
    let Some(card) = element(id) else { return };
    let cards = |column: &Element| -> Vec<HtmlElement> {
        let Ok(found) = column.query_selector_all(".deal") else { return Vec::new() };
        (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect()
    };
    let Ok(Some(column)) = card.closest("[data-stage]") else { return };
    let mine = cards(&column);
    let Some(at) = mine.iter().position(|one| *one == card) else { return };
    let to = match key {
        "ArrowDown" => mine.get(at + 1).cloned(),
        "ArrowUp" => at.checked_sub(1).and_then(|at| mine.get(at).cloned()),
        _ => {
            let step = |column: &Element| {
                if key == "ArrowLeft" { column.previous_element_sibling() } else { column.next_element_sibling() }
            };
            let mut next = step(&column);
            while let Some(column) = next.as_ref().filter(|column| cards(column).is_empty()) {
                next = step(column);
            }
            next.and_then(|column| {
                let there = cards(&column);
                there.get(at.min(there.len().saturating_sub(1))).cloned()
            })
        }
    };
    if let Some(to) = to {
        // Only an element that is on no page takes no focus.
        let _ = to.focus();
    }
}
