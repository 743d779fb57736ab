//! The figures of the protocol: what a removal, a rotation, an edit and a cold start cost, in time and bytes.
//! `cargo bench -p tacit-vault --features test-entropy --bench figures`
#![allow(clippy::unwrap_used, missing_docs)]

use std::time::Instant;
use tacit_shared::api::{Head, LeafRow, Permit, PostEntries, RosterAnswer};
use tacit_shared::entry::{Change, Entry, JoinRequest, Policy, Role, box_hash};
use tacit_shared::ids::{BoxHash, EnvelopeHash, RecordId};
use tacit_shared::root::{self, Leaf, LeafSet};
use tacit_shared::{codec, limits, step};
use tacit_vault::account::{AccountKeys, Password, SecretKey, SignInName, Unlocked, stretch_cheaply};
use tacit_vault::{
    Draft, Entropy, FreshStart, InviteLink, JoinPending, PlatformEntropy, SeededEntropy, VaultState, Writer,
    create_vault, random,
};

const NOW: u64 = 1_800_000_000_000;
const RECORDS: usize = 100_000;
/// Joined by an invite each: a thousand entries of membership.
const MEMBERS: usize = 500;

fn line(what: &str, measured: f64, unit: &str) {
    println!("{what:<48} {measured:>9.2} {unit}");
}

fn timed<T>(what: &str, run: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let out = run();
    line(what, start.elapsed().as_secs_f64() * 1e3, "ms");
    out
}

fn account(entropy: &mut dyn Entropy) -> Unlocked {
    let name = SignInName::new("anna@example.org").unwrap();
    let password = Password::new("violin-harbour-nine-meadows-quartz").unwrap();
    let keys = AccountKeys::derive(&SecretKey::generate(entropy), &name, &password);
    Unlocked::sign_up(entropy, "https://crm.example", Permit::Token([0; 32]), keys).0
}

/// A vault at its owner's, with what a server would keep.
struct Vault {
    owner: Unlocked,
    state: VaultState,
    entries: Vec<Vec<u8>>,
    boxes: Vec<Vec<u8>>,
    entropy: SeededEntropy,
}

impl Vault {
    fn new() -> Self {
        let mut entropy = SeededEntropy::new(1);
        let owner = account(&mut entropy);
        let policy = Policy { min_suite: 1, words_for_all: false, editors_purge: false };
        let new = create_vault(&mut entropy, owner.identity(), policy, NOW);
        let (entries, boxes) = (vec![new.request.genesis], vec![new.request.box_bytes]);
        Self { owner, state: new.state, entries, boxes, entropy }
    }

    fn draft(&mut self, make: impl FnOnce(&Writer<'_>, &mut dyn Entropy) -> Draft) -> Draft {
        let writer = Writer::new(&self.state, self.owner.identity(), NOW).unwrap();
        make(&writer, &mut self.entropy)
    }

    fn take(&mut self, draft: &Draft) {
        let PostEntries { entries, boxes, .. } = draft.post();
        assert!(self.state.follow(draft.head(), entries).stopped.is_none());
        if let Some(wanted) = self.state.wanted_box() {
            let _ = self.state.take_box(self.owner.identity(), draft.box_bytes(&wanted));
        }
        self.entries.extend(entries.iter().cloned());
        self.boxes.extend(boxes.iter().cloned());
    }

    fn join(&mut self) -> (Unlocked, JoinPending) {
        let mut fragment = String::new();
        let invite = self.draft(|writer, entropy| {
            let (draft, link) = writer.invite(entropy, Role::Editor, NOW + 3_600_000, "Kanzlei", "Anna").unwrap();
            fragment = link.fragment().as_str().to_owned();
            draft
        });
        self.take(&invite);
        let joiner = account(&mut self.entropy);
        let pending = InviteLink::parse(&fragment).unwrap().request(self.state.vault(), joiner.identity());
        let request = JoinRequest::decode(&pending.request).unwrap();
        let join = self.draft(|writer, entropy| writer.admit(entropy, &request).unwrap());
        self.take(&join);
        (joiner, pending)
    }

    fn box_of(&self, hash: &BoxHash) -> &[u8] {
        self.boxes.iter().find(|bytes| box_hash(bytes) == *hash).unwrap()
    }

    fn commit(&mut self, ids: &[RecordId], plain: &[u8]) -> Draft {
        let draft = self.draft(|writer, entropy| {
            let changes = ids.iter().map(|id| writer.seal(entropy, *id, Some(plain)).unwrap());
            writer.commit(changes.collect(), Vec::new()).unwrap()
        });
        self.take(&draft);
        draft
    }
}

fn bytes_of(draft: &Draft) -> usize {
    let post = draft.post();
    post.entries.iter().chain(&post.boxes).chain(&post.envelopes).map(Vec::len).sum()
}

/// What takes somebody out, and what only changes the key, among so many.
fn rotations(vault: &mut Vault, members: usize, last: &Unlocked, pending: &JoinPending) {
    let rotate = timed(&format!("rotation, {members} members"), || {
        vault.draft(|writer, entropy| writer.rotate(entropy).unwrap())
    });
    line(&format!("rotation, {members} members: post"), bytes_of(&rotate) as f64 / 1e3, "kB");
    let newest = members as u32 - 2;
    let remove = timed(&format!("removal, {members} members"), || {
        vault.draft(|writer, entropy| writer.remove(entropy, &[newest]).unwrap())
    });
    line(&format!("removal, {members} members: post"), bytes_of(&remove) as f64 / 1e3, "kB");
    let shown = roster(&vault.entries);
    let mut theirs = FreshStart::joined(last.identity(), pending, &shown).unwrap();
    let wanted = theirs.wanted_box().unwrap();
    theirs.take_box(last.identity(), Some(vault.box_of(&wanted))).unwrap();
    let mut theirs = theirs.finish(vault.state.leaves().iter().map(row)).unwrap();
    timed(&format!("removal, {members} members: at another member"), || {
        assert!(theirs.follow(remove.head(), &remove.post().entries).stopped.is_none());
        let wanted = theirs.wanted_box().unwrap();
        theirs.take_box(last.identity(), remove.box_bytes(&wanted)).unwrap();
    });
}

fn roster(entries: &[Vec<u8>]) -> RosterAnswer {
    let is_roster =
        |bytes: &&Vec<u8>| codec::decode::<Entry>(bytes, limits::ENTRY).is_ok_and(|entry| entry.body.is_roster());
    let head = entries.last().unwrap().clone();
    RosterAnswer { entries: entries.iter().filter(is_roster).cloned().collect(), head, heads: Vec::new() }
}

fn row(leaf: &Leaf) -> LeafRow {
    LeafRow { record: leaf.record, version: leaf.version, seq: leaf.seq, envelope: leaf.envelope.map(|hash| hash.0) }
}

/// Everything that a new device verifies before it shows anything, and what it verifies afterwards.
fn cold(vault: &Vault, member: &Unlocked, pending: &JoinPending) {
    let shown = roster(&vault.entries);
    let membership = shown.entries.len();
    let rows: Vec<LeafRow> = vault.state.leaves().iter().map(row).collect();
    let bytes: usize = vault.entries.iter().map(Vec::len).sum();
    line("cold start: membership entries", membership as f64, "entries");
    line("cold start: whole journal", bytes as f64 / 1e6, "MB");
    timed("cold start: membership, base, all leaves", || {
        let mut start = FreshStart::joined(member.identity(), pending, &shown).unwrap();
        let wanted = start.wanted_box().unwrap();
        start.take_box(member.identity(), Some(vault.box_of(&wanted))).unwrap();
        start.finish(rows).unwrap()
    });
    timed("cold start: audit of every entry from Genesis", || {
        let (mut roster, _) = step::genesis(&vault.entries[0]).unwrap();
        let mut leaves = LeafSet::empty(&roster.vault());
        for bytes in &vault.entries[1..] {
            let delta = step::step(&roster, &leaves, bytes).unwrap();
            roster.apply(&delta.entry);
            if let Some(change) = &delta.leaves {
                leaves.apply(change);
            }
        }
        assert_eq!(Head { seq: roster.seq(), hash: roster.hash() }, vault.state.head());
    });
}

fn roots(vault: &Vault) {
    let (id, leaves) = (vault.state.vault(), vault.state.leaves());
    let all: Vec<Leaf> = leaves.iter().copied().collect();
    let built = timed("root of 100,000 records, from nothing", || LeafSet::build(&id, all.iter().copied()).unwrap());
    let edit = |leaf: &Leaf| Change {
        record: leaf.record,
        version: leaf.version + 1,
        envelope: Some(EnvelopeHash(random(&mut PlatformEntropy))),
    };
    const EDITS: usize = 1_000;
    let start = Instant::now();
    for leaf in all.iter().step_by(all.len() / EDITS).take(EDITS) {
        std::hint::black_box(root::change(&built, &id, 99, &[edit(leaf)]).unwrap());
    }
    line("root of 100,000 records, after one edit", start.elapsed().as_secs_f64() * 1e6 / EDITS as f64, "µs");
}

fn main() {
    stretch_cheaply();
    let mut vault = Vault::new();
    let first = vault.join();
    while vault.state.roster().current().count() < 100 {
        vault.join();
    }
    rotations(&mut vault, 100, &first.0, &first.1);
    while vault.state.roster().current().count() < MEMBERS {
        vault.join();
    }
    rotations(&mut vault, MEMBERS, &first.0, &first.1);

    let mut entropy = SeededEntropy::new(2);
    let ids: Vec<RecordId> = (0..RECORDS).map(|_| RecordId(random(&mut entropy))).collect();
    for plain in [300, 3_000] {
        let draft = vault.draft(|writer, entropy| {
            let change = writer.seal(entropy, ids[0], Some(&vec![7; plain])).unwrap();
            writer.commit(vec![change], Vec::new()).unwrap()
        });
        let sealed = draft.post().envelopes[0].len();
        line(&format!("overhead of a record of {plain} B"), (sealed - plain) as f64, "B");
        if plain == 300 {
            line("journal bytes of one edit", draft.post().entries[0].len() as f64, "B");
        }
    }
    timed("seal and sign 100,000 records", || {
        for slice in ids.chunks(limits::CHANGES) {
            vault.commit(slice, &[7; 300]);
        }
    });
    let bulk = vault.entries.iter().rev().take(RECORDS / limits::CHANGES).map(Vec::len).sum::<usize>();
    let counted = RECORDS / limits::CHANGES * limits::CHANGES;
    line("journal bytes of one record of an import", bulk as f64 / counted as f64, "B");
    roots(&vault);
    cold(&vault, &first.0, &first.1);
}
