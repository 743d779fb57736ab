//! What is looked for in the searched text: texts that must all occur, and texts that must not.

use super::segment::{letter, marks};
use crate::query::{Query, digits_of};
use memchr::memmem::Finder;

/// One folded text, ready to be looked for many times.
pub(super) struct Pattern {
    finder: Finder<'static>,
    /// What every text that holds it has among its marks.
    pub(super) marks: u64,
    /// The marks tell whether it occurs.
    pub(super) is_told: bool,
}

impl Pattern {
    fn new(text: &str) -> Self {
        let is_told = matches!(text.as_bytes(), [byte] if letter(*byte).is_some());
        Self { finder: Finder::new(text.as_bytes()).into_owned(), marks: marks(text.as_bytes()), is_told }
    }

    pub(super) fn find(&self, text: &[u8]) -> Option<usize> {
        self.finder.find(text)
    }
}

/// A folded text that is looked for, and its digits if it is written like a telephone number.
pub(super) struct Needle {
    pub(super) text: String,
    as_typed: Pattern,
    digits: Option<Pattern>,
}

impl Needle {
    fn new(text: String) -> Self {
        let digits = digits_of(&text).map(|digits| Pattern::new(&digits));
        Self { as_typed: Pattern::new(&text), digits, text }
    }

    /// What finds it.
    pub(super) fn either(&self) -> impl Iterator<Item = &Pattern> {
        std::iter::once(&self.as_typed).chain(&self.digits)
    }

    /// Whether the marks of a text that holds it may be these.
    pub(super) fn may_have(&self, marks: u64) -> bool {
        self.either().any(|pattern| marks & pattern.marks == pattern.marks)
    }

    /// Whether it has marks at all: letters of other scripts have none, and are found soonest by reading on.
    pub(super) fn is_marked(&self) -> bool {
        self.either().all(|pattern| pattern.marks != 0)
    }

    /// Whether its own marks tell that a text holds it.
    pub(super) fn is_told(&self) -> bool {
        self.digits.is_none() && self.as_typed.is_told
    }

    fn is_in(&self, entry: &[u8]) -> bool {
        self.either().any(|pattern| pattern.find(entry).is_some())
    }
}

/// Texts that must all occur, the longest first, and texts that must not.
pub(crate) struct Words {
    pub(super) with: Vec<Needle>,
    pub(super) without: Vec<Needle>,
}

impl Words {
    pub(crate) fn of(query: &Query) -> Self {
        let (with, without) = query.needles();
        Self::new(with, without)
    }

    pub(crate) fn new(mut with: Vec<String>, without: Vec<String>) -> Self {
        with.sort_by_key(|text| std::cmp::Reverse(text.len()));
        let needles = |texts: Vec<String>| texts.into_iter().map(Needle::new).collect();
        Self { with: needles(with), without: needles(without) }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.with.is_empty() && self.without.is_empty()
    }

    /// Whether a text has all that must occur, and nothing must not: then so has whatever it is a part of.
    pub(crate) fn are_all_in(&self, text: &str) -> bool {
        self.without.is_empty() && self.with.iter().all(|needle| needle.is_in(text.as_bytes()))
    }

    /// Whether one folded entry has what it must, and nothing else.
    pub(crate) fn fit(&self, entry: &[u8]) -> bool {
        self.fit_but(&[], entry)
    }

    /// Whether nothing else is to be known of an entry that has these of the texts that must occur.
    pub(super) fn are_told_by(&self, told: &[usize]) -> bool {
        told.len() == self.with.len() && self.without.is_empty()
    }

    /// The same as [`fit`](Self::fit), where the entry is known to have some of the texts that must occur.
    pub(super) fn fit_but(&self, told: &[usize], entry: &[u8]) -> bool {
        let mut with = self.with.iter().enumerate();
        with.all(|(at, needle)| told.contains(&at) || needle.is_in(entry))
            && !self.without.iter().any(|needle| needle.is_in(entry))
    }
}
