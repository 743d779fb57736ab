//! Records: what is sealed opens in its place with its key, and nowhere and with nothing else.

use super::world::*;
use crate::*;
use tacit_shared::api::Head;
use tacit_shared::entry::{Policy, Role};
use tacit_shared::envelope::{Envelope, envelope_hash};
use tacit_shared::ids::{EnvelopeHash, RecordId};
use tacit_shared::limits;
use tacit_shared::root::{Leaf, LeafSet, bucket_of};

fn one_record() -> (Person, Server, Expected) {
    let (mut anna, mut server) = Person::found(1);
    anna.write(&mut server, record(1), Some(b"Erika Mustermann"));
    let leaf = anna.state().leaf(&record(1)).expect("written");
    let expected = Expected { author: Some(0), ..anna.state().expected(&leaf).expect("live") };
    (anna, server, expected)
}

/// The envelope with a changed header, as an insider could seal a record's bytes into another place.
fn moved(bytes: &[u8], change: impl FnOnce(&mut Envelope<'_>)) -> Vec<u8> {
    let mut envelope = Envelope::parse(bytes).expect("an envelope");
    change(&mut envelope);
    envelope.encode()
}

#[test]
fn what_one_device_writes_another_reads() {
    let (mut anna, mut server) = Person::found(1);
    let mut bert = join(&mut anna, &mut server, 2, Role::Editor);
    anna.write(&mut server, record(1), Some(b"one"));
    assert_eq!(bert.pull(&server), None);
    bert.write(&mut server, record(1), Some(b"two"));
    bert.write(&mut server, record(2), Some(b""));
    assert_eq!(anna.pull(&server), None);
    assert_eq!(anna.records, bert.records);
    assert_eq!(anna.records[&record(1)], b"two");
    anna.write(&mut server, record(1), None);
    assert_eq!(bert.pull(&server), None);
    assert!(!bert.records.contains_key(&record(1)));
    assert_eq!(bert.state().leaf(&record(1)).map(|leaf| (leaf.version, leaf.envelope)), Some((3, None)));
    // What was deleted may come back as the next version.
    bert.write(&mut server, record(1), Some(b"again"));
    assert_eq!(anna.pull(&server), None);
    assert_eq!(anna.records, bert.records);
}

#[test]
fn an_envelope_opens_in_its_own_place_only() {
    let (mut anna, mut server, expected) = one_record();
    let bytes = server.envelopes[&expected.hash].clone();
    let state = anna.state();
    assert_eq!(state.open(&expected, &bytes).map(Opened::into_plain), Ok(b"Erika Mustermann".to_vec()));
    // Other bytes under the hash that the journal names: the server's doing.
    let mut spoiled = bytes.clone();
    spoiled[80] ^= 1;
    let incomplete = Err(OpenError::Incomplete { record: record(1) });
    assert_eq!(state.open(&expected, &spoiled), incomplete);
    assert_eq!(state.open(&expected, &bytes[..bytes.len() - 1]), incomplete);
    assert_eq!(state.open(&expected, &[]), incomplete);
    // The journal's own bytes for another place, version, epoch or author: a member's doing.
    let bad = OpenError::BadRecord { author: Some(0), seq: expected.seq };
    let elsewhere = [
        moved(&bytes, |envelope| envelope.place.record = record(2)),
        moved(&bytes, |envelope| envelope.place.version = 2),
        moved(&bytes, |envelope| envelope.place.epoch = 2),
        moved(&bytes, |envelope| envelope.place.author = 1),
        moved(&bytes, |envelope| envelope.nonce[0] ^= 1),
    ];
    for bytes in elsewhere {
        let named = Expected { hash: envelope_hash(&bytes), ..expected };
        assert_eq!(state.open(&named, &bytes), Err(bad));
        // Even where the journal itself expects that place, the ciphertext does not open there.
        let place = Envelope::parse(&bytes).expect("an envelope").place;
        let there = Expected { record: place.record, version: place.version, author: Some(place.author), ..named };
        let there = Expected { epoch: place.epoch, ..there };
        assert!(state.open(&there, &bytes).is_err());
    }
    // Two records swapped.
    anna.write(&mut server, record(2), Some(b"Max"));
    let state = anna.state();
    let other = state.expected(&state.leaf(&record(2)).expect("written")).expect("live");
    assert_eq!(state.open(&other, &bytes), Err(OpenError::Incomplete { record: record(2) }));
    let swapped = Expected { hash: envelope_hash(&bytes), ..other };
    assert!(matches!(state.open(&swapped, &bytes), Err(OpenError::BadRecord { .. })));
}

#[test]
fn another_vaults_envelope_does_not_open_even_under_the_same_nonce() {
    let (anna, server, expected) = one_record();
    let bytes = &server.envelopes[&expected.hash];
    let (mut other, mut other_server) = Person::found(3);
    other.write(&mut other_server, record(1), Some(b"Erika Mustermann"));
    assert!(other.state().open(&expected, bytes).is_err());
    assert!(anna.state().open(&expected, bytes).is_ok());
}

#[test]
fn a_viewers_name_on_a_record_is_refused_by_a_fresh_device() {
    let (mut anna, mut server) = Person::found(1);
    let viewer = join(&mut anna, &mut server, 2, Role::Viewer);
    // The viewer holds the key and can seal whatever he likes under his own name.
    let place = tacit_shared::envelope::Place { record: record(1), version: 1, epoch: 1, author: viewer.me() };
    let sealed =
        crate::seal::seal_record(&viewer.state().keyring, &mut SeededEntropy::new(9), place, b"false").expect("sealed");
    let expected =
        Expected { record: record(1), version: 1, seq: server.head().seq, epoch: 1, author: None, hash: sealed.hash };
    assert_eq!(
        anna.state().open(&expected, &sealed.envelope),
        Err(OpenError::BadRecord { author: None, seq: expected.seq })
    );
}

#[test]
fn large_records_are_refused_and_caps_hold() {
    let (mut anna, _) = Person::found(1);
    anna.draft(|writer, entropy| {
        let fits = vec![7; 1_000_000];
        assert!(writer.seal(entropy, record(1), Some(&fits)).is_ok());
        let too_large = vec![7; 1024 * 1024];
        assert!(matches!(writer.seal(entropy, record(1), Some(&too_large)), Err(BuildError::RecordTooLarge)));
        let many: Vec<SealedChange> =
            (0..4097u32).map(|_| writer.seal(entropy, record(1), Some(b"")).expect("sealed")).collect();
        assert!(matches!(writer.commit(many, Vec::new()), Err(BuildError::TooMuch)));
        let twice = vec![writer.seal(entropy, record(1), Some(b"")).expect("sealed"); 2];
        assert!(writer.commit(twice, Vec::new()).is_err());
        assert!(matches!(writer.commit(Vec::new(), Vec::new()), Err(BuildError::Refused(_))));
    });
}

#[test]
fn a_lost_race_reseals_only_what_moved() {
    let (mut anna, mut server) = Person::found(1);
    let mut bert = join(&mut anna, &mut server, 2, Role::Editor);
    assert_eq!(anna.pull(&server), None);
    let (one, two) = bert.draft(|writer, entropy| {
        let one = writer.seal(entropy, record(1), Some(b"bert")).expect("sealed");
        let two = writer.seal(entropy, record(2), Some(b"bert")).expect("sealed");
        (one, two)
    });
    let lost = bert.draft(|writer, _| writer.commit(vec![two.clone(), one.clone()], Vec::new()).expect("built"));
    anna.write(&mut server, record(1), Some(b"anna"));
    assert!(server.post(lost.post()).is_err());
    assert_eq!(bert.pull(&server), None);
    assert!(!lost.follows(bert.state()));
    assert!(!one.fits(bert.state()) && two.fits(bert.state()));
    let again = bert.draft(|writer, entropy| {
        assert!(matches!(writer.commit(vec![one], Vec::new()), Err(BuildError::Outdated(_))));
        let one = writer.seal(entropy, record(1), Some(b"bert")).expect("sealed");
        writer.commit(vec![one, two], Vec::new()).expect("built")
    });
    bert.put(&mut server, &again);
    assert_eq!(anna.pull(&server), None);
    assert_eq!(anna.records[&record(1)], b"bert");
}

#[test]
fn an_older_head_is_stale_another_a_fork_and_silence_withholds() {
    let (mut anna, mut server, _) = one_record();
    let before = anna.state().head();
    anna.write(&mut server, record(1), Some(b"newer"));
    let head = anna.state().head();
    let followed = anna.state_mut().follow(before, &[]);
    assert_eq!(followed.stopped, Some(PullError::Stale { have: 2, got: 1 }));
    assert!(matches!(anna.state().standing(), Standing::Stopped(Stop::Stale { .. })));
    assert!(matches!(Writer::new(anna.state(), anna.account.identity(), NOW), Err(BuildError::Held(_))));
    // It heals when the known head is shown again.
    assert_eq!(anna.state_mut().follow(head, &[]).stopped, None);
    assert_eq!(anna.state().standing(), Standing::Confirmed);
    let further = Head { seq: 5, hash: head.hash };
    assert_eq!(anna.state_mut().follow(further, &[]).stopped, Some(PullError::Withheld { have: 2, head: 5 }));
    assert_eq!(anna.state().standing(), Standing::Confirmed);
    let other = Head { seq: 2, hash: before.hash };
    assert_eq!(anna.state_mut().follow(other, &[]).stopped, Some(PullError::Fork { seq: 2 }));
    // A fork stays.
    assert_eq!(anna.state_mut().follow(head, &[]).stopped, None);
    assert_eq!(anna.state().standing(), Standing::Stopped(Stop::Fork { seq: 2 }));
    assert_eq!(anna.state().head(), head, "what was verified stays");
}

#[test]
fn a_branch_is_a_fork_and_a_spoiled_entry_keeps_what_was_before() {
    let (mut anna, mut server) = Person::found(1);
    let mut bert = join(&mut anna, &mut server, 2, Role::Editor);
    assert_eq!(anna.pull(&server), None);
    // Anna writes to two servers: the same place, two entries.
    let branch = anna.draft(|writer, entropy| {
        let change = writer.seal(entropy, record(9), Some(b"branch")).expect("sealed");
        writer.commit(vec![change], Vec::new()).expect("built")
    });
    let fork_point = anna.state().head().seq;
    anna.write(&mut server, record(1), Some(b"one"));
    anna.write(&mut server, record(2), Some(b"two"));
    let mut pages = server.after(fork_point).to_vec();
    let spoiled_at = pages[1].len() - 1;
    pages[1][spoiled_at] ^= 1;
    let followed = bert.state_mut().follow(server.head(), &pages);
    assert_eq!(followed.deltas.len(), 1);
    assert!(matches!(followed.stopped, Some(PullError::BadChain { seq, .. }) if seq == fork_point + 2));
    assert_eq!(bert.state().standing(), Standing::Confirmed);
    // The branch's entry stands where another is known.
    let shown = bert.state_mut().follow(branch.head(), &branch.post().entries);
    assert!(matches!(shown.stopped, Some(PullError::Fork { .. })), "{:?}", shown.stopped);
}

#[test]
fn the_state_comes_back_from_rest() {
    let (mut anna, mut server) = Person::found(1);
    anna.write(&mut server, record(1), Some(b"one"));
    let saved = anna.state().save();
    anna.write(&mut server, record(2), Some(b"two"));
    let (pin, leaves) = (anna.state().head_pin(), anna.state().leaves().iter().copied().collect::<Vec<_>>());
    let again = VaultState::load(&saved, Some(pin), leaves.iter().copied()).expect("loads");
    assert_eq!(again.roster(), anna.state().roster());
    assert_eq!(again.standing(), Standing::Confirmed);
    for expected in again.expected_all() {
        assert!(again.open(&expected, &server.envelopes[&expected.hash]).is_ok());
    }
    let damaged = |result: Result<VaultState, LoadError>| assert_eq!(result.err(), Some(LoadError::Damaged));
    damaged(VaultState::load(&saved, Some(pin), leaves[1..].iter().copied()));
    damaged(VaultState::load(&saved, None, leaves.iter().copied()));
    damaged(VaultState::load(&saved[..saved.len() - 1], Some(pin), leaves.iter().copied()));
    let mut other = saved.to_vec();
    other[0] = 9;
    assert_eq!(VaultState::load(&other, None, []).err(), Some(LoadError::OtherLayout));
}

#[test]
fn purges_need_the_right_and_name_what_is_there() {
    let (mut anna, mut server) = Person::found(1);
    anna.write(&mut server, record(1), Some(b"one"));
    let mut editor = join(&mut anna, &mut server, 2, Role::Editor);
    editor.draft(|writer, _| {
        assert!(matches!(writer.commit(Vec::new(), vec![record(1)]), Err(BuildError::NoRight)));
    });
    assert_eq!(anna.pull(&server), None);
    let root = anna.state().roster().root();
    let draft = anna.draft(|writer, _| {
        assert!(matches!(writer.commit(Vec::new(), vec![record(7)]), Err(BuildError::Refused(_))));
        writer.commit(Vec::new(), vec![record(1), record(1)]).expect("built")
    });
    anna.put(&mut server, &draft);
    assert_eq!(anna.state().roster().root(), root);
}

#[test]
fn an_envelope_named_by_a_hash_of_nothing_is_withheld() {
    let (anna, _, expected) = one_record();
    let nothing = Expected { hash: EnvelopeHash([0; 32]), ..expected };
    assert!(matches!(anna.state().open(&nothing, b"anything"), Err(OpenError::Incomplete { .. })));
}

#[test]
fn a_new_record_gets_no_id_in_a_bucket_that_an_insider_has_filled() {
    let (first, second) = {
        let mut entropy = SeededEntropy::new(77);
        (random::<16>(&mut entropy), random::<16>(&mut entropy))
    };
    assert_ne!(bucket_of(&RecordId(first)), bucket_of(&RecordId(second)));
    let account = account(1);
    let policy = Policy { min_suite: 1, words_for_all: false, editors_purge: false };
    let mut state = crate::create_vault(&mut SeededEntropy::new(1), account.identity(), policy, 5).state;
    assert_eq!(state.draw_id(&mut SeededEntropy::new(77)), RecordId(first));
    let ground = (0..limits::BUCKET_LEAVES as u32).map(|number| {
        let mut record = first;
        record[12..].copy_from_slice(&number.to_be_bytes());
        Leaf { record: RecordId(record), version: 1, seq: 1, envelope: None }
    });
    state.leaves = LeafSet::build(&state.vault(), ground).expect("no more than a bucket holds");
    assert_eq!(state.draw_id(&mut SeededEntropy::new(77)), RecordId(second));
}
