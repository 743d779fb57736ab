//! Figures by the word that a field holds: words that differ in case and accents only are one.

use super::tally::Tally;
use super::{Line, MAX_LINES, Of, behind};
use crate::filter::Filter;
use crate::fold::fold;
use crate::peek::RecordRef;
use crate::schema::FieldKey;
use std::collections::HashMap;

/// Tallies of `N` parts by word.
pub(super) struct Words<const N: usize> {
    field: FieldKey,
    /// By the folded word: as first met, and its tallies.
    by_word: HashMap<String, (String, [Tally; N])>,
    without: [Tally; N],
}

impl<const N: usize> Words<N> {
    pub(super) fn of(field: FieldKey) -> Self {
        Self { field, by_word: HashMap::new(), without: [Tally::default(); N] }
    }

    /// The tallies of a record's word.
    pub(super) fn of_record(&mut self, record: &RecordRef<'_>) -> &mut [Tally; N] {
        let word = record.text(self.field).trim();
        if word.is_empty() {
            return &mut self.without;
        }
        let (_, tallies) = self.by_word.entry(fold(word)).or_insert_with(|| (word.to_owned(), [Tally::default(); N]));
        tallies
    }

    /// The lines, the most frequent word first, those without a word last. `parts` are the filters that tell the parts
    /// apart.
    pub(super) fn lines(self, parts: &[Filter; N]) -> Vec<Line> {
        let field = self.field;
        let total = |tallies: &[Tally; N]| tallies.iter().map(Tally::counted).sum::<u32>();
        let mut words: Vec<(String, [Tally; N])> = self.by_word.into_values().collect();
        words.sort_by(|(a, of_a), (b, of_b)| total(of_b).cmp(&total(of_a)).then_with(|| a.cmp(b)));
        let line = |of: Of, tallies: &[Tally; N], word: Filter| Line {
            of,
            parts: tallies
                .iter()
                .zip(parts)
                .map(|(tally, part)| tally.figure(behind::all([part.clone(), word.clone()])))
                .collect(),
        };
        let named = words.iter().take(MAX_LINES);
        let mut lines: Vec<Line> = named
            .map(|(word, tallies)| line(Of::Word(word.clone()), tallies, behind::one_of(field, vec![word.clone()])))
            .collect();
        let (told, rest) = words.split_at(MAX_LINES.min(words.len()));
        if !rest.is_empty() {
            let told = told.iter().map(|(word, _)| word.clone()).collect();
            let rest = super::tally::merged(rest.iter().map(|(_, tallies)| tallies));
            lines.push(line(Of::OtherWords, &rest, behind::another_word(field, told)));
        }
        if total(&self.without) > 0 {
            lines.push(line(Of::NoWord, &self.without, behind::empty(field)));
        }
        lines
    }
}
