//! Search as you type: all words must occur, anywhere in the record, in the names of what it points to or in those of its
//! files.
//!
//! One folded text of all records, in segments of one kind each; each entry begins with the record's name. A word of letters
//! is looked for among the distinct words of the text, which know their entries; any other, as a number or a single letter,
//! in the entries whose marks say that they may hold it, with `memmem` at memory speed. Of several words that are known the
//! entries are intersected; other words are looked for only in the entries hit. A changed record's entry is marked dead and
//! a new one appended; when half is dead everything is built anew.

use crate::book::{Book, Row};
use crate::filter::Filter;
use crate::fold::{fold, fold_into, phone_digits};
use crate::peek::RecordRef;
use crate::schema::{FieldKey, Kind, key};
use crate::vocabulary::Vocabulary;
use segment::{ENTRY_BITS, SEGMENT, Segment};
use std::collections::HashMap;

mod finding;
mod segment;
#[cfg(test)]
mod tests;
mod words;

pub(crate) use words::Words;

const DEAD: u32 = u32::MAX;
/// Rows built at once from which on it is worth while to give back what was reserved.
const MANY: usize = 1_000;
/// Changed records that are read again before a filter is asked, so that it may ask the text first.
const FEW_CHANGES: usize = 256;
/// Names of files by which one record is found; of more, the others.
const MAX_FILES: usize = 1_000;

/// A set of rows, one bit each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RowSet(Vec<u64>);

impl RowSet {
    pub(crate) fn new(rows: usize) -> Self {
        Self(vec![0; rows.div_ceil(64)])
    }

    pub(crate) fn insert(&mut self, row: Row) {
        if let Some(word) = self.0.get_mut(row as usize / 64) {
            *word |= 1 << (row % 64);
        }
    }

    /// The rows, ascending.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Row> + '_ {
        (0..).zip(&self.0).flat_map(|(at, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| left.trailing_zeros())?;
                left &= left - 1;
                Some(at * 64 + bit)
            })
        })
    }

    /// The rows, descending.
    pub(crate) fn iter_back(&self) -> impl Iterator<Item = Row> + '_ {
        self.0.iter().enumerate().rev().flat_map(|(at, word)| {
            let (first, mut left) = (at as Row * 64, *word);
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| 63 - left.leading_zeros())?;
                left ^= 1 << bit;
                Some(first + bit)
            })
        })
    }

    /// Keeps what another set has too.
    pub(crate) fn intersect(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word &= other);
    }

    /// Keeps what is wanted.
    pub(crate) fn retain(&mut self, wanted: impl Fn(Row) -> bool) {
        for (at, word) in (0..).zip(&mut self.0) {
            let mut left = *word;
            while left != 0 {
                let bit = left.trailing_zeros();
                left &= left - 1;
                if !wanted(at * 64 + bit) {
                    *word &= !(1 << bit);
                }
            }
        }
    }

    pub(crate) fn contains(&self, row: Row) -> bool {
        self.0.get(row as usize / 64).is_some_and(|word| word & (1 << (row % 64)) != 0)
    }
}

/// How far the text is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Prepared {
    /// Rows indexed.
    pub done: usize,
    /// Rows in all.
    pub total: usize,
}

#[derive(Default)]
pub(crate) struct Haystack {
    segments: Vec<Segment>,
    /// The segment of each kind that entries are appended to.
    open: HashMap<Kind, usize>,
    /// The live entry of each row.
    entry_of: Vec<u32>,
    entries: u32,
    dead: u32,
    built: usize,
    pending: Vec<Row>,
    pub(crate) vocabulary: Vocabulary,
}

impl Haystack {
    /// Whether most of the text is of records as they were once.
    fn is_wasteful(&self) -> bool {
        self.dead > (self.entries - self.dead).max(1_024)
    }

    /// Whether the text is of all records as they are, but for so many changes.
    fn is_current(&self, rows: usize, changes: usize) -> bool {
        self.built > 0 && rows - self.built + self.pending.len() <= changes
    }

    pub(crate) fn touch(&mut self, row: Row) {
        if (row as usize) < self.built {
            if let Some(entry) = self.entry_of.get_mut(row as usize)
                && *entry != DEAD
            {
                *entry = DEAD;
                self.dead += 1;
            }
            self.pending.push(row);
        }
    }

    /// Indexes at most `rows` more rows.
    pub(crate) fn build(&mut self, book: &Book, rows: usize) -> Prepared {
        if self.is_wasteful() {
            *self = Self::default();
        }
        let total = book.rows_len();
        let to = self.built.saturating_add(rows).min(total);
        self.entry_of.resize(total, DEAD);
        let mut text = String::new();
        let mut names = HashMap::new();
        for row in self.built..to {
            self.append(book, row as Row, &mut text, &mut names);
        }
        let many = to - self.built >= MANY;
        self.built = to;
        for row in std::mem::take(&mut self.pending) {
            // A row touched twice is appended once.
            if self.entry_of.get(row as usize) == Some(&DEAD) {
                self.append(book, row, &mut text, &mut names);
            }
        }
        self.learn();
        if many && to == total {
            self.vocabulary.shrink();
        }
        Prepared { done: self.built, total }
    }

    fn append(&mut self, book: &Book, row: Row, text: &mut String, names: &mut HashMap<Row, String>) {
        let Some(record) = book.peek(row).filter(|_| !book.is_hidden(row)) else { return };
        if !record.kind().is_worked_with() {
            return;
        }
        text.clear();
        entry_text(book, &record, text);
        for target in record.targets() {
            let Some(target) = book.row_of(&target).filter(|row| !book.is_hidden(*row)) else { continue };
            let name = names
                .entry(target)
                .or_insert_with(|| book.peek(target).map(|target| fold(&target.name())).unwrap_or_default());
            push_clean(name, text);
        }
        let files = book.rows_to(row).filter(|row| book.kind_of(*row) == Some(Kind::File)).take(MAX_FILES);
        for file in files.filter_map(|row| book.peek(row)) {
            push_folded(file.text(key::NAME), text);
            text.push('\n');
        }
        let at = self.segment_for(record.kind(), text.len());
        if let Some(segment) = self.segments.get_mut(at) {
            self.entry_of[row as usize] = (at as u32) << ENTRY_BITS | segment.rows.len() as u32;
            segment.push(row, text);
            self.entries += 1;
        }
    }

    /// The segment of a kind with room for so many bytes. A kind's first one grows with it: many kinds have few records.
    fn segment_for(&mut self, kind: Kind, bytes: usize) -> usize {
        let open = self.open.get(&kind).copied();
        if let Some(at) = open.filter(|at| self.segments[*at].has_room(bytes)) {
            return at;
        }
        let reserved = if open.is_some() { SEGMENT.max(bytes) } else { bytes };
        self.segments.push(Segment::new(kind, reserved));
        self.open.insert(kind, self.segments.len() - 1);
        self.segments.len() - 1
    }

    /// Reads into the vocabulary what was appended since.
    fn learn(&mut self) {
        for (number, segment) in (0..).zip(&mut self.segments) {
            for at in segment.learnt..segment.rows.len() {
                self.vocabulary.add(number << ENTRY_BITS | at as u32, segment.entry(at));
            }
            segment.learnt = segment.rows.len();
        }
    }

    pub(crate) fn memory(&self) -> usize {
        let segments: usize = self.segments.iter().map(Segment::memory).sum();
        segments + self.vocabulary.memory() + self.entry_of.capacity() * 4 + self.pending.capacity() * 4
    }
}

/// Everything of a record that can be found, folded, one text a line, the name first. What is masked is not found.
fn entry_text(book: &Book, record: &RecordRef<'_>, out: &mut String) {
    push_folded(&record.name(), out);
    out.push('\n');
    record.for_each_text(|field, text| match field {
        _ if in_name(record.kind(), field) || book.is_masked(record.kind(), field) => {}
        key::PHONES => {
            push_folded(text, out);
            out.push('\n');
            out.push_str(&phone_digits(text));
            out.push('\n');
        }
        _ => {
            push_folded(text, out);
            out.push('\n');
        }
    });
    out.push('\n');
}

/// Whether a field is a part of its record's name.
fn in_name(kind: Kind, field: FieldKey) -> bool {
    match kind {
        Kind::Person => {
            matches!(field, key::PREFIX | key::GIVEN | key::MIDDLE | key::FAMILY | key::SUFFIX)
        }
        _ => field == key::NAME,
    }
}

fn push_folded(text: &str, out: &mut String) {
    if text.bytes().any(|b| b.is_ascii_control()) {
        fold_into(&text.replace(|c: char| c.is_control(), " "), out);
    } else {
        fold_into(text, out);
    }
}

fn push_clean(folded: &str, out: &mut String) {
    out.extend(folded.chars().map(|c| if c.is_control() { ' ' } else { c }));
    out.push('\n');
}

impl Book {
    /// Builds up to `rows` rows of what search needs; call in slices after opening a large vault. Searching before it
    /// is done builds the rest at once.
    pub fn prepare_search(&mut self, rows: usize) -> Prepared {
        let mut haystack = std::mem::take(&mut self.haystack);
        let prepared = haystack.build(self, rows);
        self.haystack = haystack;
        prepared
    }

    /// Reads the few records that were changed since somebody searched. If nobody has, or much was changed, nothing is read.
    pub(crate) fn renew_search(&mut self) {
        if self.haystack.is_current(self.rows_len(), FEW_CHANGES) && !self.haystack.is_wasteful() {
            self.prepare_search(usize::MAX);
        }
    }

    /// Rows that have one of the words that a filter asks for in their text, those that fit among them; `None` if it does not
    /// ask for words, or if the text is not there.
    pub(crate) fn rows_with_words(&self, filter: &Filter, kind: Kind) -> Option<Vec<Row>> {
        if !kind.is_worked_with() || !self.haystack.is_current(self.rows_len(), 0) {
            return None;
        }
        let mut rows: Vec<Row> = Vec::new();
        for word in filter.words(kind)? {
            rows.extend(self.haystack.find(&Words::new(vec![word], Vec::new()), Some(kind)).iter());
        }
        Some(rows)
    }

    /// Rows that hold these words; asked for one kind, rows of others may be among them.
    pub(crate) fn search_rows(&mut self, words: &Words, kind: Option<Kind>) -> RowSet {
        self.prepare_search(usize::MAX);
        self.haystack.find(words, kind)
    }

    /// Of a set, the rows whose kind is wanted.
    pub(crate) fn rows_of_kinds<'a>(
        &'a self,
        set: &'a RowSet,
        wanted: impl Fn(Kind) -> bool + 'a,
    ) -> impl Iterator<Item = Row> + 'a {
        set.iter().filter(move |row| self.shown_kind_of(*row).is_some_and(&wanted))
    }
}
