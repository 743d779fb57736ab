//! Deleting the account, after saying what that erases and what not.

use crate::link;
use crate::strings::{account, words};
use crate::ui::{Button, Dialog, FormProblem, PasswordField, Submit, Weight};
use leptos::prelude::*;
use tacit_bridge::Call;

#[component]
pub(super) fn DeleteDialog(close: Callback<()>) -> impl IntoView {
    let password = RwSignal::new(String::new());
    let form = Submit::new();
    // Once it is done every page of this browser starts anew.
    let submit =
        form.on_submit(move || link::done(Call::DeleteAccount { password: password.get_untracked() }), |()| ());
    view! {
        <Dialog title=account::DELETE_TITLE close testid="delete-dialog">
            <form class="stack-form" on:submit=submit>
                <p>{account::DELETE_GONE}</p>
                <p>{account::DELETE_STAYS}</p>
                <PasswordField label=crate::strings::door::PASSWORD value=password focus=true testid="password" />
                <FormProblem problem=form.problem />
                <footer>
                    <Button words=words::CANCEL press=move |_| close.run(()) />
                    <Button
                        words=account::DELETE_DO weight=Weight::Danger submit=true busy=form.busy
                        testid="delete-confirm"
                    />
                </footer>
            </form>
        </Dialog>
    }
}
