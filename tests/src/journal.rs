//! A server that shows a journal of its own making, and who could make one: the operator with the database before
//! him, and an insider with a member's keys.

use crate::person::PASSWORD;
use crate::script::{Script, ok};
use crate::server::Server;
use std::collections::BTreeMap;
use tacit_engine::ports::{Request, Response};
use tacit_server::store::life::LifeStore;
use tacit_server::store::sqlite::SqliteStore;
use tacit_server::store::{Append, EntryRow, Outcome, Store};
use tacit_shared::api::{GetBoxes, GetEntries, GetEnvelopes, Head, Pull, Pulled, RosterAnswer};
use tacit_shared::entry::{Body, Commit, Entry, Header, box_hash, entry_hash, sign_entry};
use tacit_shared::heads::{HeadOp, Signed};
use tacit_shared::ids::{BoxHash, EntryHash, RecordId, VaultId, Version};
use tacit_shared::root::{self, LeafSet};
use tacit_shared::roster::Roster;
use tacit_shared::sign::Context;
use tacit_shared::{codec, limits, step};
use tacit_vault::account::{AccountKeys, Password, SecretKey, SignInName, Unlocked, VaultPin, VaultStanding};
use tacit_vault::{FreshStart, VaultState};

const MAX: usize = 64 << 20;

/// Whoever runs the server, with its database before him.
pub struct Operator(SqliteStore);

impl Operator {
    /// Of this server.
    pub async fn of(server: &Server) -> Self {
        Self(SqliteStore::open(&server.folder().join("tacit.db")).await.expect("the database opens"))
    }

    /// A vault's journal.
    pub async fn journal(&self, vault: &VaultId) -> Journal {
        let entries = self.0.entries(vault, 0, u64::MAX >> 1, usize::MAX >> 1, usize::MAX).await.expect("entries");
        Journal { entries, ..Journal::default() }
    }

    /// The bytes of one version of a record.
    pub async fn envelope(&self, vault: &VaultId, record: RecordId, version: Version) -> Option<Vec<u8>> {
        self.0.envelopes(vault, &[(record, version)], MAX).await.expect("envelopes").pop().flatten()
    }

    /// So much time has passed that what was deleted is destroyed.
    pub async fn a_week_passes(&self) {
        // The server has the file open too, and may be writing just now.
        crate::until("what was deleted is destroyed", async || self.0.destroy_deleted(u64::MAX >> 1).await.is_ok())
            .await;
    }

    /// Writes a membership entry into the real journal, past the server's checks of who sends it.
    pub async fn append(&self, entry: &[u8], boxes: &[Vec<u8>]) {
        let vault = codec::decode::<Entry>(entry, MAX).expect("an entry").header.vault;
        let before = self.journal(&vault).await;
        let after = before.with(entry.to_vec());
        let (roster, _) = after.replay();
        let row = EntryRow { seq: roster.seq(), hash: roster.hash(), is_roster: true, bytes: entry };
        let append = Append {
            vault,
            after: before.head(),
            pin: roster.head_pin(),
            entries: vec![row],
            versions: Vec::new(),
            boxes: boxes.iter().map(|bytes| (box_hash(bytes), bytes.as_slice())).collect(),
            lost_boxes: Vec::new(),
            roster: Some(roster.clone()),
            tree: None,
            opened: Vec::new(),
            closed: Vec::new(),
            purges: Vec::new(),
            files_add: Vec::new(),
            files_lost: false,
            files_drop: Vec::new(),
        };
        assert_eq!(self.0.append(&append).await.expect("writes"), Outcome::Done);
    }

    /// Anna's or Ben's sealed account as it is stored.
    pub async fn blob(&self, account: &Unlocked) -> Vec<u8> {
        self.0.blob(&account.keys().lookup()).await.expect("accounts").expect("an account")
    }

    /// The account of somebody whose kit and name are known: for a person who is an attacker himself.
    pub async fn account(&self, name: &str, secret_key: &str) -> Unlocked {
        let secret = SecretKey::parse(secret_key).expect("a kit's key");
        let name = SignInName::new(name).expect("a name");
        let keys = AccountKeys::derive(&secret, &name, &Password::new(PASSWORD).expect("a password"));
        let blob = self.0.blob(&keys.lookup()).await.expect("accounts").expect("an account");
        keys.open(&blob).unwrap_or_else(|_| panic!("the account opens"))
    }
}

/// A journal as a server shows it, whatever the real one holds.
#[derive(Clone, Default)]
pub struct Journal {
    /// From Genesis on.
    pub entries: Vec<Vec<u8>>,
    /// Statements given with every pull.
    pub heads: Vec<Vec<u8>>,
    /// Join requests given with every pull.
    pub requests: Option<Vec<Vec<u8>>>,
    /// Envelopes in place of the real ones; `None` is withheld.
    pub envelopes: BTreeMap<(RecordId, Version), Option<Vec<u8>>>,
    /// Boxes in place of the real ones.
    pub boxes: BTreeMap<BoxHash, Option<Vec<u8>>>,
}

impl Journal {
    /// The newest entry.
    pub fn head(&self) -> Head {
        let hash = entry_hash(self.entries.last().expect("at least Genesis"));
        Head { seq: self.entries.len() as u64 - 1, hash }
    }

    /// The newest invite. Behind it may already stand the card that says whom it is for.
    pub fn newest_invite(&self) -> EntryHash {
        let mut entries = (0..self.entries.len()).rev();
        let at = entries.find(|at| matches!(self.body(*at), Body::Invite { .. })).expect("an invite");
        entry_hash(&self.entries[at])
    }

    /// The same with one more entry.
    pub fn with(&self, entry: Vec<u8>) -> Self {
        let mut longer = self.clone();
        longer.entries.push(entry);
        longer
    }

    /// The same without the newest entries.
    pub fn until(&self, len: usize) -> Self {
        let mut shorter = self.clone();
        shorter.entries.truncate(len);
        shorter
    }

    /// Membership and records after the last entry.
    pub fn replay(&self) -> (Roster, LeafSet) {
        let (mut roster, _) = step::genesis(&self.entries[0]).expect("a genesis");
        let mut leaves = LeafSet::empty(&roster.vault());
        for bytes in &self.entries[1..] {
            let delta = step::step(&roster, &leaves, bytes).expect("an honest entry");
            roster.apply(&delta.entry);
            if let Some(change) = &delta.leaves {
                leaves.apply(change);
            }
        }
        (roster, leaves)
    }

    /// The body of an entry.
    pub fn body(&self, seq: usize) -> Body {
        codec::decode::<Entry>(&self.entries[seq], MAX).expect("an entry").body
    }

    fn pull(&self, request: &Request) -> Response {
        let Pull { have, .. } = codec::decode(&request.body, MAX).expect("a pull");
        let from = have.map_or(0, |have| have.seq as usize + 1).min(self.entries.len());
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after 1970");
        ok(&Pulled {
            head: self.head(),
            entries: self.entries[from..].to_vec(),
            heads: self.heads.clone(),
            heads_until: 0,
            requests: self.requests.clone().unwrap_or_default(),
            leaving: Vec::new(),
            recovering: false,
            lacking: false,
            now: now.as_millis() as u64,
        })
    }

    fn roster(&self) -> Response {
        let is_roster = |bytes: &&Vec<u8>| {
            let entry: Result<Entry, _> = codec::decode(bytes, MAX);
            entry.is_ok_and(|entry| entry.body.is_roster())
        };
        let entries = self.entries.iter().filter(is_roster).cloned().collect();
        let head = self.entries.last().cloned().expect("at least Genesis");
        ok(&RosterAnswer { entries, head, heads: self.heads.clone() })
    }
}

impl Script for Journal {
    fn instead(&mut self, request: &Request) -> Option<Response> {
        if request.path.ends_with("/pull") {
            return Some(self.pull(request));
        }
        if request.path.ends_with("/roster") {
            return Some(self.roster());
        }
        if request.path.ends_with("/entries/get") {
            let GetEntries { from, count } = codec::decode(&request.body, MAX).expect("a request");
            let part: Vec<_> = self.entries.iter().skip(from as usize).take(count as usize).cloned().collect();
            return Some(ok(&part));
        }
        None
    }

    fn answer(&mut self, request: &Request, answer: Response) -> Response {
        if answer.status != 200 {
            return answer;
        }
        let mut given: Vec<Option<Vec<u8>>>;
        if request.path.ends_with("/envelopes/get") {
            let GetEnvelopes { wanted } = codec::decode(&request.body, MAX).expect("a request");
            given = codec::decode(&answer.body, MAX).expect("envelopes");
            for (slot, place) in given.iter_mut().zip(wanted) {
                if let Some(other) = self.envelopes.get(&place) {
                    slot.clone_from(other);
                }
            }
        } else if request.path.ends_with("/boxes/get") {
            let GetBoxes { hashes } = codec::decode(&request.body, MAX).expect("a request");
            given = codec::decode(&answer.body, MAX).expect("boxes");
            for (slot, hash) in given.iter_mut().zip(hashes) {
                if let Some(other) = self.boxes.get(&hash) {
                    slot.clone_from(other);
                }
            }
        } else {
            return answer;
        }
        ok(&given)
    }
}

/// Somebody with a member's keys, who signs what no honest client would.
pub struct Insider {
    /// The account, with its identity's private keys.
    pub account: Unlocked,
    /// The journal that he writes behind.
    pub journal: Journal,
}

impl Insider {
    /// The entry that an honest client would put this body into, changed and signed by the insider.
    pub fn sign(&self, body: &Body, change: impl FnOnce(&mut Header)) -> Vec<u8> {
        let (roster, leaves) = self.journal.replay();
        let me = self.account.identity().public();
        let author = roster.all_members().filter(|(_, record)| record.identity == me).last().map_or(0, |(me, _)| me);
        let seq = roster.seq() + 1;
        let mut header = Header {
            suite: limits::SUITE,
            vault: roster.vault(),
            seq,
            prev: roster.hash(),
            roster: roster.roster_hash(),
            author,
            epoch: roster.epoch() + u32::from(body.rotation().is_some()),
            root: root_after(&roster, &leaves, seq, body),
            at: 0,
        };
        change(&mut header);
        sign_entry(&header, body, self.account.identity().signing_key())
    }

    /// What he says of the journal beside it: that he verified it up to here.
    pub fn says(&self, head: Head, at: u64) -> Vec<u8> {
        let (roster, _) = self.journal.replay();
        let me = self.account.identity().public();
        let member = roster.member_of(&me).expect("a member");
        let (vault, epoch_held) = (roster.vault(), roster.epoch());
        let op = HeadOp { suite: limits::SUITE, vault, member, seq: head.seq, hash: head.hash, epoch_held, at };
        codec::encode(&Signed::new(op, Context::Head, self.account.identity().signing_key()))
    }

    /// The vault as this member's own device has it, keys included.
    pub async fn state(&self, operator: &Operator) -> VaultState {
        let (roster, _) = self.journal.replay();
        let identity = self.account.identity();
        let genesis = self.journal.until(1).head();
        let pin = VaultPin {
            vault: roster.vault(),
            member: roster.member_of(&identity.public()).expect("a member"),
            standing: VaultStanding::Joined,
            roster: genesis,
            head: genesis,
            epoch: 1,
        };
        let entries = operator.0.roster_entries(&roster.vault(), roster.seq()).await.expect("entries");
        let head = self.journal.entries.last().cloned().expect("at least Genesis");
        let shown = RosterAnswer { entries, head, heads: Vec::new() };
        let mut start = FreshStart::listed(identity, &pin, &shown).expect("verifies");
        let wanted = start.wanted_box().expect("a box");
        let sealed = operator.0.boxes(&roster.vault(), &[wanted]).await.expect("boxes").pop().flatten();
        start.take_box(identity, sealed.as_deref()).expect("opens");
        let leaves = operator
            .0
            .leaves(&roster.vault(), roster.seq(), 0, root::BUCKETS as u16, usize::MAX)
            .await
            .expect("leaves");
        let mut state = start.finish(leaves).expect("complete");
        state.confirm();
        state
    }

    /// Signs, and shows it as the newest entry.
    pub fn write(&self, body: &Body, change: impl FnOnce(&mut Header)) -> Journal {
        self.journal.with(self.sign(body, change))
    }
}

fn root_after(roster: &Roster, leaves: &LeafSet, seq: u64, body: &Body) -> [u8; 32] {
    match body {
        Body::Commit(Commit { changes, .. }) if !changes.is_empty() => {
            root::change(leaves, &roster.vault(), seq, changes).map_or([7; 32], |delta| delta.root)
        }
        _ => roster.root(),
    }
}
