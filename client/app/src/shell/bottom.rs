//! The bar at the bottom of a phone: my day, which is home, with how much is late or due, and the people; the plus in the
//! middle; the search that reaches everything else; and the rest.

use super::side::face;
use super::waiting;
use crate::pages::new_at;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{glyphs, icon_of};
use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_location;

#[component]
pub(super) fn BottomBar() -> impl IntoView {
    let app = app();
    let location = use_location();
    let place = move |to: &'static str, glyph: &'static str, name: &'static str, due: Signal<u32>| {
        let current = move || location.pathname.with(|path| path.starts_with(to)).then_some("page");
        let said = move || waiting::heard([waiting::due_words(due.get())]);
        let count = move || {
            waiting::figure(due.get()).map(|count| view! { <span class="due num" aria-hidden="true">{count}</span> })
        };
        view! {
            <A href=to attr:aria-current=current>
                {icon_of(glyph, 20)}
                <span>{name}{said}</span>
                {count}
            </A>
        }
    };
    let (due, none) = (Signal::derive(move || waiting::due(app)), Signal::stored(0));
    let freshness = Memo::new(move |_| app.sync.with(|state| state.freshness));
    let fresh = move || face(freshness.get()).map(|(fresh, _)| fresh);
    let aged = move || face(freshness.get()).map(|(_, words)| words);
    let create = move |_| {
        app.creating.set(Some(new_at(app, &location)));
    };
    view! {
        <nav class="bottom" aria-label=t().shell.main>
            {place("/day", glyphs::SUN, t().day.day, due)}
            {place("/people", glyphs::USERS, always().words.people, none)}
            <button type="button" class="plus" aria-label=t().shell.new disabled=move || app.read_only() on:click=create>
                {icon_of(glyphs::PLUS, 20)}
            </button>
            <button type="button" data-testid="bottom-search" on:click=move |_| app.palette.set(true)>
                {icon_of(glyphs::SEARCH, 20)}
                <span>{always().words.search}</span>
            </button>
            <span class="vault-mark" data-fresh=fresh title=aged>{place("/more", glyphs::ELLIPSIS, always().words.more, none)}</span>
        </nav>
    }
    .into_any()
}
