//! Labelled fields of forms.

use super::{IconButton, glyphs, wrong};
use crate::strings::always;
use leptos::html;
use leptos::prelude::*;
use std::sync::atomic::{AtomicU32, Ordering};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// A fresh id for a label and its input.
pub(crate) fn fresh_id() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("f{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// A line of text under a label.
#[component]
pub(crate) fn TextField(
    #[prop(into)] label: String,
    value: RwSignal<String>,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional)] placeholder: &'static str,
    /// Which keyboard a touch screen shows.
    #[prop(default = "text")]
    mode: &'static str,
    /// Set in a fixed-width face.
    #[prop(optional)]
    code: bool,
    /// Words that do not begin with a capital, whatever a touch keyboard suggests.
    #[prop(optional)]
    lower: bool,
    #[prop(optional)] focus: bool,
    #[prop(optional)] testid: Option<&'static str>,
) -> impl IntoView {
    let id = fresh_id();
    let node = NodeRef::<html::Input>::new();
    focus_when(node, focus);
    let exact = lower || code || kind != "text" || mode != "text" || autocomplete == "username";
    let capitals = if exact { "off" } else { "sentences" };
    view! {
        <div class="field">
            <label class="label" for=id.clone()>{label}</label>
            <input
                id=id node_ref=node class="input" class:code=code autofocus=focus type=kind inputmode=mode autocomplete=autocomplete spellcheck="false"
                autocapitalize=capitals placeholder=placeholder data-testid=testid prop:value=move || value.get()
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                on:input=move |event| value.set(event_target_value(&event))
            />
            {hint.map(|hint| view! { <p class="hint">{hint}</p> })}
            {move || error.get().map(wrong)}
        </div>
    }
}

/// A password under a label, with a button that shows it.
#[component]
pub(crate) fn PasswordField(
    #[prop(into)] label: String,
    value: RwSignal<String>,
    #[prop(default = "current-password")] autocomplete: &'static str,
    /// Shown or hidden; a suggested passphrase is shown.
    #[prop(default = RwSignal::new(false))]
    shown: RwSignal<bool>,
    #[prop(optional)] focus: bool,
    #[prop(optional)] testid: Option<&'static str>,
) -> impl IntoView {
    let id = fresh_id();
    let node = NodeRef::<html::Input>::new();
    focus_when(node, focus);
    let name = Signal::derive(move || {
        if shown.get() { always().words.hide_password } else { always().words.show_password }.to_owned()
    });
    let eye = move || {
        let glyph = if shown.get() { glyphs::EYE_OFF } else { glyphs::EYE };
        view! { <IconButton glyph name press=move |_| shown.update(|shown| *shown = !*shown) /> }
    };
    view! {
        <div class="field">
            <label class="label" for=id.clone()>{label}</label>
            <div class="affix">
                <input
                    id=id node_ref=node class="input" autofocus=focus type=move || if shown.get() { "text" } else { "password" }
                    autocomplete=move || if shown.get() { "off" } else { autocomplete } spellcheck="false" autocapitalize="off" data-testid=testid
                    prop:value=move || value.get() on:input=move |event| value.set(event_target_value(&event))
                />
                {eye}
            </div>
        </div>
    }
}

/// Puts the caret into a field once it is on the page.
pub(crate) fn focus_when<E>(node: NodeRef<E>, wanted: bool)
where
    E: html::ElementType + 'static,
    E::Output: JsCast + Clone + AsRef<HtmlElement> + 'static,
{
    if wanted {
        Effect::new(move |_| {
            if let Some(field) = node.get() {
                // An element just mounted takes focus in the next frame; a dialog has opened by then.
                request_animation_frame(move || drop(AsRef::<HtmlElement>::as_ref(&field).focus()));
            }
        });
    }
}
