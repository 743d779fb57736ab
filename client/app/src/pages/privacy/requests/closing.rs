//! The next step of a request: on, more time, done, refused, taken back.

use super::new::long_field;
use super::{ask, step_in};
use crate::link;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, Dialog, FormProblem, Select, Submit, Weight};
use leptos::prelude::*;
use tacit_bridge::privacy::requests::{Answered, RequestPage, RequestStep, RequestsAsk};
use tacit_bridge::records::Id;

/// A dialog of a step that needs a reason.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Asked {
    Extend,
    Refuse,
}

pub(super) fn card(page: &RequestPage, asked: RwSignal<Option<Asked>>) -> AnyView {
    if page.of.closed || app().read_only_now() {
        return ().into_any();
    }
    let id = page.of.id;
    let can = |state: &str| page.steps.iter().any(|step| step == state);
    let form = Submit::new();
    let go = move |state: &'static str, words: &'static str, testid: &'static str| {
        let press = move |_| step_in(form, id, RequestStep::Advance(state.to_owned()), t().requests.stepped);
        view! { <Button words press testid /> }
    };
    let begins = can("in_progress").then(|| {
        let words = if page.of.state == "approval" { t().requests.send_back } else { t().requests.start };
        go("in_progress", words, "step-work")
    });
    let may = (page.safe || page.identity == "verified") && page.answered != Answered::Missing;
    // An objection and a withdrawal are never refused.
    let refusable = !matches!(page.of.kind.as_str(), "object" | "withdraw");
    view! {
        <section class="card" data-testid="request-steps">
            <header><h2>{t().requests.next}</h2></header>
            <div class="body">
                <div class="press-line">
                    <Button
                        words=t().requests.fulfil weight=Weight::Primary disabled=!may testid="step-fulfil"
                        press=move |_| step_in(form, id, RequestStep::Fulfil, t().requests.fulfilled)
                    />
                    {can("verifying").then(|| go("verifying", t().requests.verify, "step-verify"))}
                    {begins}
                    {can("approval").then(|| go("approval", t().requests.approve, "step-approve"))}
                    {page.may_extend.then(|| view! {
                        <Button words=t().requests.extend press=move |_| asked.set(Some(Asked::Extend)) testid="step-extend" />
                    })}
                    {refusable.then(|| view! {
                        <Button words=t().requests.refuse press=move |_| asked.set(Some(Asked::Refuse)) testid="step-refuse" />
                    })}
                    {go("withdrawn", t().requests.take_back, "step-withdrawn")}
                    {go("duplicate", t().requests.duplicate, "step-duplicate")}
                </div>
                <FormProblem problem=form.problem />
            </div>
        </section>
    }
    .into_any()
}

/// The dialog of a step, beside what is drawn anew whenever the request changes.
pub(super) fn dialogs(request: Id, asked: RwSignal<Option<Asked>>) -> impl IntoView {
    let close = Callback::new(move |()| asked.set(None));
    move || asked.get().map(|asked| dialog(request, asked, close))
}

/// Asks for the reason, of which the person is told.
fn dialog(request: Id, asked: Asked, close: Callback<()>) -> AnyView {
    let app = app();
    let (why, form) = (RwSignal::new(String::new()), Submit::new());
    let (title, words, press, said) = match asked {
        Asked::Extend => {
            (t().requests.extend_title, t().requests.extend_words, t().requests.extend, t().requests.extended)
        }
        Asked::Refuse => {
            (t().requests.refuse_title, t().requests.refuse_words, t().requests.refuse, t().requests.refused)
        }
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let why = why.get_untracked();
        let step = match asked {
            Asked::Extend => RequestStep::Extend { why },
            Asked::Refuse => RequestStep::Refuse { why },
        };
        form.ask(link::changed(ask(RequestsAsk::Step { request, step })), move |_| {
            app.say(said, None);
            close.try_run(());
        });
    };
    let grounds = (asked == Asked::Refuse).then(|| {
        let choices: Vec<_> = t()
            .requests
            .grounds
            .iter()
            .enumerate()
            .map(|(at, (name, _))| (at.to_string(), (*name).to_owned()))
            .collect();
        let chosen = RwSignal::new("0".to_owned());
        let pick = move |picked: String| {
            let words = picked.parse().ok().and_then(|at: usize| t().requests.grounds.get(at)).map(|(_, words)| *words);
            why.set(words.unwrap_or_default().to_owned());
            chosen.set(picked);
        };
        view! {
            <div class="field" data-testid="refuse-ground">
                <span class="label" aria-hidden="true">{t().requests.refuse_ground}</span>
                <Select name=t().requests.refuse_ground choices value=chosen pick />
            </div>
        }
    });
    view! {
        <Dialog title close testid="reason-dialog">
            <form class="stack-form" on:submit=submit>
                <p class="quiet small">{words}</p>
                {grounds}
                {long_field(t().requests.reason, t().requests.refuse_hint, why, "reason")}
                <FormProblem problem=form.problem />
                <footer>
                    <Button words=always().words.cancel press=move |_| close.run(()) />
                    <Button words=press weight=Weight::Primary submit=true busy=form.busy testid="reason-save" />
                </footer>
            </form>
        </Dialog>
    }
    .into_any()
}
