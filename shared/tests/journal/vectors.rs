//! The published vectors as a stranger would use them: only their bytes are read, nothing is made here. They are
//! written by the vault's tests, which have the ciphers.

use crate::world::record;
use serde::Deserialize;
use tacit_shared::entry::{Body, Entry, entry_hash};
use tacit_shared::hash::Context as HashContext;
use tacit_shared::ids::{EnvelopeHash, RecordId, VaultId};
use tacit_shared::root::{Leaf, LeafSet, Leaves, bucket_of, change};
use tacit_shared::roster::Roster;
use tacit_shared::sign::Context;
use tacit_shared::step::{base_entry, genesis, roster_step, step};
use tacit_shared::witness::HeadStatement;
use tacit_shared::{codec, limits};

const JOURNAL: &str = include_str!("../../../docs/vectors/journal.json");
const HEAD: &str = include_str!("../../../docs/vectors/head.json");
const ROOT: &str = include_str!("../../../docs/vectors/root.json");
const SPECIFICATION: &str = include_str!("../../../docs/protocol.md");

#[derive(Deserialize)]
struct Journal {
    vault: String,
    entries: Vec<EntryVector>,
    refused: Vec<Refused>,
}

#[derive(Deserialize)]
struct EntryVector {
    what: String,
    bytes: String,
    hash: String,
    after: Facts,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Facts {
    seq: u64,
    roster_seq: u64,
    roster_hash: String,
    epoch: u32,
    next_member: u32,
    members: Vec<MemberFacts>,
    open_invites: Vec<String>,
    records: u64,
    live_records: u64,
    root: String,
}

#[derive(Debug, PartialEq, Deserialize)]
struct MemberFacts {
    member: u32,
    role: u8,
    identity: String,
}

#[derive(Deserialize)]
struct Refused {
    what: String,
    check: u8,
    bytes: String,
    zeros_after: usize,
}

#[derive(Deserialize)]
struct Heads {
    genesis: String,
    member: u32,
    seq: u64,
    hash: String,
    epoch_held: u32,
    at: u64,
    statement: String,
    refused: Vec<RefusedHead>,
}

#[derive(Deserialize)]
struct RefusedHead {
    what: String,
    statement: String,
}

#[derive(Deserialize)]
struct Roots {
    vault: String,
    sets: Vec<Set>,
}

#[derive(Deserialize)]
struct Set {
    what: String,
    leaves: Vec<LeafVector>,
    total: u64,
    live: u64,
    root: String,
}

#[derive(Deserialize)]
struct LeafVector {
    record: String,
    version: u64,
    seq: u64,
    envelope: String,
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes(text: &str) -> Vec<u8> {
    let pair = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).expect("hex");
    (0..text.len()).step_by(2).map(pair).collect()
}

fn array<const N: usize>(text: &str) -> [u8; N] {
    bytes(text).try_into().expect("of that length")
}

fn journal() -> Journal {
    serde_json::from_str(JOURNAL).expect("the journal's vectors")
}

fn facts(roster: &Roster, leaves: &LeafSet) -> Facts {
    let member = |(member, role): (u32, _)| MemberFacts {
        member,
        role,
        identity: hex(&roster.member(member).expect("a member").identity),
    };
    let roles = roster.current().filter_map(|(member, record)| Some((member, record.role()? as u8)));
    Facts {
        seq: roster.seq(),
        roster_seq: roster.roster_seq(),
        roster_hash: hex(&roster.roster_hash().0),
        epoch: roster.epoch(),
        next_member: roster.next_member(),
        members: roles.map(member).collect(),
        open_invites: roster.open_invites().iter().map(|invite| hex(&invite.hash.0)).collect(),
        records: leaves.totals().total,
        live_records: leaves.totals().live,
        root: hex(&leaves.root()),
    }
}

/// The state at the history's end, each entry compared on the way.
fn replayed(journal: &Journal) -> (Roster, LeafSet) {
    let (mut roster, _) = genesis(&bytes(&journal.entries[0].bytes)).expect("a Genesis");
    let mut leaves = LeafSet::empty(&roster.vault());
    for (at, one) in journal.entries.iter().enumerate() {
        let entry = bytes(&one.bytes);
        if at > 0 {
            let delta = step(&roster, &leaves, &entry).expect("accepted");
            roster.apply(&delta.entry);
            if let Some(change) = &delta.leaves {
                leaves.apply(change);
            }
        }
        assert_eq!(entry_hash(&entry).0, array(&one.hash), "{}", one.what);
        assert_eq!(facts(&roster, &leaves), one.after, "{}", one.what);
        let decoded: Entry = codec::decode(&entry, limits::ENTRY).expect("an entry");
        assert_eq!(codec::encode(&decoded), entry);
    }
    (roster, leaves)
}

#[test]
fn the_history_is_accepted_entry_by_entry() {
    let journal = journal();
    let (roster, _) = replayed(&journal);
    assert_eq!(roster.vault(), VaultId(array(&journal.vault)));
}

#[test]
fn the_membership_chain_alone_gives_the_same() {
    let journal = journal();
    let (whole, _) = replayed(&journal);
    let entries: Vec<Vec<u8>> = journal.entries.iter().map(|one| bytes(&one.bytes)).collect();
    let is_roster = |bytes: &&Vec<u8>| {
        let entry: Entry = codec::decode(bytes, limits::ENTRY).expect("an entry");
        !matches!(entry.body, Body::Commit(_))
    };
    let (mut roster, _) = genesis(&entries[0]).expect("a Genesis");
    for bytes in entries[1..].iter().filter(is_roster) {
        roster.apply(&roster_step(&roster, bytes).expect("accepted"));
    }
    roster.adopt_base(&base_entry(&roster, entries.last().expect("not empty")).expect("a base"));
    assert_eq!(roster, whole);
}

#[test]
fn each_refused_entry_fails_at_its_check_and_every_check_has_one() {
    let journal = journal();
    let (roster, leaves) = replayed(&journal);
    for one in &journal.refused {
        let mut entry = bytes(&one.bytes);
        entry.resize(entry.len() + one.zeros_after, 0);
        let error = step(&roster, &leaves, &entry).expect_err(&one.what);
        assert_eq!(error.check(), one.check, "{}", one.what);
    }
    assert!((1..=12).all(|check| journal.refused.iter().any(|one| one.check == check)));
}

#[test]
fn a_head_statement_is_read_and_no_other_bytes_are_one() {
    let file: Heads = serde_json::from_str(HEAD).expect("the statements' vectors");
    let (roster, _) = genesis(&bytes(&file.genesis)).expect("a Genesis");
    let said = HeadStatement::read(&roster, &bytes(&file.statement)).expect("a statement");
    assert_eq!((said.member(), said.order(), said.epoch_held()), (file.member, (file.seq, file.at), file.epoch_held));
    assert_eq!(said.hash().0, array(&file.hash));
    for one in &file.refused {
        assert!(HeadStatement::read(&roster, &bytes(&one.statement)).is_err(), "{}", one.what);
    }
}

#[test]
fn roots_follow_from_leaves_whole_or_one_by_one() {
    let roots: Roots = serde_json::from_str(ROOT).expect("the roots' vectors");
    let vault = VaultId(array(&roots.vault));
    for one in &roots.sets {
        let leaf = |leaf: &LeafVector| Leaf {
            record: RecordId(array(&leaf.record)),
            version: leaf.version,
            seq: leaf.seq,
            envelope: (!leaf.envelope.is_empty()).then(|| EnvelopeHash(array(&leaf.envelope))),
        };
        let leaves: Vec<Leaf> = one.leaves.iter().map(leaf).collect();
        let set = LeafSet::build(&vault, leaves.iter().copied()).expect("a set");
        assert_eq!((hex(&set.root()), set.totals().total, set.totals().live), (one.root.clone(), one.total, one.live));
        // All but the last leaf, and then the last as a change, where it can be one.
        let Some((last, before)) = leaves.split_last() else { continue };
        if last.version != 1 || last.envelope.is_none() {
            continue;
        }
        let mut set = LeafSet::build(&vault, before.iter().copied()).expect("a set");
        let created = tacit_shared::entry::Change { record: last.record, version: 1, envelope: last.envelope };
        let delta = change(&set, &vault, last.seq, &[created]).expect("a change");
        set.apply(&delta);
        assert_eq!(hex(&set.root()), one.root, "{}", one.what);
    }
    assert_eq!(bucket_of(&record(0xfff0, 0)), 4095);
}

/// The tables of the specification name everything that is signed or hashed.
#[test]
fn the_specification_lists_every_context() {
    let signed = Context::ALL.iter().map(|context| context.text());
    for text in signed.chain(HashContext::ALL.iter().map(|context| context.text())) {
        assert!(SPECIFICATION.contains(&format!("`{text}`")), "{text}");
    }
}
