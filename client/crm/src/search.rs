//! Search as you type: all words must occur, anywhere in the record, in the names of what it points to or in those of its
//! files.
//!
//! One folded text of all records, in segments of one kind each; each entry begins with the record's name. A word of letters
//! is looked for among the distinct words of the text, which know their entries; any other, as a number or a single letter,
//! with `memmem` at memory speed in the segments of the kind that is asked for. The other words of a search are looked for
//! only in the entries hit. A changed record's entry is marked dead and a new one appended; when half is dead everything is
//! built anew.

use crate::book::{Book, Row};
use crate::fold::{fold, fold_into, phone_digits};
use crate::peek::RecordRef;
use crate::query::{Query, digits_of};
use crate::schema::{FieldKey, Kind, key};
use crate::vocabulary::Vocabulary;
use memchr::memmem::Finder;
use segment::{ENTRY_BITS, SEGMENT, Segment, letter};
use std::collections::HashMap;

mod segment;

const DEAD: u32 = u32::MAX;
/// Rows built at once from which on it is worth while to give back what was reserved.
const MANY: usize = 1_000;
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

/// A folded text that is looked for, and its digits if it is written like a telephone number.
struct Needle(String, Option<String>);

impl Needle {
    fn new(text: String) -> Self {
        let digits = digits_of(&text);
        Self(text, digits)
    }

    /// What finds it.
    fn either(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.0.as_str()).chain(self.1.as_deref())
    }

    fn is_in(&self, entry: &[u8]) -> bool {
        self.either().any(|text| memchr::memmem::find(entry, text.as_bytes()).is_some())
    }
}

/// Texts that must all occur, the longest first, and texts that must not.
pub(crate) struct Words {
    with: Vec<Needle>,
    without: Vec<Needle>,
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
        self.with.iter().all(|needle| needle.is_in(entry)) && !self.without.iter().any(|needle| needle.is_in(entry))
    }
}

impl Haystack {
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
        if self.dead > (self.entries - self.dead).max(1_024) {
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

    /// Rows in which all words occur, and none that must not. Asked for one kind, rows of others may be among them.
    pub(crate) fn find(&self, words: &Words, kind: Option<Kind>) -> RowSet {
        let mut found = RowSet::new(self.entry_of.len());
        let alone = words.with.len() == 1 && words.without.is_empty();
        let known = words.with.iter().filter_map(|needle| self.vocabulary.holding(&needle.0));
        if let Some(rarest) = known.min_by_key(|holding| self.vocabulary.uses(holding)) {
            let entries = rarest.iter().flat_map(|word| self.vocabulary.entries(*word));
            for entry in entries {
                self.take(entry, kind, &mut found, |entry| alone || words.fit(entry));
            }
            return found;
        }
        if let Some(longest) = words.with.first() {
            for text in longest.either() {
                self.scan(text, kind, &mut found, |entry| alone || words.fit(entry));
            }
            return found;
        }
        // Without a word that must occur: all but those in which one that must not does.
        let mut others = RowSet::new(self.entry_of.len());
        for text in words.without.iter().flat_map(Needle::either) {
            self.scan(text, kind, &mut others, |_| true);
        }
        let live = (0..).zip(&self.entry_of).filter(|(_, entry)| **entry != DEAD).map(|(row, _)| row);
        live.filter(|row| !others.contains(*row)).for_each(|row| found.insert(row));
        found
    }

    fn scan(&self, needle: &str, kind: Option<Kind>, found: &mut RowSet, fits: impl Fn(&[u8]) -> bool) {
        let finder = Finder::new(needle.as_bytes());
        let single = match needle.as_bytes() {
            [byte] => letter(*byte),
            _ => None,
        };
        let wanted = |segment: &&Segment| kind.is_none_or(|kind| segment.kind == kind);
        for (number, segment) in (0..).zip(&self.segments).filter(|(_, segment)| wanted(segment)) {
            let take = |at: usize| self.take(number << ENTRY_BITS | at as u32, kind, found, &fits);
            match single {
                Some(letter) => segment.with_letter(letter, take),
                None => segment.with_text(&finder, take),
            }
        }
    }

    /// Takes an entry's row if the entry is the row's live one, of the kind that is asked for, and fits.
    fn take(&self, entry: u32, kind: Option<Kind>, found: &mut RowSet, fits: impl Fn(&[u8]) -> bool) {
        let Some((segment, at)) = self.place(entry) else { return };
        let row = segment.rows[at];
        let wanted = kind.is_none_or(|kind| segment.kind == kind) && !found.contains(row);
        if wanted && self.entry_of.get(row as usize) == Some(&entry) && fits(segment.bytes(at)) {
            found.insert(row);
        }
    }

    fn place(&self, entry: u32) -> Option<(&Segment, usize)> {
        let segment = self.segments.get((entry >> ENTRY_BITS) as usize)?;
        let at = (entry & ((1 << ENTRY_BITS) - 1)) as usize;
        (at < segment.rows.len()).then_some((segment, at))
    }

    /// Rows whose text begins so, as records do with their names.
    pub(crate) fn beginning(&self, text: &str) -> RowSet {
        let mut found = RowSet::new(self.entry_of.len());
        for (number, segment) in (0..).zip(&self.segments) {
            segment.beginning(text.as_bytes(), |at| {
                self.take(number << ENTRY_BITS | at as u32, None, &mut found, |_| true);
            });
        }
        found
    }

    /// The row and text of an entry, if it is a live one.
    pub(crate) fn entry(&self, entry: u32) -> Option<(Row, &str)> {
        let (segment, at) = self.place(entry)?;
        let row = segment.rows[at];
        (self.entry_of.get(row as usize) == Some(&entry)).then(|| (row, segment.entry(at)))
    }

    /// The text of a row's entry; empty if it has none.
    pub(crate) fn text_of(&self, row: Row) -> &str {
        let entry = self.entry_of.get(row as usize).copied().unwrap_or(DEAD);
        self.entry(entry).map_or("", |(_, text)| text)
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
