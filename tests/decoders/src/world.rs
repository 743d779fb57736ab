//! A small vault that every target speaks to: Anna owns it, Ben edits, Cleo reads, Dora was removed; two records, one
//! deleted; one open invite. Made once per thread, the same every time.

use std::cell::OnceCell;
use tacit_shared::api::{Head, LeafRow, PostEntries, RosterAnswer};
use tacit_shared::entry::{Entry, Policy, Role};
use tacit_shared::ids::{Millis, RecordId};
use tacit_shared::root::{Leaf, LeafSet};
use tacit_shared::roster::Roster;
use tacit_shared::{codec, limits, step};
use tacit_vault::account::{AccountKeys, Password, SecretKey, SignInName, Unlocked};
use tacit_vault::{
    Entropy, FreshStart, InviteLink, JoinPending, SeededEntropy, VaultState, Writer, create_vault, random,
};

pub(crate) const NOW: Millis = 1_800_000_000_000;
pub(crate) const ORIGIN: &str = "https://crm.example";

/// The vault, and what everybody in it has.
pub(crate) struct World {
    /// From Genesis on.
    pub(crate) entries: Vec<Vec<u8>>,
    /// Every box and envelope that was posted.
    pub(crate) boxes: Vec<Vec<u8>>,
    pub(crate) envelopes: Vec<Vec<u8>>,
    pub(crate) roster: Roster,
    pub(crate) leaves: LeafSet,
    pub(crate) anna: Unlocked,
    pub(crate) ben: Unlocked,
    /// Both states as their devices keep them.
    pub(crate) anna_saved: Vec<u8>,
    pub(crate) ben_saved: Vec<u8>,
    /// An open invite's link, and Eve's answer to it.
    pub(crate) link: String,
    pub(crate) pending: JoinPending,
    /// Anna's sealed account.
    pub(crate) blob: Vec<u8>,
}

thread_local! {
    static WORLD: OnceCell<World> = const { OnceCell::new() };
}

/// Something done with the world.
pub(crate) fn with<T>(look: impl FnOnce(&World) -> T) -> T {
    WORLD.with(|world| look(world.get_or_init(World::new)))
}

/// Somebody's keys, without the cost of stretching, which is no decoder.
pub(crate) fn keys(seed: u8) -> AccountKeys {
    tacit_vault::account::stretch_cheaply();
    let name = SignInName::new("anna@example.org").expect("a name");
    let password = Password::new("violin-harbour-nine-meadows-quartz").expect("a password");
    AccountKeys::derive(&SecretKey::from_bytes(&[seed; 16]), &name, &password)
}

fn account(entropy: &mut dyn Entropy, seed: u8) -> (Unlocked, Vec<u8>) {
    let permit = tacit_shared::api::Permit::Token([0; 32]);
    let (account, request) = Unlocked::sign_up(entropy, ORIGIN, permit, keys(seed));
    (account, request.blob)
}

/// The vault while it is being made: Anna's state, and what a server would keep.
struct Making {
    entropy: SeededEntropy,
    anna: Unlocked,
    state: VaultState,
    entries: Vec<Vec<u8>>,
    boxes: Vec<Vec<u8>>,
    envelopes: Vec<Vec<u8>>,
}

impl Making {
    fn put(&mut self, make: impl FnOnce(&Writer<'_>, &mut dyn Entropy) -> PostEntries) {
        let writer = Writer::new(&self.state, self.anna.identity(), NOW).expect("may write");
        let post = make(&writer, &mut self.entropy);
        self.entries.extend(post.entries.iter().cloned());
        self.boxes.extend(post.boxes.iter().cloned());
        self.envelopes.extend(post.envelopes.iter().cloned());
        let hash = tacit_shared::entry::entry_hash(&post.entries[0]);
        let head = Head { seq: self.state.head().seq + 1, hash };
        let followed = self.state.follow(head, &post.entries);
        assert_eq!(followed.stopped, None, "an honest entry");
        if let Some(wanted) = self.state.wanted_box() {
            let bytes = self.box_of(&wanted).map(<[u8]>::to_vec);
            self.state.take_box(self.anna.identity(), bytes.as_deref()).expect("an honest box");
        }
    }

    fn box_of(&self, hash: &tacit_shared::ids::BoxHash) -> Option<&[u8]> {
        self.boxes.iter().find(|bytes| tacit_shared::entry::box_hash(bytes) == *hash).map(Vec::as_slice)
    }

    fn invite(&mut self, role: Role) -> InviteLink {
        let mut fragment = String::new();
        self.put(|writer, entropy| {
            let (draft, link) = writer.invite(entropy, role, NOW + 3_600_000, "Kanzlei", "Anna").expect("an invite");
            fragment = link.fragment().as_str().to_owned();
            draft.post().clone()
        });
        InviteLink::parse(&fragment).expect("a link")
    }

    fn let_in(&mut self, account: &Unlocked, role: Role) -> JoinPending {
        let pending = self.invite(role).request(self.state.vault(), account.identity());
        let request = tacit_shared::entry::JoinRequest::decode(&pending.request).expect("a request");
        self.put(|writer, entropy| writer.admit(entropy, &request).expect("admitted").post().clone());
        pending
    }

    fn write(&mut self, record: u8, plain: Option<&[u8]>) {
        self.put(|writer, entropy| {
            let change = writer.seal(entropy, RecordId([record; 16]), plain).expect("sealed");
            writer.commit(vec![change], Vec::new()).expect("built").post().clone()
        });
    }

    fn roster_answer(&self) -> RosterAnswer {
        roster_answer(&self.entries)
    }

    /// The state of somebody who joins now.
    fn start(&self, account: &Unlocked, pending: &JoinPending) -> VaultState {
        let mut start = FreshStart::joined(account.identity(), pending, &self.roster_answer()).expect("a start");
        let bytes = start.wanted_box().and_then(|wanted| self.box_of(&wanted));
        start.take_box(account.identity(), bytes).expect("an honest box");
        start.finish(self.state.leaves().iter().map(row)).expect("all leaves")
    }
}

/// The membership chain and head of a journal.
pub(crate) fn roster_answer(entries: &[Vec<u8>]) -> RosterAnswer {
    let is_roster =
        |bytes: &&Vec<u8>| codec::decode::<Entry>(bytes, limits::ENTRY).is_ok_and(|entry| entry.body.is_roster());
    RosterAnswer {
        entries: entries.iter().filter(is_roster).cloned().collect(),
        head: entries.last().cloned().unwrap_or_default(),
        heads: vec![vec![1; 100]],
    }
}

pub(crate) fn row(leaf: &Leaf) -> LeafRow {
    LeafRow { record: leaf.record, version: leaf.version, seq: leaf.seq, envelope: leaf.envelope.map(|hash| hash.0) }
}

impl World {
    fn new() -> Self {
        let mut entropy = SeededEntropy::new(77);
        let (anna, blob) = account(&mut entropy, 1);
        let policy = Policy { min_suite: 1, words_for_all: false, editors_purge: false };
        let vault = create_vault(&mut entropy, anna.identity(), policy, NOW);
        let mut making = Making {
            state: vault.state,
            entries: vec![vault.request.genesis],
            boxes: vec![vault.request.box_bytes],
            envelopes: Vec::new(),
            anna,
            entropy,
        };
        let mut people = [2, 3, 4, 5].map(|seed| account(&mut making.entropy, seed).0).into_iter();
        let (ben, cleo, dora, eve) = (
            people.next().expect("4"),
            people.next().expect("4"),
            people.next().expect("4"),
            people.next().expect("4"),
        );
        making.write(9, Some(b"first"));
        let joined = making.let_in(&ben, Role::Editor);
        making.let_in(&cleo, Role::Viewer);
        making.let_in(&dora, Role::Editor);
        making.write(200, Some(&[7; 700]));
        making.put(|writer, entropy| writer.remove(entropy, &[3]).expect("removed").post().clone());
        making.write(9, None);
        making.write(77, Some(b"after the removal"));
        let link = making.invite(Role::Editor);
        let pending = link.request(making.state.vault(), eve.identity());
        let ben_state = making.start(&ben, &joined);
        let (roster, leaves) = replay(&making.entries);
        Self {
            ben_saved: ben_state.save().to_vec(),
            anna_saved: making.state.save().to_vec(),
            link: link.fragment().as_str().to_owned(),
            entries: making.entries,
            boxes: making.boxes,
            envelopes: making.envelopes,
            anna: making.anna,
            roster,
            leaves,
            ben,
            pending,
            blob,
        }
    }

    /// Anna's state, as if her device had just been unlocked.
    pub(crate) fn anna_state(&self) -> VaultState {
        VaultState::load(&self.anna_saved, None, self.leaves.iter().copied()).expect("saved a moment ago")
    }

    /// Ben's.
    pub(crate) fn ben_state(&self) -> VaultState {
        VaultState::load(&self.ben_saved, None, self.leaves.iter().copied()).expect("saved a moment ago")
    }
}

fn replay(entries: &[Vec<u8>]) -> (Roster, LeafSet) {
    let (mut roster, _) = step::genesis(&entries[0]).expect("a Genesis");
    let mut leaves = LeafSet::empty(&roster.vault());
    for bytes in &entries[1..] {
        let delta = step::step(&roster, &leaves, bytes).expect("an honest entry");
        roster.apply(&delta.entry);
        if let Some(change) = &delta.leaves {
            leaves.apply(change);
        }
    }
    (roster, leaves)
}

/// Some random bytes, for targets that need any.
pub(crate) fn some_bytes<const N: usize>(seed: u64) -> [u8; N] {
    random(&mut SeededEntropy::new(seed))
}
