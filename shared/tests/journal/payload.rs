//! What must come beside an entry, as the server demands it (H7).

use crate::world::{Invited, World, commit, record};
use tacit_shared::entry::{Body, Change, Role, Rotation, box_hash};
use tacit_shared::envelope::{Envelope, NONCE, Place, TAG, envelope_hash};
use tacit_shared::ids::RecordId;
use tacit_shared::limits;
use tacit_shared::payload::{Payload, PayloadError};

fn envelope(place: Place, len: usize) -> Vec<u8> {
    Envelope { place, nonce: [1; NONCE], ciphertext: &vec![2; len] }.encode()
}

fn place(record: RecordId) -> Place {
    Place { record, version: 1, epoch: 1, author: 0 }
}

/// What the server says to a commit of one record with these bytes.
fn judge(bytes: &[u8], sent: &[Vec<u8>]) -> Result<usize, PayloadError> {
    let world = World::new();
    let change = Change { record: record(1, 1), version: 1, envelope: Some(envelope_hash(bytes)) };
    let delta = world.step(&world.entry(0, &commit(vec![change]))).expect("the entry itself is good");
    Payload::new(sent, &[]).envelopes_of(&delta.entry).map(|placed| placed.len())
}

#[test]
fn an_envelope_must_be_there_and_say_what_its_entry_says() {
    let id = record(1, 1);
    let good = envelope(place(id), 256 + TAG);
    assert_eq!(judge(&good, std::slice::from_ref(&good)), Ok(1));
    assert_eq!(judge(&good, &[]), Err(PayloadError::Missing));
    let mut damaged = good.clone();
    damaged[99] ^= 1;
    assert_eq!(judge(&good, &[damaged]), Err(PayloadError::Missing));
    let spoiled = [
        envelope(place(record(2, 2)), 256 + TAG),
        envelope(Place { version: 2, ..place(id) }, 256 + TAG),
        envelope(Place { epoch: 2, ..place(id) }, 256 + TAG),
        envelope(Place { author: 1, ..place(id) }, 256 + TAG),
        envelope(place(id), 257 + TAG),
        b"no envelope".to_vec(),
    ];
    for bytes in spoiled {
        assert_eq!(judge(&bytes, std::slice::from_ref(&bytes)), Err(PayloadError::BadEnvelope));
    }
}

#[test]
fn a_tombstone_needs_no_bytes() {
    let mut world = World::new();
    world.write(0, &commit(vec![crate::world::put(record(1, 1), 1)]));
    let delta = world.step(&world.entry(0, &commit(vec![crate::world::tombstone(record(1, 1), 2)]))).expect("good");
    assert_eq!(Payload::default().envelopes_of(&delta.entry), Ok(Vec::new()));
}

#[test]
fn boxes_must_be_there_with_their_length() {
    let world = World::with(&[Role::Editor]);
    let boxes = [vec![1; limits::BOX], vec![2; limits::BOX]];
    let rotate = |boxes: &[Vec<u8>]| {
        let hashes = boxes.iter().map(|bytes| box_hash(bytes)).collect();
        let rotation = Rotation { commitment: [1; 32], boxes: hashes, history: Vec::new() };
        world.step(&world.entry(0, &Body::Rotate { rotation })).expect("good").entry
    };
    let entry = rotate(&boxes);
    let given = Payload::new(&[], &boxes).boxes_of(&entry).expect("all there");
    assert_eq!(given.iter().map(|(hash, _)| *hash).collect::<Vec<_>>(), boxes.each_ref().map(|one| box_hash(one)));
    assert_eq!(Payload::new(&[], &boxes[..1]).boxes_of(&entry), Err(PayloadError::Missing));
    let short = [vec![1; limits::BOX - 1], vec![2; limits::BOX]];
    assert_eq!(Payload::new(&[], &short).boxes_of(&rotate(&short)), Err(PayloadError::BadBox));
}

#[test]
fn a_join_brings_one_box() {
    let mut world = World::new();
    let invite: Invited = world.invite(0, Role::Viewer);
    let sealed = vec![7; limits::BOX];
    let body = Body::Join { request: world.request(invite, 5), box_hash: box_hash(&sealed) };
    let entry = world.step(&world.entry(0, &body)).expect("good").entry;
    assert_eq!(Payload::new(&[], &[sealed]).boxes_of(&entry).map(|boxes| boxes.len()), Ok(1));
    assert_eq!(Payload::default().boxes_of(&entry), Err(PayloadError::Missing));
}
