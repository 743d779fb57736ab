//! Questions of a team's own: what can be asked is told, small counts stay here, and what is masked cannot be asked.

use crate::SERVER;
use crate::privacy::asked;
use tacit_bridge::import::ImportSource;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::statistics::{OwnAsk, StatSide, StatisticsAnswer, StatisticsAsk};
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::{FieldKey, Filter, Kind, Test};
use tacit_bridge::{Call, Problem};
use tacit_tests::person::Person;
use tacit_tests::run;
use tacit_tests::server::Server;

async fn ask(person: &Person, own: OwnAsk) -> Result<StatisticsAnswer, Problem> {
    let ask = StatisticsAsk { question: "own".into(), k: 10, own: Some(own) };
    match asked(person, PrivacyAsk::Statistics(ask)).await? {
        PrivacyAnswer::Statistics(answer) => Ok(*answer),
        _ => panic!("no table"),
    }
}

#[test]
fn rule_12_a_question_of_ones_own_shows_no_small_count_and_nothing_masked() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let mut table = String::from("First Name,Email,Status\n");
        for at in 0..45 {
            let status = if at < 24 {
                "hot"
            } else if at < 42 {
                "cold"
            } else {
                "former"
            };
            table.push_str(&format!("P{at},p{at}@example.org,{status}\n"));
        }
        let source = ImportSource { name: "people.csv".into(), bytes: table.into_bytes() };
        anna.call(Call::PreviewImport(vec![source])).await.expect("it reads");
        anna.call(Call::RunImport).await.expect("it goes in");

        let of = |rows, filter| OwnAsk { of: Kind::Person, rows, columns: None, filter };
        let status = StatSide::Field(FieldKey::STATUS);
        let known = ask(&anna, of(None, Filter::none())).await.expect("what there is");
        assert!(known.counts.is_empty() && known.sides.contains(&status) && known.sides.contains(&StatSide::Made));
        assert!(!known.sides.contains(&StatSide::Field(FieldKey::BIRTHDAY)) && !known.sides.contains(&StatSide::Stage));
        let all = ask(&anna, of(Some(status), Filter::none())).await.expect("a table");
        assert!(all.rows.contains(&"hot".to_owned()) && !all.rows.contains(&"former".to_owned()), "{:?}", all.rows);
        assert!(all.counts.iter().flatten().flatten().all(|count| *count >= 10), "{:?}", all.counts);
        let again = ask(&anna, of(Some(status), Filter::none())).await.expect("a table");
        assert_eq!(again.counts, all.counts, "asking again tells no more");
        let few = Filter::Field(FieldKey::STATUS, Test::Is(vec!["former".into()]));
        let few = ask(&anna, of(Some(status), few)).await.expect("an answer");
        assert!(few.counts.is_empty() && few.k == 10);
        let masked = Filter::Field(FieldKey::BIRTHDAY, Test::Has("1985".into()));
        let refused = ask(&anna, of(Some(status), masked)).await.expect_err("that is masked");
        assert_eq!(refused.kind, ProblemKind::BadInput);
        let birthday = of(Some(StatSide::Field(FieldKey::BIRTHDAY)), Filter::none());
        assert_eq!(ask(&anna, birthday).await.expect_err("so is that").kind, ProblemKind::BadInput);
    });
}
