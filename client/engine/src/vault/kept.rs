//! What this device could give back to a server that was restored from a backup: the newest entries as they were
//! signed, and the boxes of the current epoch that passed through here. Envelopes stand with their records.
//!
//! 10,000 entries are some 2.5 MB of single edits; imports, whose entries are long, are cut at 64 MiB.

use super::OpenVault;
use crate::Failure;
use crate::ports::{File, StorageError};
use crate::store::{Key, Log, Op};
use std::collections::BTreeSet;
use tacit_shared::api::{Head, Missing, PostEntries, PutMissing};
use tacit_shared::codec;
use tacit_shared::entry::{Body, Entry, Header, box_hash, entry_hash};
use tacit_shared::envelope::envelope_hash;
use tacit_shared::ids::{BoxHash, EnvelopeHash, RecordId, Seq, Version};
use tacit_shared::limits;

/// Entries kept.
const ENTRIES: u64 = 10_000;
/// Bytes of them.
const BYTES: u64 = 64 << 20;
/// One post of them: below its cap by one entry's worth, so that the last one fits in any case.
const PAGE: usize = limits::POST - limits::ENTRY;
/// Boxes of the current epoch, and the creator's of Genesis, without which a vault cannot be made again.
const BOXES: Key = Key::Slot(5);
/// A rotation for the most members, and joins since.
const MAX_BOXES: usize = 2 * limits::MEMBERS * (limits::BOX + 4);

/// Which entries are kept: a run that ends with the trust pin.
#[derive(Default)]
pub(super) struct Kept {
    first: Option<u32>,
    bytes: u64,
}

/// Where an entry is kept; no journal is longer than what it can name.
fn key(seq: Seq) -> Option<Key> {
    u32::try_from(seq).ok().map(Key::Entry)
}

impl Kept {
    /// The run that ends with the pin; what stands before a gap would be of no use.
    pub(super) fn of<F: File>(log: &Log<F>, pin: Seq) -> Self {
        let all: BTreeSet<u32> =
            log.keys().filter_map(|key| if let Key::Entry(seq) = key { Some(seq) } else { None }).collect();
        let mut kept = Self::default();
        let mut next = u32::try_from(pin).ok();
        while let Some(seq) = next.filter(|seq| all.contains(seq)) {
            kept.first = Some(seq);
            kept.bytes += u64::from(log.len_of(Key::Entry(seq)).unwrap_or(0));
            next = seq.checked_sub(1);
        }
        kept
    }
}

/// New entries for the log, and which old ones go for them.
pub(super) struct Keeping {
    pub(super) puts: Vec<(Key, Vec<u8>)>,
    pub(super) deletes: Vec<Key>,
    after: Kept,
}

/// A vault's first entry, and the box of whoever made it.
type GenesisAndBox = (Vec<u8>, Vec<u8>);

impl<F: File> OpenVault<F> {
    /// What to write for entries that were just verified, the first of which stands at `from`.
    pub(super) fn keeping(&self, from: Seq, entries: &[Vec<u8>]) -> Keeping {
        let mut after = Kept { first: self.kept.first, bytes: self.kept.bytes };
        let mut puts: Vec<(Key, Vec<u8>)> = Vec::new();
        for (seq, bytes) in (from..).zip(entries) {
            let Some(key) = key(seq) else { continue };
            after.first = after.first.or(u32::try_from(seq).ok());
            after.bytes += bytes.len() as u64;
            puts.push((key, bytes.clone()));
        }
        let end = from + entries.len() as u64;
        let mut deletes = Vec::new();
        while let Some(first) = after.first.filter(|first| u64::from(*first) + 1 < end) {
            if end - u64::from(first) <= ENTRIES && after.bytes <= BYTES {
                break;
            }
            let old = Key::Entry(first);
            let fresh = puts.iter().position(|(key, _)| *key == old);
            let len = match fresh {
                Some(at) => puts.remove(at).1.len() as u64,
                None => u64::from(self.log.len_of(old).unwrap_or(0)),
            };
            deletes.push(old);
            after.bytes = after.bytes.saturating_sub(len);
            after.first = Some(first + 1);
        }
        Keeping { puts, deletes, after }
    }

    /// It is written.
    pub(super) fn kept(&mut self, keeping: Keeping) {
        self.kept = keeping.after;
    }

    /// Keeps Genesis and its box: with them the vault can be made again on a server that lost it.
    pub(crate) fn keep_genesis(&mut self, genesis: &[u8], box_bytes: &[u8]) -> Result<(), Failure> {
        let keeping = self.keeping(0, &[genesis.to_vec()]);
        let boxes = codec::encode(&vec![box_bytes.to_vec()]);
        let mut ops: Vec<Op<'_>> = keeping.puts.iter().map(|(key, value)| Op::Put(*key, value)).collect();
        ops.push(Op::Put(BOXES, &boxes));
        self.log.write(&ops)?;
        self.kept(keeping);
        Ok(())
    }

    /// Genesis and its box, if this account made the vault and this device kept them.
    pub(crate) fn genesis(&self) -> Result<Option<GenesisAndBox>, StorageError> {
        let mine = self.state.roster().member(0).filter(|member| Some(&member.identity) == self.my_identity());
        let (Some(creator), Some(genesis)) = (mine, self.log.get(Key::Entry(0))?) else { return Ok(None) };
        let boxes = self.boxes()?;
        Ok(boxes.into_iter().find(|bytes| box_hash(bytes) == creator.join_box).map(|bytes| (genesis, bytes)))
    }

    fn my_identity(&self) -> Option<&[u8; 32]> {
        self.state.roster().member(self.state.me()).map(|member| &member.identity)
    }

    fn boxes(&self) -> Result<Vec<Vec<u8>>, StorageError> {
        match self.log.get(BOXES)? {
            Some(bytes) => codec::decode(&bytes, MAX_BOXES).map_err(|_| StorageError::Damaged),
            None => Ok(Vec::new()),
        }
    }

    /// The kept boxes with these, without those that nobody needs any more.
    pub(super) fn boxes_with(&self, new: &[Vec<u8>]) -> Result<Option<(Key, Vec<u8>)>, StorageError> {
        if new.is_empty() {
            return Ok(None);
        }
        let mut needed = self.needed_boxes();
        needed.extend(self.state.roster().member(0).map(|creator| creator.join_box));
        let mut boxes: Vec<Vec<u8>> = self.boxes()?;
        boxes.extend_from_slice(new);
        // Each once.
        boxes.retain(|bytes| needed.remove(&box_hash(bytes)));
        Ok(Some((BOXES, codec::encode(&boxes))))
    }

    /// A box that the server gave.
    pub(crate) fn keep_box(&mut self, bytes: Vec<u8>) -> Result<(), Failure> {
        if let Some((key, value)) = self.boxes_with(&[bytes])? {
            self.log.write(&[Op::Put(key, &value)])?;
        }
        Ok(())
    }

    /// The boxes that give the current epoch's key to its members.
    pub(crate) fn needed_boxes(&self) -> BTreeSet<BoxHash> {
        let roster = self.state.roster();
        roster.current().filter_map(|(member, _)| roster.current_box(member)).collect()
    }

    /// Whether everything after this place is kept, and follows it: `None` if it is not kept, `Some(false)` if what
    /// stands here follows another entry.
    pub(crate) fn continues(&self, shown: Head) -> Result<Option<bool>, StorageError> {
        let Some(next) = shown.seq.checked_add(1).and_then(|next| u32::try_from(next).ok()) else { return Ok(None) };
        if self.kept.first.is_none_or(|first| first > next) {
            return Ok(None);
        }
        let Some(entry) = self.log.get(Key::Entry(next))? else { return Ok(None) };
        let (header, _) = postcard::take_from_bytes::<Header>(&entry).map_err(|_| StorageError::Damaged)?;
        Ok(Some(header.prev == shown.hash))
    }

    /// The hash of a kept entry.
    pub(crate) fn kept_hash(&self, seq: Seq) -> Result<Option<tacit_shared::ids::EntryHash>, StorageError> {
        let Some(key) = key(seq) else { return Ok(None) };
        Ok(self.log.get(key)?.map(|bytes| entry_hash(&bytes)))
    }

    /// Entries from this place on, as many as one post takes, with the sealed bytes that are still needed and are here.
    pub(crate) fn relay_from(&self, from: Seq) -> Result<PostEntries, StorageError> {
        let boxes = self.boxes()?;
        let mut post = PostEntries { relay: true, entries: Vec::new(), envelopes: Vec::new(), boxes: Vec::new() };
        let mut size = 0;
        for seq in from..=self.state.head().seq {
            let Some(bytes) = key(seq).map(|key| self.log.get(key)).transpose()?.flatten() else { break };
            let entry: Entry = codec::decode(&bytes, limits::ENTRY).map_err(|_| StorageError::Damaged)?;
            let (envelopes, boxes) = (self.envelopes_of(&entry)?, boxes_of(&entry, &boxes));
            size += bytes.len() + envelopes.iter().chain(&boxes).map(Vec::len).sum::<usize>();
            let full = size > PAGE || post.entries.len() == limits::POST_ENTRIES;
            if full && !post.entries.is_empty() {
                break;
            }
            post.entries.push(bytes);
            post.envelopes.extend(envelopes);
            post.boxes.extend(boxes);
        }
        Ok(post)
    }

    /// The envelopes of an entry that are still the newest of their records.
    fn envelopes_of(&self, entry: &Entry) -> Result<Vec<Vec<u8>>, StorageError> {
        let Body::Commit(commit) = &entry.body else { return Ok(Vec::new()) };
        let mut out = Vec::new();
        for change in &commit.changes {
            let Some(hash) = change.envelope else { continue };
            out.extend(self.live_envelope(&change.record, change.version, Some(hash))?);
        }
        Ok(out)
    }

    /// The sealed bytes of a record's newest version, if this is it and they are here.
    fn live_envelope(
        &self,
        record: &RecordId,
        version: Version,
        hash: Option<EnvelopeHash>,
    ) -> Result<Option<Vec<u8>>, StorageError> {
        let leaf = self.state.leaf(record).filter(|leaf| leaf.version == version && leaf.envelope.is_some());
        let Some(leaf) = leaf.filter(|leaf| hash.is_none() || leaf.envelope == hash) else { return Ok(None) };
        let bytes = self.log.get(Key::Envelope(*record))?;
        Ok(bytes.filter(|bytes| Some(envelope_hash(bytes)) == leaf.envelope))
    }

    /// What of the missing bytes is here, as much as one request takes.
    pub(crate) fn found_of(&self, missing: &Missing) -> Result<PutMissing, StorageError> {
        let mut found = PutMissing::default();
        let mut size = 0;
        for (record, version) in &missing.envelopes {
            let Some(bytes) = self.live_envelope(record, *version, None)? else { continue };
            size += bytes.len();
            if size > PAGE {
                break;
            }
            found.envelopes.push(bytes);
        }
        let boxes = self.boxes()?;
        found.boxes = boxes.into_iter().filter(|bytes| missing.boxes.contains(&box_hash(bytes))).collect();
        Ok(found)
    }
}

/// Those boxes that an entry names, each once.
fn boxes_of(entry: &Entry, boxes: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let named: BTreeSet<BoxHash> = match &entry.body {
        Body::Join { box_hash, .. } => BTreeSet::from([*box_hash]),
        body => body.rotation().map(|rotation| rotation.boxes.iter().copied().collect()).unwrap_or_default(),
    };
    boxes.iter().filter(|bytes| named.contains(&box_hash(bytes))).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::MemoryStorage;
    use futures::executor::block_on;

    #[test]
    fn only_an_unbroken_run_up_to_the_pin_counts_as_kept() {
        block_on(async {
            let mut log = Log::open(&MemoryStorage::default(), "log").await.expect("opens");
            for seq in [3, 4, 6, 7, 8] {
                log.write(&[Op::Put(Key::Entry(seq), &[0; 10])]).expect("writes");
            }
            let first = |pin| Kept::of(&log, pin).first;
            assert_eq!((first(8), Kept::of(&log, 8).bytes), (Some(6), 30));
            assert_eq!(first(4), Some(3));
            assert_eq!((first(5), first(9), first(u64::MAX)), (None, None, None), "the pin itself must be there");
        });
    }
}
