//! A fresh device: what it takes from a hostile server and what not, and how it comes to be trusted.

use super::world::*;
use crate::*;
use tacit_shared::api::{Head, RosterAnswer};
use tacit_shared::entry::Role;
use tacit_shared::ids::EntryHash;

/// A vault with some history, two members, and what the second one's account noted half-way.
fn history() -> (Person, Person, Server, VaultPin) {
    let (mut anna, mut server) = Person::found(1);
    let mut bert = join(&mut anna, &mut server, 2, Role::Admin);
    anna.write(&mut server, record(1), Some(b"one"));
    assert_eq!(bert.pull(&server), None);
    let pin = bert.state().pin().expect("confirmed");
    bert.write(&mut server, record(2), Some(b"two"));
    assert_eq!(anna.pull(&server), None);
    let draft = anna.draft(|writer, entropy| writer.rotate(entropy).expect("built"));
    anna.put(&mut server, &draft);
    anna.write(&mut server, record(3), Some(b"three"));
    assert_eq!(bert.pull(&server), None);
    (anna, bert, server, pin)
}

#[test]
fn it_reads_everything_and_signs_nothing_until_confirmed() {
    let (anna, bert, server, pin) = history();
    let mut fresh = Person::new(2);
    fresh.start(&server, Start::Listed(&pin)).expect("starts");
    assert_eq!(fresh.records, bert.records);
    assert_eq!(fresh.state().standing(), Standing::Unconfirmed);
    assert_eq!(fresh.state().pin(), None, "it is no floor for others");
    let writer = Writer::new(fresh.state(), fresh.account.identity(), NOW);
    assert!(matches!(writer, Err(BuildError::Held(Standing::Unconfirmed))));
    assert_eq!(fresh.state().roster_words(), anna.state().roster_words());
    fresh.state_mut().confirm();
    let mut server = server;
    fresh.write(&mut server, record(4), Some(b"four"));
    assert_eq!(fresh.state().pin().map(|pin| pin.head), Some(server.head()));
}

#[test]
fn what_the_account_has_seen_is_a_floor() {
    let (_, bert, server, old) = history();
    let newest = bert.state().pin().expect("confirmed");
    let start = |pin: &VaultPin, head: usize| {
        FreshStart::listed(bert.account.identity(), pin, &server.roster_answer(head)).map(|start| start.base().seq)
    };
    let last = server.entries.len() - 1;
    assert_eq!(start(&old, last), Ok(last as u64));
    assert_eq!(start(&old, old.head.seq as usize), Ok(old.head.seq));
    assert_eq!(start(&old, old.head.seq as usize - 1), Err(FreshError::Stale { have: 3, got: 2 }));
    // The journal before the rotation, for an account that knows of it.
    let before = newest.roster.seq as usize - 1;
    assert_eq!(start(&newest, before), Err(FreshError::Stale { have: newest.roster.seq, got: 2 }));
    let elsewhere = VaultPin { roster: Head { hash: EntryHash([9; 32]), ..newest.roster }, ..newest };
    assert_eq!(start(&elsewhere, last), Err(FreshError::Fork { seq: newest.roster.seq }));
    let elsewhere = VaultPin { head: Head { hash: EntryHash([9; 32]), ..newest.head }, ..newest };
    assert_eq!(start(&elsewhere, last), Err(FreshError::Fork { seq: last as u64 }));
    let (_, other) = Person::found(7);
    let shown = other.newest_roster();
    let started = FreshStart::listed(bert.account.identity(), &newest, &shown);
    assert_eq!(started.err(), Some(FreshError::OtherVault));
}

#[test]
fn a_membership_with_an_entry_missing_moved_or_changed_is_refused() {
    let (_, bert, server, pin) = history();
    let whole = server.newest_roster();
    for at in 0..whole.entries.len() - 1 {
        let mut shown = whole.clone();
        shown.entries.remove(at);
        assert!(FreshStart::listed(bert.account.identity(), &pin, &shown).is_err());
        let mut shown = whole.clone();
        shown.entries.swap(at, at + 1);
        assert!(FreshStart::listed(bert.account.identity(), &pin, &shown).is_err());
    }
    for at in 0..whole.entries.len() {
        let mut shown = whole.clone();
        let middle = shown.entries[at].len() / 2;
        shown.entries[at][middle] ^= 1;
        assert!(FreshStart::listed(bert.account.identity(), &pin, &shown).is_err());
    }
    let nothing = RosterAnswer { entries: Vec::new(), head: Vec::new(), heads: Vec::new() };
    let empty = FreshStart::listed(bert.account.identity(), &pin, &nothing).err();
    assert_eq!(empty, Some(FreshError::Empty));
    let mut shown = whole;
    shown.head.truncate(40);
    let base = FreshStart::listed(bert.account.identity(), &pin, &shown).err();
    assert!(matches!(base, Some(FreshError::BadChain { .. })));
}

#[test]
fn a_record_dropped_added_doubled_or_rolled_back_is_incomplete() {
    let (_, bert, server, pin) = history();
    let rows = server.leaves_at(server.head().seq);
    let start = || FreshStart::listed(bert.account.identity(), &pin, &server.newest_roster()).expect("starts");
    assert!(start().finish(rows.clone()).is_ok());
    let mut spoiled = vec![rows[1..].to_vec(), [rows.clone(), rows.clone()].concat(), server.leaves_at(4)];
    for change in [0, 1, 2, 3] {
        let mut rows = rows.clone();
        match change {
            0 => rows[0].version += 1,
            1 => rows[0].seq -= 1,
            2 => rows[0].envelope = None,
            _ => rows[0].record = record(200),
        }
        spoiled.push(rows);
    }
    for rows in spoiled {
        assert_eq!(start().finish(rows).err(), Some(FreshError::Incomplete));
    }
}

#[test]
fn a_stranger_and_a_removed_account_start_nothing() {
    let (mut anna, bert, mut server, pin) = history();
    let stranger = Person::new(9);
    let started = FreshStart::listed(stranger.account.identity(), &pin, &server.newest_roster());
    assert_eq!(started.err(), Some(FreshError::NotMember));
    let gone = bert.me();
    let draft = anna.draft(|writer, entropy| writer.remove(entropy, &[gone]).expect("built"));
    anna.put(&mut server, &draft);
    let started = FreshStart::listed(bert.account.identity(), &pin, &server.newest_roster());
    assert_eq!(started.err(), Some(FreshError::Removed { by: 0 }));
}

/// M6: a vault that shows me as joined by a request that I never signed is none that I joined.
#[test]
fn joining_needs_the_exact_request() {
    let (mut anna, mut server) = Person::found(1);
    let link = anna.invite(&mut server, Role::Editor);
    let joiner = Person::new(2);
    let pending = link.request(anna.state().vault(), joiner.account.identity());
    server.requests.push(pending.request.clone());
    anna.admit_all(&mut server);
    let shown = server.newest_roster();
    let other = JoinPending { vault: pending.vault, request: vec![0; 10] };
    let identity = joiner.account.identity();
    assert_eq!(FreshStart::joined(identity, &other, &shown).err(), Some(FreshError::NotMember));
    let elsewhere = JoinPending { vault: tacit_shared::ids::VaultId([1; 32]), request: pending.request.clone() };
    assert_eq!(FreshStart::joined(identity, &elsewhere, &shown).err(), Some(FreshError::OtherVault));
    assert!(FreshStart::joined(identity, &pending, &shown).is_ok());
}

#[test]
fn the_audit_confirms_what_was_shown_and_names_every_author() {
    let (_, bert, mut server, pin) = history();
    let mut fresh = Person::new(2);
    fresh.start(&server, Start::Listed(&pin)).expect("starts");
    let mut audit = Audit::new(fresh.state());
    assert_eq!(audit.finish(fresh.state_mut()), Ok(false));
    audit.feed(&server.entries[..3]).expect("verifies");
    assert_eq!(audit.finish(fresh.state_mut()), Ok(false));
    // The vault goes on meanwhile.
    let mut bert = bert;
    bert.write(&mut server, record(5), Some(b"five"));
    assert_eq!(fresh.pull(&server), None);
    while (audit.next() as usize) < server.entries.len() {
        let next = audit.next() as usize;
        audit.feed(&server.entries[next..=next]).expect("verifies");
    }
    assert!(!fresh.state().is_audited());
    assert_eq!(audit.finish(fresh.state_mut()), Ok(true));
    assert!(fresh.state().is_audited());
    let leaf = fresh.state().leaf(&record(5)).expect("written");
    assert_eq!(audit.author(leaf.seq), Some(bert.me()));
    assert_eq!(audit.author(99), None);
}

#[test]
fn the_audit_finds_another_history() {
    let (.., server, pin) = history();
    let floor_seq = pin.head.seq as usize;
    let mut fresh = Person::new(2);
    fresh.start(&server, Start::Listed(&pin)).expect("starts");
    // An entry changed below the membership's view.
    let mut audit = Audit::new(fresh.state());
    let mut entries = server.entries.clone();
    let middle = entries[floor_seq].len() / 2;
    entries[floor_seq][middle] ^= 1;
    let failed = audit.feed(&entries).expect_err("spoiled");
    assert!(matches!(failed, AuditError::Entry(_)));
    let newer = AuditError::Entry(PullError::NeedUpdate { seq: 1 });
    assert!(!fresh.state_mut().audit_failed(newer), "nothing is wrong with it");
    assert_eq!(fresh.state().standing(), Standing::Unconfirmed);
    assert!(fresh.state_mut().audit_failed(failed));
    fresh.state_mut().confirm();
    assert!(matches!(fresh.state().standing(), Standing::Stopped(Stop::Fork { .. })), "for good");
    // Another vault's journal.
    let (_, other) = Person::found(7);
    let mut audit = Audit::new(fresh.state());
    assert_eq!(audit.feed(&other.entries), Err(AuditError::Fork { seq: 0 }));
    // A head that the account has seen is not on the journal.
    let seen = VaultPin { head: Head { seq: 1, hash: EntryHash([9; 32]) }, ..pin };
    let mut fresh = Person::new(2);
    fresh.start(&server, Start::Listed(&seen)).expect("starts");
    let mut audit = Audit::new(fresh.state());
    assert_eq!(audit.feed(&server.entries), Err(AuditError::Fork { seq: 1 }));
}
