//! The verified places of records in the order in which they stand on disk: nearly always that of their envelopes, so
//! that the next one that is asked for is the next one here.

use crate::ports::{File, StorageError};
use crate::store::{Key, Log};
use tacit_shared::ids::RecordId;
use tacit_shared::root::Leaf;

/// How far ahead is looked each time.
const NEAR: usize = 8;
/// And where a whole run was left out: envelopes that are not here yet.
const FAR: usize = 8_192;

/// See the head of this file.
pub(super) struct Places {
    all: Vec<Leaf>,
    next: usize,
    /// What may still be looked through to go on behind a gap: all of it once.
    left: usize,
}

impl Places {
    /// Reads them.
    pub(super) fn read<F: File>(log: &Log<F>) -> Result<Self, StorageError> {
        let mut reading = log.reading(|key| matches!(key, Key::Leaf(_)));
        let mut all = Vec::with_capacity(reading.progress().1);
        while log.read_piece(&mut reading, |_, bytes| {
            all.push(Leaf::decode(bytes).ok_or(StorageError::Damaged)?);
            Ok(())
        })? {}
        Ok(Self::of(all))
    }

    fn of(all: Vec<Leaf>) -> Self {
        Self { next: 0, left: all.len(), all }
    }

    /// All of them.
    pub(super) fn leaves(&self) -> impl Iterator<Item = Leaf> + Clone + '_ {
        self.all.iter().copied()
    }

    /// A record's place, if it stands where it is looked for: soon behind the one before.
    pub(super) fn next_of(&mut self, record: &RecordId) -> Option<Leaf> {
        let rest = self.all.get(self.next..).unwrap_or_default();
        let within = |most: usize| rest.iter().take(most).position(|leaf| leaf.record == *record);
        let at = within(NEAR).or_else(|| {
            let most = FAR.min(self.left);
            self.left -= most;
            within(most)
        })?;
        self.next += at + 1;
        Some(rest[at])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaf(number: u16) -> Leaf {
        let mut id = [0; 16];
        id[..2].copy_from_slice(&number.to_be_bytes());
        Leaf { record: RecordId(id), version: u64::from(number), seq: 1, envelope: None }
    }

    fn found(places: &mut Places, numbers: impl Iterator<Item = u16>) -> usize {
        let mut found = 0;
        for number in numbers {
            if let Some(place) = places.next_of(&leaf(number).record) {
                assert_eq!(place, leaf(number));
                found += 1;
            }
        }
        found
    }

    #[test]
    fn in_order_all_are_found_and_gaps_are_passed() {
        let mut places = Places::of((0..1_000).map(leaf).collect());
        assert_eq!(found(&mut places, 0..100), 100);
        assert_eq!(found(&mut places, (100..200).step_by(3)), 34);
        assert_eq!(found(&mut places, 700..1_000), 300, "a run was left out");
        assert_eq!(found(&mut places, 0..10), 0, "what stood before");
    }

    #[test]
    fn without_any_order_no_more_is_looked_through_than_there_is() {
        let mut places = Places::of((0..1_000).map(leaf).collect());
        found(&mut places, (0..1_000).rev());
        assert_eq!(places.left, 0);
    }
}
