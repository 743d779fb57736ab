//! The fields that the team defined, kind by kind.

use super::field_form::FieldForm;
use super::{arrows, change, moved};
use crate::link;
use crate::pages::FIELDS_PATH;
use crate::pages::unanswered;
use crate::shell::list_name;
use crate::state::app;
use crate::strings::t;
use crate::ui::{Button, IconButton, Select, glyphs, icon, skeleton};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use tacit_bridge::records::{Id, Kind, OwnField};
use tacit_bridge::{Call, Problem};

type Found = Option<Result<Vec<OwnField>, Problem>>;

#[component]
pub(in super::super) fn OwnFields() -> impl IntoView {
    let app = app();
    let kind = RwSignal::new(Kind::Person);
    let found: RwSignal<Found> = RwSignal::new(None);
    // The field whose form is open; without one it is a new one.
    let form = RwSignal::new(None::<Option<OwnField>>);
    Effect::new(move |_| {
        app.changes.track();
        let of = kind.get();
        spawn_local(async move {
            let fields = link::own_fields(Call::OwnFields(of)).await;
            if kind.try_get_untracked() == Some(of) {
                found.try_set(Some(fields));
            }
        });
    });
    let kinds = Memo::new(move |_| app.kinds());
    let choices = move || {
        kinds.get().into_iter().enumerate().map(|(at, kind)| (at.to_string(), list_name(kind))).collect::<Vec<_>>()
    };
    let value = Signal::derive(move || {
        kinds.with(|kinds| kinds.iter().position(|listed| *listed == kind.get())).unwrap_or_default().to_string()
    });
    let pick = move |picked: String| {
        let at = picked.parse::<usize>().ok();
        if let Some(of) = at.and_then(|at| kinds.with_untracked(|kinds| kinds.get(at).copied())) {
            found.set(None);
            kind.set(of);
        }
    };
    let body = move || match found.get() {
        None => view! { <div class="body">{skeleton(50)}</div> }.into_any(),
        Some(Err(problem)) => view! { <div class="body">{unanswered(&problem)}</div> }.into_any(),
        Some(Ok(fields)) if fields.is_empty() => {
            view! { <div class="body"><p class="quiet">{t().own.no_fields}</p></div> }.into_any()
        }
        Some(Ok(fields)) => lines(kind.get_untracked(), fields, form),
    };
    let close = Callback::new(move |()| form.set(None));
    view! {
        <section class="card" id="fields" data-testid="own-fields">
            <header>
                <h2>{t().own.fields}</h2>
                {move || view! { <Select name=t().own.of_kind choices=choices() value pick class="plain" /> }}
                {move || (!app.read_only()).then(|| view! {
                    <Button words=t().own.add_field glyph=glyphs::PLUS press=move |_| form.set(Some(None)) testid="add-field" />
                })}
            </header>
            {body}
            <ul class="lines links way">
                <li>
                    <A href=FIELDS_PATH attr:data-testid="all-fields">
                        <span class="grow">{t().inventory.all}</span>
                        {icon(glyphs::CHEVRON_RIGHT)}
                    </A>
                </li>
            </ul>
        </section>
        {move || form.get().map(|field| view! { <FieldForm kind=kind.get_untracked() field close /> })}
    }
    .into_any()
}

fn lines(kind: Kind, fields: Vec<OwnField>, form: RwSignal<Option<Option<OwnField>>>) -> AnyView {
    let ids = StoredValue::new(fields.iter().map(|field| field.id).collect::<Vec<Id>>());
    let count = fields.len();
    let line = move |(at, field): (usize, OwnField)| {
        let step = move |up: bool| {
            let ids = ids.with_value(|ids| moved(ids, at, up));
            change(Call::OrderFields { kind, ids }, t().own.ordered);
        };
        let (id, name, edited) = (field.id, field.name.clone(), field.clone());
        let about = t().own.about((t().own.form)(field.form), field.used);
        let buttons = view! {
            {arrows(&name, at, count, step)}
            <IconButton
                glyph=glyphs::PENCIL name=t().own.edit(&name) small=true press=move |_| form.set(Some(Some(edited.clone())))
            />
            <IconButton
                glyph=glyphs::TRASH name=t().own.remove(&name) small=true
                press=move |_| change(Call::Delete(vec![id]), t().own.field_removed)
            />
        };
        view! {
            <li data-testid="own-field">
                <div class="what"><b>{name}</b><span>{about}</span></div>
                {(!app().read_only_now()).then_some(buttons)}
            </li>
        }
    };
    view! { <ul class="lines">{fields.into_iter().enumerate().map(line).collect_view()}</ul> }.into_any()
}
