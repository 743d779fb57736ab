//! A person's contact points that are left alone, and what leaves one alone from now on.

use crate::link;
use crate::pages::privacy::suppressions::{REASONS, call, line};
use crate::pages::privacy::{HowFar, answered, party, reach, waiting};
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, Dialog, FormProblem, Select, Submit, Weight};
use leptos::prelude::*;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::suppressions::{PointHeld, PointWish, SuppressionsAnswer, SuppressionsAsk};
use tacit_bridge::records::Id;

#[component]
pub(super) fn LeftAlone(id: Id, free: Signal<bool>) -> impl IntoView {
    let found = answered(PrivacyAsk::Suppressions(SuppressionsAsk::Of(id)), |answer| match answer {
        PrivacyAnswer::Suppressions(SuppressionsAnswer::Person(points)) => Some(points),
        _ => None,
    });
    let adding = RwSignal::new(None::<Vec<PointWish>>);
    let body = move || {
        found.with(|found| waiting(found).or_else(|| drawn(found.as_ref()?.as_ref().ok()?, free.get(), adding)))
    };
    view! {
        {body}
        {move || adding.get().map(|points| {
            view! { <AddDialog points close=Callback::new(move |()| adding.set(None)) /> }
        })}
    }
}

/// Nothing of somebody who has no contact point.
fn drawn(points: &[PointHeld], free: bool, adding: RwSignal<Option<Vec<PointWish>>>) -> Option<AnyView> {
    if points.is_empty() {
        return None;
    }
    let may = free && !app().read_only_now();
    let all: Vec<PointWish> = points.iter().map(|of| of.point.clone()).collect();
    let held = points.iter().filter(|of| !of.held.is_empty()).map(|of| {
        let lines = of.held.iter().cloned().map(|one| line(one, None)).collect_view();
        view! { <li data-testid="person-point"><div class="what"><b class="cut">{of.point.value.clone()}</b></div></li>{lines} }
    });
    let none = points.iter().all(|of| of.held.is_empty());
    let lines = match none {
        true => view! { <p class="plain">{t().suppressions.none_of_them}</p> }.into_any(),
        false => view! { <ul class="lines">{held.collect_view()}</ul> }.into_any(),
    };
    let press = move |_| adding.set(Some(all.clone()));
    Some(
        view! {
            <section class="card" data-testid="left-alone">
                <header>
                    <h2>{t().suppressions.title}</h2>
                    {may.then(|| view! { <Button words=t().suppressions.add_more press testid="leave-alone" /> })}
                </header>
                {lines}
            </section>
        }
        .into_any(),
    )
}

/// Asks which contact point, how far and why.
#[component]
fn AddDialog(points: Vec<PointWish>, close: Callback<()>) -> impl IntoView {
    let app = app();
    let (at, chosen) = (RwSignal::new("0".to_owned()), RwSignal::new(reach::FIRST.to_owned()));
    let (reason, form) = (RwSignal::new(REASONS[0].to_owned()), Submit::new());
    let choices =
        points.iter().enumerate().map(|(at, point)| (at.to_string(), point.value.clone())).collect::<Vec<_>>();
    let points = StoredValue::new(points);
    let point =
        move |at: &str| points.with_value(|points| at.parse::<usize>().ok().and_then(|at| points.get(at).cloned()));
    let kind = Signal::derive(move || at.with(|at| point(at)).map(|point| point.kind).unwrap_or_default());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(point) = at.with_untracked(|at| point(at)) else { return };
        let reach = chosen.with_untracked(|chosen| reach::read(chosen));
        let ask = SuppressionsAsk::Add { point, reach, reason: reason.get_untracked() };
        form.ask(link::changed(call(ask)), move |_| {
            app.say(t().suppressions.added, None);
            close.try_run(());
        });
    };
    view! {
        <Dialog title=t().suppressions.add_title close testid="leave-alone-dialog">
            <form class="stack-form" on:submit=submit>
                <p class="quiet small">{t().suppressions.add_words}</p>
                <div class="field">
                    <span class="label" aria-hidden="true">{t().suppressions.point}</span>
                    <Select name=t().suppressions.point choices value=at pick=move |picked: String| at.set(picked) />
                </div>
                <HowFar kind chosen />
                {party::choice(t().suppressions.reason, &REASONS, t().suppressions.reason_words, reason)}
                <FormProblem problem=form.problem />
                <footer>
                    <Button words=always().words.cancel press=move |_| close.run(()) />
                    <Button
                        words=t().suppressions.add weight=Weight::Primary submit=true busy=form.busy testid="leave-alone-save"
                    />
                </footer>
            </form>
        </Dialog>
    }
    .into_any()
}
