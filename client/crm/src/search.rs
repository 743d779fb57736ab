//! Search as you type: all words must occur, anywhere in the record.
//!
//! One folded text of all records, in segments. The longest word is found with `memmem` at memory speed, the other
//! words are looked for only in the entries it hit. A changed record's entry is marked dead and a new one appended;
//! when half is dead everything is built anew.

use crate::book::{Book, Row};
use crate::fold::{fold, fold_into, looks_like_phone, phone_digits};
use crate::peek::RecordRef;
use crate::schema::key;
use memchr::memmem::Finder;
use std::collections::HashMap;

const SEGMENT: usize = 1 << 20;
const DEAD: u32 = u32::MAX;
/// Words looked for; more are ignored.
const MAX_WORDS: usize = 16;

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

    pub(crate) fn contains(&self, row: Row) -> bool {
        self.0.get(row as usize / 64).is_some_and(|word| word & (1 << (row % 64)) != 0)
    }
}

#[derive(Default)]
struct Segment {
    text: Vec<u8>,
    /// End of each entry in `text`.
    ends: Vec<u32>,
    rows: Vec<Row>,
    /// Letters and digits that occur in each entry: a single one is found without reading the text.
    letters: Vec<u64>,
    /// Number of its first entry among all.
    first: u32,
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
    /// The live entry of each row.
    entry_of: Vec<u32>,
    entries: u32,
    dead: u32,
    built: usize,
    pending: Vec<Row>,
}

/// The words of a query, folded; each with its digits if it is written like a telephone number.
pub(crate) struct Words(Vec<(String, Option<String>)>);

impl Words {
    pub(crate) fn new(query: &str) -> Self {
        let folded = fold(query).replace(|c: char| c.is_control(), " ");
        let mut words: Vec<(String, Option<String>)> = folded
            .split_whitespace()
            .take(MAX_WORDS)
            .map(|word| {
                let digits = looks_like_phone(word).then(|| phone_digits(word)).filter(|digits| digits != word);
                (word.to_owned(), digits)
            })
            .collect();
        words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        Self(words)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether all words occur in one folded entry.
    pub(crate) fn all_in(&self, entry: &[u8]) -> bool {
        let has = |needle: &str| memchr::memmem::find(entry, needle.as_bytes()).is_some();
        self.0.iter().all(|(word, digits)| has(word) || digits.as_deref().is_some_and(has))
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
        self.built = to;
        for row in std::mem::take(&mut self.pending) {
            // A row touched twice is appended once.
            if self.entry_of.get(row as usize) == Some(&DEAD) {
                self.append(book, row, &mut text, &mut names);
            }
        }
        Prepared { done: self.built, total }
    }

    fn append(&mut self, book: &Book, row: Row, text: &mut String, names: &mut HashMap<Row, String>) {
        let Some(record) = book.peek(row) else { return };
        if !record.kind().is_worked_with() {
            return;
        }
        text.clear();
        entry_text(&record, text);
        if let Some(main) = book.main_row(row) {
            let name =
                names.entry(main).or_insert_with(|| book.peek(main).map(|main| fold(&main.name())).unwrap_or_default());
            push_clean(name, text);
        }
        if self.segments.last().is_none_or(|segment| segment.text.len() + text.len() > SEGMENT) {
            let text = Vec::with_capacity(SEGMENT.max(text.len()));
            self.segments.push(Segment { text, first: self.entries, ..Segment::default() });
        }
        if let Some(segment) = self.segments.last_mut() {
            segment.text.extend_from_slice(text.as_bytes());
            segment.ends.push(segment.text.len() as u32);
            segment.rows.push(row);
            segment.letters.push(text.bytes().filter_map(letter).fold(0, |all, letter| all | letter));
            self.entry_of[row as usize] = self.entries;
            self.entries += 1;
        }
    }

    /// Rows in which all words occur.
    pub(crate) fn find(&self, words: &Words) -> RowSet {
        let mut found = RowSet::new(self.entry_of.len());
        if let Some((longest, digits)) = words.0.first() {
            for needle in std::iter::once(longest).chain(digits) {
                self.scan(needle, &mut found, |entry| words.0.len() == 1 || words.all_in(entry));
            }
        }
        found
    }

    fn scan(&self, needle: &str, found: &mut RowSet, fits: impl Fn(&[u8]) -> bool) {
        match needle.as_bytes() {
            [byte] if let Some(letter) = letter(*byte) => self.scan_letter(letter, found, fits),
            needle => self.scan_text(needle, found, fits),
        }
    }

    fn scan_letter(&self, letter: u64, found: &mut RowSet, fits: impl Fn(&[u8]) -> bool) {
        for segment in &self.segments {
            for (entry, letters) in segment.letters.iter().enumerate() {
                if letters & letter != 0 {
                    self.take(segment, entry, found, &fits);
                }
            }
        }
    }

    fn scan_text(&self, needle: &[u8], found: &mut RowSet, fits: impl Fn(&[u8]) -> bool) {
        let finder = Finder::new(needle);
        for segment in &self.segments {
            let (mut at, mut entry) = (0usize, 0usize);
            while let Some(hit) = finder.find(&segment.text[at..]) {
                entry += gallop(&segment.ends[entry..], at + hit);
                let Some(end) = segment.ends.get(entry) else {
                    break;
                };
                self.take(segment, entry, found, &fits);
                at = *end as usize;
            }
        }
    }

    /// Takes an entry's row if the entry is the row's live one and fits.
    fn take(&self, segment: &Segment, entry: usize, found: &mut RowSet, fits: &impl Fn(&[u8]) -> bool) {
        let row = segment.rows[entry];
        if self.entry_of.get(row as usize) == Some(&(segment.first + entry as u32)) {
            let start = if entry == 0 { 0 } else { segment.ends[entry - 1] as usize };
            if fits(&segment.text[start..segment.ends[entry] as usize]) {
                found.insert(row);
            }
        }
    }

    pub(crate) fn memory(&self) -> usize {
        let segments: usize = self
            .segments
            .iter()
            .map(|s| s.text.capacity() + s.ends.capacity() * 4 + s.rows.capacity() * 4 + s.letters.capacity() * 8)
            .sum();
        segments + self.entry_of.capacity() * 4 + self.pending.capacity() * 4
    }
}

/// The bit of a letter or digit; the text is folded, so there are 36.
fn letter(byte: u8) -> Option<u64> {
    match byte {
        b'a'..=b'z' => Some(1 << (byte - b'a')),
        b'0'..=b'9' => Some(1 << (26 + byte - b'0')),
        _ => None,
    }
}

/// How many entries end at or before `position`: looked for in growing steps, since hits are often close.
fn gallop(ends: &[u32], position: usize) -> usize {
    let mut step = 1;
    while step < ends.len() && ends[step - 1] as usize <= position {
        step *= 2;
    }
    let low = step / 2;
    low + ends[low..step.min(ends.len())].partition_point(|end| *end as usize <= position)
}

/// Everything of a record that can be found, folded, one text a line.
pub(crate) fn entry_text(record: &RecordRef<'_>, out: &mut String) {
    record.for_each_text(|field, text| match field {
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

    pub(crate) fn search_rows(&mut self, words: &Words) -> RowSet {
        self.prepare_search(usize::MAX);
        self.haystack.find(words)
    }
}
