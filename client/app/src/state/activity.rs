//! Tells the worker that somebody is there, so that it does not lock. What is done is not told, only that something is.

use super::App;
use super::asking::Ask;
use js_sys::Date;
use leptos::ev;
use leptos::prelude::*;
use tacit_bridge::account::Device;

/// Told at most so often; the shortest time until a lock is fifteen times as long.
const EVERY_MS: f64 = 20_000.0;

impl App {
    pub(super) fn watch_use(self) {
        let told = StoredValue::new(0.0_f64);
        let used = move || {
            let now = Date::now();
            let open = self.device.with_untracked(|device| matches!(device, Some(Ok(Device::Unlocked { .. }))));
            if open && (now - told.get_value()).abs() >= EVERY_MS {
                told.set_value(now);
                self.ask(Ask::Activity);
            }
        };
        window_event_listener(ev::pointermove, move |_| used());
        window_event_listener(ev::pointerdown, move |_| used());
        window_event_listener(ev::keydown, move |_| used());
        window_event_listener(ev::wheel, move |_| used());
    }
}
