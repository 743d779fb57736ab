//! What the page asks before an account is open, or to open it: the part of the worker that a first visit needs answers
//! these alone.

#[cfg(doc)]
use super::{Event, Reply};
use crate::linking::Secret;
use serde::{Deserialize, Serialize};

/// Asked at the door.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum DoorCall {
    /// What this device holds → [`Reply::Device`]. The first call of every page.
    Device,
    /// How strong a typed password is → [`Reply::Strength`].
    EstimatePassword(String),
    /// A passphrase from the device's own randomness → [`Reply::Text`].
    SuggestPassphrase,
    /// Make an account → [`Reply::Kit`]. Nothing is usable before [`DoorCall::KitKept`].
    SignUp {
        /// Sign-in name as typed.
        name: String,
        /// Password as typed.
        password: String,
        /// What permits it: an invite's or the operator's fragment, as in the address.
        permit: String,
    },
    /// The kit was kept: the last group of the Secret Key as retyped → [`Reply::Device`].
    KitKept {
        /// The group of characters that the page asked for.
        retyped: String,
    },
    /// Open what this device holds; works offline → [`Reply::Device`].
    Unlock {
        /// Password as typed.
        password: String,
    },
    /// Sign in on a device that knows nothing → [`Reply::Device`].
    SignIn {
        /// Sign-in name as typed.
        name: String,
        /// Secret Key as printed in the kit; spaces, dashes and case do not matter.
        secret_key: String,
        /// Password as typed.
        password: String,
    },
    /// What an invite link says, before or after sign-in → [`Reply::InviteSeen`].
    SeeInvite {
        /// The fragment as in the address.
        fragment: String,
    },
    /// Drop every key from memory; the sealed data stay → [`Reply::Done`].
    Lock,
    /// End the session and erase everything of this account on this device → [`Reply::Done`].
    SignOutAndForget,
    /// On a device that holds nothing: open a channel to another one → [`Reply::LinkChannel`].
    LinkBegin,
    /// Wait there for the other device → [`Reply::Words`], to be typed into it.
    LinkWait,
    /// Its user says that the other device accepted the words → [`Reply::Text`], the sign-in name.
    LinkAccepted,
    /// Then sign in → [`Reply::Device`].
    LinkFinish {
        /// Password as typed.
        password: String,
    },
    /// Give up on either side → [`Reply::Done`].
    LinkCancel,
    /// What to ask the authenticator → [`Reply::Passkey`].
    Passkey,
    /// Open what this device holds → [`Reply::Device`].
    UnlockByPasskey {
        /// What the authenticator answered.
        prf: Secret,
    },
}

impl std::fmt::Debug for DoorCall {
    /// Names the call only: it may carry a password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DoorCall(…)")
    }
}
