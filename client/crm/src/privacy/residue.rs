//! What is left of an erased person in anybody's words: found, and taken out where nobody is shown it.

use super::tokens::Tokens;
use crate::book::{Book, Row};
use crate::fold::{fold_into, fold_name};
use crate::peek::RecordRef;
use crate::record::{Record, RecordId};
use crate::schema::custom::Form;
use crate::schema::{self, FieldKey, Kind, Shape, key};
use memchr::memmem::Finder;
use std::collections::BTreeSet;

/// Most hits of a search for what is left.
pub const MAX_HITS: usize = 1_000;
/// Most places where a name alone stands that are told at once.
pub const MAX_FAINT: usize = 200;

/// A field in which something is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// Of which record.
    pub record: RecordId,
    /// In which field.
    pub field: FieldKey,
}

impl Book {
    /// Takes out of others' records what lost a merge, was seen and replaced by the winner's writer, and names a person:
    /// nobody is shown it, so nobody could decide on it. What is shown as set aside is decided on like any other place.
    /// What a hold by law keeps at this moment, ms since 1970, is left as it is. Gives the places.
    pub fn take_replaced(
        &self,
        tokens: &Tokens,
        (gone, rewritten): (&BTreeSet<RecordId>, &mut Vec<(RecordId, Record)>),
        now: u64,
    ) -> Vec<Hit> {
        let mut taken = Vec::new();
        let held = self.held_by_law(now);
        for row in 0..self.rows_len() as Row {
            let (id, Some(peek)) = (self.id_of(row), self.peek(row)) else { continue };
            let names = |text: &[u8]| text.utf8_chunks().any(|chunk| tokens.are_named_in(chunk.valid()));
            let named: BTreeSet<FieldKey> =
                peek.lost().filter(|(_, text)| names(text)).map(|(field, _)| field).collect();
            if named.is_empty() || gone.contains(&id) || held.contains(&id) {
                continue;
            }
            let at = rewritten.iter().position(|(known, _)| *known == id);
            let Some(mut record) = at.map(|at| rewritten[at].1.clone()).or_else(|| self.record(&id)) else { continue };
            let of = |record: &Record, field| record.lost_bytes(field).filter(|text| names(text)).count();
            let before = record.clone();
            record.let_replaced_go();
            let fewer = named.into_iter().filter(|field| of(&record, *field) < of(&before, *field));
            let fewer: Vec<Hit> = fewer.map(|field| Hit { record: id, field }).collect();
            if fewer.is_empty() {
                continue;
            }
            taken.extend(fewer);
            match at {
                Some(at) => rewritten[at].1 = record,
                None => rewritten.push((id, record)),
            }
        }
        taken
    }

    /// Where in anybody's words something of a person is left: every text, tag and contact point of every record, hidden
    /// ones and what lost a merge too; at most [`MAX_HITS`]. Places that were kept are passed over, so that they hide no later ones.
    pub fn residue(&self, tokens: &Tokens, kept: &BTreeSet<Hit>) -> Vec<Hit> {
        let texts: Vec<Finder<'_>> = tokens.texts.iter().map(Finder::new).collect();
        let numbers: Vec<Finder<'_>> = tokens.numbers.iter().map(Finder::new).collect();
        let (mut hits, mut folded) = (Vec::new(), String::new());
        for row in 0..self.rows_len() as Row {
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
                    && is_new(&hits, &hit)
                    && !kept.contains(&hit)
                    && (found(&texts, &folded) || !numbers.is_empty() && has_number())
                {
                    hits.push(hit);
                }
            });
        }
        hits
    }

    /// Where a part of the name stands alone, as a whole word, in what people wrote: "Mrs Hirthe called". It may be somebody
    /// else, or no name at all, so it is told apart from what [`residue`](Self::residue) finds; at most [`MAX_FAINT`]. What
    /// other people and companies are called is no such place.
    pub fn faint_residue(&self, tokens: &Tokens, kept: &BTreeSet<Hit>) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        let prose = |row: &Row| self.kind_of(*row).is_some_and(is_written_by_people);
        for row in (0..self.rows_len() as Row).filter(prose) {
            let Some(record) = self.peek(row).filter(|_| hits.len() < MAX_FAINT) else { continue };
            let kind = record.kind();
            record.for_each_string(|field, text| {
                let hit = Hit { record: self.id_of(row), field };
                let may_count = hits.len() < MAX_FAINT && is_new(&hits, &hit) && !kept.contains(&hit);
                if may_count && is_prose(kind, field) {
                    let folded = fold_name(text);
                    if tokens.have_a_name_in(&folded) && !tokens.stand_in(text) {
                        hits.push(hit);
                    }
                }
            });
        }
        hits
    }
}

impl Tokens {
    /// Whether any of it stands in a field of a record, or in what lost against it there.
    pub fn stand_in_field(&self, record: &Record, field: FieldKey) -> bool {
        any_in_field(record, field, |text| self.stand_in(text))
    }

    /// The same of a part of the name alone as well.
    pub fn name_in_field(&self, record: &Record, field: FieldKey) -> bool {
        any_in_field(record, field, |text| self.are_named_in(text))
    }

    /// What lost against a field's value and names somebody, be it by a part of the name.
    pub fn named_in_lost(&self, record: &Record, field: FieldKey) -> Option<String> {
        let mut texts = record.lost_bytes(field).flat_map(<[u8]>::utf8_chunks).map(|chunk| chunk.valid());
        texts.find(|text| self.are_named_in(text)).map(str::to_owned)
    }
}

fn any_in_field(record: &Record, field: FieldKey, is: impl Fn(&str) -> bool) -> bool {
    let (plain, mut found) = (record.encode(), false);
    if let Ok(peek) = RecordRef::parse(&plain) {
        peek.for_each_string(|of, text| found = found || of == field && is(text));
    }
    found
}

/// Whether a place is not among those found before: those of one record stand together.
fn is_new(hits: &[Hit], hit: &Hit) -> bool {
    !hits.iter().rev().take_while(|known| known.record == hit.record).any(|known| known == hit)
}

/// Whether records of a kind hold words that somebody wrote about somebody.
fn is_written_by_people(kind: Kind) -> bool {
    kind.is_worked_with() || matches!(kind, Kind::File | Kind::Request | Kind::Template)
}

/// Whether a field is such words, and not what somebody else is called.
fn is_prose(kind: Kind, field: FieldKey) -> bool {
    let shape = schema::field_of(kind, field).map(|spec| spec.shape);
    let is_text = matches!(shape, Some(Shape::Text | Shape::LongText | Shape::Note));
    let is_card = matches!(kind, Kind::Person | Kind::Company) && field != key::NOTES && Form::of(field).is_none();
    is_text && !is_card
}

impl<'a> RecordRef<'a> {
    /// Calls `with` for every string of the record, field by field, hidden ones too, and then for those that lost a merge and
    /// are still in it.
    pub(super) fn for_each_string(&self, mut with: impl FnMut(FieldKey, &'a str)) {
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
                // What a saved view, or a rule of retention, filters by.
                Shape::Bytes if matches!(self.kind(), Kind::View | Kind::RetentionRule) => {
                    self.bytes(spec.key).utf8_chunks().for_each(|chunk| with(spec.key, chunk.valid()));
                }
                _ => {}
            }
        }
        for (field, lost) in self.lost() {
            match schema::field_of(self.kind(), field).map(|spec| spec.shape) {
                Some(Shape::Text | Shape::LongText | Shape::Note | Shape::Choice(_) | Shape::Bytes) | None => {
                    lost.utf8_chunks()
                        .filter(|chunk| !chunk.valid().is_empty())
                        .for_each(|chunk| with(field, chunk.valid()));
                }
                _ => {}
            }
        }
    }
}
