//! The open vault: its name.

use crate::link;
use crate::state::{App, app};
use crate::strings::t;
use crate::ui::{Button, FormProblem, Submit, TextField};
use leptos::prelude::*;
use tacit_bridge::Call;
use tacit_bridge::members::Role;

/// Whether there is an open vault that this member may give another name.
pub(crate) fn may_rename_vault(app: App) -> bool {
    app.vault.with(|vault| vault.as_ref().is_some_and(|vault| !vault.closed && vault.role >= Role::Admin))
}

#[component]
pub(super) fn Vault() -> impl IntoView {
    let app = app();
    let held = Memo::new(move |_| app.vault.with(|vault| vault.as_ref().map(|vault| vault.name.clone())));
    let name = RwSignal::new(String::new());
    // Another name, by an undo or a colleague, stands here too, unless somebody is typing one.
    Effect::new(move |before: Option<String>| {
        let now = held.get().unwrap_or_default();
        if before.is_none_or(|before| name.with_untracked(|typed| *typed == before)) {
            name.set(now.clone());
        }
        now
    });
    let form = Submit::new();
    let submit = form.on_submit(
        move || link::changed(Call::RenameVault(name.get_untracked())),
        move |(_, undo)| {
            app.say(t().settings.renamed, undo);
            app.refresh();
        },
    );
    move || {
        may_rename_vault(app).then(|| {
            view! {
                <section class="card" id="vault">
                    <header><h2>{t().settings.vault}</h2></header>
                    <form class="body inline-form" on:submit=submit>
                        <TextField label=t().settings.vault_name value=name testid="vault-name" />
                        <Button words=t().settings.save submit=true busy=form.busy />
                        <FormProblem problem=form.problem />
                    </form>
                </section>
            }
        })
    }
}
