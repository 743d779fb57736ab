//! What a request asks for, and the way to do it.

use super::step_in;
use crate::link;
use crate::pages::privacy::party::tick;
use crate::pages::record::privacy::restriction_dialog;
use crate::shell::record_path;
use crate::state::app;
use crate::strings::t;
use crate::ui::{Button, FormProblem, Submit, TextField, Weight, glyphs};
use leptos::prelude::*;
use leptos_router::components::A;
use tacit_bridge::privacy::requests::{Answered, Objection, RequestPage, RequestStep, RequestsAsk};
use tacit_bridge::records::{Id, Kind};

/// Whether the package may be made now.
pub(super) fn may_pack(page: &RequestPage) -> bool {
    matches!(page.of.kind.as_str(), "access" | "port") && may_be_done(page) && page.person_here
}

fn may_be_done(page: &RequestPage) -> bool {
    !page.of.closed && (page.safe || page.identity == "verified") && !app().read_only_now()
}

/// What to do and whether it was done; a package has its own card.
pub(super) fn card(page: &RequestPage) -> AnyView {
    if page.of.closed {
        return ().into_any();
    }
    let (class, state) = match page.answered {
        Answered::Done => ("state ok", t().requests.done),
        Answered::Missing => ("state warn", t().requests.missing),
        Answered::Untold => ("state", t().requests.untold),
    };
    let person = page.of.person.as_ref().map(|(id, _)| *id).filter(|_| page.person_here);
    let words = match page.of.kind.as_str() {
        "access" | "port" => t().requests.package_words,
        "rectify" => t().requests.rectify_words,
        "erase" => t().requests.erase_words,
        "restrict" => t().requests.restrict_words,
        "object" => t().requests.object_words,
        "withdraw" => t().requests.withdraw_words,
        "auto_decision" => t().requests.auto_words,
        _ => t().requests.complaint_words,
    };
    let ways = match (may_be_done(page), person) {
        (true, Some(person)) => way(page, person),
        (false, _) if !page.safe => Some(view! { <p class="hint">{t().requests.verify_first}</p> }.into_any()),
        _ => None,
    };
    view! {
        <section class="card" data-testid="request-doing">
            <header>
                <h2>{t().requests.to_do}</h2>
                <span class=class data-testid="request-answered">{state}</span>
            </header>
            <p class="plain">{words}</p>
            {ways.map(|ways| view! { <div class="body">{ways}</div> })}
        </section>
    }
    .into_any()
}

fn way(page: &RequestPage, person: Id) -> Option<AnyView> {
    let (id, done) = (page.of.id, page.answered == Answered::Done);
    let to =
        |path: String, words: &'static str| view! { <div><A href=path attr:class="btn">{words}</A></div> }.into_any();
    match page.of.kind.as_str() {
        "rectify" => Some(to(record_path(Kind::Person, person), t().requests.to_record)),
        "erase" => Some(to(format!("/privacy/erase/{}", person.to_hex()), t().requests.to_erase)),
        "restrict" if !done => Some(restrict(person)),
        "withdraw" if !done => Some(withdraw(id)),
        _ => None,
    }
}

/// Stands for all direct marketing among the boxes.
const MARKETING: &str = "marketing";

/// The form to write an objection down, which keeps what is ticked and typed whatever else happens to the request.
pub(super) fn objecting(page: &RequestPage) -> AnyView {
    let may = page.of.kind == "object" && may_be_done(page) && page.person_here && page.answered != Answered::Done;
    if !may {
        return ().into_any();
    }
    let (id, may) = (page.of.id, page.objectable.clone());
    view! { <section class="card"><div class="body"><Objecting id may /></div></section> }.into_any()
}

/// What they object to: all of it, unless somebody says why some of it goes on.
#[component]
fn Objecting(id: Id, may: Vec<(Id, String)>) -> impl IntoView {
    let app = app();
    let all: Vec<Id> = may.iter().map(|(id, _)| *id).collect();
    let (marketing, why) = (RwSignal::new(vec![MARKETING]), RwSignal::new(String::new()));
    let (purposes, count) = (RwSignal::new(all), may.len());
    let goes_on = Memo::new(move |_| marketing.with(Vec::is_empty) || purposes.with(Vec::len) < count);
    let form = Submit::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let objection = Objection {
            marketing: !marketing.get_untracked().is_empty(),
            purposes: purposes.get_untracked(),
            why: why.get_untracked(),
        };
        let said = if objection.is_empty() { t().requests.refused } else { t().requests.said_no };
        let ask = RequestsAsk::Step { request: id, step: RequestStep::SayNo(objection) };
        form.ask(link::changed(super::ask(ask)), move |_| app.say(said, None));
    };
    let boxes = may.into_iter().map(|(id, name)| tick(id, name, purposes)).collect_view();
    view! {
        <form class="stack-form" on:submit=submit data-testid="objecting">
            <div class="field" role="group" aria-label=t().requests.object_to>
                <span class="label" aria-hidden="true">{t().requests.object_to}</span>
                <div class="tag-boxes">{tick(MARKETING, t().requests.all_marketing.to_owned(), marketing)}{boxes}</div>
            </div>
            {move || goes_on.get().then(|| view! {
                <TextField
                    label=t().requests.goes_on_why value=why hint=t().requests.goes_on_hint testid="goes-on-why"
                />
            })}
            <FormProblem problem=form.problem />
            <div>
                <Button
                    words=t().requests.say_no weight=Weight::Primary submit=true busy=form.busy testid="say-no"
                />
            </div>
        </form>
    }
    .into_any()
}

fn withdraw(id: Id) -> AnyView {
    let form = Submit::new();
    let press = move |_| step_in(form, id, RequestStep::SayNo(Objection::default()), t().requests.said_no);
    view! {
        <FormProblem problem=form.problem />
        <div><Button words=t().requests.say_no weight=Weight::Primary busy=form.busy press testid="say-no" /></div>
    }
    .into_any()
}

fn restrict(person: Id) -> AnyView {
    let asking = RwSignal::new(false);
    let close = Callback::new(move |()| asking.set(false));
    view! {
        <div>
            <Button
                words=t().restriction.restrict glyph=glyphs::LOCK press=move |_| asking.set(true) testid="request-restrict"
            />
        </div>
        {move || asking.get().then(|| restriction_dialog(person, false, close))}
    }
    .into_any()
}
