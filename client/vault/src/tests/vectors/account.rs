//! `account.json`: from what a person types to the sealed blob, and what the account's key signs.

use super::{Scripted, array, bytes, hex, settled};
use crate::account::AccountKeys;
use crate::hazmat::kdf::{self, Label};
use crate::hazmat::key::Key;
use crate::hazmat::{aead, pad, stretch};
use crate::*;
use ed25519_dalek::SigningKey;
use serde::{Deserialize, Serialize};
use tacit_shared::account::{AccountOp, Blob, IdentityOp, SessionOp, blob_hash, session_hash};
use tacit_shared::api::{Challenge, Head, Permit, SessionToken};
use tacit_shared::codec;
use tacit_shared::ids::{EntryHash, Lookup, VaultId};
use tacit_shared::sign::{self, Context};

const ORIGIN: &str = "https://crm.example";

#[derive(Serialize, Deserialize)]
struct File {
    description: String,
    names: Vec<Typed>,
    names_refused: Vec<String>,
    passwords: Vec<Typed>,
    passwords_refused: Vec<String>,
    secret_keys: Vec<Printed>,
    secret_keys_refused: Vec<String>,
    derivations: Vec<Derivation>,
    blobs: Vec<SealedBlob>,
    local_key: LocalVector,
    operations: Vec<Operation>,
}

#[derive(Serialize, Deserialize)]
struct Typed {
    typed: String,
    normal: String,
    normal_utf8: String,
}

#[derive(Serialize, Deserialize)]
struct Printed {
    secret_key: String,
    checksum: String,
    printed: String,
    also_read: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct Derivation {
    secret_key: String,
    name: String,
    password: String,
    lookup: String,
    salt: String,
    stretched: String,
    unlock: String,
    auth_seed: String,
    auth_public: String,
    wrap: String,
}

#[derive(Serialize, Deserialize)]
struct SealedBlob {
    derivation: usize,
    seq: u64,
    prev: String,
    nonce: String,
    identity_seed: String,
    box_seed: String,
    local_seed: String,
    vaults: Vec<Pin>,
    verified: Vec<String>,
    associated_data: String,
    plain: String,
    padded_length: usize,
    blob: String,
    hash: String,
}

#[derive(Serialize, Deserialize)]
struct Pin {
    vault: String,
    member: u32,
    standing: u8,
    roster_seq: u64,
    roster_hash: String,
    head_seq: u64,
    head_hash: String,
    epoch: u32,
}

#[derive(Serialize, Deserialize)]
struct LocalVector {
    local_seed: String,
    device: String,
    key: String,
    context: String,
    plain: String,
    sealed: String,
}

#[derive(Serialize, Deserialize)]
struct Operation {
    what: String,
    context: String,
    public: String,
    message: String,
    signature: String,
}

fn typed(typed: &str, normal: &str) -> Typed {
    Typed { typed: typed.into(), normal: normal.into(), normal_utf8: hex(normal) }
}

fn name(text: &str) -> Typed {
    typed(text, SignInName::new(text).expect("a name").as_str())
}

fn password(text: &str) -> Typed {
    typed(text, Password::new(text).expect("long enough").as_str())
}

fn printed(key: [u8; 16]) -> Printed {
    let printed = SecretKey::from_bytes(&key).printed().to_string();
    let check = kdf::derive::<32>(&key, Label::KitCheck, &[]);
    let also_read = vec![
        printed.to_lowercase().replace('-', " "),
        printed.replace('-', "").replace('0', "O").replace('1', "l"),
        printed.replace('-', "\u{2013}"),
    ];
    Printed { secret_key: hex(key), checksum: hex(&check[..3]), printed, also_read }
}

fn derivation(key: [u8; 16], name: &str, password: &str) -> Derivation {
    let (name, password) = (SignInName::new(name).expect("a name"), Password::new(password).expect("long enough"));
    let lookup = kdf::derive::<32>(&key, Label::Lookup, &[name.as_str().as_bytes()]);
    let salt = kdf::derive::<16>(&key, Label::Salt, &[name.as_str().as_bytes()]);
    let stretched = stretch::stretch(password.as_str().as_bytes(), &salt);
    let unlock = kdf::unlock(&key, &stretched);
    let auth = kdf::derive::<32>(unlock.bytes(), Label::Auth, &[&*lookup]);
    Derivation {
        secret_key: hex(key),
        name: name.as_str().into(),
        password: password.as_str().into(),
        lookup: hex(*lookup),
        salt: hex(*salt),
        stretched: hex(stretched.bytes()),
        unlock: hex(unlock.bytes()),
        auth_seed: hex(*auth),
        auth_public: hex(SigningKey::from_bytes(&auth).verifying_key().to_bytes()),
        wrap: hex(kdf::key(unlock.bytes(), Label::Wrap, &[&*lookup]).bytes()),
    }
}

fn keys(of: &Derivation) -> AccountKeys {
    let (name, password) =
        (SignInName::new(&of.name).expect("a name"), Password::new(&of.password).expect("long enough"));
    AccountKeys::derive(&SecretKey::from_bytes(&array(&of.secret_key)), &name, &password)
}

fn plain(wrap: &str, blob: &Blob) -> (Vec<u8>, usize) {
    let mut plain = blob.ciphertext.clone();
    let associated = Blob::associated_data(&blob.lookup, blob.seq, &blob.prev);
    aead::open(&Key::from_bytes(&array(wrap)), &blob.nonce, &associated, &mut plain).expect("opens");
    let padded = plain.len();
    pad::unpad(&mut plain, 4096).expect("padded");
    (plain, padded)
}

fn blob(of: &Derivation, bytes: &[u8], account: &Unlocked, seeds: [&[u8; 32]; 3], verified: &[[u8; 32]]) -> SealedBlob {
    let frame = Blob::decode(bytes).expect("a blob");
    let (plain, padded_length) = plain(&of.wrap, &frame);
    let pin = |pin: &VaultPin| Pin {
        vault: hex(pin.vault.0),
        member: pin.member,
        standing: pin.standing as u8,
        roster_seq: pin.roster.seq,
        roster_hash: hex(pin.roster.hash.0),
        head_seq: pin.head.seq,
        head_hash: hex(pin.head.hash.0),
        epoch: pin.epoch,
    };
    SealedBlob {
        derivation: 0,
        seq: frame.seq,
        prev: hex(frame.prev),
        nonce: hex(frame.nonce),
        identity_seed: hex(seeds[0]),
        box_seed: hex(seeds[1]),
        local_seed: hex(seeds[2]),
        vaults: account.vaults().map(pin).collect(),
        verified: verified.iter().map(hex).collect(),
        associated_data: hex(Blob::associated_data(&frame.lookup, frame.seq, &frame.prev)),
        plain: hex(plain),
        padded_length,
        blob: hex(bytes),
        hash: hex(blob_hash(bytes)),
    }
}

fn pin(vault: u8, standing: VaultStanding, seq: u64) -> VaultPin {
    let head = |seq| Head { seq, hash: EntryHash([seq as u8; 32]) };
    VaultPin { vault: VaultId([vault; 32]), member: 2, standing, roster: head(seq), head: head(seq + 300), epoch: 3 }
}

fn made() -> File {
    let derivations = vec![
        derivation([7; 16], "anna", "correct horse battery"),
        derivation(array("000102030405060708090a0b0c0d0e0f"), " ÄNNE ", "pa\u{308}ssword-1"),
    ];
    let seeds: [&[u8; 32]; 3] = [&[0x11; 32], &[0x22; 32], &[0x33; 32]];
    let mut entropy = Scripted::new(&[seeds[0], seeds[1], seeds[2], &[0x44; 24], &[0x55; 24], &[0x66; 24]]);
    let permit = Permit::Token([0; 32]);
    let (mut account, create) = Unlocked::sign_up(&mut entropy, ORIGIN, permit, keys(&derivations[0]));
    let first = blob(&derivations[0], &create.blob, &account, seeds, &[]);
    account.note_vault(pin(0xaa, VaultStanding::Joined, 4)).expect("new");
    account.note_vault(pin(0xbb, VaultStanding::Removed, 9)).expect("new");
    account.verify([0xcc; 32]);
    let update = account.next_blob(&mut entropy, ORIGIN);
    let second = blob(&derivations[0], &update.request.blob, &account, seeds, &[[0xcc; 32]]);

    let change = account.change(&mut Scripted::new(&[&[0x67; 24]]), ORIGIN, &keys(&derivations[1]));
    let delete = account.delete(ORIGIN);
    let next_auth = hex(keys(&derivations[1]).auth_public());

    let local = account.local_key(&[0x77; 16]);
    let local_key = LocalVector {
        local_seed: hex(seeds[2]),
        device: hex([0x77; 16]),
        key: hex(kdf::key(seeds[2], Label::Local, &[&[0x77; 16]]).bytes()),
        context: "outbox".into(),
        plain: hex("kept on this device"),
        sealed: hex(local.seal(&mut entropy, b"outbox", b"kept on this device")),
    };

    let (challenge, session) = (Challenge([0x88; 32]), SessionToken([0x99; 32]));
    let sign_in = account.keys().sign_in(ORIGIN, &challenge);
    let sign_in_op =
        SessionOp::SignIn { origin: ORIGIN.into(), challenge: challenge.0, lookup: account.keys().lookup() };
    let bind = account.identity().bind(ORIGIN, &session);
    let identity = account.identity().public();
    let bind_op = IdentityOp::Bind { origin: ORIGIN.into(), session: session_hash(&session.0), identity };
    let auth = hex(account.keys().auth_public());
    let operation = |what: &str, context: Context, public: &str, message: Vec<u8>, signature: [u8; 64]| Operation {
        what: what.into(),
        context: context.text().into(),
        public: public.into(),
        message: hex(message),
        signature: hex(signature),
    };
    let operations = vec![
        operation("AccountOp::Create of blob 1", Context::Account, &auth, create.op, create.sig.0),
        operation("AccountOp::Update to blob 2", Context::Account, &auth, update.request.op, update.request.sig.0),
        operation(
            "AccountOp::Change to the keys of the second account, by the old key; the new blob's nonce is 67…",
            Context::Account,
            &auth,
            change.request.op.clone(),
            change.request.old.0,
        ),
        operation("The same by the new key", Context::Account, &next_auth, change.request.op, change.request.new.0),
        operation("AccountOp::Delete", Context::Account, &auth, delete.op, delete.sig.0),
        operation(
            "SessionOp::SignIn, challenge 88…",
            Context::Session,
            &auth,
            codec::encode(&sign_in_op),
            sign_in.sig.0,
        ),
        operation(
            "IdentityOp::Bind, session token 99…",
            Context::SessionIdentity,
            &hex(identity),
            codec::encode(&bind_op),
            bind.sig.0,
        ),
    ];
    File {
        description: "Account: normal forms of name and password, the printed Secret Key, every derivation from the \
                      three to the keys, two blobs of the first account in sequence, the key of what rests on a \
                      device, and signed operations. Bytes are lower-case hex; text is UTF-8; standing is 0 joined, \
                      1 left, 2 removed, 3 deleted. docs/protocol.md, section 5."
            .into(),
        names: ["anna", " Anna\t", "ÄNNE", "A\u{308}nne", "\u{fb01}na", "\u{ff21}nna", "İrem", "ΣΟΦΟΣ"]
            .map(name)
            .into(),
        names_refused: vec![String::new(), " \u{a0} ".into(), "a".repeat(65)],
        passwords: ["correct horse battery", " blanks count ", "p\u{e4}ssword-1", "pa\u{308}ssword-1"]
            .map(password)
            .into(),
        passwords_refused: vec!["123456789".into()],
        secret_keys: [[0; 16], [0xff; 16], array("000102030405060708090a0b0c0d0e0f")].map(printed).into(),
        secret_keys_refused: vec![
            "00000-00000-00000-00000-00000-00000".into(),
            "00000-00000-00000-00000-00000-0000U".into(),
            "00000".into(),
        ],
        derivations,
        blobs: vec![first, second],
        local_key,
        operations,
    }
}

#[test]
fn an_account_is_derived_sealed_and_signed_as_its_vectors_say() {
    let file = settled("account.json", &made());
    for one in &file.names {
        assert_eq!(SignInName::new(&one.typed).expect("a name").as_str().as_bytes(), bytes(&one.normal_utf8));
    }
    assert!(file.names_refused.iter().all(|name| SignInName::new(name).is_err()));
    for one in &file.passwords {
        assert_eq!(Password::new(&one.typed).expect("long enough").as_str().as_bytes(), bytes(&one.normal_utf8));
    }
    assert!(file.passwords_refused.iter().all(|password| Password::new(password).is_err()));
    for one in &file.secret_keys {
        for typed in one.also_read.iter().chain([&one.printed]) {
            assert_eq!(SecretKey::parse(typed).expect("reads").bytes(), &array(&one.secret_key));
        }
    }
    assert!(file.secret_keys_refused.iter().all(|typed| SecretKey::parse(typed).is_err()));
    for one in &file.derivations {
        let keys = keys(one);
        assert_eq!(keys.lookup(), Lookup(array(&one.lookup)));
        assert_eq!(keys.auth_public(), array(&one.auth_public));
    }
    let mut prev = [0; 32];
    for one in &file.blobs {
        let (sealed, of) = (bytes(&one.blob), &file.derivations[one.derivation]);
        let account = keys(of).open(&sealed).expect("opens");
        assert_eq!((account.pin(), array(&one.prev)), (BlobPin { seq: one.seq, hash: array(&one.hash) }, prev));
        assert_eq!(account.identity().signing.to_bytes(), array(&one.identity_seed));
        assert_eq!(account.identity().box_seed.bytes(), &array(&one.box_seed));
        assert_eq!(account.vaults().count(), one.vaults.len());
        assert!(one.verified.iter().all(|fingerprint| account.is_verified(&array(fingerprint))));
        prev = array(&one.hash);
        let local = account.local_key(&array(&file.local_key.device));
        let opened = local.open(file.local_key.context.as_bytes(), &bytes(&file.local_key.sealed));
        assert_eq!(opened.expect("opens"), bytes(&file.local_key.plain));
    }
    for one in &file.operations {
        let context = Context::ALL.into_iter().find(|context| context.text() == one.context).expect("a context");
        let signature = tacit_shared::api::Signature(array(&one.signature));
        assert!(sign::verify(context, &array(&one.public), &bytes(&one.message), &signature), "{}", one.what);
    }
    assert!(codec::decode::<AccountOp>(&bytes(&file.operations[0].message), 1024).is_ok());
}
