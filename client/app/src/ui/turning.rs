//! Turning a long list page by page.

use super::{Button, glyphs};
use crate::strings::always;
use leptos::prelude::*;

/// Which of all are shown, so many to a page, and the ways to the others; nothing where one page has all.
pub(crate) fn turning(total: u32, page: u32, first: RwSignal<u32>) -> Option<AnyView> {
    let from = first.get_untracked();
    let last = total.min(from.saturating_add(page));
    (total > page || from > 0).then(|| {
        let back = move |_| first.update(|first| *first = first.saturating_sub(page));
        let on = move |_| first.update(|first| *first += page);
        view! {
            <div class="turning">
                <span class="num faint" data-testid="range">{always().words.range((from + 1).min(total), last, total)}</span>
                <span class="space"></span>
                <Button words=always().words.previous glyph=glyphs::CHEVRON_LEFT press=back disabled={from == 0} />
                <Button words=always().words.next glyph=glyphs::CHEVRON_RIGHT press=on disabled={last == total} />
            </div>
        }
        .into_any()
    })
}
