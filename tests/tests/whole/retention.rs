//! When data goes, between members: what is due waits, a hold keeps it, and what nobody looked at goes with the next
//! synchronisation of somebody who may. Who asked for something, or is restricted, goes by a decision only.

use crate::SERVER;
use tacit_bridge::members::Role;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::audit::TrailWish;
use tacit_bridge::privacy::erasure::ErasureStage;
use tacit_bridge::privacy::requests::{NewRequest, RequestsAsk};
use tacit_bridge::privacy::retention::{DueOf, DueState, RetentionAnswer, RetentionAsk, Rule, Waits};
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::{FieldKey, Filter, Id, Kind, ObjectAsk, ObjectWish, RowsRequest, Test, Value};
use tacit_bridge::{Call, Problem, Reply};
use tacit_tests::person::Person;
use tacit_tests::server::Server;
use tacit_tests::{run, until};

const DAY: u64 = 24 * 3_600_000;

async fn ask(person: &Person, ask: RetentionAsk) -> Result<Reply, Problem> {
    person.call(Call::PrivacyAsk(PrivacyAsk::Retention(ask))).await
}

async fn overview(person: &Person) -> RetentionAnswer {
    match ask(person, RetentionAsk::Overview { count: 50 }).await {
        Ok(Reply::PrivacyAnswer(PrivacyAnswer::Retention(answer))) => *answer,
        _ => panic!("no overview"),
    }
}

fn rule(action: &str) -> Rule {
    Rule {
        name: format!("Contacts, {action}"),
        of: "person".into(),
        filter: Filter::none(),
        trigger: "date_field".into(),
        date_field: Some(FieldKey::LAST_SEEN),
        purpose: None,
        after: "P30D".into(),
        action: action.into(),
        grace: "P14D".into(),
    }
}

async fn add_rule(person: &Person, rule: Rule) -> Result<Id, Problem> {
    match ask(person, RetentionAsk::SaveRule { id: None, rule }).await? {
        Reply::Changed { id: Some(id), .. } => Ok(id),
        _ => panic!("no rule"),
    }
}

async fn state(person: &Person, of: Id) -> Option<DueState> {
    overview(person).await.queue.iter().find(|one| one.of.record == of).map(|one| one.state)
}

fn now() -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after 1970");
    u64::try_from(since.as_millis()).expect("fits")
}

/// The day so many days ago, as a date field holds it.
fn days_ago(days: u64) -> String {
    tacit_crm::recur::Day::of_ms(now() - days * DAY).expect("a day").to_string()
}

/// Somebody who was last seen so many days ago.
async fn seen(person: &Person, given: &str, days: u64) -> Id {
    let id = person.add_person(given, "Berg").await;
    person.set(id, FieldKey::LAST_SEEN, &days_ago(days)).await.expect("saved");
    id
}

#[test]
fn rule_10_what_is_due_is_decided_put_off_or_held() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let (ada, bo, cy) = (seen(&anna, "Ada", 35).await, seen(&anna, "Bo", 35).await, seen(&anna, "Cy", 35).await);
        seen(&anna, "Di", 20).await;
        anna.settled().await;
        let bad = Rule { after: "soon".into(), ..rule("erase") };
        assert_eq!(add_rule(&anna, bad).await.expect_err("no span").kind, ProblemKind::BadInput);
        let erase = add_rule(&anna, rule("erase")).await.expect("a rule");
        let all = overview(&anna).await;
        assert_eq!((all.totals, all.rules[0].counts, all.rules[0].due), ([0, 3, 0, 0], 4, 3));

        let hold = |record, by_law, why: &str, until| RetentionAsk::Hold {
            records: vec![record],
            by_law,
            why: why.into(),
            until,
        };
        assert!(ask(&anna, hold(bo, false, "asks next week", None)).await.is_err(), "until when is asked for");
        assert!(ask(&anna, hold(bo, false, " ", Some(now() + 9 * DAY))).await.is_err(), "and why");
        ask(&anna, hold(bo, false, "asks in a moment", Some(now() + 8_000))).await.expect("put off");
        ask(&anna, hold(cy, true, "In court", None)).await.expect("held");
        assert_eq!((state(&anna, bo).await, state(&anna, cy).await), (Some(DueState::Snoozed), Some(DueState::Held)));
        let apply = |record| RetentionAsk::Apply(vec![DueOf { record, rule: erase }]);
        assert_eq!(ask(&anna, apply(cy)).await.map(|_| ()).expect_err("held").kind, ProblemKind::Gone);
        let refused = anna.begin_erasure(cy).await.expect_err("nor by hand");
        assert!(refused.kind == ProblemKind::NotAllowed && refused.what.contains("In court"), "{refused:?}");
        let refused = anna.call(Call::Delete(vec![cy])).await.map(|_| ()).expect_err("nor into the trash");
        assert_eq!(refused.kind, ProblemKind::NotAllowed);
        ask(&anna, apply(ada)).await.expect("due");
        assert!(anna.record(ada).await.is_none());
        until("the server dropped her", async || {
            anna.call(Call::SyncNow).await.expect("a reply");
            anna.erasure_of(ada).await.is_some_and(|view| view.stage == ErasureStage::Gone && view.here)
        })
        .await;

        until("it is put off no longer", async || state(&anna, bo).await == Some(DueState::Due)).await;
        let holds = overview(&anna).await.holds;
        assert_eq!((holds.len(), holds[0].why.as_str(), holds[0].by.as_str()), (1, "In court", "Anna Berg"));
        let end = |why: &str| RetentionAsk::EndHold { hold: holds[0].id, why: why.into() };
        assert_eq!(ask(&anna, end(" ")).await.map(|_| ()).expect_err("with why").kind, ProblemKind::BadInput);
        ask(&anna, end("the case is closed")).await.expect("ended");
        assert_eq!(state(&anna, cy).await, Some(DueState::Due));
        assert_eq!(ask(&anna, end("again")).await.map(|_| ()).expect_err("it is over").kind, ProblemKind::Gone);
        let deeds = crate::trail::trail(&anna, TrailWish::default()).await;
        let told: Vec<&str> =
            deeds.iter().filter(|deed| deed.did == "released").map(|deed| deed.why.as_str()).collect();
        assert_eq!(told, ["the case is closed"]);
        let of = |deed: &&tacit_bridge::privacy::audit::TrailEvent| deed.did == "released";
        let whose = deeds.iter().find(of).and_then(|deed| deed.record.as_ref()).map(|record| record.id);
        assert_eq!(whose, Some(cy), "it says whose hold that was");
    });
}

#[test]
fn rule_10_what_law_keeps_is_let_go_by_who_may_erase_it_or_who_said_so_and_by_no_other_editor() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let (ada, bo) = (seen(&anna, "Ada", 35).await, seen(&anna, "Bo", 35).await);
        let hold =
            |record, by_law, until| RetentionAsk::Hold { records: vec![record], by_law, why: "In court".into(), until };
        ask(&anna, hold(ada, true, None)).await.expect("held");
        ask(&anna, hold(bo, false, Some(now() + 9 * DAY))).await.expect("put off");
        anna.settled().await;
        let ben = anna.colleague("Ben", Role::Editor).await;
        until("Ben has both", async || overview(&ben).await.holds.len() == 2).await;
        ask(&ben, hold(bo, true, None)).await.expect("an editor may keep more");
        let holds = overview(&ben).await.holds;
        let may: Vec<(bool, &str, bool)> =
            holds.iter().map(|hold| (hold.by_law, hold.by.as_str(), hold.may_end)).collect();
        assert_eq!(may.iter().filter(|of| **of == (true, "Anna Berg", false)).count(), 1, "{may:?}");
        assert_eq!(may.iter().filter(|of| **of == (true, "Ben", true)).count(), 1, "{may:?}");
        assert_eq!(may.iter().filter(|of| **of == (false, "Anna Berg", true)).count(), 1, "{may:?}");
        let end = |hold| RetentionAsk::EndHold { hold, why: "over".into() };
        for hold in &holds {
            let ended = ask(&ben, end(hold.id)).await.map(|_| ()).map_err(|problem| problem.kind);
            assert_eq!(ended, if hold.may_end { Ok(()) } else { Err(ProblemKind::NoRight) });
        }
    });
}

#[test]
fn rule_10_what_nobody_looked_at_goes_at_the_next_unlock_but_nobody_who_asked_or_is_restricted() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let (ada, bo, cy) = (seen(&anna, "Ada", 60).await, seen(&anna, "Bo", 60).await, seen(&anna, "Cy", 60).await);
        let (di, ed) = (seen(&anna, "Di", 20).await, seen(&anna, "Ed", 60).await);
        let asks = NewRequest {
            kind: "access".into(),
            person: Some(ed),
            via: "email".into(),
            received: u64::MAX,
            notes: String::new(),
            task: "Answer".into(),
        };
        let asks = PrivacyAsk::Requests(RequestsAsk::Make(asks));
        anna.call(Call::PrivacyAsk(asks)).await.expect("a request");
        let restrict = PrivacyAsk::Restrict { person: bo, why: "She disputes her title".into(), until: None };
        anna.call(Call::PrivacyAsk(restrict)).await.expect("an owner may");
        let held = RetentionAsk::Hold { records: vec![cy], by_law: true, why: "In court".into(), until: None };
        ask(&anna, held).await.expect("held");
        anna.settled().await;
        let id = add_rule(&anna, rule("erase")).await.expect("a rule");
        anna.settled().await;
        assert_eq!(state(&anna, ada).await, Some(DueState::Due), "a new rule gives its grace first");
        let at_once = Rule { grace: "P0D".into(), ..rule("erase") };
        ask(&anna, RetentionAsk::SaveRule { id: Some(id), rule: at_once }).await.expect("changed");
        let anna = anna.restarted().await;
        anna.unlock().await;
        anna.open_only_vault().await;
        until("she is gone, and verified", async || {
            anna.call(Call::SyncNow).await.expect("a reply");
            anna.erasure_of(ada).await.is_some_and(|view| view.stage == ErasureStage::Gone)
        })
        .await;
        for (who, waits) in [(bo, Waits::Restriction), (ed, Waits::Request)] {
            assert!(anna.record(who).await.is_some(), "somebody decides: {waits:?}");
            let queue = overview(&anna).await.queue;
            let one = queue.iter().find(|one| one.of.record == who).expect("still due");
            assert_eq!((one.state, one.waits, one.applied_at), (DueState::Due, Some(waits), None));
        }
        ask(&anna, RetentionAsk::Apply(vec![DueOf { record: ed, rule: id }])).await.expect("by hand");
        until("he is gone", async || anna.record(ed).await.is_none()).await;
        assert!(anna.record(di).await.is_some(), "her time has not come");
        assert!(anna.record(cy).await.is_some(), "a hold beats it");
        assert_eq!(state(&anna, cy).await, Some(DueState::Held));
    });
}

#[test]
fn rule_10_a_rule_takes_what_fits_its_filter_of_a_kind_of_ones_own_as_well() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let wish = ObjectWish { id: None, one: "Grant".into(), many: "Grants".into(), sign: String::new() };
        anna.call(Call::Objects(ObjectAsk::Save(wish))).await.expect("a kind");
        let grants = anna.vaults().await.remove(0).objects[0].kind;
        let make = async |name: &str| {
            let fields = vec![(FieldKey::NAME, Value::Text(name.into()))];
            match anna.call(Call::Create { kind: grants, fields }).await {
                Ok(Reply::Changed { id: Some(id), .. }) => id,
                _ => panic!("no record"),
            }
        };
        let (old, other) = (make("Summer school").await, make("Choir").await);
        anna.settled().await;
        let of = tacit_bridge::privacy::retention::word_of(grants).expect("a word");
        let filter = |test| Filter::All(vec![Filter::Field(FieldKey::NAME, test)]);
        let at_once = Rule { of, trigger: "created".into(), date_field: None, after: "P0D".into(), ..rule("erase") };
        let mine = Rule { filter: Filter::Field(FieldKey::OWNER, Test::Mine), ..at_once.clone() };
        assert_eq!(add_rule(&anna, mine).await.expect_err("whose?").kind, ProblemKind::BadInput);
        let consent = Rule { trigger: "consent_ended".into(), ..rule("erase") };
        assert_eq!(add_rule(&anna, consent).await.expect_err("to what?").kind, ProblemKind::BadInput);
        let schools = Rule { filter: filter(Test::Has("school".into())), ..at_once };
        let id = add_rule(&anna, schools.clone()).await.expect("a rule");
        let all = overview(&anna).await;
        assert_eq!((all.rules[0].rule.clone(), all.rules[0].counts), (schools, 1), "it is shown as it was written");
        assert_eq!((state(&anna, old).await, state(&anna, other).await), (Some(DueState::Due), None));
        ask(&anna, RetentionAsk::Apply(vec![DueOf { record: old, rule: id }])).await.expect("due");
        assert!(anna.record(old).await.is_none() && anna.record(other).await.is_some());
        until("the server dropped it", async || {
            anna.call(Call::SyncNow).await.expect("a reply");
            anna.erasure_of(old).await.is_some_and(|view| view.stage == ErasureStage::Gone && view.finished.is_some())
        })
        .await;
    });
}

#[test]
fn rule_12_a_rule_makes_deals_anonymous_rows() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let text = |text: &str| Value::Text(text.to_owned());
        let fields = vec![
            (FieldKey::NAME, text("Roof for Ada Lovelace")),
            (FieldKey::AMOUNT, text("12400 EUR")),
            (FieldKey::CLOSE, text(&days_ago(60))),
        ];
        let Ok(Reply::Changed { id: Some(deal), .. }) = anna.call(Call::Create { kind: Kind::Deal, fields }).await
        else {
            panic!("no deal")
        };
        // Four others say as much, to the band.
        for amount in 11..15 {
            let fields = vec![(FieldKey::NAME, text("Gate")), (FieldKey::AMOUNT, text(&format!("{amount}000 EUR")))];
            anna.call(Call::Create { kind: Kind::Deal, fields }).await.expect("saved");
        }
        anna.settled().await;
        let anonymise = Rule { of: "deal".into(), date_field: Some(FieldKey::CLOSE), ..rule("anonymise") };
        let tasks = Rule { of: "task".into(), date_field: Some(FieldKey::DUE), ..anonymise.clone() };
        assert_eq!(add_rule(&anna, tasks).await.expect_err("not of tasks").kind, ProblemKind::BadInput);
        let rule = add_rule(&anna, anonymise).await.expect("a rule");
        assert_eq!(state(&anna, deal).await, Some(DueState::Due));
        ask(&anna, RetentionAsk::Apply(vec![DueOf { record: deal, rule }])).await.expect("due");
        assert!(anna.record(deal).await.is_none());
        let deals = anna.call(Call::Rows(RowsRequest { count: 9, ..RowsRequest::all(Kind::Deal) })).await;
        let Ok(Reply::Rows(rows)) = deals else { panic!("no rows") };
        assert_eq!(rows.total, 5);
        let row = rows.rows.iter().find(|row| row.name.is_empty()).expect("a row without a title");
        let row = anna.record(row.id).await.expect("there");
        let kept: Vec<FieldKey> = row.fields.iter().map(|(field, _)| *field).collect();
        assert!(row.id != deal && kept.contains(&FieldKey::AMOUNT) && !kept.contains(&FieldKey::CLOSE), "{kept:?}");
        assert!(row.name.is_empty() && overview(&anna).await.queue.is_empty());
        until("the server dropped the old one", async || {
            anna.call(Call::SyncNow).await.expect("a reply");
            anna.erasure_of(deal).await.is_some_and(|view| view.stage == ErasureStage::Gone && view.finished.is_some())
        })
        .await;
    });
}
