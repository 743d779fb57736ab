//! This device: when it locks by itself, what unlocks it, and whether the browser keeps what is sealed on it.

use super::devices::PasskeyRow;
use crate::link;
use crate::state::{app, storage};
use crate::strings::account;
use crate::ui::{Button, Select, glyphs, icon_of};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;
use tacit_bridge::account::Preferences;

const TIMES: [(u16, &str); 4] =
    [(5, account::AFTER_5), (15, account::AFTER_15), (60, account::AFTER_60), (0, account::NEVER)];

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
    let choices = TIMES.into_iter().map(|(minutes, words)| (minutes.to_string(), words.to_owned())).collect();
    let keeping = move || {
        kept.get().map(|kept| {
            view! {
                <li>
                    {icon_of(glyphs::SHIELD, 18)}
                    <div class="what">
                        <b>{account::KEPT}</b>
                        <span data-testid="storage">{if kept { account::KEPT_YES } else { account::KEPT_NO }}</span>
                    </div>
                    {(!kept).then(|| view! { <Button words=account::KEPT_ASK press=ask /> })}
                </li>
            }
        })
    };
    view! {
        <section class="card">
            <header><h2>{account::DEVICE}</h2></header>
            <ul class="lines">
                <li>
                    {icon_of(glyphs::CLOCK, 18)}
                    <div class="what"><b>{account::AUTO_LOCK}</b><span>{account::AUTO_LOCK_WORDS}</span></div>
                    <span data-testid="auto-lock">
                        <Select
                            name=account::AUTO_LOCK choices pick
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
