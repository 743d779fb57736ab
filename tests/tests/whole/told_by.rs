//! What the model of privacy holds beside the rules, written and shown: until when a restriction holds, who looked at a third
//! party, how many contact points are left alone.

use crate::SERVER;
use crate::privacy::{asked, change, subscriber, two};
use std::time::{Duration, SystemTime};
use tacit_bridge::Call;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::centre::{CentreAnswer, CentreAsk, CentreNumbers};
use tacit_bridge::privacy::party::{Party, PartyView, PartyWish};
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::Id;
use tacit_tests::person::Person;
use tacit_tests::server::Server;
use tacit_tests::{run, until};

fn now() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_millis() as u64)
}

async fn numbers(person: &Person) -> CentreNumbers {
    match asked(person, PrivacyAsk::Centre(CentreAsk::Numbers)).await.expect("there") {
        PrivacyAnswer::Centre(CentreAnswer::Numbers(numbers)) => *numbers,
        _ => panic!("no numbers"),
    }
}

#[test]
fn rule_14_a_restriction_ends_on_the_day_that_was_said() {
    run(async {
        let server = Server::start(SERVER).await;
        let (anna, ben) = two(&server).await;
        let ada = anna.add_person("Ada", "Lovelace").await;
        let restrict = |until| {
            let why = "Until her title is looked up".to_owned();
            Call::PrivacyAsk(PrivacyAsk::Restrict { person: ada, why, until })
        };
        let refused = change(&anna, restrict(Some(now() - 1))).await.expect_err("that is over");
        assert_eq!(refused.kind, ProblemKind::BadInput, "{}", refused.what);
        let ends = now() + 4_000;
        change(&anna, restrict(Some(ends))).await.expect("an editor may");
        anna.settled().await;
        until("Ben hears of it", async || ben.record(ada).await.is_some_and(|of| of.restricted.is_some())).await;
        if now() < ends {
            assert_eq!(anna.people("").await.total, 0);
            let told = ben.record(ada).await.and_then(|of| of.restricted);
            assert!(told.is_none_or(|of| of.until == Some(ends)), "the page says until when");
        }
        until("the day is here", async || {
            tokio::time::sleep(Duration::from_millis(100)).await;
            now() >= ends
        })
        .await;
        for person in [&anna, &ben] {
            assert_eq!(person.people("lovelace").await.total, 1, "she is in lists again, and nobody pressed anything");
            assert!(person.record(ada).await.is_some_and(|of| of.restricted.is_none()));
        }
    });
}

async fn save(person: &Person, id: Option<Id>, party: Party) -> PartyView {
    change(person, Call::PrivacyAsk(PrivacyAsk::SaveParty(PartyWish { id, party }))).await.expect("saved");
    match asked(person, PrivacyAsk::Parties).await.expect("there") {
        PrivacyAnswer::Parties(parties) => parties.into_iter().next().expect("one"),
        _ => panic!("no parties"),
    }
}

#[test]
fn rule_02_who_looked_at_a_third_party_last_is_told() {
    run(async {
        let server = Server::start(SERVER).await;
        let (anna, ben) = two(&server).await;
        let draft = Party {
            name: "Printers Ltd".into(),
            role: "processor".into(),
            country: "DE".into(),
            transfer: "none".into(),
            trust: "draft".into(),
            review_due: Some(u64::MAX / 4),
            ..Party::default()
        };
        let made = save(&anna, None, draft.clone()).await;
        assert_eq!(made.reviewed_by, "", "nobody said that it was looked at");
        let approved = Party { trust: "approved".into(), ..draft };
        assert_eq!(save(&anna, Some(made.id), approved.clone()).await.reviewed_by, "Anna Berg");
        anna.settled().await;
        until("Ben has it", async || {
            matches!(asked(&ben, PrivacyAsk::Parties).await, Ok(PrivacyAnswer::Parties(all)) if all.len() == 1)
        })
        .await;
        let renamed = Party { name: "Printers plc".into(), ..approved.clone() };
        assert_eq!(
            save(&ben, Some(made.id), renamed.clone()).await.reviewed_by,
            "Anna Berg",
            "a new name is no review"
        );
        let later = Party { review_due: Some(u64::MAX / 3), ..renamed };
        assert_eq!(save(&ben, Some(made.id), later).await.reviewed_by, "Ben", "that it holds for longer is one");
    });
}

#[test]
fn the_centre_says_how_many_contact_points_are_left_alone() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        change(&anna, Call::BeginPurposes).await.expect("an editor may");
        assert_eq!(numbers(&anna).await.suppressed, 0);
        let (_, at) = subscriber(&anna, "Ada", "ada@example.org").await;
        assert_eq!(numbers(&anna).await.suppressed, 0);
        change(&anna, Call::Withdraw(at.clone())).await.expect("one click");
        change(&anna, Call::Withdraw(at)).await.expect("twice is once");
        assert_eq!(numbers(&anna).await.suppressed, 1);
    });
}
