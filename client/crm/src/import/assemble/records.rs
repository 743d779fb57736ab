//! Records made and filled by an import of people: what is there stays, what differs is told.

use super::super::draft::{Draft, Side};
use super::super::issues::{Issues, Place};
use super::super::join::{Joined, joined, read};
use super::{Assembler, Pending};
use crate::book::Book;
use crate::clock::Stamp;
use crate::field::Value;
use crate::fold::fold_name;
use crate::lookalike::Traits;
use crate::record::{Record, RecordId};
use crate::schema::{self, FieldKey, Kind, Shape, key};
use crate::typed::choice;

impl Assembler<'_> {
    pub(super) fn make(
        &mut self,
        kind: Kind,
        side: &Side,
        company: Option<RecordId>,
        source: String,
        place: Place<'_>,
        issues: &mut Issues,
    ) -> RecordId {
        let mut record = Record::new(kind, self.stamp);
        let mut values = side.values();
        values.extend(company.filter(|_| kind == Kind::Person).map(|id| (key::COMPANY, Value::Link(id))));
        values.push((key::SOURCE, Value::Text(source)));
        for (field, value) in values {
            let set = self
                .read(kind, field, value)
                .and_then(|value| record.set(field, value, self.stamp).map_err(|error| error.to_string()));
            if let Err(why) = set {
                issues.note(place, &self.book.label(kind, field), &why, "This value is left out.");
            }
        }
        let id = (self.ids)();
        self.push(Pending { id, plain: record.encode(), made: true });
        id
    }

    pub(super) fn company(
        &mut self,
        draft: &Draft,
        file: &str,
        unit: &str,
        place: Place<'_>,
        issues: &mut Issues,
    ) -> Option<RecordId> {
        let name = draft.company.text(key::NAME);
        let folded = fold_name(name);
        if folded.is_empty() {
            if !draft.company.is_empty() {
                issues.note(place, "", "values of a company without its name", "These values are left out.");
            }
            return None;
        }
        let known = self.companies.get(&folded).copied().or_else(|| self.stored_company(&folded));
        let id = match known {
            Some(id) => {
                if draft.company.values().len() > 1 {
                    let at = self.pending_of(id);
                    self.fill(at, &draft.company, None, place, issues);
                }
                id
            }
            None => {
                self.out.counts.companies_new += 1;
                let source = format!("{file}, {unit} {}", draft.row);
                self.make(Kind::Company, &draft.company, None, source, place, issues)
            }
        };
        self.company_names.entry(id).or_insert_with(|| name.to_owned());
        self.companies.insert(folded, id);
        Some(id)
    }

    fn stored_company(&mut self, folded: &str) -> Option<RecordId> {
        let traits = Traits { company: true, name: folded.to_owned(), ..Traits::default() };
        self.book.similar(&traits).first().map(|(_, id)| *id)
    }

    /// Fills empty fields and adds contact points and tags; what is there stays. Says whether anything changed.
    pub(super) fn fill(
        &mut self,
        at: u32,
        side: &Side,
        company: Option<RecordId>,
        place: Place<'_>,
        issues: &mut Issues,
    ) -> bool {
        let Ok(mut record) = Record::decode(&self.pending[at as usize].plain) else {
            return false;
        };
        let kind = record.kind();
        let stamp = if self.pending[at as usize].made { self.stamp } else { self.later_than(&record) };
        let mut values = side.values();
        values.extend(company.filter(|_| kind == Kind::Person).map(|id| (key::COMPANY, Value::Link(id))));
        let mut changed = false;
        for (field, value) in values {
            let there = record.get(field);
            let value = match self.read(kind, field, value) {
                Ok(value) => value,
                Err(why) => {
                    issues.note(place, &self.book.label(kind, field), &why, "This value is left out.");
                    continue;
                }
            };
            match joined(field, &there, value) {
                Joined::Same => {}
                Joined::New(value) => match record.set(field, value, stamp) {
                    Ok(set) => changed |= set,
                    Err(error) => {
                        issues.note(place, &self.book.label(kind, field), &error.to_string(), "This value is left out.")
                    }
                },
                Joined::Differs(theirs) => {
                    let what = format!("{} differs from what is already here", self.book.label(kind, field));
                    issues.note(place, &theirs, &what, &kept(self.book, (kind, field), &there));
                }
            }
        }
        if changed {
            self.pending[at as usize].plain = record.encode();
        }
        changed
    }

    /// A value as its field holds it; a word to choose as the list has it, whatever the case.
    fn read(&mut self, kind: Kind, field: FieldKey, value: Value) -> Result<Value, String> {
        let value = read(kind, field, value, self.currency)?;
        let Value::Text(text) = &value else { return Ok(value) };
        Ok(match schema::field_of(kind, field).map(|spec| spec.shape) {
            Some(Shape::Choice(&[])) => {
                let book = &*self.book;
                let words = self.choices.entry((kind, field)).or_insert_with(|| book.choices(kind, field));
                Value::Text(choice(words, text))
            }
            Some(Shape::Choice(words)) => Value::Text(choice(words, text)),
            _ => value,
        })
    }

    fn later_than(&mut self, record: &Record) -> Stamp {
        self.clock.observe(record.changed(), u64::MAX);
        self.clock.tick(self.now_ms)
    }
}

/// What happens where a value is there already; what lists mask is not said here either.
fn kept(book: &Book, (kind, field): (Kind, FieldKey), there: &Value) -> String {
    match there {
        _ if book.is_masked(kind, field) => "What is there is kept.".to_owned(),
        Value::Text(text) => format!("“{text}” is kept."),
        _ => "“the company there” is kept.".to_owned(),
    }
}
