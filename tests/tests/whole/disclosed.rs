//! What left, told of each person and each third party by itself.

use crate::SERVER;
use crate::privacy::{asked, change, exported, privacy, subscriber, wish};
use crate::purposes::purposes;
use tacit_bridge::merging::MergeWish;
use tacit_bridge::privacy::CellOf;
use tacit_bridge::privacy::ask::{Left, PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::export::{ExportOf, ExportWish};
use tacit_bridge::privacy::purpose::{PurposesAnswer, PurposesAsk};
use tacit_bridge::records::{FieldKey, Id, Kind, Point, Value};
use tacit_bridge::{Call, Reply};
use tacit_tests::person::Person;
use tacit_tests::run;
use tacit_tests::server::Server;

async fn left_of(person: &Person, of: Id) -> Left {
    match purposes(person, PurposesAsk::Person(of)).await.expect("there") {
        PurposesAnswer::Person(facts) => facts.disclosures,
        _ => panic!("no facts"),
    }
}

async fn with_mail(person: &Person, given: &str, email: &str) -> Id {
    let points = Value::Points(vec![Point { label: String::new(), value: email.into() }]);
    let fields = vec![(FieldKey::GIVEN, Value::Text(given.into())), (FieldKey::EMAILS, points)];
    match person.call(Call::Create { kind: Kind::Person, fields }).await {
        Ok(Reply::Changed { id: Some(id), .. }) => id,
        _ => panic!("no id"),
    }
}

#[test]
fn what_left_of_one_person_is_not_lost_behind_what_left_of_others() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        change(&anna, Call::BeginPurposes).await.expect("an editor may");
        let ada = with_mail(&anna, "Ada", "ada@example.org").await;
        let bo = with_mail(&anna, "Bo", "bo@example.org").await;
        let all = privacy(&anna, ada).await.purposes;
        let service = all.iter().find(|one| one.name == "Customer service").expect("one of the first").id;
        let export = |of: Id| ExportWish { of: ExportOf::Records(vec![of]), ..wish(service) };
        exported(&anna, export(ada)).await.expect("a contract carries it");
        for _ in 0..201 {
            exported(&anna, export(bo)).await.expect("a contract carries it");
        }
        let Ok(PrivacyAnswer::Overview(overview)) = asked(&anna, PrivacyAsk::Overview).await else { panic!("none") };
        assert_eq!((overview.disclosures.newest.len(), overview.disclosures.total), (200, 202));
        let of_ada = left_of(&anna, ada).await;
        assert_eq!((of_ada.newest.len(), of_ada.total), (1, 1), "hers is the oldest of all");
        let of_bo = left_of(&anna, bo).await;
        assert_eq!((of_bo.newest.len(), of_bo.total), (200, 201));
        assert!(of_bo.newest.is_sorted_by_key(|one| std::cmp::Reverse(one.at)), "the newest first");
    });
}

#[test]
fn rule_01_what_left_says_which_fields_who_stayed_why_on_which_device_and_by_which_consent() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        change(&anna, Call::BeginPurposes).await.expect("an editor may");
        let (ada, of) = subscriber(&anna, "Ada", "ada@example.org").await;
        with_mail(&anna, "Bo", "bo@example.org").await;
        anna.settled().await;
        exported(&anna, wish(of.purpose)).await.expect("she may");
        let Ok(PrivacyAnswer::Overview(overview)) = asked(&anna, PrivacyAsk::Overview).await else { panic!("none") };
        let left = &overview.disclosures.newest[0];
        assert_eq!((left.people, left.by_consent, left.relied_on), (1, 1, None), "{left:?}");
        assert_eq!(left.excluded, [("no consent".to_owned(), 1)]);
        assert!(left.fields.contains(&FieldKey::EMAILS) && !left.device.is_empty(), "{left:?}");
        let hers = left_of(&anna, ada).await.newest.remove(0);
        assert!(hers.excluded.is_empty() && hers.by_consent == 0, "who else stayed, or went, is not hers to know");
        let consent = privacy(&anna, ada).await.events.into_iter().find_map(|event| event.receipt);
        assert!(hers.relied_on.is_some() && hers.relied_on == consent);
    });
}

#[test]
fn rule_04_who_was_made_one_has_what_was_said_and_what_left_of_both_with_the_receipts() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        change(&anna, Call::BeginPurposes).await.expect("an editor may");
        let (gone, of) = subscriber(&anna, "Ada", "ada@example.org").await;
        let stays = with_mail(&anna, "Ada", "ada@home.example").await;
        anna.settled().await;
        exported(&anna, wish(of.purpose)).await.expect("she may");
        let wish = MergeWish { ids: vec![gone, stays], keep: Some(stays), choices: Vec::new() };
        anna.call(Call::Merge(wish)).await.expect("the same");
        let view = privacy(&anna, stays).await;
        let told: Vec<&str> = view.events.iter().map(|event| event.kind.as_str()).collect();
        assert!(told.contains(&"given") && told.contains(&"confirmed"), "{told:?}");
        assert_eq!(left_of(&anna, stays).await.total, 1, "it left of whom she was made one of");
        let event = view.events.iter().find_map(|event| event.receipt).expect("a consent");
        let Ok(PurposesAnswer::Receipt(receipt)) = purposes(&anna, PurposesAsk::Receipt(event)).await else {
            panic!("no receipt")
        };
        assert_eq!((receipt.person, receipt.point.as_deref()), (stays, Some("ada@example.org")));
        let kinds: Vec<&str> = receipt.events.iter().map(|event| event.kind.as_str()).collect();
        assert_eq!(kinds, ["given", "confirmed"]);
        // A no that the one that stays says later is on the receipt of the other's consent.
        change(&anna, Call::Withdraw(CellOf { person: stays, ..of })).await.expect("one click");
        let Ok(PurposesAnswer::Receipt(receipt)) = purposes(&anna, PurposesAsk::Receipt(event)).await else {
            panic!("no receipt")
        };
        assert_eq!(receipt.events.last().map(|event| event.kind.as_str()), Some("withdrawn"));
    });
}
