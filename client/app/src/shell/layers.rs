//! What lies over the page belongs to it: where the browser's way back leads to another page, a dialog, a sheet or the
//! palette is asked to close as by Esc. A phone's own way back closes what lies on top by itself, as the platform's modal
//! dialogs hear its close requests (HTML, 6.12, close watchers).

use crate::state::just_went_back;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventInit};

/// Watches where the way back leads, as long as the vault is open.
pub(super) fn watch() {
    let shown = use_location().pathname;
    Effect::new(move |before: Option<String>| {
        let path = shown.get();
        if before.is_some_and(|before| before != path) && just_went_back() {
            close_all();
        }
        path
    });
}

/// Asks all that lies over the page to close, what lies on top first. What would lose something asks in turn, and stays.
fn close_all() {
    let Ok(found) = document().query_selector_all("dialog[open]") else { return };
    let init = EventInit::new();
    init.set_cancelable(true);
    for at in (0..found.length()).rev() {
        let layer = found.get(at).and_then(|layer| layer.dyn_into::<Element>().ok());
        if let (Some(layer), Ok(cancel)) = (layer, Event::new_with_event_init_dict("cancel", &init)) {
            // Fails for no event that was just made.
            let _ = layer.dispatch_event(&cancel);
        }
    }
}
