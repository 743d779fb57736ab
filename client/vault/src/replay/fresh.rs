//! A fresh device: the membership chain first, then one base entry, the keys, and the record set as of that entry.

use super::chain::{BrokenChain, MembershipChain};
use super::state::{Trust, VaultState, take_box};
use crate::account::{Identity, VaultPin};
use crate::invite::JoinPending;
use crate::keyring::{BadHistory, BoxError, Keyring};
use crate::link::Vouched;
use tacit_shared::api::{Head, LeafRow, RosterAnswer};
use tacit_shared::entry::{Header, entry_hash};
use tacit_shared::ids::{BoxHash, EnvelopeHash, Member, Seq, VaultId};
use tacit_shared::limits;
use tacit_shared::root::{Leaf, LeafSet};
use tacit_shared::roster::Roster;
use tacit_shared::step::{StepError, base_entry};
use tacit_shared::witness::HeadStatement;

/// Why a fresh start failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FreshError {
    /// The entries shown are those of another vault.
    #[error("the server shows another vault")]
    OtherVault,
    /// The membership chain or the base entry does not verify.
    #[error("the membership does not verify: {error}")]
    BadChain {
        /// Which check.
        error: StepError,
    },
    /// An entry needs a newer version of Tacit.
    #[error("a newer version is needed")]
    NeedUpdate,
    /// Nothing was shown.
    #[error("the server shows no membership")]
    Empty,
    /// What is shown ends before something that this account has seen.
    #[error("the server shows entry {got}, this account has seen {have}")]
    Stale {
        /// Seen by the account.
        have: Seq,
        /// Shown.
        got: Seq,
    },
    /// What is shown differs from what this account has seen.
    #[error("the server shows another history at entry {seq}")]
    Fork {
        /// Where.
        seq: Seq,
    },
    /// The account is no member, by a signed entry.
    #[error("removed by member {by}")]
    Removed {
        /// Who removed it.
        by: Member,
    },
    /// The account never was a member, or not by the request it sent.
    #[error("not a member of this vault")]
    NotMember,
    /// The records shown are not all, or not those that the base entry commits to.
    #[error("the server did not give all records")]
    Incomplete,
}

impl From<BrokenChain> for FreshError {
    fn from(broken: BrokenChain) -> Self {
        match broken.error {
            None => Self::Empty,
            Some(StepError::NeedUpdate) => Self::NeedUpdate,
            Some(error) => Self::BadChain { error },
        }
    }
}

/// A start under way: membership and base are verified; key and records are still to come.
pub struct FreshStart {
    roster: Roster,
    keyring: Keyring,
    trust: Trust,
}

/// A membership chain that a fresh device has verified against all that its account knows. Records are then asked as of one
/// entry: the newest that somebody else attested, or the head.
pub struct FreshChain {
    chain: MembershipChain,
    shown: RosterAnswer,
    trust: Trust,
    attested: Option<Head>,
}

impl FreshChain {
    /// A vault of the account's list on a device that never saw it. Everything that the account's blob knows of it is a
    /// floor; what is built on it stays unconfirmed, because the blob may be old too (C1).
    pub fn listed(identity: &Identity, pin: &VaultPin, shown: RosterAnswer) -> Result<Self, FreshError> {
        let chain = MembershipChain::follow(&shown.entries)?;
        check_floor(&chain, pin)?;
        let me = member(&chain, identity)?;
        Ok(Self::new(chain, shown, identity, me, false, vec![pin.head]))
    }

    /// A vault of the account's list for which another device of the account vouched when it linked this one: what that
    /// device had verified is a floor too, and this one starts confirmed.
    pub fn vouched(
        identity: &Identity,
        vouched: &Vouched,
        pin: &VaultPin,
        shown: RosterAnswer,
    ) -> Result<Self, FreshError> {
        let chain = MembershipChain::follow(&shown.entries)?;
        check_floor(&chain, pin)?;
        check_floor(&chain, vouched.pin())?;
        let me = member(&chain, identity)?;
        Ok(Self::new(chain, shown, identity, me, true, vec![pin.head, vouched.pin().head]))
    }

    /// A vault that this device just joined: the Join that repeats its own request is the pin, so it is confirmed.
    pub fn joined(identity: &Identity, pending: &JoinPending, shown: RosterAnswer) -> Result<Self, FreshError> {
        let chain = MembershipChain::follow(&shown.entries)?;
        if chain.roster().vault() != pending.vault {
            return Err(FreshError::OtherVault);
        }
        let me = member(&chain, identity)?;
        if !chain.joined_by(me, &pending.request) {
            return Err(FreshError::NotMember);
        }
        Ok(Self::new(chain, shown, identity, me, true, Vec::new()))
    }

    fn new(
        chain: MembershipChain,
        shown: RosterAnswer,
        identity: &Identity,
        me: Member,
        confirmed: bool,
        floors: Vec<Head>,
    ) -> Self {
        let attested = attested(&chain, &shown, me, &floors);
        let trust = Trust {
            identity: identity.public(),
            me,
            confirmed,
            audited: false,
            removed: None,
            stopped: None,
            floors,
            ended: None,
        };
        Self { chain, shown, trust, attested }
    }

    /// The entry to fetch for [`Self::start`]: the newest that another member attested, if there is one not too far back.
    /// A member who writes and a server together could show a fresh device a head that no one else would take; this one
    /// somebody took (C5).
    pub fn attested(&self) -> Option<Head> {
        self.attested
    }

    /// Starts on the attested entry's bytes where there is one, else on the head.
    pub fn start(mut self, attested: Option<&[u8]>) -> Result<FreshStart, FreshError> {
        let Some(base) = self.attested else {
            let head = std::mem::take(&mut self.shown.head);
            return self.on_base(&head, None);
        };
        let bytes =
            attested.filter(|bytes| entry_hash(bytes) == base.hash).ok_or(FreshError::Fork { seq: base.seq })?;
        let newest = self.chain.newest();
        let above = (newest.seq > base.seq).then_some(newest);
        if above.is_some() {
            let below = self.chain.up_to(base.seq);
            self.chain = MembershipChain::follow(&self.shown.entries[..below])?;
        }
        self.on_base(bytes, above)
    }

    /// `above` is what was already seen of the membership above the base: it must follow.
    fn on_base(self, bytes: &[u8], above: Option<Head>) -> Result<FreshStart, FreshError> {
        let Self { chain, mut trust, .. } = self;
        let mut roster = chain.into_roster();
        let base = base_entry(&roster, bytes).map_err(|error| match error {
            StepError::NeedUpdate => FreshError::NeedUpdate,
            error => FreshError::BadChain { error },
        })?;
        let (seq, hash) = (base.header().seq, base.hash());
        roster.adopt_base(&base);
        for floor in &trust.floors {
            if seq < floor.seq {
                return Err(FreshError::Stale { have: floor.seq, got: seq });
            }
            if seq == floor.seq && hash != floor.hash {
                return Err(FreshError::Fork { seq });
            }
        }
        trust.floors.extend(above);
        let keyring = Keyring::empty(&roster);
        Ok(FreshStart { roster, keyring, trust })
    }
}

/// The newest entry that another member vouched for, at or above every floor and one's own Join.
fn attested(chain: &MembershipChain, shown: &RosterAnswer, me: Member, floors: &[Head]) -> Option<Head> {
    let (head, _) = postcard::take_from_bytes::<Header>(&shown.head).ok()?;
    let joined = chain.roster().member(me)?.roles.first().map_or(0, |(seq, _)| *seq);
    let lowest = floors.iter().map(|floor| floor.seq).fold(joined, Seq::max);
    let lowest = lowest.max(head.seq.saturating_sub(limits::WITNESSED));
    let said = shown.heads.iter().filter_map(|bytes| HeadStatement::read(chain.roster(), bytes).ok());
    let others = said.filter(|said| said.member() != me && (lowest..=head.seq).contains(&said.seq()));
    others.map(|said| Head { seq: said.seq(), hash: said.hash() }).max_by_key(|head| head.seq)
}

impl FreshStart {
    /// [`FreshChain::listed`], started on the head.
    pub fn listed(identity: &Identity, pin: &VaultPin, shown: &RosterAnswer) -> Result<Self, FreshError> {
        FreshChain::listed(identity, pin, RosterAnswer { heads: Vec::new(), ..shown.clone() })?.start(None)
    }

    /// [`FreshChain::joined`], started on the head.
    pub fn joined(identity: &Identity, pending: &JoinPending, shown: &RosterAnswer) -> Result<Self, FreshError> {
        FreshChain::joined(identity, pending, RosterAnswer { heads: Vec::new(), ..shown.clone() })?.start(None)
    }

    /// The entry that records are asked as of.
    pub fn base(&self) -> Head {
        Head { seq: self.roster.seq(), hash: self.roster.hash() }
    }

    /// The box to fetch.
    pub fn wanted_box(&self) -> Option<BoxHash> {
        self.roster.current_box(self.trust.me)
    }

    /// Takes the box's bytes. An error does not end the start: the membership stays good, what is sealed under keys that are
    /// missing stays closed until a rotation.
    pub fn take_box(&mut self, identity: &Identity, sealed: Option<&[u8]>) -> Result<Option<BadHistory>, BoxError> {
        take_box(&self.roster, &mut self.keyring, self.trust.me, identity, sealed)
    }

    /// Takes the record set as of [`Self::base`]; its root must be the one that the base entry signs.
    pub fn finish(self, rows: impl IntoIterator<Item = LeafRow>) -> Result<VaultState, FreshError> {
        let leaves = rows.into_iter().map(|row| Leaf {
            record: row.record,
            version: row.version,
            seq: row.seq,
            envelope: row.envelope.map(EnvelopeHash),
        });
        let leaves: Vec<Leaf> = leaves.collect();
        let leaves = LeafSet::build(&self.roster.vault(), leaves.iter().copied()).ok_or(FreshError::Incomplete)?;
        if leaves.root() != self.roster.root() {
            return Err(FreshError::Incomplete);
        }
        Ok(VaultState::new(self.roster, leaves, self.keyring, self.trust))
    }
}

/// The chain is the listed vault's and holds the newest roster entry that the account has seen.
fn check_floor(chain: &MembershipChain, pin: &VaultPin) -> Result<(), FreshError> {
    let VaultPin { vault, roster, .. } = pin;
    if chain.roster().vault() != VaultId(vault.0) {
        return Err(FreshError::OtherVault);
    }
    let newest = chain.newest();
    if newest.seq < roster.seq {
        return Err(FreshError::Stale { have: roster.seq, got: newest.seq });
    }
    match chain.at(roster.seq) {
        Some(hash) if hash == roster.hash => Ok(()),
        _ => Err(FreshError::Fork { seq: roster.seq }),
    }
}

/// The account's number.
fn member(chain: &MembershipChain, identity: &Identity) -> Result<Member, FreshError> {
    let public = identity.public();
    if let Some(me) = chain.roster().member_of(&public) {
        return Ok(me);
    }
    let former = chain.roster().all_members().filter(|(_, record)| record.identity == public).last();
    match former.and_then(|(_, record)| record.removed) {
        Some((by, _)) => Err(FreshError::Removed { by }),
        None => Err(FreshError::NotMember),
    }
}
