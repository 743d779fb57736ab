//! The ledger of consents between members: everything that both wrote down, by whom, filtered and held against the journal;
//! nothing of somebody whose data is only stored.

use crate::SERVER;
use crate::privacy::{asked, change, subscriber, two};
use tacit_bridge::import::ImportSource;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::audit::{Outcome, Verified};
use tacit_bridge::privacy::ledger::{FileClaims, LedgerAnswer, LedgerAsk, LedgerPage, LedgerWish, ProofWish};
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::{Call, Reply};
use tacit_tests::person::Person;
use tacit_tests::server::Server;
use tacit_tests::{run, until};

async fn ledger(person: &Person, ask: LedgerAsk) -> LedgerAnswer {
    match asked(person, PrivacyAsk::Ledger(ask)).await.expect("an answer") {
        PrivacyAnswer::Ledger(answer) => answer,
        _ => panic!("another answer"),
    }
}

async fn events(person: &Person, wish: LedgerWish) -> LedgerPage {
    match ledger(person, LedgerAsk::Events { wish, first: 0 }).await {
        LedgerAnswer::Events(page) => *page,
        _ => panic!("no events"),
    }
}

fn kinds(page: &LedgerPage) -> Vec<&str> {
    page.events.iter().map(|event| event.kind.as_str()).collect()
}

async fn verified(person: &Person) -> (Verified, Outcome) {
    let mut anew = true;
    loop {
        let LedgerAnswer::Verified(verified) = ledger(person, LedgerAsk::Verify { anew }).await else {
            panic!("not verified")
        };
        if let Some(outcome) = verified.outcome.clone() {
            return (verified, outcome);
        }
        anew = false;
    }
}

#[test]
fn the_ledger_has_what_all_members_wrote_down_and_the_journal_bears_it_out() {
    run(async {
        let server = Server::start(SERVER).await;
        let (anna, ben) = two(&server).await;
        change(&anna, Call::BeginPurposes).await.expect("an editor may");
        let (ada, at) = subscriber(&anna, "Ada", "ada@example.org").await;
        anna.settled().await;
        until("Ben has her", async || ben.record(ada).await.is_some()).await;
        change(&ben, Call::Withdraw(at.clone())).await.expect("one click");
        let (_, of_bo) = subscriber(&ben, "Bo", "bo@example.org").await;
        ben.settled().await;
        until("Anna has all five", async || events(&anna, LedgerWish::default()).await.total == 5).await;

        let all = events(&anna, LedgerWish::default()).await;
        assert!(all.events.is_sorted_by(|a, b| a.at >= b.at) && all.events.iter().all(|event| !event.waiting));
        let withdrawn = all.events.iter().find(|event| event.kind == "withdrawn").expect("it was said");
        assert_eq!((withdrawn.by.as_str(), withdrawn.point.as_deref()), ("Ben", Some("ada@example.org")));
        assert_eq!((withdrawn.purpose.as_str(), withdrawn.receipt), ("Newsletter", None));
        assert!(withdrawn.person.as_ref().is_some_and(|person| person.id == ada && person.name == "Ada"));
        assert!(all.purposes.iter().any(|(id, name)| *id == of_bo.purpose && name == "Newsletter"));

        let only = |wish| events(&anna, wish);
        let kind = |kind: &str| LedgerWish { kind: Some(kind.into()), ..LedgerWish::default() };
        assert_eq!(kinds(&only(kind("withdrawn")).await), ["withdrawn"]);
        let called = |words: &str| LedgerWish { person: words.into(), ..LedgerWish::default() };
        assert_eq!(kinds(&only(called(" ADA")).await), ["withdrawn", "confirmed", "given"]);
        assert_eq!(only(called("nobody")).await.total, 0);
        let purpose = |id| LedgerWish { purpose: Some(id), ..LedgerWish::default() };
        assert_eq!(only(purpose(at.purpose)).await.total, 5);
        let other = all.purposes.iter().find(|(id, _)| *id != at.purpose).expect("several").0;
        assert_eq!(only(purpose(other)).await.total, 0);
        let past = LedgerWish { to: Some(withdrawn.at), ..LedgerWish::default() };
        assert!(only(past).await.events.iter().all(|event| event.at < withdrawn.at));

        let (all_of_it, outcome) = verified(&anna).await;
        assert_eq!((outcome.events, outcome.waiting, outcome.broken_at, outcome.wrong.len()), (5, 0, None, 0));
        assert_eq!(all_of_it.entries, all_of_it.of);
        for json in [false, true] {
            let LedgerAnswer::File(file) = ledger(&anna, LedgerAsk::File { wish: LedgerWish::default(), json }).await
            else {
                panic!("no file")
            };
            let file = String::from_utf8(file).expect("text");
            assert!(file.contains(&ada.to_hex()) && file.contains("Newsletter") && file.contains("Ben"), "{file}");
            assert!(!file.contains("Ada") && !file.contains("example.org"), "ids, and no name: {file}");
            if json {
                let read: serde_json::Value = serde_json::from_str(&file).expect("JSON");
                assert_eq!(read["events"].as_array().map(Vec::len), Some(5));
            }
        }

        let why = "She disputes her title".to_owned();
        change(&anna, Call::PrivacyAsk(PrivacyAsk::Restrict { person: ada, why, until: None }))
            .await
            .expect("restricted");
        let page = events(&anna, LedgerWish::default()).await;
        assert_eq!(page.total, 5, "what was said was said");
        let shown = page.events.iter().filter(|event| event.person.is_some()).count();
        assert_eq!(shown, 2, "only Bo's are told whose they are");
        assert!(page.events.iter().all(|event| event.point.as_deref() != Some("ada@example.org")));
        assert_eq!(only(called("ada")).await.total, 0, "nor is she found by her name");
    });
}

async fn claims(person: &Person) -> Vec<FileClaims> {
    match ledger(person, LedgerAsk::Claims).await {
        LedgerAnswer::Claims(files) => files,
        _ => panic!("no claims"),
    }
}

async fn import(person: &Person, name: &str, table: String) {
    let source = ImportSource { name: name.into(), bytes: table.into_bytes() };
    let Ok(Reply::Preview(_)) = person.call(Call::PreviewImport(vec![source])).await else { panic!("it reads") };
    let Ok(Reply::Imported(_)) = person.call(Call::RunImport).await else { panic!("it goes in") };
}

#[test]
fn rule_03_claims_of_a_file_are_consents_only_with_what_proves_them() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        change(&anna, Call::BeginPurposes).await.expect("an editor may");
        let head = "First Name,Last Name,Email,Newsletter\n";
        let row = |name: &str| format!("{name},Berg,{}@berg.example,yes\n", name.to_lowercase());
        import(&anna, "fair.csv", format!("{head}{}{}", row("Ada"), row("Bo"))).await;
        import(&anna, "old.csv", format!("{head}{}", row("Cy"))).await;
        let files = claims(&anna).await;
        let told: Vec<(&str, u32)> = files.iter().map(|one| (one.files.as_str(), one.claims)).collect();
        assert_eq!(told, [("old.csv", 1), ("fair.csv", 2)], "each file by itself");
        let fair = &files[1];
        assert!(fair.name == "Newsletter" && fair.confirmed && !fair.notices[0].text.is_empty());

        let prove = |method: &str, at, evidence: &str| {
            LedgerAsk::Prove(ProofWish {
                import: fair.import,
                purpose: fair.purpose,
                method: method.into(),
                at,
                evidence: evidence.into(),
            })
        };
        let ask = async |ask: LedgerAsk| asked(&anna, PrivacyAsk::Ledger(ask)).await;
        for (bad, why) in [
            (prove("import", u64::MAX, "The file"), "How it was said"),
            (prove("form", u64::MAX, "  "), "What proves"),
            (prove("form", fair.notices[0].from - 1, "Sheets in the safe"), "Nobody had been told"),
        ] {
            let Err(refused) = ask(bad).await else { panic!("{why}") };
            assert_eq!(refused.kind, ProblemKind::BadInput);
            assert!(refused.what.contains(why), "{}", refused.what);
        }
        let unproven = LedgerWish { kind: Some("given".into()), ..LedgerWish::default() };
        assert_eq!(events(&anna, unproven.clone()).await.total, 0, "nothing was written down");

        let Ok(PrivacyAnswer::Ledger(LedgerAnswer::Proven { done, left })) =
            ask(prove("form", u64::MAX, "Form at the fair, sheets 1 and 2, in the safe")).await
        else {
            panic!("it is proven")
        };
        assert_eq!((done, left), (2, 0));
        let given = events(&anna, unproven).await;
        assert!(given.events.iter().all(|event| event.text.contains("sheets 1 and 2") && event.method == "form"));
        for row in anna.people("").await.rows {
            let view = crate::privacy::privacy(&anna, row.id).await;
            let news = view.purposes.iter().find(|one| one.id == fair.purpose).expect("there");
            let waits = row.name.starts_with("Cy");
            assert_eq!(
                (news.cells[0].pending, news.cells[0].allowed),
                (!waits, false),
                "{}: to be confirmed",
                row.name
            );
        }
        assert_eq!(claims(&anna).await.len(), 1, "the other file is still to be proven");
        assert!(ask(prove("form", u64::MAX, "Once more")).await.is_err(), "once is enough");
    });
}
