//! What is known of a request: its step and end, whose it is, whether that was checked, tasks, notes, log.

use super::new::{long_field, person_field};
use super::{step, step_in, urgency, who};
use crate::format;
use crate::link;
use crate::pages::privacy::party::day;
use crate::shell::record_path;
use crate::state::app;
use crate::strings::t;
use crate::ui::{Button, FormProblem, Select, Submit, TextField, Weight, avatar, glyphs, icon};
use leptos::prelude::*;
use leptos_router::components::A;
use tacit_bridge::privacy::requests::{RequestEvent, RequestPage, RequestStep, RequestTask, RequestsAsk};
use tacit_bridge::records::{Id, Kind};

/// The way of a request, as far as it is not closed otherwise.
const WAY: [&str; 5] = ["received", "verifying", "in_progress", "approval", "fulfilled"];

pub(super) fn head(page: &RequestPage) -> AnyView {
    let of = &page.of;
    let at = WAY.iter().position(|state| *state == of.state);
    let steps = WAY.iter().enumerate().map(|(number, state)| {
        let (done, here) = (at.is_some_and(|at| number < at), at == Some(number));
        let mark = (done || here && of.closed).then(|| icon(glyphs::CHECK));
        view! {
            <li class:done=done aria-current=here.then_some("step")>{mark}{(t().requests.states)(state)}</li>
        }
    });
    // What was closed otherwise has left the way.
    let trail =
        at.is_some().then(|| view! { <ol class="trail" data-testid="request-trail">{steps.collect_view()}</ol> });
    let facts = t().requests.line(&format::day(of.received), (t().requests.ways)(&of.via));
    let due = (!of.closed).then(|| format!(" · {}", t().requests.due_on(&format::day(of.due))));
    let extended = page.extended.as_ref().map(|(at, why)| {
        view! { <p class="plain" data-testid="extended">{t().requests.extended_for(&format::day(*at), why)}</p> }
    });
    let delivered =
        page.delivered.map(|at| view! { <p class="plain">{t().requests.answered_on(&format::day(at))}</p> });
    let refused = (!page.refused_for.is_empty()).then(|| {
        view! { <p class="plain" data-testid="refused-for">{t().requests.refused_for(&page.refused_for)}</p> }
    });
    let goes_on = (!page.goes_on.is_empty()).then(|| {
        view! { <p class="plain" data-testid="goes-on">{t().requests.goes_on(&page.goes_on)}</p> }
    });
    let package = page.package.as_ref().map(|(at, hash)| {
        view! {
            <p class="plain" data-testid="request-package">
                {t().requests.package}": "{t().requests.package_made(&format::day(*at))}" "
                <code class="wrap" title=t().requests.sha256>{hash.clone()}</code>
            </p>
        }
    });
    let corrected = corrected(page);
    view! {
        <section class="card" data-testid="request-head" data-state=of.state.clone()>
            <header>
                <h2>{(t().requests.kinds)(&of.kind)}" "<span class="faint">{who(of)}</span></h2>
                {urgency(of)}
                {of.closed.then(|| view! { <span class="state ok">{(t().requests.states)(&of.state)}</span> })}
            </header>
            <p class="plain">{facts}{due}</p>
            {extended}{package}{corrected}{delivered}{refused}{goes_on}
            <div class="body">{trail}{(!of.closed).then(|| owner(of.id, page.owner))}</div>
        </section>
    }
    .into_any()
}

/// Which fields were corrected; while it is open, that none was yet.
fn corrected(page: &RequestPage) -> Option<AnyView> {
    if page.of.kind != "rectify" || !page.person_here {
        return None;
    }
    let names: Vec<String> = page.corrected.iter().map(|field| app().field_name(Kind::Person, *field)).collect();
    let words = match (names.is_empty(), page.of.closed) {
        (true, true) => return None,
        (true, false) => t().requests.uncorrected.to_owned(),
        (false, true) => t().requests.corrected(&names.join(", ")),
        (false, false) => t().requests.changed(&names.join(", ")),
    };
    Some(view! { <p class="plain" data-testid="request-corrected">{words}</p> }.into_any())
}

fn owner(id: Id, owner: Option<u32>) -> AnyView {
    let app = app();
    let names = app.vault.with_untracked(|vault| vault.as_ref().map(|vault| vault.names.clone())).unwrap_or_default();
    let choices: Vec<_> = std::iter::once((String::new(), t().requests.nobody.to_owned()))
        .chain(names.into_iter().map(|(number, name)| (number.to_string(), name)))
        .collect();
    let value = RwSignal::new(owner.map(|number| number.to_string()).unwrap_or_default());
    let pick = move |picked: String| step(id, RequestStep::Assign(picked.parse().ok()), t().requests.stepped);
    view! {
        <div class="field" data-testid="request-owner">
            <span class="label" aria-hidden="true">{t().requests.owner}</span>
            <Select name=t().requests.owner choices value pick disabled=app.read_only_now() />
        </div>
    }
    .into_any()
}

/// Whose it is, or the search for that.
pub(super) fn whose(page: &RequestPage) -> AnyView {
    let id = page.of.id;
    if let Some((person, name)) = page.of.person.clone() {
        if !page.person_here {
            return ().into_any();
        }
        return view! {
            <section class="card">
                <header><h2>{t().requests.whose}</h2></header>
                <ul class="lines links">
                    <li>
                        <A href=record_path(Kind::Person, person)>
                            {avatar(&name, "")}<span class="grow cut">{name}</span>{icon(glyphs::CHEVRON_RIGHT)}
                        </A>
                    </li>
                </ul>
            </section>
        }
        .into_any();
    }
    if page.of.closed || app().read_only_now() {
        return ().into_any();
    }
    let (chosen, form) = (RwSignal::new(None::<Id>), Submit::new());
    let press = move |_| {
        if let Some(person) = chosen.get_untracked() {
            step_in(form, id, RequestStep::LinkTo(person), t().requests.linked);
        }
    };
    view! {
        <section class="card" data-testid="request-whose">
            <header><h2>{t().requests.whose}</h2></header>
            <div class="body stack-form">
                {person_field(t().requests.who, Some(t().requests.not_found), chosen)}
                <FormProblem problem=form.problem />
                <div>
                    <Button
                        words=t().requests.link weight=Weight::Primary press testid="request-link"
                        disabled=Signal::derive(move || chosen.get().is_none())
                    />
                </div>
            </div>
        </section>
    }
    .into_any()
}

/// Whether it is known who asks.
pub(super) fn identity(page: &RequestPage) -> AnyView {
    let id = page.of.id;
    let (class, words) = match page.identity.as_str() {
        "verified" => ("state ok", t().requests.identity_verified),
        "failed" => ("state no", t().requests.identity_failed),
        _ => ("state", t().requests.identity_unverified),
    };
    let checked = page.identity_at.map(|at| {
        view! { <p class="plain" data-testid="identity-how">{t().requests.checked(&format::day(at), &page.identity_how)}</p> }
    });
    let may = !page.of.closed && page.identity != "verified" && page.of.person.is_some() && !app().read_only_now();
    let form = may.then(|| {
        let (how, form) = (RwSignal::new(String::new()), Submit::new());
        let check = move |known| {
            let how = how.get_untracked();
            step_in(form, id, RequestStep::Identity { known, how }, t().requests.identity_saved);
        };
        let hint = if page.safe { t().requests.identity_safe } else { t().requests.identity_words };
        view! {
            <div class="body stack-form">
                <p class="hint">{hint}</p>
                <TextField
                    label=t().requests.identity_how value=how hint=t().requests.identity_hint testid="identity-proof"
                />
                <FormProblem problem=form.problem />
                <div class="press-line">
                    <Button
                        words=t().requests.verified weight=Weight::Primary press=move |_| check(true) testid="identity-yes"
                    />
                    <Button words=t().requests.failed press=move |_| check(false) testid="identity-no" />
                </div>
            </div>
        }
    });
    view! {
        <section class="card" data-testid="identity">
            <header><h2>{t().requests.identity}</h2><span class=class data-testid="identity-state">{words}</span></header>
            {checked}{form}
        </section>
    }
    .into_any()
}

pub(super) fn tasks(page: &RequestPage) -> AnyView {
    let line = |task: RequestTask| {
        let when =
            if task.done { t().requests.task_done.to_owned() } else { t().requests.due_on(&format::date(&task.due)) };
        view! {
            <li data-testid="request-task">
                <A href=record_path(Kind::Task, task.id)>
                    {icon(if task.done { glyphs::CIRCLE_CHECK } else { glyphs::SQUARE_CHECK })}
                    <span class="grow cut">{task.name}</span>
                    <span class="faint">{when}</span>
                    {icon(glyphs::CHEVRON_RIGHT)}
                </A>
            </li>
        }
    };
    if page.tasks.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="card">
            <header><h2>{t().requests.tasks}</h2></header>
            <ul class="lines links">{page.tasks.iter().cloned().map(line).collect_view()}</ul>
        </section>
    }
    .into_any()
}

/// The way to add a task, which keeps what is typed whatever else happens to the request.
pub(super) fn further(page: &RequestPage) -> AnyView {
    if page.of.closed || app().read_only_now() {
        return ().into_any();
    }
    let id = page.of.id;
    view! { <section class="card"><Further id /></section> }.into_any()
}

/// A task more: what is to be done, and by when.
#[component]
fn Further(id: Id) -> impl IntoView {
    let (name, due, form) = (RwSignal::new(String::new()), RwSignal::new(String::new()), Submit::new());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let task = RequestStep::Task { name: name.get_untracked(), due: due.get_untracked() };
        let ask = RequestsAsk::Step { request: id, step: task };
        form.ask(link::changed(super::ask(ask)), move |_| {
            app().say(t().requests.task_added, None);
            name.try_set(String::new());
            due.try_set(String::new());
        });
    };
    view! {
        <form class="body stack-form" on:submit=submit data-testid="further-task">
            <div class="word-fields">
                <TextField
                    label=t().requests.further value=name hint=t().requests.further_hint testid="further-name"
                />
                {day(t().requests.by_day, due, "further-due")}
            </div>
            <FormProblem problem=form.problem />
            <div><Button words=t().requests.add_task glyph=glyphs::PLUS submit=true busy=form.busy testid="further-add" /></div>
        </form>
    }
    .into_any()
}

pub(super) fn notes(page: &RequestPage) -> AnyView {
    let (id, before) = (page.of.id, page.notes.clone());
    if app().read_only_now() && before.is_empty() {
        return ().into_any();
    }
    let value = RwSignal::new(before.clone());
    let same = Signal::derive(move || value.with(|notes| notes.trim() == before.trim()));
    let form = Submit::new();
    let press = move |_| step_in(form, id, RequestStep::Notes(value.get_untracked()), t().requests.saved_notes);
    view! {
        <section class="card">
            <header><h2>{t().requests.notes}</h2></header>
            <div class="body stack-form">
                {long_field(t().requests.notes, "", value, "notes")}
                <FormProblem problem=form.problem />
                {(!app().read_only_now()).then(|| view! {
                    <div><Button words=t().requests.save press disabled=same testid="notes-save" /></div>
                })}
            </div>
        </section>
    }
    .into_any()
}

pub(super) fn log(page: &RequestPage) -> AnyView {
    let line = |event: RequestEvent| {
        let who = if event.device.is_empty() { event.by } else { format!("{} · {}", event.by, event.device) };
        view! {
            <li data-testid="request-event">
                <div class="what"><b>{(t().requests.events)(&event.what)}</b><span>{who}</span></div>
                <time class="faint num" title=format::moment(event.at)>{format::moment(event.at)}</time>
            </li>
        }
    };
    view! {
        <section class="card" data-testid="request-log">
            <header><h2>{t().requests.log}</h2></header>
            <ul class="lines">{page.log.iter().cloned().map(line).collect_view()}</ul>
        </section>
    }
    .into_any()
}
