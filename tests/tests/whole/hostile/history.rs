//! R4, where it is about a record's past: each version is its signer's, and of a place only as far as it was verified.

use crate::hostile::forge::{commit, one_change};
use crate::hostile::scene;
use crate::hostile::witness::now;
use std::cell::Cell;
use std::rc::Rc;
use tacit_bridge::Call;
use tacit_bridge::history::VersionState;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::{FieldKey, Value};
use tacit_crm::schema::key;
use tacit_crm::{Kind, Record, Stamp};
use tacit_shared::api::{ApiError, GetEntries, GetEnvelopes, VersionRow};
use tacit_shared::codec;
use tacit_shared::entry::{Change, Entry, sign_entry};
use tacit_shared::envelope::envelope_hash;
use tacit_shared::ids::{RecordId, Version};
use tacit_tests::journal::{Insider, Journal, Operator};
use tacit_tests::person::Person;
use tacit_tests::scene::Scene;
use tacit_tests::script::{Honest, Script, change, instead, refusal};
use tacit_tests::{run, until};
use tacit_vault::{SeededEntropy, Writer};

/// Anna's and Ben's title of one record, so that it has a past.
async fn with_past() -> Scene {
    let scene = scene().await;
    scene.ben.set(scene.id, FieldKey::JOB_TITLE, "Notary").await.expect("saved");
    scene.ben.settled().await;
    until("Anna has it", async || scene.anna.text(scene.id, FieldKey::JOB_TITLE).await.as_deref() == Some("Notary"))
        .await;
    scene
}

/// Anna asks for the past and is told this instead; also when she wants the version back that the lie is about.
async fn no_history(scene: &Scene, kind: ProblemKind, about: Option<u64>) {
    let before = scene.seen(&scene.anna).await;
    let call = Call::History { id: scene.id, before: None };
    let problem = scene.anna.call(call).await.expect_err("refused");
    assert_eq!(problem.kind, kind);
    assert!(problem.what.len() > 20 && problem.todo.len() > 10, "words for people: {problem:?}");
    if let Some(version) = about {
        let call = Call::Restore { id: scene.id, version };
        assert_eq!(scene.anna.call(call).await.expect_err("refused").kind, kind);
    }
    scene.anna.line.play(Honest);
    assert_eq!(scene.seen(&scene.anna).await, before, "the last good state");
    assert!(scene.anna.history(scene.id).await.versions.len() > 1, "and the past, from an honest server");
}

type Entries = Vec<Vec<u8>>;

#[test]
fn r04_history_names_who_signed() {
    run(async {
        let scene = with_past().await;
        let history = scene.anna.history(scene.id).await;
        let by: Vec<&str> = history.versions.iter().map(|version| version.by.as_str()).collect();
        assert_eq!(by.first(), Some(&"Ben"), "the newest");
        assert_eq!(by.last(), Some(&"Quorlis"), "the first");
    });
}

#[test]
fn r04_history_with_another_name_on_an_entry() {
    run(async {
        let scene = with_past().await;
        let newest = scene.anna.history(scene.id).await.versions[0].version;
        // Ben's own entry, said to be Anna's: by its header alone, and signed anew by Ben as if he were her.
        let ben = scene.ben_turned().await;
        let key = ben.account.identity().signing_key().clone();
        for resigned in [false, true] {
            let key = key.clone();
            scene.anna.line.play(change("/entries/at", move |_, entries: &mut Entries| {
                for bytes in entries {
                    let mut entry: Entry = codec::decode(bytes, bytes.len()).expect("an entry");
                    if entry.header.author == 0 {
                        continue;
                    }
                    entry.header.author = 0;
                    *bytes =
                        if resigned { sign_entry(&entry.header, &entry.body, &key) } else { codec::encode(&entry) };
                }
            }));
            no_history(&scene, ProblemKind::BadChain, Some(newest)).await;
        }
    });
}

#[test]
fn r04_history_with_an_entry_of_another_place() {
    run(async {
        let scene = with_past().await;
        scene.anna.line.play(change("/entries/at", |_, entries: &mut Entries| {
            let first = entries[0].clone();
            entries.fill(first);
        }));
        no_history(&scene, ProblemKind::BadChain, None).await;
        let genesis = scene.journal().await.entries[0].clone();
        scene.anna.line.play(change("/entries/at", move |_, entries: &mut Entries| entries.fill(genesis.clone())));
        no_history(&scene, ProblemKind::BadChain, Some(1)).await;
        scene.anna.line.play(change("/entries/at", |_, entries: &mut Entries| entries.clear()));
        no_history(&scene, ProblemKind::Incomplete, Some(1)).await;
    });
}

#[test]
fn r04_history_with_versions_left_out_or_invented() {
    run(async {
        let scene = with_past().await;
        let edits: [fn(&mut Vec<VersionRow>); 5] = [
            |rows| {
                rows.remove(0);
            },
            |rows| {
                rows.pop();
            },
            |rows| rows.swap(0, 1),
            |rows| rows.iter_mut().for_each(|row| row.envelope = Some([7; 32])),
            Vec::clear,
        ];
        for edit in edits {
            scene.anna.line.play(change("/versions", move |_, all: &mut Vec<Vec<VersionRow>>| {
                all.iter_mut().for_each(edit);
            }));
            no_history(&scene, ProblemKind::Incomplete, Some(1)).await;
        }
        // Another hash for an older version is not what its entry says.
        scene.anna.line.play(change("/versions", |_, all: &mut Vec<Vec<VersionRow>>| {
            all[0][0].envelope = Some([7; 32]);
        }));
        no_history(&scene, ProblemKind::BadChain, Some(1)).await;
    });
}

#[test]
fn r04_an_older_versions_bytes_swapped_or_held_back() {
    run(async {
        let scene = with_past().await;
        for swap in [true, false] {
            scene.anna.line.play(change("/envelopes/get", move |_, given: &mut Vec<Option<Vec<u8>>>| {
                given[0] = if swap { given[1].clone() } else { None };
            }));
            let history = scene.anna.history(scene.id).await;
            let oldest = history.versions.last().expect("versions");
            assert_eq!((oldest.state, oldest.changes.len()), (VersionState::Withheld, 0), "nothing of it is shown");
            let next = &history.versions[history.versions.len() - 2];
            assert_eq!((next.state, next.compared), (VersionState::Here, false));
        }
    });
}

/// A version that an insider signed beside the journal, with its sealed bytes.
struct Aside {
    record: RecordId,
    version: Version,
    entry: Vec<u8>,
    sealed: Vec<u8>,
}

impl Aside {
    /// The next one of this record, by whoever it is, for the place after his journal.
    async fn by(insider: &Insider, operator: &Operator, record: RecordId) -> Self {
        let (_, leaves) = insider.journal.replay();
        let version = leaves.iter().find(|leaf| leaf.record == record).expect("a record").version + 1;
        let stamp = Stamp { ms: now(), counter: 1, author: 1 };
        let mut plain = Record::new(Kind::Person, stamp);
        plain.set(key::JOB_TITLE, tacit_crm::Value::text("Never sent"), stamp).expect("fits");
        let state = insider.state(operator).await;
        let writer = Writer::new(&state, insider.account.identity(), now()).expect("he may write");
        let change = writer.seal(&mut SeededEntropy::new(4), record, Some(&plain.encode())).expect("sealed");
        let sealed = writer.commit(vec![change], Vec::new()).expect("built").post().envelopes[0].clone();
        let change = Change { record, version, envelope: Some(envelope_hash(&sealed)) };
        Self { record, version, entry: insider.sign(&one_change(change), |_| ()), sealed }
    }

    /// A server that shows it in the place of the honest one.
    fn shown(self) -> impl Script {
        let Self { record, version, entry, sealed } = self;
        let hash = envelope_hash(&sealed).0;
        let place = codec::decode::<Entry>(&entry, entry.len()).expect("an entry").header.seq;
        let versions = change("/versions", move |_, all: &mut Vec<Vec<VersionRow>>| {
            all.iter_mut().flatten().filter(|row| row.version == version).for_each(|row| row.envelope = Some(hash));
        });
        let entries = change("/entries/at", move |_, entries: &mut Entries| {
            let here =
                |bytes: &&mut Vec<u8>| codec::decode::<Entry>(bytes, 1 << 20).is_ok_and(|one| one.header.seq == place);
            entries.iter_mut().filter(here).for_each(|bytes| bytes.clone_from(&entry));
        });
        let envelopes = change("/envelopes/get", move |request, given: &mut Vec<Option<Vec<u8>>>| {
            let GetEnvelopes { wanted } = codec::decode(&request.body, 1 << 20).expect("a request");
            let here = wanted.into_iter().zip(given).filter(|(wanted, _)| *wanted == (record, version));
            here.for_each(|(_, given)| *given = Some(sealed.clone()));
        });
        (versions, (entries, envelopes))
    }
}

#[test]
fn r04_a_version_signed_beside_the_journal_is_not_of_a_verified_place() {
    run(async {
        let scene = scene().await;
        let aside = Aside::by(&scene.ben_turned().await, &scene.operator, RecordId(scene.id.0)).await;
        let version = aside.version;
        // What Ben sends for that place is another edit, and the record goes on from it.
        scene.ben.set(scene.id, FieldKey::JOB_TITLE, "Notary").await.expect("saved");
        scene.ben.settled().await;
        scene.anna.settled().await;
        scene.anna.set(scene.id, FieldKey::JOB_TITLE, "Judge").await.expect("saved");
        scene.anna.settled().await;
        let honest = scene.anna.history(scene.id).await;
        assert_eq!((honest.versions[1].version, honest.versions[0].version), (version, version + 1));
        assert!(honest.versions.iter().all(|one| one.placed && one.state == VersionState::Here));

        scene.anna.line.play(aside.shown());
        let shown = scene.anna.history(scene.id).await;
        let (lie, rest): (Vec<_>, Vec<_>) = shown.versions.iter().partition(|one| one.version == version);
        assert_eq!((lie[0].by.as_str(), lie[0].state, lie[0].placed), ("Ben", VersionState::Here, false));
        let said = lie[0].changes.iter().find(|change| change.label == "Job title").expect("its title");
        assert_eq!(said.after, Value::Text("Never sent".into()), "he did sign it");
        assert!(rest.iter().all(|one| one.placed));
    });
}

#[test]
fn r04_a_fresh_device_says_which_places_it_has_not_verified() {
    run(async {
        let scene = with_past().await;
        // It starts where Ben's statement stands, and its audit of what is before is kept from it.
        let ben = scene.ben_turned().await;
        let word = ben.says(ben.journal.head(), now());
        scene.anna.set(scene.id, FieldKey::JOB_TITLE, "Judge").await.expect("saved");
        scene.anna.settled().await;
        let unaudited = instead(|request| {
            let audit = request.path.ends_with("/entries/get")
                && codec::decode::<GetEntries>(&request.body, 64).is_ok_and(|wanted| wanted.from == 0);
            audit.then(|| refusal(&ApiError::Internal))
        });
        let journal = Journal { heads: vec![word], ..scene.journal().await };
        let (other, answer) = scene.second_device((unaudited, journal)).await;
        answer.expect("honest, but for the audit");
        other.open_only_vault().await;
        let history = other.history(scene.id).await;
        let (newest, oldest) =
            (history.versions.first().expect("versions"), history.versions.last().expect("versions"));
        assert!(newest.placed, "it stands above the statement, where this device followed");
        assert_eq!((oldest.state, oldest.placed), (VersionState::Here, false), "shown, and said that it may be aside");

        other.line.play(Honest);
        until("the audit is through", async || {
            other.call(Call::SyncNow).await.expect("a reply");
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            other.history(scene.id).await.versions.iter().all(|one| one.placed)
        })
        .await;
    });
}

/// Anna's second device starts honestly, but for the pages of its audit, which `edit` changes.
async fn audited(scene: &Scene, edit: impl Fn(&mut Entries) + 'static) -> Person {
    let pages = change("/entries/get", move |request, entries: &mut Entries| {
        let wanted: GetEntries = codec::decode(&request.body, 64).expect("a request");
        // One alone is what a start asks for.
        if wanted.count > 1 {
            edit(entries);
        }
    });
    let (other, answer) = scene.second_device(pages).await;
    answer.expect("honest, but for the audit");
    other.open_only_vault().await;
    other
}

#[test]
fn r04_an_audit_that_fails_stops_writing_for_good() {
    run(async {
        let scene = with_past().await;
        // The same places, and at the newest one an entry that an insider signed for this device's audit alone.
        let ben = scene.ben_turned().await;
        let len = ben.journal.entries.len();
        let before = Insider { journal: ben.journal.until(len - 1), account: ben.account };
        let other_entry = before.sign(&commit(7), |_| ());
        let other = audited(&scene, move |entries| {
            if entries.len() == len {
                entries[len - 1] = other_entry.clone();
            }
        })
        .await;
        scene.told(&other, ProblemKind::Fork).await;
        other.line.play(Honest);
        other.confirm_device().await;
        let refused = other.set(scene.id, FieldKey::JOB_TITLE, "Judge").await.expect_err("stopped");
        assert_eq!(refused.kind, ProblemKind::Fork);
        // Kept: also over a restart, and with an honest server.
        let other = other.restarted().await;
        other.unlock().await;
        other.open_only_vault().await;
        scene.told(&other, ProblemKind::Fork).await;
        assert_eq!(other.people("tarnacle").await.total, 1, "reading goes on");
        assert!(other.line.paths.borrow().iter().all(|path| !path.ends_with("/entries")), "nothing was posted");
    });
}

#[test]
fn r04_an_audits_page_that_is_short_long_or_empty_stops_nobody() {
    run(async {
        let scene = with_past().await;
        let ben = scene.ben_turned().await;
        let more = ben.sign(&commit(7), |_| ());
        let asked = Rc::new(Cell::new(0));
        let times = asked.clone();
        let other = audited(&scene, move |entries| {
            times.set(times.get() + 1);
            match times.get() {
                1 => entries.clear(),
                2 => entries.truncate(2),
                _ => entries.push(more.clone()),
            }
        })
        .await;
        until("the audit is through", async || {
            scene.exposed(&other).await;
            other.history(scene.id).await.versions.iter().all(|one| one.placed)
        })
        .await;
        assert!(asked.get() > 2);
        scene.told(&other, ProblemKind::Unconfirmed).await;
    });
}
