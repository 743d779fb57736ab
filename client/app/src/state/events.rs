//! What happens to the page without being asked: the worker's events, the window's width, a pasted link.

use super::App;
use super::asking::Ask;
use super::vault::all_fields;
use crate::boot;
use crate::link;
use crate::strings::in_words;
use leptos::ev;
use leptos::prelude::*;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tacit_bridge::message::SyncState;
use tacit_bridge::records::{Id, VaultRef};
use tacit_bridge::{Call, Event};

/// Counts in the side bar are asked for again at most this often while changes rush in.
const COUNTS_EVERY: Duration = Duration::from_millis(400);

/// When the browser last went back or forward, ms since 1970.
static WENT_BACK: AtomicU64 = AtomicU64::new(0);
/// So long after it a page that is drawn is drawn for it.
const BACK_LASTS: u64 = 1_500;

fn now() -> u64 {
    js_sys::Date::now() as u64
}

/// Whether the browser has just gone back or forward: what is shown then is what the address says.
pub(crate) fn just_went_back() -> bool {
    now().saturating_sub(WENT_BACK.load(Ordering::Relaxed)) < BACK_LASTS
}

/// The state of synchronising, in the page's language.
fn worded(state: SyncState) -> SyncState {
    SyncState { held: state.held.map(in_words), warning: state.warning.map(in_words), ..state }
}

impl App {
    pub(super) fn hear(self, event: Event) {
        match event {
            Event::Invalidated => {
                self.changes.update(|changes| *changes = changes.wrapping_add(1));
                self.count_again();
                // Saved views, and fields of the team's own, may be among what changed.
                if let Some(vault) = self.which_vault() {
                    self.ask(Ask::Definitions(vault));
                }
            }
            Event::Sync(vault, state) if self.is_shown(vault) => self.sync.set(worded(state)),
            Event::Sync(..) => {}
            Event::Presence(vault) if self.is_shown(vault) => self.ask(Ask::Colleagues),
            Event::Presence(_) => {}
            Event::DraftOver(vault, of, went) if self.is_shown(vault) => self.ask(Ask::DraftOver(of, went)),
            Event::DraftOver(..) => {}
            Event::OpenProgress(progress) => self.opening.set(Some(progress)),
            Event::JobProgress(job, progress) => self.job(job).set(Some(progress)),
            Event::TrialProgress(progress) => self.building.set(progress),
            Event::ExportProgress(progress) => self.exporting.set(Some(progress)),
            Event::FileProgress { id, progress } => {
                self.moving.update(|all| {
                    all.insert(id, progress);
                });
            }
            Event::VaultsChanged => {
                self.membership.update(|changes| *changes = changes.wrapping_add(1));
                self.refresh();
            }
            Event::Locked | Event::TookOver => {
                // The page is emptied first and asks afterwards: nothing stays on screen meanwhile.
                self.forget();
                self.device.set(None);
                self.refresh();
            }
            Event::Forgotten => {
                self.forget();
                // What the worker has open may be gone under it: everything starts anew.
                let _ = window().location().set_href("/");
            }
            Event::Notice(problem) => self.notice.set(Some(in_words(problem))),
        }
    }

    /// A file has arrived, or will not.
    pub(crate) fn moved(self, id: Id) {
        self.moving.update(|all| {
            all.remove(&id);
        });
    }

    /// Takes saved views and fields as they are now, if this vault is still the open one.
    pub(super) async fn learned_definitions(self, vault: VaultRef) {
        let (Ok(views), Ok(fields)) = (link::views(Call::Views).await, all_fields().await) else { return };
        if self.which_vault() != Some(vault) {
            return;
        }
        if self.views.with_untracked(|known| *known != views) {
            self.views.set(views);
        }
        if self.fields.with_untracked(|known| *known != fields) {
            self.learn_fields(fields);
        }
    }

    /// Has everything that is shown ask again.
    pub(crate) fn ask_again(self) {
        self.changes.update(|changes| *changes = changes.wrapping_add(1));
        self.membership.update(|changes| *changes = changes.wrapping_add(1));
    }

    fn count_again(self) {
        let stamp = self.changes.get_untracked();
        set_timeout(
            move || {
                if self.changes.get_untracked() == stamp && self.vault.with_untracked(Option::is_some) {
                    self.refresh();
                }
            },
            COUNTS_EVERY,
        );
    }

    pub(super) fn watch_window(self) {
        window_event_listener(ev::popstate, move |_| WENT_BACK.store(now(), Ordering::Relaxed));
        // Whatever somebody presses after that leads on, however soon.
        window_event_listener(ev::pointerdown, move |_| WENT_BACK.store(0, Ordering::Relaxed));
        window_event_listener(ev::click, move |_| WENT_BACK.store(0, Ordering::Relaxed));
        window_event_listener(ev::keydown, move |_| WENT_BACK.store(0, Ordering::Relaxed));
        window_event_listener(ev::resize, move |_| {
            let narrow = is_narrow();
            if narrow != self.narrow.get_untracked() {
                self.narrow.set(narrow);
            }
        });
        window_event_listener_untyped("tacit-fragment", move |_| {
            if let Some(fragment) = boot::take_fragment() {
                self.fragment.set(Some(fragment));
            }
        });
    }
}

/// The same width at which the styles change.
pub(super) fn is_narrow() -> bool {
    window().match_media("(max-width: 719px)").ok().flatten().is_some_and(|query| query.matches())
}
