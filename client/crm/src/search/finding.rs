//! Finding the rows whose text holds what is looked for: by the distinct words of the text where these know, else by the
//! marks of each entry, and by its text where marks do not tell.

use super::segment::{ENTRY_BITS, Segment};
use super::words::{Needle, Words};
use super::{DEAD, Haystack, RowSet};
use crate::book::Row;
use crate::schema::Kind;
use crate::vocabulary::runs;

/// Of rows that may fit, so many times more than are wanted are not all looked at.
const MANY_MORE: usize = 4;
/// Texts with a second word are listed beside those with the rarest, if there are so many times more at most: of more, it is
/// sooner read which of them have it.
const WORTH_LISTING: usize = 8;

/// Words of the vocabulary of which every text has one that holds what is looked for.
struct Known {
    words: Vec<u32>,
    /// How often they occur.
    uses: usize,
    /// The needle that every text with such a word holds.
    told: Option<usize>,
}

/// Rows that hold what the vocabulary knows of a search.
struct Listed {
    rows: RowSet,
    /// Needles that all of them hold.
    told: Vec<usize>,
}

impl Haystack {
    /// Rows in which all words occur, and none that must not. Asked for one kind, rows of others may be among them.
    pub(crate) fn find(&self, words: &Words, kind: Option<Kind>) -> RowSet {
        if let Some(Listed { mut rows, told }) = self.listed(words, kind) {
            if !words.are_told_by(&told) {
                rows.retain(|row| words.fit_but(&told, self.bytes_of(row)));
            }
            return rows;
        }
        let Some(longest) = words.with.first() else { return self.without(words) };
        let mut found = RowSet::new(self.entry_of.len());
        // What the scan finds holds the longest.
        self.scan(longest, kind, &mut found, |entry| words.fit_but(&[0], entry));
        found
    }

    /// Of the rows in which all words occur, and none that must not, the last that are wanted, at most so many, ascending.
    pub(crate) fn last(&self, words: &Words, wanted: impl Fn(Row) -> bool, most: usize) -> Vec<Row> {
        let fits = |row: Row, told: &[usize]| {
            wanted(row) && (words.are_told_by(told) || words.fit_but(told, self.bytes_of(row)))
        };
        let mut rows: Vec<Row> = match (self.listed(words, None), words.with.first()) {
            (Some(Listed { rows, told }), _) => rows.iter_back().filter(|row| fits(*row, &told)).take(most).collect(),
            (None, Some(longest)) if longest.is_marked() && self.marked(longest) > most.saturating_mul(MANY_MORE) => {
                let told: &[usize] = if longest.is_told() { &[0] } else { &[] };
                let rows = (0..self.entry_of.len() as Row).rev();
                let may = rows.filter(|row| self.marks_of(*row).is_some_and(|marks| longest.may_have(marks)));
                may.filter(|row| fits(*row, told)).take(most).collect()
            }
            _ => self.find(words, None).iter_back().filter(|row| wanted(*row)).take(most).collect(),
        };
        rows.reverse();
        rows
    }

    /// Rows in which nothing occurs that must not, where nothing must.
    fn without(&self, words: &Words) -> RowSet {
        let (mut found, mut others) = (RowSet::new(self.entry_of.len()), RowSet::new(self.entry_of.len()));
        words.without.iter().for_each(|needle| self.scan(needle, None, &mut others, |_| true));
        let live = (0..).zip(&self.entry_of).filter(|(_, entry)| **entry != DEAD).map(|(row, _)| row);
        live.filter(|row| !others.contains(*row)).for_each(|row| found.insert(row));
        found
    }

    /// The words in which each needle occurs that the vocabulary knows, or the longest run of letters in it; the rarest first.
    fn known(&self, words: &Words) -> Vec<Known> {
        let known = words.with.iter().enumerate().filter_map(|(at, needle)| {
            let run = runs(&needle.text).max_by_key(|run| run.len())?;
            let words = self.vocabulary.holding(run)?;
            let uses = self.vocabulary.uses(&words);
            Some(Known { words, uses, told: (run.len() == needle.text.len()).then_some(at) })
        });
        let mut known: Vec<Known> = known.collect();
        known.sort_by_key(|known| known.uses);
        known
    }

    /// Rows that hold what the vocabulary knows of these words; `None` if that is nothing.
    fn listed(&self, words: &Words, kind: Option<Kind>) -> Option<Listed> {
        let known = self.known(words);
        let rarest = known.first()?;
        let mut listed = Listed { rows: self.rows_with(rarest, kind), told: rarest.told.into_iter().collect() };
        for other in known[1..].iter().take_while(|other| other.uses <= rarest.uses.saturating_mul(WORTH_LISTING)) {
            listed.rows.intersect(&self.rows_with(other, kind));
            listed.told.extend(other.told);
        }
        Some(listed)
    }

    fn rows_with(&self, known: &Known, kind: Option<Kind>) -> RowSet {
        let mut rows = RowSet::new(self.entry_of.len());
        for entry in known.words.iter().flat_map(|word| self.vocabulary.entries(*word)) {
            self.take(entry, kind, &mut rows, |_| true);
        }
        rows
    }

    fn scan(&self, needle: &Needle, kind: Option<Kind>, found: &mut RowSet, fits: impl Fn(&[u8]) -> bool) {
        let wanted = |segment: &&Segment| kind.is_none_or(|kind| segment.kind == kind);
        for pattern in needle.either() {
            for (number, segment) in (0..).zip(&self.segments).filter(|(_, segment)| wanted(segment)) {
                segment.with(pattern, |at| self.take(number << ENTRY_BITS | at as u32, kind, found, &fits));
            }
        }
    }

    /// How many entries may hold a needle by their marks.
    fn marked(&self, needle: &Needle) -> usize {
        let each = |segment: &Segment| needle.either().map(|pattern| segment.marked(pattern.marks)).sum::<usize>();
        self.segments.iter().map(each).sum()
    }

    /// Takes an entry's row if the entry is the row's live one, of the kind that is asked for, and fits.
    fn take(&self, entry: u32, kind: Option<Kind>, found: &mut RowSet, fits: impl Fn(&[u8]) -> bool) {
        let Some((segment, at)) = self.place(entry) else { return };
        if kind.is_some_and(|kind| segment.kind != kind) {
            return;
        }
        let row = segment.rows[at];
        if !found.contains(row) && self.entry_of.get(row as usize) == Some(&entry) && fits(segment.bytes(at)) {
            found.insert(row);
        }
    }

    fn place(&self, entry: u32) -> Option<(&Segment, usize)> {
        let segment = self.segments.get((entry >> ENTRY_BITS) as usize)?;
        let at = (entry & ((1 << ENTRY_BITS) - 1)) as usize;
        (at < segment.rows.len()).then_some((segment, at))
    }

    fn place_of(&self, row: Row) -> Option<(&Segment, usize)> {
        self.place(self.entry_of.get(row as usize).copied().filter(|entry| *entry != DEAD)?)
    }

    fn marks_of(&self, row: Row) -> Option<u64> {
        self.place_of(row).map(|(segment, at)| segment.marks[at])
    }

    /// The bytes of a row's entry; empty if it has none.
    pub(crate) fn bytes_of(&self, row: Row) -> &[u8] {
        self.place_of(row).map_or(&[], |(segment, at)| segment.bytes(at))
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

    /// The row of an entry, if it is a live one.
    pub(crate) fn live(&self, entry: u32) -> Option<Row> {
        let (segment, at) = self.place(entry)?;
        let row = segment.rows[at];
        (self.entry_of.get(row as usize) == Some(&entry)).then_some(row)
    }
}
