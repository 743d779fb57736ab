//! Masked values between members: nobody gets one without a look that is written down, and special categories wait for a
//! basis, whatever path they take.

use crate::SERVER;
use crate::trail::{trail, verified};
use tacit_bridge::members::Role;
use tacit_bridge::merging::MergeWish;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::audit::TrailWish;
use tacit_bridge::privacy::masked::{FieldTerms, MaskedAnswer, MaskedAsk};
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::{Cell, CellText, FieldKey, FieldWish, Form, Id, Kind, RowsRequest, Value};
use tacit_bridge::{Call, Problem, Reply};
use tacit_tests::person::Person;
use tacit_tests::server::Server;
use tacit_tests::{run, until};

pub(crate) async fn joined(server: &Server, anna: &Person, name: &str, role: Role) -> Person {
    let fragment = anna.invite(name, role).await;
    let person = Person::new(&server.origin()).await;
    person.sign_up(&format!("{}@example.org", name.to_lowercase()), &fragment).await;
    person.call(Call::AcceptInvite { fragment }).await.expect("the link is good");
    until("let in", async || person.vaults().await.len() == 1).await;
    person.open_only_vault().await;
    person
}

async fn reveal(person: &Person, record: Id, field: FieldKey) -> Result<Value, Problem> {
    match person.call(Call::PrivacyAsk(PrivacyAsk::Masked(MaskedAsk::Reveal { record, field }))).await? {
        Reply::PrivacyAnswer(PrivacyAnswer::Masked(MaskedAnswer::Value(value))) => Ok(value),
        _ => panic!("no value"),
    }
}

async fn shown(person: &Person, id: Id, field: FieldKey) -> Option<Value> {
    let record = person.record(id).await?;
    record.fields.into_iter().find(|(key, _)| *key == field).map(|(_, value)| value)
}

pub(crate) async fn define(person: &Person, name: &str, sensitivity: &str) -> FieldKey {
    let terms = FieldTerms { sensitivity: sensitivity.into(), kept_for: "P24M".into(), ..FieldTerms::default() };
    let wish = FieldWish {
        id: None,
        kind: Kind::Person,
        form: Form::Text,
        name: name.into(),
        choices: Vec::new(),
        terms,
        why: String::new(),
    };
    person.call(Call::SaveField(wish)).await.expect("a field");
    let Ok(Reply::OwnFields(fields)) = person.call(Call::OwnFields(Kind::Person)).await else { panic!("fields") };
    let field = fields.into_iter().find(|field| field.name == name).expect("it is there");
    assert_eq!((field.terms.sensitivity.as_str(), field.terms.kept_for.as_str()), (sensitivity, "P24M"));
    field.key
}

#[test]
fn a_masked_value_reaches_no_page_before_the_look_is_written_down() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let vera = joined(&server, &anna, "Vera", Role::Viewer).await;
        let diet = define(&anna, "Diet", "sensitive").await;
        let ada = anna.add_person("Ada", "Berg").await;
        let twin = anna.add_person("Ada", "Berg").await;
        for (field, value) in [(FieldKey::BIRTHDAY, "1985-04-12"), (diet, "zwieback")] {
            anna.set(ada, field, value).await.expect("fits");
            assert_eq!(shown(&anna, ada, field).await, Some(Value::Masked), "not even whoever wrote it");
        }
        anna.settled().await;
        until("Vera has it", async || shown(&vera, ada, diet).await == Some(Value::Masked)).await;

        let request = RowsRequest { columns: vec![diet], count: 9, ..RowsRequest::all(Kind::Person) };
        let Ok(Reply::Rows(rows)) = anna.call(Call::Rows(request)).await else { panic!("no rows") };
        assert!(rows.rows.iter().any(|row| row.cells == [Cell::Masked]));
        let texts = anna.call(Call::CellText { id: ada, field: diet }).await;
        assert!(matches!(texts, Ok(Reply::Text(text)) if text.is_empty()), "copies hold nothing");
        let fill = Call::FillCells { from: ada, to: vec![twin], fields: vec![diet] };
        assert!(anna.call(fill).await.is_err_and(|refused| refused.what == "What is masked is not copied."));
        assert_eq!(shown(&anna, twin, diet).await, None, "nor does it go on to others");
        let empty = CellText { id: ada, field: diet, text: String::new() };
        let Ok(Reply::Written { refused, .. }) = anna.call(Call::WriteCells(vec![empty])).await else {
            panic!("written")
        };
        assert_eq!(refused.len(), 1, "what was not seen is not emptied in passing");
        let (over, beside) = (CellText { id: ada, field: diet, text: "none".into() }, {
            CellText { id: ada, field: FieldKey::JOB_TITLE, text: "Judge".into() }
        });
        let same = CellText { id: ada, field: diet, text: "zwieback".into() };
        let Ok(Reply::Written { written, refused, .. }) = anna.call(Call::WriteCells(vec![over, beside, same])).await
        else {
            panic!("written")
        };
        assert_eq!(written, 1, "the other cell of the row is written");
        assert_eq!(refused.iter().map(|one| one.at).collect::<Vec<_>>(), [0, 2], "nor written over, nor guessed");
        assert!(refused[0].why.contains("not written over unseen"), "{}", refused[0].why);
        anna.set(twin, diet, "none").await.expect("on its own page");
        let third = anna.add_person("Cy", "Cohn").await;
        anna.set(twin, FieldKey::JOB_TITLE, "Notary").await.expect("fits");
        let fields = vec![FieldKey::JOB_TITLE, FieldKey::BIRTHDAY];
        let fill = Call::FillCells { from: twin, to: vec![ada, third], fields };
        let Ok(Reply::Several { changed, left, undo: Some(undo), .. }) = anna.call(fill).await else {
            panic!("filled")
        };
        assert_eq!((changed, left.len()), (2, 0), "what is masked of the row above does not go on");
        anna.call(Call::Undo(undo)).await.expect("as one step");
        assert_eq!(anna.text(ada, FieldKey::JOB_TITLE).await.as_deref(), Some("Judge"));
        anna.call(Call::Delete(vec![third])).await.expect("gone");
        anna.set(twin, diet, "").await.expect("emptied by who looked");
        let wish = MergeWish { ids: vec![ada, twin], keep: Some(ada), choices: Vec::new() };
        let Ok(Reply::Merge(view)) = anna.call(Call::PreviewMerge(wish)).await else { panic!("no preview") };
        let told =
            format!("{:?}{:?}", view.fields.iter().map(|one| &one.values).collect::<Vec<_>>(), view.outcome.fields);
        assert!(told.contains("Masked") && !told.contains("zwieback") && !told.contains("1985"), "{told}");
        let versions = anna.history(ada).await.versions;
        assert!(versions.iter().flat_map(|one| &one.changes).any(|change| change.after == Value::Masked));
        assert_eq!(anna.people("zwieback").await.total, 0);

        assert!(trail(&anna, TrailWish::default()).await.is_empty(), "nobody looked yet");
        assert_eq!(reveal(&anna, ada, diet).await.expect("an editor may"), Value::Text("zwieback".into()));
        let looks = trail(&anna, TrailWish::default()).await;
        assert_eq!((looks.len(), looks[0].did.as_str(), looks[0].field.as_str()), (1, "reveal_masked", "Diet"));
        assert_eq!(looks[0].record.as_ref().map(|record| record.id), Some(ada));
        anna.settled().await;
        let (_, outcome) = verified(&anna).await;
        assert_eq!((outcome.events, outcome.wrong.len()), (1, 0));
        assert_eq!(shown(&anna, ada, diet).await, Some(Value::Masked), "once is once");

        let refused = reveal(&vera, ada, diet).await.expect_err("a viewer cannot write the look down");
        assert_eq!(refused.kind, ProblemKind::NoRight);
        until("the look is with Vera too", async || trail(&vera, TrailWish::default()).await.len() == 1).await;
    });
}

#[test]
fn a_special_category_is_filled_by_no_path_before_there_is_a_basis() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let faith = define(&anna, "Faith", "special_Art9").await;
        let ada = anna.add_person("Ada", "Berg").await;
        let fields = vec![(FieldKey::GIVEN, Value::Text("Bo".into())), (faith, Value::Text("x".into()))];
        let paths = [
            Call::Edit { ids: vec![ada], fields: vec![(faith, Value::Text("x".into()))], on_page: true },
            Call::WriteCells(vec![CellText { id: ada, field: faith, text: "x".into() }]),
            Call::Create { kind: Kind::Person, fields },
        ];
        for path in paths {
            let Err(refused) = anna.call(path).await else { panic!("it was filled") };
            assert_eq!(refused.kind, ProblemKind::NotAllowed);
            assert!(refused.what.contains("Faith holds data of a special category"), "{refused:?}");
        }
        assert_eq!(shown(&anna, ada, faith).await, None);
        anna.set(ada, FieldKey::JOB_TITLE, "Judge").await.expect("all else is as ever");
    });
}

#[test]
fn rule_08_a_masked_value_that_lost_is_taken_with_a_look_that_is_written_down() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let ben = joined(&server, &anna, "Ben", Role::Editor).await;
        let ada = anna.add_person("Ada", "Berg").await;
        anna.settled().await;
        until("Ben has her", async || ben.record(ada).await.is_some()).await;
        // Both write without knowing of each other: one of the two values loses.
        ben.cut_off().await;
        ben.set(ada, FieldKey::BIRTHDAY, "1985-04-12").await.expect("fits");
        anna.set(ada, FieldKey::BIRTHDAY, "1990-01-01").await.expect("fits");
        anna.settled().await;
        ben.line.cut.set(false);
        ben.settled().await;
        let lost = async || anna.record(ada).await.map(|record| record.set_aside).unwrap_or_default();
        until("Anna sees that one lost", async || !lost().await.is_empty()).await;
        let aside = lost().await.remove(0);
        assert_eq!((aside.field, aside.value), (FieldKey::BIRTHDAY, Value::Masked), "not what it is");

        let held = reveal(&anna, ada, FieldKey::BIRTHDAY).await.expect("an editor may");
        let looks = trail(&anna, TrailWish::default()).await.len();
        let take = |at| {
            Call::PrivacyAsk(PrivacyAsk::Masked(MaskedAsk::UseAside { record: ada, field: FieldKey::BIRTHDAY, at }))
        };
        let gone = anna.call(take(aside.at + 1)).await.expect_err("there is none of then");
        assert_eq!(gone.kind, ProblemKind::Gone);
        assert_eq!(trail(&anna, TrailWish::default()).await.len(), looks, "nothing was seen");
        let Ok(Reply::PrivacyAnswer(PrivacyAnswer::Masked(MaskedAnswer::Used(value, Some(undo))))) =
            anna.call(take(aside.at)).await
        else {
            panic!("taken")
        };
        let both = ["1985-04-12", "1990-01-01"].map(|day| Value::Text(day.into()));
        assert!(value != held && both.contains(&value));
        assert_eq!(trail(&anna, TrailWish::default()).await.len(), looks + 1);
        assert_eq!(reveal(&anna, ada, FieldKey::BIRTHDAY).await.expect("an editor may"), value);
        anna.call(Call::Undo(undo)).await.expect("as one step");
        assert_eq!(reveal(&anna, ada, FieldKey::BIRTHDAY).await.expect("an editor may"), held);
    });
}
