//! Keeping records: by law, or put off until a day; and ending that.

use crate::format;
use crate::link;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, Dialog, FormProblem, Submit, TextField, Weight};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;
use tacit_bridge::privacy::ask::PrivacyAsk;
use tacit_bridge::privacy::retention::RetentionAsk;
use tacit_bridge::records::Id;

/// What is to be kept, and how.
#[derive(Clone, PartialEq)]
pub(crate) struct Holding {
    pub(crate) records: Vec<Id>,
    pub(crate) by_law: bool,
}

/// Asks why and until when.
#[component]
pub(crate) fn HoldDialog(of: Holding, close: Callback<()>) -> impl IntoView {
    let app = app();
    let (why, until, form) = (RwSignal::new(String::new()), RwSignal::new(String::new()), Submit::new());
    let (title, words, label, press, said) = match of.by_law {
        true => (
            t().retention.hold_title,
            t().retention.hold_words,
            t().retention.until_open,
            t().retention.hold,
            t().retention.held_said,
        ),
        false => (
            t().retention.snooze_title,
            t().retention.snooze_words,
            t().retention.until,
            t().retention.snooze,
            t().retention.snoozed_said,
        ),
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let until = format::midnight(&until.get_untracked()).map(|at| at.max(0.0) as u64);
        let (records, by_law, why) = (of.records.clone(), of.by_law, why.get_untracked());
        let ask = RetentionAsk::Hold { records, by_law, why, until };
        form.ask(link::changed(Call::PrivacyAsk(PrivacyAsk::Retention(ask))), move |_| {
            app.say(said, None);
            close.try_run(());
        });
    };
    view! {
        <Dialog title close testid="hold-dialog">
            <form class="stack-form" on:submit=submit>
                <p>{words}</p>
                <TextField label=t().restriction.why value=why focus=true testid="hold-why" />
                <div class="field">
                    <label class="label">
                        {label}
                        <input
                            class="input num" type="date" data-testid="hold-until" prop:value=move || until.get()
                            on:input=move |event| until.set(event_target_value(&event))
                        />
                    </label>
                </div>
                <FormProblem problem=form.problem />
                <footer>
                    <Button words=always().words.cancel press=move |_| close.run(()) />
                    <Button words=press weight=Weight::Primary submit=true busy=form.busy testid="hold-save" />
                </footer>
            </form>
        </Dialog>
    }
    .into_any()
}

fn ended(id: Id, why: String) -> Call {
    Call::PrivacyAsk(PrivacyAsk::Retention(RetentionAsk::EndHold { hold: id, why }))
}

/// Ends what was put off: whoever did that looks at it now.
pub(super) fn end(id: Id) {
    let app = app();
    spawn_local(async move {
        match link::changed(ended(id, String::new())).await {
            Ok(_) => app.say(t().retention.hold_ended, None),
            Err(problem) => app.complain(&problem),
        }
    });
}

/// Asks why what law keeps may go again.
#[component]
pub(super) fn EndHoldDialog(id: Id, close: Callback<()>) -> impl IntoView {
    let app = app();
    let (why, form) = (RwSignal::new(String::new()), Submit::new());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        form.ask(link::changed(ended(id, why.get_untracked())), move |_| {
            app.say(t().retention.hold_ended, None);
            close.try_run(());
        });
    };
    view! {
        <Dialog title=t().retention.end_hold_title close testid="end-hold-dialog">
            <form class="stack-form" on:submit=submit>
                <p>{t().retention.end_hold_words}</p>
                <TextField label=t().restriction.why value=why focus=true testid="end-hold-why" />
                <FormProblem problem=form.problem />
                <footer>
                    <Button words=always().words.cancel press=move |_| close.run(()) />
                    <Button
                        words=t().retention.end_hold weight=Weight::Danger submit=true busy=form.busy testid="end-hold-confirm"
                    />
                </footer>
            </form>
        </Dialog>
    }
    .into_any()
}
