//! One vault, open: the verified state, the plain records in memory, the outbox, and their sealed copy on disk.
//! Everything that changes goes to disk first, in one batch that holds wholly or not at all.

mod drafts;
mod erase;
mod files;
mod hashes;
mod kept;
mod load;
mod outbox;
mod sealed_lists;
mod shown;
mod take;
mod witness;

pub(crate) use files::{DueFiles, Upload, names_files};

use crate::Failure;
use crate::ports::{File, Storage, StorageError};
use crate::problem::{problem, say};
use crate::store::{Key, Log, Op};
use crate::sync::{Action, Restored};
use crate::vault::witness::Spoken;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::{Problem, Reply};
use tacit_crm::undo::History;
use tacit_crm::{Book, Clock, Merges};
use tacit_shared::codec;
use tacit_shared::entry::Role;
use tacit_shared::ids::{Epoch, Member, Millis, RecordId, VaultId};
use tacit_shared::root::Leaf;
use tacit_vault::account::LocalKey;
use tacit_vault::{Audit, Draft, Entropy, Expected, Standing, Stop, VaultState};

const STATE: Key = Key::Slot(1);
const HEAD: Key = Key::Slot(2);
const POST: Key = Key::Slot(3);
const ROTATE: Key = Key::Slot(4);
const WITNESS: Key = Key::Slot(10);
const UNSEEN: Key = Key::Slot(11);
const NEWEST: Key = Key::Slot(12);
/// The file holds what was erased: it is written anew when it is opened next.
const SCRUB: Key = Key::Slot(20);
/// Its value once that was done and this device has not told so yet.
const SCRUBBED: &[u8] = b"done";

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
    /// Records whose newest version a newer Tacit wrote: kept sealed, not shown, and not written over.
    pub(crate) newer: BTreeSet<RecordId>,
    /// Join requests as the server last gave them.
    pub(crate) requests: Vec<Vec<u8>>,
    /// Members who said that they leave, and when, as the server last gave it; for those who can act on it.
    pub(crate) leaving: BTreeMap<Member, Millis>,
    /// Who erased records that were changed here and not yet sent, to be told.
    pub(crate) erased_by: Option<Member>,
    /// Removals queued; kept on disk, and nothing else is posted before them.
    pub(crate) removing: Vec<u32>,
    /// The epoch whose key somebody may hold who is no member: a rotation is queued, kept on disk (M20).
    pub(crate) rotate_due: Option<Epoch>,
    pub(crate) synced_at: Option<u64>,
    pub(crate) online: bool,
    /// Why the last synchronisation gave up, if it did.
    pub(crate) trouble: Option<Problem>,
    /// A list shows consents and got none, since they were not known yet.
    pub(crate) consents_wanted: bool,
    /// When it was last asked for something, ms since 1970.
    pub(crate) asked_at: u64,
    /// What the server did not give at the last pull, or a member sealed wrongly. The rest goes on.
    pub(crate) lacks: Option<Problem>,
    /// What is known of a restore of the server.
    pub(crate) restored: Restored,
    /// How far the server says that its clock is behind ours: for the times that signatures claim, and nothing else.
    pub(crate) clock_behind: u64,
    /// The newest time that a verified entry claims, as far as this device has followed the journal.
    pub(crate) newest_at: Millis,
    /// Until when reminders were told, by the clock on the wall.
    pub(crate) reminded: Option<u64>,
    /// What the stages of a first pipeline are to be called, in the language of the page.
    pub(crate) stage_names: Option<[String; 6]>,
    /// In which language its page speaks (BCP 47); empty until it says so.
    pub(crate) language: String,
    /// Notes that mention me and that were seen on this device.
    pub(crate) seen_mentions: crate::mentions::Seen,
    /// What records of the trash said of others that were made one with them, as far as it was looked at since this was opened.
    pub(crate) heard: Merges,
    /// Statements of this session.
    pub(crate) spoken: Spoken,
    /// Erasures under way, as far as only memory knows them.
    pub(crate) erasing: crate::privacy::Erasing,
    kept: kept::Kept,
    files: files::VaultFiles,
    /// What was begun here and not saved.
    drafts: drafts::Drafts,
    log: Log<F>,
    local: LocalKey,
}

/// Where a vault's undo steps begin to be numbered: room for a lifetime's of them before any other vault's.
fn first_step(vault: &VaultId) -> u64 {
    let [a, b, c, d, ..] = vault.0;
    u64::from(u32::from_le_bytes([a, b, c, d])) << 32
}

/// The name of a vault's log.
pub(crate) fn log_name(vault: &VaultId) -> String {
    format!("vault-{}", &vault.to_hex()[..16])
}

/// Whether a value is of what people did here and nobody else has yet.
fn is_unsent(key: &Key) -> bool {
    matches!(key, Key::Outbox(_) | Key::Intent(_)) || *key == POST
}

/// The logs of vaults among the names of all files; a log has a file for each generation.
pub(crate) fn vault_logs(files: &[String]) -> BTreeSet<String> {
    let log = |file: &String| file.split_once('.').map_or(file.as_str(), |(log, _)| log).to_owned();
    files.iter().filter(|file| file.starts_with("vault-")).map(log).collect()
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
        Self::adopt_as(storage, &name, state, local, entropy).await
    }

    /// The same in a log of another name.
    pub(crate) async fn adopt_as<S: Storage<File = F>>(
        storage: &S,
        name: &str,
        state: VaultState,
        local: LocalKey,
        entropy: &mut dyn Entropy,
    ) -> Result<Self, StorageError> {
        if Log::open(storage, name).await?.keys().any(|key| is_unsent(&key)) {
            // Of another layout, or it would have been opened: what was never sent is nowhere else.
            return Err(StorageError::Host("changes of another version of Tacit wait here".to_owned()));
        }
        Log::<F>::remove(storage, name).await?;
        let log = Log::open(storage, name).await?;
        let mut vault = Self::empty(state, log, local);
        let leaves: Vec<Leaf> = vault.state.leaves().iter().copied().collect();
        let encoded: Vec<(Key, Vec<u8>)> =
            leaves.iter().map(|leaf| (Key::Leaf(leaf.record), codec::encode(leaf))).collect();
        let saved = vault.sealed_state(entropy);
        let head = codec::encode(&vault.state.head_pin());
        let (hash_key, hash) = vault.first_hash();
        let mut ops: Vec<Op<'_>> = encoded.iter().map(|(key, value)| Op::Put(*key, value)).collect();
        ops.extend([Op::Put(STATE, &saved), Op::Put(HEAD, &head), Op::Put(hash_key, &hash)]);
        vault.log.write(&ops)?;
        vault.missing =
            vault.state.expected_all().map(|expected| (expected.record, Missing { expected, at: None })).collect();
        Ok(vault)
    }

    fn empty(state: VaultState, log: Log<F>, local: LocalKey) -> Self {
        Self {
            id: state.vault(),
            clock: Clock::new(state.me()),
            book: Book::new(),
            history: History::numbered_from(first_step(&state.vault())),
            state,
            outbox: BTreeMap::new(),
            next_generation: 1,
            post: None,
            actions: VecDeque::new(),
            audit: None,
            missing: BTreeMap::new(),
            newer: BTreeSet::new(),
            requests: Vec::new(),
            leaving: BTreeMap::new(),
            erased_by: None,
            removing: Vec::new(),
            rotate_due: None,
            synced_at: None,
            online: false,
            trouble: None,
            consents_wanted: false,
            asked_at: 0,
            lacks: None,
            restored: Restored::default(),
            erasing: crate::privacy::Erasing::default(),
            kept: kept::Kept::default(),
            clock_behind: 0,
            newest_at: 0,
            reminded: None,
            stage_names: None,
            language: String::new(),
            seen_mentions: crate::mentions::Seen::new(),
            heard: Merges::default(),
            spoken: Spoken::default(),
            files: files::VaultFiles::default(),
            drafts: drafts::Drafts::default(),
            log,
            local,
        }
    }

    fn sealed_state(&self, entropy: &mut dyn Entropy) -> Vec<u8> {
        self.local.seal(entropy, b"vault state", &self.state.save())
    }

    /// Whether a change may be made here at all; one that has to wait is kept.
    pub(crate) fn may_write(&self) -> Result<(), Failure> {
        match self.state.standing() {
            Standing::Removed { .. } => return Err(problem(ProblemKind::Removed).into()),
            Standing::Stopped(Stop::Fork { .. }) => return Err(problem(ProblemKind::Fork).into()),
            Standing::Left => return Err(problem(ProblemKind::Left).into()),
            Standing::Deleted { .. } => return Err(problem(ProblemKind::Deleted).into()),
            Standing::Confirmed | Standing::Unconfirmed | Standing::Stopped(_) => {}
        }
        if self.state.my_role() >= Some(Role::Editor) { Ok(()) } else { Err(problem(ProblemKind::NoRight).into()) }
    }

    /// Whether this account's part in it is over: nothing is fetched or sent any more.
    pub(crate) fn is_over(&self) -> bool {
        self.state.is_ended() || matches!(self.state.standing(), Standing::Removed { .. })
    }

    /// Whether something here could not be written: memory may be ahead of the disk.
    pub(crate) fn is_ahead(&self) -> bool {
        self.log.has_failed()
    }

    /// Keeps the standing and membership after something other than an entry changed them.
    pub(crate) fn keep_state(&mut self, entropy: &mut dyn Entropy) -> Result<(), Failure> {
        let saved = self.sealed_state(entropy);
        Ok(self.log.write(&[Op::Put(STATE, &saved)])?)
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

    /// The sealed bytes of a record's newest version, if they are here.
    pub(crate) fn sealed_bytes(&self, record: &RecordId) -> Option<Vec<u8>> {
        self.log.get(Key::Envelope(*record)).ok().flatten()
    }

    /// The user compared these words and the members: this device may write, unless a pull brought others meanwhile.
    pub(crate) fn confirm(&mut self, words: &[String], entropy: &mut dyn Entropy) -> Result<Reply, Failure> {
        if words != self.state.roster_words() {
            let what = "The members of this vault changed while you compared.";
            return Err(say(ProblemKind::MembersChanged, what, "Compare the new list and its words.").into());
        }
        self.state.confirm();
        self.keep_state(entropy)?;
        self.saw_members(u64::MAX, entropy)
    }
}
