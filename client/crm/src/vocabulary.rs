//! The distinct words of the searched text, each with the entries it stands in: to find a word, or what resembles one that
//! does not occur.
//!
//! Made along with the text, and kept up by reading what was appended to it. Only runs of letters are words here, so that a
//! word of letters occurs in the text if and only if it occurs in one of these.

use crate::near::{Likeness, Near, mask_of};
use memchr::memmem::Finder;

/// Shortest word, in letters: one edit away from the shortest that is corrected.
const SHORTEST: usize = 3;
/// Longest word, in bytes.
const LONGEST: usize = 255;
/// Most words that stand for one.
const MAX_NEAR: usize = 64;

/// What tells most words apart from one that is looked for, without reading them.
#[derive(Clone, Copy)]
struct Mark {
    letters: u8,
    bytes: u8,
    mask: u32,
}

/// Numbers of entries: differences of 7 bits a byte, the last byte of each without the high bit. Most ascend; a lower one is
/// reached by way of the largest.
#[derive(Default)]
struct Postings {
    last: u32,
    bytes: Vec<u8>,
}

impl Postings {
    fn push(&mut self, entry: u32) {
        // Numbers are kept one higher, so that the first difference is none of zero either.
        let mut difference = (entry + 1).wrapping_sub(self.last);
        if difference == 0 {
            return;
        }
        self.last = entry + 1;
        while difference >= 0x80 {
            self.bytes.push(difference as u8 | 0x80);
            difference >>= 7;
        }
        self.bytes.push(difference as u8);
    }

    fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        let (mut entry, mut difference, mut shift) = (0u32, 0u32, 0u32);
        self.bytes.iter().filter_map(move |byte| {
            difference |= u32::from(byte & 0x7f) << shift;
            if byte & 0x80 != 0 {
                shift += 7;
                return None;
            }
            entry = entry.wrapping_add(difference);
            (difference, shift) = (0, 0);
            Some(entry - 1)
        })
    }
}

/// See the head of this file.
#[derive(Default)]
pub(crate) struct Vocabulary {
    /// The words, each followed by a line feed.
    text: Vec<u8>,
    starts: Vec<u32>,
    marks: Vec<Mark>,
    postings: Vec<Postings>,
    /// Open addressing by hash: a word's number and one, or zero.
    table: Vec<u32>,
    /// A run of letters was too long to be kept.
    cut: bool,
}

/// Runs of letters.
pub(crate) fn runs(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphabetic()).filter(|run| !run.is_empty())
}

impl Vocabulary {
    /// Reads an entry's text.
    pub(crate) fn add(&mut self, entry: u32, text: &str) {
        for run in runs(text) {
            if run.len() > LONGEST {
                self.cut = true;
            } else if run.len() >= SHORTEST {
                let word = self.number_of(run);
                self.postings[word as usize].push(entry);
            }
        }
    }

    /// Gives back what was reserved while much was read.
    pub(crate) fn shrink(&mut self) {
        self.postings.iter_mut().for_each(|postings| postings.bytes.shrink_to_fit());
        self.postings.shrink_to_fit();
        self.text.shrink_to_fit();
        self.starts.shrink_to_fit();
        self.marks.shrink_to_fit();
    }

    fn word(&self, number: u32) -> &[u8] {
        let start = self.starts[number as usize] as usize;
        &self.text[start..start + usize::from(self.marks[number as usize].bytes)]
    }

    /// A word as text.
    pub(crate) fn text(&self, number: u32) -> &str {
        std::str::from_utf8(self.word(number)).unwrap_or_default()
    }

    /// The entries that a word stands in.
    pub(crate) fn entries(&self, number: u32) -> impl Iterator<Item = u32> + '_ {
        self.postings[number as usize].iter()
    }

    fn number_of(&mut self, word: &str) -> u32 {
        if self.starts.len() * 4 >= self.table.len() * 3 {
            self.grow();
        }
        let place = self.place(word.as_bytes());
        if let Some(number) = self.table[place].checked_sub(1) {
            return number;
        }
        let number = self.starts.len() as u32;
        self.table[place] = number + 1;
        self.starts.push(self.text.len() as u32);
        self.text.extend_from_slice(word.as_bytes());
        self.text.push(b'\n');
        let letters = word.chars().count() as u8;
        self.marks.push(Mark { letters, bytes: word.len() as u8, mask: mask_of(word.chars()) });
        self.postings.push(Postings::default());
        number
    }

    /// Where a word stands in the table, or would.
    fn place(&self, word: &[u8]) -> usize {
        let mask = self.table.len() - 1;
        let mut place = hash(word) as usize & mask;
        while let Some(number) = self.table[place].checked_sub(1)
            && self.word(number) != word
        {
            place = (place + 1) & mask;
        }
        place
    }

    fn grow(&mut self) {
        self.table = vec![0; (self.table.len() * 2).max(1_024)];
        for number in 0..self.starts.len() as u32 {
            let place = self.place(self.word(number));
            self.table[place] = number + 1;
        }
    }

    /// How often words occur, roughly.
    pub(crate) fn uses(&self, words: &[u32]) -> usize {
        words.iter().map(|word| self.postings[*word as usize].bytes.len()).sum()
    }

    /// The words that a text occurs in; `None` if that cannot be told, as of a text that is not of letters only.
    pub(crate) fn holding(&self, letters: &str) -> Option<Vec<u32>> {
        if self.cut || letters.len() < SHORTEST || !letters.chars().all(char::is_alphabetic) {
            return None;
        }
        let finder = Finder::new(letters.as_bytes());
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(hit) = finder.find(&self.text[at..]) {
            let after = self.starts.partition_point(|start| *start as usize <= at + hit);
            found.push(after as u32 - 1);
            at = self.starts.get(after).map_or(self.text.len(), |start| *start as usize);
        }
        Some(found)
    }

    /// Words that resemble one, most alike first, and among these those that occur most.
    pub(crate) fn near(&self, near: &Near) -> Vec<(Likeness, u32)> {
        let mut found: Vec<(Likeness, u32)> = (0..self.marks.len() as u32)
            .filter(|number| {
                let mark = self.marks[*number as usize];
                near.may_fit(usize::from(mark.letters), mark.mask)
            })
            .filter_map(|number| Some((near.likeness(self.text(number))?, number)))
            .collect();
        found.sort_by_key(|(likeness, number)| {
            (*likeness, std::cmp::Reverse(self.postings[*number as usize].bytes.len()), *number)
        });
        found.truncate(MAX_NEAR);
        found
    }

    #[cfg(test)]
    fn len(&self) -> usize {
        self.starts.len()
    }

    /// Bytes held, roughly.
    pub(crate) fn memory(&self) -> usize {
        // An allocation of its own costs some beside its bytes.
        let postings: usize = self.postings.iter().map(|postings| postings.bytes.capacity() + 16).sum();
        self.text.capacity()
            + self.starts.capacity() * 4
            + self.marks.capacity() * size_of::<Mark>()
            + self.postings.capacity() * size_of::<Postings>()
            + self.table.capacity() * 4
            + postings
    }
}

/// FNV-1a: words are short.
fn hash(word: &[u8]) -> u64 {
    let mixed = word
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3));
    mixed ^ mixed >> 32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(entries: &[&str]) -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        (0..).zip(entries).for_each(|(entry, text)| vocabulary.add(entry, text));
        vocabulary
    }

    #[test]
    fn words_are_runs_of_letters_each_kept_once() {
        let words = of(&["anna berg\nanna@berg.example\n", "o'connor 17 ab\n", "анна berg"]);
        let all: Vec<&str> = (0..words.len() as u32).map(|number| words.text(number)).collect();
        assert_eq!(all, ["anna", "berg", "example", "connor", "анна"]);
        assert_eq!(words.entries(1).collect::<Vec<_>>(), [0, 2]);
        assert_eq!(words.holding("onno"), Some(vec![3]));
        assert_eq!(words.holding("aberg"), Some(vec![]), "words do not run into each other");
    }

    #[test]
    fn what_is_too_long_to_be_kept_leaves_open_what_occurs() {
        assert_eq!(of(&[&"a".repeat(300)]).holding("aaaa"), None);
    }

    proptest! {
        #[test]
        fn postings_give_back_what_was_pushed(mut entries in proptest::collection::vec(any::<u16>().prop_map(|n| u32::from(n) << 9), 0..40)) {
            let mut postings = Postings::default();
            entries.iter().for_each(|entry| postings.push(*entry));
            entries.dedup();
            prop_assert_eq!(postings.iter().collect::<Vec<_>>(), entries);
        }

        #[test]
        fn it_holds_exactly_the_runs_of_its_texts(texts in proptest::collection::vec("[a-cä1 ]{0,12}", 0..20)) {
            let words = of(&texts.iter().map(String::as_str).collect::<Vec<_>>());
            for number in 0..words.len() as u32 {
                let word = words.text(number);
                let naive: Vec<u32> = (0..).zip(&texts).filter(|(_, text)| runs(text).any(|run| run == word)).map(|(at, _)| at).collect();
                prop_assert_eq!(words.entries(number).collect::<Vec<_>>(), naive);
            }
        }
    }
}
