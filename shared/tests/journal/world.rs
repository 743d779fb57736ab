//! A vault with members whose keys are known here: makes honest entries, and spoiled ones.

use ed25519_dalek::SigningKey;
use tacit_shared::entry::{
    Body, BoxKey, Change, Commit, Header, JoinBody, JoinRequest, Policy, Role, Rotation, entry_hash, sign_entry,
};
use tacit_shared::ids::{BoxHash, EntryHash, EnvelopeHash, Member, RecordId, VaultId};
use tacit_shared::limits;
use tacit_shared::root::{self, EMPTY, LeafSet};
use tacit_shared::roster::Roster;
use tacit_shared::step::{Delta, StepError, genesis, step};

pub(crate) const POLICY: Policy = Policy { min_suite: 1, words_for_all: false, editors_purge: false };

/// One person's signing key, from a number.
pub(crate) fn key(number: u64) -> SigningKey {
    let mut seed = [0x5a; 32];
    seed[..8].copy_from_slice(&number.to_le_bytes());
    SigningKey::from_bytes(&seed)
}

/// One person's box key: no cipher is known here, so any bytes do.
pub(crate) fn box_key(number: u64) -> BoxKey {
    let mut bytes = [0xb0; limits::BOX_KEY];
    bytes[..8].copy_from_slice(&number.to_le_bytes());
    BoxKey(bytes)
}

pub(crate) fn public(key: &SigningKey) -> [u8; 32] {
    key.verifying_key().to_bytes()
}

/// A rotation with this many boxes.
pub(crate) fn rotation(boxes: usize, history: &[u8]) -> Rotation {
    let hash = |number: usize| {
        let mut bytes = [0xb0; 32];
        bytes[..8].copy_from_slice(&(number as u64).to_le_bytes());
        BoxHash(bytes)
    };
    Rotation { commitment: [0xc0; 32], boxes: (0..boxes).map(hash).collect(), history: history.to_vec() }
}

/// A record id whose first two bytes are given: they decide the bucket.
pub(crate) fn record(head: u16, number: u32) -> RecordId {
    let mut id = [0x1d; 16];
    id[..2].copy_from_slice(&head.to_be_bytes());
    id[12..].copy_from_slice(&number.to_be_bytes());
    RecordId(id)
}

/// A change that gives a record bytes.
pub(crate) fn put(record: RecordId, version: u64) -> Change {
    Change { record, version, envelope: Some(EnvelopeHash([version as u8; 32])) }
}

/// A change that deletes a record.
pub(crate) fn tombstone(record: RecordId, version: u64) -> Change {
    Change { record, version, envelope: None }
}

pub(crate) fn commit(changes: Vec<Change>) -> Body {
    Body::Commit(Commit { changes, ..Commit::default() })
}

/// The header and body of a Genesis by person 0.
pub(crate) fn genesis_parts() -> (Header, Body) {
    let header = Header {
        suite: limits::SUITE,
        vault: VaultId([0; 32]),
        seq: 0,
        prev: EntryHash([0; 32]),
        roster: EntryHash([0; 32]),
        author: 0,
        epoch: 1,
        root: EMPTY,
        at: 1_700_000_000_000,
    };
    let body = Body::Genesis {
        nonce: [0x0e; 32],
        identity: public(&key(0)),
        box_key: box_key(0),
        policy: POLICY,
        rotation: rotation(1, &[]),
    };
    (header, body)
}

/// A vault and everybody's keys.
#[derive(Clone)]
pub(crate) struct World {
    pub(crate) roster: Roster,
    pub(crate) leaves: LeafSet,
    pub(crate) entries: Vec<Vec<u8>>,
    /// The person behind each member number.
    pub(crate) people: Vec<u64>,
    invites: u64,
}

impl World {
    /// A vault of person 0.
    pub(crate) fn new() -> Self {
        let (header, body) = genesis_parts();
        let bytes = sign_entry(&header, &body, &key(0));
        let (roster, _) = genesis(&bytes).expect("an honest Genesis");
        let leaves = LeafSet::empty(&roster.vault());
        Self { roster, leaves, entries: vec![bytes], people: vec![0], invites: 0 }
    }

    /// A vault whose members have these roles, after the first owner.
    pub(crate) fn with(roles: &[Role]) -> Self {
        let mut world = Self::new();
        for (number, role) in roles.iter().enumerate() {
            let invite = world.invite(0, *role);
            world.admit(0, invite, number as u64 + 1);
        }
        world
    }

    pub(crate) fn key_of(&self, member: Member) -> SigningKey {
        key(self.people.get(member as usize).copied().unwrap_or(u64::MAX))
    }

    /// The honest header of a body.
    pub(crate) fn header(&self, author: Member, body: &Body) -> Header {
        let seq = self.roster.seq() + 1;
        let root = match body {
            Body::Commit(commit) => root::change(&self.leaves, &self.roster.vault(), seq, &commit.changes)
                .map_or(self.roster.root(), |delta| delta.root),
            _ => self.roster.root(),
        };
        Header {
            suite: limits::SUITE,
            vault: self.roster.vault(),
            seq,
            prev: self.roster.hash(),
            roster: self.roster.roster_hash(),
            author,
            epoch: self.roster.epoch() + u32::from(body.rotation().is_some()),
            root,
            at: 1_700_000_000_000 + seq,
        }
    }

    /// An entry as an honest client of this author makes it.
    pub(crate) fn entry(&self, author: Member, body: &Body) -> Vec<u8> {
        sign_entry(&self.header(author, body), body, &self.key_of(author))
    }

    /// The same with a spoiled header, signed all the same.
    pub(crate) fn spoiled(&self, author: Member, body: &Body, spoil: impl FnOnce(&mut Header)) -> Vec<u8> {
        let mut header = self.header(author, body);
        spoil(&mut header);
        sign_entry(&header, body, &self.key_of(author))
    }

    pub(crate) fn step(&self, bytes: &[u8]) -> Result<Delta, StepError> {
        step(&self.roster, &self.leaves, bytes)
    }

    /// What comes of an honestly made entry of this author and body.
    pub(crate) fn judge(&self, author: Member, body: &Body) -> Result<(), StepError> {
        self.step(&self.entry(author, body)).map(drop)
    }

    /// Takes an entry that must be good.
    pub(crate) fn take(&mut self, bytes: Vec<u8>) -> EntryHash {
        let delta = self.step(&bytes).expect("a good entry");
        self.roster.apply(&delta.entry);
        if let Some(leaves) = &delta.leaves {
            self.leaves.apply(leaves);
        }
        self.entries.push(bytes);
        delta.entry.hash()
    }

    /// Writes an honest entry.
    pub(crate) fn write(&mut self, author: Member, body: &Body) -> EntryHash {
        self.take(self.entry(author, body))
    }

    /// The key of the invite made as number `number`.
    pub(crate) fn invite_key(number: u64) -> SigningKey {
        key(1_000_000 + number)
    }

    /// The next invite's body; its key is `invite_key(self.invites)`.
    pub(crate) fn invite_body(&self, role: Role) -> Body {
        let invite_key = public(&Self::invite_key(self.invites));
        Body::Invite { invite_key, role, expires: 1_700_000_900_000, hint: vec![0x41; 312] }
    }

    /// Writes an invite; what is needed to use it.
    pub(crate) fn invite(&mut self, author: Member, role: Role) -> Invited {
        let number = self.invites;
        let hash = self.write(author, &self.invite_body(role));
        self.invites += 1;
        Invited { hash, number }
    }

    pub(crate) fn request_parts(&self, invite: Invited, person: u64) -> JoinBody {
        JoinBody {
            suite: limits::SUITE,
            vault: self.roster.vault(),
            invite: invite.hash,
            identity: public(&key(person)),
            box_key: box_key(person),
        }
    }

    /// An honest request of a person.
    pub(crate) fn request(&self, invite: Invited, person: u64) -> JoinRequest {
        JoinRequest::new(self.request_parts(invite, person), &Self::invite_key(invite.number), &key(person))
    }

    pub(crate) fn join_body(&self, invite: Invited, person: u64) -> Body {
        Body::Join { request: self.request(invite, person), box_hash: BoxHash([0xb1; 32]) }
    }

    /// Lets a person in.
    pub(crate) fn admit(&mut self, author: Member, invite: Invited, person: u64) -> Member {
        let member = self.roster.next_member();
        self.write(author, &self.join_body(invite, person));
        self.people.push(person);
        member
    }

    /// The body that removes these members.
    pub(crate) fn remove_body(&self, members: &[Member]) -> Body {
        let stay = self.roster.current().count().saturating_sub(members.len());
        Body::Remove { members: members.to_vec(), rotation: rotation(stay, b"history") }
    }

    /// The body that rotates.
    pub(crate) fn rotate_body(&self) -> Body {
        Body::Rotate { rotation: rotation(self.roster.current().count(), b"history") }
    }
}

/// An invite that stands in the journal.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Invited {
    pub(crate) hash: EntryHash,
    pub(crate) number: u64,
}

/// The same entry with its bytes before the signature changed, signed anew.
pub(crate) fn resigned(bytes: &[u8], key: &SigningKey, change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut message = bytes[..bytes.len() - 64].to_vec();
    change(&mut message);
    let signature = tacit_shared::sign::sign(tacit_shared::sign::Context::Entry, key, &message);
    message.extend_from_slice(&signature.0);
    message
}

#[test]
fn the_vault_is_named_by_its_genesis() {
    let world = World::new();
    assert_eq!(world.roster.vault().0, entry_hash(&world.entries[0]).0);
}
