//! What has to come back from a third party: confirmed with how, and told on the page of the task about it.

use super::answered;
use crate::format;
use crate::link;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, Dialog, FormProblem, Submit, TextField, Weight};
use leptos::prelude::*;
use leptos_router::components::A;
use tacit_bridge::Call;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::returning::{ReturnView, ReturningAsk};
use tacit_bridge::records::Id;

/// Where a return stands, after the line of what left; with the button that confirms it.
pub(super) fn standing(of: &ReturnView) -> AnyView {
    match &of.confirmed {
        Some(said) => {
            let words = t().returning.confirmed(&format::day(said.at), &said.by);
            let how = (!said.how.is_empty()).then(|| view! { <span class="quote">{said.how.clone()}</span> });
            view! { <span class="small" data-testid="return-confirmed">{words}</span>{how} }.into_any()
        }
        None if app().read_only_now() => ().into_any(),
        None => view! { <Confirming disclosure=of.disclosure /> }.into_any(),
    }
}

#[component]
fn Confirming(disclosure: Id) -> impl IntoView {
    let asking = RwSignal::new(false);
    let close = Callback::new(move |()| asking.set(false));
    view! {
        <div>
            <Button words=t().returning.confirm press=move |_| asking.set(true) testid="return-confirm" />
        </div>
        {move || asking.get().then(|| view! { <ConfirmDialog disclosure close /> })}
    }
    .into_any()
}

#[component]
fn ConfirmDialog(disclosure: Id, close: Callback<()>) -> impl IntoView {
    let app = app();
    let (how, form) = (RwSignal::new(String::new()), Submit::new());
    let submit = form.on_submit(
        move || {
            let ask = ReturningAsk::Confirm { disclosure, how: how.get_untracked() };
            link::changed(Call::PrivacyAsk(PrivacyAsk::Returning(ask)))
        },
        move |_| {
            app.say(t().returning.saved, None);
            close.try_run(());
        },
    );
    view! {
        <Dialog title=t().returning.confirm_title close testid="return-dialog">
            <form class="stack-form" on:submit=submit>
                <p class="quiet small">{t().returning.confirm_words}</p>
                <TextField label=t().returning.how value=how hint=t().returning.how_hint focus=true testid="return-how" />
                <FormProblem problem=form.problem />
                <footer>
                    <Button words=always().words.cancel press=move |_| close.run(()) />
                    <Button words=t().returning.save weight=Weight::Primary submit=true busy=form.busy testid="return-save" />
                </footer>
            </form>
        </Dialog>
    }
    .into_any()
}

/// What a task is about, if that is data that has to come back.
pub(crate) fn return_card(task: Id) -> AnyView {
    let found = answered(PrivacyAsk::Returning(ReturningAsk::OfTask(task)), |answer| match answer {
        PrivacyAnswer::Returning(of) => Some(of),
        _ => None,
    });
    let shown = move || {
        let of = found.with(|found| found.as_ref()?.as_ref().ok()?.0.clone())?;
        let words = t().returning.by_day(&of.party, &format::day(of.by));
        let hint = of.confirmed.is_none().then(|| view! { <p class="hint">{t().returning.tick_words}</p> });
        let stands = standing(&of);
        Some(view! {
            <section class="card" data-testid="task-return">
                <header><h2><A href="/privacy/third-parties">{of.party}</A></h2></header>
                <div class="body stack-form"><p>{words}</p>{hint}{stands}</div>
            </section>
        })
    };
    shown.into_any()
}
