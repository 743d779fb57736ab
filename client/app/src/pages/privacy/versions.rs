//! Versions of a purpose, any two of which are compared, and its notices the same way.

use super::changes::{self, drawn};
use crate::format;
use crate::link;
use crate::pages::history::{Two, version_head};
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, Choice, Dialog, glyphs, icon, problem_banner, skeleton};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::history::VersionState;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::purpose::PurposePage;
use tacit_bridge::privacy::versions::{PurposeVersion, PurposeVersions, VersionsAnswer, VersionsAsk};
use tacit_bridge::records::Id;
use tacit_bridge::{Call, Problem};

type Found = RwSignal<Option<Result<PurposeVersions, Problem>>>;

async fn asked(purpose: Id, before: Option<u64>) -> Result<PurposeVersions, Problem> {
    let ask = PrivacyAsk::Versions(VersionsAsk::Purpose { purpose, before });
    match link::privacy_answer(Call::PrivacyAsk(ask)).await? {
        PrivacyAnswer::Versions(VersionsAnswer::Purpose(found)) => Ok(found),
        _ => Err(link::internal(always().link.other_version)),
    }
}

/// Asks for the newest versions, or for those before one, which are put behind what is shown.
fn load(id: Id, found: Found, busy: RwSignal<bool>, before: Option<u64>) {
    let app = app();
    busy.set(true);
    spawn_local(async move {
        match asked(id, before).await {
            Ok(more) if before.is_some() => {
                found.try_update(|found| {
                    if let Some(Ok(so_far)) = found {
                        so_far.versions.extend(more.versions);
                        so_far.older = more.older;
                    }
                });
            }
            Err(problem) if before.is_some() => app.complain(&problem),
            answer => drop(found.try_set(Some(answer))),
        }
        busy.try_set(false);
    });
}

/// The versions of a purpose.
#[component]
pub(super) fn VersionsDialog(page: PurposePage, close: Callback<()>) -> impl IntoView {
    let (id, found, busy) = (page.line.id, RwSignal::new(None), RwSignal::new(false));
    let two = Two::of(String::new(), String::new());
    load(id, found, busy, None);
    let body = move || match found.get() {
        None => view! { <div class="stack-words" aria-busy="true">{skeleton(60)}{skeleton(40)}{skeleton(52)}</div> }
            .into_any(),
        Some(Err(problem)) => view! {
            {problem_banner(&problem)}
            <footer><Button words=always().words.try_again busy press=move |_| load(id, found, busy, None) /></footer>
        }
        .into_any(),
        Some(Ok(versions)) => {
            of_versions(&page, versions, two, busy, move |before| load(id, found, busy, Some(before)))
        }
    };
    view! { <Dialog title=t().versions.title close wide=true testid="versions-dialog">{body}</Dialog> }.into_any()
}

fn of_versions(
    page: &PurposePage,
    found: PurposeVersions,
    two: Two,
    busy: RwSignal<bool>,
    older: impl Fn(u64) + Send + Sync + 'static,
) -> AnyView {
    let PurposeVersions { older: is_older, waiting, versions } = found;
    let oldest = versions.last().map_or(0, |version| version.version);
    let there: Vec<&PurposeVersion> = versions.iter().filter(|version| version.was.is_some()).collect();
    if two.newer.with_untracked(String::is_empty) {
        let number = |at: usize| there.get(at).map(|one| one.version.to_string()).unwrap_or_default();
        two.newer.set(number(0));
        two.older.set(number(1));
    }
    let name = |one: &PurposeVersion| t().versions.line(one.version, &format::day(one.at), &one.by);
    let choices: Vec<Choice> = there.iter().map(|one| (one.version.to_string(), name(one))).collect();
    let compared = match there.len() {
        0 | 1 => view! { <p class="quiet">{t().versions.one}</p> }.into_any(),
        _ => {
            let (page, all) = (page.clone(), versions.clone());
            let was = move |number: String| all.iter().find(|one| one.version.to_string() == number)?.was.clone();
            let changed = move || match (was(two.older.get()), was(two.newer.get())) {
                (Some(before), Some(after)) => drawn(changes::of_purpose(&page, &before, &after)),
                _ => view! { <p class="quiet">{t().versions.unreadable}</p> }.into_any(),
            };
            view! { {two.pickers(&choices)}<div role="region" aria-live="polite" aria-label=t().versions.what>{changed}</div> }
                .into_any()
        }
    };
    let more = is_older.then(|| {
        view! { <Button words=t().history.older busy press=move |_| older(oldest) testid="older" /> }
    });
    let earlier: Vec<Option<u64>> = versions.iter().skip(1).map(|one| Some(one.version)).chain([None]).collect();
    let rows = versions.into_iter().zip(earlier).map(|(one, before)| row(one, before, two)).collect_view();
    view! {
        {waiting.then(|| view! { <p class="with-icon faint">{icon(glyphs::CLOCK)}{t().history.waiting}</p> })}
        {compared}
        <ol class="versions" data-testid="versions">{rows}</ol>
        <footer><span class="lead">{more}</span></footer>
    }
    .into_any()
}

/// One version, with the way to what it changed.
fn row(one: PurposeVersion, before: Option<u64>, two: Two) -> AnyView {
    let said = match one.state {
        VersionState::Here => None,
        VersionState::Deleted => Some(t().history.deleted),
        VersionState::Erased => Some(t().history.erased),
        VersionState::Withheld => Some(t().history.withheld),
        VersionState::Unreadable => Some(t().history.unreadable),
    };
    let number = one.version;
    let button = before.filter(|_| one.was.is_some()).map(|before| {
        let press = move |_| {
            two.newer.set(number.to_string());
            two.older.set(before.to_string());
        };
        view! { <Button words=t().versions.what press testid="version-changes" /> }.into_any()
    });
    view! {
        <li data-testid="version" data-version=number.to_string()>
            {version_head(number, one.at, &one.by, (one.newest, one.placed), button)}
            {said.map(|words| view! { <p class="said">{words}</p> })}
        </li>
    }
    .into_any()
}

/// Two notices of a purpose, compared.
#[component]
pub(super) fn NoticesDialog(page: PurposePage, close: Callback<()>) -> impl IntoView {
    let place = |at: usize| page.notices.get(at).map(|one| one.number.to_string()).unwrap_or_default();
    let two = Two::of(place(0), place(1));
    let named = |one: &tacit_bridge::privacy::purpose::NoticeView| {
        let words = t().purposes.number(one.number, &one.lang);
        (one.number.to_string(), format!("{words} · {}", format::day(one.effective_from)))
    };
    let choices: Vec<Choice> = page.notices.iter().map(named).collect();
    let changed = move || {
        let of = |number: String| page.notices.iter().find(|one| one.number.to_string() == number);
        let (before, after) = (of(two.older.get())?, of(two.newer.get())?);
        Some(drawn(changes::of_notice(&page, before, after)))
    };
    view! {
        <Dialog title=t().versions.notices_title close wide=true testid="notices-dialog">
            {two.pickers(&choices)}
            <div role="region" aria-live="polite" aria-label=t().versions.what>{changed}</div>
        </Dialog>
    }
    .into_any()
}
