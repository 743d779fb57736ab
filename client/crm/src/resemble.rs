//! When no record holds what was typed: those that hold what resembles it, and which words these are.

use crate::book::{Book, Row};
use crate::fold::fold;
use crate::near::Near;
use crate::query::Query;
use crate::schema::Kind;
use crate::search::{RowSet, Words};
use crate::vocabulary::runs;

/// Words named that stand for one.
const MAX_NAMED: usize = 3;

/// A word that was looked for in vain, and those that were found instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resembling {
    /// As typed.
    pub typed: String,
    /// As written in the records.
    pub found: Vec<String>,
}

/// Rows that hold what resembles the words of a query.
pub(crate) struct Resembled {
    pub(crate) rows: RowSet,
    /// Each word that was replaced, with numbers of the vocabulary.
    replaced: Vec<(String, Vec<u32>)>,
}

/// A word of letters, as typed and folded.
struct Piece {
    typed: String,
    near: Near,
    /// Words that it occurs in.
    holding: Vec<u32>,
}

impl Book {
    /// Rows of these kinds that hold something that resembles each word; `None` if there are none or no word is long
    /// enough. First only words that occur nowhere are replaced, then any.
    pub(crate) fn resembling_rows(&mut self, query: &Query, wanted: impl Fn(Kind) -> bool) -> Option<Resembled> {
        if !query.words().any(|word| runs(word).any(|run| Near::new(run, false).is_some())) {
            return None;
        }
        self.prepare_search(usize::MAX);
        let (pieces, exact) = self.pieces(query);
        [false, true].into_iter().find_map(|every| {
            let resembled = self.replace(&pieces, &exact, every)?;
            let any = self.rows_of_kinds(&resembled.rows, &wanted).next().is_some();
            any.then_some(resembled)
        })
    }

    /// The words that may be replaced, and what must occur just so.
    fn pieces(&self, query: &Query) -> (Vec<Piece>, Words) {
        let (mut with, without) = query.needles();
        let words: Vec<String> = query.words().map(fold).collect();
        with.retain(|text| !words.contains(text));
        let mut pieces = Vec::new();
        let last = words.last().and_then(|word| runs(word).last().map(str::to_owned));
        for (word, typed) in words.iter().zip(query.words()) {
            // Words with other signs fall apart into letters, which may be replaced, and the rest.
            for part in word.split(|letter: char| !letter.is_alphanumeric()).filter(|part| !part.is_empty()) {
                let letters = part.chars().all(char::is_alphabetic);
                match Near::new(part, last.as_deref() == Some(part)).filter(|_| letters) {
                    Some(near) => {
                        let typed = if part.len() == word.len() { typed } else { part }.to_owned();
                        pieces.push(Piece { typed, near, holding: self.live_words(part) });
                    }
                    None => with.push(part.to_owned()),
                }
            }
        }
        (pieces, Words::new(with, without))
    }

    /// Words that a text occurs in and that stand in a record still.
    fn live_words(&self, text: &str) -> Vec<u32> {
        let vocabulary = &self.haystack.vocabulary;
        let mut words = vocabulary.holding(text).unwrap_or_default();
        words.retain(|word| vocabulary.entries(*word).any(|entry| self.haystack.live(entry).is_some()));
        words
    }

    /// Rows with each piece or what resembles it; with `every` also pieces that do occur are replaced, and by less alike
    /// words.
    fn replace(&self, pieces: &[Piece], exact: &Words, every: bool) -> Option<Resembled> {
        let mut replaced = Vec::new();
        let mut rows: Option<RowSet> = None;
        for piece in pieces {
            let mut words = piece.holding.clone();
            if every || words.is_empty() {
                let near = self.haystack.vocabulary.near(&piece.near);
                let best = near.first().map(|(likeness, _)| *likeness);
                let near: Vec<u32> = near
                    .into_iter()
                    .filter(|(likeness, _)| every || Some(*likeness) == best)
                    .map(|(_, word)| word)
                    .collect();
                words.extend(&near);
                replaced.push((piece.typed.clone(), near));
            }
            let set = self.rows_with(&words);
            match &mut rows {
                Some(rows) => rows.intersect(&set),
                None => rows = Some(set),
            }
        }
        let mut fitting = RowSet::new(self.rows_len());
        let fits = |row: &Row| exact.fit(self.haystack.bytes_of(*row));
        rows.filter(|_| !replaced.is_empty())?.iter().filter(fits).for_each(|row| fitting.insert(row));
        Some(Resembled { rows: fitting, replaced })
    }

    fn rows_with(&self, words: &[u32]) -> RowSet {
        let mut rows = RowSet::new(self.rows_len());
        let entries = words.iter().flat_map(|word| self.haystack.vocabulary.entries(*word));
        entries.filter_map(|entry| self.haystack.live(entry)).for_each(|row| rows.insert(row));
        rows
    }

    /// What was found instead of what was typed, in these of the rows.
    pub(crate) fn named(&self, resembled: &Resembled, rows: &RowSet) -> Vec<Resembling> {
        let named = resembled.replaced.iter().map(|(typed, near)| {
            let found = near.iter().filter_map(|word| {
                let entries = self.haystack.vocabulary.entries(*word);
                let mut rows_here = entries.filter_map(|entry| self.haystack.live(entry));
                let row = rows_here.find(|row| rows.contains(*row))?;
                Some(self.as_written(row, self.haystack.vocabulary.text(*word)))
            });
            Resembling { typed: typed.clone(), found: found.take(MAX_NAMED).collect() }
        });
        named.filter(|one| !one.found.is_empty()).collect()
    }

    /// A folded word as it is written in a record or in the name of the one it belongs to.
    fn as_written(&self, row: Row, word: &str) -> String {
        let written = |text: &str| {
            let mut words = text.split(|letter: char| !letter.is_alphabetic());
            words.find(|written| fold(written) == word).map(str::to_owned)
        };
        let mut found = None;
        if let Some(record) = self.peek(row) {
            record.for_each_text(|field, text| {
                if !self.is_masked(record.kind(), field) {
                    found = found.take().or_else(|| written(text));
                }
            });
        }
        let main = || {
            self.main_row(row).filter(|main| !self.is_hidden(*main)).and_then(|main| written(&self.peek(main)?.name()))
        };
        found.or_else(main).unwrap_or_else(|| word.to_owned())
    }
}
