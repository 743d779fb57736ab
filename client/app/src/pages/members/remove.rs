//! Removing a member, after being asked, and naming one anew.

use crate::link;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, Dialog, FormProblem, Submit, TextField, Weight};
use leptos::prelude::*;
use tacit_bridge::Call;
use tacit_bridge::members::MemberRow;

#[component]
pub(super) fn RemoveDialog(member: MemberRow, close: Callback<()>) -> impl IntoView {
    let app = app();
    let form = Submit::new();
    let (number, name) = (member.member, member.name.clone());
    let remove = move |_| {
        let name = name.clone();
        form.ask(link::done(Call::RemoveMember(number)), move |()| {
            app.say(t().members.removed(&name), None);
            app.membership.update(|changes| *changes = changes.wrapping_add(1));
            // The list, and this dialog with it, may be drawn anew already.
            close.try_run(());
        });
    };
    view! {
        <Dialog title=t().members.remove_title(&member.name) close testid="remove-dialog">
            <p>{t().members.remove_words(&member.name)}</p>
            <FormProblem problem=form.problem />
            <footer>
                <Button words=always().words.cancel press=move |_| close.run(()) />
                <Button
                    words=t().members.remove weight=Weight::Danger busy=form.busy
                    press=remove testid="remove-confirm"
                />
            </footer>
        </Dialog>
    }
}

#[component]
pub(super) fn RenameDialog(member: MemberRow, close: Callback<()>) -> impl IntoView {
    let app = app();
    let name = RwSignal::new(member.name.clone());
    let form = Submit::new();
    let number = member.member;
    let call = move || Call::RenameMember { member: number, name: name.get_untracked() };
    let submit = form.on_submit(
        move || link::changed(call()),
        move |(_, undo)| {
            app.say(t().settings.renamed, undo);
            app.membership.update(|changes| *changes = changes.wrapping_add(1));
            close.try_run(());
        },
    );
    view! {
        <Dialog title=t().members.rename close>
            <form class="stack-form" on:submit=submit>
                <TextField label=always().words.name value=name focus=true />
                <FormProblem problem=form.problem />
                <footer>
                    <Button words=always().words.cancel press=move |_| close.run(()) />
                    <Button words=t().settings.save weight=Weight::Primary submit=true busy=form.busy />
                </footer>
            </form>
        </Dialog>
    }
}
