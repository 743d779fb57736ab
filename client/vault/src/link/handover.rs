//! What one device hands over to another, and what the new one makes of it: an account to sign in to, and floors that the
//! server must reach.

use crate::account::{AccountKeys, BlobPin, Password, SecretKey, SignInName, Unlocked, VaultPin};
use crate::hazmat::{pad, wire};
use serde::{Deserialize, Serialize};
use tacit_shared::ids::VaultId;
use zeroize::{Zeroize, Zeroizing};

/// The smallest padded handover: accounts with few vaults look alike.
const FLOOR: usize = 1024;

/// The plaintext as it is encoded.
#[derive(Serialize, Deserialize)]
pub(crate) struct Plain {
    secret_key: [u8; 16],
    name: String,
    blob: BlobPin,
    pins: Vec<VaultPin>,
}

impl Drop for Plain {
    fn drop(&mut self) {
        self.secret_key.zeroize();
    }
}

impl Plain {
    pub(crate) fn new(secret: &SecretKey, name: &SignInName, blob: BlobPin, mut pins: Vec<VaultPin>) -> Self {
        pins.sort_by_key(|pin| pin.vault);
        Self { secret_key: *secret.bytes(), name: name.as_str().to_owned(), blob, pins }
    }

    /// Padded, in a buffer that never moves.
    pub(crate) fn encode(&self) -> Zeroizing<Vec<u8>> {
        // Room for padding: an eighth over the floor.
        let mut plain = wire::encode_secret(self, FLOOR + self.pins.len() * 136 / 8 + 64);
        pad::pad(&mut plain, FLOOR);
        plain
    }

    /// Takes the padding off and reads; `None` for what no honest device writes.
    pub(crate) fn read(padded: &mut Zeroizing<Vec<u8>>) -> Option<Self> {
        pad::unpad(padded, FLOOR).ok()?;
        let plain: Self = wire::decode_secret(padded)?;
        plain.pins.is_sorted_by(|a, b| a.vault < b.vault).then_some(plain)
    }
}

/// The account that opened is not the one that the other device handed over, or an older one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LinkMismatch {
    /// Another identity.
    #[error("another account opened than the other device handed over")]
    Identity,
    /// An account blob older than, or beside, the one that the other device has seen.
    #[error("the account is older or other than the other device has seen")]
    Blob,
    /// A vault's history differs from what the other device has verified.
    #[error("a vault differs from what the other device has verified")]
    Vault {
        /// Which one.
        vault: VaultId,
    },
}

/// A vault's state that another device of the same account verified and signed for. Kept until the vault is here; only a
/// linking makes one.
#[derive(Clone, Serialize, Deserialize)]
pub struct Vouched(VaultPin);

impl Vouched {
    /// Which vault.
    pub fn vault(&self) -> VaultId {
        self.0.vault
    }

    pub(crate) fn pin(&self) -> &VaultPin {
        &self.0
    }
}

/// What the other device handed over, verified: the password may be asked for.
pub struct Handover {
    identity: [u8; 32],
    secret: SecretKey,
    name: SignInName,
    blob: BlobPin,
    pins: Vec<VaultPin>,
}

impl Handover {
    pub(super) fn new(identity: [u8; 32], plain: &Plain) -> Option<Self> {
        let name = SignInName::new(&plain.name).ok().filter(|name| name.as_str() == plain.name)?;
        let secret = SecretKey::from_bytes(&plain.secret_key);
        Some(Self { identity, secret, name, blob: plain.blob, pins: plain.pins.clone() })
    }

    /// The account's sign-in name.
    pub fn name(&self) -> &SignInName {
        &self.name
    }

    /// Its Secret Key, for this device's card.
    pub fn secret_key(&self) -> &SecretKey {
        &self.secret
    }

    /// The account's keys under the password that the user types here.
    pub fn keys(&self, password: &Password) -> AccountKeys {
        AccountKeys::derive(&self.secret, &self.name, password)
    }

    /// Whether the account that the server gave is the one handed over, no older than the other device has seen it. Its
    /// pins become floors of the account, and vouch for the vaults here. After an error the account is to be dropped.
    pub fn check(&self, account: &mut Unlocked, blob: &[u8]) -> Result<Vec<Vouched>, LinkMismatch> {
        if account.identity().public() != self.identity {
            return Err(LinkMismatch::Identity);
        }
        Unlocked::check_pin(&self.blob, blob).map_err(|_| LinkMismatch::Blob)?;
        for pin in &self.pins {
            account.note_vault(*pin).map_err(|_| LinkMismatch::Vault { vault: pin.vault })?;
        }
        Ok(self.pins.iter().copied().map(Vouched).collect())
    }
}
