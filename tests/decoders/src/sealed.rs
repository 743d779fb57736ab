//! Envelopes, boxes and account blobs.

use crate::{seeds, world};
use std::path::Path;
use tacit_shared::account::Blob;
use tacit_shared::api::Head;
use tacit_shared::entry::{Body, Entry, Header, Rotation, box_hash, entry_hash, sign_entry};
use tacit_shared::envelope::{Envelope, envelope_hash};
use tacit_shared::file::{CHUNK, FileHasher};
use tacit_shared::ids::{BoxHash, FileId, RecordId, VaultId};
use tacit_shared::{codec, limits};
use tacit_vault::account::{BlobPin, Unlocked};
use tacit_vault::{Expected, FileKey, FileOpener, FileRef, FileSealer, Writer};

/// Bytes as a sealed record, by itself and as what a signed entry names.
pub(crate) fn envelope(bytes: &[u8]) {
    let parsed = Envelope::parse(bytes);
    if let Ok(envelope) = &parsed {
        assert_eq!(envelope.encode(), bytes, "one encoding");
    }
    world::with(|world| {
        let state = world.ben_state();
        let place = parsed.as_ref().ok().map(|envelope| envelope.place);
        let hash = envelope_hash(bytes);
        let honest = world.envelopes.iter().any(|known| known == bytes);
        // An insider signed for these bytes: whatever they are, they open only if they were sealed for their place.
        let expected = Expected {
            record: place.map_or(RecordId([9; 16]), |place| place.record),
            version: place.map_or(1, |place| place.version),
            seq: 1,
            epoch: place.map_or(1, |place| place.epoch),
            author: place.map(|place| place.author),
            hash,
        };
        assert!(state.open(&expected, bytes).is_err() || honest, "nobody seals without the key");
    });
}

/// An admin's rotation whose commitment, history and box for Ben are what the input says: two bytes of length, the
/// commitment, the history, the box.
pub(crate) fn key_box(bytes: &[u8]) {
    let Some((len, rest)) = bytes.split_first_chunk::<2>() else { return };
    let Some((commitment, rest)) = rest.split_first_chunk::<32>() else { return };
    let (history, sealed) = rest.split_at(usize::from(u16::from_le_bytes(*len)).min(rest.len()));
    world::with(|world| {
        let mut boxes = vec![BoxHash([0; 32]); world.roster.current().count()];
        boxes[1] = box_hash(sealed);
        let rotation = Rotation { commitment: *commitment, boxes, history: history.to_vec() };
        let header = Header {
            suite: limits::SUITE,
            vault: world.roster.vault(),
            seq: world.roster.seq() + 1,
            prev: world.roster.hash(),
            roster: world.roster.roster_hash(),
            author: 0,
            epoch: world.roster.epoch() + 1,
            root: world.roster.root(),
            at: world::NOW,
        };
        let entry = sign_entry(&header, &Body::Rotate { rotation }, world.anna.identity().signing_key());
        let mut state = world.ben_state();
        let before = state.epoch_held();
        let followed = state.follow(Head { seq: header.seq, hash: entry_hash(&entry) }, &[entry]);
        if followed.stopped.is_some() {
            return;
        }
        let taken = state.take_box(world.ben.identity(), Some(sealed));
        assert!(taken.is_ok() || state.epoch_held() == before, "a wrong key is not kept");
    });
}

/// Bytes as an account's blob, from the server or from this device.
pub(crate) fn blob(bytes: &[u8]) {
    world::with(|world| {
        let opened = world::keys(1).open(bytes);
        let honest = bytes == world.blob;
        assert_eq!(opened.is_ok(), honest, "nobody seals without the key");
        let pin = BlobPin { seq: 1, hash: tacit_shared::account::blob_hash(&world.blob) };
        let follows = Unlocked::check_pin(&pin, bytes);
        if let Ok(frame) = Blob::decode(bytes) {
            assert!(frame.seq >= pin.seq || follows.is_err(), "an older one is stale");
        } else {
            assert!(follows.is_err());
        }
    });
}

/// A file of 300 bytes, and one of two chunks, as they are sealed under this id and key.
fn sealed_file(len: usize) -> Vec<u8> {
    let mut out = Vec::new();
    let mut sealer = FileSealer::new(&VaultId([1; 32]), &FileId([2; 16]), &FileKey::from_bytes(&[3; 32]));
    sealer.push(&vec![7; len], &mut out).expect("under the cap");
    sealer.finish(&mut out);
    out
}

thread_local! {
    static FILES: [Vec<u8>; 2] = [sealed_file(300), sealed_file(CHUNK + 300)];
}

/// Bytes as a sealed file, under the length that the first eight bytes claim and the hash that they do have: a colleague's
/// record may name both. They come in two pieces.
pub(crate) fn file(bytes: &[u8]) {
    let Some((len, sealed)) = bytes.split_first_chunk::<8>() else { return };
    let mut hasher = FileHasher::default();
    hasher.update(sealed);
    let (file, key, len) = (FileId([2; 16]), FileKey::from_bytes(&[3; 32]), u64::from_le_bytes(*len));
    let wanted = FileRef { file, key, len, hash: hasher.finish() };
    let Ok(mut opener) = FileOpener::new(&VaultId([1; 32]), &wanted) else { return };
    let (first, second) = sealed.split_at(sealed.len() / 3);
    if opener.push(first).and_then(|()| opener.push(second)).is_err() {
        return;
    }
    let Ok(verified) = opener.finish() else { return };
    assert!(FILES.with(|honest| honest.iter().any(|honest| honest == sealed)), "nobody seals without the key");
    let places = (0..).map_while(|chunk| Some((chunk, verified.place_of(chunk)?)));
    let plain = places.map(|(chunk, (at, len))| {
        let at = usize::try_from(at).expect("inside");
        verified.open_chunk(chunk, &sealed[at..at + len]).expect("verified a moment ago").len() as u64
    });
    assert_eq!(plain.sum::<u64>(), verified.len());
}

pub(crate) fn file_seeds(_: Option<&Path>) -> Vec<Vec<u8>> {
    let of = |len: u64, sealed: &[u8]| [&len.to_le_bytes()[..], sealed].concat();
    FILES.with(|[small, large]| {
        vec![
            of(300, small),
            of(299, small),
            of(301, small),
            of(0, &[]),
            of(u64::MAX, small),
            of(300 + CHUNK as u64, large),
            of(CHUNK as u64, large),
        ]
    })
}

pub(crate) fn envelope_seeds(_: Option<&Path>) -> Vec<Vec<u8>> {
    let vectors = seeds::vectors("envelope");
    let mut all = seeds::hex_of(&vectors["sealed"], "envelope");
    all.extend(seeds::hex_of(&vectors["refused"], "envelope"));
    all.extend(world::with(|world| world.envelopes.clone()));
    all
}

/// An honest rotation, and the same with a history of nothing.
pub(crate) fn key_box_seeds(_: Option<&Path>) -> Vec<Vec<u8>> {
    world::with(|world| {
        let state = world.anna_state();
        let mut entropy = tacit_vault::SeededEntropy::new(5);
        let writer = Writer::new(&state, world.anna.identity(), world::NOW).expect("may write");
        let draft = writer.rotate(&mut entropy).expect("built");
        let entry: Entry = codec::decode(&draft.post().entries[0], limits::ENTRY).expect("an entry of our own");
        let rotation = entry.body.rotation().expect("a rotation");
        let with = |history: &[u8]| {
            let len = (history.len() as u16).to_le_bytes();
            [&len[..], &rotation.commitment, history, &draft.post().boxes[1]].concat()
        };
        vec![with(&rotation.history), with(&[])]
    })
}

pub(crate) fn blob_seeds(_: Option<&Path>) -> Vec<Vec<u8>> {
    let mut all = seeds::hex_of(&seeds::vectors("account")["blobs"], "blob");
    all.push(world::with(|world| world.blob.clone()));
    all
}
