//! Check 10: what a body must be, given the state, for everything but the record set.

use crate::world::{Invited, POLICY, World, box_key, key, public, rotation};
use tacit_shared::entry::{Body, JoinBody, JoinRequest, Policy, Role};
use tacit_shared::ids::{BoxHash, EntryHash, Member};
use tacit_shared::limits;
use tacit_shared::step::StepError;

/// The owner writes it, so only check 10 can fail.
#[track_caller]
fn refused(world: &World, body: &Body, rule: &'static str) {
    assert_eq!(world.judge(0, body), Err(StepError::BadBody(rule)));
}

// ---- Invite, Revoke ----

#[test]
fn check_10_invite_hint_length() {
    let world = World::new();
    let with = |len| Body::Invite { invite_key: public(&key(9)), role: Role::Editor, expires: 0, hint: vec![0; len] };
    assert_eq!(world.judge(0, &with(limits::HINT)), Ok(()));
    refused(&world, &with(limits::HINT + 1), "the hint is too long");
}

#[test]
fn check_10_invite_open_at_one_time() {
    let mut world = World::new();
    let first = world.invite(0, Role::Viewer);
    for _ in 1..limits::OPEN_INVITES {
        world.invite(0, Role::Viewer);
    }
    refused(&world, &world.invite_body(Role::Viewer), "too many invites are open");
    world.write(0, &Body::Revoke { invite: first.hash });
    assert_eq!(world.judge(0, &world.invite_body(Role::Viewer)), Ok(()));
}

#[test]
fn check_10_invite_key_is_never_used_twice() {
    let mut world = World::new();
    let again = world.invite_body(Role::Owner);
    let invite = world.invite(0, Role::Viewer);
    refused(&world, &again, "the invite key was used before");
    world.write(0, &Body::Revoke { invite: invite.hash });
    refused(&world, &again, "the invite key was used before");
}

#[test]
fn check_10_revoke_names_an_open_invite() {
    let mut world = World::new();
    let invite = world.invite(0, Role::Viewer);
    refused(&world, &Body::Revoke { invite: EntryHash([1; 32]) }, "no such open invite");
    // An entry, but no invite.
    refused(&world, &Body::Revoke { invite: EntryHash(world.roster.vault().0) }, "no such open invite");
    let revoke = Body::Revoke { invite: invite.hash };
    world.write(0, &revoke);
    refused(&world, &revoke, "no such open invite");
}

// ---- Join ----

fn with_invite() -> (World, Invited) {
    let mut world = World::with(&[Role::Editor]);
    let invite = world.invite(0, Role::Editor);
    (world, invite)
}

fn join(request: JoinRequest) -> Body {
    Body::Join { request, box_hash: BoxHash([0xb1; 32]) }
}

/// Both signatures by the right keys, over a spoiled request.
fn spoiled(world: &World, invite: Invited, spoil: impl FnOnce(&mut JoinBody)) -> Body {
    let mut body = world.request_parts(invite, 5);
    spoil(&mut body);
    join(JoinRequest::new(body, &World::invite_key(invite.number), &key(5)))
}

#[test]
fn check_10_join_is_for_this_vault_and_suite() {
    let (world, invite) = with_invite();
    assert_eq!(world.judge(0, &spoiled(&world, invite, |_| {})), Ok(()));
    let other_vault = spoiled(&world, invite, |body| body.vault.0[0] ^= 1);
    refused(&world, &other_vault, "the request names another vault");
    refused(&world, &spoiled(&world, invite, |body| body.suite = 2), "the request's suite is unknown");
}

#[test]
fn check_10_join_needs_an_open_invite() {
    let (mut world, invite) = with_invite();
    let body = world.join_body(invite, 5);
    refused(&world, &spoiled(&world, invite, |body| body.invite = EntryHash([1; 32])), "no such open invite");
    let mut revoked = world.clone();
    revoked.write(0, &Body::Revoke { invite: invite.hash });
    refused(&revoked, &body, "no such open invite");
    let mut swept = world.clone();
    swept.write(0, &swept.remove_body(&[1]));
    refused(&swept, &body, "no such open invite");
    world.admit(0, invite, 5);
    refused(&world, &body, "no such open invite");
    // Not even for somebody else.
    refused(&world, &world.join_body(invite, 6), "no such open invite");
}

#[test]
fn check_10_join_is_signed_by_the_invite_and_by_the_joiner() {
    let (mut world, invite) = with_invite();
    let other = world.invite(0, Role::Editor);
    let unsigned = "the request is not signed by invite and identity";
    let parts = || world.request_parts(invite, 5);
    let (invite_key, identity) = (World::invite_key(invite.number), key(5));
    refused(&world, &join(JoinRequest::new(parts(), &World::invite_key(other.number), &identity)), unsigned);
    // Somebody else's keys as one's own (M19).
    refused(&world, &join(JoinRequest::new(parts(), &invite_key, &key(6))), unsigned);
    let mut swapped = JoinRequest::new(parts(), &invite_key, &identity);
    std::mem::swap(&mut swapped.by_invite, &mut swapped.by_identity);
    refused(&world, &join(swapped), unsigned);
    // Another box key under both signatures (M2).
    let mut request = world.request(invite, 5);
    request.body.box_key = box_key(6);
    refused(&world, &join(request), unsigned);
}

#[test]
fn check_10_join_brings_keys_of_nobody_present() {
    let (mut world, invite) = with_invite();
    let taken = "these keys are a member's already";
    refused(&world, &world.join_body(invite, 1), taken);
    refused(&world, &spoiled(&world, invite, |body| body.box_key = box_key(1)), taken);
    let mut body = world.request_parts(invite, 1);
    body.box_key = box_key(5);
    refused(&world, &join(JoinRequest::new(body, &World::invite_key(invite.number), &key(1))), taken);
    // Who was removed may come back with the same keys.
    world.write(0, &world.remove_body(&[1]));
    let again = world.invite(0, Role::Editor);
    assert_eq!(world.judge(0, &world.join_body(again, 1)), Ok(()));
}

#[test]
fn check_10_join_finds_room() {
    let mut world = World::new();
    for person in 1..limits::MEMBERS as u64 {
        let invite = world.invite(0, Role::Viewer);
        world.admit(0, invite, person);
    }
    let invite = world.invite(0, Role::Viewer);
    refused(&world, &world.join_body(invite, 900), "the vault is full");
    world.write(0, &world.remove_body(&[1]));
    let invite = world.invite(0, Role::Viewer);
    assert_eq!(world.judge(0, &world.join_body(invite, 900)), Ok(()));
}

// ---- SetRole, Remove, Rotate, Policy ----

#[test]
fn check_10_set_role_is_of_a_member_and_a_change() {
    let mut world = World::with(&[Role::Editor, Role::Viewer]);
    refused(&world, &Body::SetRole { member: 9, role: Role::Viewer }, "not a member");
    refused(&world, &Body::SetRole { member: 1, role: Role::Editor }, "he has that role already");
    world.write(0, &world.remove_body(&[1]));
    refused(&world, &Body::SetRole { member: 1, role: Role::Viewer }, "not a member");
}

#[test]
fn check_10_remove_names_members_once_and_in_order() {
    let mut world = World::with(&[Role::Editor, Role::Viewer, Role::Viewer]);
    refused(&world, &world.remove_body(&[]), "1 to 64 members at once");
    let many: Vec<Member> = (1..=65).collect();
    refused(&world, &world.remove_body(&many), "1 to 64 members at once");
    refused(&world, &world.remove_body(&[2, 1]), "members ascend");
    refused(&world, &world.remove_body(&[1, 1]), "members ascend");
    refused(&world, &world.remove_body(&[1, 9]), "not a member");
    world.write(0, &world.remove_body(&[1]));
    refused(&world, &world.remove_body(&[1]), "not a member");
}

#[test]
fn check_10_rotation_has_a_box_for_each_member_after_it() {
    let world = World::with(&[Role::Editor, Role::Viewer]);
    let boxes = "one box for each member";
    for count in [0, 2, 4] {
        refused(&world, &Body::Rotate { rotation: rotation(count, b"h") }, boxes);
    }
    // The removed one's box is not among them.
    for count in [0, 1, 3] {
        refused(&world, &Body::Remove { members: vec![1], rotation: rotation(count, b"h") }, boxes);
    }
}

#[test]
fn check_10_policy_suite_only_rises() {
    let mut world = World::new();
    let with = |min_suite| Body::Policy { policy: Policy { min_suite, ..POLICY } };
    assert_eq!(world.judge(0, &with(1)), Ok(()));
    refused(&world, &with(0), "the suite only rises");
    // Beyond what this version knows is allowed: from then on it needs an update.
    world.write(0, &with(3));
    assert_eq!(world.judge(0, &with(3)), Err(StepError::NeedUpdate));
}
