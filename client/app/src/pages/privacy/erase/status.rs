//! How far an erasure is: with the server, on whose devices, who is told, what is left.

use super::{changed, left};
use crate::format;
use crate::shell::record_path;
use crate::state::app;
use crate::strings::t;
use crate::ui::{Button, Weight, glyphs, icon};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use tacit_bridge::privacy::erasure::{ErasureAsk, ErasureStage, ErasureView, RecipientView, Verified};
use tacit_bridge::records::{Id, Related};

/// A stage as a word with its colour, and what it means.
pub(super) fn stage(view: &ErasureView) -> (&'static str, &'static str, Option<&'static str>) {
    match view.stage {
        _ if view.finished.is_some() => ("state ok", t().erasure.finished, None),
        ErasureStage::Waiting => ("state warn", t().erasure.waiting, Some(t().erasure.waiting_words)),
        ErasureStage::AtAdmin => ("state warn", t().erasure.at_admin, Some(t().erasure.at_admin_words)),
        ErasureStage::Purging => ("state warn", t().erasure.purging, Some(t().erasure.purging_words)),
        ErasureStage::Gone => ("state ok", t().erasure.gone_now, None),
    }
}

/// Asks for something and says what went wrong.
pub(super) fn tell(ask: ErasureAsk, said: Option<&'static str>) {
    let app = app();
    spawn_local(async move {
        match changed(ask).await {
            Ok(_) => said.into_iter().for_each(|said| app.say(said, None)),
            Err(problem) => app.complain(&problem),
        }
    });
}

/// Whose devices, how many, and when the last one did.
fn verified(of: &Verified) -> String {
    t().erasure.devices(&of.by, of.devices, &format::day(of.at))
}

pub(super) fn drawn(of: ErasureView) -> AnyView {
    let person = of.person;
    let (class, word, words) = stage(&of);
    let asked = t().erasure.asked(&format::day(of.at), &of.by);
    let finished = of.finished.as_ref().map(|(at, by)| t().erasure.finished_on(&format::day(*at), by));
    let seen = t().erasure.seen(of.seen.len() as u32, of.members);
    let here = of.here.then(|| t().erasure.here.to_owned());
    let devices: Vec<String> = of.seen.iter().map(verified).chain(here).collect();
    let devices = devices.join(" · ");
    let writes = !app().read_only_now();
    let goes_on = of.stage == ErasureStage::AtAdmin && of.may_erase && writes;
    let go_on = goes_on.then(|| {
        view! {
            <Button
                words=t().erasure.go_on weight=Weight::Danger testid="erase-continue"
                press=move |_| tell(ErasureAsk::Continue(person), None)
            />
        }
    });
    let is_gone = of.stage == ErasureStage::Gone;
    let title = t().erasure.of_day(&format::day(of.at));
    view! {
        <section class="card" data-testid="erasure" data-stage=format!("{:?}", of.stage)>
            <header>
                <h2>{title}</h2>
                <span class=class data-testid="erasure-stage">{word}</span>
            </header>
            <ul class="lines">
                <li>
                    <div class="what">
                        <b>{asked}</b>
                        <span>{t().erasure.records(of.records)}</span>
                        {words.map(|words| view! { <span>{words}</span> })}
                        {finished.map(|words| view! { <span>{words}</span> })}
                    </div>
                    {go_on}
                </li>
                <li data-testid="erasure-seen">{icon(glyphs::SHIELD)}<div class="what"><b>{seen}</b><span>{devices}</span></div></li>
            </ul>
        </section>
        {late(&of, writes)}
        {recipients(person, &of.recipients, false)}
        {left::kept(&of)}
        {(is_gone && of.finished.is_none()).then(|| view! { <left::LeftNow person /> })}
    }
    .into_any()
}

/// What names the person and was written elsewhere meanwhile.
fn late(of: &ErasureView, writes: bool) -> Option<AnyView> {
    let person = of.person;
    (of.stage == ErasureStage::Gone && !of.late.is_empty()).then(|| {
        let line = |one: Related| {
            view! { <li><A href=record_path(one.kind, one.id)><span class="grow cut">{one.name}</span></A></li> }
        };
        let more = (writes && of.may_erase).then(|| {
            view! {
                <Button
                    words=t().erasure.late_erase weight=Weight::Danger testid="erase-late"
                    press=move |_| tell(ErasureAsk::Continue(person), None)
                />
            }
        });
        view! {
            <section class="card" data-testid="erase-came-late">
                <header><h2>{t().erasure.late}</h2>{more}</header>
                <p class="plain">{t().erasure.late_words}</p>
                <ul class="lines links">{of.late.iter().cloned().map(line).collect_view()}</ul>
            </section>
        }
        .into_any()
    })
}

/// Who was given the data and is to be told (Art. 19).
pub(super) fn recipients(person: Id, all: &[RecipientView], ahead: bool) -> Option<AnyView> {
    let writes = !ahead && !app().read_only_now();
    let line = |one: &RecipientView| {
        let party = one.id;
        let told = one.told.as_ref().map(|(at, by)| t().erasure.told_on(&format::day(*at), by));
        let open = writes && told.is_none();
        view! {
            <li data-testid="erase-recipient">
                <div class="what">
                    <b>{one.name.clone()}</b>
                    <span>{one.contact.clone()}</span>
                    {told.map(|told| view! { <span class="state ok">{told}</span> })}
                </div>
                {open.then(|| view! {
                    <Button
                        words=t().erasure.told testid="erase-told"
                        press=move |_| tell(ErasureAsk::Told { person, party }, None)
                    />
                })}
            </li>
        }
    };
    (!all.is_empty()).then(|| {
        view! {
            <section class="card" data-testid="erase-recipients">
                <header><h2>{t().erasure.recipients}</h2></header>
                <p class="plain">{t().erasure.recipients_words}</p>
                <ul class="lines">{all.iter().map(line).collect_view()}</ul>
            </section>
        }
        .into_any()
    })
}
