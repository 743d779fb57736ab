//! Texts of the team's to begin a note with: listed, written, deleted.

use super::change;
use crate::link;
use crate::pages::{activity_glyph, unanswered};
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{
    Button, Dialog, FormProblem, IconButton, Select, Submit, TextField, Weight, glyphs, icon_of, skeleton,
};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::records::{FieldKey, Template, TemplateAnswer, TemplateAsk};
use tacit_bridge::{Call, Problem};

/// What a template can begin.
const BEGINS: [&str; 4] = ["note", "call", "meeting", "e-mail"];

#[component]
pub(in super::super) fn Templates() -> impl IntoView {
    let app = app();
    // The template whose form is open; without one it is a new one.
    let form = RwSignal::new(None::<Option<Template>>);
    // Templates, and fields of the team's own that they can name.
    let found = RwSignal::new(None::<Result<(Vec<Template>, Vec<String>), Problem>>);
    Effect::new(move |_| {
        app.changes.track();
        spawn_local(async move {
            let answer = link::templates(Call::Templates(TemplateAsk::All)).await;
            found.try_set(Some(answer.and_then(|answer| match answer {
                TemplateAnswer::All(all, own) => Ok((all, own)),
                _ => Err(link::internal(always().link.other_version)),
            })));
        });
    });
    let line = move |of: Template| {
        let (id, name, edited) = (of.id, of.name.clone(), of.clone());
        let buttons = view! {
            <IconButton
                glyph=glyphs::PENCIL name=t().own.edit(&name) small=true press=move |_| form.set(Some(Some(edited.clone())))
            />
            <IconButton
                glyph=glyphs::TRASH name=t().own.remove(&name) small=true
                press=move |_| change(Call::Delete(vec![id]), t().templates.removed)
            />
        };
        view! {
            <li data-testid="template">
                {icon_of(activity_glyph(&of.what), 18)}
                <div class="what"><b>{of.name}</b><span class="cut">{of.text.lines().next().unwrap_or_default().to_owned()}</span></div>
                {(!app.read_only_now()).then_some(buttons)}
            </li>
        }
    };
    let body = move || match found.get() {
        None => view! { <div class="body">{skeleton(50)}</div> }.into_any(),
        Some(Err(problem)) => view! { <div class="body">{unanswered(&problem)}</div> }.into_any(),
        Some(Ok((none, _))) if none.is_empty() => {
            view! { <div class="body"><p class="quiet">{t().templates.none}</p></div> }.into_any()
        }
        Some(Ok((all, _))) => view! { <ul class="lines">{all.into_iter().map(line).collect_view()}</ul> }.into_any(),
    };
    let own = move || {
        found
            .with_untracked(|found| found.as_ref().and_then(|found| found.as_ref().ok()).map(|(_, own)| own.clone()))
            .unwrap_or_default()
    };
    let close = Callback::new(move |()| form.set(None));
    view! {
        <section class="card" id="templates" data-testid="templates">
            <header>
                <h2>{t().templates.templates}</h2>
                {move || (!app.read_only()).then(|| view! {
                    <Button words=t().templates.add glyph=glyphs::PLUS press=move |_| form.set(Some(None)) testid="add-template" />
                })}
            </header>
            {body}
        </section>
        {move || form.get().map(|of| view! { <TemplateForm of own=own() close /> })}
    }
    .into_any()
}

#[component]
fn TemplateForm(of: Option<Template>, own: Vec<String>, close: Callback<()>) -> impl IntoView {
    let app = app();
    let node = NodeRef::<html::Textarea>::new();
    let id = of.as_ref().map(|of| of.id);
    let (name, what, text) =
        of.map_or_else(|| (String::new(), BEGINS[0].to_owned(), String::new()), |of| (of.name, of.what, of.text));
    let (name, what, text) = (RwSignal::new(name), RwSignal::new(what), RwSignal::new(text));
    let form = Submit::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let ask = TemplateAsk::Save {
            id,
            name: name.get_untracked(),
            what: what.get_untracked(),
            text: text.get_untracked(),
        };
        form.ask(link::changed(Call::Templates(ask)), move |(_, undo)| {
            app.say(t().templates.saved, undo);
            close.try_run(());
        });
    };
    let choices = BEGINS.map(|of| (of.to_owned(), t().fields.choice(FieldKey::TYPE, of))).to_vec();
    let slot = move |slot: String| {
        let shown = slot.clone();
        let press = move |_| {
            let Some(area) = node.get_untracked() else { return };
            let typed = format!("{{{{{slot}}}}}");
            let at = area.selection_start().ok().flatten().unwrap_or_default();
            let end = area.selection_end().ok().flatten().unwrap_or(at);
            drop(area.set_range_text_with_start_and_end(&typed, at, end));
            text.set(area.value());
            let caret = at + typed.encode_utf16().count() as u32;
            drop(area.focus());
            drop(area.set_selection_range(caret, caret));
        };
        view! { <button type="button" class="chip" on:click=press>{shown}</button> }
    };
    let slots = t().templates.slots.iter().map(|slot| (*slot).to_owned()).chain(own).map(slot).collect_view();
    let title = if id.is_some() { t().templates.edit_one } else { t().templates.new_one };
    view! {
        <Dialog title close wide=true testid="template-form">
            <form class="stack-form" on:submit=submit>
                <TextField label=always().words.name value=name focus=true placeholder=t().templates.name_example testid="template-name" />
                <div class="field">
                    <span class="label" aria-hidden="true">{t().templates.what}</span>
                    <Select name=t().templates.what choices value=what pick=move |picked: String| what.set(picked) />
                </div>
                <div class="field">
                    <label class="label">
                        {t().templates.text}
                        <textarea
                            node_ref=node class="input tall" rows="6" autocomplete="off" placeholder=t().templates.text_example
                            data-testid="template-text" prop:value=move || text.get()
                            on:input=move |event| text.set(event_target_value(&event))
                        ></textarea>
                    </label>
                    <div class="tags wrap" role="group" aria-label=t().templates.put_in>{slots}</div>
                    <p class="hint">{t().templates.masked}</p>
                </div>
                <FormProblem problem=form.problem />
                <footer>
                    <Button words=always().words.cancel press=move |_| close.run(()) />
                    <Button words=t().settings.save weight=Weight::Primary submit=true busy=form.busy testid="template-save" />
                </footer>
            </form>
        </Dialog>
    }
    .into_any()
}
