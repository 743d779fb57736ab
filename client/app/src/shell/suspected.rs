//! A colleague's browser names another history: the words of both, and what two people found.

use crate::link;
use crate::pages::HistoryWords;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Banner, Button, Dialog, Tone, Weight};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::witness::Suspicion;
use tacit_bridge::{Call, Problem};

/// What holds the writes, with the way on.
pub(super) fn banner(problem: &Problem, comparing: RwSignal<bool>) -> Option<AnyView> {
    (problem.kind == ProblemKind::ForkSuspected).then(|| {
        view! {
            <Banner tone=Tone::No title=problem.what.clone() words=problem.todo.clone()>
                <Button
                    words=t().witness.compare press=move |_| comparing.set(true) testid="compare-history"
                />
            </Banner>
        }
        .into_any()
    })
}

#[component]
pub(super) fn CompareHistories(suspicion: Suspicion, close: Callback<()>) -> impl IntoView {
    let app = app();
    let (member, seq) = (suspicion.member, suspicion.seq);
    let found = move |same| {
        spawn_local(async move {
            match link::done(Call::ComparedHistory { member, seq, same }).await {
                Ok(()) => drop(close.try_run(())),
                Err(problem) => app.complain(&problem),
            }
        });
    };
    view! {
        <Dialog title=t().witness.suspected(&suspicion.name, suspicion.me) close testid="compare-histories-dialog">
            <p>{t().witness.suspected_ask(&suspicion.name, suspicion.me, seq)}</p>
            <HistoryWords seq />
            <p class="faint">{t().witness.same_means}" "{t().witness.differ_sure}</p>
            <footer>
                <Button words=always().words.cancel press=move |_| close.run(()) />
                <Button
                    words=t().witness.differ weight=Weight::Danger press=move |_| found(false)
                    testid="histories-differ"
                />
                <Button
                    words=t().witness.same weight=Weight::Primary press=move |_| found(true)
                    testid="histories-same"
                />
            </footer>
        </Dialog>
    }
}
