//! Removing a member, after being asked, and naming one anew.

use crate::link;
use crate::state::app;
use crate::strings::{members, settings, words};
use crate::ui::{Button, Dialog, FormProblem, TextField, Weight};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;
use tacit_bridge::members::MemberRow;

#[component]
pub(super) fn RemoveDialog(member: MemberRow, close: Callback<()>) -> impl IntoView {
    let app = app();
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None);
    let (number, name) = (member.member, member.name.clone());
    let remove = move |_| {
        busy.set(true);
        problem.set(None);
        let name = name.clone();
        spawn_local(async move {
            match link::done(Call::RemoveMember(number)).await {
                Ok(()) => {
                    app.say(members::removed(&name), None);
                    app.membership.update(|changes| *changes = changes.wrapping_add(1));
                    // The list, and this dialog with it, may be drawn anew already.
                    close.try_run(());
                }
                Err(error) => problem.set(Some(error)),
            }
            busy.try_set(false);
        });
    };
    view! {
        <Dialog title=members::remove_title(&member.name) close testid="remove-dialog">
            <p>{members::remove_words(&member.name)}</p>
            <FormProblem problem />
            <footer>
                <Button words=words::CANCEL on:click=move |_| close.run(()) />
                <Button words=members::REMOVE weight=Weight::Danger busy on:click=remove attr:data-testid="remove-confirm" />
            </footer>
        </Dialog>
    }
}

#[component]
pub(super) fn RenameDialog(member: MemberRow, close: Callback<()>) -> impl IntoView {
    let app = app();
    let name = RwSignal::new(member.name.clone());
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None);
    let number = member.member;
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        busy.set(true);
        problem.set(None);
        spawn_local(async move {
            match link::done(Call::RenameMember { member: number, name: name.get_untracked() }).await {
                Ok(()) => {
                    app.membership.update(|changes| *changes = changes.wrapping_add(1));
                    close.try_run(());
                }
                Err(error) => problem.set(Some(error)),
            }
            busy.try_set(false);
        });
    };
    view! {
        <Dialog title=members::RENAME close>
            <form class="stack-form" on:submit=submit>
                <TextField label=words::NAME value=name focus=true />
                <FormProblem problem />
                <footer>
                    <Button words=words::CANCEL on:click=move |_| close.run(()) />
                    <Button words=settings::SAVE weight=Weight::Primary submit=true busy />
                </footer>
            </form>
        </Dialog>
    }
}
