//! Contact points that are left alone, between members: put there by hand, looked up with a word in the trail, lifted by who
//! may; what a person said is nobody's to take off.

use crate::SERVER;
use crate::privacy::{asked, change, preview_of, privacy, subscriber, two, wish};
use crate::trail::trail;
use tacit_bridge::members::Role;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::audit::TrailWish;
use tacit_bridge::privacy::suppressions::{
    PointWish, Reach, SuppressionList, SuppressionView, SuppressionsAnswer, SuppressionsAsk,
};
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::{FieldKey, Kind, Point, Value};
use tacit_bridge::{Call, Problem, Reply};
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
        let mut looked: Vec<String> = trail(&anna, looks).await.into_iter().map(|one| one.of).collect();
        looked.sort();
        assert_eq!(
            looked,
            ["suppression", "unblocked"],
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

#[test]
fn trap_03_a_suppression_is_known_after_a_member_is_removed() {
    run(async {
        let server = Server::start(SERVER).await;
        let (anna, ben) = two(&server).await;
        let cy = anna.colleague("Cy", Role::Editor).await;
        change(&anna, Call::BeginPurposes).await.expect("an editor may");
        let (ada, at) = subscriber(&anna, "Ada", "ada@example.org").await;
        change(&anna, Call::Withdraw(at.clone())).await.expect("always");
        put(&anna, "bo@example.org", "manual").await.expect("an owner may");
        anna.settled().await;
        anna.erase_person(ada).await;
        until("Cy has both", async || list(&cy).await.total >= 2).await;

        let before = anna.members().await.epoch;
        // The vault's key is another from here on; the one that marks are made with is not.
        let member = anna.members().await.members.into_iter().find(|one| one.name == "Ben").expect("there").member;
        anna.call(Call::RemoveMember(member)).await.expect("removed");
        anna.settled().await;
        assert_eq!(anna.members().await.epoch, before + 1);
        until("Ben is out", async || ben.vaults().await.first().is_some_and(|vault| vault.closed)).await;
        for (who, address) in [(&anna, "ADA@example.org"), (&cy, "ada@example.org"), (&cy, " bo@example.org")] {
            until("it is known", async || !look(who, address).await.expect("there").is_empty()).await;
        }
        // Who comes with the address again comes left alone, and one who was here before the removal sees it too.
        let points = Value::Points(vec![Point { label: "home".into(), value: "Ada@example.org".into() }]);
        let fields = vec![(FieldKey::GIVEN, Value::Text("Ada".into())), (FieldKey::EMAILS, points)];
        let Ok(Reply::Changed { id: Some(again), .. }) = cy.call(Call::Create { kind: Kind::Person, fields }).await
        else {
            panic!("no id")
        };
        let view = privacy(&cy, again).await;
        let news = view.purposes.iter().find(|one| one.id == at.purpose).expect("there");
        assert!(news.cells[0].reasons.iter().any(|no| no == "erased"), "{:?}", news.cells[0].reasons);
        cy.settled().await;
        until("Anna has her", async || anna.record(again).await.is_some()).await;
        let reopened = anna.restarted().await;
        reopened.unlock().await;
        reopened.open_only_vault().await;
        assert!(!look(&reopened, "bo@example.org").await.expect("there").is_empty(), "after a new start, too");

        // A member who joins under the new key makes the same marks.
        let dora = reopened.colleague("Dora", Role::Editor).await;
        until("Dora has them", async || list(&dora).await.total >= 2).await;
        assert!(!look(&dora, "ada@example.org").await.expect("there").is_empty());
        assert!(look(&dora, "nobody@example.org").await.expect("there").is_empty());
    });
}
