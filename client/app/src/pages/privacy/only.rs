//! A list that a number of the privacy centre opens shows only what that counts, says so, and has the way to all of it.

use crate::strings::t;
use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_query_map;

/// What the address asks for: "review" of `?only=review`; empty for all of it.
pub(super) fn asked() -> Memo<String> {
    let query = use_query_map();
    Memo::new(move |_| query.with(|query| query.get("only").unwrap_or_default()))
}

/// The address of a list with only that.
pub(super) fn path(list: &str, only: &str) -> String {
    format!("{list}?only={only}")
}

/// That it is not all, and where all of it is.
pub(super) fn line(words: &'static str, all: &'static str) -> AnyView {
    view! {
        <p class="only-some" data-testid="only-some">
            <span>{words}</span>
            <A href=all attr:class="link-btn" attr:data-testid="only-all">{t().privacy.show_all}</A>
        </p>
    }
    .into_any()
}
