//! M2 to M4 and M19 to M21: links, requests, and who is let in.

use crate::hostile::forge::{base64_secret, invite_key, mallory, read, request_of};
use crate::hostile::{scene, scene_with};
use ed25519_dalek::SigningKey;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use tacit_bridge::account::Preferences;
use tacit_bridge::members::Role as Shown;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::FieldKey;
use tacit_bridge::{Call, DoorCall, Reply};
use tacit_shared::api::{ApiError, Head, InviteOpened, PostEntries, PostJoinRequest, Pulled};
use tacit_shared::codec;
use tacit_shared::entry::{Body, BoxKey, Entry, JoinBody, JoinRequest, Role, sign_entry};
use tacit_shared::ids::{EntryHash, VaultId};
use tacit_shared::limits::BOX_KEY;
use tacit_shared::sign::{self, Context};
use tacit_tests::journal::Journal;
use tacit_tests::person::PASSWORD;
use tacit_tests::script::{Honest, change, instead, ok, refusal};
use tacit_tests::{run, until};

/// Anna invites Vera, whose request is changed on its way by `swap`: she is never let in.
async fn never_admitted(swap: impl Fn(&mut JoinRequest) + 'static) {
    let scene = scene().await;
    let fragment = scene.anna.invite("Vera", Shown::Editor).await;
    scene.keep_link_secret(&fragment);
    let before = scene.seen(&scene.anna).await;
    scene.anna.line.play(change("/pull", move |_, page: &mut Pulled| {
        for request in &mut page.requests {
            let mut other = JoinRequest::decode(request).expect("an honest request");
            swap(&mut other);
            *request = codec::encode(&other);
        }
    }));
    let vera = scene.person().await;
    vera.sign_up("vera", &fragment).await;
    vera.call(Call::AcceptInvite { fragment }).await.expect("asked");
    scene.exposed(&scene.anna).await;
    scene.exposed(&scene.anna).await;
    assert_eq!(scene.seen(&scene.anna).await, before, "nobody came in");
    assert!(
        scene.anna.members().await.waiting.is_empty(),
        "nobody is shown as waiting by a request that is not signed"
    );
    assert!(vera.vaults().await.is_empty());
    // With an honest line she comes in: the refusal was of the swapped keys.
    scene.anna.line.play(Honest);
    scene.anna.call(Call::SyncNow).await.expect("a reply");
    until("Vera is let in", async || {
        vera.call(Call::SyncNow).await.expect("a reply");
        vera.vaults().await.len() == 1
    })
    .await;
}

#[test]
fn m02_the_joiners_identity_key_swapped() {
    run(never_admitted(|request| request.body.identity = mallory().verifying_key().to_bytes()));
}

#[test]
fn m02_the_joiners_box_key_swapped() {
    run(never_admitted(|request| request.body.box_key = BoxKey([8; BOX_KEY])));
}

#[test]
fn m02_the_joiners_keys_swapped_and_signed_anew_by_the_server() {
    run(never_admitted(|request| {
        *request = request_of(&mallory(), request.body.invite.0, request.body.vault);
    }));
}

#[test]
fn m19_a_link_holder_with_another_persons_keys() {
    run(async {
        // The holder of the link has the invite's key and signs with it; the identity is Carl's, whose key he has not.
        let scene = scene().await;
        let fragment = scene.anna.invite("Vera", Shown::Editor).await;
        let journal = scene.journal().await;
        let invite = journal.newest_invite();
        let secret = base64_secret(&fragment);
        let key = invite_key(&secret);
        let carl = SigningKey::from_bytes(&[44; 32]);
        let mut request = request_of(&carl, invite.0, scene.vault);
        request.by_invite = sign::sign(Context::JoinInvite, &key, &codec::encode(&request.body));
        assert!(request.is_signed(&key.verifying_key().to_bytes()), "with his own identity it would pass");
        request.by_identity = sign::sign(Context::JoinIdentity, &mallory(), &codec::encode(&request.body));
        let before = scene.seen(&scene.anna).await;
        let bytes = codec::encode(&request);
        scene.anna.line.play(change("/pull", move |_, page: &mut Pulled| {
            page.requests = vec![bytes.clone()];
        }));
        scene.exposed(&scene.anna).await;
        assert_eq!(scene.seen(&scene.anna).await, before, "nobody came in");
        assert!(scene.anna.members().await.waiting.is_empty());
    });
}

/// What a link says when the server shows `edit`ed membership for it.
async fn link_is_refused(edit: impl Fn(&mut InviteOpened, &Journal, &Journal) + 'static, kind: ProblemKind) {
    let scene = scene().await;
    let fragment = scene.anna.invite("Vera", Shown::Editor).await;
    let honest = scene.journal().await;
    let other = {
        let vault = scene.ben.create_vault("Another", "Ben").await;
        scene.operator.journal(&VaultId(vault.0)).await
    };
    let vera = scene.person().await;
    vera.line.play(change("/open", move |_, shown: &mut InviteOpened| edit(shown, &honest, &other)));
    let refused = vera.call(DoorCall::SeeInvite { fragment: fragment.clone() }).await.expect_err("refused");
    assert_eq!(refused.kind, kind, "{refused:?}");
    assert!(refused.what.len() > 20 && refused.todo.len() > 10);
    let call = DoorCall::SignUp { name: "vera".into(), password: PASSWORD.into(), permit: fragment.clone() };
    assert_eq!(vera.call(call).await.expect_err("refused").kind, kind, "no account either");
    scene.keep_link_secret(&fragment);
    vera.line.play(Honest);
    assert!(matches!(vera.call(DoorCall::SeeInvite { fragment }).await, Ok(Reply::InviteSeen(_))), "the link is good");
}

#[test]
fn m03_a_link_shown_another_vault() {
    run(link_is_refused(
        |shown, _, other| {
            // Well-formed in itself, as the server would show it for a link of that vault.
            shown.entries = other.entries.iter().filter(|entry| read(entry).1.is_roster()).cloned().collect();
            shown.head = other.entries.last().cloned();
        },
        ProblemKind::InviteInvalid,
    ));
}

#[test]
fn m03_a_link_shown_an_older_journal() {
    run(link_is_refused(
        |shown, _, _| {
            shown.entries.pop();
            shown.head = shown.entries.last().cloned();
        },
        ProblemKind::InviteInvalid,
    ));
}

#[test]
fn m03_a_link_shown_another_inviters_entry() {
    run(link_is_refused(
        |shown, _, _| {
            // The same place, somebody else's invite: signed by the server.
            let last = shown.entries.pop().expect("an invite");
            let (header, body) = read(&last);
            shown.entries.push(sign_entry(&header, &body, &mallory()));
            shown.head = shown.entries.last().cloned();
        },
        ProblemKind::InviteInvalid,
    ));
}

#[test]
fn m04_an_invite_replayed_after_use() {
    run(async {
        let scene = scene().await;
        let fragment = scene.anna.invite("Vera", Shown::Editor).await;
        let before_join = scene.journal().await;
        let vera = scene.person().await;
        vera.sign_up("vera", &fragment).await;
        vera.call(Call::AcceptInvite { fragment: fragment.clone() }).await.expect("the link is good");
        until("Vera is let in", async || vera.vaults().await.len() == 1).await;

        // Eve is shown the time when the invite was open, and sends her request; Anna's server passes it on.
        let eve_permit = scene.server.sign_up_link().await;
        let eve = scene.person().await;
        eve.sign_up("eve", &eve_permit).await;
        let shown = InviteOpened { entries: before_join.entries.clone(), head: before_join.entries.last().cloned() };
        let opened = codec::encode(&shown);
        let kept: Rc<RefCell<Option<Vec<u8>>>> = Rc::default();
        let sink = kept.clone();
        eve.line.play(instead(move |request| {
            if request.path.ends_with("/open") {
                // Only membership entries are shown, as the real server does.
                let mut shown: InviteOpened = codec::decode(&opened, opened.len()).expect("as made");
                shown.entries.retain(|entry| read(entry).1.is_roster());
                return Some(ok(&shown));
            }
            if request.path.ends_with("/request") {
                let post: PostJoinRequest = codec::decode(&request.body, 1 << 20).expect("a request");
                *sink.borrow_mut() = Some(post.request);
                return Some(ok(&()));
            }
            None
        }));
        eve.call(Call::AcceptInvite { fragment }).await.expect("she is deceived");
        let request = kept.borrow_mut().take().expect("she asked");
        let before = scene.seen(&scene.anna).await;
        scene.anna.line.play(change("/pull", move |_, page: &mut Pulled| {
            page.requests = vec![request.clone()];
        }));
        scene.exposed(&scene.anna).await;
        assert_eq!(scene.seen(&scene.anna).await, before, "one use");
        assert!(eve.vaults().await.is_empty());
    });
}

#[test]
fn m04_an_expired_invite_and_a_server_that_turns_its_clock_back() {
    run(async {
        let scene = scene().await;
        // A day goes by, and her browser stays open.
        let open = Preferences { idle_minutes: 0, ..Preferences::default() };
        scene.anna.call(Call::SetPreferences(open)).await.expect("chosen");
        let fragment = scene.anna.invite("Vera", Shown::Editor).await;
        scene.keep_link_secret(&fragment);
        scene.anna.settled().await;
        scene.anna.profile.ahead.set(25 * 3_600_000);
        scene.anna.line.play(change("/pull", |_, page: &mut Pulled| page.now = 0));
        let before = scene.seen(&scene.anna).await;
        // For the server it is still good: it takes the request, and would take the Join.
        let vera = scene.person().await;
        vera.sign_up("vera", &fragment).await;
        vera.call(Call::AcceptInvite { fragment }).await.expect("asked");
        scene.exposed(&scene.anna).await;
        scene.exposed(&scene.anna).await;
        assert_eq!(scene.seen(&scene.anna).await, before, "nobody came in");
        assert!(scene.anna.members().await.waiting.is_empty());
        // It was the clock: by one that is right she comes in.
        scene.anna.profile.ahead.set(0);
        scene.anna.line.play(Honest);
        until("Vera is let in", async || {
            scene.anna.call(Call::SyncNow).await.expect("a reply");
            vera.call(Call::SyncNow).await.expect("a reply");
            vera.vaults().await.len() == 1
        })
        .await;
    });
}

#[test]
fn m04_a_revoked_invite() {
    run(async {
        let scene = scene().await;
        let fragment = scene.anna.invite("Vera", Shown::Editor).await;
        let open = scene.journal().await;
        let invite = scene.anna.members().await.invites[0].id;
        scene.anna.call(Call::RevokeInvite(invite)).await.expect("taken back");
        let vera = scene.person().await;
        let refused = vera.call(DoorCall::SeeInvite { fragment: fragment.clone() }).await.expect_err("revoked");
        assert_eq!(refused.kind, ProblemKind::InviteRevoked);
        assert!(open.entries.len() < scene.journal().await.entries.len());
    });
}

#[test]
fn m04_an_invite_of_a_higher_role_than_signed() {
    run(async {
        // The role stands in the signed entry: another one breaks its signature.
        let scene = scene().await;
        let fragment = scene.anna.invite("Vera", Shown::Viewer).await;
        let vera = scene.person().await;
        vera.line.play(change("/open", |_, shown: &mut InviteOpened| {
            let last = shown.entries.pop().expect("an invite");
            let mut entry: Entry = codec::decode(&last, last.len()).expect("an entry");
            if let Body::Invite { role, .. } = &mut entry.body {
                *role = Role::Owner;
            }
            shown.entries.push(codec::encode(&entry));
            shown.head = shown.entries.last().cloned();
        }));
        let refused = vera.call(DoorCall::SeeInvite { fragment }).await.expect_err("refused");
        assert_eq!(refused.kind, ProblemKind::InviteInvalid);
    });
}

#[test]
fn m20_a_join_loses_its_place_after_its_box_was_sent() {
    run(async {
        let scene = scene_with(Shown::Admin).await;
        let fragment = scene.anna.invite("Vera", Shown::Editor).await;
        scene.ben.settled().await;
        let epoch = scene.anna.members().await.epoch;
        // Only Anna's client sees the request; her Join is swallowed, its box with it, and the answer is 409.
        scene.ben.line.play(change("/pull", |_, page: &mut Pulled| page.requests.clear()));
        let swallowed = Rc::new(Cell::new(false));
        let seen = swallowed.clone();
        scene.anna.line.play(instead(move |request| {
            if !request.path.ends_with("/entries") {
                return None;
            }
            let post: PostEntries = codec::decode(&request.body, 32 << 20).expect("a post");
            let is_join = matches!(read(&post.entries[0]).1, Body::Join { .. });
            if is_join {
                seen.set(true);
            }
            is_join.then(|| {
                let head = Head { seq: 0, hash: EntryHash([0; 32]) };
                refusal(&ApiError::Conflict(head))
            })
        }));
        let vera = scene.person().await;
        vera.sign_up("vera", &fragment).await;
        vera.call(Call::AcceptInvite { fragment }).await.expect("asked");
        until("Anna's Join was sent", async || {
            scene.anna.call(Call::SyncNow).await.expect("a reply");
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            swallowed.get()
        })
        .await;
        let invite = scene.ben.members().await.invites.first().expect("open").id;
        scene.ben.call(Call::RevokeInvite(invite)).await.expect("taken back");
        until("Anna changes the key", async || {
            scene.anna.call(Call::SyncNow).await.expect("a reply");
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            scene.anna.members().await.epoch > epoch
        })
        .await;
        assert_eq!(scene.anna.members().await.members.len(), 2, "nobody came in");
    });
}

#[test]
fn m21_a_joiner_whose_key_cannot_be_sealed_to() {
    run(async {
        let scene = scene().await;
        let fragment = scene.anna.invite("Vera", Shown::Editor).await;
        let journal = scene.journal().await;
        let key = invite_key(&base64_secret(&fragment));
        let body = JoinBody {
            suite: 1,
            vault: scene.vault,
            invite: journal.newest_invite(),
            identity: mallory().verifying_key().to_bytes(),
            // No ML-KEM public key: every coefficient is out of range.
            box_key: BoxKey([0xff; BOX_KEY]),
        };
        let bytes = codec::encode(&JoinRequest::new(body, &key, &mallory()));
        let before = scene.seen(&scene.anna).await;
        scene.anna.line.play(change("/pull", move |_, page: &mut Pulled| {
            page.requests = vec![bytes.clone()];
        }));
        scene.exposed(&scene.anna).await;
        assert_eq!(scene.seen(&scene.anna).await, before, "nobody came in");
        // Nothing hangs: other changes go through.
        scene.anna.line.play(Honest);
        scene.anna.set(scene.id, FieldKey::STATUS, "warm").await.expect("saved");
        scene.anna.settled().await;
    });
}
