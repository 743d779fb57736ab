//! What people ask for by right, on sealed records between members: steps that none goes round, and the package of one
//! person's data without what names others.

use crate::SERVER;
use crate::trail::trail;
use sha2::{Digest, Sha256};
use tacit_bridge::members::Role;
use tacit_bridge::privacy::ask::{Overview, PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::audit::TrailWish;
use tacit_bridge::privacy::masked::FieldTerms;
use tacit_bridge::privacy::requests::{
    Answered, NewRequest, Objection, PackageFiles, PackageWish, RequestPage, RequestStep, RequestView, RequestsAnswer,
    RequestsAsk, TextDecision, TextVerdict, TextView, Urgency,
};
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::{FieldKey, FieldWish, Form, Id, Kind, Point, Related, Value};
use tacit_bridge::{Call, Problem, Reply};
use tacit_tests::person::Person;
use tacit_tests::server::Server;
use tacit_tests::{run, until};

async fn asked(person: &Person, ask: RequestsAsk) -> Result<RequestsAnswer, Problem> {
    match person.call(Call::PrivacyAsk(PrivacyAsk::Requests(ask))).await? {
        Reply::PrivacyAnswer(PrivacyAnswer::Requests(answer)) => Ok(answer),
        _ => panic!("no answer"),
    }
}

async fn list(person: &Person, of: Option<Id>) -> Vec<RequestView> {
    match asked(person, RequestsAsk::List(of)).await {
        Ok(RequestsAnswer::List(list)) => list,
        _ => panic!("no list"),
    }
}

async fn one(person: &Person, id: Id) -> RequestPage {
    match asked(person, RequestsAsk::One(id)).await {
        Ok(RequestsAnswer::One(page)) => *page,
        _ => panic!("no request"),
    }
}

async fn texts(person: &Person, id: Id) -> Vec<TextView> {
    match asked(person, RequestsAsk::Texts(id)).await {
        Ok(RequestsAnswer::Texts(texts)) => texts,
        _ => panic!("no texts"),
    }
}

fn to_marketing() -> Objection {
    Objection { marketing: true, purposes: Vec::new(), why: "Sales was not meant".into() }
}

/// A change; whether it can be undone.
async fn change(person: &Person, ask: RequestsAsk) -> Result<(Option<Id>, bool), Problem> {
    match person.call(Call::PrivacyAsk(PrivacyAsk::Requests(ask))).await? {
        Reply::Changed { id, undo } => Ok((id, undo.is_some())),
        _ => panic!("no change"),
    }
}

/// The day in so many days, as a task has it.
fn days_from_now(days: u64) -> String {
    let now = std::time::SystemTime::now().duration_since(std::time::SystemTime::UNIX_EPOCH).expect("after 1970");
    tacit_crm::recur::Day::of_ms(now.as_millis() as u64 + days * 86_400_000).expect("a day").to_string()
}

async fn step(person: &Person, request: Id, step: RequestStep) -> Result<(), ProblemKind> {
    let done = change(person, RequestsAsk::Step { request, step }).await.map_err(|problem| problem.kind)?;
    assert!(!done.1, "what was said is not undone");
    Ok(())
}

async fn request(person: &Person, kind: &str, of: Option<Id>) -> Id {
    let new = NewRequest {
        kind: kind.into(),
        person: of,
        via: "email".into(),
        received: u64::MAX,
        notes: String::new(),
        task: format!("Answer: {kind}"),
    };
    let (id, undo) = change(person, RequestsAsk::Make(new)).await.expect("an editor may");
    assert!(!undo, "a request that came came");
    id.expect("a request")
}

fn known(how: &str) -> RequestStep {
    RequestStep::Identity { known: true, how: how.into() }
}

async fn make(person: &Person, kind: Kind, fields: Vec<(FieldKey, Value)>) -> Id {
    match person.call(Call::Create { kind, fields }).await {
        Ok(Reply::Changed { id: Some(id), .. }) => id,
        _ => panic!("no id"),
    }
}

pub(crate) async fn with_mail(person: &Person, given: &str, family: &str, mail: &str) -> Id {
    let points = Value::Points(vec![Point { label: "work".into(), value: mail.into() }]);
    let fields = vec![
        (FieldKey::GIVEN, Value::Text(given.into())),
        (FieldKey::FAMILY, Value::Text(family.into())),
        (FieldKey::EMAILS, points),
    ];
    make(person, Kind::Person, fields).await
}

async fn note(person: &Person, about: Id, text: &str) {
    let about = Value::Relations(vec![Related { kind: Kind::Person, id: about, name: String::new() }]);
    let fields = vec![
        (FieldKey::TYPE, Value::Text("note".into())),
        (FieldKey::NOTES, Value::Text(text.into())),
        (FieldKey::ABOUT, about),
    ];
    make(person, Kind::Activity, fields).await;
}

async fn package(person: &Person, request: Id, decisions: Vec<TextDecision>) -> Result<PackageFiles, Problem> {
    let wish = PackageWish {
        request,
        lang: "en".into(),
        controller: "Kanzlei Berg".into(),
        automated: "None.".into(),
        decisions,
    };
    match asked(person, RequestsAsk::Package(wish)).await? {
        RequestsAnswer::Package(files) => Ok(*files),
        _ => panic!("no package"),
    }
}

async fn overview(person: &Person) -> Overview {
    match person.call(Call::PrivacyAsk(PrivacyAsk::Overview)).await {
        Ok(Reply::PrivacyAnswer(PrivacyAnswer::Overview(overview))) => overview,
        _ => panic!("no overview"),
    }
}

fn decide(text: &TextView, verdict: TextVerdict) -> TextDecision {
    TextDecision { record: text.record, field: text.field, fingerprint: text.fingerprint, verdict }
}

#[test]
fn an_access_request_ends_with_a_package_without_other_people_and_is_done_only_then() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let ben = anna.colleague("Ben", Role::Editor).await;

        let ada = with_mail(&anna, "Ada", "Lovelace", "ada@example.org").await;
        with_mail(&anna, "Grace", "Hopper", "grace@example.com").await;
        note(&anna, ada, "Lunch with Grace Hopper, grace@example.com, about engines").await;
        note(&anna, ada, "Wants the drawings by May").await;
        anna.call(Call::BeginPurposes).await.expect("an editor may");

        // Nobody knows yet whose it is.
        let id = request(&anna, "access", None).await;
        let page = one(&anna, id).await;
        assert_eq!(
            (page.of.state.as_str(), page.of.urgency, page.answered),
            ("received", Urgency::Calm, Answered::Missing)
        );
        assert!((27..=31).contains(&page.of.days_left) && page.tasks.len() == 1 && !page.tasks[0].done);
        assert_eq!(step(&anna, id, known("passport")).await, Err(ProblemKind::BadInput), "whose?");
        step(&anna, id, RequestStep::LinkTo(ada)).await.expect("found");
        assert_eq!(step(&anna, id, RequestStep::Fulfil).await, Err(ProblemKind::BadInput), "not known who asks");
        let Err(refused) = asked(&anna, RequestsAsk::Texts(id)).await else { panic!("not even looked through") };
        assert!(refused.what.contains("not known yet who asks"), "{}", refused.what);
        step(&anna, id, known("answered from the address on file")).await.expect("checked");
        assert_eq!(step(&anna, id, RequestStep::Fulfil).await, Err(ProblemKind::BadInput), "no package yet");

        // By hand none of it is changed.
        let edit =
            Call::Edit { ids: vec![id], fields: vec![(FieldKey::NOTES, Value::Text("x".into()))], on_page: true };
        for path in [edit, Call::Delete(vec![id])] {
            let Err(refused) = anna.call(path).await else { panic!("it goes by its steps only") };
            assert_eq!(refused.kind, ProblemKind::BadInput);
        }
        anna.settled().await;

        // Ben decides on what names Grace, and makes it.
        until("Ben has it", async || list(&ben, Some(ada)).await.len() == 1 && ben.people("").await.total == 2).await;
        let found = texts(&ben, id).await;
        let names = |text: &TextView| {
            text.parts.iter().filter(|part| part.names != tacit_bridge::privacy::requests::Names::Nobody).count()
        };
        assert_eq!(
            found.iter().map(names).collect::<Vec<_>>(),
            [2, 0],
            "name and address; the other note names nobody"
        );
        let refused = package(&ben, id, Vec::new()).await.err().expect("undecided");
        assert!(refused.what.contains("not decided on"), "{}", refused.what);
        let verdict = TextVerdict::BlackOut(vec!["engines".into()]);
        let made = package(&ben, id, vec![decide(&found[0], verdict)]).await.expect("all is decided on");
        let all: Vec<u8> = made.files.iter().flat_map(|file| file.bytes.clone()).collect();
        let hash: String = Sha256::digest(&all).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(made.sha256, hash);
        assert_eq!(made.files.len(), 3);
        let page_text = String::from_utf8(made.files[0].bytes.clone()).expect("UTF-8");
        let json = String::from_utf8(made.files[1].bytes.clone()).expect("UTF-8");
        for text in [&page_text, &json] {
            assert!(text.contains("ada@example.org") && text.contains("Wants the drawings by May"));
            assert!(text.contains("Customer service") && text.contains("Lunch with █████"));
            assert!(!text.contains("Grace") && !text.contains("grace@") && !text.contains("engines"));
        }
        let held: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
        assert_eq!(held["sections"]["person"][0]["e_mail"]["value"], "ada@example.org");
        assert_eq!(
            (held["version"].as_u64(), held["sections"]["activities"].as_array().map(Vec::len)),
            (Some(1), Some(2))
        );
        step(&ben, id, RequestStep::Advance("approval".into())).await.expect("for four eyes");
        ben.settled().await;

        until("Anna approves", async || one(&anna, id).await.of.state == "approval").await;
        let page = one(&anna, id).await;
        assert_eq!(page.package.as_ref().map(|(_, hash)| hash.as_str()), Some(made.sha256.as_str()));
        step(&anna, id, RequestStep::Fulfil).await.expect("done");
        let page = one(&anna, id).await;
        assert!(page.of.closed && page.delivered.is_some() && page.tasks[0].done && page.steps.is_empty());
        let log: Vec<(&str, &str)> = page.log.iter().map(|event| (event.what.as_str(), event.by.as_str())).collect();
        let expected = [
            ("fulfilled", "Anna Berg"),
            ("approval", "Ben"),
            ("package", "Ben"),
            ("identity_verified", "Anna Berg"),
            ("linked", "Anna Berg"),
            ("received", "Anna Berg"),
        ];
        assert_eq!(log, expected);
        let left = overview(&anna).await.disclosures.newest;
        assert_eq!(
            (left.len(), left[0].recipient.as_deref(), left[0].sha256.as_str()),
            (1, Some("Ada Lovelace"), made.sha256.as_str())
        );
        let refused = step(&anna, id, RequestStep::Refuse { why: "late".into() }).await;
        assert_eq!(refused, Err(ProblemKind::BadInput), "it is closed");
    });
}

#[test]
fn a_no_needs_no_proof_is_never_refused_and_ends_every_consent() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        anna.call(Call::BeginPurposes).await.expect("an editor may");
        let ada = with_mail(&anna, "Ada", "Lovelace", "ada@example.org").await;
        for kind in ["object", "withdraw"] {
            let id = request(&anna, kind, Some(ada)).await;
            let refused = step(&anna, id, RequestStep::Refuse { why: "no".into() }).await;
            assert_eq!(refused, Err(ProblemKind::BadInput));
            step(&anna, id, RequestStep::SayNo(to_marketing())).await.expect("written down");
            step(&anna, id, RequestStep::Fulfil).await.expect("done");
            assert_eq!(one(&anna, id).await.answered, Answered::Done);
        }
        let Ok(Reply::Privacy(view)) = anna.call(Call::Privacy(ada)).await else { panic!("no view") };
        let newsletter = view.purposes.iter().find(|one| one.name == "Newsletter").expect("one of the first");
        assert!(newsletter.cells.iter().all(|cell| !cell.allowed));
        assert!(view.events.iter().any(|event| event.kind == "objected"));
        assert_eq!(list(&anna, Some(ada)).await.iter().filter(|one| one.closed).count(), 2);
    });
}

#[test]
fn rule_06_an_objection_names_what_it_is_about_and_what_goes_on_is_told_with_why() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        crate::privacy::change(&anna, Call::BeginPurposes).await.expect("an editor may");
        let (ada, _) = crate::privacy::subscriber(&anna, "Ada", "ada@example.org").await;
        anna.settled().await;
        let allowed = async |name: &str| {
            let view = crate::privacy::privacy(&anna, ada).await;
            let purpose = view.purposes.into_iter().find(|one| one.name == name).expect("one of the first");
            purpose.cells.iter().any(|cell| cell.allowed)
        };
        assert!(allowed("Newsletter").await && allowed("Sales conversation").await);
        let id = request(&anna, "object", Some(ada)).await;
        let named = one(&anna, id).await.objectable;
        assert_eq!(named.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>(), ["Sales conversation"]);
        let silent = Objection { why: " ".into(), ..to_marketing() };
        assert_eq!(step(&anna, id, RequestStep::SayNo(silent)).await, Err(ProblemKind::BadInput), "why does it go on?");
        assert_eq!(step(&anna, id, RequestStep::Fulfil).await, Err(ProblemKind::BadInput), "nothing was written down");
        let sales = Objection { marketing: false, purposes: vec![named[0].0], why: "She wants the newsletter".into() };
        let unsaid = Objection { why: String::new(), ..sales.clone() };
        assert_eq!(step(&anna, id, RequestStep::SayNo(unsaid)).await, Err(ProblemKind::BadInput), "marketing as well");
        step(&anna, id, RequestStep::SayNo(sales)).await.expect("written down");
        assert!(allowed("Newsletter").await && !allowed("Sales conversation").await, "she wants the newsletter");

        let due = days_from_now(3);
        let task = |name: &str| RequestStep::Task { name: name.into(), due: due.clone() };
        assert_eq!(step(&anna, id, task(" ")).await, Err(ProblemKind::BadInput));
        step(&anna, id, task("Write to her")).await.expect("added");
        let tasks = one(&anna, id).await.tasks;
        assert_eq!(tasks.iter().filter(|task| task.name == "Write to her" && task.due == due && !task.done).count(), 1);
        step(&anna, id, RequestStep::Fulfil).await.expect("done");
        let page = one(&anna, id).await;
        let done: Vec<bool> = page.tasks.iter().map(|task| task.done).collect();
        assert_eq!(done, [true, false], "it is answered, and not yet written to her");
        assert_eq!(step(&anna, id, task("Late")).await, Err(ProblemKind::BadInput), "it is closed");
        assert!(page.log.iter().all(|event| !event.device.is_empty()), "each step says on which device");

        let again = request(&anna, "object", Some(ada)).await;
        let page = one(&anna, again).await;
        assert_eq!(
            (page.answered, page.objectable.len()),
            (Answered::Missing, 0),
            "what was said before answers nothing"
        );
        step(&anna, again, RequestStep::SayNo(to_marketing())).await.expect("written down");
        assert!(!allowed("Newsletter").await);
        let page = one(&anna, again).await;
        assert_eq!((page.goes_on.as_str(), page.refused_for.as_str()), ("", ""), "nothing is left that goes on");

        // Compelling grounds for all of it: refused, with why, and nothing is written down that was not said.
        let last = request(&anna, "object", Some(ada)).await;
        let before = crate::privacy::privacy(&anna, ada).await.events.len();
        let grounds = |why: &str| Objection { why: why.into(), ..Objection::default() };
        step(&anna, last, RequestStep::Extend { why: "Many at once".into() }).await.expect("within the month");
        assert_eq!(step(&anna, last, RequestStep::SayNo(grounds(" "))).await, Err(ProblemKind::BadInput), "why?");
        step(&anna, last, RequestStep::SayNo(grounds("A claim in court"))).await.expect("told");
        let page = one(&anna, last).await;
        assert_eq!((page.of.state.as_str(), page.refused_for.as_str()), ("refused", "A claim in court"));
        assert_eq!(crate::privacy::privacy(&anna, ada).await.events.len(), before);
    });
}

#[test]
fn a_restricted_person_still_has_requests_and_gets_the_package() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let ada = with_mail(&anna, "Ada", "Lovelace", "ada@example.org").await;
        let restrict = request(&anna, "restrict", Some(ada)).await;
        step(&anna, restrict, known("called back")).await.expect("checked");
        assert_eq!(step(&anna, restrict, RequestStep::Fulfil).await, Err(ProblemKind::BadInput), "not restricted yet");
        let why = "She disputes it".to_owned();
        anna.call(Call::PrivacyAsk(PrivacyAsk::Restrict { person: ada, why, until: None }))
            .await
            .expect("an editor may");
        step(&anna, restrict, RequestStep::Fulfil).await.expect("done");
        assert!(one(&anna, restrict).await.tasks[0].done, "the task is not hidden with her");

        let access = request(&anna, "access", Some(ada)).await;
        assert_eq!(list(&anna, None).await[0].person.as_ref().map(|(_, name)| name.as_str()), Some("Ada Lovelace"));
        step(&anna, access, known("called back")).await.expect("checked");
        let made = package(&anna, access, Vec::new()).await.expect("nothing to decide on");
        let text = String::from_utf8(made.files[0].bytes.clone()).expect("UTF-8");
        assert!(text.contains("ada@example.org") && text.contains("She disputes it"));
        step(&anna, access, RequestStep::Extend { why: " ".into() }).await.expect_err("a reason is told");
        step(&anna, access, RequestStep::Extend { why: "Many at once".into() }).await.expect("within the month");
        let page = one(&anna, access).await;
        assert!(page.of.days_left > 80 && !page.may_extend && page.tasks[0].due.len() == 10);
        step(&anna, access, RequestStep::Fulfil).await.expect("done");
    });
}

#[test]
fn rule_13_a_masked_text_is_shown_for_a_package_by_a_look_that_is_written_down() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let terms = FieldTerms { sensitivity: "sensitive".into(), ..FieldTerms::default() };
        let (name, choices) = ("Health".to_owned(), Vec::new());
        let wish =
            FieldWish { id: None, kind: Kind::Person, form: Form::LongText, name, choices, terms, why: String::new() };
        anna.call(Call::SaveField(wish)).await.expect("a field");
        let Ok(Reply::OwnFields(fields)) = anna.call(Call::OwnFields(Kind::Person)).await else { panic!("fields") };
        let health = fields[0].key;
        with_mail(&anna, "Grace", "Hopper", "grace@example.org").await;
        let ada = with_mail(&anna, "Ada", "Lovelace", "ada@example.org").await;
        anna.set(ada, health, "Allergic, says Grace Hopper").await.expect("fits");
        let id = request(&anna, "access", Some(ada)).await;
        step(&anna, id, known("called back")).await.expect("checked");
        let looks = || trail(&anna, TrailWish { did: Some("reveal_masked".into()), ..TrailWish::default() });
        let found = texts(&anna, id).await;
        let hidden = found.iter().find(|text| text.masked).expect("it is among them");
        assert!(hidden.parts.is_empty() && hidden.flagged, "what it says is not told, but that it names somebody");
        assert!(looks().await.is_empty());
        let ask = RequestsAsk::Reveal { request: id, record: hidden.record, field: hidden.field };
        let Ok(RequestsAnswer::Texts(seen)) = asked(&anna, ask.clone()).await else { panic!("not shown") };
        let words: String = seen[0].parts.iter().map(|part| part.text.as_str()).collect();
        assert_eq!((words.as_str(), seen[0].fingerprint), ("Allergic, says Grace Hopper", hidden.fingerprint));
        asked(&anna, ask).await.expect("shown again");
        assert_eq!(looks().await.len(), 2, "each look");
        package(&anna, id, Vec::new()).await.err().expect("undecided");
        let made = package(&anna, id, vec![decide(hidden, TextVerdict::LeaveOut)]).await.expect("decided");
        assert!(made.files.iter().all(|file| !String::from_utf8_lossy(&file.bytes).contains("Allergic")));
    });
}

#[test]
fn a_request_for_correction_closes_with_the_fields_that_were_corrected() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let ada = with_mail(&anna, "Ada", "Byron", "ada@example.org").await;
        let id = request(&anna, "rectify", Some(ada)).await;
        let page = one(&anna, id).await;
        assert_eq!((page.corrected, page.answered), (Vec::new(), Answered::Untold));
        step(&anna, id, known("answered from the address on file")).await.expect("checked");
        anna.set(ada, FieldKey::FAMILY, "Lovelace").await.expect("fits");
        let page = one(&anna, id).await;
        assert_eq!((page.corrected, page.answered), (vec![FieldKey::FAMILY], Answered::Done));
        step(&anna, id, RequestStep::Fulfil).await.expect("it was corrected");
        anna.set(ada, FieldKey::GIVEN, "Augusta").await.expect("fits");
        assert_eq!(one(&anna, id).await.corrected, [FieldKey::FAMILY], "what comes later is not its");
        let deeds = trail(&anna, TrailWish::default()).await;
        assert!(deeds.len() > 2 && deeds.iter().all(|deed| (deed.of.as_str(), deed.page) == ("request", Some(id))));
        let edit = Call::Edit { ids: vec![id], fields: vec![(FieldKey(443), Value::Text("x".into()))], on_page: true };
        anna.call(edit).await.expect_err("nor is that changed by hand");
    });
}
