//! Consents that are written down later than they were given: to the words that held then, and never against a no that
//! came after them.

use crate::SERVER;
use crate::privacy::{change, confirm, privacy, state, subscriber};
use std::time::{Duration, SystemTime};
use tacit_bridge::Call;
use tacit_bridge::privacy::{Consent, ConsentWish};
use tacit_bridge::problem::ProblemKind;
use tacit_tests::run;
use tacit_tests::server::Server;

/// Now, ms since 1970, and a little later.
async fn moment() -> u64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("after 1970");
    tokio::time::sleep(Duration::from_millis(5)).await;
    since.as_millis() as u64
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
