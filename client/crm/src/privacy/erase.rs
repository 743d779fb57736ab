//! Erasing a person: everything that goes, and what of others has to be rewritten. What is evidence stays: it knows the
//! person by an id that then names nobody, and addresses by marks. What is left in anybody's words: `residue`.

use super::key as pk;
use super::point::{Mark, Marker, marks_of};
use super::tokens::Tokens;
use crate::book::Book;
use crate::clock::Clock;
use crate::field::{Value, ValueError};
use crate::peek::RecordRef;
use crate::record::{Record, RecordId};
use crate::schema::{FieldKey, Kind, key};
use std::collections::BTreeSet;

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

impl Erasure {
    /// Takes along what lies in the trash, by its last state: what was about the person alone, and what names them in whole
    /// words, as nobody looks through it first. Never other people or companies: they may share an address. What it says of
    /// those whom the person was made one of is looked for as well.
    pub fn take_deleted(&mut self, person: &RecordId, deleted: &[(RecordId, Record)], marker: &dyn Marker) {
        let plain: Vec<(RecordId, Vec<u8>)> = deleted.iter().map(|(id, record)| (*id, record.encode())).collect();
        let records: Vec<(RecordId, RecordRef<'_>)> =
            plain.iter().filter_map(|(id, plain)| Some((*id, RecordRef::parse(plain).ok()?))).collect();
        let own = self.gone.iter().filter(|(_, kind)| matches!(kind, Kind::Own(_))).map(|(id, _)| *id);
        let mut alone: BTreeSet<RecordId> = own.chain([*person]).collect();
        let is_about = |record: &RecordRef<'_>, alone: &BTreeSet<RecordId>| {
            record.targets().iter().any(|id| alone.contains(id)) && is_theirs_alone(record, alone)
        };
        for (id, record) in &records {
            if matches!(record.kind(), Kind::Own(_)) && is_about(record, &alone) {
                alone.insert(*id);
            }
        }
        let people: BTreeSet<RecordId> = self.gone.iter().map(|(id, _)| *id).filter(|id| id != person).collect();
        for (_, record) in records.iter().filter(|(id, record)| people.contains(id) && record.kind() == Kind::Person) {
            self.tokens.add(Tokens::of(record));
            self.points.extend(marks_of(record, marker).into_iter().map(|(_, mark)| mark));
        }
        self.points.sort();
        self.points.dedup();
        for (id, record) in records.iter().filter(|(id, _)| id != person && !people.contains(id)) {
            let theirs = is_about(record, &alone);
            let names =
                || !matches!(record.kind(), Kind::Person | Kind::Company) && self.tokens.stand_whole_in_record(record);
            if !record.kind().is_written_once() && (theirs || names()) {
                self.gone.push((*id, record.kind()));
            }
        }
        // What was attached to what goes, as to a mail, goes with it.
        let goes: BTreeSet<RecordId> = self.gone.iter().map(|(id, _)| *id).collect();
        for (id, record) in records.iter().filter(|(id, record)| record.kind() == Kind::File && !goes.contains(id)) {
            if record.link(key::HOLDER).is_some_and(|holder| goes.contains(&holder)) {
                self.gone.push((*id, Kind::File));
            }
        }
    }
}

impl Book {
    /// What erasing this person comes to; `None` if there is no such person.
    pub fn erasure(&self, person: &RecordId, marker: &dyn Marker) -> Option<Erasure> {
        let record = self.get(person).filter(|record| record.kind() == Kind::Person)?;
        Some(self.erasure_of(person, &record, marker))
    }

    /// The same of somebody who need not be here, as one in the trash, by their last state.
    pub fn erasure_of(&self, person: &RecordId, record: &RecordRef<'_>, marker: &dyn Marker) -> Erasure {
        let around = self.around(&BTreeSet::from([*person]));
        let points = marks_of(record, marker).into_iter().map(|(_, mark)| mark).collect::<BTreeSet<Mark>>();
        // What the person was made one of lies in the trash, with versions of its own.
        let united = record.relations(pk::UNITED_FROM).into_iter().filter(|id| !self.contains(id));
        let people = std::iter::once(*person).chain(united).map(|id| (id, Kind::Person));
        let tokens = Tokens::of(record);
        let (named, kept) = around.kept.into_iter().partition(|id| self.is_named_proof(id, person, &tokens));
        let named = Vec::into_iter(named).map(|id| (id, Kind::ConsentEvent));
        let gone = people.chain(around.gone).chain(named).collect();
        Erasure { gone, kept, points: points.into_iter().collect(), tokens, ..around }
    }

    /// What stands around ids, be their records here or not: what is about nothing else goes, the rest is rewritten or stays.
    pub fn around(&self, ids: &BTreeSet<RecordId>) -> Erasure {
        let mut erasure = Erasure::default();
        let with_own = self.with_own(ids);
        let rows: BTreeSet<crate::book::Row> = with_own.iter().flat_map(|id| self.referring_rows(id)).collect();
        for row in rows {
            let (id, Some(other)) = (self.id_of(row), self.peek(row)) else { continue };
            if ids.contains(&id) {
                continue;
            }
            match other.kind() {
                kind if kind.is_written_once() => erasure.kept.push(id),
                kind if is_theirs_alone(&other, &with_own) => erasure.gone.push((id, kind)),
                _ => erasure.rewritten.push(id),
            }
        }
        // Files of what goes go with it.
        let goes: BTreeSet<RecordId> = erasure.gone.iter().map(|(id, _)| *id).chain(ids.iter().copied()).collect();
        let files = goes.iter().flat_map(|holder| self.files_of(holder));
        let files: BTreeSet<RecordId> = files.filter(|id| !goes.contains(id)).collect();
        erasure.gone.extend(files.into_iter().map(|id| (id, Kind::File)));
        // Told apart from somebody is no link that the book counts. Whom somebody was made one of stays remembered, by an
        // id that then names nobody: what was withdrawn under it still holds.
        let remembers = |id: &RecordId| {
            self.get(id).is_some_and(|other| other.relations(key::NOT_SAME).iter().any(|id| goes.contains(id)))
        };
        let own = erasure.gone.iter().map(|(_, kind)| *kind).filter(|kind| matches!(kind, Kind::Own(_)));
        let kinds: BTreeSet<Kind> = own.chain([Kind::Person]).collect();
        let others = kinds.into_iter().flat_map(|kind| self.ids_of(kind));
        erasure.rewritten.extend(others.filter(|id| !goes.contains(id) && remembers(id)));
        erasure.rewritten.sort();
        erasure.rewritten.dedup();
        erasure
    }

    /// These ids, and records of the team's own kinds that are about nothing else: what is about those alone goes as well.
    fn with_own(&self, ids: &BTreeSet<RecordId>) -> BTreeSet<RecordId> {
        let mut all = ids.clone();
        let mut next: Vec<RecordId> = ids.iter().copied().collect();
        while let Some(to) = next.pop() {
            for row in self.referring_rows(&to) {
                let (id, Some(other)) = (self.id_of(row), self.peek(row)) else { continue };
                if matches!(other.kind(), Kind::Own(_)) && is_theirs_alone(&other, &all) && all.insert(id) {
                    next.push(id);
                }
            }
        }
        all
    }

    /// The records of others without their links to these.
    pub fn without(
        &self,
        gone: &BTreeSet<RecordId>,
        rewritten: &[RecordId],
        clock: &mut Clock,
        now: u64,
    ) -> Result<Vec<(RecordId, Record)>, ValueError> {
        let mut records = Vec::new();
        for id in rewritten {
            let Some(before) = self.record(id) else { continue };
            clock.observe(before.changed(), u64::MAX);
            let stamp = clock.tick(now);
            let mut after = before.clone();
            if before.kind() == Kind::Request {
                // That it was asked for and answered is kept, by an id that then names nobody; what was noted with it goes.
                for field in [pk::VIA, pk::IDENTITY_HOW, pk::EXTENDED_FOR, pk::REFUSED_FOR, key::NOTES] {
                    after.take_away(field, stamp)?;
                }
                if after != before {
                    records.push((*id, after));
                }
                continue;
            }
            for spec in before.specs().filter(|spec| spec.key != pk::UNITED_FROM) {
                let value = match before.get(spec.key) {
                    Value::Link(to) if gone.contains(&to) => Value::Empty,
                    Value::Relations(ids) if ids.iter().any(|id| gone.contains(id)) => {
                        Value::Relations(ids.into_iter().filter(|id| !gone.contains(id)).collect())
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
}

/// Whether a record is about these and nothing else: what was noted, said, decided and filed about a person. A deal is
/// the business's own, whoever it was with; a record of the team's own kinds is, unless these are all its people and it
/// points to nothing else.
fn is_theirs_alone(record: &RecordRef<'_>, ids: &BTreeSet<RecordId>) -> bool {
    let only = |field: FieldKey| record.relations(field).iter().all(|id| ids.contains(id));
    match record.kind() {
        Kind::Own(_) => record.has(key::PEOPLE) && record.targets().iter().all(|id| ids.contains(id)),
        Kind::Activity | Kind::Task => only(key::ABOUT),
        Kind::File => record.link(key::HOLDER).is_some_and(|holder| ids.contains(&holder)),
        Kind::BasisRecord | Kind::Restriction => true,
        Kind::LegalHold => only(pk::HELD),
        _ => false,
    }
}
