//! One field's state: a register in which the last writer wins, or a set in which adding wins.

use crate::clock::Stamp;
use std::collections::BTreeSet;

/// Predecessors a register remembers, one per author.
const MAX_SEEN: usize = 8;
/// Removals a set remembers, beyond which a writer forgets the oldest.
const MAX_GONE: usize = 64;
/// Ranks are spaced so that an entry can be put between two others without touching them.
const RANK_STEP: u16 = 8;

/// A field's state.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cell {
    Register(Register),
    Set(Set),
}

impl Cell {
    /// Every stamp in it.
    pub(crate) fn stamps(&self) -> Vec<Stamp> {
        match self {
            Self::Register(register) => std::iter::once(register.stamp).chain(register.seen.iter().copied()).collect(),
            Self::Set(set) => {
                set.entries.iter().map(|entry| entry.stamp).chain(set.gone.iter().map(|gone| gone.stamp)).collect()
            }
        }
    }

    pub(crate) fn restamp(&mut self, new: &impl Fn(Stamp) -> Stamp) {
        match self {
            Self::Register(register) => {
                register.stamp = new(register.stamp);
                register.seen.iter_mut().for_each(|stamp| *stamp = new(*stamp));
            }
            Self::Set(set) => set.restamp(new),
        }
    }
}

/// A single value. `seen` holds, per author, the newest write of this field that the writer knew and replaced:
/// what lost against it without being in there was written at the same time and is shown as set aside.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Register {
    pub(crate) stamp: Stamp,
    pub(crate) value: Vec<u8>,
    pub(crate) seen: Vec<Stamp>,
}

impl Register {
    pub(crate) fn new(value: Vec<u8>, stamp: Stamp) -> Self {
        Self { stamp, value, seen: Vec::new() }
    }

    /// Replaces the value; does nothing if it is the same, or if `stamp` is older than what is here.
    pub(crate) fn write(&mut self, value: Vec<u8>, stamp: Stamp) -> bool {
        if self.value == value || stamp < self.stamp {
            return false;
        }
        if stamp != self.stamp {
            self.seen = newest_per_author(self.seen.iter().copied().chain([self.stamp]));
        }
        self.stamp = stamp;
        self.value = value;
        true
    }

    /// From here on it knows these writes as well.
    pub(crate) fn know(&mut self, writes: Vec<Stamp>) {
        if !writes.is_empty() {
            self.seen = newest_per_author(self.seen.iter().copied().chain(writes));
        }
    }

    /// Whether the writer of this value knew that write.
    pub(crate) fn knew(&self, stamp: Stamp) -> bool {
        stamp == self.stamp || self.seen.iter().any(|seen| seen.author == stamp.author && stamp <= *seen)
    }

    /// Merges; what is left is the winner, and the loser, if there is one, is returned.
    pub(crate) fn join(&mut self, other: &Self) -> Option<Self> {
        let (mine, theirs) = ((self.stamp, &self.value), (other.stamp, &other.value));
        match mine.cmp(&theirs) {
            std::cmp::Ordering::Equal => {
                self.seen = newest_per_author(self.seen.iter().chain(&other.seen).copied());
                None
            }
            std::cmp::Ordering::Greater => Some(other.clone()),
            std::cmp::Ordering::Less => Some(std::mem::replace(self, other.clone())),
        }
    }
}

fn newest_per_author(stamps: impl Iterator<Item = Stamp>) -> Vec<Stamp> {
    let mut all: Vec<Stamp> = stamps.collect();
    all.sort_by_key(|stamp| std::cmp::Reverse(*stamp));
    let mut kept: Vec<Stamp> = Vec::new();
    for stamp in all {
        if kept.len() < MAX_SEEN && !kept.iter().any(|known| known.author == stamp.author) {
            kept.push(stamp);
        }
    }
    kept.sort();
    kept
}

/// An entry of a set, with its place among the others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Entry {
    pub(crate) value: Vec<u8>,
    pub(crate) stamp: Stamp,
    pub(crate) rank: u16,
}

/// A removal of exactly one adding: one that was not known to the remover survives. Holds a hash, so that a
/// removed address does not stay readable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Gone {
    pub(crate) stamp: Stamp,
    pub(crate) hash: [u8; 8],
}

/// An observed-remove set (Shapiro et al., 2011) whose tags are stamps.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Set {
    pub(crate) entries: BTreeSet<Entry>,
    pub(crate) gone: BTreeSet<Gone>,
}

impl Set {
    /// Live values in their order, each once.
    pub(crate) fn values(&self) -> Vec<&[u8]> {
        let mut order: Vec<&Entry> = self.entries.iter().collect();
        order.sort_by_key(|entry| (entry.rank, entry.stamp, entry.value.as_slice()));
        let mut values: Vec<&[u8]> = Vec::with_capacity(order.len());
        for entry in order {
            if !values.contains(&entry.value.as_slice()) {
                values.push(&entry.value);
            }
        }
        values
    }

    /// Makes the set hold these values in this order; only what differs is touched.
    pub(crate) fn write(&mut self, values: Vec<Vec<u8>>, stamp: Stamp, ranked: bool) -> bool {
        if self.values().iter().copied().eq(values.iter().map(Vec::as_slice)) {
            return false;
        }
        let ranks = if ranked { self.ranks_for(&values) } else { vec![0; values.len()] };
        let stale: Vec<Entry> = self
            .entries
            .iter()
            .filter(|entry| match values.iter().position(|value| *value == entry.value) {
                Some(at) => ranks[at] != entry.rank,
                None => true,
            })
            .cloned()
            .collect();
        let changed = !stale.is_empty();
        for entry in stale {
            self.drop_entry(&entry, stamp);
        }
        let mut added = false;
        for (value, rank) in values.into_iter().zip(ranks) {
            if !self.entries.iter().any(|entry| entry.value == value) {
                self.gone.remove(&Gone { stamp, hash: hash_of(&value) });
                self.entries.insert(Entry { value, stamp, rank });
                added = true;
            }
        }
        while self.gone.len() > MAX_GONE {
            self.gone.pop_first();
        }
        changed || added
    }

    /// An entry added under this very stamp is not yet known to anyone: no trace of it is needed.
    fn drop_entry(&mut self, entry: &Entry, stamp: Stamp) {
        self.entries.remove(entry);
        if entry.stamp != stamp {
            self.gone.insert(Gone { stamp: entry.stamp, hash: hash_of(&entry.value) });
        }
    }

    /// Keeps the ranks of values that stay in order, and finds room for the others; renumbers if there is none.
    fn ranks_for(&self, values: &[Vec<u8>]) -> Vec<u16> {
        let known: Vec<Option<u16>> = values
            .iter()
            .map(|value| self.entries.iter().filter(|entry| entry.value == *value).map(|entry| entry.rank).min())
            .collect();
        let mut ranks = Vec::with_capacity(values.len());
        let mut below = 0u16;
        for (at, rank) in known.iter().enumerate() {
            let above = known[at..].iter().flatten().next().copied();
            let rank = match (rank, above) {
                (Some(rank), _) => *rank,
                (None, Some(above)) => below + above.saturating_sub(below) / 2,
                (None, None) => below.saturating_add(RANK_STEP),
            };
            if rank <= below {
                return (1..).take(values.len()).map(|at: u16| at.saturating_mul(RANK_STEP)).collect();
            }
            ranks.push(rank);
            below = rank;
        }
        ranks
    }

    pub(crate) fn join(&mut self, other: &Self) {
        self.gone.extend(other.gone.iter().copied());
        self.entries.extend(other.entries.iter().cloned());
        let gone = &self.gone;
        self.entries.retain(|entry| !gone.contains(&Gone { stamp: entry.stamp, hash: hash_of(&entry.value) }));
    }

    fn restamp(&mut self, new: &impl Fn(Stamp) -> Stamp) {
        let entries = std::mem::take(&mut self.entries).into_iter();
        self.entries = entries.map(|entry| Entry { stamp: new(entry.stamp), ..entry }).collect();
        let gone = std::mem::take(&mut self.gone).into_iter();
        self.gone = gone.map(|gone| Gone { stamp: new(gone.stamp), ..gone }).collect();
    }
}

/// FNV-1a: names an entry inside one field of one sealed record, where nothing depends on its strength.
fn hash_of(value: &[u8]) -> [u8; 8] {
    value
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
        .to_le_bytes()
}
