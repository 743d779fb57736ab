//! A masked field is not held for less delicate in passing: an admin says why, and the trail tells; no undo and no earlier
//! version goes round it.

use crate::SERVER;
use crate::masked::joined;
use crate::trail::trail;
use tacit_bridge::members::Role;
use tacit_bridge::privacy::audit::TrailWish;
use tacit_bridge::privacy::masked::FieldTerms;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::{FieldKey, FieldWish, Form, Kind, OwnField, UndoStep, Value};
use tacit_bridge::{Call, Problem, Reply};
use tacit_crm::privacy::key as pk;
use tacit_tests::person::Person;
use tacit_tests::server::Server;
use tacit_tests::{run, until};

async fn fields(person: &Person) -> Vec<OwnField> {
    let Ok(Reply::OwnFields(fields)) = person.call(Call::OwnFields(Kind::Person)).await else { panic!("fields") };
    fields
}

async fn declare(
    person: &Person,
    of: Option<&OwnField>,
    sensitivity: &str,
    why: &str,
) -> Result<Option<UndoStep>, Problem> {
    let wish = FieldWish {
        id: of.map(|of| of.id),
        kind: Kind::Person,
        form: Form::Text,
        name: "Diet".into(),
        choices: Vec::new(),
        terms: FieldTerms { sensitivity: sensitivity.into(), ..FieldTerms::default() },
        why: why.into(),
    };
    match person.call(Call::SaveField(wish)).await? {
        Reply::Changed { undo, .. } => Ok(undo),
        _ => panic!("no change"),
    }
}

async fn says(person: &Person, sensitivity: &str) -> bool {
    fields(person).await.first().is_some_and(|field| field.terms.sensitivity == sensitivity)
}

#[test]
fn rule_08_a_field_is_unmasked_by_an_admin_with_a_reason_and_by_nothing_else() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let ben = joined(&server, &anna, "Ben", Role::Editor).await;
        declare(&anna, None, "personal", "").await.expect("a field");
        let diet = fields(&anna).await.remove(0);
        let ada = anna.add_person("Ada", "Berg").await;
        anna.set(ada, diet.key, "zwieback").await.expect("fits");
        anna.settled().await;
        let undo = declare(&anna, Some(&diet), "sensitive", "").await.expect("may").expect("a step");
        anna.settled().await;
        until("Ben has it", async || says(&ben, "sensitive").await).await;

        let refused = declare(&ben, Some(&diet), "personal", "It is harmless").await.expect_err("an editor");
        assert_eq!(refused.kind, ProblemKind::NoRight);
        let word = Value::Text("personal".into());
        let edit = Call::Edit { ids: vec![diet.id], fields: vec![(FieldKey(pk::SENSITIVITY.0), word)], on_page: true };
        for (who, path) in [
            (&ben, edit.clone()),
            (&ben, Call::Restore { id: diet.id, version: 1 }),
            (&anna, edit),
            (&anna, Call::Undo(undo)),
            (&anna, Call::Restore { id: diet.id, version: 1 }),
        ] {
            let Err(refused) = who.call(path).await else { panic!("it was unmasked") };
            assert!(matches!(refused.kind, ProblemKind::NoRight | ProblemKind::BadInput), "{}", refused.what);
        }
        let refused = declare(&anna, Some(&diet), "personal", " ").await.expect_err("a reason is asked for");
        assert_eq!(refused.kind, ProblemKind::BadInput);
        assert!(says(&anna, "sensitive").await);

        // Deleted, it comes back as it was last and not as it was first.
        let Ok(Reply::Changed { undo: Some(undo), .. }) = anna.call(Call::Delete(vec![diet.id])).await else {
            panic!("may")
        };
        anna.settled().await;
        let Err(refused) = anna.call(Call::Restore { id: diet.id, version: 1 }).await else { panic!("unmasked") };
        assert_eq!(refused.kind, ProblemKind::NotAllowed, "{}", refused.what);
        anna.call(Call::Undo(undo)).await.expect("comes back");
        assert!(says(&anna, "sensitive").await);

        declare(&anna, Some(&diet), "personal", "Only what is ordered for lunch").await.expect("with a reason");
        assert!(says(&anna, "personal").await);
        let wish = || TrailWish { did: Some("unmasked".into()), ..TrailWish::default() };
        let told = trail(&anna, wish()).await;
        assert_eq!(told.len(), 1);
        assert_eq!((told[0].field.as_str(), told[0].why.as_str()), ("Diet", "Only what is ordered for lunch"));
        assert_eq!(told[0].by, "Anna Berg");
        anna.settled().await;
        until("Ben reads it", async || trail(&ben, wish()).await.len() == 1).await;
    });
}
