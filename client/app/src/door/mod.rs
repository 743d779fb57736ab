//! What stands before an open vault: welcome, sign-up with its emergency kit, sign-in, linking, unlock, invite, first vault.

mod forget;
mod invited;
mod kit;
mod link;
mod lost;
mod passkey;
mod sign_in;
mod sign_up;
mod unlock;
mod vault;
mod welcome;

pub(crate) use forget::ForgetDialog;
pub(crate) use invited::Invited;
pub(crate) use kit::{KitActions, KitPending, KitSheet, kit_footer};
pub(crate) use link::LinkBrowser;
pub(crate) use sign_up::SignUp;
pub(crate) use vault::{FirstVault, NewVaultDialog};
pub(crate) use welcome::Step;

use crate::parts::{Once, Parts};
use crate::state::{Phase, app};
use crate::strings::always;
use crate::ui::{Button, Mark, ProgressBar, Weight, problem_banner};
use leptos::prelude::*;
use tacit_bridge::Problem;

/// The face for every phase but the open vault.
pub(crate) fn face(phase: Phase) -> AnyView {
    let once = |face| expect_context::<Parts>().once(face);
    match phase {
        Phase::Waiting => opening(always().door.loading),
        Phase::Failed(problem) => failed(&problem),
        Phase::Empty => view! { <welcome::Welcome /> }.into_any(),
        Phase::KitPending => once(Once::KitPending),
        Phase::Locked(name, why) => view! { <unlock::Unlock name why /> }.into_any(),
        Phase::Invited => once(Once::Invited),
        Phase::NoVault => once(Once::FirstVault),
        Phase::Opening => opening(always().door.opening),
        Phase::Open => ().into_any(),
    }
}

/// The frame of all of them: the mark, what there is to do, nothing else.
#[component]
fn Door(#[prop(optional)] broad: bool, children: Children) -> impl IntoView {
    view! {
        <div class="door">
            <main class:broad=broad>
                <div class="brand no-print"><Mark size=26 />"Tacit"</div>
                {children()}
            </main>
        </div>
    }
    .into_any()
}

/// Shown only while something takes long enough to be seen.
fn opening(words: &'static str) -> AnyView {
    let app = app();
    let body = move || {
        if let Some(problem) = app.unopened.get() {
            let again = move |_| {
                app.unopened.set(None);
                app.refresh();
            };
            return view! { {problem_banner(&problem)}<Button words=always().words.try_again press=again /> }
                .into_any();
        }
        view! { <p class="quiet">{words}</p> }.into_any()
    };
    view! { <div id="opening" class="door" data-testid="opening"><main>{body}</main></div> }.into_any()
}

/// How much of a large vault is read, while it is unlocked here.
fn reading(busy: Signal<bool>) -> AnyView {
    let app = app();
    Effect::new(move |_| {
        if busy.get() {
            app.opening.set(None);
        }
    });
    let is_long = Memo::new(move |_| busy.get() && app.opening.with(Option::is_some));
    let shown = move || {
        is_long.get().then(|| {
            let progress = Signal::derive(move || app.opening.get().unwrap_or_default());
            let words = move || always().door.records_read(progress.get().done, progress.get().total);
            view! {
                <div class="reading" data-testid="reading">
                    <ProgressBar progress name=always().door.reading />
                    <p class="quiet num">{words}</p>
                </div>
            }
        })
    };
    shown.into_any()
}

fn failed(problem: &Problem) -> AnyView {
    let problem = problem_banner(problem);
    view! {
        <Door>
            <h1>{always().door.failed}</h1>
            {problem}
            <Button words=always().words.try_again press=|_| drop(window().location().reload()) />
        </Door>
    }
    .into_any()
}

/// In place of a part of the page whose code is on its way.
pub(crate) fn coming() -> AnyView {
    view! {
        <div class="door" data-testid="part-coming" role="status"><main><p class="quiet">{always().door.loading}</p></main></div>
    }
    .into_any()
}

/// In place of a part of the page whose code did not come.
pub(crate) fn missing(again: impl Fn() + 'static) -> AnyView {
    view! {
        <div class="door" data-testid="part-missing">
            <main role="alert">
                <h1>{always().door.part_missing}</h1>
                <p>{always().door.part_todo}</p>
                <div class="row">
                    <Button words=always().words.try_again weight=Weight::Primary press=move |_| again() testid="part-again" />
                    <Button words=always().door.reload press=|_| drop(window().location().reload()) />
                </div>
            </main>
        </div>
    }
    .into_any()
}
