//! Invites and everything that can be done wrong with one (THREATS M2 to M4, M19 to M22).

use super::world::*;
use crate::*;
use base64ct::{Base64UrlUnpadded, Encoding};
use tacit_shared::account::InviteOp;
use tacit_shared::api::{Challenge, InviteOpened, Permit};
use tacit_shared::codec;
use tacit_shared::entry::{BoxKey, JoinBody, JoinRequest, Role};
use tacit_shared::ids::EntryHash;
use tacit_shared::limits;
use tacit_shared::sign::{self, Context};

#[test]
fn an_invite_shows_what_was_signed() {
    let (mut anna, mut server) = Person::found(1);
    let link = anna.invite(&mut server, Role::Editor);
    let view = link.view(&server.opened(), NOW).expect("good");
    assert_eq!(view.vault, anna.state().vault());
    assert_eq!((view.vault_name.as_str(), view.inviter_name.as_str()), ("Kanzlei", "Anna"));
    assert_eq!((view.inviter, view.role, view.expires), (0, Role::Editor, NOW + HOUR));
}

#[test]
fn a_link_is_read_whole_or_not_at_all() {
    let (mut anna, mut server) = Person::found(1);
    let fragment = anna.invite(&mut server, Role::Editor).fragment();
    assert_eq!(fragment.len(), 87);
    assert!(InviteLink::parse(&format!(" {}\n", *fragment)).is_ok());
    for broken in [&fragment[..86], &fragment[1..], "", "AAAA", &format!("{}A", *fragment)] {
        assert!(InviteLink::parse(broken).is_err());
    }
    // Another suite.
    let other = format!("Ag{}", &fragment[2..]);
    assert!(InviteLink::parse(&other).is_err());
}

#[test]
fn the_invites_key_signs_for_one_origin_and_purpose() {
    let (mut anna, mut server) = Person::found(1);
    let link = anna.invite(&mut server, Role::Editor);
    let public = anna.state().roster().open_invite(&link.invite()).expect("open").invite_key;
    let challenge = Challenge([5; 32]);
    let open = link.open("https://a.example", &challenge);
    let said = |origin: &str| InviteOp::Open { origin: origin.into(), challenge: challenge.0, invite: link.invite() };
    let holds = |op: &InviteOp| sign::verify(Context::InviteFetch, &public, &codec::encode(op), &open.sig);
    assert!(holds(&said("https://a.example")) && !holds(&said("https://b.example")));
    let Permit::Invite { vault, sig, .. } = link.permit("https://a.example", &challenge, anna.state().vault()) else {
        panic!("a permit by invite")
    };
    let op =
        InviteOp::Permit { origin: "https://a.example".into(), challenge: challenge.0, vault, invite: link.invite() };
    assert!(sign::verify(Context::InviteFetch, &public, &codec::encode(&op), &sig));
    assert_ne!(sig, open.sig);
}

/// M3: another vault, another inviter, an older journal.
#[test]
fn another_journal_is_not_what_the_link_is_for() {
    let (mut anna, mut server) = Person::found(1);
    let before = server.opened();
    let link = anna.invite(&mut server, Role::Editor);
    assert_eq!(link.view(&before, NOW), Err(InviteError::Invalid));
    let (mut other, mut other_server) = Person::found(3);
    other.invite(&mut other_server, Role::Editor);
    assert_eq!(link.view(&other_server.opened(), NOW), Err(InviteError::Invalid));
    let nothing = InviteOpened { entries: Vec::new(), head: None };
    assert_eq!(link.view(&nothing, NOW), Err(InviteError::Invalid));
    let mut shuffled = server.opened();
    shuffled.entries.reverse();
    assert_eq!(link.view(&shuffled, NOW), Err(InviteError::Invalid));
}

/// M4: use, revocation, expiry.
#[test]
fn an_invite_is_good_once_until_revoked_or_expired() {
    let (mut anna, mut server) = Person::found(1);
    let used = anna.invite(&mut server, Role::Editor);
    let pending = used.request(anna.state().vault(), Person::new(2).account.identity());
    server.requests.push(pending.request.clone());
    anna.admit_all(&mut server);
    assert_eq!(used.view(&server.opened(), NOW), Err(InviteError::Used));
    // Used again by somebody else: nobody is shown as waiting, and a Join cannot be built.
    let thief = used.request(anna.state().vault(), Person::new(5).account.identity());
    assert!(waiting(anna.state().roster(), std::slice::from_ref(&thief.request), NOW).is_empty());
    assert_eq!(used.progress(&thief, &server.opened()), Err(InviteError::Used));
    let request = JoinRequest::decode(&thief.request).expect("a request");
    anna.draft(|writer, entropy| {
        assert!(matches!(writer.admit(entropy, &request), Err(BuildError::InviteClosed)));
    });

    let revoked = anna.invite(&mut server, Role::Editor);
    let waiting_for = revoked.request(anna.state().vault(), Person::new(6).account.identity());
    assert_eq!(revoked.progress(&waiting_for, &server.opened()), Ok(JoinProgress::Waiting));
    let draft = anna.draft(|writer, _| writer.revoke(revoked.invite()).expect("built"));
    anna.put(&mut server, &draft);
    assert_eq!(revoked.view(&server.opened(), NOW), Err(InviteError::Revoked));
    assert_eq!(revoked.progress(&waiting_for, &server.opened()), Err(InviteError::Revoked));
    anna.draft(|writer, _| assert!(matches!(writer.revoke(revoked.invite()), Err(BuildError::InviteClosed))));

    let expired = anna.invite(&mut server, Role::Editor);
    assert_eq!(expired.view(&server.opened(), NOW + HOUR), Err(InviteError::Expired));
    let late = expired.request(anna.state().vault(), Person::new(7).account.identity());
    assert!(waiting(anna.state().roster(), std::slice::from_ref(&late.request), NOW + HOUR).is_empty());
    assert_eq!(waiting(anna.state().roster(), &[late.request], NOW).len(), 1);
}

/// M4, C3: a removal closes every invite, a demotion those of the demoted.
#[test]
fn invites_do_not_outlive_their_author() {
    let (mut anna, mut server) = Person::found(1);
    let mut admin = join(&mut anna, &mut server, 2, Role::Admin);
    let mut other = join(&mut anna, &mut server, 3, Role::Admin);
    assert_eq!(admin.pull(&server), None);
    let back_door = admin.invite(&mut server, Role::Editor);
    assert_eq!(anna.pull(&server), None);
    let draft = anna.draft(|writer, _| writer.set_role(admin.me(), Role::Editor).expect("built"));
    anna.put(&mut server, &draft);
    assert_eq!(back_door.view(&server.opened(), NOW), Err(InviteError::Revoked));
    assert_eq!(other.pull(&server), None);
    let second = other.invite(&mut server, Role::Editor);
    assert_eq!(anna.pull(&server), None);
    let draft = anna.draft(|writer, entropy| writer.remove(entropy, &[admin.me()]).expect("built"));
    anna.put(&mut server, &draft);
    assert_eq!(second.view(&server.opened(), NOW), Err(InviteError::Revoked));
}

/// M2: the joiner's key is bound by the invite's key; M19: and by itself.
#[test]
fn a_request_with_somebody_elses_keys_is_never_admitted() {
    let (mut anna, mut server) = Person::found(1);
    let link = anna.invite(&mut server, Role::Editor);
    let vault = anna.state().vault();
    let (victim, thief) = (Person::new(2), Person::new(3));
    let honest = JoinRequest::decode(&link.request(vault, victim.account.identity()).request).expect("a request");
    let signing = crate::invite::invite_key(&crate::hazmat::key::Key::from_bytes(&[1; 32]));
    let other_invite_key = JoinRequest::new(honest.body.clone(), &signing, &victim.account.identity().signing);
    let mut swapped_box = honest.clone();
    swapped_box.body.box_key = thief.account.identity().box_key().clone();
    let mut stolen_identity = honest.clone();
    stolen_identity.by_identity =
        JoinRequest::new(honest.body.clone(), &signing, &thief.account.identity().signing).by_identity;
    let member_already = link.request(vault, anna.account.identity()).request;
    for forged in [other_invite_key, swapped_box, stolen_identity] {
        let bytes = codec::encode(&forged);
        assert!(waiting(anna.state().roster(), &[bytes], NOW).is_empty());
        anna.draft(|writer, entropy| assert!(writer.admit(entropy, &forged).is_err()));
    }
    assert!(waiting(anna.state().roster(), &[member_already, vec![], vec![1; 5000]], NOW).is_empty());
    assert_eq!(waiting(anna.state().roster(), &[codec::encode(&honest)], NOW).len(), 1);
}

/// H3: two people answer one invite.
#[test]
fn two_different_requests_contest_an_invite() {
    let (mut anna, mut server) = Person::found(1);
    let link = anna.invite(&mut server, Role::Editor);
    let vault = anna.state().vault();
    let one = link.request(vault, Person::new(2).account.identity()).request;
    let two = link.request(vault, Person::new(3).account.identity()).request;
    let alone = waiting(anna.state().roster(), &[one.clone(), one.clone()], NOW);
    assert_eq!(alone.len(), 1);
    assert_eq!(alone[0].verdict, Verdict::Admit);
    let both = waiting(anna.state().roster(), &[one, two], NOW);
    assert!(both.iter().all(|request| request.verdict == Verdict::Contested) && both.len() == 2);
}

#[test]
fn high_roles_and_strict_vaults_ask_for_words() {
    let (mut anna, mut server) = Person::found(1);
    let vault = anna.state().vault();
    let verdict = |anna: &Person, link: &InviteLink| {
        let pending = link.request(vault, Person::new(2).account.identity());
        let found = waiting(anna.state().roster(), std::slice::from_ref(&pending.request), NOW);
        assert_eq!(found[0].words, pending.words(), "both sides see the same words");
        found[0].verdict
    };
    let admin = anna.invite(&mut server, Role::Admin);
    assert_eq!(verdict(&anna, &admin), Verdict::CompareWords);
    let viewer = anna.invite(&mut server, Role::Viewer);
    assert_eq!(verdict(&anna, &viewer), Verdict::Admit);
    let strict = tacit_shared::entry::Policy { words_for_all: true, ..POLICY };
    let draft = anna.draft(|writer, _| writer.set_policy(strict).expect("built"));
    anna.put(&mut server, &draft);
    assert_eq!(verdict(&anna, &viewer), Verdict::CompareWords);
}

/// M21: a key that no box can be sealed to.
#[test]
fn an_unusable_key_is_not_admitted() {
    let (mut anna, mut server) = Person::found(1);
    let link = anna.invite(&mut server, Role::Editor);
    let joiner = Person::new(2);
    let body = JoinBody {
        suite: limits::SUITE,
        vault: anna.state().vault(),
        invite: link.invite(),
        identity: joiner.account.identity().public(),
        box_key: BoxKey([0xff; limits::BOX_KEY]),
    };
    let fragment = link.fragment();
    let secret = crate::base64url(&fragment).expect("base64url");
    let secret = crate::hazmat::key::Key::from_bytes(secret[1..33].try_into().expect("32 bytes"));
    let request = JoinRequest::new(body, &crate::invite::invite_key(&secret), &joiner.account.identity().signing);
    assert!(waiting(anna.state().roster(), &[codec::encode(&request)], NOW).is_empty());
    anna.draft(|writer, entropy| {
        assert!(matches!(writer.admit(entropy, &request), Err(BuildError::BadKey)));
    });
}

/// M20: a Join that lost its place gave the joiner a box.
#[test]
fn a_lost_join_rotates_unless_the_invite_is_still_open() {
    let (mut anna, mut server) = Person::found(1);
    let mut admin = join(&mut anna, &mut server, 2, Role::Admin);
    assert_eq!(admin.pull(&server), None);
    let link = anna.invite(&mut server, Role::Editor);
    assert_eq!(admin.pull(&server), None);
    let joiner = Person::new(5);
    let pending = link.request(anna.state().vault(), joiner.account.identity());
    let request = JoinRequest::decode(&pending.request).expect("a request");
    let lost = admin.draft(|writer, entropy| writer.admit(entropy, &request).expect("built"));
    server.keep(lost.post());
    anna.write(&mut server, record(1), Some(b"in between"));
    assert!(server.post(lost.post()).is_err());
    assert_eq!(admin.pull(&server), None);
    assert_eq!(LostJoin::of(admin.state(), &request), LostJoin::AdmitAgain);
    let revoke = anna.draft(|writer, _| writer.revoke(link.invite()).expect("built"));
    anna.put(&mut server, &revoke);
    assert_eq!(admin.pull(&server), None);
    assert_eq!(LostJoin::of(admin.state(), &request), LostJoin::Rotate);
    let rotate = admin.draft(|writer, entropy| writer.rotate(entropy).expect("built"));
    admin.put(&mut server, &rotate);
    assert_eq!(admin.state().roster().epoch(), 2);

    let again = anna_invites_and_somebody_else_admits(&mut anna, &mut admin, &mut server);
    assert_eq!(again, LostJoin::Done);
}

fn anna_invites_and_somebody_else_admits(anna: &mut Person, admin: &mut Person, server: &mut Server) -> LostJoin {
    assert_eq!(anna.pull(server), None);
    let link = anna.invite(server, Role::Editor);
    let pending = link.request(anna.state().vault(), Person::new(6).account.identity());
    server.requests.push(pending.request.clone());
    assert_eq!(admin.pull(server), None);
    admin.admit_all(server);
    assert_eq!(anna.pull(server), None);
    LostJoin::of(anna.state(), &JoinRequest::decode(&pending.request).expect("a request"))
}

#[test]
fn an_invite_has_a_life_and_short_names() {
    let (mut anna, _) = Person::found(1);
    anna.draft(|writer, entropy| {
        let mut invite = |expires, name: &str| writer.invite(entropy, Role::Editor, expires, name, "Anna").err();
        assert_eq!(invite(NOW, "Kanzlei"), Some(BuildError::Lifetime));
        assert_eq!(invite(NOW + limits::INVITE_LIFE_MS + 1, "Kanzlei"), Some(BuildError::Lifetime));
        assert_eq!(invite(NOW + limits::INVITE_LIFE_MS, &"x".repeat(101)), Some(BuildError::NameTooLong));
        assert_eq!(invite(NOW + limits::INVITE_LIFE_MS, &"x".repeat(100)), None);
    });
}

#[test]
fn an_admin_makes_no_admins_and_an_editor_no_invites() {
    let (mut anna, mut server) = Person::found(1);
    let mut admin = join(&mut anna, &mut server, 2, Role::Admin);
    let mut editor = join(&mut anna, &mut server, 3, Role::Editor);
    admin.pull(&server);
    admin.draft(|writer, entropy| {
        let built = writer.invite(entropy, Role::Admin, NOW + HOUR, "", "").err();
        assert_eq!(built, Some(BuildError::NoRight));
        assert_eq!(writer.set_policy(POLICY).err(), Some(BuildError::NoRight));
        assert_eq!(writer.remove(entropy, &[0]).err(), Some(BuildError::NoRight));
        assert_eq!(writer.remove(entropy, &[99]).err(), Some(BuildError::NotMember));
    });
    editor.draft(|writer, entropy| {
        let built = writer.invite(entropy, Role::Viewer, NOW + HOUR, "", "").err();
        assert_eq!(built, Some(BuildError::NoRight));
        assert_eq!(writer.rotate(entropy).err(), Some(BuildError::NoRight));
    });
}

#[test]
fn an_invite_hash_of_nothing_is_invalid() {
    let (mut anna, mut server) = Person::found(1);
    let link = anna.invite(&mut server, Role::Editor);
    let fragment = crate::base64url(&link.fragment()).expect("base64url");
    let mut other = fragment.clone();
    other[64] ^= 1;
    let text = Base64UrlUnpadded::encode_string(&other);
    let forged = InviteLink::parse(&text).expect("well formed");
    assert_ne!(forged.invite(), EntryHash([0; 32]));
    assert_eq!(forged.view(&server.opened(), NOW), Err(InviteError::Invalid));
    // The right entry with another secret.
    let mut other = fragment;
    other[5] ^= 1;
    let text = Base64UrlUnpadded::encode_string(&other);
    let forged = InviteLink::parse(&text).expect("well formed");
    assert_eq!(forged.view(&server.opened(), NOW), Err(InviteError::Invalid));
}
