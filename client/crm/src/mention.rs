//! Who is meant in which note: rows whose text names a member are known beside the records, so that asking reads no others.

use crate::book::{Book, Row};
use crate::markdown;
use crate::peek::RecordRef;
use crate::record::RecordId;
use crate::schema::{Kind, Shape};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What every mention holds, whoever is meant (`markdown::mention`).
const MARK: &[u8] = b"](member:";

/// Rows that mention members, each with whom.
#[derive(Debug, Default)]
pub(crate) struct Mentions(BTreeMap<Row, Box<[u32]>>);

impl Mentions {
    /// Looks at a record as it is taken in.
    pub(crate) fn put(&mut self, row: Row, plain: &[u8]) {
        let marked = |at: usize| plain.get(at..).is_some_and(|rest| rest.starts_with(MARK));
        let meant = match memchr::memchr_iter(b']', plain).any(marked) {
            true => RecordRef::parse(plain).map(|record| meant_in(&record)).unwrap_or_default(),
            false => Box::default(),
        };
        if meant.is_empty() {
            self.0.remove(&row);
        } else {
            self.0.insert(row, meant);
        }
    }

    pub(crate) fn remove(&mut self, row: Row) {
        self.0.remove(&row);
    }

    fn of(&self, me: u32) -> impl Iterator<Item = Row> + '_ {
        self.0.iter().filter(move |(_, meant)| meant.contains(&me)).map(|(row, _)| *row)
    }
}

/// Members whom the notes of a record mention.
fn meant_in(record: &RecordRef<'_>) -> Box<[u32]> {
    let notes = record.specs().filter(|spec| spec.shape == Shape::Note);
    notes.flat_map(|spec| markdown::mentions(record.text(spec.key))).collect::<BTreeSet<u32>>().into_iter().collect()
}

/// A note that mentions a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The record whose note it is.
    pub id: RecordId,
    /// Of which kind.
    pub kind: Kind,
    /// Who wrote the note as it is now.
    pub by: u32,
    /// When, ms since 1970.
    pub at: u64,
}

impl Book {
    /// Notes of others that mention this member, newest first.
    pub fn mentions(&self, me: u32) -> Vec<Mention> {
        let rows = self.mentions.of(me);
        let mut found: Vec<Mention> = rows.filter_map(|row| self.mention_in(row, me)).collect();
        found.sort_by_key(|one| (Reverse(one.at), one.id));
        found
    }

    /// The note of a record that mentions this member, unless she wrote it herself.
    pub fn mention_of(&self, id: &RecordId, me: u32) -> Option<Mention> {
        self.mention_in(self.row_of(id).filter(|row| self.mentions.0.contains_key(row))?, me)
    }

    /// Activities about a record.
    pub fn activities_about<'a>(&'a self, id: &RecordId) -> impl Iterator<Item = RecordId> + use<'a> {
        let rows: Vec<Row> = self.referring_rows(id).collect();
        rows.into_iter().filter(|row| self.kind_of(*row) == Some(Kind::Activity)).map(|row| self.id_of(row))
    }

    /// Whether a note of a record mentions one of these members, or anybody at all. What is masked says nothing.
    pub(crate) fn is_mentioning(&self, row: Row, record: &RecordRef<'_>, members: Option<&[u32]>) -> bool {
        let any = |meant: &[u32]| members.is_none_or(|members| meant.iter().any(|one| members.contains(one)));
        if !self.mentions.0.get(&row).is_some_and(|meant| any(meant)) {
            return false;
        }
        let kind = record.kind();
        let notes = record.specs().filter(|spec| spec.shape == Shape::Note && !self.is_masked(kind, spec.key));
        let mut meant = notes.map(|spec| markdown::mentions(record.text(spec.key)));
        meant.any(|meant| !meant.is_empty() && any(&meant))
    }

    fn mention_in(&self, row: Row, me: u32) -> Option<Mention> {
        if self.is_hidden(row) {
            return None;
        }
        let record = self.peek(row).filter(|record| record.kind().is_worked_with())?;
        let notes = record.specs().filter(|spec| spec.shape == Shape::Note);
        let meant = notes.filter(|spec| markdown::mentions(record.text(spec.key)).contains(&me));
        let written = meant.filter_map(|spec| record.written(spec.key)).filter(|stamp| stamp.author != me).max()?;
        Some(Mention { id: self.id_of(row), kind: record.kind(), by: written.author, at: written.ms })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Stamp;
    use crate::field::Value;
    use crate::record::Record;
    use crate::schema::key;

    fn put(book: &mut Book, number: u8, kind: Kind, (author, ms): (u32, u64), note: &str) {
        let stamp = Stamp { ms, counter: 0, author };
        let mut record = Record::new(kind, stamp);
        record.set(key::NOTES, Value::text(note), stamp).expect("fits");
        book.put(RecordId([number; 16]), &record.encode()).expect("of our own making");
    }

    fn numbers(book: &Book, me: u32) -> Vec<u8> {
        book.mentions(me).iter().map(|one| one.id.0[0]).collect()
    }

    #[test]
    fn a_member_hears_of_notes_of_others_that_mention_her() {
        let mut book = Book::new();
        let note = format!("Please ask {} first", markdown::mention("Anna [Berg]", 7));
        put(&mut book, 1, Kind::Activity, (2, 10), &note);
        put(&mut book, 2, Kind::Task, (3, 20), &note);
        put(&mut book, 3, Kind::Activity, (7, 30), &note);
        put(&mut book, 4, Kind::Activity, (2, 40), "](member:7) and `@[Anna](member:7)`");
        assert_eq!(numbers(&book, 7), [2, 1], "the newest first; neither her own nor what only looks like it");
        assert_eq!(numbers(&book, 8), [0; 0]);
        assert_eq!(
            book.mention_of(&RecordId([1; 16]), 7),
            Some(Mention { id: RecordId([1; 16]), kind: Kind::Activity, by: 2, at: 10 })
        );
    }

    #[test]
    fn a_note_of_any_kind_that_people_work_with_may_mention_a_member() {
        let mut book = Book::new();
        let note = markdown::mention("Anna", 7);
        let kinds = [Kind::Person, Kind::Company, Kind::Deal, Kind::Task, Kind::Activity, Kind::Own(300)];
        for (number, kind) in (1..).zip(kinds) {
            put(&mut book, number, kind, (2, u64::from(number)), &note);
        }
        put(&mut book, 20, Kind::List, (2, 20), &note);
        put(&mut book, 21, Kind::Template, (2, 21), &note);
        assert_eq!(numbers(&book, 7), [6, 5, 4, 3, 2, 1], "what a list is for, and a template, speak to nobody");
    }

    #[test]
    fn who_is_no_longer_meant_hears_no_more() {
        let mut book = Book::new();
        put(&mut book, 1, Kind::Activity, (2, 10), "@[Anna](member:7)");
        put(&mut book, 2, Kind::Activity, (2, 10), "@[Anna](member:7)");
        put(&mut book, 1, Kind::Activity, (2, 11), "nobody");
        assert_eq!(numbers(&book, 7), [2]);
        book.remove(&RecordId([2; 16]));
        assert_eq!(numbers(&book, 7), [0; 0]);
    }
}
