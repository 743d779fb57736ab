//! The rules of the vault: owners set them, everybody sees them.

use crate::link;
use crate::state::app;
use crate::strings::t;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;
use tacit_bridge::members::Rules;

/// `may` is whether I am an owner.
#[component]
pub(super) fn RulesCard(rules: Rules, may: bool) -> impl IntoView {
    let app = app();
    let busy = RwSignal::new(false);
    let set = Callback::new(move |(words_for_all, editors_purge): (bool, bool)| {
        busy.set(true);
        spawn_local(async move {
            match link::done(Call::SetPolicy { words_for_all, editors_purge }).await {
                Ok(()) => app.say(t().life.rule_set, None),
                Err(problem) => app.complain(&problem),
            }
            busy.try_set(false);
            // As it is now, whatever the box shows.
            app.membership.update(|changes| *changes = changes.wrapping_add(1));
        });
    });
    let rule = move |title: &'static str, words: &'static str, on: bool, testid: &'static str, next: (bool, bool)| {
        let changed = move |event: leptos::ev::Event| {
            // Shown as it is until the journal says otherwise.
            if let Some(input) = event_target_input(&event) {
                input.set_checked(on);
            }
            set.run(next);
        };
        view! {
            <li>
                <label class="rule">
                    <span class="what"><b>{title}</b><span>{words}</span></span>
                    <input
                        type="checkbox" class="check" role="switch" data-testid=testid prop:checked=on
                        disabled=move || !may || busy.get() on:change=changed
                    />
                </label>
            </li>
        }
    };
    let Rules { min_suite, words_for_all, editors_purge } = rules;
    view! {
        <section class="card" data-testid="rules">
            <header>
                <h2>{t().life.rules}</h2>
                {(!may).then(|| view! { <p>{t().life.rules_owners}</p> })}
            </header>
            <ul class="lines">
                {rule(t().life.words_for_all, t().life.words_for_all_words, words_for_all, "rule-words", (!words_for_all, editors_purge))}
                {rule(t().life.editors_purge, t().life.editors_purge_words, editors_purge, "rule-purge", (words_for_all, !editors_purge))}
                <li><div class="what"><b>{t().life.suite}</b><span>{t().life.suite_number(min_suite)}</span></div></li>
            </ul>
        </section>
    }
}

fn event_target_input(event: &leptos::ev::Event) -> Option<web_sys::HtmlInputElement> {
    use wasm_bindgen::JsCast;
    event.target()?.dyn_into().ok()
}
