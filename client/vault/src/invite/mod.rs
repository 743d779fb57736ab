//! Invites from both ends: the link and its secret, what it shows, the request that answers it, and what an admin's
//! device makes of the requests that wait (docs/protocol.md, "Invites").

mod admission;
mod link;

pub use admission::{Verdict, Waiting, waiting};
pub use link::{InviteError, InviteLink, InviteView, JoinPending, JoinProgress, LinkError};

pub(crate) use link::{invite_key, new_secret, seal_hint};
