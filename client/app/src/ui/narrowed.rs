//! Choices of which a long list has a field above it that leaves those whose names hold what is typed.

use super::focus_first;
use super::menu::focus_item;
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Lists that are no longer than this are seen at a glance.
const SHORT: usize = 8;

/// `children` are the choices, which ask [`is_left`] of each name. `Enter` in the field presses the first that is left.
#[component]
pub(crate) fn Narrowed(
    /// How many choices there are.
    count: usize,
    typed: RwSignal<String>,
    /// What the field is called.
    name: &'static str,
    /// The choices are buttons one below the other: they take the keys at once, and arrows walk through them.
    #[prop(optional)]
    walked: bool,
    children: Children,
) -> impl IntoView {
    let place = NodeRef::<html::Div>::new();
    if walked {
        // What opened this may be gone with the keys on it.
        Effect::new(move |_| {
            if let Some(place) = place.get() {
                request_animation_frame(move || focus_first(&place));
            }
        });
    }
    let walk = move |event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowDown" => 1,
            "ArrowUp" => -1,
            _ => return,
        };
        if let Some(place) = place.get_untracked().filter(|_| walked) {
            event.prevent_default();
            focus_item(&place, Some(step));
        }
    };
    let choose = move |event: KeyboardEvent| {
        if event.key() != "Enter" {
            return;
        }
        event.prevent_default();
        if !typed.with_untracked(|typed| typed.trim().is_empty()) {
            press_first(place);
        }
    };
    let field = (count > SHORT).then(|| {
        view! {
            <input
                class="input" type="text" aria-label=name placeholder=name autocomplete="off" spellcheck="false"
                data-testid="narrow" prop:value=move || typed.get()
                on:input=move |event| typed.set(event_target_value(&event)) on:keydown=choose
            />
        }
    });
    view! {
        <div class="narrowed" node_ref=place on:keydown=walk>
            {field}
            {children()}
        </div>
    }
}

/// Whether a choice of this name is left by what is typed.
pub(crate) fn is_left(name: &str, typed: &str) -> bool {
    name.to_lowercase().contains(&typed.trim().to_lowercase())
}

fn press_first(place: NodeRef<html::Div>) {
    let first = place.get_untracked().and_then(|place| place.query_selector("button, [type=checkbox]").ok().flatten());
    if let Some(first) = first.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
        first.click();
    }
}

#[cfg(test)]
mod tests {
    use super::is_left;

    #[test]
    fn what_is_typed_leaves_the_names_that_hold_it() {
        assert!(is_left("Birthday", " BIRTH ") && is_left("Geändert", "ände") && is_left("Tags", ""));
        assert!(!is_left("Birthday", "day birth"));
    }
}
