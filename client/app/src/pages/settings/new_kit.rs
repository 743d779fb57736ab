//! A new Secret Key: the password, the new kit to be kept, one group of it retyped. Only then anything changes.

use crate::door::{KitActions, KitSheet};
use crate::link;
use crate::state::app;
use crate::strings::{account, door, words};
use crate::ui::{Button, Dialog, FormProblem, NewPassword, PasswordField, Submit, TextField, Weight};
use leptos::prelude::*;
use tacit_bridge::Call;
use tacit_bridge::account::EmergencyKit;

/// What the three steps share.
#[derive(Clone, Copy)]
struct Steps {
    password: RwSignal<String>,
    /// A new password with it.
    new: RwSignal<String>,
    too: RwSignal<bool>,
    kit: RwSignal<Option<EmergencyKit>>,
    asking: RwSignal<bool>,
    form: Submit,
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
        form: Submit::new(),
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
    let (form, weak) = (steps.form, RwSignal::new(true));
    let submit = form.on_submit(
        move || link::kit(Call::DrawKit { password: steps.password.get_untracked() }),
        move |kit| drop(steps.kit.try_set(Some(kit))),
    );
    let new = move || {
        steps
            .too
            .get()
            .then(|| view! { <NewPassword label=account::NEW_PASSWORD value=steps.new weak problem=form.problem /> })
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
            <FormProblem problem=form.problem />
            <footer>
                <Button words=words::CANCEL press=move |_| steps.close.run(()) />
                <Button
                    words=account::NEW_KIT_DO weight=Weight::Primary submit=true busy=form.busy
                    disabled=Signal::derive(move || steps.too.get() && weak.get()) testid="draw-kit"
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
                words=account::NEW_KIT_NEXT weight=Weight::Primary press=move |_| steps.asking.set(true)
                testid="new-kit-next"
            />
        </footer>
    }
    .into_any()
}

fn retype(steps: Steps, group: usize) -> AnyView {
    let app = app();
    let (form, typed) = (steps.form, RwSignal::new(String::new()));
    let call = move || Call::UseKit {
        password: steps.password.get_untracked(),
        new_password: steps.too.get_untracked().then(|| steps.new.get_untracked()),
        retyped: typed.get_untracked(),
    };
    let submit = form.on_submit(
        move || link::done(call()),
        move |()| {
            app.say(account::NEW_KIT_DONE, None);
            steps.close.try_run(());
        },
    );
    view! {
        <form class="stack-form" on:submit=submit>
            <TextField label=door::retype(group) value=typed code=true focus=true testid="retype" />
            <FormProblem problem=form.problem />
            <footer>
                <Button words=door::CONFIRM_BACK press=move |_| steps.asking.set(false) />
                <Button
                    words=Signal::derive(move || if form.busy.get() { account::CHANGING } else { account::NEW_KIT_USE }.to_owned())
                    weight=Weight::Primary submit=true busy=form.busy testid="use-kit"
                />
            </footer>
        </form>
    }
    .into_any()
}
