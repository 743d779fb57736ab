//! The filters of the lists behind the figures.

use crate::filter::{Filter, Test};
use crate::money::Currency;
use crate::record::RecordId;
use crate::recur::Day;
use crate::schema::{FieldKey, key};

pub(super) fn all(parts: impl IntoIterator<Item = Filter>) -> Filter {
    Filter::All(parts.into_iter().filter(|part| !part.is_none()).collect())
}

pub(super) fn not(filter: Filter) -> Filter {
    Filter::Not(Box::new(filter))
}

/// From this moment on, up to but not at that one.
pub(super) fn within(field: FieldKey, (from, until): (u64, u64)) -> Filter {
    let edge = |at: u64| i64::try_from(at).unwrap_or(i64::MAX);
    all([
        Filter::Field(field, Test::AtLeast(edge(from))),
        Filter::Field(field, Test::AtMost(edge(until).saturating_sub(1))),
    ])
}

/// On a day, whichever.
fn dated(field: FieldKey) -> Filter {
    Filter::Field(field, Test::From(String::new()))
}

/// On a day from this one on.
pub(super) fn since(field: FieldKey, day: Day) -> Filter {
    Filter::Field(field, Test::From(day.to_string()))
}

/// On a day before this one.
pub(super) fn before(field: FieldKey, day: Day) -> Filter {
    all([dated(field), not(since(field, day))])
}

/// Without a day.
pub(super) fn undated(field: FieldKey) -> Filter {
    not(dated(field))
}

pub(super) fn in_stages(stages: Vec<RecordId>) -> Filter {
    Filter::Field(key::STAGE, Test::Links(stages))
}

/// The amount is of this currency, or there is none.
pub(super) fn in_currency(currency: Currency) -> Filter {
    Filter::Any(vec![
        Filter::Field(key::AMOUNT, Test::Is(vec![currency.code().to_owned()])),
        not(Filter::Field(key::AMOUNT, Test::Filled)),
    ])
}

pub(super) fn one_of(field: FieldKey, words: Vec<String>) -> Filter {
    Filter::Field(field, Test::Is(words))
}

pub(super) fn empty(field: FieldKey) -> Filter {
    not(Filter::Field(field, Test::Filled))
}

/// It has a value, which is none of these words.
pub(super) fn another_word(field: FieldKey, words: Vec<String>) -> Filter {
    all([Filter::Field(field, Test::Filled), not(one_of(field, words))])
}
