//! One piece of the searched text: entries of one kind, one after the other.

use super::words::Pattern;
use crate::book::Row;
use crate::schema::Kind;
use std::ops::Range;

/// Bytes of a segment, but for one with a single longer entry.
pub(super) const SEGMENT: usize = 1 << 20;
/// Entries of a segment, as a power of two: an entry's number is its segment's, then its place in it.
pub(super) const ENTRY_BITS: u32 = 14;

/// Letters and digits there are in folded text.
const LETTERS: u32 = 36;
/// Bytes kept of where an entry begins.
const HEAD: usize = 8;

pub(super) struct Segment {
    pub(super) kind: Kind,
    text: String,
    /// End of each entry in `text`.
    ends: Vec<u32>,
    pub(super) rows: Vec<Row>,
    /// See [`marks`]: what an entry does not hold is told without reading its text.
    pub(super) marks: Vec<u64>,
    /// The first bytes of each entry: whether its name begins so is told without reading the text.
    heads: Vec<u64>,
    /// How many of its entries the vocabulary has.
    pub(super) learnt: usize,
}

impl Segment {
    pub(super) fn new(kind: Kind, bytes: usize) -> Self {
        let text = String::with_capacity(bytes);
        Self { kind, text, ends: Vec::new(), rows: Vec::new(), marks: Vec::new(), heads: Vec::new(), learnt: 0 }
    }

    pub(super) fn has_room(&self, bytes: usize) -> bool {
        self.rows.len() < 1 << ENTRY_BITS && self.text.len() + bytes <= SEGMENT
    }

    pub(super) fn push(&mut self, row: Row, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len() as u32);
        self.rows.push(row);
        self.heads.push(head(text.as_bytes(), |byte| byte));
        self.marks.push(marks(text.as_bytes()));
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
        for_each_with(&self.heads, head(text, |_| u8::MAX), head(text, |byte| byte), |at| {
            if text.len() <= HEAD || self.bytes(at).starts_with(text) {
                take(at);
            }
        });
    }

    /// How many entries have these marks.
    pub(super) fn marked(&self, wanted: u64) -> usize {
        self.marks.iter().filter(|marks| **marks & wanted == wanted).count()
    }

    /// Calls with each entry that has a text.
    pub(super) fn with(&self, pattern: &Pattern, mut take: impl FnMut(usize)) {
        // Where most may have it, they are read one after the other sooner than each by itself.
        if !pattern.is_told && self.marked(pattern.marks) * 2 > self.rows.len() {
            return self.with_text(pattern, take);
        }
        for_each_with(&self.marks, pattern.marks, pattern.marks, |at| {
            if pattern.is_told || pattern.find(self.bytes(at)).is_some() {
                take(at);
            }
        });
    }

    fn with_text(&self, pattern: &Pattern, mut take: impl FnMut(usize)) {
        let (mut from, mut at) = (0usize, 0usize);
        while let Some(hit) = pattern.find(&self.text.as_bytes()[from..]) {
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
        self.text.capacity() + self.ends.capacity() * 4 + self.rows.capacity() * 4 + self.marks.capacity() * (8 + HEAD)
    }
}

/// The first bytes of a text as one number, each as it is turned; of a shorter one zeros behind.
fn head(text: &[u8], turned: impl Fn(u8) -> u8) -> u64 {
    let mut head = [0; HEAD];
    head.iter_mut().zip(text).for_each(|(head, byte)| *head = turned(*byte));
    u64::from_le_bytes(head)
}

/// Calls with the place of each number that has these bits of `mask`. Few do, so that most blocks are told by one glance, in
/// which the processor compares several at a time.
fn for_each_with(numbers: &[u64], mask: u64, bits: u64, mut take: impl FnMut(usize)) {
    const BLOCK: usize = 32;
    for (block, numbers) in numbers.chunks(BLOCK).enumerate() {
        if numbers.iter().fold(false, |any, number| any | (number & mask == bits)) {
            let fits = numbers.iter().enumerate().filter(|(_, number)| **number & mask == bits);
            fits.for_each(|(at, _)| take(block * BLOCK + at));
        }
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

/// Which letters and digits occur in a text, and, a few as one, which digits stand beside each other: whatever holds a text
/// has its marks.
pub(super) fn marks(text: &[u8]) -> u64 {
    let (mut all, mut before) = (0_u64, None);
    for byte in text {
        all |= letter(*byte).unwrap_or_default();
        let digit = byte.is_ascii_digit().then(|| u32::from(byte - b'0'));
        if let (Some(before), Some(digit)) = (before, digit) {
            all |= 1_u64 << (LETTERS + (before * 10 + digit) % (u64::BITS - LETTERS));
        }
        before = digit;
    }
    all
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
