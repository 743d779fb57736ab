//! The background audit: every entry from Genesis on, all checks. Afterwards each record's author is certain, and what
//! a fresh device was shown is what every other member could verify too (C5).

use super::follow::{PullError, apply};
use super::state::VaultState;
use tacit_shared::api::Head;
use tacit_shared::ids::{EntryHash, Member, Seq, VaultId};
use tacit_shared::root::LeafSet;
use tacit_shared::roster::Roster;
use tacit_shared::step::{genesis, step};

/// Why the audit failed: what this device was shown is not what the journal adds up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AuditError {
    /// An entry does not verify.
    #[error(transparent)]
    Entry(#[from] PullError),
    /// The journal passes another entry than one that this account has seen.
    #[error("the journal parts from what was seen at entry {seq}")]
    Fork {
        /// Where.
        seq: Seq,
    },
    /// The journal adds up to another state than the one shown first.
    #[error("the journal does not add up to what was shown")]
    Differs,
}

impl AuditError {
    /// Where the journal parts from what this device was shown, whose head is `head`. Nothing of the kind is proven by an
    /// entry that only a newer version can read.
    fn parts_at(self, head: Seq) -> Option<Seq> {
        match self {
            Self::Fork { seq } | Self::Entry(PullError::Fork { seq } | PullError::BadChain { seq, .. }) => Some(seq),
            Self::Entry(PullError::BadRoot { seq, .. }) => Some(seq),
            Self::Differs => Some(head),
            Self::Entry(PullError::NeedUpdate { .. } | PullError::Stale { .. } | PullError::Withheld { .. }) => None,
        }
    }
}

impl VaultState {
    /// Notes that the audit failed: what stands here is not what the journal adds up to, so nothing is written behind it
    /// any more, as after any fork. Whether it came to that.
    pub fn audit_failed(&mut self, error: AuditError) -> bool {
        let parts_at = error.parts_at(self.roster.seq());
        parts_at.is_some_and(|seq| {
            self.parted(seq);
            true
        })
    }
}

/// An audit under way. Resumable in the session: feed it pages of entries from [`Audit::next`] on.
pub struct Audit {
    vault: VaultId,
    floors: Vec<Head>,
    at: Option<(Roster, LeafSet)>,
    authors: Vec<Member>,
    hashes: Vec<EntryHash>,
}

impl Audit {
    /// Of this vault's journal.
    pub fn new(state: &VaultState) -> Self {
        let floors = state.trust.floors.clone();
        Self { vault: state.vault(), floors, at: None, authors: Vec::new(), hashes: Vec::new() }
    }

    /// The entry it needs next.
    pub fn next(&self) -> Seq {
        self.authors.len() as Seq
    }

    /// Verifies the next entries.
    pub fn feed(&mut self, entries: &[Vec<u8>]) -> Result<(), AuditError> {
        for bytes in entries {
            let seq = self.next();
            let (author, hash) = match &mut self.at {
                None => {
                    let (roster, first) = genesis(bytes).map_err(|error| PullError::of(error, seq, bytes))?;
                    if roster.vault() != self.vault {
                        return Err(AuditError::Fork { seq });
                    }
                    self.at = Some((roster, LeafSet::empty(&self.vault)));
                    (first.header().author, first.hash())
                }
                Some((roster, leaves)) => {
                    let delta = step(roster, leaves, bytes).map_err(|error| PullError::of(error, seq, bytes))?;
                    apply(roster, leaves, &delta);
                    (delta.entry.header().author, delta.entry.hash())
                }
            };
            if self.floors.iter().any(|floor| floor.seq == seq && floor.hash != hash) {
                return Err(AuditError::Fork { seq });
            }
            self.authors.push(author);
            self.hashes.push(hash);
        }
        Ok(())
    }

    /// Who signed an entry that was passed.
    pub fn author(&self, seq: Seq) -> Option<Member> {
        self.authors.get(usize::try_from(seq).ok()?).copied()
    }

    /// The hashes of all entries passed, from Genesis on.
    pub fn hashes(&self) -> &[EntryHash] {
        &self.hashes
    }

    /// Compares with the state, once the audit stands where the state stands: `Ok(false)` if it does not yet. On success the
    /// state is marked as audited; open records whose author differs from [`Self::author`] were framed.
    pub fn finish(&self, state: &mut VaultState) -> Result<bool, AuditError> {
        let Some((roster, leaves)) = &self.at else {
            return Ok(false);
        };
        if roster.seq() < state.roster.seq() {
            return Ok(false);
        }
        let same = *roster == state.roster && leaves.root() == state.leaves.root();
        if !same {
            return Err(AuditError::Differs);
        }
        state.trust.audited = true;
        Ok(true)
    }
}
