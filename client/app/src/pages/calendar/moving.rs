//! Moving an entry to another day, and among hours to another time: by pointer, after a few pixels or on a touch screen after
//! a moment; by keys, from Space to Space.

use super::aim::{self, Drift};
use super::days::{Day, minute_of};
use super::desk::{Desk, Layout, days_of};
use super::entry::name_of;
use super::lanes::DAY;
use crate::strings::t;
use leptos::ev::{self, KeyboardEvent, PointerEvent, TouchEvent};
use leptos::prelude::*;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tacit_bridge::calendar::{CalendarEntry, On};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement};

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
    /// Of a meeting taken among hours: the minute of its first day at which it begins.
    begins: Option<i32>,
    /// The one at which it would begin now; beyond the day's ends for the day beside it.
    to: Option<i32>,
    /// The minute at which the pointer took it.
    taken: Option<f64>,
    /// How far days or hours were scrolled then.
    scrolled: f64,
    /// By keys.
    keys: bool,
    /// Where the pointer took it.
    at: (f64, f64),
    /// It left its place: a press on a link before.
    moving: bool,
    /// A finger holds it, and must rest before it moves.
    resting: bool,
    /// It was put back while the pointer is still down: the release and its click are part of that.
    given_up: bool,
    pointer: i32,
}

impl Lift {
    /// Whether it is in hand: one that is only pressed takes the pointer's release as a press.
    pub(super) fn is_up(&self) -> bool {
        self.keys || self.moving
    }

    /// In the hand of keys, on a day.
    fn of_keys(entry: &CalendarEntry, day: Day, begins: Option<i32>) -> Self {
        Self {
            entry: entry.clone(),
            from: day,
            over: day,
            begins,
            to: begins,
            taken: None,
            scrolled: 0.0,
            keys: true,
            at: (0.0, 0.0),
            moving: true,
            resting: false,
            given_up: false,
            pointer: -1,
        }
    }

    /// Whether it goes over a day as a whole: what has a time shows where among the hours it would stand.
    pub(super) fn is_over(&self, day: Day) -> bool {
        self.is_up() && self.to.is_none() && self.over == day && self.from != day
    }

    /// The first day it would have now; a long meeting moves by as many days as the hand did.
    fn first(&self) -> Day {
        days_of(&self.entry.on).0.add(self.over.since(self.from))
    }

    /// The day and the minute at which it would begin now.
    pub(super) fn lands(&self) -> Option<(Day, i32)> {
        let to = self.to?;
        Some((self.first().add(to.div_euclid(DAY)), to.rem_euclid(DAY)))
    }

    /// When it would begin with the pointer at this minute of a day; outside of hours at its own time. What began the day
    /// before may do so on the next, too.
    fn aimed(&self, under: Option<f64>) -> Option<i32> {
        let within = self.from == days_of(&self.entry.on).0;
        let by = under.zip(self.taken).map_or(0.0, |(now, taken)| now - taken);
        Some(aim::aimed(self.begins?, by, within))
    }

    /// Where it would be now: "Mon 14 Jun, 10:15".
    fn words(&self) -> String {
        self.lands().map_or_else(|| self.over.words(), |(day, minute)| day.words_at(Some(minute)))
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

/// Of a meeting among hours, these and the minute at which it begins.
fn among_hours(entry: &CalendarEntry, event: &Event) -> Option<(Element, i32)> {
    let On::At { from, .. } = entry.on else { return None };
    let hours = aim::hours_of(event.target()?.dyn_ref::<Element>()?)?;
    Some((hours, minute_of(from)))
}

/// A pointer goes down on an entry.
pub(super) fn press(desk: Desk, entry: &CalendarEntry, from: Day, event: &PointerEvent) {
    if event.button() != 0 || !moves(desk, entry) {
        return;
    }
    let at = (f64::from(event.client_x()), f64::from(event.client_y()));
    let resting = event.pointer_type() == "touch";
    let pointer = event.pointer_id();
    let hours = among_hours(entry, event);
    let begins = hours.as_ref().map(|(_, begins)| *begins);
    desk.lift.set(Some(Lift {
        entry: entry.clone(),
        from,
        over: from,
        begins,
        to: begins,
        taken: hours.map(|(hours, _)| aim::minute_at(&hours, at.1)),
        scrolled: aim::scrolled(),
        keys: false,
        at,
        moving: false,
        resting,
        given_up: false,
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

/// Puts it under its pointer, wherever that or the hours have gone.
fn carry(desk: Desk, lift: Lift, at: (f64, f64)) {
    // What stands above hours stays where it is while these are scrolled.
    let scrolls = lift.begins.is_some() || desk.layout.get_untracked() == Layout::Month;
    let scrolled = if scrolls { aim::scrolled() - lift.scrolled } else { 0.0 };
    shift(&lift, Some((at.0 - lift.at.0, at.1 - lift.at.1 + scrolled)));
    let over = day_under(at.0, at.1).unwrap_or(lift.from);
    let to = lift.aimed(aim::minute_under(at));
    if !lift.moving || over != lift.over || to != lift.to {
        desk.lift.set(Some(Lift { moving: true, over, to, ..lift }));
    }
}

/// The same for as long as a pointer carries anything; whether it does.
fn carry_on(desk: Desk, at: (f64, f64)) -> bool {
    let lift = desk.lift.try_get_untracked().flatten().filter(|lift| lift.moving && !lift.keys);
    lift.map(|lift| carry(desk, lift, at)).is_some()
}

/// Puts it where it is now. Keys that carried it out of sight have its day shown.
fn drop_it(desk: Desk, lift: &Lift) {
    let minute = lift.to.filter(|_| lift.to != lift.begins);
    if lift.over == lift.from && minute.is_none() {
        return;
    }
    match lift.lands().filter(|_| minute.is_some()) {
        Some((day, minute)) => desk.put(&lift.entry, day, Some(minute), lift.keys),
        None => desk.put(&lift.entry, lift.first(), None, lift.keys),
    }
    let (first, last) = untrack(|| desk.span());
    if lift.keys && !(first..=last).contains(&lift.over) {
        desk.go(desk.layout.get_untracked(), lift.over);
    }
}

/// Follows the pointer wherever it goes while an entry is in hand.
pub(super) fn listen(desk: Desk) {
    let drift = Drift::new(Callback::new(move |at| carry_on(desk, at)));
    let moves = window_event_listener(ev::pointermove, move |event| {
        let Some(lift) = desk.lift.get_untracked().filter(|lift| !lift.keys && lift.pointer == event.pointer_id())
        else {
            return;
        };
        if lift.given_up {
            return;
        }
        let at = (f64::from(event.client_x()), f64::from(event.client_y()));
        let far = (at.0 - lift.at.0).hypot(at.1 - lift.at.1) > FAR;
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
        let goes_on = lift.begins.is_some();
        carry(desk, lift, at);
        if goes_on {
            drift.follow(at);
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
    let cancel = window_event_listener(ev::pointercancel, move |event| {
        let lift = desk.lift.get_untracked();
        if let Some(lift) = lift.filter(|lift| !lift.keys && lift.pointer == event.pointer_id()) {
            end(desk, &lift);
        }
    });
    // Esc puts an entry back, wherever the pointer is, or the keys that took it.
    let keys = window_event_listener(ev::keydown, move |event| {
        let is_up = || desk.lift.with_untracked(|lift| lift.as_ref().is_some_and(Lift::is_up));
        if event.key() == "Escape" && is_up() {
            event.prevent_default();
            give_up(desk);
        }
    });
    on_cleanup(move || {
        moves.remove();
        up.remove();
        cancel.remove();
        keys.remove();
    });
}

/// Puts back what is in hand, if anything is.
pub(super) fn give_up(desk: Desk) {
    let Some(lift) = desk.lift.get_untracked() else { return };
    if lift.keys {
        desk.said.set(t().calendar.left(&name_of(&lift.entry)));
        return desk.lift.set(None);
    }
    shift(&lift, None);
    desk.lift.set(Some(Lift { moving: false, resting: false, given_up: true, ..lift }));
}

/// A pointer lets go of it.
fn end(desk: Desk, lift: &Lift) {
    shift(lift, None);
    if lift.moving || lift.given_up {
        PUT_DOWN.store(js_sys::Date::now() as u64 as u32, Ordering::Relaxed);
    }
    desk.lift.set(None);
}

/// So many days each arrow goes; up and down are a week in a month, and among hours a quarter of an hour for what has a time.
fn ahead(key: &str, layout: Layout) -> i32 {
    let week = if layout == Layout::Month { 7 } else { 1 };
    match key {
        "ArrowLeft" => -1,
        "ArrowRight" => 1,
        "ArrowUp" => -week,
        _ => week,
    }
}

/// One step further by an arrow.
fn carried(desk: Desk, lift: Lift, key: &str) -> Lift {
    if let (Some(to), "ArrowUp" | "ArrowDown") = (lift.to, key) {
        return Lift { to: Some(aim::stepped(to, key == "ArrowDown")), ..lift };
    }
    let (first, last) = untrack(|| desk.reach());
    let over = lift.over.add(ahead(key, desk.layout.get_untracked())).clamp(first, last);
    Lift { over, ..lift }
}

/// A key on an entry.
pub(super) fn key(desk: Desk, entry: &CalendarEntry, day: Day, event: &KeyboardEvent) {
    let held = desk.lift.get_untracked().filter(|lift| lift.keys && lift.entry.id == entry.id);
    let key = event.key();
    match (held, key.as_str()) {
        (None, " ") if moves(desk, entry) => {
            let lift = Lift::of_keys(entry, day, among_hours(entry, event).map(|(_, begins)| begins));
            desk.said.set(t().calendar.lifted(&name_of(entry), &lift.words()));
            desk.lift.set(Some(lift));
        }
        (Some(lift), "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown") => {
            let lift = carried(desk, lift, &key);
            desk.said.set(t().calendar.over(&lift.words()));
            desk.lift.set(Some(lift));
            aim::reveal();
        }
        (Some(lift), " " | "Enter") => {
            desk.lift.set(None);
            drop_it(desk, &lift);
        }
        (Some(_), "Escape") => give_up(desk),
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
}
