//! One piece of the searched text: entries of one kind, one after the other.

use crate::book::Row;
use crate::schema::Kind;
use memchr::memmem::Finder;
use std::ops::Range;

/// Bytes of a segment, but for one with a single longer entry.
pub(super) const SEGMENT: usize = 1 << 20;
/// Entries of a segment, as a power of two: an entry's number is its segment's, then its place in it.
pub(super) const ENTRY_BITS: u32 = 14;

/// Bytes kept of where an entry begins.
const HEAD: usize = 8;

pub(super) struct Segment {
    pub(super) kind: Kind,
    text: String,
    /// End of each entry in `text`.
    ends: Vec<u32>,
    pub(super) rows: Vec<Row>,
    /// Letters and digits that occur in each entry: a single one is found without reading the text.
    letters: Vec<u64>,
    /// The first bytes of each entry: whether its name begins so is told without reading the text.
    heads: Vec<[u8; HEAD]>,
    /// How many of its entries the vocabulary has.
    pub(super) learnt: usize,
}

impl Segment {
    pub(super) fn new(kind: Kind, bytes: usize) -> Self {
        let text = String::with_capacity(bytes);
        Self { kind, text, ends: Vec::new(), rows: Vec::new(), letters: Vec::new(), heads: Vec::new(), learnt: 0 }
    }

    pub(super) fn has_room(&self, bytes: usize) -> bool {
        self.rows.len() < 1 << ENTRY_BITS && self.text.len() + bytes <= SEGMENT
    }

    pub(super) fn push(&mut self, row: Row, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len() as u32);
        self.rows.push(row);
        let mut head = [0; HEAD];
        head.iter_mut().zip(text.bytes()).for_each(|(head, byte)| *head = byte);
        self.heads.push(head);
        self.letters.push(text.bytes().filter_map(letter).fold(0, |all, letter| all | letter));
    }

    fn span(&self, at: usize) -> Range<usize> {
        let start = if at == 0 { 0 } else { self.ends[at - 1] as usize };
        start..self.ends[at] as usize
    }

    /// The text of an entry.
    pub(super) fn entry(&self, at: usize) -> &str {
        &self.text[self.span(at)]
    }

    /// Calls with each entry that begins with a text.
    pub(super) fn beginning(&self, text: &[u8], mut take: impl FnMut(usize)) {
        let head = &text[..text.len().min(HEAD)];
        let (mut wanted, mut mask) = ([0; HEAD], [0; HEAD]);
        wanted[..head.len()].copy_from_slice(head);
        mask[..head.len()].fill(u8::MAX);
        // As one number each: there are as many as entries.
        let (wanted, mask) = (u64::from_le_bytes(wanted), u64::from_le_bytes(mask));
        for (at, known) in self.heads.iter().enumerate() {
            if u64::from_le_bytes(*known) & mask == wanted && (text.len() <= HEAD || self.bytes(at).starts_with(text)) {
                take(at);
            }
        }
    }

    /// Calls with each entry that has a letter.
    pub(super) fn with_letter(&self, letter: u64, mut take: impl FnMut(usize)) {
        for (at, letters) in self.letters.iter().enumerate() {
            if letters & letter != 0 {
                take(at);
            }
        }
    }

    /// Calls with each entry that has a text.
    pub(super) fn with_text(&self, finder: &Finder<'_>, mut take: impl FnMut(usize)) {
        let (mut from, mut at) = (0usize, 0usize);
        while let Some(hit) = finder.find(&self.text.as_bytes()[from..]) {
            at += gallop(&self.ends[at..], from + hit);
            let Some(end) = self.ends.get(at) else {
                break;
            };
            take(at);
            from = *end as usize;
        }
    }

    /// Its bytes: unlike with text, nothing of it is read until somebody does, and most hits need no look at all.
    pub(super) fn bytes(&self, at: usize) -> &[u8] {
        &self.text.as_bytes()[self.span(at)]
    }

    pub(super) fn memory(&self) -> usize {
        self.text.capacity()
            + self.ends.capacity() * 4
            + self.rows.capacity() * 4
            + self.letters.capacity() * (8 + HEAD)
    }
}

/// The bit of a letter or digit; the text is folded, so there are 36.
pub(super) fn letter(byte: u8) -> Option<u64> {
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
