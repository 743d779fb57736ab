//! One condition being written. The list follows every change as soon as the condition says something.

use super::draft::{Draft, Op};
use super::place::Place;
use super::{beside_words, joins_any, op_name};
use crate::format;
use crate::link;
use crate::pages::record::{Chosen, LinkInput};
use crate::pages::records::columns::{label, shape};
use crate::state::{ListState, app};
use crate::strings::t;
use crate::ui::{Button, Select, avatar, focus_first, glyphs, icon_of, removable_tag, tag};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;
use tacit_bridge::records::{FieldKey, Kind, Shape, Span};

/// Spans offered.
const SPANS: [Span; 16] = [
    Span::Today,
    Span::Past,
    Span::Future,
    Span::Week(0),
    Span::Week(1),
    Span::Week(-1),
    Span::Month(0),
    Span::Month(1),
    Span::Month(-1),
    Span::Year(0),
    Span::Year(-1),
    Span::LastDays(7),
    Span::LastDays(30),
    Span::LastDays(90),
    Span::NextDays(7),
    Span::NextDays(30),
];

/// The condition at a place, or a new one; `more` asks for another beside the one that stands there in the list.
#[component]
pub(super) fn Editor(
    kind: Kind,
    state: ListState,
    field: FieldKey,
    place: Place,
    close: Callback<()>,
    more: Option<Callback<usize>>,
) -> impl IntoView {
    let form = StoredValue::new(shape(kind, field));
    let known = state.filter.with_untracked(|parts| place.of(parts).cloned());
    let draft = form.with_value(|form| {
        let read = |filter| Draft::of(filter, form.as_ref(), format::iso_day);
        known.as_ref().and_then(read).unwrap_or_else(|| Draft::blank(field, form.as_ref()))
    });
    let draft = RwSignal::new(draft);
    let place = StoredValue::new(place);
    Effect::new(move |before: Option<()>| {
        let starts = |day: &str| format::midnight(day).map(|at| at as i64);
        let filter = form.with_value(|form| draft.with(|draft| draft.filter(form.as_ref(), starts)));
        // What is there already is not written again by looking at it.
        if let Some(filter) = filter.filter(|_| before.is_some() || known.is_none()) {
            let any = untrack(|| joins_any(state));
            // The place is known before the list hears of it, which may draw this form anew.
            let mut parts = state.filter.get_untracked();
            place.try_update_value(|place| *place = place.put(&mut parts, any, filter));
            state.filter.set(parts);
        }
    });
    let ops = form.with_value(|form| Op::of(form.as_ref()));
    let choices = form
        .with_value(|form| ops.iter().map(|op| (op.key(), op_name(*op, form.as_ref()).to_owned())).collect::<Vec<_>>());
    let pick = move |key: String| {
        if let Some(op) = ops.iter().find(|op| op.key() == key) {
            draft.update(|draft| draft.op = *op);
        }
    };
    let op = Memo::new(move |_| draft.with(|draft| draft.op));
    let value = move || form.with_value(|form| value_of(kind, field, op.get(), form.as_ref(), draft));
    let another = move |more: Callback<usize>| {
        if let Some(Place::Part(at)) = place.try_get_value() {
            more.run(at);
        }
    };
    // What was pressed to come here is gone, and the focus with it; where words are typed their field takes it.
    let form_node = NodeRef::<html::Form>::new();
    Effect::new(move |_| {
        if let Some(form) = form_node.get() {
            request_animation_frame(move || {
                let is_inside = document().active_element().is_some_and(|active| form.contains(Some(&active)));
                if !is_inside {
                    focus_first(&form);
                }
            });
        }
    });
    let is_empty = Signal::derive(move || {
        // Asked again with every change of the list.
        let there = state.filter.with(Vec::len);
        !matches!(place.get_value(), Place::Part(at) if at < there)
    });
    view! {
        <form
            node_ref=form_node class="condition"
            on:submit=move |event| {
                event.prevent_default();
                close.run(());
            }
        >
            <div class="row">
                <b class="grow cut">{label(kind, field)}</b>
                <Select name=t().filter.how choices value=Signal::derive(move || op.get().key()) pick class="plain" />
            </div>
            {value}
            <footer>
                {more.map(|more| view! {
                    <Button words=beside_words(state, None) press=move |_| another(more) disabled=is_empty testid="filter-beside" />
                })}
                <Button words=t().filter.done submit=true testid="filter-done" />
            </footer>
        </form>
    }
}

fn value_of(kind: Kind, field: FieldKey, op: Op, form: Option<&Shape>, draft: RwSignal<Draft>) -> AnyView {
    match (op, form) {
        (Op::Filled | Op::Blank, _) => ().into_any(),
        (Op::Within, _) => spans(draft),
        (Op::From | Op::To, Some(Shape::Date | Shape::Moment)) => line(draft, "date", t().filter.day),
        (Op::From | Op::To, _) => line(draft, "text", t().filter.number),
        (Op::Has | Op::HasNot | Op::Same | Op::NotSame, _) => typed(draft),
        (_, Some(Shape::Member)) => members(draft),
        (_, Some(Shape::Link(to))) => links(vec![*to], draft),
        (_, Some(Shape::Relations(to))) => links(to.clone(), draft),
        (_, Some(Shape::Choice(known))) => options(Some(field), known.clone(), draft),
        _ => view! { <TagOptions kind draft /> }.into_any(),
    }
}

fn spans(draft: RwSignal<Draft>) -> AnyView {
    let mut spans = SPANS.to_vec();
    if let Some(held) = draft.with_untracked(|draft| draft.span).filter(|held| !spans.contains(held)) {
        spans.insert(0, held);
    }
    let choices = spans.iter().enumerate().map(|(at, span)| (at.to_string(), t().filter.span(*span))).collect();
    let spans = StoredValue::new(spans);
    let value = Signal::derive(move || {
        let place = |span: Span| spans.with_value(|spans| spans.iter().position(|one| *one == span));
        draft.with(|draft| draft.span).and_then(place).map(|at| at.to_string()).unwrap_or_default()
    });
    let pick = move |key: String| {
        let span = key.parse::<usize>().ok().and_then(|at| spans.with_value(|spans| spans.get(at).copied()));
        if span.is_some() {
            draft.update(|draft| draft.span = span);
        }
    };
    view! { <Select name=t().filter.when choices value pick unset=t().filter.choose_days /> }.into_any()
}

/// A day or a number.
fn line(draft: RwSignal<Draft>, kind: &'static str, name: &'static str) -> AnyView {
    view! {
        <input
            class="input" type=kind inputmode=if kind == "text" { "decimal" } else { "text" } aria-label=name placeholder=name
            prop:value=move || draft.with(|draft| draft.bound.clone())
            on:input=move |event| draft.update(|draft| draft.bound = event_target_value(&event))
        />
    }
    .into_any()
}

fn typed(draft: RwSignal<Draft>) -> AnyView {
    let node = NodeRef::<html::Input>::new();
    crate::ui::focus_when(node, true);
    let value = move || draft.with(|draft| draft.words.first().cloned().unwrap_or_default());
    view! {
        <input
            node_ref=node class="input" type="text" aria-label=t().filter.typed placeholder=t().filter.typed autocomplete="off" spellcheck="false"
            prop:value=value on:input=move |event| draft.update(|draft| draft.words = vec![event_target_value(&event)])
        />
    }
    .into_any()
}

/// A box for each word.
fn options(field: Option<FieldKey>, known: Vec<String>, draft: RwSignal<Draft>) -> AnyView {
    let line = |word: String| {
        let shown = field.map_or_else(|| word.clone(), |field| t().fields.choice(field, &word));
        let (own, shown) = (word.clone(), tag(&shown));
        let chosen = move || draft.with(|draft| draft.words.contains(&own));
        let turn = move |event| {
            let on = event_target_checked(&event);
            draft.update(|draft| {
                draft.words.retain(|one| *one != word);
                if on {
                    draft.words.push(word.clone());
                }
            });
        };
        view! { <label class="option"><input type="checkbox" class="check" prop:checked=chosen on:change=turn />{shown}</label> }
    };
    view! { <div class="options">{known.into_iter().map(line).collect_view()}</div> }.into_any()
}

/// The tags in use, most used first.
#[component]
fn TagOptions(kind: Kind, draft: RwSignal<Draft>) -> impl IntoView {
    let found = RwSignal::new(None::<Vec<String>>);
    spawn_local(async move {
        // Without an answer the panel says that there are none.
        let tags = link::tags(Call::Tags(kind, draft.with_untracked(|draft| draft.field))).await.unwrap_or_default();
        found.try_set(Some(tags.into_iter().map(|(tag, _)| tag).collect()));
    });
    move || match found.get() {
        None => ().into_any(),
        Some(tags) if tags.is_empty() => view! { <p class="none">{t().filter.no_words}</p> }.into_any(),
        Some(tags) => options(None, tags, draft),
    }
}

/// Me, or others.
fn members(draft: RwSignal<Draft>) -> AnyView {
    let names = app().vault.with_untracked(|vault| vault.as_ref().map(|vault| vault.names.clone()).unwrap_or_default());
    let me = move |event| {
        let on = event_target_checked(&event);
        draft.update(|draft| {
            draft.me = on;
            draft.members.clear();
        });
    };
    let line = |(member, name): (u32, String)| {
        let chosen = move || draft.with(|draft| !draft.me && draft.members.contains(&member));
        let turn = move |event| {
            let on = event_target_checked(&event);
            draft.update(|draft| {
                draft.me = false;
                draft.members.retain(|one| *one != member);
                if on {
                    draft.members.push(member);
                }
            });
        };
        let face = avatar(&name, "tiny");
        view! { <label class="option"><input type="checkbox" class="check" prop:checked=chosen on:change=turn />{face}{name}</label> }
    };
    view! {
        <div class="options">
            <label class="option">
                <input type="checkbox" class="check" prop:checked=move || draft.with(|draft| draft.me) on:change=me />
                {icon_of(glyphs::CIRCLE_USER_ROUND, 16)}
                {t().filter.me}
            </label>
            {names.into_iter().map(line).collect_view()}
        </div>
    }
    .into_any()
}

/// Records chosen by name.
fn links(kinds: Vec<Kind>, draft: RwSignal<Draft>) -> AnyView {
    let text = RwSignal::new(String::new());
    // What was chosen here, with its name; what was there before is called by what it is asked for.
    let names = RwSignal::new(Vec::new());
    let pick = Callback::new(move |Chosen { id, name, .. }: Chosen| {
        text.set(String::new());
        if let Some(id) = id.filter(|id| draft.with_untracked(|draft| !draft.links.contains(id))) {
            names.update(|names: &mut Vec<_>| names.push((id, name)));
            draft.update(|draft| draft.links.push(id));
        }
    });
    let learn = move || {
        spawn_local(async move {
            for id in draft.with_untracked(|draft| draft.links.clone()) {
                if let Ok(record) = link::record(Call::Record(id)).await {
                    names.try_update(|names: &mut Vec<_>| names.push((id, record.name)));
                }
            }
        });
    };
    learn();
    let shown = move || {
        let links = draft.with(|draft| draft.links.clone());
        let one = |id| {
            let name = names.with(|names| names.iter().find(|(known, _)| *known == id).map(|(_, name)| name.clone()));
            removable_tag(name.unwrap_or_default(), move || {
                draft.update(|draft| draft.links.retain(|one| *one != id));
            })
        };
        links.into_iter().map(one).collect_view()
    };
    view! {
        <div class="tags wrap">{shown}</div>
        <LinkInput
            kinds label=t().filter.another typed=text class="input" only_known=true stays=true placeholder=t().filter.another pick
            leave=Callback::new(|()| {})
        />
    }
    .into_any()
}
