//! The bar at the bottom of a phone: my day, which is home, with how much is late or due, and the people; the plus in the
//! middle; the search that reaches everything else; and the rest.

use super::side::face;
use super::waiting;
use crate::pages::new_at;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{glyphs, icon_of};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Where the rest is.
const MORE: &str = "/more";

/// Whether a place in the bar is the one that a page was reached through: whatever is neither my day nor the people is behind
/// the last.
fn leads_to(place: &str, path: &str) -> bool {
    match place {
        MORE => !["/day", "/people"].into_iter().any(|other| path.starts_with(other)),
        _ => path.starts_with(place),
    }
}

#[component]
pub(super) fn BottomBar() -> impl IntoView {
    let app = app();
    let location = use_location();
    let place = move |to: &'static str, glyph: &'static str, name: &'static str, due: Signal<u32>| {
        let current = move || location.pathname.with(|path| leads_to(to, path)).then_some("page");
        let said = move || waiting::heard([waiting::due_words(due.get())]);
        let count = move || {
            waiting::figure(due.get()).map(|count| view! { <span class="due num" aria-hidden="true">{count}</span> })
        };
        view! {
            <a href=to aria-current=current>
                {icon_of(glyph, 20)}
                <span>{name}{said}</span>
                {count}
            </a>
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
            <span class="vault-mark" data-fresh=fresh title=aged>{place(MORE, glyphs::ELLIPSIS, always().words.more, none)}</span>
        </nav>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::{MORE, leads_to};

    #[test]
    fn one_place_of_the_bar_is_where_one_is() {
        for (path, at) in [("/day", "/day"), ("/people/12ab", "/people"), (MORE, MORE), ("/deals", MORE), ("/", MORE)] {
            let current: Vec<&str> =
                ["/day", "/people", MORE].into_iter().filter(|place| leads_to(place, path)).collect();
            assert_eq!(current, [at], "{path}");
        }
    }
}
