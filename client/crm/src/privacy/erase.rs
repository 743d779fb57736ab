//! Erasing a person: everything that goes, what of others has to be rewritten, and the search afterwards for what is left
//! in anybody's words. What is evidence stays: it knows the person by an id that then names nobody, and addresses by marks.

use super::key::HELD;
use super::point::{Mark, Marker, marks_of};
use crate::book::Book;
use crate::clock::Clock;
use crate::field::{Value, ValueError};
use crate::fold::{fold_into, fold_name, phone_digits, phone_tail};
use crate::peek::RecordRef;
use crate::record::{Record, RecordId};
use crate::schema::{FieldKey, Kind, Shape, key};
use memchr::memmem::Finder;
use std::collections::BTreeSet;

/// Most hits of a search for what is left.
pub const MAX_HITS: usize = 1_000;
/// Shortest word that tells somebody from everybody.
const MIN_TOKEN: usize = 4;

/// What erasing a person comes to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Erasure {
    /// Records that go, with all their versions: the person, and what is about nobody else.
    pub gone: Vec<(RecordId, Kind)>,
    /// Records of others that name the person and lose that link.
    pub rewritten: Vec<RecordId>,
    /// Evidence that stays and names the id.
    pub kept: Vec<RecordId>,
    /// Marks of the person's contact points, to be suppressed.
    pub points: Vec<Mark>,
    /// What to look for afterwards.
    pub tokens: Tokens,
}

/// Words by which a person would be found, folded.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Tokens {
    /// Whole name and addresses.
    texts: Vec<String>,
    /// Telephone numbers, by their last digits.
    numbers: Vec<String>,
}

impl std::fmt::Debug for Tokens {
    /// How many only: they are somebody's name and addresses.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Tokens({} texts, {} numbers)", self.texts.len(), self.numbers.len())
    }
}

/// A field in which something is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Of which record.
    pub record: RecordId,
    /// In which field.
    pub field: FieldKey,
}

impl Tokens {
    /// Of a person: the name in both orders, mail addresses, telephone numbers, places on the web.
    pub fn of(person: &RecordRef<'_>) -> Self {
        let (given, family) = (person.text(key::GIVEN), person.text(key::FAMILY));
        let mut texts = Vec::new();
        if !given.trim().is_empty() && !family.trim().is_empty() {
            texts.extend([format!("{given} {family}"), format!("{family}, {given}"), format!("{family} {given}")]);
        }
        texts.push(person.name());
        for field in [key::EMAILS, key::LINKS, key::ADDRESSES] {
            texts.extend(person.points(field).into_iter().map(|(_, value)| value.to_owned()));
        }
        let mut texts: Vec<String> = texts.iter().map(|text| fold_name(text)).collect();
        let numbers = person.points(key::PHONES).into_iter().map(|(_, value)| phone_digits(value));
        let mut numbers: Vec<String> = numbers.map(|digits| phone_tail(&digits).to_owned()).collect();
        for all in [&mut texts, &mut numbers] {
            all.retain(|token| token.chars().count() >= MIN_TOKEN);
            all.sort();
            all.dedup();
        }
        Self { texts, numbers }
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty() && self.numbers.is_empty()
    }
}

impl Book {
    /// What erasing this person comes to; `None` if there is no such person.
    pub fn erasure(&self, person: &RecordId, marker: &dyn Marker) -> Option<Erasure> {
        let record = self.get(person).filter(|record| record.kind() == Kind::Person)?;
        let points = marks_of(&record, marker).into_iter().map(|(_, mark)| mark).collect();
        let tokens = Tokens::of(&record);
        let mut erasure = Erasure { gone: vec![(*person, Kind::Person)], points, tokens, ..Erasure::default() };
        for row in self.referring_rows(person) {
            let (id, Some(other)) = (self.id_of(row), self.peek(row)) else { continue };
            match other.kind() {
                kind if kind.is_written_once() => erasure.kept.push(id),
                kind if is_theirs_alone(&other, person) => erasure.gone.push((id, kind)),
                _ => erasure.rewritten.push(id),
            }
        }
        // Files of what goes go with it.
        let goes: Vec<RecordId> = erasure.gone.iter().map(|(id, _)| *id).collect();
        let files = goes.iter().flat_map(|holder| self.files_of(holder));
        let files: BTreeSet<RecordId> = files.filter(|id| !goes.contains(id)).collect();
        erasure.gone.extend(files.into_iter().map(|id| (id, Kind::File)));
        // Told apart from somebody is no link that the book counts. Whom somebody was made one of stays remembered, by an
        // id that then names nobody: what was withdrawn under it still holds.
        let remembers =
            |id: &RecordId| self.get(id).is_some_and(|other| other.relations(key::NOT_SAME).contains(person));
        let people = self.ids_of(Kind::Person).filter(|id| id != person && remembers(id));
        erasure.rewritten.extend(people);
        erasure.rewritten.sort();
        erasure.rewritten.dedup();
        Some(erasure)
    }

    /// The records of others without their links to this person.
    pub fn without(
        &self,
        person: &RecordId,
        erasure: &Erasure,
        clock: &mut Clock,
        now: u64,
    ) -> Result<Vec<(RecordId, Record)>, ValueError> {
        let mut records = Vec::new();
        for id in &erasure.rewritten {
            let Some(before) = self.record(id) else { continue };
            clock.observe(before.changed(), u64::MAX);
            let stamp = clock.tick(now);
            let mut after = before.clone();
            for spec in before.specs() {
                let value = match before.get(spec.key) {
                    Value::Link(to) if to == *person => Value::Empty,
                    Value::Relations(ids) if ids.contains(person) => {
                        Value::Relations(ids.into_iter().filter(|id| id != person).collect())
                    }
                    _ => continue,
                };
                after.set(spec.key, value, stamp)?;
            }
            if after != before {
                records.push((*id, after));
            }
        }
        Ok(records)
    }

    /// Where in anybody's words something of a person is left: every text, tag and contact point of every record, hidden
    /// ones too; at most [`MAX_HITS`].
    pub fn residue(&self, tokens: &Tokens) -> Vec<Hit> {
        let texts: Vec<Finder<'_>> = tokens.texts.iter().map(Finder::new).collect();
        let numbers: Vec<Finder<'_>> = tokens.numbers.iter().map(Finder::new).collect();
        let (mut hits, mut folded) = (Vec::new(), String::new());
        for row in 0..self.rows_len() as crate::book::Row {
            let Some(record) = self.peek(row) else { continue };
            record.for_each_string(|field, text| {
                folded.clear();
                fold_into(text, &mut folded);
                let blanks = |folded: &str| folded.contains(|c: char| c.is_whitespace() && c != ' ');
                if blanks(&folded) || folded.contains("  ") {
                    folded = fold_name(&folded);
                }
                let found =
                    |finders: &[Finder<'_>], text: &str| finders.iter().any(|one| one.find(text.as_bytes()).is_some());
                let has_number = || {
                    let digits: String = folded.chars().filter(char::is_ascii_digit).collect();
                    found(&numbers, &digits)
                };
                let hit = Hit { record: self.id_of(row), field };
                if hits.len() < MAX_HITS
                    && hits.last() != Some(&hit)
                    && (found(&texts, &folded) || !numbers.is_empty() && has_number())
                {
                    hits.push(hit);
                }
            });
        }
        hits
    }
}

/// Whether a record is about this person and nobody else: what was noted, said, decided and filed about them. A deal is
/// the business's own, whoever it was with.
fn is_theirs_alone(record: &RecordRef<'_>, person: &RecordId) -> bool {
    let only = |field: FieldKey| record.relations(field).iter().all(|id| id == person);
    match record.kind() {
        Kind::Activity | Kind::Task => only(key::ABOUT),
        Kind::File => record.link(key::HOLDER) == Some(*person),
        Kind::BasisRecord | Kind::Restriction | Kind::Request => true,
        Kind::LegalHold => only(HELD),
        _ => false,
    }
}

impl<'a> RecordRef<'a> {
    /// Calls `with` for every string of the record, field by field, hidden ones too.
    fn for_each_string(&self, mut with: impl FnMut(FieldKey, &'a str)) {
        for spec in self.specs() {
            match spec.shape {
                Shape::Emails | Shape::Phones | Shape::Links | Shape::Addresses => {
                    self.points(spec.key).into_iter().for_each(|(_, value)| with(spec.key, value));
                }
                Shape::Tags => self.words(spec.key).into_iter().for_each(|tag| with(spec.key, tag)),
                Shape::Text | Shape::LongText | Shape::Note | Shape::Choice(_) => {
                    let text = self.text(spec.key);
                    if !text.is_empty() {
                        with(spec.key, text);
                    }
                }
                _ => {}
            }
        }
    }
}
