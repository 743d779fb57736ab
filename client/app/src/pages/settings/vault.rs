//! The open vault: its name.

use crate::link;
use crate::state::app;
use crate::strings::settings;
use crate::ui::{Button, FormProblem, TextField};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;
use tacit_bridge::members::Role;

#[component]
pub(super) fn Vault() -> impl IntoView {
    let app = app();
    let held = app.vault.with_untracked(|vault| vault.as_ref().map(|vault| vault.name.clone()).unwrap_or_default());
    let name = RwSignal::new(held);
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None);
    let may =
        move || app.vault.with(|vault| vault.as_ref().is_some_and(|vault| !vault.closed && vault.role >= Role::Admin));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        busy.set(true);
        problem.set(None);
        spawn_local(async move {
            match link::done(Call::RenameVault(name.get_untracked())).await {
                Ok(()) => {
                    app.say(settings::RENAMED, None);
                    app.refresh();
                }
                Err(error) => problem.set(Some(error)),
            }
            busy.try_set(false);
        });
    };
    move || {
        may().then(|| {
            view! {
                <section class="card">
                    <header><h2>{settings::VAULT}</h2></header>
                    <form class="body inline-form" on:submit=submit>
                        <TextField label=settings::VAULT_NAME value=name testid="vault-name" />
                        <Button words=settings::SAVE submit=true busy />
                        <FormProblem problem />
                    </form>
                </section>
            }
        })
    }
}
