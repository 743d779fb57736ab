//! An answer that did not come, in its place on the page: what is the matter, and a way to ask again.

use crate::state::app;
use crate::strings::always;
use crate::ui::{Banner, Button, Tone};
use leptos::prelude::*;
use tacit_bridge::Problem;
use tacit_bridge::problem::ProblemKind;

/// For what asks again whenever something changes, as everything does that shows records or members.
pub(crate) fn unanswered(problem: &Problem) -> AnyView {
    let app = app();
    let tone = if problem.kind == ProblemKind::Offline { Tone::Warn } else { Tone::No };
    view! {
        <Banner tone title=problem.what.clone() words=problem.todo.clone() testid="problem">
            <Button words=always().words.try_again press=move |_| app.ask_again() testid="ask-again" />
        </Banner>
    }
    .into_any()
}
