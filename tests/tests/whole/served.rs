//! A rule that clears what served one purpose only: by a press and by itself, with a word for each field, and for good.

use crate::SERVER;
use crate::privacy::{change, privacy};
use crate::purposes::{purposes, step};
use crate::trail::trail;
use tacit_bridge::members::Role;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::audit::TrailWish;
use tacit_bridge::privacy::purpose::{PurposeDraft, PurposeWish, PurposesAnswer, PurposesAsk};
use tacit_bridge::privacy::retention::{DueOf, DueState, RetentionAnswer, RetentionAsk, Rule};
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::{FieldKey, Filter, Id};
use tacit_bridge::{Call, Problem, Reply};
use tacit_tests::person::Person;
use tacit_tests::server::Server;
use tacit_tests::{run, until};

async fn ask(person: &Person, ask: RetentionAsk) -> Result<Reply, Problem> {
    person.call(Call::PrivacyAsk(PrivacyAsk::Retention(ask))).await
}

async fn overview(person: &Person) -> RetentionAnswer {
    match ask(person, RetentionAsk::Overview { count: 50 }).await {
        Ok(Reply::PrivacyAnswer(PrivacyAnswer::Retention(answer))) => *answer,
        _ => panic!("no overview"),
    }
}

fn rule(purpose: Option<Id>) -> Rule {
    Rule {
        name: "Cards are over".into(),
        of: "person".into(),
        filter: Filter::none(),
        trigger: "created".into(),
        date_field: None,
        purpose,
        after: "P0D".into(),
        action: "clear_fields".into(),
        grace: "P14D".into(),
    }
}

async fn held(person: &Person, id: Id, field: FieldKey) -> bool {
    let record = person.record(id).await.expect("there");
    record.fields.iter().any(|(key, value)| *key == field && *value != tacit_bridge::records::Value::Empty)
}

/// A purpose that alone needs birthdays, and e-mail addresses as others do.
async fn cards(person: &Person) -> Id {
    let draft = PurposeDraft {
        name: "Birthday cards".into(),
        category: "marketing".into(),
        basis: "A6-1-a".into(),
        channels: vec!["post".into()],
        months: 12,
        fields: vec![FieldKey::BIRTHDAY, FieldKey::EMAILS],
        ..PurposeDraft::default()
    };
    let save = PurposesAsk::Save(PurposeWish { id: None, draft });
    step(person, save).await.expect("an editor may");
    let Ok(PurposesAnswer::List(list)) = purposes(person, PurposesAsk::List).await else { panic!("no list") };
    list.iter().find(|one| one.draft.short == "birthday-cards").expect("made").id
}

#[test]
fn rule_10_what_served_one_purpose_only_is_cleared_by_a_press_and_by_itself_and_the_person_stays() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let ben = anna.colleague("Ben", Role::Editor).await;
        change(&anna, Call::BeginPurposes).await.expect("an editor may");
        let cards = cards(&anna).await;
        let (ada, bo) = (anna.add_person("Ada", "Berg").await, anna.add_person("Bo", "Tal").await);
        for person in [ada, bo] {
            anna.set(person, FieldKey::BIRTHDAY, "1985-04-12").await.expect("fits");
        }
        anna.settled().await;
        until("Ben has them", async || ben.people("").await.total == 2).await;

        let save = |rule| RetentionAsk::SaveRule { id: None, rule };
        let refused = ask(&anna, save(rule(None))).await.map(|_| ()).expect_err("of which purpose?");
        assert!(refused.kind == ProblemKind::BadInput && refused.what.contains("purpose"), "{refused:?}");
        let of_deals = Rule { of: "deal".into(), ..rule(Some(cards)) };
        assert_eq!(ask(&anna, save(of_deals)).await.map(|_| ()).expect_err("of people").kind, ProblemKind::BadInput);
        let refused = ask(&ben, save(rule(Some(cards)))).await.map(|_| ()).expect_err("an editor takes nothing away");
        assert_eq!(refused.kind, ProblemKind::NoRight);
        let Ok(Reply::Changed { id: Some(id), .. }) = ask(&anna, save(rule(Some(cards)))).await else {
            panic!("a rule")
        };
        let all = overview(&anna).await;
        assert_eq!((all.rules[0].purpose.as_str(), all.rules[0].due, all.totals), ("Birthday cards", 2, [0, 2, 0, 0]));
        assert!(all.queue.iter().all(|one| one.action == "clear_fields" && one.state == DueState::Due));

        let apply = |record| RetentionAsk::Apply(vec![DueOf { record, rule: id }]);
        anna.settled().await;
        until("Ben has the rule", async || overview(&ben).await.rules.len() == 1).await;
        assert_eq!(ask(&ben, apply(ada)).await.map(|_| ()).expect_err("nor by a press").kind, ProblemKind::NoRight);
        ask(&anna, apply(ada)).await.expect("due");
        assert!(!held(&anna, ada, FieldKey::BIRTHDAY).await && held(&anna, ada, FieldKey::FAMILY).await);
        assert!(held(&anna, bo, FieldKey::BIRTHDAY).await, "nobody decided on him");
        let event = trail(&anna, TrailWish::default()).await.remove(0);
        assert_eq!((event.did.as_str(), event.field.as_str(), event.why.as_str()), ("cleared", "Birthday", "1 P0D"));
        assert_eq!(overview(&anna).await.totals, [0, 1, 0, 0], "what is done is not due");
        assert_eq!(privacy(&anna, ada).await.events.len(), 0, "of consents nothing was said");

        // Nobody looks: with the next synchronisation of somebody who may.
        let at_once = Rule { grace: "P0D".into(), ..rule(Some(cards)) };
        ask(&anna, RetentionAsk::SaveRule { id: Some(id), rule: at_once }).await.expect("changed");
        anna.settled().await;
        let anna = anna.restarted().await;
        anna.unlock().await;
        anna.open_only_vault().await;
        until("it is cleared by itself", async || {
            anna.call(Call::SyncNow).await.expect("a reply");
            !held(&anna, bo, FieldKey::BIRTHDAY).await
        })
        .await;
        anna.settled().await;
        until("Ben has it no more either", async || !held(&ben, bo, FieldKey::BIRTHDAY).await).await;
        assert_eq!(overview(&anna).await.totals, [0; 4]);
    });
}
