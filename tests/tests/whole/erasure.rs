//! Erasing a person, between members and through everything that can interrupt it: afterwards neither the server's files nor
//! any device's hold a byte of them, no undo brings them back, and what others wrote about them is looked at.

use crate::SERVER;
use tacit_bridge::members::Role;
use tacit_bridge::privacy::audit::TrailWish;
use tacit_bridge::privacy::erasure::{ErasureAnswer, ErasureAsk, ErasurePreview, ErasureStage, ErasureWish, LeftView};
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::{FieldKey, Id, Kind, Point, Related, RowsRequest, Value};
use tacit_bridge::{Call, Problem, Reply};
use tacit_engine::ports::{Request, Response};
use tacit_shared::ids::{RecordId, VaultId};
use tacit_tests::host::Line;
use tacit_tests::journal::Operator;
use tacit_tests::person::Person;
use tacit_tests::script::{Honest, Script};
use tacit_tests::server::Server;
use tacit_tests::{run, until};

/// Anna and Ben in one vault.
pub(crate) async fn two(server: &Server) -> (Person, Person) {
    let anna = crate::anna(server).await;
    let ben = anna.colleague("Ben", Role::Editor).await;
    anna.settled().await;
    (anna, ben)
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn people(ids: &[Id]) -> Value {
    let related = |id: &Id| Related { kind: Kind::Person, id: *id, name: String::new() };
    Value::Relations(ids.iter().map(related).collect())
}

async fn create(person: &Person, kind: Kind, fields: Vec<(FieldKey, Value)>) -> Id {
    match person.call(Call::Create { kind, fields }).await {
        Ok(Reply::Changed { id: Some(id), .. }) => id,
        _ => panic!("no record"),
    }
}

pub(crate) async fn ada(person: &Person) -> Id {
    let email = Value::Points(vec![Point { label: "work".into(), value: "ada@lovelace.example".into() }]);
    let fields = vec![(FieldKey::GIVEN, text("Ada")), (FieldKey::FAMILY, text("Lovelace")), (FieldKey::EMAILS, email)];
    create(person, Kind::Person, fields).await
}

pub(crate) async fn note(person: &Person, words: &str, about: &[Id]) -> Id {
    let fields = vec![(FieldKey::NAME, text("Note")), (FieldKey::NOTES, text(words)), (FieldKey::ABOUT, people(about))];
    create(person, Kind::Activity, fields).await
}

async fn preview(person: &Person, of: Id) -> ErasurePreview {
    match person.erasure(ErasureAsk::Preview(of)).await {
        Ok(ErasureAnswer::Preview(preview)) => *preview,
        _ => panic!("no preview"),
    }
}

pub(crate) async fn left(person: &Person, of: Id, words: Option<&str>) -> Option<Vec<LeftView>> {
    let words = words.map(str::to_owned);
    match person.erasure(ErasureAsk::Left { person: of, words }).await {
        Ok(ErasureAnswer::Left(left)) => left,
        _ => panic!("no answer"),
    }
}

pub(crate) async fn keep(person: &Person, of: Id, place: &LeftView, why: &str) -> Result<ErasureAnswer, Problem> {
    let (record, field, why) = (place.record, place.field, why.to_owned());
    person.erasure(ErasureAsk::Keep { person: of, record, field, why }).await
}

pub(crate) async fn vault_of(person: &Person) -> VaultId {
    VaultId(person.vaults().await.first().expect("a vault").vault.0)
}

/// Every sealed version that the server has of some records.
pub(crate) async fn sealed(operator: &Operator, vault: &VaultId, ids: &[Id]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    for id in ids {
        for version in 1..=12 {
            found.extend(operator.envelope(vault, RecordId(id.0), version).await);
        }
    }
    found
}

fn holds(bytes: &[u8], sealed: &[Vec<u8>]) -> bool {
    sealed.iter().any(|one| memchr::memmem::find(bytes, &one[..64]).is_some())
}

pub(crate) async fn stage(person: &Person, of: Id) -> Option<ErasureStage> {
    person.call(Call::SyncNow).await.expect("a reply");
    person.erasure_of(of).await.map(|view| view.stage)
}

#[test]
fn an_erased_person_is_on_no_server_no_device_and_in_no_undo_and_what_others_wrote_is_looked_at() {
    run(async {
        let server = Server::start(SERVER).await;
        let operator = Operator::of(&server).await;
        let (anna, ben) = two(&server).await;
        let vault = vault_of(&anna).await;
        let ada = ada(&anna).await;
        let bo = anna.add_person("Bo", "Berg").await;
        anna.set(ada, FieldKey::JOB_TITLE, "Countess").await.expect("saved");
        let call = note(&anna, "Ada Lovelace called", &[ada]).await;
        let lunch = note(&anna, "lunch for two", &[ada, bo]).await;
        let named = note(&anna, "asked about Ada LOVELACE, write to ada@lovelace.example", &[bo]).await;
        let namesake = note(&anna, "read the life of Ada Lovelace, the first programmer", &[bo]).await;
        let trashed = note(&anna, "an old word on Lovelace, Ada", &[bo]).await;
        anna.settled().await;
        anna.call(Call::Delete(vec![trashed])).await.expect("deleted");
        anna.settled().await;
        until("Ben has it all", async || ben.record(namesake).await.is_some() && ben.record(ada).await.is_some()).await;
        let Ok(Reply::Changed { undo: Some(bens), .. }) = ben.set(ada, FieldKey::STATUS, "warm").await else {
            panic!("saved")
        };
        ben.settled().await;
        let Ok(Reply::Changed { undo: Some(annas), .. }) = anna.set(named, FieldKey::NAME, "Ada Lovelace").await else {
            panic!("saved")
        };
        anna.settled().await;
        let gone = [ada, call, trashed];
        let bytes = sealed(&operator, &vault, &gone).await;
        assert!(bytes.len() >= 4 && holds(&server.all_bytes(), &bytes), "the search can find");
        assert!([&anna, &ben].iter().all(|one| holds(&one.profile.files.all_bytes(), &bytes)));

        let of = preview(&anna, ada).await;
        assert_eq!((of.name.as_str(), of.to_type.as_str(), of.may_erase), ("Ada Lovelace", "Ada Lovelace", true));
        let counts: Vec<(&str, u32)> = of.gone.iter().map(|one| (one.kind.as_str(), one.count)).collect();
        assert_eq!(counts, [("person", 1), ("activity", 2)], "what lies in the trash and names her goes along");
        assert_eq!((of.rewritten[0].kind.as_str(), of.rewritten[0].count, of.points), ("activity", 1, 1));
        let places: Vec<Id> = of.left.iter().map(|place| place.record).collect();
        assert!(places.contains(&named) && places.contains(&namesake) && !places.contains(&call));
        let wish = ErasureWish { person: ada, typed: "Ada".into(), task: String::new(), keep_deals: None };
        let Err(refused) = anna.erasure(ErasureAsk::Erase(wish)).await else { panic!("it was not confirmed") };
        assert_eq!(refused.kind, ProblemKind::BadInput);
        for person in [&anna, &ben] {
            let refused = person.call(Call::Erase(vec![ada])).await.expect_err("not round this way");
            assert!(matches!(refused.kind, ProblemKind::BadInput | ProblemKind::NoRight));
        }

        anna.erase_person(ada).await;
        until("both members say so", async || {
            ben.call(Call::SyncNow).await.expect("a reply");
            anna.call(Call::SyncNow).await.expect("a reply");
            let seen = [anna.erasure_of(ada).await, ben.erasure_of(ada).await];
            seen.iter().flatten().all(|view| view.seen.len() == 2 && view.members == 2) && seen[1].is_some()
        })
        .await;
        assert!(sealed(&operator, &vault, &gone).await.is_empty(), "no version is given out");
        until("no file of the server holds one", async || !holds(&server.all_bytes(), &bytes)).await;
        for person in [&anna, &ben] {
            assert!(!holds(&person.profile.files.all_bytes(), &bytes), "nor any device's");
            assert_eq!(person.people("lovelace").await.total, 0);
            assert!(person.record(ada).await.is_none() && person.record(call).await.is_none());
            let Some(Value::Relations(about)) = person
                .record(lunch)
                .await
                .and_then(|one| one.fields.into_iter().find(|of| of.0 == FieldKey::ABOUT))
                .map(|of| of.1)
            else {
                panic!("what was shared stays")
            };
            assert_eq!(about.iter().map(|one| one.id).collect::<Vec<_>>(), [bo]);
        }
        assert!(anna.trash().await.rows.is_empty());
        assert!(ben.call(Call::Undo(bens)).await.is_err() && anna.call(Call::Undo(annas)).await.is_err());
        anna.settled().await;
        assert_eq!(anna.people("").await.total, 1);

        // What is left is decided place by place, and only then it is finished.
        let Err(refused) = anna.erasure(ErasureAsk::Finish(ada)).await else { panic!("words are left") };
        assert!(refused.what.contains("still there"), "{refused:?}");
        let before = sealed(&operator, &vault, &[named]).await;
        anna.set(named, FieldKey::NAME, "Question").await.expect("saved");
        anna.set(named, FieldKey::NOTES, "asked about somebody").await.expect("saved");
        let places = left(&anna, ada, None).await.expect("known here");
        assert_eq!(places.iter().map(|place| place.record).collect::<Vec<_>>(), [namesake]);
        assert!(places[0].around.contains("Ada Lovelace") && !places[0].is_evidence);
        assert!(keep(&anna, ada, &places[0], " ").await.is_err(), "a reason is asked for");
        keep(&anna, ada, &places[0], "a book about somebody else").await.expect("kept");
        assert_eq!(left(&anna, ada, None).await.expect("known here"), []);
        anna.settled().await;
        anna.erasure(ErasureAsk::Finish(ada)).await.expect("nothing is left");
        let view = anna.erasure_of(ada).await.expect("there");
        assert_eq!(view.finished.as_ref().map(|(_, by)| by.as_str()), Some("Anna Berg"));
        assert_eq!((view.kept.len(), view.kept[0].1.as_str()), (1, "a book about somebody else"));
        let deeds = crate::trail::trail(&anna, TrailWish::default()).await;
        assert!(deeds.len() > 2 && deeds.iter().all(|deed| (deed.of.as_str(), deed.page) == ("erased", Some(ada))));
        assert_eq!(left(&anna, ada, None).await, None, "nobody knows any more what was looked for");
        until("earlier versions of what was edited are gone too", async || !holds(&server.all_bytes(), &before)).await;
        assert!(!holds(&anna.profile.files.all_bytes(), &before));

        // A new start of the browser knows nothing either.
        let ben = ben.restarted().await;
        ben.unlock().await;
        ben.open_only_vault().await;
        assert!(ben.record(ada).await.is_none() && !holds(&ben.profile.files.all_bytes(), &bytes));
        ben.settled().await;
        assert_eq!(ben.erasure_of(ada).await.map(|view| view.seen.len()), Some(2), "said once by each device");
    });
}

/// The server takes what is posted, and is away from then on.
struct AwayAtPost(Line);

impl Script for AwayAtPost {
    fn instead(&mut self, request: &Request) -> Option<Response> {
        if request.path.ends_with("/entries") {
            self.0.deaf.set(true);
        }
        None
    }
}

#[test]
fn an_erasure_goes_on_after_a_lost_line_a_lost_answer_and_a_closed_tab() {
    run(async {
        let server = Server::start(SERVER).await;
        let (mut anna, ben) = two(&server).await;
        let ada = ada(&anna).await;
        anna.settled().await;
        until("Ben has her", async || ben.record(ada).await.is_some()).await;

        // Offline it is written down, and shows nobody any more.
        anna.cut_off().await;
        let view = anna.begin_erasure(ada).await.expect("written down");
        assert_eq!((view.stage, view.here), (ErasureStage::Waiting, false));
        assert_eq!(anna.people("").await.total, 0);
        anna = anna.restarted().await;
        anna.unlock().await;
        anna.open_only_vault().await;
        assert_eq!(anna.people("").await.total, 0);
        assert_eq!(stage(&anna, ada).await, Some(ErasureStage::Waiting));
        assert!(ben.record(ada).await.is_some(), "nobody else has heard");

        // The answer is lost, and the tab is closed in the middle: twice, once for the deletion, once for the purge.
        for _ in 0..2 {
            anna.line.play(AwayAtPost(anna.line.clone()));
            anna.line.cut.set(false);
            until("it is being sent", async || {
                anna.call(Call::SyncNow).await.expect("a reply");
                anna.line.deaf.get()
            })
            .await;
            anna = anna.restarted().await;
            anna.line.play(Honest);
            anna.line.cut.set(true);
            anna.line.deaf.set(false);
            anna.unlock().await;
            anna.open_only_vault().await;
            assert_ne!(stage(&anna, ada).await, Some(ErasureStage::Gone), "nothing is said that is not verified");
        }
        anna.line.cut.set(false);
        until("it is verified", async || stage(&anna, ada).await == Some(ErasureStage::Gone)).await;
        until("by both", async || {
            ben.call(Call::SyncNow).await.expect("a reply");
            ben.erasure_of(ada).await.is_some_and(|view| view.seen.len() == 2)
        })
        .await;
        assert!(ben.record(ada).await.is_none());

        // What to look for went with the tab: it is typed again, and not stored.
        assert_eq!(left(&anna, ada, None).await, None);
        let Err(refused) = anna.erasure(ErasureAsk::Finish(ada)).await else { panic!("nobody looked") };
        assert!(refused.what.contains("not known any more"));
        assert_eq!(left(&anna, ada, Some("Ada Lovelace\nada@lovelace.example")).await, Some(Vec::new()));
        anna.settled().await;
        anna.erasure(ErasureAsk::Finish(ada)).await.expect("nothing is left");
    });
}

#[test]
fn an_editor_deletes_and_asks_and_an_admin_goes_on_with_what_came_later() {
    run(async {
        let server = Server::start(SERVER).await;
        let operator = Operator::of(&server).await;
        let (anna, ben) = two(&server).await;
        let vault = vault_of(&anna).await;
        let ada = ada(&anna).await;
        anna.settled().await;
        until("Ben has her", async || ben.record(ada).await.is_some()).await;
        assert!(!preview(&ben, ada).await.may_erase);
        ben.begin_erasure(ada).await.expect("an editor may ask");
        until("it waits", async || stage(&ben, ada).await == Some(ErasureStage::AtAdmin)).await;
        let Err(refused) = ben.erasure(ErasureAsk::Continue(ada)).await else { panic!("no right") };
        assert_eq!(refused.kind, ProblemKind::NoRight);
        until("Anna is asked", async || stage(&anna, ada).await == Some(ErasureStage::AtAdmin)).await;
        let tasks = anna.call(Call::Rows(RowsRequest { count: 9, ..RowsRequest::all(Kind::Task) })).await;
        assert!(matches!(tasks, Ok(Reply::Rows(rows)) if rows.rows.iter().any(|row| row.name == "Erase somebody")));
        assert!(!sealed(&operator, &vault, &[ada]).await.is_empty(), "the server has it until then");

        // Ben wrote something about her before he asked, which comes only now.
        let late = note(&ben, "one more word", &[ada]).await;
        ben.settled().await;
        until("Anna has it", async || anna.record(late).await.is_some()).await;
        assert_eq!(anna.erasure_of(ada).await.expect("there").late.len(), 1);
        anna.erasure(ErasureAsk::Continue(ada)).await.expect("an admin may");
        until("it is gone", async || stage(&anna, ada).await == Some(ErasureStage::Gone)).await;
        assert!(sealed(&operator, &vault, &[ada, late]).await.is_empty());
        assert!(anna.record(late).await.is_none());
    });
}

#[test]
fn who_lies_in_the_trash_goes_the_same_way() {
    run(async {
        let server = Server::start(SERVER).await;
        let operator = Operator::of(&server).await;
        let anna = crate::anna(&server).await;
        let vault = vault_of(&anna).await;
        let ada = ada(&anna).await;
        anna.settled().await;
        anna.call(Call::Delete(vec![ada])).await.expect("deleted");
        anna.settled().await;
        let refused = anna.call(Call::Erase(vec![ada])).await.expect_err("not round this way");
        assert_eq!(refused.kind, ProblemKind::BadInput);
        assert_eq!(preview(&anna, ada).await.name, "Ada Lovelace");
        anna.erase_person(ada).await;
        assert!(sealed(&operator, &vault, &[ada]).await.is_empty() && anna.trash().await.rows.is_empty());
    });
}

#[test]
fn deals_that_were_theirs_alone_stay_as_rows_that_nothing_links_if_wished() {
    run(async {
        let server = Server::start(SERVER).await;
        let operator = Operator::of(&server).await;
        let anna = crate::anna(&server).await;
        let vault = vault_of(&anna).await;
        let ada = ada(&anna).await;
        let deal = |title: &str, about: &[Id]| {
            vec![
                (FieldKey::NAME, text(title)),
                (FieldKey::AMOUNT, text("12400 EUR")),
                (FieldKey::PEOPLE, people(about)),
            ]
        };
        let hers = create(&anna, Kind::Deal, deal("Roof of Lovelace", &[ada])).await;
        for title in ["Gate", "Wall", "Barn", "Shed"] {
            let other = anna.add_person(title, "Berg").await;
            create(&anna, Kind::Deal, deal(title, &[other])).await;
        }
        anna.settled().await;
        assert_eq!(preview(&anna, ada).await.deals_alone, 1);
        let keep_deals = Some("Anonymous deal".to_owned());
        let wish = ErasureWish { person: ada, typed: "Ada Lovelace".into(), task: String::new(), keep_deals };
        anna.erasure(ErasureAsk::Erase(wish)).await.expect("confirmed");
        until("it is gone", async || stage(&anna, ada).await == Some(ErasureStage::Gone)).await;
        assert!(anna.record(hers).await.is_none() && sealed(&operator, &vault, &[ada, hers]).await.is_empty());
        let deals = anna.call(Call::Rows(RowsRequest { count: 9, ..RowsRequest::all(Kind::Deal) })).await;
        let Ok(Reply::Rows(rows)) = deals else { panic!("no rows") };
        assert_eq!(
            rows.rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(),
            ["Anonymous deal", "Barn", "Gate", "Shed", "Wall"]
        );
        let row = anna.record(rows.rows[0].id).await.expect("there");
        assert!(row.id != hers && row.fields.iter().all(|(field, _)| *field != FieldKey::PEOPLE));
        assert!(row.fields.iter().any(|(field, _)| *field == FieldKey::AMOUNT));
    });
}
