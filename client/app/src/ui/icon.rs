//! Icons and the mark.

use leptos::prelude::*;

/// An icon beside a word: 15 px.
pub(crate) fn icon(glyph: &'static str) -> AnyView {
    icon_of(glyph, 15)
}

/// An icon of a size in pixels.
pub(crate) fn icon_of(glyph: &'static str, size: u32) -> AnyView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" width=size height=size aria-hidden="true"><path d=glyph /></svg>
    }
    .into_any()
}

/// The logo: a circle with a short dash, the closed mouth.
#[component]
pub(crate) fn Mark(#[prop(default = 22)] size: u32) -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 24 24" width=size height=size aria-hidden="true">
            <circle cx="12" cy="12" r="12" fill="currentColor" />
            <path class="dash" d="M8.25 12h7.5" stroke-width="2.5" stroke-linecap="round" />
        </svg>
    }
}
