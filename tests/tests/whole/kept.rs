//! Fields that are kept for a time, between members: values are looked at, put off and held, cleared by a press or, where
//! nobody looked, by the device of somebody who may; and neither an undo nor an earlier version brings them back.

use crate::SERVER;
use crate::privacy::asked;
use tacit_bridge::members::Role;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::audit::{AuditAnswer, AuditAsk, TrailEvent, TrailWish};
use tacit_bridge::privacy::masked::FieldTerms;
use tacit_bridge::privacy::requests::{NewRequest, RequestsAsk};
use tacit_bridge::privacy::retention::{DueOf, DueState, DueView, RetentionAnswer, RetentionAsk, Waits};
use tacit_bridge::records::{FieldKey, FieldWish, Form, Id, Kind, OwnField, Value};
use tacit_bridge::{Call, Reply};
use tacit_tests::person::Person;
use tacit_tests::server::Server;
use tacit_tests::{run, until};

async fn overview(person: &Person) -> RetentionAnswer {
    match asked(person, PrivacyAsk::Retention(RetentionAsk::Overview { count: 50 })).await {
        Ok(PrivacyAnswer::Retention(answer)) => *answer,
        _ => panic!("no overview"),
    }
}

async fn due(person: &Person, of: Id) -> Option<DueView> {
    overview(person).await.queue.into_iter().find(|one| one.of.record == of)
}

fn wish(id: Option<Id>, name: &str) -> Call {
    let terms = FieldTerms { kept_for: "P0D".into(), ..FieldTerms::default() };
    Call::SaveField(FieldWish {
        id,
        kind: Kind::Person,
        form: Form::Text,
        name: name.into(),
        choices: Vec::new(),
        terms,
        why: String::new(),
    })
}

/// A field whose values are over as soon as they are written.
async fn size(person: &Person) -> OwnField {
    person.call(wish(None, "Shirt size")).await.expect("a field");
    let Ok(Reply::OwnFields(mut fields)) = person.call(Call::OwnFields(Kind::Person)).await else { panic!("fields") };
    fields.remove(0)
}

async fn held(person: &Person, id: Id, field: FieldKey) -> Option<Value> {
    let record = person.record(id).await?;
    record.fields.into_iter().find(|(key, _)| *key == field).map(|(_, value)| value)
}

async fn cleared(person: &Person) -> Vec<TrailEvent> {
    let wish = TrailWish { did: Some("cleared".into()), ..TrailWish::default() };
    match asked(person, PrivacyAsk::Audit(AuditAsk::Events { wish, first: 0 })).await {
        Ok(PrivacyAnswer::Audit(AuditAnswer::Events(events, _))) => events,
        _ => panic!("no trail"),
    }
}

fn retention(ask: RetentionAsk) -> Call {
    Call::PrivacyAsk(PrivacyAsk::Retention(ask))
}

fn now() -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after 1970");
    u64::try_from(since.as_millis()).expect("fits")
}

#[test]
fn rule_10_values_whose_time_is_over_are_cleared_by_a_press_or_by_themselves_and_do_not_come_back() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        // The first look for what is overdue finds nothing; the next one is after an unlock.
        anna.settled().await;
        anna.call(Call::SyncNow).await.expect("a reply");
        anna.settled().await;
        let size = size(&anna).await;
        let mut people = Vec::new();
        for given in ["Ada", "Bo", "Cy", "Di", "Ed"] {
            let id = anna.add_person(given, "Berg").await;
            anna.set(id, size.key, "M").await.expect("fits");
            people.push(id);
        }
        let [ada, bo, cy, di, ed] = people[..] else { panic!("five") };
        let hold = |record, by_law, until| {
            retention(RetentionAsk::Hold { records: vec![record], by_law, why: "In court".into(), until })
        };
        anna.call(hold(bo, false, Some(now() + 86_400_000))).await.expect("put off");
        anna.call(hold(cy, true, None)).await.expect("held");
        let asks = NewRequest {
            kind: "access".into(),
            person: Some(di),
            via: "email".into(),
            received: u64::MAX,
            notes: String::new(),
            task: "Answer".into(),
        };
        anna.call(Call::PrivacyAsk(PrivacyAsk::Requests(RequestsAsk::Make(asks)))).await.expect("a request");
        anna.settled().await;

        let all = overview(&anna).await;
        assert_eq!((all.fields[0].name.as_str(), all.fields[0].counts, all.fields[0].due), ("Shirt size", 5, 3));
        let state = async |of| due(&anna, of).await.map(|one| (one.state, one.waits, one.action));
        assert_eq!(state(ada).await, Some((DueState::Overdue, None, "clear".into())));
        assert_eq!(state(bo).await, Some((DueState::Snoozed, None, "clear".into())));
        assert_eq!(state(cy).await, Some((DueState::Held, None, "clear".into())));
        assert_eq!(state(di).await, Some((DueState::Due, Some(Waits::Request), "clear".into())));

        // By a press: the step before it does not bring the value back.
        let Ok(Reply::Changed { undo: Some(undo), .. }) = anna.set(ada, size.key, "L").await else { panic!("a step") };
        let apply = |record| retention(RetentionAsk::Apply(vec![DueOf { record, rule: size.id }]));
        assert!(anna.call(apply(cy)).await.is_err(), "a hold by law beats it");
        anna.call(apply(ada)).await.expect("due");
        assert_eq!(held(&anna, ada, size.key).await, None);
        let _nothing_to_undo = anna.call(Call::Undo(undo)).await;
        assert_eq!(held(&anna, ada, size.key).await, None);
        let events = cleared(&anna).await;
        assert_eq!(events.len(), 1);
        let said = (events[0].field.as_str(), events[0].why.as_str(), events[0].by.as_str());
        assert_eq!(said, ("Shirt size", "1 P0D", "Anna Berg"));

        // By itself, with the first synchronisation after an unlock.
        anna.settled().await;
        let anna = anna.restarted().await;
        anna.unlock().await;
        anna.open_only_vault().await;
        until("nobody looked, and it is gone", async || {
            anna.call(Call::SyncNow).await.expect("a reply");
            held(&anna, ed, size.key).await.is_none()
        })
        .await;
        for (who, why) in [(bo, "put off"), (cy, "held"), (di, "asked")] {
            assert_eq!(held(&anna, who, size.key).await, Some(Value::Text("M".into())), "{why}");
        }
        assert_eq!(cleared(&anna).await.len(), 2);
        anna.settled().await;
        let versions = anna.history(ed).await.versions;
        let full = versions.last().expect("the first version").version;
        let _brought_back = anna.call(Call::Restore { id: ed, version: full }).await;
        assert_eq!(held(&anna, ed, size.key).await, None, "no earlier version keeps it for longer");
        anna.call(apply(di)).await.expect("somebody decides");
        assert_eq!(held(&anna, di, size.key).await, None);
    });
}

#[test]
fn rule_10_a_field_that_was_changed_by_somebody_who_may_not_erase_is_applied_by_hand_only() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let ben = crate::masked::joined(&server, &anna, "Ben", Role::Editor).await;
        let size = size(&anna).await;
        let ada = anna.add_person("Ada", "Berg").await;
        anna.set(ada, size.key, "M").await.expect("fits");
        anna.settled().await;
        until("Ben has the field", async || due(&ben, ada).await.is_some()).await;
        ben.call(wish(Some(size.id), "T-shirt size")).await.expect("an editor may");
        ben.settled().await;
        until("Anna has Ben's word", async || due(&anna, ada).await.is_some_and(|one| one.rule == "T-shirt size"))
            .await;
        let anna = anna.restarted().await;
        anna.unlock().await;
        anna.open_only_vault().await;
        anna.call(Call::SyncNow).await.expect("a reply");
        anna.settled().await;
        let one = due(&anna, ada).await.expect("still there");
        assert_eq!((one.state, one.waits, one.applied_at), (DueState::Due, Some(Waits::Member), None));
        assert_eq!(held(&anna, ada, size.key).await, Some(Value::Text("M".into())));
    });
}

#[test]
fn rule_10_a_deleted_record_comes_back_without_the_values_that_would_have_been_cleared_meanwhile() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let size = size(&anna).await;
        let ada = anna.add_person("Ada", "Berg").await;
        anna.set(ada, size.key, "M").await.expect("fits");
        anna.settled().await;
        let version = anna.history(ada).await.versions.first().expect("a version").version;
        anna.call(Call::Delete(vec![ada])).await.expect("deleted");
        anna.settled().await;
        let back = anna.call(Call::Restore { id: ada, version }).await;
        assert!(matches!(back, Ok(Reply::Changed { undo: Some(_), .. })), "she is back");
        assert_eq!(anna.people("berg").await.total, 1);
        assert_eq!(held(&anna, ada, size.key).await, None, "and what may be kept no longer is not");

        // The same of an undo, which says what it leaves.
        let bo = anna.add_person("Bo", "Cohn").await;
        anna.set(bo, size.key, "L").await.expect("fits");
        let Ok(Reply::Changed { undo: Some(undo), .. }) = anna.call(Call::Delete(vec![bo])).await else {
            panic!("deleted")
        };
        let Ok(Reply::Several { changed: 1, left, .. }) = anna.call(Call::Undo(undo)).await else { panic!("back") };
        assert!(
            left.len() == 1 && left[0].why.what.contains("kept for a time"),
            "{:?}",
            left.first().map(|one| &one.why)
        );
        assert_eq!(held(&anna, bo, size.key).await, None);
    });
}
