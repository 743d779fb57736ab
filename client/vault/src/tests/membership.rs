//! Epoch keys: what rotations give to whom, and what a removed member cannot read however much he kept.

use super::world::*;
use crate::hazmat::key::Key;
use crate::keyring::{BoxInfo, commitment, seal_box};
use crate::*;
use tacit_shared::entry::{Body, Role, Rotation, box_hash, sign_entry};
use tacit_shared::ids::{BoxHash, Member};
use tacit_shared::limits;
use tacit_shared::step;

/// What is written after is unreadable with everything the removed member ever held, the whole server included.
#[test]
fn a_removed_member_reads_nothing_written_after() {
    let (mut anna, mut server) = Person::found(1);
    let mut bert = join(&mut anna, &mut server, 2, Role::Admin);
    let mut carl = join(&mut anna, &mut server, 3, Role::Editor);
    anna.write(&mut server, record(1), Some(b"before"));
    for person in [&mut bert, &mut carl] {
        assert_eq!(person.pull(&server), None);
    }
    let gone = bert.me();
    let draft = anna.draft(|writer, entropy| writer.remove(entropy, &[gone]).expect("built"));
    anna.put(&mut server, &draft);
    anna.write(&mut server, record(1), Some(b"after"));
    anna.write(&mut server, record(2), Some(b"after"));
    assert_eq!(carl.pull(&server), None);
    assert_eq!(carl.records[&record(1)], b"after");

    // He follows the journal to his end and beyond, with all of the server's bytes.
    let state = bert.vault.as_mut().expect("in a vault");
    let followed = state.follow(server.head(), server.after(state.head().seq));
    assert_eq!(followed.stopped, None);
    assert_eq!(state.standing(), Standing::Removed { by: anna.me(), seq: draft.seq() });
    assert_eq!(state.wanted_box(), None);
    for bytes in server.boxes.values() {
        assert!(state.take_box(bert.account.identity(), Some(bytes)).is_err(), "no box opens for him");
    }
    // He tries every box as every member, by every author.
    let roster = state.roster().clone();
    let epoch = roster.epoch();
    for bytes in server.boxes.values() {
        for (recipient, _) in roster.all_members() {
            for (author, _) in roster.all_members() {
                let info = BoxInfo {
                    place: &roster.vault().0,
                    epoch,
                    recipient,
                    fingerprint: bert.account.identity().fingerprint(),
                    author,
                    commitment: roster.epoch_record(epoch).expect("the epoch").commitment,
                };
                let seed = &bert.account.identity().box_seed;
                assert!(crate::hazmat::boxes::open(seed, &info.bytes(), bytes).is_none());
            }
        }
    }
    let state = bert.state();
    assert!(!state.holds_key());
    for expected in state.expected_all() {
        let opened = state.open(&expected, &server.envelopes[&expected.hash]);
        let after = expected.seq > draft.seq();
        assert!(after);
        assert_eq!(opened, Err(OpenError::NoKey { epoch: 2 }));
    }
    // What he had stays his.
    assert_eq!(bert.records[&record(1)], b"before");
    assert!(matches!(Writer::new(state, bert.account.identity(), NOW), Err(BuildError::Held(_))));
}

#[test]
fn a_removed_person_comes_back_under_a_new_number_and_reads_everything() {
    let (mut anna, mut server) = Person::found(1);
    let mut bert = join(&mut anna, &mut server, 2, Role::Editor);
    assert_eq!(anna.pull(&server), None);
    let first = bert.me();
    let draft = anna.draft(|writer, entropy| writer.remove(entropy, &[first]).expect("built"));
    anna.put(&mut server, &draft);
    anna.write(&mut server, record(1), Some(b"meanwhile"));
    let link = anna.invite(&mut server, Role::Editor);
    let pending = link.request(anna.state().vault(), bert.account.identity());
    server.requests.push(pending.request.clone());
    anna.admit_all(&mut server);
    // His old device follows by itself.
    assert_eq!(bert.pull(&server), None);
    assert_eq!(bert.state().standing(), Standing::Confirmed);
    assert!(bert.me() > first && bert.state().holds_key());
    // A fresh one starts from the Join.
    bert.start(&server, Start::Joined(&pending)).expect("starts");
    assert_eq!(bert.records[&record(1)], b"meanwhile");
}

#[test]
fn every_attempt_draws_a_new_key() {
    let (mut anna, mut server) = Person::found(1);
    join(&mut anna, &mut server, 2, Role::Editor);
    let (one, two) =
        anna.draft(|writer, entropy| (writer.rotate(entropy).expect("built"), writer.rotate(entropy).expect("built")));
    let commitments: Vec<[u8; 32]> = [&one, &two].map(|draft| rotation_of(&anna, draft).commitment).to_vec();
    assert_ne!(commitments[0], commitments[1]);
    assert_eq!(one.post().boxes.len(), 2);
    anna.put(&mut server, &two);
    // One's own key comes from one's own box.
    let own = anna.state().roster().current_box(0).expect("a box");
    assert!(two.box_bytes(&own).is_some() && one.box_bytes(&own).is_none());
}

fn rotation_of(person: &Person, draft: &Draft) -> Rotation {
    let state = person.state();
    let delta = step::step(state.roster(), state.leaves(), &draft.post().entries[0]).expect("valid");
    delta.entry.body().rotation().expect("a rotation").clone()
}

#[test]
fn a_joiner_reads_all_epochs_and_a_long_absent_member_needs_one_box() {
    let (mut anna, mut server) = Person::found(1);
    let mut bert = join(&mut anna, &mut server, 2, Role::Viewer);
    for round in 1..=4u8 {
        assert_eq!(anna.pull(&server), None);
        anna.write(&mut server, record(round), Some(&[round]));
        let draft = anna.draft(|writer, entropy| writer.rotate(entropy).expect("built"));
        anna.put(&mut server, &draft);
    }
    let carl = join(&mut anna, &mut server, 3, Role::Editor);
    assert_eq!(carl.records, anna.records);
    // Two pages, two missed rotations each: only the newest box matters.
    assert_eq!(bert.pull(&server), None);
    assert_eq!(bert.records, anna.records);
    assert_eq!(bert.state().epoch_held(), Some(5));
}

#[test]
fn a_withheld_box_is_the_servers_fault_and_stops_commits_only() {
    let (mut anna, mut server) = Person::found(1);
    let mut bert = join(&mut anna, &mut server, 2, Role::Admin);
    assert_eq!(anna.pull(&server), None);
    anna.write(&mut server, record(1), Some(b"one"));
    let draft = anna.draft(|writer, entropy| writer.rotate(entropy).expect("built"));
    anna.put(&mut server, &draft);
    let (head, seq) = (server.head(), bert.state().head().seq);
    let entries = server.after(seq).to_vec();
    assert_eq!(bert.state_mut().follow(head, &entries).stopped, None);
    let wanted = bert.state().wanted_box().expect("a box");
    let account = &bert.account;
    let state = bert.vault.as_mut().expect("in a vault");
    let missing = Err(BoxError::MissingBox { epoch: 2 });
    assert_eq!(state.take_box(account.identity(), None), missing);
    assert_eq!(state.take_box(account.identity(), Some(&[0; limits::BOX])), missing, "other bytes are none");
    // Old epochs stay readable, commits and joins wait, rotating mends.
    let first = state.expected(&state.leaf(&record(1)).expect("written")).expect("live");
    assert!(state.open(&first, &server.envelopes[&first.hash]).is_ok());
    let mend = bert.draft(|writer, entropy| {
        assert_eq!(writer.seal(entropy, record(2), Some(b"x")).err(), Some(BuildError::NoKey(2)));
        assert_eq!(writer.commit(Vec::new(), vec![record(1)]).err(), Some(BuildError::NoKey(2)));
        writer.rotate(entropy).expect("built")
    });
    server.post(mend.post()).expect("taken");
    let state = bert.vault.as_mut().expect("in a vault");
    state.follow(server.head(), &mend.post().entries);
    let own = state.wanted_box().expect("a box");
    let news = state.take_box(bert.account.identity(), mend.box_bytes(&own));
    // His history lacks the epoch that he never got: a warning that names himself.
    assert_eq!(news, Ok(Some(BadHistory { author: bert.me(), seq: mend.seq(), epochs: vec![2] })));
    assert!(bert.state().holds_key() && wanted != own);
    // Anna has that key and keeps it; her next rotation hands it on.
    let anna_state = anna.vault.as_mut().expect("in a vault");
    anna_state.follow(server.head(), &mend.post().entries);
    let own = anna_state.wanted_box().expect("a box");
    let news = anna_state.take_box(anna.account.identity(), server.boxes.get(&own).map(Vec::as_slice));
    assert!(matches!(news, Ok(Some(BadHistory { .. }))));
    let repair = anna.draft(|writer, entropy| writer.rotate(entropy).expect("built"));
    anna.put(&mut server, &repair);
    assert_eq!(bert.pull(&server), None);
    assert!((1..=4).all(|epoch| bert.state().keyring.holds(epoch)));
}

/// A rotation signed by Anna with boxes and history of the test's choosing.
fn crafted(anna: &Person, rotation: Rotation) -> Vec<u8> {
    let roster = anna.state().roster();
    let header = tacit_shared::entry::Header {
        suite: limits::SUITE,
        vault: roster.vault(),
        seq: roster.seq() + 1,
        prev: roster.hash(),
        roster: roster.roster_hash(),
        author: anna.me(),
        epoch: roster.epoch() + 1,
        root: roster.root(),
        at: NOW,
    };
    sign_entry(&header, &Body::Rotate { rotation }, &anna.account.identity().signing)
}

struct Wrong<'a> {
    key: &'a Key,
    committed: &'a Key,
    recipient: Member,
    history: Vec<u8>,
}

fn box_for(anna: &Person, bert: &Person, wrong: &Wrong<'_>) -> (Rotation, Vec<u8>) {
    let place = anna.state().vault().0;
    let commitment = commitment(wrong.committed, &place, 2);
    let info = BoxInfo {
        place: &place,
        epoch: 2,
        recipient: wrong.recipient,
        fingerprint: bert.account.identity().fingerprint(),
        author: anna.me(),
        commitment,
    };
    let bytes = seal_box(&mut SeededEntropy::new(77), bert.account.identity().box_key(), &info, wrong.key);
    let boxes = vec![BoxHash([1; 32]), box_hash(&bytes)];
    (Rotation { commitment, boxes, history: wrong.history.clone() }, bytes)
}

#[test]
fn a_wrong_box_names_its_maker_and_leaves_old_epochs() {
    let (mut anna, mut server) = Person::found(1);
    let bert = join(&mut anna, &mut server, 2, Role::Editor);
    assert_eq!(anna.pull(&server), None);
    let (good, other) = (Key::from_bytes(&[5; 32]), Key::from_bytes(&[6; 32]));
    let cases = [
        Wrong { key: &other, committed: &good, recipient: bert.me(), history: Vec::new() },
        Wrong { key: &good, committed: &good, recipient: 0, history: Vec::new() },
    ];
    for wrong in cases {
        let (rotation, bytes) = box_for(&anna, &bert, &wrong);
        let entry = crafted(&anna, rotation);
        let mut bert = again(&bert);
        let head =
            tacit_shared::api::Head { seq: server.head().seq + 1, hash: tacit_shared::entry::entry_hash(&entry) };
        let seq = bert.state().head().seq;
        let mut entries = server.after(seq).to_vec();
        entries.push(entry);
        assert_eq!(bert.state_mut().follow(head, &entries).stopped, None);
        let news = bert.vault.as_mut().expect("in a vault").take_box(bert.account.identity(), Some(&bytes));
        assert_eq!(news, Err(BoxError::BadBox { author: anna.me(), seq: head.seq, epoch: 2 }));
        assert!(!bert.state().holds_key() && bert.state().epoch_held() == Some(1));
    }
    // A good key with a history that does not open: a warning, and writing goes on.
    let wrong = Wrong { key: &good, committed: &good, recipient: bert.me(), history: vec![1; 60] };
    let (rotation, bytes) = box_for(&anna, &bert, &wrong);
    let entry = crafted(&anna, rotation);
    let mut bert = again(&bert);
    let head = tacit_shared::api::Head { seq: server.head().seq + 1, hash: tacit_shared::entry::entry_hash(&entry) };
    let mut entries = server.after(bert.state().head().seq).to_vec();
    entries.push(entry);
    assert_eq!(bert.state_mut().follow(head, &entries).stopped, None);
    let news = bert.vault.as_mut().expect("in a vault").take_box(bert.account.identity(), Some(&bytes));
    assert_eq!(news, Ok(Some(BadHistory { author: anna.me(), seq: head.seq, epochs: vec![1] })));
    assert!(bert.state().holds_key());
}

/// The same person as loaded from rest.
fn again(person: &Person) -> Person {
    let state = person.state();
    let loaded = VaultState::load(&state.save(), Some(state.head_pin()), state.leaves().iter().copied());
    Person {
        account: account(2),
        vault: Some(loaded.expect("loads")),
        records: person.records.clone(),
        entropy: SeededEntropy::new(5),
    }
}

#[test]
fn everybody_sees_the_same_roster_words_and_they_change_with_it() {
    let (mut anna, mut server) = Person::found(1);
    let alone = anna.state().roster_words();
    let mut bert = join(&mut anna, &mut server, 2, Role::Editor);
    assert_eq!(anna.state().roster_words(), bert.state().roster_words());
    assert_ne!(anna.state().roster_words(), alone);
    let before = anna.state().roster_words();
    bert.write(&mut server, record(1), Some(b"records do not matter"));
    assert_eq!(anna.pull(&server), None);
    assert_eq!(anna.state().roster_words(), before);
}

#[test]
fn the_last_owner_stays() {
    let (mut anna, mut server) = Person::found(1);
    let mut boss = join(&mut anna, &mut server, 2, Role::Owner);
    assert_eq!(anna.pull(&server), None);
    anna.draft(|writer, entropy| {
        assert_eq!(writer.remove(entropy, &[0]).err(), Some(BuildError::NoRight), "nobody removes himself");
        assert_eq!(writer.set_role(0, Role::Viewer).err(), Some(BuildError::NoRight));
    });
    let draft = boss.draft(|writer, entropy| writer.remove(entropy, &[0]).expect("built"));
    boss.put(&mut server, &draft);
    assert_eq!(anna.pull(&server), None);
    assert!(matches!(anna.state().standing(), Standing::Removed { by: 1, .. }));
    let pin = anna.state().pin().expect("confirmed");
    assert_eq!(pin.standing, VaultStanding::Removed);
}
