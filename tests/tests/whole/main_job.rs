//! The main job with real clients and a real server: sealed in one browser, read in another.

use crate::{SERVER, anna};
use tacit_bridge::account::Device;
use tacit_bridge::import::{ImportSource, Preview};
use tacit_bridge::members::Role;
use tacit_bridge::message::Job;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::FieldKey;
use tacit_bridge::{Call, DoorCall, Event, Reply};
use tacit_tests::person::{PASSWORD, Person};
use tacit_tests::scene::Scene;
use tacit_tests::script::Honest;
use tacit_tests::server::Server;
use tacit_tests::{run, until};

/// Ben, invited by Anna and let in.
async fn ben(server: &Server, anna: &Person) -> Person {
    let fragment = anna.invite("Ben Tal", Role::Editor).await;
    let ben = Person::new(&server.origin()).await;
    ben.sign_up("ben@example.org", &fragment).await;
    ben.call(Call::AcceptInvite { fragment }).await.expect("the link is good");
    until("Ben is let in", async || ben.vaults().await.len() == 1).await;
    ben.open_only_vault().await;
    ben
}

#[test]
fn a_person_sealed_by_one_member_is_read_by_another() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        let id = anna.add_person("Vera", "Quandt").await;
        anna.settled().await;

        let ben = ben(&server, &anna).await;
        until("Ben has her", async || ben.people("quandt").await.total == 1).await;

        anna.set(id, FieldKey::JOB_TITLE, "Notary").await.expect("saved");
        until("Ben sees the edit", async || ben.text(id, FieldKey::JOB_TITLE).await.as_deref() == Some("Notary")).await;

        let list = ben.members().await;
        let names: Vec<&str> = list.members.iter().map(|member| member.name.as_str()).collect();
        assert_eq!(names, ["Anna Berg", "Ben Tal"]);
        assert_eq!(list.roster_words, anna.members().await.roster_words);
    });
}

#[test]
fn a_kit_not_yet_kept_is_shown_again_against_the_password() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = Person::new(&server.origin()).await;
        let permit = server.sign_up();
        let sign_up = DoorCall::SignUp { name: "anna".into(), password: PASSWORD.into(), permit };
        let Ok(Reply::Kit(first)) = anna.call(sign_up).await else { panic!("no kit") };
        let anna = anna.restarted().await;
        assert!(matches!(anna.call(DoorCall::Device).await, Ok(Reply::Device(Device::KitPending))));
        let wrong = anna.call(Call::ShowKit { password: "not-the-password".into() }).await;
        assert_eq!(wrong.expect_err("wrong").kind, ProblemKind::CannotUnlock);
        let Ok(Reply::Kit(again)) = anna.call(Call::ShowKit { password: PASSWORD.into() }).await else {
            panic!("no kit")
        };
        assert_eq!(first.secret_key, again.secret_key);
        let group = again.secret_key.split('-').nth(usize::from(again.retype_group)).expect("a group").to_owned();
        let kept = anna.call(DoorCall::KitKept { retyped: group }).await;
        assert!(matches!(kept, Ok(Reply::Device(Device::Unlocked { .. }))));
    });
}

#[test]
fn two_edits_of_one_person_at_once_both_stay() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        let id = anna.add_person("Vera", "Quandt").await;
        let ben = ben(&server, &anna).await;
        until("Ben has her", async || ben.record(id).await.is_some()).await;

        anna.cut_off().await;
        ben.cut_off().await;
        anna.set(id, FieldKey::JOB_TITLE, "Notary").await.expect("kept");
        ben.set(id, FieldKey::STATUS, "warm").await.expect("kept");
        anna.line.cut.set(false);
        ben.line.cut.set(false);
        anna.settled().await;
        ben.settled().await;
        for person in [&anna, &ben] {
            until("both edits are there", async || {
                person.text(id, FieldKey::JOB_TITLE).await.as_deref() == Some("Notary")
                    && person.text(id, FieldKey::STATUS).await.as_deref() == Some("warm")
            })
            .await;
        }
    });
}

/// Reads a table of given name, family name, e-mail and status.
async fn import(anna: &Person, rows: String) -> Preview {
    let bytes = format!("first_name,last_name,email,status\n{rows}").into_bytes();
    let source = ImportSource { name: "people.csv".to_owned(), bytes };
    match anna.call(Call::PreviewImport(vec![source])).await {
        Ok(Reply::Preview(preview)) => *preview,
        other => panic!("no preview: {other:?}"),
    }
}

#[test]
fn an_import_that_is_stopped_says_how_far_it_came_and_what_is_there_is_taken_back() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        import(&anna, "Vera,Quandt,vera@people.example,\n".to_owned()).await;
        let Ok(Reply::Imported(first)) = anna.call(Call::RunImport).await else { panic!("imported") };
        assert_eq!(first.stopped, None);
        let rows = (0..6000).map(|number| format!("Person,Number{number},{number}@people.example,\n"));
        // Hers comes last: it is never written.
        import(&anna, rows.chain(["Vera,Quandt,vera@people.example,warm\n".to_owned()]).collect()).await;
        let stop = async {
            until("the import is under way", async || anna.people("number1").await.total > 0).await;
            anna.call(Call::StopJob(Job::Import)).await.expect("a reply");
        };
        let (answer, ()) = futures::join!(anna.call(Call::RunImport), stop);
        let Ok(Reply::Imported(summary)) = answer else { panic!("it says what is there") };
        let stopped = summary.stopped.expect("it was stopped");
        assert_eq!((stopped.total, stopped.why), (6002, None), "with the event that names the file");
        assert!(stopped.done > 0 && stopped.done < stopped.total, "{}", stopped.done);
        assert_eq!(anna.people("number").await.total, stopped.done - 1);
        let Ok(Reply::Several { changed, left, .. }) = anna.call(Call::Undo(summary.undo)).await else {
            panic!("taken back")
        };
        assert_eq!((changed, left.len()), (stopped.done - 1, 0), "nothing is told of what was never written");
        assert_eq!(anna.people("number").await.total, 0);
        assert_eq!(anna.people("quandt").await.total, 1);
    });
}

#[test]
fn an_import_for_which_there_is_no_room_says_how_far_it_came_and_why_and_what_is_there_is_taken_back() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        // As many slices as leave time to look in between.
        let rows = || (0..16_000).map(|number| format!("Person,Number{number},{number}@people.example,\n"));
        import(&anna, rows().collect()).await;
        let fills = async {
            until("the import is under way", async || anna.people("number1").await.total > 0).await;
            anna.profile.files.limit_room(Some(0));
        };
        let (answer, ()) = futures::join!(anna.call(Call::RunImport), fills);
        let Ok(Reply::Imported(summary)) = answer else { panic!("it says what is there") };
        let stopped = summary.stopped.expect("it came to an end before");
        assert!(stopped.done > 0 && stopped.done < stopped.total, "{}", stopped.done);
        assert_eq!(stopped.why.map(|why| why.kind), Some(ProblemKind::Storage));
        assert_eq!(anna.people("number").await.total, stopped.done - 1, "with the event that names the file");

        // There is room again: what is there goes, and the whole file can be brought in anew.
        anna.profile.files.limit_room(None);
        let answer = anna.call(Call::Undo(summary.undo)).await;
        let Ok(Reply::Several { changed, left, .. }) = answer else { panic!("taken back: {answer:?}") };
        assert_eq!((changed, left.len()), (stopped.done - 1, 0));
        assert_eq!(anna.people("number").await.total, 0);
        import(&anna, rows().collect()).await;
        let Ok(Reply::Imported(again)) = anna.call(Call::RunImport).await else { panic!("imported") };
        assert_eq!(again.stopped, None);
        assert_eq!(anna.people("number").await.total, 16_000);
    });
}

#[test]
fn an_import_tells_how_far_it_is_and_loses_no_edit_made_meanwhile() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        import(&anna, "Vera,Quandt,vera@people.example,\n".to_owned()).await;
        let Ok(Reply::Imported(_)) = anna.call(Call::RunImport).await else { panic!("imported") };
        let id = anna.people("quandt").await.rows[0].id;
        // Hers is the last row, so that it is written after others have had their turn.
        let rows = (0..6000).map(|number| format!("Person,Number{number},{number}@people.example,\n"));
        let preview = import(&anna, rows.chain(["Vera,Quandt,vera@people.example,warm\n".to_owned()]).collect()).await;
        assert_eq!((preview.people_new, preview.people_merged), (6000, 1));

        anna.news();
        let edit = async {
            until("the import is under way", async || anna.people("number1").await.total > 0).await;
            anna.set(id, FieldKey::JOB_TITLE, "Notary").await.expect("saved");
        };
        let (imported, ()) = futures::join!(anna.call(Call::RunImport), edit);
        assert!(matches!(imported, Ok(Reply::Imported(_))));
        assert_eq!(anna.text(id, FieldKey::JOB_TITLE).await.as_deref(), Some("Notary"));
        assert_eq!(anna.text(id, FieldKey::STATUS).await.as_deref(), Some("warm"));

        let (_, events) = anna.news();
        let told = events.iter().filter_map(|event| match event {
            Event::JobProgress(Job::Import, progress) => Some((progress.done, progress.total)),
            _ => None,
        });
        let told: Vec<_> = told.collect();
        assert!(
            told.len() > 2 && told.is_sorted() && told.last().is_some_and(|(done, total)| done == total),
            "{told:?}"
        );
        anna.settled().await;
    });
}

#[test]
fn lock_unlock_and_another_browser() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = Person::new(&server.origin()).await;
        let kit = anna.sign_up("anna@example.org", &server.sign_up()).await;
        anna.create_vault("Kanzlei Berg", "Anna Berg").await;
        anna.add_person("Vera", "Quandt").await;

        anna.call(DoorCall::Lock).await.expect("locked");
        let wrong = anna.call(DoorCall::Unlock { password: "violin-harbour-nine-meadows-quarts".into() }).await;
        assert_eq!(wrong.expect_err("wrong").kind, ProblemKind::CannotUnlock);
        anna.line.cut.set(true);
        let anna = anna.restarted().await;
        anna.unlock().await;
        anna.open_only_vault().await;
        assert_eq!(anna.people("vera").await.total, 1, "readable without the server");

        anna.line.cut.set(false);
        anna.settled().await;
        let other = Person::new(&server.origin()).await;
        let sign_in = |password: &str| DoorCall::SignIn {
            name: "Anna@Example.org ".into(),
            secret_key: kit.secret_key.to_lowercase(),
            password: password.into(),
        };
        assert_eq!(
            other.call(sign_in("wrong-password-altogether")).await.expect_err("wrong").kind,
            ProblemKind::CannotUnlock
        );
        assert!(matches!(other.call(sign_in(PASSWORD)).await, Ok(Reply::Device(_))));
        other.open_only_vault().await;
        assert_eq!(other.people("vera").await.total, 1);
        let held = other.add_person("Held", "Back").await;
        until("writes wait until somebody vouches", async || {
            other.news().0.and_then(|state| state.held).is_some_and(|held| held.kind == ProblemKind::Unconfirmed)
        })
        .await;
        other.confirm_device().await;
        other.settled().await;
        assert!(!other.record(held).await.expect("it is there").waiting);
    });
}

#[test]
fn a_lost_answer_and_a_killed_server_lose_nothing() {
    run(async {
        let mut server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        anna.call(Call::MakeDemoPeople(9_000)).await.expect("made");
        tokio::time::sleep(std::time::Duration::from_millis(150)).await;
        server.kill().await;
        let first = anna.add_person("While", "Down").await;
        server.restart().await;
        anna.settled().await;
        anna.line.deaf.set(true);
        let second = anna.add_person("Answer", "Lost").await;
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        anna.line.deaf.set(false);
        anna.settled().await;
        server.kill().await;
        server.restart().await;

        let ben = ben(&server, &anna).await;
        let all = anna.people("").await.total;
        assert_eq!(all, 9_002);
        until("Ben has everything", async || ben.people("").await.total == all).await;
        for id in [first, second] {
            assert!(!ben.record(id).await.expect("Ben has it").waiting);
        }
    });
}

#[test]
fn a_removed_member_loses_access_and_the_key_changes() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        anna.add_person("Vera", "Quandt").await;
        let ben = ben(&server, &anna).await;
        let before = anna.members().await.epoch;

        until("Ben has her", async || ben.people("quandt").await.total == 1).await;
        let member = anna.members().await.members.iter().find(|member| !member.me).expect("Ben").member;
        anna.call(Call::RemoveMember(member)).await.expect("removed");
        assert_eq!(anna.members().await.epoch, before + 1);
        let later = anna.add_person("After", "Removal").await;
        anna.settled().await;

        until("Ben's vault is closed", async || ben.vaults().await.first().is_some_and(|vault| vault.closed)).await;
        assert!(ben.record(later).await.is_none());
        assert_eq!(ben.people("quandt").await.total, 1, "what he had stays readable to him");
        let id = ben.people("quandt").await.rows[0].id;
        let refused = ben.set(id, FieldKey::JOB_TITLE, "x").await.expect_err("no longer his");
        assert_eq!(refused.kind, ProblemKind::Removed);
    });
}

#[test]
fn neither_server_nor_line_nor_disk_sees_a_word() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = Person::new(&server.origin()).await;
        let kit = anna.sign_up("vexilmort-signin", &server.sign_up()).await;
        anna.create_vault("Zwyrtek-Vaultname", "Quorlis-Ownername").await;
        let id = anna.add_person("Ombrelyth", "Tarnacle-Vough").await;
        anna.set(id, FieldKey::JOB_TITLE, "Wherry-Chandlerwright").await.expect("saved");
        assert_eq!(anna.people("tarnacle").await.total, 1);
        anna.settled().await;
        // The sign-in name greets before the password is known, so this device keeps it; nobody else does.
        let secrets = ["Zwyrtek", "Quorlis", "Ombrelyth", "Tarnacle", "tarnacle", "Wherry", PASSWORD, &kit.secret_key];
        let is_in = |hay: &[u8], word: &str| hay.windows(word.len()).any(|part| part == word.as_bytes());
        let (sent, heard) = (anna.line.sent.borrow().clone(), anna.line.heard.borrow().clone());
        for word in secrets.iter().chain(&["vexilmort"]) {
            assert!(!is_in(&sent, word) && !is_in(&heard, word), "{word} on the line");
            assert!(!is_in(&server.all_bytes(), word), "{word} on the server");
        }
        let kept = anna.profile.files.all_bytes();
        assert!(is_in(&kept, "vexilmort"), "the search can find");
        for word in secrets {
            assert!(!is_in(&kept, word), "{word} on this device");
        }
    });
}

#[test]
fn one_link_makes_one_account_and_one_member() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        let fragment = anna.invite("Ben Tal", Role::Viewer).await;
        let ben = Person::new(&server.origin()).await;
        ben.sign_up("ben@example.org", &fragment).await;
        ben.call(Call::AcceptInvite { fragment: fragment.clone() }).await.expect("the link is good");
        until("Ben is let in", async || ben.vaults().await.len() == 1).await;

        let eve = Person::new(&server.origin()).await;
        let call = DoorCall::SignUp { name: "eve".into(), password: PASSWORD.into(), permit: fragment };
        assert_eq!(eve.call(call).await.expect_err("used").kind, ProblemKind::InviteUsed);
        let call = DoorCall::SignUp { name: "eve".into(), password: PASSWORD.into(), permit: "signup=AAAA".into() };
        assert_eq!(eve.call(call).await.expect_err("no token").kind, ProblemKind::NoPermit);

        ben.open_only_vault().await;
        let refused = ben.call(Call::MakeDemoPeople(1)).await.expect_err("a viewer writes nothing");
        assert_eq!(refused.kind, ProblemKind::NoRight);
    });
}

/// Whose words a person says that he compared, as the members page shows it.
async fn compared(person: &Person) -> Vec<String> {
    let members = person.members().await.members;
    members.into_iter().filter(|member| member.verified).map(|member| member.name).collect()
}

#[test]
fn whoever_was_let_in_after_comparing_words_is_kept_as_compared() {
    run(async {
        // Ben is an admin, so Anna compared words; Carl came in without anybody being asked.
        let scene = Scene::new(SERVER, Role::Admin).await;
        let fragment = scene.anna.invite("Carl", Role::Editor).await;
        scene.keep_link_secret(&fragment);
        let carl = scene.person().await;
        carl.sign_up("carl@example.org", &fragment).await;
        carl.call(Call::AcceptInvite { fragment }).await.expect("the link is good");
        until("Carl is let in", async || carl.vaults().await.len() == 1).await;
        scene.anna.settled().await;
        assert_eq!(scene.anna.members().await.members.len(), 3);
        assert_eq!(compared(&scene.anna).await, ["Ben"]);
        assert!(compared(&scene.ben).await.is_empty(), "it is Anna who has compared");

        // It is the account's knowledge, of the keys themselves, and goes with it to her next device.
        let keys = scene.operator.account("ben@example.org", &scene.ben_key).await.identity().fingerprint();
        until("it is in her account", async || {
            scene.operator.account("anna@example.org", &scene.anna_key).await.is_verified(&keys)
        })
        .await;
        let (other, answer) = scene.second_device(Honest).await;
        answer.expect("signed in");
        other.open_only_vault().await;
        until("her next device has the names", async || compared(&other).await == ["Ben"]).await;
    });
}
