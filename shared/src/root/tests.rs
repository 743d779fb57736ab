//! Where a record stands, what a new one may be, and that every way leads to one root.

use super::*;
use proptest::prelude::*;

const VAULT: VaultId = VaultId([9; 32]);

fn record(number: u16) -> RecordId {
    // Few buckets, so that they fill.
    let mut id = [0; 16];
    id[0] = (number % 3) as u8 * 80;
    id[14..].copy_from_slice(&number.to_be_bytes());
    RecordId(id)
}

#[test]
fn an_empty_set_has_the_zero_root_and_buckets_of_zeros() {
    let set = LeafSet::empty(&VAULT);
    assert_eq!(set.root(), EMPTY);
    assert!(set.buckets_of(63).iter().all(|digest| *digest == EMPTY));
}

#[test]
fn the_bucket_is_the_first_twelve_bits() {
    assert_eq!(bucket_of(&RecordId([0xff; 16])), 4095);
    let mut id = [0; 16];
    id[1] = 0x1f;
    assert_eq!(bucket_of(&RecordId(id)), 1);
}

#[test]
fn a_new_record_starts_at_one_and_with_bytes() {
    let set = LeafSet::empty(&VAULT);
    let one = |version, envelope| [Change { record: record(1), version, envelope }];
    assert!(change(&set, &VAULT, 1, &one(1, Some(EnvelopeHash([1; 32])))).is_ok());
    assert_eq!(change(&set, &VAULT, 1, &one(2, Some(EnvelopeHash([1; 32])))), Err(ChangeError::Version));
    assert_eq!(change(&set, &VAULT, 1, &one(1, None)), Err(ChangeError::Version));
}

#[test]
fn a_record_twice_builds_no_set() {
    let leaf = Leaf { record: record(1), version: 1, seq: 1, envelope: None };
    assert!(LeafSet::build(&VAULT, [leaf, leaf]).is_none());
}

proptest! {
    #[test]
    fn a_leaf_is_read_as_the_codec_reads_it(
        (record, version, seq, envelope) in (any::<[u8; 16]>(), any::<u64>(), 0..300_u64, any::<Option<[u8; 32]>>()),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..3),
        cut in any::<prop::sample::Index>(),
    ) {
        let leaf = Leaf { record: RecordId(record), version, seq, envelope: envelope.map(EnvelopeHash) };
        let mut bytes = crate::codec::encode(&leaf);
        prop_assert_eq!(Leaf::decode(&bytes), Some(leaf));
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let longer = [&bytes[..], &[0]].concat();
        for bytes in [&bytes[..], &bytes[..cut.index(bytes.len())], &longer] {
            prop_assert_eq!(Leaf::decode(bytes), crate::codec::decode(bytes, 128).ok());
        }
    }

    #[test]
    fn a_leaf_is_found_wherever_it_stands(
        ids in prop::collection::btree_set((0..4u8, any::<u32>(), 0..3u8), 0..200),
        others in prop::collection::vec((0..4u8, any::<u32>(), 0..3u8), 0..50),
    ) {
        // Of one bucket: some close together, others anywhere.
        let id = |(near, far, last): &(u8, u32, u8)| {
            let [a, b, c, d] = far.to_be_bytes();
            let mut id = [0; 16];
            if *near > 0 {
                id[1..4].copy_from_slice(&[a & 0x0f, b, c]);
            }
            id[14..].copy_from_slice(&[d, *last]);
            RecordId(id)
        };
        let mut leaves: Vec<Leaf> =
            ids.iter().map(|one| Leaf { record: id(one), version: 1, seq: 1, envelope: None }).collect();
        leaves.sort_unstable();
        leaves.dedup();
        for record in ids.iter().chain(&others).map(id) {
            let halved = leaves.binary_search_by_key(&record, |leaf| leaf.record).ok().map(|at| &leaves[at]);
            prop_assert_eq!(find(&leaves, &record), halved);
        }
    }

    #[test]
    fn step_by_step_gives_the_root_of_the_whole(rounds in prop::collection::vec(prop::collection::btree_map(0u16..40, any::<bool>(), 1..8), 1..12)) {
        let mut set = LeafSet::empty(&VAULT);
        for (seq, round) in rounds.iter().enumerate() {
            let mut changes: Vec<Change> = round.iter().map(|(number, live)| {
                let before = set.leaf(&record(*number));
                let live = *live || before.is_none();
                Change {
                    record: record(*number),
                    version: before.map_or(1, |leaf| leaf.version + 1),
                    envelope: live.then_some(EnvelopeHash([seq as u8; 32])),
                }
            }).collect();
            changes.sort_by_key(|change| change.record);
            let delta = change(&set, &VAULT, seq as u64 + 1, &changes).expect("valid changes");
            set.apply(&delta);
            let again = LeafSet::build(&VAULT, set.iter().copied()).expect("no doubles");
            prop_assert_eq!(set.root(), again.root());
            prop_assert_eq!(set.totals(), again.totals());
            prop_assert_eq!(set.nodes(), again.nodes());
        }
    }
}
