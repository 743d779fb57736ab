//! Defects that were published about other customer databases, between members: the log of an erasure that says "erased"
//! before anybody looked.

use crate::SERVER;
use crate::erasure::{ada, keep, left, note, stage, two};
use tacit_bridge::privacy::erasure::{ErasureAsk, ErasureStage};
use tacit_tests::server::Server;
use tacit_tests::{run, until};

#[test]
fn published_the_log_of_an_erasure_says_only_what_was_verified() {
    run(async {
        let server = Server::start(SERVER).await;
        let (anna, ben) = two(&server).await;
        let ada = ada(&anna).await;
        let bo = anna.add_person("Bo", "Berg").await;
        let named = note(&anna, "asked about Ada Lovelace", &[bo]).await;
        anna.settled().await;
        until("Ben has her", async || ben.record(ada).await.is_some() && ben.record(named).await.is_some()).await;

        // Pressed, and nobody is told: it waits, whatever the page would like to say.
        ben.cut_off().await;
        anna.cut_off().await;
        let view = anna.begin_erasure(ada).await.expect("written down");
        assert_eq!((view.stage, view.seen.len()), (ErasureStage::Waiting, 0));
        assert!(anna.erasure(ErasureAsk::Finish(ada)).await.is_err(), "the server still has her");
        assert!(view.finished.is_none());

        // The server dropped its bytes, and one device of two looked.
        anna.line.cut.set(false);
        until("it is verified", async || {
            stage(&anna, ada).await == Some(ErasureStage::Gone)
                && anna.erasure_of(ada).await.is_some_and(|view| !view.seen.is_empty())
        })
        .await;
        let view = anna.erasure_of(ada).await.expect("there");
        assert_eq!(
            (view.seen.iter().map(|of| (of.by.as_str(), of.devices)).collect::<Vec<_>>(), view.members),
            (vec![("Anna Berg", 1)], 2),
            "Ben's device has her yet"
        );
        assert!(ben.record(ada).await.is_some(), "so it does");
        let Err(refused) = anna.erasure(ErasureAsk::Finish(ada)).await else { panic!("words are left") };
        assert!(refused.what.contains("still there"), "{}", refused.what);
        assert!(anna.erasure_of(ada).await.is_some_and(|view| view.finished.is_none()));

        ben.line.cut.set(false);
        until("both say so", async || {
            stage(&ben, ada).await;
            stage(&anna, ada).await;
            anna.erasure_of(ada).await.is_some_and(|view| view.seen.len() == 2)
        })
        .await;
        assert!(ben.record(ada).await.is_none(), "who says so has nothing of her");
        let places = left(&anna, ada, None).await.expect("known here");
        assert_eq!(places.iter().map(|place| place.record).collect::<Vec<_>>(), [named]);
        keep(&anna, ada, &places[0], "The programmer, not our customer").await.expect("kept");
        anna.settled().await;
        anna.erasure(ErasureAsk::Finish(ada)).await.expect("everything was looked at");
        let view = anna.erasure_of(ada).await.expect("there");
        assert!(view.finished.is_some());
        assert_eq!(
            (view.kept.len(), view.kept[0].1.as_str()),
            (1, "The programmer, not our customer"),
            "and what stayed"
        );
    });
}
