//! Signing in on a browser that knows nothing: name, Secret Key, password.

use super::Door;
use super::welcome::Step;
use crate::link;
use crate::state::app;
use crate::strings::{devices, door, words};
use crate::ui::{Button, FormProblem, PasswordField, Submit, TextField, Weight};
use leptos::prelude::*;
use tacit_bridge::Call;

#[component]
pub(super) fn SignIn(step: RwSignal<Step>) -> impl IntoView {
    let app = app();
    let name = RwSignal::new(String::new());
    let secret_key = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let form = Submit::new();
    let call = move || Call::SignIn {
        name: name.get_untracked(),
        secret_key: secret_key.get_untracked(),
        password: password.get_untracked(),
    };
    let submit = form.on_submit(
        move || link::device(call()),
        move |device| {
            secret_key.set(String::new());
            password.set(String::new());
            app.arrive(Ok(device));
        },
    );
    view! {
        <Door>
            <h1>{door::SIGN_IN_TITLE}</h1>
            <p class="lede">{door::SIGN_IN_LEDE}</p>
            <form on:submit=submit>
                <TextField label=door::SIGN_IN_NAME value=name autocomplete="username" focus=true testid="name" />
                <TextField label=door::SECRET_KEY value=secret_key hint=door::SECRET_KEY_HINT code=true testid="secret-key" />
                <PasswordField label=door::PASSWORD value=password testid="password" />
                <FormProblem problem=form.problem />
                <div class="row">
                    <Button words=words::BACK press=move |_| step.set(Step::Welcome) />
                    <Button
                        words=door::SIGN_IN weight=Weight::Primary submit=true busy=form.busy
                        testid="sign-in"
                    />
                </div>
            </form>
            <p class="aside">
                <button type="button" class="link-btn" on:click=move |_| step.set(Step::Link)>{devices::GO_LINK}</button>
            </p>
        </Door>
    }
}
