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
use tacit_bridge::presence::Shows;

fn times() -> [(u16, &'static str); 4] {
    let words = &t().account;
    [(5, words.after_5), (15, words.after_15), (60, words.after_60), (0, words.never)]
}

#[component]
pub(super) fn ThisDevice() -> impl IntoView {
    let app = app();
    let chosen = RwSignal::new(Preferences::default());
    let known = RwSignal::new(false);
    let kept = RwSignal::new(None::<bool>);
    spawn_local(async move {
        if let Ok(held) = link::preferences(Call::Preferences).await {
            chosen.try_set(held);
            known.try_set(true);
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
        <section class="card" id="device">
            <header><h2>{t().account.device}</h2></header>
            <ul class="lines">
                <li>
                    {icon_of(glyphs::CLOCK, 18)}
                    <div class="what"><b>{t().account.auto_lock}</b><span>{t().account.auto_lock_words}</span></div>
                    <span data-testid="auto-lock">
                        <Select
                            name=t().account.auto_lock choices pick disabled=Signal::derive(move || !known.get())
                            value=Signal::derive(move || chosen.get().idle_minutes.to_string())
                        />
                    </span>
                </li>
                <PasskeyRow />
                <ShowsRows />
                {keeping}
            </ul>
        </section>
    }
}

/// What colleagues may see of this device.
#[component]
fn ShowsRows() -> impl IntoView {
    let app = app();
    let shows = RwSignal::new(None::<Shows>);
    spawn_local(async move {
        if let Ok(known) = link::shows(Call::Shows).await {
            shows.try_set(Some(known));
        }
    });
    let keep = move |change: fn(&mut Shows, bool), on: bool| {
        let Some(mut chosen) = shows.get_untracked() else { return };
        change(&mut chosen, on);
        shows.set(Some(chosen));
        spawn_local(async move {
            if let Err(problem) = link::done(Call::SetShows(chosen)).await {
                app.complain(&problem);
            }
        });
    };
    let row = move |words: (&'static str, &'static str),
                    testid: &'static str,
                    of: fn(&Shows) -> bool,
                    change: fn(&mut Shows, bool)| {
        view! {
            <li>
                {icon_of(glyphs::USERS, 18)}
                <div class="what"><b>{words.0}</b><span>{words.1}</span></div>
                <input
                    type="checkbox" class="check" aria-label=words.0 data-testid=testid disabled=move || shows.get().is_none()
                    prop:checked=move || shows.get().is_some_and(|shows| of(&shows))
                    on:change=move |event| keep(change, event_target_checked(&event))
                />
            </li>
        }
    };
    let texts = &t().team;
    view! {
        {row((texts.show_online, texts.show_online_words), "show-online", |shows| shows.online, |shows, on| shows.online = on)}
        {row((texts.show_record, texts.show_record_words), "show-record", |shows| shows.record, |shows, on| shows.record = on)}
    }
}
