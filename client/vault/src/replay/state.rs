//! The verified state of one vault on this device, and what may be done in it.

use super::ended::Ended;
use super::news::MemberNews;
use crate::account::{Identity, VaultPin, VaultStanding};
use crate::entropy::{Entropy, random};
use crate::keyring::{self, BadHistory, BadKey, BoxError, Keyring};
use crate::passphrase::{COMPARED_WORDS, WordsOf, words};
use crate::seal::{self, Expected, OpenError, Opened};
use crate::witness::{Suspicion, Witnesses};
use serde::{Deserialize, Serialize};
use tacit_shared::api::Head;
use tacit_shared::entry::{Role, box_hash};
use tacit_shared::ids::{BoxHash, Epoch, Member, RecordId, Seq, VaultId};
use tacit_shared::limits;
use tacit_shared::root::{Leaf, LeafSet, Leaves, bucket_of};
use tacit_shared::roster::{HeadPin, Roster};
use tacit_shared::step::Delta;

/// Ids drawn before giving up: all of them in full buckets means a vault of millions, which is refused elsewhere.
const DRAWS: usize = 64;

/// Why nothing is written any more. Reading and exporting go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stop {
    /// The server showed another history than the one verified here. Final on this device: the way out is to compare
    /// words and to start afresh from a device on the right side (D7).
    Fork {
        /// Where.
        seq: Seq,
    },
    /// A member's statement names another history. Over when people compared words.
    ForkSuspected {
        /// Who.
        member: Member,
        /// At which entry.
        seq: Seq,
    },
    /// The server showed an older state. Over as soon as it shows the known one again.
    Stale {
        /// The newest entry verified here.
        have: Seq,
        /// The newest entry shown.
        got: Seq,
    },
    /// An entry needs a newer version of Tacit. Over when that version follows it.
    NeedUpdate {
        /// Which entry.
        seq: Seq,
    },
}

/// How this device stands to the vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It may write.
    Confirmed,
    /// Nobody vouched for what a fresh device was shown: it reads, and signs nothing (C1).
    Unconfirmed,
    /// The account is no member any more, by a signed entry.
    Removed {
        /// Who removed it.
        by: Member,
        /// In which entry.
        seq: Seq,
    },
    /// Writes are stopped.
    Stopped(Stop),
    /// The account left.
    Left,
    /// An owner deleted the vault.
    Deleted {
        /// Who, where this device saw his statement.
        by: Option<Member>,
    },
}

/// What the standing is derived from, kept at rest.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Trust {
    /// The account's identity key.
    pub(crate) identity: [u8; 32],
    /// Its newest number.
    pub(crate) me: Member,
    /// Somebody vouched for the start.
    pub(crate) confirmed: bool,
    /// The whole journal was verified from Genesis on.
    pub(crate) audited: bool,
    /// Who removed the account, and where.
    pub(crate) removed: Option<(Member, Seq)>,
    /// Why writes are stopped.
    pub(crate) stopped: Option<Stop>,
    /// Places that the journal must pass through; checked by pull and audit.
    pub(crate) floors: Vec<Head>,
    /// How it ended beside the journal, if it did.
    pub(crate) ended: Option<Ended>,
}

/// A vault as this device verified it.
pub struct VaultState {
    pub(crate) roster: Roster,
    pub(crate) leaves: LeafSet,
    pub(crate) keyring: Keyring,
    pub(crate) trust: Trust,
    /// What others said, kept beside the state.
    pub(crate) witnesses: Witnesses,
    /// Changes of the membership that nobody looked at here, kept beside the state.
    pub(crate) unseen: Vec<MemberNews>,
}

impl VaultState {
    pub(crate) fn new(roster: Roster, leaves: LeafSet, keyring: Keyring, trust: Trust) -> Self {
        Self { roster, leaves, keyring, trust, witnesses: Witnesses::default(), unseen: Vec::new() }
    }

    /// Which vault.
    pub fn vault(&self) -> VaultId {
        self.roster.vault()
    }

    /// Members, roles, invites, policy, epochs.
    pub fn roster(&self) -> &Roster {
        &self.roster
    }

    /// The record set.
    pub fn leaves(&self) -> &LeafSet {
        &self.leaves
    }

    /// The trust pin: the newest entry verified, for `Pull { have }`.
    pub fn head(&self) -> Head {
        Head { seq: self.roster.seq(), hash: self.roster.hash() }
    }

    /// The part of the state that a commit changes, for rest.
    pub fn head_pin(&self) -> HeadPin {
        self.roster.head_pin()
    }

    /// The account's number here, also after removal.
    pub fn me(&self) -> Member {
        self.trust.me
    }

    /// The account's role now.
    pub fn my_role(&self) -> Option<Role> {
        self.roster.role(self.trust.me)
    }

    /// How this device stands to the vault.
    pub fn standing(&self) -> Standing {
        if let Some(ended) = self.trust.ended {
            return ended.standing();
        }
        let suspected = self.witnesses.suspicion();
        let suspected = suspected.map(|Suspicion { member, theirs }| Stop::ForkSuspected { member, seq: theirs.seq });
        match (self.trust.removed, self.trust.stopped.or(suspected)) {
            (Some((by, seq)), _) => Standing::Removed { by, seq },
            (None, Some(stop)) => Standing::Stopped(stop),
            (None, None) if self.trust.confirmed => Standing::Confirmed,
            (None, None) => Standing::Unconfirmed,
        }
    }

    /// The user compared the roster's words and the member list with a colleague and says they match.
    pub fn confirm(&mut self) {
        self.trust.confirmed = true;
        // The list was just looked at.
        self.unseen.clear();
    }

    /// Whether the whole journal was verified from Genesis on: until then a record's author is a claim.
    pub fn is_audited(&self) -> bool {
        self.trust.audited
    }

    /// Six words that are the same for every member who sees the same membership.
    pub fn roster_words(&self) -> [&'static str; COMPARED_WORDS] {
        words(&WordsOf::Roster.digest(&[&self.vault().0, &self.roster.roster_hash().0]))
    }

    /// The state as a floor for the account's other devices; `None` from a device that nobody vouched for, or that may be on
    /// a branch of its own: another device would start confirmed on it.
    pub fn pin(&self) -> Option<VaultPin> {
        let standing = match self.standing() {
            Standing::Stopped(_) if self.may_be_apart() => return None,
            Standing::Removed { .. } => VaultStanding::Removed,
            Standing::Left => VaultStanding::Left,
            Standing::Deleted { .. } => VaultStanding::Deleted,
            _ => VaultStanding::Joined,
        };
        self.trust.confirmed.then(|| VaultPin {
            vault: self.vault(),
            member: self.trust.me,
            standing,
            roster: Head { seq: self.roster.roster_seq(), hash: self.roster.roster_hash() },
            head: self.head(),
            epoch: self.roster.epoch(),
        })
    }

    /// Whether another stop hides it or not.
    fn may_be_apart(&self) -> bool {
        matches!(self.trust.stopped, Some(Stop::Fork { .. })) || self.witnesses.suspicion().is_some()
    }

    /// The fingerprint of a member's keys, for [`crate::Unlocked::is_verified`].
    pub fn fingerprint(&self, member: Member) -> Option<[u8; 32]> {
        self.roster.member(member).map(keyring::member_fingerprint)
    }

    /// Members whose keys no box can be sealed to.
    pub fn bad_keys(&self) -> Vec<BadKey> {
        keyring::bad_keys(&self.roster)
    }

    /// Whether the current epoch's key is held: without it nothing can be committed and nobody admitted.
    pub fn holds_key(&self) -> bool {
        self.keyring.holds(self.roster.epoch())
    }

    /// The newest epoch whose key is held.
    pub fn epoch_held(&self) -> Option<Epoch> {
        self.keyring.newest()
    }

    /// What marks contact points in this vault; `None` while its first key is not here.
    pub fn marks(&self) -> Option<crate::Marks> {
        crate::Marks::of(&self.keyring)
    }

    /// The box to fetch, if the current epoch's key is missing and there is one for this account.
    pub fn wanted_box(&self) -> Option<BoxHash> {
        (!self.holds_key() && self.my_role().is_some()).then(|| self.roster.current_box(self.trust.me))?
    }

    /// Takes the bytes of [`Self::wanted_box`], from the server or from one's own draft. A warning if older keys are missing.
    pub fn take_box(&mut self, identity: &Identity, sealed: Option<&[u8]>) -> Result<Option<BadHistory>, BoxError> {
        take_box(&self.roster, &mut self.keyring, self.trust.me, identity, sealed)
    }

    /// What the envelope of a live leaf must be; `None` for a tombstone. The author is unknown unless the entry itself was
    /// verified here, see [`Self::expected_of`].
    pub fn expected(&self, leaf: &Leaf) -> Option<Expected> {
        Some(Expected {
            record: leaf.record,
            version: leaf.version,
            seq: leaf.seq,
            epoch: self.roster.epoch_at(leaf.seq),
            author: None,
            hash: leaf.envelope?,
        })
    }

    /// [`Self::expected`] of every live record.
    pub fn expected_all(&self) -> impl Iterator<Item = Expected> {
        self.leaves.iter().filter_map(|leaf| self.expected(leaf))
    }

    /// What the envelopes of a verified entry must be. Superseded ones need not be fetched: [`Self::is_newest`].
    pub fn expected_of(&self, delta: &Delta) -> Vec<Expected> {
        let header = delta.entry.header();
        let changed = delta.leaves.iter().flat_map(|leaves| &leaves.leaves);
        changed
            .filter_map(|leaf| {
                let author = Some(header.author);
                Some(Expected { epoch: header.epoch, author, ..self.expected(leaf)? })
            })
            .collect()
    }

    /// Whether an expected envelope is still the newest of its record.
    pub fn is_newest(&self, expected: &Expected) -> bool {
        self.leaf(&expected.record).is_some_and(|leaf| leaf.version == expected.version)
    }

    /// An id for a new record: random, and in a bucket with room. An insider can grind ids until a bucket is full (H7),
    /// and then nothing may be put into that one.
    pub fn draw_id(&self, entropy: &mut dyn Entropy) -> RecordId {
        let mut id = RecordId(random(entropy));
        for _ in 0..DRAWS {
            if self.leaves.bucket(bucket_of(&id)).len() < limits::BUCKET_LEAVES {
                break;
            }
            id = RecordId(random(entropy));
        }
        id
    }

    /// Whether a record may be written: it is there, or its bucket has room for a new one.
    pub fn has_room(&self, record: &RecordId) -> bool {
        self.leaf(record).is_some() || self.leaves.bucket(bucket_of(record)).len() < limits::BUCKET_LEAVES
    }

    /// A record's leaf.
    pub fn leaf(&self, record: &RecordId) -> Option<Leaf> {
        self.leaves.leaf(record)
    }

    /// Opens an envelope.
    pub fn open(&self, expected: &Expected, envelope: &[u8]) -> Result<Opened, OpenError> {
        let may_write = |member| {
            let role = self.roster.member(member).and_then(|record| record.role_at(expected.seq.saturating_sub(1)));
            role >= Some(Role::Editor)
        };
        seal::open_record(&self.keyring, expected, may_write, envelope)
    }
}

pub(crate) fn take_box(
    roster: &Roster,
    keyring: &mut Keyring,
    me: Member,
    identity: &Identity,
    sealed: Option<&[u8]>,
) -> Result<Option<BadHistory>, BoxError> {
    let missing = BoxError::MissingBox { epoch: roster.epoch() };
    let sealed = sealed.ok_or(missing)?;
    if roster.current_box(me) != Some(box_hash(sealed)) {
        return Err(missing);
    }
    keyring.take_box(roster, me, identity, sealed)
}
