//! Buttons. What a press does, the test id and further classes are props: `<Button press=… testid="…" also="…">`.
//!
//! `on:` and `attr:` on a component make a new type of its view at each use, and each such type is compiled anew. With
//! props all buttons share one type.

use super::icon;
use leptos::ev::MouseEvent;
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

/// A button's own classes and further ones.
fn classes(own: &str, also: Option<&str>) -> String {
    also.map_or_else(|| own.to_owned(), |also| format!("{own} {also}"))
}

/// Hands a press on. A button whose part of the page is being taken away does nothing any more.
fn pressed(press: Option<UnsyncCallback<MouseEvent>>) -> impl Fn(MouseEvent) {
    move |event| {
        if let Some(press) = press {
            press.try_run(event);
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
    #[prop(optional, into)] press: Option<UnsyncCallback<MouseEvent>>,
    #[prop(optional)] testid: Option<&'static str>,
    #[prop(optional)] title: Option<&'static str>,
    /// Further classes.
    #[prop(optional)]
    also: Option<&'static str>,
) -> impl IntoView {
    let lead = move || {
        if busy.get() { view! { <span class="spin"></span> }.into_any() } else { glyph.map(icon).into_any() }
    };
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=classes(weight.class(), also)
            title=title
            disabled=move || busy.get() || disabled.get()
            aria-keyshortcuts=key
            data-testid=testid
            on:click=pressed(press)
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
    #[prop(optional, into)] press: Option<UnsyncCallback<MouseEvent>>,
    #[prop(optional)] testid: Option<&'static str>,
    /// Further classes.
    #[prop(optional)]
    also: Option<&'static str>,
) -> impl IntoView {
    let own = if small { "icon-btn small" } else { "icon-btn" };
    view! {
        <button
            type="button"
            class=classes(own, also)
            title=name
            aria-label=name
            disabled=disabled
            data-testid=testid
            on:click=pressed(press)
        >
            {icon(glyph)}
        </button>
    }
}
