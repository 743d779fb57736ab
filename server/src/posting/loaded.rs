//! The part of a vault's record set that a post touches, loaded from the store before verification.

use crate::store::{Result, Store, TreeRows, VaultState};
use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};
use tacit_shared::ids::{EnvelopeHash, RecordId};
use tacit_shared::root::{Digest, EMPTY, Leaf, LeafDelta, Leaves, NODES, Totals, bucket_of};

/// Above so many buckets one scan is cheaper than a query each.
const SCAN: usize = 64;

/// Loaded buckets and the hashes above them. A bucket that was not loaded counts as absent, so `load` comes first.
#[derive(Default)]
pub(super) struct Loaded {
    buckets: HashMap<u16, Vec<Leaf>>,
    digests: HashMap<u8, Vec<Digest>>,
    nodes: Vec<Digest>,
    totals: Totals,
}

impl Loaded {
    /// Loads what is missing of these buckets, as of the state's head.
    pub(super) async fn load(&mut self, store: &dyn Store, state: &VaultState, wanted: &BTreeSet<u16>) -> Result<()> {
        self.nodes.clone_from(&state.nodes);
        self.totals = state.totals;
        let missing: Vec<u16> = wanted.iter().copied().filter(|bucket| !self.buckets.contains_key(bucket)).collect();
        // A scan loads buckets between those that were wanted: their nodes come when they are.
        let nodes: BTreeSet<u8> = wanted.iter().map(|bucket| (bucket / NODES as u16) as u8).collect();
        for node in nodes {
            if let Entry::Vacant(slot) = self.digests.entry(node) {
                slot.insert(store.buckets_of(&state.roster.vault(), node).await?);
            }
        }
        let runs = match (missing.first(), missing.last()) {
            (Some(first), Some(last)) if missing.len() > SCAN => vec![(*first, last + 1)],
            _ => missing.iter().map(|bucket| (*bucket, bucket + 1)).collect(),
        };
        for (first, end) in runs {
            self.load_run(store, state, first, end).await?;
        }
        Ok(())
    }

    async fn load_run(&mut self, store: &dyn Store, state: &VaultState, first: u16, end: u16) -> Result<()> {
        // What was loaded before is the same: nothing else has moved this head.
        for bucket in first..end {
            self.buckets.insert(bucket, Vec::new());
        }
        for row in store.leaves(&state.roster.vault(), state.roster.seq(), first, end, usize::MAX).await? {
            let leaf = Leaf {
                record: row.record,
                version: row.version,
                seq: row.seq,
                envelope: row.envelope.map(EnvelopeHash),
            };
            self.buckets.entry(bucket_of(&leaf.record)).or_default().push(leaf);
        }
        Ok(())
    }

    /// Takes a verified change.
    pub(super) fn apply(&mut self, delta: &LeafDelta) {
        for leaf in &delta.leaves {
            let bucket = self.buckets.entry(bucket_of(&leaf.record)).or_default();
            match bucket.binary_search_by_key(&leaf.record, |leaf| leaf.record) {
                Ok(at) => bucket[at] = *leaf,
                Err(at) => bucket.insert(at, *leaf),
            }
        }
        for (bucket, digest) in &delta.buckets {
            let digests = self.digests.entry((bucket / NODES as u16) as u8).or_insert_with(|| vec![EMPTY; NODES]);
            digests[usize::from(*bucket) % NODES] = *digest;
        }
        for (node, digest) in &delta.nodes {
            self.nodes[usize::from(*node)] = *digest;
        }
        self.totals = delta.totals;
    }

    /// The rows of these nodes.
    pub(super) fn rows(&self, nodes: &BTreeSet<u8>) -> TreeRows {
        let buckets = nodes.iter().map(|node| (*node, self.buckets_of(*node))).collect();
        TreeRows { totals: self.totals, nodes: self.nodes.clone(), buckets }
    }

    /// How many leaves it holds.
    pub(super) fn len(&self) -> usize {
        self.buckets.values().map(Vec::len).sum()
    }
}

impl Leaves for Loaded {
    fn leaf(&self, record: &RecordId) -> Option<Leaf> {
        let bucket = self.buckets.get(&bucket_of(record))?;
        bucket.binary_search_by_key(record, |leaf| leaf.record).ok().map(|at| bucket[at])
    }

    fn bucket(&self, bucket: u16) -> Vec<Leaf> {
        self.buckets.get(&bucket).cloned().unwrap_or_default()
    }

    fn buckets_of(&self, node: u8) -> Vec<Digest> {
        self.digests.get(&node).cloned().unwrap_or_else(|| vec![EMPTY; NODES])
    }

    fn nodes(&self) -> Vec<Digest> {
        self.nodes.clone()
    }

    fn totals(&self) -> Totals {
        self.totals
    }
}
