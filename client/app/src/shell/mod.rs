//! The frame: which face is shown, the side bar, the bottom bar of phones, banners, keys that work anywhere.

mod acting;
mod adopt;
mod banners;
mod bottom;
mod changes;
mod here;
mod keys;
mod layers;
mod owner;
mod palette;
mod remind;
mod retraced;
mod search;
mod shortcuts;
mod side;
mod signs;
mod suspected;
mod sync;
mod undo;
pub(crate) mod waiting;
mod walk;

pub(crate) use here::WhoIsHere;
pub(crate) use keys::{has_keys, leave_field, set_single_keys, single_key, single_keys};
pub(crate) use remind::turn_on as turn_reminders_on;
pub(crate) use search::{Instead, SearchHelp, unknown_words};
pub(crate) use side::VaultSwitcher;
pub(crate) use signs::SIGNS;
pub(crate) use sync::SyncChip;
pub(crate) use undo::{UndoCard, undo_items};
pub(crate) use walk::opened_by;

use crate::door;
use crate::pages;
use crate::parts::{Parts, Seldom};
use crate::state::{App, LISTED, Phase, app};
use crate::strings::{always, t};
use crate::ui::{Toasts, glyphs};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::hooks::{use_navigate, use_params_map};
use leptos_router::path;
use std::borrow::Cow;
use tacit_bridge::records::{Id, Kind};

/// Where the lists of kinds that the team defined are.
const OBJECTS: &str = "/objects";

/// The page.
#[component]
pub(crate) fn Root() -> impl IntoView {
    pages::apply_theme();
    let app = App::start();
    let parts = Parts::new();
    provide_context(parts);
    let trying = Memo::new(move |_| app.trial.with(Option::is_some));
    let phase = Memo::new(move |_| app.phase());
    // The door is drawn before anything else is loaded.
    let drawn = Memo::new(move |_| !matches!(phase.get(), Phase::Waiting));
    Effect::new(move |_| {
        if drawn.get() {
            parts.load(phase.with_untracked(|phase| {
                matches!(phase, Phase::Empty | Phase::KitPending | Phase::Invited | Phase::NoVault)
            }));
        }
    });
    view! {
        <Router>
            {move || match phase.get() {
                Phase::Open => parts.everyday()(),
                other => door::face(other),
            }}
            {move || trying.get().then(parts.seldom(Seldom::Trial))}
            <Toasts />
        </Router>
    }
}

#[component]
pub(crate) fn Shell() -> impl IntoView {
    let app = app();
    let parts = expect_context::<Parts>();
    keys::listen();
    layers::watch();
    retraced::watch();
    walk::watch(app);
    here::give_hues(app);
    remind::watch();
    waiting::watch();
    view! {
        <div class="shell">
            <side::SideBar />
            <main class="main">
                <banners::Banners />
                <Routes fallback=|| view! { <Elsewhere /> }>
                    <Route path=path!("/day") view=pages::DayPage />
                    <Route path=path!("/dashboard") view=parts.seldom(Seldom::Dashboard) />
                    <Route path=path!("/feed") view=pages::FeedPage />
                    <Route path=path!("/calendar") view=parts.seldom(Seldom::Calendar) />
                    <Route path=path!("/people") view=|| view! { <pages::RecordsPage kind=Kind::Person /> } />
                    <Route path=path!("/companies") view=|| view! { <pages::RecordsPage kind=Kind::Company /> } />
                    <Route path=path!("/deals") view=|| view! { <pages::RecordsPage kind=Kind::Deal /> } />
                    <Route path=path!("/tasks") view=|| view! { <pages::RecordsPage kind=Kind::Task /> } />
                    <Route path=path!("/activities") view=|| view! { <pages::RecordsPage kind=Kind::Activity /> } />
                    <Route path=path!("/people/:id") view=|| view! { <pages::RecordPage kind=Kind::Person /> } />
                    <Route path=path!("/companies/:id") view=|| view! { <pages::RecordPage kind=Kind::Company /> } />
                    <Route path=path!("/deals/:id") view=|| view! { <pages::RecordPage kind=Kind::Deal /> } />
                    <Route path=path!("/tasks/:id") view=|| view! { <pages::RecordPage kind=Kind::Task /> } />
                    <Route path=path!("/activities/:id") view=|| view! { <pages::RecordPage kind=Kind::Activity /> } />
                    <Route path=path!("/objects/:kind") view=ObjectsPage />
                    <Route path=path!("/objects/:kind/:id") view=ObjectPage />
                    <Route path=path!("/lists") view=parts.seldom(Seldom::Lists) />
                    <Route path=path!("/lists/:id") view=pages::ListPage />
                    <Route path=path!("/lists/:id/:kind") view=pages::ListPage />
                    <Route path=path!("/duplicates") view=parts.seldom(Seldom::Duplicates) />
                    <Route path=path!("/import") view=parts.seldom(Seldom::Import) />
                    <Route path=path!("/members") view=parts.seldom(Seldom::Members) />
                    <Route path=path!("/privacy") view=parts.seldom(Seldom::Privacy) />
                    <Route path=path!("/privacy/requests") view=parts.seldom(Seldom::Requests) />
                    <Route path=path!("/privacy/requests/:id") view=parts.seldom(Seldom::Request) />
                    <Route path=path!("/privacy/export") view=parts.seldom(Seldom::Export) />
                    <Route path=path!("/privacy/third-parties") view=parts.seldom(Seldom::Parties) />
                    <Route path=path!("/privacy/suppressions") view=parts.seldom(Seldom::Suppressions) />
                    <Route path=path!("/privacy/purposes") view=parts.seldom(Seldom::Purposes) />
                    <Route path=path!("/privacy/purposes/:id") view=parts.seldom(Seldom::Purpose) />
                    <Route path=path!("/privacy/receipts/:id") view=parts.seldom(Seldom::Receipt) />
                    <Route path=path!("/privacy/processing") view=parts.seldom(Seldom::Processing) />
                    <Route path=path!("/privacy/statistics") view=parts.seldom(Seldom::Statistics) />
                    <Route path=path!("/privacy/fields") view=parts.seldom(Seldom::Fields) />
                    <Route path=path!("/privacy/retention") view=parts.seldom(Seldom::Retention) />
                    <Route path=path!("/privacy/erasures") view=parts.seldom(Seldom::Erasures) />
                    <Route path=path!("/privacy/erase/:id") view=parts.seldom(Seldom::Erase) />
                    <Route path=path!("/privacy/people/:which") view=parts.seldom(Seldom::CentrePeople) />
                    <Route path=path!("/privacy/audit") view=parts.seldom(Seldom::Audit) />
                    <Route path=path!("/privacy/ledger") view=parts.seldom(Seldom::Consents) />
                    <Route path=path!("/more") view=pages::MorePage />
                    <Route path=path!("/lost") view=parts.seldom(Seldom::Lost) />
                    <Route path=path!("/files") view=parts.seldom(Seldom::Files) />
                    <Route path=path!("/tags") view=parts.seldom(Seldom::Tags) />
                    <Route path=path!("/trash") view=parts.seldom(Seldom::Trash) />
                    <Route path=path!("/settings") view=parts.seldom(Seldom::Settings) />
                    <Route path=path!("/settings/server") view=parts.seldom(Seldom::Server) />
                    <Route path=path!("/settings/speed") view=parts.seldom(Seldom::Speed) />
                </Routes>
            </main>
            <bottom::BottomBar />
        </div>
        {move || app.creating.get().map(|creating| view! { <pages::NewRecord creating /> })}
        {move || app.palette.get().then(|| view! { <palette::Palette /> })}
        <pages::ListDialogs />
        <pages::BulkDialogs />
        <pages::EndedDialog />
        <pages::WorkingOn />
        {move || app.shortcuts.get().then(|| view! { <keys::Sheet /> })}
    }
    .into_any()
}

/// Any other address leads to My day. The router's own `Redirect` would navigate while the routes are being
/// drawn, under their lock; an effect runs after.
#[component]
fn Elsewhere() -> impl IntoView {
    let navigate = use_navigate();
    Effect::new(move |_| navigate("/day", NavigateOptions { replace: true, ..NavigateOptions::default() }));
}

/// Address of a list. Stages and pipelines have none of their own: they are seen with the deals.
pub(crate) fn list_path(kind: Kind) -> Cow<'static, str> {
    Cow::Borrowed(match kind {
        Kind::Person => "/people",
        Kind::Company => "/companies",
        Kind::Deal | Kind::Pipeline | Kind::Stage => "/deals",
        Kind::Task => "/tasks",
        Kind::Activity => "/activities",
        Kind::List => "/lists",
        // Templates have no page of their own: they are written in Settings.
        Kind::Template => "/settings",
        Kind::Own(number) => return Cow::Owned(format!("{OBJECTS}/{number}")),
    })
}

/// What a list is called in test ids: its address without what stands before it.
pub(crate) fn list_id(kind: Kind) -> String {
    match kind {
        Kind::Own(_) => "objects".to_owned(),
        kind => list_path(kind).trim_start_matches('/').to_owned(),
    }
}

/// Address of a record.
pub(crate) fn record_path(kind: Kind, id: Id) -> String {
    format!("{}/{}", list_path(kind), id.to_hex())
}

/// The kind whose list or record an address shows.
pub(crate) fn kind_at(path: &str) -> Option<Kind> {
    match path.strip_prefix(OBJECTS).and_then(|rest| rest.strip_prefix('/')) {
        Some(rest) => own_kind(rest.split('/').next().unwrap_or_default()),
        None => LISTED.into_iter().find(|kind| path.starts_with(&*list_path(*kind))),
    }
}

/// The record that an address shows.
pub(crate) fn record_at(path: &str) -> Option<(Kind, Id)> {
    let kind = kind_at(path)?;
    let number = path.strip_prefix(&*list_path(kind))?.strip_prefix('/')?;
    Some((kind, Id::from_hex(number)?))
}

/// The kind of the team's own whose number stands in an address.
fn own_kind(number: &str) -> Option<Kind> {
    number.parse().ok().map(Kind::Own)
}

/// Name of a list.
pub(crate) fn list_name(kind: Kind) -> String {
    match kind {
        Kind::Person => always().words.people.to_owned(),
        Kind::Company => always().words.companies.to_owned(),
        Kind::Deal | Kind::Pipeline | Kind::Stage => always().words.deals.to_owned(),
        Kind::Task => always().words.tasks.to_owned(),
        Kind::Activity => always().words.activities.to_owned(),
        Kind::List => t().lists.lists.to_owned(),
        Kind::Template => t().templates.templates.to_owned(),
        Kind::Own(_) => app().object(kind).map_or_else(|| t().objects.unknown.to_owned(), |object| object.many),
    }
}

/// One record of a kind, and several.
pub(crate) fn kind_words(kind: Kind) -> (String, String) {
    let (one, many) = match kind {
        Kind::Person => (always().words.person, always().words.persons),
        Kind::Company => (always().words.company, always().words.company_many),
        Kind::Deal | Kind::Pipeline | Kind::Stage => (always().words.deal, always().words.deal_many),
        Kind::Task => (always().words.task, always().words.task_many),
        Kind::Activity => (always().words.activity, always().words.activity_many),
        Kind::List => (t().lists.list, t().lists.list_many),
        Kind::Template => (t().templates.one, t().templates.several),
        Kind::Own(_) => {
            let object = app().object(kind);
            return object.map_or_else(
                || (t().objects.record.to_owned(), t().objects.records.to_owned()),
                |object| (object.one, object.many),
            );
        }
    };
    (one.to_owned(), many.to_owned())
}

/// What the button for a new record says.
pub(crate) fn new_words(kind: Kind) -> String {
    match kind {
        Kind::Person => always().words.new_person.to_owned(),
        Kind::Company => always().words.new_company.to_owned(),
        Kind::Deal | Kind::Pipeline | Kind::Stage => always().words.new_deal.to_owned(),
        Kind::Task => always().words.new_task.to_owned(),
        Kind::Activity => always().words.new_activity.to_owned(),
        Kind::List => t().lists.new_list.to_owned(),
        Kind::Template => t().templates.new_one.to_owned(),
        Kind::Own(_) => t().objects.new_one(&kind_words(kind).0),
    }
}

/// The sign of a kind.
pub(crate) fn kind_glyph(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => glyphs::USERS,
        Kind::Company => glyphs::BUILDING,
        Kind::Deal | Kind::Pipeline | Kind::Stage => glyphs::HANDSHAKE,
        Kind::Task => glyphs::SQUARE_CHECK,
        Kind::Activity => glyphs::MESSAGE,
        Kind::List => glyphs::LIST,
        Kind::Template => glyphs::FILE_TEXT,
        Kind::Own(_) => app().object(kind).map_or(signs::SIGNS[0].1, |object| signs::glyph(&object.sign)),
    }
}

/// The list of a kind of the team's own.
#[component]
fn ObjectsPage() -> impl IntoView {
    let kind = kind_in_address();
    move || kind.get().map(|kind| view! { <pages::RecordsPage kind /> })
}

/// A record of a kind of the team's own.
#[component]
fn ObjectPage() -> impl IntoView {
    let kind = kind_in_address();
    move || kind.get().map(|kind| view! { <pages::RecordPage kind /> })
}

fn kind_in_address() -> Memo<Option<Kind>> {
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get("kind").and_then(|number| own_kind(&number))))
}
