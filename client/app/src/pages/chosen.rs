//! The line above rows that can be ticked: all that are shown, how many are chosen, and what can be done with these.

use crate::strings::t;
use leptos::prelude::*;

/// So many rows are chosen of so many that are shown; all of them, or none, are chosen at once. Line and box have a test id each.
pub(super) fn chosen_line(
    words: &'static str,
    (line, all): (&'static str, &'static str),
    (chosen, shown): (Signal<usize>, usize),
    choose_all: impl Fn(bool) + Send + Sync + 'static,
    buttons: impl Fn() -> Option<AnyView> + Send + Sync + 'static,
) -> AnyView {
    let number = move || {
        let number = chosen.get() as u32;
        (number > 0).then(|| t().retention.chosen(number))
    };
    view! {
        <div class="body row" data-testid=line>
            <label class="switch-line">
                <input
                    type="checkbox" class="check" data-testid=all
                    on:change=move |event| choose_all(event_target_checked(&event))
                    prop:checked=move || chosen.get() == shown
                />
                {words}
            </label>
            <span class="faint" aria-live="polite">{number}</span>
            <span class="space"></span>
            {buttons}
        </div>
    }
    .into_any()
}
