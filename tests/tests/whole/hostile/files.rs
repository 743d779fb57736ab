//! F1 and F2: what a server may hand out in place of a file.

use crate::hostile::scene;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use tacit_bridge::Call;
use tacit_bridge::files::PIECE;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::Id;
use tacit_engine::ports::{Request, Response};
use tacit_shared::api::{ApiError, FileState};
use tacit_shared::file::SEALED_CHUNK;
use tacit_tests::files::content;
use tacit_tests::scene::Scene;
use tacit_tests::script::{Honest, Script, instead, refusal, spoil};
use tacit_tests::{run, until};

/// Two parts, the second one of a few chunks.
const LEN: usize = PIECE + 300_000;

/// Sealed parts by number.
type Parts = BTreeMap<u32, Vec<u8>>;

fn part_of(request: &Request) -> Option<u32> {
    let part = (request.method == "GET").then(|| request.path.rsplit_once("/part/"))??.1;
    part.parse().ok()
}

/// Hands out other bytes than those of a file.
struct Parted<F>(F);

impl<F: FnMut(u32, Vec<u8>) -> Option<Vec<u8>>> Script for Parted<F> {
    fn answer(&mut self, request: &Request, answer: Response) -> Response {
        match part_of(request) {
            Some(part) if answer.status == 200 => match (self.0)(part, answer.body) {
                Some(body) => Response { status: 200, body },
                None => refusal(&ApiError::NotFound),
            },
            _ => answer,
        }
    }
}

/// Anna's file, which Ben has in his list.
async fn attached(scene: &Scene, number: u8) -> (Id, Vec<u8>) {
    let bytes = content(number, LEN);
    scene.keep_secret(&bytes[5_000..5_032]);
    let id = scene.anna.attach(scene.id, "Ombrelyth.bin", &bytes).await.expect("attached");
    scene.ben.kept(scene.id, id).await;
    (id, bytes)
}

/// Ben is handed the file like this: he is told, gets not one byte, keeps what he had, and can open it once the server is
/// honest.
async fn refused(scene: &Scene, edit: impl FnMut(u32, Vec<u8>) -> Option<Vec<u8>> + 'static) {
    let (id, bytes) = attached(scene, 1).await;
    refused_of(scene, id, bytes, edit).await;
}

async fn refused_of(
    scene: &Scene,
    id: Id,
    bytes: Vec<u8>,
    edit: impl FnMut(u32, Vec<u8>) -> Option<Vec<u8>> + 'static,
) {
    let before = (scene.seen(&scene.ben).await, scene.ben.files(scene.id).await);
    scene.ben.line.play(Parted(edit));
    let problem = scene.ben.fetch(id).await.expect_err("refused");
    assert_eq!(problem.kind, ProblemKind::FileDamaged);
    assert!(problem.what.len() > 20 && problem.todo.len() > 10, "words for people: {problem:?}");
    assert_eq!((scene.seen(&scene.ben).await, scene.ben.files(scene.id).await), before, "the last good state");
    until("nothing of it is kept", async || scene.ben.local_files().is_empty()).await;
    scene.ben.line.play(Honest);
    assert_eq!(scene.ben.read(id).await, Ok(bytes), "once the server is honest");
}

fn chunk(bytes: &[u8], at: usize) -> &[u8] {
    &bytes[at * SEALED_CHUNK..(at + 1) * SEALED_CHUNK]
}

#[test]
fn f01_cut_at_a_chunk_border() {
    run(async {
        refused(&scene().await, |part, mut bytes| {
            if part == 1 {
                bytes.truncate(2 * SEALED_CHUNK);
            }
            Some(bytes)
        })
        .await;
    });
}

#[test]
fn f01_cut_at_a_part_border() {
    run(async { refused(&scene().await, |part, bytes| (part == 0).then_some(bytes)).await });
}

#[test]
fn f01_nothing_at_all() {
    run(async { refused(&scene().await, |_, _| Some(Vec::new())).await });
}

#[test]
fn f01_bytes_appended() {
    run(async {
        refused(&scene().await, |_, mut bytes| {
            bytes.extend_from_slice(&[0; 16]);
            Some(bytes)
        })
        .await;
    });
}

#[test]
fn f01_two_chunks_swapped() {
    run(async {
        refused(&scene().await, |_, bytes| {
            let rest = &bytes[2 * SEALED_CHUNK..];
            Some([chunk(&bytes, 1), chunk(&bytes, 0), rest].concat())
        })
        .await;
    });
}

#[test]
fn f01_a_chunk_repeated() {
    run(async {
        refused(&scene().await, |_, bytes| {
            let rest = &bytes[2 * SEALED_CHUNK..];
            Some([chunk(&bytes, 0), chunk(&bytes, 0), rest].concat())
        })
        .await;
    });
}

#[test]
fn f01_a_bit_flipped_anywhere() {
    run(async {
        let scene = scene().await;
        let (id, bytes) = attached(&scene, 1).await;
        for (part, at) in [(0, 0), (0, SEALED_CHUNK - 1), (1, 70_000)] {
            refused_of(&scene, id, bytes.clone(), move |number, mut bytes| {
                if number == part {
                    bytes[at] ^= 1;
                }
                Some(bytes)
            })
            .await;
        }
        refused_of(&scene, id, bytes, |_, mut bytes| {
            if let Some(last) = bytes.last_mut() {
                *last ^= 0x80;
            }
            Some(bytes)
        })
        .await;
    });
}

/// The sealed parts of a file, as the server has them.
async fn sealed_parts(scene: &Scene, id: Id) -> Parts {
    let seen: Rc<RefCell<Parts>> = Rc::default();
    let keep = seen.clone();
    scene.anna.line.play(Parted(move |part, bytes: Vec<u8>| {
        keep.borrow_mut().insert(part, bytes.clone());
        Some(bytes)
    }));
    scene.anna.read(id).await.expect("it opens");
    scene.anna.line.play(Honest);
    seen.take()
}

#[test]
fn f01_chunks_of_another_file_spliced_in() {
    run(async {
        let scene = scene().await;
        let (other, _) = attached(&scene, 2).await;
        let foreign = sealed_parts(&scene, other).await;
        let (id, bytes) = attached(&scene, 1).await;
        refused_of(&scene, id, bytes, move |part, bytes| {
            let theirs = &foreign[&part];
            Some([chunk(&bytes, 0), &theirs[SEALED_CHUNK..]].concat())
        })
        .await;
    });
}

#[test]
fn f02_one_file_for_another() {
    run(async {
        let scene = scene().await;
        let (other, _) = attached(&scene, 2).await;
        let foreign = sealed_parts(&scene, other).await;
        let (id, bytes) = attached(&scene, 1).await;
        refused_of(&scene, id, bytes, move |part, _| foreign.get(&part).cloned()).await;
    });
}

#[test]
fn f02_a_file_of_another_vault() {
    run(async {
        let scene = scene().await;
        scene.anna.create_vault("Another", "Quorlis").await;
        let holder = scene.anna.add_person("Foreign", "Record").await;
        let twin = scene.anna.attach(holder, "Ombrelyth.bin", &content(1, LEN)).await.expect("attached");
        scene.anna.kept(holder, twin).await;
        let foreign = sealed_parts(&scene, twin).await;
        scene.anna.open_vault_named("Zwyrtek & Partner").await;
        let (id, bytes) = attached(&scene, 1).await;
        refused_of(&scene, id, bytes, move |part, _| foreign.get(&part).cloned()).await;
    });
}

#[test]
fn f02_an_older_file_of_the_same_name() {
    run(async {
        let scene = scene().await;
        let (old, _) = attached(&scene, 2).await;
        let foreign = sealed_parts(&scene, old).await;
        scene.anna.call(Call::Delete(vec![old])).await.expect("deleted");
        let (id, bytes) = attached(&scene, 1).await;
        refused_of(&scene, id, bytes, move |part, _| foreign.get(&part).cloned()).await;
    });
}

#[test]
fn f01_an_upload_that_the_server_never_lets_end() {
    run(async {
        let scene = scene().await;
        let before = scene.seen(&scene.anna).await;
        for said in [0, 7, u32::MAX] {
            scene.anna.line.play(instead(move |request: &Request| {
                let upload = request.path.ends_with("/files") || request.path.contains("/part/");
                let state = FileState { next: said, complete: false };
                (request.method != "GET" && upload).then(|| tacit_tests::script::ok(&state))
            }));
            let id = scene.anna.attach(scene.id, "never.bin", &content(3, 3 * PIECE)).await.expect("sealed here");
            until("it is said", async || {
                let stage = scene.anna.file(scene.id, id).await.map(|file| file.stage);
                matches!(stage, Some(tacit_bridge::files::FileStage::Held(problem))
                    if matches!(problem.kind, ProblemKind::Refused | ProblemKind::Malformed) && problem.todo.len() > 10)
            })
            .await;
            assert_eq!(scene.seen(&scene.anna).await, before, "the last good state");
            scene.anna.line.play(Honest);
            scene.anna.call(Call::SyncNow).await.expect("a reply");
            scene.ben.kept(scene.id, id).await;
        }
        // A state is two bytes here: the next part, and whether all are there. What room is left has the same path.
        scene.anna.line.play(spoil("/files", |mut body| {
            if let [_, complete] = &mut body[..] {
                *complete = 1;
            }
            body
        }));
        let lie = scene.anna.attach(scene.id, "lie.bin", &content(4, PIECE)).await.expect("sealed here");
        // The honest part of the server refuses an entry that names what is not there, and the bytes are still here.
        scene.exposed(&scene.anna).await;
        assert!(scene.ben.file(scene.id, lie).await.is_none());
        scene.anna.line.play(Honest);
        scene.anna.call(Call::SyncNow).await.expect("a reply");
        scene.ben.kept(scene.id, lie).await;
        assert_eq!(scene.ben.read(lie).await, Ok(content(4, PIECE)));
    });
}
