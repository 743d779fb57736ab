//! The account and the device as the page shows them.

use crate::problem::Problem;
use crate::records::VaultView;
use serde::{Deserialize, Serialize};

/// What this device holds, which decides the first page shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Device {
    /// Nothing: sign up or sign in.
    Empty,
    /// An account was just made; its kit waits to be confirmed.
    KitPending,
    /// A sealed account: the password opens it.
    Locked {
        /// Sign-in name, to greet with.
        name: String,
        /// Why, if nobody asked for it.
        why: Option<LockReason>,
    },
    /// Open.
    Unlocked {
        /// Sign-in name.
        name: String,
        /// The account's vaults, by name.
        vaults: Vec<VaultView>,
        /// Joined by link and waiting to be admitted: names of those vaults.
        joining: Vec<String>,
        /// Why the account's list of vaults is not all here: the server shows an older account, or a vault that does not
        /// verify.
        held: Option<Problem>,
    },
}

/// Why a device locked by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum LockReason {
    /// Nobody used it for as long as was chosen.
    Idle,
    /// The session that it worked with was ended: from another device, or by a new password or Secret Key.
    SignedOut,
}

/// What a person chose for this device. Kept sealed on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preferences {
    /// Lock after so many minutes without use; 0 is never.
    pub idle_minutes: u16,
    /// The reminder that a vault has one owner only rests until then, ms since 1970.
    pub owner_reminder_rests_until: u64,
}

impl Default for Preferences {
    fn default() -> Self {
        Self { idle_minutes: 15, owner_reminder_rests_until: 0 }
    }
}

/// An honest estimate: a lower bound, in guesses.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Strength {
    /// log2 of the guesses a knowing attacker needs.
    pub bits: f32,
    /// 0 too weak to be taken, 1 weak, 2 fair, 3 good, 4 strong.
    pub grade: u8,
    /// One sentence: what makes it weak, or how long it would hold.
    pub advice: String,
}

/// Everything printed on the emergency kit.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct EmergencyKit {
    /// The server's address.
    pub origin: String,
    /// Sign-in name.
    pub name: String,
    /// The Secret Key in groups, with its checksum.
    pub secret_key: String,
    /// QR code of the same: side length in modules, and rows of dark modules as SVG path data.
    pub qr_side: u32,
    /// SVG path data in module units.
    pub qr_path: String,
    /// Which group (0-based, separated by dashes) the page asks to retype.
    pub retype_group: u8,
    /// Vaults with their roster position, printed as the device's floor.
    pub vaults: Vec<(String, String)>,
    /// Date of the print, ms since 1970.
    pub made_at: u64,
}

impl std::fmt::Debug for EmergencyKit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("EmergencyKit(…)")
    }
}

/// A signed-in browser of this account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SessionRow {
    /// For [`crate::Call::EndSession`].
    pub id: [u8; 16],
    /// ms since 1970.
    pub created: u64,
    /// ms since 1970, to the hour.
    pub seen: u64,
    /// This browser.
    pub current: bool,
}
