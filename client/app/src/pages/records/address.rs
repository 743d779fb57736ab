//! What the address says of a list, so that a reload, the browser's back and a colleague find it as it stands. In the clear:
//! a saved view, order, layout, pipeline and days. Search, conditions, groups and columns are customers' words: the worker
//! seals them, and they stand behind the "#", which no browser sends.

use crate::link;
use crate::pages::{Day, Spread, copy, picked_path};
use crate::shell::list_path;
use crate::state::{App, ListState, Named, Says, app, first_layout, first_sort, just_went_back};
use crate::strings::t;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate, use_query_map};
use leptos_router::location::Location;
use leptos_router::params::ParamsMap;
use std::time::Duration;
use tacit_bridge::Call;
use tacit_bridge::records::{AddressAsk, FieldKey, Id, Kind, Layout, Look, Sort, Stand};

/// Most criteria of an order.
pub(super) const MAX_SORTS: usize = 4;
/// What a sealed fragment begins with; any other is taken out of the address before anything runs (`fragment.js`).
const SEALED: &str = "#~";
/// Stands for the address where the next one without a word is to show everything; no address is like it.
const EVERYTHING: &str = "*";
/// Frames after which a page that the browser has not come to is not waited for.
const FRAMES: u8 = 60;
/// Typing has settled by then.
const SETTLES: Duration = Duration::from_millis(250);

/// "40", or "-40" for a descending one; the name is "0".
fn sort_words(sort: &[Sort]) -> String {
    let one =
        |sort: &Sort| format!("{}{}", if sort.descending { "-" } else { "" }, sort.field.map_or(0, |field| field.0));
    sort.iter().map(one).collect::<Vec<_>>().join(",")
}

fn sort_of(text: &str) -> Vec<Sort> {
    let one = |text: &str| {
        let (descending, number) = text.strip_prefix('-').map_or((false, text), |number| (true, number));
        let field = number.parse().ok()?;
        Some(Sort { field: (field > 0).then_some(FieldKey(field)), descending })
    };
    text.split(',').filter_map(one).take(MAX_SORTS).collect()
}

fn layout_word(layout: Layout) -> &'static str {
    match layout {
        Layout::Table => "table",
        Layout::Board => "board",
        Layout::Calendar => "calendar",
    }
}

fn layout_of(word: &str) -> Layout {
    [Layout::Board, Layout::Calendar].into_iter().find(|layout| layout_word(*layout) == word).unwrap_or(Layout::Table)
}

/// What stands in the clear; with a saved view this says order, layout, pipeline and how days are laid out.
fn query_of(kind: Kind, state: ListState, saved: Option<Id>) -> String {
    let (sort, layout, (spread, day)) = (state.sort.get(), state.layout.get(), state.days.get());
    let plain = saved.is_none();
    let days = layout == Layout::Calendar;
    let parts = [
        saved.map(|id| format!("v={}", id.to_hex())),
        (plain && sort != first_sort(kind)).then(|| format!("sort={}", sort_words(&sort))),
        (plain && layout != first_layout(kind)).then(|| format!("view={}", layout_word(layout))),
        state.pipeline.get().filter(|_| plain && layout == Layout::Board).map(|id| format!("pipeline={}", id.to_hex())),
        spread.filter(|_| plain && days).map(|spread| format!("days={}", spread.name())),
        day.filter(|_| days).map(|day| format!("day={}", day.iso())),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("&")
}

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

/// Whether a query names anything of a list.
fn is_bare(query: &ParamsMap) -> bool {
    ["v", "sort", "view", "pipeline", "days", "day"].iter().all(|name| query.get(name).is_none())
}

/// Reads order, layout, pipeline and how days are laid out, which stand in the clear unless a saved view says them. The
/// fragment may be of a moment before.
fn take_clear(state: ListState, query: &ParamsMap) {
    let (sort, layout) = (query.get("sort"), query.get("view"));
    let (pipeline, spread) = (id_of(query, "pipeline"), query.get("days").and_then(|text| Spread::of(&text)));
    let kind = state.kind();
    let plain = query.get("v").is_none();
    if plain || sort.is_some() {
        state.sort.set(sort.map_or_else(|| first_sort(kind), |sort| sort_of(&sort)));
    }
    if plain || layout.is_some() {
        state.layout.set(layout.map_or_else(|| first_layout(kind), |layout| layout_of(&layout)));
    }
    if plain || pipeline.is_some() {
        state.pipeline.set(pipeline);
    }
    if plain || spread.is_some() {
        state.days.update(|days| days.0 = spread);
    }
}

fn id_of(query: &ParamsMap, name: &str) -> Option<Id> {
    query.get(name).and_then(|id| Id::from_hex(&id))
}

/// Reads what stands in the clear, from the list's beginning on. A saved view that is not known yet is not shown yet.
fn take_query(app: App, state: ListState, query: &ParamsMap) {
    state.search.set(String::new());
    match id_of(query, "v").and_then(|id| untrack(|| app.saved_view(id))) {
        Some(view) => state.open(&view),
        None => state.show_all(),
    }
    take_clear(state, query);
    if let Some(day) = query.get("day").and_then(|text| Day::parse(&text)) {
        state.days.update(|days| days.1 = Some(day));
    }
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

/// Query and fragment, as they stand in the address.
fn address(search: &str, hash: &str) -> String {
    let query = if search.is_empty() { String::new() } else { format!("?{search}") };
    if hash.is_empty() { query } else { format!("{query}#{hash}") }
}

/// Writes the address of one list, as long as it is on the page.
#[derive(Clone, Copy)]
struct Writer {
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
    fn new(state: ListState, own: String, router: Memo<String>) -> Self {
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

    fn write(self, now: &Says) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_survives_the_address() {
        for text in ["", "40", "-40", "0", "-0,20,-93"] {
            assert_eq!(sort_words(&sort_of(text)), text);
        }
        assert_eq!(sort_of("-93"), [Sort { field: Some(FieldKey::AMOUNT), descending: true }]);
        assert_eq!(sort_of("x,,-"), []);
    }

    #[test]
    fn a_layout_survives_the_address_and_an_unknown_one_is_rows() {
        for layout in [Layout::Table, Layout::Board, Layout::Calendar] {
            assert_eq!(layout_of(layout_word(layout)), layout);
        }
        assert_eq!(layout_of("cubes"), Layout::Table);
    }

    #[test]
    fn an_address_is_its_query_and_its_fragment() {
        assert_eq!(address("", ""), "");
        assert_eq!(address("sort=40", ""), "?sort=40");
        assert_eq!(address("", "~AbC"), "#~AbC");
        assert_eq!(address("sort=40", "~AbC"), "?sort=40#~AbC");
    }
}
