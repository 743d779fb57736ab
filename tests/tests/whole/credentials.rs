//! The life of an account with a real server: another password, another Secret Key, lost answers and kills between the
//! steps, two devices, idle locks, ended sessions, deletion.

use crate::SERVER;
use tacit_bridge::account::{Device, EmergencyKit, LockReason, Preferences};
use tacit_bridge::members::Role;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::{Call, DoorCall, Event, Problem, Reply};
use tacit_engine::ports::Response;
use tacit_tests::person::{PASSWORD, Person};
use tacit_tests::script::{Honest, Script};
use tacit_tests::server::Server;
use tacit_tests::{run, until};

const NEW: &str = "granite-otter-willow-compass-fern";

/// Anna with an account, a vault and a record that the server has.
async fn anna(server: &Server) -> (Person, EmergencyKit) {
    let anna = Person::new(&server.origin()).await;
    let kit = anna.sign_up("anna@example.org", &server.sign_up()).await;
    anna.create_vault("Kanzlei Berg", "Anna Berg").await;
    anna.add_person("Vera", "Quandt").await;
    anna.settled().await;
    (anna, kit)
}

async fn sign_in(server: &Server, secret_key: &str, password: &str) -> (Person, Result<Reply, Problem>) {
    let person = Person::new(&server.origin()).await;
    let call =
        DoorCall::SignIn { name: "anna@example.org".into(), secret_key: secret_key.into(), password: password.into() };
    let answer = person.call(call).await;
    (person, answer)
}

/// A second device of hers, confirmed.
async fn second(server: &Server, kit: &EmergencyKit) -> Person {
    let (other, answer) = sign_in(server, &kit.secret_key, PASSWORD).await;
    answer.expect("signed in");
    other.open_only_vault().await;
    other.confirm_device().await;
    other.settled().await;
    other
}

async fn unlock(person: &Person, password: &str) -> Result<Reply, Problem> {
    person.call(DoorCall::Unlock { password: password.into() }).await
}

fn change(current: &str, new: &str) -> Call {
    Call::ChangePassword { current: current.into(), new: new.into() }
}

async fn locked(person: &Person) -> Option<LockReason> {
    match person.call(DoorCall::Device).await {
        Ok(Reply::Device(Device::Locked { why, .. })) => why,
        _ => None,
    }
}

/// Until the person is told that the account opens with something else now.
async fn told_of_new_credentials(person: &Person) {
    until("the new password is asked for", async || {
        person.call(Call::SyncNow).await.expect("a reply");
        person.news().0.and_then(|state| state.held).is_some_and(|held| held.kind == ProblemKind::CredentialsChanged)
    })
    .await;
}

fn group(kit: &EmergencyKit) -> String {
    kit.secret_key.split('-').nth(usize::from(kit.retype_group)).expect("a group").to_owned()
}

async fn draw(person: &Person) -> EmergencyKit {
    match person.call(Call::DrawKit { password: PASSWORD.into() }).await {
        Ok(Reply::Kit(kit)) => kit,
        other => panic!("no kit: {other:?}"),
    }
}

fn use_kit(kit: &EmergencyKit, new_password: Option<&str>) -> Call {
    Call::UseKit { password: PASSWORD.into(), new_password: new_password.map(str::to_owned), retyped: group(kit) }
}

/// What the server answers to a change is lost, so many times.
struct Lost(u32);

impl Script for Lost {
    fn answer(&mut self, request: &tacit_engine::ports::Request, answer: Response) -> Response {
        if !request.path.ends_with("/account/change") || self.0 == 0 {
            return answer;
        }
        self.0 -= 1;
        Response { status: 503, body: Vec::new() }
    }
}

/// After a change was made, nothing comes back any more: the change is there, and the client cannot know.
#[derive(Default)]
struct SilentAfterChange(bool);

impl Script for SilentAfterChange {
    fn answer(&mut self, request: &tacit_engine::ports::Request, answer: Response) -> Response {
        self.0 |= request.path.ends_with("/account/change");
        if self.0 { Response { status: 503, body: Vec::new() } } else { answer }
    }
}

#[test]
fn another_password_opens_and_the_old_one_opens_nothing() {
    run(async {
        let server = Server::start(SERVER).await;
        let (anna, kit) = anna(&server).await;
        let wrong = anna.call(change("not-the-password-at-all", NEW)).await.expect_err("whoever changes it knows it");
        assert_eq!(wrong.kind, ProblemKind::CannotUnlock);
        let weak = anna.call(change(PASSWORD, "password123")).await.expect_err("would be guessed");
        assert_eq!(weak.kind, ProblemKind::BadInput);
        assert_eq!(anna.call(change(PASSWORD, NEW)).await, Ok(Reply::Done));
        anna.add_person("After", "Change").await;
        anna.settled().await;

        let anna = anna.restarted().await;
        assert_eq!(unlock(&anna, PASSWORD).await.expect_err("void").kind, ProblemKind::CannotUnlock);
        anna.line.cut.set(true);
        unlock(&anna, NEW).await.expect("without the server too");
        anna.open_only_vault().await;
        assert_eq!(anna.people("quandt").await.total, 1);
        anna.line.cut.set(false);
        anna.settled().await;

        let (_, old) = sign_in(&server, &kit.secret_key, PASSWORD).await;
        assert_eq!(old.expect_err("void").kind, ProblemKind::CannotUnlock);
        let (fresh, new) = sign_in(&server, &kit.secret_key, NEW).await;
        new.expect("the same kit, the new password");
        fresh.open_only_vault().await;
        assert_eq!(fresh.people("").await.total, 2);
    });
}

#[test]
fn a_second_device_is_told_of_the_new_password_and_goes_on() {
    run(async {
        let server = Server::start(SERVER).await;
        let (anna, kit) = anna(&server).await;
        let other = second(&server, &kit).await;
        anna.call(change(PASSWORD, NEW)).await.expect("changed");
        until("the other one locks", async || {
            let _ = other.call(Call::SyncNow).await;
            locked(&other).await == Some(LockReason::SignedOut)
        })
        .await;
        // The old password still opens its own copy, which is said not to be the server's any more.
        unlock(&other, PASSWORD).await.expect("its own copy");
        other.open_only_vault().await;
        let held = other.add_person("Written", "Meanwhile").await;
        told_of_new_credentials(&other).await;
        let adopt = |password: &str| Call::AdoptCredentials { password: password.into(), secret_key: String::new() };
        assert_eq!(other.call(adopt(PASSWORD)).await.expect_err("the old one").kind, ProblemKind::CannotUnlock);
        other.call(adopt(NEW)).await.expect("the new one");
        other.settled().await;
        assert!(!other.record(held).await.expect("kept").waiting, "what was written meanwhile is sent");
        let other = other.restarted().await;
        assert!(unlock(&other, PASSWORD).await.is_err(), "the old copy is gone");
        unlock(&other, NEW).await.expect("the new one");
    });
}

#[test]
fn a_locked_device_takes_the_new_password_at_once() {
    run(async {
        let server = Server::start(SERVER).await;
        let (anna, kit) = anna(&server).await;
        let other = second(&server, &kit).await;
        other.call(DoorCall::Lock).await.expect("locked");
        anna.call(change(PASSWORD, NEW)).await.expect("changed");
        other.line.cut.set(true);
        assert!(unlock(&other, NEW).await.is_err(), "offline it cannot know");
        other.line.cut.set(false);
        assert!(unlock(&other, "some-third-password-typed").await.is_err());
        unlock(&other, NEW).await.expect("the server knows it");
        other.open_only_vault().await;
        assert_eq!(other.people("quandt").await.total, 1);
        other.settled().await;
    });
}

#[test]
fn a_new_secret_key_voids_the_old_kit_and_needs_the_new_one_kept() {
    run(async {
        let server = Server::start(SERVER).await;
        let (anna, old) = anna(&server).await;
        let other = second(&server, &old).await;
        let kit = draw(&anna).await;
        assert_ne!(kit.secret_key, old.secret_key);
        let careless = Call::UseKit { password: PASSWORD.into(), new_password: None, retyped: group(&old) };
        assert_eq!(anna.call(careless).await.expect_err("the old kit").kind, ProblemKind::BadInput);
        let (_, still) = sign_in(&server, &old.secret_key, PASSWORD).await;
        still.expect("nothing changed before the new kit was kept");

        anna.call(use_kit(&kit, Some(NEW))).await.expect("both changed");
        anna.settled().await;
        for (key, password) in [(&old, PASSWORD), (&old, NEW), (&kit, PASSWORD)] {
            let (_, answer) = sign_in(&server, &key.secret_key, password).await;
            assert_eq!(answer.expect_err("void").kind, ProblemKind::CannotUnlock);
        }
        let (_, answer) = sign_in(&server, &kit.secret_key, NEW).await;
        answer.expect("the new kit with the new password");

        // A device that was locked meanwhile opens with the old ones, and then asks for both new ones.
        until("the other one locks", async || {
            let _ = other.call(Call::SyncNow).await;
            locked(&other).await.is_some()
        })
        .await;
        unlock(&other, PASSWORD).await.expect("its own copy");
        other.open_only_vault().await;
        told_of_new_credentials(&other).await;
        let adopt = |key: &str| Call::AdoptCredentials { password: NEW.into(), secret_key: key.into() };
        assert!(other.call(adopt("")).await.is_err(), "the password alone is not enough");
        other.call(adopt(&kit.secret_key)).await.expect("with the new kit");
        other.settled().await;
    });
}

#[test]
fn lost_answers_change_nothing_about_a_change() {
    run(async {
        let server = Server::start(SERVER).await;
        let (anna, kit) = anna(&server).await;
        // Two answers lost: the same bytes again give the same answer.
        anna.line.play(Lost(2));
        assert_eq!(anna.call(change(PASSWORD, NEW)).await, Ok(Reply::Done));
        // All of them lost: the sign-in shows that it was made.
        anna.line.play(Lost(u32::MAX));
        assert_eq!(anna.call(change(NEW, PASSWORD)).await, Ok(Reply::Done));
        anna.line.play(Honest);
        anna.settled().await;
        let (_, answer) = sign_in(&server, &kit.secret_key, PASSWORD).await;
        answer.expect("changed there and back");
    });
}

#[test]
fn nothing_sent_is_nothing_changed() {
    run(async {
        let server = Server::start(SERVER).await;
        let (anna, _) = anna(&server).await;
        anna.line.cut.set(true);
        let offline = anna.call(change(PASSWORD, NEW)).await.expect_err("no server");
        assert_eq!(offline.kind, ProblemKind::Offline);
        anna.line.cut.set(false);
        anna.settled().await;
        let anna = anna.restarted().await;
        unlock(&anna, PASSWORD).await.expect("it is what it was");
        anna.open_only_vault().await;
        anna.settled().await;
    });
}

#[test]
fn killed_after_the_server_changed_the_password_the_typed_one_decides() {
    run(async {
        let server = Server::start(SERVER).await;
        let (anna, _) = anna(&server).await;
        anna.line.play(SilentAfterChange::default());
        let unknown = anna.call(change(PASSWORD, NEW)).await.expect_err("cannot be known");
        assert_eq!(unknown.kind, ProblemKind::Offline);
        assert!(unknown.todo.contains("new password first"), "{unknown:?}");
        // The browser is killed; on the same files the new password opens what the server has.
        let anna = anna.restarted().await;
        anna.line.play(Honest);
        unlock(&anna, NEW).await.expect("the server has it");
        anna.open_only_vault().await;
        assert_eq!(anna.people("quandt").await.total, 1);
        anna.settled().await;
        let anna = anna.restarted().await;
        assert!(unlock(&anna, PASSWORD).await.is_err());
    });
}

#[test]
fn killed_after_the_server_took_a_new_secret_key_the_device_still_has_it() {
    run(async {
        let server = Server::start(SERVER).await;
        let (anna, _) = anna(&server).await;
        let kit = draw(&anna).await;
        anna.line.play(SilentAfterChange::default());
        anna.call(use_kit(&kit, None)).await.expect_err("cannot be known");
        let anna = anna.restarted().await;
        anna.line.play(Honest);
        // The password is the same, so this device's copy opens; the server wants the new key, which is kept here.
        unlock(&anna, PASSWORD).await.expect("its own copy");
        anna.open_only_vault().await;
        told_of_new_credentials(&anna).await;
        let adopt = Call::AdoptCredentials { password: PASSWORD.into(), secret_key: String::new() };
        anna.call(adopt).await.expect("nobody types the new Secret Key");
        anna.settled().await;
    });
}

#[test]
fn a_server_killed_during_a_change_has_the_whole_of_it_or_nothing() {
    run(async {
        let mut server = Server::start(SERVER).await;
        let (mut anna, kit) = anna(&server).await;
        let (mut now, mut next) = (PASSWORD, NEW);
        for round in 0..6 {
            let sent = || anna.line.paths.borrow().iter().filter(|path| path.ends_with("/account/change")).count();
            let before = sent();
            let kill = async {
                until("it is sent", async || sent() > before).await;
                tokio::time::sleep(std::time::Duration::from_millis(round)).await;
                server.kill().await;
            };
            let (answer, ()) = futures::join!(anna.call(change(now, next)), kill);
            server.restart().await;
            let (_, with_next) = sign_in(&server, &kit.secret_key, next).await;
            let (_, with_now) = sign_in(&server, &kit.secret_key, now).await;
            assert!(with_next.is_ok() != with_now.is_ok(), "exactly one opens");
            assert!(answer.is_err() || with_next.is_ok(), "what was said to be changed is");
            if with_next.is_ok() {
                (now, next) = (next, now);
            }
            anna = anna.restarted().await;
            unlock(&anna, now).await.expect("the one that the server holds");
            anna.open_only_vault().await;
            assert_eq!(anna.people("quandt").await.total, 1);
            anna.settled().await;
        }
    });
}

#[test]
fn two_devices_that_change_at_once_make_one_change() {
    run(async {
        let server = Server::start(SERVER).await;
        let (anna, kit) = anna(&server).await;
        let other = second(&server, &kit).await;
        let third = "lantern-birch-saddle-orchid-pebble";
        let (one, two) = futures::join!(anna.call(change(PASSWORD, NEW)), other.call(change(PASSWORD, third)));
        assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
        let lost = one.as_ref().err().or(two.as_ref().err()).expect("one lost").kind;
        assert!(matches!(lost, ProblemKind::CredentialsChanged | ProblemKind::Refused), "{lost:?}");
        let won = if one.is_ok() { NEW } else { third };
        let (_, answer) = sign_in(&server, &kit.secret_key, won).await;
        answer.expect("the one that was said to be changed");
    });
}

#[test]
fn an_ended_session_locks_its_device_and_says_so() {
    run(async {
        let server = Server::start(SERVER).await;
        let (anna, kit) = anna(&server).await;
        let other = second(&server, &kit).await;
        let Ok(Reply::Sessions(rows)) = anna.call(Call::Sessions).await else { panic!("no sessions") };
        assert_eq!((rows.len(), rows.iter().filter(|row| row.current).count()), (2, 1));
        anna.call(Call::EndOtherSessions).await.expect("ended");
        until("the other one locks", async || {
            let _ = other.call(Call::SyncNow).await;
            locked(&other).await == Some(LockReason::SignedOut)
        })
        .await;
        assert!(other.news().1.contains(&Event::Locked));
        assert!(other.call(Call::Members).await.is_err(), "nothing is readable without the password");
        unlock(&other, PASSWORD).await.expect("whoever has the password goes on");
        other.open_only_vault().await;
        other.settled().await;
        anna.settled().await;
        assert_eq!(locked(&anna).await, None);
    });
}

#[test]
fn a_device_locks_when_nobody_uses_it() {
    run(async {
        let server = Server::start(SERVER).await;
        let (anna, _) = anna(&server).await;
        let minutes = |minutes: u64| anna.profile.ahead.set(anna.profile.ahead.get() + minutes * 60_000);
        minutes(14);
        anna.call(Call::Activity).await.expect("a reply");
        minutes(14);
        assert_eq!(anna.people("quandt").await.total, 1, "used a quarter of an hour ago at most");
        minutes(1);
        let late = anna.call(Call::Activity).await;
        assert!(late.is_ok(), "the page cannot know yet");
        assert_eq!(locked(&anna).await, Some(LockReason::Idle), "and activity after it does not open it again");
        assert!(anna.news().1.contains(&Event::Locked));
        unlock(&anna, PASSWORD).await.expect("opens");

        let never = Preferences { idle_minutes: 0, ..Preferences::default() };
        anna.call(Call::SetPreferences(never)).await.expect("chosen");
        let anna = anna.restarted().await;
        unlock(&anna, PASSWORD).await.expect("opens");
        assert_eq!(anna.call(Call::Preferences).await, Ok(Reply::Preferences(never)), "kept on this device");
        anna.profile.ahead.set(anna.profile.ahead.get() + 48 * 3_600_000);
        anna.open_only_vault().await;
    });
}

#[test]
fn an_account_is_deleted_once_no_vault_is_left_without_an_owner() {
    run(async {
        let server = Server::start(SERVER).await;
        let (anna, kit) = anna(&server).await;
        let delete = || Call::DeleteAccount { password: PASSWORD.into() };
        let wrong = anna.call(Call::DeleteAccount { password: "not-the-password-at-all".into() }).await;
        assert_eq!(wrong.expect_err("whoever deletes it knows it").kind, ProblemKind::CannotUnlock);
        let refused = anna.call(delete()).await.expect_err("the only owner");
        assert_eq!(refused.kind, ProblemKind::OnlyOwner);
        assert!(refused.what.contains("Kanzlei Berg"), "{refused:?}");

        let fragment = anna.invite("Ben Tal", Role::Owner).await;
        let ben = Person::new(&server.origin()).await;
        ben.sign_up("ben@example.org", &fragment).await;
        ben.call(Call::AcceptInvite { fragment }).await.expect("the link is good");
        anna.admit_all().await;
        until("Ben is let in", async || ben.vaults().await.len() == 1).await;
        anna.settled().await;

        // The answer is lost, and the same request again gives it.
        anna.line.deaf.set(true);
        anna.call(delete()).await.expect_err("not heard");
        anna.line.deaf.set(false);
        assert_eq!(anna.call(delete()).await, Ok(Reply::Done));
        assert!(anna.news().1.contains(&Event::Forgotten));
        assert_eq!(anna.call(DoorCall::Device).await, Ok(Reply::Device(Device::Empty)));
        let (_, answer) = sign_in(&server, &kit.secret_key, PASSWORD).await;
        assert_eq!(answer.expect_err("gone").kind, ProblemKind::CannotUnlock);
        ben.open_only_vault().await;
        until("Ben keeps the vault", async || ben.people("quandt").await.total == 1).await;
    });
}
