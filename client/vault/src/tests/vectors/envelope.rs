//! `envelope.json`: records sealed, byte for byte, and lengths padded.

use super::{Scripted, array, bytes, hex, settled};
use crate::hazmat::kdf::{self, Label};
use crate::hazmat::key::Key;
use crate::hazmat::{aead, pad};
use crate::seal::{open_record, seal_record};
use crate::tests::world::*;
use crate::*;
use serde::{Deserialize, Serialize};
use tacit_shared::envelope::{Envelope, EnvelopeError, Place, associated_data};
use tacit_shared::ids::{EnvelopeHash, RecordId, VaultId};
use tacit_shared::padme;

/// The greatest integer that every JSON reader keeps (RFC 8259 §6).
const SAFE: u64 = (1 << 53) - 1;

#[derive(Serialize, Deserialize)]
struct File {
    description: String,
    vault: String,
    epoch: u32,
    epoch_key: String,
    record_parent_key: String,
    sealed: Vec<SealedVector>,
    padded_lengths: Vec<Padded>,
    refused: Vec<Refused>,
}

#[derive(Serialize, Deserialize)]
struct SealedVector {
    record: String,
    version: u64,
    author: u32,
    record_key: String,
    associated_data: String,
    plain: String,
    padded: String,
    nonce: String,
    ciphertext: String,
    envelope: String,
    hash: String,
}

#[derive(Serialize, Deserialize)]
struct Padded {
    plain: usize,
    padded: usize,
}

#[derive(Serialize, Deserialize)]
struct Refused {
    what: String,
    error: String,
    envelope: String,
}

fn sealed(state: &VaultState, place: Place, plain: &[u8], nonce: u8) -> SealedVector {
    let parent = state.keyring.record_key(place.epoch).expect("held");
    let made = seal_record(&state.keyring, &mut Scripted::new(&[&[nonce; 24]]), place, plain).expect("sealed");
    let frame = Envelope::parse(&made.envelope).expect("an envelope");
    let mut padded = plain.to_vec();
    pad::pad(&mut padded, padme::FLOOR);
    let input = [&place.record.0[..], &place.epoch.to_le_bytes()].concat();
    SealedVector {
        record: hex(place.record.0),
        version: place.version,
        author: place.author,
        record_key: hex(blake3::keyed_hash(parent.bytes(), &input).as_bytes()),
        associated_data: hex(associated_data(&state.vault(), &place)),
        plain: hex(plain),
        padded: hex(padded),
        nonce: hex(frame.nonce),
        ciphertext: hex(frame.ciphertext),
        envelope: hex(&made.envelope),
        hash: hex(made.hash.0),
    }
}

fn refused(good: &str) -> Vec<Refused> {
    let good = bytes(good);
    let with = |at: usize, value: u8| {
        let mut bytes = good.clone();
        bytes[at] = value;
        bytes
    };
    // Behind suite and record stands the version, one byte here; the same number in two.
    let longer = [&good[..17], &[good[17] | 0x80, 0], &good[18..]].concat();
    let odd = {
        // 275 bytes of ciphertext instead of 272: no honest client pads to 259. The length is the varint before it.
        let (frame, ciphertext) = good.split_at(good.len() - 272);
        [&frame[..frame.len() - 2], &[0x93, 0x02], ciphertext, &[0; 3]].concat()
    };
    let cases = [
        ("another suite", with(0, 2)),
        ("cut short", good[..good.len() - 1].to_vec()),
        ("a byte behind it", [&good[..], &[0]].concat()),
        ("a longer varint of the same version", longer),
        ("a length that nobody pads to", odd),
    ];
    let case = |(what, bytes): (&str, Vec<u8>)| Refused {
        what: what.into(),
        error: format!("{:?}", Envelope::parse(&bytes).expect_err(what)),
        envelope: hex(bytes),
    };
    cases.map(case).into()
}

fn made() -> File {
    let (anna, _) = Person::found(1);
    let state = anna.state();
    let epoch_key = state.keyring.key(1).expect("held");
    let place = |id: u8, version, author| Place { record: RecordId([id; 16]), version, epoch: 1, author };
    let sealed = vec![
        sealed(state, place(0x01, 1, 0), b"", 0xa1),
        sealed(state, place(0x02, 1, 0), "Jürgen Müller, Fürth".as_bytes(), 0xa2),
        sealed(state, place(0x02, 300, 7), &[0x5a; 255], 0xa3),
        sealed(state, place(0x03, SAFE, u32::MAX), &[0x5a; 256], 0xa4),
        sealed(state, place(0x04, 2, 0), &[0x00; 700], 0xa5),
    ];
    let lengths = [0, 1, 254, 255, 256, 271, 272, 495, 511, 512, 1_000, 4_095, 4_096, 65_535, 100_000, 1_000_000];
    File {
        description: "Sealed records of one vault and epoch: the keys from epoch key to record key, the associated \
                      data, the padded plaintext, the ciphertext with its tag, the envelope's bytes and their hash; \
                      padded lengths; envelopes that are refused before any key is used. Bytes are lower-case hex. docs/protocol.md, section 6."
            .into(),
        vault: hex(state.vault().0),
        epoch: 1,
        epoch_key: hex(epoch_key.bytes()),
        record_parent_key: hex(kdf::key(epoch_key.bytes(), Label::Record, &[&state.vault().0]).bytes()),
        refused: refused(&sealed[0].envelope),
        sealed,
        padded_lengths: lengths.map(|plain| Padded { plain, padded: padme::padded(plain) }).into(),
    }
}

#[test]
fn records_are_sealed_as_their_vectors_say() {
    let file = settled("envelope.json", &made());
    let (anna, _) = Person::found(1);
    let keyring = &anna.state().keyring;
    let vault = VaultId(array(&file.vault));
    for one in &file.sealed {
        let envelope = bytes(&one.envelope);
        let expected = Expected {
            record: RecordId(array(&one.record)),
            version: one.version,
            seq: 1,
            epoch: file.epoch,
            author: Some(one.author),
            hash: EnvelopeHash(array(&one.hash)),
        };
        let opened = open_record(keyring, &expected, |_| false, &envelope).expect("opens");
        assert_eq!(opened.plain(), bytes(&one.plain));
        // And by the file's own keys, without the crate's.
        let Expected { record, version, epoch, .. } = expected;
        let place = Place { record, version, epoch, author: one.author };
        assert_eq!(associated_data(&vault, &place)[..], bytes(&one.associated_data));
        let mut padded = bytes(&one.ciphertext);
        let (key, nonce) = (Key::from_bytes(&array(&one.record_key)), array(&one.nonce));
        aead::open(&key, &nonce, &bytes(&one.associated_data), &mut padded).expect("opens");
        assert_eq!(padded, bytes(&one.padded));
    }
    for one in &file.refused {
        let envelope = bytes(&one.envelope);
        let error: EnvelopeError = Envelope::parse(&envelope).expect_err(&one.what);
        assert_eq!(format!("{error:?}"), one.error, "{}", one.what);
    }
    assert!(file.padded_lengths.iter().all(|one| padme::padded(one.plain) == one.padded));
}
