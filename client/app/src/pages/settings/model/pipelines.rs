//! The ways that deals take.

use super::pipeline_form::PipelineForm;
use super::{arrows, change, moved};
use crate::link;
use crate::pages::unanswered;
use crate::state::app;
use crate::strings::t;
use crate::ui::{Button, IconButton, glyphs, skeleton};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::records::{Id, Pipeline};
use tacit_bridge::{Call, Problem};

#[component]
pub(in super::super) fn Pipelines() -> impl IntoView {
    let app = app();
    let found = RwSignal::new(None::<Result<Vec<Pipeline>, Problem>>);
    // The pipeline whose form is open; without one it is a new one.
    let form = RwSignal::new(None::<Option<Pipeline>>);
    Effect::new(move |_| {
        app.changes.track();
        spawn_local(async move {
            found.try_set(Some(link::pipelines(Call::Pipelines).await));
        });
    });
    let body = move || match found.get() {
        None => view! { <div class="body">{skeleton(50)}</div> }.into_any(),
        Some(Err(problem)) => view! { <div class="body">{unanswered(&problem)}</div> }.into_any(),
        Some(Ok(pipelines)) if pipelines.is_empty() => {
            view! { <div class="body"><p class="quiet">{t().own.no_pipelines}</p></div> }.into_any()
        }
        Some(Ok(pipelines)) => lines(pipelines, form),
    };
    let close = Callback::new(move |()| form.set(None));
    view! {
        <section class="card" id="pipelines" data-testid="pipelines">
            <header>
                <h2>{t().own.pipelines}</h2>
                {move || (!app.read_only()).then(|| view! {
                    <Button
                        words=t().own.add_pipeline glyph=glyphs::PLUS press=move |_| form.set(Some(None)) testid="add-pipeline"
                    />
                })}
            </header>
            {body}
        </section>
        {move || form.get().map(|pipeline| view! { <PipelineForm pipeline close /> })}
    }
    .into_any()
}

fn lines(pipelines: Vec<Pipeline>, form: RwSignal<Option<Option<Pipeline>>>) -> AnyView {
    let ids = StoredValue::new(pipelines.iter().map(|pipeline| pipeline.id).collect::<Vec<Id>>());
    let count = pipelines.len();
    let line = move |(at, pipeline): (usize, Pipeline)| {
        let step = move |up: bool| {
            change(Call::OrderPipelines(ids.with_value(|ids| moved(ids, at, up))), t().own.ordered);
        };
        let (id, name, edited) = (pipeline.id, pipeline.name.clone(), pipeline.clone());
        let stages = pipeline.stages.iter().map(|stage| stage.name.as_str()).collect::<Vec<_>>().join(" → ");
        let buttons = view! {
            {(count > 1).then(|| arrows(&name, at, count, step))}
            <IconButton
                glyph=glyphs::PENCIL name=t().own.edit(&name) small=true press=move |_| form.set(Some(Some(edited.clone())))
            />
            {(count > 1).then(|| view! {
                <IconButton
                    glyph=glyphs::TRASH name=t().own.remove(&name) small=true
                    press=move |_| change(Call::EndPipeline(id), t().own.pipeline_removed)
                />
            })}
        };
        view! {
            <li data-testid="pipeline">
                <div class="what"><b>{pipeline.name}</b><span>{stages}</span></div>
                {(!app().read_only_now()).then_some(buttons)}
            </li>
        }
    };
    view! { <ul class="lines">{pipelines.into_iter().enumerate().map(line).collect_view()}</ul> }.into_any()
}
