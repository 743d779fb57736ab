//! The line of a place where one writes that says it begins with a draft, which a press puts aside and another brings back.

use crate::strings::t;
use crate::ui::{glyphs, icon};
use leptos::prelude::*;

/// The line: of a draft that is put `aside` or is not, and of none nothing.
pub(super) fn kept_line(aside: impl Fn() -> Option<bool> + Send + 'static, press: Callback<()>) -> AnyView {
    let line = move || {
        let (words, press_words) = match aside()? {
            false => (t().create.kept, t().create.anew),
            true => (t().create.put_aside, t().create.bring_back),
        };
        Some(view! {
            <p class="kept-draft" role="status" data-testid="draft-kept">
                {icon(glyphs::HISTORY)}
                <span class="grow">{words}</span>
                <button type="button" class="link-btn" data-testid="draft-anew" on:click=move |_| press.run(())>{press_words}</button>
            </p>
        })
    };
    line.into_any()
}
