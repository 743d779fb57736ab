//! Deleting the account, after saying what that erases and what not.

use crate::link;
use crate::strings::{always, t};
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
        <Dialog title=t().account.delete_title close testid="delete-dialog">
            <form class="stack-form" on:submit=submit>
                <p>{t().account.delete_gone}</p>
                <p>{t().account.delete_stays}</p>
                <PasswordField label=always().door.password value=password focus=true testid="password" />
                <FormProblem problem=form.problem />
                <footer>
                    <Button words=always().words.cancel press=move |_| close.run(()) />
                    <Button
                        words=t().account.delete_do weight=Weight::Danger submit=true busy=form.busy
                        testid="delete-confirm"
                    />
                </footer>
            </form>
        </Dialog>
    }
}
