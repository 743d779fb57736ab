//! Check 13: what an accepted entry does to the membership.

use crate::world::{POLICY, World, rotation};
use tacit_shared::entry::{Body, Policy, Role};
use tacit_shared::ids::BoxHash;
use tacit_shared::roster::Closed;

#[test]
fn check_13_a_join_takes_the_next_number_and_the_invites_role() {
    let mut world = World::new();
    let invite = world.invite(0, Role::Admin);
    let member = world.admit(0, invite, 5);
    assert_eq!((member, world.roster.role(member)), (1, Some(Role::Admin)));
    assert_eq!(world.roster.closed_invite(&invite.hash).map(|closed| closed.how), Some(Closed::Used(1)));
    assert!(world.roster.open_invites().is_empty());
    // His box is the one of his own Join until the next rotation.
    assert_eq!(world.roster.current_box(1), Some(BoxHash([0xb1; 32])));
    world.write(0, &world.rotate_body());
    assert_eq!(world.roster.current_box(1), Some(rotation(2, &[]).boxes[1]));
}

#[test]
fn check_13_who_comes_back_gets_a_new_number() {
    let mut world = World::with(&[Role::Editor, Role::Viewer]);
    world.write(0, &world.remove_body(&[1]));
    let invite = world.invite(0, Role::Viewer);
    assert_eq!(world.admit(0, invite, 1), 3);
    assert_eq!((world.roster.role(1), world.roster.role(3)), (None, Some(Role::Viewer)));
    assert_eq!(world.roster.member_of(&crate::world::public(&crate::world::key(1))), Some(3));
    let past = world.roster.member(1).expect("kept");
    assert_eq!((past.last_role(), past.removed.map(|(by, _)| by)), (Role::Editor, Some(0)));
}

#[test]
fn check_13_a_removal_closes_every_invite_and_turns_the_epoch() {
    let mut world = World::with(&[Role::Admin, Role::Editor]);
    let (mine, his) = (world.invite(0, Role::Editor), world.invite(1, Role::Editor));
    world.write(0, &world.remove_body(&[2]));
    assert!(world.roster.open_invites().is_empty());
    for invite in [mine, his] {
        assert_eq!(world.roster.closed_invite(&invite.hash).map(|closed| closed.how), Some(Closed::Swept));
    }
    assert_eq!((world.roster.epoch(), world.roster.rotation().members.as_slice()), (2, &[0, 1][..]));
    assert_eq!(world.roster.current_box(2), None);
}

#[test]
fn check_13_a_demotion_below_admin_closes_that_authors_invites_only() {
    let mut world = World::with(&[Role::Owner, Role::Admin]);
    let mine = world.invite(0, Role::Editor);
    let owners = world.invite(1, Role::Editor);
    let admins = world.invite(2, Role::Editor);
    world.write(0, &Body::SetRole { member: 1, role: Role::Admin });
    assert_eq!(world.roster.open_invites().len(), 3, "an admin may still invite");
    world.write(0, &Body::SetRole { member: 2, role: Role::Editor });
    let open: Vec<_> = world.roster.open_invites().iter().map(|invite| invite.hash).collect();
    assert_eq!(open, [mine.hash, owners.hash]);
    assert_eq!(world.roster.closed_invite(&admins.hash).map(|closed| closed.how), Some(Closed::Swept));
}

#[test]
fn check_13_roles_and_epochs_are_known_for_every_place() {
    let mut world = World::with(&[Role::Editor]);
    let joined = world.roster.seq();
    world.write(0, &Body::SetRole { member: 1, role: Role::Viewer });
    let demoted = world.roster.seq();
    world.write(0, &world.remove_body(&[1]));
    let removed = world.roster.seq();
    let member = world.roster.member(1).expect("kept");
    let roles = [joined - 1, joined, demoted - 1, demoted, removed - 1, removed, removed + 9];
    let (editor, viewer) = (Some(Role::Editor), Some(Role::Viewer));
    assert_eq!(roles.map(|seq| member.role_at(seq)), [None, editor, editor, viewer, viewer, None, None]);
    assert_eq!([0, removed - 1, removed, removed + 9].map(|seq| world.roster.epoch_at(seq)), [1, 1, 2, 2]);
}

#[test]
fn check_13_a_policy_holds_from_the_next_entry_on() {
    let mut world = World::new();
    let policy = Policy { words_for_all: true, editors_purge: true, ..POLICY };
    world.write(0, &Body::Policy { policy });
    assert_eq!(world.roster.policy(), policy);
}

#[test]
fn check_13_every_entry_moves_the_head_and_only_roster_entries_move_the_pointer() {
    let mut world = World::new();
    let hash = world.write(0, &Body::Policy { policy: POLICY });
    assert_eq!((world.roster.seq(), world.roster.roster_seq(), world.roster.roster_hash()), (1, 1, hash));
    let commit = world.write(0, &crate::world::commit(vec![crate::world::put(crate::world::record(1, 1), 1)]));
    assert_eq!((world.roster.seq(), world.roster.hash()), (2, commit));
    assert_eq!((world.roster.roster_seq(), world.roster.roster_hash()), (1, hash));
}
