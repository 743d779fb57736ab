//! Sorting rows by keys of text, eight bytes at a time: a number is compared sooner than a text, and of texts that begin
//! alike only those are looked at again.

use crate::book::Row;
use std::cmp::Ordering;

/// Bytes that are compared at a time.
const WORD: u32 = 8;
/// From here on keys are compared whole: few are alike so far, and nobody who writes long ones decides how deep this goes.
const FAR: u32 = 64;

/// A row among those being sorted.
#[derive(Clone, Copy)]
pub(super) struct Keyed {
    /// The bytes that are being compared, as a number.
    word: u64,
    /// Its key in the text of all.
    at: u32,
    len: u32,
    pub(super) row: Row,
}

impl Keyed {
    /// A row whose key is what stands from `at` on.
    pub(super) fn new(text: &[u8], at: usize, row: Row) -> Self {
        let mut keyed = Self { word: 0, at: at as u32, len: (text.len() - at) as u32, row };
        keyed.read(text, 0);
        keyed
    }

    pub(super) fn key<'t>(&self, text: &'t [u8]) -> &'t [u8] {
        &text[self.at as usize..(self.at + self.len) as usize]
    }

    /// Takes what its key has from `from` on to be compared; what is not there counts as least.
    fn read(&mut self, text: &[u8], from: u32) {
        let rest = self.key(text).get(from as usize..).unwrap_or_default();
        self.word = match rest.first_chunk() {
            Some(word) => u64::from_be_bytes(*word),
            None => rest.iter().rev().fold(0, |word, byte| word >> 8 | u64::from(*byte) << 56),
        };
    }
}

/// Sorts rows that are alike in the first `from` bytes and hold the next ones. What is alike in all of them stands as
/// `alike` says, or as it stood.
pub(super) fn arrange(keys: &mut [Keyed], text: &[u8], from: u32, alike: &dyn Fn(Row, Row) -> Ordering) {
    keys.sort_by_key(|keyed| keyed.word);
    let next = from + WORD;
    for run in keys.chunk_by_mut(|a, b| a.word == b.word).filter(|run| run.len() > 1) {
        let goes_on = run.iter().any(|keyed| keyed.len > next);
        if goes_on && next < FAR {
            run.iter_mut().for_each(|keyed| keyed.read(text, next));
            arrange(run, text, next, alike);
        } else if goes_on {
            run.sort_by(|a, b| a.key(text).cmp(b.key(text)).then_with(|| alike(a.row, b.row)));
        } else {
            // One may be the other with zeros behind it.
            run.sort_by(|a, b| a.len.cmp(&b.len).then_with(|| alike(a.row, b.row)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Rows by number as they come to stand.
    fn arranged(all: &[Vec<u8>], alike: &dyn Fn(Row, Row) -> Ordering) -> Vec<Row> {
        let mut text = Vec::new();
        let mut keyed = Vec::new();
        for (row, key) in (0..).zip(all) {
            let at = text.len();
            text.extend(key);
            keyed.push(Keyed::new(&text, at, row));
        }
        arrange(&mut keyed, &text, 0, alike);
        keyed.iter().map(|keyed| keyed.row).collect()
    }

    #[test]
    fn keys_that_are_alike_for_ever_so_long_are_sorted_without_going_ever_so_deep() {
        let long = |last: u8| [vec![b'x'; 1 << 20], vec![last]].concat();
        let zeros = [vec![b'a'], vec![0; 1 << 20]].concat();
        let all = [long(2), long(1), zeros, vec![b'a'], long(1)];
        assert_eq!(arranged(&all, &|_, _| Ordering::Equal), [3, 2, 1, 4, 0]);
    }

    proptest! {
        #[test]
        fn rows_stand_as_plain_comparison_has_them(
            keys in prop::collection::vec(prop::collection::vec(prop::sample::select(vec![0, 1, b'a', b'b', 255]), 0..20), 0..60),
            // What all begin with, so that some are told apart only beyond what is read word by word.
            before in 0..80usize,
            repeated in prop::collection::vec(any::<prop::sample::Index>(), 0..20),
            reversed in any::<bool>(),
        ) {
            let keys: Vec<Vec<u8>> = keys.into_iter().map(|key| [vec![b'a'; before], key].concat()).collect();
            let mut all = keys.clone();
            if !keys.is_empty() {
                all.extend(repeated.iter().map(|at| keys[at.index(keys.len())].clone()));
            }
            let alike = |a: Row, b: Row| if reversed { b.cmp(&a) } else { Ordering::Equal };
            let mut plain: Vec<Row> = (0..all.len() as Row).collect();
            plain.sort_by(|a, b| all[*a as usize].cmp(&all[*b as usize]).then_with(|| alike(*a, *b)));
            prop_assert_eq!(arranged(&all, &alike), plain);
        }
    }
}
