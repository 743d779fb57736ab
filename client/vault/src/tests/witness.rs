//! What others say of the journal: which words count, in which order, and what they come to.

use super::world::*;
use crate::*;
use proptest::prelude::*;
use tacit_shared::api::Head;
use tacit_shared::codec;
use tacit_shared::entry::{Role, entry_hash};
use tacit_shared::heads::{HeadOp, Signed};
use tacit_shared::ids::{EntryHash, Member, Millis, Seq};
use tacit_shared::sign::Context;

const DAY: Millis = 24 * HOUR;

/// Anna with Bert in her vault, both up to date, and some records.
fn two() -> (Person, Person, Server) {
    let (mut anna, mut server) = Person::found(1);
    let mut bert = join(&mut anna, &mut server, 2, Role::Admin);
    for number in 1..4 {
        anna.write(&mut server, record(number), Some(b"plain"));
    }
    assert_eq!(bert.pull(&server), None);
    (anna, bert, server)
}

fn hash_at(server: &Server) -> impl Fn(Seq) -> Option<EntryHash> {
    |seq| server.entries.get(seq as usize).map(|bytes| entry_hash(bytes))
}

/// What a person says, whatever her device would say.
fn says(person: &Person, head: Head, at: Millis, epoch_held: u32) -> Vec<u8> {
    let state = person.state();
    let Head { seq, hash } = head;
    let op = HeadOp { suite: 1, vault: state.vault(), member: person.me(), seq, hash, epoch_held, at };
    codec::encode(&Signed::new(op, Context::Head, &person.account.identity().signing))
}

fn hear(person: &mut Person, server: &Server, bytes: Vec<u8>, now: Millis) -> bool {
    person.state_mut().hear(&[bytes], now, hash_at(server))
}

#[test]
fn a_word_that_agrees_is_kept_with_the_earlier_of_two_clocks() {
    let (mut anna, bert, server) = two();
    let head = server.head();
    assert!(hear(&mut anna, &server, says(&bert, head, NOW + DAY, 1), NOW + 5));
    assert_eq!(anna.state().word(1), Some(Word { seq: head.seq, at: NOW + 5, epoch_held: 1 }));
    assert!(hear(&mut anna, &server, says(&bert, head, NOW + 2 * DAY, 1), NOW + 3 * DAY));
    assert_eq!(anna.state().word(1).map(|word| word.at), Some(NOW + 2 * DAY));
    assert_eq!(anna.state().standing(), Standing::Confirmed);
}

#[test]
fn only_audited_confirmed_members_speak() {
    let (anna, bert, server) = two();
    let (said, bytes) = anna.state().vouch(anna.account.identity(), NOW).expect("founded it");
    assert_eq!((said.member(), said.seq(), said.hash()), (0, server.head().seq, server.head().hash));
    assert_eq!(bytes, says(&anna, server.head(), NOW, 1));
    assert!(bert.state().vouch(bert.account.identity(), NOW).is_none(), "he did not look at everything yet");
    let mut bert = bert;
    let mut audit = Audit::new(bert.state());
    audit.feed(&server.entries).expect("an honest journal");
    assert_eq!(audit.finish(bert.state_mut()), Ok(true));
    assert!(bert.state().vouch(bert.account.identity(), NOW).is_some());
    assert_eq!(audit.hashes().len(), server.entries.len());
}

#[test]
fn strangers_former_members_and_other_vaults_have_no_word() {
    let (mut anna, bert, mut server) = two();
    let head = server.head();
    let mut spoiled = says(&bert, head, NOW, 1);
    *spoiled.last_mut().expect("bytes") ^= 1;
    assert!(!hear(&mut anna, &server, spoiled, NOW));
    let (other, _) = Person::found(9);
    assert!(!hear(&mut anna, &server, says(&other, head, NOW, 1), NOW));
    let draft = anna.draft(|writer, entropy| writer.remove(entropy, &[1]).expect("built"));
    anna.put(&mut server, &draft);
    assert!(!hear(&mut anna, &server, says(&bert, head, NOW, 1), NOW));
    assert_eq!(anna.state().standing(), Standing::Confirmed);
}

#[test]
fn another_hash_at_a_known_place_pauses_writes_until_people_compared() {
    let (mut anna, bert, server) = two();
    let theirs = Head { seq: 2, hash: EntryHash([9; 32]) };
    assert!(hear(&mut anna, &server, says(&bert, theirs, NOW, 1), NOW));
    let stopped = Standing::Stopped(Stop::ForkSuspected { member: 1, seq: 2 });
    assert_eq!(anna.state().standing(), stopped);
    assert_eq!(anna.state().pin(), None, "nothing is handed on");
    let older = Head { seq: 0, hash: entry_hash(&server.entries[0]) };
    anna.state_mut().follow(older, &[]);
    assert!(matches!(anna.state().standing(), Standing::Stopped(Stop::Stale { .. })));
    assert_eq!(anna.state().pin(), None, "not under another stop either");
    assert_eq!(anna.pull(&server), None);
    assert!(matches!(Writer::new(anna.state(), anna.account.identity(), NOW), Err(BuildError::Held(_))));
    assert!(anna.state().vouch(anna.account.identity(), NOW).is_some(), "the others must see it too");

    // Kept over a restart.
    let saved = anna.state().save_witnesses();
    anna.state_mut().witnesses = witness::Witnesses::default();
    anna.state_mut().load_witnesses(&saved);
    assert_eq!(anna.state().standing(), stopped);

    // A newer word that agrees does not undo it: one key said both.
    assert!(hear(&mut anna, &server, says(&bert, server.head(), NOW + 1, 1), NOW));
    assert_eq!(anna.state().standing(), stopped);

    assert!(!anna.state_mut().compared(1, true));
    assert_eq!(anna.state().standing(), Standing::Confirmed);
    assert!(anna.state().pin().is_some());
    assert!(!hear(&mut anna, &server, says(&bert, theirs, NOW, 1), NOW), "said again, it is not heard again");
    assert!(
        hear(&mut anna, &server, says(&bert, Head { seq: 3, ..theirs }, NOW + DAY, 1), NOW) == (3 > server.head().seq)
    );
}

#[test]
fn histories_that_differ_are_a_fork_for_good() {
    let (mut anna, bert, server) = two();
    let theirs = Head { hash: EntryHash([9; 32]), ..server.head() };
    hear(&mut anna, &server, says(&bert, theirs, NOW, 1), NOW);
    assert_ne!(anna.state().history_words(&theirs), anna.state().history_words(&server.head()));
    assert!(anna.state_mut().compared(1, false));
    assert_eq!(anna.state().standing(), Standing::Stopped(Stop::Fork { seq: theirs.seq }));
    assert_eq!(anna.pull(&server), None);
    assert_eq!(anna.state().standing(), Standing::Stopped(Stop::Fork { seq: theirs.seq }));
    assert_eq!(anna.state().pin(), None, "nothing is handed on");
}

#[test]
fn histories_that_differ_are_a_fork_also_while_something_else_stops_it() {
    for stop in [Stop::Stale { have: 5, got: 4 }, Stop::NeedUpdate { seq: 6 }] {
        let (mut anna, bert, server) = two();
        let theirs = Head { hash: EntryHash([9; 32]), ..server.head() };
        hear(&mut anna, &server, says(&bert, theirs, NOW, 1), NOW);
        anna.state_mut().trust.stopped = Some(stop);
        assert!(anna.state_mut().compared(1, false));
        assert_eq!(anna.pull(&server), None);
        assert_eq!(anna.state().standing(), Standing::Stopped(Stop::Fork { seq: theirs.seq }));
    }
}

#[test]
fn a_word_beyond_the_pin_names_who_said_it_and_is_compared_when_reached() {
    let (mut anna, mut bert, mut server) = two();
    let before = server.entries.len();
    bert.write(&mut server, record(8), Some(b"newer"));
    let newer = server.head();
    server.entries.truncate(before);
    assert!(hear(&mut anna, &server, says(&bert, newer, NOW, 1), NOW));
    assert_eq!(anna.state().withheld(), Some((1, newer.seq)));
    assert_eq!(anna.state().standing(), Standing::Confirmed, "he could lie: a warning and no more");

    // Reached by another entry than the one he named.
    anna.state_mut().saw(Seq::MAX);
    let draft = anna.draft(|writer, entropy| writer.rotate(entropy).expect("built"));
    let followed = anna.state_mut().follow(draft.head(), &draft.post().entries);
    assert_eq!(followed.deltas.len(), 1);
    server.entries.push(draft.post().entries[0].clone());
    assert!(anna.state_mut().weigh(NOW, hash_at(&server)));
    assert_eq!(anna.state().withheld(), None);
    assert_eq!(anna.state().standing(), Standing::Stopped(Stop::ForkSuspected { member: 1, seq: newer.seq }));
}

#[test]
fn what_is_older_than_the_hashes_kept_is_ignored() {
    let (mut anna, bert, server) = two();
    let bytes = says(&bert, Head { seq: 1, hash: EntryHash([9; 32]) }, NOW, 1);
    assert!(!anna.state_mut().hear(&[bytes], NOW, |_| None));
    assert_eq!((anna.state().standing(), anna.state().word(1)), (Standing::Confirmed, None));
    let _ = server;
}

#[test]
fn ones_own_statement_that_comes_back_is_no_witness_and_another_devices_is() {
    let (mut anna, _, server) = two();
    let (said, bytes) = anna.state().vouch(anna.account.identity(), NOW).expect("audited");
    anna.state_mut().note_vouched(&said);
    assert!(!hear(&mut anna, &server, bytes, NOW));
    let older = says(&anna, Head { seq: 1, hash: entry_hash(&server.entries[1]) }, NOW, 1);
    assert!(!hear(&mut anna, &server, older, NOW), "nor an older one of its own");
    let other_device = says(&anna, server.head(), NOW + 1, 1);
    assert!(hear(&mut anna, &server, other_device, NOW + 1));
    assert!(anna.state().word(0).is_some());
}

/// Everybody counts.
fn nobody(_: Member) -> bool {
    false
}

#[test]
fn three_days_of_others_writing_without_a_word_age_the_vault() {
    let (mut anna, mut bert, mut server) = two();
    let mut write = |anna: &mut Person, server: &mut Server, number, now| {
        bert.pull(server);
        bert.write(server, record(number), Some(b"more"));
        let (head, entries) = (server.head(), server.after(anna.state().head().seq).to_vec());
        let followed = anna.state_mut().follow(head, &entries);
        anna.state_mut().note_written(&followed, now)
    };
    assert_eq!(anna.state().freshness(nobody), Freshness::Fresh);
    assert!(write(&mut anna, &mut server, 20, NOW));
    // Nothing more is written: silence is no sign of a fork.
    assert_eq!(anna.state().freshness(nobody), Freshness::Fresh);
    assert!(write(&mut anna, &mut server, 21, NOW + 3 * DAY));
    assert_eq!(anna.state().freshness(nobody), Freshness::Aging);
    assert!(write(&mut anna, &mut server, 22, NOW + 14 * DAY));
    assert_eq!(anna.state().freshness(nobody), Freshness::Old);
    let head = server.head();
    let other_device = says(&anna, head, NOW + 15 * DAY, 1);
    hear(&mut anna, &server, other_device, NOW + 15 * DAY);
    assert_eq!(anna.state().freshness(nobody), Freshness::Fresh, "the account's own other devices count");
    let (alone, _) = Person::found(5);
    assert_eq!(alone.state().freshness(nobody), Freshness::Alone);
}

#[test]
fn after_a_removal_it_is_known_who_has_seen_it() {
    let (mut anna, bert, mut server) = two();
    let carl = join(&mut anna, &mut server, 3, Role::Editor);
    hear(&mut anna, &server, says(&bert, server.head(), NOW, 1), NOW);
    let draft = anna.draft(|writer, entropy| writer.remove(entropy, &[2]).expect("built"));
    anna.put(&mut server, &draft);
    let _ = carl;
    let dora = join(&mut anna, &mut server, 4, Role::Editor);
    let sight = anna.state().sight(draft.seq(), NOW + DAY, nobody);
    assert_eq!(sight, Sight { seen: 2, of: 3, missing: vec![(1, Some(NOW))] }, "Anna, and Dora who started behind it");
    let sight = anna.state().sight(draft.seq(), NOW + 91 * DAY, nobody);
    assert_eq!((sight.seen, sight.of), (2, 2), "whoever is silent for ninety days is not waited for");
    let sight = anna.state().sight(draft.seq(), NOW + DAY, |member| member == 1);
    assert_eq!((sight.seen, sight.of), (2, 2), "nor a recovery account at any time");
    assert_eq!(bert.state().freshness(|member| member != 1), Freshness::Alone, "nor is it company");
    let _ = dora;
    hear(&mut anna, &server, says(&bert, draft.head(), NOW + DAY, 1), NOW + DAY);
    assert_eq!(anna.state().sight(draft.seq(), NOW + DAY, nobody).missing, []);
    assert!(!anna.state().lags(1, NOW + DAY + HOUR), "an hour without the new key is nothing");
    assert!(anna.state().lags(1, NOW + 2 * DAY), "a day is");
    hear(&mut anna, &server, says(&bert, draft.head(), NOW + 3 * DAY, 2), NOW + 3 * DAY);
    assert!(!anna.state().lags(1, NOW + 9 * DAY));
}

#[test]
fn a_fresh_device_starts_from_what_a_colleague_attested() {
    let (mut anna, bert, mut server) = two();
    let pin = bert.state().pin().expect("confirmed");
    let attested = server.head();
    anna.write(&mut server, record(9), Some(b"newer"));
    let draft = anna.draft(|writer, entropy| writer.rotate(entropy).expect("built"));
    anna.put(&mut server, &draft);
    let mut shown = server.newest_roster();
    let own = says(&bert, server.head(), NOW, 2);
    shown.heads = vec![says(&anna, attested, NOW, 1), own];
    let fresh = |shown: &tacit_shared::api::RosterAnswer, pin: &VaultPin| {
        FreshChain::listed(bert.account.identity(), pin, shown.clone()).expect("an honest chain")
    };
    let chain = fresh(&shown, &pin);
    assert_eq!(chain.attested(), Some(attested), "one's own word is no witness of oneself");
    assert!(chain.start(Some(&server.entries[1])).is_err_and(|error| error == FreshError::Fork { seq: attested.seq }));
    let mut start = fresh(&shown, &pin).start(Some(&server.entries[attested.seq as usize])).expect("starts");
    assert_eq!(start.base(), attested);
    let wanted = start.wanted_box().expect("a box of that time");
    start.take_box(bert.account.identity(), server.boxes.get(&wanted).map(Vec::as_slice)).expect("opens");
    let mut state = start.finish(server.leaves_at(attested.seq)).expect("all leaves");

    // The rotation above the base was seen: a server that hides it now is stale, one that shows another is a fork.
    let stale = state.follow(attested, &[]).stopped;
    assert_eq!(stale, Some(PullError::Stale { have: draft.seq(), got: attested.seq }));
    let followed = state.follow(server.head(), server.after(attested.seq));
    assert_eq!((followed.stopped, state.head()), (None, server.head()));

    // Not below what the account has seen, and not ten thousand entries back.
    let newer = Person { vault: Some(state), ..Person::new(2) };
    let seen = VaultPin { head: server.head(), ..pin };
    assert_eq!(fresh(&shown, &seen).attested(), None);
    let _ = newer;
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever order statements of one member arrive in, the highest (seq, at) is what is known of him.
    #[test]
    fn the_highest_statement_wins_in_any_order(said in proptest::collection::vec((0u64..6, 0u64..4), 1..12)) {
        let (mut anna, bert, server) = two();
        let last = server.head().seq;
        for (seq, at) in &said {
            let seq = (*seq).min(last);
            let head = Head { seq, hash: entry_hash(&server.entries[seq as usize]) };
            hear(&mut anna, &server, says(&bert, head, *at, 1), NOW);
        }
        let highest = said.iter().map(|(seq, at)| ((*seq).min(last), *at)).max();
        let word: Option<(Seq, Millis)> = anna.state().word(1 as Member).map(|word| (word.seq, word.at));
        prop_assert_eq!(word, highest);
    }
}
