//! What erasing a person comes to, and the confirmation by typing.

use super::{bunches, changed, left};
use crate::format;
use crate::state::app;
use crate::strings::t;
use crate::ui::{Banner, Button, FormProblem, Submit, TextField, Tone, Weight};
use leptos::prelude::*;
use leptos_router::components::A;
use tacit_bridge::privacy::erasure::{Bunch, ErasureAsk, ErasurePreview, ErasureWish, HoldOn};
use tacit_bridge::records::Id;

/// The confirmation: what was typed, and whether rows of deals are kept.
#[derive(Clone, Copy, Default)]
pub(super) struct Confirming {
    typed: RwSignal<String>,
    keep: RwSignal<bool>,
}

pub(super) fn drawn(person: Id, of: ErasurePreview, confirming: Confirming) -> AnyView {
    let name = Some(of.name.clone()).filter(|name| !name.is_empty());
    let plain = |words: String| view! { <p class="plain">{words}</p> }.into_any();
    let points = (of.points > 0).then(|| plain(t().erasure.points(of.points)));
    let kept = plain(t().erasure.kept_words.to_owned());
    let places = [t().history.erase_backups, t().history.erase_devices, t().history.erase_copies];
    let places = places.into_iter().map(|place| view! { <li>{place}</li> }).collect_view();
    view! {
        <h2 data-testid="erase-name">{name}</h2>
        {held(&of.holds)}
        {card(t().erasure.gone, "erase-gone", &of.gone, (None, points))}
        {card(t().erasure.rewritten, "erase-rewritten", &of.rewritten, (None, None))}
        {left::ahead(&of.left)}
        {super::status::recipients(person, &of.recipients, true)}
        {card(t().erasure.kept, "erase-kept", &of.kept, (Some(kept), None))}
        <section class="card">
            <header><h2>{t().erasure.still}</h2></header>
            <div class="body"><ul class="dashes">{places}</ul></div>
        </section>
        {(of.holds.is_empty() && !app().read_only_now()).then(|| confirm(person, &of, confirming))}
    }
    .into_any()
}

fn card(
    title: &'static str,
    testid: &'static str,
    all: &[Bunch],
    (before, after): (Option<AnyView>, Option<AnyView>),
) -> Option<AnyView> {
    (!all.is_empty()).then(|| {
        view! {
            <section class="card" data-testid=testid>
                <header><h2>{title}</h2></header>
                {before}
                {bunches(all)}
                {after}
            </section>
        }
        .into_any()
    })
}

fn held(holds: &[HoldOn]) -> Option<AnyView> {
    let why = |hold: &HoldOn| match hold.until {
        Some(until) => t().erasure.held_until(&hold.why, &format::day(until)),
        None => hold.why.clone(),
    };
    (!holds.is_empty()).then(|| {
        let words: Vec<String> = holds.iter().map(why).collect();
        view! {
            <Banner tone=Tone::Warn title=t().erasure.held words=words.join(" · ") testid="erase-held">
                <A href="/privacy/retention" attr:class="btn">{t().erasure.held_link}</A>
            </Banner>
        }
        .into_any()
    })
}

fn confirm(person: Id, of: &ErasurePreview, Confirming { typed, keep }: Confirming) -> AnyView {
    let (app, form) = (app(), Submit::new());
    let deals = (of.deals_alone > 0).then(|| {
        let toggle = move |event| keep.set(event_target_checked(&event));
        view! {
            <div class="tag-boxes">
                <label class="switch-line">
                    <input type="checkbox" class="check" data-testid="erase-rows" prop:checked=keep on:change=toggle />
                    <span>{t().erasure.rows(of.deals_alone)}</span>
                </label>
            </div>
        }
    });
    let to_type = of.to_type.clone();
    let label = t().erasure.type_this(&to_type);
    let press = if of.may_erase { t().erasure.erase } else { t().erasure.ask_admin };
    let differs = Signal::derive(move || typed.with(|typed| typed.trim() != to_type));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if differs.get_untracked() {
            return;
        }
        let keep_deals = keep.get_untracked().then(|| t().erasure.row.to_owned());
        let wish = ErasureWish { person, typed: typed.get_untracked(), task: t().erasure.task.to_owned(), keep_deals };
        form.ask(changed(ErasureAsk::Erase(wish)), move |_| app.say(t().erasure.begun, None));
    };
    view! {
        <section class="card" data-testid="erase-confirm-card">
            <form class="body stack-form" on:submit=submit>
                {(!of.may_erase).then(|| view! { <p>{t().erasure.no_admin}</p> })}
                {deals}
                <p><b>{t().history.erase_final}</b></p>
                <TextField label value=typed testid="erase-typed" />
                <FormProblem problem=form.problem />
                <div>
                    <Button
                        words=press weight=Weight::Danger submit=true busy=form.busy disabled=differs testid="erase-confirm"
                    />
                </div>
            </form>
        </section>
    }
    .into_any()
}
