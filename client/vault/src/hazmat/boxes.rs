//! HPKE (RFC 9180) in base mode over X-Wing (X25519 with ML-KEM-768, draft-ietf-hpke-pq), HKDF-SHA256 and
//! ChaCha20-Poly1305: an epoch key sealed to one member, 1,120 bytes of encapsulation and 48 of key; and what one device
//! hands over to another.

use crate::entropy::Entropy;
use crate::hazmat::key::Key;
use core::convert::Infallible;
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::XWing;
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};
use rand_core::{TryCryptoRng, TryRng};
use tacit_shared::entry::BoxKey;
use tacit_shared::limits;
use zeroize::Zeroizing;

const ENCAPSULATION: usize = 1120;

/// The entropy port as HPKE takes it.
pub(super) struct Rng<'a>(pub(super) &'a mut dyn Entropy);

impl TryRng for Rng<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.0.fill(&mut bytes);
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.0.fill(bytes);
        Ok(())
    }
}

impl TryCryptoRng for Rng<'_> {}

/// The public key of a 32-byte X-Wing private key (the raw seed, never the input of `DeriveKeyPair`).
pub(crate) fn public(seed: &Key) -> BoxKey {
    let public = XWing::sk_to_pk(&private(seed)).to_bytes();
    let mut out = [0; limits::BOX_KEY];
    out.copy_from_slice(&public);
    BoxKey(out)
}

fn private(seed: &Key) -> <XWing as Kem>::PrivateKey {
    #[expect(clippy::expect_used, reason = "any 32 bytes are an X-Wing private key")]
    <XWing as Kem>::PrivateKey::from_bytes(seed.bytes()).expect("32 bytes")
}

/// Whether a box can be sealed to this key at all (FIPS 203 §7.2: the modulus check).
pub(crate) fn is_sound(key: &BoxKey) -> bool {
    <XWing as Kem>::PublicKey::from_bytes(&key.0).is_ok()
}

/// Seals bytes to a public key: encapsulation, then ciphertext. `None` if the key is unsound.
pub(crate) fn seal_bytes(entropy: &mut dyn Entropy, to: &BoxKey, info: &[u8], plain: &[u8]) -> Option<Vec<u8>> {
    let to = <XWing as Kem>::PublicKey::from_bytes(&to.0).ok()?;
    let (encapsulation, sealed) = hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, XWing>(
        &OpModeS::Base,
        &to,
        info,
        plain,
        &[],
        &mut Rng(entropy),
    )
    .ok()?;
    let mut out = Vec::with_capacity(ENCAPSULATION + sealed.len());
    out.extend_from_slice(&encapsulation.to_bytes());
    out.extend_from_slice(&sealed);
    Some(out)
}

/// Opens what [`seal_bytes`] made, with the private key's seed; `None` for a wrong key or context, or damage.
pub(crate) fn open_bytes(seed: &Key, info: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (encapsulation, sealed) = sealed.split_at_checked(ENCAPSULATION)?;
    let encapsulation = <XWing as Kem>::EncappedKey::from_bytes(encapsulation).ok()?;
    let plain = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, XWing>(
        &OpModeR::Base,
        &private(seed),
        &encapsulation,
        info,
        sealed,
        &[],
    );
    plain.ok().map(Zeroizing::new)
}

/// Seals a key to a member; `None` if the member's public key is unsound.
pub(crate) fn seal(entropy: &mut dyn Entropy, to: &BoxKey, info: &[u8], key: &Key) -> Option<Vec<u8>> {
    seal_bytes(entropy, to, info, key.bytes())
}

/// Opens a box with the private key's seed; `None` for a wrong length, key or context.
pub(crate) fn open(seed: &Key, info: &[u8], sealed: &[u8]) -> Option<Key> {
    if sealed.len() != limits::BOX {
        return None;
    }
    let plain = open_bytes(seed, info, sealed)?;
    Some(Key::from_bytes(plain.as_slice().try_into().ok()?))
}
