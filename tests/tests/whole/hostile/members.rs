//! M: members, their entries and keys.

use crate::hostile::forge::{commit, mallory, read, request_of, rotation};
use crate::hostile::{scene, scene_with};
use tacit_bridge::Call;
use tacit_bridge::members::Role as Shown;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::FieldKey;
use tacit_shared::api::{ApiError, Hint, SignedIn};
use tacit_shared::codec;
use tacit_shared::entry::{Body, Commit, Entry, FileAdded, Header, Role, sign_entry};
use tacit_shared::ids::{BoxHash, FileId, VaultId};
use tacit_shared::limits::BOX;
use tacit_shared::sign::{self, Context};
use tacit_tests::journal::{Insider, Journal};
use tacit_tests::scene::Scene;
use tacit_tests::script::{Honest, change, hints, refuse};
use tacit_tests::{run, until};

/// Anna refuses this journal for this reason.
async fn anna_refuses(scene: &Scene, journal: Journal, kind: ProblemKind) {
    scene.refuses(&scene.anna, journal, kind).await;
}

#[test]
fn m01_a_member_added_by_the_server_itself() {
    run(async {
        let scene = scene().await;
        let journal = scene.journal().await;
        let (roster, _) = journal.replay();
        let request = request_of(&mallory(), [1; 32], scene.vault);
        let join = Body::Join { request, box_hash: BoxHash([1; 32]) };
        let ben = scene.ben_turned().await;
        // Signed by the server's own key in Anna's name.
        let honest = ben.sign(&join, |header| header.author = 0);
        let (header, _) = read(&honest);
        let forged = sign_entry(&header, &join, &mallory());
        anna_refuses(&scene, journal.with(forged), ProblemKind::BadChain).await;
        scene.well(&scene.anna).await;
        // In the name of a number that nobody has.
        let ghost = sign_entry(&Header { author: roster.next_member(), ..header }, &join, &mallory());
        anna_refuses(&scene, journal.with(ghost), ProblemKind::BadChain).await;
    });
}

#[test]
fn m05_a_members_keys_changed_later() {
    run(async {
        let scene = scene().await;
        let mut journal = scene.journal().await;
        let at = (0..journal.entries.len()).find(|at| matches!(journal.body(*at), Body::Join { .. })).expect("Ben's");
        let mut entry: Entry = codec::decode(&journal.entries[at], 1 << 20).expect("an entry");
        if let Body::Join { request, .. } = &mut entry.body {
            request.body.identity = mallory().verifying_key().to_bytes();
        }
        journal.entries[at] = codec::encode(&entry);
        // A device of Anna's that knows the vault by her account only.
        let (_, answer) = scene.second_device(journal).await;
        let refused = answer.expect_err("refused");
        assert_eq!(refused.kind, ProblemKind::BadChain);
    });
}

#[test]
fn m06_a_vault_i_never_joined() {
    run(async {
        let scene = scene().await;
        let other = scene.ben.create_vault("Bens own", "Ben").await;
        let before = scene.seen(&scene.anna).await;
        let hint = codec::encode(&Hint::Entries { vault: VaultId(other.0), seq: 5 });
        scene.anna.line.play(hints(move |_| vec![hint.clone()]));
        let id = scene.id;
        scene.ben.open_vault_named("Zwyrtek & Partner").await;
        scene.ben.set(id, FieldKey::STATUS, "warm").await.expect("saved");
        until("Anna still follows hers", async || {
            scene.anna.call(Call::SyncNow).await.expect("a reply");
            scene.anna.text(id, FieldKey::STATUS).await.as_deref() == Some("warm")
        })
        .await;
        assert_eq!(scene.anna.vaults().await.len(), 1, "no vault appears by a hint");
        assert_eq!(scene.seen(&scene.anna).await, before);
    });
}

#[test]
fn m07_an_older_journal() {
    run(async {
        let scene = scene().await;
        let journal = scene.journal().await;
        let older = journal.until(journal.entries.len() - 2);
        anna_refuses(&scene, older, ProblemKind::Stale).await;
        // Over as soon as it shows the known one again.
        scene.well(&scene.anna).await;
    });
}

#[test]
fn m07_a_fork_without_a_removal() {
    run(async {
        let scene = scene().await;
        let before = scene.journal().await;
        scene.remove_ben().await;
        // Ben goes on on the branch in which he is still there.
        let mut turned = scene.ben_turned().await;
        turned.journal = before;
        let mut fork = turned.write(&commit(7), |_| ());
        while fork.entries.len() < scene.journal().await.entries.len() + 1 {
            turned.journal = fork.clone();
            fork = turned.write(&commit(8 + fork.entries.len() as u8), |_| ());
        }
        anna_refuses(&scene, fork, ProblemKind::Fork).await;
        // Final on this device: writes stay stopped when the honest server is back.
        scene.anna.line.play(Honest);
        let refused = scene.anna.set(scene.id, FieldKey::STATUS, "x").await.expect_err("stopped");
        assert_eq!(refused.kind, ProblemKind::Fork);
    });
}

#[test]
fn m08_reordered_entries() {
    run(async {
        let scene = scene().await;
        let journal = scene.journal().await;
        let ben = scene.ben_turned().await;
        let first = ben.write(&commit(7), |_| ());
        let second = Insider { journal: first.clone(), ..ben }.write(&commit(8), |_| ());
        let mut reordered = second;
        let len = reordered.entries.len();
        reordered.entries.swap(len - 1, len - 2);
        assert!(journal.entries.len() < len);
        anna_refuses(&scene, reordered, ProblemKind::BadChain).await;
    });
}

#[test]
fn m08_a_byte_edited() {
    run(async {
        let scene = scene().await;
        let ben = scene.ben_turned().await;
        let honest = ben.sign(&commit(7), |_| ());
        let end = honest.len() - 1;
        // In the vault's id, the root, the change, the signature; the pointer to the entry before comes last, because a fork
        // is final.
        let places = [
            (10, ProblemKind::BadChain),
            (end - 64 - 100, ProblemKind::BadChain),
            (end - 64 - 20, ProblemKind::BadChain),
            (end, ProblemKind::BadChain),
            (40, ProblemKind::Fork),
        ];
        for (at, kind) in places {
            scene.well(&scene.anna).await;
            let mut entry = honest.clone();
            entry[at] ^= 1;
            anna_refuses(&scene, ben.journal.with(entry), kind).await;
        }
    });
}

#[test]
fn m08_an_entry_of_another_vault() {
    run(async {
        let scene = scene().await;
        let other = VaultId(scene.ben.create_vault("Another", "Ben").await.0);
        let foreign = scene.operator.journal(&other).await;
        let journal = scene.journal().await;
        anna_refuses(&scene, journal.with(foreign.entries[0].clone()), ProblemKind::BadChain).await;
        scene.well(&scene.anna).await;
        let ben = scene.ben_turned().await;
        let elsewhere = ben.write(&commit(7), |header| header.vault = other);
        anna_refuses(&scene, elsewhere, ProblemKind::BadChain).await;
    });
}

#[test]
fn m09_a_viewer_writes() {
    run(async {
        let scene = scene_with(Shown::Viewer).await;
        let ben = scene.ben_turned().await;
        anna_refuses(&scene, ben.write(&commit(7), |_| ()), ProblemKind::BadChain).await;
    });
}

#[test]
fn m09_an_editor_manages_members() {
    run(async {
        let scene = scene().await;
        let ben = scene.ben_turned().await;
        let bodies = [
            Body::Invite { invite_key: [4; 32], role: Role::Editor, expires: u64::MAX, hint: Vec::new() },
            Body::SetRole { member: 1, role: Role::Owner },
            Body::Rotate { rotation: rotation(2) },
        ];
        for body in bodies {
            scene.well(&scene.anna).await;
            anna_refuses(&scene, ben.write(&body, |_| ()), ProblemKind::BadChain).await;
        }
    });
}

#[test]
fn m09_a_removed_member_writes() {
    run(async {
        let scene = scene().await;
        scene.remove_ben().await;
        let ben = scene.ben_turned().await;
        anna_refuses(&scene, ben.write(&commit(7), |_| ()), ProblemKind::BadChain).await;
    });
}

#[test]
fn m10_a_rotation_that_drops_or_adds_a_box() {
    run(async {
        let scene = scene_with(Shown::Admin).await;
        let ben = scene.ben_turned().await;
        for boxes in [1, 3] {
            scene.well(&scene.anna).await;
            let body = Body::Rotate { rotation: rotation(boxes) };
            anna_refuses(&scene, ben.write(&body, |_| ()), ProblemKind::BadChain).await;
        }
    });
}

#[test]
fn m10_a_removal_whose_rotation_is_withheld() {
    run(async {
        // A removal and its rotation are one entry: there is no removal without a new epoch.
        let scene = scene_with(Shown::Admin).await;
        let ben = scene.ben_turned().await;
        let body = Body::Remove { members: vec![0], rotation: rotation(1) };
        anna_refuses(&scene, ben.write(&body, |header| header.epoch -= 1), ProblemKind::BadChain).await;
    });
}

#[test]
fn m10_a_box_withheld() {
    run(async {
        let scene = scene_with(Shown::Admin).await;
        let vera = scene.anna.invite("Vera", Shown::Viewer).await;
        let person = scene.person().await;
        person.sign_up("vera", &vera).await;
        person.call(Call::AcceptInvite { fragment: vera }).await.expect("good");
        until("Vera is let in", async || person.vaults().await.len() == 1).await;
        scene.ben.settled().await;
        scene.ben.line.play(change("/boxes/get", |_, boxes: &mut Vec<Option<Vec<u8>>>| {
            boxes.iter_mut().for_each(|one| *one = None);
        }));
        // Whichever of the two admins let her in.
        until("Anna knows of her", async || {
            scene.anna.call(Call::SyncNow).await.expect("a reply");
            scene.anna.members().await.members.len() == 3
        })
        .await;
        let third = scene.anna.members().await.members.iter().map(|one| one.member).max().expect("three");
        scene.anna.call(Call::RemoveMember(third)).await.expect("removed");
        scene.told(&scene.ben, ProblemKind::MissingBox).await;
        assert_eq!(scene.ben.people("tarnacle").await.total, 1, "older records stay readable");
        scene.well(&scene.ben).await;
    });
}

#[test]
fn m10_m11_a_box_that_does_not_match_its_commitment() {
    run(async {
        // Ben, an admin, rotates to a key that he gives nobody: boxes of zeros under a commitment of nothing.
        let scene = scene_with(Shown::Admin).await;
        let ben = scene.ben_turned().await;
        let mut journal = ben.write(&Body::Rotate { rotation: rotation(2) }, |_| ());
        let hash = tacit_shared::entry::box_hash(&[0; BOX]);
        journal.boxes.insert(hash, Some(vec![0; BOX]));
        let before = scene.seen(&scene.anna).await;
        scene.anna.line.play(journal);
        let problem = scene.told(&scene.anna, ProblemKind::BadBox).await;
        assert!(problem.what.contains("Ben"), "only a member who signed is named: {problem:?}");
        let after = scene.seen(&scene.anna).await;
        assert_eq!(scene.anna.people("tarnacle").await.total, 1);
        assert_ne!(after, before, "the rotation itself is valid and in force");
    });
}

#[test]
fn m11_an_old_epoch_as_current() {
    run(async {
        let scene = scene_with(Shown::Admin).await;
        let ben = scene.ben_turned().await;
        let stale = ben.write(&commit(7), |header| header.epoch = 0);
        anna_refuses(&scene, stale, ProblemKind::BadChain).await;
        scene.well(&scene.anna).await;
        let jump = ben.write(&commit(7), |header| header.epoch += 1);
        anna_refuses(&scene, jump, ProblemKind::BadChain).await;
    });
}

#[test]
fn m12_two_admins_at_one_place() {
    run(async {
        let scene = scene_with(Shown::Admin).await;
        let (one, other) =
            futures::join!(scene.anna.invite("Vera", Shown::Viewer), scene.ben.invite("Carl", Shown::Viewer));
        assert_ne!(one, other);
        scene.anna.settled().await;
        scene.ben.settled().await;
        until("both invites are there for both", async || {
            scene.anna.call(Call::SyncNow).await.expect("a reply");
            scene.ben.call(Call::SyncNow).await.expect("a reply");
            scene.anna.members().await.invites.len() == 2 && scene.ben.members().await.invites.len() == 2
        })
        .await;
        assert_eq!(scene.seen(&scene.anna).await.clone(), scene.seen(&scene.ben).await);
    });
}

#[test]
fn m13_a_signature_of_another_kind() {
    run(async {
        let scene = scene().await;
        let ben = scene.ben_turned().await;
        let honest = ben.sign(&commit(7), |_| ());
        let (message, _) = honest.split_last_chunk::<64>().expect("a signature");
        for context in Context::ALL.into_iter().filter(|context| *context != Context::Entry) {
            let signature = sign::sign(context, ben.account.identity().signing_key(), message);
            let forged = [message, &signature.0].concat();
            anna_refuses(&scene, ben.journal.with(forged), ProblemKind::BadChain).await;
            scene.well(&scene.anna).await;
        }
    });
}

#[test]
fn m15_a_head_signed_by_a_viewer_for_a_fresh_device() {
    run(async {
        let scene = scene_with(Shown::Viewer).await;
        let ben = scene.ben_turned().await;
        let (_, answer) = scene.second_device(ben.write(&commit(7), |_| ())).await;
        assert_eq!(answer.expect_err("refused").kind, ProblemKind::BadChain);
    });
}

#[test]
fn m16_the_time_before_a_removal_grown_on_for_a_fresh_device() {
    run(async {
        let scene = scene().await;
        let account = scene.operator.account("anna@example.org", &scene.anna_key).await;
        let old_blob = scene.operator.blob(&account).await;
        let mut ben = scene.ben_turned().await;
        scene.remove_ben().await;
        // The removed Ben grows the old journal on, and the server gives the old account with it.
        let file = FileAdded { file: FileId([7; 16]), len: 100, hash: [8; 32] };
        ben.journal = ben.write(&Body::Commit(Commit { files_add: vec![file], ..Commit::default() }), |_| ());
        let again = old_blob.clone();
        let old_account = (
            change("/sign-in", move |_, signed: &mut SignedIn| signed.blob.clone_from(&old_blob)),
            change("/account/blob", move |_, blob: &mut Vec<u8>| blob.clone_from(&again)),
        );
        let (other, answer) = scene.second_device((ben.journal, old_account)).await;
        answer.expect("what she is shown verifies");
        other.open_only_vault().await;
        until("it reads", async || other.people("tarnacle").await.total == 1).await;
        assert_eq!(other.members().await.members.len(), 2, "and cannot know better");
        let written = other.add_person("Held", "Back").await;
        scene.told(&other, ProblemKind::Unconfirmed).await;
        assert!(other.record(written).await.expect("kept here").waiting, "it waits on the device");
        assert!(!other.line.paths.borrow().iter().any(|path| path.ends_with("/entries")), "nothing is posted");
        // The words that a colleague would read out differ.
        assert_ne!(other.members().await.roster_words, scene.anna.members().await.roster_words);
    });
}

#[test]
fn m17_an_entry_that_this_version_does_not_know() {
    run(async {
        let scene = scene().await;
        let ben = scene.ben_turned().await;
        let honest = ben.sign(&commit(7), |_| ());
        let (header, _) = read(&honest);
        let head = codec::encode(&header);
        // A body with tag 9, signed by a member.
        let mut unknown = [head.as_slice(), &[9, 1, 2, 3]].concat();
        let signature = sign::sign(Context::Entry, ben.account.identity().signing_key(), &unknown);
        unknown.extend_from_slice(&signature.0);
        anna_refuses(&scene, ben.journal.with(unknown), ProblemKind::NeedUpdate).await;
        scene.well(&scene.anna).await;
        // The same by the server itself freezes nobody.
        let mut forged = [head.as_slice(), &[9, 1, 2, 3]].concat();
        let signature = sign::sign(Context::Entry, &mallory(), &forged);
        forged.extend_from_slice(&signature.0);
        anna_refuses(&scene, ben.journal.with(forged), ProblemKind::BadChain).await;
    });
}

#[test]
fn m22_the_server_says_that_one_was_removed() {
    run(async {
        let scene = scene().await;
        let before = scene.seen(&scene.ben).await;
        let lies = [
            ("/pull", ApiError::Removed(3), Some(ProblemKind::Server)),
            ("/pull", ApiError::NoVault, Some(ProblemKind::Incomplete)),
            // A post's answer decides nothing: the pull behind it does, and there is nothing wrong with that.
            ("/entries", ApiError::Removed(3), None),
        ];
        for (call, error, said) in lies {
            scene.ben.news();
            scene.ben.line.play(refuse(call, error));
            scene.ben.set(scene.id, FieldKey::STATUS, "warm").await.expect("kept");
            match said {
                Some(kind) => drop(scene.told(&scene.ben, kind).await),
                None => scene.exposed(&scene.ben).await,
            }
            assert!(!scene.ben.vaults().await[0].closed, "only the signed entry says so");
            assert_eq!(scene.seen(&scene.ben).await, before);
            scene.well(&scene.ben).await;
        }
    });
}
