//! From a query to the filter of one kind of records, and to the words that are looked for first.

use super::{Days, Owner, Part, Query, State, What};
use crate::book::Book;
use crate::filter::{Filter, Test, Today, between};
use crate::fold::{fold, fold_name, looks_like_phone, phone_digits};
use crate::pipeline::Outcome;
use crate::record::RecordId;
use crate::schema::{self, FieldKey, Kind, Shape, key};

impl Query {
    /// The conditions of its operators on records of a kind. An operator on what the kind does not have fits none, nor does
    /// one that tells from today or from who asks, if that is not known.
    pub(crate) fn filter(&self, book: &Book, kind: Kind, today: Option<&Today>) -> Filter {
        let mut parts = Vec::new();
        for term in &self.terms {
            let part = match &term.what {
                What::Word(_) | What::Phrase(_) | What::Begun => continue,
                What::Is(state) => of_state(*state, book, kind, today),
                What::Has(part) => of_part(*part, kind),
                What::Owner(owner) => of_owner(owner, book, kind, today),
                What::Mentions(Owner::Nobody) => Filter::Not(Box::new(Filter::Mentions(None))),
                What::Mentions(member) => Filter::Mentions(Some(members(member, book, today))),
                What::Field { keys, text, exact } => of_text(keys, text, *exact, kind),
                What::Day(keys, days) => of_days(keys, *days, kind, today),
                What::Amount(key, least, most) => of_amount(*key, *least, *most, kind),
            };
            parts.push(if term.without { Filter::Not(Box::new(part)) } else { part });
        }
        Filter::All(parts)
    }
}

fn nothing() -> Filter {
    Filter::Any(Vec::new())
}

/// The first of these fields that a kind has. Every record has a name, and a time when it was made and changed.
fn first_of(keys: &[FieldKey], kind: Kind) -> Option<FieldKey> {
    let has =
        |key: &FieldKey| matches!(*key, key::NAME | key::CHANGED | key::MADE) || schema::field_of(kind, *key).is_some();
    keys.iter().copied().find(has)
}

fn of_state(state: State, book: &Book, kind: Kind, today: Option<&Today>) -> Filter {
    let stages = |outcomes: &[Outcome]| Filter::Field(key::STAGE, Test::Links(stages(book, outcomes)));
    let open = || match kind {
        Kind::Deal => Filter::Not(Box::new(stages(&[Outcome::Won, Outcome::Lost]))),
        _ => Filter::Not(Box::new(Filter::Field(key::DONE, Test::Filled))),
    };
    let this_day = |days: fn(super::When) -> Days| days(super::When::Around(super::Unit::Day, 0));
    match (state, kind) {
        (State::Open, Kind::Deal | Kind::Task) => open(),
        (State::Done | State::Closed, Kind::Task) => Filter::Field(key::DONE, Test::Filled),
        (State::Closed, Kind::Deal) => stages(&[Outcome::Won, Outcome::Lost]),
        (State::Won, Kind::Deal) => stages(&[Outcome::Won]),
        (State::Lost, Kind::Deal) => stages(&[Outcome::Lost]),
        (State::Late, Kind::Deal | Kind::Task) => {
            Filter::All(vec![open(), of_days(&[key::DUE, key::CLOSE], this_day(Days::Before), kind, today)])
        }
        (State::Today, _) => of_days(&[key::DUE, key::CLOSE, key::WHEN], this_day(Days::Within), kind, today),
        (State::Mine, _) => of_owner(&Owner::Me, book, kind, today),
        (State::Kind(wanted), _) if wanted == kind => Filter::none(),
        (State::Choice(key, word), _) if schema::field_of(kind, key).is_some() => {
            Filter::Field(key, Test::Is(vec![word.to_owned()]))
        }
        _ => nothing(),
    }
}

fn stages(book: &Book, outcomes: &[Outcome]) -> Vec<RecordId> {
    let all = book.pipelines().into_iter().flat_map(|pipeline| pipeline.stages);
    all.filter(|stage| outcomes.contains(&stage.outcome)).map(|stage| stage.id).collect()
}

fn of_part(part: Part, kind: Kind) -> Filter {
    let field = first_of(part.keys, kind).map(|key| Filter::Field(key, Test::Filled));
    Filter::Any(field.into_iter().chain(part.kind.map(Filter::Held)).collect())
}

fn of_owner(owner: &Owner, book: &Book, kind: Kind, today: Option<&Today>) -> Filter {
    if schema::field_of(kind, key::OWNER).is_none() {
        return nothing();
    }
    match owner {
        Owner::Nobody => Filter::Not(Box::new(Filter::Field(key::OWNER, Test::Filled))),
        member => Filter::Field(key::OWNER, Test::Member(members(member, book, today))),
    }
}

/// Members who are meant: the asker, or those of whose name a word begins so.
fn members(meant: &Owner, book: &Book, today: Option<&Today>) -> Vec<u32> {
    match meant {
        Owner::Nobody => Vec::new(),
        Owner::Me => today.map(|today| today.me).into_iter().collect(),
        Owner::Named(name) => {
            let wanted = fold_name(name);
            let fits = |name: &str| {
                let mut words = name.match_indices(' ').map(|(at, _)| &name[at + 1..]);
                name.starts_with(&wanted) || words.any(|rest| rest.starts_with(&wanted))
            };
            let named = book.member_names().into_iter().filter(|(_, name)| fits(name));
            named.filter_map(|(number, _)| u32::try_from(number).ok()).collect()
        }
    }
}

fn of_text(keys: &[FieldKey], text: &str, exact: bool, kind: Kind) -> Filter {
    let Some(key) = first_of(keys, kind) else { return nothing() };
    let has = |text: &str| Filter::Field(key, Test::Has(text.to_owned()));
    match schema::field_of(kind, key).map(|spec| spec.shape) {
        Some(Shape::Link(_) | Shape::Relations(_)) => Filter::Named(key, text.to_owned()),
        Some(Shape::Tags | Shape::Choice(_)) if exact => Filter::Field(key, Test::Is(vec![text.to_owned()])),
        Some(Shape::Phones) if digits_of(text).is_some() => {
            Filter::Any([Some(text.to_owned()), digits_of(text)].iter().flatten().map(|text| has(text)).collect())
        }
        _ => has(text),
    }
}

/// The digits of what is written like a telephone number, if they differ from it.
pub(crate) fn digits_of(text: &str) -> Option<String> {
    looks_like_phone(text).then(|| phone_digits(text)).filter(|digits| digits != text)
}

fn of_days(keys: &[FieldKey], days: Days, kind: Kind, today: Option<&Today>) -> Filter {
    let (Some(key), Some(today)) = (first_of(keys, kind), today) else { return nothing() };
    let (from, to) = days.bounds(today.day);
    between(kind, key, from, to, today)
}

fn of_amount(key: FieldKey, least: Option<i64>, most: Option<i64>, kind: Kind) -> Filter {
    if schema::field_of(kind, key).is_none() {
        return nothing();
    }
    let tests = [least.map(Test::AtLeast), most.map(Test::AtMost)];
    Filter::All(tests.into_iter().flatten().map(|test| Filter::Field(key, test)).collect())
}

impl Query {
    /// Folded texts that occur in every record that fits, and those that occur in none: words, phrases, and what operators
    /// look for, so that few records are asked at all.
    pub(crate) fn needles(&self) -> (Vec<String>, Vec<String>) {
        let (mut with, mut without) = (Vec::new(), Vec::new());
        for term in &self.terms {
            let text = match &term.what {
                What::Word(text) | What::Phrase(text) => text,
                What::Field { text, .. } if !term.without => text,
                _ => continue,
            };
            let folded = fold(text).replace(char::is_control, " ");
            let folded = folded.trim();
            if !folded.is_empty() {
                if term.without { &mut without } else { &mut with }.push(folded.to_owned());
            }
        }
        (with, without)
    }

    /// Words that something else may stand for that resembles them.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.terms.iter().filter(|term| !term.without).filter_map(|term| match &term.what {
            What::Word(word) => Some(word.as_str()),
            _ => None,
        })
    }
}
