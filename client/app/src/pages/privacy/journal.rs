//! What lists of signed events share: days between which, the files of them, and the button that holds them against the
//! journal.

use super::Actions;
use crate::format;
use crate::strings::t;
use crate::ui::{Banner, Button, ProgressBar, Tone, fresh_id, glyphs, problem_banner};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::future::Future;
use std::pin::Pin;
use tacit_bridge::Problem;
use tacit_bridge::message::Progress;
use tacit_bridge::privacy::audit::{Outcome, Verified};

/// How far verifying is, when the worker has looked at a page of the journal more.
pub(super) type Verifying = Pin<Box<dyn Future<Output = Result<Verified, Problem>>>>;

/// When a day begins, ms since 1970.
pub(super) fn morning(day: &str) -> Option<u64> {
    format::midnight(day).filter(|at| *at >= 0.0).map(|at| at as u64)
}

/// When a day ends, ms since 1970; an hour more or less where clocks change.
pub(super) fn evening(day: &str) -> Option<u64> {
    const DAY: u64 = 86_400_000;
    morning(day).map(|at| at + DAY)
}

/// A day to choose.
fn dated(label: &'static str, (value, pick): (RwSignal<String>, Callback<String>), testid: &'static str) -> AnyView {
    let id = fresh_id();
    view! {
        <span class="dated">
            <label class="label" for=id.clone()>{label}</label>
            <input
                id=id class="input num" type="date" data-testid=testid prop:value=move || value.get()
                on:change=move |event| pick.run(event_target_value(&event))
            />
        </span>
    }
    .into_any()
}

/// The days between which: each with what takes another, and its test id.
pub(super) fn between(
    from: (RwSignal<String>, Callback<String>, &'static str),
    to: (RwSignal<String>, Callback<String>, &'static str),
) -> AnyView {
    view! {
        <span class="together">
            {dated(t().audit.from, (from.0, from.1), from.2)}
            {dated(t().audit.to, (to.0, to.1), to.2)}
        </span>
    }
    .into_any()
}

/// The events as files: a table, or else JSON.
pub(super) fn files(
    title: &'static str,
    (csv, json): (&'static str, &'static str),
    save: impl Fn(bool) + Copy + 'static,
) -> AnyView {
    view! {
        <span class="together">
            <Button words=t().audit.csv glyph=glyphs::DOWNLOAD press=move |_| save(false) testid=csv title />
            <Button words=t().audit.json glyph=glyphs::DOWNLOAD press=move |_| save(true) testid=json title />
        </span>
    }
    .into_any()
}

/// Verifying: how far it is, and what came of it.
#[derive(Clone, Copy)]
pub(super) struct Verifier {
    ask: fn(bool) -> Verifying,
    at: RwSignal<Option<Verified>>,
    busy: RwSignal<bool>,
    problem: RwSignal<Option<Problem>>,
}

impl Verifier {
    pub(super) fn new(ask: fn(bool) -> Verifying) -> Self {
        Self { ask, at: RwSignal::new(None), busy: RwSignal::new(false), problem: RwSignal::new(None) }
    }

    fn begin(self) {
        let Self { ask, at, busy, problem } = self;
        busy.set(true);
        problem.set(None);
        at.set(None);
        spawn_local(async move {
            let mut anew = true;
            loop {
                match ask(anew).await {
                    Ok(verified) => {
                        let through = verified.outcome.is_some();
                        // The page may be left meanwhile.
                        if at.try_set(Some(verified)).is_some() || through {
                            break;
                        }
                    }
                    Err(error) => drop(problem.try_set(Some(error))),
                }
                if problem.try_with_untracked(Option::is_some) != Some(false) {
                    break;
                }
                anew = false;
            }
            busy.try_set(false);
        });
    }

    /// The button that begins it.
    pub(super) fn button(self) -> Actions {
        let words = move || {
            let words = if self.at.with(Option::is_some) { t().audit.verify_again } else { t().audit.verify };
            words.to_owned()
        };
        Callback::new(move |()| {
            let words = Signal::derive(words);
            view! {
                <Button
                    words glyph=glyphs::SHIELD busy=self.busy press=move |_| self.begin() testid="audit-verify"
                />
            }
            .into_any()
        })
    }

    /// How far it is, then what came of it.
    pub(super) fn outcome(self) -> AnyView {
        let Self { at, busy, problem, .. } = self;
        let progress = Signal::derive(move || {
            at.with(|at| {
                at.as_ref().map_or(Progress { done: 0, total: 1 }, |at| Progress { done: at.entries, total: at.of })
            })
        });
        view! {
            {move || busy.get().then(|| view! { <ProgressBar progress name=t().audit.verifying /> })}
            {move || problem.get().map(|problem| problem_banner(&problem))}
            {move || at.with(|at| at.as_ref().and_then(|at| Some(said(at.entries, at.outcome.as_ref()?))))}
        }
        .into_any()
    }
}

fn said(entries: u32, outcome: &Outcome) -> AnyView {
    if let Some(at) = outcome.broken_at {
        let entry = u32::try_from(at).unwrap_or(u32::MAX);
        return view! { <Banner tone=Tone::No title=t().audit.wrong_title words=t().audit.broken(entry) testid="audit-broken" /> }
            .into_any();
    }
    let waiting = (outcome.waiting > 0).then(|| format!(" {}", t().audit.waiting_too(outcome.waiting)));
    let holds = format!("{}{}", t().audit.holds(entries, outcome.events), waiting.unwrap_or_default());
    if outcome.wrong.is_empty() {
        return view! { <p class="verdict" role="status" data-testid="audit-holds">{crate::ui::icon_of(glyphs::CIRCLE_CHECK, 18)}<span>{holds}</span></p> }
            .into_any();
    }
    let wrong = t().audit.wrong(outcome.wrong.len() as u32);
    view! { <Banner tone=Tone::No title=t().audit.wrong_title words=wrong testid="audit-wrong" /> }.into_any()
}
