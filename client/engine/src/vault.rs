//! One vault, open: the verified state, the plain records in memory, the outbox, and their sealed copy on disk.
//! Everything that changes goes to disk first, in one batch that holds wholly or not at all.

use crate::Failure;
use crate::ports::{File, Storage, StorageError};
use crate::problem::{problem, say};
use crate::store::{Key, Log, Op};
use crate::sync::Action;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use tacit_bridge::message::SyncState;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::{Kind as ShownKind, VaultRef, VaultView};
use tacit_bridge::{Problem, Reply};
use tacit_crm::schema::key;
use tacit_crm::undo::History;
use tacit_crm::{Book, Clock, Kind, Record, Value};
use tacit_shared::codec;
use tacit_shared::entry::{Body, Entry, Role};
use tacit_shared::ids::{Epoch, Millis, RecordId, VaultId};
use tacit_shared::limits;
use tacit_shared::root::Leaf;
use tacit_vault::account::LocalKey;
use tacit_vault::{Audit, Draft, Entropy, Expected, LostJoin, OpenError, Standing, Stop, VaultState};
use zeroize::Zeroizing;

const STATE: Key = Key::Slot(1);
const HEAD: Key = Key::Slot(2);
const POST: Key = Key::Slot(3);
const ROTATE: Key = Key::Slot(4);
/// A stored post is one post at most.
const MAX_POST: usize = 20 * 1024 * 1024;
/// Records staged in one frame of the log.
const STAGE_BATCH: usize = 16_384;

/// Signed bytes on their way: the same ones are posted until the journal decides.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Post {
    pub(crate) draft: Draft,
    /// Outbox items inside, with the generation that was sealed.
    pub(crate) carries: Vec<(RecordId, u64)>,
}

/// An envelope that the journal names and this device does not hold yet.
#[derive(Clone, Copy)]
pub(crate) struct Missing {
    pub(crate) expected: Expected,
    /// The entry's claimed time, where the entry itself was seen.
    pub(crate) at: Option<Millis>,
}

/// A vault in memory.
pub(crate) struct OpenVault<F> {
    pub(crate) id: VaultId,
    pub(crate) state: VaultState,
    pub(crate) book: Book,
    pub(crate) clock: Clock,
    pub(crate) history: History,
    /// Changes not confirmed, with a number that grows with every change of the same record.
    pub(crate) outbox: BTreeMap<RecordId, u64>,
    next_generation: u64,
    pub(crate) post: Option<Post>,
    pub(crate) actions: VecDeque<Action>,
    /// The audit under way, if this device started from the server's word.
    pub(crate) audit: Option<Audit>,
    pub(crate) missing: BTreeMap<RecordId, Missing>,
    /// Join requests as the server last gave them.
    pub(crate) requests: Vec<Vec<u8>>,
    /// Removals queued; kept on disk, and nothing else is posted before them.
    pub(crate) removing: Vec<u32>,
    /// The epoch whose key somebody may hold who is no member: a rotation is queued, kept on disk (M20).
    pub(crate) rotate_due: Option<Epoch>,
    pub(crate) synced_at: Option<u64>,
    pub(crate) online: bool,
    /// Why the last synchronisation gave up, if it did.
    pub(crate) trouble: Option<Problem>,
    /// How far the server's clock is behind ours.
    pub(crate) clock_behind: u64,
    log: Log<F>,
    local: LocalKey,
}

/// The name of a vault's log.
pub(crate) fn log_name(vault: &VaultId) -> String {
    format!("vault-{}", &vault.to_hex()[..16])
}

/// The logs of vaults among the names of all files; a log has a file for each generation.
pub(crate) fn vault_logs(files: &[String]) -> BTreeSet<String> {
    let log = |file: &String| file.split_once('.').map_or(file.as_str(), |(log, _)| log).to_owned();
    files.iter().filter(|file| file.starts_with("vault-")).map(log).collect()
}

fn outbox_context(record: &RecordId) -> [u8; 22] {
    let mut context = [0; 22];
    context[..6].copy_from_slice(b"outbox");
    context[6..].copy_from_slice(&record.0);
    context
}

/// `generation u64le ‖ 1 ‖ plain`, or `generation ‖ 0` for a deletion.
fn outbox_plain(generation: u64, plain: Option<&[u8]>) -> Zeroizing<Vec<u8>> {
    let mut out = Zeroizing::new(Vec::with_capacity(9 + plain.map_or(0, <[u8]>::len)));
    out.extend_from_slice(&generation.to_le_bytes());
    out.push(u8::from(plain.is_some()));
    out.extend_from_slice(plain.unwrap_or_default());
    out
}

impl<F: File> OpenVault<F> {
    /// Keeps a vault that was just made, joined or fetched, and opens it.
    pub(crate) async fn adopt<S: Storage<File = F>>(
        storage: &S,
        state: VaultState,
        local: LocalKey,
        entropy: &mut dyn Entropy,
    ) -> Result<Self, StorageError> {
        let name = log_name(&state.vault());
        Log::<F>::remove(storage, &name).await?;
        let log = Log::open(storage, &name).await?;
        let mut vault = Self::empty(state, log, local);
        let leaves: Vec<Leaf> = vault.state.leaves().iter().copied().collect();
        let encoded: Vec<(Key, Vec<u8>)> =
            leaves.iter().map(|leaf| (Key::Leaf(leaf.record), codec::encode(leaf))).collect();
        let saved = vault.sealed_state(entropy);
        let head = codec::encode(&vault.state.head_pin());
        let mut ops: Vec<Op<'_>> = encoded.iter().map(|(key, value)| Op::Put(*key, value)).collect();
        ops.extend([Op::Put(STATE, &saved), Op::Put(HEAD, &head)]);
        vault.log.write(&ops)?;
        vault.missing =
            vault.state.expected_all().map(|expected| (expected.record, Missing { expected, at: None })).collect();
        Ok(vault)
    }

    fn empty(state: VaultState, log: Log<F>, local: LocalKey) -> Self {
        Self {
            id: state.vault(),
            clock: Clock::new(state.me()),
            state,
            book: Book::new(),
            history: History::new(),
            outbox: BTreeMap::new(),
            next_generation: 1,
            post: None,
            actions: VecDeque::new(),
            audit: None,
            missing: BTreeMap::new(),
            requests: Vec::new(),
            removing: Vec::new(),
            rotate_due: None,
            synced_at: None,
            online: false,
            trouble: None,
            clock_behind: 0,
            log,
            local,
        }
    }

    /// Opens a vault from this device's sealed copy; `None` if there is none or it is of another version.
    pub(crate) async fn load<S: Storage<File = F>>(
        storage: &S,
        name: &str,
        local: LocalKey,
    ) -> Result<Option<Self>, StorageError> {
        let mut log = Log::open(storage, name).await?;
        if log.wants_compaction() {
            log.compact(storage).await?;
        }
        let Some(sealed) = log.get(STATE)? else { return Ok(None) };
        let saved = local.open(b"vault state", &sealed).map(Zeroizing::new).map_err(|_| StorageError::Damaged)?;
        let head = log.get(HEAD)?.and_then(|bytes| codec::decode(&bytes, 128).ok());
        let mut leaves: Vec<Leaf> = Vec::new();
        log.for_each(
            |key| matches!(key, Key::Leaf(_)),
            |_, bytes| {
                leaves.push(codec::decode(bytes, 128).map_err(|_| StorageError::Damaged)?);
                Ok(())
            },
        )?;
        let state = match VaultState::load(&saved, head, leaves) {
            Ok(state) => state,
            Err(tacit_vault::LoadError::OtherLayout) => return Ok(None),
            Err(tacit_vault::LoadError::Damaged) => return Err(StorageError::Damaged),
        };
        let mut opened = Self::empty(state, log, local);
        opened.load_records()?;
        opened.load_outbox()?;
        opened.load_post()?;
        Ok(Some(opened))
    }

    /// Opens every stored envelope; those that are missing or superseded are fetched later.
    fn load_records(&mut self) -> Result<(), StorageError> {
        let mut missing: BTreeMap<RecordId, Missing> =
            self.state.expected_all().map(|expected| (expected.record, Missing { expected, at: None })).collect();
        let (state, book) = (&self.state, &mut self.book);
        self.log.for_each(
            |key| matches!(key, Key::Envelope(_)),
            |key, bytes| {
                let Key::Envelope(record) = key else { return Ok(()) };
                let Some(wanted) = missing.get(&record) else { return Ok(()) };
                match state.open(&wanted.expected, bytes) {
                    Ok(opened) => {
                        missing.remove(&record);
                        // A newer version's record is kept sealed and not shown.
                        let _ = book.put(tacit_crm::RecordId(record.0), opened.plain());
                    }
                    // Signed by a member and no record all the same: known, and not asked for again.
                    Err(OpenError::BadRecord { .. }) => drop(missing.remove(&record)),
                    Err(OpenError::Incomplete { .. } | OpenError::NoKey { .. }) => {}
                }
                Ok(())
            },
        )?;
        self.missing = missing;
        Ok(())
    }

    fn load_outbox(&mut self) -> Result<(), StorageError> {
        let mut items = Vec::new();
        let local = &self.local;
        self.log.for_each(
            |key| matches!(key, Key::Outbox(_)),
            |key, sealed| {
                let Key::Outbox(record) = key else { return Ok(()) };
                let plain = local
                    .open(&outbox_context(&record), sealed)
                    .map(Zeroizing::new)
                    .map_err(|_| StorageError::Damaged)?;
                items.push((record, plain));
                Ok(())
            },
        )?;
        for (record, bytes) in items {
            let (generation, rest) = bytes.split_first_chunk::<8>().ok_or(StorageError::Damaged)?;
            let generation = u64::from_le_bytes(*generation);
            let id = tacit_crm::RecordId(record.0);
            match rest.split_first() {
                Some((1, plain)) => self.book.put(id, plain).map_err(|_| StorageError::Damaged)?,
                Some((0, _)) => drop(self.book.remove(&id)),
                _ => return Err(StorageError::Damaged),
            }
            self.outbox.insert(record, generation);
            self.next_generation = self.next_generation.max(generation + 1);
        }
        Ok(())
    }

    fn load_post(&mut self) -> Result<(), StorageError> {
        if let Some(bytes) = self.log.get(POST)? {
            self.post = Some(codec::decode(&bytes, MAX_POST).map_err(|_| StorageError::Damaged)?);
        }
        let mut removing: Vec<u32> = self
            .log
            .keys()
            .filter_map(|key| if let Key::Intent(member) = key { Some(*member) } else { None })
            .collect();
        removing.sort_unstable();
        self.removing = removing;
        self.rotate_due = self.log.get(ROTATE)?.and_then(|bytes| codec::decode(&bytes, 8).ok());
        Ok(())
    }

    fn sealed_state(&self, entropy: &mut dyn Entropy) -> Vec<u8> {
        self.local.seal(entropy, b"vault state", &self.state.save())
    }

    /// Whether a change may be made here at all; one that has to wait is kept.
    pub(crate) fn may_write(&self) -> Result<(), Failure> {
        match self.state.standing() {
            Standing::Removed { .. } => return Err(problem(ProblemKind::Removed).into()),
            Standing::Stopped(Stop::Fork { .. }) => return Err(problem(ProblemKind::Fork).into()),
            Standing::Confirmed | Standing::Unconfirmed | Standing::Stopped(_) => {}
        }
        if self.state.my_role() >= Some(Role::Editor) { Ok(()) } else { Err(problem(ProblemKind::NoRight).into()) }
    }

    /// Takes changes into outbox and memory; on disk, sealed, when this returns.
    pub(crate) fn stage(
        &mut self,
        writes: Vec<(tacit_crm::RecordId, Option<Vec<u8>>)>,
        entropy: &mut dyn Entropy,
    ) -> Result<(), Failure> {
        self.may_write()?;
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

    /// Keeps the standing and membership after something other than an entry changed them.
    pub(crate) fn keep_state(&mut self, entropy: &mut dyn Entropy) -> Result<(), Failure> {
        let saved = self.sealed_state(entropy);
        Ok(self.log.write(&[Op::Put(STATE, &saved)])?)
    }

    /// What a pull or an own confirmed entry changed, in one batch: pin, membership, leaves; if the entry is
    /// our own post, also its envelopes, and what it carried leaves the outbox.
    pub(crate) fn keep_followed(
        &mut self,
        followed: &tacit_vault::Followed,
        entropy: &mut dyn Entropy,
    ) -> Result<bool, Failure> {
        let mine = self
            .post
            .clone()
            .filter(|post| followed.deltas.iter().any(|delta| delta.entry.hash() == post.draft.hash()));
        let mut values: Vec<(Key, Vec<u8>)> = vec![(HEAD, codec::encode(&self.state.head_pin()))];
        let mut deletes = Vec::new();
        let roster_changed = followed.deltas.iter().any(|delta| delta.entry.body().is_roster());
        if roster_changed || followed.stopped.is_some() {
            values.push((STATE, self.sealed_state(entropy)));
        }
        for leaf in followed.deltas.iter().filter_map(|delta| delta.leaves.as_ref()).flat_map(|delta| &delta.leaves) {
            values.push((Key::Leaf(leaf.record), codec::encode(leaf)));
            if leaf.envelope.is_none() {
                deletes.push(Key::Envelope(leaf.record));
            }
        }
        let confirmed = mine.as_ref().map(|post| self.confirmed_ops(post, &mut values, &mut deletes));
        let mut ops: Vec<Op<'_>> = values.iter().map(|(key, value)| Op::Put(*key, value)).collect();
        ops.extend(deletes.into_iter().map(Op::Delete));
        self.log.write(&ops)?;
        for record in confirmed.into_iter().flatten() {
            self.outbox.remove(&record);
        }
        if mine.is_some() {
            self.post = None;
        }
        self.note_missing(followed, mine.as_ref());
        Ok(mine.is_some())
    }

    fn confirmed_ops(&self, post: &Post, values: &mut Vec<(Key, Vec<u8>)>, deletes: &mut Vec<Key>) -> Vec<RecordId> {
        for bytes in &post.draft.post().envelopes {
            if let Ok(envelope) = tacit_shared::envelope::Envelope::parse(bytes) {
                values.push((Key::Envelope(envelope.place.record), bytes.clone()));
            }
        }
        deletes.push(POST);
        let unchanged = |(record, generation): &&(RecordId, u64)| self.outbox.get(record) == Some(generation);
        let done: Vec<RecordId> = post.carries.iter().filter(unchanged).map(|(record, _)| *record).collect();
        deletes.extend(done.iter().map(|record| Key::Outbox(*record)));
        done
    }

    /// Which envelopes are to be fetched now; records deleted by others go, unless they are being edited here.
    fn note_missing(&mut self, followed: &tacit_vault::Followed, mine: Option<&Post>) {
        for delta in &followed.deltas {
            if mine.is_some_and(|post| post.draft.hash() == delta.entry.hash()) {
                for leaf in delta.leaves.iter().flat_map(|leaves| &leaves.leaves) {
                    self.missing.remove(&leaf.record);
                }
                continue;
            }
            let at = Some(delta.entry.header().at);
            for expected in self.state.expected_of(delta) {
                self.missing.insert(expected.record, Missing { expected, at });
            }
            for leaf in delta.leaves.iter().flat_map(|leaves| &leaves.leaves) {
                if leaf.envelope.is_none() {
                    self.missing.remove(&leaf.record);
                    if !self.outbox.contains_key(&leaf.record) {
                        self.book.remove(&tacit_crm::RecordId(leaf.record.0));
                    }
                }
            }
        }
        let state = &self.state;
        self.missing.retain(|_, missing| state.is_newest(&missing.expected));
    }

    /// Takes fetched envelopes: opened, merged with what waits here, kept sealed. Says how many the server withheld,
    /// and which members wrote garbage.
    pub(crate) fn take_envelopes(
        &mut self,
        fetched: &[(Missing, Option<Vec<u8>>)],
        entropy: &mut dyn Entropy,
    ) -> Result<Taken, Failure> {
        let mut taken = Taken::default();
        let mut keep: Vec<(Key, &[u8])> = Vec::new();
        let mut merged = Vec::new();
        for (missing, bytes) in fetched {
            let record = missing.expected.record;
            let Some(bytes) = bytes else {
                taken.withheld += 1;
                continue;
            };
            match self.state.open(&missing.expected, bytes) {
                Ok(opened) => {
                    keep.push((Key::Envelope(record), bytes));
                    merged.extend(self.merge_in(record, opened.plain(), missing.at));
                    self.missing.remove(&record);
                }
                Err(OpenError::BadRecord { author, .. }) => {
                    keep.push((Key::Envelope(record), bytes));
                    self.missing.remove(&record);
                    taken.garbage_by = author.or(taken.garbage_by);
                }
                Err(OpenError::Incomplete { .. }) => taken.withheld += 1,
                Err(OpenError::NoKey { .. }) => taken.keyless += 1,
            }
        }
        let ops: Vec<Op<'_>> = keep.iter().map(|(key, value)| Op::Put(*key, value)).collect();
        self.log.write(&ops)?;
        self.settle_merges(merged, entropy)?;
        Ok(taken)
    }

    /// What a fetched state means for a record that may have unconfirmed changes here: the new plain bytes and whether
    /// they still differ from what the server has. An edit wins over a deletion that did not know it, on either side.
    fn merge_in(&mut self, record: RecordId, plain: &[u8], at: Option<Millis>) -> Option<(RecordId, Option<Vec<u8>>)> {
        let id = tacit_crm::RecordId(record.0);
        let Ok(mut theirs) = Record::decode(plain) else { return None };
        if let Some(at) = at {
            theirs.clamp(at + tacit_shared::limits::CLOCK_AHEAD_MS);
        }
        self.clock.observe(theirs.changed(), u64::MAX);
        let mine = self.outbox.contains_key(&record).then(|| self.book.record(&id));
        match mine {
            None => {
                let _ = self.book.put(id, plain);
                None
            }
            Some(None) => {
                let _ = self.book.put(id, plain);
                Some((record, None))
            }
            Some(Some(mine)) => {
                let mut merged = theirs.clone();
                if merged.merge(&mine).is_err() {
                    return None;
                }
                let differs = merged != theirs;
                let bytes = merged.encode();
                let _ = self.book.put(id, &bytes);
                Some((record, differs.then_some(bytes)))
            }
        }
    }

    /// Outbox items after a merge: still something to say, or nothing any more.
    fn settle_merges(
        &mut self,
        merged: Vec<(RecordId, Option<Vec<u8>>)>,
        entropy: &mut dyn Entropy,
    ) -> Result<(), Failure> {
        for (record, bytes) in merged {
            match bytes {
                Some(bytes) => {
                    let generation = self.next_generation;
                    self.next_generation += 1;
                    let plain = outbox_plain(generation, Some(&bytes));
                    let sealed = self.local.seal(entropy, &outbox_context(&record), &plain);
                    self.log.write(&[Op::Put(Key::Outbox(record), &sealed)])?;
                    self.outbox.insert(record, generation);
                }
                None => {
                    self.log.write(&[Op::Delete(Key::Outbox(record))])?;
                    self.outbox.remove(&record);
                }
            }
        }
        Ok(())
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

    /// The vault as the shell shows it.
    pub(crate) fn view(&self) -> VaultView {
        let count = |kind| self.book.count_of(kind);
        VaultView {
            vault: VaultRef(self.id.0),
            name: self.name(),
            role: crate::members::shown_role(self.state.my_role().unwrap_or(Role::Viewer)),
            my_name: self.member_name(self.state.me()),
            counts: vec![(ShownKind::Person, count(Kind::Person)), (ShownKind::Company, count(Kind::Company))],
            members: self.state.roster().current().count() as u32,
            closed: matches!(self.state.standing(), Standing::Removed { .. }),
        }
    }

    /// Membership position as printed in the kit.
    pub(crate) fn floor(&self) -> String {
        let roster = self.state.roster();
        format!("{} · {}", roster.roster_seq(), &roster.roster_hash().to_hex()[..16])
    }

    /// Where synchronisation stands.
    pub(crate) fn sync_state(&self) -> SyncState {
        let held = match self.state.standing() {
            Standing::Confirmed => self.trouble.clone(),
            Standing::Unconfirmed => Some(problem(ProblemKind::Unconfirmed)),
            Standing::Removed { by, .. } => Some(say(
                ProblemKind::Removed,
                format!("{} removed you from this vault.", self.member_name(by)),
                "What this device already holds stays readable here; nothing new arrives.",
            )),
            Standing::Stopped(stop) => Some(problem(match stop {
                Stop::Fork { .. } => ProblemKind::Fork,
                Stop::Stale { .. } => ProblemKind::Stale,
                Stop::NeedUpdate { .. } => ProblemKind::NeedUpdate,
            })),
        };
        SyncState { online: self.online, waiting: self.outbox.len() as u32, synced_at: self.synced_at, held }
    }

    /// The epoch whose key a record is sealed under; the current one for what is still to be sealed.
    pub(crate) fn epoch_of(&self, record: &RecordId) -> u32 {
        match self.state.leaf(record) {
            Some(leaf) => self.state.roster().epoch_at(leaf.seq),
            None => self.state.roster().epoch(),
        }
    }

    /// Bytes that the server holds of a record.
    pub(crate) fn sealed_len(&self, record: &RecordId) -> u32 {
        self.log.len_of(Key::Envelope(*record)).unwrap_or(0)
    }

    /// Renames the vault.
    pub(crate) fn rename(&mut self, name: &str, now: u64, entropy: &mut dyn Entropy) -> Result<Reply, Failure> {
        let stamp = self.clock.tick(now);
        let known = self.book.ids_of(Kind::Settings).min();
        let id = known.unwrap_or_else(|| tacit_crm::RecordId(tacit_vault::random(entropy)));
        let mut settings = self.book.record(&id).unwrap_or_else(|| Record::new(Kind::Settings, stamp));
        named(&mut settings, name, stamp)?;
        self.stage(vec![(id, Some(settings.encode()))], entropy)?;
        Ok(Reply::Done)
    }

    /// Names a member.
    pub(crate) fn rename_member(
        &mut self,
        member: u32,
        name: &str,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let stamp = self.clock.tick(now);
        let (id, mut card) = self.member_card(member).unwrap_or_else(|| {
            (tacit_crm::RecordId(tacit_vault::random(entropy)), Record::new(Kind::MemberCard, stamp))
        });
        named(&mut card, name, stamp)?;
        let numbered = card.set(key::MEMBER_NUMBER, Value::Number(u64::from(member)), stamp);
        numbered.map_err(|_| problem(ProblemKind::Internal))?;
        self.stage(vec![(id, Some(card.encode()))], entropy)?;
        Ok(Reply::Done)
    }

    /// The user compared words and members: this device may write.
    pub(crate) fn confirm(&mut self, entropy: &mut dyn Entropy) -> Result<Reply, Failure> {
        self.state.confirm();
        self.keep_state(entropy)?;
        Ok(Reply::Done)
    }
}

fn named(record: &mut Record, name: &str, stamp: tacit_crm::Stamp) -> Result<(), Failure> {
    let name = name.trim();
    if name.is_empty() {
        return Err(say(ProblemKind::BadInput, "A name is needed.", "Type a name and try again.").into());
    }
    let set = record.set(key::NAME, Value::text(name), stamp);
    set.map_err(|error| say(ProblemKind::BadInput, format!("{error}."), "Choose a shorter name."))?;
    Ok(())
}

/// What came of fetched envelopes.
#[derive(Default)]
pub(crate) struct Taken {
    /// Envelopes that the server did not give, or gave others for.
    pub(crate) withheld: u32,
    /// Envelopes whose key is not held.
    pub(crate) keyless: u32,
    /// A member who signed for garbage.
    pub(crate) garbage_by: Option<u32>,
}
