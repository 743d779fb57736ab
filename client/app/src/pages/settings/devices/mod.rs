//! Devices: linking another one, and a passkey for this one.

mod link;
mod passkey;
mod words;

use crate::strings::t;
use crate::ui::{Button, glyphs, icon_of};
use leptos::prelude::*;
use link::LinkDialog;
pub(super) use passkey::PasskeyRow;

#[component]
pub(super) fn Devices() -> impl IntoView {
    let linking = RwSignal::new(false);
    view! {
        <section class="card" id="devices" data-testid="devices">
            <header><h2>{t().devices.devices}</h2></header>
            <ul class="lines">
                <li>
                    {icon_of(glyphs::MONITOR, 18)}
                    <div class="what"><b>{t().devices.link_new}</b><span>{t().devices.link_new_words}</span></div>
                    <Button words=t().devices.link_do press=move |_| linking.set(true) testid="link-device" />
                </li>
            </ul>
        </section>
        {move || linking.get().then(|| view! { <LinkDialog close=Callback::new(move |()| linking.set(false)) /> })}
    }
}
