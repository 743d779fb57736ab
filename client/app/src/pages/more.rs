//! On a phone: the places that have no room in its bar.

use crate::strings::{calendar, dashboard, day, duplicates, history, words};
use crate::ui::{glyphs, icon, icon_of};
use leptos::prelude::*;
use leptos_router::components::A;

#[component]
pub(crate) fn MorePage() -> impl IntoView {
    let place = |to: &'static str, glyph: &'static str, name: &'static str| {
        view! {
            <li>
                <A href=to>{icon_of(glyph, 18)}<span class="grow">{name}</span>{icon(glyphs::CHEVRON_RIGHT)}</A>
            </li>
        }
    };
    view! {
        <div class="main">
            <header class="top"><h1>{words::MORE}</h1></header>
            <div class="scroll">
                <div class="column">
                    <nav aria-label=words::MORE>
                        <ul class="card lines links">
                            {place("/day", glyphs::SUN, day::DAY)}
                            {place("/dashboard", glyphs::CHART, dashboard::DASHBOARD)}
                            {place("/calendar", glyphs::CALENDAR, calendar::CALENDAR)}
                            {place("/companies", glyphs::BUILDING, words::COMPANIES)}
                            {place("/activities", glyphs::MESSAGE, words::ACTIVITIES)}
                            {place("/members", glyphs::CONTACT, words::MEMBERS)}
                            {place("/duplicates", glyphs::MERGE, duplicates::TITLE)}
                            {place("/trash", glyphs::TRASH, history::TRASH)}
                            {place("/settings", glyphs::SETTINGS, words::SETTINGS)}
                        </ul>
                    </nav>
                </div>
            </div>
        </div>
    }
    .into_any()
}
