//! The account: its name, its kit, and forgetting this device.

use super::delete::DeleteDialog;
use super::kit::KitDialog;
use super::new_kit::NewKitDialog;
use super::password::PasswordDialog;
use crate::door::ForgetDialog;
use crate::pages::lock;
use crate::state::app;
use crate::strings::{account, door, settings, words};
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
    let forgetting = RwSignal::new(false);
    let showing_kit = RwSignal::new(false);
    let changing = RwSignal::new(false);
    let renewing = RwSignal::new(false);
    let deleting = RwSignal::new(false);
    view! {
        <section class="card">
            <header><h2>{settings::ACCOUNT}</h2></header>
            <ul class="lines">
                <li>
                    {icon_of(glyphs::CIRCLE_USER_ROUND, 18)}
                    <div class="what"><b>{name}</b><span>{settings::SIGNED_IN_AS}</span></div>
                    <Button words=words::LOCK glyph=glyphs::LOCK press=|_| lock() title=settings::LOCK_WORDS />
                </li>
                <li>
                    {icon_of(glyphs::LOCK_OPEN, 18)}
                    <div class="what"><b>{account::PASSWORD_LINE}</b><span>{account::PASSWORD_WORDS}</span></div>
                    <Button words=account::CHANGE press=move |_| changing.set(true) testid="password-open" />
                </li>
                <li>
                    {icon_of(glyphs::FILE_TEXT, 18)}
                    <div class="what"><b>{settings::KIT}</b><span>{settings::KIT_WORDS}</span></div>
                    <Button words=settings::KIT_SHOW press=move |_| showing_kit.set(true) testid="show-kit" />
                </li>
                <li>
                    {icon_of(glyphs::KEY_ROUND, 18)}
                    <div class="what"><b>{account::NEW_KIT}</b><span>{account::NEW_KIT_WORDS}</span></div>
                    <Button words=account::NEW_KIT_DO press=move |_| renewing.set(true) testid="new-kit-open" />
                </li>
                <li>
                    {icon_of(glyphs::LOG_OUT, 18)}
                    <div class="what"><b>{door::FORGET}</b><span>{settings::FORGET_WORDS}</span></div>
                    <Button words=door::FORGET_DO press=move |_| forgetting.set(true) also="danger" testid="forget" />
                </li>
                <li>
                    {icon_of(glyphs::TRASH, 18)}
                    <div class="what"><b>{account::DELETE_LINE}</b><span>{account::DELETE_WORDS}</span></div>
                    <Button
                        words=account::DELETE_LINE press=move |_| deleting.set(true) also="danger"
                        testid="delete-open"
                    />
                </li>
            </ul>
        </section>
        {move || changing.get().then(|| view! { <PasswordDialog close=Callback::new(move |()| changing.set(false)) /> })}
        {move || renewing.get().then(|| view! { <NewKitDialog close=Callback::new(move |()| renewing.set(false)) /> })}
        {move || deleting.get().then(|| view! { <DeleteDialog close=Callback::new(move |()| deleting.set(false)) /> })}
        {move || forgetting.get().then(|| view! { <ForgetDialog close=Callback::new(move |()| forgetting.set(false)) /> })}
        {move || showing_kit.get().then(|| view! { <KitDialog close=Callback::new(move |()| showing_kit.set(false)) /> })}
    }
}
