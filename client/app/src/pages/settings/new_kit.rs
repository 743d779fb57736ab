//! A new Secret Key: the password, the new kit to be kept, one group of it retyped. Only then anything changes.

use crate::door::{KitActions, KitSheet};
use crate::link;
use crate::state::app;
use crate::strings::{always, t};
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
    view! { <Dialog title=t().account.new_kit_title close wide=true testid="new-kit-dialog">{body}</Dialog> }
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
            .then(|| view! { <NewPassword label=t().account.new_password value=steps.new weak problem=form.problem /> })
    };
    view! {
        <form class="stack-form" on:submit=submit>
            <p>{t().account.new_kit_lede}</p>
            <PasswordField label=t().account.current value=steps.password focus=true testid="current-password" />
            <label class="check-line">
                <input type="checkbox" class="check" prop:checked=move || steps.too.get() on:change=move |_| steps.too.update(|too| *too = !*too) />
                <span>{t().account.new_kit_too}</span>
            </label>
            {new}
            <FormProblem problem=form.problem />
            <footer>
                <Button words=always().words.cancel press=move |_| steps.close.run(()) />
                <Button
                    words=t().account.new_kit_do weight=Weight::Primary submit=true busy=form.busy
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
        <p class="no-print">{t().account.new_kit_keep}</p>
        <KitSheet kit />
        <footer class="no-print">
            <KitActions secret_key />
            <Button
                words=t().account.new_kit_next weight=Weight::Primary press=move |_| steps.asking.set(true)
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
            app.say(t().account.new_kit_done, None);
            steps.close.try_run(());
        },
    );
    view! {
        <form class="stack-form" on:submit=submit>
            <TextField label=always().door.retype(group) value=typed code=true focus=true testid="retype" />
            <FormProblem problem=form.problem />
            <footer>
                <Button words=always().door.confirm_back press=move |_| steps.asking.set(false) />
                <Button
                    words=Signal::derive(move || if form.busy.get() { t().account.changing } else { t().account.new_kit_use }.to_owned())
                    weight=Weight::Primary submit=true busy=form.busy testid="use-kit"
                />
            </footer>
        </form>
    }
    .into_any()
}
