//! A calm line that says that a vault has one owner only; it rests for a week when asked to. Whoever begins hears nothing of
//! it: it stands from the first visit on that finds records of one's own.

use crate::link;
use crate::pages::RecoveryDialog;
use crate::state::{App, app};
use crate::strings::t;
use crate::ui::{IconButton, glyphs, icon};
use js_sys::Date;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_location;
use std::time::Duration;
use tacit_bridge::account::Preferences;
use tacit_bridge::records::Kind;
use tacit_bridge::{Call, Problem};

const WEEK_MS: u64 = 7 * 24 * 3_600_000;
/// Until then a vault that was opened shows what it was opened for.
const SETTLED: Duration = Duration::from_secs(2);

/// Other choices may have been made since the page was drawn: only this one is changed.
async fn rest(until: u64) -> Result<(), Problem> {
    let known = link::preferences(Call::Preferences).await?;
    link::done(Call::SetPreferences(Preferences { owner_reminder_rests_until: until, ..known })).await
}

/// Whether some records were not made up for trying things out.
fn has_own(counts: &[(Kind, u32)], made_up: &[(Kind, u32)]) -> bool {
    let made_up = |kind: Kind| made_up.iter().find(|(of, _)| *of == kind).map_or(0, |(_, number)| *number);
    counts.iter().any(|(kind, number)| *number > made_up(*kind))
}

/// Whether the open vault held records of one's own when it was opened: asked where there is one owner only, and after what
/// people opened it for, since all records are read for it.
fn lived_in(app: App, alone: Memo<bool>) -> RwSignal<bool> {
    let lived_in = RwSignal::new(false);
    let which = Memo::new(move |_| app.vault.with(|vault| vault.as_ref().map(|vault| vault.vault)));
    Effect::new(move |_| {
        let (vault, alone) = (which.get(), alone.get());
        lived_in.set(false);
        let counts = app.vault.with_untracked(|vault| vault.as_ref().map(|vault| vault.counts.clone()));
        let Some(counts) = counts.filter(|_| alone) else { return };
        let ask = async move {
            if which.try_get_untracked() != Some(vault) {
                return;
            }
            let Ok(made_up) = link::made_up(Call::MadeUp).await else { return };
            if which.try_get_untracked() == Some(vault) {
                lived_in.set(has_own(&counts, &made_up.of));
            }
        };
        set_timeout(move || spawn_local(ask), SETTLED);
    });
    lived_in
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
    let lived_in = lived_in(app, alone);
    let shown = Memo::new(move |_| {
        let here = location.pathname.with(|path| ["/day", "/people", "/members"].contains(&path.as_str()));
        let due = chosen.get().is_some_and(|chosen| Date::now() as u64 >= chosen.owner_reminder_rests_until);
        // A reminder for quiet times.
        let quiet = app.sync.with(|state| state.held.is_none() && state.recovery.is_none());
        alone.get() && lived_in.get() && here && due && quiet
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
    let line = move || {
        view! {
            <div class="owner-line" role="status">
                <button type="button" data-testid="recovery-open" on:click=move |_| making.set(true)>
                    {icon(glyphs::INFO)}
                    <span>{t().account.lone}</span>
                    {icon(glyphs::CHEVRON_RIGHT)}
                </button>
                <IconButton glyph=glyphs::X name=t().account.lone_later small=true press=later testid="owner-later" />
            </div>
        }
    };
    let close = Callback::new(move |()| making.set(false));
    view! {
        {move || shown.get().then(line)}
        {move || making.get().then(|| view! { <RecoveryDialog why=t().account.lone_words close /> })}
    }
}

#[cfg(test)]
mod tests {
    use super::has_own;
    use tacit_bridge::records::Kind;

    #[test]
    fn made_up_records_are_not_ones_own() {
        let made_up = [(Kind::Person, 200), (Kind::Activity, 90)];
        assert!(!has_own(&[], &[]));
        assert!(!has_own(&[(Kind::Person, 200), (Kind::Deal, 0)], &made_up));
        assert!(has_own(&[(Kind::Person, 201), (Kind::Deal, 0)], &made_up));
        assert!(has_own(&[(Kind::Person, 200), (Kind::Deal, 1)], &made_up));
        assert!(has_own(&[(Kind::Task, 1)], &[]));
    }
}
