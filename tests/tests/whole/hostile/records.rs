//! R1 to R6: records, their bytes, and the record set.

use crate::hostile::forge::{files, one_change};
use crate::hostile::scene;
use tacit_bridge::Call;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::FieldKey;
use tacit_shared::api::{GetEnvelopes, GetLeaves, LeafRow, RosterAnswer};
use tacit_shared::entry::Change;
use tacit_shared::envelope::{Envelope, Place, envelope_hash};
use tacit_shared::ids::{EnvelopeHash, RecordId, VaultId};
use tacit_shared::{codec, padme};
use tacit_tests::scene::Scene;
use tacit_tests::script::{Honest, Script, change, instead, ok};
use tacit_tests::{run, until};

type Envelopes = Vec<Option<Vec<u8>>>;

/// Ben writes two records while Anna is handed envelopes like this: nothing of it is shown, and all of it once the
/// server is honest.
async fn envelopes_are_refused(scene: &Scene, edit: impl FnMut(&mut Envelopes) + 'static) {
    let before = scene.seen(&scene.anna).await;
    let mut edit = edit;
    scene.anna.line.play(change("/envelopes/get", move |_, given: &mut Envelopes| edit(given)));
    scene.ben.cut_off().await;
    scene.ben.add_person("First", "Newcomer").await;
    scene.ben.add_person("Second", "Newcomer").await;
    scene.ben.line.cut.set(false);
    scene.ben.settled().await;
    scene.told(&scene.anna, ProblemKind::Incomplete).await;
    assert_eq!(scene.seen(&scene.anna).await, before, "the last good state");
    scene.well(&scene.anna).await;
    until("Anna has both", async || scene.anna.people("newcomer").await.total == 2).await;
}

/// No envelope is handed out: neither asked for from now on, nor asked for already.
fn withheld() -> impl Script {
    let asked_now = instead(|request| {
        let asked = request.path.ends_with("/envelopes/get");
        let wanted = || codec::decode::<GetEnvelopes>(&request.body, request.body.len()).expect("well-formed").wanted;
        asked.then(|| ok(&vec![None::<Vec<u8>>; wanted().len()]))
    });
    (asked_now, change("/envelopes/get", |_, given: &mut Envelopes| given.fill(None)))
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
    });
}

#[test]
fn r05_an_older_suite() {
    run(async {
        let scene = scene().await;
        let ben = scene.ben_turned().await;
        let old = ben.write(&files(1), |header| header.suite = 0);
        scene.refuses(&scene.anna, old, ProblemKind::NeedUpdate).await;
        scene.well(&scene.anna).await;
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

#[test]
fn r02_a_version_jump() {
    run(async {
        let scene = scene().await;
        let ben = scene.ben_turned().await;
        let (_, leaves) = ben.journal.replay();
        let now = leaves.iter().find(|leaf| leaf.record.0 == scene.id.0).expect("hers").version;
        for version in [0, now, now + 2, u64::MAX] {
            scene.well(&scene.anna).await;
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
    // Without a colleague's word she starts on the head, behind the deletion.
    let unattested = change("/roster", |_, shown: &mut RosterAnswer| shown.heads.clear());
    let (other, answer) = scene.second_device((unattested, script)).await;
    let refused = answer.expect_err("refused");
    assert_eq!(refused.kind, ProblemKind::Incomplete);
    assert!(refused.what.len() > 20 && refused.todo.len() > 10);
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
        scene.anna.line.play(withheld());
        scene.ben.add_person("First", "Newcomer").await;
        scene.ben.settled().await;
        scene.told(&scene.anna, ProblemKind::Incomplete).await;
        // The pin moved before the envelope was asked for: the older journal is known to be older, after a restart too.
        scene.refuses(&scene.anna, (withheld(), before), ProblemKind::Stale).await;
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
        let problem = scene.told(&scene.anna, ProblemKind::BadRecord).await;
        assert!(problem.what.contains("Ben") && !problem.what.contains("Quorlis"), "the signer is named: {problem:?}");
        assert_eq!(scene.seen(&scene.anna).await, before);
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
