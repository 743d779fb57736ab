//! Genesis: the first entry, whose hash is the vault's id, and every way in which it can be none.

use crate::world::{POLICY, World, genesis_parts, key, resigned, rotation};
use tacit_shared::entry::{Body, Header, Policy, Role, Rotation, entry_hash, sign_entry};
use tacit_shared::ids::{EntryHash, VaultId};
use tacit_shared::root::EMPTY;
use tacit_shared::step::{StepError, genesis};

fn judge(spoil: impl FnOnce(&mut Header, &mut Body)) -> Result<(), StepError> {
    let (mut header, mut body) = genesis_parts();
    spoil(&mut header, &mut body);
    genesis(&sign_entry(&header, &body, &key(0))).map(drop)
}

fn with_rotation(rotation: Rotation) -> Result<(), StepError> {
    judge(|_, body| {
        if let Body::Genesis { rotation: place, .. } = body {
            *place = rotation;
        }
    })
}

#[test]
fn it_makes_an_owner_an_epoch_and_nothing_else() {
    let (header, body) = genesis_parts();
    let bytes = sign_entry(&header, &body, &key(0));
    let (roster, entry) = genesis(&bytes).expect("an honest Genesis");
    assert_eq!(roster.vault().0, entry_hash(&bytes).0);
    assert_eq!((roster.seq(), roster.hash(), roster.roster_hash()), (0, entry.hash(), entry.hash()));
    assert_eq!(
        roster.current().map(|(number, record)| (number, record.role())).collect::<Vec<_>>(),
        [(0, Some(Role::Owner))]
    );
    assert_eq!((roster.epoch(), roster.root(), roster.next_member()), (1, EMPTY, 1));
    assert!(roster.open_invites().is_empty());
    assert_eq!(roster.current_box(0), Some(rotation(1, &[]).boxes[0]));
}

#[test]
fn its_pointers_are_zero() {
    assert_eq!(judge(|header, _| header.vault = VaultId([1; 32])), Err(StepError::OtherVault));
    assert_eq!(judge(|header, _| header.seq = 1), Err(StepError::Gap));
    assert_eq!(judge(|header, _| header.prev = EntryHash([1; 32])), Err(StepError::Fork));
    assert_eq!(judge(|header, _| header.roster = EntryHash([1; 32])), Err(StepError::OtherRoster));
    assert_eq!(judge(|header, _| header.author = 1), Err(StepError::NotMember));
    assert_eq!(judge(|header, _| header.epoch = 0), Err(StepError::BadEpoch));
    assert_eq!(judge(|header, _| header.epoch = 2), Err(StepError::BadEpoch));
    assert_eq!(judge(|header, _| header.root = [1; 32]), Err(StepError::BadRoot));
}

#[test]
fn it_is_signed_by_the_identity_inside() {
    let (header, body) = genesis_parts();
    let stranger = sign_entry(&header, &body, &key(1));
    assert_eq!(genesis(&stranger).map(drop), Err(StepError::BadSignature));
}

#[test]
fn it_has_one_box_and_no_history() {
    assert!(matches!(with_rotation(rotation(0, &[])), Err(StepError::BadBody(_))));
    assert!(matches!(with_rotation(rotation(2, &[])), Err(StepError::BadBody(_))));
    assert!(matches!(with_rotation(rotation(1, b"h")), Err(StepError::BadBody(_))));
}

#[test]
fn it_asks_for_no_suite_that_is_unknown() {
    let newer = |_: &mut Header, body: &mut Body| {
        if let Body::Genesis { policy, .. } = body {
            *policy = Policy { min_suite: 2, ..POLICY };
        }
    };
    assert_eq!(judge(newer), Err(StepError::NeedUpdate));
    assert_eq!(judge(|header, _| header.suite = 2), Err(StepError::NeedUpdate));
}

#[test]
fn no_other_body_begins_a_journal() {
    let world = World::new();
    let (header, _) = genesis_parts();
    let bytes = sign_entry(&header, &world.invite_body(Role::Editor), &key(0));
    assert!(matches!(genesis(&bytes).map(drop), Err(StepError::BadBody(_))));
    // An unknown body cannot even be verified: whose key would it be?
    let (header, _) = genesis_parts();
    let unknown = resigned(&sign_entry(&header, &world.rotate_body(), &key(0)), &key(0), |bytes| {
        let tag = tacit_shared::codec::encode(&header).len();
        bytes[tag] = 9;
    });
    assert_eq!(genesis(&unknown).map(drop), Err(StepError::Malformed));
}

#[test]
fn it_stands_nowhere_else() {
    let world = World::new();
    let (_, body) = genesis_parts();
    assert!(matches!(world.judge(0, &body), Err(StepError::BadBody(_))));
}
