//! This device: when it locks by itself, what unlocks it, and whether the browser keeps what is sealed on it.

use super::devices::PasskeyRow;
use crate::link;
use crate::state::{app, storage};
use crate::strings::t;
use crate::ui::{Button, Select, glyphs, icon_of};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;
use tacit_bridge::account::Preferences;

fn times() -> [(u16, &'static str); 4] {
    let words = &t().account;
    [(5, words.after_5), (15, words.after_15), (60, words.after_60), (0, words.never)]
}

#[component]
pub(super) fn ThisDevice() -> impl IntoView {
    let app = app();
    let chosen = RwSignal::new(Preferences::default());
    let kept = RwSignal::new(None::<bool>);
    spawn_local(async move {
        if let Ok(known) = link::preferences(Call::Preferences).await {
            chosen.try_set(known);
        }
        kept.try_set(storage::is_kept().await);
    });
    let pick = move |minutes: String| {
        let minutes = minutes.parse().unwrap_or(Preferences::default().idle_minutes);
        chosen.update(|chosen| chosen.idle_minutes = minutes);
        spawn_local(async move {
            if let Err(problem) = link::done(Call::SetPreferences(chosen.get_untracked())).await {
                app.complain(&problem);
            }
        });
    };
    let ask = move |_| {
        spawn_local(async move {
            kept.try_set(storage::ask_to_keep().await);
        });
    };
    let choices = times().into_iter().map(|(minutes, words)| (minutes.to_string(), words.to_owned())).collect();
    let keeping = move || {
        kept.get().map(|kept| {
            view! {
                <li>
                    {icon_of(glyphs::SHIELD, 18)}
                    <div class="what">
                        <b>{t().account.kept}</b>
                        <span data-testid="storage">{if kept { t().account.kept_yes } else { t().account.kept_no }}</span>
                    </div>
                    {(!kept).then(|| view! { <Button words=t().account.kept_ask press=ask /> })}
                </li>
            }
        })
    };
    view! {
        <section class="card">
            <header><h2>{t().account.device}</h2></header>
            <ul class="lines">
                <li>
                    {icon_of(glyphs::CLOCK, 18)}
                    <div class="what"><b>{t().account.auto_lock}</b><span>{t().account.auto_lock_words}</span></div>
                    <span data-testid="auto-lock">
                        <Select
                            name=t().account.auto_lock choices pick
                            value=Signal::derive(move || chosen.get().idle_minutes.to_string())
                        />
                    </span>
                </li>
                <PasskeyRow />
                {keeping}
            </ul>
        </section>
    }
}
