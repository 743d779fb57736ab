//! The filter of a list: conditions as chips, all of them or one of them, each written in a small panel. Beside a condition stand
//! others in a group, which is joined the other way.

mod draft;
mod editor;
mod place;

use super::columns::{label, offered, shape};
use crate::link;
use crate::state::{ListState, app};
use crate::strings::t;
use crate::ui::{Button, Narrowed, Panel, glyphs, icon_of, is_left, opener};
use draft::{Draft, Op};
use editor::Editor;
use leptos::prelude::*;
use leptos::task::spawn_local;
use place::{Place, group};
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
    let is_more =
        Memo::new(move |_| state.filter.with(|parts| parts.len() > 1 || parts.iter().any(|one| group(one).is_some())));
    let clear = move |_| {
        state.any.set(false);
        state.filter.set(Vec::new());
    };
    view! {
        <For each=move || 0..count.get() key=|at| *at children=chip />
        {move || is_more.get().then(|| view! {
            <Button words=t().filter.clear press=clear testid="clear-filters" />
        })}
    }
}

/// One condition, or a group of them.
#[component]
fn Chip(kind: Kind, state: ListState, at: usize) -> impl IntoView {
    let of = Memo::new(move |_| {
        state.filter.with(|parts| parts.get(at).and_then(group).map(|(any, parts)| (any, parts.len())))
    });
    let is_group = Memo::new(move |_| of.get().is_some());
    // Stays where it is when what it writes makes a group of a single condition.
    let beside = RwSignal::new(false);
    let places = move || match of.get() {
        None => vec![Place::Part(at)],
        Some((_, size)) => (0..size).map(|nth| Place::In(at, nth)).collect(),
    };
    let joined = move || of.get().map(|(any, _)| if any { t().filter.or } else { t().filter.and });
    let one = move |place: Place| {
        let is_first = matches!(place, Place::Part(_) | Place::In(_, 0));
        view! {
            {(!is_first).then(|| view! { <span class="joins">{joined}</span> })}
            <Condition kind state place beside />
        }
    };
    view! {
        <span class="chip" class:group=move || is_group.get() data-testid="condition">
            <For each=places key=|place| *place children=one />
            <Beside kind state at open=beside is_group />
        </span>
    }
}

/// A condition in words: its form when pressed, and a way to take it off.
#[component]
fn Condition(kind: Kind, state: ListState, place: Place, beside: RwSignal<bool>) -> impl IntoView {
    let open = RwSignal::new(false);
    let filter = Memo::new(move |_| state.filter.with(|parts| place.of(parts).cloned()));
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
        state.filter.update(|parts| place.take_off(parts));
        if state.filter.with_untracked(|parts| parts.len() < 2) {
            // Of one condition there is nothing to join; the next one begins anew. All of a group are the list's then.
            state.any.set(false);
            if let Some(Filter::All(inner)) = state.filter.with_untracked(|parts| parts.first().cloned()) {
                state.filter.set(inner);
            }
        }
    };
    let close = Callback::new(move |()| open.set(false));
    let another = Callback::new(move |_| {
        open.set(false);
        beside.set(true);
    });
    let editor = move || {
        let field = field_of(&filter.get_untracked()?)?;
        let more = matches!(place, Place::Part(_)).then_some(another);
        Some(view! { <Editor kind state field place close more /> })
    };
    view! {
        <span class="one">
            <Panel open name=t().filter.filter trigger>{editor}</Panel>
            <button type="button" class="off" aria-label=t().filter.take_off on:click=take_off>{icon_of(glyphs::X, 13)}</button>
        </span>
    }
}

/// Writes a condition beside another; its button stands in a group, a single condition opens it from its form.
#[component]
fn Beside(kind: Kind, state: ListState, at: usize, open: RwSignal<bool>, is_group: Memo<bool>) -> impl IntoView {
    let field = RwSignal::new(None::<FieldKey>);
    Effect::new(move |_| {
        if !open.get() {
            field.set(None);
        }
    });
    let close = Callback::new(move |()| open.set(false));
    let words = move || beside_words(state, Some(at));
    let trigger = view! {
        <button
            type="button" class="beside" aria-label=words title=words aria-haspopup="dialog" hidden=move || !is_group.get()
            aria-expanded=move || open.get().to_string() data-testid="condition-beside"
            on:click=move |_| open.update(|open| *open = !*open)
        >
            {icon_of(glyphs::PLUS, 13)}
        </button>
    }
    .into_any();
    let body = move || {
        written(kind, state, (field.get(), Place::Beside(at)), move |chosen| field.set(Some(chosen)), (close, None))
    };
    view! { <Panel open name=t().filter.filter trigger testid="beside-panel">{body}</Panel> }
}

/// Whether one of the list's conditions is enough; reads its signals.
fn joins_any(state: ListState) -> bool {
    state.any.get() && state.filter.with(|parts| parts.len() > 1)
}

/// What one more condition beside another does: it is joined as its group is; where there is none yet, the way that the list
/// does not join.
fn beside_words(state: ListState, at: Option<usize>) -> &'static str {
    let of_group = at.and_then(|at| state.filter.with(|parts| parts.get(at).and_then(group).map(|(any, _)| any)));
    if of_group.unwrap_or(!joins_any(state)) { t().filter.or_beside } else { t().filter.and_beside }
}

/// A new condition: first its field, then the rest.
fn written(
    kind: Kind,
    state: ListState,
    (field, place): (Option<FieldKey>, Place),
    pick: impl Fn(FieldKey) + Copy + Send + Sync + 'static,
    (close, more): (Callback<()>, Option<Callback<usize>>),
) -> AnyView {
    match field {
        Some(field) => view! { <Editor kind state field place close more /> }.into_any(),
        None => {
            // What is kept beside a list is asked at any time, by whoever: consents are told as of now.
            let kept = use_context::<Kept>().is_some();
            let fields = offered(kind).into_iter().filter(|field| !(kept && field.is_consent()));
            let mut fields: Vec<_> = fields.map(|field| (field, label(kind, field))).collect();
            // What the list shows is asked for most.
            let is_shown = |field: FieldKey| {
                state.columns.with_untracked(|columns| columns.iter().any(|column| column.field == field))
            };
            fields.sort_by_key(|(field, _)| !is_shown(*field));
            let (count, typed) = (fields.len(), RwSignal::new(String::new()));
            let left = move || {
                let left = typed.with(|typed| {
                    let left = fields.iter().filter(|(_, name)| is_left(name, typed));
                    left.cloned().collect::<Vec<_>>()
                });
                let none = left.is_empty().then(no_field);
                let one = move |(field, name): (FieldKey, String)| {
                    view! { <button type="button" on:click=move |_| pick(field)>{name}</button> }
                };
                view! { {left.into_iter().map(one).collect_view()}{none} }
            };
            view! {
                <p class="head">{t().filter.show_what}</p>
                <Narrowed count typed name=t().filter.find walked=true>{left}</Narrowed>
            }
            .into_any()
        }
    }
}

/// What stands where no name holds what is typed.
pub(super) fn no_field() -> AnyView {
    view! { <p class="none" role="status">{t().filter.no_field}</p> }.into_any()
}

/// Asks for a condition on this field, wherever its name stands.
#[derive(Clone, Copy)]
pub(super) struct FilterAsked(pub(super) RwSignal<Option<FieldKey>>);

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
    let next = RwSignal::new((None::<FieldKey>, Place::New));
    let name = Signal::derive(|| t().filter.filter.to_owned());
    let begin = move || next.set((None, Place::New));
    let trigger = opener(open, name, glyphs::LIST_FILTER, "dialog", begin, "filter");
    if let Some(FilterAsked(asked)) = use_context().filter(|_: &FilterAsked| !start) {
        Effect::new(move |_| {
            if let Some(field) = asked.get() {
                asked.set(None);
                next.set((Some(field), Place::New));
                open.set(true);
            }
        });
    }
    let close = Callback::new(move |()| open.set(false));
    let another = Callback::new(move |at| next.set((None, Place::Beside(at))));
    let body = move || {
        let (field, place) = next.get();
        let more = (place == Place::New).then_some(another);
        written(kind, state, (field, place), move |chosen| next.set((Some(chosen), place)), (close, more))
    };
    view! { <Panel open name=t().filter.filter trigger end=!start testid="filter-panel">{body}</Panel> }
}

/// Conditions under it are of a filter that is no list's.
#[derive(Clone, Copy)]
struct Kept;

/// A filter that is written outside a list: its conditions, and the button that adds one.
#[component]
pub(in crate::pages) fn FilterRow(kind: Kind, state: ListState) -> impl IntoView {
    provide_context(Kept);
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
        (Op::Within, _) => view! { <b>{draft.span.map(|span| t().filter.span(span))}</b> }.into_any(),
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
            let words: Vec<String> = draft.words.iter().map(|word| t().fields.within(field, word)).collect();
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
        Op::Same => t().filter.same,
        Op::NotSame => t().filter.not_same,
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
