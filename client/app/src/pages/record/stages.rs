//! Under a deal's name: the stages of its pipeline in order, the one in which it stands marked, each a press away. In a last
//! one it asks why, as anywhere else.

use crate::link;
use crate::pages::field_written;
use crate::state::{App, app};
use crate::strings::t;
use crate::ui::{glyphs, icon};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;
use tacit_bridge::records::{FieldKey, Id, Outcome, Pipeline, RecordView, Stage, Value};
use web_sys::Element;

/// The stage in which a deal stands.
fn stage_of(view: &RecordView) -> Option<Id> {
    view.fields.iter().find_map(|(key, value)| match value {
        Value::Link(id, _) if *key == FieldKey::STAGE => Some(*id),
        _ => None,
    })
}

/// The stages among which that one stands, each with whether it lies behind.
fn around(pipelines: &[Pipeline], at: Option<Id>) -> Vec<(Stage, bool)> {
    let place = |one: &Pipeline| one.stages.iter().position(|stage| Some(stage.id) == at);
    let Some((stages, here)) = pipelines.iter().find_map(|one| Some((&one.stages, place(one)?))) else {
        return Vec::new();
    };
    // Of a deal that was lost nobody knows how far it had come.
    let lost = stages[here].outcome == Outcome::Lost;
    let passed =
        |(index, stage): (usize, &Stage)| (stage.clone(), index < here && !lost && stage.outcome == Outcome::Open);
    stages.iter().enumerate().map(passed).collect()
}

/// Moves the deal there, says so with a way back, and asks why if that is its end.
fn go(app: App, id: Id, name: String, stage: Stage) {
    spawn_local(async move {
        let fields = vec![(FieldKey::STAGE, Value::Link(stage.id, stage.name.clone()))];
        match link::changed(Call::Edit { ids: vec![id], fields, on_page: true }).await {
            Ok((_, undo)) => {
                app.say(t().deal.moved(&name, &stage.name), undo);
                field_written(app, FieldKey::STAGE, vec![id], undo);
            }
            Err(problem) => app.complain(&problem),
        }
    });
}

/// Where not all of them have room, the one in which the deal stands is in the middle of those that do.
fn show_current(strip: &Element) {
    let Ok(Some(current)) = strip.query_selector("[aria-current]") else { return };
    let (room, step) = (strip.get_bounding_client_rect(), current.get_bounding_client_rect());
    let aside = step.left() + step.width() / 2.0 - room.left() - room.width() / 2.0;
    // Beyond either end the browser stays at it.
    strip.set_scroll_left(strip.scroll_left() + aside as i32);
}

#[component]
pub(super) fn Stages(id: Id, view: Signal<RecordView>) -> impl IntoView {
    let app = app();
    let pipelines = RwSignal::new(Vec::<Pipeline>::new());
    Effect::new(move |_| {
        app.changes.track();
        spawn_local(async move {
            // Without an answer the stage stands among the fields alone.
            let Ok(found) = link::pipelines(Call::Pipelines).await else { return };
            if pipelines.try_with_untracked(|old| *old != found) == Some(true) {
                pipelines.set(found);
            }
        });
    });
    let at = Memo::new(move |_| view.with(stage_of));
    let stages = Memo::new(move |_| pipelines.with(|all| around(all, at.get())));
    let fixed = Memo::new(move |_| app.read_only() || view.with(|view| view.locked));
    let one = move |(stage, passed): (Stage, bool)| {
        let (to, words) = (stage.id, stage.name.clone());
        let sign = match stage.outcome {
            Outcome::Open => None,
            Outcome::Won => Some(icon(glyphs::CHECK)),
            Outcome::Lost => Some(icon(glyphs::X)),
        };
        let press = move |_| {
            if at.get_untracked() != Some(to) {
                go(app, id, view.with_untracked(|view| view.name.clone()), stage.clone());
            }
        };
        view! {
            <li>
                <button
                    type="button" class:passed=passed disabled=fixed data-testid="stage-step"
                    aria-current=move || (at.get() == Some(to)).then_some("step") on:click=press
                >
                    {sign}
                    {words}
                </button>
            </li>
        }
    };
    let strip = NodeRef::<html::Ol>::new();
    Effect::new(move |_| {
        if let Some(strip) = strip.get() {
            request_animation_frame(move || show_current(&strip));
        }
    });
    move || {
        let all = stages.get();
        (!all.is_empty()).then(|| {
            // Where none of them can be pressed it is scrolled by keys all the same.
            view! {
                <ol
                    node_ref=strip class="stage-strip" aria-label=t().deal.strip data-testid="stage-strip"
                    tabindex=move || fixed.get().then_some("0")
                >
                    {all.into_iter().map(one).collect_view()}
                </ol>
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::fixtures::pipeline;

    #[test]
    fn what_lies_behind_a_deal_is_told_of_its_own_pipeline() {
        use Outcome::{Lost, Open, Won};
        let all = [pipeline(1, &[Open]), pipeline(2, &[Open, Open, Won, Lost])];
        let behind =
            |at: u8| around(&all, Some(Id([at; 16]))).into_iter().map(|(_, passed)| passed).collect::<Vec<_>>();
        assert_eq!(behind(21), [true, false, false, false]);
        assert_eq!(behind(22), [true, true, false, false]);
        assert_eq!(behind(23), [false; 4], "it was lost somewhere on the way");
        assert_eq!(behind(10), [false]);
        assert!(behind(99).is_empty() && around(&all, None).is_empty(), "a stage that is gone is in none");
    }
}
