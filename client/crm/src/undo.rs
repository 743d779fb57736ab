//! Taking back changes, by value: an undo is a new write that restores what a step changed, except where somebody
//! has changed it since. That is left alone and reported.
//!
//! A step compares values, not stamps, so an undo can be redone and undone again, and an edit that was undone itself keeps
//! nothing from being taken away that was made before it. Nothing here reaches consent: only
//! consent events may, and what is evidence is neither taken away nor brought back; it is reported as left.

mod history;

pub use history::History;

use crate::book::Book;
use crate::clock::{Clock, Stamp};
use crate::field::{MAX_RELATIONS, Value};
use crate::peek::RecordRef;
use crate::privacy::words::EventKind;
use crate::privacy::{ConsentEvent, Keepings};
use crate::record::{Record, RecordId};
use crate::schema::{FieldKey, Keeping, Kind, key};

/// What one command did, so that it can be taken back.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Step {
    changes: Vec<Change>,
    /// Each change stands for itself: some can be taken back without the others.
    loose: bool,
}

#[derive(Clone, PartialEq, Eq)]
enum Change {
    Made { id: RecordId, as_made: AsMade },
    Removed { id: RecordId, plain: Vec<u8> },
    Edited { id: RecordId, fields: Vec<Edit> },
}

/// A record as it was made: when it was last changed then, and what it held, as a number; `None` where a value had lost a merge.
#[derive(Clone, Copy, PartialEq, Eq)]
struct AsMade {
    at: Stamp,
    content: Option<u64>,
}

#[derive(Clone, PartialEq, Eq)]
struct Edit {
    field: FieldKey,
    before: Value,
    /// When the value of before was written, ms since 1970.
    since: u64,
    after: Value,
}

/// A write that an undo asks for: to be put into the book, sealed and sent like any other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Write {
    /// Store this state of a record.
    Put(RecordId, Record),
    /// Remove a record.
    Remove(RecordId),
}

impl Write {
    /// Which record it is about.
    pub fn id(&self) -> RecordId {
        let (Self::Put(id, _) | Self::Remove(id)) = self;
        *id
    }
}

/// What an undo comes to.
#[derive(Default)]
pub struct Undone {
    /// Writes to make.
    pub writes: Vec<Write>,
    /// Records, and fields of them, that are left as they are.
    pub left: Vec<Left>,
    /// Takes the undo back.
    pub redo: Step,
}

/// What an undo leaves as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    /// Which record.
    pub id: RecordId,
    /// Which field of it; `None` for all of it.
    pub field: Option<FieldKey>,
    /// Why.
    pub why: LeftFor,
}

/// Why something is not taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftFor {
    /// Somebody changed it since.
    Changed,
    /// It is evidence: written once, and never taken away.
    Evidence,
    /// Its field is kept for a time, which would begin anew or is over: [`Keepings`].
    Kept,
}

impl Step {
    /// A step that changed nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether it changed nothing.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// How many records it changed.
    pub fn len(&self) -> usize {
        self.changes.len()
    }

    /// Notes that a record was made.
    pub fn made(&mut self, id: RecordId, record: &Record) {
        self.made_of(id, &record.encode());
    }

    /// Notes that a record of these plain bytes was made.
    pub fn made_of(&mut self, id: RecordId, plain: &[u8]) {
        let record = RecordRef::checked(plain);
        let at = record.map_or_else(Stamp::default, |record| record.changed());
        let as_made = AsMade { at, content: record.and_then(|record| record.content()) };
        self.changes.push(Change::Made { id, as_made });
    }

    /// Notes that a record is removed; call with its bytes before it is gone.
    pub fn removed(&mut self, id: RecordId, plain: &[u8]) {
        self.changes.push(Change::Removed { id, plain: plain.to_vec() });
    }

    /// Notes which fields of a record changed.
    pub fn edited(&mut self, id: RecordId, before: &Record, after: &Record) {
        // What was held stays among a record's fields when it is emptied, so those after have all of those before.
        let fields: Vec<Edit> = after
            .specs()
            .filter(|spec| crate::schema::keeping(after.kind(), spec.key) != Keeping::All)
            .map(|spec| {
                let since = before.last_written(spec.key).map_or(0, |stamp| stamp.ms);
                Edit { field: spec.key, before: before.get(spec.key), since, after: after.get(spec.key) }
            })
            .filter(|edit| edit.before != edit.after)
            .collect();
        if !fields.is_empty() {
            self.changes.push(Change::Edited { id, fields });
        }
    }

    /// Goes on with what another step did after this one.
    pub fn append(&mut self, other: Self) {
        if !other.is_empty() {
            self.loose = other.loose && (self.loose || self.is_empty());
        }
        self.changes.extend(other.changes);
    }

    /// Forgets what it knows of records for which this does not hold: they were not written after all.
    pub fn keep_only(&mut self, holds: impl Fn(&RecordId) -> bool) {
        self.changes.retain(|change| holds(change.id()));
    }

    /// The same step, of changes that stand for themselves: some can be taken back without the others. Of what is one thing,
    /// as a union is, all goes back or nothing.
    #[must_use]
    pub fn loosened(self) -> Self {
        Self { loose: true, ..self }
    }

    /// Whether some of it can be taken back without the rest.
    pub fn is_loose(&self) -> bool {
        self.loose
    }

    /// Takes the last so many changes out, as a step of their own.
    #[must_use]
    pub fn split_last(&mut self, most: usize) -> Self {
        let changes = self.changes.split_off(self.changes.len().saturating_sub(most));
        Self { changes, loose: self.loose }
    }

    /// Whether it made this record.
    fn has_made(&self, record: &RecordId) -> bool {
        self.changes.iter().any(|change| matches!(change, Change::Made { id, .. } if id == record))
    }

    fn bytes(&self) -> usize {
        let size = |change: &Change| match change {
            Change::Removed { plain, .. } => plain.len(),
            Change::Made { .. } => 0,
            Change::Edited { fields, .. } => fields.len() * 64,
        };
        self.changes.iter().map(|change| size(change) + size_of::<Change>()).sum()
    }

    /// Works out how to take this step back, against the book as it is now.
    pub fn undo(&self, book: &Book, clock: &mut Clock, now_ms: u64) -> Undone {
        let mut undone = Undone { redo: Self { loose: self.loose, ..Self::default() }, ..Undone::default() };
        let mut way = Way { step: self, book, keepings: book.keepings(), clock, now: now_ms };
        for change in self.changes.iter().rev() {
            match change {
                Change::Made { id, as_made } => way.undo_made(*id, *as_made, &mut undone),
                Change::Removed { id, plain } => way.undo_removed(*id, plain, &mut undone),
                Change::Edited { id, fields } => way.undo_edited(*id, fields, &mut undone),
            }
        }
        undone
    }
}

impl AsMade {
    /// Whether a record is as it was made: nobody wrote it since, or what was written was taken back. A value that lost a merge
    /// is somebody's, and goes with no undo.
    fn is_still(&self, record: &RecordRef<'_>) -> bool {
        record.changed() <= self.at || self.content.is_some() && record.content() == self.content
    }
}

impl Edit {
    /// Whom a record is made of once this edit is taken back: without those that it added, with those that it took away, as far
    /// as they go with that, and with those that came since.
    fn merged_back(&self, held: &Value, goes: impl Fn(&RecordId) -> bool) -> Value {
        fn ids(value: &Value) -> &[RecordId] {
            if let Value::Relations(ids) = value { ids } else { &[] }
        }
        let (held, before, after) = (ids(held), ids(&self.before), ids(&self.after));
        let stay = held.iter().filter(|id| before.contains(id) || !after.contains(id));
        let come = before.iter().filter(|id| !after.contains(id) && !held.contains(id) && goes(id));
        Value::Relations(stay.chain(come).take(MAX_RELATIONS).copied().collect())
    }
}

impl Change {
    fn id(&self) -> &RecordId {
        let (Self::Made { id, .. } | Self::Removed { id, .. } | Self::Edited { id, .. }) = self;
        id
    }
}

impl Undone {
    fn leave(&mut self, id: RecordId, field: Option<FieldKey>, why: LeftFor) {
        self.left.push(Left { id, field, why });
    }

    /// Takes the writes of records out for which this does not hold; doing it again does not reach them either.
    pub fn keep_only(&mut self, holds: impl Fn(&RecordId) -> bool) {
        self.writes.retain(|write| holds(&write.id()));
        self.redo.keep_only(holds);
    }
}

/// One way back: the book as it is, and when that is.
struct Way<'a> {
    step: &'a Step,
    book: &'a Book,
    keepings: Keepings,
    clock: &'a mut Clock,
    now: u64,
}

impl Way<'_> {
    fn undo_made(&self, id: RecordId, as_made: AsMade, undone: &mut Undone) {
        let (Some(record), Some(plain)) = (self.book.get(&id), self.book.plain(&id)) else {
            return;
        };
        // A claim that a file made allows nothing; without the file there is nothing that it would be evidence of. Nor is
        // there where somebody was made up. It has no second version, so that it does not come back with the rest.
        let proves_nothing = |event: ConsentEvent| {
            event.kind == EventKind::ImportedUnproven
                || self.book.is_made_up_word(&event, |person| self.step.has_made(person))
        };
        if ConsentEvent::read(&record).is_some_and(proves_nothing) {
            undone.writes.push(Write::Remove(id));
            return;
        }
        if record.kind().is_written_once() {
            return undone.leave(id, None, LeftFor::Evidence);
        }
        // Files that came with a record stay where that stays.
        let stays = |holder: RecordId| undone.left.iter().any(|left| left.id == holder && left.field.is_none());
        let is_held = record.kind() == Kind::File && record.link(key::HOLDER).is_some_and(stays);
        if is_held || !as_made.is_still(&record) {
            return undone.leave(id, None, LeftFor::Changed);
        }
        undone.redo.removed(id, plain);
        undone.writes.push(Write::Remove(id));
    }

    fn undo_removed(&mut self, id: RecordId, plain: &[u8], undone: &mut Undone) {
        if self.book.contains(&id) {
            return undone.leave(id, None, LeftFor::Changed);
        }
        let Ok(mut record) = Record::decode(plain) else { return };
        if record.kind().is_written_once() {
            return undone.leave(id, None, LeftFor::Evidence);
        }
        for field in self.book.without_past(&self.keepings, &id, &mut record, self.now) {
            undone.leave(id, Some(field), LeftFor::Kept);
        }
        undone.redo.made(id, &record);
        undone.writes.push(Write::Put(id, record));
    }

    /// Whether a record is here no more once this is taken back. Who wrote to it since decided that it stays.
    fn goes(&self, id: &RecordId) -> bool {
        let Some(record) = self.book.get(id) else { return true };
        let mut made = self.step.changes.iter().filter_map(|change| match change {
            Change::Made { id: made, as_made } if made == id => Some(as_made),
            _ => None,
        });
        made.any(|as_made| as_made.is_still(&record))
    }

    fn undo_edited(&mut self, id: RecordId, edits: &[Edit], undone: &mut Undone) {
        let Some(before) = self.book.record(&id) else {
            return undone.leave(id, None, LeftFor::Changed);
        };
        let mut after = before.clone();
        // Its own stamps are clamped already when it was merged.
        self.clock.observe(before.changed(), u64::MAX);
        let stamp = self.clock.tick(self.now);
        for edit in edits {
            let held = before.get(edit.field);
            if edit.field == key::MERGED {
                // Nobody sees it, so nobody decided otherwise since: each merge is taken back for itself.
                let _ = after.set(edit.field, edit.merged_back(&held, |id| self.goes(id)), stamp);
                continue;
            }
            let comes_anew = self.keepings.may_come_anew((before.kind(), edit.field), edit.since, self.now);
            let why = if held == edit.before {
                None
            } else if held != edit.after {
                Some(LeftFor::Changed)
            } else if !edit.before.is_empty() && !comes_anew {
                Some(LeftFor::Kept)
            } else {
                let set = after.set(edit.field, edit.before.clone(), stamp);
                set.is_err().then_some(LeftFor::Evidence)
            };
            if let Some(why) = why {
                undone.leave(id, Some(edit.field), why);
            }
        }
        if after != before {
            undone.redo.edited(id, &before, &after);
            undone.writes.push(Write::Put(id, after));
        }
    }
}

impl Book {
    /// Makes the writes of an undo.
    pub fn apply(&mut self, writes: &[Write]) {
        for write in writes {
            match write {
                // A record of our own making always reads back.
                Write::Put(id, record) => drop(self.put(*id, &record.encode())),
                Write::Remove(id) => drop(self.remove(id)),
            }
        }
    }
}
