//! The form for a pipeline: its name and its stages, in order, with what each means and how likely its deals are won.

use super::{arrows, moved};
use crate::link;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, Dialog, FormProblem, IconButton, Select, Submit, TextField, Weight, glyphs};
use leptos::prelude::*;
use tacit_bridge::Call;
use tacit_bridge::records::{Id, Outcome, Pipeline, PipelineWish, StageWish};

const OUTCOMES: [Outcome; 3] = [Outcome::Open, Outcome::Won, Outcome::Lost];
/// What a new open stage begins with, in percent.
const FIRST_CHANCE: u8 = 50;

/// A stage while it is edited.
#[derive(Clone, Copy, PartialEq)]
struct Draft {
    /// Tells lines apart.
    number: usize,
    id: Option<Id>,
    name: RwSignal<String>,
    outcome: RwSignal<Outcome>,
    chance: RwSignal<String>,
}

impl Draft {
    fn new(number: usize, id: Option<Id>, name: &str, outcome: Outcome, chance: u8) -> Self {
        Self {
            number,
            id,
            name: RwSignal::new(name.to_owned()),
            outcome: RwSignal::new(outcome),
            chance: RwSignal::new(chance.to_string()),
        }
    }

    fn wish(self) -> StageWish {
        StageWish {
            id: self.id,
            name: self.name.get_untracked(),
            outcome: self.outcome.get_untracked(),
            chance: self.chance.get_untracked().trim().trim_end_matches('%').trim().parse().unwrap_or_default(),
        }
    }
}

/// The stages of a pipeline, or those a new one begins with.
fn drafts(pipeline: Option<&Pipeline>) -> Vec<Draft> {
    match pipeline {
        Some(pipeline) => {
            let stages = pipeline.stages.iter().enumerate();
            stages.map(|(at, stage)| Draft::new(at, Some(stage.id), &stage.name, stage.outcome, stage.chance)).collect()
        }
        None => vec![
            Draft::new(0, None, t().own.first_stage, Outcome::Open, 10),
            Draft::new(1, None, t().own.won, Outcome::Won, 100),
            Draft::new(2, None, t().own.lost, Outcome::Lost, 0),
        ],
    }
}

#[component]
pub(super) fn PipelineForm(pipeline: Option<Pipeline>, close: Callback<()>) -> impl IntoView {
    let app = app();
    let id = pipeline.as_ref().map(|pipeline| pipeline.id);
    let name = RwSignal::new(pipeline.as_ref().map(|pipeline| pipeline.name.clone()).unwrap_or_default());
    let stages = RwSignal::new(drafts(pipeline.as_ref()));
    let next = StoredValue::new(stages.with_untracked(Vec::len));
    let form = Submit::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let stages = stages.with_untracked(|stages| stages.iter().map(|stage| stage.wish()).collect());
        let wish = PipelineWish { id, name: name.get_untracked(), stages };
        form.ask(link::changed(Call::SavePipeline(wish)), move |(_, undo)| {
            app.say(t().own.pipeline_saved, undo);
            close.try_run(());
        });
    };
    let add = move |_| {
        form.mended();
        let number = next.get_value();
        next.set_value(number + 1);
        // Before the ends.
        let draft = Draft::new(number, None, "", Outcome::Open, FIRST_CHANCE);
        stages.update(|stages| {
            let at = stages.iter().position(|stage| stage.outcome.get_untracked() != Outcome::Open);
            stages.insert(at.unwrap_or(stages.len()), draft);
        });
    };
    let title = if id.is_some() { t().own.edit_pipeline } else { t().own.new_pipeline };
    view! {
        <Dialog title close wide=true testid="pipeline-form">
            <form class="stack-form" on:submit=submit on:input=move |_| form.mended()>
                <TextField label=always().words.name value=name focus=true testid="pipeline-name" />
                <ol class="stage-lines" aria-label=t().own.stages>
                    <For each=move || stages.get().into_iter().enumerate() key=|(at, stage)| (*at, stage.number) let((at, stage))>
                        {line(at, stage, stages, form)}
                    </For>
                </ol>
                <div><Button words=t().own.add_stage glyph=glyphs::PLUS press=add testid="add-stage" /></div>
                <FormProblem problem=form.problem />
                <footer>
                    <Button words=always().words.cancel press=move |_| close.run(()) />
                    <Button words=t().settings.save weight=Weight::Primary submit=true busy=form.busy testid="pipeline-save" />
                </footer>
            </form>
        </Dialog>
    }
    .into_any()
}

fn line(at: usize, stage: Draft, stages: RwSignal<Vec<Draft>>, form: Submit) -> AnyView {
    let count = stages.with_untracked(Vec::len);
    let called = stage.name.get_untracked();
    let called = if called.is_empty() { t().own.stage.to_owned() } else { called };
    let step = move |up: bool| {
        form.mended();
        stages.update(|stages| *stages = moved(stages, at, up));
    };
    let remove = move |_| {
        form.mended();
        stages.update(|stages| stages.retain(|other| other.number != stage.number));
    };
    let choices = OUTCOMES.iter().enumerate().map(|(at, of)| (at.to_string(), (t().own.outcome)(*of).to_owned()));
    let value = Signal::derive(move || {
        OUTCOMES.iter().position(|of| *of == stage.outcome.get()).unwrap_or_default().to_string()
    });
    let pick = move |picked: String| {
        if let Some(of) = picked.parse::<usize>().ok().and_then(|at| OUTCOMES.get(at)) {
            stage.outcome.set(*of);
        }
    };
    let chance = move || {
        (stage.outcome.get() == Outcome::Open).then(|| {
            view! {
                <input
                    class="input num" type="text" inputmode="numeric" maxlength="4" aria-label=t().own.chance
                    prop:value=move || stage.chance.get() on:input=move |event| stage.chance.set(event_target_value(&event))
                />
                <span class="faint" aria-hidden="true">"%"</span>
            }
        })
    };
    view! {
        <li data-testid="stage">
            <input
                class="input" type="text" autocomplete="off" aria-label=t().own.stage_name prop:value=move || stage.name.get()
                on:input=move |event| stage.name.set(event_target_value(&event))
            />
            <Select name=t().own.means choices=choices.collect() value pick />
            <span class="chance">{chance}</span>
            <span class="tools">
                {arrows(&called, at, count, step)}
                <IconButton glyph=glyphs::X name=t().own.remove(&called) small=true press=remove />
            </span>
        </li>
    }
    .into_any()
}
