//! Files with real clients and a real server: what goes in comes out, whatever breaks in between.

use crate::SERVER;
use memchr::memmem;
use std::cell::Cell;
use std::rc::Rc;
use tacit_bridge::files::{FileStage, MAX_FILE, Media, PIECE};
use tacit_bridge::members::Role;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::{FieldKey, Id, Kind, SeveralAsk};
use tacit_bridge::{Call, Reply};
use tacit_engine::ports::{Request, Response};
use tacit_shared::api::ApiError;
use tacit_shared::file::{PART, sealed_len};
use tacit_tests::files::content;
use tacit_tests::person::Person;
use tacit_tests::scene::Scene;
use tacit_tests::script::{Honest, Script, instead, refusal, refuse};
use tacit_tests::{run, until};

async fn scene() -> Scene {
    Scene::new(SERVER, Role::Editor).await
}

/// Both have it.
async fn shared(scene: &Scene, name: &str, bytes: &[u8]) -> Id {
    let id = scene.anna.attach(scene.id, name, bytes).await.expect("attached");
    scene.anna.kept(scene.id, id).await;
    scene.ben.kept(scene.id, id).await;
    id
}

#[test]
fn what_one_attaches_another_opens() {
    run(async {
        let scene = scene().await;
        for (number, len) in [0, 1, 4_000, 65_536, PIECE, 3 * PIECE + 77].into_iter().enumerate() {
            let bytes = content(number as u8, len);
            let id = shared(&scene, "Aktenzeichen.bin", &bytes).await;
            assert_eq!(scene.ben.read(id).await, Ok(bytes), "{len} bytes");
        }
        assert_eq!(scene.ben.files(scene.id).await.len(), 6);
        let file = scene.ben.files(scene.id).await.remove(0);
        assert_eq!(
            (file.name.as_str(), file.added.0.as_str(), file.len),
            ("Aktenzeichen.bin", "Quorlis", 3 * PIECE as u64 + 77)
        );
        until("nothing sealed is left behind", async || {
            scene.anna.local_files().is_empty() && scene.ben.local_files().is_empty()
        })
        .await;
    });
}

#[test]
fn what_was_deleted_with_its_holder_comes_back_with_it() {
    run(async {
        let mut scene = scene().await;
        let bytes = content(7, 4_000);
        let id = shared(&scene, "Akte.bin", &bytes).await;
        scene.ben.call(Call::Delete(vec![scene.id])).await.expect("deleted");
        scene.ben.settled().await;
        // On Anna's device, which did not delete it and has no undo for it.
        until("Anna lost it", async || scene.anna.record(scene.id).await.is_none()).await;
        scene.anna = scene.anna.restarted().await;
        scene.anna.unlock().await;
        scene.anna.open_only_vault().await;
        let version = scene.anna.trash().await.rows[0].version;
        scene.anna.call(Call::Restore { id: scene.id, version }).await.expect("brought back");
        scene.anna.settled().await;
        for person in [&scene.anna, &scene.ben] {
            until("the file is there again", async || person.file(scene.id, id).await.is_some()).await;
            assert_eq!(person.read(id).await.as_ref(), Ok(&bytes));
        }
    });
}

#[test]
fn a_device_that_never_saw_the_file_finds_it_among_thousands_that_went_with_its_holder() {
    run(async {
        let scene = scene().await;
        let bytes = content(7, 4_000);
        let id = shared(&scene, "Akte.bin", &bytes).await;
        let made = scene.anna.call(Call::MakeDemoPeople(2_500)).await;
        assert!(matches!(made, Ok(Reply::Imported(_))));
        let all = scene.anna.all(Kind::Person).await;
        assert!(all.len() > 2_500 && all.contains(&scene.id));
        scene.anna.call(Call::Several(SeveralAsk::Delete(all))).await.expect("deleted");
        scene.anna.settled().await;

        let (other, answer) = scene.second_device(Honest).await;
        answer.expect("signed in");
        other.open_only_vault().await;
        other.confirm_device().await;
        let mut after = 0;
        let version = loop {
            let Ok(Reply::Trash(trash)) = other.call(Call::Trash(after)).await else { panic!("no trash") };
            if let Some(row) = trash.rows.iter().find(|row| row.id == scene.id) {
                break row.version;
            }
            after = trash.more.expect("it is among them");
        };
        other.call(Call::Restore { id: scene.id, version }).await.expect("brought back");
        other.settled().await;
        assert!(other.file(scene.id, id).await.is_some(), "with its file");
        assert_eq!(other.files(scene.id).await.len(), 1);
        assert_eq!(other.read(id).await.as_ref(), Ok(&bytes));
        assert_eq!(other.people("").await.total, 1, "and nobody else");
    });
}

#[test]
fn an_edit_that_wins_over_a_deletion_keeps_the_files() {
    run(async {
        let scene = scene().await;
        let bytes = content(8, 4_000);
        let id = shared(&scene, "Akte.bin", &bytes).await;
        scene.ben.cut_off().await;
        scene.ben.set(scene.id, FieldKey::STATUS, "warm").await.expect("kept here");
        scene.anna.call(Call::Delete(vec![scene.id])).await.expect("deleted");
        scene.anna.settled().await;
        assert!(scene.anna.files(scene.id).await.is_empty());
        scene.ben.line.cut.set(false);
        scene.ben.settled().await;
        for person in [&scene.anna, &scene.ben] {
            until("the file is there again", async || person.file(scene.id, id).await.is_some()).await;
            assert_eq!(person.read(id).await.as_ref(), Ok(&bytes));
        }
    });
}

#[test]
fn nobody_else_sees_a_word_of_a_file() {
    run(async {
        let scene = scene().await;
        let word = b"Dornrosenweg 17, Kontostand";
        scene.keep_secret(word);
        scene.keep_secret(b"Kostrelune");
        let id = shared(&scene, "Kostrelune.txt", &word.repeat(9_000)).await;
        let ready = scene.ben.fetch(id).await.expect("it opens");
        assert_eq!(ready.media, Media::Text);
        let kept = scene.server.all_bytes();
        assert!(kept.len() > 200_000, "the sealed bytes are among them");
        for place in [kept, scene.anna.profile.files.all_bytes(), scene.ben.profile.files.all_bytes()] {
            assert!(memmem::find(&place, &word[..12]).is_none() && memmem::find(&place, b"Kostrelune").is_none());
        }
        let size = sealed_len(word.len() as u64 * 9_000);
        let Ok(Reply::FilesUsage(usage)) = scene.ben.call(Call::FilesUsage).await else { panic!("no usage") };
        assert_eq!(usage.used, size);
    });
}

/// Cuts somebody's line when the part of this number is about to be sent.
fn cut_at(person: &Person, part: u32) {
    let (cut, ending) = (person.line.cut.clone(), format!("/part/{part}"));
    person.line.play(instead(move |request: &Request| {
        if request.method != "PUT" || !request.path.ends_with(&ending) {
            return None;
        }
        cut.set(true);
        Some(refusal(&ApiError::Internal))
    }));
}

fn parts_sent(person: &Person) -> usize {
    person.line.paths.borrow().iter().filter(|path| path.contains("/part/")).count()
}

#[test]
fn an_upload_goes_on_after_the_client_was_closed() {
    run(async {
        let scene = scene().await;
        let bytes = content(1, 5 * PIECE);
        let Scene { server: _server, anna, ben, id: holder, .. } = &scene;
        cut_at(anna, 3);
        let id = anna.attach(*holder, "long.bin", &bytes).await.expect("sealed here");
        until("the line broke", async || anna.line.cut.get()).await;
        assert_eq!(anna.read(id).await.as_ref(), Ok(&bytes), "it opens from here meanwhile");
        let FileStage::Sending(progress) = anna.file(*holder, id).await.expect("listed").stage else {
            panic!("sending")
        };
        assert_eq!(progress.done, 3 * PART as u64);
        assert_eq!(anna.local_files().len(), 1);

        let again = Person::on(anna.profile.snapshot(), &scene.server.origin(), Default::default()).await;
        again.unlock().await;
        again.open_only_vault().await;
        again.kept(*holder, id).await;
        assert_eq!(parts_sent(&again), 2, "only what was missing");
        ben.kept(*holder, id).await;
        assert_eq!(ben.read(id).await, Ok(bytes));
        until("the sealed copy is gone", async || again.local_files().is_empty()).await;
    });
}

#[test]
fn an_upload_goes_on_after_the_server_was_killed() {
    run(async {
        let mut scene = scene().await;
        let bytes = content(2, 6 * PIECE);
        let (reached, go) = (Rc::new(Cell::new(false)), Rc::new(Cell::new(false)));
        let (at, may) = (reached.clone(), go.clone());
        scene.anna.line.play(instead(move |request: &Request| {
            at.set(at.get() || request.path.ends_with("/part/4"));
            // Until it is killed the server is slow.
            (at.get() && !may.get()).then(|| refusal(&ApiError::Internal))
        }));
        let id = scene.anna.attach(scene.id, "long.bin", &bytes).await.expect("sealed here");
        until("four parts are there", async || reached.get()).await;
        scene.server.kill().await;
        scene.server.restart().await;
        go.set(true);
        scene.anna.line.paths.borrow_mut().clear();
        scene.anna.call(Call::SyncNow).await.expect("a reply");
        scene.anna.kept(scene.id, id).await;
        assert_eq!(parts_sent(&scene.anna), 2, "four of six were on disk");
        scene.ben.kept(scene.id, id).await;
        assert_eq!(scene.ben.read(id).await, Ok(bytes));
    });
}

#[test]
fn an_entry_is_never_changed_because_an_upload_was_forgotten() {
    run(async {
        let scene = scene().await;
        let mut refused = false;
        scene.anna.line.play(instead(move |request: &Request| {
            let first = !refused && request.path.ends_with("/entries");
            refused |= first;
            first.then(|| refusal(&ApiError::BadBytes))
        }));
        scene.anna.line.sent.borrow_mut().clear();
        let id = shared(&scene, "a.txt", b"a few words").await;
        assert_eq!(scene.ben.read(id).await, Ok(b"a few words".to_vec()));
        let mut posts = Vec::new();
        let sent = scene.anna.line.sent.borrow();
        let mut rest = &sent[..];
        while let Some(at) = memmem::find(rest, b"/entries") {
            rest = &rest[at + 8..];
            posts.push(rest[..200].to_vec());
        }
        assert!(posts.len() >= 2 && posts.iter().all(|post| *post == posts[0]), "the same signed bytes");
    });
}

#[test]
fn a_large_file_is_never_whole_in_memory() {
    run(async {
        let scene = scene().await;
        let longest = Rc::new(Cell::new(0));
        struct Meter(Rc<Cell<usize>>);
        impl Script for Meter {
            fn instead(&mut self, request: &Request) -> Option<Response> {
                self.0.set(self.0.get().max(request.body.len()));
                None
            }
            fn answer(&mut self, _: &Request, answer: Response) -> Response {
                self.0.set(self.0.get().max(answer.body.len()));
                answer
            }
        }
        scene.anna.line.play(Meter(longest.clone()));
        scene.ben.line.play(Meter(longest.clone()));
        scene.anna.profile.files.longest_piece.set(0);
        scene.ben.profile.files.longest_piece.set(0);
        let bytes = content(3, 64 * PIECE + 1);
        let id = shared(&scene, "long.bin", &bytes).await;
        assert!(scene.ben.read(id).await == Ok(bytes), "the same bytes");
        assert_eq!(longest.get(), PART, "on the line");
        for person in [&scene.anna, &scene.ben] {
            assert!(person.profile.files.longest_piece.get() <= PART, "on the device");
        }
    });
}

#[test]
fn a_deleted_file_comes_back_by_undo_and_goes_with_its_holder() {
    run(async {
        let scene = scene().await;
        let bytes = content(4, 100_000);
        let id = shared(&scene, "offer.pdf", &bytes).await;
        let undo = async |call| match scene.anna.call(call).await {
            Ok(Reply::Changed { undo: Some(undo), .. } | Reply::Several { undo: Some(undo), .. }) => undo,
            other => panic!("no step: {:?}", other.err()),
        };
        let step = undo(Call::Delete(vec![id])).await;
        until("Ben's list is empty", async || scene.ben.files(scene.id).await.is_empty()).await;
        undo(Call::Undo(step)).await;
        scene.ben.kept(scene.id, id).await;
        assert_eq!(scene.ben.read(id).await.as_ref(), Ok(&bytes), "its bytes were kept");

        let step = undo(Call::Delete(vec![scene.id])).await;
        until("both are gone", async || scene.ben.people("tarnacle").await.total == 0).await;
        assert_eq!(scene.ben.fetch(id).await.map_err(|problem| problem.kind), Err(ProblemKind::Gone));
        undo(Call::Undo(step)).await;
        scene.ben.kept(scene.id, id).await;
        assert_eq!(scene.ben.read(id).await, Ok(bytes));
    });
}

#[test]
fn a_file_on_its_way_can_be_taken_back() {
    run(async {
        let scene = scene().await;
        cut_at(&scene.anna, 1);
        let id = scene.anna.attach(scene.id, "wrong.bin", &content(5, 2 * PIECE)).await.expect("sealed here");
        until("the line broke", async || scene.anna.line.cut.get()).await;
        scene.anna.call(Call::CancelUpload(id)).await.expect("taken back");
        assert!(scene.anna.files(scene.id).await.is_empty());
        until("the sealed copy is gone", async || scene.anna.local_files().is_empty()).await;
        scene.anna.line.cut.set(false);
        scene.well(&scene.anna).await;
        assert!(scene.ben.files(scene.id).await.is_empty());
    });
}

#[test]
fn a_full_vault_says_so_and_goes_on_when_there_is_room() {
    run(async {
        let scene = scene().await;
        scene.anna.line.play(refuse("/files", ApiError::QuotaFull { quota: 1 }));
        let id = scene.anna.attach(scene.id, "a.txt", b"words").await.expect("sealed here");
        until("it is said", async || {
            matches!(scene.anna.file(scene.id, id).await.map(|file| file.stage),
                Some(FileStage::Held(problem)) if problem.kind == ProblemKind::QuotaFull)
        })
        .await;
        // Nothing else is held up by it.
        scene.anna.add_person("Somebody", "Else").await;
        until("Ben has the other", async || scene.ben.people("somebody").await.total == 1).await;
        scene.anna.line.play(Honest);
        scene.anna.call(Call::SyncNow).await.expect("a reply");
        scene.ben.kept(scene.id, id).await;
    });
}

#[test]
fn what_may_not_be_attached_is_refused_at_once() {
    run(async {
        let scene = Scene::new(SERVER, Role::Viewer).await;
        let kind = |result: Result<Id, tacit_bridge::Problem>| result.map_err(|problem| problem.kind);
        assert_eq!(kind(scene.ben.attach(scene.id, "a", b"a").await), Err(ProblemKind::NoRight));
        assert_eq!(kind(scene.anna.attach(Id([9; 16]), "a", b"a").await), Err(ProblemKind::Gone));
        let begin = |len| Call::AttachFile { to: scene.id, name: "a".into(), len };
        let large = scene.anna.call(begin(MAX_FILE + 1)).await;
        assert_eq!(large.map_err(|problem| problem.kind).err(), Some(ProblemKind::BadInput));
        let Ok(Reply::Ticket(ticket)) = scene.anna.call(begin(5)).await else { panic!("no ticket") };
        scene.anna.call(Call::FilePiece { ticket, bytes: b"four".to_vec() }).await.expect("taken");
        let short = scene.anna.call(Call::FinishFile(ticket)).await;
        assert_eq!(short.map_err(|problem| problem.kind).err(), Some(ProblemKind::BadInput), "it changed meanwhile");
        assert!(scene.anna.files(scene.id).await.is_empty());
    });
}
