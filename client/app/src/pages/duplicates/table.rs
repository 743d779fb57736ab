//! The table of a comparison: a column for each record and one for what they become, a row for each field. On a phone each
//! field is a card.

use super::compare::Choices;
use crate::format;
use crate::pages::{source_words, value_text};
use crate::shell::record_path;
use crate::state::app;
use crate::strings::t;
use crate::ui::{IconButton, avatar, glyphs, tag};
use leptos::prelude::*;
use leptos_router::components::A;
use tacit_bridge::merging::{MergeField, MergeOutcome, MergeRecord, MergeRule};
use tacit_bridge::records::{FieldKey, Id, Kind, Value};

type Outcome = Memo<Option<MergeOutcome>>;

pub(super) fn table(
    kind: Kind,
    records: Vec<MergeRecord>,
    fields: Vec<MergeField>,
    outcome: Outcome,
    choices: Choices,
) -> AnyView {
    let several = records.len() > 2;
    let who: Vec<(Id, String)> =
        records.iter().enumerate().map(|(at, record)| (record.id, numbered(at, record))).collect();
    let heads = records.into_iter().zip(&who);
    let heads =
        heads.map(|(record, (_, name))| head(kind, record, name.clone(), several, outcome, choices)).collect_view();
    let rows =
        fields.into_iter().enumerate().map(|(at, one)| row(kind, at, one, &who, outcome, choices)).collect_view();
    view! {
        <div class="card side-by-side" data-testid="side-by-side">
            <table>
                <thead>
                    <tr>
                        <td class="corner"></td>
                        {heads}
                        <th scope="col" class="becomes wide-only">{t().duplicates.after}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Those that are the same are called the same: a number tells them apart.
fn numbered(at: usize, record: &MergeRecord) -> String {
    let name = if record.name.is_empty() { t().list.unnamed } else { record.name.as_str() };
    format!("{}. {name}", at + 1)
}

/// Who it is, what belongs to it, and whether it stays.
fn head(
    kind: Kind,
    record: MergeRecord,
    name: String,
    several: bool,
    outcome: Outcome,
    choices: Choices,
) -> impl IntoView {
    let id = record.id;
    let stays = move || outcome.with(|outcome| outcome.as_ref().is_some_and(|outcome| outcome.keep == id));
    let face = avatar(&record.name, if kind == Kind::Person { "medium" } else { "medium square" });
    let (by, at) = record.changed.clone();
    let keep = t().duplicates.of_record(t().duplicates.keep, &name);
    let out = several.then(|| {
        view! {
            <IconButton
                glyph=glyphs::X small=true name=t().duplicates.of_record(t().duplicates.leave_out, &name)
                press=move |_| choices.leave_out(id) testid="leave-out"
            />
        }
    });
    view! {
        <th scope="col" class="head" class:stays=stays data-testid="merge-record">
            <div class="who">{face}<A href=record_path(kind, id)>{name}</A>{out}</div>
            <p>{t().duplicates.belongs(record.pointing)}</p>
            <p title=format::moment(at)>{t().duplicates.changed(&format::past(at), &by)}</p>
            {record.source.map(|source| view! { <p>{source_words(&source)}</p> })}
            <label class="pick">
                <input
                    type="radio" name="keep" prop:checked=stays aria-label=keep
                    on:change=move |_| choices.keep(id)
                />
                <span>{move || if stays() { t().duplicates.kept } else { t().duplicates.keep }}</span>
            </label>
        </th>
    }
}

/// One field: its values, and what becomes of them.
fn row(
    kind: Kind,
    at: usize,
    one: MergeField,
    who: &[(Id, String)],
    outcome: Outcome,
    choices: Choices,
) -> impl IntoView {
    let spec = app().field(kind, one.field);
    let label = spec.map(|spec| spec.label).unwrap_or_default();
    let mut filled = one.values.iter().filter(|value| **value != Value::Empty);
    let first = filled.next();
    // Something is to be decided only where two say different things.
    let disputed = one.rule != MergeRule::Unite && filled.any(|value| Some(value) != first);
    let differs = one.values.iter().any(|value| Some(value) != one.values.first());
    let chosen = move || outcome.with(|outcome| outcome.as_ref().and_then(|outcome| outcome.fields.get(at)?.0));
    let becomes = Memo::new(move |_| {
        outcome.with(|outcome| outcome.as_ref().and_then(|outcome| outcome.fields.get(at).map(|field| field.1.clone())))
    });
    let field = one.field;
    let group = format!("field-{}", field.0);
    let all = (disputed && one.rule == MergeRule::Join).then(|| {
        view! {
            <label class="pick">
                <input
                    type="radio" name=group.clone() prop:checked=move || chosen().is_none()
                    on:change=move |_| choices.choose(field, None)
                />
                <span>{t().duplicates.both}</span>
            </label>
        }
    });
    let cells = one.values.iter().zip(who).map(|(value, (id, name))| {
        let (id, name) = (*id, name.clone());
        let words = t().duplicates.value_of(&label, &value_text(field, value), &name);
        let picks = (disputed && *value != Value::Empty).then(|| (group.clone(), words));
        cell(field, value, name, id, picks, chosen, move || choices.choose(field, Some(id)))
    });
    let cells = cells.collect_view();
    let result = move || becomes.get().map(|value| shown(field, &value));
    view! {
        <tr class:differs=differs data-testid=format!("field-{}", field.0)>
            <th scope="row">{label}{all}</th>
            {cells}
            <td class="becomes" data-of=t().duplicates.after>{result}</td>
        </tr>
    }
}

/// The value of one record, with a choice where there is one.
fn cell(
    field: FieldKey,
    value: &Value,
    name: String,
    id: Id,
    picks: Option<(String, String)>,
    chosen: impl Fn() -> Option<Id> + Copy + Send + Sync + 'static,
    choose: impl Fn() + 'static,
) -> AnyView {
    let value = if *value == Value::Empty { ().into_any() } else { shown(field, value) };
    let Some((group, words)) = picks else {
        return view! { <td data-of=name>{value}</td> }.into_any();
    };
    let is_chosen = move || chosen() == Some(id);
    view! {
        <td data-of=name class:picked=is_chosen>
            <label class="pick">
                <input type="radio" name=group aria-label=words prop:checked=is_chosen on:change=move |_| choose() />
                <span>{value}</span>
            </label>
        </td>
    }
    .into_any()
}

/// A value, lists one under the other.
fn shown(field: FieldKey, value: &Value) -> AnyView {
    match value {
        Value::Points(points) => {
            let one = |point: &tacit_bridge::records::Point| {
                let label = (!point.label.is_empty())
                    .then(|| view! { " "<span class="faint">{t().fields.point(&point.label)}</span> });
                view! { <li>{point.value.clone()}{label}</li> }
            };
            view! { <ul>{points.iter().map(one).collect_view()}</ul> }.into_any()
        }
        Value::Tags(tags) => {
            view! { <div class="tags wrap">{tags.iter().map(|one| tag(one)).collect_view()}</div> }.into_any()
        }
        other => view! { <div class="words-of">{value_text(field, other)}</div> }.into_any(),
    }
}
