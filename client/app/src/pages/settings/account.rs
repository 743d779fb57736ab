//! The account: its name, its password and its kit.

use super::kit::KitDialog;
use super::new_kit::NewKitDialog;
use super::password::PasswordDialog;
use crate::pages::lock;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, glyphs, icon_of};
use leptos::prelude::*;
use tacit_bridge::account::Device;

#[component]
pub(super) fn Account() -> impl IntoView {
    let app = app();
    let name = move || {
        app.device.with(|device| match device {
            Some(Ok(Device::Unlocked { name, .. })) => name.clone(),
            _ => String::new(),
        })
    };
    let showing_kit = RwSignal::new(false);
    let changing = RwSignal::new(false);
    let renewing = RwSignal::new(false);
    view! {
        <section class="card" id="account">
            <header><h2>{t().settings.account}</h2></header>
            <ul class="lines">
                <li>
                    {icon_of(glyphs::CIRCLE_USER_ROUND, 18)}
                    <div class="what"><b>{name}</b><span>{t().settings.signed_in_as}</span></div>
                    <Button words=always().words.lock glyph=glyphs::LOCK press=|_| lock() title=t().settings.lock_words />
                </li>
                <li>
                    {icon_of(glyphs::LOCK_OPEN, 18)}
                    <div class="what"><b>{t().account.password_line}</b><span>{t().account.password_words}</span></div>
                    <Button words=t().account.change press=move |_| changing.set(true) testid="password-open" />
                </li>
                <li>
                    {icon_of(glyphs::FILE_TEXT, 18)}
                    <div class="what"><b>{t().settings.kit}</b><span>{t().settings.kit_words}</span></div>
                    <Button words=t().settings.kit_show press=move |_| showing_kit.set(true) testid="show-kit" />
                </li>
                <li>
                    {icon_of(glyphs::KEY_ROUND, 18)}
                    <div class="what"><b>{t().account.new_kit}</b><span>{t().account.new_kit_words}</span></div>
                    <Button words=t().account.new_kit_do press=move |_| renewing.set(true) testid="new-kit-open" />
                </li>
            </ul>
        </section>
        {move || changing.get().then(|| view! { <PasswordDialog close=Callback::new(move |()| changing.set(false)) /> })}
        {move || renewing.get().then(|| view! { <NewKitDialog close=Callback::new(move |()| renewing.set(false)) /> })}
        {move || showing_kit.get().then(|| view! { <KitDialog close=Callback::new(move |()| showing_kit.set(false)) /> })}
    }
}
