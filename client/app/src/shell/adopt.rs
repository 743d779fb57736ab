//! The password or Secret Key was changed on another device: typing the new one here.

use crate::link;
use crate::state::app;
use crate::strings::{account, words};
use crate::ui::{Button, Dialog, FormProblem, PasswordField, TextField, Weight};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;

#[component]
pub(super) fn AdoptDialog(close: Callback<()>) -> impl IntoView {
    let app = app();
    let (password, secret_key) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        problem.set(None);
        let call =
            Call::AdoptCredentials { password: password.get_untracked(), secret_key: secret_key.get_untracked() };
        spawn_local(async move {
            match link::device(call).await {
                Ok(device) => {
                    app.arrive(Ok(device));
                    close.try_run(());
                }
                Err(error) => drop(problem.try_set(Some(error))),
            }
            busy.try_set(false);
        });
    };
    view! {
        <Dialog title=account::ADOPT_TITLE close testid="adopt-dialog">
            <form class="stack-form" on:submit=submit>
                <p>{account::ADOPT_LEDE}</p>
                <PasswordField label=account::NEW_PASSWORD value=password focus=true testid="password" />
                <TextField
                    label=account::ADOPT_KEY value=secret_key hint=account::ADOPT_KEY_HINT code=true testid="secret-key"
                />
                <FormProblem problem />
                <footer>
                    <Button words=words::CANCEL on:click=move |_| close.run(()) />
                    <Button words=account::ADOPT_DO weight=Weight::Primary submit=true busy attr:data-testid="adopt" />
                </footer>
            </form>
        </Dialog>
    }
}
