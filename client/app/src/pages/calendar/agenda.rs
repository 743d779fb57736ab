//! Days that have anything, one after the other.

use super::desk::Desk;
use super::entry::line;
use super::nothing;
use crate::format;
use leptos::prelude::*;

#[component]
pub(super) fn Agenda(desk: Desk) -> impl IntoView {
    let days = Memo::new(move |_| desk.by_day());
    let sections = move || {
        let days = days.get();
        if days.is_empty() {
            return nothing(desk);
        }
        let one = |(day, entries): (super::Day, Vec<_>)| {
            let said = format::date(&day.iso());
            // "Today" alone does not say which day of the week it is.
            let beside = day.words();
            let said = Some(said).filter(|said| !beside.contains(said.as_str())).map(|said| format!("{said} "));
            view! {
                <section class="card" data-day=day.iso() data-testid="agenda-day">
                    <header><h2>{said}<span class="faint">{beside}</span></h2></header>
                    <ul class="lines links day-lines">{entries.into_iter().map(line).collect_view()}</ul>
                </section>
            }
        };
        days.into_iter().map(one).collect_view().into_any()
    };
    view! { <div class="scroll"><div class="column" data-testid="agenda">{sections}</div></div> }.into_any()
}
