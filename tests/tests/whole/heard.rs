//! What else is heard about a consent: asked for, declined, found not to be valid; and nobody is nagged.

use crate::SERVER;
use crate::privacy::{change, privacy, state, subscriber};
use std::time::{Duration, SystemTime};
use tacit_bridge::Call;
use tacit_bridge::privacy::ask::PrivacyAsk;
use tacit_bridge::privacy::said::{Heard, SaidWish};
use tacit_bridge::privacy::{CellOf, Consent, ConsentWish, PurposeView};
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::Id;
use tacit_tests::person::Person;
use tacit_tests::run;
use tacit_tests::server::Server;

async fn cell(person: &Person, of: Id) -> (CellOf, Consent, bool, Option<u64>) {
    let view = privacy(person, of).await;
    let newsletter = view.purposes.iter().find(|one| one.name == "Newsletter").expect("one of the first");
    let cell = newsletter.cells[0].clone();
    let at = CellOf { person: of, purpose: newsletter.id, point: cell.point, channel: cell.channel };
    (at, cell.state, cell.may_ask, cell.ask_after)
}

fn said(of: &CellOf, what: Heard, at: u64, words: &str) -> Call {
    let wish = SaidWish { of: of.clone(), what, method: "phone".into(), at, words: words.into(), guardian: false };
    Call::PrivacyAsk(PrivacyAsk::Said(wish))
}

#[test]
fn what_nobody_can_show_is_no_consent_and_who_speaks_for_somebody_is_named() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        change(&anna, Call::BeginPurposes).await.expect("an editor may");
        let ada = crate::requests::with_mail(&anna, "Ada", "Lovelace", "ada@example.org").await;
        let all = privacy(&anna, ada).await.purposes;
        let named = |name: &str| all.iter().find(|one| one.name == name).expect("one of the first").clone();
        let (news, sharing) = (named("Newsletter"), named("Sharing with partners"));
        assert!(news.confirmed && !sharing.confirmed);
        let wish = |purpose: &PurposeView, evidence: &str, guardian| ConsentWish {
            person: ada,
            purpose: purpose.id,
            point: purpose.cells[0].point.clone(),
            channel: purpose.cells[0].channel.clone(),
            method: "paper".into(),
            at: u64::MAX,
            evidence: evidence.into(),
            file: None,
            explicit: false,
            guardian,
        };
        let refused = change(&anna, Call::RecordConsent(wish(&sharing, " ", false))).await.expect_err("what shows it?");
        assert!(refused.kind == ProblemKind::BadInput && refused.what.contains("proves"), "{refused:?}");
        let refused = change(&anna, Call::RecordConsent(wish(&news, "", true))).await.expect_err("who said it?");
        assert!(refused.kind == ProblemKind::BadInput && refused.what.contains("Who said it"), "{refused:?}");
        change(&anna, Call::RecordConsent(wish(&news, "", false))).await.expect("she confirms it, which is shown then");
        let mother = "Her mother, Anne Isabella, by parental right; form of 12 March";
        change(&anna, Call::RecordConsent(wish(&sharing, mother, true))).await.expect("said and shown");
        let view = privacy(&anna, ada).await;
        let cell = &view.purposes.iter().find(|one| one.id == sharing.id).expect("there").cells[0];
        assert_eq!((cell.state, cell.evidence.as_str()), (Consent::Given, mother));
        let entry = view.events.iter().find(|entry| entry.purpose == "Sharing with partners").expect("there");
        assert!(entry.guardian && entry.text == mother);
        let at = CellOf {
            person: ada,
            purpose: news.id,
            point: news.cells[0].point.clone(),
            channel: news.cells[0].channel.clone(),
        };
        change(&anna, crate::privacy::confirm(at)).await.expect("she answered");
        let view = privacy(&anna, ada).await;
        let cell = &view.purposes.iter().find(|one| one.id == news.id).expect("there").cells[0];
        assert!(cell.state == Consent::Given && !cell.evidence.is_empty(), "how she confirmed it proves it: {cell:?}");
        let own = view.events.iter().find(|entry| entry.purpose == "Newsletter").expect("there");
        assert!(!own.guardian);

        // What was said for her is taken back for her, and who did is named as well.
        let cell = &view.purposes.iter().find(|one| one.id == sharing.id).expect("there").cells[0];
        let of = CellOf { person: ada, purpose: sharing.id, point: cell.point.clone(), channel: cell.channel.clone() };
        let taken_back = |words: &str| SaidWish {
            of: of.clone(),
            what: Heard::TakenBack,
            method: "paper".into(),
            at: u64::MAX,
            words: words.into(),
            guardian: true,
        };
        let call = |words: &str| Call::PrivacyAsk(PrivacyAsk::Said(taken_back(words)));
        let refused = change(&anna, call(" ")).await.expect_err("who said it?");
        assert!(refused.kind == ProblemKind::BadInput && refused.what.contains("Who said it"), "{refused:?}");
        let mother = "Her mother, Anne Isabella, by parental right; letter of 3 May";
        assert!(!change(&anna, call(mother)).await.expect("she may"), "it is not undone");
        let view = privacy(&anna, ada).await;
        let cell = &view.purposes.iter().find(|one| one.id == sharing.id).expect("there").cells[0];
        assert_eq!(cell.state, Consent::Withdrawn);
        let entry = view.events.iter().find(|entry| entry.kind == "withdrawn").expect("there");
        assert!(entry.guardian && entry.text == mother, "{entry:?}");
        let refused = change(&anna, call(mother)).await.expect_err("it is taken back already");
        assert_eq!(refused.kind, ProblemKind::BadInput);
    });
}

#[test]
fn who_declined_is_asked_by_nobody_for_six_months_and_who_withdrew_never() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        change(&anna, Call::BeginPurposes).await.expect("an editor may");
        let (ada, at) = subscriber(&anna, "Ada", "ada@example.org").await;
        let bo = crate::requests::with_mail(&anna, "Bo", "Berg", "bo@example.org").await;
        let (of_bo, state_of_bo, may_ask, _) = cell(&anna, bo).await;
        assert_eq!((state_of_bo, may_ask), (Consent::Unknown, true));
        assert!(!change(&anna, said(&of_bo, Heard::Asked, u64::MAX, "")).await.expect("may"), "it is not undone");
        assert_eq!(cell(&anna, bo).await.1, Consent::Requested);
        change(&anna, said(&of_bo, Heard::Declined, u64::MAX, "Not now, thanks")).await.expect("he said so");
        let (_, declined, may_ask, after) = cell(&anna, bo).await;
        assert_eq!((declined, may_ask), (Consent::Refused, false));
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("after 1970");
        let months = Duration::from_millis(after.expect("a day")).saturating_sub(now).as_secs() / 86_400 / 30;
        assert!((5..=6).contains(&months), "{months}");
        for back in [u64::MAX, 1] {
            let refused = change(&anna, said(&of_bo, Heard::Asked, back, "")).await.expect_err("he said no");
            assert_eq!(refused.kind, ProblemKind::NotAllowed, "dating it back asks nobody earlier");
        }

        // Who consented is asked nothing; what was recorded in error no longer counts, with why.
        let refused = change(&anna, said(&at, Heard::Asked, u64::MAX, "")).await.expect_err("she consented");
        assert_eq!(refused.kind, ProblemKind::NotAllowed);
        change(&anna, said(&at, Heard::Declined, u64::MAX, "")).await.expect_err("that would be a withdrawal");
        let refused = change(&anna, said(&at, Heard::Flaw, u64::MAX, " ")).await.expect_err("a reason is asked for");
        assert_eq!(refused.kind, ProblemKind::BadInput);
        change(&anna, said(&at, Heard::Flaw, u64::MAX, "It was another Ada")).await.expect("found out");
        assert_eq!(state(&anna, ada).await, Some((Consent::Invalidated, false)));
        let event = privacy(&anna, ada).await.events.into_iter().find(|one| one.kind == "invalidated").expect("there");
        assert_eq!(event.text, "It was another Ada");
        change(&anna, Call::Withdraw(at.clone())).await.expect("one click");
        let refused = change(&anna, said(&at, Heard::Asked, u64::MAX, "")).await.expect_err("never");
        assert_eq!(refused.what, "They said no.");
    });
}
