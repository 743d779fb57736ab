//! The form for a field of the team's own: its name, what it holds, the words of a choice.

use super::terms::{TermsDraft, TermsEdit};
use crate::link;
use crate::shell::kind_words;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, Dialog, FormProblem, Select, Submit, TextField, Weight};
use leptos::prelude::*;
use tacit_bridge::Call;
use tacit_bridge::records::{FieldWish, Form, Kind, OwnField};

#[component]
pub(crate) fn FieldForm(kind: Kind, field: Option<OwnField>, close: Callback<()>) -> impl IntoView {
    let app = app();
    let id = field.as_ref().map(|field| field.id);
    let name = RwSignal::new(field.as_ref().map(|field| field.name.clone()).unwrap_or_default());
    let holds = RwSignal::new(field.as_ref().map_or(Form::Text, |field| field.form));
    let terms = TermsDraft::new(kind, field.as_ref().map(|field| &field.terms));
    let words = RwSignal::new(field.map(|field| field.choices.join("\n")).unwrap_or_default());
    let form = Submit::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let choices = words.get_untracked().lines().map(str::to_owned).collect();
        let wish = FieldWish {
            id,
            kind,
            form: holds.get_untracked(),
            name: name.get_untracked(),
            choices,
            terms: terms.now(),
            why: terms.why(),
        };
        form.ask(link::changed(Call::SaveField(wish)), move |(_, undo)| {
            app.say(t().own.field_saved, undo);
            close.try_run(());
        });
    };
    let choices = Form::ALL.iter().enumerate().map(|(at, form)| (at.to_string(), (t().own.form)(*form).to_owned()));
    let value =
        Signal::derive(move || Form::ALL.iter().position(|form| *form == holds.get()).unwrap_or_default().to_string());
    let pick = move |picked: String| {
        if let Some(form) = picked.parse::<usize>().ok().and_then(|at| Form::ALL.get(at)) {
            holds.set(*form);
        }
    };
    let list = move || {
        holds.get().has_choices().then(|| {
            view! {
                <div class="field">
                    <label class="label">
                        {t().own.words}
                        <textarea
                            class="input tall" rows="5" autocomplete="off" data-testid="field-words"
                            prop:value=move || words.get() on:input=move |event| words.set(event_target_value(&event))
                        ></textarea>
                    </label>
                </div>
            }
        })
    };
    let many = untrack(|| kind_words(kind).1);
    let title = if id.is_some() { t().own.edit_field(&many) } else { t().own.new_field(&many) };
    view! {
        <Dialog title close testid="field-form">
            <form class="stack-form" on:submit=submit on:input=move |_| form.mended()>
                <TextField label=always().words.name value=name focus=true testid="field-name" />
                <div class="field">
                    <span class="label" aria-hidden="true">{t().own.holds}</span>
                    <Select name=t().own.holds choices=choices.collect() value pick disabled=id.is_some() />
                </div>
                {list}
                <TermsEdit kind draft=terms />
                <p class="quiet">{if id.is_some() { t().own.form_stays } else { t().own.sealed }}</p>
                <FormProblem problem=form.problem />
                <footer>
                    <Button words=always().words.cancel press=move |_| close.run(()) />
                    <Button words=t().settings.save weight=Weight::Primary submit=true busy=form.busy testid="field-save" />
                </footer>
            </form>
        </Dialog>
    }
    .into_any()
}
