//! The numbered checks of the specification, one by one, each with an entry that fails exactly there. Checks 9, 10
//! and 13 have files of their own: `roles`, `rules` and `records`, `effects`.

use crate::world::{POLICY, World, commit, put, record, resigned};
use tacit_shared::codec;
use tacit_shared::entry::{Body, Policy, Role, entry_hash, sign_entry};
use tacit_shared::ids::{EntryHash, VaultId};
use tacit_shared::limits;
use tacit_shared::step::StepError;

fn edit() -> Body {
    commit(vec![put(record(7, 7), 1)])
}

/// A world of an owner (0) and an editor (1), with one record in it.
fn world() -> World {
    let mut world = World::with(&[Role::Editor]);
    world.write(1, &commit(vec![put(record(1, 1), 1)]));
    world
}

#[track_caller]
fn refused(world: &World, bytes: &[u8], error: StepError, check: u8) {
    assert_eq!(world.step(bytes).map(drop), Err(error));
    assert_eq!(error.check(), check);
}

#[test]
fn an_honest_entry_passes_and_says_what_it_does() {
    let world = world();
    let bytes = world.entry(1, &edit());
    let delta = world.step(&bytes).expect("passes");
    assert_eq!(delta.entry.hash(), entry_hash(&bytes));
    assert_eq!(delta.entry.header().author, 1);
    assert_eq!(delta.leaves.map(|leaves| leaves.leaves.len()), Some(1));
}

#[test]
fn check_01_length() {
    let world = world();
    let mut bytes = world.entry(1, &edit());
    bytes.resize(limits::ENTRY + 1, 0);
    refused(&world, &bytes, StepError::TooLong, 1);
}

#[test]
fn check_01_unknown_suite() {
    let world = world();
    for suite in [0, 2, 255] {
        let bytes = world.spoiled(1, &edit(), |header| header.suite = suite);
        assert_eq!(world.step(&bytes).map(drop), Err(StepError::NeedUpdate));
    }
}

#[test]
fn check_01_suite_below_the_policy() {
    let mut world = world();
    world.write(0, &Body::Policy { policy: Policy { min_suite: 2, ..POLICY } });
    assert_eq!(world.judge(0, &edit()), Err(StepError::NeedUpdate));
}

#[test]
fn check_02_no_entry() {
    let world = world();
    let good = world.entry(1, &edit());
    for bytes in [&[][..], &good[..1], &good[..140], &good[..good.len() - 1], &[&good[..], &[0]].concat()] {
        refused(&world, bytes, StepError::Malformed, 2);
    }
}

#[test]
fn check_02_second_encoding() {
    let world = world();
    // Behind suite and vault stands `seq`, one byte here; the same number in two.
    let bytes = resigned(&world.entry(1, &edit()), &world.key_of(1), |bytes| {
        bytes[33] |= 0x80;
        bytes.insert(34, 0);
    });
    refused(&world, &bytes, StepError::Malformed, 2);
}

/// An entry of a body that does not exist yet, by this author.
fn of_the_future(world: &World, author: u32, spoil: impl FnOnce(&mut tacit_shared::entry::Header)) -> Vec<u8> {
    let mut header = world.header(author, &edit());
    spoil(&mut header);
    let mut bytes = codec::encode(&(header, 9u32));
    bytes.extend_from_slice(b"whatever this will be");
    bytes.extend_from_slice(&[0; 64]);
    resigned(&bytes, &world.key_of(author), |_| {})
}

#[test]
fn check_02_unknown_body_needs_an_update() {
    let world = world();
    assert_eq!(world.step(&of_the_future(&world, 1, |_| {})).map(drop), Err(StepError::NeedUpdate));
}

#[test]
fn check_02_unknown_body_cannot_freeze_a_vault_by_an_outsider() {
    let world = world();
    let refused_as = |bytes: &[u8]| world.step(bytes).map(drop).expect_err("refused");
    assert_eq!(refused_as(&of_the_future(&world, 1, |header| header.vault = VaultId([1; 32]))), StepError::OtherVault);
    assert_eq!(refused_as(&of_the_future(&world, 1, |header| header.seq += 1)), StepError::Gap);
    assert_eq!(refused_as(&of_the_future(&world, 1, |header| header.prev = EntryHash([1; 32]))), StepError::Fork);
    let roster = of_the_future(&world, 1, |header| header.roster = EntryHash([1; 32]));
    assert_eq!(refused_as(&roster), StepError::OtherRoster);
    assert_eq!(refused_as(&of_the_future(&world, 9, |_| {})), StepError::NotMember);
    let mut unsigned = of_the_future(&world, 1, |_| {});
    *unsigned.last_mut().expect("not empty") ^= 1;
    assert_eq!(refused_as(&unsigned), StepError::BadSignature);
    let second_encoding = resigned(&of_the_future(&world, 1, |_| {}), &world.key_of(1), |bytes| {
        bytes[33] |= 0x80;
        bytes.insert(34, 0);
    });
    assert_eq!(refused_as(&second_encoding), StepError::Malformed);
}

#[test]
fn check_03_vault() {
    let world = world();
    refused(&world, &world.spoiled(1, &edit(), |header| header.vault.0[31] ^= 1), StepError::OtherVault, 3);
}

#[test]
fn check_04_seq() {
    let world = world();
    refused(&world, &world.spoiled(1, &edit(), |header| header.seq += 1), StepError::Gap, 4);
    refused(&world, &world.spoiled(1, &edit(), |header| header.seq -= 1), StepError::Gap, 4);
    refused(&world, world.entries.last().expect("not empty"), StepError::Gap, 4);
}

#[test]
fn check_05_prev() {
    let world = world();
    refused(&world, &world.spoiled(1, &edit(), |header| header.prev.0[0] ^= 1), StepError::Fork, 5);
}

#[test]
fn check_05_the_other_branch() {
    let mut here = world();
    let mut there = here.clone();
    here.write(1, &edit());
    there.write(1, &commit(vec![put(record(8, 8), 1)]));
    let next = there.entry(1, &commit(vec![put(record(9, 9), 1)]));
    assert!(there.step(&next).is_ok());
    refused(&here, &next, StepError::Fork, 5);
}

#[test]
fn check_06_roster() {
    let world = world();
    refused(&world, &world.spoiled(1, &edit(), |header| header.roster.0[0] ^= 1), StepError::OtherRoster, 6);
    // The entry right before, but it is no roster entry.
    refused(&world, &world.spoiled(1, &edit(), |header| header.roster = header.prev), StepError::OtherRoster, 6);
}

#[test]
fn check_07_never_a_member() {
    let world = world();
    refused(&world, &world.entry(2, &edit()), StepError::NotMember, 7);
    refused(&world, &world.entry(u32::MAX, &edit()), StepError::NotMember, 7);
}

#[test]
fn check_07_no_longer_a_member() {
    let mut world = world();
    world.write(0, &world.remove_body(&[1]));
    refused(&world, &world.entry(1, &edit()), StepError::NotMember, 7);
}

#[test]
fn check_08_signature_of_somebody_else() {
    let world = world();
    let body = edit();
    let bytes = sign_entry(&world.header(1, &body), &body, &world.key_of(0));
    refused(&world, &bytes, StepError::BadSignature, 8);
}

#[test]
fn check_08_signature_in_another_context() {
    let world = world();
    let mut bytes = world.entry(1, &edit());
    let end = bytes.len() - 64;
    let other = tacit_shared::sign::sign(tacit_shared::sign::Context::Head, &world.key_of(1), &bytes[..end]);
    bytes[end..].copy_from_slice(&other.0);
    refused(&world, &bytes, StepError::BadSignature, 8);
}

#[test]
fn check_08_no_byte_can_be_changed() {
    let world = world();
    let good = world.entry(1, &edit());
    for at in 0..good.len() {
        for flip in [0x01, 0x80, 0xff] {
            let mut bytes = good.clone();
            bytes[at] ^= flip;
            assert!(world.step(&bytes).is_err(), "byte {at} ^ {flip:#x}");
        }
    }
}

#[test]
fn check_09_role() {
    let mut world = world();
    let invite = world.invite(0, Role::Viewer);
    let viewer = world.admit(0, invite, 2);
    refused(&world, &world.entry(viewer, &edit()), StepError::NoRight, 9);
    refused(&world, &world.entry(1, &world.rotate_body()), StepError::NoRight, 9);
}

#[test]
fn check_10_body() {
    let world = world();
    refused(&world, &world.entry(1, &commit(vec![])), StepError::BadBody("a commit says something"), 10);
}

#[test]
fn check_11_epoch() {
    let world = world();
    let spoil =
        |by: i64, body: &Body| world.spoiled(0, body, |header| header.epoch = (i64::from(header.epoch) + by) as u32);
    for by in [-1, 1, 7] {
        for body in [edit(), world.invite_body(Role::Editor), world.rotate_body(), world.remove_body(&[1])] {
            refused(&world, &spoil(by, &body), StepError::BadEpoch, 11);
        }
    }
}

#[test]
fn check_12_root() {
    let world = world();
    for body in [edit(), world.invite_body(Role::Editor), world.rotate_body()] {
        refused(&world, &world.spoiled(0, &body, |header| header.root[0] ^= 1), StepError::BadRoot, 12);
    }
    // A commit that claims that nothing changed.
    refused(&world, &world.spoiled(1, &edit(), |header| header.root = world.roster.root()), StepError::BadRoot, 12);
}

#[test]
fn the_checks_are_made_in_order() {
    let world = world();
    // Everything is wrong: the first is named.
    let body = commit(vec![]);
    let mut header = world.header(1, &body);
    (header.vault, header.seq, header.prev, header.roster) =
        (VaultId([1; 32]), 99, EntryHash([1; 32]), EntryHash([1; 32]));
    (header.author, header.epoch, header.root) = (77, 99, [1; 32]);
    let honest = world.header(1, &body);
    let judge = |header: &tacit_shared::entry::Header| world.step(&sign_entry(header, &body, &world.key_of(0)));
    let mut seen = vec![judge(&header).map(drop)];
    header.vault = honest.vault;
    seen.push(judge(&header).map(drop));
    header.seq = honest.seq;
    seen.push(judge(&header).map(drop));
    header.prev = honest.prev;
    seen.push(judge(&header).map(drop));
    header.roster = honest.roster;
    seen.push(judge(&header).map(drop));
    header.author = honest.author;
    seen.push(judge(&header).map(drop));
    header.author = 0;
    seen.push(judge(&header).map(drop));
    let numbers: Vec<u8> = seen.into_iter().map(|result| result.map_or_else(StepError::check, |()| 0)).collect();
    assert_eq!(numbers, [3, 4, 5, 6, 7, 8, 10]);
}
