//! The trail: what is done to records is written with it, by whom and where; and the journal bears it out.

use crate::SERVER;
use tacit_bridge::members::Role;
use tacit_bridge::merging::MergeWish;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::audit::{AuditAnswer, AuditAsk, Outcome, TrailEvent, TrailWish, Verified};
use tacit_bridge::{Call, Reply};
use tacit_tests::person::Person;
use tacit_tests::server::Server;
use tacit_tests::{run, until};

async fn asked(person: &Person, ask: AuditAsk) -> AuditAnswer {
    match person.call(Call::PrivacyAsk(PrivacyAsk::Audit(ask))).await {
        Ok(Reply::PrivacyAnswer(PrivacyAnswer::Audit(answer))) => answer,
        Ok(_) => panic!("another answer"),
        Err(problem) => panic!("{problem:?}"),
    }
}

pub(crate) async fn trail(person: &Person, wish: TrailWish) -> Vec<TrailEvent> {
    match asked(person, AuditAsk::Events { wish, first: 0 }).await {
        AuditAnswer::Events(events, total) => {
            assert_eq!(events.len() as u32, total.min(100));
            events
        }
        _ => panic!("no events"),
    }
}

/// Verifies to the end, page by page.
pub(crate) async fn verified(person: &Person) -> (Verified, Outcome) {
    let mut anew = true;
    loop {
        let AuditAnswer::Verified(verified) = asked(person, AuditAsk::Verify { anew }).await else {
            panic!("not verified")
        };
        if let Some(outcome) = verified.outcome.clone() {
            return (verified, outcome);
        }
        anew = false;
    }
}

#[test]
fn a_union_is_on_the_trail_signed_by_who_did_it_and_an_undo_does_not_take_it_away() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let ben = anna.colleague("Ben", Role::Editor).await;
        let (one, two) = (anna.add_person("Ada", "Berg").await, anna.add_person("Ada", "Berg").await);
        anna.settled().await;
        assert!(trail(&anna, TrailWish::default()).await.is_empty());
        until("both are here", async || ben.people("berg").await.total == 2).await;
        let wish = MergeWish { ids: vec![one, two], keep: Some(one), choices: Vec::new() };
        let Ok(Reply::Changed { undo: Some(step), .. }) = ben.call(Call::Merge(wish)).await else { panic!("merged") };
        let (_, outcome) = verified(&ben).await;
        assert!(outcome.events + outcome.waiting == 1 && outcome.wrong.is_empty(), "{outcome:?}");
        ben.settled().await;

        until("Anna hears of it", async || trail(&anna, TrailWish::default()).await.len() == 1).await;
        let event = trail(&anna, TrailWish::default()).await.remove(0);
        assert_eq!((event.did.as_str(), event.here), ("merge", false));
        assert_eq!(event.by, trail(&ben, TrailWish::default()).await[0].by);
        assert_eq!(event.record.map(|record| record.id), Some(one));
        assert_eq!(event.device.len(), 4, "devices are told apart");
        assert!(trail(&ben, TrailWish::default()).await[0].here);
        let (verified_all, outcome) = verified(&anna).await;
        assert_eq!((outcome.events, outcome.waiting, outcome.broken_at), (1, 0, None));
        assert!(verified_all.entries == verified_all.of && verified_all.of > 3);

        ben.call(Call::Undo(step)).await.expect("taken back");
        assert_eq!(ben.people("berg").await.total, 2);
        assert_eq!(trail(&ben, TrailWish::default()).await.len(), 1, "what was done was done");

        let only = |wish: TrailWish| trail(&anna, wish);
        assert_eq!(only(TrailWish { did: Some("merge".into()), ..TrailWish::default() }).await.len(), 1);
        assert_eq!(only(TrailWish { did: Some("export".into()), ..TrailWish::default() }).await.len(), 0);
        assert_eq!(only(TrailWish { by: Some(1), ..TrailWish::default() }).await.len(), 1);
        assert_eq!(only(TrailWish { by: Some(0), ..TrailWish::default() }).await.len(), 0);
        assert_eq!(only(TrailWish { to: Some(event.at), ..TrailWish::default() }).await.len(), 0);
        assert_eq!(only(TrailWish { from: Some(event.at), ..TrailWish::default() }).await.len(), 1);
        for json in [false, true] {
            let wish = TrailWish { did: Some("merge".into()), ..TrailWish::default() };
            let AuditAnswer::File(file) = asked(&anna, AuditAsk::File { wish, json }).await else { panic!("no file") };
            let file = String::from_utf8(file).expect("text");
            assert!(file.contains(&one.to_hex()) && !file.contains("Berg"), "ids, and no name: {file}");
            if json {
                let read: serde_json::Value = serde_json::from_str(&file).expect("JSON");
                assert_eq!(read["events"][0]["did"], "merge");
            } else {
                assert_eq!(file.lines().count(), 2);
            }
        }
    });
}
