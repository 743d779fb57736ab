//! The account: three things a person has (Secret Key, sign-in name, password), what derives from them, and
//! the one sealed blob that holds everything else.
//!
//! - [`SecretKey`], [`SignInName`], [`Password`] → [`AccountKeys::derive`] (a fifth of a second) → sign in, open the blob.
//! - [`Unlocked`] is the open account: the identity that signs, the key that boxes are sealed to, the vault list.
//! - [`PasskeyWrap`] gives [`UnlockKey`] again without the password, on one device.
//! - [`LocalKey`] seals what rests on this device.

mod content;
mod credentials;
mod keys;
mod local;
mod name;
mod passkey;
mod secret_key;
mod unlocked;

#[cfg(feature = "test-entropy")]
pub use crate::hazmat::stretch::stretch_cheaply;
pub use content::{BlobPin, MergeError, VaultPin, VaultStanding};
pub use credentials::PendingChange;
pub use keys::{AccountKeys, CannotUnlock, UnlockKey};
pub use local::{DeviceId, LocalDamaged, LocalKey};
pub use name::{NameError, Password, PasswordError, SignInName};
pub use passkey::{PRF_INPUT, PasskeyWrap, PrfOutput};
pub use secret_key::{SecretKey, SecretKeyError};
pub use unlocked::{AccountError, Identity, PendingBlob, Unlocked};

#[cfg(test)]
mod tests;
