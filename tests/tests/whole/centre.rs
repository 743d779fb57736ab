//! The privacy centre on sealed records: its numbers change with what is done, each opens its list, and who was told where
//! their data came from is told for all.

use crate::SERVER;
use crate::privacy::{asked, change, subscriber, two};
use tacit_bridge::import::ImportSource;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::centre::{CentreAnswer, CentreAsk, CentreList, CentreNumbers, CentrePeople};
use tacit_bridge::privacy::purpose::{PurposesAnswer, PurposesAsk};
use tacit_bridge::records::{FieldKey, Value};
use tacit_bridge::{Call, Reply};
use tacit_tests::person::Person;
use tacit_tests::server::Server;
use tacit_tests::{run, until};

async fn numbers(person: &Person) -> CentreNumbers {
    match asked(person, PrivacyAsk::Centre(CentreAsk::Numbers)).await.expect("there") {
        PrivacyAnswer::Centre(CentreAnswer::Numbers(numbers)) => *numbers,
        _ => panic!("no numbers"),
    }
}

async fn list(person: &Person, which: CentreList, from: u32) -> CentrePeople {
    match asked(person, PrivacyAsk::Centre(CentreAsk::People { which, from })).await.expect("there") {
        PrivacyAnswer::Centre(CentreAnswer::People(people)) => people,
        _ => panic!("no people"),
    }
}

#[test]
fn the_centre_counts_what_is_due_and_each_number_opens_its_list() {
    run(async {
        let server = Server::start(SERVER).await;
        let (anna, ben) = two(&server).await;
        let sam = anna.add_person("Sam", "Silent").await;
        let only = CentreNumbers { people: 1, ..CentreNumbers::default() };
        assert_eq!(numbers(&anna).await, only, "nothing is said before there is a purpose");

        change(&anna, Call::BeginPurposes).await.expect("an editor may");
        let (ada, _) = subscriber(&anna, "Ada", "ada@example.org").await;
        let birthday = vec![(FieldKey::BIRTHDAY, Value::Text("1815-12-10".into()))];
        change(&anna, Call::Edit { ids: vec![ada], fields: birthday, on_page: true }).await.expect("fits");
        let mut table = "First name,Last name\n".to_owned();
        (0..120).for_each(|number| table.push_str(&format!("P{number:03},Filed\n")));
        let source = ImportSource { name: "people.csv".into(), bytes: table.into_bytes() };
        anna.call(Call::PreviewImport(vec![source])).await.expect("it reads");
        let Ok(Reply::Imported(_)) = anna.call(Call::RunImport).await else { panic!("it goes in") };
        let of = numbers(&anna).await;
        assert_eq!((of.people, of.uncovered, of.ending, of.again), (122, 0, 0, 0), "a contract covers everybody");
        assert_eq!((of.sensitive, of.untold, of.untold_late), (1, 120, 0));
        let delicate = list(&anna, CentreList::Sensitive, 0).await;
        assert_eq!((delicate.total, delicate.people[0].0), (1, ada));

        // In two pages, by name; who is on the first is told, once and for all.
        let first = list(&anna, CentreList::Untold, 0).await;
        let last = list(&anna, CentreList::Untold, 100).await;
        assert_eq!((first.total, first.people.len(), last.people.len()), (120, 100, 20));
        assert_eq!((first.people[0].1.as_str(), last.people[19].1.as_str()), ("P000 Filed", "P119 Filed"));
        assert!(first.people[0].2.is_some(), "until when");
        let ids: Vec<_> = first.people.iter().map(|(id, ..)| *id).chain([sam]).collect();
        let Ok(PrivacyAnswer::Purposes(PurposesAnswer::List(lines))) =
            asked(&anna, PrivacyAsk::Purposes(PurposesAsk::List)).await
        else {
            panic!("no purposes")
        };
        let newsletter = lines.iter().find(|line| line.draft.name == "Newsletter").expect("one of the first");
        let notice = newsletter.notice;
        assert!(notice.is_some(), "with words");
        let on = |people: &[_], at: u64| {
            let (people, method, what) = (people.to_vec(), "email".into(), "told".into());
            Call::PrivacyAsk(PrivacyAsk::Centre(CentreAsk::Told { people, notice, method, at, what }))
        };
        let told = |people: &[_]| on(people, 1_700_000_000_000);
        change(&anna, on(&ids[1..], u64::MAX / 2)).await.expect_err("not before it was done");
        change(&anna, on(&ids[1..], 0)).await.expect_err("nor on no day");
        change(&anna, told(&ids)).await.expect_err("one more than goes at once");
        assert!(!change(&anna, told(&ids[1..])).await.expect("an editor may"), "it is not undone");
        assert_eq!(numbers(&anna).await.untold, 21, "who need not be told has no event");
        anna.settled().await;
        until("Ben sees it", async || numbers(&ben).await.untold == 21).await;
        let facts = PrivacyAsk::Purposes(PurposesAsk::Person(ids[1]));
        let Ok(PrivacyAnswer::Purposes(PurposesAnswer::Person(facts))) = asked(&ben, facts).await else {
            panic!("no facts")
        };
        let said = &facts.told[0];
        assert_eq!(
            (said.at, said.by.as_str(), said.method.as_str(), said.notice.as_str()),
            (1_700_000_000_000, "Anna Berg", "email", "Newsletter"),
            "with what, how and when stands with her sources"
        );

        let restrict = PrivacyAsk::Restrict { person: ada, why: "She disputes her title".into(), until: None };
        change(&ben, Call::PrivacyAsk(restrict)).await.expect("an editor may");
        let of = numbers(&ben).await;
        assert_eq!((of.people, of.restricted, of.sensitive), (121, 1, 0), "she is in no other number");
        assert_eq!(list(&ben, CentreList::Restricted, 0).await.people[0].0, ada);
        assert_eq!(list(&ben, CentreList::Sensitive, 0).await.total, 0);
    });
}
