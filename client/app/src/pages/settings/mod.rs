//! Settings: account, devices, sessions, looks, the vault, and what the server sees.

mod account;
mod appearance;
mod controller;
mod delete;
mod device;
mod devices;
mod ending;
mod files;
mod kit;
mod model;
mod new_kit;
mod password;
mod server;
mod sessions;
mod vault;

pub(crate) use appearance::apply_theme;
pub(crate) use model::FieldForm;
pub(crate) use new_kit::NewKitDialog;
pub(crate) use server::ServerPage;

use crate::shell::{SyncChip, VaultSwitcher};
use crate::state::app;
use crate::strings::{always, t};
use crate::trial::TrialCard;
use account::Account;
use appearance::Appearance;
use controller::ControllerCard;
use device::ThisDevice;
use devices::Devices;
use ending::Ending;
use files::FilesRoom;
use leptos::prelude::*;
use model::{OwnFields, OwnObjects, Pipelines, Templates};
use sessions::Sessions;
use vault::Vault;

/// What the side bar shows where there is room for one: the vaults, and where every change is.
fn side_bar() -> AnyView {
    view! {
        <section class="card side-bar">
            <VaultSwitcher testid="phone-vaults" />
            <SyncChip testid="phone-sync" />
        </section>
    }
    .into_any()
}

#[component]
pub(crate) fn SettingsPage() -> impl IntoView {
    let app = app();
    // Whether there is one, not what is in it: an open form would go with every change of the vault.
    let has_vault = Memo::new(move |_| app.vault.with(Option::is_some));
    view! {
        <header class="top lined"><h1>{always().words.settings}</h1></header>
        <div class="scroll">
            <div class="column" data-testid="settings">
                {move || app.narrow.get().then(side_bar)}
                <Account />
                <ThisDevice />
                <Devices />
                <Sessions />
                <Appearance />
                <Vault />
                {move || has_vault.get().then(|| view! { <ControllerCard /><OwnObjects /><OwnFields />{super::tags::way_there()}<Pipelines /><Templates /> })}
                <Ending />
                <FilesRoom />
                {move || has_vault.get().then(|| view! { <TrialCard /> })}
                <section class="card">
                    <header><h2>{t().settings.seen}</h2></header>
                    <div class="body"><p class="quiet">{t().settings.seen_words}</p></div>
                    {move || has_vault.get().then(server::way_there)}
                </section>
            </div>
        </div>
    }
    .into_any()
}
