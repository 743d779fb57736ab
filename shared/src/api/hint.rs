//! Live hints over the WebSocket.

use super::SessionToken;
use crate::ids::{Seq, VaultId};
use serde::{Deserialize, Serialize};

/// First message on the WebSocket `/api/1/hints`, from the client: the session (never in an address).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HintsHello {
    /// A session bound to an identity.
    pub session: SessionToken,
}

/// From the server: something may be new. Never trusted, only a reason to pull.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Hint {
    /// The first one: from now on nothing is missed, so pull once.
    Listening,
    /// The journal of `vault` has (at least) this head.
    Entries {
        /// Which vault.
        vault: VaultId,
        /// Its head then.
        seq: Seq,
    },
    /// A join request waits in this vault.
    Request {
        /// Which vault.
        vault: VaultId,
    },
    /// Somebody says that he is here. No reason to pull.
    Presence {
        /// In which vault.
        vault: VaultId,
        /// What he signed, [`crate::presence::PresenceFrame`].
        frame: Vec<u8>,
    },
}

/// `POST v/presence`: "I am here", for the members who listen now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostPresence {
    /// A signed [`crate::presence::PresenceFrame`].
    pub frame: Vec<u8>,
}
