//! Opening an invite, and asking to join by it.

use super::Signature;
use serde::{Deserialize, Serialize};

/// `POST invites/<hash>/open` → [`InviteOpened`], without a session: the invite key signs. The path names
/// no vault, because the link does not: the server finds it by the Invite entry's hash, and the joiner
/// checks that the entry with that hash stands in the journal shown. The signed operation is therefore
/// `InviteOp::Open { origin, challenge, invite }`; an account permit signs
/// `InviteOp::Permit { origin, challenge, vault, invite }` (one postcard enum, context `invite/fetch`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenInvite {
    /// Unused challenge.
    pub challenge: [u8; 32],
    /// By the invite key over the `invite/fetch` operation.
    pub sig: Signature,
}

/// What an invitee may see: the membership sub-chain, up to the invite's close if it is closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InviteOpened {
    /// Roster entries from Genesis.
    pub entries: Vec<Vec<u8>>,
    /// The newest entry of the journal; `None` once the invite is closed: whoever was let in reads on as a member.
    pub head: Option<Vec<u8>>,
}

/// `POST invites/<hash>/request` → nothing, with a session that acts for the joiner's identity. At most four different ones are kept per invite.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostJoinRequest {
    /// The encoded, doubly signed join request.
    pub request: Vec<u8>,
}
