//! What stands on a day, one line below the other: as many as there is room for, and how many more there are.

use super::days::Day;
use super::desk::Desk;
use super::entry::Chip;
use crate::strings::t;
use leptos::prelude::*;
use tacit_bridge::calendar::CalendarEntry;

#[component]
pub(super) fn Chips(
    day: Day,
    desk: Desk,
    entries: Memo<Vec<CalendarEntry>>,
    /// How many lines there is room for.
    #[prop(into)]
    lines: Signal<usize>,
) -> impl IntoView {
    let all = RwSignal::new(false);
    // The line that counts the others takes one itself.
    let most = Memo::new(move |_| match entries.with(Vec::len) {
        long if !all.get() && long > lines.get() => lines.get() - 1,
        long => long,
    });
    let long = Memo::new(move |_| entries.with(Vec::len) > lines.get());
    let hidden = move || {
        let more = move || entries.with(Vec::len).saturating_sub(most.get());
        let words = move || if all.get() { t().day.fewer.to_owned() } else { t().calendar.more_here(more()) };
        let label = move || (!all.get()).then(|| t().calendar.more_on(more(), &day.words()));
        long.get().then(|| {
            view! {
                <li>
                    <button
                        type="button" class="more cut" aria-expanded=move || all.get().to_string() aria-label=label data-testid="calendar-more"
                        on:click=move |_| all.update(|all| *all = !*all)
                    >
                        {words}
                    </button>
                </li>
            }
        })
    };
    view! {
        <ul class="events">
            <For
                each=move || entries.get().into_iter().take(most.get()) key=|entry| entry.clone()
                children=move |entry| view! { <li><Chip entry day desk /></li> }
            />
            {hidden}
        </ul>
    }
    .into_any()
}
