//! Selecting by touch: a long press on a row begins, taps go on, and the way back of the phone ends it.

use super::selection::Selection;
use crate::state::app;
use leptos::ev::{self, PointerEvent};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};

/// How long a finger rests on a row until that selects it.
const LONG: Duration = Duration::from_millis(450);
/// A finger that moves further than this scrolls, in pixels.
const STILL: i32 = 10;

/// A finger on a row.
#[derive(Clone, Copy)]
pub(super) struct Hold {
    timer: StoredValue<Option<TimeoutHandle>>,
    at: StoredValue<(i32, i32)>,
    /// The finger rested long enough: lifting it is no tap.
    held: StoredValue<bool>,
}

impl Hold {
    pub(super) fn new() -> Self {
        let hold = Self { timer: StoredValue::new(None), at: StoredValue::new((0, 0)), held: StoredValue::new(false) };
        on_cleanup(move || hold.let_go());
        hold
    }

    /// A pointer comes down on the table.
    pub(super) fn down(self, selection: Selection, event: &PointerEvent) {
        self.let_go();
        self.held.set_value(false);
        let row = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let row = row.and_then(|target| target.closest(".grid-row[data-id]").ok().flatten());
        let index = row.and_then(|row| row.id().strip_prefix("row-")?.parse().ok());
        let Some(index) = index.filter(|_| event.pointer_type() == "touch" && event.is_primary()) else { return };
        self.at.set_value((event.client_x(), event.client_y()));
        let rested = move || {
            self.timer.try_set_value(None);
            self.held.try_set_value(true);
            selection.toggle(index);
        };
        if let Ok(handle) = set_timeout_with_handle(rested, LONG) {
            self.timer.set_value(Some(handle));
        }
    }

    /// It moves: beyond a little it scrolls, and holds nothing.
    pub(super) fn moved(self, event: &PointerEvent) {
        let (x, y) = self.at.get_value();
        if (event.client_x() - x).abs() > STILL || (event.client_y() - y).abs() > STILL {
            self.let_go();
        }
    }

    /// It is lifted, or the page scrolls with it.
    pub(super) fn let_go(self) {
        if let Some(handle) = self.timer.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    }

    /// Whether a finger rests, or has rested, on a row: the browser's own menu for that stays away.
    pub(super) fn is_down(self) -> bool {
        self.held.get_value() || self.timer.with_value(Option::is_some)
    }

    /// Whether what is lifted now had rested; told once.
    pub(super) fn was_long(self) -> bool {
        self.held.try_update_value(std::mem::take).unwrap_or_default()
    }
}

/// On a phone the way back leads out of selecting before it leads out of the list: selecting is a step of its own in the
/// browser's history, under the same address.
pub(super) fn leave_by_back(selection: Selection) {
    let app = app();
    let within = StoredValue::new(false);
    let history = || window().history().ok();
    Effect::new(move |before: Option<bool>| {
        let now = selection.picking();
        let began = now && before != Some(true) && app.narrow.get_untracked();
        if began && let Some(history) = history() {
            // Without a step of its own the way back leaves the list, as it does on a wide screen.
            within.set_value(history.push_state_with_url(&JsValue::NULL, "", None).is_ok());
        }
        if !now && within.get_value() {
            within.set_value(false);
            let _ = history().map(|history| history.back());
        }
        now
    });
    let handle = window_event_listener(ev::popstate, move |_| {
        if within.try_get_value() == Some(true) {
            within.set_value(false);
            selection.clear();
        }
    });
    on_cleanup(move || handle.remove());
    selection.step.set_value(Some(within));
}
