//! Settings: account, sessions, looks, the vault, and what the server sees.

mod account;
mod appearance;
mod kit;
mod sessions;
mod vault;

pub(crate) use appearance::apply_theme;

use crate::strings::{settings, words};
use account::Account;
use appearance::Appearance;
use leptos::prelude::*;
use sessions::Sessions;
use vault::Vault;

#[component]
pub(crate) fn SettingsPage() -> impl IntoView {
    view! {
        <header class="top lined"><h1>{words::SETTINGS}</h1></header>
        <div class="scroll">
            <div class="column" data-testid="settings">
                <Account />
                <Sessions />
                <Appearance />
                <Vault />
                <section class="card">
                    <header><h2>{settings::SEEN}</h2></header>
                    <div class="body"><p class="quiet">{settings::SEEN_WORDS}</p></div>
                </section>
            </div>
        </div>
    }
    .into_any()
}
