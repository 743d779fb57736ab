//! The account: its name, its kit, and forgetting this device.

use super::kit::KitDialog;
use crate::door::ForgetDialog;
use crate::pages::lock;
use crate::state::app;
use crate::strings::{door, settings, words};
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
    view! {
        <section class="card">
            <header><h2>{settings::ACCOUNT}</h2></header>
            <ul class="lines">
                <li>
                    {icon_of(glyphs::CIRCLE_USER_ROUND, 18)}
                    <div class="what"><b>{name}</b><span>{settings::SIGNED_IN_AS}</span></div>
                    <Button words=words::LOCK glyph=glyphs::LOCK on:click=|_| lock() attr:title=settings::LOCK_WORDS />
                </li>
                <li>
                    {icon_of(glyphs::FILE_TEXT, 18)}
                    <div class="what"><b>{settings::KIT}</b><span>{settings::KIT_WORDS}</span></div>
                    <Button words=settings::KIT_SHOW on:click=move |_| showing_kit.set(true) attr:data-testid="show-kit" />
                </li>
                <li>
                    {icon_of(glyphs::LOG_OUT, 18)}
                    <div class="what"><b>{door::FORGET}</b><span>{settings::FORGET_WORDS}</span></div>
                    <Button words=door::FORGET_DO on:click=move |_| forgetting.set(true) attr:class="btn danger" attr:data-testid="forget" />
                </li>
            </ul>
        </section>
        {move || forgetting.get().then(|| view! { <ForgetDialog close=Callback::new(move |()| forgetting.set(false)) /> })}
        {move || showing_kit.get().then(|| view! { <KitDialog close=Callback::new(move |()| showing_kit.set(false)) /> })}
    }
}
