//! A new Secret Key: the password, the new kit to be kept, one group of it retyped. Only then anything changes.

use crate::door::{KitActions, KitSheet};
use crate::link;
use crate::state::app;
use crate::strings::{account, door, words};
use crate::ui::{Button, Dialog, FormProblem, NewPassword, PasswordField, TextField, Weight};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::account::EmergencyKit;
use tacit_bridge::{Call, Problem};

/// What the three steps share.
#[derive(Clone, Copy)]
struct Steps {
    password: RwSignal<String>,
    /// A new password with it.
    new: RwSignal<String>,
    too: RwSignal<bool>,
    kit: RwSignal<Option<EmergencyKit>>,
    asking: RwSignal<bool>,
    busy: RwSignal<bool>,
    problem: RwSignal<Option<Problem>>,
    close: Callback<()>,
}

/// `both`: the password is to change as well, as after a theft.
#[component]
pub(crate) fn NewKitDialog(#[prop(optional)] both: bool, close: Callback<()>) -> impl IntoView {
    let steps = Steps {
        password: RwSignal::new(String::new()),
        new: RwSignal::new(String::new()),
        too: RwSignal::new(both),
        kit: RwSignal::new(None),
        asking: RwSignal::new(false),
        busy: RwSignal::new(false),
        problem: RwSignal::new(None),
        close,
    };
    let body = move || match steps.kit.get() {
        None => first(steps),
        Some(kit) if steps.asking.get() => retype(steps, usize::from(kit.retype_group)),
        Some(kit) => keep(steps, kit),
    };
    view! { <Dialog title=account::NEW_KIT_TITLE close wide=true testid="new-kit-dialog">{body}</Dialog> }
}

fn first(steps: Steps) -> AnyView {
    let weak = RwSignal::new(true);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        steps.busy.set(true);
        steps.problem.set(None);
        let call = Call::DrawKit { password: steps.password.get_untracked() };
        spawn_local(async move {
            match link::kit(call).await {
                Ok(kit) => drop(steps.kit.try_set(Some(kit))),
                Err(error) => drop(steps.problem.try_set(Some(error))),
            }
            steps.busy.try_set(false);
        });
    };
    let new = move || {
        steps
            .too
            .get()
            .then(|| view! { <NewPassword label=account::NEW_PASSWORD value=steps.new weak problem=steps.problem /> })
    };
    view! {
        <form class="stack-form" on:submit=submit>
            <p>{account::NEW_KIT_LEDE}</p>
            <PasswordField label=account::CURRENT value=steps.password focus=true testid="current-password" />
            <label class="check-line">
                <input type="checkbox" class="check" prop:checked=move || steps.too.get() on:change=move |_| steps.too.update(|too| *too = !*too) />
                <span>{account::NEW_KIT_TOO}</span>
            </label>
            {new}
            <FormProblem problem=steps.problem />
            <footer>
                <Button words=words::CANCEL on:click=move |_| steps.close.run(()) />
                <Button
                    words=account::NEW_KIT_DO weight=Weight::Primary submit=true busy=steps.busy
                    disabled=Signal::derive(move || steps.too.get() && weak.get()) attr:data-testid="draw-kit"
                />
            </footer>
        </form>
    }
    .into_any()
}

fn keep(steps: Steps, kit: EmergencyKit) -> AnyView {
    let secret_key = kit.secret_key.clone();
    view! {
        <p class="no-print">{account::NEW_KIT_KEEP}</p>
        <KitSheet kit />
        <footer class="no-print">
            <KitActions secret_key />
            <Button
                words=account::NEW_KIT_NEXT weight=Weight::Primary on:click=move |_| steps.asking.set(true)
                attr:data-testid="new-kit-next"
            />
        </footer>
    }
    .into_any()
}

fn retype(steps: Steps, group: usize) -> AnyView {
    let app = app();
    let typed = RwSignal::new(String::new());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if steps.busy.get_untracked() {
            return;
        }
        steps.busy.set(true);
        steps.problem.set(None);
        let call = Call::UseKit {
            password: steps.password.get_untracked(),
            new_password: steps.too.get_untracked().then(|| steps.new.get_untracked()),
            retyped: typed.get_untracked(),
        };
        spawn_local(async move {
            match link::done(call).await {
                Ok(()) => {
                    app.say(account::NEW_KIT_DONE, None);
                    steps.close.try_run(());
                }
                Err(error) => drop(steps.problem.try_set(Some(error))),
            }
            steps.busy.try_set(false);
        });
    };
    view! {
        <form class="stack-form" on:submit=submit>
            <TextField label=door::retype(group) value=typed code=true focus=true testid="retype" />
            <FormProblem problem=steps.problem />
            <footer>
                <Button words=door::CONFIRM_BACK on:click=move |_| steps.asking.set(false) />
                <Button
                    words=Signal::derive(move || if steps.busy.get() { account::CHANGING } else { account::NEW_KIT_USE }.to_owned())
                    weight=Weight::Primary submit=true busy=steps.busy attr:data-testid="use-kit"
                />
            </footer>
        </form>
    }
    .into_any()
}
