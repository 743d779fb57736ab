//! Entries that were written down wrongly, and files that prove one.

use crate::SERVER;
use crate::privacy::{asked, change, privacy, state, subscriber, two};
use tacit_bridge::files::FileStage;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::proof::{CorrectWish, ProofFile};
use tacit_bridge::privacy::purpose::{PurposesAnswer, PurposesAsk, ReceiptView};
use tacit_bridge::privacy::{CellOf, Consent, ConsentWish, EventView};
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::Id;
use tacit_bridge::{Call, Problem};
use tacit_tests::person::Person;
use tacit_tests::server::Server;
use tacit_tests::{run, until};

async fn entry(person: &Person, of: Id, kind: &str) -> EventView {
    privacy(person, of).await.events.into_iter().find(|event| event.kind == kind).expect("it was said")
}

async fn correct(person: &Person, event: Id, why: &str) -> Result<bool, Problem> {
    change(person, Call::PrivacyAsk(PrivacyAsk::Correct(CorrectWish { event, why: why.into() }))).await
}

async fn receipt(person: &Person, event: Id) -> ReceiptView {
    match asked(person, PrivacyAsk::Purposes(PurposesAsk::Receipt(event))).await.expect("there") {
        PrivacyAnswer::Purposes(PurposesAnswer::Receipt(receipt)) => *receipt,
        _ => panic!("no receipt"),
    }
}

#[test]
fn rule_06_a_consent_of_the_wrong_person_is_corrected_with_a_reason_and_a_no_stays_a_no() {
    run(async {
        let server = Server::start(SERVER).await;
        let (anna, ben) = two(&server).await;
        change(&anna, Call::BeginPurposes).await.expect("an editor may");
        let (ada, at) = subscriber(&anna, "Ada", "ada@example.org").await;
        assert_eq!(state(&anna, ada).await, Some((Consent::Given, true)));
        anna.settled().await;
        until("Ben has it", async || state(&ben, ada).await == Some((Consent::Given, true))).await;

        let given = entry(&ben, ada, "given").await.correctable.expect("it can be wrong");
        assert!(!given.only_tells);
        let refused = correct(&ben, given.event, "  ").await.expect_err("a reason is asked for");
        assert_eq!(refused.kind, ProblemKind::BadInput);
        assert!(
            !correct(&ben, given.event, "Written down for the wrong person").await.expect("an editor may"),
            "no undo"
        );
        let view = privacy(&ben, ada).await;
        assert_eq!(state(&ben, ada).await, Some((Consent::Unknown, false)));
        let wrong = entry(&ben, ada, "given").await;
        assert!(wrong.corrected && wrong.correctable.is_none(), "it stays, and says so");
        let said = entry(&ben, ada, "corrected").await;
        assert_eq!(
            (said.text.as_str(), said.by.as_str(), said.method.as_str()),
            ("Written down for the wrong person", "Ben", "")
        );
        assert!(said.correctable.is_none());
        assert_eq!(view.events.len(), 3, "given, confirmed, corrected");
        correct(&ben, given.event, "once more").await.expect_err("once is once");
        ben.settled().await;
        until("Anna sees it", async || state(&anna, ada).await == Some((Consent::Unknown, false))).await;

        let cell = || CellOf { person: ada, purpose: at.purpose, point: at.point.clone(), channel: at.channel.clone() };
        change(&anna, Call::Withdraw(cell())).await.expect("one click");
        let no = entry(&anna, ada, "withdrawn").await.correctable.expect("it can be wrong");
        assert!(no.only_tells);
        correct(&anna, no.event, "Another Ada withdrew").await.expect("an editor may");
        assert_eq!(state(&anna, ada).await, Some((Consent::Withdrawn, false)), "only her own word lifts it");
        correct(&anna, Id([9; 16]), "no entry").await.expect_err("nothing is there");
        correct(&anna, ada, "no entry either").await.expect_err("a person is no entry");
    });
}

#[test]
fn a_file_that_is_attached_to_the_person_proves_a_consent_and_stands_on_its_receipt() {
    run(async {
        let server = Server::start(SERVER).await;
        let (anna, ben) = two(&server).await;
        change(&anna, Call::BeginPurposes).await.expect("an editor may");
        let (ada, at) = subscriber(&anna, "Ada", "ada@example.org").await;
        let (bo, of_bo) = subscriber(&anna, "Bo", "bo@example.org").await;
        let scan = anna.attach(ada, "signed form.pdf", b"%PDF-1.7 scan").await.expect("attached");
        anna.settled().await;
        let wish = |person, at: &CellOf, file| ConsentWish {
            person,
            purpose: at.purpose,
            point: at.point.clone(),
            channel: at.channel.clone(),
            method: "paper".into(),
            at: u64::MAX,
            evidence: String::new(),
            file: Some(file),
            explicit: false,
            guardian: false,
        };
        let others = change(&anna, Call::RecordConsent(wish(bo, &of_bo, scan))).await.expect_err("it is Ada's");
        assert!(others.kind == ProblemKind::BadInput && others.what.contains("not attached"), "{others:?}");
        change(&anna, Call::RecordConsent(wish(bo, &of_bo, ada))).await.expect_err("a person is no file");
        change(&anna, Call::RecordConsent(wish(ada, &at, scan))).await.expect("she signed");
        let proven = entry(&anna, ada, "renewed").await;
        let Some(ProofFile::Here(file)) = proven.file.clone() else { panic!("{proven:?}") };
        assert_eq!((file.id, file.name.as_str(), file.stage), (scan, "signed form.pdf", FileStage::Kept));
        let told = receipt(&anna, proven.receipt.expect("it gave")).await;
        assert!(told.events.iter().any(|event| event.kind == "renewed" && event.file == proven.file));
        anna.settled().await;

        until("Ben sees what proves it", async || {
            privacy(&ben, ada).await.events.iter().any(|event| matches!(event.file, Some(ProofFile::Here(_))))
        })
        .await;
        change(&ben, Call::Delete(vec![scan])).await.expect("an editor may");
        assert_eq!(
            entry(&ben, ada, "renewed").await.file,
            Some(ProofFile::Gone),
            "that there was one is not forgotten"
        );
    });
}
