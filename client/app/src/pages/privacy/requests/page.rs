//! One request: whose it is, until when, what is to be done, and what happened.

use super::super::page_head;
use super::package::PackageCard;
use super::{ask, closing, doing, facts};
use crate::link;
use crate::pages::unanswered;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::skeleton;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_params_map;
use tacit_bridge::Problem;
use tacit_bridge::privacy::ask::PrivacyAnswer;
use tacit_bridge::privacy::requests::{Answered, RequestPage as Page, RequestsAnswer, RequestsAsk, Urgency};
use tacit_bridge::records::Id;

type Found = Option<Result<Page, Problem>>;

#[component]
pub(crate) fn RequestPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").and_then(|id| Id::from_hex(&id))));
    view! { {move || id.get().map(|id| view! { <One id /> })} }.into_any()
}

#[component]
fn One(id: Id) -> impl IntoView {
    let app = app();
    let found: RwSignal<Found> = RwSignal::new(None);
    Effect::new(move |_| {
        app.changes.track();
        spawn_local(async move {
            let answer = match link::privacy_answer(ask(RequestsAsk::One(id))).await {
                Ok(PrivacyAnswer::Requests(RequestsAnswer::One(page))) => Ok(*page),
                Ok(_) => Err(link::internal(always().link.other_version)),
                Err(problem) => Err(problem),
            };
            if found.try_with_untracked(|old| old.as_ref() != Some(&answer)) == Some(true) {
                found.set(Some(answer));
            }
        });
    });
    let title = move || {
        found.with(|found| match found {
            Some(Ok(page)) => (t().requests.kinds)(&page.of.kind),
            _ => t().requests.one,
        })
    };
    // Drawn once while it may be made: what was decided on and what was made stays when the request changes.
    let packs = Memo::new(move |_| found.with(|found| matches!(found, Some(Ok(page)) if doing::may_pack(page))));
    let page = move |of: fn(&Page) -> Page| {
        Memo::new(move |_| found.with(|found| found.as_ref().and_then(|found| found.as_ref().ok()).map(of)))
    };
    // What somebody types is not drawn anew because something else happened.
    let (whole, who, noted) = (page(Page::clone), page(about_whom), page(only_notes));
    let (objects, goes_on) = (page(only_objecting), page(only_open));
    let asked = RwSignal::new(None);
    let part =
        move |of: Memo<Option<Page>>, draw: fn(&Page) -> AnyView| move || of.with(|page| page.as_ref().map(draw));
    let wait = move || {
        found.with(|found| match found {
            None => {
                Some(view! { <div class="card"><div class="body">{skeleton(60)}{skeleton(45)}</div></div> }.into_any())
            }
            Some(Err(problem)) => Some(unanswered(problem)),
            Some(Ok(_)) => None,
        })
    };
    view! {
        {page_head(Some(("/privacy/requests", t().requests.title)), title.into_any(), None)}
        <div class="scroll">
            <div class="column privacy" data-testid="request-page">
                {wait}
                {part(whole, facts::head)}
                {part(who, facts::whose)}
                {part(who, facts::identity)}
                {part(whole, doing::card)}
                {part(objects, doing::objecting)}
                {move || packs.get().then(|| view! { <PackageCard request=id /> })}
                {move || whole.with(|page| page.as_ref().map(|page| closing::card(page, asked)))}
                {closing::dialogs(id, asked)}
                {part(whole, facts::tasks)}
                {part(goes_on, facts::further)}
                {part(noted, facts::notes)}
                {part(whole, facts::log)}
            </div>
        </div>
    }
    .into_any()
}

/// What says whose it is, and whether that was checked.
fn about_whom(page: &Page) -> Page {
    Page { answered: Answered::Untold, package: None, owner: None, notes: String::new(), ..bare(page) }
}

fn only_notes(page: &Page) -> Page {
    let (identity, identity_how) = Default::default();
    Page { notes: page.notes.clone(), identity, identity_how, identity_at: None, ..about_whom(page) }
}

/// What a form to write an objection down is made of.
fn only_objecting(page: &Page) -> Page {
    let (objectable, answered) = (page.objectable.clone(), page.answered);
    Page { objectable, answered, ..only_open(page) }
}

/// Whose it is and that it is open.
fn only_open(page: &Page) -> Page {
    Page { notes: String::new(), ..only_notes(page) }
}

/// Without what changes by every step.
fn bare(page: &Page) -> Page {
    let mut page = page.clone();
    (page.of.days_left, page.of.due, page.of.urgency) = (0, 0, Urgency::Calm);
    (page.goes_on, page.refused_for) = Default::default();
    (page.objectable, page.corrected) = Default::default();
    (page.log, page.tasks, page.steps) = Default::default();
    (page.extended, page.may_extend, page.delivered) = (None, false, None);
    page.of.owner = None;
    page.of.state = String::new();
    page
}
