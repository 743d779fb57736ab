//! Erasing a person: what it comes to and the confirmation, then how far it is; and the list of all erasures.

mod left;
mod list;
mod preview;
mod status;

pub(crate) use list::ErasuresPage;

use super::page_head;
use crate::format::counted;
use crate::link;
use crate::pages::unanswered;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::skeleton;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_params_map;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::erasure::{Bunch, ErasureAnswer, ErasureAsk, ErasurePreview, ErasureView};
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::Id;
use tacit_bridge::{Call, Problem};

/// Address of a person's erasure.
pub(crate) fn erase_path(person: Id) -> String {
    format!("/privacy/erase/{}", person.to_hex())
}

/// Asks about an erasure.
async fn asked(ask: ErasureAsk) -> Result<ErasureAnswer, Problem> {
    match link::privacy_answer(Call::PrivacyAsk(PrivacyAsk::Erasure(ask))).await? {
        PrivacyAnswer::Erasure(answer) => Ok(answer),
        _ => Err(link::internal(always().link.other_version)),
    }
}

/// Asks for something that changes an erasure; where it then stands.
async fn changed(ask: ErasureAsk) -> Result<ErasureView, Problem> {
    match asked(ask).await? {
        ErasureAnswer::Status(view) => Ok(*view),
        _ => Err(link::internal(always().link.other_version)),
    }
}

/// What is known of the person in the address.
#[derive(Clone, PartialEq)]
enum Found {
    Waiting,
    Ahead(Box<ErasurePreview>),
    Begun(Box<ErasureView>),
    Missing(Problem),
}

async fn found(person: Id) -> Found {
    let begun = match asked(ErasureAsk::Status(person)).await {
        Ok(ErasureAnswer::Status(view)) => Some(view),
        Err(problem) if problem.kind != ProblemKind::Gone => return Found::Missing(problem),
        _ => None,
    };
    if let Some(view) = begun {
        return Found::Begun(view);
    }
    match asked(ErasureAsk::Preview(person)).await {
        Ok(ErasureAnswer::Preview(preview)) => Found::Ahead(preview),
        Ok(_) => Found::Missing(link::internal(always().link.other_version)),
        Err(problem) => Found::Missing(problem),
    }
}

#[component]
pub(crate) fn ErasePage() -> impl IntoView {
    let params = use_params_map();
    let person = Memo::new(move |_| params.with(|params| params.get("id").and_then(|text| Id::from_hex(&text))));
    let begun = RwSignal::new(false);
    let body = move || person.get().map(|person| view! { <Erasing person begun /> });
    let title = move || if begun.get() { t().erasure.one } else { t().erasure.erase_title };
    view! {
        {page_head(Some(("/privacy/erasures", t().erasure.title)), title.into_any(), None)}
        <div class="scroll"><div class="column privacy" data-testid="erase-page">{body}</div></div>
    }
    .into_any()
}

#[component]
fn Erasing(
    person: Id,
    /// Told that it is under way or done.
    begun: RwSignal<bool>,
) -> impl IntoView {
    let app = app();
    let shown = RwSignal::new(Found::Waiting);
    // Outlives what it is drawn in: what goes may change while somebody types.
    let confirming = preview::Confirming::default();
    Effect::new(move |_| {
        app.changes.track();
        spawn_local(async move {
            let answer = found(person).await;
            let is_begun = matches!(answer, Found::Begun(_));
            if is_begun {
                app.forget_seen(&[person]);
            }
            begun.try_set(is_begun);
            if shown.try_with_untracked(|old| *old != answer) == Some(true) {
                shown.set(answer);
            }
        });
    });
    move || match shown.get() {
        Found::Waiting => {
            view! { <div class="card"><div class="body">{skeleton(60)}{skeleton(45)}</div></div> }.into_any()
        }
        Found::Missing(problem) => unanswered(&problem),
        Found::Ahead(of) => preview::drawn(person, *of, confirming),
        Found::Begun(view) => status::drawn(*view),
    }
}

/// Records by kind, each line with some names.
fn bunches(all: &[Bunch]) -> AnyView {
    let line = |bunch: &Bunch| {
        let (one, many) = (t().erasure.kind)(&bunch.kind);
        let rest = bunch.count.saturating_sub(bunch.first.len() as u32);
        // What is written down is called by its first words, in which commas stand.
        let mut names = bunch.first.join(" · ");
        if rest > 0 && !names.is_empty() {
            names = format!("{names} · {}", t().erasure.more(rest));
        }
        view! {
            <li data-testid="bunch" data-kind=bunch.kind.clone()>
                <div class="what"><b>{counted(bunch.count, one, many)}</b>" "<span class="cut">{names}</span></div>
            </li>
        }
    };
    view! { <ul class="lines">{all.iter().map(line).collect_view()}</ul> }.into_any()
}
