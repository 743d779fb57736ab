//! Leaving and deleting: whose word counts, in which vault, and when.

use crate::world::World;
use serde::Deserialize;
use tacit_shared::codec;
use tacit_shared::entry::{Body, Role};
use tacit_shared::heads::{DeleteOp, LeaveOp, Signed};
use tacit_shared::ids::{Member, VaultId};
use tacit_shared::life::{deleted, leaving};
use tacit_shared::limits::{STATEMENT, SUITE};
use tacit_shared::root::LeafSet;
use tacit_shared::sign::Context;
use tacit_shared::step::{genesis, step};

const AT: u64 = 1_700_000_000_000;

fn leave(world: &World, member: Member, signer: Member, change: impl FnOnce(&mut LeaveOp)) -> Vec<u8> {
    let mut op = LeaveOp { suite: SUITE, vault: world.roster.vault(), member, at: AT };
    change(&mut op);
    codec::encode(&Signed::new(op, Context::Leave, &world.key_of(signer)))
}

fn delete(world: &World, signer: Member, context: Context, change: impl FnOnce(&mut DeleteOp)) -> Vec<u8> {
    let mut op = DeleteOp { suite: SUITE, vault: world.roster.vault(), at: AT };
    change(&mut op);
    codec::encode(&Signed::new(op, context, &world.key_of(signer)))
}

#[test]
fn a_member_leaves_in_his_own_name_and_in_this_vault_only() {
    let world = World::with(&[Role::Viewer, Role::Owner]);
    let read = |bytes: &[u8]| leaving(&world.roster, bytes).map(|leaving| (leaving.member(), leaving.at()));
    assert_eq!(read(&leave(&world, 1, 1, |_| ())), Some((1, AT)), "a viewer may, who signs no entry");
    assert_eq!(read(&leave(&world, 2, 2, |_| ())), Some((2, AT)), "an owner of two");
    assert_eq!(read(&leave(&world, 1, 2, |_| ())), None, "signed by somebody else");
    assert_eq!(read(&leave(&world, 1, 1, |op| op.vault = VaultId([9; 32]))), None, "of another vault");
    assert_eq!(read(&leave(&world, 1, 1, |op| op.suite = 2)), None, "of another suite");
    assert_eq!(read(&leave(&world, 9, 9, |_| ())), None, "of nobody");
    assert_eq!(read(&delete(&world, 2, Context::VaultDelete, |_| ())), None, "another statement");
    let mut longer = leave(&world, 1, 1, |_| ());
    longer.push(0);
    assert_eq!(read(&longer), None);
    assert!(longer.len() < STATEMENT);
}

#[test]
fn the_only_owner_cannot_leave() {
    let mut world = World::with(&[Role::Owner]);
    let statement = leave(&world, 0, 0, |_| ());
    assert!(leaving(&world.roster, &statement).is_some());
    world.write(0, &Body::SetRole { member: 1, role: Role::Admin });
    assert!(leaving(&world.roster, &statement).is_none());
}

#[test]
fn an_owner_of_now_deletes_and_nobody_else() {
    let mut world = World::with(&[Role::Admin, Role::Owner]);
    let by = |world: &World, bytes: &[u8]| deleted(&world.roster, bytes).map(|deleted| deleted.by());
    let owners = delete(&world, 2, Context::VaultDelete, |_| ());
    assert_eq!(by(&world, &owners), Some(2));
    assert_eq!(by(&world, &delete(&world, 1, Context::VaultDelete, |_| ())), None, "an admin");
    assert_eq!(by(&world, &delete(&world, 99, Context::VaultDelete, |_| ())), None, "a stranger");
    assert_eq!(by(&world, &delete(&world, 2, Context::Leave, |_| ())), None, "in another context");
    assert_eq!(by(&world, &delete(&world, 2, Context::VaultDelete, |op| op.vault.0[0] ^= 1)), None);
    assert_eq!(by(&world, &delete(&world, 2, Context::VaultDelete, |op| op.suite = 0)), None);
    for at in 0..owners.len() {
        let mut bent = owners.clone();
        bent[at] ^= 1;
        assert_eq!(by(&world, &bent), None, "byte {at}");
    }
    world.write(0, &Body::SetRole { member: 2, role: Role::Editor });
    assert_eq!(by(&world, &owners), None, "no owner any more");
}

#[derive(Deserialize)]
struct File {
    entries: Vec<String>,
    statements: Vec<Statement>,
    refused: Vec<Refused>,
}

#[derive(Deserialize)]
struct Statement {
    context: String,
    member: Member,
    at: u64,
    bytes: String,
}

#[derive(Deserialize)]
struct Refused {
    what: String,
    bytes: String,
}

#[test]
fn the_published_statements_count_and_the_refused_ones_do_not() {
    let file: File = serde_json::from_str(include_str!("../../../docs/vectors/life.json")).expect("JSON");
    let byte = |text: &str, at: usize| u8::from_str_radix(&text[at..at + 2], 16).expect("lower-case hex");
    let bytes = |text: &str| (0..text.len()).step_by(2).map(|at| byte(text, at)).collect::<Vec<u8>>();
    let (mut roster, _) = genesis(&bytes(&file.entries[0])).expect("a genesis");
    let leaves = LeafSet::empty(&roster.vault());
    for entry in &file.entries[1..] {
        roster.apply(&step(&roster, &leaves, &bytes(entry)).expect("an entry without records").entry);
    }
    for one in &file.statements {
        let said = if one.context == Context::Leave.text() {
            leaving(&roster, &bytes(&one.bytes)).map(|said| (said.member(), said.at()))
        } else {
            deleted(&roster, &bytes(&one.bytes)).map(|said| (said.by(), said.at()))
        };
        assert_eq!(said, Some((one.member, one.at)), "{}", one.context);
    }
    for one in &file.refused {
        let bytes = bytes(&one.bytes);
        assert!(leaving(&roster, &bytes).is_none() && deleted(&roster, &bytes).is_none(), "{}", one.what);
    }
}
