//! A fresh device reads the membership chain alone, then one base entry: what it may believe, and what not.

use crate::world::{World, commit, put, record};
use tacit_shared::entry::{Body, Role};
use tacit_shared::ids::VaultId;
use tacit_shared::roster::Roster;
use tacit_shared::step::{StepError, base_entry, genesis, roster_step};

/// A journal with commits between roster entries; the head is a commit.
fn world() -> World {
    let mut world = World::new();
    let mut records = 0;
    let mut edit = |world: &mut World, author| {
        records += 1;
        world.write(author, &commit(vec![put(record(records, 1), 1)]));
    };
    edit(&mut world, 0);
    let first = world.invite(0, Role::Admin);
    edit(&mut world, 0);
    world.admit(0, first, 1);
    edit(&mut world, 1);
    let second = world.invite(1, Role::Editor);
    world.admit(1, second, 2);
    edit(&mut world, 2);
    world.write(0, &world.remove_body(&[2]));
    edit(&mut world, 1);
    edit(&mut world, 0);
    world
}

fn is_commit(bytes: &[u8]) -> bool {
    !tacit_shared::step::touched(bytes).is_empty()
}

fn chain(world: &World) -> Vec<&[u8]> {
    world.entries.iter().map(Vec::as_slice).filter(|bytes| !is_commit(bytes)).collect()
}

fn follow(entries: &[&[u8]]) -> Result<Roster, StepError> {
    let (mut roster, _) = genesis(entries[0])?;
    for bytes in &entries[1..] {
        roster.apply(&roster_step(&roster, bytes)?);
    }
    Ok(roster)
}

#[test]
fn chain_and_head_give_what_the_whole_journal_gives() {
    let world = world();
    let mut roster = follow(&chain(&world)).expect("verifies");
    let base = base_entry(&roster, world.entries.last().expect("not empty")).expect("verifies");
    roster.adopt_base(&base);
    assert_eq!(roster, world.roster);
}

#[test]
fn a_head_that_is_the_newest_roster_entry_is_a_base_too() {
    let mut world = world();
    world.write(0, &world.rotate_body());
    let mut roster = follow(&chain(&world)).expect("verifies");
    let base = base_entry(&roster, world.entries.last().expect("not empty")).expect("verifies");
    roster.adopt_base(&base);
    assert_eq!(roster, world.roster);
}

#[test]
fn no_roster_entry_can_be_left_out_or_moved() {
    let world = world();
    let whole = chain(&world);
    for missing in 1..whole.len() - 1 {
        let mut cut = whole.clone();
        cut.remove(missing);
        assert_eq!(follow(&cut).map(drop), Err(StepError::OtherRoster), "without {missing}");
    }
    for at in 1..whole.len() - 1 {
        let mut swapped = whole.clone();
        swapped.swap(at, at + 1);
        assert!(follow(&swapped).is_err(), "swapped {at}");
    }
    let mut doubled = whole.clone();
    doubled.insert(2, whole[1]);
    assert_eq!(follow(&doubled).map(drop), Err(StepError::Gap));
}

#[test]
fn a_head_of_the_time_before_the_newest_roster_entry_is_no_base() {
    let world = world();
    let roster = follow(&chain(&world)).expect("verifies");
    let removal = roster.roster_seq() as usize;
    for bytes in &world.entries[1..removal] {
        assert!(base_entry(&roster, bytes).is_err());
    }
}

#[test]
fn a_head_above_a_hidden_roster_entry_is_no_base() {
    let world = world();
    let whole = chain(&world);
    let before = follow(&whole[..whole.len() - 1]).expect("verifies");
    let head = world.entries.last().expect("not empty");
    assert_eq!(base_entry(&before, head).map(drop), Err(StepError::OtherRoster));
}

#[test]
fn a_commit_is_no_link_of_the_chain() {
    let world = world();
    let roster = follow(&chain(&world)).expect("verifies");
    let head = world.entries.last().expect("not empty");
    assert!(matches!(roster_step(&roster, head).map(drop), Err(StepError::BadBody(_))));
}

#[test]
fn a_base_is_a_members_with_the_right_and_the_epoch() {
    let mut world = world();
    let invite = world.invite(0, Role::Viewer);
    let viewer = world.admit(0, invite, 3);
    let roster = follow(&chain(&world)).expect("verifies");
    let edit = commit(vec![put(record(9, 9), 1)]);
    let judge = |bytes: &[u8]| base_entry(&roster, bytes).map(drop);
    assert_eq!(judge(&world.entry(0, &edit)), Ok(()));
    assert_eq!(judge(&world.entry(viewer, &edit)), Err(StepError::NoRight));
    assert_eq!(judge(&world.entry(2, &edit)), Err(StepError::NotMember));
    assert_eq!(judge(&world.spoiled(0, &edit, |header| header.epoch -= 1)), Err(StepError::BadEpoch));
    assert_eq!(judge(&world.spoiled(0, &edit, |header| header.vault = VaultId([1; 32]))), Err(StepError::OtherVault));
    assert_eq!(judge(&world.spoiled(0, &edit, |header| header.seq = roster.roster_seq())), Err(StepError::Gap));
    let mut unsigned = world.entry(0, &edit);
    *unsigned.last_mut().expect("not empty") ^= 1;
    assert_eq!(judge(&unsigned), Err(StepError::BadSignature));
    // A roster entry that the chain did not show.
    assert_eq!(judge(&world.entry(0, &world.rotate_body())), Err(StepError::OtherRoster));
}

#[test]
fn an_unknown_base_needs_an_update_only_if_a_member_signed_it() {
    let world = world();
    let roster = follow(&chain(&world)).expect("verifies");
    let mut bytes = tacit_shared::codec::encode(&(world.header(0, &Body::Policy { policy: roster.policy() }), 9u32));
    bytes.extend_from_slice(&[0; 64]);
    let signed = crate::world::resigned(&bytes, &world.key_of(0), |_| {});
    assert_eq!(base_entry(&roster, &signed).map(drop), Err(StepError::NeedUpdate));
    assert_eq!(roster_step(&roster, &signed).map(drop), Err(StepError::NeedUpdate));
    assert_eq!(base_entry(&roster, &bytes).map(drop), Err(StepError::BadSignature));
    assert_eq!(roster_step(&roster, &bytes).map(drop), Err(StepError::BadSignature));
}
