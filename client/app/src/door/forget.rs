//! Erasing the account from this browser, after being asked.

use crate::link;
use crate::strings::{door, words};
use crate::ui::{Button, Dialog, FormProblem, Weight};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;

#[component]
pub(crate) fn ForgetDialog(close: Callback<()>) -> impl IntoView {
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None);
    let forget = move |_| {
        busy.set(true);
        spawn_local(async move {
            // Once it is done every page of this browser starts anew.
            if let Err(error) = link::done(Call::SignOutAndForget).await {
                problem.try_set(Some(error));
                busy.try_set(false);
            }
        });
    };
    view! {
        <Dialog title=door::FORGET_TITLE close testid="forget-dialog">
            <p>{door::FORGET_WORDS}</p>
            <FormProblem problem />
            <footer>
                <Button words=words::CANCEL on:click=move |_| close.run(()) />
                <Button words=door::FORGET_DO weight=Weight::Danger busy on:click=forget attr:data-testid="forget-confirm" />
            </footer>
        </Dialog>
    }
}
