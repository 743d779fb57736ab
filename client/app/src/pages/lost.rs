//! What to do when a device is lost or stolen, in order, with the buttons where there is something to press.

use super::{NewKitDialog, role_name};
use crate::link;
use crate::state::app;
use crate::strings::{always, t};
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
                Ok(()) => app.say(t().account.others_ended, None),
                Err(problem) => app.complain(&problem),
            }
            busy.try_set(false);
        });
    };
    view! {
        <header class="top lined"><h1>{always().lost.title}</h1></header>
        <div class="scroll">
            <div class="column" data-testid="lost">
                <p class="quiet">{always().lost.lede}</p>
                <section class="card">
                    <header><h2>"1 · "{always().lost.one}</h2></header>
                    <div class="body between wrap">
                        <p class="quiet grow">{always().lost.one_words}</p>
                        <Button words=t().account.end_others busy press=end testid="lost-end" />
                    </div>
                </section>
                <section class="card">
                    <header><h2>"2 · "{always().lost.two}</h2></header>
                    <div class="body between wrap">
                        <p class="quiet grow">{always().lost.two_words}</p>
                        <Button
                            words=t().account.lost_2_do weight=Weight::Primary glyph=glyphs::KEY_ROUND
                            press=move |_| changing.set(true) testid="lost-change"
                        />
                    </div>
                </section>
                <section class="card">
                    <header><h2>"3 · "{always().lost.three}</h2></header>
                    <div class="body"><p class="quiet">{always().lost.three_words}</p></div>
                    <ul class="lines" aria-label=t().account.lost_vaults>
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
    let todo = if vault.lone_owner { t().account.lost_lone } else { t().account.lost_ask };
    view! {
        <li>
            <Mark size=18 />
            <div class="what">
                <b>{vault.name}</b>
                <span>{t().account.role_in(role_name(vault.role), vault.members)}</span>
                <span>{todo}</span>
            </div>
            <Button words=always().words.members press=show />
        </li>
    }
    .into_any()
}
