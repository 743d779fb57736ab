//! Keeps the router's memory of where somebody was in step with the browser's. leptos_router 0.8 remembers a way of its own to
//! tell back from forward, and does not write an address that it holds to be the newest one. A step forward is missing there:
//! after back and forward, a press on where one came from changed the page and left the address as it was.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use leptos_router::location::State;

/// Listens as long as the vault is open. The router's own listener is older, and has taken up the address before.
pub(super) fn watch() {
    let navigate = use_navigate();
    let handle = window_event_listener(leptos::ev::popstate, move |_| {
        let Some(address) = address() else { return };
        // In the place of itself, with what the history holds there: the router takes it for the newest.
        let state = State::new(window().history().and_then(|history| history.state()).ok());
        navigate(&address, NavigateOptions { resolve: false, replace: true, scroll: false, state });
    });
    on_cleanup(move || handle.remove());
}

/// What stands behind the origin.
fn address() -> Option<String> {
    let location = window().location();
    Some(location.pathname().ok()? + &location.search().ok()? + &location.hash().ok()?)
}
