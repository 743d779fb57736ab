//! Deleting the account, after saying what that erases and what not.

use crate::link;
use crate::strings::{account, words};
use crate::ui::{Button, Dialog, FormProblem, PasswordField, Weight};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;

#[component]
pub(super) fn DeleteDialog(close: Callback<()>) -> impl IntoView {
    let password = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        problem.set(None);
        let call = Call::DeleteAccount { password: password.get_untracked() };
        spawn_local(async move {
            // Once it is done every page of this browser starts anew.
            if let Err(error) = link::done(call).await {
                problem.try_set(Some(error));
                busy.try_set(false);
            }
        });
    };
    view! {
        <Dialog title=account::DELETE_TITLE close testid="delete-dialog">
            <form class="stack-form" on:submit=submit>
                <p>{account::DELETE_GONE}</p>
                <p>{account::DELETE_STAYS}</p>
                <PasswordField label=crate::strings::door::PASSWORD value=password focus=true testid="password" />
                <FormProblem problem />
                <footer>
                    <Button words=words::CANCEL on:click=move |_| close.run(()) />
                    <Button words=account::DELETE_DO weight=Weight::Danger submit=true busy attr:data-testid="delete-confirm" />
                </footer>
            </form>
        </Dialog>
    }
}
