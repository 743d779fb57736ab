//! Privacy beyond one person: where its pages are, whose data is only stored, and what left.

mod audit;
mod centre;
mod changes;
mod controller;
mod counts;
pub(crate) mod disclosures;
mod erase;
mod export;
mod exported;
mod fields;
mod journal;
mod ledger;
mod notice;
mod only;
mod parties;
pub(crate) mod party;
mod processing;
mod proven;
mod purpose;
mod purpose_form;
mod purposes;
pub(crate) mod reach;
mod receipt;
pub(crate) mod requests;
mod retention;
mod returning;
mod statistics;
pub(crate) mod suppressions;
mod to_export;
mod told;
mod versions;

pub(crate) use audit::AuditPage;
pub(crate) use centre::{CentrePeoplePage, DueLine, due_lines};
pub(crate) use changes::WordsOf;
pub(crate) use controller::controller_facts;
pub(crate) use erase::{ErasePage, ErasuresPage, erase_path};
pub(crate) use export::ExportPage;
pub(crate) use fields::{FIELDS_PATH, FieldsPage};
pub(crate) use ledger::ConsentsPage;
use parties::PARTIES_PATH;
pub(crate) use parties::PartiesPage;
pub(crate) use processing::ProcessingPage;
pub(crate) use purpose::PurposePage;
pub(crate) use purposes::PurposesPage;
pub(crate) use reach::HowFar;
pub(crate) use receipt::{ReceiptPage, receipt_path};
pub(crate) use requests::{RequestPage, RequestsPage};
pub(crate) use retention::{HoldDialog, Holding, RetentionPage};
pub(crate) use returning::return_card;
pub(crate) use statistics::StatisticsPage;
pub(crate) use suppressions::SuppressionsPage;
pub(crate) use to_export::{export_list, export_of, export_these, exports};
pub(crate) use told::way_words;

use crate::link;
use crate::pages::record::privacy::restriction_words;
use crate::pages::unanswered;
use crate::shell::record_path;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{avatar, glyphs, icon, icon_of, skeleton};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use tacit_bridge::privacy::ask::{Overview, PrivacyAnswer, PrivacyAsk};
use tacit_bridge::records::Kind;
use tacit_bridge::{Call, Problem};

/// Asks, and again whenever something changes; `read` takes the answer that fits.
pub(crate) fn answered<T: Clone + PartialEq + Send + Sync + 'static>(
    ask: PrivacyAsk,
    read: fn(PrivacyAnswer) -> Option<T>,
) -> RwSignal<Option<Result<T, Problem>>> {
    let app = app();
    let found = RwSignal::new(None);
    Effect::new(move |_| {
        app.changes.track();
        let ask = ask.clone();
        spawn_local(async move {
            let answer = link::privacy_answer(Call::PrivacyAsk(ask)).await;
            let answer =
                answer.and_then(|answer| read(answer).ok_or_else(|| link::internal(always().link.other_version)));
            if found.try_with_untracked(|old| old.as_ref() != Some(&answer)) == Some(true) {
                found.set(Some(answer));
            }
        });
    });
    found
}

/// Makes the purposes that a vault begins with, once, where there are none: nobody looked at its privacy yet.
pub(crate) fn begin_where(none: impl Fn() -> bool + 'static) {
    let (app, begun) = (app(), StoredValue::new(false));
    Effect::new(move |_| {
        if none() && !app.read_only_now() && !begun.get_value() {
            begun.set_value(true);
            spawn_local(async move {
                if let Err(problem) = link::changed(Call::BeginPurposes).await {
                    app.complain(&problem);
                }
            });
        }
    });
}

/// What can be done on a page as a whole.
type Actions = Callback<(), AnyView>;

/// The head of a page: the way back, perhaps by a page between, and at its end what can be done, where there is room.
fn page_head(between: Option<(&'static str, &'static str)>, title: AnyView, actions: Option<Actions>) -> AnyView {
    let narrow = app().narrow;
    let between = between.map(|(path, words)| view! { <A href=path>{words}</A>{icon(glyphs::CHEVRON_RIGHT)} });
    let at_end = move || {
        let actions = actions.filter(|_| !narrow.get())?;
        Some(view! { <span class="space"></span>{actions.run(())} })
    };
    view! {
        <header class="top lined">
            <nav class="crumbs" aria-label=t().shell.path>
                <A href="/privacy">{t().privacy.privacy}</A>
                {icon(glyphs::CHEVRON_RIGHT)}
                {between}
                <h1 class="cut">{title}</h1>
            </nav>
            {at_end}
        </header>
    }
    .into_any()
}

/// What can be done, in a page whose head has no room for it.
fn beneath(actions: Actions) -> AnyView {
    let narrow = app().narrow;
    (move || narrow.get().then(|| view! { <div class="bar no-print">{actions.run(())}</div> })).into_any()
}

/// A page under its head, with the way back.
fn framed(title: &'static str, testid: &'static str, body: impl IntoView + 'static) -> AnyView {
    framed_with(title, testid, None, body)
}

/// The same with what can be done on it; the page itself has that [`beneath`] its first words.
fn framed_with(
    title: &'static str,
    testid: &'static str,
    actions: Option<Actions>,
    body: impl IntoView + 'static,
) -> AnyView {
    // Those that may be printed.
    let class = if matches!(testid, "processing" | "receipt") { "column privacy paper" } else { "column privacy" };
    view! {
        {page_head(None, title.into_any(), actions)}
        <div class="scroll"><div class=class data-testid=testid>{body}</div></div>
    }
    .into_any()
}

/// What a page shows while it waits, or when there is nothing to be had.
pub(crate) fn waiting<T>(found: &Option<Result<T, Problem>>) -> Option<AnyView> {
    match found {
        None => Some(view! { <div class="card"><div class="body">{skeleton(60)}{skeleton(45)}</div></div> }.into_any()),
        Some(Err(problem)) => Some(unanswered(problem)),
        Some(Ok(_)) => None,
    }
}

#[component]
pub(crate) fn PrivacyPage() -> impl IntoView {
    let found = answered(PrivacyAsk::Overview, |answer| match answer {
        PrivacyAnswer::Overview(overview) => Some(overview),
        _ => None,
    });
    let place = |to: &'static str, glyph: &'static str, name: &'static str| {
        view! {
            <li>
                <A href=to>
                    {icon_of(glyph, 18)}
                    <span class="grow">{name}</span>
                    {icon(glyphs::CHEVRON_RIGHT)}
                </A>
            </li>
        }
    };
    let lists = move || found.with(|found| waiting(found).or_else(|| Some(drawn(found.as_ref()?.as_ref().ok()?))));
    view! {
        <header class="top lined"><h1>{t().privacy.privacy}</h1></header>
        <div class="scroll">
            <div class="column privacy">
                {centre::centre()}
                <div class="privacy" data-testid="privacy-start">
                    <nav aria-label=t().privacy.privacy>
                        <ul class="card lines links places">
                            {place("/privacy/requests", glyphs::MESSAGE, t().requests.title)}
                            {place("/privacy/export", glyphs::DOWNLOAD, t().export.title)}
                            {place("/privacy/purposes", glyphs::FILE_TEXT, t().purposes.title)}
                            {place("/privacy/ledger", glyphs::SHIELD, t().ledger.title)}
                            {place(PARTIES_PATH, glyphs::HANDSHAKE, t().parties.title)}
                            {place(FIELDS_PATH, glyphs::COLUMNS, t().inventory.title)}
                            {place("/privacy/suppressions", glyphs::LOCK, t().suppressions.title)}
                            {place("/privacy/retention", glyphs::HOURGLASS, t().retention.title)}
                            {place("/privacy/statistics", glyphs::CHART, t().statistics.title)}
                            {place("/privacy/erasures", glyphs::TRASH, t().erasure.title)}
                            {place("/privacy/processing", glyphs::FILE_TEXT, t().parties.processing)}
                            {place("/privacy/audit", glyphs::HISTORY, t().audit.title)}
                        </ul>
                    </nav>
                    {lists}
                </div>
            </div>
        </div>
    }
    .into_any()
}

fn drawn(overview: &Overview) -> AnyView {
    let restricted = overview.restricted.iter().cloned().map(|one| {
        let why = restriction_words(&one.of);
        view! {
            <li data-testid="restricted-person">
                <A href=record_path(Kind::Person, one.id)>
                    {avatar(&one.name, "")}
                    <span class="grow what"><b class="cut">{one.name}</b><span class="faint">{why}</span></span>
                    {icon(glyphs::CHEVRON_RIGHT)}
                </A>
            </li>
        }
    });
    let restricted = match overview.restricted.is_empty() {
        true => view! { <p class="plain">{t().restriction.nobody}</p> }.into_any(),
        false => view! { <ul class="lines links">{restricted.collect_view()}</ul> }.into_any(),
    };
    view! {
        <section class="card" data-testid="restricted-people">
            <header><h2>{t().restriction.people}</h2></header>
            {restricted}
        </section>
        <section class="card" data-testid="disclosures">
            <header><h2>{t().export.disclosures}</h2></header>
            {disclosures::list(&overview.disclosures)}
        </section>
    }
    .into_any()
}
