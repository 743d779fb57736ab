//! Another password.

use crate::link;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, Dialog, FormProblem, NewPassword, PasswordField, Submit, Weight};
use leptos::prelude::*;
use tacit_bridge::Call;

#[component]
pub(super) fn PasswordDialog(close: Callback<()>) -> impl IntoView {
    let app = app();
    let (current, new) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let weak = RwSignal::new(true);
    let form = Submit::new();
    let call = move || Call::ChangePassword { current: current.get_untracked(), new: new.get_untracked() };
    let submit = form.on_submit(
        move || link::done(call()),
        move |()| {
            app.say(t().account.changed, None);
            close.try_run(());
        },
    );
    view! {
        <Dialog title=t().account.change_title close testid="password-dialog">
            <form class="stack-form" on:submit=submit>
                <PasswordField label=t().account.current value=current focus=true testid="current-password" />
                <NewPassword label=t().account.new_password value=new weak problem=form.problem />
                <p class="faint">{t().account.change_note}</p>
                <FormProblem problem=form.problem />
                <footer>
                    <Button words=always().words.cancel press=move |_| close.run(()) />
                    <Button
                        words=Signal::derive(move || if form.busy.get() { t().account.changing } else { t().account.change_do }.to_owned())
                        weight=Weight::Primary submit=true busy=form.busy disabled=weak
                        testid="change-password"
                    />
                </footer>
            </form>
        </Dialog>
    }
}
