//! The parts that a guesser puts passwords together from, each with the bits it is worth.

use super::common::COMMON;
use super::letters::Letters;
use super::phrases::PHRASES;
use crate::passphrase::word_list;

/// What a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Something known of the person.
    Related,
    /// On every list.
    Common,
    /// A phrase that everybody knows.
    Phrase,
    /// A word of the word list.
    Word,
    /// What stands before, again.
    Repeat,
    /// Following letters or digits.
    Sequence,
    /// Neighbouring keys.
    Keyboard,
    /// A year or a date.
    Date,
    /// Letters that may be a word.
    Letters,
    /// One character.
    Character,
}

impl Kind {
    pub(super) const COUNT: usize = 10;
    pub(super) const ALL: [Self; Self::COUNT] = [
        Self::Related,
        Self::Common,
        Self::Phrase,
        Self::Word,
        Self::Repeat,
        Self::Sequence,
        Self::Keyboard,
        Self::Date,
        Self::Letters,
        Self::Character,
    ];
}

/// A part found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Match {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) bits: f64,
    pub(super) kind: Kind,
}

const KEYBOARD: [&str; 14] = [
    "qwertyuiop[]",
    "asdfghjkl;'",
    "zxcvbnm,./",
    "1234567890-=",
    "qwertzuiopü+",
    "asdfghjklöä#",
    "yxcvbnm,.-",
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "!@#$%^&*()_+",
    "!\"§$%&/()=?",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "zaq12wsxcde34rfvbgt56yhnmju78ik,lo90p",
];

/// What a character may stand for, in lower case.
fn plain(character: char) -> char {
    match character {
        '@' | '4' => 'a',
        '8' => 'b',
        '3' | '€' => 'e',
        '1' | '!' | '|' => 'i',
        '0' => 'o',
        '$' | '5' => 's',
        '7' | '+' => 't',
        other => other.to_lowercase().next().unwrap_or(other),
    }
}

/// Every part, wherever it stands.
pub(super) fn find(characters: &[char], related: &[&str]) -> Vec<Match> {
    let lower: Vec<char> = characters.iter().map(|c| c.to_lowercase().next().unwrap_or(*c)).collect();
    let mut out = single(characters);
    words(characters, &lower, related, &mut out);
    phrases(characters, &lower, &mut out);
    runs(characters, &lower, &mut out);
    sequences(&lower, &mut out);
    keyboard(&lower, &mut out);
    dates(characters, &mut out);
    repeats(&lower, &mut out);
    out
}

fn single(characters: &[char]) -> Vec<Match> {
    let bits = |character: char| match character {
        c if c.is_ascii_digit() => 3.0,
        '!' | '.' | '-' | '_' | ' ' | '?' | '*' | '@' | '#' | '$' | ',' => 3.3,
        c if c.is_ascii_lowercase() => 4.0,
        c if c.is_ascii_uppercase() => 4.5,
        _ => 5.0,
    };
    let one = |(start, c): (usize, &char)| Match { start, end: start + 1, bits: bits(*c), kind: Kind::Character };
    characters.iter().enumerate().map(one).collect()
}

/// Bits for capitals and substitutions in a word.
fn disguise(original: &[char], word: &[char]) -> f64 {
    let capitals = original.iter().filter(|c| c.is_uppercase()).count();
    let capital_bits = match capitals {
        0 => 0.0,
        1 if original[0].is_uppercase() => 1.0,
        all if all == original.iter().filter(|c| c.is_alphabetic()).count() => 1.0,
        some => 1.0 + some as f64,
    };
    let substitutions = original.iter().zip(word).filter(|(c, w)| c.to_lowercase().next() != Some(**w)).count();
    capital_bits + substitutions as f64
}

fn words(characters: &[char], lower: &[char], related: &[&str], out: &mut Vec<Match>) {
    let plain: Vec<char> = characters.iter().map(|c| plain(*c)).collect();
    let known: Vec<String> = related
        .iter()
        .flat_map(|name| std::iter::once(*name).chain(name.split(|c: char| !c.is_alphanumeric())))
        .filter(|name| name.chars().count() >= 3)
        .map(str::to_lowercase)
        .collect();
    let related = known.iter().map(|word| (word.as_str(), 1.0, Kind::Related));
    let common = COMMON.split(' ').map(|word| (word, 8.0, Kind::Common));
    let listed = word_list().iter().map(|word| (*word, 11.0, Kind::Word));
    for (word, bits, kind) in related.chain(common).chain(listed) {
        let word: Vec<char> = word.chars().collect();
        for haystack in [lower, &plain[..]] {
            for start in starts(haystack, &word) {
                let end = start + word.len();
                let bits = bits + disguise(&characters[start..end], &word);
                out.push(Match { start, end, bits, kind });
            }
        }
    }
}

/// Phrases, whatever stands between their words.
fn phrases(characters: &[char], lower: &[char], out: &mut Vec<Match>) {
    /// As many are tried before anything is put together.
    const BITS: f64 = 12.0;
    let plain: Vec<char> = characters.iter().map(|c| plain(*c)).collect();
    for haystack in [lower, &plain[..]] {
        // Where each letter stands in the password, and the letter.
        let (places, letters): (Vec<usize>, Vec<char>) =
            haystack.iter().copied().enumerate().filter(|(_, letter)| letter.is_alphanumeric()).unzip();
        for phrase in PHRASES.split(' ') {
            let phrase: Vec<char> = phrase.chars().collect();
            for at in starts(&letters, &phrase) {
                let places = &places[at..at + phrase.len()];
                let (start, end) = (places[0], places[phrase.len() - 1] + 1);
                let original: Vec<char> = places.iter().map(|place| characters[*place]).collect();
                // A capital in front of every word is one choice.
                let bits = BITS + spacing(characters, places) + disguise(&original, &phrase).min(8.0);
                out.push(Match { start, end, bits, kind: Kind::Phrase });
            }
        }
    }
}

/// Bits for what stands between the letters of a phrase: the same everywhere is one choice. After that each character is one
/// more, which weighs little if it stood there before.
fn spacing(characters: &[char], places: &[usize]) -> f64 {
    let mut known: Vec<&[char]> = Vec::new();
    let mut bits = 0.0;
    for gap in places.windows(2).map(|pair| &characters[pair[0] + 1..pair[1]]) {
        if gap.is_empty() || known.contains(&gap) {
            continue;
        }
        for (at, character) in gap.iter().enumerate() {
            let mut before = known.iter().copied().flatten().chain(&gap[..at]).peekable();
            let is_first = before.peek().is_none();
            bits += if is_first || before.any(|other| other == character) { 1.0 } else { 3.3 };
        }
        known.push(gap);
    }
    bits
}

fn starts<'a>(haystack: &'a [char], word: &'a [char]) -> impl Iterator<Item = usize> + 'a {
    haystack.windows(word.len()).enumerate().filter(move |(_, window)| *window == word).map(|(start, _)| start)
}

/// Runs of letters that no list holds.
fn runs(characters: &[char], lower: &[char], out: &mut Vec<Match>) {
    let letters = Letters::new();
    for start in 0..lower.len() {
        for end in start + 3..=lower.len() {
            if !lower[end - 1].is_ascii_lowercase()
                || (end == start + 3 && !lower[start..end].iter().all(char::is_ascii_lowercase))
            {
                break;
            }
            let bits = letters.bits(&lower[start..end]) + disguise(&characters[start..end], &lower[start..end]);
            out.push(Match { start, end, bits, kind: Kind::Letters });
        }
    }
}

fn sequences(lower: &[char], out: &mut Vec<Match>) {
    for start in 0..lower.len() {
        for step in [1i32, -1] {
            let mut end = start + 1;
            while end < lower.len()
                && lower[end].is_ascii_alphanumeric()
                && lower[end] as i32 - lower[end - 1] as i32 == step
            {
                end += 1;
                if end - start >= 3 {
                    // Where it starts, which way, how long.
                    let bits = 3.5 + ((end - start) as f64).log2();
                    out.push(Match { start, end, bits, kind: Kind::Sequence });
                }
            }
        }
    }
}

fn keyboard(lower: &[char], out: &mut Vec<Match>) {
    for row in KEYBOARD {
        let row: Vec<char> = row.chars().collect();
        let back: Vec<char> = row.iter().rev().copied().collect();
        for row in [row, back] {
            for start in 0..lower.len() {
                for at in 0..row.len() {
                    let same = lower[start..].iter().zip(&row[at..]).take_while(|(a, b)| a == b).count();
                    for len in 3..=same {
                        // Which row and way, where, how long.
                        let bits = 5.0 + (len as f64).log2();
                        out.push(Match { start, end: start + len, bits, kind: Kind::Keyboard });
                    }
                }
            }
        }
    }
}

/// Years from 1900 to 2059, and days with or without separators.
fn dates(characters: &[char], out: &mut Vec<Match>) {
    let year = |digits: &[u32]| (1900..2060).contains(&digits.iter().fold(0, |number, digit| number * 10 + digit));
    let day_and_month = |digits: &[u32]| {
        let (a, b) = (digits[0] * 10 + digits[1], digits[2] * 10 + digits[3]);
        (1..=31).contains(&a) && (1..=12).contains(&b) || (1..=12).contains(&a) && (1..=31).contains(&b)
    };
    for start in 0..characters.len() {
        let mut digits = Vec::new();
        let mut separators = 0;
        for end in start + 1..=characters.len().min(start + 10) {
            match characters[end - 1] {
                c if c.is_ascii_digit() => digits.extend(c.to_digit(10)),
                '.' | '-' | '/' | ' ' | '_' if separators < 2 && !digits.is_empty() => {
                    separators += 1;
                    continue;
                }
                _ => break,
            }
            let bits = match digits.len() {
                4 if separators == 0 && year(&digits) => 7.3,
                4 if day_and_month(&digits) => 9.5,
                6 if day_and_month(&digits[..4]) || day_and_month(&digits[2..]) => 16.0,
                7 if separators == 2 => 16.5,
                8 if year(&digits[4..]) && day_and_month(&digits[..4]) => 16.5,
                8 if year(&digits[..4]) && day_and_month(&digits[4..]) => 16.5,
                _ => continue,
            };
            let bits = bits + if separators > 0 { 1.0 } else { 0.0 };
            out.push(Match { start, end, bits, kind: Kind::Date });
        }
    }
}

/// A part that repeats what stands right before it, once or more.
fn repeats(lower: &[char], out: &mut Vec<Match>) {
    for unit in 1..=lower.len() / 2 {
        for start in unit..=lower.len() - unit {
            let mut end = start;
            while end + unit <= lower.len() && lower[end..end + unit] == lower[start - unit..start] {
                end += unit;
                let times = (end - start) / unit;
                out.push(Match { start, end, bits: 1.0 + (times as f64 + 1.0).log2(), kind: Kind::Repeat });
            }
        }
    }
}
