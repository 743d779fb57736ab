//! A new account: name, password with an honest estimate, then the kit.

use super::Door;
use super::kit::KitSteps;
use super::welcome::Step;
use crate::boot::Fragment;
use crate::link;
use crate::state::app;
use crate::strings::{door, words};
use crate::ui::{Button, FormProblem, NewPassword, TextField, Weight};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;

#[component]
pub(super) fn SignUp(step: RwSignal<Step>) -> impl IntoView {
    let app = app();
    let name = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None);
    let kit = RwSignal::new(None);
    let weak = RwSignal::new(true);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        problem.set(None);
        let permit = app.fragment.with_untracked(|fragment| fragment.as_ref().map(|f| f.text().to_owned()));
        let call = Call::SignUp {
            name: name.get_untracked(),
            password: password.get_untracked(),
            permit: permit.unwrap_or_default(),
        };
        spawn_local(async move {
            match link::kit(call).await {
                Ok(made) => {
                    password.set(String::new());
                    // A sign-up link has served; an invite is still needed to join.
                    if app.fragment.with_untracked(|fragment| matches!(fragment, Some(Fragment::SignUp(_)))) {
                        app.fragment.set(None);
                    }
                    kit.set(Some(made));
                }
                Err(error) => problem.set(Some(error)),
            }
            busy.set(false);
        });
    };
    let form = move || {
        view! {
            <Door>
                <h1>{door::SIGN_UP_TITLE}</h1>
                <p class="lede">{door::SIGN_UP_LEDE}</p>
                <form on:submit=submit autocomplete="off">
                    <TextField
                        label=door::SIGN_IN_NAME value=name hint=door::SIGN_IN_NAME_HINT autocomplete="username" focus=true
                        testid="name"
                    />
                    <NewPassword label=door::PASSWORD value=password weak problem testid="password" />
                    <FormProblem problem />
                    <div class="row">
                        <Button words=words::BACK on:click=move |_| step.set(Step::Welcome) />
                        <Button
                            words=Signal::derive(move || if busy.get() { door::MAKING } else { door::CREATE }.to_owned())
                            weight=Weight::Primary submit=true busy disabled=weak
                            attr:data-testid="create-account"
                        />
                    </div>
                </form>
            </Door>
        }
        .into_any()
    };
    move || match kit.get() {
        None => form(),
        Some(kit) => view! { <KitSteps kit /> }.into_any(),
    }
}
