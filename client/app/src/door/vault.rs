//! Making a vault: the first one on its own page, further ones in a dialog.

use super::{Door, ForgetDialog};
use crate::link;
use crate::state::app;
use crate::strings::always;
use crate::ui::{Button, Dialog, FormProblem, Submit, TextField, Weight, glyphs, icon, lead_to_empty, problem_banner};
use leptos::prelude::*;
use tacit_bridge::Call;
use tacit_bridge::account::Device;

#[component]
pub(crate) fn FirstVault() -> impl IntoView {
    let app = app();
    let joining = move || {
        app.device.with(|device| match device {
            Some(Ok(Device::Unlocked { joining, .. })) => joining.clone(),
            _ => Vec::new(),
        })
    };
    let forgetting = RwSignal::new(false);
    let waiting = move || {
        let vaults = joining();
        (!vaults.is_empty()).then(|| {
            view! {
                <div class="banner calm" role="status" data-testid="joining">
                    {icon(glyphs::HOURGLASS)}
                    <div class="grow"><b>{always().door.waiting_for(&vaults)}</b><span>{always().door.join_waiting_words}</span></div>
                </div>
            }
        })
    };
    // Whoever has a vault that is not shown is not asked to make another one.
    let body = move || match app.held() {
        Some(problem) => view! {
            <h1>{always().door.held_title}</h1>
            {problem_banner(&problem)}
            <p class="lede">{always().door.held_lede}</p>
        }
        .into_any(),
        None => view! {
            <h1>{always().door.vault_title}</h1>
            <p class="lede">{always().door.vault_lede}</p>
            <VaultForm />
        }
        .into_any(),
    };
    view! {
        <Door>
            {waiting}
            {body}
            <p class="aside">
                <button type="button" class="link-btn" on:click=move |_| crate::pages::lock()>{always().words.lock}</button>
            </p>
            <p class="aside">
                <button type="button" class="link-btn" on:click=move |_| forgetting.set(true)>{always().door.forget}</button>
            </p>
            {move || {
                forgetting.get().then(|| view! { <ForgetDialog close=Callback::new(move |()| forgetting.set(false)) /> })
            }}
        </Door>
    }
}

#[component]
pub(crate) fn NewVaultDialog(close: Callback<()>) -> impl IntoView {
    view! {
        <Dialog title=always().door.vault_title close testid="new-vault">
            <p>{always().door.vault_lede}</p>
            <VaultForm />
        </Dialog>
    }
}

#[component]
fn VaultForm() -> impl IntoView {
    let app = app();
    let navigate = leptos_router::hooks::use_navigate();
    let name = RwSignal::new(String::new());
    let my_name = RwSignal::new(String::new());
    let form = Submit::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        lead_to_empty(event.target());
        let navigate = navigate.clone();
        let call = Call::CreateVault { name: name.get_untracked(), my_name: my_name.get_untracked() };
        form.ask(link::vault(call), move |vault| {
            navigate("/day", leptos_router::NavigateOptions::default());
            app.open(vault.vault);
        });
    };
    view! {
        <form class="stack" on:submit=submit>
            <TextField
                label=always().door.vault_name value=name placeholder=always().door.vault_name_example focus=true testid="vault-name"
            />
            <TextField label=always().door.my_name value=my_name testid="my-name" />
            <FormProblem problem=form.problem />
            <Button
                words=always().door.vault_do weight=Weight::Primary submit=true busy=form.busy
                testid="create-vault"
            />
        </form>
    }
}
