//! A new account: name, password with an honest estimate, then the kit.

use super::Door;
use super::kit::KitSteps;
use super::welcome::Step;
use crate::link;
use crate::state::app;
use crate::strings::always;
use crate::ui::{Button, FormProblem, NewPassword, Submit, TextField, Weight};
use leptos::prelude::*;
use tacit_bridge::DoorCall;
use tacit_bridge::problem::ProblemKind;

#[component]
pub(crate) fn SignUp(step: RwSignal<Step>) -> impl IntoView {
    let app = app();
    let name = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let form = Submit::new();
    let kit = RwSignal::new(None);
    let weak = RwSignal::new(true);
    let call = move || {
        let permit = app.fragment.with_untracked(|fragment| fragment.as_ref().map(|f| f.text().to_owned()));
        DoorCall::SignUp {
            name: name.get_untracked(),
            password: password.get_untracked(),
            permit: permit.unwrap_or_default(),
        }
    };
    let submit = form.on_submit(
        move || link::door::kit(call()),
        move |made| {
            password.set(String::new());
            app.forget_permit();
            kit.set(Some(made));
        },
    );
    // Refused, it leads here no more: the way back asks for another.
    Effect::new(move |_| {
        if form.problem.with(|problem| problem.as_ref().is_some_and(|problem| problem.kind == ProblemKind::NoPermit)) {
            app.forget_permit();
        }
    });
    let fields = move || {
        view! {
            <Door>
                <h1>{always().door.sign_up_title}</h1>
                <p class="lede">{always().door.sign_up_lede}</p>
                <form on:submit=submit autocomplete="off">
                    <TextField
                        label=always().door.sign_in_name value=name hint=always().door.sign_in_name_hint autocomplete="username" focus=true
                        testid="name"
                    />
                    <NewPassword label=always().door.password value=password weak problem=form.problem testid="password" />
                    <FormProblem problem=form.problem />
                    <div class="row">
                        <Button words=always().words.back press=move |_| step.set(Step::Welcome) />
                        <Button
                            words=Signal::derive(move || if form.busy.get() { always().door.making } else { always().door.create }.to_owned())
                            weight=Weight::Primary submit=true busy=form.busy disabled=weak
                            testid="create-account"
                        />
                    </div>
                </form>
            </Door>
        }
        .into_any()
    };
    move || match kit.get() {
        None => fields(),
        Some(kit) => view! { <KitSteps kit /> }.into_any(),
    }
}
