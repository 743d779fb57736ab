//! Random people doing random things, right or wrong, against a model of a few lines that knows roles, invites
//! and records but no bytes: the journal must accept exactly what the model allows and add up to what it says.

use crate::world::{Invited, POLICY, World, commit, put, record, tombstone};
use proptest::prelude::*;
use std::collections::BTreeMap;
use tacit_shared::entry::{Body, Change, Commit, Policy, Role};
use tacit_shared::ids::{Member, RecordId};
use tacit_shared::root::{LeafSet, Leaves};
use tacit_shared::step::{base_entry, genesis, roster_step, touched};

#[derive(Debug, Clone)]
enum Op {
    Invite { role: Role },
    Revoke { invite: usize },
    Join { invite: usize },
    SetRole { member: Member, role: Role },
    Remove { member: Member },
    Rotate,
    EditorsPurge { allowed: bool },
    Edit { record: u16, alive: bool },
    Purge { record: u16 },
}

fn role() -> impl Strategy<Value = Role> {
    prop::sample::select(vec![Role::Viewer, Role::Editor, Role::Admin, Role::Owner])
}

fn op() -> impl Strategy<Value = Op> {
    prop_oneof![
        4 => role().prop_map(|role| Op::Invite { role }),
        1 => (0usize..6).prop_map(|invite| Op::Revoke { invite }),
        6 => (0usize..6).prop_map(|invite| Op::Join { invite }),
        2 => (0u32..6, role()).prop_map(|(member, role)| Op::SetRole { member, role }),
        1 => (0u32..6).prop_map(|member| Op::Remove { member }),
        1 => Just(Op::Rotate),
        1 => any::<bool>().prop_map(|allowed| Op::EditorsPurge { allowed }),
        6 => (0u16..5, any::<bool>()).prop_map(|(record, alive)| Op::Edit { record, alive }),
        2 => (0u16..5).prop_map(|record| Op::Purge { record }),
    ]
}

/// What a vault is, without a byte.
#[derive(Default)]
struct Model {
    roles: Vec<Option<Role>>,
    /// Every invite ever: its author and role, and whether it is open.
    invites: Vec<(Member, Role, bool)>,
    records: BTreeMap<u16, (u64, bool)>,
    editors_purge: bool,
    epoch: u32,
}

impl Model {
    fn role(&self, member: Member) -> Option<Role> {
        self.roles.get(member as usize).copied().flatten()
    }

    fn manages(&self, author: Member, role: Role) -> bool {
        match self.role(author) {
            Some(Role::Owner) => true,
            Some(Role::Admin) => matches!(role, Role::Viewer | Role::Editor),
            _ => false,
        }
    }

    fn open(&self, invite: usize) -> Option<Role> {
        self.invites.get(invite).filter(|(_, _, open)| *open).map(|(_, role, _)| *role)
    }

    fn allows(&self, author: Member, op: &Op) -> bool {
        let Some(mine) = self.role(author) else { return false };
        let leads = mine >= Role::Admin;
        match op {
            Op::Invite { role } => self.manages(author, *role),
            Op::Revoke { invite } => leads && self.open(*invite).is_some(),
            Op::Join { invite } => self.open(*invite).is_some_and(|role| self.manages(author, role)),
            Op::SetRole { member, role } => {
                let before = self.role(*member);
                let managed = before.is_some_and(|before| self.manages(author, before)) && self.manages(author, *role);
                managed && *member != author && before != Some(*role)
            }
            Op::Remove { member } => {
                *member != author && self.role(*member).is_some_and(|role| self.manages(author, role))
            }
            Op::Rotate => leads,
            Op::EditorsPurge { .. } => mine == Role::Owner,
            Op::Edit { record, alive } => mine >= Role::Editor && (*alive || self.records.contains_key(record)),
            Op::Purge { record } => {
                (leads || (mine == Role::Editor && self.editors_purge)) && self.records.contains_key(record)
            }
        }
    }

    fn apply(&mut self, author: Member, op: &Op) {
        match op {
            Op::Invite { role } => self.invites.push((author, *role, true)),
            Op::Revoke { invite } => self.invites[*invite].2 = false,
            Op::Join { invite } => {
                self.invites[*invite].2 = false;
                self.roles.push(Some(self.invites[*invite].1));
            }
            Op::SetRole { member, role } => {
                self.roles[*member as usize] = Some(*role);
                if *role < Role::Admin {
                    self.invites.iter_mut().filter(|invite| invite.0 == *member).for_each(|invite| invite.2 = false);
                }
            }
            Op::Remove { member } => {
                self.roles[*member as usize] = None;
                self.invites.iter_mut().for_each(|invite| invite.2 = false);
                self.epoch += 1;
            }
            Op::Rotate => self.epoch += 1,
            Op::EditorsPurge { allowed } => self.editors_purge = *allowed,
            Op::Edit { record, alive } => {
                let slot = self.records.entry(*record).or_default();
                *slot = (slot.0 + 1, *alive);
            }
            Op::Purge { .. } => {}
        }
    }
}

fn id(number: u16) -> RecordId {
    record(number << 11, u32::from(number))
}

/// The entry body that an operation is, in this world.
fn body(world: &World, invites: &[Invited], op: &Op) -> Body {
    let nowhere = Invited { hash: tacit_shared::ids::EntryHash([0xee; 32]), number: 777 };
    let invite = |number: usize| invites.get(number).copied().unwrap_or(nowhere);
    match op {
        Op::Invite { role } => world.invite_body(*role),
        Op::Revoke { invite: number } => Body::Revoke { invite: invite(*number).hash },
        Op::Join { invite: number } => world.join_body(invite(*number), newcomer(world)),
        Op::SetRole { member, role } => Body::SetRole { member: *member, role: *role },
        Op::Remove { member } => world.remove_body(&[*member]),
        Op::Rotate => world.rotate_body(),
        Op::EditorsPurge { allowed } => Body::Policy { policy: Policy { editors_purge: *allowed, ..POLICY } },
        Op::Edit { record, alive } => {
            let version = world.leaves.leaf(&id(*record)).map_or(1, |leaf| leaf.version + 1);
            let change: fn(RecordId, u64) -> Change = if *alive { put } else { tombstone };
            commit(vec![change(id(*record), version)])
        }
        Op::Purge { record } => Body::Commit(Commit { purges: vec![id(*record)], ..Commit::default() }),
    }
}

fn newcomer(world: &World) -> u64 {
    100 + u64::from(world.roster.next_member())
}

/// Plays an operation in both; says whether it was taken.
fn play(world: &mut World, model: &mut Model, invites: &mut Vec<Invited>, author: Member, op: &Op) -> bool {
    let body = body(world, invites, op);
    let bytes = world.entry(author, &body);
    let allowed = model.allows(author, op);
    let judged = world.step(&bytes).map(drop);
    assert_eq!(judged.is_ok(), allowed, "{op:?} by {author}: {judged:?}");
    if !allowed {
        return false;
    }
    match op {
        Op::Invite { role } => invites.push(world.invite(author, *role)),
        Op::Join { invite } => {
            let person = newcomer(world);
            world.admit(author, invites[*invite], person);
        }
        _ => drop(world.take(bytes)),
    }
    model.apply(author, op);
    true
}

fn compare(world: &World, model: &Model, invites: &[Invited]) {
    let roster = &world.roster;
    let roles: Vec<_> = roster.all_members().map(|(_, member)| member.role()).collect();
    assert_eq!(roles, model.roles);
    let open: Vec<bool> = invites.iter().map(|invite| roster.open_invite(&invite.hash).is_some()).collect();
    assert_eq!(open, model.invites.iter().map(|invite| invite.2).collect::<Vec<_>>());
    assert_eq!(roster.epoch(), model.epoch);
    let records: Vec<_> = world.leaves.iter().map(|leaf| (leaf.version, leaf.envelope.is_some())).collect();
    assert_eq!(records, model.records.values().copied().collect::<Vec<_>>());
    assert!(roster.current().any(|(_, member)| member.role() == Some(Role::Owner)), "an owner is left");
    let whole = LeafSet::build(&roster.vault(), world.leaves.iter().copied()).expect("no doubles");
    assert_eq!(whole.root(), roster.root());
    // Everybody who is in has exactly one box, nobody else any.
    for (number, member) in roster.all_members() {
        assert_eq!(roster.current_box(number).is_some(), member.role().is_some(), "box of {number}");
    }
}

/// A fresh device that reads the membership chain and the head comes to the same state.
fn compare_fresh(world: &World) {
    let (mut roster, _) = genesis(&world.entries[0]).expect("verifies");
    for bytes in world.entries.iter().skip(1).filter(|bytes| touched(bytes).is_empty()) {
        let entry = roster_step(&roster, bytes).expect("verifies");
        roster.apply(&entry);
    }
    if world.entries.len() > 1 {
        let base = base_entry(&roster, world.entries.last().expect("not empty")).expect("verifies");
        roster.adopt_base(&base);
    }
    assert_eq!(roster, world.roster);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]

    #[test]
    fn the_journal_takes_what_the_model_allows(ops in prop::collection::vec((0u32..6, op()), 1..60)) {
        let mut world = World::new();
        let mut model = Model { roles: vec![Some(Role::Owner)], epoch: 1, ..Model::default() };
        let mut invites = Vec::new();
        let mut fork: Option<World> = None;
        for (author, op) in &ops {
            let before = world.clone();
            if play(&mut world, &mut model, &mut invites, *author, op) {
                compare(&world, &model, &invites);
                let newest = world.entries.last().expect("not empty");
                prop_assert!(world.step(newest).is_err(), "taken once");
                fork.get_or_insert(before);
            }
        }
        compare_fresh(&world);
        // Who stayed on a branch of the first entry takes nothing of this one behind his own.
        if let Some(mut branch) = fork.filter(|_| world.entries.len() > 2) {
            branch.write(0, &Body::Policy { policy: Policy { words_for_all: true, ..POLICY } });
            for bytes in &world.entries[1..] {
                prop_assert!(branch.step(bytes).is_err());
            }
        }
    }
}
