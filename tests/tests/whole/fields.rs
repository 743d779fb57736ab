//! Fields on sealed records: what they hold is counted, one goes with all its values on every device and comes back with one
//! undo, and what may not be held is declared, kept and brought back by no path.

use crate::SERVER;
use crate::privacy::{asked, change};
use tacit_bridge::members::Role;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::fields::{FieldView, FieldsAnswer, FieldsAsk, Need};
use tacit_bridge::privacy::masked::FieldTerms;
use tacit_bridge::privacy::purpose::{PurposeDraft, PurposeWish, PurposesAnswer, PurposesAsk};
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::{
    FieldKey, FieldWish, Filter, Form, Id, Kind, OwnField, RowsRequest, Test, UndoStep, Value,
};
use tacit_bridge::{Call, Problem, Reply};
use tacit_crm::privacy::words::Basis;
use tacit_tests::person::Person;
use tacit_tests::server::Server;
use tacit_tests::{run, until};

async fn fields(person: &Person) -> Vec<FieldView> {
    match asked(person, PrivacyAsk::Fields(FieldsAsk::List)).await.expect("an answer") {
        PrivacyAnswer::Fields(FieldsAnswer::Kinds(kinds)) => {
            kinds.into_iter().find(|of| of.kind == Kind::Person).expect("people").fields
        }
        _ => panic!("no fields"),
    }
}

async fn field(person: &Person, key: FieldKey) -> Option<FieldView> {
    fields(person).await.into_iter().find(|field| field.key == key)
}

async fn own(person: &Person) -> Vec<OwnField> {
    let Ok(Reply::OwnFields(fields)) = person.call(Call::OwnFields(Kind::Person)).await else { panic!("fields") };
    fields
}

fn wish(id: Option<Id>, name: &str, terms: FieldTerms) -> Call {
    Call::SaveField(FieldWish {
        id,
        kind: Kind::Person,
        form: Form::Text,
        name: name.into(),
        choices: Vec::new(),
        terms,
        why: String::new(),
    })
}

async fn define(person: &Person, name: &str, terms: FieldTerms) -> OwnField {
    person.call(wish(None, name, terms)).await.expect("a field");
    own(person).await.into_iter().find(|field| field.name == name).expect("it is there")
}

fn sensitivity(word: &str) -> FieldTerms {
    FieldTerms { sensitivity: word.into(), ..FieldTerms::default() }
}

async fn drop_field(person: &Person, field: FieldKey) -> Result<Option<UndoStep>, Problem> {
    let ask = FieldsAsk::Drop { kind: Kind::Person, field, only_over: false };
    match person.call(Call::PrivacyAsk(PrivacyAsk::Fields(ask))).await? {
        Reply::Changed { undo, .. } => Ok(undo),
        _ => panic!("no change"),
    }
}

async fn held(person: &Person, id: Id, field: FieldKey) -> Option<Value> {
    let record = person.record(id).await?;
    record.fields.into_iter().find(|(key, _)| *key == field).map(|(_, value)| value)
}

/// A purpose that rests on this and needs these fields.
async fn purpose(person: &Person, basis: Basis, fields: Vec<FieldKey>) -> Id {
    let draft = PurposeDraft {
        name: "Care".into(),
        short: String::new(),
        category: "service".into(),
        plain_text: "We look after you.".into(),
        basis: basis.word().into(),
        bases: vec![basis.word().into()],
        justification: "Needed to look after the person.".into(),
        review_due: None,
        channels: vec!["in_person".into()],
        double_opt_in: false,
        months: 24,
        renew_days: 30,
        fields,
        recipients: Vec::new(),
        retention: None,
    };
    let ask = PurposesAsk::Save(PurposeWish { id: None, draft });
    match person.call(Call::PrivacyAsk(PrivacyAsk::Purposes(ask))).await.expect("a purpose") {
        Reply::Changed { id: Some(id), .. } => id,
        _ => panic!("no purpose"),
    }
}

#[test]
fn rule_09_a_field_goes_with_its_values_on_every_device_and_comes_back_with_one_undo() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let ben = crate::masked::joined(&server, &anna, "Ben", Role::Viewer).await;
        let (ada, bo) = (anna.add_person("Ada", "Berg").await, anna.add_person("Bo", "Berg").await);
        let care = purpose(&anna, Basis::Contract, vec![FieldKey::GIVEN]).await;
        for purposes in [Vec::new(), vec![Id([9; 16])]] {
            let for_nothing = FieldTerms { purposes, ..FieldTerms::default() };
            let refused = anna.call(wish(None, "Shirt size", for_nothing)).await.map(|_| ());
            assert_eq!(refused.expect_err("for what?").what, "A field of people is for a purpose.");
        }
        assert!(own(&anna).await.is_empty(), "nothing was added");
        let needed = FieldTerms { purposes: vec![care], ..FieldTerms::default() };
        let size = define(&anna, "Shirt size", needed.clone()).await;
        anna.call(wish(Some(size.id), "Shirt size", FieldTerms::default())).await.expect("needed no longer");
        for (id, value) in [(ada, "M"), (bo, "L")] {
            anna.set(id, size.key, value).await.expect("fits");
        }
        let line = field(&anna, size.key).await.expect("listed");
        assert_eq!((line.need, line.filled, line.goes), (Need::Unneeded, 2, 2));
        assert_eq!(fields(&anna).await[0].key, FieldKey::FAMILY, "what nobody needs and most have comes first");
        // The list behind the number has as many rows.
        let filter = Filter::Field(size.key, Test::Filled);
        let rows = RowsRequest { filter, count: 9, ..RowsRequest::all(Kind::Person) };
        let Ok(Reply::Rows(rows)) = anna.call(Call::Rows(rows)).await else { panic!("no rows") };
        assert_eq!(rows.total, 2);
        anna.call(wish(Some(size.id), "Shirt size", needed)).await.expect("now one needs it");
        assert_eq!(field(&anna, size.key).await.expect("listed").need, Need::Needed);
        anna.settled().await;
        until("Ben has it", async || held(&ben, ada, size.key).await.is_some()).await;
        assert_eq!(drop_field(&ben, size.key).await.expect_err("a viewer").kind, ProblemKind::NoRight);
        assert_eq!(drop_field(&anna, FieldKey::GIVEN).await.expect_err("needed").kind, ProblemKind::BadInput);

        let undo = drop_field(&anna, size.key).await.expect("an owner may").expect("can be undone");
        assert!(own(&anna).await.is_empty() && field(&anna, size.key).await.is_none());
        anna.settled().await;
        for person in [&anna, &ben] {
            until("its values are gone", async || held(person, ada, size.key).await.is_none()).await;
        }
        anna.call(Call::Undo(undo)).await.expect("comes back");
        assert_eq!(held(&anna, bo, size.key).await, Some(Value::Text("L".into())));
        let back = own(&anna).await;
        assert_eq!((back.len(), back[0].used, back[0].terms.purposes.clone()), (1, 2, vec![care]));
        anna.settled().await;
        until("and with Ben", async || held(&ben, ada, size.key).await.is_some()).await;
    });
}

#[test]
fn rule_09_what_no_purpose_needs_goes_from_tacits_own_fields_in_one_step_too() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let (ada, bo) = (anna.add_person("Ada", "Berg").await, anna.add_person("Bo", "Berg").await);
        for id in [ada, bo] {
            anna.set(id, FieldKey::BIRTHDAY, "1985-04-12").await.expect("fits");
        }
        let refused =
            drop_field(&anna, FieldKey::BIRTHDAY).await.expect_err("before there are purposes all may be needed");
        assert_eq!(refused.kind, ProblemKind::BadInput);
        let care = purpose(&anna, Basis::Contract, vec![FieldKey::GIVEN, FieldKey::FAMILY, FieldKey::BIRTHDAY]).await;
        let refused = drop_field(&anna, FieldKey::BIRTHDAY).await.expect_err("one needs it");
        assert!(refused.todo.contains("purposes"), "{refused:?}");
        let Ok(PrivacyAnswer::Purposes(PurposesAnswer::Page(page))) =
            asked(&anna, PrivacyAsk::Purposes(PurposesAsk::Show(care))).await
        else {
            panic!("no page")
        };
        let draft = PurposeDraft { fields: vec![FieldKey::GIVEN, FieldKey::FAMILY], ..page.line.draft };
        let ask = PurposesAsk::Save(PurposeWish { id: Some(care), draft });
        anna.call(Call::PrivacyAsk(PrivacyAsk::Purposes(ask))).await.expect("it needs less");
        let line = field(&anna, FieldKey::BIRTHDAY).await.expect("listed");
        assert_eq!((line.need, line.goes), (Need::Unneeded, 2));
        let undo = drop_field(&anna, FieldKey::BIRTHDAY).await.expect("an owner may").expect("can be undone");
        let line = field(&anna, FieldKey::BIRTHDAY).await.expect("the field is there for whoever needs it next");
        assert_eq!((line.need, line.filled), (Need::Idle, 0));
        assert_eq!(held(&anna, ada, FieldKey::BIRTHDAY).await, None);
        assert_eq!(held(&anna, ada, FieldKey::FAMILY).await, Some(Value::Text("Berg".into())), "and nothing else went");
        anna.call(Call::Undo(undo)).await.expect("comes back");
        assert!(held(&anna, bo, FieldKey::BIRTHDAY).await.is_some());
    });
}

#[test]
fn rule_14_what_is_only_stored_keeps_its_value_and_the_field_with_it() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let (ada, bo) = (anna.add_person("Ada", "Berg").await, anna.add_person("Bo", "Berg").await);
        let size = define(&anna, "Shirt size", FieldTerms::default()).await;
        for id in [ada, bo] {
            anna.set(id, size.key, "M").await.expect("fits");
        }
        let restrict = PrivacyAsk::Restrict { person: bo, why: "She disputes her title".into(), until: None };
        anna.call(Call::PrivacyAsk(restrict)).await.expect("an owner may");
        drop_field(&anna, size.key).await.expect("what may go goes");
        assert_eq!(held(&anna, ada, size.key).await, None);
        let line = field(&anna, size.key).await.expect("still there");
        assert_eq!((line.filled, line.goes, line.stays, line.own), (0, 0, 1, Some(size.id)));
        let lift = PrivacyAsk::Lift { person: bo, why: "It was right".into() };
        anna.call(Call::PrivacyAsk(lift)).await.expect("lifted");
        assert_eq!(held(&anna, bo, size.key).await, Some(Value::Text("M".into())));
        drop_field(&anna, size.key).await.expect("the rest goes");
        assert!(field(&anna, size.key).await.is_none());
    });
}

#[test]
fn rule_08_no_declaring_afterwards_and_no_undo_brings_about_what_has_no_basis() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let ada = anna.add_person("Ada", "Berg").await;
        let faith = define(&anna, "Faith", FieldTerms::default()).await;
        anna.set(ada, faith.key, "none").await.expect("it is not special yet");
        let special = |purposes: Vec<Id>| FieldTerms { purposes, ..sensitivity("special_Art9") };
        let refused = anna.call(wish(Some(faith.id), "Faith", special(Vec::new()))).await.map(|_| ());
        let refused = refused.expect_err("it holds a value without a basis");
        assert_eq!(refused.what, "Values of 1 people have no basis for that: no active purpose names this field.");
        assert_eq!(own(&anna).await[0].terms.sensitivity, "personal", "nothing was changed");
        anna.call(wish(Some(faith.id), "Faith", sensitivity("sensitive"))).await.expect("masking asks for nothing");

        // The purpose that carries it comes in the same step.
        let care = purpose(&anna, Basis::Health, Vec::new()).await;
        anna.call(wish(Some(faith.id), "Faith", special(vec![care]))).await.expect("there is a basis");
        let line = field(&anna, faith.key).await.expect("listed");
        assert_eq!((line.sensitivity.as_str(), line.need, line.unfounded), ("special_Art9", Need::Needed, 0));
        let undo = drop_field(&anna, faith.key).await.expect("dropped").expect("can be undone");
        change(&anna, Call::PrivacyAsk(PrivacyAsk::Purposes(PurposesAsk::Pause { purpose: care, paused: true })))
            .await
            .expect("paused");
        let refused = anna.call(Call::Undo(undo)).await.map(|_| ()).expect_err("its basis is gone");
        assert_eq!(refused.kind, ProblemKind::NotAllowed);
        assert_eq!(held(&anna, ada, faith.key).await, None);
    });
}
