//! Tags.

use super::{glyphs, icon_of};
use crate::format;
use crate::strings::always;
use leptos::prelude::*;

/// A tag as a coloured word.
pub(crate) fn tag(text: &str) -> AnyView {
    view! { <span class="tag" style:--hue=format::hue(text)><span class="cut">{text.to_owned()}</span></span> }
        .into_any()
}

/// A tag that can be taken off.
pub(crate) fn removable_tag(text: String, remove: impl Fn() + 'static) -> AnyView {
    let name = always().words.remove(&text);
    let hue = format::hue(&text);
    view! {
        <span class="tag" style:--hue=hue>
            <span class="cut">{text}</span>
            <button type="button" aria-label=name on:click=move |_| remove()>{icon_of(glyphs::X, 11)}</button>
        </span>
    }
    .into_any()
}
