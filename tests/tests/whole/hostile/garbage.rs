//! R14: what an insider made and the server passes on.

use crate::hostile::account::{post, stolen_session};
use crate::hostile::forge::{files, one_change, rotation};
use crate::hostile::{scene, scene_with};
use tacit_bridge::Call;
use tacit_bridge::members::Role;
use tacit_bridge::merging::MergeWish;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::FieldKey;
use tacit_shared::api::{ApiError, PostEntries};
use tacit_shared::entry::{Body, Change, Commit};
use tacit_shared::envelope::{Envelope, Place, envelope_hash};
use tacit_shared::ids::{EnvelopeHash, RecordId};
use tacit_tests::journal::{Insider, Journal};
use tacit_tests::person::Person;
use tacit_tests::scene::Scene;
use tacit_tests::{run, until};
use tacit_vault::{SeededEntropy, VaultState, Writer};

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
        let problem = scene.told(&scene.anna, ProblemKind::BadRecord).await;
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

/// Ben writes garbage over Anna's record: `opens` under the vault's key, or not even that.
async fn garbage_over_a_record(opens: bool) {
    let mut scene = scene().await;
    let ben = scene.ben_turned().await;
    let record = RecordId(scene.id.0);
    let version = ben.journal.replay().1.iter().find(|leaf| leaf.record == record).expect("a record").version + 1;
    let place = Place { record, version, epoch: 1, author: 1 };
    let bytes = if opens {
        sealed_by(&ben, &ben.state(&scene.operator).await, record, b"\x01 no record at all", 5)
    } else {
        Envelope { place, nonce: [1; 24], ciphertext: &[3; 256 + 16] }.encode()
    };
    let change = Change { record, version, envelope: Some(envelope_hash(&bytes)) };
    let mut journal = ben.write(&one_change(change), |_| ());
    journal.envelopes.insert((record, version), Some(bytes));
    let before = scene.seen(&scene.anna).await;
    scene.anna.line.play(journal);
    let problem = scene.told(&scene.anna, ProblemKind::BadRecord).await;
    assert!(problem.what.contains("Ben"), "{problem:?}");
    assert_eq!(scene.seen(&scene.anna).await, before, "the last good version");
    scene.anna = scene.anna.restarted().await;
    scene.anna.unlock().await;
    scene.anna.open_only_vault().await;
    assert_eq!(scene.seen(&scene.anna).await, before, "also after a restart");
}

#[test]
fn r14_the_last_good_version_stays_under_bytes_that_do_not_open() {
    run(garbage_over_a_record(false));
}

#[test]
fn r14_the_last_good_version_stays_under_bytes_that_are_no_record() {
    run(garbage_over_a_record(true));
}

#[test]
fn r14_what_was_said_has_no_second_version() {
    run(async {
        let mut scene = scene().await;
        let ben = scene.ben_turned().await;
        let record = RecordId(scene.id.0);
        let version = ben.journal.replay().1.iter().find(|leaf| leaf.record == record).expect("a record").version + 1;
        let (stamp, person) = (tacit_crm::Stamp { ms: 5, counter: 0, author: 1 }, tacit_crm::RecordId(scene.id.0));
        let event = tacit_crm::privacy::ConsentEvent::new(
            person,
            person,
            tacit_crm::privacy::words::EventKind::Requested,
            5,
            tacit_crm::privacy::words::IndicatedBy::Staff,
            tacit_crm::privacy::words::Method::Form,
        );
        let plain = event.write(stamp).expect("fits").encode();
        let bytes = sealed_by(&ben, &ben.state(&scene.operator).await, record, &plain, 5);
        let change = Change { record, version, envelope: Some(envelope_hash(&bytes)) };
        let mut journal = ben.write(&one_change(change), |_| ());
        journal.envelopes.insert((record, version), Some(bytes));
        let before = scene.seen(&scene.anna).await;
        scene.anna.line.play(journal);
        let problem = scene.told(&scene.anna, ProblemKind::BadRecord).await;
        assert!(problem.what.contains("Ben"), "{problem:?}");
        assert_eq!(scene.seen(&scene.anna).await, before);
        scene.anna = scene.anna.restarted().await;
        scene.anna.unlock().await;
        scene.anna.open_only_vault().await;
        assert_eq!(scene.seen(&scene.anna).await, before, "also after a restart");
    });
}

#[test]
fn r14_an_event_in_another_members_name_is_refused() {
    run(async {
        let scene = scene().await;
        let ben = scene.ben_turned().await;
        let record = RecordId([7; 16]);
        let event = tacit_crm::privacy::AccessEvent {
            did: tacit_crm::privacy::words::Did::Export,
            record: tacit_crm::RecordId(scene.id.0),
            field: None,
            device: String::new(),
            told: None,
            why: "not I".into(),
        };
        // It names Anna; Ben seals and signs it.
        let stamp = tacit_crm::Stamp { ms: 5, counter: 0, author: 0 };
        let plain = event.write(stamp).expect("fits").encode();
        let bytes = sealed_by(&ben, &ben.state(&scene.operator).await, record, &plain, 5);
        let change = Change { record, version: 1, envelope: Some(envelope_hash(&bytes)) };
        let mut journal = ben.write(&one_change(change), |_| ());
        journal.envelopes.insert((record, 1), Some(bytes));
        scene.anna.line.play(journal);
        let problem = scene.told(&scene.anna, ProblemKind::BadRecord).await;
        assert!(problem.what.contains("Ben"), "{problem:?}");
        assert!(crate::trail::trail(&scene.anna, Default::default()).await.is_empty(), "nobody believes it");
        let (_, outcome) = crate::trail::verified(&scene.anna).await;
        assert_eq!((outcome.events, outcome.broken_at, outcome.wrong.len()), (0, None, 0));
    });
}

/// A record's plain bytes as this member's device would seal them.
fn sealed_by(ben: &Insider, state: &VaultState, record: RecordId, plain: &[u8], at: u64) -> Vec<u8> {
    let writer = Writer::new(state, ben.account.identity(), at).expect("he may write");
    let sealed = writer.seal(&mut SeededEntropy::new(4), record, Some(plain)).expect("sealed");
    let draft = writer.commit(vec![sealed], Vec::new()).expect("a commit");
    draft.post().envelopes[0].clone()
}

#[test]
fn r14_a_clock_in_the_year_9999() {
    const YEAR_9999: u64 = 253_370_764_800_000;
    const LIMIT: u64 = 11 * 60_000;
    run(async {
        let mut scene = scene().await;
        let ben = scene.ben_turned().await;
        let record = RecordId(scene.id.0);
        let (_, leaves) = ben.journal.replay();
        let version = leaves.iter().find(|leaf| leaf.record == record).expect("a record").version + 1;
        let stamp = tacit_crm::Stamp { ms: YEAR_9999, counter: 7, author: 1 };
        let mut plain = tacit_crm::Record::new(tacit_crm::Kind::Person, stamp);
        for (key, text) in [(tacit_crm::schema::key::FAMILY, "Tarnacle"), (tacit_crm::schema::key::STATUS, "his")] {
            plain.set(key, tacit_crm::Value::text(text), stamp).expect("fits");
        }
        let state = ben.state(&scene.operator).await;
        let sealed = sealed_by(&ben, &state, record, &plain.encode(), YEAR_9999);
        let change = Change { record, version, envelope: Some(envelope_hash(&sealed)) };
        let mut journal = ben.write(&one_change(change), |header| header.at = YEAR_9999);
        journal.envelopes.insert((record, version), Some(sealed));
        scene.anna.line.play(journal);
        let shown = async |person: &Person| {
            let id = person.people("tarnacle").await.rows[0].id;
            person.record(id).await.expect("it was in the list").changed.1
        };
        let now =
            || std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("now").as_millis() as u64;
        until("Anna has it", async || {
            scene.anna.call(Call::SyncNow).await.expect("a reply");
            scene.anna.text(scene.id, FieldKey::STATUS).await.as_deref() == Some("his")
        })
        .await;
        assert!(shown(&scene.anna).await < now() + LIMIT, "a time that an honest clock may have");
        scene.anna.set(scene.id, FieldKey::STATUS, "hers").await.expect("saved");
        assert!(shown(&scene.anna).await < now() + LIMIT, "her own clock did not follow his");
        scene.anna = scene.anna.restarted().await;
        scene.anna.unlock().await;
        scene.anna.open_only_vault().await;
        assert_eq!(scene.anna.text(scene.id, FieldKey::STATUS).await.as_deref(), Some("hers"));
        assert!(shown(&scene.anna).await < now() + LIMIT, "nor after a restart");
    });
}

#[test]
fn r14_an_admins_wrong_key_and_work_goes_on() {
    run(async {
        let scene = scene_with(Role::Admin).await;
        let ben = scene.ben_turned().await;
        let entry = ben.sign(&Body::Rotate { rotation: rotation(2) }, |_| ());
        scene.operator.append(&entry, &[vec![0; tacit_shared::limits::BOX]]).await;
        let before = scene.seen(&scene.anna).await;
        let problem = scene.told(&scene.anna, ProblemKind::BadBox).await;
        assert!(problem.what.contains("Ben"), "{problem:?}");
        let seen = scene.seen(&scene.anna).await;
        assert_ne!(seen, before, "the key is a new one");
        assert_eq!(scene.anna.people("tarnacle").await.total, 1, "what came before is read on");
        // Without the key nothing is sealed, but taking somebody out mends it.
        let written = scene.anna.add_person("Written", "Meanwhile").await;
        scene.exposed(&scene.anna).await;
        assert!(scene.anna.record(written).await.expect("kept").waiting);
        scene.remove_ben().await;
        assert!(!scene.anna.record(written).await.expect("sent").waiting);
        assert_eq!(scene.anna.members().await.members.len(), 1);
    });
}

#[test]
fn r14_what_a_newer_version_wrote_is_not_written_over() {
    run(async {
        let scene = scene().await;
        let ben = scene.ben_turned().await;
        let record = RecordId(scene.id.0);
        let version = ben.journal.replay().1.iter().find(|leaf| leaf.record == record).expect("a record").version + 1;
        // A layout that this version does not know.
        let plain = [9, 1, 2, 3];
        let sealed = sealed_by(&ben, &ben.state(&scene.operator).await, record, &plain, 5);
        let change = Change { record, version, envelope: Some(envelope_hash(&sealed)) };
        let mut journal = ben.write(&one_change(change), |_| ());
        journal.envelopes.insert((record, version), Some(sealed));
        scene.anna.cut_off().await;
        scene.anna.set(scene.id, FieldKey::STATUS, "hers").await.expect("kept here");
        let posts = || scene.anna.line.paths.borrow().iter().filter(|path| path.ends_with("/entries")).count();
        let sent = posts();
        scene.anna.line.play(journal);
        scene.anna.line.cut.set(false);
        scene.told(&scene.anna, ProblemKind::NeedUpdate).await;
        scene.exposed(&scene.anna).await;
        assert_eq!(posts(), sent, "her edit waits for a version that can merge it");
        assert!(scene.anna.record(scene.id).await.is_none(), "nothing older is shown in its place");
        assert_eq!(scene.anna.news().0.map_or(1, |state| state.waiting), 1, "and it is kept");

        // It may belong to one of two that are to become one, and could not be made to belong to the other.
        let ids = vec![scene.anna.add_person("Vera", "Quandt").await, scene.anna.add_person("Vera", "Quandt").await];
        let refused = scene.anna.call(Call::Merge(MergeWish { ids, keep: None, choices: Vec::new() })).await;
        assert_eq!(refused.err().map(|problem| problem.kind), Some(ProblemKind::NeedUpdate));
    });
}

#[test]
fn r14_bytes_that_no_entry_names_are_not_kept() {
    run(async {
        let scene = scene_with(Role::Admin).await;
        let ben = scene.ben_turned().await;
        let session = stolen_session(&scene.ben).await;
        let path = format!("{}/entries", scene.vault.to_hex());
        // Two boxes are named, and they are one and the same.
        let entry = ben.sign(&Body::Rotate { rotation: rotation(2) }, |_| ());
        let zeros = vec![0; tacit_shared::limits::BOX];
        let with = |boxes| PostEntries { relay: false, entries: vec![entry.clone()], envelopes: Vec::new(), boxes };
        let junk = with(vec![zeros.clone(), vec![7; 5_000]]);
        assert_eq!(post(&scene, &path, Some(&session), &junk).await, Err(ApiError::BadBytes));
        assert_eq!(post(&scene, &path, Some(&session), &with(vec![zeros])).await, Ok(()));
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
        scene.refuses(&scene.anna, wrong, ProblemKind::BadRoot).await;
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
