//! What the page asks before an account is open, or to open it, and what it is answered: of all messages, the first
//! files of page and worker know these alone. What they are in [`Call`] and [`Reply`] is the same in bytes.

use super::Call;
#[cfg(doc)]
use super::Event;
#[cfg(any(doc, test))]
use super::Reply;
use crate::account::{Device, EmergencyKit, Strength};
use crate::linking::{LinkChannel, Passkey, Secret};
use crate::members::InviteSeen;
use serde::{Deserialize, Serialize};

/// A call at the door as it stands in [`Call::Door`], for those who know no other call.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum AtDoor {
    /// See [`Call::Door`].
    Door(DoorCall),
}

/// Asked at the door.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum DoorCall {
    /// What this device holds → [`DoorReply::Device`]. The first call of every page.
    Device,
    /// How strong a typed password is → [`DoorReply::Strength`].
    EstimatePassword(String),
    /// A passphrase from the device's own randomness → [`DoorReply::Text`].
    SuggestPassphrase,
    /// Make an account → [`DoorReply::Kit`]. Nothing is usable before [`DoorCall::KitKept`].
    SignUp {
        /// Sign-in name as typed.
        name: String,
        /// Password as typed.
        password: String,
        /// What permits it: an invite's or the operator's fragment, as in the address.
        permit: String,
    },
    /// The kit was kept: the last group of the Secret Key as retyped → [`DoorReply::Device`].
    KitKept {
        /// The group of characters that the page asked for.
        retyped: String,
    },
    /// Open what this device holds; works offline → [`DoorReply::Device`].
    Unlock {
        /// Password as typed.
        password: String,
    },
    /// Sign in on a device that knows nothing → [`DoorReply::Device`].
    SignIn {
        /// Sign-in name as typed.
        name: String,
        /// Secret Key as printed in the kit; spaces, dashes and case do not matter.
        secret_key: String,
        /// Password as typed.
        password: String,
    },
    /// What an invite link says, before or after sign-in → [`DoorReply::InviteSeen`].
    SeeInvite {
        /// The fragment as in the address.
        fragment: String,
    },
    /// Drop every key from memory; the sealed data stay → [`DoorReply::Done`].
    Lock,
    /// End the session and erase everything of this account on this device → [`DoorReply::Done`].
    SignOutAndForget,
    /// On a device that holds nothing: open a channel to another one → [`DoorReply::LinkChannel`].
    LinkBegin,
    /// Wait there for the other device → [`DoorReply::Words`], to be typed into it.
    LinkWait,
    /// Its user says that the other device accepted the words → [`DoorReply::Text`], the sign-in name.
    LinkAccepted,
    /// Then sign in → [`DoorReply::Device`].
    LinkFinish {
        /// Password as typed.
        password: String,
    },
    /// Give up on either side → [`DoorReply::Done`].
    LinkCancel,
    /// What to ask the authenticator → [`DoorReply::Passkey`].
    Passkey,
    /// Open what this device holds → [`DoorReply::Device`].
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

impl From<DoorCall> for Call {
    fn from(call: DoorCall) -> Self {
        Self::Door(call)
    }
}

/// The answer to a [`DoorCall`]: the head of [`Reply`], for those who know no other reply.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum DoorReply {
    /// See [`Reply::Done`].
    Done,
    /// See [`Reply::Text`].
    Text(String),
    /// See [`Reply::Device`].
    Device(Device),
    /// See [`Reply::Strength`].
    Strength(Strength),
    /// See [`Reply::Kit`].
    Kit(EmergencyKit),
    /// See [`Reply::Words`].
    Words(Vec<String>),
    /// See [`Reply::LinkChannel`].
    LinkChannel(LinkChannel),
    /// See [`Reply::Passkey`].
    Passkey(Passkey),
    /// See [`Reply::InviteSeen`].
    InviteSeen(InviteSeen),
}

impl std::fmt::Debug for DoorReply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DoorReply(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::encode;

    #[test]
    fn the_first_files_write_and_read_the_same_bytes_as_the_others() {
        let call = DoorCall::Unlock { password: "correct horse".to_owned() };
        assert_eq!(encode(&AtDoor::Door(call.clone())), encode(&Call::from(call)));
        let words = || vec!["lake".to_owned(), "oven".to_owned()];
        let passkey = Passkey { credential: Some(vec![5; 16]), prf_input: vec![7; 32] };
        let channel = LinkChannel { number: "1234 5678".to_owned(), until: 1_700_000_000_000 };
        let pairs = [
            (DoorReply::Done, Reply::Done),
            (DoorReply::Text("words".to_owned()), Reply::Text("words".to_owned())),
            (DoorReply::Device(Device::Empty), Reply::Device(Device::Empty)),
            (DoorReply::Words(words()), Reply::Words(words())),
            (DoorReply::LinkChannel(channel.clone()), Reply::LinkChannel(channel)),
            (DoorReply::Passkey(passkey.clone()), Reply::Passkey(passkey)),
        ];
        for (door, all) in pairs {
            assert_eq!(encode(&door), encode(&all));
        }
    }
}
