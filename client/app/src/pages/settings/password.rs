//! Another password.

use crate::link;
use crate::state::app;
use crate::strings::{account, words};
use crate::ui::{Button, Dialog, FormProblem, NewPassword, PasswordField, Weight};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;

#[component]
pub(super) fn PasswordDialog(close: Callback<()>) -> impl IntoView {
    let app = app();
    let (current, new) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let weak = RwSignal::new(true);
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        problem.set(None);
        let call = Call::ChangePassword { current: current.get_untracked(), new: new.get_untracked() };
        spawn_local(async move {
            match link::done(call).await {
                Ok(()) => {
                    app.say(account::CHANGED, None);
                    close.try_run(());
                }
                Err(error) => problem.set(Some(error)),
            }
            busy.try_set(false);
        });
    };
    view! {
        <Dialog title=account::CHANGE_TITLE close testid="password-dialog">
            <form class="stack-form" on:submit=submit>
                <PasswordField label=account::CURRENT value=current focus=true testid="current-password" />
                <NewPassword label=account::NEW_PASSWORD value=new weak problem />
                <p class="faint">{account::CHANGE_NOTE}</p>
                <FormProblem problem />
                <footer>
                    <Button words=words::CANCEL on:click=move |_| close.run(()) />
                    <Button
                        words=Signal::derive(move || if busy.get() { account::CHANGING } else { account::CHANGE_DO }.to_owned())
                        weight=Weight::Primary submit=true busy disabled=weak attr:data-testid="change-password"
                    />
                </footer>
            </form>
        </Dialog>
    }
}
