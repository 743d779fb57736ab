//! Moving an entry to another day: by pointer, after a few pixels or on a touch screen after a moment; by keys, from
//! Space to Space.

use super::days::Day;
use super::desk::{Desk, Layout};
use super::entry::name_of;
use crate::strings::t;
use leptos::ev::{self, KeyboardEvent, PointerEvent, TouchEvent};
use leptos::prelude::*;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tacit_bridge::calendar::{CalendarEntry, On};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// So many pixels make a press a move.
const FAR: f64 = 5.0;
/// On a touch screen the list scrolls unless the finger rests first.
const REST: Duration = Duration::from_millis(350);

/// An entry in hand.
#[derive(Clone, PartialEq)]
pub(super) struct Lift {
    pub(super) entry: CalendarEntry,
    /// The day on which it was taken: a long meeting stands on several.
    pub(super) from: Day,
    pub(super) over: Day,
    /// By keys.
    keys: bool,
    /// Where the pointer took it.
    at: (f64, f64),
    /// It left its place: a press on a link before.
    moving: bool,
    /// A finger holds it, and must rest before it moves.
    resting: bool,
    pointer: i32,
}

impl Lift {
    /// Whether it is in hand: one that is only pressed takes the pointer's release as a press.
    pub(super) fn is_up(&self) -> bool {
        self.keys || self.moving
    }
}

/// When an entry was last put down by the pointer: the click that follows is part of it.
static PUT_DOWN: AtomicU32 = AtomicU32::new(0);

/// Whether a click belongs to a move that has just ended.
pub(super) fn just_moved() -> bool {
    let now = js_sys::Date::now() as u64 as u32;
    now.wrapping_sub(PUT_DOWN.load(Ordering::Relaxed)) < 250
}

/// Whether it can be moved: what will come again follows its task.
fn moves(desk: Desk, entry: &CalendarEntry) -> bool {
    !matches!(entry.on, On::Again(_)) && !desk.app.read_only_now()
}

/// A pointer goes down on an entry.
pub(super) fn press(desk: Desk, entry: &CalendarEntry, from: Day, event: &PointerEvent) {
    if event.button() != 0 || !moves(desk, entry) {
        return;
    }
    let at = (f64::from(event.client_x()), f64::from(event.client_y()));
    let resting = event.pointer_type() == "touch";
    let pointer = event.pointer_id();
    desk.lift.set(Some(Lift {
        entry: entry.clone(),
        from,
        over: from,
        keys: false,
        at,
        moving: false,
        resting,
        pointer,
    }));
    if resting {
        // What the finger did while the page was busy is told with the next frame: it may have been scrolling.
        set_timeout(move || request_animation_frame(move || rested(desk, pointer)), REST);
    }
}

/// The finger has rested: it carries the entry from now on.
fn rested(desk: Desk, pointer: i32) {
    desk.lift.try_update(|lift| {
        if let Some(lift) = lift.as_mut().filter(|lift| lift.resting && lift.pointer == pointer) {
            lift.resting = false;
            lift.moving = true;
        }
    });
}

/// A finger moves over an entry: once that is in hand, the page does not scroll under it.
pub(super) fn hold(desk: Desk, event: &TouchEvent) {
    if event.cancelable() && desk.lift.with_untracked(|lift| lift.as_ref().is_some_and(|lift| lift.moving)) {
        event.prevent_default();
    }
}

/// An entry's element, by its id in hexadecimal digits.
pub(super) fn element(id: &str) -> Option<HtmlElement> {
    document().query_selector(&format!(".event[data-id=\"{id}\"]")).ok().flatten()?.dyn_into().ok()
}

/// The element in hand.
fn in_hand(lift: &Lift) -> Option<HtmlElement> {
    let selector = format!("[data-day=\"{}\"] .event[data-id=\"{}\"]", lift.from.iso(), lift.entry.id.to_hex());
    document().query_selector(&selector).ok().flatten()?.dyn_into().ok()
}

/// The day under a point.
fn day_under(x: f64, y: f64) -> Option<Day> {
    let under: Element = document().element_from_point(x as f32, y as f32)?;
    Day::parse(&under.closest("[data-day]").ok()??.get_attribute("data-day")?)
}

fn shift(lift: &Lift, by: Option<(f64, f64)>) {
    if let Some(entry) = in_hand(lift) {
        let look = entry.unchecked_ref::<HtmlElement>().style();
        // Only a property without a name is refused.
        let _ = match by {
            Some((x, y)) => look.set_property("transform", &format!("translate({x}px, {y}px)")),
            None => look.remove_property("transform").map(drop),
        };
    }
}

/// Puts it on the day it is over; a long meeting moves by as many days as the hand did.
fn drop_it(desk: Desk, lift: &Lift) {
    let first = super::desk::days_of(&lift.entry.on).0;
    if lift.over != lift.from {
        desk.put(&lift.entry, first.add(lift.over.since(lift.from)), lift.keys);
    }
}

/// Follows the pointer wherever it goes while an entry is in hand.
pub(super) fn listen(desk: Desk) {
    let moves = window_event_listener(ev::pointermove, move |event| {
        let Some(lift) = desk.lift.get_untracked().filter(|lift| !lift.keys && lift.pointer == event.pointer_id())
        else {
            return;
        };
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        let by = (x - lift.at.0, y - lift.at.1);
        let far = by.0.hypot(by.1) > FAR;
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
        shift(&lift, Some(by));
        let over = day_under(x, y).unwrap_or(lift.from);
        if !lift.moving || over != lift.over {
            desk.lift.set(Some(Lift { moving: true, over, ..lift }));
        }
    });
    let up = window_event_listener(ev::pointerup, move |event| {
        let Some(lift) = desk.lift.get_untracked().filter(|lift| !lift.keys && lift.pointer == event.pointer_id())
        else {
            return;
        };
        end(desk, &lift);
        if lift.moving {
            drop_it(desk, &lift);
        }
    });
    let cancel = window_event_listener(ev::pointercancel, move |_| {
        if let Some(lift) = desk.lift.get_untracked().filter(|lift| !lift.keys) {
            end(desk, &lift);
        }
    });
    // Esc puts an entry back, wherever the pointer is.
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
    shift(lift, None);
    if lift.moving {
        PUT_DOWN.store(js_sys::Date::now() as u64 as u32, Ordering::Relaxed);
    }
    desk.lift.set(None);
}

/// So many days each arrow goes; up and down are a week in a month.
fn ahead(key: &str, layout: Layout) -> i32 {
    let week = if layout == Layout::Month { 7 } else { 1 };
    match key {
        "ArrowLeft" => -1,
        "ArrowRight" => 1,
        "ArrowUp" => -week,
        _ => week,
    }
}

/// A key on an entry.
pub(super) fn key(desk: Desk, entry: &CalendarEntry, day: Day, event: &KeyboardEvent) {
    let held = desk.lift.get_untracked().filter(|lift| lift.keys && lift.entry.id == entry.id);
    let key = event.key();
    match (held, key.as_str()) {
        (None, " ") if moves(desk, entry) => {
            desk.said.set(t().calendar.lifted(&name_of(entry), &day.words()));
            desk.lift.set(Some(Lift {
                entry: entry.clone(),
                from: day,
                over: day,
                keys: true,
                at: (0.0, 0.0),
                moving: true,
                resting: false,
                pointer: -1,
            }));
        }
        (Some(lift), "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown") => {
            let (first, last) = untrack(|| desk.span());
            let over = lift.over.add(ahead(&key, desk.layout.get_untracked())).clamp(first, last);
            desk.said.set(t().calendar.over(&over.words()));
            desk.lift.set(Some(Lift { over, ..lift }));
        }
        (Some(lift), " " | "Enter") => {
            desk.lift.set(None);
            drop_it(desk, &lift);
        }
        (Some(lift), "Escape") => {
            desk.said.set(t().calendar.left(&name_of(&lift.entry)));
            desk.lift.set(None);
        }
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
}
