//! Erasing the account from this browser, after being asked.

use crate::link;
use crate::strings::always;
use crate::ui::{Button, Dialog, FormProblem, Submit, Weight};
use leptos::prelude::*;
use tacit_bridge::DoorCall;

#[component]
pub(crate) fn ForgetDialog(close: Callback<()>) -> impl IntoView {
    let form = Submit::new();
    // Once it is done every page of this browser starts anew.
    let forget = move |_| form.ask(link::door::done(DoorCall::SignOutAndForget), |()| ());
    view! {
        <Dialog title=always().door.forget_title close testid="forget-dialog">
            <p>{always().door.forget_words}</p>
            <FormProblem problem=form.problem />
            <footer>
                <Button words=always().words.cancel press=move |_| close.run(()) />
                <Button
                    words=always().door.forget_do weight=Weight::Danger busy=form.busy
                    press=forget testid="forget-confirm"
                />
            </footer>
        </Dialog>
    }
}
