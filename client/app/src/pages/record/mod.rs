//! One person or company: header, every field editable in place, what was set aside, where it came from, how it is
//! sealed.

mod aside;
mod dates;
mod edit;
mod files;
mod header;
mod link_edit;
mod points;
mod side;
mod tags;
mod text;

pub(crate) use aside::plain as value_text;
pub(crate) use link_edit::{Chosen, LinkInput};

use crate::link;
use crate::shell::list_path;
use crate::state::app;
use crate::strings::record;
use crate::ui::{Button, Empty, glyphs, problem_banner, skeleton};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::{use_navigate, use_params_map};
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::{Id, Kind, RecordView};
use tacit_bridge::{Call, Problem};

/// What is known of the record in the address.
#[derive(Clone, PartialEq)]
enum Found {
    /// Asked for.
    Waiting,
    /// Here.
    Here(Box<RecordView>),
    /// Not here, or not to be had.
    Missing(Problem),
}

#[component]
pub(crate) fn RecordPage(kind: Kind) -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").and_then(|text| Id::from_hex(&text))));
    move || match id.get() {
        Some(id) => view! { <Shown id kind /> }.into_any(),
        None => gone(kind),
    }
}

#[component]
fn Shown(id: Id, kind: Kind) -> impl IntoView {
    let app = app();
    let found = RwSignal::new(Found::Waiting);
    Effect::new(move |_| {
        app.changes.track();
        spawn_local(async move {
            let answer = match link::record(Call::Record(id)).await {
                Ok(view) => Found::Here(Box::new(view)),
                Err(problem) => Found::Missing(problem),
            };
            if found.try_get_untracked().is_some_and(|old| old != answer) {
                found.set(answer);
            }
        });
    });
    // Drawn once per record; each part below follows `view` by itself, so that an edit under way is not redrawn.
    let view = Memo::new(move |_| match found.get() {
        Found::Here(view) => Some(*view),
        _ => None,
    });
    let here = Memo::new(move |_| match found.get() {
        Found::Waiting => None,
        Found::Here(_) => Some(Ok(())),
        Found::Missing(problem) => Some(Err(problem)),
    });
    move || match here.get() {
        None => waiting(),
        Some(Err(problem)) if problem.kind == ProblemKind::Gone => gone(kind),
        Some(Err(problem)) => {
            view! { <div class="scroll"><div class="column">{problem_banner(&problem)}</div></div> }.into_any()
        }
        Some(Ok(())) => {
            let Some(first) = view.get_untracked() else {
                return waiting();
            };
            let view = Signal::derive(move || view.get().unwrap_or_else(|| first.clone()));
            page(id, kind, view)
        }
    }
}

fn page(id: Id, kind: Kind, view: Signal<RecordView>) -> AnyView {
    view! {
        <header::Crumbs id kind view />
        <div class="record" data-testid="record">
            <div class="record-main">
                <div class="inner">
                    <header::Head kind view />
                    <edit::Fields id kind view />
                    {(kind == Kind::Company).then(|| view! { <side::People view /> })}
                    <files::Files id />
                </div>
            </div>
            <side::Side view />
        </div>
    }
    .into_any()
}

fn waiting() -> AnyView {
    view! {
        <div class="record-main" aria-busy="true">
            <div class="inner">
                <div class="record-head">{skeleton(30)}</div>
                <div class="card"><div class="body">{skeleton(70)}{skeleton(45)}{skeleton(60)}{skeleton(52)}</div></div>
            </div>
        </div>
    }
    .into_any()
}

fn gone(kind: Kind) -> AnyView {
    let navigate = use_navigate();
    view! {
        <Empty glyph=glyphs::USER_ROUND title=record::GONE words=record::GONE_WORDS>
            <Button
                words=crate::shell::list_name(kind) glyph=glyphs::ARROW_LEFT
                press=move |_| navigate(list_path(kind), Default::default())
            />
        </Empty>
    }
    .into_any()
}
