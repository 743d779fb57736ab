//! A new epoch: a key, its commitment, a box for each member, and the older keys sealed under it.

use crate::entropy::Entropy;
use crate::hazmat::key::Key;
use crate::keyring::{BoxInfo, commitment, seal_box};
use tacit_shared::entry::{BoxKey, Rotation, box_hash, fingerprint};
use tacit_shared::ids::{Epoch, Member};

/// Who gets a box: number, identity key, box key.
pub(super) type Recipient<'a> = (Member, &'a [u8; 32], &'a BoxKey);

/// A key sealed to everybody. The key itself is dropped: its maker takes it from his own box like everybody else, once
/// the entry is in the journal, so that a key of a lost attempt is never used.
pub(super) fn rotation<'a>(
    entropy: &mut dyn Entropy,
    place: &[u8; 32],
    epoch: Epoch,
    author: Member,
    recipients: impl IntoIterator<Item = Recipient<'a>>,
    history: impl FnOnce(&mut dyn Entropy, &Key) -> Vec<u8>,
) -> (Rotation, Vec<Vec<u8>>) {
    let key = Key::random(entropy);
    let commitment = commitment(&key, place, epoch);
    let mut boxes = Vec::new();
    for (recipient, identity, box_key) in recipients {
        let fingerprint = fingerprint(identity, box_key);
        let info = BoxInfo { place, epoch, recipient, fingerprint, author, commitment };
        boxes.push(seal_box(entropy, box_key, &info, &key));
    }
    let hashes = boxes.iter().map(|bytes| box_hash(bytes)).collect();
    let history = history(entropy, &key);
    (Rotation { commitment, boxes: hashes, history }, boxes)
}
