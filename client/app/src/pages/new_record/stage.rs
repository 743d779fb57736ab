//! The stage in which a new deal begins: of the board that one came from, else of the first pipeline.

use super::draft::Entry;
use crate::link;
use crate::shell::list_path;
use crate::state::app;
use crate::ui::{Choice, Select};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_location;
use tacit_bridge::Call;
use tacit_bridge::records::{Id, Kind, Layout, Outcome, Pipeline, Related, Stage};

/// The stages of one pipeline; nothing as long as there is none. `begins` takes the stage in which a deal begins where
/// nothing else is chosen.
pub(super) fn stage_view(entry: Entry, begins: RwSignal<Option<Related>>) -> AnyView {
    let Entry { label, typed, chosen, .. } = entry;
    let board = board_on_page();
    let pipelines = RwSignal::new(Vec::<Pipeline>::new());
    spawn_local(async move {
        // Without an answer nothing is asked: the deal begins where all do.
        if let Ok(found) = link::pipelines(Call::Pipelines).await {
            pipelines.try_set(found);
        }
    });
    let picked = move || chosen.with(|chosen| chosen.first().map(|stage| stage.id));
    let stages = Memo::new(move |_| {
        let picked = picked();
        pipelines.with(|all| offered(all, picked, board).map(|of| of.stages.clone()).unwrap_or_default())
    });
    Effect::new(move |_| begins.set(stages.with(|stages| first_open(stages).map(related))));
    let value = Signal::derive(move || {
        let first = || begins.with(|begins| begins.as_ref().map(|stage| stage.id));
        picked().or_else(first).map(Id::to_hex).unwrap_or_default()
    });
    let pick = move |hex: String| {
        let of = |stages: &Vec<Stage>| stages.iter().find(|stage| stage.id.to_hex() == hex).map(related);
        if let Some(stage) = stages.with_untracked(of) {
            typed.set(stage.name.clone());
            chosen.set(vec![stage]);
        }
    };
    let body = move || {
        let choice = |stage: &Stage| (stage.id.to_hex(), stage.name.clone());
        let choices: Vec<Choice> = stages.with(|stages| stages.iter().map(choice).collect());
        (!choices.is_empty()).then(|| {
            view! {
                <div class="field">
                    <span class="label" aria-hidden="true">{label.clone()}</span>
                    <Select name=label.clone() choices value pick />
                </div>
            }
        })
    };
    body.into_any()
}

fn related(stage: &Stage) -> Related {
    Related { kind: Kind::Stage, id: stage.id, name: stage.name.clone() }
}

/// The pipeline that was chosen on the board, where one is on the page.
fn board_on_page() -> Option<Id> {
    let app = app();
    let path = use_location().pathname.get_untracked();
    let is_list = path == list_path(Kind::Deal) || path.starts_with(&*list_path(Kind::List));
    let state = app.list(Kind::Deal);
    let is_board = is_list && untrack(|| app.laid(Kind::Deal, state)) == Layout::Board;
    is_board.then(|| state.pipeline.get_untracked()).flatten()
}

/// The pipeline whose stages are offered: that of the stage that is chosen, that of the board, or the first in which a
/// deal can begin.
fn offered(all: &[Pipeline], picked: Option<Id>, board: Option<Id>) -> Option<&Pipeline> {
    let of_stage = |id: Id| all.iter().find(|of| of.stages.iter().any(|stage| stage.id == id));
    let named = |id: Id| all.iter().find(|of| of.id == id);
    let begins = || all.iter().find(|of| first_open(&of.stages).is_some());
    picked.and_then(of_stage).or_else(|| board.and_then(named)).or_else(begins).or(all.first())
}

fn first_open(stages: &[Stage]) -> Option<&Stage> {
    stages.iter().find(|stage| stage.outcome == Outcome::Open)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::fixtures::pipeline;

    #[test]
    fn a_deal_begins_on_the_board_that_one_came_from() {
        let all =
            [pipeline(1, &[Outcome::Won]), pipeline(2, &[Outcome::Lost, Outcome::Open]), pipeline(3, &[Outcome::Open])];
        let name = |picked: Option<u8>, board: Option<u8>| {
            let id = |number: u8| Id([number; 16]);
            offered(&all, picked.map(id), board.map(id)).map(|of| of.name.clone()).unwrap_or_default()
        };
        assert_eq!(name(None, None), "2", "the first in which a deal can begin");
        assert_eq!(name(None, Some(3)), "3");
        assert_eq!(name(Some(20), Some(3)), "2", "a stage that is chosen already");
        assert_eq!(name(Some(99), Some(98)), "2", "what is gone is passed over");
        assert_eq!(first_open(&all[1].stages).map(|stage| stage.name.as_str()), Some("2.1"));
        assert!(offered(&[], None, None).is_none());
    }
}
