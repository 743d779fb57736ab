//! The filter of a list: conditions as chips, all of them or one of them, each written in a small panel.

mod draft;
mod editor;

use super::columns::{label, offered, shape};
use crate::link;
use crate::state::{ListState, app};
use crate::strings::t;
use crate::ui::{Button, Panel, glyphs, icon_of, opener};
use draft::{Draft, Op};
use editor::Editor;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;
use tacit_bridge::records::{FieldKey, Filter, Id, Kind, Shape};

/// The conditions there are.
#[component]
pub(super) fn Chips(kind: Kind, state: ListState) -> impl IntoView {
    let count = Memo::new(move |_| state.filter.with(Vec::len));
    let joined = move || if state.any.get() { t().filter.or } else { t().filter.and };
    let hint = move || if state.any.get() { t().filter.one_holds } else { t().filter.all_hold };
    let chip = move |at: usize| {
        view! {
            {(at > 0).then(|| view! {
                <button
                    type="button" class="joined" title=hint aria-label=hint data-testid="joined"
                    on:click=move |_| state.any.update(|any| *any = !*any)
                >
                    {joined}
                </button>
            })}
            <Chip kind state at />
        }
    };
    view! {
        <For each=move || 0..count.get() key=|at| *at children=chip />
        {move || (count.get() > 1).then(|| view! {
            <Button words=t().filter.clear press=move |_| state.filter.set(Vec::new()) testid="clear-filters" />
        })}
    }
}

#[component]
fn Chip(kind: Kind, state: ListState, at: usize) -> impl IntoView {
    let open = RwSignal::new(false);
    let filter = Memo::new(move |_| state.filter.with(|parts| parts.get(at).cloned()));
    let trigger = view! {
        <button
            type="button" class="of-chip" aria-haspopup="dialog" aria-expanded=move || open.get().to_string()
            on:click=move |_| open.update(|open| *open = !*open)
        >
            {move || filter.get().map(|filter| condition(kind, &filter))}
        </button>
    }
    .into_any();
    let take_off = move |_| {
        open.set(false);
        state.filter.update(|parts| {
            if at < parts.len() {
                parts.remove(at);
            }
        });
    };
    let editor = move || {
        let shown = filter.get_untracked()?;
        let field = field_of(&shown)?;
        Some(view! { <Editor kind state field at=Some(at) close=Callback::new(move |()| open.set(false)) /> })
    };
    view! {
        <span class="chip" data-testid="condition">
            <Panel open name=t().filter.filter trigger>{editor}</Panel>
            <button type="button" class="off" aria-label=t().filter.take_off on:click=take_off>{icon_of(glyphs::X, 13)}</button>
        </span>
    }
}

/// The button that adds a condition: first its field, then the rest.
#[component]
pub(super) fn AddFilter(
    kind: Kind,
    state: ListState,
    /// Opens along the button's start: in a dialog there is no room before it.
    #[prop(optional)]
    start: bool,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let field = RwSignal::new(None::<FieldKey>);
    let name = Signal::derive(|| t().filter.filter.to_owned());
    let trigger = opener(open, name, glyphs::LIST_FILTER, "dialog", move || field.set(None), "filter");
    let close = Callback::new(move |()| open.set(false));
    let body = move || match field.get() {
        Some(field) => view! { <Editor kind state field at=None close /> }.into_any(),
        None => {
            let fields = offered(kind).into_iter().map(|key| {
                let name = label(kind, key);
                view! { <button type="button" on:click=move |_| field.set(Some(key))>{name}</button> }
            });
            view! { <p class="head">{t().filter.show_what}</p>{fields.collect_view()} }.into_any()
        }
    };
    view! { <Panel open name=t().filter.filter trigger end=!start testid="filter-panel">{body}</Panel> }
}

/// A filter that is written outside a list: its conditions, and the button that adds one.
#[component]
pub(in crate::pages) fn FilterRow(kind: Kind, state: ListState) -> impl IntoView {
    view! {
        <div class="chips" data-testid="filter-row">
            <Chips kind state />
            <AddFilter kind state start=true />
        </div>
    }
}

/// The field that a condition is about, if it is one that can be written here.
fn field_of(filter: &Filter) -> Option<FieldKey> {
    match filter {
        Filter::Field(field, _) => Some(*field),
        Filter::Not(inner) => match &**inner {
            Filter::Field(field, _) => Some(*field),
            _ => None,
        },
        _ => None,
    }
}

/// A condition in words.
fn condition(kind: Kind, filter: &Filter) -> AnyView {
    if let Filter::About(id) = filter {
        return view! { {t().filter.only_about}<b><Named id=*id /></b> }.into_any();
    }
    if let Filter::Any(parts) = filter {
        let part = |(nth, part): (usize, &Filter)| {
            view! {
                {(nth > 0).then_some(t().filter.or)}
                {condition(kind, part)}
            }
        };
        return parts.iter().enumerate().map(part).collect_view().into_any();
    }
    let Some(field) = field_of(filter) else { return t().filter.other.into_any() };
    let shape = shape(kind, field);
    let Some(draft) = Draft::of(filter, shape.as_ref(), crate::format::iso_day) else {
        return t().filter.other.into_any();
    };
    let name = label(kind, field);
    let how = op_name(draft.op, shape.as_ref());
    let value = match (draft.op, &shape) {
        (Op::Filled | Op::Blank, _) => ().into_any(),
        (Op::Within, _) => view! { <b>{t().filter.span(draft.span)}</b> }.into_any(),
        (Op::From | Op::To, Some(Shape::Date | Shape::Moment)) => {
            view! { <b>{crate::format::date(&draft.bound)}</b> }.into_any()
        }
        (Op::From | Op::To, _) => view! { <b>{draft.bound.clone()}</b> }.into_any(),
        (_, Some(Shape::Member)) if draft.me => view! { <b>{t().filter.me}</b> }.into_any(),
        (_, Some(Shape::Member)) => {
            let names: Vec<String> = draft.members.iter().map(|member| app().member_name(*member)).collect();
            view! { <b class="cut">{t().filter.one_of(&names)}</b> }.into_any()
        }
        (_, Some(Shape::Link(_) | Shape::Relations(_))) => named(&draft.links),
        _ => {
            let words: Vec<String> = draft.words.iter().map(|word| t().fields.choice(field, word)).collect();
            view! { <b class="cut">{t().filter.one_of(&words)}</b> }.into_any()
        }
    };
    view! { <span>{name}</span><span>{how}</span>{value} }.into_any()
}

fn named(ids: &[Id]) -> AnyView {
    let one = |(nth, id): (usize, &Id)| {
        view! {
            {(nth > 0).then_some(t().filter.or)}
            <b class="cut"><Named id=*id /></b>
        }
    };
    ids.iter().enumerate().map(one).collect_view().into_any()
}

/// What a record is called, asked for when it is shown.
#[component]
fn Named(id: Id) -> impl IntoView {
    let name = RwSignal::new(String::new());
    spawn_local(async move {
        // Of one that is gone nothing is shown.
        if let Ok(record) = link::record(Call::Record(id)).await {
            name.try_set(record.name);
        }
    });
    move || name.get()
}

fn op_name(op: Op, shape: Option<&Shape>) -> &'static str {
    let dated = matches!(shape, Some(Shape::Date | Shape::Moment));
    match op {
        Op::Is => t().filter.is,
        Op::IsNot => t().filter.is_not,
        Op::Has => t().filter.has,
        Op::HasNot => t().filter.has_not,
        Op::Within => t().filter.within,
        Op::From if dated => t().filter.from_day,
        Op::To if dated => t().filter.to_day,
        Op::From => t().filter.at_least,
        Op::To => t().filter.at_most,
        Op::Filled if shape == Some(&Shape::YesNo) => t().filter.yes,
        Op::Blank if shape == Some(&Shape::YesNo) => t().filter.no,
        Op::Filled => t().filter.filled,
        Op::Blank => t().filter.blank,
    }
}

/// Of tasks, whether those that are done are shown as well.
#[component]
pub(super) fn WithDone(state: ListState) -> impl IntoView {
    view! {
        <label class="switch-line">
            <input
                type="checkbox" class="check" data-testid="show-done" prop:checked=move || state.done.get()
                on:change=move |event| state.done.set(event_target_checked(&event))
            />
            {t().task.show_done}
        </label>
    }
}
