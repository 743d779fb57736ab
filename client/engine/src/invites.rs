//! Invite links on the invitee's side: see what one says, sign up by it, join by it.

use crate::Failure;
use crate::api::CallError;
use crate::device::Sealed;
use crate::engine::{Engine, Joining};
use crate::members::shown_role;
use crate::ports::Platform;
use crate::problem::problem;
use tacit_bridge::members::InviteSeen;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::{Event, Reply};
use tacit_shared::api::{ApiError, Challenge, Permit};
use tacit_vault::{InviteError, InviteLink, InviteView, JoinPending};

/// A verified invite.
pub(crate) struct SeenInvite {
    link: InviteLink,
    view: InviteView,
}

/// The reason on the page.
pub(crate) fn kind(error: InviteError) -> ProblemKind {
    match error {
        InviteError::Invalid => ProblemKind::InviteInvalid,
        InviteError::Used => ProblemKind::InviteUsed,
        InviteError::Revoked => ProblemKind::InviteRevoked,
        InviteError::Expired => ProblemKind::InviteExpired,
    }
}

/// What lets an account be made for this invite.
pub(crate) fn permit(seen: &SeenInvite, origin: &str, challenge: &Challenge) -> Permit {
    seen.link.permit(origin, challenge, seen.view.vault)
}

impl<P: Platform> Engine<P> {
    /// Reads a link and verifies what the server shows for it.
    pub(crate) async fn open_invite(&self, fragment: &str) -> Result<SeenInvite, Failure> {
        let invalid = || problem(ProblemKind::InviteInvalid);
        let link = InviteLink::parse(fragment.trim().trim_start_matches('#')).map_err(|_| invalid())?;
        let challenge = self.api.challenge().await?;
        let shown = match self.api.open_invite(&link.invite(), &link.open(&self.api.origin(), &challenge)).await {
            Err(CallError::Api(ApiError::Unauthorized | ApiError::NotFound | ApiError::NoVault)) => {
                return Err(invalid().into());
            }
            other => other?,
        };
        let view = link.view(&shown, self.platform.now()).map_err(|error| problem(kind(error)))?;
        Ok(SeenInvite { link, view })
    }

    /// What a link says.
    pub(crate) async fn see_invite(&self, fragment: &str) -> Result<Reply, Failure> {
        let SeenInvite { view, .. } = self.open_invite(fragment).await?;
        let words = self.with_open(|open| {
            let join = open.joins.iter().find(|join| join.vault == view.vault)?;
            let pending = JoinPending { vault: join.vault, request: join.request.clone() };
            Some(pending.words().iter().map(|word| (*word).to_owned()).collect())
        });
        Ok(Reply::InviteSeen(InviteSeen {
            vault: view.vault_name,
            inviter: view.inviter_name,
            role: shown_role(view.role),
            expires: view.expires,
            words: words.ok().flatten().unwrap_or_default(),
        }))
    }

    /// Asks to join. The request is kept, sealed, and repeated as it is until somebody decides.
    pub(crate) async fn accept_invite(&self, fragment: &str) -> Result<Reply, Failure> {
        let SeenInvite { link, view } = self.open_invite(fragment).await?;
        let joins = self.with_open_mut(|open| {
            let is_in = open.vaults.get(&view.vault).is_some_and(|vault| !vault.is_over());
            if is_in || open.joins.iter().any(|join| join.vault == view.vault) {
                return open.joins.clone();
            }
            let pending = link.request(view.vault, open.account.identity());
            open.joins.push(Joining {
                fragment: link.fragment().as_str().to_owned(),
                vault: view.vault,
                vault_name: view.vault_name.clone(),
                inviter: view.inviter_name.clone(),
                request: pending.request,
                posted: false,
            });
            open.joins.clone()
        })?;
        self.remember(Sealed::Joins, &joins)?;
        self.emit(Event::VaultsChanged);
        self.sync_joins().await?;
        self.wake();
        Ok(Reply::Done)
    }
}
