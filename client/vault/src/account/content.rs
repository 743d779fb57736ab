//! What the account's blob holds, how it is sealed, and how two devices' versions of it are merged.

use super::CannotUnlock;
use crate::entropy::{Entropy, random};
use crate::hazmat::aead;
use crate::hazmat::key::Key;
use crate::hazmat::{pad, wire};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use tacit_shared::account::{Blob, blob_hash};
use tacit_shared::api::Head;
use tacit_shared::codec;
use tacit_shared::ids::{Epoch, Lookup, Member, VaultId};
use tacit_shared::limits;
use zeroize::Zeroizing;

/// The smallest padded blob: accounts with few vaults look alike.
const FLOOR: usize = 4096;

/// Where a blob stands among its account's: what a device pins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlobPin {
    /// Its number, from 1.
    pub seq: u64,
    /// Its hash.
    pub hash: [u8; 32],
}

impl BlobPin {
    pub(super) fn of(seq: u64, blob: &[u8]) -> Self {
        Self { seq, hash: blob_hash(blob) }
    }
}

/// How the account stands to a vault. The order is the merge's: leaving wins over having joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum VaultStanding {
    /// A member.
    Joined,
    /// Left by own will.
    Left,
    /// Removed.
    Removed,
    /// The vault was deleted.
    Deleted,
}

/// A vault in the account's list with the newest state that a confirmed device verified: a floor for others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct VaultPin {
    /// Which vault.
    pub vault: VaultId,
    /// The account's number in it; a later invitation gives a higher one.
    pub member: Member,
    /// Member, left, removed, or the vault deleted.
    pub standing: VaultStanding,
    /// Newest roster entry.
    pub roster: Head,
    /// Newest entry.
    pub head: Head,
    /// Newest epoch.
    pub epoch: Epoch,
}

/// Two blobs of one account that cannot both be honest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MergeError {
    /// They hold different keys.
    #[error("the account holds other keys than this device knows")]
    OtherKeys,
    /// They pin different entries at one place of a vault.
    #[error("two histories of one vault were seen")]
    Fork {
        /// In which vault.
        vault: VaultId,
        /// Where.
        seq: u64,
    },
}

/// The blob's plaintext as it is encoded.
#[derive(Serialize, Deserialize)]
struct Plain {
    identity: [u8; 32],
    box_seed: [u8; 32],
    local_seed: [u8; 32],
    vaults: Vec<VaultPin>,
    verified: Vec<[u8; 32]>,
}

impl Drop for Plain {
    fn drop(&mut self) {
        use zeroize::Zeroize;
        self.identity.zeroize();
        self.box_seed.zeroize();
        self.local_seed.zeroize();
    }
}

/// Keys made at sign-up, the vault list, and the fingerprints that a person verified.
pub(crate) struct Content {
    pub(super) identity: Key,
    pub(super) box_seed: Key,
    pub(super) local_seed: Key,
    pub(super) vaults: BTreeMap<VaultId, VaultPin>,
    pub(super) verified: BTreeSet<[u8; 32]>,
}

impl Content {
    /// A new account's. Keys are made here and nowhere else.
    pub(super) fn make(entropy: &mut dyn Entropy) -> Self {
        Self {
            identity: Key::random(entropy),
            box_seed: Key::random(entropy),
            local_seed: Key::random(entropy),
            vaults: BTreeMap::new(),
            verified: BTreeSet::new(),
        }
    }

    /// Seals the content as blob `seq` after the blob with hash `prev`.
    pub(super) fn seal(
        &self,
        entropy: &mut dyn Entropy,
        wrap: &Key,
        lookup: Lookup,
        seq: u64,
        prev: [u8; 32],
    ) -> Vec<u8> {
        let mut plain = self.encode();
        pad::pad(&mut plain, FLOOR);
        let nonce = random(entropy);
        let mut ciphertext = std::mem::take(&mut *plain);
        aead::seal(wrap, &nonce, &Blob::associated_data(&lookup, seq, &prev), &mut ciphertext);
        codec::encode(&Blob { suite: limits::SUITE, lookup, seq, prev, nonce, ciphertext })
    }

    /// Into a buffer that never moves, so that no copy of a key is left behind.
    fn encode(&self) -> Zeroizing<Vec<u8>> {
        let plain = Plain {
            identity: *self.identity.bytes(),
            box_seed: *self.box_seed.bytes(),
            local_seed: *self.local_seed.bytes(),
            vaults: self.vaults.values().copied().collect(),
            verified: self.verified.iter().copied().collect(),
        };
        // Room for padding (at most an eighth over the floor) and tag.
        let size = plain.vaults.len() * 136 + plain.verified.len() * 32;
        wire::encode_secret(&plain, FLOOR + size / 8 + aead::TAG)
    }

    /// Opens a blob's content.
    pub(super) fn open(wrap: &Key, frame: &Blob) -> Result<Self, CannotUnlock> {
        let associated = Blob::associated_data(&frame.lookup, frame.seq, &frame.prev);
        let mut bytes = Zeroizing::new(frame.ciphertext.clone());
        aead::open(wrap, &frame.nonce, &associated, &mut bytes).map_err(|_| CannotUnlock)?;
        pad::unpad(&mut bytes, FLOOR).map_err(|_| CannotUnlock)?;
        let plain: Plain = wire::decode_secret(&bytes).ok_or(CannotUnlock)?;
        let sorted = plain.vaults.is_sorted_by(|a, b| a.vault < b.vault) && plain.verified.is_sorted_by(|a, b| a < b);
        if !sorted {
            return Err(CannotUnlock);
        }
        Ok(Self {
            identity: Key::from_bytes(&plain.identity),
            box_seed: Key::from_bytes(&plain.box_seed),
            local_seed: Key::from_bytes(&plain.local_seed),
            vaults: plain.vaults.iter().map(|pin| (pin.vault, *pin)).collect(),
            verified: plain.verified.iter().copied().collect(),
        })
    }

    /// Takes in what another device wrote.
    pub(super) fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        let same = self.identity.same(&other.identity)
            && self.box_seed.same(&other.box_seed)
            && self.local_seed.same(&other.local_seed);
        if !same {
            return Err(MergeError::OtherKeys);
        }
        let mut vaults = self.vaults.clone();
        for (vault, pin) in &other.vaults {
            let merged = match vaults.get(vault) {
                Some(mine) => merge_pins(mine, pin)?,
                None => *pin,
            };
            vaults.insert(*vault, merged);
        }
        self.vaults = vaults;
        self.verified.extend(&other.verified);
        Ok(())
    }
}

/// The newer of two pins of one vault: the higher member number decides the standing, leaving wins over having
/// joined, each position is the higher one.
pub(super) fn merge_pins(a: &VaultPin, b: &VaultPin) -> Result<VaultPin, MergeError> {
    let (member, standing) = (a.member, a.standing).max((b.member, b.standing));
    Ok(VaultPin {
        vault: a.vault,
        member,
        standing,
        roster: higher(a.vault, a.roster, b.roster)?,
        head: higher(a.vault, a.head, b.head)?,
        epoch: a.epoch.max(b.epoch),
    })
}

fn higher(vault: VaultId, a: Head, b: Head) -> Result<Head, MergeError> {
    if a.seq == b.seq && a.hash != b.hash {
        return Err(MergeError::Fork { vault, seq: a.seq });
    }
    Ok(if a.seq >= b.seq { a } else { b })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use tacit_shared::ids::EntryHash;

    /// A place in the one history that all pins of this test agree on.
    fn head(seq: u64) -> Head {
        Head { seq, hash: EntryHash([seq as u8; 32]) }
    }

    fn pin() -> impl Strategy<Value = VaultPin> {
        (0u8..3, 0u32..4, 0u8..3, 0u64..9, 0u64..9, 1u32..5).prop_map(
            |(vault, member, standing, roster, more, epoch)| VaultPin {
                vault: VaultId([vault; 32]),
                member,
                standing: [VaultStanding::Joined, VaultStanding::Left, VaultStanding::Removed][usize::from(standing)],
                roster: head(roster),
                head: head(roster + more),
                epoch,
            },
        )
    }

    fn content(pins: &[VaultPin], verified: &[u8]) -> Content {
        Content {
            identity: Key::from_bytes(&[1; 32]),
            box_seed: Key::from_bytes(&[2; 32]),
            local_seed: Key::from_bytes(&[3; 32]),
            vaults: pins.iter().map(|pin| (pin.vault, *pin)).collect(),
            verified: verified.iter().map(|byte| [*byte; 32]).collect(),
        }
    }

    fn merged(a: &Content, b: &Content) -> Vec<u8> {
        let mut out = content(&a.vaults.values().copied().collect::<Vec<_>>(), &[]);
        out.verified = a.verified.clone();
        out.merge(b).expect("one history");
        out.encode().to_vec()
    }

    proptest! {
        #[test]
        fn merging_does_not_depend_on_order(
            a in prop::collection::vec(pin(), 0..4), b in prop::collection::vec(pin(), 0..4), c in prop::collection::vec(pin(), 0..4),
            seen in prop::collection::vec(0u8..5, 0..4),
        ) {
            let (a, b, c) = (content(&a, &seen), content(&b, &[7]), content(&c, &[]));
            prop_assert_eq!(merged(&a, &b), merged(&b, &a));
            prop_assert_eq!(merged(&a, &a), a.encode().to_vec());
            let mut ab = content(&a.vaults.values().copied().collect::<Vec<_>>(), &seen);
            ab.merge(&b).expect("one history");
            let mut bc = content(&b.vaults.values().copied().collect::<Vec<_>>(), &[7]);
            bc.merge(&c).expect("one history");
            prop_assert_eq!(merged(&ab, &c), merged(&a, &bc));
        }

        #[test]
        fn a_pin_never_moves_back(a in pin(), b in pin()) {
            prop_assume!(a.vault == b.vault);
            let both = merge_pins(&a, &b).expect("one history");
            prop_assert!(both.head.seq >= a.head.seq.max(b.head.seq) && both.epoch >= a.epoch.max(b.epoch));
            prop_assert!(both.member >= a.member.max(b.member));
        }

        #[test]
        fn what_is_sealed_opens(pins in prop::collection::vec(pin(), 0..4), seq in 1u64..99) {
            let wrap = Key::from_bytes(&[9; 32]);
            let content = content(&pins, &[1, 2]);
            let blob = content.seal(&mut crate::SeededEntropy::new(1), &wrap, Lookup([4; 32]), seq, [5; 32]);
            let frame = Blob::decode(&blob).expect("a blob");
            prop_assert_eq!(frame.ciphertext.len(), FLOOR + aead::TAG);
            let again = Content::open(&wrap, &frame).expect("opens");
            prop_assert_eq!(again.encode().to_vec(), content.encode().to_vec());
        }
    }

    #[test]
    fn leaving_wins_over_the_joining_it_refers_to_but_not_over_a_later_one() {
        let joined = VaultPin {
            vault: VaultId([1; 32]),
            member: 3,
            standing: VaultStanding::Joined,
            roster: head(4),
            head: head(9),
            epoch: 2,
        };
        let left = VaultPin { standing: VaultStanding::Left, head: head(5), ..joined };
        let again = VaultPin { member: 7, roster: head(6), ..joined };
        assert_eq!(merge_pins(&joined, &left).expect("one history").standing, VaultStanding::Left);
        assert_eq!(merge_pins(&left, &again).expect("one history").standing, VaultStanding::Joined);
    }

    #[test]
    fn two_hashes_at_one_place_are_a_fork_and_other_keys_are_refused() {
        let mine = VaultPin {
            vault: VaultId([1; 32]),
            member: 0,
            standing: VaultStanding::Joined,
            roster: head(4),
            head: head(9),
            epoch: 2,
        };
        let theirs = VaultPin { head: Head { seq: 9, hash: EntryHash([0xee; 32]) }, ..mine };
        assert_eq!(merge_pins(&mine, &theirs), Err(MergeError::Fork { vault: mine.vault, seq: 9 }));
        let mut one = content(&[mine], &[]);
        let other = Content { identity: Key::from_bytes(&[8; 32]), ..content(&[], &[]) };
        assert_eq!(one.merge(&other), Err(MergeError::OtherKeys));
    }

    #[test]
    fn a_blob_with_another_header_does_not_open() {
        let wrap = Key::from_bytes(&[9; 32]);
        let blob = content(&[], &[]).seal(&mut crate::SeededEntropy::new(1), &wrap, Lookup([4; 32]), 7, [5; 32]);
        let frame = Blob::decode(&blob).expect("a blob");
        let spoiled = [
            Blob { seq: 8, ..frame.clone() },
            Blob { prev: [6; 32], ..frame.clone() },
            Blob { lookup: Lookup([5; 32]), ..frame.clone() },
            Blob { nonce: [0; 24], ..frame.clone() },
            Blob { ciphertext: frame.ciphertext[1..].to_vec(), ..frame.clone() },
            Blob { ciphertext: Vec::new(), ..frame.clone() },
        ];
        for blob in spoiled {
            assert!(Content::open(&wrap, &blob).is_err());
        }
        assert!(Content::open(&Key::from_bytes(&[8; 32]), &frame).is_err());
    }
}
