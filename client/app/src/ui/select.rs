//! A choice among a few: the platform's list under our own look.

use super::{glyphs, icon};
use leptos::prelude::*;

/// One choice: its value and its words.
pub(crate) type Choice = (String, String);

/// A select; `pick` hears the chosen value.
#[component]
pub(crate) fn Select(
    #[prop(into)] name: String,
    choices: Vec<Choice>,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] pick: UnsyncCallback<String>,
    /// "plain" shows no frame until hovered.
    #[prop(optional)]
    class: &'static str,
    /// What stands there while nothing is chosen, and can not be chosen itself.
    #[prop(optional)]
    unset: Option<&'static str>,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> impl IntoView {
    let options = choices
        .into_iter()
        .map(|(key, words)| {
            let own = key.clone();
            view! { <option value=key selected=move || value.get() == own>{words}</option> }
        })
        .collect_view();
    let unset = unset.map(|words| {
        view! { <option value="" hidden disabled selected=move || value.with(String::is_empty)>{words}</option> }
    });
    view! {
        <span class=format!("select {class}") class:unset=move || value.with(String::is_empty)>
            <select
                autocomplete="off" aria-label=name prop:value=move || value.get() disabled=disabled
                on:change=move |event| {
                    pick.try_run(event_target_value(&event));
                }
            >
                {unset}
                {options}
            </select>
            {icon(glyphs::CHEVRON_DOWN)}
        </span>
    }
}
