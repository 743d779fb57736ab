//! What the attackers make: keys of their own, entries, requests.

use ed25519_dalek::SigningKey;
use tacit_shared::codec;
use tacit_shared::entry::{Body, BoxKey, Change, Commit, Entry, FileAdded, Header, JoinBody, JoinRequest, Rotation};
use tacit_shared::ids::{EntryHash, EnvelopeHash, FileId, RecordId, VaultId};
use tacit_shared::limits::{BOX, BOX_KEY};

/// The server's own keys.
pub(crate) fn mallory() -> SigningKey {
    SigningKey::from_bytes(&[66; 32])
}

pub(crate) fn request_of(key: &SigningKey, invite: [u8; 32], vault: VaultId) -> JoinRequest {
    let body = JoinBody {
        suite: 1,
        vault,
        invite: EntryHash(invite),
        identity: key.verifying_key().to_bytes(),
        box_key: BoxKey([3; BOX_KEY]),
    };
    JoinRequest::new(body, key, key)
}

/// A commit of one new record whose envelope is nowhere.
pub(crate) fn commit(record: u8) -> Body {
    let change = Change { record: RecordId([record; 16]), version: 1, envelope: Some(EnvelopeHash([9; 32])) };
    Body::Commit(Commit { changes: vec![change], ..Commit::default() })
}

/// A rotation to boxes of zeros.
pub(crate) fn rotation(members: usize) -> Rotation {
    let hash = tacit_shared::entry::box_hash(&[0; BOX]);
    Rotation { commitment: [5; 32], boxes: vec![hash; members], history: vec![1; 64] }
}

pub(crate) fn read(entry: &[u8]) -> (Header, Body) {
    let entry: Entry = codec::decode(entry, entry.len()).expect("an entry");
    (entry.header, entry.body)
}

pub(crate) fn base64_secret(fragment: &str) -> [u8; 32] {
    use base64ct::{Base64UrlUnpadded, Encoding};
    Base64UrlUnpadded::decode_vec(fragment).expect("a fragment")[1..33].try_into().expect("32 bytes")
}

/// `K(s, "tacit/1/invite/sign")`, derived here from the specification.
pub(crate) fn invite_key(secret: &[u8; 32]) -> SigningKey {
    let mut seed = [0; 32];
    let hkdf = hkdf::Hkdf::<sha2::Sha256>::new(Some(b"tacit/1"), secret);
    hkdf.expand(b"tacit/1/invite/sign\0", &mut seed).expect("32 bytes");
    SigningKey::from_bytes(&seed)
}

/// A commit of a file that nobody has: it changes the journal and no record.
pub(crate) fn files(number: u8) -> Body {
    let file = FileAdded { file: FileId([number; 16]), len: 100, hash: [8; 32] };
    Body::Commit(Commit { files_add: vec![file], ..Commit::default() })
}

pub(crate) fn one_change(change: Change) -> Body {
    Body::Commit(Commit { changes: vec![change], ..Commit::default() })
}
