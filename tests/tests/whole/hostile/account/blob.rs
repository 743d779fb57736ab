//! The account's blob: none, another, changed, older, forked, garbage (A1 to A3, A9).

use super::{account_asked, account_refused, account_well, held, post, stolen_session, stored};
use crate::hostile::scene;
use crate::hostile::witness::posted;
use std::cell::RefCell;
use std::rc::Rc;
use tacit_bridge::account::Device;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::{Call, DoorCall, Reply};
use tacit_engine::ports::Response;
use tacit_shared::account::{AccountOp, Blob, blob_hash};
use tacit_shared::api::{ApiError, SignedIn, UpdateBlob};
use tacit_shared::codec;
use tacit_shared::sign::{self, Context};
use tacit_tests::person::{PASSWORD, Person};
use tacit_tests::scene::Scene;
use tacit_tests::script::{Honest, Script, change, instead, ok, refusal, refuse, spoil};
use tacit_tests::{run, until};

const NEW: &str = "granite-otter-willow-compass-fern";

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
                assert_eq!(
                    device.call(DoorCall::Device).await,
                    Ok(Reply::Device(Device::Empty)),
                    "nothing is kept of it"
                );
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
            assert_eq!(device.call(DoorCall::Device).await, Ok(Reply::Device(Device::Empty)));
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
        let refused = scene.anna.call(DoorCall::Unlock { password: PASSWORD.into() }).await.expect_err("refused");
        assert_eq!(refused.kind, ProblemKind::AccountStale);
        scene.anna.line.play(Honest);
        scene.anna.call(DoorCall::Unlock { password: NEW.into() }).await.expect("her own copy");
        scene.anna.open_only_vault().await;
        assert_eq!(scene.anna.people("tarnacle").await.total, 1);
    });
}

/// Another device of Anna's, which may write.
async fn confirmed_device(scene: &Scene) -> Person {
    let (other, answer) = scene.second_device(Honest).await;
    answer.expect("signed in");
    other.open_only_vault().await;
    other.confirm_device().await;
    other.settled().await;
    other
}

#[test]
fn r08_what_another_device_of_the_account_verified_is_a_floor() {
    run(async {
        let scene = scene().await;
        let other = confirmed_device(&scene).await;
        // The journal from before, without a word of hers; and the account as it is.
        let before = scene.journal().await;
        let had = before.head().seq;
        other.line.play(before);
        scene.remove_ben().await;
        until("her account says so", async || {
            scene.exposed(&scene.anna).await;
            let account = scene.operator.account("anna@example.org", &scene.anna_key).await;
            account.vaults().any(|pin| pin.head.seq > had)
        })
        .await;
        account_asked(&other).await;
        scene.told(&other, ProblemKind::Stale).await;
        let kept = other.add_person("Written", "Meanwhile").await;
        let sent = posted(&other);
        scene.exposed(&other).await;
        assert_eq!(posted(&other), sent, "nothing is written under the key that Ben has");
        scene.well(&other).await;
        assert!(!other.record(kept).await.expect("kept").waiting);
    });
}

#[test]
fn a03_her_account_forked_between_her_own_devices() {
    run(async {
        let scene = scene().await;
        let other = confirmed_device(&scene).await;
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
