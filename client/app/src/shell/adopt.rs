//! The password or Secret Key was changed on another device: typing the new one here.

use crate::link;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, Dialog, FormProblem, PasswordField, Submit, TextField, Weight};
use leptos::prelude::*;
use tacit_bridge::Call;

#[component]
pub(super) fn AdoptDialog(close: Callback<()>) -> impl IntoView {
    let app = app();
    let (password, secret_key) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let form = Submit::new();
    let call =
        move || Call::AdoptCredentials { password: password.get_untracked(), secret_key: secret_key.get_untracked() };
    let submit = form.on_submit(
        move || link::device(call()),
        move |device| {
            app.arrive(Ok(device));
            close.try_run(());
        },
    );
    view! {
        <Dialog title=t().account.adopt_title close testid="adopt-dialog">
            <form class="stack-form" on:submit=submit>
                <p>{t().account.adopt_lede}</p>
                <PasswordField label=t().account.new_password value=password focus=true testid="password" />
                <TextField
                    label=t().account.adopt_key value=secret_key hint=t().account.adopt_key_hint code=true testid="secret-key"
                />
                <FormProblem problem=form.problem />
                <footer>
                    <Button words=always().words.cancel press=move |_| close.run(()) />
                    <Button
                        words=t().account.adopt_do weight=Weight::Primary submit=true busy=form.busy
                        testid="adopt"
                    />
                </footer>
            </form>
        </Dialog>
    }
}
