//! What the address says of a list, so that a reload, the browser's back and a colleague find it as it stands. In the clear:
//! a saved view, order, layout, pipeline and days. Search, conditions, groups and columns are customers' words: the worker
//! seals them, and they stand behind the "#", which no browser sends.

mod words;
mod writer;

use crate::link;
use crate::pages::{copy, picked_path};
use crate::shell::list_path;
use crate::state::{App, ListState, Named, Says, app, just_went_back};
use crate::strings::t;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::{use_location, use_query_map};
use leptos_router::location::Location;
use tacit_bridge::Call;
use tacit_bridge::records::{AddressAsk, Id, Kind, Look, Stand};
use words::{address, is_bare, query_of, take_clear, take_query};
use writer::Writer;

/// Most criteria of an order.
pub(super) const MAX_SORTS: usize = 4;
/// What a sealed fragment begins with; any other is taken out of the address before anything runs (`fragment.js`).
const SEALED: &str = "#~";
/// Stands for the address where the next one without a word is to show everything; no address is like it.
const EVERYTHING: &str = "*";

/// All of it; reads the list's signals.
fn says(app: App, kind: Kind, state: ListState) -> Says {
    let saved = state.view.get();
    let look = state.look();
    let search = state.search.get();
    let said = match saved {
        // One that has only just been saved is as it stands.
        Some(id) => app.saved_view(id).and_then(|view| view.look).is_none_or(|saved| saved == look),
        None => {
            let first = ListState::first_look(kind);
            look == Look { layout: look.layout, sort: look.sort.clone(), over: look.over, ..first }
        }
    };
    let stand = (!said || !search.is_empty()).then_some(Stand { kind, search, look });
    Says { query: query_of(kind, state, saved), stand }
}

/// Has the link to a list lead out of the saved view that it stands in, to everything. What is shown without a view stays.
pub(crate) fn leave_view(state: ListState) {
    if state.view.get_untracked().is_none() {
        return;
    }
    let at = window().location();
    let [path, search, hash] = [at.pathname(), at.search(), at.hash()].map(Result::unwrap_or_default);
    if search.is_empty() && hash.is_empty() && path == path_of(state) {
        // The view is not in the address yet, so that nothing changes there which could be heard.
        state.search.set(String::new());
        state.show_all();
    } else {
        state.placed.set_value(EVERYTHING.to_owned());
    }
}

/// The list's address while it is shown: reads it where it is another one than was written, and writes it.
pub(super) fn follow(kind: Kind) {
    let app = app();
    let state = app.list(kind);
    let Location { pathname, search, hash, .. } = use_location();
    let own = pathname.get_untracked();
    let query = use_query_map();
    // The address is not written before what it says is read.
    let reading = RwSignal::new(false);
    let again = RwSignal::new(0_u32);
    let writer = Writer::new(state, own.clone(), pathname);
    Effect::new(move |_| {
        let (here, sealed) = (search.get(), hash.get());
        let named = query.with(|query| query.get("v")).and_then(|id| Id::from_hex(&id));
        if is_locked(app) || pathname.with_untracked(|path| *path != own) {
            return;
        }
        let address = address(&here, sealed.trim_start_matches('#'));
        // What the side bar offers is known a moment after the vault is open.
        let known = named.is_none_or(|id| state.view.get_untracked() == Some(id) || app.saved_view(id).is_none());
        if known && state.placed.with_value(|placed| *placed == address) {
            return;
        }
        let bare = sealed.is_empty() && query.with_untracked(is_bare);
        // An address that was left before it was sealed says nothing, but the list still stands as it was left.
        let unfinished = sealed == SEALED && state.address.with_value(Option::is_some);
        let everything = state.placed.with_value(|placed| placed == EVERYTHING);
        // A link to the list leads to where one was in it; going back leads to where one was then.
        if unfinished || bare && !everything && !just_went_back() {
            return again.update(|again| *again += 1);
        }
        reading.set(true);
        query.with_untracked(|query| take_query(app, state, query));
        let read = move || {
            let says = untrack(|| says(app, kind, state));
            state.placed.set_value(address.clone());
            state.address.set_value(Some(Named { address: address.clone(), says }));
        };
        read();
        // A view that is not known is not forgotten: it may come.
        let waits = move || named.is_some() && state.view.get_untracked() != named;
        let Some(says) = sealed.strip_prefix(SEALED).filter(|says| !says.is_empty()).map(str::to_owned) else {
            return reading.set(waits());
        };
        spawn_local(async move {
            let stand = link::stand(Call::Address(AddressAsk::Open(says))).await;
            // Another list, or another address of this one.
            if hash.try_get_untracked() != Some(sealed) {
                return;
            }
            match stand.ok().flatten().filter(|stand| stand.kind == kind) {
                Some(stand) => {
                    state.stand(*stand);
                    query.with_untracked(|query| take_clear(state, query));
                    read();
                }
                None => {
                    state.address.set_value(None);
                    app.say(t().filter.no_link, None);
                }
            }
            reading.try_set(waits());
        });
    });
    Effect::new(move |before: Option<Says>| {
        again.track();
        let now = says(app, kind, state);
        let is_read = || state.address.with_value(|last| last.as_ref().is_some_and(|last| last.says == now));
        if is_locked(app) {
            return now;
        }
        if !reading.get() {
            writer.write(&now);
        } else if before.is_some_and(|before| before != now) && !is_read() {
            // Somebody goes on while a view is waited for.
            reading.set(false);
        }
        now
    });
}

/// What is shown goes with the vault; the address stays for whoever unlocks it again.
fn is_locked(app: App) -> bool {
    app.vault.with_untracked(Option::is_none)
}

fn path_of(state: ListState) -> String {
    let kind = state.kind();
    state.within.map_or_else(|| list_path(kind).into_owned(), |list| picked_path(list, kind))
}

/// Puts a link to the list as it stands on the clipboard: it opens for every member, whatever views they are offered.
pub(super) fn copy_link(kind: Kind, state: ListState) {
    let app = app();
    let (query, stand) =
        untrack(|| (query_of(kind, state, None), Stand { kind, search: state.search.get(), look: state.look() }));
    let Ok(origin) = window().location().origin() else { return };
    let path = path_of(state);
    spawn_local(async move {
        match link::text(Call::Address(AddressAsk::Seal(Box::new(stand)))).await {
            Ok(sealed) => copy(app, format!("{origin}{path}{}", address(&query, &format!("~{sealed}")))),
            Err(problem) => app.complain(&problem),
        }
    });
}
