//! What search boxes share: the menu of what can be typed, the line that tells what was found instead, and what is said
//! of an operator that there is not.

use crate::strings::{Example, t};
use crate::ui::{IconButton, Menu, glyphs};
use leptos::prelude::*;
use tacit_bridge::records::{Kind, Resembling, UnknownOperator};

/// A menu of examples; choosing one adds it to what is typed.
#[component]
pub(crate) fn SearchHelp(kind: Kind, typed: RwSignal<String>, chosen: Callback<()>) -> impl IntoView {
    let open = RwSignal::new(false);
    let press = move |_| open.update(|open| *open = !*open);
    let trigger = view! {
        <IconButton
            glyph=glyphs::CIRCLE_HELP name=t().search.help small=true press attr:aria-haspopup="menu" testid="search-help"
        />
    }
    .into_any();
    let items = move || {
        let line = move |(example, words): Example| {
            let choose = move |_| {
                typed.update(|typed| *typed = with_example(typed, example));
                open.set(false);
                chosen.run(());
            };
            view! {
                <button type="button" role="menuitem" on:click=choose>
                    <code>{example}</code>
                    <span class="faint">{words}</span>
                </button>
            }
        };
        t().search.examples(Some(kind)).into_iter().map(line).collect_view()
    };
    view! { <div class="search-help"><Menu open name=t().search.help trigger>{items}</Menu></div> }.into_any()
}

/// What is typed, with an example after it.
pub(super) fn with_example(typed: &str, example: &str) -> String {
    match typed.trim() {
        "" => example.to_owned(),
        typed => format!("{typed} {example}"),
    }
}

/// That what was typed before a colon is no operator, and what may have been meant.
pub(crate) fn unknown_words(of: &UnknownOperator) -> String {
    t().search.unknown(&of.typed, of.nearest.as_deref())
}

/// One quiet line, if words that were typed wrong stand for others.
#[component]
pub(crate) fn Instead(#[prop(into)] resembling: Signal<Vec<Resembling>>) -> impl IntoView {
    let lines = move || {
        let line = |one: &Resembling| t().search.resembling(&one.typed, &one.found.join(", "));
        resembling.with(|all| all.iter().map(line).collect::<Vec<_>>().join(" · "))
    };
    view! {
        <p class="instead" role="status" data-testid="instead" hidden=move || resembling.with(Vec::is_empty)>{lines}</p>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::with_example;

    #[test]
    fn an_example_is_added_to_what_is_typed() {
        assert_eq!(with_example("", "tag:vip"), "tag:vip");
        assert_eq!(with_example(" anna ", "tag:vip"), "anna tag:vip");
    }
}
