//! M22 and R4, where they are about a vault's end and a record's past: only signed words count.

use crate::forge::mallory;
use crate::{scene, scene_with};
use ed25519_dalek::SigningKey;
use tacit_bridge::Call;
use tacit_bridge::history::VersionState;
use tacit_bridge::members::Role;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::FieldKey;
use tacit_shared::api::{ApiError, Pulled, VersionRow};
use tacit_shared::codec;
use tacit_shared::entry::{Entry, sign_entry};
use tacit_shared::heads::{DeleteOp, LeaveOp, Signed};
use tacit_shared::ids::VaultId;
use tacit_shared::sign::Context;
use tacit_tests::scene::Scene;
use tacit_tests::script::{Honest, change, refuse};
use tacit_tests::{run, until};

fn deletion(vault: VaultId, key: &SigningKey, context: Context) -> Vec<u8> {
    codec::encode(&Signed::new(DeleteOp { suite: 1, vault, at: 1_700_000_000_000 }, context, key))
}

/// The server answers every pull with this as the vault's end: nobody believes it.
async fn not_deleted(scene: &Scene, statement: Vec<u8>) {
    scene.refuses(&scene.anna, refuse("/pull", ApiError::Deleted(statement)), ProblemKind::Incomplete).await;
    assert!(!scene.anna.vaults().await[0].closed, "only an owner's statement ends it");
    scene.anna.set(scene.id, FieldKey::STATUS, "warm").await.expect("work goes on, and waits");
    scene.well(&scene.anna).await;
}

#[test]
fn m22_the_server_says_deleted_without_a_statement() {
    run(async {
        let scene = scene().await;
        for nothing in [Vec::new(), vec![0; 40], vec![7; 300]] {
            not_deleted(&scene, nothing).await;
        }
    });
}

#[test]
fn m22_a_deletion_by_the_server_itself() {
    run(async {
        let scene = scene().await;
        not_deleted(&scene, deletion(scene.vault, &mallory(), Context::VaultDelete)).await;
    });
}

#[test]
fn m22_a_deletion_by_an_admin() {
    run(async {
        let scene = scene_with(Role::Admin).await;
        let ben = scene.ben_turned().await;
        let statement = deletion(scene.vault, ben.account.identity().signing_key(), Context::VaultDelete);
        not_deleted(&scene, statement).await;
    });
}

#[test]
fn m22_an_owners_deletion_of_another_vault_or_in_another_context() {
    run(async {
        let scene = scene().await;
        let anna = scene.anna_turned().await;
        let key = anna.account.identity().signing_key();
        not_deleted(&scene, deletion(VaultId([9; 32]), key, Context::VaultDelete)).await;
        not_deleted(&scene, deletion(scene.vault, key, Context::Leave)).await;
        let mut newer = Signed::new(DeleteOp { suite: 2, vault: scene.vault, at: 1 }, Context::VaultDelete, key);
        not_deleted(&scene, codec::encode(&newer)).await;
        newer.op.suite = 1;
        not_deleted(&scene, codec::encode(&newer)).await;
    });
}

#[test]
fn m22_a_deletion_by_somebody_who_is_no_owner_any_more() {
    run(async {
        let scene = scene_with(Role::Owner).await;
        let ben = scene.ben_turned().await;
        let statement = deletion(scene.vault, ben.account.identity().signing_key(), Context::VaultDelete);
        let member = scene.anna.members().await.members.into_iter().find(|one| !one.me).expect("Ben").member;
        scene.anna.call(Call::SetRole { member, role: Role::Editor }).await.expect("demoted");
        scene.anna.settled().await;
        not_deleted(&scene, statement).await;
    });
}

#[test]
fn m22_an_owners_own_deletion_is_believed_from_whomever_it_comes() {
    run(async {
        let scene = scene().await;
        let before = scene.seen(&scene.ben).await;
        let anna = scene.anna_turned().await;
        let statement = deletion(scene.vault, anna.account.identity().signing_key(), Context::VaultDelete);
        scene.ben.line.play(refuse("/pull", ApiError::Deleted(statement)));
        let problem = scene.told(&scene.ben, ProblemKind::Deleted).await;
        assert!(problem.what.contains("Quorlis"), "it names the owner: {problem:?}");
        assert!(scene.ben.vaults().await[0].closed);
        assert_eq!(scene.seen(&scene.ben).await, before, "what was here stays readable");
        let refused = scene.ben.set(scene.id, FieldKey::STATUS, "warm").await.expect_err("over");
        assert_eq!(refused.kind, ProblemKind::Deleted);
    });
}

#[test]
fn m22_the_server_says_that_a_colleague_leaves() {
    run(async {
        let scene = scene().await;
        let ben = scene.ben_turned().await;
        let said = |vault, member, key: &SigningKey| {
            codec::encode(&Signed::new(LeaveOp { suite: 1, vault, member, at: 1 }, Context::Leave, key))
        };
        let key = ben.account.identity().signing_key();
        let lies = vec![
            said(scene.vault, 1, &mallory()),
            said(VaultId([9; 32]), 1, key),
            said(scene.vault, 0, key),
            said(scene.vault, 7, key),
            deletion(scene.vault, key, Context::Leave),
            Vec::new(),
        ];
        let before = scene.seen(&scene.anna).await;
        scene.anna.line.play(change("/pull", move |_, page: &mut Pulled| page.leaving = lies.clone()));
        scene.exposed(&scene.anna).await;
        assert!(scene.anna.members().await.members.iter().all(|member| member.leaving.is_none()), "nobody said so");
        assert_eq!(scene.seen(&scene.anna).await, before);
        scene.well(&scene.anna).await;
    });
}

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
