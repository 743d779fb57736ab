//! Reading a text without losing its places: words, mail addresses, stretches of digits, and the same text folded with the
//! way back.

use crate::fold::{fold, fold_into};

/// A word of a text.
pub(super) struct Word {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) folded: String,
    /// Begins with a capital, or with a letter that knows none.
    pub(super) is_capital: bool,
}

/// Digits with the marks that stand between those of a telephone number.
pub(super) struct Digits {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) digits: String,
    pub(super) plus: bool,
}

fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

fn in_word(letter: char) -> bool {
    letter.is_alphanumeric() || is_mark(letter)
}

/// The words of a text, folded.
pub(super) fn words_in(text: &str) -> Vec<Word> {
    let (mut words, mut from) = (Vec::new(), None);
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        match (from, in_word(letter)) {
            (None, true) => from = Some(at),
            (Some(start), false) => {
                let word = &text[start..at];
                let first = word.chars().next().unwrap_or_default();
                words.push(Word { from: start, to: at, folded: fold(word), is_capital: !first.is_lowercase() });
                from = None;
            }
            _ => {}
        }
    }
    words
}

/// The words of a name, folded.
pub(super) fn split_folded<'a>(name: &str, buffer: &'a mut String) -> impl Iterator<Item = &'a str> + use<'a> {
    buffer.clear();
    fold_into(name, buffer);
    buffer.split(|letter: char| !in_word(letter)).filter(|word| !word.is_empty())
}

/// Mail addresses, by their places.
pub(super) fn mails_in(text: &str) -> Vec<(usize, usize)> {
    let local = |letter: char| letter.is_alphanumeric() || "._%+-'".contains(letter);
    let host = |letter: char| letter.is_alphanumeric() || ".-".contains(letter);
    let ends = text.match_indices('@').filter_map(|(at, _)| {
        let from = text[..at].char_indices().rev().take_while(|(_, letter)| local(*letter)).last()?.0;
        let after = &text[at + 1..];
        let len = after.find(|letter| !host(letter)).unwrap_or(after.len());
        let named = after[..len].trim_end_matches(['.', '-']);
        (!named.is_empty()).then_some((from, at + 1 + named.len()))
    });
    ends.collect()
}

/// Stretches of digits.
pub(super) fn digits_in(text: &str) -> Vec<Digits> {
    let mut found = Vec::new();
    let mut run: Option<(Digits, usize)> = None;
    for (at, letter) in text.char_indices().chain([(text.len(), '\n')]) {
        let between = " -./()\u{a0}".contains(letter);
        match &mut run {
            Some((digits, gap)) if letter.is_ascii_digit() => {
                digits.digits.push(letter);
                (digits.to, *gap) = (at + 1, 0);
            }
            Some((_, gap)) if between && *gap < 3 => *gap += 1,
            known => {
                found.extend(known.take().map(|(digits, _)| digits));
                if letter.is_ascii_digit() || letter == '+' {
                    let digits = if letter == '+' { String::new() } else { letter.to_string() };
                    *known = Some((Digits { from: at, to: at + 1, digits, plus: letter == '+' }, 0));
                }
            }
        }
    }
    found.retain(|run| !run.digits.is_empty());
    found
}

/// Where a text says these words, whatever the case and accents.
pub(super) fn places_of(text: &str, words: &str) -> Vec<(usize, usize)> {
    let wanted = fold(words.trim());
    if wanted.is_empty() {
        return Vec::new();
    }
    // Each byte of the folded text with the letter that it came from.
    let (mut folded, mut origin) = (String::new(), Vec::new());
    for (at, letter) in text.char_indices() {
        fold_into(letter.encode_utf8(&mut [0; 4]), &mut folded);
        origin.resize(folded.len(), (at, at + letter.len_utf8()));
    }
    let places = folded.match_indices(&wanted).filter_map(|(from, found)| {
        let (first, last) = (origin.get(from)?, origin.get(from + found.len() - 1)?);
        Some((first.0, last.1))
    });
    places.collect()
}
