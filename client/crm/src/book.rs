//! The working set of one vault: every record's plain bytes, an index by id, and what lists need of them.
//!
//! Made for a million people: records stay encoded in an arena and are read in place; beside them stand columns of
//! a few bytes a row. Orders, the search haystack and the look-alike index are built when first asked for.

use crate::arena::{Arena, Span};
use crate::lookalike::Index;
use crate::peek::RecordRef;
use crate::record::{Record, RecordId};
use crate::schema::{Kind, key};
use crate::search::Haystack;
use crate::view::Views;
use crate::wire::DecodeError;
use std::collections::{BTreeSet, HashMap};

/// A row's number inside a book; reused after removal.
pub(crate) type Row = u32;
const NONE: u32 = u32::MAX;

struct Slot {
    id: RecordId,
    span: Span,
    kind: Kind,
    /// Index into `companies`, for people.
    company: u32,
    live: bool,
}

/// A company that somebody links to, here or not (yet).
struct Company {
    id: RecordId,
    people: BTreeSet<Row>,
}

/// The records of one vault.
#[derive(Default)]
pub struct Book {
    arena: Arena,
    slots: Vec<Slot>,
    free: Vec<Row>,
    index: HashMap<RecordId, Row>,
    companies: Vec<Company>,
    company_index: HashMap<RecordId, u32>,
    counts: Vec<(Kind, u32)>,
    generation: u64,
    pub(crate) haystack: Haystack,
    pub(crate) views: Views,
    pub(crate) lookalikes: Index,
}

/// What came of loading many records.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Loaded {
    /// Records taken.
    pub taken: usize,
    /// Records whose bytes are none, or of a newer version, and why.
    pub refused: Vec<(RecordId, DecodeError)>,
}

impl Book {
    /// An empty book.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes many records at once; what is wrong with some does not keep the others out.
    pub fn load_many<'a>(&mut self, records: impl IntoIterator<Item = (RecordId, &'a [u8])>) -> Loaded {
        let mut loaded = Loaded::default();
        for (id, bytes) in records {
            match self.put(id, bytes) {
                Ok(()) => loaded.taken += 1,
                Err(error) => loaded.refused.push((id, error)),
            }
        }
        loaded
    }

    /// Takes a record's plain bytes, new or in place of what was there. Bad bytes change nothing.
    pub fn put(&mut self, id: RecordId, plain: &[u8]) -> Result<(), DecodeError> {
        let record = RecordRef::parse(plain)?;
        let kind = record.kind();
        let company = if kind == Kind::Person { record.link(key::COMPANY) } else { None };
        let renamed = kind == Kind::Company
            && self.get(&id).is_none_or(|before| before.text(key::NAME) != record.text(key::NAME));
        let span = self.arena.push(plain);
        let row = match self.index.get(&id) {
            Some(&row) => row,
            None => self.open_row(id, kind),
        };
        self.fill(row, kind, span);
        self.set_company(row, company);
        self.touch(row);
        if renamed {
            self.touch_people(&id);
        }
        self.compact_if_wasteful();
        Ok(())
    }

    /// Brings a record's stamps down to `limit_ms`, where any is later: by the writer before sealing, by readers of what
    /// others wrote.
    pub fn hold_clocks(&mut self, id: &RecordId, limit_ms: u64) {
        if self.get(id).is_none_or(|record| record.changed().ms <= limit_ms) {
            return;
        }
        if let Some(mut record) = self.record(id) {
            record.clamp(limit_ms);
            // Of our own making: it always reads back.
            let _ = self.put(*id, &record.encode());
        }
    }

    /// Drops a record; says whether it was there.
    pub fn remove(&mut self, id: &RecordId) -> bool {
        let Some(row) = self.index.remove(id) else {
            return false;
        };
        let kind = self.slots[row as usize].kind;
        self.set_company(row, None);
        self.arena.free(self.slots[row as usize].span);
        self.slots[row as usize].span = Span::default();
        self.slots[row as usize].live = false;
        self.count(kind, -1);
        self.touch(row);
        if kind == Kind::Company {
            self.touch_people(id);
        }
        self.free.push(row);
        self.compact_if_wasteful();
        true
    }

    /// A record, read in place.
    pub fn get(&self, id: &RecordId) -> Option<RecordRef<'_>> {
        RecordRef::checked(self.plain(id)?)
    }

    /// A record, owned and editable.
    pub fn record(&self, id: &RecordId) -> Option<Record> {
        Record::decode(self.plain(id)?).ok()
    }

    /// A record's plain bytes.
    pub fn plain(&self, id: &RecordId) -> Option<&[u8]> {
        let slot = self.slots.get(*self.index.get(id)? as usize)?;
        Some(self.arena.get(slot.span))
    }

    /// Whether a record is here.
    pub fn contains(&self, id: &RecordId) -> bool {
        self.index.contains_key(id)
    }

    /// Records of a kind.
    pub fn count_of(&self, kind: Kind) -> u32 {
        self.counts.iter().find(|(counted, _)| *counted == kind).map_or(0, |(_, count)| *count)
    }

    /// Records of every kind.
    pub fn len(&self) -> usize {
        self.index.len()
    }

    /// Whether there are no records.
    pub fn is_empty(&self) -> bool {
        self.index.is_empty()
    }

    /// Grows with every change: what was computed at one generation holds until the next.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Ids of a kind, in no particular order.
    pub fn ids_of(&self, kind: Kind) -> impl Iterator<Item = RecordId> + '_ {
        self.slots.iter().filter(move |slot| slot.live && slot.kind == kind).map(|slot| slot.id)
    }

    /// A record's name as shown; empty if it is not here.
    pub fn name(&self, id: &RecordId) -> String {
        self.get(id).map(|record| record.name()).unwrap_or_default()
    }

    /// People of a company, by name.
    pub fn people_of(&self, company: &RecordId) -> Vec<(RecordId, String)> {
        let mut people: Vec<(String, RecordId, String)> = self
            .people_rows(company)
            .filter_map(|row| {
                let record = self.peek(row)?;
                Some((crate::order::name_key(&record), self.id_of(row), record.name()))
            })
            .collect();
        people.sort();
        people.into_iter().map(|(_, id, name)| (id, name)).collect()
    }

    /// Bytes held for records, indexes and orders, roughly.
    pub fn memory(&self) -> usize {
        let people: usize = self.companies.iter().map(|company| company.people.len() * 8).sum();
        self.arena.bytes()
            + self.slots.capacity() * size_of::<Slot>()
            + self.index.capacity() * (size_of::<(RecordId, Row)>() + 1)
            + self.companies.capacity() * size_of::<Company>()
            + self.company_index.capacity() * (size_of::<(RecordId, u32)>() + 1)
            + people
            + self.haystack.memory()
            + self.views.memory()
            + self.lookalikes.memory()
    }

    /// Rows of the people that link to a company, be it here or not.
    pub(crate) fn people_rows(&self, company: &RecordId) -> impl ExactSizeIterator<Item = Row> + '_ {
        static NOBODY: BTreeSet<Row> = BTreeSet::new();
        let people = self.company_index.get(company).map_or(&NOBODY, |at| &self.companies[*at as usize].people);
        people.iter().copied()
    }

    pub(crate) fn rows_len(&self) -> usize {
        self.slots.len()
    }

    pub(crate) fn kind_of(&self, row: Row) -> Option<Kind> {
        self.slots.get(row as usize).filter(|slot| slot.live).map(|slot| slot.kind)
    }

    pub(crate) fn id_of(&self, row: Row) -> RecordId {
        self.slots.get(row as usize).map(|slot| slot.id).unwrap_or_default()
    }

    pub(crate) fn row_of(&self, id: &RecordId) -> Option<Row> {
        self.index.get(id).copied()
    }

    pub(crate) fn peek(&self, row: Row) -> Option<RecordRef<'_>> {
        let slot = self.slots.get(row as usize).filter(|slot| slot.live)?;
        RecordRef::checked(self.arena.get(slot.span))
    }

    /// The company's record of a person's row.
    pub(crate) fn company_row(&self, row: Row) -> Option<Row> {
        let at = self.slots.get(row as usize)?.company;
        self.row_of(&self.companies.get(at as usize)?.id)
    }

    fn open_row(&mut self, id: RecordId, kind: Kind) -> Row {
        let slot = Slot { id, span: Span::default(), kind, company: NONE, live: true };
        let row = match self.free.pop() {
            Some(row) => {
                self.slots[row as usize] = slot;
                row
            }
            None => {
                self.slots.push(slot);
                // A vault of four billion records does not fit into memory in the first place.
                (self.slots.len() - 1) as Row
            }
        };
        self.index.insert(id, row);
        self.count(kind, 1);
        row
    }

    fn fill(&mut self, row: Row, kind: Kind, span: Span) {
        let slot = &mut self.slots[row as usize];
        let before = std::mem::replace(&mut slot.kind, kind);
        let old = std::mem::replace(&mut slot.span, span);
        self.arena.free(old);
        if before != kind {
            self.count(before, -1);
            self.count(kind, 1);
        }
    }

    fn count(&mut self, kind: Kind, by: i32) {
        match self.counts.iter_mut().find(|(counted, _)| *counted == kind) {
            Some((_, count)) => *count = count.saturating_add_signed(by),
            None => self.counts.push((kind, by.max(0) as u32)),
        }
    }

    fn set_company(&mut self, row: Row, company: Option<RecordId>) {
        let before = self.slots[row as usize].company;
        let after = company.map_or(NONE, |id| self.intern(id));
        if before == after {
            return;
        }
        if let Some(old) = self.companies.get_mut(before as usize) {
            old.people.remove(&row);
        }
        if let Some(new) = self.companies.get_mut(after as usize) {
            new.people.insert(row);
        }
        self.slots[row as usize].company = after;
    }

    fn intern(&mut self, id: RecordId) -> u32 {
        *self.company_index.entry(id).or_insert_with(|| {
            self.companies.push(Company { id, people: BTreeSet::new() });
            (self.companies.len() - 1) as u32
        })
    }

    fn touch(&mut self, row: Row) {
        self.generation += 1;
        self.haystack.touch(row);
        self.views.touch(row);
        self.lookalikes.touch(row);
    }

    /// A company's name is part of its people's text and order.
    fn touch_people(&mut self, company: &RecordId) {
        for row in self.people_rows(company).collect::<Vec<_>>() {
            self.haystack.touch(row);
            self.views.touch(row);
        }
    }

    fn compact_if_wasteful(&mut self) {
        if self.arena.is_wasteful() {
            self.arena.compact(self.slots.iter_mut().filter(|slot| slot.live).map(|slot| &mut slot.span));
        }
    }
}
