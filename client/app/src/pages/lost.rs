//! What to do when a device is lost or stolen, in order, with the buttons where there is something to press.

use super::{NewKitDialog, role_name};
use crate::link;
use crate::state::app;
use crate::strings::{account, words};
use crate::ui::{Button, Mark, Weight, glyphs};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use tacit_bridge::Call;
use tacit_bridge::records::VaultView;

#[component]
pub(crate) fn LostPage() -> impl IntoView {
    let app = app();
    let changing = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let end = move |_| {
        busy.set(true);
        spawn_local(async move {
            match link::done(Call::EndOtherSessions).await {
                Ok(()) => app.say(account::OTHERS_ENDED, None),
                Err(problem) => app.complain(&problem),
            }
            busy.try_set(false);
        });
    };
    view! {
        <header class="top lined"><h1>{account::LOST}</h1></header>
        <div class="scroll">
            <div class="column" data-testid="lost">
                <p class="quiet">{account::LOST_LEDE}</p>
                <section class="card">
                    <header><h2>"1 · "{account::LOST_1}</h2></header>
                    <div class="body between wrap">
                        <p class="quiet grow">{account::LOST_1_WORDS}</p>
                        <Button words=account::END_OTHERS busy press=end testid="lost-end" />
                    </div>
                </section>
                <section class="card">
                    <header><h2>"2 · "{account::LOST_2}</h2></header>
                    <div class="body between wrap">
                        <p class="quiet grow">{account::LOST_2_WORDS}</p>
                        <Button
                            words=account::LOST_2_DO weight=Weight::Primary glyph=glyphs::KEY_ROUND
                            press=move |_| changing.set(true) testid="lost-change"
                        />
                    </div>
                </section>
                <section class="card">
                    <header><h2>"3 · "{account::LOST_3}</h2></header>
                    <div class="body"><p class="quiet">{account::LOST_3_WORDS}</p></div>
                    <ul class="lines" aria-label=account::LOST_VAULTS>
                        {move || app.vaults().into_iter().filter(|vault| !vault.closed).map(vault_row).collect_view()}
                    </ul>
                </section>
            </div>
        </div>
        {move || changing.get().then(|| view! { <NewKitDialog both=true close=Callback::new(move |()| changing.set(false)) /> })}
    }
    .into_any()
}

fn vault_row(vault: VaultView) -> AnyView {
    let app = app();
    let navigate = use_navigate();
    let id = vault.vault;
    let show = move |_| {
        if app.vault.with_untracked(|open| open.as_ref().is_none_or(|open| open.vault != id)) {
            app.open(id);
        }
        navigate("/members", Default::default());
    };
    let todo = if vault.lone_owner { account::LOST_LONE } else { account::LOST_ASK };
    view! {
        <li>
            <Mark size=18 />
            <div class="what">
                <b>{vault.name}</b>
                <span>{account::role_in(role_name(vault.role), vault.members)}</span>
                <span>{todo}</span>
            </div>
            <Button words=words::MEMBERS press=show />
        </li>
    }
    .into_any()
}

/// The same steps in words, for a device that is locked.
#[component]
pub(crate) fn LostWords() -> impl IntoView {
    let step = |what: &'static str, words: &'static str| view! { <li><b>{what}</b><p class="quiet">{words}</p></li> };
    view! {
        <p>{account::LOST_LEDE}</p>
        <ol class="steps">
            {step(account::LOST_1, account::LOST_1_WORDS)}
            {step(account::LOST_2, account::LOST_2_WORDS)}
            {step(account::LOST_3, account::LOST_3_WORDS)}
        </ol>
        <p>{account::LOST_LOCKED}</p>
        <p class="faint">{account::LOST_NO_DEVICE}</p>
    }
}
