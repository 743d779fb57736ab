//! The way back of a phone or a browser closes what lies over the page, a dialog, a sheet or the palette, before it leads
//! away from the page. While something lies there the page stands on a step of its own in the browser's history, under
//! the same address; once nothing does, the page goes back from it by itself. The router hears of none of that.

use js_sys::{Array, Function, Reflect};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use leptos_router::location::Location;
use std::cell::{Cell, OnceCell, RefCell};
use std::time::Duration;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, EventInit, History, MutationObserver, MutationObserverInit};

/// What the history says of such a step.
const STEP: &str = "layer";
const LAYER: &str = "dialog[open]";
/// What closes often leads elsewhere at once, which then takes the place of the step.
const SETTLES: Duration = Duration::from_millis(250);
/// A page that has not gone back after that long does not.
const ARRIVES: Duration = Duration::from_secs(3);

thread_local! {
    /// Pages of the vault come and go, the history stays.
    static WATCHED: Cell<bool> = const { Cell::new(false) };
}

/// What the browser said to what was written.
type Written = Result<(), JsValue>;

struct Layers {
    history: History,
    /// How the history is written without us.
    push: Function,
    replace: Function,
    /// Where the router is.
    location: Location,
    observer: OnceCell<MutationObserver>,
    /// Something lies over the page.
    covered: Cell<bool>,
    /// The page stands on such a step.
    on_step: Cell<bool>,
    /// It goes back from it, and has not arrived.
    going: Cell<bool>,
    /// How often it went.
    turn: Cell<u32>,
    /// The address of the page below.
    below: RefCell<String>,
}

/// Watches what opens and closes, as long as the page is there.
pub(super) fn watch() {
    let Ok(history) = window().history() else { return };
    let written = |name: &str| Reflect::get(&history, &name.into()).ok()?.dyn_into::<Function>().ok();
    let (Some(push), Some(replace)) = (written("pushState"), written("replaceState")) else { return };
    if WATCHED.replace(true) {
        return;
    }
    let layers: &'static Layers = Box::leak(Box::new(Layers {
        history,
        push,
        replace,
        location: use_location(),
        observer: OnceCell::new(),
        covered: Cell::new(false),
        on_step: Cell::new(false),
        going: Cell::new(false),
        turn: Cell::new(0),
        below: RefCell::default(),
    }));
    layers.stand_in("pushState", move |state, url| layers.pushed(state, url));
    layers.stand_in("replaceState", move |state, url| layers.replaced(state, url));
    layers.listen();
    // After a reload no dialog is open any more.
    layers.arrive();
}

/// What lies on top: it holds the keys.
fn top() -> Option<Element> {
    let document = document();
    let held = document.active_element().and_then(|active| active.closest(LAYER).ok().flatten());
    held.or_else(|| {
        let open = document.query_selector_all(LAYER).ok()?;
        open.get(open.length().checked_sub(1)?)?.dyn_into().ok()
    })
}

/// Asks a dialog to close, as Esc does: where something was typed it may stay.
fn dismiss(layer: &Element) {
    let init = EventInit::new();
    init.set_cancelable(true);
    if let Ok(cancel) = Event::new_with_event_init_dict("cancel", &init) {
        // Fails only for what is being dispatched already.
        let _ = layer.dispatch_event(&cancel);
    }
}

/// The address, as the browser has it.
fn here() -> String {
    let at = window().location();
    [at.pathname(), at.search(), at.hash()].into_iter().map(Result::unwrap_or_default).collect()
}

impl Layers {
    /// Whoever writes the history from now on is heard first, and told what the browser refuses.
    fn stand_in(&'static self, name: &str, write: impl Fn(&JsValue, &JsValue) -> Written + 'static) {
        let heard = move |state: JsValue, _: JsValue, url: JsValue| write(&state, &url);
        let heard = Closure::<dyn Fn(JsValue, JsValue, JsValue) -> Written>::new(heard);
        if Reflect::set(&self.history, &name.into(), heard.as_ref()).is_ok() {
            heard.forget();
        }
    }

    fn listen(&'static self) {
        let popped = Closure::<dyn Fn(Event)>::new(move |event: Event| self.popped(&event));
        // Before all others, whenever they began.
        let listener = popped.as_ref().unchecked_ref();
        if window().add_event_listener_with_callback_and_bool("popstate", listener, true).is_ok() {
            popped.forget();
        }
        let changed = Closure::<dyn Fn()>::new(move || self.look());
        if let Ok(observer) = MutationObserver::new(changed.as_ref().unchecked_ref()) {
            changed.forget();
            // There is none before.
            let _ = self.observer.set(observer);
            self.observe(false);
        }
    }

    /// A dialog opens by an attribute, but may just be taken off the page: that is looked for only while there is one.
    fn observe(&self, closely: bool) {
        let options = MutationObserverInit::new();
        options.set_subtree(true);
        options.set_attribute_filter(&Array::of1(&"open".into()));
        options.set_child_list(closely);
        if let Some(observer) = self.observer.get() {
            // Fails for no document.
            let _ = observer.observe_with_options(&document(), &options);
        }
    }

    fn look(&'static self) {
        let covered = top().is_some();
        if self.covered.replace(covered) != covered {
            self.observe(covered);
            if covered { self.enter() } else { self.settle() }
        }
    }

    fn write(&self, by: &Function, state: &JsValue, url: &JsValue) -> Written {
        by.call3(&self.history, state, &JsValue::from_str(""), url).map(drop)
    }

    fn enter(&self) {
        if !self.on_step.get() {
            self.below.replace(here());
            // Without the step the way back leads away from the page, as ever.
            self.on_step.set(self.write(&self.push, &JsValue::from_str(STEP), &JsValue::UNDEFINED).is_ok());
        }
    }

    /// Goes back from a step that nothing lies over, unless that led elsewhere.
    fn settle(&'static self) {
        let leave = move || {
            if self.on_step.get() && !self.covered.get() && !self.going.replace(true) {
                // Fails only for a page that is not shown.
                let _ = self.history.back();
                let turn = self.turn.get().wrapping_add(1);
                self.turn.set(turn);
                // Where nothing lies behind it the browser stays, and says nothing of it.
                let over = move || {
                    if self.turn.get() == turn {
                        self.going.set(false);
                    }
                };
                set_timeout(over, ARRIVES);
            }
        };
        set_timeout(leave, SETTLES);
    }

    /// Notes whether the entry that is shown now is such a step.
    fn arrive(&'static self) {
        let marked = self.history.state().is_ok_and(|state| state.as_string().as_deref() == Some(STEP));
        self.on_step.set(marked);
        if marked {
            self.below.replace(here());
            self.settle();
        }
    }

    /// A new entry takes the place of the step, unless that says more than the page below.
    fn pushed(&self, state: &JsValue, url: &JsValue) -> Written {
        let takes_place = self.on_step.get() && *self.below.borrow() == here();
        self.write(if takes_place { &self.replace } else { &self.push }, state, url)?;
        self.on_step.set(false);
        Ok(())
    }

    /// The address changes; the step remains one.
    fn replaced(&self, state: &JsValue, url: &JsValue) -> Written {
        let step = JsValue::from_str(STEP);
        self.write(&self.replace, if self.on_step.get() { &step } else { state }, url)
    }

    fn popped(&'static self, event: &Event) {
        let going = self.going.replace(false);
        let is_below = self.on_step.get() && *self.below.borrow() == here();
        self.arrive();
        if !going && !is_below {
            return;
        }
        event.stop_immediate_propagation();
        self.put_right();
        match top() {
            Some(_) if going => self.enter(),
            Some(layer) => {
                dismiss(&layer);
                // What lies below is closed by the next way back; what asks first is told by it that one stays.
                request_animation_frame(move || {
                    if top().is_some() {
                        self.enter();
                    }
                });
            }
            None if going => {}
            // It was to go back from the step anyhow: whoever goes back meanwhile means the page.
            None => {
                let _ = self.history.back();
            }
        }
    }

    /// What the address was changed to on the step is that of the page below as well. Whoever went elsewhere while the page
    /// was on its way back is there.
    fn put_right(&'static self) {
        match self.astray() {
            // The router may be about to say so itself.
            Some((_, true)) => request_animation_frame(move || {
                if let Some((to, true)) = self.astray() {
                    // Refused, the address stays one of before.
                    let _ = self.pushed(&JsValue::NULL, &to.into());
                    if self.covered.get() {
                        self.enter();
                    }
                }
            }),
            Some((to, false)) => {
                // As above.
                let _ = self.write(&self.replace, &JsValue::NULL, &to.into());
            }
            None => {}
        }
    }

    /// Where the router is, if the browser is not there; and whether that is another page.
    fn astray(&self) -> Option<(String, bool)> {
        let Location { pathname, search, hash, .. } = &self.location;
        let (path, search) = (pathname.get_untracked(), search.get_untracked());
        let mark = if search.is_empty() { "" } else { "?" };
        let to = format!("{path}{mark}{search}{}", hash.get_untracked());
        (to != here()).then(|| (to, window().location().pathname().ok() != Some(path)))
    }
}
