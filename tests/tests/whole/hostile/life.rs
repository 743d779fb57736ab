//! M22, where it is about a vault's end: only signed words count.

use crate::hostile::forge::mallory;
use crate::hostile::{scene, scene_with};
use ed25519_dalek::SigningKey;
use tacit_bridge::Call;
use tacit_bridge::members::Role;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::FieldKey;
use tacit_shared::api::{ApiError, Pulled};
use tacit_shared::codec;
use tacit_shared::heads::{DeleteOp, LeaveOp, Signed};
use tacit_shared::ids::VaultId;
use tacit_shared::sign::Context;
use tacit_tests::run;
use tacit_tests::scene::Scene;
use tacit_tests::script::{change, refuse};

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
