//! The membership sub-chain: every entry but commits, each pointing to the one before it. It can be read alone, and
//! its first entry is the vault's id.

use std::collections::BTreeMap;
use tacit_shared::api::Head;
use tacit_shared::codec;
use tacit_shared::entry::Body;
use tacit_shared::ids::{EntryHash, Member, Seq};
use tacit_shared::roster::Roster;
use tacit_shared::step::{self, StepError, Verified};

/// A verified membership chain.
pub(crate) struct MembershipChain {
    roster: Roster,
    places: BTreeMap<Seq, EntryHash>,
    joins: BTreeMap<Member, Vec<u8>>,
}

/// Where a chain broke.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct BrokenChain {
    /// At which of the entries given.
    pub(crate) at: usize,
    /// Why; `None` if there is no first entry.
    pub(crate) error: Option<StepError>,
}

impl MembershipChain {
    /// Verifies the entries from Genesis on.
    pub(crate) fn follow(entries: &[Vec<u8>]) -> Result<Self, BrokenChain> {
        let (first, rest) = entries.split_first().ok_or(BrokenChain { at: 0, error: None })?;
        let broken = |at| move |error| BrokenChain { at, error: Some(error) };
        let (roster, genesis) = step::genesis(first).map_err(broken(0))?;
        let mut chain = Self { roster, places: BTreeMap::from([(0, genesis.hash())]), joins: BTreeMap::new() };
        for (at, bytes) in rest.iter().enumerate() {
            let entry = step::roster_step(&chain.roster, bytes).map_err(broken(at + 1))?;
            chain.take(&entry);
        }
        Ok(chain)
    }

    fn take(&mut self, entry: &Verified) {
        self.places.insert(entry.header().seq, entry.hash());
        if let Body::Join { request, .. } = entry.body() {
            self.joins.insert(self.roster.next_member(), codec::encode(request));
        }
        self.roster.apply(entry);
    }

    pub(crate) fn roster(&self) -> &Roster {
        &self.roster
    }

    pub(crate) fn into_roster(self) -> Roster {
        self.roster
    }

    /// Whether this very entry stands in the chain.
    pub(crate) fn contains(&self, hash: &EntryHash) -> bool {
        self.places.values().any(|place| place == hash)
    }

    /// What stands at a place.
    pub(crate) fn at(&self, seq: Seq) -> Option<EntryHash> {
        self.places.get(&seq).copied()
    }

    /// How many of its entries stand at or below a place.
    pub(crate) fn up_to(&self, seq: Seq) -> usize {
        self.places.range(..=seq).count()
    }

    /// The newest place.
    pub(crate) fn newest(&self) -> Head {
        Head { seq: self.roster.roster_seq(), hash: self.roster.roster_hash() }
    }

    /// Whether a member joined by exactly this request.
    pub(crate) fn joined_by(&self, member: Member, request: &[u8]) -> bool {
        self.joins.get(&member).is_some_and(|bytes| bytes == request)
    }
}
