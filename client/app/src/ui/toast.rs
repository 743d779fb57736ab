//! Passing messages, drawn.

use super::{glyphs, icon, when_seen_changes};
use crate::state::{Back, Toast, app};
use crate::strings::always;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The place at the bottom where they appear.
#[component]
pub(crate) fn Toasts() -> impl IntoView {
    let app = app();
    let place = NodeRef::<html::Div>::new();
    let measure = move || {
        if let Some(place) = place.try_get_untracked().flatten() {
            keep_height(&place);
        }
    };
    Effect::new(move |_| {
        app.toasts.track();
        request_animation_frame(measure);
    });
    when_seen_changes(measure);
    // More may be said of what was done while it stands there.
    let words = move |toast: &Toast| {
        let now = app.toasts.with(|toasts| toasts.iter().find(|now| now.id == toast.id).map(|now| now.words.clone()));
        now.unwrap_or_else(|| toast.words.clone())
    };
    view! {
        <div node_ref=place class="toasts" role="status" aria-live="polite">
            <For each=move || app.toasts.get() key=|toast| toast.id let:toast>
                <div class="toast" data-testid="toast">
                    {icon(if toast.failed { glyphs::CIRCLE_ALERT } else { glyphs::CHECK })}
                    <span class="words-of">{
                        let toast = toast.clone();
                        move || words(&toast)
                    }</span>
                    {move || toast.back.filter(|back| app.still_leads(*back)).map(|back| {
                        let name = if matches!(back, Back::Undo(_)) { always().words.undo } else { always().words.redo };
                        let press = move |_| {
                            app.dismiss(toast.id);
                            app.step(back);
                        };
                        view! { <button type="button" data-testid="undo" on:click=press>{icon(glyphs::UNDO)}{name}</button> }
                    })}
                    {toast.done.map(|task| {
                        let press = move |_| {
                            app.dismiss(toast.id);
                            app.follow_up(task);
                        };
                        view! { <button type="button" data-testid="what-next" on:click=press>{icon(glyphs::PLUS)}{always().words.next_task}</button> }
                    })}
                    {toast.draft.then(|| {
                        let press = move |_| app.take_up_again(toast.id);
                        view! { <button type="button" data-testid="undo" on:click=press>{icon(glyphs::UNDO)}{always().words.undo}</button> }
                    })}
                    <button type="button" aria-label=always().words.close on:click=move |_| app.dismiss(toast.id)>
                        {icon(glyphs::X)}
                    </button>
                </div>
            </For>
        </div>
    }
}

/// Tells the style sheet how high what is said is: so much more room has the end of a page (`--said` in styles/floating.css).
fn keep_height(place: &HtmlElement) {
    let root = document().document_element().and_then(|root| root.dyn_into::<HtmlElement>().ok());
    if let Some(root) = root.filter(|_| place.child_element_count() > 0) {
        // Without it one line of words is taken for it.
        let _ = root.style().set_property("--toast", &format!("{}px", place.offset_height()));
    }
}
