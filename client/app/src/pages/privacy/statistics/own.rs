//! A question of one's own: which records, by what, and which of them.

use crate::pages::records::FilterRow;
use crate::shell::list_name;
use crate::state::{ListState, app};
use crate::strings::t;
use crate::ui::{Button, Select, Weight};
use leptos::prelude::*;
use tacit_bridge::privacy::statistics::{OwnAsk, StatSide};
use tacit_bridge::records::{Filter, Kind};

/// The word of the question that is one's own.
pub(super) const OWN: &str = "own";

/// Before anything is asked.
pub(super) fn first() -> OwnAsk {
    OwnAsk { of: Kind::Person, rows: None, columns: None, filter: Filter::none() }
}

/// What a side is called.
fn name_of(kind: Kind, side: StatSide) -> String {
    match side {
        StatSide::Made => t().statistics.made.to_owned(),
        StatSide::Closed => t().statistics.closed.to_owned(),
        StatSide::Stage => t().statistics.stage.to_owned(),
        StatSide::Amount => t().statistics.amount.to_owned(),
        StatSide::Field(field) => app().field_name(kind, field),
    }
}

/// A choice by its place; `none` is the word for no side at all.
fn choice(
    name: &'static str,
    of: (Kind, Vec<StatSide>),
    none: Option<&'static str>,
    chosen: RwSignal<Option<StatSide>>,
    testid: &'static str,
) -> AnyView {
    let (kind, sides) = of;
    let choices = none.map(|none| (String::new(), none.to_owned())).into_iter();
    let named = sides.iter().enumerate().map(|(at, side)| (at.to_string(), name_of(kind, *side)));
    let choices: Vec<(String, String)> = choices.chain(named.filter(|(_, name)| !name.is_empty())).collect();
    let known = sides.clone();
    let value = Signal::derive(move || {
        let at = chosen.get().and_then(|chosen| known.iter().position(|side| *side == chosen));
        at.map(|at| at.to_string()).unwrap_or_default()
    });
    let pick = move |picked: String| chosen.set(picked.parse::<usize>().ok().and_then(|at| sides.get(at).copied()));
    view! {
        <div class="field" data-testid=testid>
            <span class="label" aria-hidden="true">{name}</span>
            <Select name choices value pick />
        </div>
    }
    .into_any()
}

#[component]
pub(super) fn OwnForm(own: RwSignal<OwnAsk>, sides: Memo<Vec<StatSide>>) -> impl IntoView {
    let kind = Memo::new(move |_| own.with(|own| own.of));
    let begun = own.get_untracked();
    let (rows, columns) = (RwSignal::new(begun.rows.or(Some(StatSide::Made))), RwSignal::new(begun.columns));
    let filter = StoredValue::new((begun.of, ListState::for_filter(begun.of, &begun.filter)));
    let kinds: Vec<Kind> = app().kinds();
    let choices = kinds.iter().enumerate().map(|(at, kind)| (at.to_string(), list_name(*kind))).collect::<Vec<_>>();
    let known = kinds.clone();
    let value = Signal::derive(move || {
        known.iter().position(|known| *known == kind.get()).map(|at| at.to_string()).unwrap_or_default()
    });
    let owner = Owner::current();
    let pick = move |picked: String| {
        let Some(kind) = picked.parse::<usize>().ok().and_then(|at| kinds.get(at).copied()) else { return };
        // It lives as long as the form, not as long as this press.
        if let Some(made) = owner.as_ref().map(|owner| owner.with(|| ListState::for_filter(kind, &Filter::none()))) {
            filter.set_value((kind, made));
        }
        rows.set(Some(StatSide::Made));
        columns.set(None);
        own.set(OwnAsk { of: kind, ..first() });
    };
    let count = move |_| {
        let filter = filter.with_value(|(_, state)| state.written());
        own.set(OwnAsk {
            of: kind.get_untracked(),
            rows: rows.get_untracked(),
            columns: columns.get_untracked(),
            filter,
        });
    };
    let by = move || {
        let of = (kind.get(), sides.get());
        view! {
            {choice(t().statistics.by, of.clone(), None, rows, "own-rows")}
            {choice(t().statistics.and_by, of, Some(t().statistics.nothing_else), columns, "own-columns")}
        }
    };
    let conditions = move || {
        let kind = kind.get();
        let (_, state) = filter.get_value();
        view! { <FilterRow kind state /> }
    };
    view! {
        <div class="stack-form" data-testid="own-question">
            <div class="word-fields three">
                <div class="field" data-testid="own-kind">
                    <span class="label" aria-hidden="true">{t().statistics.of}</span>
                    <Select name=t().statistics.of choices value pick />
                </div>
                {by}
            </div>
            <div class="field" role="group" aria-label=t().retention.filter>
                <span class="label" aria-hidden="true">{t().retention.filter}</span>
                {conditions}
            </div>
            <div class="press-line">
                <Button words=t().statistics.count weight=Weight::Primary press=count testid="own-count" />
            </div>
        </div>
    }
    .into_any()
}
