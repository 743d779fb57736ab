//! Who is in a vault, with which keys and role, and what is open: the state that a journal adds up to.
//! It changes only by [`Roster::apply`] of what [`crate::step`] accepted.

use crate::entry::{Body, BoxKey, JoinBody, Policy, Role, Rotation};
use crate::ids::{BoxHash, EntryHash, Epoch, Member, Millis, Seq, VaultId};
use crate::root::Digest;
use crate::step::Verified;
use serde::{Deserialize, Serialize};

/// One member, present or past.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberRecord {
    /// Ed25519 public key.
    pub identity: [u8; 32],
    /// X-Wing public key.
    pub box_key: BoxKey,
    /// Every role he had and since which entry; `None` is removed.
    pub roles: Vec<(Seq, Option<Role>)>,
    /// Who let him in; himself for the creator.
    pub admitted_by: Member,
    /// When, by that entry's claim.
    pub admitted_at: Millis,
    /// By which invite; `None` for the creator.
    pub invite: Option<EntryHash>,
    /// His box for the epoch he joined in.
    pub join_box: BoxHash,
    /// That epoch.
    pub join_epoch: Epoch,
    /// Who removed him and when by that entry's claim, if he is.
    pub removed: Option<(Member, Millis)>,
}

impl MemberRecord {
    /// His role now; `None` if removed.
    pub fn role(&self) -> Option<Role> {
        self.roles.last().and_then(|(_, role)| *role)
    }

    /// His role after entry `seq`.
    pub fn role_at(&self, seq: Seq) -> Option<Role> {
        self.roles.iter().rev().find(|(since, _)| *since <= seq).and_then(|(_, role)| *role)
    }

    /// The last role he had.
    pub fn last_role(&self) -> Role {
        self.roles.iter().rev().find_map(|(_, role)| *role).unwrap_or(Role::Viewer)
    }
}

/// An invite that nobody used yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenInvite {
    /// Its entry.
    pub hash: EntryHash,
    /// Where that stands.
    pub seq: Seq,
    /// Who made it.
    pub author: Member,
    /// Ed25519 public key made from the link's secret.
    pub invite_key: [u8; 32],
    /// The role it gives.
    pub role: Role,
    /// Until when honest clients admit.
    pub expires: Millis,
    /// Sealed names.
    pub hint: Vec<u8>,
}

/// Why an invite is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Closed {
    /// Somebody joined by it: this member.
    Used(Member),
    /// Taken back.
    Revoked,
    /// Closed by a removal, or by its author's demotion.
    Swept,
}

/// A closed invite.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosedInvite {
    /// The invite as it was.
    pub invite: OpenInvite,
    /// Why it is closed.
    pub how: Closed,
    /// By which entry.
    pub seq: Seq,
}

/// An epoch of the vault's key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EpochRecord {
    /// The entry that began it.
    pub since: Seq,
    /// Who began it.
    pub author: Member,
    /// Binds its key.
    pub commitment: [u8; 32],
}

/// The newest rotation's boxes and history, which members need; older ones are superseded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CurrentRotation {
    /// Members after it, ascending, as its boxes are listed.
    pub members: Vec<Member>,
    /// Their boxes' hashes.
    pub boxes: Vec<BoxHash>,
    /// Older keys, sealed.
    pub history: Vec<u8>,
}

/// The newest entry and the record set's root after it: all that a commit changes, kept apart at rest so
/// that an edit does not rewrite the whole membership.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadPin {
    /// The newest entry verified.
    pub seq: Seq,
    /// Its hash.
    pub hash: EntryHash,
    /// The root after it.
    pub root: Digest,
}

/// The state of a vault's membership and journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roster {
    /// Which vault.
    pub(crate) vault: VaultId,
    /// Genesis' nonce: the place of epoch 1.
    pub(crate) nonce: [u8; 32],
    pub(crate) members: Vec<MemberRecord>,
    pub(crate) open: Vec<OpenInvite>,
    pub(crate) closed: Vec<ClosedInvite>,
    pub(crate) policy: Policy,
    pub(crate) epochs: Vec<EpochRecord>,
    pub(crate) rotation: CurrentRotation,
    pub(crate) seq: Seq,
    pub(crate) hash: EntryHash,
    pub(crate) roster_seq: Seq,
    pub(crate) roster_hash: EntryHash,
    pub(crate) root: Digest,
}

impl Roster {
    /// Which vault.
    pub fn vault(&self) -> VaultId {
        self.vault
    }

    /// Genesis' nonce.
    pub fn nonce(&self) -> &[u8; 32] {
        &self.nonce
    }

    /// The newest entry.
    pub fn seq(&self) -> Seq {
        self.seq
    }

    /// Its hash.
    pub fn hash(&self) -> EntryHash {
        self.hash
    }

    /// The newest roster entry's place.
    pub fn roster_seq(&self) -> Seq {
        self.roster_seq
    }

    /// Its hash.
    pub fn roster_hash(&self) -> EntryHash {
        self.roster_hash
    }

    /// The record set's root.
    pub fn root(&self) -> Digest {
        self.root
    }

    /// The rules in force.
    pub fn policy(&self) -> Policy {
        self.policy
    }

    /// The current epoch.
    pub fn epoch(&self) -> Epoch {
        self.epochs.len() as Epoch
    }

    /// An epoch, by number from 1.
    pub fn epoch_record(&self, epoch: Epoch) -> Option<&EpochRecord> {
        self.epochs.get((epoch as usize).checked_sub(1)?)
    }

    /// The epoch in force after entry `seq`.
    pub fn epoch_at(&self, seq: Seq) -> Epoch {
        self.epochs.iter().take_while(|epoch| epoch.since <= seq).count() as Epoch
    }

    /// The newest rotation.
    pub fn rotation(&self) -> &CurrentRotation {
        &self.rotation
    }

    /// A member, present or past.
    pub fn member(&self, member: Member) -> Option<&MemberRecord> {
        self.members.get(member as usize)
    }

    /// A member's role now; `None` if he is none.
    pub fn role(&self, member: Member) -> Option<Role> {
        self.member(member)?.role()
    }

    /// Everybody who ever was in, by number.
    pub fn all_members(&self) -> impl Iterator<Item = (Member, &MemberRecord)> {
        self.members.iter().enumerate().map(|(number, record)| (number as Member, record))
    }

    /// Current members by number.
    pub fn current(&self) -> impl Iterator<Item = (Member, &MemberRecord)> {
        self.all_members().filter(|(_, record)| record.role().is_some())
    }

    /// The current member with this identity key.
    pub fn member_of(&self, identity: &[u8; 32]) -> Option<Member> {
        self.current().find(|(_, record)| record.identity == *identity).map(|(number, _)| number)
    }

    /// Whether this member is an owner and nobody else is: he can neither leave nor be gone.
    pub fn is_only_owner(&self, member: Member) -> bool {
        let mut owners = self.current().filter(|(_, record)| record.role() == Some(Role::Owner));
        owners.next().is_some_and(|(owner, _)| owner == member) && owners.next().is_none()
    }

    /// The number that the next Join takes.
    pub fn next_member(&self) -> Member {
        self.members.len() as Member
    }

    /// Open invites.
    pub fn open_invites(&self) -> &[OpenInvite] {
        &self.open
    }

    /// An open invite.
    pub fn open_invite(&self, hash: &EntryHash) -> Option<&OpenInvite> {
        self.open.iter().find(|invite| invite.hash == *hash)
    }

    /// Closed invites, in the order they were closed.
    pub fn closed_invites(&self) -> &[ClosedInvite] {
        &self.closed
    }

    /// A closed invite.
    pub fn closed_invite(&self, hash: &EntryHash) -> Option<&ClosedInvite> {
        self.closed.iter().find(|closed| closed.invite.hash == *hash)
    }

    /// Whether an invite, open or closed, has this key.
    pub(crate) fn knows_invite_key(&self, key: &[u8; 32]) -> bool {
        let closed = self.closed.iter().map(|closed| &closed.invite);
        self.open.iter().chain(closed).any(|invite| invite.invite_key == *key)
    }

    /// The hash of a member's box for the current epoch: from the newest rotation, or from his own Join since.
    pub fn current_box(&self, member: Member) -> Option<BoxHash> {
        if let Ok(at) = self.rotation.members.binary_search(&member) {
            return self.rotation.boxes.get(at).copied();
        }
        let record = self.member(member)?;
        (record.join_epoch == self.epoch()).then_some(record.join_box)
    }

    /// What a commit changes.
    pub fn head_pin(&self) -> HeadPin {
        HeadPin { seq: self.seq, hash: self.hash, root: self.root }
    }

    /// Puts back a pin of this device's own store, newer than the stored membership.
    pub fn restore_head(&mut self, pin: HeadPin) {
        (self.seq, self.hash, self.root) = (pin.seq, pin.hash, pin.root);
    }

    /// Takes the place and root of a base entry that [`crate::step::base_entry`] accepted: a fresh client
    /// has followed the membership chain only.
    pub fn adopt_base(&mut self, base: &Verified) {
        self.place(base);
    }

    fn place(&mut self, entry: &Verified) {
        self.seq = entry.header().seq;
        self.hash = entry.hash();
        self.root = entry.header().root;
    }

    /// Takes an entry that [`crate::step`] accepted against this very state.
    pub fn apply(&mut self, entry: &Verified) {
        debug_assert_eq!(entry.header().roster, self.roster_hash, "accepted against another state");
        self.place(entry);
        let header = entry.header();
        if entry.body().is_roster() {
            self.roster_seq = header.seq;
            self.roster_hash = entry.hash();
        }
        match entry.body() {
            Body::Genesis { .. } | Body::Commit(_) => {}
            Body::Invite { invite_key, role, expires, hint } => self.open.push(OpenInvite {
                hash: entry.hash(),
                seq: header.seq,
                author: header.author,
                invite_key: *invite_key,
                role: *role,
                expires: *expires,
                hint: hint.clone(),
            }),
            Body::Revoke { invite } => self.close(header.seq, Closed::Revoked, |open| open.hash == *invite),
            Body::Join { request, box_hash } => self.join(&request.body, *box_hash, entry),
            Body::SetRole { member, role } => self.set_role(*member, *role, header.seq),
            Body::Remove { members, rotation } => {
                for member in members {
                    if let Some(record) = self.members.get_mut(*member as usize) {
                        record.roles.push((header.seq, None));
                        record.removed = Some((header.author, header.at));
                    }
                }
                // Whoever is out may have made or seen any of them (C3).
                self.close(header.seq, Closed::Swept, |_| true);
                self.rotate(rotation, entry);
            }
            Body::Rotate { rotation } => self.rotate(rotation, entry),
            Body::Policy { policy } => self.policy = *policy,
        }
    }

    fn close(&mut self, seq: Seq, how: Closed, which: impl Fn(&OpenInvite) -> bool) {
        let (closing, open) = std::mem::take(&mut self.open).into_iter().partition(|invite| which(invite));
        self.open = open;
        let closing: Vec<OpenInvite> = closing;
        self.closed.extend(closing.into_iter().map(|invite| ClosedInvite { invite, how, seq }));
    }

    fn join(&mut self, body: &JoinBody, join_box: BoxHash, entry: &Verified) {
        let header = entry.header();
        let member = self.next_member();
        let role = self.open_invite(&body.invite).map(|invite| invite.role);
        self.close(header.seq, Closed::Used(member), |open| open.hash == body.invite);
        self.members.push(MemberRecord {
            identity: body.identity,
            box_key: body.box_key.clone(),
            roles: vec![(header.seq, role)],
            admitted_by: header.author,
            admitted_at: header.at,
            invite: Some(body.invite),
            join_box,
            join_epoch: header.epoch,
            removed: None,
        });
    }

    fn set_role(&mut self, member: Member, role: Role, seq: Seq) {
        if let Some(record) = self.members.get_mut(member as usize) {
            record.roles.push((seq, Some(role)));
        }
        if role < Role::Admin {
            self.close(seq, Closed::Swept, |open| open.author == member);
        }
    }

    fn rotate(&mut self, rotation: &Rotation, entry: &Verified) {
        let header = entry.header();
        self.epochs.push(EpochRecord { since: header.seq, author: header.author, commitment: rotation.commitment });
        self.rotation = CurrentRotation {
            members: self.current().map(|(number, _)| number).collect(),
            boxes: rotation.boxes.clone(),
            history: rotation.history.clone(),
        };
    }
}
