//! `root.json`: record sets and everything that their roots are made of.

use super::{array, hex, settled};
use serde::{Deserialize, Serialize};
use tacit_shared::ids::{EnvelopeHash, RecordId, VaultId};
use tacit_shared::root::{BUCKETS, Leaf, LeafSet, Leaves, NODES, bucket_of};

/// The greatest integer that every JSON reader keeps (RFC 8259 §6).
const SAFE: u64 = (1 << 53) - 1;
const VAULT: VaultId = VaultId([0x0a; 32]);

#[derive(Serialize, Deserialize)]
struct File {
    description: String,
    vault: String,
    empty_nodes: Vec<Digest>,
    sets: Vec<Set>,
}

#[derive(Serialize, Deserialize)]
struct Set {
    what: String,
    leaves: Vec<LeafVector>,
    buckets: Vec<Digest>,
    nodes: Vec<Digest>,
    total: u64,
    live: u64,
    root: String,
}

#[derive(Serialize, Deserialize)]
struct LeafVector {
    record: String,
    version: u64,
    seq: u64,
    envelope: String,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Digest {
    number: u16,
    hash: String,
}

fn leaf(head: [u8; 2], fill: u8, version: u64, seq: u64, live: bool) -> Leaf {
    let mut record = [fill; 16];
    record[..2].copy_from_slice(&head);
    Leaf { record: RecordId(record), version, seq, envelope: live.then_some(EnvelopeHash([fill ^ 0xff; 32])) }
}

fn buckets(set: &LeafSet, leaves: &[Leaf]) -> Vec<Digest> {
    let mut numbers: Vec<u16> = leaves.iter().map(|leaf| bucket_of(&leaf.record)).collect();
    numbers.dedup();
    let hash = |number: u16| set.buckets_of((number / NODES as u16) as u8)[usize::from(number) % NODES];
    numbers.into_iter().map(|number| Digest { number, hash: hex(hash(number)) }).collect()
}

/// Nodes that are not those of the empty set.
fn nodes(set: &LeafSet) -> Vec<Digest> {
    let empty = LeafSet::empty(&VAULT).nodes();
    let pairs = set.nodes().into_iter().zip(empty).enumerate();
    pairs
        .filter(|(_, (node, empty))| node != empty)
        .map(|(number, (node, _))| Digest { number: number as u16, hash: hex(node) })
        .collect()
}

fn set(what: &str, leaves: Vec<Leaf>) -> Set {
    let set = LeafSet::build(&VAULT, leaves.iter().copied()).expect("a set");
    let vector = |leaf: &Leaf| LeafVector {
        record: hex(leaf.record.0),
        version: leaf.version,
        seq: leaf.seq,
        envelope: leaf.envelope.map_or(String::new(), |hash| hex(hash.0)),
    };
    Set {
        what: what.into(),
        buckets: buckets(&set, &leaves),
        nodes: nodes(&set),
        total: set.totals().total,
        live: set.totals().live,
        root: hex(set.root()),
        leaves: leaves.iter().map(vector).collect(),
    }
}

fn made() -> File {
    let one = leaf([0x00, 0x00], 1, 1, 1, true);
    let many = || {
        let spread = (0..40u8).map(|at| leaf([at * 6, at], at, u64::from(at) + 1, u64::from(at) * 300, at % 5 != 0));
        spread.collect::<Vec<_>>()
    };
    let empty = LeafSet::empty(&VAULT).nodes().into_iter().enumerate();
    File {
        description: "Record sets of one vault: leaves ascending by record (an empty `envelope` is a tombstone), the \
                      buckets that are not empty, the nodes that differ from `empty_nodes` (those of 64 empty \
                      buckets), the counts, the root. Bytes are lower-case hex. docs/protocol.md, section 4."
            .into(),
        vault: hex(VAULT.0),
        empty_nodes: empty.map(|(number, node)| Digest { number: number as u16, hash: hex(node) }).collect(),
        sets: vec![
            set("no record", vec![]),
            set("one record", vec![one]),
            set("one tombstone", vec![Leaf { envelope: None, version: 2, seq: 2, ..one }]),
            set(
                "two in one bucket, one in the next of the same node, one in the last",
                vec![
                    one,
                    leaf([0x00, 0x0f], 2, 1, 1, true),
                    leaf([0x00, 0x10], 3, 1, 1, true),
                    leaf([0xff, 0xff], 4, SAFE, SAFE, true),
                ],
            ),
            set("forty, every fifth deleted", many()),
        ],
    }
}

#[test]
fn roots_are_made_as_their_vectors_say() {
    let file = settled("root.json", &made());
    assert_eq!(file.empty_nodes.len(), NODES);
    for one in &file.sets {
        let leaves: Vec<Leaf> = one
            .leaves
            .iter()
            .map(|leaf| Leaf {
                record: RecordId(array(&leaf.record)),
                version: leaf.version,
                seq: leaf.seq,
                envelope: (!leaf.envelope.is_empty()).then(|| EnvelopeHash(array(&leaf.envelope))),
            })
            .collect();
        assert!(leaves.is_sorted_by(|a, b| a.record < b.record));
        let set = LeafSet::build(&VaultId(array(&file.vault)), leaves.iter().copied()).expect("a set");
        assert_eq!((hex(set.root()), set.totals().total, set.totals().live), (one.root.clone(), one.total, one.live));
        assert_eq!((&buckets(&set, &leaves), &nodes(&set)), (&one.buckets, &one.nodes), "{}", one.what);
        assert!(one.buckets.iter().all(|bucket| usize::from(bucket.number) < BUCKETS));
    }
}
