//! The words of the vault's history at an entry, for two people to compare.

use crate::link;
use crate::pages::words_list;
use crate::strings::t;
use crate::ui::{fresh_id, glyphs, icon, wrong};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;

/// The words of the vault's history, for two people to compare; `newest` is asked when it is opened.
#[component]
pub(super) fn CompareHistories(newest: Callback<(), u64>) -> impl IntoView {
    let open = RwSignal::new(false);
    let toggled = move |event: web_sys::Event| open.set(event_target::<web_sys::Element>(&event).has_attribute("open"));
    view! {
        <section class="card">
            <div class="body">
                <details class="more" data-testid="compare-histories" on:toggle=toggled>
                    <summary>{icon(glyphs::CHEVRON_RIGHT)}{t().witness.compare}</summary>
                    <p class="faint">{t().witness.compare_why}</p>
                    {move || open.get().then(|| view! { <HistoryWords seq=newest.run(()) /> })}
                </details>
            </div>
        </section>
    }
    .into_any()
}

/// A number, and under it its twelve words.
#[component]
pub(crate) fn HistoryWords(seq: u64) -> impl IntoView {
    let id = fresh_id();
    let typed = RwSignal::new(seq.to_string());
    let words = RwSignal::new(None::<Result<Vec<String>, String>>);
    Effect::new(move |_| {
        let Ok(seq) = typed.with(|typed| typed.trim().parse::<u64>()) else {
            return words.set(Some(Err(t().witness.no_number.to_owned())));
        };
        spawn_local(async move {
            let answer = link::text(Call::HistoryWords(seq)).await;
            // What was typed meanwhile has an answer of its own.
            if typed.try_with_untracked(|typed| typed.trim() == seq.to_string()) == Some(true) {
                let answer = answer.map(|text| text.split(' ').map(str::to_owned).collect());
                words.set(Some(answer.map_err(|problem| format!("{} {}", problem.what, problem.todo))));
            }
        });
    });
    view! {
        <div class="field entry">
            <label class="label" for=id.clone()>{t().witness.entry}</label>
            <input
                id=id class="input num" inputmode="numeric" autocomplete="off" data-testid="history-entry"
                prop:value=move || typed.get() on:input=move |event| typed.set(event_target_value(&event))
            />
        </div>
        {move || words.get().map(|words| words.map_or_else(wrong, words_list))}
    }
}
