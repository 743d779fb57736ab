//! R: records and the record set.

use crate::{scene, scene_with};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use tacit_bridge::Call;
use tacit_bridge::members::Role;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::FieldKey;
use tacit_shared::api::{GetLeaves, Head, LeafRow, PostEntries};
use tacit_shared::codec;
use tacit_shared::entry::{Body, Change, Commit, FileAdded, entry_hash};
use tacit_shared::envelope::{Envelope, Place, envelope_hash};
use tacit_shared::ids::{EntryHash, EnvelopeHash, FileId, RecordId, VaultId};
use tacit_shared::padme;
use tacit_tests::journal::Journal;
use tacit_tests::scene::Scene;
use tacit_tests::script::{Honest, change, hints, instead, ok, spoil};
use tacit_tests::{run, until};

type Envelopes = Vec<Option<Vec<u8>>>;

/// Ben writes two records while Anna is handed envelopes like this: nothing of it is shown, and all of it once the
/// server is honest.
async fn envelopes_are_refused(scene: &Scene, edit: impl FnMut(&mut Envelopes) + 'static) {
    let before = scene.seen(&scene.anna).await;
    let mut edit = edit;
    scene.anna.line.play(change("/envelopes/get", move |_, given: &mut Envelopes| edit(given)));
    scene.ben.line.cut.set(true);
    scene.ben.add_person("First", "Newcomer").await;
    scene.ben.add_person("Second", "Newcomer").await;
    scene.ben.line.cut.set(false);
    scene.ben.settled().await;
    scene.told(&scene.anna, ProblemKind::Incomplete).await;
    scene.nothing_leaked(&[]);
    assert_eq!(scene.seen(&scene.anna).await, before, "the last good state");
    scene.anna.line.play(Honest);
    scene.anna.settled().await;
    until("Anna has both", async || scene.anna.people("newcomer").await.total == 2).await;
}

#[test]
fn r01_two_records_swapped() {
    run(async { envelopes_are_refused(&scene().await, |given| given.reverse()).await });
}

#[test]
fn r01_a_record_of_another_vault() {
    run(async {
        let scene = scene().await;
        let other = VaultId(scene.ben.create_vault("Another", "Ben").await.0);
        scene.ben.add_person("Foreign", "Record").await;
        scene.ben.settled().await;
        let journal = scene.operator.journal(&other).await;
        let (_, leaves) = journal.replay();
        let leaf = *leaves.iter().find(|leaf| leaf.envelope.is_some()).expect("a record");
        let foreign = scene.operator.envelope(&other, leaf.record, leaf.version).await.expect("its bytes");
        scene.ben.open_vault_named("Zwyrtek & Partner").await;
        envelopes_are_refused(&scene, move |given| given.iter_mut().for_each(|one| *one = Some(foreign.clone()))).await;
    });
}

#[test]
fn r01_one_records_header_before_anothers_body() {
    run(async {
        let mixed = |given: &mut Envelopes| {
            let [Some(first), Some(second)] = &given[..] else { return given.fill(None) };
            let (head, body) = (Envelope::parse(first).expect("honest"), Envelope::parse(second).expect("honest"));
            let both = Envelope { place: head.place, nonce: body.nonce, ciphertext: body.ciphertext }.encode();
            given[0] = Some(both);
            given[1] = None;
        };
        envelopes_are_refused(&scene().await, mixed).await;
    });
}

#[test]
fn r05_a_bit_flipped_an_end_cut_or_added() {
    run(async {
        let scene = scene().await;
        let edits: [fn(&mut Vec<u8>); 4] = [
            |bytes| *bytes.last_mut().expect("bytes") ^= 1,
            |bytes| bytes[60] ^= 0x80,
            |bytes| bytes.truncate(bytes.len() - 1),
            |bytes| bytes.push(0),
        ];
        for (round, edit) in edits.into_iter().enumerate() {
            scene.anna.line.play(change("/envelopes/get", move |_, given: &mut Envelopes| {
                given.iter_mut().flatten().for_each(edit);
            }));
            let before = scene.seen(&scene.anna).await;
            scene.ben.add_person(&format!("Round{round}"), "Spoiled").await;
            scene.ben.settled().await;
            scene.told(&scene.anna, ProblemKind::Incomplete).await;
            assert_eq!(scene.seen(&scene.anna).await, before);
            scene.anna.line.play(Honest);
            until("Anna has it", async || {
                scene.anna.call(Call::SyncNow).await.expect("a reply");
                scene.anna.people("spoiled").await.total as usize == round + 1
            })
            .await;
        }
        scene.nothing_leaked(&[]);
    });
}

#[test]
fn r05_an_older_suite() {
    run(async {
        let scene = scene().await;
        let ben = scene.ben_turned().await;
        let old = ben.write(&files(1), |header| header.suite = 0);
        scene.refuses(&scene.anna, old, ProblemKind::NeedUpdate).await;
        scene.anna.line.play(Honest);
        scene.anna.settled().await;
    });
}

#[test]
fn r02_an_older_version() {
    run(async {
        let scene = scene().await;
        let record = RecordId(scene.id.0);
        let (_, leaves) = scene.journal().await.replay();
        let version = leaves.iter().find(|leaf| leaf.record == record).expect("hers").version;
        let old = scene.operator.envelope(&scene.vault, record, version).await.expect("its bytes");
        let before = scene.seen(&scene.anna).await;
        scene.anna.line.play(change("/envelopes/get", move |_, given: &mut Envelopes| given[0] = Some(old.clone())));
        scene.ben.set(scene.id, FieldKey::JOB_TITLE, "Notary").await.expect("saved");
        scene.ben.settled().await;
        scene.told(&scene.anna, ProblemKind::Incomplete).await;
        assert_eq!(scene.seen(&scene.anna).await, before);
        scene.anna.line.play(Honest);
        until("Anna sees it", async || {
            scene.anna.call(Call::SyncNow).await.expect("a reply");
            scene.anna.text(scene.id, FieldKey::JOB_TITLE).await.as_deref() == Some("Notary")
        })
        .await;
    });
}

/// A commit of a file that nobody has: it changes the journal and no record.
fn files(number: u8) -> Body {
    let file = FileAdded { file: FileId([number; 16]), len: 100, hash: [8; 32] };
    Body::Commit(Commit { files_add: vec![file], ..Commit::default() })
}

fn one_change(change: Change) -> Body {
    Body::Commit(Commit { changes: vec![change], ..Commit::default() })
}

#[test]
fn r02_a_version_jump() {
    run(async {
        let scene = scene().await;
        let ben = scene.ben_turned().await;
        let (_, leaves) = ben.journal.replay();
        let now = leaves.iter().find(|leaf| leaf.record.0 == scene.id.0).expect("hers").version;
        for version in [0, now, now + 2, u64::MAX] {
            let jump =
                one_change(Change { record: RecordId(scene.id.0), version, envelope: Some(EnvelopeHash([9; 32])) });
            scene.refuses(&scene.anna, ben.write(&jump, |_| ()), ProblemKind::BadChain).await;
        }
    });
}

/// A fresh device of Anna's meets a record set like this, and refuses it.
async fn leaves_are_refused(edit: impl FnMut(&GetLeaves, &mut Vec<LeafRow>) + 'static) {
    let scene = scene().await;
    let gone = scene.anna.add_person("Gone", "Already").await;
    scene.anna.settled().await;
    scene.anna.call(Call::Delete(vec![gone])).await.expect("deleted");
    scene.anna.settled().await;
    let mut edit = edit;
    let script = change("/leaves", move |request, rows: &mut Vec<LeafRow>| {
        let asked: GetLeaves = codec::decode(&request.body, 1 << 20).expect("a request");
        edit(&asked, rows);
    });
    let (other, answer) = scene.second_device(script).await;
    let refused = answer.expect_err("refused");
    assert_eq!(refused.kind, ProblemKind::Incomplete);
    assert!(refused.what.len() > 20 && refused.todo.len() > 10);
    scene.nothing_leaked(&[&other]);
    other.line.play(Honest);
    other.call(Call::SyncNow).await.expect("a reply");
    until("honestly it goes through", async || {
        other.call(Call::SyncNow).await.expect("a reply");
        other.vaults().await.len() == 1
    })
    .await;
    other.open_only_vault().await;
    until("all of it is there", async || other.people("tarnacle").await.total == 1).await;
}

#[test]
fn r02_a_deleted_record_alive() {
    run(leaves_are_refused(|_, rows| {
        for row in rows.iter_mut().filter(|row| row.envelope.is_none()) {
            *row = LeafRow { version: row.version - 1, envelope: Some([9; 32]), ..*row };
        }
    }));
}

#[test]
fn r02_a_record_twice() {
    run(leaves_are_refused(|_, rows| {
        if let Some(first) = rows.first().copied() {
            rows.insert(0, first);
        }
    }));
}

#[test]
fn r02_a_record_at_an_older_version() {
    run(leaves_are_refused(|_, rows| rows.iter_mut().filter(|row| row.version > 1).for_each(|row| row.version -= 1)));
}

#[test]
fn r03_a_record_dropped() {
    run(leaves_are_refused(|_, rows| rows.truncate(rows.len().saturating_sub(1))));
}

#[test]
fn r03_a_whole_page_dropped() {
    let mut dropped = None;
    run(leaves_are_refused(move |asked, rows| {
        if !rows.is_empty() && *dropped.get_or_insert(asked.first) == asked.first {
            rows.clear();
        }
    }));
}

#[test]
fn r04_a_record_injected() {
    run(leaves_are_refused(|asked, rows| {
        let record = RecordId([(asked.first >> 4) as u8; 16]);
        rows.push(LeafRow { record, version: 1, seq: 1, envelope: Some([9; 32]) });
        rows.sort_by_key(|row| row.record);
    }));
}

#[test]
fn r03_a_new_head_whose_envelope_is_withheld_then_rolled_back() {
    run(async {
        let scene = scene().await;
        let before = scene.journal().await;
        scene.anna.line.play(change("/envelopes/get", |_, given: &mut Envelopes| given.fill(None)));
        scene.ben.add_person("First", "Newcomer").await;
        scene.ben.settled().await;
        scene.told(&scene.anna, ProblemKind::Incomplete).await;
        // The pin moved before the envelope was asked for: the older journal is known to be older, after a restart too.
        scene.refuses(&scene.anna, before, ProblemKind::Stale).await;
    });
}

#[test]
fn r04_another_authors_name_on_an_envelope() {
    run(async {
        let scene = scene().await;
        let ben = scene.ben_turned().await;
        let record = RecordId([7; 16]);
        let place = Place { record, version: 1, epoch: 1, author: 0 };
        let framed = Envelope { place, nonce: [1; 24], ciphertext: &[0; 256 + 16] }.encode();
        let change = Change { record, version: 1, envelope: Some(envelope_hash(&framed)) };
        let mut journal = ben.write(&one_change(change), |_| ());
        journal.envelopes.insert((record, 1), Some(framed));
        let before = scene.seen(&scene.anna).await;
        scene.anna.line.play(journal);
        let problem = scene.told(&scene.anna, ProblemKind::BadMember).await;
        assert!(problem.what.contains("Ben") && !problem.what.contains("Quorlis"), "the signer is named: {problem:?}");
        assert_eq!(scene.seen(&scene.anna).await, before);
        scene.nothing_leaked(&[]);
    });
}

#[test]
fn r06_lengths_say_little() {
    run(async {
        let scene = scene().await;
        let short = scene.anna.add_person("A", "B").await;
        let long = scene.anna.add_person("Wolfeschlegelsteinhausen", "Bergerdorff-Senior").await;
        scene.anna.settled().await;
        let mut lengths = Vec::new();
        for id in [short, long] {
            let bytes = scene.operator.envelope(&scene.vault, RecordId(id.0), 1).await.expect("sealed");
            let envelope = Envelope::parse(&bytes).expect("well-formed");
            assert!(padme::is_padded(envelope.ciphertext.len() - 16));
            lengths.push(bytes.len());
        }
        assert_eq!(lengths[0], lengths[1], "a name of one letter and one of twenty-four look the same");
    });
}

#[test]
fn r07_the_whole_vault_rolled_back() {
    run(async {
        let scene = scene().await;
        let old = scene.journal().await;
        scene.anna.set(scene.id, FieldKey::STATUS, "warm").await.expect("saved");
        scene.anna.settled().await;
        scene.refuses(&scene.anna, old, ProblemKind::Stale).await;
        let posted = || scene.anna.line.paths.borrow().iter().filter(|path| path.ends_with("/entries")).count();
        let sent = posted();
        let written = scene.anna.add_person("Written", "Meanwhile").await;
        scene.exposed(&scene.anna).await;
        assert_eq!(posted(), sent, "writes stop");
        assert!(scene.anna.record(written).await.expect("kept").waiting);
        scene.anna.line.play(Honest);
        scene.anna.settled().await;
        assert!(!scene.anna.record(written).await.expect("sent").waiting);
    });
}

#[test]
fn r08_rolled_back_below_the_accounts_floor_for_a_fresh_device() {
    run(async {
        let scene = scene().await;
        let old = scene.journal().await;
        let number = scene.anna.members().await.members.iter().find(|one| !one.me).expect("Ben").member;
        scene.anna.call(Call::RemoveMember(number)).await.expect("removed");
        scene.anna.settled().await;
        // The account's blob, written at the removal, is a floor.
        let account = scene.operator.account("anna@example.org", &scene.anna_key).await;
        assert!(account.vault(&scene.vault).expect("listed").roster.seq as usize >= old.entries.len());
        let (other, answer) = scene.second_device(old).await;
        assert_eq!(answer.expect_err("refused").kind, ProblemKind::Stale);
        scene.nothing_leaked(&[&other]);
    });
}

#[test]
fn r10_a_write_acknowledged_and_forgotten() {
    run(async {
        let scene = scene().await;
        scene.anna.line.play(instead(|request| {
            request.path.ends_with("/entries").then(|| {
                let post: PostEntries = codec::decode(&request.body, 32 << 20).expect("a post");
                let (header, _): (tacit_shared::entry::Header, _) =
                    postcard::take_from_bytes(&post.entries[0]).expect("an entry");
                ok(&Head { seq: header.seq, hash: entry_hash(&post.entries[0]) })
            })
        }));
        let written = scene.anna.add_person("Acknowledged", "Forgotten").await;
        scene.told(&scene.anna, ProblemKind::Stale).await;
        assert_eq!(scene.anna.people("forgotten").await.total, 1, "nothing is lost here");
        assert!(scene.anna.record(written).await.is_some());
        scene.nothing_leaked(&[]);
    });
}

#[test]
fn r10_another_write_acknowledged() {
    run(async {
        let scene = scene().await;
        scene.anna.line.play(change("/entries", |_, head: &mut Head| head.hash = EntryHash([9; 32])));
        let written = scene.anna.add_person("Another", "Acknowledged").await;
        // The pull decides: the entry is in the chain, so it is confirmed, once.
        scene.anna.settled().await;
        scene.ben.settled().await;
        until("Ben has it once", async || scene.ben.people("acknowledged").await.total == 1).await;
        assert!(!scene.anna.record(written).await.expect("there").waiting);
    });
}

#[test]
fn r10_a_client_that_stops_between_signing_and_answer() {
    run(async {
        let mut scene = scene().await;
        // The first post is swallowed with its answer; the browser is closed; another server state meets the same bytes.
        let posts: Rc<RefCell<Vec<Vec<u8>>>> = Rc::default();
        let seen = posts.clone();
        let lost = Rc::new(Cell::new(true));
        let still = lost.clone();
        scene.anna.line.play(instead(move |request| {
            if !request.path.ends_with("/entries") {
                return None;
            }
            let post: PostEntries = codec::decode(&request.body, 32 << 20).expect("a post");
            seen.borrow_mut().push(post.entries[0].clone());
            still.get().then(|| tacit_engine::ports::Response { status: 503, body: Vec::new() })
        }));
        scene.anna.add_person("Power", "Loss").await;
        until("it was signed and sent", async || {
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
            !posts.borrow().is_empty()
        })
        .await;
        scene.anna = scene.anna.restarted().await;
        lost.set(false);
        scene.anna.unlock().await;
        scene.anna.open_only_vault().await;
        scene.anna.settled().await;
        let posts = posts.take();
        assert!(posts.len() > 1 && posts.iter().all(|one| *one == posts[0]), "the same bytes, and no second signature");
        until("Ben has it", async || scene.ben.people("loss").await.total == 1).await;
    });
}

#[test]
fn r11_answers_beyond_any_bound() {
    run(async {
        let scene = scene().await;
        let edits: [fn(Vec<u8>) -> Vec<u8>; 4] = [
            // Lengths that no answer has.
            |_| vec![0xff; 64],
            |mut bytes| {
                bytes.truncate(bytes.len() / 2);
                bytes
            },
            |mut bytes| {
                bytes.extend_from_slice(&[0; 1000]);
                bytes
            },
            // Beyond the cap of any answer.
            |_| vec![0; 65 << 20],
        ];
        for edit in edits {
            scene.refuses(&scene.anna, spoil("/pull", edit), ProblemKind::Malformed).await;
        }
        scene.anna.line.play(Honest);
        scene.anna.settled().await;
    });
}

#[test]
fn r11_a_page_that_never_ends() {
    run(async {
        let scene = scene().await;
        // A head that is always one ahead, and never an entry.
        let script = change("/pull", |_, page: &mut tacit_shared::api::Pulled| page.head.seq += 1);
        scene.refuses(&scene.anna, script, ProblemKind::Withheld).await;
        scene.anna.line.play(Honest);
        scene.anna.settled().await;
    });
}

#[test]
fn r12_hints_in_storms_out_of_order_and_of_nonsense() {
    run(async {
        let scene = scene().await;
        let before = scene.seen(&scene.anna).await;
        let vault = scene.vault;
        scene.anna.line.play(hints(move |_| {
            let forged = |seq| codec::encode(&tacit_shared::api::Hint::Entries { vault, seq });
            let mut storm: Vec<Vec<u8>> = (0..5_000).map(|number| forged(u64::MAX - number)).collect();
            storm.extend((0..5_000).map(|number| vec![number as u8; 200]));
            storm
        }));
        let pulls = || scene.anna.line.paths.borrow().iter().filter(|path| path.ends_with("/pull")).count();
        let had = pulls();
        for round in 0..5 {
            scene.ben.set(scene.id, FieldKey::STATUS, &format!("round {round}")).await.expect("saved");
            scene.ben.settled().await;
        }
        until("Anna follows", async || {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            scene.anna.text(scene.id, FieldKey::STATUS).await.as_deref() == Some("round 4")
        })
        .await;
        assert!(pulls() - had < 100, "50,000 hints are a handful of pulls, not {}", pulls() - had);
        assert_eq!(scene.seen(&scene.anna).await, before);
    });
}

/// Ben commits this record with these bytes, whatever they are.
async fn garbage(scene: &Scene, bytes: Option<Vec<u8>>) -> Journal {
    let ben = scene.ben_turned().await;
    let record = RecordId([7; 16]);
    let hash = bytes.as_deref().map_or(EnvelopeHash([9; 32]), envelope_hash);
    let mut journal = ben.write(&one_change(Change { record, version: 1, envelope: Some(hash) }), |_| ());
    journal.envelopes.insert((record, 1), bytes);
    journal
}

#[test]
fn r14_an_insiders_missing_bytes() {
    run(async {
        let scene = scene().await;
        let journal = garbage(&scene, None).await;
        scene.refuses(&scene.anna, journal, ProblemKind::Incomplete).await;
    });
}

#[test]
fn r14_an_insiders_garbage_bytes_and_work_goes_on() {
    run(async {
        let scene = scene().await;
        let place = Place { record: RecordId([7; 16]), version: 1, epoch: 1, author: 1 };
        let bytes = Envelope { place, nonce: [1; 24], ciphertext: &[3; 256 + 16] }.encode();
        let journal = garbage(&scene, Some(bytes)).await;
        let before = scene.seen(&scene.anna).await;
        scene.anna.line.play(journal);
        let problem = scene.told(&scene.anna, ProblemKind::BadMember).await;
        assert!(problem.what.contains("Ben"), "{problem:?}");
        assert_eq!(scene.seen(&scene.anna).await, before);
        until("it is passed over", async || {
            scene.anna.call(Call::SyncNow).await.expect("a reply");
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
            scene.anna.news().0.is_some_and(|state| state.held.is_none() && state.online)
        })
        .await;
    });
}

#[test]
fn r14_an_insiders_wrong_root() {
    run(async {
        let scene = scene().await;
        let ben = scene.ben_turned().await;
        let record = RecordId([7; 16]);
        let change = one_change(Change { record, version: 1, envelope: Some(EnvelopeHash([9; 32])) });
        let wrong = ben.write(&change, |header| header.root = [9; 32]);
        scene.refuses(&scene.anna, wrong, ProblemKind::BadMember).await;
    });
}

#[test]
fn r14_an_insider_grinds_one_bucket() {
    run(async {
        let scene = scene().await;
        let mut ben = scene.ben_turned().await;
        let change = |number: u32| {
            let mut record = [0; 16];
            record[12..].copy_from_slice(&number.to_be_bytes());
            Change { record: RecordId(record), version: 1, envelope: Some(EnvelopeHash([9; 32])) }
        };
        // As many leaves as one bucket may have, and then one more.
        let full = Commit { changes: (0..4096).map(change).collect(), ..Commit::default() };
        ben.journal = ben.write(&Body::Commit(full), |_| ());
        let one_more = Commit { changes: vec![change(4096)], ..Commit::default() };
        let journal = ben.write(&Body::Commit(one_more), |_| ());
        let before = scene.seen(&scene.anna).await;
        scene.anna.line.play(journal);
        scene.told(&scene.anna, ProblemKind::BadChain).await;
        assert_eq!(scene.seen(&scene.anna).await, before);
    });
}

#[test]
fn r14_a_viewers_name_on_a_record() {
    run(async {
        let scene = scene_with(Role::Viewer).await;
        let ben = scene.ben_turned().await;
        scene.refuses(&scene.anna, ben.write(&files(3), |_| ()), ProblemKind::BadChain).await;
    });
}

#[test]
fn c2_markup_and_formulas_in_a_record_are_text() {
    run(async {
        let scene = scene().await;
        let evil = "<img src=x onerror=alert(1)>=HYPERLINK(\"http://evil.example\")";
        scene.ben.set(scene.id, FieldKey::JOB_TITLE, evil).await.expect("text is text");
        until("Anna has it", async || {
            scene.anna.call(Call::SyncNow).await.expect("a reply");
            scene.anna.text(scene.id, FieldKey::JOB_TITLE).await.as_deref() == Some(evil)
        })
        .await;
        let asked: Vec<String> = scene.anna.line.paths.borrow().clone();
        assert!(asked.iter().all(|path| path.starts_with("/api/1/")), "no request is derived from it");
    });
}
