//! A record's past: versions, coming back to one, trash, erasing.

use super::scene;
use tacit_bridge::history::VersionState;
use tacit_bridge::members::Role;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::{FieldKey, Id, Kind, Value};
use tacit_bridge::{Call, Event, Reply};
use tacit_engine::ports::{Request, Response};
use tacit_shared::ids::RecordId;
use tacit_tests::host::Line;
use tacit_tests::person::Person;
use tacit_tests::scene::Scene;
use tacit_tests::script::{Honest, Script};
use tacit_tests::{run, until};

/// The record's title is set by each in turn.
async fn with_past() -> Scene {
    let scene = scene(Role::Editor).await;
    scene.ben.set(scene.id, FieldKey::JOB_TITLE, "Notary").await.expect("saved");
    scene.ben.settled().await;
    until("Anna has it", async || title(&scene.anna, scene.id).await == "Notary").await;
    scene
}

async fn company(person: &Person) -> Id {
    let fields = vec![(FieldKey::NAME, Value::Text("Tarnacle Works".into()))];
    let Ok(Reply::Changed { id: Some(id), .. }) = person.call(Call::Create { kind: Kind::Company, fields }).await
    else {
        panic!("no record")
    };
    id
}

async fn title(person: &Person, id: Id) -> String {
    person.text(id, FieldKey::JOB_TITLE).await.unwrap_or_default()
}

#[test]
fn a_record_shows_its_versions_and_comes_back_to_any_of_them() {
    run(async {
        let scene = with_past().await;
        let history = scene.anna.history(scene.id).await;
        assert!(history.may_restore && history.may_erase && !history.deleted && !history.older);
        assert!(history.versions.iter().all(|version| version.state == VersionState::Here && version.compared));
        let newest = &history.versions[0];
        assert_eq!((newest.by.as_str(), newest.newest), ("Ben", true));
        let change = &newest.changes[0];
        let text = |text: &str| Value::Text(text.to_owned());
        assert_eq!(
            (change.label.as_str(), &change.before, &change.after),
            ("Job title", &text("Wherrywright"), &text("Notary"))
        );
        assert_eq!(newest.changes.len(), 1, "nothing else changed");

        let before = history.versions.iter().find(|version| version.by == "Quorlis").expect("Anna's last");
        let restore = Call::Restore { id: scene.id, version: before.version };
        let Ok(Reply::Changed { undo: Some(undo), .. }) = scene.anna.call(restore.clone()).await else {
            panic!("brought back")
        };
        assert_eq!(title(&scene.anna, scene.id).await, "Wherrywright");
        scene.anna.settled().await;
        until("Ben sees it", async || title(&scene.ben, scene.id).await == "Wherrywright").await;
        let again = scene.anna.history(scene.id).await;
        assert_eq!(again.versions[0].version, newest.version + 1, "a version of its own, nothing is rewritten");
        assert_eq!(scene.anna.call(restore).await.expect_err("as it is").kind, ProblemKind::Gone);
        scene.anna.call(Call::Undo(undo)).await.expect("undone");
        assert_eq!(title(&scene.anna, scene.id).await, "Notary");
        scene.anna.settled().await;

        scene.anna.line.cut.set(true);
        let offline = scene.anna.call(Call::History { id: scene.id, before: None }).await;
        assert_eq!(offline.expect_err("needs the server").kind, ProblemKind::Offline);
    });
}

#[test]
fn long_pasts_are_shown_in_parts() {
    run(async {
        let scene = scene(Role::Editor).await;
        let mut versions = scene.anna.history(scene.id).await.versions[0].version;
        while versions < 35 {
            versions += 1;
            scene.anna.set(scene.id, FieldKey::JOB_TITLE, &format!("Title {versions}")).await.expect("saved");
            scene.anna.settled().await;
        }
        let newest = scene.anna.history(scene.id).await;
        assert_eq!((newest.versions.len(), newest.older), (30, true));
        assert!(newest.versions.iter().all(|version| version.compared && version.changes.len() == 1));
        let call = Call::History { id: scene.id, before: newest.versions.last().map(|version| version.version) };
        let Ok(Reply::History(rest)) = scene.anna.call(call).await else { panic!("the rest") };
        assert!(!rest.older);
        let numbers: Vec<u64> = newest.versions.iter().chain(&rest.versions).map(|version| version.version).collect();
        assert_eq!(numbers, (1..=35).rev().collect::<Vec<_>>());
    });
}

#[test]
fn what_was_deleted_is_in_the_trash_and_comes_back() {
    run(async {
        let scene = with_past().await;
        let other = scene.anna.add_person("Second", "Gone").await;
        scene.anna.settled().await;
        scene.ben.settled().await;
        assert!(scene.anna.trash().await.rows.is_empty());
        scene.ben.call(Call::Delete(vec![scene.id])).await.expect("deleted");
        scene.ben.settled().await;
        until("Anna lost it", async || scene.anna.record(scene.id).await.is_none()).await;
        scene.anna.call(Call::Delete(vec![other])).await.expect("deleted");
        scene.anna.settled().await;

        let trash = scene.anna.trash().await;
        let rows: Vec<(&str, &str)> = trash.rows.iter().map(|row| (row.name.as_str(), row.by.as_str())).collect();
        assert_eq!(rows, [("Second Gone", "Quorlis"), ("Ombrelyth Tarnacle", "Ben")], "the newest deletion first");
        let history = scene.anna.history(scene.id).await;
        assert!(history.deleted && history.versions[0].state == VersionState::Deleted);
        assert_eq!((history.versions[0].by.as_str(), history.name.as_str()), ("Ben", "Ombrelyth Tarnacle"));

        let restore = Call::Restore { id: scene.id, version: trash.rows[1].version };
        let Ok(Reply::Changed { undo: Some(_), .. }) = scene.anna.call(restore).await else { panic!("brought back") };
        scene.anna.settled().await;
        until("Ben has it again", async || title(&scene.ben, scene.id).await == "Notary").await;
        assert_eq!(scene.anna.trash().await.rows.len(), 1);
    });
}

#[test]
fn several_come_back_at_once_and_one_undo_takes_them_away_again() {
    run(async {
        let scene = scene(Role::Editor).await;
        let one = scene.anna.add_person("First", "Gone").await;
        let two = scene.anna.add_person("Second", "Gone").await;
        scene.anna.settled().await;
        scene.anna.call(Call::Delete(vec![one, two])).await.expect("deleted");
        scene.anna.settled().await;
        let trash = scene.anna.trash().await;
        let mut wanted: Vec<_> = trash.rows.iter().map(|row| (row.id, row.version)).collect();
        assert_eq!(wanted.len(), 2);
        wanted.push((scene.id, 99));
        let back = scene.anna.call(Call::RestoreSeveral(wanted)).await;
        let Ok(Reply::Several { undo: Some(undo), changed: 2, left, .. }) = back else { panic!("brought back") };
        assert_eq!(left.len(), 1);
        assert_eq!((left[0].id, left[0].why.kind), (scene.id, ProblemKind::Gone), "there never was such a version");
        assert!(scene.anna.record(one).await.is_some() && scene.anna.record(two).await.is_some());
        assert!(scene.anna.trash().await.rows.is_empty());
        scene.anna.settled().await;
        until("Ben has them again", async || scene.ben.record(two).await.is_some()).await;
        scene.anna.call(Call::Undo(undo)).await.expect("undone");
        assert!(scene.anna.record(one).await.is_none() && scene.anna.record(two).await.is_none());
        scene.anna.settled().await;
        assert_eq!(scene.anna.trash().await.rows.len(), 2);
    });
}

#[test]
fn what_came_back_meanwhile_is_left_as_it_is() {
    run(async {
        let scene = scene(Role::Editor).await;
        let (one, two) = (scene.anna.add_person("First", "Gone").await, scene.anna.add_person("Second", "Gone").await);
        scene.anna.settled().await;
        scene.anna.call(Call::Delete(vec![one, two])).await.expect("deleted");
        scene.anna.settled().await;
        let wanted: Vec<_> = scene.anna.trash().await.rows.iter().map(|row| (row.id, row.version)).collect();
        let first = wanted.iter().copied().find(|(id, _)| *id == one).expect("in the trash");
        scene.anna.call(Call::Restore { id: one, version: first.1 }).await.expect("brought back");
        scene.anna.set(one, FieldKey::JOB_TITLE, "Notary").await.expect("and written on");

        // Whoever still sees both in the trash chooses both.
        let back = scene.anna.call(Call::RestoreSeveral(wanted)).await;
        let Ok(Reply::Several { changed: 1, left, .. }) = back else { panic!("one is brought back") };
        assert_eq!((left.len(), left[0].id), (1, one));
        assert_eq!(left[0].why.what, "The record is here again already.");
        assert_eq!(title(&scene.anna, one).await, "Notary", "what was written since stays");
        assert!(scene.anna.record(two).await.is_some());
        let alone = scene.anna.call(Call::RestoreSeveral(vec![first])).await.expect_err("nothing to do");
        assert_eq!((alone.kind, alone.what.as_str()), (ProblemKind::Gone, "The record is here again already."));
    });
}

#[test]
fn what_is_erased_is_gone_for_good_and_for_everybody() {
    run(async {
        let scene = with_past().await;
        let record = RecordId(scene.id.0);
        let versions = scene.anna.history(scene.id).await.versions[0].version;
        let mut bytes = Vec::new();
        for version in 1..=versions {
            bytes.push(scene.operator.envelope(&scene.vault, record, version).await.expect("its bytes"));
        }
        let on_disk = |bytes: &[u8]| memchr::memmem::find(&scene.server.all_bytes(), bytes).is_some();
        assert!(bytes.iter().all(|bytes| on_disk(&bytes[..64])), "the search can find");

        // Ben has an edit that waits, and a step that he could take back.
        scene.ben.cut_off().await;
        let Ok(Reply::Changed { undo: Some(undo), .. }) = scene.ben.set(scene.id, FieldKey::STATUS, "warm").await
        else {
            panic!("kept")
        };
        let Ok(Reply::Changed { undo: Some(mine), .. }) = scene.anna.set(scene.id, FieldKey::STATUS, "cold").await
        else {
            panic!("kept")
        };
        scene.anna.settled().await;
        let newest = bytes.last().expect("a version").clone();
        let on_device = |person: &Person| memchr::memmem::find(&person.profile.files.all_bytes(), &newest).is_some();
        assert!(on_device(&scene.anna) && on_device(&scene.ben), "the search can find");
        scene.anna.erase_person(scene.id).await;
        assert!(!on_device(&scene.anna), "nor her own file");
        assert!(scene.anna.record(scene.id).await.is_none());
        assert!(scene.anna.call(Call::Undo(mine)).await.is_err(), "no step brings it back");
        assert!(scene.anna.trash().await.rows.is_empty(), "nor the trash");
        let history = scene.anna.history(scene.id).await;
        let states: Vec<VersionState> = history.versions.iter().map(|version| version.state).collect();
        assert_eq!(states[0], VersionState::Deleted);
        assert!(states[1..].iter().all(|state| *state == VersionState::Erased) && history.name.is_empty());
        let restore = Call::Restore { id: scene.id, version: 1 };
        assert_eq!(scene.anna.call(restore).await.expect_err("erased").kind, ProblemKind::Gone);
        until("no file of the server holds it", async || !bytes.iter().any(|bytes| on_disk(&bytes[..64]))).await;

        scene.ben.news();
        scene.ben.line.cut.set(false);
        until("Ben lost it too", async || scene.ben.record(scene.id).await.is_none()).await;
        let told = scene.ben.news().1.into_iter().find_map(|event| match event {
            Event::Notice(problem) => Some(problem),
            _ => None,
        });
        assert!(told.expect("his change went with it").what.contains("Quorlis"));
        scene.ben.settled().await;
        assert!(scene.ben.call(Call::Undo(undo)).await.is_err());
        assert!(scene.operator.envelope(&scene.vault, record, versions + 2).await.is_none(), "nothing came back");

        // The sealed copy in Ben's own file goes too, and he says so.
        until("both have verified it", async || {
            scene.ben.call(Call::SyncNow).await.expect("a reply");
            scene.ben.erasure_of(scene.id).await.is_some_and(|view| view.seen.len() == 2)
        })
        .await;
        assert!(!on_device(&scene.ben));
        let Scene { ben, .. } = scene;
        let ben = ben.restarted().await;
        ben.unlock().await;
        ben.open_only_vault().await;
        assert_eq!(ben.people("").await.total, 0);
    });
}

#[test]
fn older_versions_go_and_the_newest_stays() {
    run(async {
        let scene = with_past().await;
        let refused = scene.ben.call(Call::EraseOlder(scene.id)).await.expect_err("an editor");
        assert_eq!(refused.kind, ProblemKind::NoRight);
        scene.anna.call(Call::EraseOlder(scene.id)).await.expect("erased");
        let history = scene.anna.history(scene.id).await;
        assert_eq!(history.versions[0].state, VersionState::Here);
        assert!(!history.versions[0].compared, "with what, nobody can know any more");
        assert!(history.versions[1..].iter().all(|version| version.state == VersionState::Erased));
        assert_eq!(title(&scene.anna, scene.id).await, "Notary");
        scene.ben.settled().await;
        assert_eq!(title(&scene.ben, scene.id).await, "Notary");
    });
}

/// The server takes what is posted, and is away from then on.
struct AwayAtPost(Line);

impl Script for AwayAtPost {
    fn instead(&mut self, request: &Request) -> Option<Response> {
        if request.path.ends_with("/entries") {
            self.0.deaf.set(true);
        }
        None
    }
}

#[test]
fn erasing_whose_answer_is_lost_does_not_wait_for_ever_and_is_done() {
    run(async {
        let scene = scene(Role::Editor).await;
        let id = company(&scene.anna).await;
        scene.anna.settled().await;
        scene.anna.line.play(AwayAtPost(scene.anna.line.clone()));
        let unknown = scene.anna.call(Call::Erase(vec![id])).await.expect_err("the answer was lost");
        assert_eq!(unknown.kind, ProblemKind::Offline);
        assert!(unknown.todo.contains("it is finished as soon as"), "{unknown:?}");
        scene.anna.line.play(Honest);
        scene.anna.line.deaf.set(false);
        until("it is done", async || {
            scene.anna.call(Call::SyncNow).await.expect("a reply");
            scene.anna.record(id).await.is_none()
        })
        .await;
        until("for everybody", async || scene.ben.record(id).await.is_none()).await;
    });
}

#[test]
fn erasing_needs_the_server_and_says_so() {
    run(async {
        let scene = scene(Role::Editor).await;
        let id = company(&scene.anna).await;
        scene.anna.settled().await;
        scene.anna.cut_off().await;
        let refused = scene.anna.call(Call::Erase(vec![id])).await.expect_err("offline");
        assert_eq!(refused.kind, ProblemKind::Offline);
        assert!(refused.todo.contains("Nothing was changed"), "{refused:?}");
        scene.anna.line.cut.set(false);
        scene.anna.settled().await;
        assert!(scene.anna.record(id).await.is_some(), "not later either");

        // What was never sent is simply dropped.
        scene.anna.cut_off().await;
        let unsent = company(&scene.anna).await;
        scene.anna.call(Call::Erase(vec![unsent])).await.expect("dropped");
        assert!(scene.anna.record(unsent).await.is_none());
        scene.anna.line.cut.set(false);
        scene.anna.settled().await;
    });
}
