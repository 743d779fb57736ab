//! What to do when a device is lost or stolen, as the door of a locked one tells it.

use crate::strings::always;
use leptos::prelude::*;

/// The steps of the page about it (`pages/lost.rs`), in words alone.
#[component]
pub(super) fn LostWords() -> impl IntoView {
    let step = |what: &'static str, words: &'static str| view! { <li><b>{what}</b><p class="quiet">{words}</p></li> };
    view! {
        <p>{always().lost.lede}</p>
        <ol class="steps">
            {step(always().lost.one, always().lost.one_words)}
            {step(always().lost.two, always().lost.two_words)}
            {step(always().lost.three, always().lost.three_words)}
        </ol>
        <p>{always().lost.locked}</p>
        <p class="faint">{always().lost.no_device}</p>
    }
}
