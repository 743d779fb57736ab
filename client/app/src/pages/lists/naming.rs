//! The name of a list, and what it is for.

use crate::link;
use crate::shell::record_path;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, Dialog, FormProblem, Submit, TextField, Weight};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use tacit_bridge::Call;
use tacit_bridge::records::{Kind, ListAsk, PickedList};

#[component]
pub(super) fn NameDialog(list: Option<PickedList>, close: Callback<()>) -> impl IntoView {
    let app = app();
    let navigate = use_navigate();
    let id = list.as_ref().map(|list| list.id);
    let (name, about) = list.map(|list| (list.name, list.about)).unwrap_or_default();
    let (name, about) = (RwSignal::new(name), RwSignal::new(about));
    let form = Submit::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let ask = ListAsk::Save { id, name: name.get_untracked(), about: about.get_untracked() };
        let navigate = navigate.clone();
        form.ask(link::changed(Call::Lists(ask)), move |(made, undo)| {
            app.say(t().lists.saved, undo);
            close.try_run(());
            // A new list is where one goes on.
            if let Some(made) = made.filter(|_| id.is_none()) {
                navigate(&record_path(Kind::List, made), Default::default());
            }
        });
    };
    let title = if id.is_some() { t().lists.rename } else { t().lists.new_list };
    view! {
        <Dialog title close testid="list-form">
            <form class="stack-form" on:submit=submit>
                <TextField label=always().words.name value=name focus=true placeholder=t().lists.name_example testid="list-name" />
                <TextField label=t().lists.about value=about placeholder=t().lists.about_example testid="list-about" />
                <FormProblem problem=form.problem />
                <footer>
                    <Button words=always().words.cancel press=move |_| close.run(()) />
                    <Button words=t().lists.save weight=Weight::Primary submit=true busy=form.busy testid="list-save" />
                </footer>
            </form>
        </Dialog>
    }
    .into_any()
}
