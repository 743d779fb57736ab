//! The bar at the bottom of a phone: five places, the plus in the middle.

use super::side::face;
use crate::state::app;
use crate::strings::words;
use crate::ui::{glyphs, icon_of};
use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_location;
use tacit_bridge::records::Kind;

#[component]
pub(super) fn BottomBar() -> impl IntoView {
    let app = app();
    let location = use_location();
    let place = move |to: &'static str, glyph: &'static str, name: &'static str| {
        let current = move || location.pathname.with(|path| path.starts_with(to)).then_some("page");
        view! {
            <A href=to attr:aria-current=current>
                {icon_of(glyph, 20)}
                <span>{name}</span>
            </A>
        }
    };
    let freshness = Memo::new(move |_| app.sync.with(|state| state.freshness));
    let fresh = move || face(freshness.get()).map(|(fresh, _)| fresh);
    let aged = move || face(freshness.get()).map(|(_, words)| words);
    let create = move |_| {
        let companies = location.pathname.with_untracked(|path| path.starts_with("/companies"));
        app.creating.set(Some(if companies { Kind::Company } else { Kind::Person }));
    };
    view! {
        <nav class="bottom" aria-label="Main">
            {place("/people", glyphs::USERS, words::PEOPLE)}
            {place("/companies", glyphs::BUILDING, words::COMPANIES)}
            <button type="button" class="plus" aria-label="New" disabled=move || app.read_only() on:click=create>
                {icon_of(glyphs::PLUS, 20)}
            </button>
            <span class="vault-mark" data-fresh=fresh title=aged>{place("/members", glyphs::CONTACT, words::MEMBERS)}</span>
            {place("/settings", glyphs::SETTINGS, words::SETTINGS)}
        </nav>
    }
    .into_any()
}
