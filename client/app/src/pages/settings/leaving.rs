//! The end of the account here or altogether: forgetting this device, and deleting the account.

use super::delete::DeleteDialog;
use crate::door::ForgetDialog;
use crate::strings::{always, t};
use crate::ui::{Button, glyphs, icon_of};
use leptos::prelude::*;

#[component]
pub(super) fn Leaving() -> impl IntoView {
    let forgetting = RwSignal::new(false);
    let deleting = RwSignal::new(false);
    view! {
        <section class="card" id="leaving">
            <header><h2>{t().settings.leaving}</h2></header>
            <ul class="lines">
                <li>
                    {icon_of(glyphs::LOG_OUT, 18)}
                    <div class="what"><b>{always().door.forget}</b><span>{t().settings.forget_words}</span></div>
                    <Button words=always().door.forget_do press=move |_| forgetting.set(true) also="danger" testid="forget" />
                </li>
                <li>
                    {icon_of(glyphs::TRASH, 18)}
                    <div class="what"><b>{t().account.delete_line}</b><span>{t().account.delete_words}</span></div>
                    <Button
                        words=t().account.delete_line press=move |_| deleting.set(true) also="danger"
                        testid="delete-open"
                    />
                </li>
            </ul>
        </section>
        {move || deleting.get().then(|| view! { <DeleteDialog close=Callback::new(move |()| deleting.set(false)) /> })}
        {move || forgetting.get().then(|| view! { <ForgetDialog close=Callback::new(move |()| forgetting.set(false)) /> })}
    }
}
