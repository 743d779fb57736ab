//! Buttons. Handlers and further attributes are spread on: `<Button on:click=… attr:data-testid="…">`.

use super::icon;
use leptos::prelude::*;

/// How much a button asks for.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Weight {
    /// One among several.
    #[default]
    Plain,
    /// The one thing to do here.
    Primary,
    /// Hardly there.
    Ghost,
    /// Takes something away, after being asked.
    Danger,
}

impl Weight {
    fn class(self) -> &'static str {
        match self {
            Self::Plain => "btn",
            Self::Primary => "btn primary",
            Self::Ghost => "btn ghost",
            Self::Danger => "btn danger solid",
        }
    }
}

/// A button with a word, perhaps an icon before it and its key behind it.
#[component]
pub(crate) fn Button(
    #[prop(into)] words: Signal<String>,
    #[prop(optional)] weight: Weight,
    #[prop(optional)] glyph: Option<&'static str>,
    #[prop(optional)] key: Option<&'static str>,
    /// Sends the form it stands in.
    #[prop(optional)]
    submit: bool,
    /// Under way: shows it and takes no press.
    #[prop(optional, into)]
    busy: Signal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> impl IntoView {
    let lead = move || {
        if busy.get() { view! { <span class="spin"></span> }.into_any() } else { glyph.map(icon).into_any() }
    };
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=weight.class()
            disabled=move || busy.get() || disabled.get()
            aria-keyshortcuts=key
        >
            {lead}
            <span>{words}</span>
            {key.map(|key| view! { <kbd class="kbd wide-only" aria-hidden="true">{key}</kbd> })}
        </button>
    }
}

/// A button that is only an icon, with its name for those who do not see it.
#[component]
pub(crate) fn IconButton(
    glyph: &'static str,
    #[prop(into)] name: Signal<String>,
    #[prop(optional)] small: bool,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <button type="button" class="icon-btn" class:small=small title=name aria-label=name disabled=disabled>
            {icon(glyph)}
        </button>
    }
}
