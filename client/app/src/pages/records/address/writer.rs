//! Writing a list's address: what stands in the clear at once, what the worker seals as soon as it is sealed.

use super::words::address;
use super::{EVERYTHING, SEALED, path_of};
use crate::link;
use crate::state::{ListState, Named, Says};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use std::time::Duration;
use tacit_bridge::Call;
use tacit_bridge::records::{AddressAsk, Stand};

/// Frames after which a page that the browser has not come to is not waited for.
const FRAMES: u8 = 60;
/// Typing has settled by then.
const SETTLES: Duration = Duration::from_millis(250);

/// Writes the address of one list, as long as it is on the page.
#[derive(Clone, Copy)]
pub(super) struct Writer {
    state: ListState,
    /// Where the page stands.
    own: StoredValue<String>,
    /// Where the router is.
    router: Memo<String>,
    /// Where the list's address is.
    path: StoredValue<String>,
    /// The last writing wins.
    turn: StoredValue<u32>,
    /// The address that is to stand there.
    wanted: StoredValue<String>,
    /// When that was, ms since 1970.
    last: StoredValue<f64>,
    to: Callback<String>,
}

impl Writer {
    pub(super) fn new(state: ListState, own: String, router: Memo<String>) -> Self {
        let path = path_of(state);
        let navigate = use_navigate();
        let to = Callback::new(move |to: String| {
            let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
            navigate(&to, options);
        });
        let (own, path) = (StoredValue::new(own), StoredValue::new(path));
        Self {
            state,
            own,
            router,
            path,
            turn: StoredValue::new(0),
            wanted: StoredValue::default(),
            last: StoredValue::new(f64::MIN),
            to,
        }
    }

    pub(super) fn write(self, now: &Says) {
        let turn = self.turn.get_value().wrapping_add(1);
        self.turn.set_value(turn);
        if let Some(last) = self.state.address.get_value().filter(|last| last.says == *now) {
            return self.go(last);
        }
        let Some(stand) = now.stand.clone() else {
            return self.go(Named { address: address(&now.query, ""), says: now.clone() });
        };
        // What stands in the clear is said at once. An address without a fragment would be one of an unfiltered list.
        let hash = window().location().hash().unwrap_or_default();
        let hash = if hash.starts_with(SEALED) { hash.as_str() } else { SEALED };
        self.replace(&address(&now.query, hash.trim_start_matches('#')));
        let query = now.query.clone();
        let seal = move || {
            if self.turn.try_get_value() == Some(turn) {
                self.seal(turn, query, stand);
            }
        };
        // A single change is in the address at once, as whoever reloads then expects; what is typed is, when it has settled.
        let (last, here) = (self.last.get_value(), js_sys::Date::now());
        self.last.set_value(here);
        if here - last > SETTLES.as_secs_f64() * 1_000.0 { seal() } else { set_timeout(seal, SETTLES) }
    }

    fn seal(self, turn: u32, query: String, stand: Stand) {
        spawn_local(async move {
            let says = Says { query, stand: Some(stand.clone()) };
            let sealed = link::text(Call::Address(AddressAsk::Seal(Box::new(stand)))).await;
            if self.turn.try_get_value() != Some(turn) {
                return;
            }
            let hash = sealed.ok().filter(|sealed| !sealed.is_empty()).map(|sealed| format!("~{sealed}"));
            let address = address(&says.query, &hash.unwrap_or_default());
            self.go(Named { address, says });
        });
    }

    fn go(self, to: Named) {
        let address = to.address.clone();
        self.state.address.set_value(Some(to));
        self.replace(&address);
    }

    /// Another page may be shown by now: its address is its own.
    fn replace(self, address: &str) {
        self.replace_within(address, FRAMES);
    }

    fn replace_within(self, address: &str, frames: u8) {
        let here = window().location();
        let (Ok(path), Ok(search), Ok(hash)) = (here.pathname(), here.search(), here.hash()) else { return };
        self.wanted.set_value(address.to_owned());
        if self.own.with_value(|own| *own != path) {
            return self.replace_once_here(address.to_owned(), frames);
        }
        // On the way to everything that is not forgotten.
        if self.state.placed.with_value(|placed| placed != EVERYTHING) {
            self.state.placed.set_value(address.to_owned());
        }
        if format!("{search}{hash}") != address {
            self.to.run(format!("{}{address}", self.path.get_value()));
        }
    }

    /// The router is on a page before the browser is told so: it is, as soon as the page is drawn.
    fn replace_once_here(self, address: String, frames: u8) {
        let is_on_way = move || self.router.try_get_untracked() == self.own.try_get_value();
        let Some(left) = frames.checked_sub(1).filter(|_| is_on_way()) else { return };
        request_animation_frame(move || {
            if is_on_way() && self.wanted.try_with_value(|wanted| *wanted == address) == Some(true) {
                self.replace_within(&address, left);
            }
        });
    }
}
