//! Entries made here: each function takes the verified state and gives signed bytes that would be accepted behind it,
//! without changing it. The state moves only when the entry comes back in the journal ([`crate::VaultState::follow`]).

mod commit;
mod create;
mod members;
mod rotation;
mod statements;

pub use commit::{FileChanges, SealedChange};
pub use create::{NewVault, create_vault};
pub use members::LostJoin;

use crate::account::Identity;
use crate::replay::{Standing, VaultState};
use crate::seal::SealError;
use serde::{Deserialize, Serialize};
use tacit_shared::api::{Head, PostEntries};
use tacit_shared::entry::{Body, Header, entry_hash, sign_entry};
use tacit_shared::ids::{BoxHash, EntryHash, Epoch, Member, Millis, RecordId, Seq};
use tacit_shared::limits;
use tacit_shared::root::{ChangeError, Digest};
use tacit_shared::step::{StepError, step};

/// Why an entry was not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BuildError {
    /// This device may not write now.
    #[error("this device may not write in the vault now")]
    Held(Standing),
    /// The account's role does not allow it.
    #[error("the role does not allow it")]
    NoRight,
    /// The key of the current epoch is missing: a rotation mends it.
    #[error("the key of epoch {0} is not here")]
    NoKey(Epoch),
    /// The record is larger than an envelope may be.
    #[error("the record is too large")]
    RecordTooLarge,
    /// More than one entry or post may hold: cut it.
    #[error("too much for one entry")]
    TooMuch,
    /// Sealed for another version, epoch or author than is current: seal it again.
    #[error("a sealed change is out of date")]
    Outdated(RecordId),
    /// By chance too many records share the beginning of their id: draw another.
    #[error("draw another record id")]
    DrawAnotherId,
    /// A name in an invite has more than 100 bytes.
    #[error("a name is too long")]
    NameTooLong,
    /// The invite would be expired already, or good for more than 14 days.
    #[error("an invite is good for at most 14 days")]
    Lifetime,
    /// The invite is closed or expired.
    #[error("the invite is closed")]
    InviteClosed,
    /// The joiner's key is no key.
    #[error("the joiner's key is unusable")]
    BadKey,
    /// Somebody should first look at who else is in the vault now.
    #[error("changes of the membership have not been looked at")]
    Unseen,
    /// Not a member (any more).
    #[error("not a member")]
    NotMember,
    /// The only owner cannot leave.
    #[error("the only owner cannot leave")]
    OnlyOwner,
    /// Verification would refuse it.
    #[error(transparent)]
    Refused(StepError),
}

impl From<StepError> for BuildError {
    fn from(error: StepError) -> Self {
        match error {
            StepError::NoRight => Self::NoRight,
            StepError::TooLong => Self::TooMuch,
            StepError::BadChange(ChangeError::BucketFull) => Self::DrawAnotherId,
            error => Self::Refused(error),
        }
    }
}

impl From<SealError> for BuildError {
    fn from(error: SealError) -> Self {
        match error {
            SealError::NoKey(epoch) => Self::NoKey(epoch),
            SealError::TooLarge => Self::RecordTooLarge,
        }
    }
}

/// A signed entry with the sealed bytes that go with it. Store it before it is posted, post these very bytes until the
/// journal decides (H9).
#[derive(Clone, Serialize, Deserialize)]
pub struct Draft {
    seq: Seq,
    prev: EntryHash,
    hash: EntryHash,
    post: PostEntries,
}

impl Draft {
    /// The place it is for.
    pub fn seq(&self) -> Seq {
        self.seq
    }

    /// Its hash: the entry is in the journal when this hash stands there.
    pub fn hash(&self) -> EntryHash {
        self.hash
    }

    /// The head once it is taken.
    pub fn head(&self) -> Head {
        Head { seq: self.seq, hash: self.hash }
    }

    /// What to post.
    pub fn post(&self) -> &PostEntries {
        &self.post
    }

    /// Whether it still follows the state.
    pub fn follows(&self, state: &VaultState) -> bool {
        state.head() == Head { seq: self.seq.wrapping_sub(1), hash: self.prev }
    }

    /// A box of its own by hash: one's own key comes from there once the entry is in the journal.
    pub fn box_bytes(&self, hash: &BoxHash) -> Option<&[u8]> {
        self.post.boxes.iter().find(|bytes| tacit_shared::entry::box_hash(bytes) == *hash).map(Vec::as_slice)
    }
}

/// Writes in one vault, as one member, against one state.
pub struct Writer<'a> {
    state: &'a VaultState,
    identity: &'a Identity,
    me: Member,
    now: Millis,
    /// What its entries claim as their time.
    at: Millis,
}

impl<'a> Writer<'a> {
    /// Somebody who may write: this device is confirmed, the account a member, nothing is stopped. `now` is this device's own
    /// clock, whatever the server says: what has expired is decided by it alone (M4).
    pub fn new(state: &'a VaultState, identity: &'a Identity, now: Millis) -> Result<Self, BuildError> {
        let standing = state.standing();
        if standing != Standing::Confirmed {
            return Err(BuildError::Held(standing));
        }
        let me = state.roster().member_of(&identity.public()).ok_or(BuildError::NotMember)?;
        Ok(Self { state, identity, me, now, at: now })
    }

    /// What is signed claims this time, if it is before this device's own: an honest server takes none from its future.
    pub fn claiming(self, at: Millis) -> Self {
        Self { at: at.min(self.now), ..self }
    }

    /// Signs a body behind the state and checks it as everybody else will.
    fn draft(
        &self,
        body: &Body,
        epoch: Epoch,
        root: Digest,
        envelopes: Vec<Vec<u8>>,
        boxes: Vec<Vec<u8>>,
    ) -> Result<Draft, BuildError> {
        let roster = self.state.roster();
        let (seq, prev) = (roster.seq() + 1, roster.hash());
        let header = Header {
            suite: limits::SUITE,
            vault: roster.vault(),
            seq,
            prev,
            roster: roster.roster_hash(),
            author: self.me,
            epoch,
            root,
            at: self.at,
        };
        let entry = sign_entry(&header, body, &self.identity.signing);
        step(roster, self.state.leaves(), &entry)?;
        let size: usize = entry.len() + envelopes.iter().chain(&boxes).map(Vec::len).sum::<usize>();
        if size > limits::POST {
            return Err(BuildError::TooMuch);
        }
        let hash = entry_hash(&entry);
        let post = PostEntries { relay: false, entries: vec![entry], envelopes, boxes };
        Ok(Draft { seq, prev, hash, post })
    }

    /// A body that changes neither records nor epoch.
    fn plain_draft(&self, body: &Body, boxes: Vec<Vec<u8>>) -> Result<Draft, BuildError> {
        let roster = self.state.roster();
        self.draft(body, roster.epoch(), roster.root(), Vec::new(), boxes)
    }
}
