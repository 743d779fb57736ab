//! Linking a new device, and unlocking with a passkey, as the page shows them.

use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

/// Where a new device waits for the other one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkChannel {
    /// Eight digits in two groups, to be typed into the other device.
    pub number: String,
    /// When it is over, ms since 1970.
    pub until: u64,
}

/// What the page needs to ask the authenticator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passkey {
    /// The credential that unlocks this device, if there is one.
    pub credential: Option<Vec<u8>>,
    /// What its function is asked for.
    pub prf_input: Vec<u8>,
}

/// Secret bytes on their way from an authenticator to the worker; wiped when dropped.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Secret(pub Vec<u8>);

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}
