//! Signing in on a browser that knows nothing: name, Secret Key, password.

use super::Door;
use super::welcome::Step;
use crate::link;
use crate::state::app;
use crate::strings::{devices, door, words};
use crate::ui::{Button, FormProblem, PasswordField, TextField, Weight};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;

#[component]
pub(super) fn SignIn(step: RwSignal<Step>) -> impl IntoView {
    let app = app();
    let name = RwSignal::new(String::new());
    let secret_key = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        problem.set(None);
        let call = Call::SignIn {
            name: name.get_untracked(),
            secret_key: secret_key.get_untracked(),
            password: password.get_untracked(),
        };
        spawn_local(async move {
            match link::device(call).await {
                Ok(device) => {
                    secret_key.set(String::new());
                    password.set(String::new());
                    app.arrive(Ok(device));
                }
                Err(error) => {
                    problem.set(Some(error));
                    busy.set(false);
                }
            }
        });
    };
    view! {
        <Door>
            <h1>{door::SIGN_IN_TITLE}</h1>
            <p class="lede">{door::SIGN_IN_LEDE}</p>
            <form on:submit=submit>
                <TextField label=door::SIGN_IN_NAME value=name autocomplete="username" focus=true testid="name" />
                <TextField label=door::SECRET_KEY value=secret_key hint=door::SECRET_KEY_HINT code=true testid="secret-key" />
                <PasswordField label=door::PASSWORD value=password testid="password" />
                <FormProblem problem />
                <div class="row">
                    <Button words=words::BACK on:click=move |_| step.set(Step::Welcome) />
                    <Button words=door::SIGN_IN weight=Weight::Primary submit=true busy attr:data-testid="sign-in" />
                </div>
            </form>
            <p class="aside">
                <button type="button" class="link-btn" on:click=move |_| step.set(Step::Link)>{devices::GO_LINK}</button>
            </p>
        </Door>
    }
}
