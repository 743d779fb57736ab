//! Keys that work anywhere, and the sheet that lists them all.

use super::{kind_at, list_path};
use crate::state::{LISTED, app};
use crate::strings::{duplicates, keys, shell};
use crate::ui::Dialog;
use leptos::ev;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_navigate};
use std::time::Duration;
use tacit_bridge::records::Kind;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// How long `G` waits for its second key.
const GO_WAITS: Duration = Duration::from_millis(900);

/// Somebody is typing: single letters are text then, not commands.
pub(crate) fn typing() -> bool {
    let Some(active) = document().active_element() else {
        return false;
    };
    matches!(active.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
        && !matches!(active.get_attribute("type").as_deref(), Some("checkbox" | "radio"))
}

/// Leaves the field with the caret: what is typed is kept then, and would be lost with a field that is only taken away.
pub(crate) fn leave_field() {
    let active = document().active_element().and_then(|active| active.dyn_into::<HtmlElement>().ok());
    if let Some(active) = active.filter(|_| typing()) {
        drop(active.blur());
    }
}

/// A dialog is open: it gets the keys.
pub(crate) fn in_dialog() -> bool {
    document().query_selector("dialog[open]").ok().flatten().is_some()
}

/// Puts the caret into the list's search field, once the list is there.
pub(crate) fn focus_search() {
    let focus = || {
        let field = document().query_selector("[data-search]").ok().flatten();
        field.and_then(|field| field.dyn_into::<HtmlElement>().ok()).is_some_and(|field| field.focus().is_ok())
    };
    // On another page the list has to be drawn first.
    if !focus() {
        request_animation_frame(move || {
            request_animation_frame(move || {
                focus();
            })
        });
    }
}

/// Opens the list of vaults, with the caret in it.
fn open_switcher() {
    let button = document().query_selector("[data-testid=\"vault-switcher\"]").ok().flatten();
    if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        // Only an element that is on no page takes no focus.
        let _ = button.focus();
        button.click();
    }
}

pub(super) fn listen() {
    let app = app();
    let navigate = use_navigate();
    let location = use_location();
    let going = app.going;
    let handle = window_event_listener(ev::keydown, move |event| {
        let command = event.ctrl_key() || event.meta_key();
        if command && event.shift_key() && event.key().eq_ignore_ascii_case("l") {
            event.prevent_default();
            return crate::pages::lock_now(app);
        }
        if in_dialog() || event.default_prevented() {
            return;
        }
        let key = event.key();
        if command && key.eq_ignore_ascii_case("k") {
            event.prevent_default();
            leave_field();
            return app.palette.set(true);
        }
        if typing() {
            return;
        }
        let undo = key.eq_ignore_ascii_case("z");
        if command && (undo || key.eq_ignore_ascii_case("y")) {
            if app.step_by_key(event.shift_key() || !undo) {
                event.prevent_default();
            }
            return;
        }
        if command || event.alt_key() {
            return;
        }
        if going.get_untracked() {
            going.set(false);
            let to = match key.as_str() {
                "p" => "/people",
                "c" => "/companies",
                "m" => "/members",
                "s" => "/settings",
                "y" => "/day",
                "b" => "/dashboard",
                "d" => "/deals",
                "t" => "/tasks",
                "k" => "/calendar",
                "a" => "/activities",
                "x" => "/trash",
                "v" => {
                    event.prevent_default();
                    return open_switcher();
                }
                _ => return,
            };
            event.prevent_default();
            return navigate(to, Default::default());
        }
        match key.as_str() {
            "?" => app.shortcuts.set(true),
            "/" => {
                event.prevent_default();
                let on_list =
                    location.pathname.with_untracked(|path| LISTED.iter().any(|kind| path == list_path(*kind)));
                if !on_list {
                    navigate("/people", Default::default());
                }
                focus_search();
            }
            "c" if !app.read_only() => {
                event.prevent_default();
                let kind = location.pathname.with_untracked(|path| kind_at(path)).unwrap_or(Kind::Person);
                app.creating.set(Some(kind.into()));
            }
            "g" => {
                going.set(true);
                set_timeout(move || going.set(false), GO_WAITS);
            }
            _ => {}
        }
    });
    on_cleanup(move || handle.remove());
}

/// All shortcuts.
#[component]
pub(super) fn Sheet() -> impl IntoView {
    let app = app();
    let line = |what: &'static str, keys: &[&'static str]| {
        let keys = keys.iter().map(|key| view! { <kbd class="kbd">{*key}</kbd> }).collect_view();
        view! { <div><span>{what}</span>{keys}</div> }
    };
    view! {
        <Dialog title=shell::SHORTCUTS close=Callback::new(move |()| app.shortcuts.set(false)) wide=true testid="shortcuts">
            <div class="sheet-keys">
                <h3>{keys::ANYWHERE}</h3>
                {line(keys::SEARCH, &["/"])}
                {line(keys::NEW, &["C"])}
                {line(keys::PALETTE, &["Ctrl", "K"])}
                {line(keys::GO_DAY, &["G", "Y"])}
                {line(keys::GO_DASHBOARD, &["G", "B"])}
                {line(keys::GO_PEOPLE, &["G", "P"])}
                {line(keys::GO_COMPANIES, &["G", "C"])}
                {line(keys::GO_MEMBERS, &["G", "M"])}
                {line(keys::GO_DEALS, &["G", "D"])}
                {line(keys::GO_TASKS, &["G", "T"])}
                {line(keys::GO_CALENDAR, &["G", "K"])}
                {line(keys::GO_ACTIVITIES, &["G", "A"])}
                {line(keys::GO_TRASH, &["G", "X"])}
                {line(keys::GO_VAULT, &["G", "V"])}
                {line(keys::UNDO, &["Ctrl", "Z"])}
                {line(keys::REDO, &["Ctrl", "Shift", "Z"])}
                {line(keys::LOCK, &["Ctrl", "Shift", "L"])}
                {line(keys::THIS, &["?"])}
                <h3>{keys::IN_LISTS}</h3>
                {line(keys::MOVE, &["↑", "↓"])}
                {line(keys::OPEN, &["Enter"])}
                {line(keys::SELECT, &["X"])}
                {line(keys::EXTEND, &["Shift", "↓"])}
                {line(keys::DELETE, &["Del"])}
                <h3>{keys::IN_CALENDAR}</h3>
                {line(keys::LATER, &["J"])}
                {line(keys::EARLIER, &["K"])}
                {line(keys::TODAY, &["T"])}
                {line(keys::CARRY, &["Space", "→", "Space"])}
                <h3>{keys::ON_RECORD}</h3>
                {line(keys::NEXT, &["J"])}
                {line(keys::PREVIOUS, &["K"])}
                {line(keys::CANCEL, &["Esc"])}
                <h3>{duplicates::TITLE}</h3>
                {line(duplicates::MERGE, &["M"])}
                {line(duplicates::NOT_SAME, &["N"])}
                {line(duplicates::SKIP, &["S"])}
            </div>
        </Dialog>
    }
}
