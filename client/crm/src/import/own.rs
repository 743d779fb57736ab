//! Rows of a table as records of a kind of the team's own: every cell is read as its field asks, other records are found
//! by their names, and a row whose name is here already is another row of that record.

mod guess;
mod read;

use super::assemble::Assembled;
use super::issues::{Issues, Place};
use super::join::{Joined, joined};
use super::table::Table;
use super::{Content, File, Import, OnDuplicate, Target};
use crate::book::Book;
use crate::clock::{Clock, Stamp};
use crate::custom::Custom;
use crate::field::Value;
use crate::fold::fold_name;
use crate::peek::RecordRef;
use crate::record::{Record, RecordId};
use crate::schema::{FieldKey, Kind, key};
use crate::typed::Reader;
pub(super) use guess::{guessed, kind_of};
use std::collections::HashMap;

const LEFT_OUT: &str = "This value is left out.";
/// Columns of a sample.
const SAMPLE_FIELDS: usize = 5;

/// What comes of the rows of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// Which kind.
    pub kind: Kind,
    /// Records made.
    pub made: u32,
    /// Records already here that are added to.
    pub merged: u32,
}

/// The first rows of a file as they would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnSample {
    /// Of which kind.
    pub kind: Kind,
    /// The fields shown.
    pub fields: Vec<FieldKey>,
    /// Their values, row by row.
    pub rows: Vec<Vec<String>>,
}

/// Where a record of a name is.
#[derive(Clone, Copy)]
enum Known {
    Stored(RecordId),
    /// Among those of this import.
    Pending(usize),
}

/// A record made or changed by this import.
struct Pending {
    id: RecordId,
    record: Record,
    before: Option<Record>,
    /// A row of this import was added to it.
    merged: bool,
}

struct Work<'a> {
    book: &'a Book,
    reader: Reader<'a>,
    ids: &'a mut dyn FnMut() -> RecordId,
    clock: &'a mut Clock,
    now_ms: u64,
    stamp: Stamp,
    on_duplicate: OnDuplicate,
    names: HashMap<Kind, HashMap<String, Known>>,
    customs: HashMap<Kind, Vec<Custom>>,
    /// An empty record of each kind, for whose fields cells are read.
    blanks: HashMap<Kind, Vec<u8>>,
    pending: Vec<Pending>,
    tallies: Vec<Tally>,
    skipped: u32,
}

/// One row, read.
struct Row {
    name: String,
    values: Vec<(FieldKey, Value, String)>,
}

/// Adds to what is assembled the rows of all files that are of kinds of the team's own.
pub(super) fn assemble(
    import: &Import,
    book: &Book,
    ids: &mut dyn FnMut() -> RecordId,
    (clock, now_ms, stamp): (&mut Clock, u64, Stamp),
    sample_len: usize,
    done: &mut Assembled,
) {
    let of_own = |file: &File, subject: Option<Kind>| match &file.content {
        Content::Table(_) => subject,
        Content::Cards(_) => None,
    };
    if !import.files.iter().zip(&import.plan.subjects).any(|(file, subject)| of_own(file, *subject).is_some()) {
        return;
    }
    let mut reader = Reader::new(book, book.currency());
    // Those who come with the same files are found by their names too.
    for (id, plain) in &done.batch.writes {
        if let Some(record) = RecordRef::checked(plain).filter(|_| !book.contains(id)) {
            reader.know(record.kind(), &record.name(), *id);
        }
    }
    let mut work = Work {
        book,
        reader,
        ids,
        clock,
        now_ms,
        stamp,
        on_duplicate: import.plan.on_duplicate,
        names: HashMap::new(),
        customs: HashMap::new(),
        blanks: HashMap::new(),
        pending: Vec::new(),
        tallies: Vec::new(),
        skipped: 0,
    };
    for ((file, source), subject) in (0u32..).zip(&import.files).zip(&import.plan.subjects) {
        if let (Content::Table(table), Some(kind)) = (&source.content, *subject) {
            let sample = work.take_table(file, source, table, kind, sample_len, &mut done.issues);
            done.own_samples.extend(Some(sample).filter(|sample| !sample.rows.is_empty()));
        }
    }
    work.finish(done);
}

impl Work<'_> {
    fn take_table(
        &mut self,
        file: u32,
        source: &File,
        table: &Table,
        kind: Kind,
        sample_len: usize,
        issues: &mut Issues,
    ) -> OwnSample {
        self.begin(kind);
        let targets = source.columns.iter().filter_map(|column| match column.target {
            Target::Own { field } => Some(field),
            _ => None,
        });
        let mut fields: Vec<FieldKey> = Vec::new();
        for field in targets.filter(|field| *field != key::NAME) {
            if !fields.contains(&field) && fields.len() + 1 < SAMPLE_FIELDS {
                fields.push(field);
            }
        }
        fields.insert(0, key::NAME);
        let mut rows = Vec::new();
        table.for_each_row(|at, cells| {
            let row = self.read_row(kind, (file, at), (table, &source.columns), cells, issues);
            let shown: Vec<String> = fields.iter().map(|field| row.shown(*field)).collect();
            let taken = self.take_row(kind, Place::row(file, at), row, issues);
            if taken && rows.len() < sample_len {
                rows.push(shown);
            }
            true
        });
        OwnSample { kind, fields, rows }
    }

    /// Knows a kind's fields, and who is called how.
    fn begin(&mut self, kind: Kind) {
        let book = self.book;
        self.customs.entry(kind).or_insert_with(|| book.custom_fields(kind));
        self.blanks.entry(kind).or_insert_with(|| Record::new(kind, Stamp { ms: 0, counter: 0, author: 0 }).encode());
        self.names.entry(kind).or_insert_with(|| {
            let stored = book.records_of(kind).map(|(row, record)| (fold_name(&record.name()), book.id_of(row)));
            stored.map(|(name, id)| (name, Known::Stored(id))).collect()
        });
        if !self.tallies.iter().any(|tally| tally.kind == kind) {
            self.tallies.push(Tally { kind, made: 0, merged: 0 });
        }
    }

    /// Makes a record of a row, or adds it to the one of its name; whether it was taken.
    fn take_row(&mut self, kind: Kind, place: Place<'_>, row: Row, issues: &mut Issues) -> bool {
        if row.name.is_empty() {
            self.skipped += 1;
            issues.block(place, "", "no name", "This row is left out; give it a name.");
            return false;
        }
        let folded = fold_name(&row.name);
        let known = self.names.get(&kind).and_then(|names| names.get(&folded)).copied();
        match known {
            Some(Known::Stored(id)) if self.book.is_restricted(&id) => {
                self.skipped += 1;
                let todo = "Left out, however doubles are treated; lift the restriction first.";
                issues.block(place, &row.name, "this record’s data is restricted", todo);
                false
            }
            Some(_) if self.on_duplicate == OnDuplicate::Skip => {
                self.skipped += 1;
                issues.count(place, &row.name, "already here", "Left out, as chosen.");
                false
            }
            Some(known) if self.on_duplicate == OnDuplicate::Merge => {
                self.merge(kind, known, (folded, row), place, issues)
            }
            _ => {
                self.make(kind, folded, row, place, issues);
                true
            }
        }
    }

    fn make(&mut self, kind: Kind, folded: String, row: Row, place: Place<'_>, issues: &mut Issues) {
        let mut record = Record::new(kind, self.stamp);
        if let Err(error) = record.set(key::NAME, Value::text(row.name.as_str()), self.stamp) {
            self.skipped += 1;
            issues.block(place, &row.name, &error.to_string(), "This row is left out; shorten its name.");
            return;
        }
        self.fill(&mut record, row.values, self.stamp, place, issues);
        let id = (self.ids)();
        self.reader.know(kind, &row.name, id);
        self.names.entry(kind).or_default().entry(folded).or_insert(Known::Pending(self.pending.len()));
        self.pending.push(Pending { id, record, before: None, merged: false });
        self.tally(kind).made += 1;
    }

    fn merge(
        &mut self,
        kind: Kind,
        known: Known,
        (folded, row): (String, Row),
        place: Place<'_>,
        issues: &mut Issues,
    ) -> bool {
        let at = match known {
            Known::Pending(at) => at,
            Known::Stored(id) => {
                let Some(record) = self.book.record(&id) else { return false };
                let at = self.pending.len();
                self.names.entry(kind).or_default().insert(folded, Known::Pending(at));
                self.pending.push(Pending { id, before: Some(record.clone()), record, merged: false });
                at
            }
        };
        let mut record = self.pending[at].record.clone();
        let stored = self.pending[at].before.is_some();
        let stamp = if stored { self.later_than(&record) } else { self.stamp };
        if !self.fill(&mut record, row.values, stamp, place, issues) {
            self.skipped += 1;
            issues.count(place, &row.name, "already here, with nothing new", "Left as it is.");
            return false;
        }
        self.pending[at].record = record;
        if !stored {
            issues.count(place, &row.name, "the same record again in these files", "Added to the first.");
        } else if !std::mem::replace(&mut self.pending[at].merged, true) {
            self.tally(kind).merged += 1;
        }
        true
    }

    /// Fills fields that are empty and adds to those that hold several values; whether anything changed.
    fn fill(
        &self,
        record: &mut Record,
        values: Vec<(FieldKey, Value, String)>,
        stamp: Stamp,
        place: Place<'_>,
        issues: &mut Issues,
    ) -> bool {
        let kind = record.kind();
        let mut changed = false;
        for (field, value, text) in values {
            match joined(field, &record.get(field), value) {
                Joined::Same => {}
                Joined::New(value) => match record.set(field, value, stamp) {
                    Ok(set) => changed |= set,
                    Err(error) => issues.note(place, &text, &error.to_string(), LEFT_OUT),
                },
                Joined::Differs(_) => {
                    let what = format!("{} differs from what is already here", self.book.label(kind, field));
                    issues.note(place, &text, &what, &self.kept(record, field));
                }
            }
        }
        changed
    }

    /// What happens where a value is there already; what lists mask is not said here either.
    fn kept(&self, record: &Record, field: FieldKey) -> String {
        if self.book.is_masked(record.kind(), field) {
            return "What is there is kept.".to_owned();
        }
        let plain = record.encode();
        let there = RecordRef::checked(&plain).map(|record| self.book.typed(&record, field)).unwrap_or_default();
        if there.is_empty() { "What is there is kept.".to_owned() } else { format!("“{there}” is kept.") }
    }

    fn later_than(&mut self, record: &Record) -> Stamp {
        self.clock.observe(record.changed(), u64::MAX);
        self.clock.tick(self.now_ms)
    }

    fn tally(&mut self, kind: Kind) -> &mut Tally {
        let at = self.tallies.iter().position(|tally| tally.kind == kind).unwrap_or_else(|| {
            self.tallies.push(Tally { kind, made: 0, merged: 0 });
            self.tallies.len() - 1
        });
        &mut self.tallies[at]
    }

    fn finish(self, done: &mut Assembled) {
        done.batch.counts.rows_skipped += self.skipped;
        done.batch.own = self.tallies;
        for Pending { id, record, before, .. } in self.pending {
            if before.as_ref() == Some(&record) {
                continue;
            }
            let plain = record.encode();
            match before {
                None => done.batch.step.made_of(id, &plain),
                Some(before) => done.batch.step.edited(id, &before, &record),
            }
            done.batch.writes.push((id, plain));
        }
    }
}

impl Row {
    /// What a row says of a field, as typed.
    fn shown(&self, field: FieldKey) -> String {
        if field == key::NAME {
            return self.name.clone();
        }
        let said = self.values.iter().filter(|(known, ..)| *known == field).map(|(_, _, text)| text.as_str());
        said.collect::<Vec<_>>().join(", ")
    }
}
