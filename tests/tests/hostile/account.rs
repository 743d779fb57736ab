//! A1 to A7 and A9: sign-in, the account's blob, credentials. (A8 is about linking.)

use crate::scene;
use std::cell::RefCell;
use std::rc::Rc;
use tacit_bridge::account::Device;
use tacit_bridge::problem::{Problem, ProblemKind};
use tacit_bridge::{Call, Reply};
use tacit_engine::ports::{Platform, Request, Response, Transport};
use tacit_shared::account::{AccountOp, Blob, SessionOp, blob_hash};
use tacit_shared::api::{
    ApiError, Challenge, ChangeAccount, DeleteAccount, InviteOpened, PREFIX, SessionInfo, SignIn, SignedIn, UpdateBlob,
};
use tacit_shared::codec;
use tacit_shared::sign::{self, Context};
use tacit_tests::host::{Host, Line, Profile};
use tacit_tests::person::{PASSWORD, Person};
use tacit_tests::scene::Scene;
use tacit_tests::script::{Honest, Script, change, instead, ok, refusal, refuse, spoil};
use tacit_tests::{run, until};

const NEW: &str = "granite-otter-willow-compass-fern";

/// Anna's sealed account as the server holds it.
async fn stored(scene: &Scene) -> Vec<u8> {
    let account = scene.operator.account("anna@example.org", &scene.anna_key).await;
    scene.operator.blob(&account).await
}

/// A minute later the device asks for its account again.
async fn account_asked(person: &Person) {
    let asked = || person.line.paths.borrow().iter().filter(|path| path.ends_with("/account/blob")).count();
    let before = asked();
    person.profile.ahead.set(person.profile.ahead.get() + 61_000);
    person.call(Call::Activity).await.expect("a reply");
    until("the account is asked for", async || {
        person.call(Call::SyncNow).await.expect("a reply");
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
        asked() > before
    })
    .await;
}

/// What the page says of the account.
async fn held(person: &Person) -> Option<Problem> {
    match person.call(Call::Device).await {
        Ok(Reply::Device(Device::Unlocked { held, .. })) => held,
        _ => None,
    }
}

/// (2) and (3) for the account: this is said of it, in words, and what was seen before is still there.
async fn account_refused(scene: &Scene, script: impl Script + 'static, kind: ProblemKind) {
    let before = scene.seen(&scene.anna).await;
    scene.anna.line.play(script);
    account_asked(&scene.anna).await;
    let said = RefCell::new(None);
    until("something is said of the account", async || {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        *said.borrow_mut() = held(&scene.anna).await;
        said.borrow().is_some()
    })
    .await;
    let said = said.into_inner().expect("waited for");
    assert_eq!(said.kind, kind);
    assert!(said.what.len() > 20 && said.todo.len() > 10, "words for people: {said:?}");
    assert_eq!(scene.seen(&scene.anna).await, before, "the last good state");
    assert_eq!(scene.anna.people("tarnacle").await.total, 1, "it can still be searched");
}

async fn account_well(scene: &Scene) {
    scene.anna.line.play(Honest);
    account_asked(&scene.anna).await;
    until("it is over as soon as the server is honest", async || {
        scene.anna.call(Call::SyncNow).await.expect("a reply");
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        held(&scene.anna).await.is_none()
    })
    .await;
}

/// A request to the real server, from whoever has got hold of something.
async fn post(scene: &Scene, path: &str, session: Option<&str>, body: &impl serde::Serialize) -> Result<(), ApiError> {
    let host = Host::new(Profile::default(), scene.server.origin(), Line::default());
    let request = Request {
        method: "POST",
        path: format!("{PREFIX}/{path}"),
        session: session.map(str::to_owned),
        body: codec::encode(body),
    };
    let answer = host.transport().send(request).await.expect("the server answers");
    match answer.status {
        200 => Ok(()),
        _ => Err(codec::decode(&answer.body, 1 << 20).expect("an error")),
    }
}

async fn challenge(scene: &Scene) -> Challenge {
    let host = Host::new(Profile::default(), scene.server.origin(), Line::default());
    let path = format!("{PREFIX}/challenge");
    let request = Request { method: "POST", path, session: None, body: Vec::new() };
    let answer = host.transport().send(request).await.expect("the server answers");
    codec::decode(&answer.body, 64).expect("a challenge")
}

/// The token that a person's calls carry, stolen.
async fn stolen_session(person: &Person) -> String {
    let token: Rc<RefCell<Option<String>>> = Rc::default();
    let seen = token.clone();
    person.line.play(instead(move |request| {
        if request.session.is_some() {
            seen.borrow_mut().clone_from(&request.session);
        }
        None
    }));
    until("a call is made", async || {
        person.call(Call::SyncNow).await.expect("a reply");
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        token.borrow().is_some()
    })
    .await;
    person.line.play(Honest);
    token.take().expect("waited for")
}

#[test]
fn a01_parameters_beside_the_answer() {
    run(async {
        let scene = scene().await;
        // A salt, costs, a mode, a migration, a flag: whatever follows what an answer is, it is no answer.
        let extras: [&[u8]; 4] = [&[1], &[7; 16], b"\x04pbkdf2", b"{\"migrate\":true}"];
        for extra in extras {
            for call in ["/sign-in", "/challenge"] {
                let extra = extra.to_vec();
                let (device, answer) =
                    scene.second_device(spoil(call, move |bytes| [&bytes[..], &extra].concat())).await;
                let refused = answer.expect_err("refused");
                assert_eq!(refused.kind, ProblemKind::Malformed, "{call}");
                assert_eq!(device.call(Call::Device).await, Ok(Reply::Device(Device::Empty)), "nothing is kept of it");
            }
        }
        account_refused(&scene, spoil("/account/blob", |bytes| [&bytes[..], &[9]].concat()), ProblemKind::Malformed)
            .await;
        account_well(&scene).await;
    });
}

#[test]
fn a01_an_account_of_another_suite() {
    run(async {
        let scene = scene().await;
        let script = change("/sign-in", |_, answer: &mut SignedIn| {
            let mut frame = Blob::decode(&answer.blob).expect("a blob");
            frame.suite = 0;
            answer.blob = codec::encode(&frame);
        });
        let (_, answer) = scene.second_device(script).await;
        assert_eq!(answer.expect_err("refused").kind, ProblemKind::CannotUnlock);
    });
}

#[test]
fn a02_no_account_an_empty_one_anothers_or_a_changed_one() {
    run(async {
        let scene = scene().await;
        let ben = scene.operator.account("ben@example.org", &scene.ben_key).await;
        let foreign = scene.operator.blob(&ben).await;
        let mut readdressed = Blob::decode(&foreign).expect("a blob");
        readdressed.lookup = scene.operator.account("anna@example.org", &scene.anna_key).await.keys().lookup();
        let own = stored(&scene).await;
        let flipped = [&own[..own.len() - 1], &[own[own.len() - 1] ^ 1]].concat();
        for blob in [Vec::new(), foreign, codec::encode(&readdressed), flipped, own[..200].to_vec()] {
            let script = change("/sign-in", move |_, answer: &mut SignedIn| answer.blob = blob.clone());
            let (device, answer) = scene.second_device(script).await;
            assert_eq!(answer.expect_err("refused").kind, ProblemKind::CannotUnlock, "one error for all");
            assert_eq!(device.call(Call::Device).await, Ok(Reply::Device(Device::Empty)));
            let created = device.line.paths.borrow().iter().any(|path| path.ends_with("/create"));
            assert!(!created, "keys are made at sign-up and nowhere else");
        }
        let (_, answer) = scene.second_device(refuse("/sign-in", ApiError::NotFound)).await;
        assert!(answer.is_err(), "no account at all");
    });
}

#[test]
fn a02_a_changed_account_a_thousand_times() {
    run(async {
        let scene = scene().await;
        let before = (scene.seen(&scene.anna).await, stored(&scene).await);
        let own = before.1.clone();
        let tries = Rc::new(RefCell::new(0_usize));
        let count = tries.clone();
        scene.anna.line.play(instead(move |request| {
            (request.path.ends_with("/account/blob") && request.method == "GET").then(|| {
                let mut bytes = own.clone();
                let mut tries = count.borrow_mut();
                let at = *tries % bytes.len();
                bytes[at] ^= 1 + (*tries / bytes.len()) as u8;
                *tries += 1;
                ok(&bytes)
            })
        }));
        while *tries.borrow() < 1_000 {
            scene.anna.profile.ahead.set(scene.anna.profile.ahead.get() + 61_000);
            scene.anna.call(Call::Activity).await.expect("a reply");
            scene.anna.call(Call::SyncNow).await.expect("a reply");
            tokio::time::sleep(std::time::Duration::from_millis(3)).await;
        }
        let said = held(&scene.anna).await.expect("said");
        let kinds = [ProblemKind::CannotUnlock, ProblemKind::AccountStale, ProblemKind::AccountFork];
        assert!(kinds.contains(&said.kind), "{said:?}");
        scene.anna.line.play(Honest);
        account_asked(&scene.anna).await;
        assert_eq!((scene.seen(&scene.anna).await, stored(&scene).await), before, "nothing was made or written");
        let posted = scene.anna.line.paths.borrow().iter().any(|path| path.ends_with("/account/change"));
        assert!(!posted);
    });
}

#[test]
fn a03_the_account_from_before_a_change_of_password() {
    run(async {
        let scene = scene().await;
        let old = stored(&scene).await;
        scene.keep_secret(NEW.as_bytes());
        let change = Call::ChangePassword { current: PASSWORD.into(), new: NEW.into() };
        scene.anna.call(change).await.expect("changed");
        scene.anna.settled().await;
        account_refused(&scene, spoil("/account/blob", move |_| codec::encode(&old)), ProblemKind::AccountStale).await;
        account_well(&scene).await;
    });
}

#[test]
fn a03_the_old_account_to_a_device_that_is_unlocked_with_the_new_password() {
    run(async {
        let mut scene = scene().await;
        let old = stored(&scene).await;
        let change_password = Call::ChangePassword { current: PASSWORD.into(), new: NEW.into() };
        scene.anna.call(change_password).await.expect("changed");
        scene.anna.settled().await;
        // Whoever knows the old password, and a server that has kept the old account, do not bring it back.
        scene.anna = scene.anna.restarted().await;
        let session = tacit_shared::api::SessionToken([7; 32]);
        scene.anna.line.play(instead(move |request| {
            request.path.ends_with("/sign-in").then(|| ok(&SignedIn { session: session.clone(), blob: old.clone() }))
        }));
        let refused = scene.anna.call(Call::Unlock { password: PASSWORD.into() }).await.expect_err("refused");
        assert_eq!(refused.kind, ProblemKind::AccountStale);
        scene.anna.line.play(Honest);
        scene.anna.call(Call::Unlock { password: NEW.into() }).await.expect("her own copy");
        scene.anna.open_only_vault().await;
        assert_eq!(scene.anna.people("tarnacle").await.total, 1);
    });
}

#[test]
fn a03_her_account_forked_between_her_own_devices() {
    run(async {
        let scene = scene().await;
        let (other, answer) = scene.second_device(Honest).await;
        answer.expect("signed in");
        other.open_only_vault().await;
        other.call(Call::ConfirmDevice).await.expect("confirmed");
        other.settled().await;
        // What the other device writes is taken and hidden; what Anna writes has the same number.
        let hidden: Rc<RefCell<Option<Vec<u8>>>> = Rc::default();
        let kept = hidden.clone();
        other.line.play(instead(move |request| {
            if !request.path.ends_with("/account/blob") || request.method != "POST" {
                return None;
            }
            let update: UpdateBlob = codec::decode(&request.body, 1 << 20).expect("an update");
            *kept.borrow_mut() = Some(update.blob);
            Some(Response { status: 200, body: Vec::new() })
        }));
        other.call(Call::CreateVault { name: "Zwyrtek two".into(), my_name: "Quorlis".into() }).await.expect("made");
        until("the other device's account is hidden", async || {
            other.call(Call::SyncNow).await.expect("a reply");
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
            hidden.borrow().is_some()
        })
        .await;
        let anna_wrote = stored(&scene).await;
        scene.anna.create_vault("Zwyrtek three", "Quorlis").await;
        until("Anna's is taken", async || {
            scene.anna.call(Call::SyncNow).await.expect("a reply");
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
            stored(&scene).await != anna_wrote
        })
        .await;
        account_asked(&other).await;
        until("the fork is said", async || {
            other.call(Call::SyncNow).await.expect("a reply");
            held(&other).await.is_some_and(|held| held.kind == ProblemKind::AccountFork)
        })
        .await;
        other.open_vault_named("Zwyrtek & Partner").await;
        assert_eq!(other.people("tarnacle").await.total, 1, "the last good state");
    });
}

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
        let sign_in = Call::SignIn {
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
        let sign_in = Call::SignIn {
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
        let refused = cara.call(Call::SeeInvite { fragment: fragment.clone() }).await.expect_err("refused");
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
            matches!(scene.anna.call(Call::Device).await, Ok(Reply::Device(Device::Locked { why: Some(_), .. })))
        })
        .await;
        scene.anna.unlock().await;
        scene.anna.open_only_vault().await;
        scene.well(&scene.anna).await;
        assert_eq!(scene.anna.people("tarnacle").await.total, 1);
    });
}

#[test]
fn a09_garbage_over_the_account_with_a_stolen_session() {
    run(async {
        let scene = scene().await;
        let session = stolen_session(&scene.anna).await;
        let (before, account) =
            (stored(&scene).await, scene.operator.account("anna@example.org", &scene.anna_key).await);
        let frame = Blob {
            suite: 1,
            lookup: account.keys().lookup(),
            seq: account.pin().seq + 1,
            prev: account.pin().hash,
            nonce: [0; 24],
            ciphertext: vec![7; 4112],
        };
        let blob = codec::encode(&frame);
        let op = codec::encode(&AccountOp::Update {
            origin: scene.server.origin(),
            lookup: frame.lookup,
            seq: frame.seq,
            blob: blob_hash(&blob),
        });
        let sig = sign::sign(Context::Account, &ed25519_dalek::SigningKey::from_bytes(&[5; 32]), &op);
        let update = UpdateBlob { op, sig, blob: blob.clone() };
        assert_eq!(post(&scene, "account/blob", Some(&session), &update).await, Err(ApiError::Unauthorized));
        assert_eq!(stored(&scene).await, before);
        // A server that has it all the same: the device refuses it, and goes on with its own copy once it is honest.
        account_refused(&scene, spoil("/account/blob", move |_| codec::encode(&blob)), ProblemKind::CannotUnlock).await;
        account_well(&scene).await;
    });
}

/// A server that has put an older copy of the account back, and stays with it.
fn put_back(older: Vec<u8>) -> impl Script {
    instead(move |request| {
        let answer = || match request.method {
            "GET" => ok(&older),
            _ => refusal(&ApiError::BlobConflict(older.clone())),
        };
        request.path.ends_with("/account/blob").then(answer)
    })
}

/// Anna's account before she made a second vault, which is in it now.
async fn older(scene: &Scene) -> Vec<u8> {
    let older = stored(scene).await;
    scene.anna.create_vault("Ombrelyth's own", "Quorlis").await;
    scene.anna.settled().await;
    until("the account has it", async || stored(scene).await != older).await;
    scene.anna.open_vault_named("Zwyrtek & Partner").await;
    older
}

#[test]
fn a09_an_older_account_put_back_under_a_device_that_has_the_newer() {
    run(async {
        let scene = scene().await;
        let older = older(&scene).await;
        // It opens and is genuine: by its number alone it is known to be old. What is newer here is offered, and refused.
        account_refused(&scene, put_back(older), ProblemKind::AccountStale).await;
        assert_eq!(scene.anna.vaults().await.len(), 2, "nothing is given up for it");
        account_well(&scene).await;
        assert_eq!(scene.anna.vaults().await.len(), 2);
    });
}

#[test]
fn a09_an_older_account_shown_to_a_browser_that_has_seen_none() {
    run(async {
        let scene = scene().await;
        let older = older(&scene).await;
        let at_sign_in = older.clone();
        let sign_in = change("/sign-in", move |_, answer: &mut SignedIn| answer.blob.clone_from(&at_sign_in));
        let (other, answer) = scene.second_device((sign_in, put_back(older.clone()))).await;
        answer.expect("it opens, and nothing here knows better");
        assert_eq!(other.vaults().await.len(), 1, "as it was then");
        other.open_only_vault().await;
        scene.told(&other, ProblemKind::Unconfirmed).await;
        // Once it has seen the newer one, it is not taken back.
        other.line.play(Honest);
        account_asked(&other).await;
        until("the second vault is there", async || other.vaults().await.len() == 2).await;
        other.line.play(put_back(older));
        account_asked(&other).await;
        until("the older one is refused", async || {
            other.call(Call::SyncNow).await.expect("a reply");
            held(&other).await.is_some_and(|held| held.kind == ProblemKind::AccountStale)
        })
        .await;
        assert_eq!(other.vaults().await.len(), 2);
    });
}
