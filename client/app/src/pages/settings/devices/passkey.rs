//! Unlocking this browser with a passkey: shown only where the browser can.

use crate::link;
use crate::passkey;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, Dialog, FormProblem, PasswordField, Submit, Weight, glyphs, icon_of};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::linking::Passkey;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::{Call, DoorCall, Problem};

#[component]
pub(in crate::pages::settings) fn PasskeyRow() -> impl IntoView {
    let app = app();
    let state = RwSignal::new(None::<Passkey>);
    let setting_up = RwSignal::new(false);
    let load = move || {
        spawn_local(async move {
            let held = link::door::passkey(DoorCall::Passkey).await.ok();
            let shown = match held {
                // One that is there can be removed also where the browser no longer can.
                Some(held) if held.credential.is_some() || passkey::is_available().await => Some(held),
                _ => None,
            };
            state.try_set(shown);
        });
    };
    load();
    let remove = move |_| {
        spawn_local(async move {
            match link::done(Call::ForgetPasskey).await {
                Ok(()) => app.say(t().devices.passkey_removed, None),
                Err(problem) => app.complain(&problem),
            }
            load();
        });
    };
    let row = move || {
        let held = state.get()?.credential.is_some();
        let words = if held { t().devices.passkey_on } else { t().devices.passkey_words };
        let button = if held {
            view! { <Button words=t().devices.passkey_remove press=remove testid="passkey-remove" /> }.into_any()
        } else {
            let begin = move |_| setting_up.set(true);
            view! { <Button words=t().devices.passkey_set_up press=begin testid="passkey-set-up" /> }.into_any()
        };
        Some(view! {
            <li>
                {icon_of(glyphs::KEY_ROUND, 18)}
                <div class="what"><b>{t().devices.passkey}</b><span>{words}</span></div>
                {button}
            </li>
        })
    };
    let close = Callback::new(move |()| setting_up.set(false));
    let kept = Callback::new(move |()| {
        setting_up.set(false);
        app.say(t().devices.passkey_kept, None);
        load();
    });
    view! {
        {row}
        {move || {
            let input = state.get().filter(|_| setting_up.get())?.prf_input;
            Some(view! { <SetUp input close kept /> })
        }}
    }
}

/// The password, then the authenticator.
#[component]
fn SetUp(input: Vec<u8>, close: Callback<()>, kept: Callback<()>) -> impl IntoView {
    let password = RwSignal::new(String::new());
    let form = Submit::new();
    // Of a passkey that was made before a mistyped password: no second one is made.
    let made = RwSignal::new(None::<Vec<u8>>);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (input, typed) = (input.clone(), password.get_untracked());
        form.ask(async move { keep(&input, typed, made).await }, move |()| {
            password.try_set(String::new());
            kept.try_run(());
        });
    };
    view! {
        <Dialog title=t().devices.passkey_title close testid="passkey-dialog">
            <form class="stack-form" on:submit=submit>
                <p>{t().devices.passkey_lede}</p>
                <PasswordField label=always().door.password value=password focus=true testid="password" />
                <FormProblem problem=form.problem />
                <footer>
                    <Button words=always().words.cancel press=move |_| close.run(()) />
                    <Button
                        words=always().words.go_on weight=Weight::Primary submit=true busy=form.busy
                        testid="passkey-continue"
                    />
                </footer>
            </form>
        </Dialog>
    }
}

async fn keep(input: &[u8], password: String, made: RwSignal<Option<Vec<u8>>>) -> Result<(), Problem> {
    let answer = match made.get_untracked() {
        Some(credential) => passkey::ask(&credential, input).await.map(|prf| (credential, prf)),
        None => passkey::make(input).await,
    };
    let (credential, prf) = answer.map_err(|error| error.in_words())?;
    made.try_set(Some(credential.clone()));
    let kept = link::done(Call::KeepPasskey { password, credential, prf }).await;
    if kept.as_ref().is_err_and(|problem| problem.kind != ProblemKind::CannotUnlock) {
        made.try_set(None);
    }
    kept
}
