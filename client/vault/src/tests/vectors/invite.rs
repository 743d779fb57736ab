//! `invite.json`: a link, what it derives and signs, the sealed names, the request, and words that people compare.

use super::{array, bytes, hex, settled};
use crate::hazmat::kdf::{self, Label};
use crate::hazmat::{aead, pad};
use crate::passphrase::{WordsOf, words};
use crate::tests::world::*;
use crate::*;
use ed25519_dalek::SigningKey;
use serde::{Deserialize, Serialize};
use tacit_shared::account::InviteOp;
use tacit_shared::api::{Challenge, InviteOpened, Permit};
use tacit_shared::codec;
use tacit_shared::entry::{Body, Entry, JoinRequest, Role};
use tacit_shared::limits;
use tacit_shared::sign::{self, Context};

const ORIGIN: &str = "https://crm.example";

#[derive(Serialize, Deserialize)]
struct File {
    description: String,
    vault: String,
    genesis: String,
    invite_entry: String,
    invite: String,
    secret: String,
    fragment: String,
    fragments_refused: Vec<String>,
    sign_seed: String,
    sign_public: String,
    hint_key: String,
    hint_plain: String,
    hint: String,
    vault_name: String,
    inviter_name: String,
    now: u64,
    expires: u64,
    operations: Vec<Operation>,
    joiner_identity_seed: String,
    joiner_box_seed: String,
    request: String,
    words: Vec<Words>,
}

#[derive(Serialize, Deserialize)]
struct Operation {
    what: String,
    context: String,
    public: String,
    message: String,
    signature: String,
}

#[derive(Serialize, Deserialize)]
struct Words {
    label: String,
    message: String,
    digest: String,
    words: String,
}

fn compared(label: &str, of: WordsOf, message: &[u8]) -> Words {
    let digest = of.digest(&[message]);
    Words { label: label.into(), message: hex(message), digest: hex(digest), words: words::<6>(&digest).join(" ") }
}

fn made() -> File {
    let (mut anna, mut server) = Person::found(1);
    let link = anna.invite(&mut server, Role::Editor);
    let (vault, invite, fragment) = (anna.state().vault(), link.invite(), link.fragment().to_string());
    let secret: [u8; 32] = base64url(&fragment).expect("base64url")[1..33].try_into().expect("32 bytes");
    let seed = kdf::derive::<32>(&secret, Label::InviteSign, &[]);
    let public = hex(SigningKey::from_bytes(&seed).verifying_key().to_bytes());
    let entry = codec::decode::<Entry>(&server.entries[1], limits::ENTRY).expect("an entry");
    let Body::Invite { hint, expires, .. } = entry.body else { panic!("an invite") };
    let hint_key = kdf::key(&secret, Label::InviteHint, &[]);
    let hint_plain = aead::open_with_nonce(&hint_key, &[], &hint).expect("opens");

    let challenge = Challenge([0x88; 32]);
    let operation = |what: &str, context: Context, public: &str, message: Vec<u8>, signature: [u8; 64]| Operation {
        what: what.into(),
        context: context.text().into(),
        public: public.into(),
        message: hex(message),
        signature: hex(signature),
    };
    let open = InviteOp::Open { origin: ORIGIN.into(), challenge: challenge.0, invite };
    let permit = InviteOp::Permit { origin: ORIGIN.into(), challenge: challenge.0, vault, invite };
    let Permit::Invite { sig, .. } = link.permit(ORIGIN, &challenge, vault) else { panic!("a permit by invite") };
    let joiner = Person::new(2);
    let identity = joiner.account.identity();
    let pending = link.request(vault, identity);
    let request = JoinRequest::decode(&pending.request).expect("a request");
    let body = codec::encode(&request.body);
    let operations = vec![
        operation(
            "InviteOp::Open",
            Context::InviteFetch,
            &public,
            codec::encode(&open),
            link.open(ORIGIN, &challenge).sig.0,
        ),
        operation("InviteOp::Permit", Context::InviteFetch, &public, codec::encode(&permit), sig.0),
        operation("JoinBody, by invite", Context::JoinInvite, &public, body.clone(), request.by_invite.0),
        operation("JoinBody, by identity", Context::JoinIdentity, &hex(identity.public()), body, request.by_identity.0),
    ];
    let cut = fragment[..86].to_owned();
    let other_suite = format!("Ag{}", &fragment[2..]);
    File {
        description:
            "An invite: the link's fragment and what derives from its secret, the Invite entry behind Genesis, \
                      the sealed names, the operations that the link's holder signs, the joiner's request, and the six \
                      words of the request and of the membership. Bytes are lower-case hex, the fragment is base64url. \
                      docs/protocol.md, section 8."
                .into(),
        vault: hex(vault.0),
        genesis: hex(&server.entries[0]),
        invite_entry: hex(&server.entries[1]),
        invite: hex(invite.0),
        secret: hex(secret),
        fragments_refused: vec![cut, other_suite, format!("{fragment}A"), String::new()],
        fragment,
        sign_seed: hex(*seed),
        sign_public: public,
        hint_key: hex(hint_key.bytes()),
        hint_plain: hex(hint_plain),
        hint: hex(hint),
        vault_name: "Kanzlei".into(),
        inviter_name: "Anna".into(),
        now: NOW,
        expires,
        operations,
        joiner_identity_seed: hex(identity.signing.to_bytes()),
        joiner_box_seed: hex(identity.box_seed.bytes()),
        words: vec![
            compared("join", WordsOf::Join, &[&vault.0[..], &pending.request].concat()),
            compared("roster", WordsOf::Roster, &[vault.0, anna.state().roster().roster_hash().0].concat()),
        ],
        request: hex(pending.request),
    }
}

#[test]
fn an_invite_is_made_shown_and_answered_as_its_vectors_say() {
    let file = settled("invite.json", &made());
    let link = InviteLink::parse(&file.fragment).expect("a link");
    assert_eq!(link.invite().0, array(&file.invite));
    assert!(file.fragments_refused.iter().all(|fragment| InviteLink::parse(fragment).is_err()));
    let shown = InviteOpened { entries: vec![bytes(&file.genesis), bytes(&file.invite_entry)], head: None };
    let view = link.view(&shown, file.now).expect("good");
    assert_eq!((view.vault.0, view.expires), (array(&file.vault), file.expires));
    assert_eq!((&view.vault_name, &view.inviter_name), (&file.vault_name, &file.inviter_name));
    assert_eq!(link.view(&shown, file.expires), Err(InviteError::Expired));
    let mut plain = bytes(&file.hint_plain);
    pad::unpad(&mut plain, 256).expect("padded");
    assert_eq!(
        codec::decode::<(String, String)>(&plain, 256),
        Ok((file.vault_name.clone(), file.inviter_name.clone()))
    );
    for one in &file.operations {
        let context = Context::ALL.into_iter().find(|context| context.text() == one.context).expect("a context");
        let signature = tacit_shared::api::Signature(array(&one.signature));
        assert!(sign::verify(context, &array(&one.public), &bytes(&one.message), &signature), "{}", one.what);
    }
    let request = JoinRequest::decode(&bytes(&file.request)).expect("a request");
    assert!(request.is_signed(&array(&file.sign_public)));
    let pending = JoinPending { vault: view.vault, request: bytes(&file.request) };
    assert_eq!(pending.words().join(" "), file.words[0].words);
    for one in &file.words {
        let message = [one.label.as_bytes(), &[0], &bytes(&one.message)].concat();
        let digest = tacit_shared::hash::hash(tacit_shared::hash::Context::Words, &[&message]);
        assert_eq!((hex(digest), words::<6>(&digest).join(" ")), (one.digest.clone(), one.words.clone()));
    }
}
