//! Parts of the page that are loaded after what a first visit needs. Their functions are called like any others; the
//! build cuts them out of the first file (`xtask/src/post_build/parts.rs`).

use crate::door;
use crate::pages;
use crate::shell::Shell;
use crate::strings;
use crate::styles;
use crate::trial::{SpeedPage, TrialDialog};
use futures::FutureExt;
use futures::future::join3;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::future::Future;
use tacit_bridge::records::Kind;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

/// A view out of a part, or that the part did not come.
type Drawn = Result<AnyView, SplitLoaderError>;

/// Whether a part can be called, with all that it says and wears.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Code {
    Coming,
    Here,
    /// The connection failed, or the server has another build by now.
    Missing,
}

/// The parts of the page: cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Parts {
    once: RwSignal<Code>,
    everyday: RwSignal<Code>,
    seldom: RwSignal<Code>,
}

/// What a device shows once, before its first vault.
#[derive(Clone, Copy)]
pub(crate) enum Once {
    SignUp(RwSignal<door::Step>),
    Link(RwSignal<door::Step>),
    KitPending,
    Invited,
    FirstVault,
}

/// Pages that are not opened every day.
#[derive(Clone, Copy)]
pub(crate) enum Seldom {
    Dashboard,
    Calendar,
    CalendarOf(Kind),
    Lists,
    Duplicates,
    Import,
    Members,
    Privacy,
    Requests,
    Request,
    Export,
    Parties,
    Purposes,
    Purpose,
    Receipt,
    Processing,
    Statistics,
    Fields,
    Suppressions,
    Retention,
    Erasures,
    Erase,
    Files,
    CentrePeople,
    Audit,
    Consents,
    Lost,
    Tags,
    Trash,
    Settings,
    Server,
    Speed,
    Trial,
}

#[wasm_split(once, fallible, preload(load_once))]
fn draw_once(face: Once) -> Drawn {
    Ok(match face {
        Once::SignUp(step) => view! { <door::SignUp step /> }.into_any(),
        Once::Link(step) => view! { <door::LinkBrowser step /> }.into_any(),
        Once::KitPending => view! { <door::KitPending /> }.into_any(),
        Once::Invited => view! { <door::Invited /> }.into_any(),
        Once::FirstVault => view! { <door::FirstVault /> }.into_any(),
    })
}

#[wasm_split(everyday, fallible, preload(load_everyday))]
fn draw_everyday() -> Drawn {
    Ok(view! { <Shell /> }.into_any())
}

#[wasm_split(seldom, fallible, preload(load_seldom))]
fn draw_seldom(page: Seldom) -> Drawn {
    Ok(match page {
        Seldom::Dashboard => view! { <pages::DashboardPage /> }.into_any(),
        Seldom::Calendar => view! { <pages::CalendarPage /> }.into_any(),
        Seldom::CalendarOf(kind) => view! { <pages::ListCalendar kind /> }.into_any(),
        Seldom::Lists => view! { <pages::ListsPage /> }.into_any(),
        Seldom::Duplicates => view! { <pages::DuplicatesPage /> }.into_any(),
        Seldom::Import => view! { <pages::ImportPage /> }.into_any(),
        Seldom::Members => view! { <pages::MembersPage /> }.into_any(),
        Seldom::Privacy => view! { <pages::PrivacyPage /> }.into_any(),
        Seldom::Requests => view! { <pages::RequestsPage /> }.into_any(),
        Seldom::Request => view! { <pages::RequestPage /> }.into_any(),
        Seldom::Export => view! { <pages::ExportPage /> }.into_any(),
        Seldom::Parties => view! { <pages::PartiesPage /> }.into_any(),
        Seldom::Purposes => view! { <pages::PurposesPage /> }.into_any(),
        Seldom::Purpose => view! { <pages::PurposePage /> }.into_any(),
        Seldom::Receipt => view! { <pages::ReceiptPage /> }.into_any(),
        Seldom::Processing => view! { <pages::ProcessingPage /> }.into_any(),
        Seldom::Statistics => view! { <pages::StatisticsPage /> }.into_any(),
        Seldom::Fields => view! { <pages::FieldsPage /> }.into_any(),
        Seldom::Suppressions => view! { <pages::SuppressionsPage /> }.into_any(),
        Seldom::Retention => view! { <pages::RetentionPage /> }.into_any(),
        Seldom::Erasures => view! { <pages::ErasuresPage /> }.into_any(),
        Seldom::Erase => view! { <pages::ErasePage /> }.into_any(),
        Seldom::CentrePeople => view! { <pages::CentrePeoplePage /> }.into_any(),
        Seldom::Audit => view! { <pages::AuditPage /> }.into_any(),
        Seldom::Consents => view! { <pages::ConsentsPage /> }.into_any(),
        Seldom::Files => view! { <pages::FilesPage /> }.into_any(),
        Seldom::Lost => view! { <pages::LostPage /> }.into_any(),
        Seldom::Tags => view! { <pages::TagsPage /> }.into_any(),
        Seldom::Trash => view! { <pages::TrashPage /> }.into_any(),
        Seldom::Settings => view! { <pages::SettingsPage /> }.into_any(),
        Seldom::Server => view! { <pages::ServerPage /> }.into_any(),
        Seldom::Speed => view! { <SpeedPage /> }.into_any(),
        Seldom::Trial => view! { <TrialDialog /> }.into_any(),
    })
}

impl Parts {
    /// Nothing but the door is here.
    pub(crate) fn new() -> Self {
        let coming = || RwSignal::new(Code::Coming);
        Self { once: coming(), everyday: coming(), seldom: coming() }
    }

    /// Loads all parts, what is wanted first before the rest: all are here before somebody wants them, and before the
    /// server has another build. Only a device without a vault waits for what devices show once.
    pub(crate) fn load(self, is_new: bool) {
        let once = move || note(self.once, at_the_door(load_once()));
        spawn_local(async move {
            if is_new {
                once().await;
            }
            note(self.everyday, behind_it(load_everyday())).await;
            note(self.seldom, behind_it(load_seldom())).await;
            if !is_new {
                once().await;
            }
        });
    }

    /// A face of the door.
    pub(crate) fn once(self, face: Once) -> AnyView {
        shown(self.once, move || draw_once(face), || at_the_door(load_once()))
    }

    /// The frame of an open vault with its pages.
    pub(crate) fn everyday(self) -> impl Fn() -> AnyView + Copy {
        move || shown(self.everyday, draw_everyday, || behind_it(load_everyday()))
    }

    /// A page.
    pub(crate) fn seldom(self, page: Seldom) -> impl Fn() -> AnyView + Copy {
        move || shown(self.seldom, move || draw_seldom(page), || behind_it(load_seldom()))
    }
}

async fn note(code: RwSignal<Code>, loaded: impl Future<Output = bool>) {
    if code.get_untracked() != Code::Here {
        code.set(if loaded.await { Code::Here } else { Code::Missing });
    }
}

/// Whether a part is here that needs nothing else.
async fn at_the_door(part: impl Future<Output = Result<(), SplitLoaderError>>) -> bool {
    part.await.is_ok()
}

/// Code that draws is of no use without the words that it says and the styles that it wears.
async fn behind_it(part: impl Future<Output = Result<(), SplitLoaderError>>) -> bool {
    let (words, dressed, part) = join3(strings::load(), styles::load(), part).await;
    words.and(part).is_ok() && dressed
}

fn shown<D, L>(code: RwSignal<Code>, draw: impl Fn() -> D, load: impl Fn() -> L + 'static) -> AnyView
where
    D: Future<Output = Drawn>,
    L: Future<Output = bool> + 'static,
{
    // What is loaded is called within the same turn, and so under the owner of the place where it is drawn.
    match code.get() {
        Code::Coming => door::coming(),
        Code::Here => draw().now_or_never().and_then(Result::ok).unwrap_or_else(door::coming),
        Code::Missing => door::missing(move || {
            code.set(Code::Coming);
            spawn_local(note(code, load()));
        }),
    }
}
