//! Whom else a text names: other people of the vault by name, mail address or telephone number, and any mail address or
//! international number that is not the person's own. A guess that errs on the side of asking: what is found is decided on
//! by somebody.
//!
//! The texts are indexed by their words once; then all people pass by once, each with a look-up of the family name.

use super::reading::{Digits, Word, digits_in, mails_in, split_folded, words_in};
use crate::book::Book;
use crate::fold::{phone_digits, phone_tail};
use crate::peek::RecordRef;
use crate::privacy::PointKind;
use crate::record::RecordId;
use crate::schema::{Kind, key};
use std::collections::{HashMap, HashSet};

/// Shortest name that is taken for one where it stands alone.
const MIN_ALONE: usize = 4;
/// Words that may stand between given and family name.
const MAX_BETWEEN: usize = 2;
/// Fewest digits that tell a telephone number from other numbers.
const MIN_DIGITS: usize = 7;
const MAX_DIGITS: usize = 9;

/// A stretch of a text that names somebody else, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Naming {
    /// Its first byte.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// Whether it can hardly be anything else; a family name alone can.
    pub sure: bool,
}

/// The person whose texts they are, by what is theirs.
pub(super) struct Own {
    ids: Vec<RecordId>,
    /// Each word of the name.
    words: HashSet<String>,
    full: (Vec<String>, Vec<String>),
    mails: Vec<String>,
    numbers: Vec<String>,
}

fn folded_words(text: &str) -> Vec<String> {
    let mut buffer = String::new();
    split_folded(text, &mut buffer).map(str::to_owned).collect()
}

fn numbers(person: &RecordRef<'_>) -> Vec<String> {
    let tails = person.points(key::PHONES).into_iter().map(|(_, value)| phone_tail(&phone_digits(value)).to_owned());
    tails.filter(|tail| tail.len() >= MIN_DIGITS).collect()
}

impl Own {
    pub(super) fn of(person: &RecordRef<'_>, ids: &[RecordId]) -> Self {
        let full = (folded_words(person.text(key::GIVEN)), folded_words(person.text(key::FAMILY)));
        let mails = person.points(key::EMAILS).into_iter().map(|(_, value)| PointKind::Email.normalise(value));
        Self {
            ids: ids.to_vec(),
            words: [key::GIVEN, key::MIDDLE, key::FAMILY, key::NICKNAME]
                .into_iter()
                .flat_map(|field| folded_words(person.text(field)))
                .collect(),
            full,
            mails: mails.collect(),
            numbers: numbers(person),
        }
    }
}

struct Texts {
    words: Vec<Vec<Word>>,
    /// Where each word stands: text and place.
    at: HashMap<String, Vec<(usize, usize)>>,
}

impl Texts {
    fn of(texts: &[&str]) -> Self {
        let words: Vec<Vec<Word>> = texts.iter().map(|text| words_in(text)).collect();
        let mut at: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
        for (text, words) in words.iter().enumerate() {
            for (place, word) in words.iter().enumerate() {
                at.entry(word.folded.clone()).or_default().push((text, place));
            }
        }
        Self { words, at }
    }
}

/// Stretches of digits by each run of so many of them.
struct Numbers {
    runs: Vec<(usize, Digits)>,
    at: HashMap<String, Vec<(usize, usize)>>,
}

impl Numbers {
    fn of(texts: &[&str]) -> Self {
        let found =
            texts.iter().enumerate().flat_map(|(text, words)| digits_in(words).into_iter().map(move |run| (text, run)));
        let runs: Vec<(usize, Digits)> = found.filter(|(_, run)| run.digits.len() >= MIN_DIGITS).collect();
        let mut at: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
        for (number, (_, run)) in runs.iter().enumerate() {
            for len in MIN_DIGITS..=MAX_DIGITS.min(run.digits.len()) {
                for from in 0..=run.digits.len() - len {
                    at.entry(run.digits[from..from + len].to_owned()).or_default().push((number, from));
                }
            }
        }
        Self { runs, at }
    }

    /// Where a number stands, as a whole stretch: what is dialled before it goes too.
    fn find(&self, tail: &str) -> impl Iterator<Item = (usize, usize, usize)> + '_ {
        let at = self.at.get(tail).into_iter().flatten();
        at.map(|(number, _)| {
            let (text, run) = &self.runs[*number];
            (*text, run.from, run.to)
        })
    }
}

/// For every text whom else it names, from first to last, nothing twice. `near` are people who stand close to the person,
/// as colleagues: of them a given name alone is enough.
pub(super) fn namings(book: &Book, own: &Own, near: &HashSet<RecordId>, texts: &[&str]) -> Vec<Vec<Naming>> {
    let by_name = Texts::of(texts);
    let by_number = Numbers::of(texts);
    let mut found: Vec<Vec<Naming>> = texts.iter().map(|text| written_out(own, text)).collect();
    let mut buffer = String::new();
    for (row, person) in book.records_of(Kind::Person) {
        let id = book.id_of(row);
        if own.ids.contains(&id) {
            continue;
        }
        by_name.look(own, &person, near.contains(&id), &mut buffer, &mut found);
        if !by_number.at.is_empty() {
            for (text, from, to) in
                numbers(&person).iter().filter(|tail| !own.numbers.contains(tail)).flat_map(|tail| by_number.find(tail))
            {
                found[text].push(Naming { from, to, sure: true });
            }
        }
    }
    found.into_iter().map(merged).collect()
}

/// Mail addresses and international numbers, of whomever they are.
fn written_out(own: &Own, text: &str) -> Vec<Naming> {
    let mails = mails_in(text)
        .into_iter()
        .filter(|(from, to)| !own.mails.contains(&PointKind::Email.normalise(&text[*from..*to])));
    let numbers = digits_in(text).into_iter().filter(|run| {
        let tail = phone_tail(&run.digits);
        run.plus && run.digits.len() > MIN_DIGITS && !own.numbers.iter().any(|own| own == tail)
    });
    let numbers = numbers.map(|run| (run.from, run.to));
    mails.chain(numbers).map(|(from, to)| Naming { from, to, sure: true }).collect()
}

impl Texts {
    fn look(&self, own: &Own, person: &RecordRef<'_>, near: bool, buffer: &mut String, found: &mut [Vec<Naming>]) {
        let (given, family) = (person.text(key::GIVEN), person.text(key::FAMILY));
        let first = split_folded(if family.trim().is_empty() { given } else { family }, buffer).next();
        let family_is_there = first.is_some_and(|word| self.at.contains_key(word));
        if !family_is_there && !near {
            return;
        }
        let (given, family) = (folded_words(given), folded_words(family));
        if (&given, &family) == (&own.full.0, &own.full.1) {
            // Nothing tells them apart by name.
            return;
        }
        if family_is_there && !family.is_empty() {
            self.places(&family).for_each(|(text, place)| {
                found[text].extend(self.named(own, (text, place), &given, &family));
            });
        }
        if family.is_empty() || near {
            let shortest = if near { MIN_ALONE - 1 } else { MIN_ALONE };
            self.places(&given).for_each(|(text, place)| {
                found[text].extend(self.alone(own, (text, place), &given, shortest));
            });
        }
    }

    /// Where these words stand, one after the other.
    fn places<'b>(&'b self, name: &'b [String]) -> impl Iterator<Item = (usize, usize)> + 'b {
        let first = name.first().and_then(|word| self.at.get(word.as_str()));
        let all = first.into_iter().flatten().copied();
        all.filter(|(text, place)| self.is_at(*text, *place, name))
    }

    fn is_at(&self, text: usize, place: usize, name: &[String]) -> bool {
        let there = self.words[text].get(place..place + name.len());
        !name.is_empty() && there.is_some_and(|words| words.iter().map(|word| &word.folded).eq(name))
    }

    fn span(&self, text: usize, first: usize, last: usize, sure: bool) -> Naming {
        Naming { from: self.words[text][first].from, to: self.words[text][last].to, sure }
    }

    /// A family name with the given name before or after it, or alone.
    fn named(&self, own: &Own, (text, place): (usize, usize), given: &[String], family: &[String]) -> Option<Naming> {
        let last = place + family.len() - 1;
        let before = (0..=MAX_BETWEEN).find_map(|between| {
            let at = place.checked_sub(between + given.len())?;
            self.is_at(text, at, given).then_some(at)
        });
        if let Some(at) = before {
            return Some(self.span(text, at, last, true));
        }
        if self.is_at(text, last + 1, given) {
            return Some(self.span(text, place, last + given.len(), true));
        }
        self.alone(own, (text, place), family, MIN_ALONE)
    }

    /// A name that stands alone, written like one.
    fn alone(&self, own: &Own, (text, place): (usize, usize), name: &[String], shortest: usize) -> Option<Naming> {
        let letters: usize = name.iter().map(|word| word.chars().count()).sum();
        let fits = letters >= shortest
            && self.words[text][place].is_capital
            && !name.iter().any(|word| own.words.contains(word));
        fits.then(|| self.span(text, place, place + name.len() - 1, false))
    }
}

/// What overlaps as one.
fn merged(mut found: Vec<Naming>) -> Vec<Naming> {
    found.sort();
    let mut merged: Vec<Naming> = Vec::with_capacity(found.len());
    for one in found {
        match merged.last_mut().filter(|last| one.from < last.to) {
            Some(last) => (last.to, last.sure) = (last.to.max(one.to), last.sure || one.sure),
            None => merged.push(one),
        }
    }
    merged
}
