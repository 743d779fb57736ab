//! The form for a kind of records of the team's own: what one and what several are called, and its sign.

use crate::link;
use crate::shell::SIGNS;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, Dialog, FormProblem, Submit, TextField, Weight, icon_of};
use leptos::prelude::*;
use tacit_bridge::Call;
use tacit_bridge::records::{ObjectAsk, ObjectWish, OwnObject};

#[component]
pub(super) fn ObjectForm(object: Option<OwnObject>, close: Callback<()>) -> impl IntoView {
    let app = app();
    let id = object.as_ref().map(|object| object.id);
    let (one, many, sign) = match object {
        Some(object) => (object.one, object.many, object.sign),
        None => (String::new(), String::new(), SIGNS[0].0.to_owned()),
    };
    let (one, many, sign) = (RwSignal::new(one), RwSignal::new(many), RwSignal::new(sign));
    let form = Submit::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let wish = ObjectWish { id, one: one.get_untracked(), many: many.get_untracked(), sign: sign.get_untracked() };
        form.ask(link::changed(Call::Objects(ObjectAsk::Save(wish))), move |(_, undo)| {
            app.say(t().objects.saved, undo);
            close.try_run(());
        });
    };
    let choice = move |(name, glyph): (&'static str, &'static str)| {
        let words = (t().objects.sign_name)(name);
        view! {
            <label class="sign" title=words>
                <input
                    type="radio" name="sign" class="sr-only" prop:checked=move || sign.with(|sign| sign == name)
                    on:change=move |_| sign.set(name.to_owned())
                />
                {icon_of(glyph, 18)}
                <span class="sr-only">{words}</span>
            </label>
        }
    };
    let title = if id.is_some() { t().objects.edit_object } else { t().objects.new_object };
    view! {
        <Dialog title close testid="object-form">
            <form class="stack-form" on:submit=submit on:input=move |_| form.mended()>
                <TextField label=t().objects.one value=one focus=true placeholder=t().objects.one_example testid="object-one" />
                <TextField label=t().objects.many value=many placeholder=t().objects.many_example testid="object-many" />
                <fieldset class="signs">
                    <legend class="label">{t().objects.sign}</legend>
                    <div>{SIGNS.into_iter().map(choice).collect_view()}</div>
                </fieldset>
                <p class="quiet">{t().objects.sealed}</p>
                <FormProblem problem=form.problem />
                <footer>
                    <Button words=always().words.cancel press=move |_| close.run(()) />
                    <Button words=t().settings.save weight=Weight::Primary submit=true busy=form.busy testid="object-save" />
                </footer>
            </form>
        </Dialog>
    }
    .into_any()
}
