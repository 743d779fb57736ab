//! Reminders while the page is open: a notification of the browser, without a word about anybody, or a toast where it
//! shows none. The worker counts, and tells each one once for all tabs of this device.

use crate::link;
use crate::state::{App, app};
use crate::strings::t;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use std::time::Duration;
use tacit_bridge::Call;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Notification, NotificationOptions, NotificationPermission};

/// How often the worker is asked.
const EVERY: Duration = Duration::from_secs(15);

/// Asks the worker as long as a vault is open.
pub(super) fn watch() {
    let app = app();
    let navigate = use_navigate();
    let to_day = Callback::new(move |()| navigate("/day", Default::default()));
    let ask = move || {
        spawn_local(async move {
            // Locked, there is nothing to remind of.
            if let Ok(number @ 1..) = link::reminders(Call::Reminders).await {
                tell(app, number, to_day);
            }
        });
    };
    ask();
    if let Ok(handle) = set_interval_with_handle(ask, EVERY) {
        on_cleanup(move || handle.clear());
    }
}

fn tell(app: App, number: u32, to_day: Callback<()>) {
    let words = t().repeat.due(number);
    if Notification::permission() != NotificationPermission::Granted || notify(&words, to_day).is_none() {
        app.say(words, None);
    }
}

/// Some browsers have permission and no notifications from a page.
fn notify(words: &str, to_day: Callback<()>) -> Option<()> {
    let options = NotificationOptions::new();
    // A newer one takes the place of one that was not looked at.
    options.set_tag("tacit-due");
    let shown = Notification::new_with_options(words, &options).ok()?;
    let closing = shown.clone();
    let pressed = Closure::once_into_js(move || {
        drop(window().focus());
        closing.close();
        to_day.try_run(());
    });
    shown.set_onclick(Some(pressed.unchecked_ref()));
    Some(())
}

/// Somebody turns a reminder on: the browser asks, the first time. Says so where it will show none.
pub(crate) fn turn_on(app: App) {
    spawn_local(async move {
        let asked = Notification::request_permission().ok().map(JsFuture::from);
        if let Some(asked) = asked {
            // What was answered is asked next.
            drop(asked.await);
        }
        if Notification::permission() != NotificationPermission::Granted {
            app.say(t().repeat.denied, None);
        }
    });
}
