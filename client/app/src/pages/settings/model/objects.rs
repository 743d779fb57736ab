//! The kinds of records that the team defined.

use super::object_form::ObjectForm;
use super::{arrows, change, moved};
use crate::format;
use crate::shell::{kind_glyph, list_path};
use crate::state::app;
use crate::strings::t;
use crate::ui::{Button, IconButton, glyphs, icon_of};
use leptos::prelude::*;
use leptos_router::components::A;
use tacit_bridge::Call;
use tacit_bridge::records::{Id, ObjectAsk, OwnObject};

#[component]
pub(in super::super) fn OwnObjects() -> impl IntoView {
    let app = app();
    // The kind whose form is open; without one it is a new one.
    let form = RwSignal::new(None::<Option<OwnObject>>);
    let found = Memo::new(move |_| app.objects());
    let body = move || match found.get() {
        none if none.is_empty() => view! { <div class="body"><p class="quiet">{t().objects.none}</p></div> }.into_any(),
        objects => lines(objects, form),
    };
    let close = Callback::new(move |()| form.set(None));
    view! {
        <section class="card" id="objects" data-testid="own-objects">
            <header>
                <h2>{t().objects.objects}</h2>
                {move || (!app.read_only()).then(|| view! {
                    <Button words=t().objects.add glyph=glyphs::PLUS press=move |_| form.set(Some(None)) testid="add-object" />
                })}
            </header>
            {body}
        </section>
        {move || form.get().map(|object| view! { <ObjectForm object close /> })}
    }
    .into_any()
}

fn lines(objects: Vec<OwnObject>, form: RwSignal<Option<Option<OwnObject>>>) -> AnyView {
    let ids = StoredValue::new(objects.iter().map(|object| object.id).collect::<Vec<Id>>());
    let count = objects.len();
    let line = move |(at, object): (usize, OwnObject)| {
        let step = move |up: bool| {
            let order = ids.with_value(|ids| moved(ids, at, up));
            change(Call::Objects(ObjectAsk::Order(order)), t().objects.ordered);
        };
        let (id, name, edited) = (object.id, object.many.clone(), object.clone());
        let number = format::counted(object.count, &object.one, &object.many);
        let buttons = view! {
            {(count > 1).then(|| arrows(&name, at, count, step))}
            <IconButton
                glyph=glyphs::PENCIL name=t().own.edit(&name) small=true press=move |_| form.set(Some(Some(edited.clone())))
            />
            <IconButton
                glyph=glyphs::TRASH name=t().own.remove(&name) small=true
                press=move |_| change(Call::Objects(ObjectAsk::End(id)), t().objects.removed)
            />
        };
        view! {
            <li data-testid="own-object">
                {icon_of(kind_glyph(object.kind), 18)}
                <div class="what">
                    <b><A href=list_path(object.kind).into_owned()>{object.many}</A></b>
                    <span>{number}</span>
                </div>
                {(!app().read_only_now()).then_some(buttons)}
            </li>
        }
    };
    view! { <ul class="lines">{objects.into_iter().enumerate().map(line).collect_view()}</ul> }.into_any()
}
