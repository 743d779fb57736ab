//! What is taken out other than by an export stands on the trail before it is given; who cannot write there is given none.

use crate::SERVER;
use crate::masked::joined;
use crate::privacy::{change, subscriber};
use crate::trail::{trail, verified};
use tacit_bridge::calendar::FileOf;
use tacit_bridge::members::Role;
use tacit_bridge::privacy::ask::PrivacyAsk;
use tacit_bridge::privacy::audit::{AuditAsk, TrailEvent, TrailWish};
use tacit_bridge::privacy::ledger::{LedgerAsk, LedgerWish};
use tacit_bridge::privacy::taking::TakingAsk;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::{FieldKey, Id, Kind, Value};
use tacit_bridge::{Call, Problem, Reply};
use tacit_tests::person::Person;
use tacit_tests::server::Server;
use tacit_tests::{run, until};

async fn take(person: &Person, ask: TakingAsk) -> Result<Reply, Problem> {
    person.call(Call::PrivacyAsk(PrivacyAsk::Taking(ask))).await
}

async fn copy(person: &Person, ids: &[Id], fields: &[FieldKey]) -> Result<Vec<Vec<String>>, Problem> {
    match take(person, TakingAsk::Cells { ids: ids.to_vec(), fields: fields.to_vec() }).await? {
        Reply::CellTexts(texts) => Ok(texts),
        other => panic!("{other:?}"),
    }
}

async fn newest(person: &Person) -> TrailEvent {
    trail(person, TrailWish::default()).await.remove(0)
}

#[test]
fn copied_cells_a_calendar_and_a_chart_are_on_the_trail_and_a_viewer_takes_nothing_out() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let vera = joined(&server, &anna, "Vera", Role::Viewer).await;
        let (ada, bo) = (anna.add_person("Ada", "Berg").await, anna.add_person("Bo", "Tal").await);
        let fields =
            vec![(FieldKey::NAME, Value::Text("Call Ada".into())), (FieldKey::DUE, Value::Text("2100-01-31".into()))];
        let Ok(Reply::Changed { id: Some(task), .. }) = anna.call(Call::Create { kind: Kind::Task, fields }).await
        else {
            panic!("a task")
        };
        anna.settled().await;
        until("Vera has them", async || vera.people("").await.total == 2 && vera.record(task).await.is_some()).await;

        let columns = [FieldKey::FAMILY, FieldKey::BIRTHDAY];
        anna.set(ada, FieldKey::BIRTHDAY, "1985-04-12").await.expect("fits");
        let one = Call::CellText { id: ada, field: FieldKey::FAMILY };
        assert!(matches!(anna.call(one.clone()).await, Ok(Reply::Text(text)) if text == "Berg"));
        assert!(trail(&anna, TrailWish::default()).await.is_empty(), "a word that is edited is no copy of a table");

        let texts = copy(&anna, &[ada, bo, ada], &columns).await.expect("an editor may");
        assert_eq!(texts, [["Berg", ""], ["Tal", ""], ["Berg", ""]], "and what is masked is not in it");
        let event = newest(&anna).await;
        assert_eq!((event.did.as_str(), event.records, event.kind), ("copied", 2, Some(Kind::Person)));
        assert_eq!((event.columns, event.why, event.here), (columns.to_vec(), String::new(), true));
        let nothing = copy(&anna, &[Id([9; 16])], &columns).await.expect("nobody");
        assert_eq!((nothing, trail(&anna, TrailWish::default()).await.len()), (vec![vec![String::new(); 2]], 1));

        let Ok(Reply::Text(file)) = take(&anna, TakingAsk::Calendar(FileOf::One(task))).await else { panic!("a file") };
        assert!(file.contains("Call Ada"));
        let event = newest(&anna).await;
        assert_eq!((event.did.as_str(), event.records, event.record.map(|of| of.id)), ("calendar", 1, Some(task)));
        take(&anna, TakingAsk::Calendar(FileOf::Open { mine: false })).await.expect("all of them");
        take(&anna, TakingAsk::Picture { name: "Deals by stage".into() }).await.expect("a chart");
        let event = newest(&anna).await;
        assert_eq!((event.did.as_str(), event.why.as_str(), event.records), ("picture", "Deals by stage", 0));

        for ask in [
            TakingAsk::Cells { ids: vec![ada], fields: columns.to_vec() },
            TakingAsk::Calendar(FileOf::Open { mine: false }),
            TakingAsk::Picture { name: "Deals by stage".into() },
        ] {
            let refused = take(&vera, ask).await.expect_err("nobody would know");
            assert_eq!(refused.kind, ProblemKind::NoRight);
            assert!(refused.what.contains("only read") && refused.todo.contains("written down"), "{refused:?}");
        }
        assert!(matches!(vera.call(one).await, Ok(Reply::Text(text)) if text == "Berg"), "reading is theirs");

        anna.settled().await;
        until("Vera hears of all four", async || trail(&vera, TrailWish::default()).await.len() == 4).await;
        let (_, outcome) = verified(&anna).await;
        assert_eq!((outcome.events, outcome.waiting, outcome.wrong.len()), (4, 0, 0));
    });
}

#[test]
fn what_is_only_told_of_somebody_is_copied_as_lists_tell_it() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        change(&anna, Call::BeginPurposes).await.expect("an editor may");
        let (ada, _) = subscriber(&anna, "Ada", "ada@example.org").await;
        let Ok(Reply::Fields(all)) = anna.call(Call::Fields).await else { panic!("no fields") };
        let people = all.into_iter().find(|(kind, _)| *kind == Kind::Person).expect("people have fields").1;
        let consents: Vec<FieldKey> = people.iter().map(|spec| spec.key).filter(|key| key.is_consent()).collect();
        let columns: Vec<FieldKey> = consents.iter().copied().chain([FieldKey::MADE, FieldKey::MADE_BY]).collect();
        let mut row = copy(&anna, &[ada], &columns).await.expect("an editor may").remove(0);
        assert_eq!(row.pop().as_deref(), Some("Anna Berg"));
        let made = row.pop().expect("when she was made");
        assert!(made.ends_with('Z') && made.contains('T') && made.starts_with("20"), "{made}");
        assert!(row.contains(&"yes".to_owned()) && row.iter().all(|word| !word.is_empty()), "{row:?}");
        assert_eq!(newest(&anna).await.columns, columns);
    });
}

#[test]
fn without_a_network_a_copy_waits_on_the_trail_and_is_sent_later() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let (ada, bo) = (anna.add_person("Ada", "Berg").await, anna.add_person("Bo", "Tal").await);
        anna.settled().await;
        anna.cut_off().await;
        copy(&anna, &[ada, bo], &[FieldKey::FAMILY]).await.expect("the words are here");
        let event = newest(&anna).await;
        assert_eq!((event.did.as_str(), event.records, event.waiting), ("copied", 2, true));
        anna.line.cut.set(false);
        anna.settled().await;
        assert!(!newest(&anna).await.waiting);
        let too_many =
            copy(&anna, &vec![ada; 10_001], &[FieldKey::FAMILY; 10]).await.expect_err("more than are copied at once");
        assert_eq!((too_many.kind, trail(&anna, TrailWish::default()).await.len()), (ProblemKind::BadInput, 1));
    });
}

#[test]
fn the_ledger_the_trail_and_statistics_are_on_the_trail_once_they_are_saved() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let vera = joined(&server, &anna, "Vera", Role::Viewer).await;
        change(&anna, Call::BeginPurposes).await.expect("an editor may");
        subscriber(&anna, "Ada", "ada@example.org").await;
        anna.settled().await;
        let file = |ask: PrivacyAsk| Call::PrivacyAsk(ask);
        let ledger = || file(PrivacyAsk::Ledger(LedgerAsk::File { wish: LedgerWish::default(), json: false }));
        let audit = || file(PrivacyAsk::Audit(AuditAsk::File { wish: TrailWish::default(), json: true }));
        let statistics = || file(PrivacyAsk::Taking(TakingAsk::Statistics));
        let before = trail(&anna, TrailWish::default()).await.len();
        let mut records = Vec::new();
        for (ask, what) in [(ledger(), "ledger"), (audit(), "trail"), (statistics(), "statistics")] {
            anna.call(ask).await.expect("an owner may");
            let event = newest(&anna).await;
            assert_eq!((event.did.as_str(), event.why.as_str(), event.here), ("document", what, true));
            records.push(event.records);
        }
        assert!(records[0] > 0 && records[1] == before as u32 + 1 && records[2] == 0, "{records:?}");
        for ask in [ledger(), audit(), statistics()] {
            assert_eq!(vera.call(ask).await.expect_err("nobody would know").kind, ProblemKind::NoRight);
        }
        assert_eq!(trail(&anna, TrailWish::default()).await.len(), before + 3);
        anna.settled().await;
        let (_, outcome) = verified(&anna).await;
        assert_eq!((outcome.wrong.len(), outcome.waiting), (0, 0));
    });
}
