//! Erasing the account from this browser, after being asked.

use crate::link;
use crate::strings::{door, words};
use crate::ui::{Button, Dialog, FormProblem, Submit, Weight};
use leptos::prelude::*;
use tacit_bridge::Call;

#[component]
pub(crate) fn ForgetDialog(close: Callback<()>) -> impl IntoView {
    let form = Submit::new();
    // Once it is done every page of this browser starts anew.
    let forget = move |_| form.ask(link::done(Call::SignOutAndForget), |()| ());
    view! {
        <Dialog title=door::FORGET_TITLE close testid="forget-dialog">
            <p>{door::FORGET_WORDS}</p>
            <FormProblem problem=form.problem />
            <footer>
                <Button words=words::CANCEL press=move |_| close.run(()) />
                <Button
                    words=door::FORGET_DO weight=Weight::Danger busy=form.busy
                    press=forget testid="forget-confirm"
                />
            </footer>
        </Dialog>
    }
}
