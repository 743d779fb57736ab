//! The one verification of journal entries, in the order of the specification: the server runs it before
//! it takes an entry, every client before it believes one. Nothing is applied unless all checks pass.

use crate::api::Signature;
use crate::codec;
use crate::entry::{Body, Entry, Header, KNOWN_BODIES, Role, entry_hash};
use crate::ids::{EntryHash, RecordId, Seq, VaultId};
use crate::limits;
use crate::root::{self, ChangeError, EMPTY, LeafDelta, Leaves};
use crate::roster::{CurrentRotation, EpochRecord, MemberRecord, Roster};
use crate::rules;
use crate::sign::{self, Context};

/// Why an entry is not accepted. `check` numbers are those of the specification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StepError {
    /// 1: longer than an entry may be.
    #[error("the entry is too long")]
    TooLong,
    /// 1 or 2: a suite or body that this version does not know, in an otherwise valid place.
    #[error("a newer version is needed to understand the entry")]
    NeedUpdate,
    /// 2: no entry, or not in canonical form.
    #[error("the entry is malformed")]
    Malformed,
    /// 3: another vault's.
    #[error("the entry belongs to another vault")]
    OtherVault,
    /// 4: not the next one.
    #[error("entries are missing in between")]
    Gap,
    /// 5: it follows another entry than the one known.
    #[error("the entry continues another history")]
    Fork,
    /// 6: it points to another roster entry.
    #[error("the entry points to another membership")]
    OtherRoster,
    /// 7: its author is no member.
    #[error("the author is not a member")]
    NotMember,
    /// 8: its signature does not hold.
    #[error("the signature does not hold")]
    BadSignature,
    /// 9: its author's role does not allow it.
    #[error("the author's role does not allow it")]
    NoRight,
    /// 10: its body does not fit the state.
    #[error("the entry breaks a rule: {0}")]
    BadBody(&'static str),
    /// 10: a change does not fit the record set.
    #[error(transparent)]
    BadChange(#[from] ChangeError),
    /// 11: its epoch is not the one that follows.
    #[error("the epoch is wrong")]
    BadEpoch,
    /// 12: its root is not the one that follows.
    #[error("the root is wrong")]
    BadRoot,
}

impl StepError {
    /// The number of the check that failed.
    pub fn check(self) -> u8 {
        match self {
            Self::TooLong => 1,
            Self::NeedUpdate | Self::Malformed => 2,
            Self::OtherVault => 3,
            Self::Gap => 4,
            Self::Fork => 5,
            Self::OtherRoster => 6,
            Self::NotMember => 7,
            Self::BadSignature => 8,
            Self::NoRight => 9,
            Self::BadBody(_) | Self::BadChange(_) => 10,
            Self::BadEpoch => 11,
            Self::BadRoot => 12,
        }
    }
}

/// An entry that passed every check against the state it follows. Only this module makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    entry: Entry,
    hash: EntryHash,
}

impl Verified {
    /// Place and author.
    pub fn header(&self) -> &Header {
        &self.entry.header
    }

    /// What it does.
    pub fn body(&self) -> &Body {
        &self.entry.body
    }

    /// Its hash.
    pub fn hash(&self) -> EntryHash {
        self.hash
    }
}

/// An accepted entry and what it does to the record set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delta {
    /// The entry, for [`Roster::apply`].
    pub entry: Verified,
    /// For [`root::LeafSet::apply`]; `None` if no record changes.
    pub leaves: Option<LeafDelta>,
}

/// Checks 1 and 2, and the hash. An unknown body is [`StepError::NeedUpdate`] only where `known` says that the
/// rest would have been accepted (checks 3 to 8 over the raw bytes): otherwise a server could freeze a vault
/// with a byte.
fn parse(bytes: &[u8], policy_suite: u8, known: impl Fn(&Header) -> Result<(), StepError>) -> Result<Entry, StepError> {
    if bytes.len() > limits::ENTRY {
        return Err(StepError::TooLong);
    }
    let suite = *bytes.first().ok_or(StepError::Malformed)?;
    if suite != limits::SUITE || suite < policy_suite {
        return Err(StepError::NeedUpdate);
    }
    let (header, rest) = postcard::take_from_bytes::<Header>(bytes).map_err(|_| StepError::Malformed)?;
    let (tag, _) = postcard::take_from_bytes::<u32>(rest).map_err(|_| StepError::Malformed)?;
    if tag >= KNOWN_BODIES {
        let canonical = bytes.starts_with(&codec::encode(&(&header, tag)));
        demand(canonical, StepError::Malformed)?;
        known(&header)?;
        return Err(StepError::NeedUpdate);
    }
    codec::decode(bytes, limits::ENTRY).map_err(|_| StepError::Malformed)
}

/// Checks 7 and 8 over the raw bytes.
fn signed_by_member(roster: &Roster, header: &Header, bytes: &[u8]) -> Result<Role, StepError> {
    let author = roster.member(header.author).ok_or(StepError::NotMember)?;
    let role = author.role().ok_or(StepError::NotMember)?;
    let (message, signature) = bytes.split_last_chunk::<64>().ok_or(StepError::Malformed)?;
    if !sign::verify(Context::Entry, &author.identity, message, &Signature(*signature)) {
        return Err(StepError::BadSignature);
    }
    Ok(role)
}

fn demand(holds: bool, error: StepError) -> Result<(), StepError> {
    if holds { Ok(()) } else { Err(error) }
}

/// Checks 3 to 6.
fn follows(roster: &Roster, header: &Header) -> Result<(), StepError> {
    demand(header.vault == roster.vault, StepError::OtherVault)?;
    demand(Some(header.seq) == roster.seq.checked_add(1), StepError::Gap)?;
    demand(header.prev == roster.hash, StepError::Fork)?;
    demand(header.roster == roster.roster_hash, StepError::OtherRoster)
}

/// What is left of checks 3 to 6 where commits are not at hand: the vault, a higher place, the roster pointer.
fn above_roster(roster: &Roster, header: &Header, seq: Seq) -> Result<(), StepError> {
    demand(header.vault == roster.vault, StepError::OtherVault)?;
    demand(header.seq > seq, StepError::Gap)?;
    demand(header.roster == roster.roster_hash, StepError::OtherRoster)
}

/// Check 11: one more after Remove and Rotate, else the same.
fn epoch(roster: &Roster, header: &Header, body: &Body) -> Result<(), StepError> {
    let expected = roster.epoch() + u32::from(body.rotation().is_some());
    demand(header.epoch == expected, StepError::BadEpoch)
}

/// Genesis: the state of a new vault. Its hash is the vault's id.
pub fn genesis(bytes: &[u8]) -> Result<(Roster, Verified), StepError> {
    let entry = parse(bytes, limits::SUITE, |_| Err(StepError::Malformed))?;
    let Body::Genesis { nonce, identity, box_key, policy, rotation } = &entry.body else {
        return Err(StepError::BadBody("a journal begins with Genesis"));
    };
    let header = &entry.header;
    demand(header.vault == VaultId([0; 32]), StepError::OtherVault)?;
    demand(header.seq == 0, StepError::Gap)?;
    demand(header.prev == EntryHash([0; 32]), StepError::Fork)?;
    demand(header.roster == EntryHash([0; 32]), StepError::OtherRoster)?;
    demand(header.author == 0, StepError::NotMember)?;
    let (message, signature) = bytes.split_last_chunk::<64>().ok_or(StepError::Malformed)?;
    demand(sign::verify(Context::Entry, identity, message, &Signature(*signature)), StepError::BadSignature)?;
    demand(policy.min_suite <= limits::SUITE, StepError::NeedUpdate)?;
    rules::rotates(rotation, 1)?;
    demand(rotation.history.is_empty(), StepError::BadBody("Genesis has no history"))?;
    demand(header.epoch == 1, StepError::BadEpoch)?;
    demand(header.root == EMPTY, StepError::BadRoot)?;
    let hash = entry_hash(bytes);
    let roster = Roster {
        vault: VaultId(hash.0),
        nonce: *nonce,
        members: vec![MemberRecord {
            identity: *identity,
            box_key: box_key.clone(),
            roles: vec![(0, Some(Role::Owner))],
            admitted_by: 0,
            admitted_at: header.at,
            invite: None,
            join_box: rotation.boxes[0],
            join_epoch: 1,
            removed: None,
        }],
        open: Vec::new(),
        closed: Vec::new(),
        policy: *policy,
        epochs: vec![EpochRecord { since: 0, author: 0, commitment: rotation.commitment }],
        rotation: CurrentRotation { members: vec![0], boxes: rotation.boxes.clone(), history: Vec::new() },
        seq: 0,
        hash,
        roster_seq: 0,
        roster_hash: hash,
        root: EMPTY,
    };
    Ok((roster, Verified { entry, hash }))
}

/// The next entry of a journal, all checks.
pub fn step(roster: &Roster, leaves: &impl Leaves, bytes: &[u8]) -> Result<Delta, StepError> {
    let entry = admitted(roster, bytes)?;
    let changed = records(roster, leaves, &entry)?;
    epoch(roster, &entry.header, &entry.body)?;
    let root = changed.as_ref().map_or(roster.root, |delta| delta.root);
    demand(entry.header.root == root, StepError::BadRoot)?;
    Ok(Delta { entry: Verified { entry, hash: entry_hash(bytes) }, leaves: changed })
}

/// What of [`step`] needs no record set: the server asks before it loads any, so that nobody without the right makes it.
pub fn admissible(roster: &Roster, bytes: &[u8]) -> Result<(), StepError> {
    admitted(roster, bytes).map(drop)
}

fn admitted(roster: &Roster, bytes: &[u8]) -> Result<Entry, StepError> {
    let entry = parse(bytes, roster.policy.min_suite, |header| {
        follows(roster, header)?;
        signed_by_member(roster, header, bytes).map(drop)
    })?;
    follows(roster, &entry.header)?;
    let role = signed_by_member(roster, &entry.header, bytes)?;
    rules::right(roster, entry.header.author, role, &entry.body)?;
    rules::body(roster, &entry.body)?;
    Ok(entry)
}

/// The part of check 10 that needs the record set: versions follow, buckets hold, purges name what is there.
fn records(roster: &Roster, leaves: &impl Leaves, entry: &Entry) -> Result<Option<LeafDelta>, StepError> {
    let Body::Commit(commit) = &entry.body else { return Ok(None) };
    let delta = root::change(leaves, &roster.vault, entry.header.seq, &commit.changes)?;
    for record in &commit.purges {
        let there =
            delta.leaves.binary_search_by_key(record, |leaf| leaf.record).is_ok() || leaves.leaf(record).is_some();
        demand(there, StepError::BadBody("a purge names no record"))?;
    }
    Ok((!commit.changes.is_empty()).then_some(delta))
}

/// The next entry of the membership sub-chain, for a fresh client: all checks that need no commits
/// (1 to 3, the roster pointer, a rising place, 7 to 11).
pub fn roster_step(roster: &Roster, bytes: &[u8]) -> Result<Verified, StepError> {
    let placed = |header: &Header| above_roster(roster, header, roster.seq);
    let entry = parse(bytes, roster.policy.min_suite, |header| {
        placed(header)?;
        signed_by_member(roster, header, bytes).map(drop)
    })?;
    placed(&entry.header)?;
    demand(entry.body.is_roster(), StepError::BadBody("a commit is no roster entry"))?;
    let role = signed_by_member(roster, &entry.header, bytes)?;
    rules::right(roster, entry.header.author, role, &entry.body)?;
    rules::body(roster, &entry.body)?;
    epoch(roster, &entry.header, &entry.body)?;
    Ok(Verified { entry, hash: entry_hash(bytes) })
}

/// The entry that a fresh client starts from, after the whole membership chain below it: the newest roster
/// entry itself, or a commit right above it (1 to 3, the roster pointer, 7 to 11).
pub fn base_entry(roster: &Roster, bytes: &[u8]) -> Result<Verified, StepError> {
    let above = |header: &Header| above_roster(roster, header, roster.roster_seq);
    let entry = parse(bytes, roster.policy.min_suite, |header| {
        above(header)?;
        signed_by_member(roster, header, bytes).map(drop)
    })?;
    let hash = entry_hash(bytes);
    if hash == roster.roster_hash {
        return Ok(Verified { entry, hash });
    }
    let header = &entry.header;
    above(header)?;
    demand(!entry.body.is_roster(), StepError::OtherRoster)?;
    let role = signed_by_member(roster, header, bytes)?;
    rules::right(roster, header.author, role, &entry.body)?;
    rules::body(roster, &entry.body)?;
    epoch(roster, header, &entry.body)?;
    Ok(Verified { entry, hash })
}

/// The records that an entry's checks will look at: the server loads their buckets first. Empty for bytes that
/// are no commit, or one that is too long in itself. Whether its author may post it is [`admissible`]'s to say.
pub fn touched(bytes: &[u8]) -> Vec<RecordId> {
    if bytes.len() > limits::ENTRY {
        return Vec::new();
    }
    // Only a hint: canonical form is checked by `step`.
    match postcard::take_from_bytes::<Entry>(bytes) {
        Ok((Entry { body: Body::Commit(commit), .. }, _))
            if commit.changes.len() <= limits::CHANGES && commit.purges.len() <= limits::PURGES =>
        {
            commit.changes.iter().map(|change| change.record).chain(commit.purges).collect()
        }
        _ => Vec::new(),
    }
}
