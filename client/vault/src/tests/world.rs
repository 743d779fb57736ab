//! A server that keeps what it accepts, and people with devices. The server runs the same verification as the
//! real one; where a test wants it hostile, the test hands out other bytes itself.

use crate::account::{AccountKeys, Unlocked};
use crate::*;
use std::collections::{BTreeMap, HashMap};
use tacit_shared::api::{Head, InviteOpened, LeafRow, Permit, PostEntries, RosterAnswer};
use tacit_shared::entry::{Entry, Policy, Role, box_hash};
use tacit_shared::envelope::envelope_hash;
use tacit_shared::ids::{BoxHash, EnvelopeHash, Member, Millis, RecordId, Seq};
use tacit_shared::payload::Payload;
use tacit_shared::root::LeafSet;
use tacit_shared::roster::Roster;
use tacit_shared::{codec, limits, step};

pub(super) const NOW: Millis = 1_800_000_000_000;
pub(super) const POLICY: Policy = Policy { min_suite: 1, words_for_all: false, editors_purge: false };
pub(super) const HOUR: Millis = 3_600_000;

pub(super) fn record(number: u8) -> RecordId {
    // Spread over buckets by its first byte.
    RecordId([number.wrapping_mul(37); 16])
}

/// A server with one vault.
pub(super) struct Server {
    pub(super) entries: Vec<Vec<u8>>,
    pub(super) envelopes: HashMap<EnvelopeHash, Vec<u8>>,
    pub(super) boxes: HashMap<BoxHash, Vec<u8>>,
    pub(super) requests: Vec<Vec<u8>>,
    roster: Roster,
    leaves: LeafSet,
}

impl Server {
    pub(super) fn new(vault: &tacit_shared::api::CreateVault) -> Self {
        let (roster, genesis) = step::genesis(&vault.genesis).expect("a Genesis");
        let boxes = vec![vault.box_bytes.clone()];
        let placed = Payload::new(&[], &boxes).boxes_of(&genesis).expect("its box").len();
        assert_eq!(placed, 1);
        Self {
            entries: vec![vault.genesis.clone()],
            envelopes: HashMap::new(),
            boxes: boxes.into_iter().map(|bytes| (box_hash(&bytes), bytes)).collect(),
            requests: Vec::new(),
            leaves: LeafSet::empty(&roster.vault()),
            roster,
        }
    }

    pub(super) fn head(&self) -> Head {
        Head { seq: self.roster.seq(), hash: self.roster.hash() }
    }

    /// Takes a post as the real server does, all or nothing.
    pub(super) fn post(&mut self, post: &PostEntries) -> Result<Head, Head> {
        let (mut roster, mut leaves) = (self.roster.clone(), self.leaves.clone());
        let payload = Payload::new(&post.envelopes, &post.boxes);
        for bytes in &post.entries {
            let delta = step::step(&roster, &leaves, bytes).map_err(|_| self.head())?;
            payload.envelopes_of(&delta.entry).expect("envelopes");
            payload.boxes_of(&delta.entry).expect("boxes");
            roster.apply(&delta.entry);
            if let Some(change) = &delta.leaves {
                leaves.apply(change);
            }
        }
        (self.roster, self.leaves) = (roster, leaves);
        self.entries.extend(post.entries.iter().cloned());
        self.keep(post);
        Ok(self.head())
    }

    /// Keeps sealed bytes, whatever became of the entries: what was sent, a server has.
    pub(super) fn keep(&mut self, post: &PostEntries) {
        self.envelopes.extend(post.envelopes.iter().map(|bytes| (envelope_hash(bytes), bytes.clone())));
        self.boxes.extend(post.boxes.iter().map(|bytes| (box_hash(bytes), bytes.clone())));
    }

    pub(super) fn after(&self, seq: Seq) -> &[Vec<u8>] {
        &self.entries[(seq as usize + 1).min(self.entries.len())..]
    }

    /// The membership sub-chain up to an entry.
    pub(super) fn roster_answer(&self, head: usize) -> RosterAnswer {
        let entries = self.entries[..=head]
            .iter()
            .filter(|bytes| codec::decode::<Entry>(bytes, limits::ENTRY).expect("an entry").body.is_roster());
        RosterAnswer { entries: entries.cloned().collect(), head: self.entries[head].clone(), heads: Vec::new() }
    }

    pub(super) fn newest_roster(&self) -> RosterAnswer {
        self.roster_answer(self.entries.len() - 1)
    }

    pub(super) fn opened(&self) -> InviteOpened {
        let RosterAnswer { entries, head, .. } = self.newest_roster();
        InviteOpened { entries, head: Some(head) }
    }

    /// The record set as of an entry, recomputed from the journal.
    pub(super) fn leaves_at(&self, seq: Seq) -> Vec<LeafRow> {
        let (mut roster, _) = step::genesis(&self.entries[0]).expect("a Genesis");
        let mut leaves = LeafSet::empty(&roster.vault());
        for bytes in &self.entries[1..=seq as usize] {
            let delta = step::step(&roster, &leaves, bytes).expect("accepted before");
            roster.apply(&delta.entry);
            if let Some(change) = &delta.leaves {
                leaves.apply(change);
            }
        }
        let row = |leaf: &tacit_shared::root::Leaf| LeafRow {
            record: leaf.record,
            version: leaf.version,
            seq: leaf.seq,
            envelope: leaf.envelope.map(|hash| hash.0),
        };
        leaves.iter().map(row).collect()
    }
}

/// A person with one device.
pub(super) struct Person {
    pub(super) account: Unlocked,
    pub(super) vault: Option<VaultState>,
    pub(super) records: BTreeMap<RecordId, Vec<u8>>,
    pub(super) entropy: SeededEntropy,
}

pub(super) fn account(seed: u8) -> Unlocked {
    let mut entropy = SeededEntropy::new(u64::from(seed) + 1000);
    Unlocked::sign_up(&mut entropy, "https://crm.example", Permit::Token([0; 32]), AccountKeys::cheap(seed)).0
}

impl Person {
    pub(super) fn new(seed: u8) -> Self {
        let entropy = SeededEntropy::new(u64::from(seed));
        Self { account: account(seed), vault: None, records: BTreeMap::new(), entropy }
    }

    /// A vault of this person's own, on a server.
    pub(super) fn found(seed: u8) -> (Self, Server) {
        let mut person = Self::new(seed);
        let new = create_vault(&mut person.entropy, person.account.identity(), POLICY, NOW);
        let server = Server::new(&new.request);
        person.vault = Some(new.state);
        (person, server)
    }

    pub(super) fn state(&self) -> &VaultState {
        self.vault.as_ref().expect("in a vault")
    }

    pub(super) fn state_mut(&mut self) -> &mut VaultState {
        self.vault.as_mut().expect("in a vault")
    }

    pub(super) fn me(&self) -> Member {
        self.state().me()
    }

    /// A draft made with this person's entropy.
    ///
    /// People here look at every change of the membership before they write.
    pub(super) fn draft<T>(&mut self, make: impl FnOnce(&Writer<'_>, &mut dyn Entropy) -> T) -> T {
        self.state_mut().saw(Seq::MAX);
        let state = self.vault.as_ref().expect("in a vault");
        let writer = Writer::new(state, self.account.identity(), NOW).expect("may write");
        make(&writer, &mut self.entropy)
    }

    /// Pulls everything, takes the key, opens what changed.
    pub(super) fn pull(&mut self, server: &Server) -> Option<PullError> {
        let state = self.vault.as_mut().expect("in a vault");
        let followed = state.follow(server.head(), server.after(state.head().seq));
        if let Some(wanted) = state.wanted_box() {
            let bytes = server.boxes.get(&wanted).map(Vec::as_slice);
            let news = state.take_box(self.account.identity(), bytes);
            assert_eq!(news, Ok(None), "the honest server gives good keys");
        }
        for delta in &followed.deltas {
            for expected in state.expected_of(delta) {
                if state.is_newest(&expected) {
                    let opened = state.open(&expected, &server.envelopes[&expected.hash]).expect("opens");
                    self.records.insert(opened.record(), opened.into_plain());
                }
            }
            let changed = delta.leaves.iter().flat_map(|leaves| &leaves.leaves);
            for leaf in changed.filter(|leaf| state.leaf(&leaf.record).is_some_and(|now| now.envelope.is_none())) {
                self.records.remove(&leaf.record);
            }
        }
        followed.stopped
    }

    /// Posts a draft to a server that takes it, and follows it.
    pub(super) fn put(&mut self, server: &mut Server, draft: &Draft) {
        server.post(draft.post()).expect("taken");
        assert_eq!(self.pull(server), None);
        assert_eq!(self.state().head(), draft.head());
    }

    /// Writes one record.
    pub(super) fn write(&mut self, server: &mut Server, id: RecordId, plain: Option<&[u8]>) {
        let draft = self.draft(|writer, entropy| {
            let change = writer.seal(entropy, id, plain).expect("sealed");
            writer.commit(vec![change], Vec::new()).expect("built")
        });
        self.put(server, &draft);
    }

    /// Invites, and posts the entry.
    pub(super) fn invite(&mut self, server: &mut Server, role: Role) -> InviteLink {
        let (draft, link) =
            self.draft(|writer, entropy| writer.invite(entropy, role, NOW + HOUR, "Kanzlei", "Anna").expect("built"));
        self.put(server, &draft);
        InviteLink::parse(&link.fragment()).expect("a link")
    }

    /// Admits whoever waits.
    pub(super) fn admit_all(&mut self, server: &mut Server) {
        assert_eq!(self.pull(server), None);
        for one in waiting(self.state().roster(), &server.requests, NOW) {
            let draft = self.draft(|writer, entropy| writer.admit(entropy, &one.request).expect("built"));
            self.put(server, &draft);
        }
        server.requests.clear();
    }

    /// Starts afresh from what a server shows, as a joiner or from the account's list.
    pub(super) fn start(&mut self, server: &Server, how: Start<'_>) -> Result<(), FreshError> {
        let shown = server.newest_roster();
        let identity = self.account.identity();
        let mut start = match how {
            Start::Joined(pending) => FreshStart::joined(identity, pending, &shown)?,
            Start::Listed(pin) => FreshStart::listed(identity, pin, &shown)?,
        };
        let wanted = start.wanted_box().expect("a member has a box");
        let news = start.take_box(identity, server.boxes.get(&wanted).map(Vec::as_slice));
        assert_eq!(news, Ok(None));
        let rows = server.leaves_at(start.base().seq);
        let state = start.finish(rows)?;
        self.records.clear();
        for expected in state.expected_all() {
            let opened = state.open(&expected, &server.envelopes[&expected.hash]).expect("opens");
            self.records.insert(opened.record(), opened.into_plain());
        }
        self.vault = Some(state);
        Ok(())
    }
}

/// How a fresh device comes to a vault.
pub(super) enum Start<'a> {
    Joined(&'a JoinPending),
    Listed(&'a VaultPin),
}

/// A new person who joins by a fresh invite of `host`.
pub(super) fn join(host: &mut Person, server: &mut Server, seed: u8, role: Role) -> Person {
    let link = host.invite(server, role);
    let mut joiner = Person::new(seed);
    let view = link.view(&server.opened(), NOW).expect("a good invite");
    let pending = link.request(view.vault, joiner.account.identity());
    server.requests.push(pending.request.clone());
    host.admit_all(server);
    assert!(matches!(link.progress(&pending, &server.opened()), Ok(JoinProgress::Admitted(_))));
    joiner.start(server, Start::Joined(&pending)).expect("starts");
    joiner
}
