//! Entries, join requests and statements beside the journal.

use crate::{seeds, world};
use std::path::Path;
use tacit_shared::entry::{Body, Entry, Header, JoinRequest, sign_entry};
use tacit_shared::heads::{DeleteOp, HeadOp, LeaveOp, Signed};
use tacit_shared::ids::RecordId;
use tacit_shared::life;
use tacit_shared::presence::{self, PresenceFrame};
use tacit_shared::root;
use tacit_shared::roster::Roster;
use tacit_shared::sign::Context;
use tacit_shared::step::{StepError, base_entry, genesis, roster_step, step, touched};
use tacit_shared::witness::HeadStatement;
use tacit_shared::{codec, limits};
use tacit_vault::Presence;

/// Bytes as a journal's entry: every function that takes one, in every state that it may meet.
pub(crate) fn entry(bytes: &[u8]) {
    let decoded = codec::decode::<Entry>(bytes, limits::ENTRY);
    assert!(touched(bytes).len() <= limits::CHANGES, "no more records than a commit holds");
    if let Ok((roster, _)) = genesis(bytes) {
        assert!(decoded.is_ok() && roster.seq() == 0 && roster.current().count() == 1);
    }
    world::with(|world| {
        for result in [roster_step(&world.roster, bytes), base_entry(&world.roster, bytes)] {
            assert!(decoded.is_ok() || result.is_err(), "what is taken was decoded");
        }
        match step(&world.roster, &world.leaves, bytes) {
            Ok(_) => assert!(decoded.is_ok()),
            Err(StepError::NeedUpdate) if bytes.first() == Some(&limits::SUITE) => {
                assert!(decoded.is_err(), "only what this version does not know");
            }
            Err(_) => {}
        }
    });
}

/// A body as a member would sign it, so that the checks behind the signature are reached: first byte the author, then
/// what to change of an honest header, then the body.
pub(crate) fn signed_entry(bytes: &[u8]) {
    let [who, twist, body @ ..] = bytes else { return };
    let Ok((body, _)) = postcard::take_from_bytes::<Body>(body) else { return };
    world::with(|world| {
        let (roster, leaves) = (&world.roster, &world.leaves);
        let (author, key) = match who % 2 {
            0 => (0, world.anna.identity().signing_key()),
            _ => (1, world.ben.identity().signing_key()),
        };
        let seq = roster.seq() + 1;
        let changed = match &body {
            Body::Commit(commit) => root::change(leaves, &roster.vault(), seq, &commit.changes).ok(),
            _ => None,
        };
        let header = Header {
            suite: limits::SUITE,
            vault: roster.vault(),
            seq,
            prev: roster.hash(),
            roster: roster.roster_hash(),
            author: author + u32::from(*twist == 1),
            epoch: roster.epoch() + u32::from(body.rotation().is_some()) + u32::from(*twist == 2),
            root: changed.map_or(if *twist == 3 { [1; 32] } else { roster.root() }, |delta| delta.root),
            at: world::NOW,
        };
        let signed = sign_entry(&header, &body, key);
        if let Ok(delta) = step(roster, leaves, &signed) {
            assert!(*twist == 0 || *twist > 2, "a header that does not fit is refused");
            let mut after = roster.clone();
            after.apply(&delta.entry);
            holds(&after);
            if let Some(change) = &delta.leaves {
                let mut leaves = leaves.clone();
                leaves.apply(change);
                assert_eq!(leaves.root(), after.root(), "the root is the record set's");
            }
        }
    });
}

/// What is true of every membership, whatever was signed.
fn holds(roster: &Roster) {
    assert!(roster.current().any(|(_, member)| member.role() == Some(tacit_shared::entry::Role::Owner)));
    assert!(roster.current().count() <= limits::MEMBERS && roster.open_invites().len() <= limits::OPEN_INVITES);
    for (member, _) in roster.current() {
        assert!(roster.current_box(member).is_some(), "everybody has a box");
    }
}

/// Join requests as the server hands them on with a pull.
pub(crate) fn join_request(bytes: &[u8]) {
    let decoded = JoinRequest::decode(bytes);
    world::with(|world| {
        let honest = world.pending.request.clone();
        let waiting = tacit_vault::waiting(&world.roster, &[honest.clone(), bytes.to_vec()], world::NOW);
        assert!(decoded.is_ok() || waiting.len() == 1, "garbage takes nobody's place");
        if bytes != honest {
            assert!(waiting.iter().all(|one| codec::encode(&one.request) == honest), "nobody else signed one");
        }
    });
}

/// Signed statements beside the journal, as they are decoded, and as they count for a membership.
pub(crate) fn statement(bytes: &[u8]) {
    world::with(|world| {
        let (seeds, roster) = (statement_seeds(None), &world.roster);
        let counts = [
            HeadStatement::read(roster, bytes).is_ok(),
            life::leaving(roster, bytes).is_some(),
            life::deleted(roster, bytes).is_some(),
        ];
        let honest = [0, 1, 2].map(|kind| seeds[kind] == bytes);
        assert_eq!(counts, honest, "each is of one kind, and nobody else signed one");
        let anna = world.anna.identity().public();
        if let Ok(head) = codec::decode::<Signed<HeadOp>>(bytes, limits::STATEMENT) {
            head.is_by(Context::Head, &anna);
        }
        if let Ok(leave) = codec::decode::<Signed<LeaveOp>>(bytes, limits::STATEMENT) {
            assert!(!leave.is_by(Context::Head, &anna), "a statement of one kind is none of another");
        }
        if let Ok(delete) = codec::decode::<Signed<DeleteOp>>(bytes, limits::STATEMENT) {
            assert!(!delete.is_by(Context::Leave, &anna), "a statement of one kind is none of another");
        }
    });
}

/// Presence frames: signed by a member under the epoch in force, and what they say when opened.
pub(crate) fn presence(bytes: &[u8]) {
    Presence::decode(bytes);
    world::with(|world| {
        let honest = presence_seeds(None).first().is_some_and(|seed| seed == bytes);
        let read = PresenceFrame::read(&world.roster, bytes);
        assert_eq!(read.is_ok(), honest, "nobody else signed one");
    });
}

/// One that counts, the same of another epoch, and what may stand in one.
pub(crate) fn presence_seeds(_: Option<&Path>) -> Vec<Vec<u8>> {
    world::with(|world| {
        let (vault, key, epoch) = (world.roster.vault(), world.anna.identity().signing_key(), world.roster.epoch());
        let sign = |epoch| PresenceFrame::sign(&vault, (epoch, 0, 1_800_000_000_000), [5; presence::SEALED], key);
        let mut plain = vec![0; 48];
        plain[..20].copy_from_slice(&[3; 20]);
        vec![sign(epoch), sign(epoch + 1), plain]
    })
}

pub(crate) fn entry_seeds(_: Option<&Path>) -> Vec<Vec<u8>> {
    let vectors = seeds::vectors("journal");
    let mut all = seeds::hex_of(&vectors["entries"], "bytes");
    all.extend(seeds::hex_of(&vectors["refused"], "bytes"));
    all.extend(world::with(|world| world.entries.clone()));
    all
}

/// The bodies of all kinds, by both authors.
pub(crate) fn signed_entry_seeds(_: Option<&Path>) -> Vec<Vec<u8>> {
    let bodies = entry_seeds(None).into_iter().filter_map(|bytes| codec::decode::<Entry>(&bytes, limits::ENTRY).ok());
    let mut seeds: Vec<Vec<u8>> =
        bodies.flat_map(|entry| [0, 1].map(|who| [vec![who, 0], codec::encode(&entry.body)].concat())).collect();
    // Ones that fit the state: only then do effects and root come to be computed.
    world::with(|world| {
        let pending = JoinRequest::decode(&world.pending.request).expect("a request");
        let fitting = [
            Body::SetRole { member: 1, role: tacit_shared::entry::Role::Admin },
            Body::Revoke { invite: world.roster.open_invites()[0].hash },
            Body::Join { request: pending, box_hash: tacit_shared::ids::BoxHash([3; 32]) },
            Body::Rotate { rotation: world.rotation() },
            Body::Remove { members: vec![2], rotation: world.rotation() },
        ];
        seeds.extend(fitting.iter().map(|body| [vec![0, 0], codec::encode(body)].concat()));
        for record in [9u8, 77, 200, 201] {
            let next = world.leaves.iter().find(|leaf| leaf.record.0[0] == record).map_or(1, |leaf| leaf.version + 1);
            let change = tacit_shared::entry::Change {
                record: RecordId([record; 16]),
                version: next,
                envelope: Some(tacit_shared::ids::EnvelopeHash(world::some_bytes(u64::from(record)))),
            };
            let commit = tacit_shared::entry::Commit { changes: vec![change], ..Default::default() };
            seeds.push([vec![0, 0], codec::encode(&Body::Commit(commit))].concat());
        }
    });
    seeds
}

pub(crate) fn join_request_seeds(_: Option<&Path>) -> Vec<Vec<u8>> {
    let mut all = vec![world::with(|world| world.pending.request.clone())];
    all.push(seeds::hex(seeds::vectors("invite")["request"].as_str().expect("hex")));
    all
}

pub(crate) fn statement_seeds(_: Option<&Path>) -> Vec<Vec<u8>> {
    world::with(|world| {
        let (suite, vault, key) = (limits::SUITE, world.roster.vault(), world.anna.identity().signing_key());
        let (seq, hash, at) = (world.roster.seq(), world.roster.hash(), world::NOW);
        let head = HeadOp { suite, vault, member: 0, seq, hash, epoch_held: world.roster.epoch(), at };
        let ben = world.ben.identity().signing_key();
        vec![
            codec::encode(&Signed::new(head, Context::Head, key)),
            codec::encode(&Signed::new(LeaveOp { suite, vault, member: 1, at }, Context::Leave, ben)),
            codec::encode(&Signed::new(DeleteOp { suite, vault, at }, Context::VaultDelete, key)),
            // Not his to say.
            codec::encode(&Signed::new(LeaveOp { suite, vault, member: 1, at }, Context::Leave, key)),
            codec::encode(&Signed::new(DeleteOp { suite, vault, at }, Context::VaultDelete, ben)),
        ]
    })
}

impl world::World {
    /// The newest rotation's shape, for whoever is a member now.
    pub(crate) fn rotation(&self) -> tacit_shared::entry::Rotation {
        let members = self.roster.current().count();
        tacit_shared::entry::Rotation {
            commitment: world::some_bytes(1),
            boxes: (0..members as u64).map(|number| tacit_shared::ids::BoxHash(world::some_bytes(number))).collect(),
            history: self.roster.rotation().history.clone(),
        }
    }
}
