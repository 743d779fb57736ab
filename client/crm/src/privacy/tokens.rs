//! Words by which somebody would be found in texts of others: of their record, or typed where that is gone.

use super::point::{PointKind, points_of};
use crate::fold::{fold_name, phone_digits, phone_tail};
use crate::peek::RecordRef;
use crate::schema::key;

/// Shortest word that tells somebody from everybody.
const MIN_TOKEN: usize = 4;
/// Shortest name that is looked for alone.
const MIN_NAME: usize = 2;
/// Most digits of a telephone number, with what is dialled before the country's code.
const MAX_DIGITS: usize = 17;
/// What stands between the digits of one number.
const BETWEEN_DIGITS: &str = " +-./()";

/// Words by which a person would be found, folded.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Tokens {
    /// Whole name and addresses.
    pub(super) texts: Vec<String>,
    /// Telephone numbers, by their last digits.
    pub(super) numbers: Vec<String>,
    /// Family name and given names alone, as whole words: others have them too, and some are common words.
    names: Vec<String>,
}

impl std::fmt::Debug for Tokens {
    /// How many only: they are somebody's name and addresses.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { texts, numbers, names } = self;
        write!(f, "Tokens({} texts, {} numbers, {} names)", texts.len(), numbers.len(), names.len())
    }
}

impl Tokens {
    /// Of a person: the name in both orders, its parts alone, and every contact point, those in fields of the team's own too.
    pub fn of(person: &RecordRef<'_>) -> Self {
        let (given, family) = (person.text(key::GIVEN), person.text(key::FAMILY));
        let mut texts = Vec::new();
        if !given.trim().is_empty() && !family.trim().is_empty() {
            texts.extend([format!("{given} {family}"), format!("{family}, {given}"), format!("{family} {given}")]);
        }
        texts.push(person.name());
        let points = points_of(person);
        let (phones, others): (Vec<_>, Vec<_>) = points.into_iter().partition(|(kind, ..)| *kind == PointKind::Phone);
        texts.extend(others.into_iter().map(|(.., value)| value.to_owned()));
        let texts = texts.iter().map(|text| fold_name(text)).collect();
        let numbers = phones.into_iter().map(|(.., value)| phone_digits(value));
        let numbers = numbers.map(|digits| phone_tail(&digits).to_owned()).collect();
        let alone = [family, person.text(key::NICKNAME)].into_iter().chain(given.split_whitespace());
        let names = alone.map(fold_name).collect();
        Self { texts, numbers, names }.cleaned()
    }

    /// Of words that somebody types, one name, address or number a line: to look again where those of the record are not
    /// known any more.
    pub fn of_words(words: &str) -> Self {
        let lines = || words.lines().map(str::trim).filter(|line| !line.is_empty());
        let is_number = |line: &&str| line.chars().all(|c| !c.is_alphabetic() && c != '@');
        let texts = lines().filter(|line| !is_number(line)).map(fold_name).collect();
        let numbers = lines().filter(is_number).map(|line| phone_tail(&phone_digits(line)).to_owned()).collect();
        // Of a name each word is looked for; of an address none.
        let is_name = |line: &&str| line.chars().all(|c| c.is_alphabetic() || " '’-.,".contains(c));
        let words = lines().filter(is_name).flat_map(|line| line.split([' ', ',']));
        let names = words.map(fold_name).collect();
        Self { texts, numbers, names }.cleaned()
    }

    fn cleaned(mut self) -> Self {
        for all in [&mut self.texts, &mut self.numbers] {
            all.retain(|token| token.chars().count() >= MIN_TOKEN);
            all.sort();
            all.dedup();
        }
        self.names.retain(|name| name.chars().filter(|c| c.is_alphanumeric()).count() >= MIN_NAME);
        self.names.sort();
        self.names.dedup();
        self
    }

    /// Whether anything of it stands in a text, be it a name alone.
    pub fn are_named_in(&self, text: &str) -> bool {
        self.stand_in(text) || self.have_a_name_in(&fold_name(text))
    }

    /// Whether a part of the name stands alone, as a whole word, in a folded text.
    pub(super) fn have_a_name_in(&self, folded: &str) -> bool {
        self.names.iter().any(|name| has_words(folded, name))
    }

    /// Whether any of it stands in a text.
    pub fn stand_in(&self, text: &str) -> bool {
        let folded = fold_name(text);
        let digits: String = folded.chars().filter(char::is_ascii_digit).collect();
        self.texts.iter().any(|token| folded.contains(token)) || self.numbers.iter().any(|token| digits.contains(token))
    }

    /// Whether any of it stands in a text as whole words or a whole number.
    pub fn stand_whole_in(&self, text: &str) -> bool {
        let folded = fold_name(text);
        self.texts.iter().any(|token| has_words(&folded, token)) || has_number(&folded, &self.numbers)
    }

    pub(super) fn stand_whole_in_record(&self, record: &RecordRef<'_>) -> bool {
        let mut found = false;
        record.for_each_string(|_, text| found = found || self.stand_whole_in(text));
        found
    }

    /// With those of another person who was the same.
    pub fn add(&mut self, others: Self) {
        self.texts.extend(others.texts);
        self.numbers.extend(others.numbers);
        self.names.extend(others.names);
        *self = std::mem::take(self).cleaned();
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty() && self.numbers.is_empty() && self.names.is_empty()
    }
}

/// Whether words stand in a folded text with no letter or digit directly before or after them.
fn has_words(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + words.len()..]);
        !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric)
    })
}

/// Whether a whole number of a folded text, in one group of digits or several, has one of these as what tells it from
/// others.
fn has_number(text: &str, tails: &[String]) -> bool {
    let begins = |at: usize, c: char| c.is_ascii_digit() && !text[..at].ends_with(char::is_alphanumeric);
    !tails.is_empty()
        && text.char_indices().filter(|(at, c)| begins(*at, *c)).any(|(at, _)| {
            let (mut digits, mut rest) = (String::new(), text[at..].chars().peekable());
            while let Some(c) = rest.next() {
                if !c.is_ascii_digit() {
                    if BETWEEN_DIGITS.contains(c) {
                        continue;
                    }
                    return false;
                }
                digits.push(c);
                if digits.len() > MAX_DIGITS {
                    return false;
                }
                let ends = rest.peek().is_none_or(|next| !next.is_alphanumeric());
                if ends && tails.iter().any(|tail| tail.as_str() == phone_tail(&digits)) {
                    return true;
                }
            }
            false
        })
}
