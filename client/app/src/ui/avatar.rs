//! Initials on a hue of their own.

use crate::format;
use leptos::prelude::*;

/// A person's or company's initials; `class` may be "medium", "large", "square".
pub(crate) fn avatar(name: &str, class: &'static str) -> AnyView {
    let hue = format::hue_of(name);
    view! {
        <span class=format!("avatar {class}") aria-hidden="true" style:--hue=hue>{format::initials(name)}</span>
    }
    .into_any()
}
