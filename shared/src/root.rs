//! The record set's root: 4,096 buckets by the first 12 bits of the (random) record id, 64 nodes of 64
//! buckets, one root. It commits to every record's version, hash and the entry that wrote it, and to the
//! counts, so that dropping, doubling, injecting or rolling back a record shows. A change costs one
//! bucket and twice 2 KB of hashing.

use crate::entry::Change;
use crate::hash::{Context, hash};
use crate::ids::{EnvelopeHash, RecordId, Seq, VaultId, Version};
use crate::limits;
use crate::quick::Reader;
use serde::{Deserialize, Serialize};

/// Number of buckets.
pub const BUCKETS: usize = 4096;
/// Number of nodes, and of buckets in each.
pub const NODES: usize = 64;
/// A hash of 32 bytes.
pub type Digest = [u8; 32];
/// Of an empty bucket, and of an empty record set.
pub const EMPTY: Digest = [0; 32];

/// A record's place in the set. Leaves never vanish: a deleted record keeps a tombstone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Leaf {
    /// Which record.
    pub record: RecordId,
    /// Its newest version.
    pub version: Version,
    /// The entry that wrote it.
    pub seq: Seq,
    /// Hash of its envelope; `None` is a tombstone.
    pub envelope: Option<EnvelopeHash>,
}

impl Leaf {
    /// Reads its encoding, as [`codec::decode`](crate::codec::decode) does.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        let (record, version, seq) = (RecordId(reader.array()?), reader.long()?, reader.long()?);
        let envelope = match reader.byte()? {
            0 => None,
            1 => Some(EnvelopeHash(reader.array()?)),
            _ => return None,
        };
        reader.0.is_empty().then_some(Self { record, version, seq, envelope })
    }

    /// `record ‖ version u64le ‖ seq u64le ‖ state u8 ‖ envelope hash`, 65 bytes.
    fn bytes(&self) -> [u8; 65] {
        let mut out = [0; 65];
        out[..16].copy_from_slice(&self.record.0);
        out[16..24].copy_from_slice(&self.version.to_le_bytes());
        out[24..32].copy_from_slice(&self.seq.to_le_bytes());
        if let Some(envelope) = &self.envelope {
            out[32] = 1;
            out[33..].copy_from_slice(&envelope.0);
        }
        out
    }
}

/// The bucket of a record: the first 12 bits of its id, big-endian.
pub fn bucket_of(record: &RecordId) -> u16 {
    u16::from_be_bytes([record.0[0], record.0[1]]) >> 4
}

/// A record's leaf among those of its bucket, ascending by record. Ids are drawn at random, so how far it stands from the
/// front is told by the id itself: looking there first fetches a few neighbours from memory and not half the bucket.
fn find<'l>(leaves: &'l [Leaf], record: &RecordId) -> Option<&'l Leaf> {
    /// Beyond so many neighbours the ids are not random, and are halved instead.
    const NEAR: usize = 16;
    let [_, a, b, c, d, e, ..] = record.0;
    let share = u64::from_be_bytes([0, 0, 0, a & 0x0f, b, c, d, e]);
    let guess = ((share * leaves.len() as u64) >> 36) as usize;
    let wanted = u128::from_be_bytes(record.0);
    let number = |leaf: &Leaf| u128::from_be_bytes(leaf.record.0);
    let (before, behind) = leaves.split_at(guess);
    let (near, rest) = match behind.first().is_some_and(|leaf| number(leaf) <= wanted) {
        true => {
            let (near, rest) = behind.split_at(NEAR.min(behind.len()));
            (near.iter().find(|leaf| number(leaf) >= wanted), rest)
        }
        false => {
            let (rest, near) = before.split_at(before.len() - NEAR.min(before.len()));
            (near.iter().rev().find(|leaf| number(leaf) <= wanted), rest)
        }
    };
    let far = || rest.binary_search_by_key(&wanted, number).ok().map(|at| &rest[at]);
    near.or_else(far).filter(|leaf| leaf.record == *record)
}

/// `B[b]` of leaves ascending by record.
pub fn bucket_hash(vault: &VaultId, bucket: u16, leaves: &[Leaf]) -> Digest {
    if leaves.is_empty() {
        return EMPTY;
    }
    let mut bytes = Vec::with_capacity(leaves.len() * 65);
    for leaf in leaves {
        bytes.extend_from_slice(&leaf.bytes());
    }
    hash(Context::Bucket, &[&vault.0, &bucket.to_le_bytes(), &(leaves.len() as u32).to_le_bytes(), &bytes])
}

/// `N[i]` of its 64 bucket hashes.
pub fn node_hash(vault: &VaultId, node: u8, buckets: &[Digest]) -> Digest {
    hash(Context::Node, &[&vault.0, &[node], buckets.as_flattened()])
}

/// Leaves in all, and those that are not tombstones.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// With tombstones.
    pub total: u64,
    /// Without.
    pub live: u64,
}

/// The root of its 64 node hashes.
pub fn root_hash(vault: &VaultId, totals: Totals, nodes: &[Digest]) -> Digest {
    if totals.total == 0 {
        return EMPTY;
    }
    let (total, live) = (totals.total.to_le_bytes(), totals.live.to_le_bytes());
    hash(Context::Root, &[&vault.0, &total, &live, nodes.as_flattened()])
}

/// What verification needs of a record set. The server loads the touched buckets first; a client has all in memory.
pub trait Leaves {
    /// One record's leaf.
    fn leaf(&self, record: &RecordId) -> Option<Leaf>;
    /// A bucket's leaves, ascending by record.
    fn bucket(&self, bucket: u16) -> Vec<Leaf>;
    /// The 64 bucket hashes of a node.
    fn buckets_of(&self, node: u8) -> Vec<Digest>;
    /// The 64 node hashes.
    fn nodes(&self) -> Vec<Digest>;
    /// The counts.
    fn totals(&self) -> Totals;
}

/// How a commit changes the record set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeafDelta {
    /// New values of the changed leaves, ascending.
    pub leaves: Vec<Leaf>,
    /// New hashes of the touched buckets.
    pub buckets: Vec<(u16, Digest)>,
    /// New hashes of the touched nodes.
    pub nodes: Vec<(u8, Digest)>,
    /// New counts.
    pub totals: Totals,
    /// New root.
    pub root: Digest,
}

/// A change that the record set does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ChangeError {
    /// Not the version after the one there; or a new record that does not start with bytes at 1.
    #[error("a record's version does not follow the one before")]
    Version,
    /// The bucket is full; an honest client draws another id.
    #[error("a bucket of the record set is full")]
    BucketFull,
}

/// What the record set becomes by these changes (ascending by record) of entry `seq`.
pub fn change(leaves: &impl Leaves, vault: &VaultId, seq: Seq, changes: &[Change]) -> Result<LeafDelta, ChangeError> {
    let mut totals = leaves.totals();
    let mut nodes = leaves.nodes();
    let mut delta =
        LeafDelta { leaves: Vec::with_capacity(changes.len()), buckets: vec![], nodes: vec![], totals, root: EMPTY };
    let mut open: Option<(u8, Vec<Digest>)> = None;
    for run in changes.chunk_by(|a, b| bucket_of(&a.record) == bucket_of(&b.record)) {
        let bucket = bucket_of(&run[0].record);
        let mut members = leaves.bucket(bucket);
        for one in run {
            let leaf = next_leaf(&members, one, seq, &mut totals)?;
            match members.binary_search_by_key(&leaf.record, |leaf| leaf.record) {
                Ok(at) => members[at] = leaf,
                Err(at) => members.insert(at, leaf),
            }
            delta.leaves.push(leaf);
        }
        if members.len() > limits::BUCKET_LEAVES {
            return Err(ChangeError::BucketFull);
        }
        let digest = bucket_hash(vault, bucket, &members);
        delta.buckets.push((bucket, digest));
        let node = (bucket / NODES as u16) as u8;
        if open.as_ref().is_none_or(|(number, _)| *number != node) {
            close(vault, &mut open, &mut nodes, &mut delta);
            open = Some((node, leaves.buckets_of(node)));
        }
        if let Some((_, buckets)) = &mut open {
            buckets[usize::from(bucket) % NODES] = digest;
        }
    }
    close(vault, &mut open, &mut nodes, &mut delta);
    delta.totals = totals;
    delta.root = root_hash(vault, totals, &nodes);
    Ok(delta)
}

fn close(vault: &VaultId, open: &mut Option<(u8, Vec<Digest>)>, nodes: &mut [Digest], delta: &mut LeafDelta) {
    if let Some((node, buckets)) = open.take() {
        let digest = node_hash(vault, node, &buckets);
        nodes[usize::from(node)] = digest;
        delta.nodes.push((node, digest));
    }
}

fn next_leaf(members: &[Leaf], change: &Change, seq: Seq, totals: &mut Totals) -> Result<Leaf, ChangeError> {
    let before = members.binary_search_by_key(&change.record, |leaf| leaf.record).ok().map(|at| members[at]);
    let expected = before.map_or(Some(1), |leaf| leaf.version.checked_add(1));
    if expected != Some(change.version) || (before.is_none() && change.envelope.is_none()) {
        return Err(ChangeError::Version);
    }
    totals.total += u64::from(before.is_none());
    totals.live -= u64::from(before.is_some_and(|leaf| leaf.envelope.is_some()));
    totals.live += u64::from(change.envelope.is_some());
    Ok(Leaf { record: change.record, version: change.version, seq, envelope: change.envelope })
}

/// A whole record set in memory, for clients.
#[derive(Clone)]
pub struct LeafSet {
    buckets: Vec<Vec<Leaf>>,
    digests: Vec<Digest>,
    nodes: Vec<Digest>,
    totals: Totals,
    root: Digest,
}

impl LeafSet {
    /// The empty set.
    pub fn empty(vault: &VaultId) -> Self {
        Self::of_buckets(vault, vec![Vec::new(); BUCKETS])
    }

    /// A set from leaves in any order; `None` if a record stands twice or a bucket is too full.
    pub fn build<I>(vault: &VaultId, leaves: I) -> Option<Self>
    where
        I: IntoIterator<Item = Leaf, IntoIter: Clone>,
    {
        let leaves = leaves.into_iter();
        // Counted first: a million leaves are 72 MB, and what grows step by step takes up to as much again and is copied.
        let mut counts = vec![0; BUCKETS];
        for leaf in leaves.clone() {
            counts[usize::from(bucket_of(&leaf.record))] += 1;
        }
        if counts.iter().any(|count| *count > limits::BUCKET_LEAVES) {
            return None;
        }
        let mut buckets: Vec<Vec<Leaf>> = counts.into_iter().map(Vec::with_capacity).collect();
        for leaf in leaves {
            buckets[usize::from(bucket_of(&leaf.record))].push(leaf);
        }
        for bucket in &mut buckets {
            bucket.sort_unstable_by_key(|leaf| u128::from_be_bytes(leaf.record.0));
            if bucket.windows(2).any(|pair| pair[0].record == pair[1].record) {
                return None;
            }
        }
        Some(Self::of_buckets(vault, buckets))
    }

    fn of_buckets(vault: &VaultId, buckets: Vec<Vec<Leaf>>) -> Self {
        let digests: Vec<Digest> =
            buckets.iter().enumerate().map(|(number, leaves)| bucket_hash(vault, number as u16, leaves)).collect();
        let nodes: Vec<Digest> = digests
            .chunks(NODES)
            .enumerate()
            .map(|(number, digests)| node_hash(vault, number as u8, digests))
            .collect();
        let all = buckets.iter().flatten();
        let totals = Totals {
            total: all.clone().count() as u64,
            live: all.filter(|leaf| leaf.envelope.is_some()).count() as u64,
        };
        let root = root_hash(vault, totals, &nodes);
        Self { buckets, digests, nodes, totals, root }
    }

    /// Takes a verified change.
    pub fn apply(&mut self, delta: &LeafDelta) {
        for leaf in &delta.leaves {
            let bucket = &mut self.buckets[usize::from(bucket_of(&leaf.record))];
            match bucket.binary_search_by_key(&leaf.record, |leaf| leaf.record) {
                Ok(at) => bucket[at] = *leaf,
                Err(at) => bucket.insert(at, *leaf),
            }
        }
        for (number, digest) in &delta.buckets {
            self.digests[usize::from(*number)] = *digest;
        }
        for (number, digest) in &delta.nodes {
            self.nodes[usize::from(*number)] = *digest;
        }
        self.totals = delta.totals;
        self.root = delta.root;
    }

    /// The root.
    pub fn root(&self) -> Digest {
        self.root
    }

    /// Every leaf, ascending by record.
    pub fn iter(&self) -> impl Iterator<Item = &Leaf> + Clone {
        self.buckets.iter().flatten()
    }
}

impl Leaves for LeafSet {
    fn leaf(&self, record: &RecordId) -> Option<Leaf> {
        find(&self.buckets[usize::from(bucket_of(record))], record).copied()
    }

    fn bucket(&self, bucket: u16) -> Vec<Leaf> {
        self.buckets[usize::from(bucket)].clone()
    }

    fn buckets_of(&self, node: u8) -> Vec<Digest> {
        let first = usize::from(node) * NODES;
        self.digests[first..first + NODES].to_vec()
    }

    fn nodes(&self) -> Vec<Digest> {
        self.nodes.clone()
    }

    fn totals(&self) -> Totals {
        self.totals
    }
}

#[cfg(test)]
mod tests;
