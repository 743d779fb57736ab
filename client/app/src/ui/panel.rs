//! A small form that opens under its button: like a menu, but with fields in it. Closes when left, pressed beside, or by Esc.

use super::icon;
use crate::state::app;
use leptos::ev::{FocusEvent, KeyboardEvent, PointerEvent};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

/// `trigger` is the button; `children` are drawn while `open`.
#[component]
pub(crate) fn Panel(
    open: RwSignal<bool>,
    #[prop(into)] name: String,
    trigger: AnyView,
    /// Aligned to the trigger's end.
    #[prop(optional)]
    end: bool,
    #[prop(optional)] testid: Option<&'static str>,
    children: ChildrenFn,
) -> impl IntoView {
    let place = NodeRef::<html::Div>::new();
    let inside = move |node: Option<Node>| {
        place.try_get_untracked().flatten().is_some_and(|place| node.is_some() && place.contains(node.as_ref()))
    };
    let node_of = |target: Option<web_sys::EventTarget>| target.and_then(|target| target.dyn_into::<Node>().ok());
    let pressed = window_event_listener(leptos::ev::pointerdown, move |event: PointerEvent| {
        let target = node_of(event.target());
        // What a press has taken off the page already was inside.
        if open.get_untracked() && target.as_ref().is_some_and(Node::is_connected) && !inside(target) {
            open.set(false);
        }
    });
    on_cleanup(move || pressed.remove());
    let left = move |event: FocusEvent| {
        let next = node_of(event.related_target());
        // A field that goes away under the caret leaves to nowhere.
        if next.is_some() && !inside(next) {
            open.set(false);
        }
    };
    let keys = move |event: KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            event.stop_propagation();
            // A dialog that it stands in stays.
            event.prevent_default();
            open.set(false);
            let button = place.get_untracked().and_then(|place| place.query_selector(":scope > button").ok().flatten());
            // A button that is hidden stands for what is beside it.
            let is_hidden = button.as_ref().is_some_and(|button| button.has_attribute("hidden"));
            let beside = || place.get_untracked()?.parent_element()?.query_selector("button").ok()?;
            focus(if is_hidden { beside() } else { button });
        }
    };
    // What had the focus may be gone from the panel: then a key is pressed nowhere in it.
    let fallen = window_event_listener(leptos::ev::keydown, move |event: KeyboardEvent| {
        let is_nowhere = document().active_element().is_none_or(|active| active.tag_name() == "BODY");
        if is_nowhere && !event.default_prevented() {
            keys(event);
        }
    });
    on_cleanup(move || fallen.remove());
    let children = StoredValue::new(children);
    let body = move || {
        open.get().then(|| {
            let node = NodeRef::<html::Div>::new();
            Effect::new(move |_| {
                if let Some(panel) = node.get() {
                    request_animation_frame(move || focus_first(&panel));
                }
            });
            view! {
                <div
                    node_ref=node class="menu panel" class:end=end role="dialog" aria-label=name.clone() tabindex="-1"
                    data-testid=testid
                >
                    {children.with_value(|children| children())}
                </div>
            }
        })
    };
    view! {
        <div class="menu-place" node_ref=place on:focusout=left on:keydown=keys>
            {trigger}
            {body}
        </div>
    }
}

/// A button under which a menu or a panel opens.
pub(crate) fn opener(
    open: RwSignal<bool>,
    words: Signal<String>,
    glyph: &'static str,
    popup: &'static str,
    press: impl Fn() + 'static,
    testid: &'static str,
) -> AnyView {
    let turn = move |_| {
        press();
        open.update(|open| *open = !*open);
    };
    view! {
        <button
            type="button" class="btn" aria-haspopup=popup aria-expanded=move || open.get().to_string() data-testid=testid
            on:click=turn
        >
            {icon(glyph)}
            <span>{words}</span>
        </button>
    }
    .into_any()
}

/// Gives the keys to the first thing in a panel that takes them. On a phone a field does not take them unasked: its keyboard
/// would cover what there is to choose.
pub(crate) fn focus_first(panel: &web_sys::Element) {
    let first = panel.query_selector("input:not([type=hidden]), select, button").ok().flatten();
    let types = first.as_ref().is_some_and(|first| first.matches("input:not([type=checkbox])").unwrap_or_default());
    focus(if types && app().narrow.get_untracked() { Some(panel.clone()) } else { first });
}

fn focus(element: Option<web_sys::Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        drop(element.focus());
    }
}
