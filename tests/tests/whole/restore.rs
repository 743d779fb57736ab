//! An honest restore from a backup (R13): the real data folder is copied, everybody goes on, the copy is put back, and
//! the members' browsers give back what it lacks.

use crate::SERVER;
use tacit_bridge::account::Preferences;
use tacit_bridge::members::Role;
use tacit_bridge::message::{Recovery, SyncState};
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::{FieldKey, Id};
use tacit_bridge::{Call, DoorCall, Event};
use tacit_tests::files::content;
use tacit_tests::person::{PASSWORD, Person};
use tacit_tests::script::{Honest, change};
use tacit_tests::server::Server;
use tacit_tests::{run, until};

/// Somebody with an account, by an invite of hers.
async fn joined(server: &Server, anna: &Person, name: &str, role: Role) -> Person {
    let fragment = anna.invite(name, role).await;
    let person = Person::new(&server.origin()).await;
    person.sign_up(name, &fragment).await;
    person.call(Call::AcceptInvite { fragment }).await.expect("the link is good");
    if role >= Role::Admin {
        anna.admit_all().await;
    }
    until("somebody is let in", async || person.vaults().await.len() == 1).await;
    person.open_only_vault().await;
    anna.settled().await;
    person.settled().await;
    person
}

async fn anna(server: &Server) -> (Person, String) {
    let anna = Person::new(&server.origin()).await;
    let kit = anna.sign_up("anna", &server.sign_up()).await;
    anna.create_vault("Kanzlei Berg", "Anna").await;
    anna.settled().await;
    (anna, kit.secret_key)
}

async fn synced(people: &[&Person]) {
    for person in people {
        person.settled().await;
    }
}

async fn now(person: &Person) {
    person.call(Call::SyncNow).await.expect("a reply");
    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
}

/// Waits until the person is told that the server recovers.
async fn told_of_recovery(person: &Person) -> SyncState {
    let last = std::cell::RefCell::new(SyncState::default());
    until("the restore is said", async || {
        now(person).await;
        if let (Some(state), _) = person.news() {
            *last.borrow_mut() = state;
        }
        last.borrow().recovery.is_some_and(|recovery| recovery.giving.is_none())
    })
    .await;
    last.into_inner()
}

async fn status(person: &Person, id: Id) -> Option<String> {
    person.text(id, FieldKey::STATUS).await
}

#[test]
fn every_member_heals_and_nothing_confirmed_is_lost() {
    run(async {
        let mut server = Server::start(SERVER).await;
        let (anna, key) = anna(&server).await;
        let vera = anna.add_person("Vera", "Quandt").await;
        let ben = joined(&server, &anna, "Ben", Role::Editor).await;
        let carl = joined(&server, &anna, "Carl", Role::Editor).await;
        let dora = joined(&server, &anna, "Dora", Role::Editor).await;
        synced(&[&anna, &ben, &carl, &dora]).await;
        let backup = server.backup().await;

        // Ben and Dora are away. The others go on: edits over edits, an import, a removal, a deletion.
        ben.line.cut.set(true);
        dora.line.cut.set(true);
        let gone = anna.add_person("Soon", "Deleted").await;
        for round in 0..4 {
            anna.set(vera, FieldKey::STATUS, &format!("round {round}")).await.expect("saved");
            anna.settled().await;
        }
        let member = anna.members().await.members.into_iter().find(|one| one.name == "Dora").expect("Dora").member;
        anna.call(Call::RemoveMember(member)).await.expect("removed");
        anna.call(Call::Delete(vec![gone])).await.expect("deleted");
        carl.call(Call::MakeDemoPeople(300)).await.expect("made");
        synced(&[&anna, &carl]).await;
        carl.set(vera, FieldKey::JOB_TITLE, "Notary").await.expect("saved");
        synced(&[&carl, &anna]).await;
        until("Anna has all of it", async || {
            now(&anna).await;
            anna.text(vera, FieldKey::JOB_TITLE).await.as_deref() == Some("Notary")
        })
        .await;
        let (epoch, people) = (anna.members().await.epoch, anna.people("").await.total);
        // Meanwhile Ben writes on his own, and so does Dora, who has not heard.
        let of_ben = ben.add_person("Written", "Offline").await;
        dora.add_person("After", "Removal").await;

        server.restore(&backup, true).await;
        let offline = told_of_recovery(&anna).await;
        assert_eq!(offline.recovery, Some(Recovery { restored: true, giving: None }));
        // Dora is back first: on this server she is a member still, and gets nothing in.
        dora.line.cut.set(false);
        now(&dora).await;
        ben.line.cut.set(false);
        synced(&[&anna, &carl, &ben]).await;

        for person in [&anna, &ben, &carl] {
            until("everybody has everything", async || {
                now(person).await;
                person.people("").await.total == people + 1
            })
            .await;
            assert_eq!(status(person, vera).await.as_deref(), Some("round 3"));
            assert_eq!(person.text(vera, FieldKey::JOB_TITLE).await.as_deref(), Some("Notary"));
            assert!(person.record(gone).await.is_none(), "and what was deleted stays so");
            assert_eq!(person.members().await.members.len(), 3);
            assert_eq!(person.members().await.epoch, epoch, "no key had to be changed: all boxes came back");
            assert!(!person.record(of_ben).await.expect("there").waiting);
        }
        assert_eq!(anna.members().await.roster_words, ben.members().await.roster_words);
        until("Dora hears of it", async || {
            now(&dora).await;
            dora.vaults().await.first().is_some_and(|vault| vault.closed)
        })
        .await;
        assert_eq!(anna.people("removal").await.total, 0, "nothing of hers came after");

        // A browser that knows nothing gets all of it from the server alone, keys included.
        let fresh = Person::new(&server.origin()).await;
        let sign_in = DoorCall::SignIn { name: "anna".into(), secret_key: key, password: PASSWORD.into() };
        fresh.call(sign_in).await.expect("signed in");
        fresh.open_only_vault().await;
        until("all of it is there", async || fresh.people("").await.total == people + 1).await;
        assert_eq!(status(&fresh, vera).await.as_deref(), Some("round 3"));
    });
}

#[test]
fn nothing_new_is_taken_before_what_was_lost_is_back() {
    run(async {
        let mut server = Server::start(SERVER).await;
        let (anna, _) = anna(&server).await;
        let vera = anna.add_person("Vera", "Quandt").await;
        let ben = joined(&server, &anna, "Ben", Role::Admin).await;
        let number = anna.members().await.members.iter().find(|row| !row.me).expect("Ben").member;
        anna.call(Call::SetRole { member: number, role: Role::Owner }).await.expect("an owner");
        synced(&[&anna, &ben]).await;
        let backup = server.backup().await;
        ben.cut_off().await;
        anna.set(vera, FieldKey::STATUS, "warm").await.expect("saved");
        anna.settled().await;
        anna.cut_off().await;
        server.restore(&backup, true).await;

        // Ben, who has seen nothing newer, would fork the vault.
        ben.line.cut.set(false);
        let written = ben.add_person("Written", "Meanwhile").await;
        let state = told_of_recovery(&ben).await;
        assert_eq!((state.waiting, state.held), (1, None), "no alarm");
        for _ in 0..5 {
            now(&ben).await;
        }
        assert!(ben.record(written).await.expect("kept").waiting);
        let request =
            tacit_bridge::members::InviteRequest { name: "Eve".into(), role: Role::Viewer, hours: 1, recovery: false };
        let refused = ben.call(Call::Invite(request)).await.expect_err("told at once");
        assert_eq!(refused.kind, ProblemKind::Recovering);
        assert!(refused.what.contains("restored from a backup"), "{refused:?}");
        // Nor is it the time to destroy it: whoever was an owner may be none any more.
        let name = ben.vaults().await[0].name.clone();
        let refused = ben.call(Call::DeleteVault { name }).await.expect_err("told at once");
        assert_eq!(refused.kind, ProblemKind::Recovering);

        anna.line.cut.set(false);
        synced(&[&anna, &ben]).await;
        until("Ben has Anna's edit", async || status(&ben, vera).await.as_deref() == Some("warm")).await;
        until("and Anna his", async || anna.record(written).await.is_some()).await;
    });
}

#[test]
fn the_operator_can_end_it_and_what_did_not_come_back_is_then_gone() {
    run(async {
        let mut server = Server::start(SERVER).await;
        let (anna, _) = anna(&server).await;
        let ben = joined(&server, &anna, "Ben", Role::Editor).await;
        synced(&[&anna, &ben]).await;
        let backup = server.backup().await;
        anna.cut_off().await;
        server.restore(&backup, true).await;
        let written = ben.add_person("Written", "Meanwhile").await;
        told_of_recovery(&ben).await;
        let said = server.command(&["recover", "--end"]).await;
        assert!(said.contains("still waiting: 1"), "{said}");
        synced(&[&ben]).await;
        assert!(!ben.record(written).await.expect("there").waiting);
        anna.line.cut.set(false);
        synced(&[&anna]).await;
        until("Anna follows", async || anna.record(written).await.is_some()).await;
    });
}

#[test]
fn a_vault_and_accounts_made_after_the_backup_come_back() {
    run(async {
        let mut server = Server::start(SERVER).await;
        let anna = Person::new(&server.origin()).await;
        anna.sign_up("anna", &server.sign_up()).await;
        let backup = server.backup().await;
        anna.create_vault("Kanzlei Berg", "Anna").await;
        let vera = anna.add_person("Vera", "Quandt").await;
        let ben = joined(&server, &anna, "Ben", Role::Editor).await;
        ben.set(vera, FieldKey::STATUS, "warm").await.expect("saved");
        synced(&[&ben, &anna]).await;
        server.restore(&backup, true).await;
        // The server knows neither Ben's account, nor his session, nor the vault; Anna's account is older than her
        // browser's.
        until("Ben's browser asks for the password", async || {
            now(&ben).await;
            ben.vaults().await.is_empty()
        })
        .await;
        ben.unlock().await;
        ben.open_only_vault().await;
        synced(&[&anna, &ben]).await;
        let later = ben.add_person("Later", "Still").await;
        synced(&[&ben, &anna]).await;
        until("Anna has it", async || anna.record(later).await.is_some()).await;
        assert_eq!(status(&anna, vera).await.as_deref(), Some("warm"));
        // And the accounts are whole: a new session of each finds the vault.
        for person in [anna, ben] {
            let person = person.restarted().await;
            person.unlock().await;
            person.open_only_vault().await;
            person.settled().await;
        }
    });
}

#[test]
fn sealed_bytes_that_whoever_gave_the_entries_lacks_come_from_somebody_else() {
    run(async {
        let mut server = Server::start(SERVER).await;
        let (anna, _) = anna(&server).await;
        let vera = anna.add_person("Vera", "Quandt").await;
        let ben = joined(&server, &anna, "Ben", Role::Editor).await;
        synced(&[&anna, &ben]).await;
        let backup = server.backup().await;
        // Ben sees the entry, and the server is gone before he has the record.
        ben.line.play(change("/envelopes/get", |_, given: &mut Vec<Option<Vec<u8>>>| given.fill(None)));
        let written = anna.add_person("Sealed", "Bytes").await;
        anna.settled().await;
        until("Ben knows of it", async || {
            now(&ben).await;
            ben.news().1.iter().any(|event| matches!(event, Event::Sync(_, state) if state.held.is_some()))
        })
        .await;
        anna.line.cut.set(true);
        server.restore(&backup, true).await;
        ben.line.play(Honest);
        told_of_recovery(&ben).await;
        assert!(ben.record(written).await.is_none());
        // His own work goes on all the same once Anna has been here, and so does the record.
        ben.set(vera, FieldKey::STATUS, "warm").await.expect("saved");
        anna.line.cut.set(false);
        synced(&[&anna, &ben]).await;
        until("Ben has it", async || {
            now(&ben).await;
            ben.record(written).await.is_some()
        })
        .await;
        until("Anna has his", async || status(&anna, vera).await.as_deref() == Some("warm")).await;
    });
}

/// The newest reason why nothing is sent.
async fn held(person: &Person) -> Option<ProblemKind> {
    now(person).await;
    person.news().0.and_then(|state| state.held).map(|problem| problem.kind)
}

#[test]
fn a_box_that_nobody_has_any_more_is_followed_by_one_new_key() {
    run(async {
        let mut server = Server::start(SERVER).await;
        let (anna, _) = anna(&server).await;
        let vera = anna.add_person("Vera", "Quandt").await;
        let ben = joined(&server, &anna, "Ben", Role::Editor).await;
        let carl = joined(&server, &anna, "Carl", Role::Admin).await;
        synced(&[&anna, &ben, &carl]).await;
        let backup = server.backup().await;

        // Carl changes the key while Ben is away: Ben's box is on the server and in Carl's browser, and nowhere else.
        let epoch = anna.members().await.epoch;
        ben.line.cut.set(true);
        carl.call(Call::RenewKey).await.expect("queued");
        until("Anna has the new key", async || {
            now(&anna).await;
            anna.members().await.epoch == epoch + 1
        })
        .await;
        anna.set(vera, FieldKey::STATUS, "warm").await.expect("saved");
        synced(&[&anna, &carl]).await;
        carl.line.cut.set(true);
        server.restore(&backup, true).await;
        told_of_recovery(&anna).await;
        server.command(&["recover", "--end"]).await;

        // Anna gave back the entries. Ben follows them, and what the rotation sealed for him is lost.
        ben.line.cut.set(false);
        until("Ben has no key", async || held(&ben).await == Some(ProblemKind::MissingBox)).await;
        assert_eq!(status(&ben, vera).await, None, "and cannot read what was written under it");
        // An admin's browser asks now and then what is missing, and makes it good by another key.
        let open = Preferences { idle_minutes: 0, ..Preferences::default() };
        anna.call(Call::SetPreferences(open)).await.expect("chosen");
        anna.profile.ahead.set(11 * 60_000);
        until("Ben reads all of it", async || {
            now(&anna).await;
            now(&ben).await;
            status(&ben, vera).await.as_deref() == Some("warm")
        })
        .await;
        let written = ben.add_person("Written", "Under It").await;
        // Carl, who was away, has a box of the new key as well. One rotation was enough for all of them.
        carl.line.cut.set(false);
        synced(&[&ben, &anna, &carl]).await;
        anna.profile.ahead.set(22 * 60_000);
        synced(&[&anna]).await;
        for person in [&anna, &ben, &carl] {
            until("everybody has it", async || {
                now(person).await;
                person.record(written).await.is_some()
            })
            .await;
            assert_eq!(person.members().await.epoch, epoch + 2);
        }
    });
}

/// Somebody attaches a file after the backup; then the store is restored, and the folder of files or not. What Ben reads.
async fn file_after_a_restore(folder_is_newer: bool) -> Result<Vec<u8>, ProblemKind> {
    let mut server = Server::start(SERVER).await;
    let (anna, _) = anna(&server).await;
    let vera = anna.add_person("Vera", "Quandt").await;
    let ben = joined(&server, &anna, "ben", Role::Editor).await;
    let backup = server.backup().await;
    until("the server is back", async || anna.call(Call::SyncNow).await.is_ok()).await;
    let file = anna.attach(vera, "Vollmacht.pdf", &content(1, 70_000)).await.expect("attached");
    anna.kept(vera, file).await;
    anna.set(vera, FieldKey::STATUS, "warm").await.expect("saved");
    synced(&[&anna, &ben]).await;
    until("nothing sealed is left with her", async || anna.local_files().is_empty()).await;
    if folder_is_newer {
        server.keep_files(&backup);
    }
    server.restore(&backup, true).await;
    synced(&[&anna, &ben]).await;
    assert_eq!(status(&ben, vera).await.as_deref(), Some("warm"), "what stands behind the file came back with it");
    assert_eq!(ben.files(vera).await.len(), 1);
    anna.set(vera, FieldKey::STATUS, "hot").await.expect("saved");
    synced(&[&anna]).await;
    ben.read(file).await.map_err(|problem| problem.kind)
}

#[test]
fn a_file_attached_after_the_backup_is_found_again_in_a_newer_folder() {
    run(async { assert_eq!(file_after_a_restore(true).await, Ok(content(1, 70_000))) });
}

#[test]
fn a_file_lost_with_the_folder_is_said_to_be_lost_and_holds_up_nothing() {
    run(async { assert_eq!(file_after_a_restore(false).await, Err(ProblemKind::FileDamaged)) });
}
