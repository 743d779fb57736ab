//! An empty place: one sentence, what to do, never a bare grid.

use super::{glyphs, icon_of};
use leptos::prelude::*;

/// Title, sentence and, as children, what can be done.
#[component]
pub(crate) fn Empty(
    glyph: &'static str,
    #[prop(into)] title: String,
    #[prop(into)] words: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    // What was done well is told by colour too.
    let class = if glyph == glyphs::CIRCLE_CHECK { "empty ok" } else { "empty" };
    view! {
        <div class=class data-testid="empty">
            {icon_of(glyph, 28)}
            <h2>{title}</h2>
            {(!words.is_empty()).then(|| view! { <p>{words}</p> })}
            {children.map(|children| view! { <div class="actions">{children()}</div> })}
        </div>
    }
}
