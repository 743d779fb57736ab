//! A returning device: entries after its trust pin, each through all checks, up to the first that fails.

use super::news::news;
use super::state::{Stop, VaultState};
use crate::replay::Trust;
use tacit_shared::api::Head;
use tacit_shared::entry::{Body, Header};
use tacit_shared::ids::{Member, Seq};
use tacit_shared::root::LeafSet;
use tacit_shared::roster::Roster;
use tacit_shared::step::{Delta, StepError, step};

/// What came of a page of entries.
#[derive(Debug)]
pub struct Followed {
    /// The entries accepted, in order: store pin, membership and leaf changes in one step before anything else (C7).
    pub deltas: Vec<Delta>,
    /// Why it stopped before the end, if it did.
    pub stopped: Option<PullError>,
}

/// Why the server's word was not taken. What was verified before stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PullError {
    /// The server shows an older state than this device has verified.
    #[error("the server shows entry {got}, this device has verified {have}")]
    Stale {
        /// Verified here.
        have: Seq,
        /// Shown.
        got: Seq,
    },
    /// The server shows another history.
    #[error("the server shows another history at entry {seq}")]
    Fork {
        /// Where it parts.
        seq: Seq,
    },
    /// The server names a newer entry and does not give it.
    #[error("the server holds back entries after {have}")]
    Withheld {
        /// Verified here.
        have: Seq,
        /// Named.
        head: Seq,
    },
    /// An entry fails a check.
    #[error("entry {seq} does not verify: {error}")]
    BadChain {
        /// Which entry.
        seq: Seq,
        /// Which check.
        error: StepError,
    },
    /// A member signed a root that does not follow.
    #[error("member {author} signed a wrong root in entry {seq}")]
    BadRoot {
        /// Who.
        author: Member,
        /// Where.
        seq: Seq,
    },
    /// A newer version of Tacit wrote this entry.
    #[error("entry {seq} needs a newer version")]
    NeedUpdate {
        /// Which entry.
        seq: Seq,
    },
}

/// The next entry's place and author by its own claim, for errors.
fn author(bytes: &[u8]) -> Option<Member> {
    postcard::take_from_bytes::<Header>(bytes).ok().map(|(header, _)| header.author)
}

impl PullError {
    /// A failed check at the entry that should be `seq`.
    pub(super) fn of(error: StepError, seq: Seq, bytes: &[u8]) -> Self {
        match error {
            StepError::Fork => Self::Fork { seq },
            StepError::NeedUpdate => Self::NeedUpdate { seq },
            // Check 12 comes after the signature's, so the name is proven.
            StepError::BadRoot => {
                author(bytes).map_or(Self::BadChain { seq, error }, |author| Self::BadRoot { author, seq })
            }
            error => Self::BadChain { seq, error },
        }
    }
}

/// Takes one verified entry.
pub(super) fn apply(roster: &mut Roster, leaves: &mut LeafSet, delta: &Delta) {
    roster.apply(&delta.entry);
    if let Some(change) = &delta.leaves {
        leaves.apply(change);
    }
}

impl VaultState {
    /// Follows a page of a pull, or one's own entry after the server confirmed it. Accepted entries are in the state when
    /// this returns.
    pub fn follow(&mut self, head: Head, entries: &[Vec<u8>]) -> Followed {
        let mut deltas = Vec::with_capacity(entries.len());
        let stopped = self.check_head(head, entries.is_empty()).or_else(|| self.steps(entries, &mut deltas));
        let stopped = stopped.or_else(|| self.check_end(head));
        self.trust.note(stopped, self.roster.seq());
        Followed { deltas, stopped }
    }

    /// The server shows another entry at a place that this device has verified. Final, as any fork.
    pub fn parted(&mut self, seq: Seq) {
        self.trust.note(Some(PullError::Fork { seq }), seq);
    }

    fn check_head(&self, head: Head, no_entries: bool) -> Option<PullError> {
        let have = self.roster.seq();
        let floor = self.trust.floors.iter().map(|floor| floor.seq).fold(have, Seq::max);
        if head.seq < floor {
            return Some(PullError::Stale { have: floor, got: head.seq });
        }
        if head.seq > have && no_entries {
            return Some(PullError::Withheld { have, head: head.seq });
        }
        self.check_end(head)
    }

    fn check_end(&self, head: Head) -> Option<PullError> {
        let reached = head.seq == self.roster.seq();
        (reached && head.hash != self.roster.hash()).then_some(PullError::Fork { seq: head.seq })
    }

    fn steps(&mut self, entries: &[Vec<u8>], deltas: &mut Vec<Delta>) -> Option<PullError> {
        for bytes in entries {
            let next = self.roster.seq() + 1;
            match step(&self.roster, &self.leaves, bytes) {
                Ok(delta)
                    if self.trust.floors.iter().any(|floor| floor.seq == next && floor.hash != delta.entry.hash()) =>
                {
                    return Some(PullError::Fork { seq: next });
                }
                Ok(delta) => {
                    self.unseen.extend(news(&self.roster, self.trust.me, &delta));
                    apply(&mut self.roster, &mut self.leaves, &delta);
                    self.trust.see(&delta, &self.roster);
                    deltas.push(delta);
                }
                Err(error) => return Some(PullError::of(error, next, bytes)),
            }
        }
        None
    }
}

impl Trust {
    /// Notes what an entry means for this account.
    fn see(&mut self, delta: &Delta, roster: &Roster) {
        let header = delta.entry.header();
        match delta.entry.body() {
            Body::Remove { members, .. } if members.contains(&self.me) => {
                self.removed = Some((header.author, header.seq));
            }
            Body::Join { request, .. } if request.body.identity == self.identity => {
                self.me = roster.next_member() - 1;
                self.removed = None;
                self.ended = None;
            }
            _ => {}
        }
    }

    /// Notes how a pull ended. A fork is final; the others are over when the journal goes on.
    fn note(&mut self, stopped: Option<PullError>, _seq: Seq) {
        if matches!(self.stopped, Some(Stop::Fork { .. })) {
            return;
        }
        self.stopped = match stopped {
            Some(PullError::Fork { seq }) => Some(Stop::Fork { seq }),
            Some(PullError::Stale { have, got }) => Some(Stop::Stale { have, got }),
            Some(PullError::NeedUpdate { seq }) => Some(Stop::NeedUpdate { seq }),
            Some(PullError::Withheld { .. } | PullError::BadChain { .. } | PullError::BadRoot { .. }) | None => None,
        };
    }
}
