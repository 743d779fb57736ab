//! Consents that are written down later than they were given: to the words that held then, and never against a no that
//! came after them.

use crate::SERVER;
use crate::privacy::{change, confirm, privacy, state, subscriber};
use std::time::{Duration, SystemTime};
use tacit_bridge::Call;
use tacit_bridge::privacy::ask::PrivacyAsk;
use tacit_bridge::privacy::said::{Heard, SaidWish};
use tacit_bridge::privacy::{CellOf, Consent, ConsentCell, ConsentWish};
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::Id;
use tacit_tests::person::Person;
use tacit_tests::run;
use tacit_tests::server::Server;

/// Now, ms since 1970, and a little later.
async fn moment() -> u64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("after 1970");
    tokio::time::sleep(Duration::from_millis(5)).await;
    since.as_millis() as u64
}

/// Where somebody's consent to the newsletter stands.
async fn newsletter(anna: &Person, person: Id) -> (CellOf, ConsentCell) {
    let all = privacy(anna, person).await.purposes;
    let news = all.into_iter().find(|one| one.name == "Newsletter").expect("one of the first");
    let cell = news.cells[0].clone();
    (CellOf { person, purpose: news.id, point: cell.point.clone(), channel: cell.channel.clone() }, cell)
}

/// They took it back, on the first of all days.
fn taken_back(of: CellOf) -> Call {
    let (method, words) = ("phone".into(), "No, thanks".into());
    Call::PrivacyAsk(PrivacyAsk::Said(SaidWish { of, what: Heard::TakenBack, method, at: 1, words, guardian: false }))
}

#[test]
fn what_is_taken_back_is_taken_back_whatever_the_day_that_is_said() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        change(&anna, Call::BeginPurposes).await.expect("an editor may");
        let bo = crate::requests::with_mail(&anna, "Bo", "Berg", "bo@example.org").await;
        let (of, _) = newsletter(&anna, bo).await;
        let consent = ConsentWish {
            person: bo,
            purpose: of.purpose,
            point: of.point.clone(),
            channel: of.channel.clone(),
            method: "paper".into(),
            at: u64::MAX,
            evidence: String::new(),
            file: None,
            explicit: false,
            guardian: false,
        };
        change(&anna, Call::RecordConsent(consent)).await.expect("to be confirmed");
        assert!(newsletter(&anna, bo).await.1.pending);
        change(&anna, taken_back(of.clone())).await.expect("he said so");
        let (_, cell) = newsletter(&anna, bo).await;
        assert_eq!((cell.pending, cell.state), (false, Consent::Withdrawn), "nobody waits for him any more");
        change(&anna, confirm(of)).await.expect_err("there is nothing to confirm");

        let (ada, at) = subscriber(&anna, "Ada", "ada@example.org").await;
        change(&anna, taken_back(at)).await.expect("she said so");
        assert_eq!(state(&anna, ada).await, Some((Consent::Withdrawn, false)), "and one that carried carries no more");
    });
}

#[test]
fn an_old_consent_on_paper_does_not_undo_a_withdrawal_and_is_to_no_notice_that_came_later() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let before = moment().await;
        change(&anna, Call::BeginPurposes).await.expect("an editor may");
        let (ada, at) = subscriber(&anna, "Ada", "ada@example.org").await;
        let told = privacy(&anna, ada).await.purposes.into_iter().find(|one| one.id == at.purpose).expect("there");
        assert_eq!(told.notices.len(), 1, "what a consent can be to");
        assert!(told.notices[0].from >= before && !told.notices[0].text.is_empty());
        let wish = |at_ms: u64| ConsentWish {
            person: ada,
            purpose: at.purpose,
            point: at.point.clone(),
            channel: at.channel.clone(),
            method: "paper".into(),
            at: at_ms,
            evidence: "Form in the folder".into(),
            file: None,
            explicit: false,
            guardian: false,
        };
        let untold = change(&anna, Call::RecordConsent(wish(before - 1))).await.expect_err("nobody was told");
        assert_eq!(untold.kind, ProblemKind::BadInput);
        assert!(untold.what.contains("told"), "{}", untold.what);

        let paper = moment().await;
        change(&anna, Call::Withdraw(at.clone())).await.expect("one click");
        let late = change(&anna, Call::RecordConsent(wish(paper))).await.expect_err("she said no since");
        assert!(late.what.contains("no after"), "{}", late.what);
        assert_eq!(state(&anna, ada).await, Some((Consent::Withdrawn, false)));

        moment().await;
        change(&anna, Call::RecordConsent(wish(u64::MAX))).await.expect("she came back");
        change(&anna, confirm(at)).await.expect("and confirmed");
        assert_eq!(state(&anna, ada).await, Some((Consent::Given, true)));
    });
}
