//! The refused part of `journal.json`: entries behind the history's end, each good but for one thing.

use super::hex;
use crate::tests::world::*;
use serde::{Deserialize, Serialize};
use tacit_shared::codec;
use tacit_shared::entry::{Body, Change, Commit, Entry, Header, JoinBody, JoinRequest, Role, Rotation, sign_entry};
use tacit_shared::ids::{BoxHash, EnvelopeHash, Member, VaultId};
use tacit_shared::limits;
use tacit_shared::root::{self, LeafSet};
use tacit_shared::roster::Roster;
use tacit_shared::sign::{Context, sign};
use tacit_shared::step::{StepError, step};

#[derive(Serialize, Deserialize)]
pub(super) struct Refused {
    pub(super) what: String,
    pub(super) check: u8,
    pub(super) error: String,
    pub(super) bytes: String,
    pub(super) zeros_after: usize,
}

/// Makes entries behind the history's end, each good but for one thing.
pub(super) struct Spoiler<'a> {
    pub(super) roster: &'a Roster,
    pub(super) leaves: &'a LeafSet,
    pub(super) people: &'a [Person; 3],
}

impl Spoiler<'_> {
    fn entry(&self, author: usize, body: &Body, spoil: impl FnOnce(&mut Header)) -> Vec<u8> {
        let seq = self.roster.seq() + 1;
        let root = match body {
            Body::Commit(commit) if !commit.changes.is_empty() => {
                root::change(self.leaves, &self.roster.vault(), seq, &commit.changes)
                    .map_or(self.roster.root(), |delta| delta.root)
            }
            _ => self.roster.root(),
        };
        let mut header = Header {
            suite: limits::SUITE,
            vault: self.roster.vault(),
            seq,
            prev: self.roster.hash(),
            roster: self.roster.roster_hash(),
            author: author as Member,
            epoch: self.roster.epoch() + u32::from(body.rotation().is_some()),
            root,
            at: NOW,
        };
        spoil(&mut header);
        sign_entry(&header, body, &self.people[author].account.identity().signing)
    }

    fn resigned(&self, author: usize, context: Context, bytes: &[u8], change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
        let mut message = bytes[..bytes.len() - 64].to_vec();
        change(&mut message);
        let signature = sign(context, &self.people[author].account.identity().signing, &message);
        message.extend_from_slice(&signature.0);
        message
    }

    fn refused(&self, what: &str, bytes: &[u8], zeros_after: usize) -> Refused {
        let mut whole = bytes.to_vec();
        whole.resize(bytes.len() + zeros_after, 0);
        let error = step(self.roster, self.leaves, &whole).expect_err(what);
        Refused { what: what.into(), check: error.check(), error: name(error), bytes: hex(bytes), zeros_after }
    }

    pub(super) fn all(&self) -> Vec<Refused> {
        let (roster, zero) = (self.roster, |bytes: &[u8], what: &str| self.refused(what, bytes, 0));
        let change = |number: u8, version: u64| Change {
            record: record(number),
            version,
            envelope: Some(EnvelopeHash([0xee; 32])),
        };
        let list = |changes: Vec<Change>| Body::Commit(Commit { changes, ..Commit::default() });
        let edit = list(vec![change(9, 1)]);
        let good = self.entry(0, &edit, |_| {});
        step(roster, self.leaves, &good).expect("good but for what is spoiled");
        let rotation = |boxes: usize| Rotation {
            commitment: [0xc0; 32],
            boxes: vec![BoxHash([0xb0; 32]); boxes],
            history: Vec::new(),
        };
        let future = codec::encode(&(codec::decode::<Entry>(&good, limits::ENTRY).expect("an entry").header, 9u32));
        let future = [&future[..], &[0; 64]].concat();
        let purge = Body::Commit(Commit { purges: vec![record(9)], ..Commit::default() });
        let twice = |bytes: &mut Vec<u8>| {
            // Behind suite and vault stands `seq`, one byte here; the same number in two.
            bytes[33] |= 0x80;
            bytes.insert(34, 0);
        };
        let join = self.people[2].account.identity();
        let closed = roster.closed_invites().last().expect("the swept one").invite.hash;
        let join_body = JoinBody {
            suite: limits::SUITE,
            vault: roster.vault(),
            invite: closed,
            identity: join.public(),
            box_key: join.box_key().clone(),
        };
        let request = JoinRequest::new(join_body, &join.signing, &join.signing);
        let back = Body::Join { request, box_hash: BoxHash([0xb0; 32]) };
        vec![
            self.refused("longer than an entry may be", &good, limits::ENTRY + 1 - good.len()),
            zero(&self.entry(0, &edit, |header| header.suite = 2), "an unknown suite"),
            zero(&good[..good.len() - 1], "cut short"),
            zero(&[&good[..], &[0]].concat(), "a byte behind it"),
            zero(&self.resigned(0, Context::Entry, &good, twice), "a longer varint of the same number"),
            zero(&self.resigned(0, Context::Entry, &future, |_| {}), "an unknown body, rightly placed and signed"),
            zero(&future, "an unknown body that nobody signed"),
            zero(&self.entry(0, &edit, |header| header.vault = VaultId([1; 32])), "another vault"),
            zero(&self.entry(0, &edit, |header| header.seq += 1), "one place too far"),
            zero(&self.entry(0, &edit, |header| header.prev.0[0] ^= 1), "behind another entry"),
            zero(&self.entry(0, &edit, |header| header.roster.0[0] ^= 1), "another membership"),
            zero(&self.entry(2, &edit, |_| {}), "by a removed member"),
            zero(&self.resigned(1, Context::Entry, &good, |_| {}), "signed by another member"),
            zero(&self.resigned(0, Context::Head, &good, |_| {}), "signed in another context"),
            zero(&self.entry(1, &Body::Policy { policy: POLICY }, |_| {}), "a policy by an admin"),
            zero(
                &self.entry(1, &Body::Remove { members: vec![0], rotation: rotation(1) }, |_| {}),
                "an owner removed by an admin",
            ),
            zero(&self.entry(0, &Body::SetRole { member: 0, role: Role::Editor }, |_| {}), "one's own role"),
            zero(&self.entry(0, &list(vec![]), |_| {}), "a commit that says nothing"),
            zero(&self.entry(0, &list(vec![change(9, 2)]), |_| {}), "a new record at version 2"),
            zero(&self.entry(0, &list(vec![change(3, 1)]), |_| {}), "a version again"),
            zero(&self.entry(0, &list(vec![change(9, 1), change(9, 1)]), |_| {}), "a record twice"),
            zero(&self.entry(0, &purge, |_| {}), "a purge of no record"),
            zero(&self.entry(0, &back, |_| {}), "a join by a closed invite"),
            zero(&self.entry(0, &Body::Rotate { rotation: rotation(3) }, |_| {}), "a box too many"),
            zero(&self.entry(0, &edit, |header| header.epoch += 1), "a commit that turns the epoch"),
            zero(
                &self.entry(0, &Body::Rotate { rotation: rotation(2) }, |header| header.epoch -= 1),
                "a rotation that does not",
            ),
            zero(&self.entry(0, &edit, |header| header.root[0] ^= 1), "another root"),
            zero(&self.entry(0, &edit, |header| header.root = roster.root()), "the root before"),
            zero(
                &self.entry(0, &Body::Rotate { rotation: rotation(2) }, |header| header.root[0] ^= 1),
                "a rotation that changes the root",
            ),
        ]
    }
}

/// An error's name without what it carries.
pub(super) fn name(error: StepError) -> String {
    let name = format!("{error:?}");
    name.split('(').next().unwrap_or_default().to_owned()
}
