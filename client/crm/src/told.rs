//! What happened with a record: the activities and files that point to it, tasks that were done and deals that came to
//! their end, and of a company those of its people and deals.

use crate::book::{Book, Row};
use crate::peek::RecordRef;
use crate::pipeline::Outcome;
use crate::record::RecordId;
use crate::schema::{Kind, key};
use std::collections::BTreeMap;

/// People and deals of a company whose activities are told on its page, at most.
const MAX_THROUGH: usize = 5_000;

/// What a file is called among the types of activities.
const FILE: &str = "file";
/// What a task that was done is called among them.
const DONE: &str = "task";

/// One activity, one file, one task that was done, or one deal that came to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Which.
    pub id: RecordId,
    /// Of which kind.
    pub kind: Kind,
    /// What it is: a note, a call, a word of one's own, "file", "task"; "won" and "lost" of deals.
    pub what: String,
    /// When it took or takes place, was attached, done or closed, ms since 1970.
    pub at: u64,
    /// The person or deal that it is about, if it is not about the record itself.
    pub through: Option<RecordId>,
}

impl Book {
    /// What happened with a record, newest first. What is about people whose data is only stored stands on their own
    /// pages and on no other.
    pub fn told(&self, about: &RecordId) -> Vec<Told> {
        let own_page = self.is_restricted(about);
        let is_told = |row: &Row| {
            let kind = if own_page { self.kind_of(*row) } else { self.shown_kind_of(*row) };
            matches!(kind, Some(Kind::Activity | Kind::File | Kind::Task | Kind::Deal))
        };
        let mut rows: BTreeMap<Row, Option<RecordId>> =
            self.referring_rows(about).filter(is_told).map(|row| (row, None)).collect();
        for of in self.belonging(about).into_iter().take(MAX_THROUGH) {
            for row in self.rows_to(of).filter(is_told) {
                rows.entry(row).or_insert_with(|| Some(self.id_of(of)));
            }
        }
        let told = rows.into_iter().filter_map(|(row, through)| {
            let record = self.peek(row)?;
            let (what, at) = self.happened(&record)?;
            Some(Told { id: self.id_of(row), kind: record.kind(), what: what.to_owned(), at, through })
        });
        let mut told: Vec<Told> = told.collect();
        told.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| b.id.cmp(&a.id)));
        told
    }

    /// What happened by a record and when; `None` if nothing did yet.
    fn happened<'a>(&self, record: &RecordRef<'a>) -> Option<(&'a str, u64)> {
        let written = record.created().ms;
        match record.kind() {
            // Half a file record is none.
            Kind::File => record.is_file().then_some((FILE, written)),
            Kind::Task => record.has(key::DONE).then(|| (DONE, record.number(key::DONE_AT).unwrap_or(written))),
            Kind::Deal => {
                let outcome = self.stage(&record.link(key::STAGE)?)?.outcome;
                let ended = outcome != Outcome::Open;
                ended.then(|| (outcome.word(), record.number(key::CLOSED).unwrap_or(record.changed().ms)))
            }
            _ => Some((record.text(key::TYPE), record.number(key::WHEN).unwrap_or(written))),
        }
    }

    /// People and deals of a company that lists may show.
    fn belonging(&self, company: &RecordId) -> Vec<Row> {
        if self.get(company).is_none_or(|record| record.kind() != Kind::Company) {
            return Vec::new();
        }
        let belongs = |row: &Row| {
            matches!(self.shown_kind_of(*row), Some(Kind::Person | Kind::Deal))
                && self.peek(*row).is_some_and(|record| record.link(key::COMPANY).as_ref() == Some(company))
        };
        self.referring_rows(company).filter(belongs).collect()
    }
}
