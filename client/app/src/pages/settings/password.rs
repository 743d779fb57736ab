//! Another password.

use crate::link;
use crate::state::app;
use crate::strings::{account, words};
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
            app.say(account::CHANGED, None);
            close.try_run(());
        },
    );
    view! {
        <Dialog title=account::CHANGE_TITLE close testid="password-dialog">
            <form class="stack-form" on:submit=submit>
                <PasswordField label=account::CURRENT value=current focus=true testid="current-password" />
                <NewPassword label=account::NEW_PASSWORD value=new weak problem=form.problem />
                <p class="faint">{account::CHANGE_NOTE}</p>
                <FormProblem problem=form.problem />
                <footer>
                    <Button words=words::CANCEL press=move |_| close.run(()) />
                    <Button
                        words=Signal::derive(move || if form.busy.get() { account::CHANGING } else { account::CHANGE_DO }.to_owned())
                        weight=Weight::Primary submit=true busy=form.busy disabled=weak
                        testid="change-password"
                    />
                </footer>
            </form>
        </Dialog>
    }
}
