//! Opening what this device holds: a greeting and a password.

use super::lost::LostWords;
use super::passkey::ByPasskey;
use super::{Door, ForgetDialog};
use crate::boot::Fragment;
use crate::link;
use crate::state::app;
use crate::strings::always;
use crate::ui::{Banner, Button, Dialog, FormProblem, PasswordField, Submit, Tone, Weight, glyphs};
use leptos::prelude::*;
use tacit_bridge::DoorCall;
use tacit_bridge::account::LockReason;

#[component]
pub(super) fn Unlock(name: String, why: Option<LockReason>) -> impl IntoView {
    let app = app();
    let password = RwSignal::new(String::new());
    let form = Submit::new();
    let forgetting = RwSignal::new(false);
    let lost = RwSignal::new(false);
    let submit = form.on_submit(
        move || link::door::device(DoorCall::Unlock { password: password.get_untracked() }),
        move |device| {
            password.set(String::new());
            app.arrive(Ok(device));
        },
    );
    let invited = move || {
        let invited = app.fragment.with(|fragment| matches!(fragment, Some(Fragment::Invite(_))));
        invited
            .then(|| view! { <Banner tone=Tone::Calm title=always().door.invited words=always().door.join_locked /> })
    };
    let why = why.map(|why| match why {
        LockReason::Idle => {
            view! { <p class="quiet" data-testid="why-locked">{always().door.locked_idle}</p> }.into_any()
        }
        LockReason::SignedOut => view! {
            <Banner
                tone=Tone::Warn title=always().door.locked_out words=always().door.locked_out_words testid="why-locked"
            />
        }
        .into_any(),
    });
    view! {
        <Door>
            <h1>{always().door.hello(&name)}</h1>
            <p class="lede">{always().door.unlock_lede}</p>
            {why}
            {invited}
            <form on:submit=submit>
                // Password managers file the password under this name.
                <input type="text" autocomplete="username" hidden prop:value=name.clone() />
                <PasswordField label=always().door.password value=password focus=true testid="password" />
                <FormProblem problem=form.problem />
                <Button
                    words=always().door.unlock weight=Weight::Primary glyph=glyphs::LOCK_OPEN submit=true busy=form.busy
                    testid="unlock"
                />
            </form>
            {super::reading(form.busy.into())}
            <ByPasskey form />
            <p class="aside">
                <button type="button" class="link-btn" data-testid="forget" on:click=move |_| forgetting.set(true)>
                    {always().door.forget}
                </button>
            </p>
            <p class="aside">
                <button type="button" class="link-btn" data-testid="lost-open" on:click=move |_| lost.set(true)>
                    {always().lost.title}
                </button>
            </p>
            {move || {
                lost.get()
                    .then(|| {
                        view! {
                            <Dialog title=always().lost.title close=Callback::new(move |()| lost.set(false)) testid="lost-dialog">
                                <LostWords />
                            </Dialog>
                        }
                    })
            }}
            {move || {
                forgetting.get().then(|| view! { <ForgetDialog close=Callback::new(move |()| forgetting.set(false)) /> })
            }}
        </Door>
    }
}
