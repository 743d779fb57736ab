//! What must be read before going on: a held outbox, an unconfirmed device, a vault one has left.

use super::adopt::AdoptDialog;
use super::owner::LoneOwner;
use super::suspected::{self, CompareHistories};
use super::sync::PhoneChip;
use crate::link;
use crate::state::{app, reads_only};
use crate::strings::{always, t};
use crate::ui::{Banner, Button, Dialog, IconButton, ProgressBar, Tone, Weight, glyphs, icon, problem_banner};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::members::MemberList;
use tacit_bridge::message::Recovery;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::{Call, Problem};

#[component]
pub(super) fn Banners() -> impl IntoView {
    let app = app();
    let comparing = RwSignal::new(false);
    let adopting = RwSignal::new(false);
    let histories = RwSignal::new(false);
    let unseen = Memo::new(move |_| app.sync.with(|state| state.unseen.clone()));
    let warning = Memo::new(move |_| app.sync.with(|state| state.warning.clone()));
    let suspicion = Memo::new(move |_| app.sync.with(|state| state.suspicion.clone()));
    let held = Memo::new(move |_| app.sync.with(|state| state.held.clone()));
    let closed = Memo::new(move |_| app.vault.with(|vault| vault.as_ref().is_some_and(|vault| vault.closed)));
    // Where the engine says who removed one, that says it all.
    let closed = Memo::new(move |_| closed.get() && held.get().is_none());
    // The vault says the same: once is enough.
    let account = Memo::new(move |_| {
        let said = held.get().map(|held| held.kind);
        app.held().filter(|account| Some(account.kind) != said)
    });
    let reads = Memo::new(move |_| app.vault.with(|vault| vault.as_ref().and_then(reads_only)));
    let recovery = Memo::new(move |_| app.sync.with(|state| state.recovery));
    // That something was given back is no news beside how it goes, or beside that the server did not take it.
    let told = Memo::new(move |_| {
        let calm = held.with(Option::is_none) && recovery.with(Option::is_none);
        app.notice.get().filter(|notice| calm || notice.kind != ProblemKind::Recovering)
    });
    view! {
        <div class="banners" data-testid="banners">
            {move || account.get().map(|problem| held_banner(&problem, comparing, adopting, histories))}
            {move || closed.get().then(|| view! { <Banner tone=Tone::Warn title=t().shell.closed words=t().shell.closed_words /> })}
            {move || recovery.get().map(recovery_banner)}
            {move || held.get().map(|problem| held_banner(&problem, comparing, adopting, histories))}
            {move || super::changes::changes(unseen.get())}
            {move || warning.get().map(|problem| warned(&problem))}
            {move || told.get().map(|problem| notice(&problem))}
            {move || reads.get().map(|words| view! { <p class="reads-only" role="status" data-testid="reads-only">{icon(glyphs::LOCK)}<span>{words}</span></p> })}
            <PhoneChip />
            <LoneOwner />
        </div>
        {move || adopting.get().then(|| view! { <AdoptDialog close=Callback::new(move |()| adopting.set(false)) /> })}
        {move || {
            suspicion
                .get()
                .filter(|_| histories.get())
                .map(|suspicion| view! { <CompareHistories suspicion close=Callback::new(move |()| histories.set(false)) /> })
        }}
        {move || comparing.get().then(|| view! { <Compare close=Callback::new(move |()| comparing.set(false)) /> })}
    }
}

/// What the server lost and gets back. A fact, and nothing to do.
fn recovery_banner(recovery: Recovery) -> AnyView {
    let title = if recovery.restored { t().shell.restored_title } else { t().shell.lost_title };
    let Some(progress) = recovery.giving else {
        return view! { <Banner tone=Tone::Calm title words=t().shell.restored_waiting testid="recovery" /> }
            .into_any();
    };
    view! {
        <Banner tone=Tone::Calm title words=t().shell.giving_back_words(progress.total) testid="recovery">
            <ProgressBar progress=Signal::stored(progress) name=t().shell.giving />
        </Banner>
    }
    .into_any()
}

fn warned(problem: &Problem) -> AnyView {
    view! { <Banner tone=Tone::Warn title=problem.what.clone() words=problem.todo.clone() testid="warning" /> }
        .into_any()
}

fn held_banner(
    problem: &Problem,
    comparing: RwSignal<bool>,
    adopting: RwSignal<bool>,
    histories: RwSignal<bool>,
) -> AnyView {
    // The list of changes says it.
    if problem.kind == ProblemKind::MembersChanged {
        return ().into_any();
    }
    if let Some(suspected) = suspected::banner(problem, histories) {
        return suspected;
    }
    if problem.kind == ProblemKind::CredentialsChanged {
        return view! {
            <Banner tone=Tone::Warn title=problem.what.clone() words=problem.todo.clone()>
                <Button words=t().account.adopt_open press=move |_| adopting.set(true) testid="adopt-open" />
            </Banner>
        }
        .into_any();
    }
    if problem.kind != ProblemKind::Unconfirmed {
        return problem_banner(problem);
    }
    view! {
        <Banner tone=Tone::Warn title=t().shell.unconfirmed words=t().shell.unconfirmed_words>
            <Button words=t().shell.unconfirmed_look press=move |_| comparing.set(true) testid="compare-words" />
        </Banner>
    }
    .into_any()
}

fn notice(problem: &Problem) -> AnyView {
    let app = app();
    let tone = if problem.kind == ProblemKind::Recovering { Tone::Calm } else { Tone::No };
    view! {
        <Banner tone title=problem.what.clone() words=problem.todo.clone()>
            <IconButton glyph=glyphs::X name=always().words.close small=true press=move |_| app.notice.set(None) />
        </Banner>
    }
    .into_any()
}

/// Words and members, to be compared with a colleague.
#[component]
fn Compare(close: Callback<()>) -> impl IntoView {
    let app = app();
    let list = RwSignal::new(None::<Result<MemberList, Problem>>);
    let look = move || spawn_local(async move { list.set(Some(link::members(Call::Members).await)) });
    look();
    let confirm = move |_| {
        // Those that were read out, whatever the list is by now.
        let Some(Ok(MemberList { roster_words, .. })) = list.get_untracked() else { return };
        spawn_local(async move {
            match link::done(Call::ConfirmDevice(roster_words)).await {
                Ok(()) => drop(close.try_run(())),
                Err(problem) => {
                    app.complain(&problem);
                    look();
                }
            }
        });
    };
    let body = move || match list.get()? {
        Err(problem) => Some(problem_banner(&problem)),
        Ok(list) => {
            let names = list.members.iter().map(|member| member.name.clone()).collect::<Vec<_>>().join(", ");
            Some(
                view! { {crate::pages::words_list(list.roster_words)}<p><b>{always().words.members}": "</b>{names}</p> }
                    .into_any(),
            )
        }
    };
    view! {
        <Dialog title=t().shell.unconfirmed_title close testid="compare-dialog">
            <p>{t().shell.unconfirmed_ask}</p>
            {body}
            <p>{t().shell.unconfirmed_no}</p>
            <footer>
                <Button words=always().words.cancel press=move |_| close.run(()) />
                <Button
                    words=t().shell.unconfirmed_yes weight=Weight::Primary glyph=glyphs::CHECK
                    disabled=Signal::derive(move || !matches!(list.get(), Some(Ok(_)))) press=confirm
                    testid="confirm-device"
                />
            </footer>
        </Dialog>
    }
}
