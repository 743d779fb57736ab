//! Rows whose data is only stored (GDPR Art. 18): people under a restriction, and tasks, activities and records of the
//! team's own kinds that are about nobody else. No list, search, order or figure has them. The set is worked out when a
//! restriction, a union of people or what is about such a person changes, or when the time of a restriction is over;
//! asking it costs one look-up.

use crate::book::{Book, Row};
use crate::peek::RecordRef;
use crate::privacy::{Restriction, key as pk, same};
use crate::record::RecordId;
use crate::schema::Kind;
use std::collections::{BTreeSet, HashMap, HashSet};

/// The rows, and when they have to be worked out again.
#[derive(Default)]
pub(crate) struct Restricted {
    rows: HashSet<Row>,
    stale: bool,
    /// When the next restriction ends by itself, ms since 1970; 0 is never.
    ends: u64,
}

impl Restricted {
    pub(crate) fn has(&self, row: Row) -> bool {
        !self.rows.is_empty() && self.rows.contains(&row)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// It has to be worked out again.
    pub(crate) fn renew(&mut self) {
        self.stale = true;
    }
}

/// Whether a record goes with the people that it is about.
fn goes_with_people(kind: Kind) -> bool {
    matches!(kind, Kind::Task | Kind::Activity | Kind::Own(_))
}

impl Book {
    /// Leaves out from now on, ms since 1970, whoever is restricted at this moment, and takes back whoever is not any more.
    /// To be called before anything is asked; costs nothing if nothing changed.
    pub fn restrict(&mut self, now: u64) {
        let is_over = self.restricted.ends != 0 && self.restricted.ends <= now;
        if !self.restricted.stale && !is_over {
            return;
        }
        let (rows, ends) = self.restricted_rows(now);
        let before = std::mem::replace(&mut self.restricted, Restricted { rows, stale: false, ends });
        let changed: Vec<Row> = before.rows.symmetric_difference(&self.restricted.rows).copied().collect();
        for row in changed {
            self.shown_or_hidden(row);
        }
    }

    /// Notes that a record is about to be written or removed: that may change who is restricted, or what goes with them.
    pub(crate) fn note_restricted(&mut self, row: Row, after: Option<&RecordRef<'_>>) {
        let before = self.peek(row);
        let records = || before.iter().chain(after);
        let comes_or_goes = before.is_some() != after.is_some();
        let renew = records().any(|record| record.kind() == Kind::Restriction)
            || !self.restricted.is_empty()
                && (self.is_hidden(row)
                    || comes_or_goes && self.shares_with_restricted(row)
                    || after.is_some_and(|record| record.has(pk::UNITED_FROM))
                    || records().flat_map(RecordRef::targets).any(|id| self.is_restricted(&id)));
        if renew {
            self.restricted.renew();
        }
    }

    /// Whether something that goes with people is about a row's record and about somebody restricted.
    fn shares_with_restricted(&self, row: Row) -> bool {
        let about = self.rows_to(row).filter(|row| self.kind_of(*row).is_some_and(goes_with_people));
        about
            .filter_map(|row| self.peek(row))
            .any(|record| record.targets().into_iter().any(|id| self.is_restricted(&id)))
    }

    fn restricted_rows(&self, now: u64) -> (HashSet<Row>, u64) {
        let all = self.records_of(Kind::Restriction).filter_map(|(_, record)| Restriction::read(&record));
        let holding: Vec<Restriction> = all.filter(|restriction| restriction.holds(now)).collect();
        if holding.is_empty() {
            return (HashSet::new(), 0);
        }
        let ends = holding.iter().filter_map(|restriction| restriction.until).min().unwrap_or(0);
        let united: Vec<(RecordId, Vec<RecordId>)> = self
            .records_of(Kind::Person)
            .map(|(row, person)| (self.id_of(row), person.relations(pk::UNITED_FROM)))
            .filter(|(_, united)| !united.is_empty())
            .collect();
        let classes: HashMap<RecordId, Box<[RecordId]>> =
            same::classes(united.iter().map(|(id, united)| (*id, united.as_slice())));
        let ids = holding.iter().map(|restriction| &restriction.person);
        let ids = ids.flat_map(|id| classes.get(id).map_or(std::slice::from_ref(id), |class| class));
        let mut hidden: BTreeSet<Row> = ids.filter_map(|id| self.known_row(id)).collect();
        // What is about a record that goes with them, and nothing else, goes too.
        let mut next: Vec<Row> = hidden.iter().copied().collect();
        while let Some(row) = next.pop() {
            let about = self.rows_to(row).filter(|about| !hidden.contains(about));
            let alone = |about: &Row| self.peek(*about).is_some_and(|record| self.is_only_about(&record, &hidden));
            let alone: Vec<Row> = about.filter(alone).collect();
            hidden.extend(&alone);
            next.extend(alone);
        }
        (hidden.into_iter().collect(), ends)
    }

    /// Whether a record goes with people, and is about nothing that is here but these rows.
    fn is_only_about(&self, record: &RecordRef<'_>, hidden: &BTreeSet<Row>) -> bool {
        let mut rows = record.targets().into_iter().filter_map(|id| self.known_row(&id));
        goes_with_people(record.kind())
            && rows.all(|row| hidden.contains(&row) || self.kind_of(row).is_none_or(|kind| !kind.is_worked_with()))
    }

    /// Whether a record's data is only stored, as of the last [`restrict`](Self::restrict).
    pub fn is_restricted(&self, id: &RecordId) -> bool {
        self.known_row(id).is_some_and(|row| self.is_hidden(row))
    }

    /// The people among these records, and those of the companies among them.
    pub fn people_of(&self, ids: &[RecordId]) -> BTreeSet<RecordId> {
        let of_company = |id: &RecordId| -> Vec<RecordId> {
            let rows = self.referring_rows(id).filter(|row| self.kind_of(*row) == Some(Kind::Person));
            rows.map(|row| self.id_of(row)).collect()
        };
        let people = ids.iter().flat_map(|id| match self.get(id).map(|record| record.kind()) {
            Some(Kind::Person) => vec![*id],
            Some(Kind::Company) => of_company(id),
            _ => Vec::new(),
        });
        people.collect()
    }

    /// The record whose data is only stored that a write would change, remove, or add to. What privacy itself keeps about
    /// such people is written all the same.
    pub fn touches_restricted(&self, id: &RecordId, after: Option<&[u8]>) -> Option<RecordId> {
        if self.restricted.is_empty() {
            return None;
        }
        // One that was deleted elsewhere at the same time comes back: there the restriction can be lifted.
        if self.is_restricted(id) && self.contains(id) {
            return Some(*id);
        }
        let file = self.get(id).filter(|record| record.kind() == Kind::File);
        let holders = file.map(|file| file.targets()).unwrap_or_default();
        if let Some(holder) = holders.into_iter().find(|holder| self.is_restricted(holder)) {
            return Some(holder);
        }
        let adds = |kind: Kind| kind.is_worked_with() || kind == Kind::File;
        let after = RecordRef::parse(after?).ok().filter(|record| adds(record.kind()))?;
        let before = self.get(id).map(|before| before.targets()).unwrap_or_default();
        after.targets().into_iter().find(|to| !before.contains(to) && self.is_restricted(to))
    }

    /// The people whose data is only stored, as of the last [`restrict`](Self::restrict), in no particular order.
    pub fn restricted_people(&self) -> Vec<RecordId> {
        let people = self.restricted.rows.iter().filter(|row| self.kind_of(**row) == Some(Kind::Person));
        people.map(|row| self.id_of(*row)).collect()
    }

    pub(crate) fn is_hidden(&self, row: Row) -> bool {
        self.restricted.has(row)
    }

    /// The kind of a row that lists may show.
    pub(crate) fn shown_kind_of(&self, row: Row) -> Option<Kind> {
        self.kind_of(row).filter(|_| !self.is_hidden(row))
    }

    /// Rows of a kind that lists may show, ascending.
    pub(crate) fn shown_rows_of(&self, kind: Kind) -> impl Iterator<Item = Row> + '_ {
        self.rows_of(kind).filter(|row| !self.is_hidden(*row))
    }

    /// Records of a kind that lists may show, with their rows.
    pub(crate) fn shown_records_of(&self, kind: Kind) -> impl Iterator<Item = (Row, RecordRef<'_>)> {
        self.records_of(kind).filter(|(row, _)| !self.is_hidden(*row))
    }

    /// How many records of a kind lists may show.
    pub fn shown_count_of(&self, kind: Kind) -> u32 {
        let hidden = self.restricted.rows.iter().filter(|row| self.kind_of(**row) == Some(kind)).count() as u32;
        self.count_of(kind).saturating_sub(hidden)
    }

    /// A record's name where others name it; empty if it is not here, or only stored.
    pub fn shown_name(&self, id: &RecordId) -> String {
        if self.is_restricted(id) { String::new() } else { self.name(id) }
    }
}
