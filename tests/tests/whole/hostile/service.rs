//! R7 to R12: what is rolled back, lost, or flooded.

use crate::hostile::scene;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::FieldKey;
use tacit_engine::ports::Response;
use tacit_shared::api::{Head, Hint, PostEntries, Pulled};
use tacit_shared::codec;
use tacit_shared::entry::{Header, entry_hash};
use tacit_shared::ids::EntryHash;
use tacit_tests::script::{change, hints, instead, ok, spoil};
use tacit_tests::{run, until};

#[test]
fn r07_the_whole_vault_rolled_back() {
    run(async {
        let scene = scene().await;
        let old = scene.journal().await;
        scene.anna.set(scene.id, FieldKey::STATUS, "warm").await.expect("saved");
        scene.anna.settled().await;
        let news = Rc::new(Cell::new(0));
        let posted = news.clone();
        let counting = instead(move |request| {
            if request.path.ends_with("/entries") {
                let post: PostEntries = codec::decode(&request.body, 32 << 20).expect("a post");
                posted.set(posted.get() + usize::from(!post.relay));
            }
            None
        });
        scene.refuses(&scene.anna, (old, counting), ProblemKind::Stale).await;
        let written = scene.anna.add_person("Written", "Meanwhile").await;
        scene.exposed(&scene.anna).await;
        assert_eq!(news.get(), 0, "what it lacks was offered to it, and nothing new is written");
        assert!(scene.anna.record(written).await.expect("kept").waiting);
        scene.well(&scene.anna).await;
        assert!(!scene.anna.record(written).await.expect("sent").waiting);
    });
}

#[test]
fn r08_rolled_back_below_the_accounts_floor_for_a_fresh_device() {
    run(async {
        let scene = scene().await;
        let old = scene.journal().await;
        scene.remove_ben().await;
        // The account's blob, written at the removal, is a floor.
        let account = scene.operator.account("anna@example.org", &scene.anna_key).await;
        assert!(account.vault(&scene.vault).expect("listed").roster.seq as usize >= old.entries.len());
        let (_, answer) = scene.second_device(old).await;
        assert_eq!(answer.expect_err("refused").kind, ProblemKind::Stale);
    });
}

#[test]
fn r10_a_write_acknowledged_and_forgotten() {
    run(async {
        let scene = scene().await;
        scene.anna.line.play(instead(|request| {
            request.path.ends_with("/entries").then(|| {
                let post: PostEntries = codec::decode(&request.body, 32 << 20).expect("a post");
                let (header, _): (Header, _) = postcard::take_from_bytes(&post.entries[0]).expect("an entry");
                ok(&Head { seq: header.seq, hash: entry_hash(&post.entries[0]) })
            })
        }));
        let written = scene.anna.add_person("Acknowledged", "Forgotten").await;
        scene.told(&scene.anna, ProblemKind::Stale).await;
        assert_eq!(scene.anna.people("forgotten").await.total, 1, "nothing is lost here");
        assert!(scene.anna.record(written).await.is_some());
        // An honest one gets it, without anybody doing anything.
        scene.well(&scene.anna).await;
        until("Ben has it", async || scene.ben.people("forgotten").await.total == 1).await;
        assert_eq!(scene.seen(&scene.anna).await, scene.seen(&scene.ben).await);
    });
}

#[test]
fn r07_rolled_back_to_a_branch_is_a_fork() {
    run(async {
        let scene = scene().await;
        let old = scene.journal().await;
        scene.anna.set(scene.id, FieldKey::STATUS, "warm").await.expect("saved");
        scene.anna.settled().await;
        // Below the pin, and not what stood there.
        let script = change("/pull", move |_, page: &mut Pulled| {
            page.head = Head { seq: old.head().seq, hash: EntryHash([9; 32]) };
            page.entries.clear();
        });
        scene.refuses(&scene.anna, script, ProblemKind::Fork).await;
    });
}

#[test]
fn r10_another_write_acknowledged() {
    run(async {
        let scene = scene().await;
        scene.anna.line.play(change("/entries", |_, head: &mut Head| head.hash = EntryHash([9; 32])));
        let written = scene.anna.add_person("Another", "Acknowledged").await;
        // The pull decides: the entry is in the chain, so it is confirmed, once.
        scene.anna.settled().await;
        scene.ben.settled().await;
        until("Ben has it once", async || scene.ben.people("acknowledged").await.total == 1).await;
        assert!(!scene.anna.record(written).await.expect("there").waiting);
    });
}

#[test]
fn r10_a_client_that_stops_between_signing_and_answer() {
    run(async {
        let mut scene = scene().await;
        // The first post is swallowed with its answer; the browser is closed; another server state meets the same bytes.
        let posts: Rc<RefCell<Vec<Vec<u8>>>> = Rc::default();
        let seen = posts.clone();
        let lost = Rc::new(Cell::new(true));
        let still = lost.clone();
        scene.anna.line.play(instead(move |request| {
            if !request.path.ends_with("/entries") {
                return None;
            }
            let post: PostEntries = codec::decode(&request.body, 32 << 20).expect("a post");
            seen.borrow_mut().push(post.entries[0].clone());
            still.get().then(|| Response { status: 503, body: Vec::new() })
        }));
        scene.anna.add_person("Power", "Loss").await;
        until("it was signed and sent", async || {
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
            !posts.borrow().is_empty()
        })
        .await;
        scene.anna = scene.anna.restarted().await;
        lost.set(false);
        scene.anna.unlock().await;
        scene.anna.open_only_vault().await;
        scene.anna.settled().await;
        let posts = posts.take();
        assert!(posts.len() > 1 && posts.iter().all(|one| *one == posts[0]), "the same bytes, and no second signature");
        until("Ben has it", async || scene.ben.people("loss").await.total == 1).await;
    });
}

#[test]
fn r11_answers_beyond_any_bound() {
    run(async {
        let scene = scene().await;
        let edits: [fn(Vec<u8>) -> Vec<u8>; 4] = [
            // Lengths that no answer has.
            |_| vec![0xff; 64],
            |mut bytes| {
                bytes.truncate(bytes.len() / 2);
                bytes
            },
            |mut bytes| {
                bytes.extend_from_slice(&[0; 1000]);
                bytes
            },
            // Beyond the cap of any answer.
            |_| vec![0; 65 << 20],
        ];
        for edit in edits {
            scene.refuses(&scene.anna, spoil("/pull", edit), ProblemKind::Malformed).await;
            scene.well(&scene.anna).await;
        }
    });
}

#[test]
fn r11_a_page_that_never_ends() {
    run(async {
        let scene = scene().await;
        // A head that is always one ahead, and never an entry.
        let script = change("/pull", |_, page: &mut Pulled| page.head.seq += 1);
        scene.refuses(&scene.anna, script, ProblemKind::Withheld).await;
        scene.well(&scene.anna).await;
    });
}

#[test]
fn r12_hints_in_storms_out_of_order_and_of_nonsense() {
    run(async {
        let scene = scene().await;
        let before = scene.seen(&scene.anna).await;
        let vault = scene.vault;
        scene.anna.line.play(hints(move |_| {
            let forged = |seq| codec::encode(&Hint::Entries { vault, seq });
            let mut storm: Vec<Vec<u8>> = (0..5_000).map(|number| forged(u64::MAX - number)).collect();
            storm.extend((0..5_000).map(|number| vec![number as u8; 200]));
            storm
        }));
        let pulls = || scene.anna.line.paths.borrow().iter().filter(|path| path.ends_with("/pull")).count();
        let had = pulls();
        for round in 0..5 {
            scene.ben.set(scene.id, FieldKey::STATUS, &format!("round {round}")).await.expect("saved");
            scene.ben.settled().await;
        }
        until("Anna follows", async || {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            scene.anna.text(scene.id, FieldKey::STATUS).await.as_deref() == Some("round 4")
        })
        .await;
        assert!(pulls() - had < 100, "50,000 hints are a handful of pulls, not {}", pulls() - had);
        assert_eq!(scene.seen(&scene.anna).await, before);
    });
}
