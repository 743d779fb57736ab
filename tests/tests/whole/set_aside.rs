//! What lost against a value written at the same time, when somebody is erased: it is in the version that stands, so it is
//! searched, decided on, and gone with the older versions; and so are places that were found only afterwards.

use crate::SERVER;
use crate::erasure::{ada, keep, left, note, sealed, stage, two, vault_of};
use tacit_bridge::privacy::erasure::{ErasureAsk, ErasureStage};
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::{FieldKey, Id, Value};
use tacit_bridge::{Call, Event};
use tacit_tests::journal::Operator;
use tacit_tests::person::Person;
use tacit_tests::server::Server;
use tacit_tests::{run, until};

/// Both write without knowing of each other; what the first wrote loses.
async fn at_once([first, second]: [&Person; 2], record: Id, field: FieldKey, [lost, won]: [&str; 2]) {
    until("the second has it", async || second.record(record).await.is_some()).await;
    second.cut_off().await;
    first.set(record, field, lost).await.expect("saved");
    first.settled().await;
    second.set(record, field, won).await.expect("saved");
    second.line.cut.set(false);
    second.settled().await;
    until("the first sees that theirs lost", async || {
        first.call(Call::SyncNow).await.expect("a reply");
        first
            .record(record)
            .await
            .is_some_and(|view| view.set_aside.iter().any(|one| one.value == Value::Text(lost.into())))
    })
    .await;
}

async fn text_of(person: &Person, record: Id, field: FieldKey) -> Option<Value> {
    let view = person.record(record).await?;
    view.fields.into_iter().find(|(key, _)| *key == field).map(|(_, value)| value)
}

/// How many versions of these the server still has.
async fn versions(operator: &Operator, person: &Person, records: &[Id]) -> usize {
    sealed(operator, &vault_of(person).await, records).await.len()
}

#[test]
fn rule_11_what_was_set_aside_is_decided_on_and_goes_for_good() {
    run(async {
        let server = Server::start(SERVER).await;
        let operator = Operator::of(&server).await;
        let (anna, ben) = two(&server).await;
        let ada = ada(&anna).await;
        let bo = anna.add_person("Bo", "Berg").await;
        let call = note(&anna, "a call", &[bo]).await;
        let name = note(&anna, "about lunch", &[bo]).await;
        anna.settled().await;
        at_once([&anna, &ben], call, FieldKey::NOTES, ["Ada Lovelace called", "somebody called"]).await;
        at_once([&anna, &ben], name, FieldKey::NAME, ["Lunch with Ada Lovelace", "Lunch"]).await;

        anna.erase_person(ada).await;
        let places = left(&anna, ada, None).await.expect("known here");
        let of = |id: Id| places.iter().find(|place| place.record == id).expect("told").clone();
        assert_eq!(places.len(), 2, "{places:?}");
        assert!(of(call).is_aside && of(call).around.contains("Ada Lovelace called"), "{places:?}");
        assert!(anna.erasure(ErasureAsk::Finish(ada)).await.is_err(), "words are left");

        // Somewhere else than on its page nobody sees it: a change made there leaves it where it stands.
        let from_a_list = Value::Text("somebody rang".into());
        let edit = Call::Edit { ids: vec![call], fields: vec![(FieldKey::NOTES, from_a_list)], on_page: false };
        anna.call(edit).await.expect("saved");
        assert!(anna.record(call).await.is_some_and(|view| view.set_aside.len() == 1));

        // One is let go, one is edited.
        let settle = |record, field| ErasureAsk::Settle { person: ada, record, field };
        anna.erasure(settle(call, FieldKey::NOTES)).await.expect("let go");
        let Err(again) = anna.erasure(settle(call, FieldKey::NOTES)).await else { panic!("there is none") };
        assert_eq!(again.kind, ProblemKind::Gone);
        assert_eq!(text_of(&anna, call, FieldKey::NOTES).await, Some(Value::Text("somebody rang".into())));
        anna.set(name, FieldKey::NAME, "Lunch on Monday").await.expect("saved");
        assert_eq!(left(&anna, ada, None).await, Some(Vec::new()));
        anna.settled().await;
        // Asking writes nothing, or pages that hear of every change would ask without end.
        anna.news();
        left(&anna, ada, None).await;
        assert!(!anna.news().1.iter().any(|event| matches!(event, Event::Invalidated)), "nothing changed");
        anna.erasure(ErasureAsk::Finish(ada)).await.expect("nothing is left");
        until("Ben has it without", async || {
            ben.call(Call::SyncNow).await.expect("a reply");
            ben.record(call).await.is_some_and(|view| view.set_aside.is_empty())
                && ben.record(name).await.is_some_and(|view| view.set_aside.is_empty())
        })
        .await;
        assert_eq!(text_of(&ben, call, FieldKey::NOTES).await, Some(Value::Text("somebody rang".into())));
        assert_eq!(versions(&operator, &anna, &[call, name]).await, 2, "older versions, in which she stands, are gone");
    });
}

#[test]
fn rule_11_what_nobody_is_shown_goes_with_the_erasure_also_when_an_admin_goes_on_with_it() {
    run(async {
        let server = Server::start(SERVER).await;
        let operator = Operator::of(&server).await;
        let (anna, ben) = two(&server).await;
        let ada = ada(&anna).await;
        let bo = anna.add_person("Bo", "Berg").await;
        // What both replaced is shown to nobody, and both who replaced it name nobody.
        let call = note(&anna, "Ada Lovelace called", &[bo]).await;
        anna.settled().await;
        at_once([&anna, &ben], call, FieldKey::NOTES, ["a woman called", "somebody called"]).await;
        let late = note(&anna, "read about Ada Lovelace", &[bo]).await;
        anna.settled().await;
        until("Ben has it", async || ben.record(late).await.is_some()).await;
        ben.begin_erasure(ada).await.expect("an editor may ask");
        until("it waits", async || stage(&ben, ada).await == Some(ErasureStage::AtAdmin)).await;
        let places = left(&ben, ada, None).await.expect("known here");
        assert_eq!(places.iter().map(|place| place.record).collect::<Vec<_>>(), [late]);
        ben.set(late, FieldKey::NOTES, "read about somebody").await.expect("saved");
        ben.settled().await;
        until("Anna is asked", async || stage(&anna, ada).await == Some(ErasureStage::AtAdmin)).await;
        anna.erasure(ErasureAsk::Continue(ada)).await.expect("an admin may");
        until("it is gone", async || stage(&anna, ada).await == Some(ErasureStage::Gone)).await;
        assert_eq!(left(&anna, ada, Some("Ada Lovelace")).await, Some(Vec::new()), "decided before she went on");
        anna.erasure(ErasureAsk::Finish(ada)).await.expect("nothing is left");
        anna.settled().await;
        assert_eq!(versions(&operator, &anna, &[late]).await, 1, "older versions, in which she stands, are gone");
        let view = anna.record(call).await.expect("there");
        assert!(
            view.set_aside.iter().all(|one| one.value == Value::Text("a woman called".into())),
            "what is shown stays"
        );
    });
}

#[test]
fn rule_11_older_versions_of_a_place_that_was_found_later_go_when_it_is_edited() {
    run(async {
        let server = Server::start(SERVER).await;
        let operator = Operator::of(&server).await;
        let (anna, ben) = two(&server).await;
        let ada = ada(&anna).await;
        let bo = anna.add_person("Bo", "Berg").await;
        let maiden = note(&anna, "a Miss Byron called", &[bo]).await;
        let stays = note(&anna, "read Byron", &[bo]).await;
        let tagged = anna.add_person("Cara", "Cohn").await;
        let tags = |tags: &[&str]| Value::Tags(tags.iter().map(|tag| (*tag).to_owned()).collect());
        anna.call(Call::Edit {
            ids: vec![tagged],
            fields: vec![(FieldKey::TAGS, tags(&["friend of byron", "press"]))],
            on_page: true,
        })
        .await
        .expect("saved");
        anna.settled().await;
        until("Ben has it", async || ben.record(stays).await.is_some()).await;
        anna.erase_person(ada).await;
        assert_eq!(left(&anna, ada, None).await, Some(Vec::new()), "nobody knows her by that name here");
        // Written after she was erased, by somebody who has not heard of it.
        let late = note(&ben, "met Ada Lovelace in town", &[bo]).await;
        ben.settled().await;
        until("Anna has it", async || anna.record(late).await.is_some()).await;
        let places = left(&anna, ada, Some("Byron")).await.expect("typed");
        assert_eq!(places.len(), 4, "{places:?}");
        anna.call(Call::Edit { ids: vec![tagged], fields: vec![(FieldKey::TAGS, tags(&["press"]))], on_page: true })
            .await
            .expect("saved");
        anna.set(maiden, FieldKey::NOTES, "somebody called").await.expect("saved");
        anna.set(late, FieldKey::NOTES, "was in town").await.expect("saved");
        let place = places.iter().find(|place| place.record == stays).expect("told");
        keep(&anna, ada, place, "a poet").await.expect("kept");
        anna.settled().await;
        // A new start knows the places by their ids, not what was looked for.
        let anna = anna.restarted().await;
        anna.unlock().await;
        anna.open_only_vault().await;
        assert_eq!(left(&anna, ada, Some("Byron\nAda Lovelace")).await, Some(Vec::new()));
        anna.settled().await;
        anna.erasure(ErasureAsk::Finish(ada)).await.expect("nothing is left");
        anna.settled().await;
        assert_eq!(
            versions(&operator, &anna, &[maiden, late]).await,
            2,
            "older versions, in which she stands, are gone"
        );
    });
}
