//! The frame: which face is shown, the side bar, the bottom bar of phones, banners, keys that work anywhere.

mod adopt;
mod banners;
mod bottom;
mod changes;
mod keys;
mod owner;
mod side;
mod suspected;
mod sync;

pub(crate) use keys::{in_dialog, leave_field, typing};
pub(crate) use side::VaultSwitcher;
pub(crate) use sync::SyncChip;

use crate::door;
use crate::pages;
use crate::state::{App, Phase, app};
use crate::strings::words;
use crate::ui::Toasts;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::hooks::use_navigate;
use leptos_router::path;
use tacit_bridge::records::Kind;

/// The page.
#[component]
pub(crate) fn Root() -> impl IntoView {
    pages::apply_theme();
    let app = App::start();
    provide_context(app);
    let phase = Memo::new(move |_| app.phase());
    view! {
        <Router>
            {move || match phase.get() {
                Phase::Open => view! { <Shell /> }.into_any(),
                other => door::face(other),
            }}
            <Toasts />
        </Router>
    }
}

#[component]
fn Shell() -> impl IntoView {
    let app = app();
    keys::listen();
    view! {
        <div class="shell">
            <side::SideBar />
            <main class="main">
                <banners::Banners />
                <Routes fallback=|| view! { <Elsewhere /> }>
                    <Route path=path!("/people") view=|| view! { <pages::RecordsPage kind=Kind::Person /> } />
                    <Route path=path!("/companies") view=|| view! { <pages::RecordsPage kind=Kind::Company /> } />
                    <Route path=path!("/people/:id") view=|| view! { <pages::RecordPage kind=Kind::Person /> } />
                    <Route path=path!("/companies/:id") view=|| view! { <pages::RecordPage kind=Kind::Company /> } />
                    <Route path=path!("/import") view=pages::ImportPage />
                    <Route path=path!("/members") view=pages::MembersPage />
                    <Route path=path!("/lost") view=pages::LostPage />
                    <Route path=path!("/trash") view=pages::TrashPage />
                    <Route path=path!("/settings") view=pages::SettingsPage />
                </Routes>
            </main>
            <bottom::BottomBar />
        </div>
        {move || app.creating.get().map(|kind| view! { <pages::NewRecord kind /> })}
        {move || app.shortcuts.get().then(|| view! { <keys::Sheet /> })}
    }
    .into_any()
}

/// Any other address leads to the people. The router's own `Redirect` would navigate while the routes are being
/// drawn, under their lock; an effect runs after.
#[component]
fn Elsewhere() -> impl IntoView {
    let navigate = use_navigate();
    Effect::new(move |_| navigate("/people", NavigateOptions { replace: true, ..NavigateOptions::default() }));
}

/// Address of a list.
pub(crate) fn list_path(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "/people",
        Kind::Company => "/companies",
    }
}

/// Name of a list.
pub(crate) fn list_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => words::PEOPLE,
        Kind::Company => words::COMPANIES,
    }
}
