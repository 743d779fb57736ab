//! `link.json`: a linking from both sides, message by message, with the words and what is handed over.

use super::{Scripted, array, bytes, hex, settled};
use crate::account::{AccountKeys, SecretKey, SignInName, Unlocked};
use crate::hazmat::boxes;
use crate::hazmat::key::Key;
use crate::link::{Plain, Transcript, commitment, info};
use crate::tests::world::*;
use crate::*;
use serde::{Deserialize, Serialize};
use tacit_shared::api::{LinkOffer, LinkReveal, LinkSealed, Permit, Signature};
use tacit_shared::entry::BoxKey;
use tacit_shared::sign::{self, Context};

const ORIGIN: &str = "https://crm.example";
const CHANNEL: u32 = 4_711_815;

#[derive(Serialize, Deserialize)]
struct File {
    description: String,
    origin: String,
    channel: u32,
    new_key_seed: String,
    new_key: String,
    new_random: String,
    commitment: String,
    known_identity_seed: String,
    known_identity: String,
    known_random: String,
    transcript: String,
    words: String,
    secret_key: String,
    name: String,
    blob_seq: u64,
    blob_hash: String,
    vaults: Vec<String>,
    plain: String,
    info: String,
    encapsulation_entropy: String,
    sealed: String,
    signature: String,
    words_refused: Vec<String>,
    signatures_refused: Vec<String>,
}

fn known() -> Unlocked {
    Unlocked::sign_up(&mut SeededEntropy::new(71), ORIGIN, Permit::Token([0; 32]), AccountKeys::cheap(7)).0
}

fn made() -> File {
    let (seed, new_random, known_random, encapsulation) = ([0x11; 32], [0x22; 32], [0x33; 32], [0x44; 64]);
    let known = known();
    let (secret, name) = (SecretKey::from_bytes(&[7; 16]), SignInName::new("test").expect("a name"));
    let mut pins: Vec<VaultPin> = (1..3).map(|seed| Person::found(seed).0.state().pin().expect("confirmed")).collect();
    pins.sort_by_key(|pin| pin.vault);
    let new = NewDevice::begin(&mut Scripted::new(&[&seed, &new_random]), ORIGIN);
    let committed = new.commitment();
    let (offered, offer) =
        KnownOffered::answer(&mut Scripted::new(&[&known_random]), ORIGIN, CHANNEL, committed, known.identity());
    let (shown, reveal) = new.opened(CHANNEL).offered(&offer);
    let words = shown.words().map(str::to_owned);
    let accepted = offered.revealed(&reveal).and_then(|asking| asking.typed(&words));
    let accepted = accepted.unwrap_or_else(|error| panic!("{error}"));
    let handed = accepted.hand_over(&mut Scripted::new(&[&encapsulation]), &known, &secret, &name, pins.clone());
    let handed = handed.unwrap_or_else(|error| panic!("{error}"));
    let transcript = Transcript::new(ORIGIN, CHANNEL, &committed, &reveal, &offer);
    let plain = Plain::new(&secret, &name, known.pin(), pins.clone()).encode();
    let other = sign::sign(Context::SessionIdentity, &known.identity().signing, &transcript.signed(&handed.sealed));
    let shorter = sign::sign(Context::LinkDevice, &known.identity().signing, &handed.sealed);
    let mut misplaced = words.clone();
    misplaced.swap(0, 1);
    File {
        description: "Linking a device: the new one's key pair (X-Wing private key as 32-byte seed) and random part, its \
                      commitment, the unlocked one's identity and random part, the transcript, the four words, and what \
                      is handed over: plaintext with its padding, HPKE info, the 64 bytes that encapsulation draws, \
                      encapsulation with ciphertext, signature. Bytes are lower-case hex. docs/protocol.md, section 9.8."
            .into(),
        origin: ORIGIN.into(),
        channel: CHANNEL,
        new_key_seed: hex(seed),
        new_key: hex(reveal.key.0),
        new_random: hex(new_random),
        commitment: hex(committed),
        known_identity_seed: hex(known.identity().signing.to_bytes()),
        known_identity: hex(offer.identity),
        known_random: hex(known_random),
        transcript: hex(transcript.0),
        words: words.join(" "),
        secret_key: hex(secret.bytes()),
        name: name.as_str().into(),
        blob_seq: known.pin().seq,
        blob_hash: hex(known.pin().hash),
        vaults: pins.iter().map(|pin| hex(pin.vault.0)).collect(),
        plain: hex(&plain[..]),
        info: hex(info(&transcript)),
        encapsulation_entropy: hex(encapsulation),
        sealed: hex(&handed.sealed),
        signature: hex(handed.sig.0),
        words_refused: vec![misplaced.join(" "), words[..3].join(" ")],
        signatures_refused: vec![hex(other.0), hex(shorter.0)],
    }
}

#[test]
fn a_device_is_linked_as_its_vectors_say() {
    let file = settled("link.json", &made());
    let reveal = LinkReveal { key: BoxKey(array(&file.new_key)), random: array(&file.new_random) };
    let offer = LinkOffer { identity: array(&file.known_identity), random: array(&file.known_random) };
    let seed = Key::from_bytes(&array(&file.new_key_seed));
    assert!(boxes::public(&seed) == reveal.key);
    assert_eq!(hex(commitment(&file.origin, &reveal)), file.commitment);
    let transcript = Transcript::new(&file.origin, file.channel, &array(&file.commitment), &reveal, &offer);
    assert_eq!(hex(transcript.0), file.transcript);
    assert_eq!(transcript.words().join(" "), file.words);
    assert_eq!(hex(info(&transcript)), file.info);
    let sealed = bytes(&file.sealed);
    let mut plain = boxes::open_bytes(&seed, &bytes(&file.info), &sealed).expect("opens");
    assert_eq!(hex(&plain[..]), file.plain);
    assert!(Plain::read(&mut plain).is_some());

    // As the new device takes it, with each signature.
    let open = |signature: &str| {
        let new =
            NewDevice::begin(&mut Scripted::new(&[&bytes(&file.new_key_seed), &bytes(&file.new_random)]), &file.origin);
        let (shown, _) = new.opened(file.channel).offered(&offer);
        shown.accepted().open(&LinkSealed { sealed: sealed.clone(), sig: Signature(array(signature)) })
    };
    let handed = open(&file.signature).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(hex(handed.secret_key().bytes()), file.secret_key);
    assert_eq!(handed.name().as_str(), file.name);
    for signature in &file.signatures_refused {
        assert_eq!(open(signature).err(), Some(LinkFailed::Forged));
    }

    // As the unlocked device takes it, with each four words.
    let typed = |words: &str| {
        let known = known();
        let entropy = &mut Scripted::new(&[&offer.random]);
        let (offered, said) =
            KnownOffered::answer(entropy, &file.origin, file.channel, array(&file.commitment), known.identity());
        assert_eq!(said, offer);
        let words: Vec<String> = words.split(' ').map(str::to_owned).collect();
        offered.revealed(&reveal).and_then(|asking| asking.typed(&words)).err()
    };
    assert_eq!(typed(&file.words), None);
    assert!(file.words_refused.iter().all(|words| typed(words) == Some(LinkFailed::Words)));
}
