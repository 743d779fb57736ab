//! Signing in, what is decided on, and what a stolen session or database can do (A4 to A7).

use super::{challenge, post, stolen_session, stored};
use crate::hostile::scene;
use std::cell::RefCell;
use std::rc::Rc;
use tacit_bridge::account::Device;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::{Call, DoorCall, Reply};
use tacit_engine::ports::Response;
use tacit_shared::account::{AccountOp, Blob, SessionOp, blob_hash};
use tacit_shared::api::{ApiError, ChangeAccount, DeleteAccount, InviteOpened, PREFIX, SessionInfo, SignIn};
use tacit_shared::codec;
use tacit_shared::sign::{self, Context};
use tacit_tests::person::{PASSWORD, Person};
use tacit_tests::script::{change, instead};
use tacit_tests::{run, until};

/// Every sign-in that goes over a line.
fn sign_ins(person: &Person) -> Rc<RefCell<Vec<SignIn>>> {
    let seen: Rc<RefCell<Vec<SignIn>>> = Rc::default();
    let keep = seen.clone();
    person.line.play(instead(move |request| {
        if request.path.ends_with("/sign-in") {
            keep.borrow_mut().push(codec::decode(&request.body, 4096).expect("a sign-in"));
        }
        None
    }));
    seen
}

#[test]
fn a04_a_signed_answer_replayed() {
    run(async {
        let scene = scene().await;
        let other = scene.person().await;
        let seen = sign_ins(&other);
        let sign_in = DoorCall::SignIn {
            name: "anna@example.org".into(),
            secret_key: scene.anna_key.clone(),
            password: PASSWORD.into(),
        };
        other.call(sign_in).await.expect("signed in");
        let answer = seen.borrow()[0].clone();
        assert_eq!(post(&scene, "sign-in", None, &answer).await, Err(ApiError::Unauthorized), "once");
        let fresh = SignIn { challenge: challenge(&scene).await.0, ..answer };
        assert_eq!(post(&scene, "sign-in", None, &fresh).await, Err(ApiError::Unauthorized), "for its challenge only");
    });
}

#[test]
fn a04_a_challenge_relayed_to_another_origin() {
    run(async {
        let scene = scene().await;
        let account = scene.operator.account("anna@example.org", &scene.anna_key).await;
        // Anna is at another server, which hands her this one's challenge.
        let relayed = challenge(&scene).await;
        let answer = account.keys().sign_in("https://tacit.evil.example", &relayed);
        assert_eq!(post(&scene, "sign-in", None, &answer).await, Err(ApiError::Unauthorized));
        // What her client signs names where it is, whatever the answers of the server say.
        let other = scene.person().await;
        let seen = sign_ins(&other);
        let sign_in = DoorCall::SignIn {
            name: "anna@example.org".into(),
            secret_key: scene.anna_key.clone(),
            password: PASSWORD.into(),
        };
        other.call(sign_in).await.expect("signed in");
        let sent = seen.borrow()[0].clone();
        let signed = |origin: &str| {
            let op = SessionOp::SignIn { origin: origin.into(), challenge: sent.challenge, lookup: sent.lookup };
            sign::verify(Context::Session, &account.keys().auth_public(), &codec::encode(&op), &sent.sig)
        };
        assert!(signed(&scene.server.origin()) && !signed("https://tacit.evil.example"));
    });
}

#[test]
fn a05_words_put_into_what_is_decided_on() {
    run(async {
        let scene = scene().await;
        // The invite page: vault, inviter and role come from signed bytes, so words put there make it no invite.
        let fragment = scene.anna.invite("Cara", tacit_bridge::members::Role::Editor).await;
        scene.keep_link_secret(&fragment);
        let cara = scene.person().await;
        let words: &[u8] = b"<b>Owner of everything</b>";
        cara.line.play(change("/open", move |_, shown: &mut InviteOpened| {
            let last = shown.entries.last_mut().expect("the invite");
            let at = last.len() / 2;
            last[at..at + words.len()].copy_from_slice(words);
        }));
        let refused = cara.call(DoorCall::SeeInvite { fragment: fragment.clone() }).await.expect_err("refused");
        assert!(!refused.what.contains("Owner of everything") && !refused.todo.contains("Owner of everything"));
        // The list of sessions: nothing in it is text, and absurd numbers are only numbers.
        scene.anna.line.play(change("/sessions", |_, rows: &mut Vec<SessionInfo>| {
            rows.push(SessionInfo { id: *b"<script>alert(1)", created: u64::MAX, seen: u64::MAX, current: true });
        }));
        assert!(matches!(scene.anna.call(Call::Sessions).await, Ok(Reply::Sessions(rows)) if rows.len() == 2));
        // A refusal: the server chooses among reasons, and has no words of its own.
        scene.anna.line.play(instead(|request| {
            request.path.ends_with("/sessions").then(|| Response { status: 400, body: b"call 555-0100".to_vec() })
        }));
        let said = scene.anna.call(Call::Sessions).await.expect_err("refused");
        assert_eq!(said.kind, ProblemKind::Malformed);
        assert!(!format!("{said:?}").contains("555"));
    });
}

#[test]
fn a06_who_asks_learns_nothing_and_a_stolen_database_has_nothing_to_guess_against() {
    run(async {
        let scene = scene().await;
        let account = scene.operator.account("anna@example.org", &scene.anna_key).await;
        let stranger = ed25519_dalek::SigningKey::from_bytes(&[5; 32]);
        let mut answers = Vec::new();
        for lookup in [account.keys().lookup(), tacit_shared::ids::Lookup([9; 32])] {
            let challenge = challenge(&scene).await.0;
            let op = SessionOp::SignIn { origin: scene.server.origin(), challenge, lookup };
            let sig = sign::sign(Context::Session, &stranger, &codec::encode(&op));
            answers.push(post(&scene, "sign-in", None, &SignIn { lookup, challenge, sig }).await);
        }
        assert_eq!(answers, [Err(ApiError::Unauthorized), Err(ApiError::Unauthorized)], "there or not: the same");
        // Whoever has the database, the name and the password still lacks 128 bits.
        let known = tacit_vault::account::AccountKeys::derive(
            &tacit_vault::account::SecretKey::from_bytes(&[0; 16]),
            &tacit_vault::account::SignInName::new("anna@example.org").expect("a name"),
            &tacit_vault::account::Password::new(PASSWORD).expect("a password"),
        );
        assert!(known.open(&stored(&scene).await).is_err());
        let database = scene.server.all_bytes();
        let is_there = |part: &[u8]| memchr::memmem::find(&database, part).is_some();
        assert!(is_there(&account.keys().lookup().0), "the search can find");
        assert!(!is_there(b"anna@example.org") && !is_there(PASSWORD.as_bytes()));
        for hash in [plain_hash(b"anna@example.org"), plain_hash(PASSWORD.as_bytes())] {
            assert!(!is_there(&hash), "no plain hash either");
        }
    });
}

fn plain_hash(text: &[u8]) -> [u8; 32] {
    use sha2::Digest;
    sha2::Sha256::digest(text).into()
}

#[test]
fn a07_credentials_replaced_and_the_account_deleted_with_a_stolen_session() {
    run(async {
        let scene = scene().await;
        let session = stolen_session(&scene.anna).await;
        let before = stored(&scene).await;
        let account = scene.operator.account("anna@example.org", &scene.anna_key).await;
        let thief = ed25519_dalek::SigningKey::from_bytes(&[5; 32]);
        let (origin, lookup) = (scene.server.origin(), account.keys().lookup());
        let frame = Blob {
            suite: 1,
            lookup,
            seq: account.pin().seq + 1,
            prev: account.pin().hash,
            nonce: [0; 24],
            ciphertext: vec![7; 4112],
        };
        let blob = codec::encode(&frame);
        let signed = |op: &AccountOp| {
            let op = codec::encode(op);
            let sig = sign::sign(Context::Account, &thief, &op);
            (op, sig)
        };
        let (op, sig) = signed(&AccountOp::Change {
            origin: origin.clone(),
            lookup,
            seq: frame.seq,
            new_lookup: lookup,
            new_auth: thief.verifying_key().to_bytes(),
            blob: blob_hash(&blob),
        });
        let change = ChangeAccount { op, old: sig, new: sig, blob: blob.clone() };
        let (op, sig) = signed(&AccountOp::Delete { origin: origin.clone(), lookup, seq: account.pin().seq });
        let delete = DeleteAccount { op, sig };
        assert_eq!(post(&scene, "account/change", Some(&session), &change).await, Err(ApiError::Unauthorized));
        assert_eq!(post(&scene, "account/delete", Some(&session), &delete).await, Err(ApiError::Unauthorized));
        assert_eq!(stored(&scene).await, before);
        // Her own signature for one thing is none for another.
        let update = account.next_blob(&mut tacit_vault::PlatformEntropy, &origin);
        let turned = DeleteAccount { op: update.request.op.clone(), sig: update.request.sig };
        assert_eq!(post(&scene, "account/delete", Some(&session), &turned).await, Err(ApiError::Malformed));
        scene.well(&scene.anna).await;
    });
}

#[test]
fn a07_a_stolen_session_ends_sessions_and_nothing_more() {
    run(async {
        let scene = scene().await;
        let session = stolen_session(&scene.anna).await;
        assert_eq!(post(&scene, "session/end", Some(&session), &()).await, Ok(()));
        // Her device locks, because somebody ended what it worked with; her password opens it, and nothing is lost.
        until("it locks", async || {
            let _ = scene.anna.call(Call::SyncNow).await;
            matches!(scene.anna.call(DoorCall::Device).await, Ok(Reply::Device(Device::Locked { why: Some(_), .. })))
        })
        .await;
        scene.anna.unlock().await;
        scene.anna.open_only_vault().await;
        scene.well(&scene.anna).await;
        assert_eq!(scene.anna.people("tarnacle").await.total, 1);
    });
}

#[test]
fn a07_a_form_on_another_site_makes_no_browser_drop_what_it_keeps() {
    run(async {
        let scene = scene().await;
        let ask = async |site: Option<&str>| {
            let call = reqwest::Client::new().post(format!("{}{PREFIX}/session/end", scene.server.origin()));
            let call = site.into_iter().fold(call, |call, site| call.header("Sec-Fetch-Site", site));
            let answer = call.send().await.expect("the server answers");
            (answer.status().as_u16(), answer.headers().contains_key("clear-site-data"))
        };
        assert_eq!(ask(None).await, (200, true));
        assert_eq!(ask(Some("same-origin")).await, (200, true));
        for site in ["cross-site", "same-site", "none"] {
            assert_eq!(ask(Some(site)).await, (401, false), "{site}");
        }
    });
}
