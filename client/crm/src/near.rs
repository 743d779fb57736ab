//! How alike two words are: the number of letters typed wrong, too much, too few or the other way round (Damerau and
//! Levenshtein, in the form in which no letter is edited twice).

/// Longest word that is compared, in letters.
const LONGEST: usize = 32;
/// Letters from which on a word may have one edit, and two.
const ONE: usize = 4;
const TWO: usize = 8;

/// How a word resembles another, most alike first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Likeness {
    /// Edits between them.
    pub(crate) edits: u8,
    /// Only the beginning of the longer one was compared: somebody may still be typing.
    pub(crate) beginning: bool,
}

/// A word that is looked for.
pub(crate) struct Near {
    letters: Vec<char>,
    mask: u32,
    edits: usize,
    beginnings: bool,
}

/// One bit for each letter of a to z that occurs, a few for all others.
pub(crate) fn mask_of(word: impl Iterator<Item = char>) -> u32 {
    word.fold(0, |mask, letter| {
        mask | 1 << if letter.is_ascii_lowercase() { letter as u32 - 'a' as u32 } else { 26 + letter as u32 % 6 }
    })
}

impl Near {
    /// `None` if the word is too short or too long to be taken for another. With `beginnings` it may be the beginning of
    /// one.
    pub(crate) fn new(word: &str, beginnings: bool) -> Option<Self> {
        let letters: Vec<char> = word.chars().collect();
        let edits = match letters.len() {
            ONE..TWO => 1,
            TWO..=LONGEST => 2,
            _ => return None,
        };
        Some(Self { mask: mask_of(letters.iter().copied()), letters, edits, beginnings })
    }

    /// Whether a word of so many letters, among these, may resemble it: an edit takes one letter out and puts one in.
    pub(crate) fn may_fit(&self, letters: usize, mask: u32) -> bool {
        let lacking = (self.mask & !mask).count_ones() as usize;
        if letters + self.edits < self.letters.len() || lacking > self.edits || letters > LONGEST {
            return false;
        }
        let beyond = (mask & !self.mask).count_ones() as usize;
        self.beginnings || letters <= self.letters.len() + self.edits && beyond <= self.edits
    }

    /// How a word resembles it. The same word does not.
    pub(crate) fn likeness(&self, word: &str) -> Option<Likeness> {
        let mut other = ['\0'; LONGEST];
        let mut len = 0;
        for letter in word.chars() {
            *other.get_mut(len)? = letter;
            len += 1;
        }
        self.compare(&other[..len])
    }

    fn compare(&self, other: &[char]) -> Option<Likeness> {
        let own = &self.letters;
        // Row i: edits from the first i letters of this word to each beginning of the other.
        let mut rows = [[0u8; LONGEST + 1]; 3];
        for (j, cell) in rows[0][..=other.len()].iter_mut().enumerate() {
            *cell = j as u8;
        }
        for i in 1..=own.len() {
            let (now, before, twice) = (i % 3, (i + 2) % 3, (i + 1) % 3);
            rows[now][0] = i as u8;
            let mut least = i as u8;
            for j in 1..=other.len() {
                let same = own[i - 1] == other[j - 1];
                let mut edits =
                    (rows[before][j - 1] + u8::from(!same)).min(rows[before][j] + 1).min(rows[now][j - 1] + 1);
                if i > 1 && j > 1 && own[i - 1] == other[j - 2] && own[i - 2] == other[j - 1] {
                    edits = edits.min(rows[twice][j - 2] + 1);
                }
                rows[now][j] = edits;
                least = least.min(edits);
            }
            // A swap may still reach back one row, at one edit more.
            if usize::from(least) > self.edits + 1 {
                return None;
            }
        }
        let last = &rows[own.len() % 3];
        let whole = last[other.len()];
        if (1..=self.edits).contains(&usize::from(whole)) {
            return Some(Likeness { edits: whole, beginning: false });
        }
        self.beginnings.then(|| self.as_beginning(other, last)).flatten()
    }

    /// Whether a beginning of the other word resembles this one: both ends of it are typed right, or everything would do.
    fn as_beginning(&self, other: &[char], last: &[u8; LONGEST + 1]) -> Option<Likeness> {
        if other.first() != self.letters.first() {
            return None;
        }
        let ends = (1..other.len()).filter(|end| Some(&other[end - 1]) == self.letters.last());
        let edits = ends.map(|end| last[end]).min()?;
        (1..=self.edits).contains(&usize::from(edits)).then_some(Likeness { edits, beginning: true })
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    fn edits(word: &str, other: &str) -> Option<u8> {
        Near::new(word, false).and_then(|near| near.likeness(other)).map(|likeness| likeness.edits)
    }

    #[test]
    fn one_edit_of_short_words_and_two_of_long_ones() {
        for (word, other, wanted) in [
            ("mueler", "mueller", Some(1)),
            ("meuller", "mueller", Some(1)),
            ("muxller", "mueller", Some(1)),
            ("muellerr", "mueller", Some(1)),
            ("mulle", "mueller", None),
            ("mueller", "mueller", None),
            ("lovelace", "lvoealce", Some(2)),
            ("lovelace", "lvoealec", None),
            ("ann", "anna", None),
            ("anna", "ana", Some(1)),
        ] {
            assert_eq!(edits(word, other), wanted, "{word} {other}");
        }
    }

    #[test]
    fn the_last_word_may_be_a_beginning_whose_ends_are_right() {
        let begins = |word: &str, other: &str| {
            Near::new(word, true).and_then(|near| near.likeness(other)).is_some_and(|likeness| likeness.beginning)
        };
        assert!(begins("shcwar", "schwarzenberg") && begins("schwrz", "schwarzenberg"));
        assert!(!begins("schx", "schwarzenberg"), "the last letter may be right, with more to come");
        assert!(!begins("xchwa", "schwarzenberg"));
    }

    /// Every word that is one edit away.
    pub(crate) fn mutations(word: &str) -> Vec<String> {
        let letters: Vec<char> = word.chars().collect();
        let mut all = Vec::new();
        for at in 0..=letters.len() {
            let mut push = |change: &dyn Fn(&mut Vec<char>)| {
                let mut changed = letters.clone();
                change(&mut changed);
                all.push(changed.into_iter().collect::<String>());
            };
            push(&|letters| letters.insert(at, 'q'));
            if at < letters.len() {
                push(&|letters| letters[at] = 'q');
                push(&|letters| {
                    letters.remove(at);
                });
            }
            if at + 1 < letters.len() {
                push(&|letters| letters.swap(at, at + 1));
            }
        }
        all.retain(|changed| changed != word);
        all
    }

    proptest! {
        #[test]
        fn a_word_one_edit_away_passes_both_sieve_and_comparison(word in "[a-eéß]{3,12}") {
            for changed in mutations(&word) {
                let Some(near) = Near::new(&changed, false) else { continue };
                prop_assert!(near.may_fit(word.chars().count(), mask_of(word.chars())), "{} {}", changed, word);
                prop_assert_eq!(near.likeness(&word), Some(Likeness { edits: 1, beginning: false }));
            }
        }

        #[test]
        fn what_the_sieve_holds_back_is_not_alike(word in "[a-f]{4,10}", other in "[a-f]{3,10}", beginnings in any::<bool>()) {
            let near = Near::new(&word, beginnings).expect("long enough");
            if !near.may_fit(other.len(), mask_of(other.chars())) {
                prop_assert_eq!(near.likeness(&other), None);
            }
        }
    }
}
