//! How far a long job is, and rows that are not here yet.

use leptos::prelude::*;
use tacit_bridge::message::Progress;

/// A bar with its numbers for those who do not see it.
#[component]
pub(crate) fn ProgressBar(#[prop(into)] progress: Signal<Progress>, #[prop(into)] name: String) -> impl IntoView {
    // In whole numbers: what prints others is large, and nothing else of a first visit needs it.
    let parts = move |of: u64| {
        let Progress { done, total } = progress.get();
        u64::from(done) * of / u64::from(total.max(1))
    };
    view! {
        <div
            class="progress" role="progressbar" aria-label=name aria-valuemin="0" aria-valuemax="100"
            aria-valuenow=move || parts(100).to_string()
        >
            <i style:transform=move || format!("scaleX({}e-3)", parts(1_000))></i>
        </div>
    }
}

/// A bar where text will be, `width` in per cent.
pub(crate) fn skeleton(width: u32) -> AnyView {
    view! { <span class="skeleton" style:width=format!("{width}%")></span> }.into_any()
}
