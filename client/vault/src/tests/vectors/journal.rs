//! `journal.json`: a vault's whole history with every kind of entry, what the membership is after each, and entries
//! that are refused behind it, one for each check.

use super::refused::{Refused, Spoiler, name};
use super::{array, bytes, hex, settled};
use crate::hazmat::kdf::{self, Label};
use crate::hazmat::key::Key;
use crate::hazmat::{aead, boxes, pad};
use crate::keyring::{BoxInfo, commitment};
use crate::tests::world::*;
use serde::{Deserialize, Serialize};
use tacit_shared::codec;
use tacit_shared::entry::{Body, Commit, Entry, Policy, Role, entry_hash, fingerprint};
use tacit_shared::envelope::{Envelope, associated_data};
use tacit_shared::ids::{BoxHash, EntryHash, Member, VaultId};
use tacit_shared::limits;
use tacit_shared::payload::Payload;
use tacit_shared::root::{LeafSet, Leaves};
use tacit_shared::roster::{Closed, Roster};
use tacit_shared::step::{genesis, step};

#[derive(Serialize, Deserialize)]
struct File {
    description: String,
    people: Vec<PersonVector>,
    vault: String,
    entries: Vec<EntryVector>,
    envelopes: Vec<String>,
    boxes: Vec<String>,
    refused: Vec<Refused>,
}

#[derive(Serialize, Deserialize)]
struct PersonVector {
    name: String,
    member: Member,
    identity_seed: String,
    box_seed: String,
    fingerprint: String,
}

#[derive(Serialize, Deserialize)]
struct EntryVector {
    what: String,
    author: Member,
    bytes: String,
    hash: String,
    after: Facts,
}

/// What everybody must believe after an entry.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Facts {
    seq: u64,
    roster_seq: u64,
    roster_hash: String,
    epoch: u32,
    commitment: String,
    next_member: Member,
    members: Vec<MemberFacts>,
    open_invites: Vec<String>,
    closed_invites: Vec<ClosedFacts>,
    min_suite: u8,
    words_for_all: u8,
    editors_purge: u8,
    records: u64,
    live_records: u64,
    root: String,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct MemberFacts {
    member: Member,
    role: u8,
    identity: String,
    box_hash: String,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct ClosedFacts {
    invite: String,
    how: String,
    seq: u64,
}

fn facts(roster: &Roster, leaves: &LeafSet) -> Facts {
    let member = |(member, record): (Member, &tacit_shared::roster::MemberRecord)| MemberFacts {
        member,
        role: record.role().map_or(u8::MAX, |role| role as u8),
        identity: hex(record.identity),
        box_hash: hex(roster.current_box(member).expect("a member has a box").0),
    };
    let closed = |invite: &EntryHash| {
        let closed = roster.closed_invite(invite)?;
        let how = match closed.how {
            Closed::Used(member) => format!("used by {member}"),
            Closed::Revoked => "revoked".into(),
            Closed::Swept => "swept".into(),
        };
        Some(ClosedFacts { invite: hex(invite.0), how, seq: closed.seq })
    };
    let policy = roster.policy();
    Facts {
        seq: roster.seq(),
        roster_seq: roster.roster_seq(),
        roster_hash: hex(roster.roster_hash().0),
        epoch: roster.epoch(),
        commitment: hex(roster.epoch_record(roster.epoch()).expect("the current epoch").commitment),
        next_member: roster.next_member(),
        members: roster.current().map(member).collect(),
        open_invites: roster.open_invites().iter().map(|invite| hex(invite.hash.0)).collect(),
        closed_invites: roster.closed_invites().iter().filter_map(|invite| closed(&invite.invite.hash)).collect(),
        min_suite: policy.min_suite,
        words_for_all: policy.words_for_all.into(),
        editors_purge: policy.editors_purge.into(),
        records: leaves.totals().total,
        live_records: leaves.totals().live,
        root: hex(roster.root()),
    }
}

fn what(body: &Body) -> String {
    let role = |role: &Role| format!("{role:?}").to_lowercase();
    match body {
        Body::Genesis { .. } => "Genesis".into(),
        Body::Invite { role: given, .. } => format!("Invite, {}", role(given)),
        Body::Revoke { .. } => "Revoke".into(),
        Body::Join { .. } => "Join".into(),
        Body::SetRole { member, role: given } => format!("SetRole, {member} becomes {}", role(given)),
        Body::Remove { members, .. } => format!("Remove {members:?}"),
        Body::Rotate { .. } => "Rotate".into(),
        Body::Policy { .. } => "Policy".into(),
        Body::Commit(Commit { changes, purges, .. }) => {
            let count = |count: usize, what: &str| (count > 0).then(|| format!("{count} {what}"));
            let created = changes.iter().filter(|change| change.version == 1).count();
            let deleted = changes.iter().filter(|change| change.envelope.is_none()).count();
            let parts = [
                count(created, "created"),
                count(changes.len() - created - deleted, "changed"),
                count(deleted, "deleted"),
                count(purges.len(), "purged"),
            ];
            format!("Commit, {}", parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
        }
    }
}

/// Anna founds, Bert joins and becomes an admin, Carl joins and is removed.
fn history() -> (Server, [Person; 3]) {
    let (mut anna, mut server) = Person::found(1);
    commit(&mut anna, &mut server, &[(1, Some("one")), (2, Some("two"))], &[]);
    let mut bert = join(&mut anna, &mut server, 2, Role::Editor);
    let carl = join(&mut anna, &mut server, 3, Role::Viewer);
    let draft = anna.draft(|writer, _| writer.set_role(1, Role::Admin).expect("built"));
    anna.put(&mut server, &draft);
    let policy = Policy { min_suite: 1, words_for_all: true, editors_purge: true };
    let draft = anna.draft(|writer, _| writer.set_policy(policy).expect("built"));
    anna.put(&mut server, &draft);
    assert_eq!(bert.pull(&server), None);
    commit(&mut bert, &mut server, &[(1, Some("one, changed")), (3, Some("three"))], &[]);
    assert_eq!(anna.pull(&server), None);
    commit(&mut anna, &mut server, &[(2, None)], &[]);
    commit(&mut anna, &mut server, &[], &[2]);
    assert_eq!(bert.pull(&server), None);
    let revoked = bert.invite(&mut server, Role::Editor);
    assert_eq!(anna.pull(&server), None);
    let draft = anna.draft(|writer, _| writer.revoke(revoked.invite()).expect("built"));
    anna.put(&mut server, &draft);
    assert_eq!(bert.pull(&server), None);
    bert.invite(&mut server, Role::Viewer);
    let draft = bert.draft(|writer, entropy| writer.rotate(entropy).expect("built"));
    bert.put(&mut server, &draft);
    assert_eq!(anna.pull(&server), None);
    let draft = anna.draft(|writer, entropy| writer.remove(entropy, &[2]).expect("built"));
    anna.put(&mut server, &draft);
    // Deleted, purged, and there again; beside it a purge of older versions of a live record.
    commit(&mut anna, &mut server, &[(1, Some("one, once more")), (2, Some("two, again"))], &[1]);
    (server, [anna, bert, carl])
}

fn commit(person: &mut Person, server: &mut Server, changes: &[(u8, Option<&str>)], purges: &[u8]) {
    let draft = person.draft(|writer, entropy| {
        let seal = |(number, text): &(u8, Option<&str>)| {
            writer.seal(entropy, record(*number), text.map(str::as_bytes)).expect("sealed")
        };
        let changes = changes.iter().map(seal).collect();
        writer.commit(changes, purges.iter().map(|number| record(*number)).collect()).expect("built")
    });
    person.put(server, &draft);
}

fn replay(entries: &[Vec<u8>], mut each: impl FnMut(&[u8], &Roster, &LeafSet)) -> (Roster, LeafSet) {
    let (mut roster, _) = genesis(&entries[0]).expect("a Genesis");
    let mut leaves = LeafSet::empty(&roster.vault());
    each(&entries[0], &roster, &leaves);
    for bytes in &entries[1..] {
        let delta = step(&roster, &leaves, bytes).expect("accepted");
        roster.apply(&delta.entry);
        if let Some(change) = &delta.leaves {
            leaves.apply(change);
        }
        each(bytes, &roster, &leaves);
    }
    (roster, leaves)
}

fn made() -> File {
    let (server, people) = history();
    let mut entries = Vec::new();
    let (roster, leaves) = replay(&server.entries, |bytes, roster, leaves| {
        let entry = codec::decode::<Entry>(bytes, limits::ENTRY).expect("an entry");
        entries.push(EntryVector {
            what: what(&entry.body),
            author: entry.header.author,
            bytes: hex(bytes),
            hash: hex(entry_hash(bytes).0),
            after: facts(roster, leaves),
        });
    });
    let person = |(name, person): (&str, &Person)| PersonVector {
        name: name.into(),
        member: person.me(),
        identity_seed: hex(person.account.identity().signing.to_bytes()),
        box_seed: hex(person.account.identity().box_seed.bytes()),
        fingerprint: hex(person.account.identity().fingerprint()),
    };
    let mut envelopes: Vec<&Vec<u8>> = server.envelopes.values().collect();
    envelopes.sort_unstable();
    let mut boxes: Vec<(&BoxHash, &Vec<u8>)> = server.boxes.iter().collect();
    boxes.sort_unstable();
    File {
        description: "A vault's whole journal from Genesis on, with every kind of entry, and what the membership and \
                      the record set are after each; the envelopes and boxes beside it; the people's private keys. \
                      `refused` are entries behind the last one: each fails at that check, with `zeros_after` zero \
                      bytes appended to `bytes`. Roles are 0 viewer, 1 editor, 2 admin, 3 owner. Bytes are lower-case \
                      hex. docs/protocol.md, sections 3 and 4."
            .into(),
        people: ["Anna", "Bert", "Carl"].into_iter().zip(&people).map(person).collect(),
        vault: hex(roster.vault().0),
        entries,
        envelopes: envelopes.into_iter().map(hex).collect(),
        boxes: boxes.into_iter().map(|(_, bytes)| hex(bytes)).collect(),
        refused: Spoiler { roster: &roster, leaves: &leaves, people: &people }.all(),
    }
}

#[test]
fn a_vaults_history_is_written_as_its_vectors_say() {
    let file = settled("journal.json", &made());
    let entries: Vec<Vec<u8>> = file.entries.iter().map(|entry| bytes(&entry.bytes)).collect();
    let mut expected = file.entries.iter();
    let (roster, leaves) = replay(&entries, |bytes, roster, leaves| {
        let entry = expected.next().expect("as many");
        assert_eq!((entry_hash(bytes).0, &facts(roster, leaves)), (array(&entry.hash), &entry.after), "{}", entry.what);
    });
    assert_eq!(roster.vault(), VaultId(array(&file.vault)));
    for one in &file.refused {
        let mut entry = bytes(&one.bytes);
        entry.resize(entry.len() + one.zeros_after, 0);
        let error = step(&roster, &leaves, &entry).expect_err(&one.what);
        assert_eq!((error.check(), name(error)), (one.check, one.error.clone()), "{}", one.what);
    }
    opens_with_the_owners_boxes(&file, &entries);
    // Every body and every check that an entry behind a good history can fail at.
    let tags = |entry: &Vec<u8>| codec::decode::<Entry>(entry, limits::ENTRY).expect("an entry").body;
    let kinds: std::collections::BTreeSet<String> = entries
        .iter()
        .map(|entry| what(&tags(entry)).split([',', ' ']).next().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(kinds.len(), 9);
    assert!((1..=12).all(|check| file.refused.iter().any(|one| one.check == check)));
}

/// As somebody who has only the file: the owner's boxes give the epoch keys, these open every envelope.
fn opens_with_the_owners_boxes(file: &File, entries: &[Vec<u8>]) {
    let (envelopes, boxes): (Vec<_>, Vec<_>) =
        (file.envelopes.iter().map(|one| bytes(one)).collect(), file.boxes.iter().map(|one| bytes(one)).collect());
    let payload = Payload::new(&envelopes, &boxes);
    let seed = Key::from_bytes(&array(&file.people[0].box_seed));
    let (mut roster, first) = genesis(&entries[0]).expect("a Genesis");
    let mut leaves = LeafSet::empty(&roster.vault());
    let mut keys = vec![open_box(&roster, &payload.boxes_of(&first).expect("its box"), &seed)];
    let mut opened = 0;
    for entry in &entries[1..] {
        let delta = step(&roster, &leaves, entry).expect("accepted");
        roster.apply(&delta.entry);
        if let Some(change) = &delta.leaves {
            leaves.apply(change);
        }
        let boxes = payload.boxes_of(&delta.entry).expect("its boxes");
        if delta.entry.body().rotation().is_some() {
            keys.push(open_box(&roster, &boxes, &seed));
        }
        for (_, _, envelope) in payload.envelopes_of(&delta.entry).expect("its envelopes") {
            open_record(&roster, &keys, envelope);
            opened += 1;
        }
    }
    assert_eq!((opened, keys.len() as u32), (envelopes.len(), roster.epoch()));
}

fn open_box(roster: &Roster, beside: &[(BoxHash, &[u8])], seed: &Key) -> Key {
    let epoch = roster.epoch();
    let record = roster.epoch_record(epoch).expect("the current epoch");
    let (vault, owner) = (roster.vault(), roster.member(0).expect("the owner"));
    let place = if epoch == 1 { roster.nonce() } else { &vault.0 };
    let fingerprint = fingerprint(&owner.identity, &owner.box_key);
    let info =
        BoxInfo { place, epoch, recipient: 0, fingerprint, author: record.author, commitment: record.commitment };
    let own = beside.iter().find(|(hash, _)| Some(*hash) == roster.current_box(0)).expect("his box");
    let key = boxes::open(seed, &info.bytes(), own.1).expect("opens");
    assert_eq!(commitment(&key, place, epoch), record.commitment);
    key
}

fn open_record(roster: &Roster, keys: &[Key], envelope: &[u8]) {
    let Envelope { place, nonce, ciphertext } = Envelope::parse(envelope).expect("an envelope");
    let parent = kdf::key(keys[place.epoch as usize - 1].bytes(), Label::Record, &[&roster.vault().0]);
    let input = [&place.record.0[..], &place.epoch.to_le_bytes()].concat();
    let key = Key::from_bytes(blake3::keyed_hash(parent.bytes(), &input).as_bytes());
    let mut plain = ciphertext.to_vec();
    aead::open(&key, &nonce, &associated_data(&roster.vault(), &place), &mut plain).expect("opens");
    pad::unpad(&mut plain, 256).expect("padded");
    let text = String::from_utf8(plain).expect("the text that was written");
    assert!(["one", "two", "three"].iter().any(|word| text.starts_with(word)));
}
