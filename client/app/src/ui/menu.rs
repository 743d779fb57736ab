//! A menu that opens under its button and closes when left.

use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// `trigger` is the button; `children` are drawn while `open`.
#[component]
pub(crate) fn Menu(
    open: RwSignal<bool>,
    #[prop(into)] name: String,
    trigger: AnyView,
    /// Aligned to the trigger's end.
    #[prop(optional)]
    end: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let place = NodeRef::<html::Div>::new();
    let left = move |event: FocusEvent| {
        let next = event.related_target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        let inside =
            place.try_get_untracked().flatten().is_some_and(|place| next.is_some() && place.contains(next.as_ref()));
        if !inside {
            open.set(false);
        }
    };
    let keys = move |event: KeyboardEvent| {
        let Some(place) = place.get_untracked() else {
            return;
        };
        match event.key().as_str() {
            "Escape" if open.get_untracked() => {
                event.stop_propagation();
                open.set(false);
                focus_item(&place, None);
            }
            "ArrowDown" if open.get_untracked() => {
                event.prevent_default();
                focus_item(&place, Some(1));
            }
            "ArrowUp" if open.get_untracked() => {
                event.prevent_default();
                focus_item(&place, Some(-1));
            }
            _ => {}
        }
    };
    let children = StoredValue::new(children);
    let body = move || {
        open.get().then(|| {
            view! {
                // Safari gives buttons no focus when clicked: without a tabindex the menu would close under the click.
                <div class="menu" class:end=end role="menu" aria-label=name.clone() tabindex="-1">
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

/// Moves focus among the items; `None` goes back to the trigger.
pub(super) fn focus_item(place: &web_sys::HtmlDivElement, step: Option<i32>) {
    let focus = |element: web_sys::Element| {
        if let Ok(element) = element.dyn_into::<web_sys::HtmlElement>() {
            drop(element.focus());
        }
    };
    let Some(step) = step else {
        return place.query_selector("button").ok().flatten().map_or((), focus);
    };
    let Ok(items) = place.query_selector_all(".menu :is(button, a)") else {
        return;
    };
    let active = document().active_element();
    let count = items.length() as i32;
    let at = (0..count).find(|i| {
        items.item(*i as u32).is_some_and(|item| active.as_ref().is_some_and(|active| item.is_same_node(Some(active))))
    });
    let next = at.map_or(if step > 0 { 0 } else { count - 1 }, |at| (at + step).rem_euclid(count.max(1)));
    if let Some(element) = items.item(next as u32).and_then(|node| node.dyn_into::<web_sys::Element>().ok()) {
        focus(element);
    }
}
