//! Signing in on a browser that knows nothing: name, Secret Key, password.

use super::Door;
use super::welcome::Step;
use crate::link;
use crate::state::app;
use crate::strings::always;
use crate::ui::{Button, FormProblem, PasswordField, Submit, TextField, Weight};
use leptos::prelude::*;
use tacit_bridge::DoorCall;

#[component]
pub(super) fn SignIn(step: RwSignal<Step>) -> impl IntoView {
    let app = app();
    let name = RwSignal::new(String::new());
    let secret_key = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let form = Submit::new();
    let call = move || DoorCall::SignIn {
        name: name.get_untracked(),
        secret_key: secret_key.get_untracked(),
        password: password.get_untracked(),
    };
    let submit = form.on_submit(
        move || link::door::device(call()),
        move |device| {
            secret_key.set(String::new());
            password.set(String::new());
            app.arrive(Ok(device));
        },
    );
    view! {
        <Door>
            <h1>{always().door.sign_in_title}</h1>
            <p class="lede">{always().door.sign_in_lede}</p>
            <form on:submit=submit>
                <TextField label=always().door.sign_in_name value=name autocomplete="username" focus=true testid="name" />
                <TextField label=always().door.secret_key value=secret_key hint=always().door.secret_key_hint code=true testid="secret-key" />
                <PasswordField label=always().door.password value=password testid="password" />
                <FormProblem problem=form.problem />
                <div class="row">
                    <Button words=always().words.back press=move |_| step.set(Step::Welcome) />
                    <Button
                        words=always().door.sign_in weight=Weight::Primary submit=true busy=form.busy
                        testid="sign-in"
                    />
                </div>
            </form>
            <p class="aside">
                <button type="button" class="link-btn" on:click=move |_| step.set(Step::Link)>{always().linking.go_link}</button>
            </p>
        </Door>
    }
}
