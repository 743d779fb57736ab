//! Merging two states of one record: commutative, associative, idempotent, so that replicas agree whatever the
//! order in which they hear of each other.
//!
//! Registers: the last writer wins by hybrid logical clock, ties fall to the larger value. Sets: adding wins over a
//! removal that did not know it. Of the values that lost, the newest [`MAX_ASIDE`] stay in the record.
//!
//! Records that are evidence are not mixed: of two states the one made first stands, whole. A field that is kept as
//! first written keeps its earliest writer, and one whose entries only add up knows no removal.

use crate::cell::{Cell, Register};
use crate::record::{Aside, Record};
use crate::schema::{FieldKey, Keeping, keeping};
use std::collections::btree_map::Entry;

/// Values that lost a merge and are kept in a record.
pub const MAX_ASIDE: usize = 24;

/// Why two states could not be merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MergeError {
    /// A record never changes its kind: one of the two is wrong.
    #[error("the two states are of different kinds")]
    KindDiffers,
}

impl Record {
    /// Takes in another state of the same record.
    pub fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        if self.kind != other.kind {
            return Err(MergeError::KindDiffers);
        }
        if self.kind().is_written_once() {
            if (other.created, other.encode()) < (self.created, self.encode()) {
                *self = other.clone();
            }
            return Ok(());
        }
        let kind = self.kind();
        self.created = self.created.min(other.created);
        self.aside.extend(other.aside.iter().cloned());
        for (key, theirs) in &other.cells {
            match self.cells.entry(*key) {
                Entry::Vacant(slot) => {
                    slot.insert(theirs.clone());
                }
                Entry::Occupied(mut slot) => {
                    let kept = keeping(kind, FieldKey(*key));
                    let lost = join(slot.get_mut(), theirs, kept);
                    self.aside.extend(lost.and_then(|lost| aside_of(*key, lost)));
                }
            }
        }
        while self.aside.len() > MAX_ASIDE {
            self.aside.pop_first();
        }
        Ok(())
    }
}

/// An emptied field has nothing to keep.
fn aside_of(key: u16, lost: Register) -> Option<Aside> {
    (!lost.value.is_empty()).then_some(Aside { stamp: lost.stamp, key, value: lost.value })
}

fn join(mine: &mut Cell, theirs: &Cell, kept: Keeping) -> Option<Register> {
    match (&mut *mine, theirs) {
        (Cell::Register(mine), Cell::Register(theirs)) if kept == Keeping::First => {
            if (theirs.stamp, &theirs.value, &theirs.seen) < (mine.stamp, &mine.value, &mine.seen) {
                *mine = theirs.clone();
            }
            None
        }
        (Cell::Register(mine), Cell::Register(theirs)) => mine.join(theirs),
        (Cell::Set(mine), Cell::Set(theirs)) if kept == Keeping::All => {
            mine.entries.extend(theirs.entries.iter().cloned());
            mine.gone.clear();
            None
        }
        (Cell::Set(mine), Cell::Set(theirs)) => {
            mine.join(theirs);
            None
        }
        // No version of Tacit writes one field in two forms; a set then outranks a register.
        (Cell::Register(register), Cell::Set(_)) => {
            let lost = register.clone();
            *mine = theirs.clone();
            Some(lost)
        }
        (Cell::Set(_), Cell::Register(register)) => Some(register.clone()),
    }
}
