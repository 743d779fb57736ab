//! Passing messages, drawn.

use super::{glyphs, icon};
use crate::state::{Back, app};
use crate::strings::always;
use leptos::prelude::*;

/// The place at the bottom where they appear.
#[component]
pub(crate) fn Toasts() -> impl IntoView {
    let app = app();
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || app.toasts.get() key=|toast| toast.id let:toast>
                <div class="toast" data-testid="toast">
                    {icon(if toast.failed { glyphs::CIRCLE_ALERT } else { glyphs::CHECK })}
                    <span class="words-of">{toast.words.clone()}</span>
                    {toast
                        .back
                        .map(|back| {
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
