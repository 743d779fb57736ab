//! Purposes: what data is used for, on what ground, what people were told, and how many agreed.

use super::purpose_form::PurposeDialog;
use super::{answered, begin_where, beneath, framed_with, waiting};
use crate::format;
use crate::link;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, Dialog, Weight, avatar, glyphs, icon, icon_of};
use leptos::prelude::*;
use leptos_router::components::A;
use tacit_bridge::privacy::ask::{Named, PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::purpose::{PurposeLine, PurposesAnswer, PurposesAsk};
use tacit_bridge::records::{Id, Kind};

pub(super) fn purpose_path(id: Id) -> String {
    format!("/privacy/purposes/{}", id.to_hex())
}

#[component]
pub(crate) fn PurposesPage() -> impl IntoView {
    let app = app();
    let found = answered(PrivacyAsk::Purposes(PurposesAsk::List), |answer| match answer {
        PrivacyAnswer::Purposes(PurposesAnswer::List(lines)) => Some(lines),
        _ => None,
    });
    begin_where(move || found.with(|found| matches!(found, Some(Ok(lines)) if lines.is_empty())));
    let adding = RwSignal::new(false);
    let lines = move || {
        found.with(|found| {
            waiting(found).or_else(|| {
                let lines = found.as_ref()?.as_ref().ok()?;
                Some(if lines.is_empty() { none() } else { list(lines) })
            })
        })
    };
    let close = Callback::new(move |()| adding.set(false));
    let add = Callback::new(move |()| {
        let button = (!app.read_only()).then(|| {
            view! {
                <Button
                    words=t().purposes.add weight=Weight::Primary glyph=glyphs::PLUS press=move |_| adding.set(true)
                    testid="add-purpose"
                />
            }
        });
        button.into_any()
    });
    let body = view! {
        <p class="hint">{t().purposes.words}</p>
        {beneath(add)}
        {lines}
        {move || adding.get().then(|| view! { <PurposeDialog page=None close /> })}
    };
    framed_with(t().purposes.title, "purposes", Some(add), body)
}

fn none() -> AnyView {
    view! { <div class="nothing">{icon_of(glyphs::SHIELD, 22)}<p>{t().purposes.none}</p></div> }.into_any()
}

fn list(lines: &[PurposeLine]) -> AnyView {
    let line = |line: PurposeLine| {
        let (name, shown) = (line.draft.name.clone(), line.draft.name.clone());
        let asks =
            (line.to_ask > 0).then(|| view! { <span class="state warn">{t().purposes.to_ask(line.to_ask)}</span> });
        view! {
            <li data-testid="purpose-line" data-purpose=name>
                <A href=purpose_path(line.id)>
                    <span class="grow what">
                        <b class="cut">{shown}</b>
                        <span class="faint">{facts(&line)}</span>
                    </span>
                    {asks}
                    {status(&line.status)}
                    {icon(glyphs::CHEVRON_RIGHT)}
                </A>
            </li>
        }
    };
    view! { <ul class="card lines links">{lines.iter().cloned().map(line).collect_view()}</ul> }.into_any()
}

/// Whether it is pursued, in one word.
pub(super) fn status(status: &str) -> AnyView {
    let class = match status {
        "active" => "state ok",
        "paused" => "state warn",
        _ => "state",
    };
    view! { <span class=class data-testid="status">{(t().purposes.status)(status)}</span> }.into_any()
}

/// Category, basis, channels, notice and consents in one line.
pub(super) fn facts(line: &PurposeLine) -> String {
    let channels: Vec<&str> = line.draft.channels.iter().map(|channel| (t().privacy.channel)(channel)).collect();
    let by_consent = line.draft.basis == "A6-1-a" && line.status != "retired";
    let parts = [
        Some((t().purposes.category_of)(&line.draft.category).to_owned()),
        Some((t().privacy.basis)(&line.draft.basis).to_owned()),
        Some(channels.join(", ")),
        line.told_since.map(|since| t().purposes.told(line.notices, &format::day(since))),
        by_consent.then(|| t().purposes.valid(line.consenting)),
    ];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// People by name, each a way to their page.
pub(super) fn names(people: &Named) -> AnyView {
    let more = people.total.saturating_sub(people.first.len() as u32);
    let line = |(id, name): (Id, String)| {
        let face = avatar(&name, "");
        view! {
            <li>
                <A href=crate::shell::record_path(Kind::Person, id)>
                    {face}<span class="grow cut">{name}</span>{icon(glyphs::CHEVRON_RIGHT)}
                </A>
            </li>
        }
    };
    view! {
        <ul class="lines links" data-testid="names">{people.first.iter().cloned().map(line).collect_view()}</ul>
        {(more > 0).then(|| view! { <p class="faint">{t().export.and_more(more)}</p> })}
    }
    .into_any()
}

/// A list of people in a dialog.
#[component]
pub(super) fn PeopleDialog(title: &'static str, ask: PurposesAsk, close: Callback<()>) -> impl IntoView {
    let found = answered(PrivacyAsk::Purposes(ask), |answer| match answer {
        PrivacyAnswer::Purposes(PurposesAnswer::People(people)) => Some(people),
        _ => None,
    });
    let body = move || found.with(|found| waiting(found).or_else(|| Some(names(found.as_ref()?.as_ref().ok()?))));
    view! { <Dialog title close testid="people-dialog">{body}</Dialog> }
}

/// Asks about purposes once.
pub(crate) async fn asked(ask: PurposesAsk) -> Result<PurposesAnswer, tacit_bridge::Problem> {
    match link::privacy_answer(tacit_bridge::Call::PrivacyAsk(PrivacyAsk::Purposes(ask))).await? {
        PrivacyAnswer::Purposes(answer) => Ok(answer),
        _ => Err(link::internal(always().link.other_version)),
    }
}
