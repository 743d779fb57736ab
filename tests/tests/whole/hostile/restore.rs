//! R13: a server that abuses what an honest one needs after a restore. The honest restore itself is in
//! `tests/tests/whole/restore.rs`.

use crate::hostile::{scene, scene_with};
use std::cell::Cell;
use std::rc::Rc;
use tacit_bridge::members::Role;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::FieldKey;
use tacit_bridge::{Call, Event};
use tacit_engine::ports::Request;
use tacit_shared::api::{Head, Missing, PostEntries, Pulled};
use tacit_shared::codec;
use tacit_shared::entry::{Header, entry_hash};
use tacit_shared::ids::{BoxHash, RecordId};
use tacit_tests::script::{change, instead, ok};
use tacit_tests::{run, until};

fn post_of(request: &Request) -> Option<PostEntries> {
    request.path.ends_with("/entries").then(|| codec::decode(&request.body, 32 << 20).expect("a post"))
}

#[test]
fn r13_what_is_given_back_is_taken_and_the_old_shown_again() {
    run(async {
        let scene = scene().await;
        let old = scene.journal().await;
        scene.anna.set(scene.id, FieldKey::STATUS, "warm").await.expect("saved");
        scene.anna.settled().await;
        let relays = Rc::new(Cell::new(0));
        let seen = relays.clone();
        let swallowing = instead(move |request| {
            let post = post_of(request)?;
            assert!(post.relay, "nothing new is written");
            seen.set(seen.get() + 1);
            let (header, _): (Header, _) = postcard::take_from_bytes(post.entries.last()?).expect("an entry");
            Some(ok(&Head { seq: header.seq, hash: entry_hash(post.entries.last()?) }))
        });
        // `refuses` asks for another try again and again; otherwise it would be offered once in ten minutes.
        scene.refuses(&scene.anna, (old, swallowing), ProblemKind::Stale).await;
        assert!(relays.get() > 0, "it was offered");
        scene.well(&scene.anna).await;
    });
}

#[test]
fn r13_a_recovery_that_never_ends() {
    run(async {
        let scene = scene().await;
        let before = scene.seen(&scene.anna).await;
        scene.anna.line.play(change("/pull", |_, page: &mut Pulled| page.recovering = true));
        let written = scene.anna.add_person("Written", "Meanwhile").await;
        let said = std::cell::Cell::new(false);
        until("it is said", async || {
            scene.exposed(&scene.anna).await;
            let (_, events) = scene.anna.news();
            let says = |event: &Event| {
                matches!(event, Event::Sync(_, state) if state.recovery.is_some_and(|recovery| recovery.restored))
            };
            said.set(said.get() || events.iter().any(says));
            said.get()
        })
        .await;
        assert!(scene.anna.record(written).await.expect("kept").waiting, "nothing is sent, nothing is lost");
        assert_eq!(scene.anna.people("tarnacle").await.total, 1, "and everything can be read");
        scene.anna.call(Call::Delete(vec![written])).await.expect("removed");
        assert_eq!(scene.seen(&scene.anna).await, before);
        scene.well(&scene.anna).await;
    });
}

#[test]
fn r13_bytes_said_to_be_missing_that_are_not() {
    run(async {
        let scene = scene_with(Role::Admin).await;
        let epoch = scene.ben.members().await.epoch;
        let record = RecordId(scene.id.0);
        let (roster, leaves) = scene.journal().await.replay();
        let version = leaves.iter().find(|leaf| leaf.record == record).expect("a record").version;
        // Anna's box among them, which Ben's device never saw.
        let needed: Vec<BoxHash> = roster.current().filter_map(|(member, _)| roster.current_box(member)).collect();
        let asked = Rc::new(Cell::new(0));
        let counted = asked.clone();
        let lying = instead(move |request| {
            if request.path.ends_with("/put-missing") {
                return Some(ok(&()));
            }
            request.path.ends_with("/missing").then(|| {
                counted.set(counted.get() + 1);
                let envelopes = vec![(RecordId([9; 16]), 4), (record, version), (record, u64::MAX)];
                ok(&Missing { envelopes, boxes: [needed.clone(), vec![BoxHash([7; 32])]].concat() })
            })
        });
        scene.ben.line.play((change("/pull", |_, page: &mut Pulled| page.lacking = true), lying));
        until("a new key makes up for what nobody has", async || {
            scene.exposed(&scene.ben).await;
            scene.ben.members().await.epoch == epoch + 1
        })
        .await;
        for _ in 0..4 {
            scene.exposed(&scene.ben).await;
        }
        assert_eq!(scene.ben.members().await.epoch, epoch + 1, "and not another one for every lie");
        assert_eq!(asked.get(), 1, "nor is it asked at every pull");
        scene.well(&scene.ben).await;
        assert_eq!(scene.ben.people("tarnacle").await.total, 1);
    });
}
