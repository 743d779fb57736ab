//! `rotation.json`: epoch keys, what is committed to, the boxes that carry them and the history behind them.

use super::{array, bytes, hex, settled};
use crate::hazmat::kdf::{self, Label};
use crate::hazmat::key::Key;
use crate::hazmat::{aead, boxes};
use crate::keyring::{BoxInfo, commitment, seal_box};
use crate::tests::world::*;
use crate::*;
use serde::{Deserialize, Serialize};
use tacit_shared::entry::{BoxKey, Role, box_hash, fingerprint};
use tacit_shared::ids::{Epoch, Member, VaultId};
use tacit_shared::limits;

#[derive(Serialize, Deserialize)]
struct File {
    description: String,
    vault: String,
    genesis_nonce: String,
    epochs: Vec<EpochVector>,
    people: Vec<KeysVector>,
    boxes: Vec<BoxVector>,
    histories: Vec<History>,
    unsound_key_box_hash: String,
}

#[derive(Serialize, Deserialize)]
struct EpochVector {
    epoch: Epoch,
    key: String,
    place: String,
    commitment: String,
}

#[derive(Serialize, Deserialize)]
struct KeysVector {
    member: Member,
    identity: String,
    x_wing_seed: String,
    box_key: String,
    fingerprint: String,
}

#[derive(Serialize, Deserialize)]
struct BoxVector {
    what: String,
    epoch: Epoch,
    recipient: Member,
    author: Member,
    info: String,
    sealed: String,
    hash: String,
}

#[derive(Serialize, Deserialize)]
struct History {
    epoch: Epoch,
    history_key: String,
    associated_data: String,
    plain: String,
    epochs: Vec<Epoch>,
    sealed: String,
}

/// A vault of two whose key was changed twice, by either.
struct Rotated {
    server: Server,
    people: [Person; 2],
    histories: Vec<(Epoch, Vec<u8>)>,
}

impl Rotated {
    fn new() -> Self {
        let (mut anna, mut server) = Person::found(1);
        let mut bert = join(&mut anna, &mut server, 2, Role::Admin);
        let mut histories = Vec::new();
        let draft = anna.draft(|writer, entropy| writer.rotate(entropy).expect("built"));
        anna.put(&mut server, &draft);
        histories.push((2, anna.state().roster().rotation().history.clone()));
        assert_eq!(bert.pull(&server), None);
        let draft = bert.draft(|writer, entropy| writer.rotate(entropy).expect("built"));
        bert.put(&mut server, &draft);
        assert_eq!(anna.pull(&server), None);
        histories.push((3, anna.state().roster().rotation().history.clone()));
        Self { server, people: [anna, bert], histories }
    }

    fn info(&self, epoch: Epoch, recipient: Member, author: Member) -> Vec<u8> {
        let state = self.people[0].state();
        BoxInfo {
            place: state.keyring.place(epoch),
            epoch,
            recipient,
            fingerprint: state.fingerprint(recipient).expect("a member"),
            author,
            commitment: state.roster().epoch_record(epoch).expect("an epoch").commitment,
        }
        .bytes()
    }

    /// The box that opens in this place: everybody's own seed finds it.
    fn sealed(&self, what: &str, epoch: Epoch, recipient: Member, author: Member) -> BoxVector {
        let info = self.info(epoch, recipient, author);
        let seed = &self.people[recipient as usize].account.identity().box_seed;
        let opens = |bytes: &&Vec<u8>| boxes::open(seed, &info, bytes).is_some();
        let sealed = self.server.boxes.values().find(opens).expect("a box");
        let (hash, sealed) = (hex(box_hash(sealed).0), hex(sealed));
        BoxVector { what: what.into(), epoch, recipient, author, info: hex(&info), sealed, hash }
    }
}

fn history_key(vault: &VaultId, key: &Key, epoch: Epoch) -> (Key, Vec<u8>) {
    let associated = [&vault.0[..], &epoch.to_le_bytes()].concat();
    (kdf::key(key.bytes(), Label::EpochHistory, &[&associated]), associated)
}

fn made() -> File {
    let rotated = Rotated::new();
    let state = rotated.people[0].state();
    let (vault, key_of) = (state.vault(), |epoch| state.keyring.key(epoch).expect("held"));
    let epoch = |epoch| EpochVector {
        epoch,
        key: hex(key_of(epoch).bytes()),
        place: hex(state.keyring.place(epoch)),
        commitment: hex(commitment(key_of(epoch), state.keyring.place(epoch), epoch)),
    };
    let person = |person: &Person| KeysVector {
        member: person.me(),
        identity: hex(person.account.identity().public()),
        x_wing_seed: hex(person.account.identity().box_seed.bytes()),
        box_key: hex(person.account.identity().box_key().0),
        fingerprint: hex(person.account.identity().fingerprint()),
    };
    let history = |(epoch, sealed): &(Epoch, Vec<u8>)| {
        let (key, associated) = history_key(&vault, key_of(*epoch), *epoch);
        let plain = aead::open_with_nonce(&key, &associated, sealed).expect("opens");
        History {
            epoch: *epoch,
            history_key: hex(key.bytes()),
            associated_data: hex(associated),
            plain: hex(plain),
            epochs: (1..*epoch).collect(),
            sealed: hex(sealed),
        }
    };
    let unsound = BoxKey([0xff; limits::BOX_KEY]);
    let info = BoxInfo {
        place: &vault.0,
        epoch: 3,
        recipient: 2,
        fingerprint: fingerprint(&[1; 32], &unsound),
        author: 0,
        commitment: [0; 32],
    };
    let zeros = seal_box(&mut SeededEntropy::new(9), &unsound, &info, key_of(3));
    File {
        description: "Epoch keys of a vault of two: what each commits to, the info and bytes of every box with the \
                      X-Wing private keys (raw 32-byte seeds) that open them, and the histories of the two rotations. \
                      The place of epoch 1 is Genesis' nonce. `unsound_key_box_hash` is the hash of the 1,168 zero \
                      bytes that a member gets whose key (here 1,216 times ff) no box can be sealed to. Bytes are \
                      lower-case hex. docs/protocol.md, section 7."
            .into(),
        vault: hex(vault.0),
        genesis_nonce: hex(state.roster().nonce()),
        epochs: [1, 2, 3].map(epoch).into(),
        people: rotated.people.iter().map(person).collect(),
        boxes: vec![
            rotated.sealed("Genesis", 1, 0, 0),
            rotated.sealed("Join in epoch 1", 1, 1, 0),
            rotated.sealed("Rotate, to its author", 2, 0, 0),
            rotated.sealed("Rotate, to the other", 2, 1, 0),
            rotated.sealed("Rotate by the admin, to the owner", 3, 0, 1),
            rotated.sealed("Rotate by the admin, to himself", 3, 1, 1),
        ],
        histories: rotated.histories.iter().map(history).collect(),
        unsound_key_box_hash: hex(box_hash(&zeros).0),
    }
}

#[test]
fn keys_are_committed_to_boxed_and_handed_on_as_their_vectors_say() {
    let file = settled("rotation.json", &made());
    let vault = VaultId(array(&file.vault));
    let key = |epoch: Epoch| Key::from_bytes(&array(&file.epochs[epoch as usize - 1].key));
    for one in &file.epochs {
        let place = if one.epoch == 1 { &file.genesis_nonce } else { &file.vault };
        assert_eq!(place, &one.place);
        assert_eq!(commitment(&key(one.epoch), &array(&one.place), one.epoch), array(&one.commitment));
    }
    for one in &file.people {
        let (seed, box_key) = (Key::from_bytes(&array(&one.x_wing_seed)), BoxKey(array(&one.box_key)));
        assert!(boxes::public(&seed) == box_key);
        assert_eq!(fingerprint(&array(&one.identity), &box_key), array(&one.fingerprint));
    }
    for one in &file.boxes {
        let (recipient, epoch) = (&file.people[one.recipient as usize], &file.epochs[one.epoch as usize - 1]);
        let info = [
            &b"tacit/1/box"[..],
            &bytes(&epoch.place),
            &one.epoch.to_le_bytes(),
            &one.recipient.to_le_bytes(),
            &bytes(&recipient.fingerprint),
            &one.author.to_le_bytes(),
            &bytes(&epoch.commitment),
        ];
        assert_eq!(info.concat(), bytes(&one.info), "{}", one.what);
        let sealed = bytes(&one.sealed);
        assert_eq!((sealed.len(), box_hash(&sealed).0), (limits::BOX, array(&one.hash)));
        let seed = Key::from_bytes(&array(&recipient.x_wing_seed));
        assert!(boxes::open(&seed, &bytes(&one.info), &sealed).is_some_and(|opened| opened.same(&key(one.epoch))));
    }
    for one in &file.histories {
        let (derived, associated) = history_key(&vault, &key(one.epoch), one.epoch);
        assert_eq!((hex(derived.bytes()), hex(&associated)), (one.history_key.clone(), one.associated_data.clone()));
        let plain = aead::open_with_nonce(&derived, &associated, &bytes(&one.sealed)).expect("opens");
        assert_eq!(plain, bytes(&one.plain));
        let list: Vec<(Epoch, [u8; 32])> = tacit_shared::codec::decode(&plain, limits::HISTORY).expect("a list");
        assert!(list.iter().map(|(epoch, _)| *epoch).eq(one.epochs.iter().copied()));
        assert!(list.iter().all(|(epoch, older)| key(*epoch).bytes() == older));
    }
    assert_eq!(box_hash(&[0; limits::BOX]).0, array(&file.unsound_key_box_hash));
}
