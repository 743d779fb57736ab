//! What people ask for by right: the list, open ones first. One request is `page`, a new one `new`, the package of
//! somebody's data `package`.

mod closing;
mod doing;
mod facts;
mod new;
mod package;
mod page;
mod texts;

pub(crate) use new::NewRequestDialog;
pub(crate) use page::RequestPage;

use super::{answered, beneath, framed_with, waiting};
use crate::format;
use crate::link;
use crate::pages::begin_words;
use crate::state::app;
use crate::strings::t;
use crate::ui::{Button, Empty, Select, Submit, Weight, glyphs, icon};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use tacit_bridge::Call;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::requests::{RequestStep, RequestView, RequestsAnswer, RequestsAsk, Urgency};
use tacit_bridge::records::Id;

/// What can be asked for, in the order in which it is offered.
const KINDS: [&str; 9] =
    ["access", "rectify", "erase", "restrict", "port", "object", "withdraw", "auto_decision", "complaint"];
const WAYS: [&str; 6] = ["email", "phone", "post", "in_person", "form", "portal"];
const STATES: [&str; 8] =
    ["received", "verifying", "in_progress", "approval", "fulfilled", "refused", "withdrawn", "duplicate"];

/// Address of a request.
pub(crate) fn request_path(id: Id) -> String {
    format!("/privacy/requests/{}", id.to_hex())
}

fn ask(ask: RequestsAsk) -> Call {
    Call::PrivacyAsk(PrivacyAsk::Requests(ask))
}

pub(crate) fn list_of(answer: PrivacyAnswer) -> Option<Vec<RequestView>> {
    match answer {
        PrivacyAnswer::Requests(RequestsAnswer::List(list)) => Some(list),
        _ => None,
    }
}

/// Takes a step and says so.
fn step(request: Id, step: RequestStep, said: &'static str) {
    let app = app();
    spawn_local(async move {
        match link::changed(ask(RequestsAsk::Step { request, step })).await {
            Ok(_) => app.say(said, None),
            Err(problem) => app.complain(&problem),
        }
    });
}

/// The same from a form, by which what stands against it stays to be read.
fn step_in(form: Submit, request: Id, step: RequestStep, said: &'static str) {
    form.ask(link::changed(ask(RequestsAsk::Step { request, step })), move |_| app().say(said, None));
}

#[component]
pub(crate) fn RequestsPage() -> impl IntoView {
    let app = app();
    let found = answered(PrivacyAsk::Requests(RequestsAsk::List(None)), list_of);
    let adding = RwSignal::new(false);
    let state = RwSignal::new(String::new());
    let lists = move || {
        found.with(|found| {
            waiting(found).or_else(|| {
                let list = found.as_ref()?.as_ref().ok()?;
                Some(if list.is_empty() { none(adding) } else { lists_of(list, &state.get()) })
            })
        })
    };
    let some = move || found.with(|found| matches!(found, Some(Ok(list)) if !list.is_empty()));
    let choices: Vec<_> = std::iter::once((String::new(), t().requests.all.to_owned()))
        .chain(STATES.map(|state| (state.to_owned(), (t().requests.states)(state).to_owned())))
        .collect();
    let choices = StoredValue::new(choices);
    // Where there are none yet, the page itself offers it.
    let add = Callback::new(move |()| {
        let button = (some() && !app.read_only()).then(|| {
            view! {
                <Button
                    words=t().requests.add weight=Weight::Primary glyph=glyphs::PLUS press=move |_| adding.set(true)
                    testid="add-request"
                />
            }
        });
        button.into_any()
    });
    let body = view! {
        {beneath(add)}
        {move || some().then(|| view! {
            <div class="bar-line">
                <Select
                    name=t().requests.filter choices=choices.get_value() value=state
                    pick=move |picked: String| state.set(picked)
                />
            </div>
        })}
        {lists}
        {move || adding.get().then(|| view! { <NewRequestDialog close=Callback::new(move |()| adding.set(false)) /> })}
    };
    framed_with(t().requests.title, "requests", Some(add), body)
}

fn none(adding: RwSignal<bool>) -> AnyView {
    view! {
        <section class="card">
            <Empty glyph=glyphs::MESSAGE title=t().requests.none_title words=begin_words(t().requests.none)>
                {(!app().read_only_now()).then(|| view! {
                    <Button
                        words=t().requests.add weight=Weight::Primary glyph=glyphs::PLUS
                        press=move |_| adding.set(true) testid="add-request"
                    />
                })}
            </Empty>
        </section>
    }
    .into_any()
}

fn lists_of(list: &[RequestView], state: &str) -> AnyView {
    let fits = |one: &&RequestView| state.is_empty() || one.state == state;
    let (open, closed): (Vec<_>, Vec<_>) = list.iter().filter(fits).cloned().partition(|one| !one.closed);
    if open.is_empty() && closed.is_empty() {
        return view! { <p class="nothing">{t().requests.none_in_state}</p> }.into_any();
    }
    let card = |title: &'static str, testid: &'static str, list: Vec<RequestView>| {
        (!list.is_empty()).then(|| {
            view! {
                <section class="card" data-testid=testid>
                    <header><h2>{title}</h2><span class="faint num">{list.len()}</span></header>
                    {lines(&list)}
                </section>
            }
        })
    };
    view! {
        {card(t().requests.open, "requests-open", open)}
        {card(t().requests.closed, "requests-closed", closed)}
    }
    .into_any()
}

/// Requests as lines that lead to them.
pub(crate) fn lines(list: &[RequestView]) -> AnyView {
    let line = |one: RequestView| {
        let name = who(&one);
        let owner = one.owner.as_ref().map(|owner| format!(" · {owner}"));
        let facts = t().requests.line(&format::day(one.received), (t().requests.ways)(&one.via));
        let (state, at, kind) = ((t().requests.states)(&one.state), one.state.clone(), one.kind.clone());
        let left = urgency(&one);
        view! {
            <li data-testid="request" data-kind=kind data-state=at>
                <A href=request_path(one.id)>
                    <span class="grow what">
                        <b>{(t().requests.kinds)(&one.kind)}" "<span class="faint">{name}</span></b>
                        <span>{facts}{owner}</span>
                    </span>
                    <span class="ends">{left}<span class="faint small">{state}</span></span>
                    {icon(glyphs::CHEVRON_RIGHT)}
                </A>
            </li>
        }
    };
    view! { <ul class="lines links">{list.iter().cloned().map(line).collect_view()}</ul> }.into_any()
}

/// Whose it is.
fn who(one: &RequestView) -> String {
    match &one.person {
        None => t().requests.unknown.to_owned(),
        Some((_, name)) if name.is_empty() => t().requests.gone.to_owned(),
        Some((_, name)) => name.clone(),
    }
}

/// Days left in words and colour; nothing of what is answered.
fn urgency(one: &RequestView) -> Option<AnyView> {
    let class = match one.urgency {
        Urgency::Calm => "state",
        Urgency::Week => "state warn",
        Urgency::Days | Urgency::Overdue => "state no",
    };
    let day = format::day(one.due);
    (!one.closed).then(|| {
        view! { <span class=class title=t().requests.due_on(&day) data-testid="urgency">{t().requests.left(one.days_left)}</span> }
            .into_any()
    })
}
