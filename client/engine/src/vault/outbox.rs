//! What waits to be sent, on disk before anything else: changed records, signed bytes, and the barriers before them.

use super::{OpenVault, POST, Post, ROTATE};
use crate::Failure;
use crate::ports::File;
use crate::problem::{problem, say};
use crate::store::{Key, Op};
use std::collections::{BTreeMap, BTreeSet};
use tacit_bridge::problem::ProblemKind;
use tacit_crm::RecordRef;
use tacit_shared::codec;
use tacit_shared::entry::{Body, Entry};
use tacit_shared::ids::{Epoch, RecordId};
use tacit_shared::limits;
use tacit_vault::{Entropy, LostJoin};
use zeroize::Zeroizing;

/// Records staged in one frame of the log.
const STAGE_BATCH: usize = 16_384;
/// Records of the outbox in one commit; the rest is for files that go because their holder is gone.
const READY: usize = limits::CHANGES - limits::FILES;

pub(super) fn outbox_context(record: &RecordId) -> [u8; 22] {
    let mut context = [0; 22];
    context[..6].copy_from_slice(b"outbox");
    context[6..].copy_from_slice(&record.0);
    context
}

/// `generation u64le ‖ 1 ‖ plain`, or `generation ‖ 0` for a deletion.
pub(super) fn outbox_plain(generation: u64, plain: Option<&[u8]>) -> Zeroizing<Vec<u8>> {
    let mut out = Zeroizing::new(Vec::with_capacity(9 + plain.map_or(0, <[u8]>::len)));
    out.extend_from_slice(&generation.to_le_bytes());
    out.push(u8::from(plain.is_some()));
    out.extend_from_slice(plain.unwrap_or_default());
    out
}

impl<F: File> OpenVault<F> {
    /// Takes changes into outbox and memory; on disk, sealed, when this returns.
    pub(crate) fn stage(
        &mut self,
        writes: Vec<(tacit_crm::RecordId, Option<Vec<u8>>)>,
        entropy: &mut dyn Entropy,
    ) -> Result<(), Failure> {
        self.may_be_staged(&writes)?;
        self.stage_erasure(writes, entropy)
    }

    /// Whether the rules let these changes be written.
    pub(crate) fn may_be_staged(&mut self, writes: &[(tacit_crm::RecordId, Option<Vec<u8>>)]) -> Result<(), Failure> {
        self.may_write()?;
        self.leaves_restricted_alone(writes)?;
        self.leaves_held_alone(writes)?;
        self.leaves_controller_alone(writes)?;
        self.brings_nothing_about(writes)?;
        self.masks_as_before(writes)?;
        self.has_basis_for_special(writes)?;
        Ok(())
    }

    /// The same for an erasure, which what is only stored does not stop.
    pub(crate) fn stage_erasure(
        &mut self,
        writes: Vec<(tacit_crm::RecordId, Option<Vec<u8>>)>,
        entropy: &mut dyn Entropy,
    ) -> Result<(), Failure> {
        self.may_write()?;
        if writes.iter().filter_map(|(_, plain)| plain.as_ref()).any(|plain| RecordRef::parse(plain).is_err()) {
            let todo = "Shorten its notes, or take away some of its entries.";
            return Err(say(ProblemKind::BadInput, "This record would be longer than one may be.", todo).into());
        }
        for batch in writes.chunks(STAGE_BATCH) {
            let generation = self.next_generation;
            self.next_generation += 1;
            let sealed: Vec<(Key, Vec<u8>)> = batch
                .iter()
                .map(|(id, plain)| {
                    let record = RecordId(id.0);
                    let plain = outbox_plain(generation, plain.as_deref());
                    (Key::Outbox(record), self.local.seal(entropy, &outbox_context(&record), &plain))
                })
                .collect();
            let ops: Vec<Op<'_>> = sealed.iter().map(|(key, value)| Op::Put(*key, value)).collect();
            self.log.write(&ops)?;
            for (id, plain) in batch {
                match plain {
                    Some(plain) => {
                        let taken = self.book.put(*id, plain);
                        taken.map_err(|_| problem(ProblemKind::Internal))?;
                    }
                    None => drop(self.book.remove(id)),
                }
                self.outbox.insert(RecordId(id.0), generation);
            }
        }
        Ok(())
    }

    /// What waits and can be sent, as much as one commit holds, by record id: each bucket of the record set is hashed once. But
    /// a deleted record's files go in the entry that it goes in, where they are looked for when it comes back.
    pub(crate) fn ready(&self) -> Vec<(RecordId, u64)> {
        // What a colleague wrote and is not here yet is merged before it is written over.
        let can_go = |record: &RecordId| !self.missing.contains_key(record) && !self.waits_for_upload(record);
        let mut beside = self.files_beside();
        beside.retain(|holder, _| can_go(holder));
        let with_others: BTreeSet<RecordId> = beside.values().flatten().copied().collect();
        let mut ready: Vec<(RecordId, u64)> = Vec::new();
        for (record, generation) in self.outbox.iter().filter(|(record, _)| can_go(record)) {
            if with_others.contains(record) {
                continue;
            }
            let files = beside.get(record).map(Vec::as_slice).unwrap_or_default();
            if ready.len() >= READY || !ready.is_empty() && ready.len() + files.len() >= READY {
                break;
            }
            ready.push((*record, *generation));
            let files = files.iter().filter(|file| can_go(file));
            ready.extend(files.filter_map(|file| Some((*file, *self.outbox.get(file)?))));
        }
        ready.truncate(READY);
        ready
    }

    /// Files whose deletion waits to be sent with that of whom they belonged to, by that.
    fn files_beside(&self) -> BTreeMap<RecordId, Vec<RecordId>> {
        let deleted =
            |record: &tacit_crm::RecordId| self.outbox.contains_key(&RecordId(record.0)) && !self.book.contains(record);
        let mut beside: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (file, holder) in self.files.holders.iter().filter(|(file, holder)| deleted(file) && deleted(holder)) {
            beside.entry(RecordId(holder.0)).or_default().push(RecordId(file.0));
        }
        beside
    }

    /// Outbox items that turned out to say nothing.
    pub(crate) fn forget_outbox(&mut self, records: &[RecordId]) -> Result<(), Failure> {
        let ops: Vec<Op<'_>> = records.iter().map(|record| Op::Delete(Key::Outbox(*record))).collect();
        self.log.write(&ops)?;
        for record in records {
            self.outbox.remove(record);
        }
        Ok(())
    }

    /// Keeps signed bytes before they are posted.
    pub(crate) fn keep_post(&mut self, post: Post) -> Result<(), Failure> {
        self.log.write(&[Op::Put(POST, &codec::encode(&post))])?;
        self.post = Some(post);
        Ok(())
    }

    /// The journal holds another entry in its place: the post is void, what it carried is still in the outbox.
    ///
    /// If it was a Join whose invite is closed meanwhile, its box went out for nothing: nobody may keep that key.
    pub(crate) fn drop_post(&mut self) -> Result<(), Failure> {
        let due = self.post.as_ref().and_then(|post| self.lost_join(post));
        let epoch = due.map(|epoch| codec::encode(&epoch));
        let mut ops = vec![Op::Delete(POST)];
        ops.extend(epoch.iter().map(|epoch| Op::Put(ROTATE, epoch)));
        self.log.write(&ops)?;
        self.rotate_due = due.or(self.rotate_due);
        self.post = None;
        Ok(())
    }

    fn lost_join(&self, post: &Post) -> Option<Epoch> {
        let entry: Entry = codec::decode(post.draft.post().entries.first()?, limits::ENTRY).ok()?;
        let Body::Join { request, .. } = &entry.body else { return None };
        (LostJoin::of(&self.state, request) == LostJoin::Rotate).then_some(entry.header.epoch)
    }

    /// Asks for a new key, on disk: it goes before everything but removals.
    pub(crate) fn queue_rotation(&mut self) -> Result<(), Failure> {
        let epoch = self.state.roster().epoch();
        self.log.write(&[Op::Put(ROTATE, &codec::encode(&epoch))])?;
        self.rotate_due = Some(epoch);
        Ok(())
    }

    /// The key is another, or somebody else's to change.
    pub(crate) fn drop_rotation(&mut self) -> Result<(), Failure> {
        self.log.write(&[Op::Delete(ROTATE)])?;
        self.rotate_due = None;
        Ok(())
    }

    /// Queues a removal on disk: a barrier for everything else.
    pub(crate) fn keep_removal(&mut self, member: u32) -> Result<(), Failure> {
        self.log.write(&[Op::Put(Key::Intent(member), &[])])?;
        self.removing.push(member);
        Ok(())
    }

    /// The removal is in the journal, or pointless.
    pub(crate) fn drop_removal(&mut self, member: u32) -> Result<(), Failure> {
        self.log.write(&[Op::Delete(Key::Intent(member))])?;
        self.removing.retain(|waiting| *waiting != member);
        Ok(())
    }
}
