//! M18: an insider adds somebody, or raises somebody, and the others are shown it before they write for that person too.

use crate::hostile::scene_with;
use crate::hostile::witness::{member_named, posted, reconnected, state_of};
use tacit_bridge::Call;
use tacit_bridge::members::Role;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::witness::Change;
use tacit_tests::person::Person;
use tacit_tests::scene::Scene;
use tacit_tests::{run, until};

/// Ben, an admin, has his own guest in the vault.
async fn with_ghost(scene: &Scene) -> Person {
    let fragment = scene.ben.invite("Backup", Role::Editor).await;
    scene.keep_link_secret(&fragment);
    let ghost = scene.person().await;
    ghost.sign_up("ghost@example.org", &fragment).await;
    ghost.call(Call::AcceptInvite { fragment }).await.expect("the link is good");
    ghost
}

#[test]
fn m18_a_ghost_added_by_an_admin_is_shown_before_the_next_write() {
    run(async {
        let scene = scene_with(Role::Admin).await;
        // Anna's browser is closed meanwhile, so that it is Ben's device that lets her in.
        scene.anna.cut_off().await;
        let ghost = with_ghost(&scene).await;
        until("the ghost is in", async || ghost.vaults().await.len() == 1).await;
        ghost.open_only_vault().await;
        scene.ben.settled().await;
        let written = scene.anna.add_person("Written", "Meanwhile").await;
        let sent = posted(&scene.anna);
        scene.anna.line.cut.set(false);
        scene.told(&scene.anna, ProblemKind::MembersChanged).await;
        scene.exposed(&scene.anna).await;
        assert_eq!(posted(&scene.anna), sent, "nothing goes out to the ghost");
        let unseen = state_of(&scene.anna).await.unseen;
        let [change] = unseen.as_slice() else { panic!("one change: {unseen:?}") };
        assert_eq!(change.by.as_deref(), Some("Ben"));
        let Change::Joined { name, role, invited_by, compared } = &change.what else { panic!("{change:?}") };
        assert_eq!((name.as_str(), *role, invited_by.as_str(), *compared), ("Backup", Role::Editor, "Ben", false));
        // What an admin does about it needs no look: the ghost goes first.
        let number = member_named(&scene.anna, "Backup").await.member;
        scene.anna.call(Call::RemoveMember(number)).await.expect("removed");
        assert!(scene.anna.record(written).await.expect("kept").waiting);
        scene.anna.call(Call::SawMembers(change.seq)).await.expect("noted");
        until("it is sent", async || {
            scene.exposed(&scene.anna).await;
            !scene.anna.record(written).await.expect("there").waiting
        })
        .await;
        assert_eq!(ghost.people("meanwhile").await.total, 0, "and the ghost never reads it");
    });
}

#[test]
fn m18_a_guest_whom_ones_own_device_let_in_by_itself_is_shown_too() {
    run(async {
        let scene = scene_with(Role::Admin).await;
        let fragment = scene.ben.invite("Backup", Role::Editor).await;
        scene.keep_link_secret(&fragment);
        // Only Anna's device is there to let the guest in.
        scene.ben.settled().await;
        scene.ben.line.cut.set(true);
        let ghost = scene.person().await;
        ghost.sign_up("ghost@example.org", &fragment).await;
        ghost.call(Call::AcceptInvite { fragment }).await.expect("the link is good");
        until("the guest is in", async || {
            scene.exposed(&scene.anna).await;
            ghost.vaults().await.len() == 1
        })
        .await;
        let written = scene.anna.add_person("Written", "Meanwhile").await;
        scene.told(&scene.anna, ProblemKind::MembersChanged).await;
        assert!(scene.anna.record(written).await.expect("kept").waiting);
        let unseen = state_of(&scene.anna).await.unseen;
        assert!(matches!(&unseen[..], [change] if change.by.is_none()), "{unseen:?}");
        scene.anna.settled().await;
        assert!(!scene.anna.record(written).await.expect("sent").waiting);
    });
}

#[test]
fn m18_a_role_raised_and_the_look_outlives_a_restart() {
    run(async {
        let mut scene = scene_with(Role::Owner).await;
        let fragment = scene.anna.invite("Carl", Role::Viewer).await;
        scene.keep_link_secret(&fragment);
        let carl = scene.person().await;
        carl.sign_up("carl@example.org", &fragment).await;
        carl.call(Call::AcceptInvite { fragment }).await.expect("the link is good");
        until("Carl is let in", async || carl.vaults().await.len() == 1).await;
        let before = state_of(&scene.anna).await;
        assert_eq!(before.unseen, [], "whom I invited myself is no news");
        scene.ben.settled().await;
        let number = scene.ben.members().await.members.last().expect("Carl").member;
        scene.ben.call(Call::SetRole { member: number, role: Role::Admin }).await.expect("raised");
        until("Anna sees it", async || !state_of(&scene.anna).await.unseen.is_empty()).await;
        scene.anna = reconnected(scene.anna).await;
        let unseen = state_of(&scene.anna).await.unseen;
        assert!(
            matches!(&unseen[..], [change] if matches!(change.what, Change::Role { role: Role::Admin, me: false, .. }))
        );
        carl.open_only_vault().await;
        let is_mine = |change: &Change| matches!(change, Change::Role { role: Role::Admin, me: true, .. });
        until("Carl hears it of himself", async || state_of(&carl).await.unseen.iter().any(|one| is_mine(&one.what)))
            .await;
        scene.anna.saw_members().await;
        scene.anna = reconnected(scene.anna).await;
        assert_eq!(state_of(&scene.anna).await.unseen, [], "looked at once");
    });
}
