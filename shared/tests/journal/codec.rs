//! The bytes of entries: one encoding per value, and nothing that was changed on the way is believed.

use crate::world::{World, box_key, commit, put, record, rotation};
use proptest::prelude::*;
use tacit_shared::api::Signature;
use tacit_shared::codec::{DecodeError, decode, encode};
use tacit_shared::entry::{
    Body, BoxKey, Change, Commit, Entry, FileAdded, Header, JoinBody, JoinRequest, Policy, Role, Rotation, entry_hash,
};
use tacit_shared::ids::{BoxHash, EntryHash, EnvelopeHash, FileId, RecordId, VaultId};
use tacit_shared::limits;
use tacit_shared::step::{base_entry, genesis, roster_step};

fn bytes32() -> impl Strategy<Value = [u8; 32]> {
    any::<[u8; 32]>()
}

fn signature() -> impl Strategy<Value = Signature> {
    (bytes32(), bytes32()).prop_map(|(r, s)| {
        let mut bytes = [0; 64];
        bytes[..32].copy_from_slice(&r);
        bytes[32..].copy_from_slice(&s);
        Signature(bytes)
    })
}

fn any_box_key() -> impl Strategy<Value = BoxKey> {
    any::<u64>().prop_map(box_key)
}

fn role() -> impl Strategy<Value = Role> {
    prop::sample::select(vec![Role::Viewer, Role::Editor, Role::Admin, Role::Owner])
}

fn policy() -> impl Strategy<Value = Policy> {
    (any::<u8>(), any::<bool>(), any::<bool>()).prop_map(|(min_suite, words_for_all, editors_purge)| Policy {
        min_suite,
        words_for_all,
        editors_purge,
    })
}

fn any_rotation() -> impl Strategy<Value = Rotation> {
    let boxes = prop::collection::vec(bytes32().prop_map(BoxHash), 0..5);
    (bytes32(), boxes, prop::collection::vec(any::<u8>(), 0..300)).prop_map(|(commitment, boxes, history)| Rotation {
        commitment,
        boxes,
        history,
    })
}

fn request() -> impl Strategy<Value = JoinRequest> {
    let body = (any::<u8>(), bytes32(), bytes32(), bytes32(), any_box_key()).prop_map(
        |(suite, vault, invite, identity, box_key)| JoinBody {
            suite,
            vault: VaultId(vault),
            invite: EntryHash(invite),
            identity,
            box_key,
        },
    );
    (body, signature(), signature()).prop_map(|(body, by_invite, by_identity)| JoinRequest {
        body,
        by_invite,
        by_identity,
    })
}

fn any_commit() -> impl Strategy<Value = Commit> {
    let id = || any::<[u8; 16]>();
    let change = (id(), any::<u64>(), prop::option::of(bytes32())).prop_map(|(record, version, envelope)| Change {
        record: RecordId(record),
        version,
        envelope: envelope.map(EnvelopeHash),
    });
    let file =
        (id(), any::<u64>(), bytes32()).prop_map(|(file, len, hash)| FileAdded { file: FileId(file), len, hash });
    (
        prop::collection::vec(change, 0..9),
        prop::collection::vec(id().prop_map(RecordId), 0..5),
        prop::collection::vec(file, 0..5),
        prop::collection::vec(id().prop_map(FileId), 0..5),
    )
        .prop_map(|(changes, purges, files_add, files_drop)| Commit { changes, purges, files_add, files_drop })
}

/// Every body, each with the tag that the wire gives it.
fn body() -> impl Strategy<Value = (u8, Body)> {
    let hint = prop::collection::vec(any::<u8>(), 0..300);
    prop_oneof![
        (bytes32(), bytes32(), any_box_key(), policy(), any_rotation()).prop_map(
            |(nonce, identity, box_key, policy, rotation)| {
                (0, Body::Genesis { nonce, identity, box_key, policy, rotation })
            }
        ),
        (bytes32(), role(), any::<u64>(), hint)
            .prop_map(|(invite_key, role, expires, hint)| (1, Body::Invite { invite_key, role, expires, hint })),
        bytes32().prop_map(|invite| (2, Body::Revoke { invite: EntryHash(invite) })),
        (request(), bytes32()).prop_map(|(request, box_hash)| (3, Body::Join { request, box_hash: BoxHash(box_hash) })),
        (any::<u32>(), role()).prop_map(|(member, role)| (4, Body::SetRole { member, role })),
        (prop::collection::vec(any::<u32>(), 0..9), any_rotation())
            .prop_map(|(members, rotation)| (5, Body::Remove { members, rotation })),
        any_rotation().prop_map(|rotation| (6, Body::Rotate { rotation })),
        policy().prop_map(|policy| (7, Body::Policy { policy })),
        any_commit().prop_map(|commit| (8, Body::Commit(commit))),
    ]
}

fn header() -> impl Strategy<Value = Header> {
    let hashes = (bytes32(), bytes32(), bytes32(), bytes32());
    let numbers = (any::<u8>(), any::<u64>(), any::<u32>(), any::<u32>(), any::<u64>());
    (hashes, numbers).prop_map(|((vault, prev, roster, root), (suite, seq, author, epoch, at))| Header {
        suite,
        vault: VaultId(vault),
        seq,
        prev: EntryHash(prev),
        roster: EntryHash(roster),
        author,
        epoch,
        root,
        at,
    })
}

proptest! {
    #[test]
    fn every_body_comes_back_and_starts_with_its_tag(header in header(), (tag, body) in body(), sig in signature()) {
        let start = encode(&header);
        let entry = Entry { header, body, sig };
        let bytes = encode(&entry);
        prop_assert_eq!(bytes[start.len()], tag);
        prop_assert_eq!(&bytes[bytes.len() - 64..], &sig.0[..]);
        prop_assert_eq!(decode::<Entry>(&bytes, limits::ENTRY), Ok(entry));
    }

    #[test]
    fn a_cut_entry_is_no_entry(header in header(), (_, body) in body(), sig in signature(), keep in 0.0..1.0f64) {
        let bytes = encode(&Entry { header, body, sig });
        let cut = &bytes[..(bytes.len() as f64 * keep) as usize];
        prop_assert_eq!(decode::<Entry>(cut, limits::ENTRY), Err(DecodeError::Malformed));
    }

    #[test]
    fn a_request_comes_back(request in request()) {
        let bytes = encode(&request);
        prop_assert_eq!(bytes.len(), limits::JOIN_REQUEST);
        prop_assert_eq!(JoinRequest::decode(&bytes), Ok(request));
    }

    /// Cuts, insertions, splices and flips of good entries: nothing panics, nothing is believed.
    #[test]
    fn what_was_changed_on_the_way_is_refused(
        which in 0usize..4,
        at in any::<prop::sample::Index>(),
        drop in 0usize..40,
        insert in prop::collection::vec(any::<u8>(), 0..40),
    ) {
        let world = World::with(&[Role::Editor]);
        let good = match which {
            0 => world.entry(1, &commit(vec![put(record(1, 1), 1), put(record(2, 2), 1)])),
            1 => world.entry(0, &world.invite_body(Role::Admin)),
            2 => world.entry(0, &world.remove_body(&[1])),
            _ => world.entries[0].clone(),
        };
        let at = at.index(good.len());
        let end = (at + drop).min(good.len());
        let bytes = [&good[..at], &insert[..], &good[end..]].concat();
        prop_assume!(bytes != good);
        prop_assert!(world.step(&bytes).is_err());
        prop_assert!(roster_step(&world.roster, &bytes).is_err());
        prop_assert!(base_entry(&world.roster, &bytes).is_err());
        // Another Genesis may be valid only under another id, and no flip keeps its signature.
        prop_assert!(genesis(&bytes).is_err());
    }
}

#[test]
fn the_header_has_the_layout_of_the_specification() {
    let header = Header {
        suite: 1,
        vault: VaultId([2; 32]),
        seq: 300,
        prev: EntryHash([3; 32]),
        roster: EntryHash([4; 32]),
        author: 5,
        epoch: 6,
        root: [7; 32],
        at: 128,
    };
    let expected: Vec<u8> =
        [&[1][..], &[2; 32], &[0xac, 0x02], &[3; 32], &[4; 32], &[5], &[6], &[7; 32], &[0x80, 0x01]].concat();
    assert_eq!(encode(&header), expected);
}

#[test]
fn bodies_have_the_layout_of_the_specification() {
    let rotation = rotation(1, b"hi");
    let laid_out: [(Body, Vec<u8>); 4] = [
        (Body::SetRole { member: 200, role: Role::Owner }, vec![4, 0xc8, 0x01, 3]),
        (
            Body::Rotate { rotation: rotation.clone() },
            [&[6][..], &[0xc0; 32], &[1], &rotation.boxes[0].0, &[2], b"hi"].concat(),
        ),
        (Body::Policy { policy: Policy { min_suite: 1, words_for_all: true, editors_purge: false } }, vec![7, 1, 1, 0]),
        (
            commit(vec![put(RecordId([9; 16]), 1), Change { record: RecordId([10; 16]), version: 2, envelope: None }]),
            [&[8, 2][..], &[9; 16], &[1, 1], &[1; 32], &[10; 16], &[2, 0], &[0, 0, 0]].concat(),
        ),
    ];
    for (body, bytes) in laid_out {
        assert_eq!(encode(&body), bytes);
    }
}

#[test]
fn a_genesis_byte_decides_the_vaults_id() {
    let (header, body) = crate::world::genesis_parts();
    let mut other = header.clone();
    other.at += 1;
    let key = crate::world::key(0);
    let hash = |header| entry_hash(&tacit_shared::entry::sign_entry(header, &body, &key));
    assert_ne!(hash(&header), hash(&other));
}
