//! A problem in words.

use super::{Banner, Tone, glyphs, icon};
use leptos::prelude::*;
use tacit_bridge::Problem;
use tacit_bridge::problem::ProblemKind;

/// A problem as a banner: what happened, what to do.
pub(crate) fn problem_banner(problem: &Problem) -> AnyView {
    let tone = if problem.kind == ProblemKind::Offline { Tone::Warn } else { Tone::No };
    view! { <Banner tone title=problem.what.clone() words=problem.todo.clone() testid="problem" /> }.into_any()
}

/// A form's problem, under its fields.
#[component]
pub(crate) fn FormProblem(#[prop(into)] problem: Signal<Option<Problem>>) -> impl IntoView {
    move || problem.get().map(|problem| problem_banner(&problem))
}

/// A line under one field.
pub(crate) fn wrong(words: String) -> AnyView {
    view! { <p class="wrong" role="alert">{icon(glyphs::CIRCLE_ALERT)}<span>{words}</span></p> }.into_any()
}
