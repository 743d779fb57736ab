//! What a link says of a list, sealed to the members of one vault: it stands behind the `#` of an address, where browsers
//! keep it in their history and people send it to each other (docs/protocol.md, "Addresses").

use crate::entropy::{Entropy, random};
use crate::hazmat::kdf::{self, Label};
use crate::hazmat::key::Key;
use crate::hazmat::{aead, pad};
use crate::replay::VaultState;
use crate::text;
use tacit_shared::ids::Epoch;

/// Least padded length: what most lists say is shorter, so that they all look alike.
const FLOOR: usize = 256;
/// Longest text that is read: far more than a list can say.
const LONGEST: usize = 64 << 10;

impl VaultState {
    fn address_key(&self, epoch: Epoch) -> Option<Key> {
        let key = self.keyring.key(epoch)?;
        Some(kdf::key(key.bytes(), Label::Address, &[&self.vault().0, &epoch.to_le_bytes()]))
    }

    fn of_address(&self, epoch: Epoch) -> Vec<u8> {
        [&self.vault().0[..], &epoch.to_le_bytes()].concat()
    }

    /// Seals it for a link: base64url of `epoch u32le ‖ nonce [24] ‖ sealed`. `None` for whoever lacks the newest key.
    pub fn seal_address(&self, mut plain: Vec<u8>, entropy: &mut dyn Entropy) -> Option<String> {
        let epoch = self.roster.epoch();
        let key = self.address_key(epoch)?;
        pad::pad(&mut plain, FLOOR);
        let sealed = aead::seal_with_nonce(&key, &random(entropy), &self.of_address(epoch), plain);
        Some(text::to_base64url(&[&epoch.to_le_bytes()[..], &sealed].concat()))
    }

    /// Opens what a member of this vault sealed, in this epoch or an earlier one; `None` for anything else.
    pub fn open_address(&self, link: &str) -> Option<Vec<u8>> {
        let bytes = Some(link).filter(|link| link.len() <= LONGEST).and_then(text::base64url)?;
        let (epoch, sealed) = bytes.split_first_chunk()?;
        let epoch = Epoch::from_le_bytes(*epoch);
        let mut plain = aead::open_with_nonce(&self.address_key(epoch)?, &self.of_address(epoch), sealed).ok()?;
        pad::unpad(&mut plain, FLOOR).ok()?;
        Some(plain)
    }
}
