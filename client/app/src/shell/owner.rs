//! A calm reminder that a vault has one owner only; it rests for a week when asked to.

use crate::link;
use crate::pages::RecoveryDialog;
use crate::state::app;
use crate::strings::t;
use crate::ui::{Banner, Button, Tone, Weight};
use js_sys::Date;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_location;
use tacit_bridge::account::Preferences;
use tacit_bridge::{Call, Problem};

const WEEK_MS: u64 = 7 * 24 * 3_600_000;

/// Other choices may have been made since the page was drawn: only this one is changed.
async fn rest(until: u64) -> Result<(), Problem> {
    let known = link::preferences(Call::Preferences).await?;
    link::done(Call::SetPreferences(Preferences { owner_reminder_rests_until: until, ..known })).await
}

#[component]
pub(super) fn LoneOwner() -> impl IntoView {
    let app = app();
    let location = use_location();
    let making = RwSignal::new(false);
    // Nothing is said before it is known whether it may be.
    let chosen = RwSignal::new(None::<Preferences>);
    spawn_local(async move {
        if let Ok(known) = link::preferences(Call::Preferences).await {
            chosen.try_set(Some(known));
        }
    });
    let alone = Memo::new(move |_| app.vault.with(|vault| vault.as_ref().is_some_and(|vault| vault.lone_owner)));
    let shown = Memo::new(move |_| {
        let here = location.pathname.with(|path| ["/day", "/people", "/members"].contains(&path.as_str()));
        let due = chosen.get().is_some_and(|chosen| Date::now() as u64 >= chosen.owner_reminder_rests_until);
        // A reminder for quiet times.
        let quiet = app.sync.with(|state| state.held.is_none() && state.recovery.is_none());
        alone.get() && here && due && quiet
    });
    let later = move |_| {
        let Some(known) = chosen.get_untracked() else { return };
        let until = Date::now() as u64 + WEEK_MS;
        chosen.set(Some(Preferences { owner_reminder_rests_until: until, ..known }));
        spawn_local(async move {
            if let Err(problem) = rest(until).await {
                app.complain(&problem);
            }
        });
    };
    view! {
        {move || {
            shown
                .get()
                .then(|| {
                    view! {
                        <Banner tone=Tone::Calm title=t().account.lone words=t().account.lone_words>
                            <Button
                                words=t().account.lone_recovery press=move |_| making.set(true) testid="recovery-open"
                            />
                            <Button words=t().account.lone_later weight=Weight::Ghost press=later testid="owner-later" />
                        </Banner>
                    }
                })
        }}
        {move || making.get().then(|| view! { <RecoveryDialog close=Callback::new(move |()| making.set(false)) /> })}
    }
}
