//! Contact points that are left alone, between members: put there by hand, looked up with a word in the trail, lifted by who
//! may; what a person said is nobody's to take off.

use crate::SERVER;
use crate::privacy::{asked, change, preview_of, subscriber, two, wish};
use crate::trail::trail;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::audit::TrailWish;
use tacit_bridge::privacy::suppressions::{
    PointWish, Reach, SuppressionList, SuppressionView, SuppressionsAnswer, SuppressionsAsk,
};
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::{Call, Problem};
use tacit_tests::person::Person;
use tacit_tests::server::Server;
use tacit_tests::{run, until};

fn mail(value: &str) -> PointWish {
    PointWish { kind: "email".into(), value: value.into() }
}

fn call(ask: SuppressionsAsk) -> Call {
    Call::PrivacyAsk(PrivacyAsk::Suppressions(ask))
}

async fn list(person: &Person) -> SuppressionList {
    match asked(person, PrivacyAsk::Suppressions(SuppressionsAsk::List(0))).await.expect("there") {
        PrivacyAnswer::Suppressions(SuppressionsAnswer::List(list)) => list,
        _ => panic!("no list"),
    }
}

async fn look(person: &Person, value: &str) -> Result<Vec<SuppressionView>, Problem> {
    match asked(person, PrivacyAsk::Suppressions(SuppressionsAsk::Check(mail(value)))).await? {
        PrivacyAnswer::Suppressions(SuppressionsAnswer::Found(found)) => Ok(found),
        _ => panic!("no answer"),
    }
}

async fn put(person: &Person, value: &str, reason: &str) -> Result<bool, Problem> {
    let ask = SuppressionsAsk::Add { point: mail(value), reach: Reach::Marketing, reason: reason.into() };
    change(person, call(ask)).await
}

async fn lift(person: &Person, of: &SuppressionView, why: &str) -> Result<bool, Problem> {
    change(person, call(SuppressionsAsk::Lift { id: of.id, why: why.into() })).await
}

#[test]
fn rule_06_what_was_put_there_by_hand_comes_off_with_a_reason_and_what_a_person_said_does_not() {
    run(async {
        let server = Server::start(SERVER).await;
        let (anna, ben) = two(&server).await;
        change(&anna, Call::BeginPurposes).await.expect("an editor may");
        let (_, at) = subscriber(&anna, "Ada", "ada@example.org").await;
        anna.settled().await;
        assert_eq!(preview_of(&anna, wish(at.purpose)).await.included, 1);
        until("Ben has her", async || ben.people("").await.total == 1).await;

        assert!(!put(&ben, " ADA@example.org", "manual").await.expect("an editor may"), "it is not undone");
        put(&ben, "ada@example.org", "manual").await.expect_err("once is enough");
        put(&ben, "ada", "manual").await.expect_err("no address");
        put(&ben, "bo@example.org", "withdrawn").await.expect_err("nobody says that for a person");
        put(&ben, "bounced@example.org", "hard_bounce").await.expect("an editor may");
        ben.settled().await;
        until("Anna hears of both", async || list(&anna).await.total == 2).await;
        let preview = preview_of(&anna, wish(at.purpose)).await;
        assert_eq!((preview.included, preview.excluded.as_slice()), (0, &[("suppressed".to_owned(), 1)][..]));

        let found = look(&anna, "Ada@Example.org").await.expect("an owner may");
        assert_eq!((found.len(), found[0].reason.as_str(), found[0].by.as_str()), (1, "manual", "Ben"));
        assert!(look(&anna, "nobody@example.org").await.expect("there").is_empty());
        let looks = TrailWish { did: Some("checked".into()), ..TrailWish::default() };
        assert_eq!(
            trail(&anna, looks).await.len(),
            2,
            "whoever has the key can test an address, and it is written down"
        );

        let refused = lift(&ben, &found[0], "Wrong one").await.expect_err("an editor may not");
        assert_eq!(refused.kind, ProblemKind::NoRight);
        lift(&anna, &found[0], " ").await.expect_err("a reason is missing");
        lift(&anna, &found[0], "Wrong address").await.expect("an owner may");
        assert_eq!(preview_of(&anna, wish(at.purpose)).await.included, 1);
        anna.settled().await;
        until("Ben too", async || list(&ben).await.total == 1).await;

        // She withdraws: that is hers, and no member takes it off.
        change(&anna, Call::Withdraw(at.clone())).await.expect("always");
        let said = look(&anna, "ada@example.org").await.expect("there");
        assert_eq!((said.len(), said[0].reason.as_str(), said[0].by_hand), (1, "withdrawn", false));
        lift(&anna, &said[0], "She changed her mind").await.expect_err("only she takes it back");
        let bounced = list(&anna).await.lines.into_iter().find(|one| one.reason == "hard_bounce").expect("there");
        lift(&anna, &bounced, "Works again").await.expect_err("nor a bounce");
        assert_eq!(preview_of(&anna, wish(at.purpose)).await.included, 0);
    });
}
