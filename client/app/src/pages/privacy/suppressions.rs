//! Contact points that are left alone: looked up, put there by hand, taken off again where they were.

use super::party::choice;
use super::reach::{self, HowFar};
use super::{framed, waiting};
use crate::format;
use crate::link;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, Dialog, FormProblem, Submit, TextField, Weight, glyphs, icon_of, turning};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::suppressions::{
    PointWish, SUPPRESSIONS_PAGE, SuppressionList, SuppressionView, SuppressionsAnswer, SuppressionsAsk,
};
use tacit_bridge::records::Id;
use tacit_bridge::{Call, Problem};

const KINDS: [&str; 4] = ["email", "phone", "post", "social"];
/// Why somebody of the team may put one there.
pub(crate) const REASONS: [&str; 4] = ["manual", "hard_bounce", "complaint", "legal"];

pub(crate) fn call(ask: SuppressionsAsk) -> Call {
    Call::PrivacyAsk(PrivacyAsk::Suppressions(ask))
}

async fn asked(ask: SuppressionsAsk) -> Result<SuppressionsAnswer, Problem> {
    match link::privacy_answer(call(ask)).await? {
        PrivacyAnswer::Suppressions(answer) => Ok(answer),
        _ => Err(link::internal(always().link.other_version)),
    }
}

#[component]
pub(crate) fn SuppressionsPage() -> impl IntoView {
    let app = app();
    let from = RwSignal::new(0_u32);
    let lifting = RwSignal::new(None::<Id>);
    let found: RwSignal<Option<Result<SuppressionList, Problem>>> = RwSignal::new(None);
    Effect::new(move |_| {
        app.changes.track();
        let ask = SuppressionsAsk::List(from.get());
        spawn_local(async move {
            let answer = asked(ask).await.and_then(|answer| match answer {
                SuppressionsAnswer::List(list) => Ok(list),
                _ => Err(link::internal(always().link.other_version)),
            });
            if found.try_with_untracked(|old| old.as_ref() != Some(&answer)) == Some(true) {
                found.set(Some(answer));
            }
        });
    });
    let list = move || {
        found.with(|found| waiting(found).or_else(|| Some(listed(found.as_ref()?.as_ref().ok()?, from, lifting))))
    };
    let close = Callback::new(move |()| lifting.set(None));
    let body = view! {
        <p class="hint">{t().suppressions.words}</p>
        {move || (!app.read_only()).then(|| view! { <Point /> })}
        {list}
        {move || lifting.get().map(|id| lift_dialog(id, close))}
    };
    framed(t().suppressions.title, "suppressions", body)
}

/// Looks a contact point up, or leaves it alone from now on.
#[component]
fn Point() -> impl IntoView {
    let app = app();
    let kind = RwSignal::new(KINDS[0].to_owned());
    let (value, reason) = (RwSignal::new(String::new()), RwSignal::new(REASONS[0].to_owned()));
    let chosen = RwSignal::new(reach::FIRST.to_owned());
    let held: RwSignal<Option<Vec<SuppressionView>>> = RwSignal::new(None);
    let (looking, adding) = (Submit::new(), Submit::new());
    // What was found is about what was typed then.
    Effect::new(move |_| {
        kind.track();
        value.track();
        held.set(None);
    });
    let point = move || PointWish { kind: kind.get_untracked(), value: value.get_untracked() };
    let look = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        adding.problem.set(None);
        looking.ask(asked(SuppressionsAsk::Check(point())), move |answer| {
            if let SuppressionsAnswer::Found(found) = answer {
                held.try_set(Some(found));
            }
        });
    };
    let add = move |_| {
        looking.problem.set(None);
        let reach = chosen.with_untracked(|chosen| reach::read(chosen));
        let ask = SuppressionsAsk::Add { point: point(), reach, reason: reason.get_untracked() };
        adding.ask(link::changed(call(ask)), move |_| {
            app.say(t().suppressions.added, None);
            value.try_set(String::new());
        });
    };
    let shown = move || {
        held.get().map(|found| match found.is_empty() {
            true => view! { <p class="plain" data-testid="point-free">{t().suppressions.not_found}</p> }.into_any(),
            false => view! {
                <div data-testid="point-held">
                    <p class="plain"><b>{t().suppressions.found}</b></p>
                    <ul class="lines">{found.into_iter().map(|of| line(of, None)).collect_view()}</ul>
                </div>
            }
            .into_any(),
        })
    };
    view! {
        <section class="card">
            <header><h2>{t().suppressions.look_title}</h2></header>
            <form class="body stack-form" on:submit=look>
                <div class="word-fields">
                    {choice(t().suppressions.kind, &KINDS, t().suppressions.kind_words, kind)}
                    <TextField
                        label=t().suppressions.value value hint=t().suppressions.value_hint testid="point-value"
                    />
                    {choice(t().suppressions.reason, &REASONS, t().suppressions.reason_words, reason)}
                    <HowFar kind chosen />
                </div>
                <FormProblem problem=looking.problem />
                <FormProblem problem=adding.problem />
                <div class="press-line">
                    <Button words=t().suppressions.look glyph=glyphs::SEARCH submit=true busy=looking.busy testid="point-look" />
                    <Button words=t().suppressions.add glyph=glyphs::PLUS press=add busy=adding.busy testid="point-add" />
                </div>
            </form>
            <div aria-live="polite">{shown}</div>
        </section>
    }
    .into_any()
}

fn listed(of: &SuppressionList, from: RwSignal<u32>, lifting: RwSignal<Option<Id>>) -> AnyView {
    if of.total == 0 {
        return view! { <div class="quiet">{icon_of(glyphs::LOCK, 22)}<p>{t().suppressions.none}</p></div> }.into_any();
    }
    let lifting = (of.may_lift && !app().read_only_now()).then_some(lifting);
    let lines = of.lines.iter().cloned().map(|one| line(one, lifting)).collect_view();
    view! {
        <section class="card" data-testid="suppression-list">
            <header>
                <h2>{t().suppressions.list}</h2>
                <span class="faint num" data-testid="suppression-total">{t().suppressions.entries(of.total)}</span>
            </header>
            <ul class="lines">{lines}</ul>
            {turning(of.total, SUPPRESSIONS_PAGE, from)}
        </section>
        <p class="hint">{t().suppressions.stays}</p>
    }
    .into_any()
}

/// What is on the list, with what takes it off.
pub(crate) fn line(of: SuppressionView, lifting: Option<RwSignal<Option<Id>>>) -> AnyView {
    let id = of.id;
    let press = lifting.filter(|_| of.by_hand).map(|lifting| {
        view! { <Button words=t().suppressions.lift press=move |_| lifting.set(Some(id)) testid="suppression-lift" /> }
    });
    let what = format!("{} · {}", t().suppressions.scope(&of.scope, &of.of), t().suppressions.written(&of.by));
    view! {
        <li data-testid="suppression" data-reason=of.reason.clone()>
            <div class="what">
                <b>{(t().suppressions.reason_words)(&of.reason)}</b>
                <span>{what}</span>
            </div>
            <time class="faint num" title=format::moment(of.since)>{format::day(of.since)}</time>
            {press}
        </li>
    }
    .into_any()
}

/// Asks for the reason.
fn lift_dialog(id: Id, close: Callback<()>) -> AnyView {
    let app = app();
    let (why, form) = (RwSignal::new(String::new()), Submit::new());
    let submit = form.on_submit(
        move || link::changed(call(SuppressionsAsk::Lift { id, why: why.get_untracked() })),
        move |_| {
            app.say(t().suppressions.lifted, None);
            close.try_run(());
        },
    );
    view! {
        <Dialog title=t().suppressions.lift_title close testid="lift-dialog">
            <form class="stack-form" on:submit=submit>
                <p class="quiet small">{t().suppressions.lift_words}</p>
                <TextField label=t().suppressions.why value=why focus=true testid="lift-why" />
                <FormProblem problem=form.problem />
                <footer>
                    <Button words=always().words.cancel press=move |_| close.run(()) />
                    <Button
                        words=t().suppressions.lift weight=Weight::Primary submit=true busy=form.busy testid="lift-save"
                    />
                </footer>
            </form>
        </Dialog>
    }
    .into_any()
}
