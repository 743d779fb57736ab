//! One purpose: what it is, pausing and ending it, and what people were told, version by version.

use super::changes::{pieces, words_of};
use super::notice::NoticeDialog;
use super::purpose_form::PurposeDialog;
use super::purposes::{PeopleDialog, facts, names, status};
use super::retention::says;
use super::versions::{NoticesDialog, VersionsDialog};
use super::{answered, page_head, waiting};
use crate::format;
use crate::link;
use crate::state::app;
use crate::strings::{Language, always, t};
use crate::ui::{Button, Dialog, FormProblem, Submit, TextField, Weight, glyphs};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_params_map;
use tacit_bridge::Call;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::purpose as bu;
use tacit_bridge::privacy::purpose::{PurposesAnswer, PurposesAsk};
use tacit_bridge::records::{Id, Kind};

/// Which dialog is open.
#[derive(Clone, PartialEq)]
enum Open {
    Form,
    Notice,
    Retire,
    Versions,
    Compare,
    People(&'static str, PurposesAsk),
}

#[component]
pub(crate) fn PurposePage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").and_then(|text| Id::from_hex(&text))));
    move || id.get().map(|id| view! { <OfPurpose id /> })
}

#[component]
fn OfPurpose(id: Id) -> impl IntoView {
    let found = answered(PrivacyAsk::Purposes(PurposesAsk::Show(id)), |answer| match answer {
        PrivacyAnswer::Purposes(PurposesAnswer::Page(page)) => Some(*page),
        _ => None,
    });
    let open = RwSignal::new(None::<Open>);
    let close = Callback::new(move |()| open.set(None));
    let body = move || {
        found.with(|found| waiting(found).or_else(|| Some(drawn(found.as_ref()?.as_ref().ok()?.clone(), open))))
    };
    let dialog = move || {
        // What is followed comes first: before the page is here nothing else would be.
        let opened = open.get()?;
        let page = found.get_untracked().and_then(Result::ok)?;
        Some(match opened {
            Open::Form => view! { <PurposeDialog page=Some(page) close /> }.into_any(),
            Open::Notice => view! { <NoticeDialog page close /> }.into_any(),
            Open::Versions => view! { <VersionsDialog page close /> }.into_any(),
            Open::Compare => view! { <NoticesDialog page close /> }.into_any(),
            Open::Retire => view! { <RetireDialog id close /> }.into_any(),
            Open::People(title, ask) => view! { <PeopleDialog title ask close /> }.into_any(),
        })
    };
    let name = move || {
        found.with(|found| match found {
            Some(Ok(page)) => page.line.draft.name.clone(),
            _ => t().export.purpose.to_owned(),
        })
    };
    view! {
        {page_head(Some(("/privacy/purposes", t().purposes.title)), name.into_any(), None)}
        <div class="scroll"><div class="column privacy" data-testid="purpose-page">{body}{dialog}</div></div>
    }
    .into_any()
}

fn drawn(page: bu::PurposePage, open: RwSignal<Option<Open>>) -> AnyView {
    view! { {head(&page, open)}{notices(page, open)} }.into_any()
}

fn head(page: &bu::PurposePage, open: RwSignal<Option<Open>>) -> AnyView {
    let line = page.line.clone();
    let id = line.id;
    let over = line.status == "retired";
    let paused = line.status == "paused";
    let labels: Vec<String> = page
        .fields
        .iter()
        .filter(|(field, _)| line.draft.fields.contains(field))
        .map(|(field, label)| t().fields.label(Kind::Person, *field, label.clone()))
        .collect();
    let parties = page.parties.iter().filter(|(id, _)| line.draft.recipients.contains(id));
    let parties: Vec<String> = parties.map(|(_, name)| name.clone()).collect();
    let row = |name: &'static str, words: String| {
        (!words.is_empty()).then(|| view! { <tr><th scope="row">{name}</th><td>{words}</td></tr> })
    };
    let kept: Vec<String> = page.kept.iter().map(|rule| says(rule, "")).collect();
    let review = line.draft.review_due.map(|due| t().purposes.review_on(&format::day(due)));
    let why: Vec<String> =
        Some(line.draft.justification.clone()).into_iter().filter(|why| !why.is_empty()).chain(review).collect();
    let number = move |shown: bool, words: String, title: &'static str, ask: PurposesAsk, testid: &'static str| {
        shown.then(|| {
            view! {
                <Button words press=move |_| open.set(Some(Open::People(title, ask.clone()))) testid=testid />
            }
        })
    };
    let pause = move |_| {
        let ask = PurposesAsk::Pause { purpose: id, paused: !paused };
        let app = app();
        spawn_local(async move {
            match link::changed(Call::PrivacyAsk(PrivacyAsk::Purposes(ask))).await {
                Ok((_, undo)) => {
                    app.say(if paused { t().purposes.resumed_said } else { t().purposes.paused_said }, undo)
                }
                Err(problem) => app.complain(&problem),
            }
        });
    };
    let words = if paused { t().purposes.resume } else { t().purposes.pause };
    view! {
        <section class="card" data-testid="purpose-head" data-purpose=line.draft.name.clone()>
            <header><h2>{line.draft.name.clone()}" "<span class="faint">{line.draft.short.clone()}</span></h2>{status(&line.status)}</header>
            <p class="plain">{facts(&line)}</p>
            {(!line.draft.plain_text.is_empty()).then(|| view! { <p class="plain">{line.draft.plain_text.clone()}</p> })}
            <div class="facts" tabindex="0">
                <table><tbody>
                    {row(t().purposes.justification, why.join(" · "))}
                    {row(t().purposes.fields, labels.join(", "))}
                    {row(t().purposes.recipients, parties.join(", "))}
                    {row(t().parties.retention, kept.join("; "))}
                </tbody></table>
            </div>
            <div class="body bar">
                {number(line.consenting > 0, t().purposes.valid(line.consenting), t().purposes.consenting, PurposesAsk::Consenting(id), "consenting")}
                {number(line.to_ask > 0, t().purposes.to_ask(line.to_ask), t().purposes.ask_again, PurposesAsk::ToAskAgain(id), "to-ask")}
                <Button words=t().versions.open glyph=glyphs::HISTORY press=move |_| open.set(Some(Open::Versions)) testid="purpose-versions" />
                {(!over && !app().read_only_now()).then(|| view! {
                    <Button words=t().purposes.edit glyph=glyphs::PENCIL press=move |_| open.set(Some(Open::Form)) testid="edit-purpose" />
                    <Button words press=pause testid="pause-purpose" />
                    <Button words=t().purposes.retire press=move |_| open.set(Some(Open::Retire)) testid="retire-purpose" />
                })}
            </div>
        </section>
    }
    .into_any()
}

fn notices(page: bu::PurposePage, open: RwSignal<Option<Open>>) -> AnyView {
    let over = page.line.status == "retired";
    let before: Vec<Option<String>> =
        page.notices.iter().skip(1).map(|notice| Some(notice.text.clone())).chain([None]).collect();
    let (none, several) = (page.notices.is_empty(), page.notices.len() > 1);
    let lines = page.notices.into_iter().zip(before).map(|(notice, before)| line(notice, before)).collect_view();
    view! {
        <section class="card" data-testid="notices">
            <header>
                <h2>{t().purposes.notices}</h2>
                <span class="space"></span>
                {several.then(|| view! {
                    <Button words=t().versions.compare press=move |_| open.set(Some(Open::Compare)) testid="compare-notices" />
                })}
                {(!over && !app().read_only_now()).then(|| view! {
                    <Button
                        words=t().purposes.publish glyph=glyphs::PLUS press=move |_| open.set(Some(Open::Notice))
                        testid="publish-notice"
                    />
                })}
            </header>
            {none.then(|| view! { <p class="plain">{t().purposes.no_notice}</p> })}
            <ul class="lines">{lines}</ul>
        </section>
    }
    .into_any()
}

fn line(notice: bu::NoticeView, before: Option<String>) -> AnyView {
    let compared = RwSignal::new(None::<Vec<bu::PieceView>>);
    let names: Vec<String> =
        notice.recipients.iter().map(|(_, name)| name.clone()).chain(notice.kinds.iter().cloned()).collect();
    let after = notice.text.clone();
    let compare = move |before: String| {
        if compared.get_untracked().is_some() {
            return compared.set(None);
        }
        let (app, after) = (app(), after.clone());
        spawn_local(async move {
            match words_of(before, after).await {
                Ok(pieces) => drop(compared.try_set(Some(pieces))),
                Err(problem) => app.complain(&problem),
            }
        });
    };
    let text = notice.text.clone();
    let words = move || match compared.get() {
        Some(found) => pieces(found),
        None => text.clone().into_any(),
    };
    let day = format::day(notice.effective_from);
    let known = Language::ALL.into_iter().find(|(language, _)| language.tag() == notice.lang);
    let language = known.map_or(notice.lang.clone(), |(_, name)| name.to_owned());
    let by = t().purposes.by(&notice.by);
    let by = if notice.current || notice.material { by } else { format::capital(&by) };
    view! {
        <li data-testid="notice">
            <div class="what">
                <b>{t().purposes.number(notice.number, &language)}</b>
                <span>
                    {notice.current.then(|| view! { <span class="state ok">{t().purposes.current}</span>" · " })}
                    {notice.material.then(|| view! { <span class="state warn">{t().purposes.material_short}</span>" · " })}
                    {by}
                </span>
                <blockquote class="notice" data-testid="notice-words">{words}</blockquote>
                {(!names.is_empty()).then(|| view! { <span>{t().purposes.named(&names.join(", "))}</span> })}
                <span class="small">{t().purposes.sha256}": "<code class="wrap">{notice.sha256}</code></span>
                {before.map(|before| view! {
                    <span><Button words=t().purposes.compare press=move |_| compare(before.clone()) testid="compare" /></span>
                })}
            </div>
            <time class="faint num" title=format::moment(notice.effective_from)>{day}</time>
        </li>
    }
    .into_any()
}

/// What ends, and why.
#[component]
fn RetireDialog(id: Id, close: Callback<()>) -> impl IntoView {
    let app = app();
    let why = RwSignal::new(String::new());
    let form = Submit::new();
    let found = answered(PrivacyAsk::Purposes(PurposesAsk::Ending(id)), |answer| match answer {
        PrivacyAnswer::Purposes(PurposesAnswer::Ending(ending)) => Some(ending),
        _ => None,
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let ask = PurposesAsk::Retire { purpose: id, why: why.get_untracked() };
        form.ask(link::changed(Call::PrivacyAsk(PrivacyAsk::Purposes(ask))), move |_| {
            app.say(t().purposes.retired_said, None);
            close.try_run(());
        });
    };
    let ends = move || found.with(|found| waiting(found).or_else(|| Some(ending(found.as_ref()?.as_ref().ok()?))));
    view! {
        <Dialog title=t().purposes.retire_title close testid="retire-dialog">
            <form class="stack-form" on:submit=submit>
                <p>{t().purposes.retire_words}</p>
                {ends}
                <TextField label=t().purposes.why value=why focus=true testid="retire-why" />
                <FormProblem problem=form.problem />
                <footer>
                    <Button words=always().words.cancel press=move |_| close.run(()) />
                    <Button
                        words=t().purposes.retire weight=Weight::Primary submit=true busy=form.busy testid="retire-save"
                    />
                </footer>
            </form>
        </Dialog>
    }
    .into_any()
}

fn ending(ending: &bu::EndingView) -> AnyView {
    let fields: Vec<String> = ending.fields.iter().map(|field| app().field_name(Kind::Person, *field)).collect();
    let people = match ending.people.total {
        0 => view! { <p>{t().purposes.nobody_ends}</p> }.into_any(),
        total => view! { <p>{t().purposes.ends(total)}</p>{names(&ending.people)} }.into_any(),
    };
    view! {
        <div data-testid="ending">
            {people}
            {(!fields.is_empty()).then(|| view! { <p>{t().purposes.unused(&fields.join(", "))}</p> })}
        </div>
    }
    .into_any()
}
