//! A vault's life, with real clients and a real server: leaving, handing over, deleting, rules, several vaults. A record's
//! past is in `past`.

mod past;

use crate::SERVER;
use tacit_bridge::members::{InviteRequest, MemberRow, Role};
use tacit_bridge::problem::{Problem, ProblemKind};
use tacit_bridge::records::FieldKey;
use tacit_bridge::witness::SeenBy;
use tacit_bridge::{Call, DoorCall, Event, Reply};
use tacit_shared::ids::RecordId;
use tacit_tests::person::{PASSWORD, Person};
use tacit_tests::scene::Scene;
use tacit_tests::{run, until};

async fn scene(role: Role) -> Scene {
    Scene::new(SERVER, role).await
}

/// Ben as Anna's list has him.
async fn ben_row(scene: &Scene) -> MemberRow {
    scene.anna.members().await.members.into_iter().find(|member| !member.me).expect("Ben")
}

/// Why writes are held, once it is this.
async fn held(person: &Person, kind: ProblemKind) -> Problem {
    let mut held = None;
    until(&format!("{kind:?} is said"), async || {
        person.call(Call::SyncNow).await.expect("a reply");
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        let last = person.news().0.and_then(|state| state.held).filter(|held| held.kind == kind);
        held = last.or(held.take());
        held.is_some()
    })
    .await;
    held.expect("waited for")
}

#[test]
fn who_leaves_reads_on_and_is_removed_by_an_admins_press() {
    run(async {
        let scene = scene(Role::Editor).await;
        let before = scene.seen(&scene.ben).await;
        scene.ben.call(Call::LeaveVault).await.expect("left");
        assert!(scene.ben.vaults().await[0].closed);
        assert_eq!(scene.seen(&scene.ben).await, before, "what he had stays readable to him");
        let refused = scene.ben.set(scene.id, FieldKey::STATUS, "warm").await.expect_err("over");
        assert_eq!(refused.kind, ProblemKind::Left);

        until("Anna sees that Ben leaves", async || ben_row(&scene).await.leaving.is_some()).await;
        let epoch = scene.anna.members().await.epoch;
        scene.anna.call(Call::RemoveMember(ben_row(&scene).await.member)).await.expect("removed");
        let list = scene.anna.members().await;
        assert_eq!((list.members.len(), list.epoch), (1, epoch + 1), "and the key is another");
        let later = scene.anna.add_person("After", "Leaving").await;
        scene.anna.settled().await;
        scene.ben.call(Call::SyncNow).await.expect("a reply");
        assert!(scene.ben.record(later).await.is_none());

        // His other devices hear of it from his own account.
        let other = scene.person().await;
        let (name, secret_key) = ("ben@example.org".to_owned(), scene.ben_key.clone());
        other.call(DoorCall::SignIn { name, secret_key, password: PASSWORD.into() }).await.expect("signed in");
        assert!(other.vaults().await.is_empty());
        // And he may forget it here, after a restart too.
        let Scene { ben, .. } = scene;
        let ben = ben.restarted().await;
        ben.unlock().await;
        let vault = ben.open_only_vault().await;
        assert!(vault.closed);
        ben.call(Call::ForgetVault(vault.vault)).await.expect("forgotten");
        assert!(ben.vaults().await.is_empty());
        let ben = ben.restarted().await;
        ben.unlock().await;
        assert!(ben.vaults().await.is_empty());
    });
}

#[test]
fn another_device_of_who_left_stops_too() {
    run(async {
        let scene = scene(Role::Editor).await;
        let other = scene.person().await;
        let (name, secret_key) = ("ben@example.org".to_owned(), scene.ben_key.clone());
        other.call(DoorCall::SignIn { name, secret_key, password: PASSWORD.into() }).await.expect("signed in");
        other.open_only_vault().await;
        other.confirm_device().await;
        scene.ben.call(Call::LeaveVault).await.expect("left");
        // The account is asked for once a minute; signing in again asks at once.
        other.call(DoorCall::Lock).await.expect("locked");
        other.unlock().await;
        until("it is closed there", async || {
            other.call(Call::SyncNow).await.expect("a reply");
            other.vaults().await.first().is_some_and(|vault| vault.closed)
        })
        .await;
    });
}

#[test]
fn the_only_owner_hands_over_and_then_leaves() {
    run(async {
        let scene = scene(Role::Editor).await;
        assert!(scene.anna.vaults().await[0].lone_owner);
        let refused = scene.anna.call(Call::LeaveVault).await.expect_err("the only owner");
        assert_eq!(refused.kind, ProblemKind::OnlyOwner);
        assert!(!scene.anna.vaults().await[0].closed);

        let member = ben_row(&scene).await.member;
        scene.anna.call(Call::SetRole { member, role: Role::Owner }).await.expect("an owner");
        assert!(!scene.anna.vaults().await[0].lone_owner);
        scene.anna.call(Call::LeaveVault).await.expect("left");
        let leaving = async || scene.ben.members().await.members.into_iter().find(|one| one.leaving.is_some());
        until("Ben sees it", async || leaving().await.is_some()).await;
        scene.ben.call(Call::RemoveMember(0)).await.expect("removed");
        assert!(scene.ben.vaults().await[0].lone_owner && scene.ben.members().await.members.len() == 1);
        assert_eq!(scene.anna.people("tarnacle").await.total, 1);
    });
}

#[test]
fn who_left_is_let_in_again_on_the_same_device() {
    run(async {
        let scene = scene(Role::Editor).await;
        scene.ben.call(Call::LeaveVault).await.expect("left");
        until("Anna sees it", async || ben_row(&scene).await.leaving.is_some()).await;
        scene.anna.call(Call::RemoveMember(ben_row(&scene).await.member)).await.expect("removed");
        let meanwhile = scene.anna.add_person("Mean", "While").await;
        let fragment = scene.anna.invite("Ben again", Role::Editor).await;
        scene.anna.settled().await;
        scene.keep_link_secret(&fragment);
        scene.ben.call(Call::AcceptInvite { fragment }).await.expect("the link is good");
        until("he is in again", async || scene.ben.vaults().await.first().is_some_and(|vault| !vault.closed)).await;
        until("and has what came meanwhile", async || scene.ben.record(meanwhile).await.is_some()).await;
        scene.ben.set(scene.id, FieldKey::STATUS, "warm").await.expect("he writes");
        scene.ben.settled().await;
        let row = ben_row(&scene).await;
        assert_eq!((row.member, row.leaving), (2, None), "a new number, and the old statement says nothing of it");
    });
}

#[test]
fn a_deleted_vault_is_over_for_everybody_and_readable_where_it_was() {
    run(async {
        let scene = scene(Role::Admin).await;
        let refused = scene.ben.call(Call::DeleteVault { name: "Zwyrtek & Partner".into() }).await;
        assert_eq!(refused.expect_err("no owner").kind, ProblemKind::NoRight);
        let refused = scene.anna.call(Call::DeleteVault { name: "Zwyrtek".into() }).await;
        assert_eq!(refused.expect_err("not its name").kind, ProblemKind::BadInput);

        // What Ben does not have yet he still gets before he hears of the end.
        scene.ben.line.cut.set(true);
        let newest = scene.anna.add_person("Just", "Before").await;
        scene.anna.settled().await;
        let before = scene.seen(&scene.anna).await;
        scene.anna.call(Call::DeleteVault { name: " Zwyrtek & Partner ".into() }).await.expect("deleted");
        assert!(scene.anna.vaults().await[0].closed);
        assert_eq!(scene.seen(&scene.anna).await, before);
        scene.ben.line.cut.set(false);
        let problem = held(&scene.ben, ProblemKind::Deleted).await;
        assert!(problem.what.contains("Quorlis"), "who did it: {problem:?}");
        assert!(scene.ben.record(newest).await.is_some());
        let refused = scene.ben.set(scene.id, FieldKey::STATUS, "warm").await.expect_err("over");
        assert_eq!(refused.kind, ProblemKind::Deleted);

        scene.operator.a_week_passes().await;
        assert!(scene.operator.envelope(&scene.vault, RecordId(scene.id.0), 1).await.is_none(), "its bytes are gone");
        let (_, answer) = scene.second_device(tacit_tests::script::Honest).await;
        assert!(answer.is_ok(), "the account knows that there is nothing to fetch: {answer:?}");
        let Scene { ben, id, .. } = scene;
        let ben = ben.restarted().await;
        ben.unlock().await;
        assert!(ben.open_only_vault().await.closed);
        assert_eq!(ben.text(id, FieldKey::JOB_TITLE).await.as_deref(), Some("Wherrywright"));
    });
}

#[test]
fn a_device_that_comes_after_the_bytes_are_gone_believes_the_statement() {
    run(async {
        let scene = scene(Role::Editor).await;
        scene.ben.line.cut.set(true);
        let before = scene.seen(&scene.ben).await;
        scene.anna.call(Call::DeleteVault { name: "Zwyrtek & Partner".into() }).await.expect("deleted");
        scene.operator.a_week_passes().await;
        scene.ben.line.cut.set(false);
        held(&scene.ben, ProblemKind::Deleted).await;
        assert_eq!(scene.seen(&scene.ben).await, before);
    });
}

#[test]
fn a_link_into_a_deleted_vault_is_over() {
    run(async {
        let scene = scene(Role::Editor).await;
        let fragment = scene.anna.invite("Carla", Role::Editor).await;
        scene.keep_link_secret(&fragment);
        scene.anna.call(Call::DeleteVault { name: "Zwyrtek & Partner".into() }).await.expect("deleted");
        let carla = scene.person().await;
        let refused = carla.call(DoorCall::SeeInvite { fragment }).await.expect_err("over");
        assert_eq!(refused.kind, ProblemKind::InviteInvalid);
    });
}

#[test]
fn owners_set_the_rules_and_they_hold() {
    run(async {
        let scene = scene(Role::Editor).await;
        let rules = |words_for_all, editors_purge| Call::SetPolicy { words_for_all, editors_purge };
        let refused = scene.ben.call(rules(false, true)).await.expect_err("no owner");
        assert_eq!(refused.kind, ProblemKind::NoRight);
        let refused = scene.ben.call(Call::Erase(vec![scene.id])).await.expect_err("not by the rules");
        assert_eq!(refused.kind, ProblemKind::NoRight);

        scene.anna.call(rules(true, true)).await.expect("set");
        until("Ben knows", async || scene.ben.members().await.rules.editors_purge).await;
        // Whose rules they are now is looked at before anything is written under them.
        scene.ben.saw_members().await;
        scene.ben.erase_person(scene.id).await;
        let fragment = scene.anna.invite("Carla", Role::Viewer).await;
        scene.keep_link_secret(&fragment);
        let carla = scene.person().await;
        carla.sign_up("carla@example.org", &fragment).await;
        carla.call(Call::AcceptInvite { fragment }).await.expect("the link is good");
        until("she waits for somebody who compares words", async || {
            scene.anna.call(Call::SyncNow).await.expect("a reply");
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            scene.anna.members().await.waiting.len() == 1
        })
        .await;
        assert!(carla.vaults().await.is_empty());
    });
}

/// A second owner joins and is never seen again, then Ben is removed: who, as Anna reads it, has not seen that? Whom to ask is
/// told without it, if it is a recovery account.
async fn unseen_by(recovery: bool) -> Option<SeenBy> {
    let scene = scene(Role::Editor).await;
    let request = InviteRequest { name: "Paper".into(), role: Role::Owner, hours: 24, recovery };
    let fragment = scene.anna.invite_with(request).await;
    scene.keep_link_secret(&fragment);
    let paper = scene.person().await;
    paper.sign_up("paper@example.org", &fragment).await;
    paper.call(Call::AcceptInvite { fragment }).await.expect("the link is good");
    scene.anna.admit_all().await;
    until("it is in", async || paper.vaults().await.len() == 1).await;
    paper.line.cut.set(true);
    scene.anna.settled().await;
    let owners = scene.anna.vaults().await.swap_remove(0).owners;
    let named = (owners.len(), owners.iter().any(|name| name == "Paper"));
    assert_eq!(named, if recovery { (1, false) } else { (2, true) });
    let ben = ben_row(&scene).await.member;
    scene.anna.call(Call::RemoveMember(ben)).await.expect("removed");
    scene.anna.settled().await;
    let list = scene.anna.members().await;
    assert_eq!((list.members.len(), list.former.len()), (2, 1));
    list.former[0].seen_by.clone()
}

#[test]
fn a_recovery_account_is_not_waited_for_to_see_a_removal() {
    run(async {
        let seen = unseen_by(false).await.expect("an owner who is away");
        assert_eq!((seen.seen, seen.of, seen.missing.len()), (1, 2, 1));
        assert_eq!(unseen_by(true).await, None, "there is nobody else who reads");
    });
}

#[test]
fn vaults_of_one_account_do_not_mix() {
    run(async {
        let scene = scene(Role::Editor).await;
        let second = scene.anna.create_vault("Second", "Anna").await;
        let other = scene.anna.add_person("Only", "Here").await;
        scene.anna.settled().await;
        assert_eq!(scene.anna.people("").await.total, 1);
        assert!(scene.anna.record(scene.id).await.is_none(), "a record of the first vault is none here");
        assert!(scene.anna.history(other).await.versions.len() == 1);
        let history = scene.anna.call(Call::History { id: scene.id, before: None }).await;
        assert_eq!(history.expect_err("of another vault").kind, ProblemKind::Gone);

        // Trouble in one is said of that one.
        let first = scene.vault.to_hex();
        let broken = tacit_tests::script::instead(move |request| {
            let lost = request.path.contains(&first) && request.path.ends_with("/pull");
            lost.then(|| tacit_tests::script::refusal(&tacit_shared::api::ApiError::NoVault))
        });
        scene.anna.news();
        scene.anna.line.play(broken);
        until("each vault says how it stands", async || {
            scene.anna.call(Call::SyncNow).await.expect("a reply");
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            let (_, events) = scene.anna.news();
            let states = events.into_iter().filter_map(|event| match event {
                Event::Sync(vault, state) => Some((vault, state)),
                _ => None,
            });
            let (of_second, of_first): (Vec<_>, Vec<_>) = states.partition(|(vault, _)| *vault == second);
            assert!(of_second.iter().all(|(_, state)| state.held.is_none()), "{of_second:?}");
            assert!(of_first.iter().all(|(vault, _)| vault.0 == scene.vault.0));
            of_first.iter().any(|(_, state)| state.held.is_some()) && !of_second.is_empty()
        })
        .await;
    });
}

#[test]
fn an_invite_keeps_its_name_when_the_page_goes_on_to_another_vault() {
    run(async {
        let scene = scene(Role::Editor).await;
        let first = scene.anna.open_only_vault().await.vault;
        let other = scene.anna.create_vault("Another", "Anna").await;
        scene.anna.settled().await;
        scene.anna.call(Call::OpenVault(first)).await.expect("opened");
        let invite = InviteRequest { name: "Vera".into(), role: Role::Editor, hours: 24, recovery: false };
        let (invited, opened) =
            futures::join!(scene.anna.call(Call::Invite(invite)), scene.anna.call(Call::OpenVault(other)));
        assert!(matches!(invited, Ok(Reply::Invite(_))) && opened.is_ok());
        assert!(scene.anna.members().await.invites.is_empty());
        scene.anna.call(Call::OpenVault(first)).await.expect("opened");
        let names: Vec<String> = scene.anna.members().await.invites.into_iter().map(|one| one.name).collect();
        assert_eq!(names, ["Vera"]);
    });
}
