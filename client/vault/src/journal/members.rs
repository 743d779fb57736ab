//! Membership: invite, revoke, admit, change roles, remove, rotate, set rules.

use super::rotation::rotation;
use super::{BuildError, Draft, Writer};
use crate::entropy::Entropy;
use crate::hazmat::boxes;
use crate::invite::{InviteLink, seal_hint};
use crate::keyring::{BoxInfo, commitment, seal_box};
use crate::replay::VaultState;
use tacit_shared::entry::{Body, JoinRequest, Policy, Role, Rotation, box_hash, fingerprint};
use tacit_shared::ids::{EntryHash, Member, Millis};
use tacit_shared::limits;
use tacit_shared::roster::Closed;

/// What to do after a posted Join lost its place: its box was already sent (M20).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LostJoin {
    /// The invite is still open: admit again.
    AdmitAgain,
    /// Somebody else admitted the same person.
    Done,
    /// The invite was closed, so somebody who is not a member may hold the current key: rotate before anything else.
    Rotate,
}

impl LostJoin {
    /// Decides from the state pulled after the loss.
    pub fn of(state: &VaultState, request: &JoinRequest) -> Self {
        let invite = request.body.invite;
        if state.roster().open_invite(&invite).is_some() {
            return Self::AdmitAgain;
        }
        let used_by = match state.roster().closed_invite(&invite).map(|closed| closed.how) {
            Some(Closed::Used(member)) => state.roster().member(member),
            _ => None,
        };
        let same = |member: &tacit_shared::roster::MemberRecord| {
            member.identity == request.body.identity && member.box_key == request.body.box_key
        };
        if used_by.is_some_and(same) { Self::Done } else { Self::Rotate }
    }
}

impl Writer<'_> {
    /// Invites somebody. The link is shown once the entry is in the journal, and then forgotten.
    pub fn invite(
        &self,
        entropy: &mut dyn Entropy,
        role: Role,
        expires: Millis,
        vault_name: &str,
        my_name: &str,
    ) -> Result<(Draft, InviteLink), BuildError> {
        // The server measures the whole life by its own clock, and what it refuses would be in the way of everything else.
        if expires <= self.now || expires - self.at > limits::INVITE_LIFE_MS {
            return Err(BuildError::Lifetime);
        }
        let secret = crate::invite::new_secret(entropy);
        let hint = seal_hint(entropy, &secret, vault_name, my_name).ok_or(BuildError::NameTooLong)?;
        let invite_key = crate::invite::invite_key(&secret).verifying_key().to_bytes();
        let draft = self.plain_draft(&Body::Invite { invite_key, role, expires, hint }, Vec::new())?;
        let link = InviteLink::new(secret, draft.hash());
        Ok((draft, link))
    }

    /// Closes an open invite.
    pub fn revoke(&self, invite: EntryHash) -> Result<Draft, BuildError> {
        if self.state.roster().open_invite(&invite).is_none() {
            return Err(BuildError::InviteClosed);
        }
        self.plain_draft(&Body::Revoke { invite }, Vec::new())
    }

    /// Lets a joiner in, with the current epoch's key. What [`crate::waiting`] says comes first.
    pub fn admit(&self, entropy: &mut dyn Entropy, request: &JoinRequest) -> Result<Draft, BuildError> {
        let roster = self.state.roster();
        let invite = roster.open_invite(&request.body.invite).ok_or(BuildError::InviteClosed)?;
        if invite.expires <= self.now {
            return Err(BuildError::InviteClosed);
        }
        if !boxes::is_sound(&request.body.box_key) {
            return Err(BuildError::BadKey);
        }
        let epoch = roster.epoch();
        let key = self.state.keyring.key(epoch).ok_or(BuildError::NoKey(epoch))?;
        let place = self.state.keyring.place(epoch);
        let info = BoxInfo {
            place,
            epoch,
            recipient: roster.next_member(),
            fingerprint: fingerprint(&request.body.identity, &request.body.box_key),
            author: self.me,
            commitment: commitment(key, place, epoch),
        };
        let sealed = seal_box(entropy, &request.body.box_key, &info, key);
        let body = Body::Join { request: request.clone(), box_hash: box_hash(&sealed) };
        self.plain_draft(&body, vec![sealed])
    }

    /// Gives a member another role.
    pub fn set_role(&self, member: Member, role: Role) -> Result<Draft, BuildError> {
        if self.state.roster().role(member).is_none() {
            return Err(BuildError::NotMember);
        }
        self.plain_draft(&Body::SetRole { member, role }, Vec::new())
    }

    /// Removes members and changes the key; every attempt draws a new one. Works without the current epoch's key.
    pub fn remove(&self, entropy: &mut dyn Entropy, members: &[Member]) -> Result<Draft, BuildError> {
        let mut members = members.to_vec();
        members.sort_unstable();
        members.dedup();
        if members.iter().any(|member| self.state.roster().role(*member).is_none()) {
            return Err(BuildError::NotMember);
        }
        let (rotation, boxes) = self.rotation(entropy, &members);
        self.rotating_draft(&Body::Remove { members, rotation }, boxes)
    }

    /// Changes the key; every attempt draws a new one. Works without the current epoch's key.
    pub fn rotate(&self, entropy: &mut dyn Entropy) -> Result<Draft, BuildError> {
        let (rotation, boxes) = self.rotation(entropy, &[]);
        self.rotating_draft(&Body::Rotate { rotation }, boxes)
    }

    /// Sets the vault's rules.
    pub fn set_policy(&self, policy: Policy) -> Result<Draft, BuildError> {
        self.plain_draft(&Body::Policy { policy }, Vec::new())
    }

    fn rotation(&self, entropy: &mut dyn Entropy, without: &[Member]) -> (Rotation, Vec<Vec<u8>>) {
        let (roster, keyring) = (self.state.roster(), &self.state.keyring);
        let epoch = roster.epoch() + 1;
        let stay = roster.current().filter(|(member, _)| !without.contains(member));
        let recipients = stay.map(|(member, record)| (member, &record.identity, &record.box_key));
        rotation(entropy, keyring.place(epoch), epoch, self.me, recipients, |entropy, key| {
            keyring.seal_history(entropy, key, epoch)
        })
    }

    fn rotating_draft(&self, body: &Body, boxes: Vec<Vec<u8>>) -> Result<Draft, BuildError> {
        let roster = self.state.roster();
        self.draft(body, roster.epoch() + 1, roster.root(), Vec::new(), boxes)
    }
}
