//! How names are compared: of people whatever the order of the words, of companies whatever the legal form.

use super::nicknames::in_full;
use crate::near::{Near, mask_of};
use crate::schema::Kind;

/// Letters with which a name begins to tell people apart.
pub(super) const BEGINNING: usize = 3;
/// Words at the end of a company's name that say its legal form.
const LEGAL_FORMS: [&str; 24] = [
    "ab",
    "ag",
    "as",
    "bv",
    "co",
    "company",
    "corp",
    "corporation",
    "eg",
    "ev",
    "gmbh",
    "inc",
    "incorporated",
    "kg",
    "limited",
    "llc",
    "llp",
    "ltd",
    "nv",
    "ohg",
    "oy",
    "plc",
    "sa",
    "srl",
];

/// Words without the marks that stand at them.
pub(super) fn words(name: &str) -> Vec<&str> {
    name.split(|letter: char| letter.is_whitespace() || matches!(letter, '.' | ',' | '(' | ')' | '"'))
        .filter(|word| !word.is_empty())
        .collect()
}

/// A folded name as it is compared: of people the order of the words says nothing, of companies the legal form.
pub(super) fn name_in_order(kind: Kind, name: &str) -> String {
    match kind {
        Kind::Company => without_form(name),
        Kind::Person => {
            let mut words = words(name);
            words.sort_unstable();
            words.join(" ")
        }
        _ => words(name).join(" "),
    }
}

/// A company's name without what says its legal form.
fn without_form(name: &str) -> String {
    // "S.A." and "SA" are one word.
    let plain: String = name.chars().filter(|letter| !matches!(letter, '.' | ',')).collect();
    let mut words: Vec<&str> = plain.split_whitespace().collect();
    while words.len() > 1 && words.last().is_some_and(|word| LEGAL_FORMS.contains(word) || *word == "&") {
        words.pop();
    }
    words.join(" ")
}

/// Whether one word is the other, or how it begins.
fn begins(one: &str, other: &str) -> bool {
    let (few, many) = if one.len() < other.len() { (one, other) } else { (other, one) };
    few == many || (few.chars().count() >= BEGINNING && many.starts_with(few))
}

/// Whether two given names may be one: the same, an initial, a short form, a beginning.
fn are_givens(one: &str, other: &str) -> bool {
    let initial = |word: &str| word.chars().next();
    let is_initial = |word: &str| word.chars().nth(1).is_none();
    ((is_initial(one) || is_initial(other)) && initial(one) == initial(other))
        || begins(one, other)
        || in_full(one) == in_full(other)
}

/// Whether one word is the other but for a letter or two; the same both ways round. A number that differs is another one:
/// "Markt 12" is not how anybody misspells "Markt 13".
fn misspelt(one: &str, other: &str) -> bool {
    let (few, many) = if one.chars().count() <= other.chars().count() { (one, other) } else { (other, one) };
    let digits = |word: &str| word.chars().filter(|letter| letter.is_numeric()).collect::<String>();
    Near::new(few, false).is_some_and(|near| {
        near.may_fit(many.chars().count(), mask_of(many.chars()))
            && digits(few) == digits(many)
            && near.likeness(many).is_some()
    })
}

/// Whether the first names of two people may be one, and their last ones.
pub(super) fn are_near(mine: &[&str], theirs: &[&str]) -> bool {
    match (mine, theirs) {
        ([given, .., family], [other_given, .., other_family]) => {
            begins(family, other_family) && are_givens(given, other_given)
        }
        _ => false,
    }
}

/// Whether they may be but for a letter or two in one of the two.
pub(super) fn are_misspelt(mine: &[&str], theirs: &[&str]) -> bool {
    match (mine, theirs) {
        ([given, .., family], [other_given, .., other_family]) => {
            (begins(family, other_family) && misspelt(given, other_given))
                || (are_givens(given, other_given) && misspelt(family, other_family))
        }
        _ => false,
    }
}

/// Whether two names tell by the same first word that they may be one.
fn begin_alike(one: &str, other: &str) -> bool {
    let first = first_word(one);
    first.chars().count() >= BEGINNING && first == first_word(other)
}

/// Whether one name is how the other begins, from a whole first word on: "Halden Wor", "Acme" and "Acme Trading".
pub(super) fn continues(one: &str, other: &str) -> bool {
    begin_alike(one, other) && begins(one, other)
}

/// Whether one name is the other but for a letter or two after a whole first word.
pub(super) fn is_misspelt(one: &str, other: &str) -> bool {
    begin_alike(one, other) && misspelt(one, other)
}

pub(super) fn first_word(name: &str) -> &str {
    name.split(' ').next().unwrap_or_default()
}
