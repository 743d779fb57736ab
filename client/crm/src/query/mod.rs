//! What somebody types into a search box, as a closed tree: words, quoted phrases, what shall not occur, and operators
//! such as `tag:vip` or `due:<today`. Reading never fails: what is no operator is a word.
//!
//! `parse` reads, `lexicon` holds the words of each language, `days` the stretches of time, `compile` makes a filter of it.

mod compile;
mod days;
mod lexicon;
mod parse;
#[cfg(test)]
mod tests;

use crate::schema::{FieldKey, Kind};
pub(crate) use compile::digits_of;
pub use days::{Days, Unit, When};
use std::ops::Range;

/// Bytes of a query that are read; the rest is ignored.
pub const MAX_QUERY: usize = 1_000;
/// Terms of a query that are read; more are ignored.
pub const MAX_TERMS: usize = 16;

/// A query: all of its terms must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// In the order typed.
    pub terms: Vec<Term>,
}

/// One thing that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Which bytes of what was typed it stands for.
    pub span: Range<usize>,
    /// It must not hold: `-word`.
    pub without: bool,
    /// What.
    pub what: What,
}

/// What a term asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A word that occurs anywhere, or something that resembles it.
    Word(String),
    /// A text in quotes that occurs just so.
    Phrase(String),
    /// The record is in this state.
    Is(State),
    /// The record has this.
    Has(Part),
    /// Who looks after it.
    Owner(Owner),
    /// Whom a note of it mentions.
    Mentions(Owner),
    /// A text that occurs in the first of these fields that a kind of record has; `exact` if it was quoted.
    Field {
        /// The fields.
        keys: &'static [FieldKey],
        /// What occurs there.
        text: String,
        /// The whole value, where the field holds words rather than text.
        exact: bool,
    },
    /// A day of the first of these fields that a kind of record has.
    Day(&'static [FieldKey], Days),
    /// An amount in hundredths: at least, at most.
    Amount(FieldKey, Option<i64>, Option<i64>),
    /// An operator that is not typed to its end: it asks for nothing yet.
    Begun,
}

/// What was typed before a colon and is no operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownOperator {
    /// As typed, without the colon.
    pub typed: String,
    /// The operator that resembles it most.
    pub nearest: Option<&'static str>,
}

/// States of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// A task that is not done; a deal that goes on.
    Open,
    /// A task that is done.
    Done,
    /// A task that is done; a deal that was won or lost.
    Closed,
    /// A deal that was won.
    Won,
    /// A deal that was lost.
    Lost,
    /// Open, and its day has passed.
    Late,
    /// Its day is today.
    Today,
    /// The asker looks after it.
    Mine,
    /// It is of this kind.
    Kind(Kind),
    /// A field holds this word of its choices.
    Choice(FieldKey, &'static str),
}

/// What a record may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// A value in the first of these fields that its kind has,
    pub keys: &'static [FieldKey],
    /// or a record of this kind that points to it.
    pub kind: Option<Kind>,
}

/// Who looks after a record, or is meant in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owner {
    /// The asker.
    Me,
    /// Nobody.
    Nobody,
    /// A member whose name, or a word of it, begins so.
    Named(String),
}
