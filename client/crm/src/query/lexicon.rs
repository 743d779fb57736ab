//! The words that operators are made of. Another language is another [`Lexicon`]; nothing else knows a word. What is typed
//! may be of any language, whichever the page speaks: the first one that knows a word decides.

mod english;
mod german;
#[cfg(test)]
mod tests;

use super::{Part, State, When};
use crate::near::Near;
use crate::schema::{FieldKey, Kind, key};
use english::ENGLISH;
use german::GERMAN;

/// Every language.
static LANGUAGES: [Lexicon; 2] = [ENGLISH, GERMAN];

/// The words of one language, folded, without blanks and hyphens.
struct Lexicon {
    /// Operators by name: what stands before the colon.
    operators: &'static [(&'static str, Operator)],
    /// What stands after `is:`.
    states: &'static [(&'static str, State)],
    /// What stands after `has:` beside the names of fields.
    parts: &'static [(&'static str, Part)],
    /// What stands for days.
    days: &'static [(&'static str, When)],
    /// The asker.
    me: &'static [&'static str],
    /// Nobody.
    nobody: &'static [&'static str],
    /// Operators that are written with other letters than they are folded to.
    written: &'static [(&'static str, &'static str)],
}

/// What an operator looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Is,
    Has,
    Owner,
    Mentions,
    Text(&'static [FieldKey]),
    Day(&'static [FieldKey]),
    Amount(FieldKey),
}

impl Operator {
    /// The fields it looks at.
    fn keys(self) -> &'static [FieldKey] {
        match self {
            Self::Text(keys) | Self::Day(keys) => keys,
            Self::Owner => &[key::OWNER],
            Self::Amount(_) => &[key::AMOUNT],
            Self::Is | Self::Has | Self::Mentions => &[],
        }
    }
}

/// A list of words of a language, with what they stand for.
type Table<T> = fn(&Lexicon) -> &'static [(&'static str, T)];

fn operators(lexicon: &Lexicon) -> &'static [(&'static str, Operator)] {
    lexicon.operators
}

fn states(lexicon: &Lexicon) -> &'static [(&'static str, State)] {
    lexicon.states
}

fn parts(lexicon: &Lexicon) -> &'static [(&'static str, Part)] {
    lexicon.parts
}

fn days(lexicon: &Lexicon) -> &'static [(&'static str, When)] {
    lexicon.days
}

/// What a word stands for.
fn of<T: Copy + 'static>(table: Table<T>, name: &str) -> Option<T> {
    let mut words = LANGUAGES.iter().flat_map(table);
    words.find(|(known, _)| *known == name).map(|(_, what)| *what)
}

/// Whether a word of any language begins so.
fn begins<T: 'static>(table: Table<T>, name: &str) -> bool {
    LANGUAGES.iter().flat_map(table).any(|(known, _)| known.starts_with(name))
}

/// What stands before a colon.
pub(super) fn operator(name: &str) -> Option<Operator> {
    of(operators, name)
}

/// What stands after `is:`.
pub(super) fn state(name: &str) -> Option<State> {
    of(states, name)
}

/// Whether `is:` may be followed by something that begins so.
pub(super) fn begins_state(name: &str) -> bool {
    begins(states, name)
}

/// What `has:` may be followed by: a part, or any field.
pub(super) fn part(name: &str) -> Option<Part> {
    let field = || operator(name).map(Operator::keys).filter(|keys| !keys.is_empty());
    of(parts, name).or_else(|| field().map(|keys| Part { keys, kind: None }))
}

/// Whether `has:` may be followed by something that begins so.
pub(super) fn begins_part(name: &str) -> bool {
    begins(parts, name) || begins(operators, name)
}

/// A stretch of days by its name.
pub(super) fn day(name: &str) -> Option<When> {
    of(days, name)
}

/// Whether the name of a stretch of days begins so.
pub(super) fn begins_day(name: &str) -> bool {
    begins(days, name)
}

/// Whether a word stands for the asker.
pub(super) fn is_me(name: &str) -> bool {
    LANGUAGES.iter().any(|lexicon| lexicon.me.contains(&name))
}

/// Whether a word stands for nobody.
pub(super) fn is_nobody(name: &str) -> bool {
    LANGUAGES.iter().any(|lexicon| lexicon.nobody.contains(&name))
}

/// The operator that a name resembles most, as it is written; of equal ones the first.
pub(super) fn nearest_operator(name: &str) -> Option<&'static str> {
    let near = Near::new(name, false)?;
    let all = LANGUAGES.iter().flat_map(|lexicon| lexicon.operators.iter().map(move |(known, _)| (lexicon, *known)));
    let alike = all.filter_map(|(lexicon, known)| Some((near.likeness(known)?, lexicon, known)));
    let (_, lexicon, known) = alike.min_by_key(|(likeness, ..)| *likeness)?;
    let written = lexicon.written.iter().find(|(folded, _)| *folded == known);
    Some(written.map_or(known, |(_, written)| *written))
}

const fn held(kind: Kind) -> Part {
    Part { keys: &[], kind: Some(kind) }
}
