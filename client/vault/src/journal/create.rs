//! A new vault: Genesis, whose hash is its id.

use super::rotation::rotation;
use crate::account::Identity;
use crate::entropy::{Entropy, random};
use crate::keyring::Keyring;
use crate::replay::{Trust, VaultState};
use tacit_shared::api::CreateVault;
use tacit_shared::entry::{Body, Header, Policy, sign_entry};
use tacit_shared::ids::{EntryHash, Millis, VaultId};
use tacit_shared::limits;
use tacit_shared::root::{EMPTY, LeafSet};
use tacit_shared::step::genesis;

/// A vault that exists as soon as the request is taken.
pub struct NewVault {
    /// For `POST vaults`; the same bytes again are harmless.
    pub request: CreateVault,
    /// Its state: empty, confirmed, with its key.
    pub state: VaultState,
}

/// Makes a vault with this account as its first owner.
///
/// # Panics
/// Never: what is built here passes the checks that follow.
pub fn create_vault(entropy: &mut dyn Entropy, identity: &Identity, policy: Policy, now: Millis) -> NewVault {
    let nonce: [u8; 32] = random(entropy);
    let public = identity.public();
    let only = [(0, &public, identity.box_key())];
    let (rotation, mut boxes) = rotation(entropy, &nonce, 1, 0, only, |_, _| Vec::new());
    let body = Body::Genesis { nonce, identity: public, box_key: identity.box_key().clone(), policy, rotation };
    let header = Header {
        suite: limits::SUITE,
        vault: VaultId([0; 32]),
        seq: 0,
        prev: EntryHash([0; 32]),
        roster: EntryHash([0; 32]),
        author: 0,
        epoch: 1,
        root: EMPTY,
        at: now,
    };
    let bytes = sign_entry(&header, &body, &identity.signing);
    #[expect(clippy::expect_used, reason = "built to the letter of the checks; every test of this crate starts here")]
    let (roster, _) = genesis(&bytes).expect("a Genesis of our own verifies");
    let box_bytes = boxes.pop().unwrap_or_default();
    let mut keyring = Keyring::empty(&roster);
    #[expect(clippy::expect_used, reason = "sealed a moment ago for this very place")]
    keyring.take_box(&roster, 0, identity, &box_bytes).expect("our own box opens");
    let trust = Trust {
        identity: public,
        me: 0,
        confirmed: true,
        audited: true,
        removed: None,
        stopped: None,
        floors: Vec::new(),
        ended: None,
    };
    let leaves = LeafSet::empty(&roster.vault());
    let state = VaultState::new(roster, leaves, keyring, trust);
    NewVault { request: CreateVault { genesis: bytes, box_bytes }, state }
}
