//! The working set of one vault: every record's plain bytes, an index by id, and what lists need of them.
//!
//! Made for a million people: records stay encoded in an arena and are read in place; beside them stand columns of
//! a few bytes a row. Orders, the search haystack and the look-alike index are built when first asked for.

mod rows;

use crate::arena::{Arena, Span};
use crate::by_kind::ByKind;
use crate::contacts::Contacts;
use crate::duplicates::Kept;
use crate::lookalike::Index;
use crate::masked::Declared;
use crate::mention::Mentions;
use crate::peek::RecordRef;
use crate::privacy::ErasureRows;
use crate::privacy::{Ledger, When};
use crate::record::{Record, RecordId};
use crate::refs::Refs;
use crate::restricted::Restricted;
use crate::schema::Kind;
use crate::search::Haystack;
use crate::view::Views;
use crate::wire::DecodeError;
use foldhash::fast::RandomState;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// A row's number inside a book; reused after removal.
pub(crate) type Row = u32;
const NONE: Row = Row::MAX;

struct Slot {
    id: RecordId,
    span: Span,
    kind: Kind,
    /// Row of the record that this one belongs to most.
    main: Row,
    /// Whether the record is here. A slot without one stands for what others point to, gone or not here yet.
    live: bool,
}

/// The records of one vault.
#[derive(Default)]
pub struct Book {
    arena: Arena,
    slots: Vec<Slot>,
    /// Beside each slot the rows that point to it.
    refs: Vec<Refs>,
    free: Vec<Row>,
    index: HashMap<RecordId, Row, RandomState>,
    live: usize,
    pub(crate) kinds: ByKind,
    generation: u64,
    /// When the day ends on which was last asked, ms since 1970: what is later is to come.
    pub(crate) day_ends: Option<u64>,
    /// At which moment it was last asked about consents.
    pub(crate) consents_at: Option<When>,
    pub(crate) contacts: Contacts,
    pub(crate) haystack: Haystack,
    pub(crate) views: Views,
    pub(crate) lookalikes: Index,
    pub(crate) duplicates: Kept,
    pub(crate) ledger: Ledger,
    pub(crate) mentions: Mentions,
    pub(crate) restricted: Restricted,
    pub(crate) declared: Declared,
    pub(crate) erasures: ErasureRows,
}

/// Kinds whose names and places are in the orders of others without being pointed to for it.
fn named_in_orders(kind: Kind) -> bool {
    matches!(kind, Kind::Stage | Kind::Pipeline | Kind::MemberCard | Kind::Field)
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
        let records = records.into_iter();
        self.reserve(records.size_hint().0);
        for (id, bytes) in records {
            match self.put(id, bytes) {
                Ok(()) => loaded.taken += 1,
                Err(error) => loaded.refused.push((id, error)),
            }
        }
        loaded
    }

    /// Makes room for so many records more.
    pub fn reserve(&mut self, records: usize) {
        self.slots.reserve(records);
        self.refs.reserve(records);
        self.index.reserve(records);
    }

    /// Takes a record's plain bytes, new or in place of what was there. Bad bytes change nothing.
    pub fn put(&mut self, id: RecordId, plain: &[u8]) -> Result<(), DecodeError> {
        self.put_read(id, plain, RecordRef::parse(plain)?);
        Ok(())
    }

    /// Takes a record that was read; says when it was last changed.
    fn put_read(&mut self, id: RecordId, plain: &[u8], record: RecordRef<'_>) -> u64 {
        let (targets, main) = (record.targets(), record.main_target());
        let row = self.row_for_id(id);
        let renamed =
            !self.refs[row as usize].is_empty() && self.peek(row).is_none_or(|before| before.name() != record.name());
        self.note_restricted(row, Some(&record));
        self.note_declared(id, Some(&record));
        self.erasures.note(row, Some(&record));
        self.let_go(row, &targets);
        let span = self.arena.push(plain);
        self.fill(row, record.kind(), span);
        let mut main_row = None;
        for target in targets {
            let to = self.row_for_id(target);
            main_row = main_row.or((main == Some(target)).then_some(to));
            self.refs[to as usize].insert(row);
            // How many point to it is a column of its list.
            self.views.touch(to);
            self.touch_holder(row, to);
            self.touch_contacts(row, to);
        }
        self.slots[row as usize].main = main_row.or_else(|| self.index.get(&main?).copied()).unwrap_or(NONE);
        self.mentions.put(row, plain);
        self.touch(row);
        if renamed {
            self.touch_referring(row);
        }
        if named_in_orders(self.slots[row as usize].kind) {
            self.views.clear();
        }
        self.compact_if_wasteful();
        record.changed().ms
    }

    /// Takes a record that others wrote: as [`put`](Self::put), its stamps held to `limit_ms`.
    pub fn put_held(&mut self, id: RecordId, plain: &[u8], limit_ms: u64) -> Result<(), DecodeError> {
        let is_late = self.put_read(id, plain, RecordRef::parse(plain)?) > limit_ms;
        if is_late {
            self.hold_clocks(&id, limit_ms);
        }
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
        let Some(row) = self.row_of(id) else {
            return false;
        };
        self.note_restricted(row, None);
        self.note_declared(*id, None);
        self.erasures.note(row, None);
        self.let_go(row, &[]);
        let slot = &mut self.slots[row as usize];
        let (kind, span) = (slot.kind, std::mem::take(&mut slot.span));
        (slot.main, slot.live) = (NONE, false);
        self.arena.free(span);
        self.live -= 1;
        self.kinds.remove(kind, row);
        self.mentions.remove(row);
        self.touch(row);
        self.touch_referring(row);
        if named_in_orders(kind) {
            self.views.clear();
        }
        self.forget_unused(row);
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
        let slot = self.slots.get(self.row_of(id)? as usize)?;
        Some(self.arena.get(slot.span))
    }

    /// Whether a record is here.
    pub fn contains(&self, id: &RecordId) -> bool {
        self.row_of(id).is_some()
    }

    /// Records of every kind.
    pub fn len(&self) -> usize {
        self.live
    }

    /// Whether there are no records.
    pub fn is_empty(&self) -> bool {
        self.live == 0
    }

    /// Grows with every change: what was computed at one generation holds until the next.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// A record's name as shown; empty if it is not here.
    pub fn name(&self, id: &RecordId) -> String {
        self.get(id).map(|record| record.name()).unwrap_or_default()
    }

    /// How many records of each kind that people work with point to this one.
    pub fn referring_counts(&self, to: &RecordId) -> Vec<(Kind, u32)> {
        let mut counts: Vec<(Kind, u32)> = Vec::new();
        for kind in self.referring_rows(to).filter_map(|row| self.shown_kind_of(row)) {
            if !kind.is_worked_with() {
                continue;
            }
            match counts.iter_mut().find(|(counted, _)| *counted == kind) {
                Some((_, count)) => *count += 1,
                None => counts.push((kind, 1)),
            }
        }
        counts.sort();
        counts
    }

    /// Bytes held for records, indexes and orders, roughly.
    pub fn memory(&self) -> usize {
        let refs: usize = self.refs.iter().map(Refs::memory).sum();
        self.arena.bytes()
            + self.slots.capacity() * size_of::<Slot>()
            + self.refs.capacity() * size_of::<Refs>()
            + self.index.capacity() * (size_of::<(RecordId, Row)>() + 1)
            + refs
            + self.kinds.memory()
            + self.contacts.memory()
            + self.haystack.memory()
            + self.views.memory()
            + self.lookalikes.memory()
            + self.ledger.memory()
    }

    /// A row is left out from now on, or not any more.
    pub(crate) fn shown_or_hidden(&mut self, row: Row) {
        self.touch(row);
        self.touch_referring(row);
        let targets = self.peek(row).map(|record| record.targets()).unwrap_or_default();
        for target in targets {
            if let Some(to) = self.known_row(&target) {
                self.views.touch(to);
                self.touch_contacts(row, to);
            }
        }
    }

    /// The row kept for an id, a new one if it has none yet.
    fn row_for_id(&mut self, id: RecordId) -> Row {
        let vacant = match self.index.entry(id) {
            Entry::Occupied(known) => return *known.get(),
            Entry::Vacant(vacant) => vacant,
        };
        let slot = Slot { id, span: Span::default(), kind: Kind::Other(0), main: NONE, live: false };
        let row = match self.free.pop() {
            Some(row) => {
                self.slots[row as usize] = slot;
                row
            }
            None => {
                self.slots.push(slot);
                self.refs.push(Refs::None);
                // A vault of four billion records does not fit into memory in the first place.
                (self.slots.len() - 1) as Row
            }
        };
        *vacant.insert(row)
    }

    fn fill(&mut self, row: Row, kind: Kind, span: Span) {
        let slot = &mut self.slots[row as usize];
        let before = (slot.live, std::mem::replace(&mut slot.kind, kind));
        slot.live = true;
        let old = std::mem::replace(&mut slot.span, span);
        self.arena.free(old);
        if !before.0 {
            self.live += 1;
            self.kinds.add(kind, row);
        } else if before.1 != kind {
            self.kinds.remove(before.1, row);
            self.kinds.add(kind, row);
        }
    }

    /// A row stops pointing to what is not among `kept`.
    fn let_go(&mut self, row: Row, kept: &[RecordId]) {
        let before = self.peek(row).map(|record| record.targets()).unwrap_or_default();
        for target in before.into_iter().filter(|target| !kept.contains(target)) {
            if let Some(&to) = self.index.get(&target) {
                self.refs[to as usize].remove(row);
                self.views.touch(to);
                self.touch_holder(row, to);
                self.touch_contacts(row, to);
                self.forget_unused(to);
            }
        }
    }

    /// Gives a slot back that has no record and that nothing points to.
    fn forget_unused(&mut self, row: Row) {
        let slot = &self.slots[row as usize];
        if !slot.live && self.refs[row as usize].is_empty() && self.index.remove(&slot.id).is_some() {
            self.free.push(row);
        }
    }

    fn touch(&mut self, row: Row) {
        self.generation += 1;
        self.haystack.touch(row);
        self.views.touch(row);
        self.lookalikes.touch(row);
        self.ledger.touch(row);
    }

    /// A file's name is part of the text of the record that holds it.
    fn touch_holder(&mut self, file: Row, holder: Row) {
        if self.kind_of(file) == Some(Kind::File) {
            self.haystack.touch(holder);
        }
    }

    /// A record's name is part of the text and order of those that point to it.
    fn touch_referring(&mut self, row: Row) {
        for row in self.refs[row as usize].iter().collect::<Vec<_>>() {
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
