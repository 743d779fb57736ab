//! Fields by group, each with the editor of its shape.

use super::aside::{SetAsides, meanwhile};
use super::dates::DateEdit;
use super::edit::Edit;
use super::folded::Folding;
use super::link_edit::{LinkEdit, RelationsEdit};
use super::masked::behind_dots;
use super::name::NameCard;
use super::note::NoteEdit;
use super::numbers::{AmountEdit, MemberEdit, MomentEdit, YesNoEdit};
use super::points::PointsEdit;
use super::remind::ReminderEdit;
use super::repeat::RepeatEdit;
use super::tags::TagsEdit;
use super::text::{ChoiceEdit, TextEdit};
use crate::state::app;
use crate::strings::{in_words, t};
use crate::ui::wrong;
use leptos::ev::{FocusEvent, MouseEvent};
use leptos::prelude::*;
use tacit_bridge::records::{FieldKey, FieldSpec, Id, Kind, RecordView, Shape};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, HtmlTextAreaElement};

/// All fields of a record, by group.
#[component]
pub(super) fn Fields(id: Id, kind: Kind, view: Signal<RecordView>) -> impl IntoView {
    let app = app();
    // Drawn anew when the team defines its fields otherwise, not whenever it is asked.
    let specs = Memo::new(move |_| app.fields_now(kind));
    let folding = Folding::new(kind, view);
    move || {
        let groups = in_order(kind, grouped(specs.get()));
        // The parts of a name stand behind a row of their own.
        let is_name =
            |specs: &[FieldSpec]| kind == Kind::Person && specs.iter().any(|spec| spec.key == FieldKey::GIVEN);
        let (folded, show_folded) =
            folding.of(groups.iter().filter(|(_, specs)| !is_name(specs)).flat_map(|(_, specs)| specs));
        let groups = groups.into_iter().map(|(name, specs)| {
            let (keys, is_name): (Vec<FieldKey>, bool) = (specs.iter().map(|spec| spec.key).collect(), is_name(&specs));
            let is_folded = |key: &FieldKey| folded.iter().find(|(of, _)| of == key).map(|(_, is_folded)| *is_folded);
            let all: Option<Vec<Memo<bool>>> = keys.iter().map(is_folded).collect();
            let row = |spec: FieldSpec| {
                let folded = is_folded(&spec.key);
                view! { <Field id kind spec view folding folded /> }
            };
            let rows = specs.into_iter().map(row).collect_view();
            let title = name.clone();
            if is_name {
                return view! { <NameCard title keys view parts=rows.into_any() /> }.into_any();
            }
            view! {
                <section
                    class="card" aria-label=name
                    hidden=move || all.as_ref().is_some_and(|all| all.iter().all(|is_folded| is_folded.get()))
                >
                    <header><h2>{title}</h2></header>
                    <div class="rows-of-fields">{rows}</div>
                </section>
            }
            .into_any()
        });
        (groups.collect_view(), show_folded)
    }
}

/// Fields under the headings they stand under, in order.
fn grouped(specs: Vec<FieldSpec>) -> Vec<(String, Vec<FieldSpec>)> {
    let mut groups: Vec<(String, Vec<FieldSpec>)> = Vec::new();
    for spec in specs {
        let name = if spec.own { t().own.group.to_owned() } else { spec.group.clone() };
        match groups.iter_mut().find(|(known, _)| *known == name) {
            Some((_, members)) => members.push(spec),
            None => groups.push((name, vec![spec])),
        }
    }
    groups
}

/// Of a person the ways to reach them follow the name: for them a page is opened most.
fn in_order(kind: Kind, mut groups: Vec<(String, Vec<FieldSpec>)>) -> Vec<(String, Vec<FieldSpec>)> {
    let reach = groups.iter().position(|(_, specs)| specs.iter().any(|spec| spec.key == FieldKey::EMAILS));
    if let Some(at) = reach.filter(|at| kind == Kind::Person && *at > 1) {
        groups[1..=at].rotate_right(1);
    }
    groups
}

/// The editor of a field's shape.
fn editor(edit: Edit, kind: Kind, spec: &FieldSpec, view: Signal<RecordView>) -> AnyView {
    let label = spec.label.clone();
    match spec.shape.clone() {
        Shape::Text => view! { <TextEdit edit label /> }.into_any(),
        Shape::LongText | Shape::Note => view! { <NoteEdit edit label /> }.into_any(),
        Shape::Emails | Shape::Phones | Shape::Links | Shape::Addresses => {
            view! { <PointsEdit edit label shape=spec.shape.clone() /> }.into_any()
        }
        Shape::Date => view! { <DateEdit edit label /> }.into_any(),
        Shape::Choice(choices) => view! { <ChoiceEdit edit label choices /> }.into_any(),
        Shape::Tags => view! { <TagsEdit edit kind label /> }.into_any(),
        Shape::Link(kind) => view! { <LinkEdit edit label kind /> }.into_any(),
        Shape::Relations(kinds) => view! { <RelationsEdit edit label kinds /> }.into_any(),
        Shape::Money | Shape::Decimal => view! { <AmountEdit edit label /> }.into_any(),
        Shape::Moment => view! { <MomentEdit edit label /> }.into_any(),
        Shape::YesNo => view! { <YesNoEdit edit label /> }.into_any(),
        Shape::Member => view! { <MemberEdit edit label /> }.into_any(),
        Shape::Repeat => view! { <RepeatEdit edit label view /> }.into_any(),
        Shape::Reminder => view! { <ReminderEdit edit label /> }.into_any(),
    }
}

/// Whether a button gets the keys: whoever presses one types nothing.
fn is_button(event: &FocusEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    target.is_some_and(|target| target.tag_name() == "BUTTON")
}

/// What is cut off is told whole to whoever points at it.
fn tell_whole(event: &MouseEvent) {
    let Some(part) = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) else { return };
    let text = match (part.dyn_ref::<HtmlInputElement>(), part.dyn_ref::<HtmlTextAreaElement>()) {
        (Some(input), _) if input.type_() == "text" => input.value(),
        (_, Some(area)) => area.value(),
        _ => return,
    };
    // Of several lines some may be out of sight. Heights are rounded: one pixel more is none.
    let is_low = part.tag_name() == "TEXTAREA" && part.scroll_height() > part.client_height() + 1;
    let is_cut = is_low || part.scroll_width() > part.client_width();
    part.set_title(if is_cut { &text } else { "" });
}

#[component]
fn Field(
    id: Id,
    kind: Kind,
    spec: FieldSpec,
    view: Signal<RecordView>,
    folding: Folding,
    /// Whether it is folded away, if it can be.
    folded: Option<Memo<bool>>,
) -> impl IntoView {
    let edit = Edit::new(id, &spec, view);
    let (of, masked) = (spec.clone(), spec.masked);
    let editor = move || editor(edit, kind, &of, view);
    let editor = if masked { behind_dots(edit, spec.label.clone(), editor) } else { editor() };
    let (app, key) = (app(), spec.key);
    Effect::new(move |_| folding.refuse(key, edit.refused.with(Option::is_some)));
    let editor_of =
        Memo::new(move |_| app.at_record(id).into_iter().find(|(_, field)| *field == Some(key)).map(|(name, _)| name));
    let by = move || {
        editor_of.get().map(|name| view! { <span class="by" data-testid="edited-by">{t().team.edits(&name)}</span> })
    };
    view! {
        <div
            class="attr" class:theirs=move || editor_of.with(Option::is_some) data-testid="field" data-field=spec.key.0.to_string()
            hidden=move || folded.is_some_and(|folded| folded.get())
            on:focusin=move |event| {
                if !is_button(&event) {
                    edit.enter_again();
                }
                if !app.read_only_now() {
                    app.here(Some(id), Some(key));
                }
            }
            on:focusout=move |_| app.here(Some(id), None) on:mouseover=move |event| tell_whole(&event)
        >
            <div class="name">{spec.label.clone()}{by}</div>
            <div class="value">
                {editor}
                {move || edit.refused.get().map(|problem| wrong(t().record.not_saved(&in_words(problem).what)))}
                {meanwhile(edit)}
                <SetAsides edit view />
            </div>
        </div>
    }
    .into_any()
}
