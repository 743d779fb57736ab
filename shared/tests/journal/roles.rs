//! The matrix of roles: who may write what, as a table to be read, against the code. An author in the state of
//! each role tries each body; every other check would pass.

use crate::world::{Invited, POLICY, World, commit, put, record};
use tacit_shared::entry::{Body, Commit, Policy, Role};
use tacit_shared::ids::{FileId, Member};
use tacit_shared::step::StepError;

/// Members of the tested vault: two of each role, so that each can be tried by one and on the other.
const OWNER: Member = 1;
const ADMIN: Member = 3;
const EDITOR: Member = 5;
const VIEWER: Member = 7;

struct Stage {
    world: World,
    invites: [Invited; 4],
}

fn stage(policy: Policy) -> Stage {
    use Role::{Admin, Editor, Owner, Viewer};
    let mut world = World::with(&[Owner, Admin, Admin, Editor, Editor, Viewer, Viewer]);
    world.write(0, &commit(vec![put(record(1, 1), 1)]));
    if policy != POLICY {
        world.write(0, &Body::Policy { policy });
    }
    let invites = [Viewer, Editor, Admin, Owner].map(|role| world.invite(0, role));
    Stage { world, invites }
}

impl Stage {
    /// Who may write this body: a letter for each role that may, in the order owner, admin, editor, viewer.
    fn may(&self, body: impl Fn(Member) -> Body) -> String {
        let letters = [(OWNER, 'O'), (ADMIN, 'A'), (EDITOR, 'E'), (VIEWER, 'V')];
        letters
            .into_iter()
            .filter_map(|(author, letter)| match self.world.judge(author, &body(author)) {
                Ok(()) => Some(letter),
                Err(StepError::NoRight) => None,
                Err(error) => panic!("{letter}: {error}"),
            })
            .collect()
    }

    fn set(&self, member: Member, role: Role) -> String {
        self.may(|_| Body::SetRole { member, role })
    }
}

#[test]
fn records() {
    let stage = stage(POLICY);
    assert_eq!(stage.may(|_| commit(vec![put(record(2, 2), 1)])), "OAE");
    assert_eq!(stage.may(|_| purge()), "OA");
    assert_eq!(stage.may(|_| file_drop()), "OA");
}

#[test]
fn records_where_editors_may_purge() {
    let stage = stage(Policy { editors_purge: true, ..POLICY });
    assert_eq!(stage.may(|_| purge()), "OAE");
    assert_eq!(stage.may(|_| file_drop()), "OAE");
}

fn purge() -> Body {
    Body::Commit(Commit { purges: vec![record(1, 1)], ..Commit::default() })
}

fn file_drop() -> Body {
    Body::Commit(Commit { files_drop: vec![FileId([1; 16])], ..Commit::default() })
}

#[test]
fn invites() {
    let stage = stage(POLICY);
    let may = |role| stage.may(|_| stage.world.invite_body(role));
    assert_eq!([Role::Viewer, Role::Editor, Role::Admin, Role::Owner].map(may), ["OA", "OA", "O", "O"]);
    assert_eq!(stage.may(|_| Body::Revoke { invite: stage.invites[3].hash }), "OA");
}

#[test]
fn admissions_give_no_more_than_the_admitting_author_could_invite() {
    let stage = stage(POLICY);
    let may = |invite| stage.may(|_| stage.world.join_body(invite, 50));
    assert_eq!(stage.invites.map(may), ["OA", "OA", "O", "O"]);
}

#[test]
fn roles_of_others() {
    use Role::{Admin, Editor, Owner, Viewer};
    let stage = stage(POLICY);
    let (owner, admin, editor, viewer) = (OWNER - 1, ADMIN - 1, EDITOR - 1, VIEWER - 1);
    assert_eq!([Editor, Admin, Owner].map(|role| stage.set(viewer, role)), ["OA", "O", "O"]);
    assert_eq!([Viewer, Admin, Owner].map(|role| stage.set(editor, role)), ["OA", "O", "O"]);
    assert_eq!([Viewer, Editor, Owner].map(|role| stage.set(admin, role)), ["O", "O", "O"]);
    assert_eq!([Viewer, Editor, Admin].map(|role| stage.set(owner, role)), ["O", "O", "O"]);
}

#[test]
fn removals() {
    let stage = stage(POLICY);
    let may = |member: Member| stage.may(|_| stage.world.remove_body(&[member]));
    assert_eq!([VIEWER, EDITOR, ADMIN, OWNER].map(|member| may(member - 1)), ["OA", "OA", "O", "O"]);
    // One whom he may remove does not cover for one whom he may not.
    assert_eq!(stage.may(|_| stage.world.remove_body(&[ADMIN - 1, VIEWER - 1])), "O");
}

#[test]
fn nobody_removes_himself_or_changes_his_own_role() {
    let stage = stage(POLICY);
    assert_eq!(stage.may(|author| stage.world.remove_body(&[author])), "");
    let other = |author| if author == EDITOR { Role::Viewer } else { Role::Editor };
    assert_eq!(stage.may(|author| Body::SetRole { member: author, role: other(author) }), "");
}

#[test]
fn keys_and_rules() {
    let stage = stage(POLICY);
    assert_eq!(stage.may(|_| stage.world.rotate_body()), "OA");
    assert_eq!(stage.may(|_| Body::Policy { policy: Policy { words_for_all: true, ..POLICY } }), "O");
}

#[test]
fn the_only_owner_is_known_as_such() {
    let mut world = World::with(&[Role::Owner, Role::Admin]);
    assert!(!world.roster.is_only_owner(0) && !world.roster.is_only_owner(1), "two owners");
    world.write(0, &Body::SetRole { member: 1, role: Role::Editor });
    assert!(world.roster.is_only_owner(0));
    assert!(!world.roster.is_only_owner(1) && !world.roster.is_only_owner(2) && !world.roster.is_only_owner(9));
}
