//! How much a run of letters looks like a word, by the letter pairs of the word list: what reads like a word is
//! presumed to stand in some dictionary, in whatever language.

use crate::passphrase::word_list;

/// log2 of how surprising each letter is behind another.
pub(super) struct Letters {
    surprise: [[f64; 26]; 26],
}

fn index(letter: char) -> Option<usize> {
    letter.is_ascii_lowercase().then(|| letter as usize - 'a' as usize)
}

impl Letters {
    pub(super) fn new() -> Self {
        let mut counts = [[1.0f64; 26]; 26];
        for word in word_list() {
            for pair in word.as_bytes().windows(2) {
                counts[usize::from(pair[0] - b'a')][usize::from(pair[1] - b'a')] += 1.0;
            }
        }
        let surprise = counts.map(|row| {
            let all: f64 = row.iter().sum();
            row.map(|count| (all / count).log2())
        });
        Self { surprise }
    }

    /// Bits for each letter of a run (lower case), the first one apart: between 1.8 for what reads like a word (an
    /// eight-letter word then stands for some hundred thousand) and 4.2 for what does not.
    pub(super) fn bits(&self, run: &[char]) -> f64 {
        let pairs: Vec<f64> =
            run.windows(2).filter_map(|pair| Some(self.surprise[index(pair[0])?][index(pair[1])?])).collect();
        if pairs.is_empty() {
            return 4.0;
        }
        let mean = pairs.iter().sum::<f64>() / pairs.len() as f64;
        let strange = ((mean - 4.0) / 1.6).clamp(0.0, 1.0);
        4.0 + pairs.len() as f64 * (1.8 + strange * 2.4)
    }
}
