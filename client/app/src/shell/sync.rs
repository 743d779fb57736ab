//! The chip that says where every change is: sealed and synced, saved here, or held.

use crate::format;
use crate::link;
use crate::state::app;
use crate::strings::t;
use crate::ui::{glyphs, icon};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;
use tacit_bridge::Call;
use tacit_bridge::message::{Progress, SyncState};

/// What is on its way for so long is told where there is no side bar that tells it always.
const LONG: Duration = Duration::from_secs(4);

/// Words, icon and class for a state.
fn face(state: &SyncState) -> (String, &'static str, &'static str) {
    if state.held.is_some() {
        return (t().shell.held.to_owned(), glyphs::TRIANGLE_ALERT, "sync-chip warn");
    }
    if let Some(recovery) = state.recovery.filter(|_| state.online) {
        let words = match recovery.giving {
            Some(Progress { done, total }) => t().shell.giving_back(done, total),
            None => t().shell.restored_with(state.waiting),
        };
        return (words, glyphs::REFRESH_CW, "sync-chip");
    }
    match (state.online, state.waiting, state.synced_at) {
        (false, 0, _) => (t().shell.offline.to_owned(), glyphs::CLOUD_OFF, "sync-chip"),
        (false, waiting, _) => (t().shell.offline_with(waiting), glyphs::CLOUD_OFF, "sync-chip"),
        (true, 0, Some(at)) => (t().shell.synced(&format::clock(at)), glyphs::LOCK, "sync-chip ok"),
        (true, 0, None) => (t().shell.sealed.to_owned(), glyphs::LOCK, "sync-chip ok"),
        (true, waiting, _) => (t().shell.waiting(waiting), glyphs::REFRESH_CW, "sync-chip"),
    }
}

#[component]
pub(crate) fn SyncChip(#[prop(default = "sync")] testid: &'static str) -> impl IntoView {
    let app = app();
    let shown = Memo::new(move |_| app.sync.with(face));
    let press = move |_| {
        spawn_local(async move {
            if let Err(problem) = link::done(Call::SyncNow).await {
                app.complain(&problem);
            }
        });
    };
    view! {
        <button
            type="button" class=move || shown.get().2 title=t().shell.sync_title data-testid=testid
            data-waiting=move || app.sync.with(|state| state.waiting.to_string()) on:click=press
        >
            {move || icon(shown.get().1)}
            <span role="status">{move || shown.get().0}</span>
        </button>
    }
}

/// On a phone: the same, as long as this device is offline or changes wait.
#[component]
pub(super) fn PhoneChip() -> impl IntoView {
    let app = app();
    // What is held is told at length.
    let waits = |state: &SyncState| state.held.is_none() && (!state.online || state.waiting > 0);
    let behind = Memo::new(move |_| app.sync.with(waits));
    let (long, turn) = (RwSignal::new(false), StoredValue::new(0_u32));
    Effect::new(move |_| {
        let now = turn.get_value().wrapping_add(1);
        turn.set_value(now);
        if !behind.get() {
            return long.set(false);
        }
        let told = move || {
            if turn.try_get_value() == Some(now) {
                long.set(true);
            }
        };
        set_timeout(told, LONG);
    });
    move || (long.get() && app.narrow.get()).then(|| view! { <SyncChip testid="phone-behind" /> })
}
