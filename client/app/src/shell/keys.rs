//! Keys that work anywhere, and the sheet that lists them all.

use super::shortcuts::{Command, GO, Line, PLAIN, Place, sign, table};
use super::{kind_at, list_path};
use crate::pages::{give_up_refused, new_at};
use crate::state::{App, app};
use crate::strings::t;
use crate::ui::Dialog;
use leptos::ev;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_navigate};
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// How long `G` waits for its second key.
const GO_WAITS: Duration = Duration::from_millis(900);

/// Somebody is typing: single letters are text then, not commands.
fn typing() -> bool {
    let Some(active) = document().active_element() else {
        return false;
    };
    matches!(active.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
        && !matches!(active.get_attribute("type").as_deref(), Some("checkbox" | "radio"))
}

/// Where it is kept that single keys are off.
const KEPT: &str = "tacit-keys";

/// Whether single keys are commands on this device. Whoever speaks to the computer, or presses keys by accident, turns them
/// off (WCAG 2.1.4); what is pressed with Ctrl, and what a focused table or board takes, stays.
pub(crate) fn single_keys() -> bool {
    window().local_storage().ok().flatten().and_then(|kept| kept.get_item(KEPT).ok()?).is_none()
}

/// Turns them on or off.
pub(crate) fn set_single_keys(on: bool) {
    if let Some(storage) = window().local_storage().ok().flatten() {
        // Without storage nothing can be kept, and they stay on.
        let _ = if on { storage.remove_item(KEPT) } else { storage.set_item(KEPT, "off") };
    }
}

/// Whether there are keys to press: not where there are only fingers, until one is pressed where nobody types. There the
/// screen shows no keyboard of its own.
pub(crate) fn has_keys(app: App) -> bool {
    app.keyed.get() || !has_fingers_only()
}

fn has_fingers_only() -> bool {
    let media = window().match_media("(hover: none) and (pointer: coarse)");
    media.ok().flatten().is_some_and(|media| media.matches())
}

/// The single key that is pressed as a command: nobody is typing, no dialog is open, nothing else took it.
pub(crate) fn single_key(event: &ev::KeyboardEvent) -> Option<String> {
    let held = event.ctrl_key() || event.meta_key() || event.alt_key();
    let free = !held && !event.default_prevented() && !typing() && !in_dialog();
    (free && single_keys()).then(|| event.key())
}

/// Leaves the field with the caret: what is typed is kept then, and would be lost with a field that is only taken away.
pub(crate) fn leave_field() {
    let active = document().active_element().and_then(|active| active.dyn_into::<HtmlElement>().ok());
    if let Some(active) = active.filter(|_| typing()) {
        drop(active.blur());
    }
}

/// A dialog is open: it gets the keys.
pub(super) fn in_dialog() -> bool {
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
        if !typing() && !app.keyed.get_untracked() {
            app.keyed.set(true);
        }
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
            let redo = event.shift_key() || !undo;
            if (!redo && give_up_refused()) || app.step_by_key(redo) {
                event.prevent_default();
            } else if !redo && !app.read_only_now() {
                app.say(t().keys.no_step, None);
            }
            return;
        }
        let Some(key) = single_key(&event) else { return };
        if going.get_untracked() {
            going.set(false);
            let Some((_, place)) = GO.iter().find(|(letter, _)| *letter == key) else { return };
            event.prevent_default();
            return match place {
                Place::Page(to) => navigate(to, Default::default()),
                Place::Vaults => open_switcher(),
            };
        }
        let Some((_, command)) = PLAIN.iter().find(|(plain, _)| *plain == key) else { return };
        match command {
            Command::Sheet => app.shortcuts.set(true),
            Command::Search => {
                event.prevent_default();
                let on_list = location
                    .pathname
                    .with_untracked(|path| kind_at(path).is_some_and(|kind| path == &*list_path(kind)));
                if !on_list {
                    navigate("/people", Default::default());
                }
                focus_search();
            }
            Command::New if app.read_only_now() => app.say(t().team.only_read, None),
            Command::New => {
                event.prevent_default();
                app.creating.set(Some(new_at(app, &location)));
            }
            Command::Go => {
                going.set(true);
                set_timeout(move || going.set(false), GO_WAITS);
            }
        }
    });
    on_cleanup(move || handle.remove());
}

/// All shortcuts.
#[component]
pub(super) fn Sheet() -> impl IntoView {
    let app = app();
    let line = |(what, keys): Line| {
        let keys = keys.iter().map(|key| view! { <kbd class="kbd">{sign(key)}</kbd> }).collect_view();
        view! { <div><span>{what}</span>{keys}</div> }
    };
    let part = move |(heading, lines): (&'static str, Vec<Line>)| {
        view! {
            <h3>{heading}</h3>
            {lines.into_iter().map(line).collect_view()}
        }
    };
    view! {
        <Dialog title=t().shell.shortcuts close=Callback::new(move |()| app.shortcuts.set(false)) wide=true testid="shortcuts">
            {(!single_keys()).then(|| view! { <p class="hint" data-testid="keys-off">{t().keys.off}</p> })}
            <div class="sheet-keys">{table().into_iter().map(part).collect_view()}</div>
        </Dialog>
    }
}
