//! What a team defines itself, on sealed records: fields with their words, pipelines, for all members.

use crate::{SERVER, anna};
use tacit_bridge::members::Role;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::{
    FieldKey, FieldWish, Form, Id, Kind, ObjectAsk, ObjectWish, OwnField, OwnObject, Pipeline, PipelineWish, Shape,
    StageWish, UndoStep, Value,
};
use tacit_bridge::{Call, Problem, Reply};
use tacit_tests::person::Person;
use tacit_tests::server::Server;
use tacit_tests::{run, until};

fn wish(form: Form, name: &str, choices: &[&str]) -> FieldWish {
    let choices = choices.iter().map(|word| (*word).to_owned()).collect();
    FieldWish {
        id: None,
        kind: Kind::Person,
        form,
        name: name.into(),
        choices,
        terms: Default::default(),
        why: String::new(),
    }
}

async fn change(person: &Person, call: Call) -> Result<(Option<Id>, Option<UndoStep>), Problem> {
    match person.call(call).await? {
        Reply::Changed { id, undo } => Ok((id, undo)),
        Reply::Several { undo, .. } => Ok((None, undo)),
        _ => panic!("no change"),
    }
}

async fn own(person: &Person) -> Vec<OwnField> {
    match person.call(Call::OwnFields(Kind::Person)).await {
        Ok(Reply::OwnFields(fields)) => fields,
        _ => panic!("no fields"),
    }
}

async fn pipelines(person: &Person) -> Vec<Pipeline> {
    match person.call(Call::Pipelines).await {
        Ok(Reply::Pipelines(pipelines)) => pipelines,
        _ => panic!("no pipelines"),
    }
}

async fn value(person: &Person, id: Id, field: FieldKey) -> Option<Value> {
    match person.call(Call::Record(id)).await {
        Ok(Reply::Record(view)) => view.fields.iter().find(|(key, _)| *key == field).map(|(_, value)| value.clone()),
        _ => None,
    }
}

fn stages(pipeline: &Pipeline) -> Vec<StageWish> {
    let stage = |stage: &tacit_bridge::records::Stage| StageWish {
        id: Some(stage.id),
        name: stage.name.clone(),
        outcome: stage.outcome,
        chance: stage.chance,
    };
    pipeline.stages.iter().map(stage).collect()
}

#[test]
fn a_field_of_the_teams_own_holds_values_for_all_and_comes_back_with_them() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        let ben = anna.colleague("Ben", Role::Editor).await;

        let (field, _) =
            change(&anna, Call::SaveField(wish(Form::Choice, "Risk", &["low", "high"]))).await.expect("fits");
        let field = field.expect("an id");
        let key = own(&anna).await[0].key;
        let fields = vec![(FieldKey::FAMILY, Value::Text("Lovelace".into())), (key, Value::Text("high".into()))];
        let (ada, _) = change(&anna, Call::Create { kind: Kind::Person, fields }).await.expect("fits");
        let ada = ada.expect("an id");
        anna.settled().await;

        until("Ben has her", async || value(&ben, ada, key).await == Some(Value::Text("high".into()))).await;
        let Ok(Reply::Fields(all)) = ben.call(Call::Fields).await else { panic!("no fields") };
        let (_, specs) = all.iter().find(|(kind, _)| *kind == Kind::Person).expect("people have fields");
        let spec = specs.iter().find(|spec| spec.key == key).expect("Ben has it");
        assert_eq!((spec.label.as_str(), spec.own), ("Risk", true));
        assert_eq!(spec.shape, Shape::Choice(vec!["low".into(), "high".into()]));
        assert_eq!(own(&ben).await[0].used, 1);

        let (_, undo) = change(&ben, Call::Delete(vec![field])).await.expect("there");
        assert!(own(&ben).await.is_empty());
        change(&ben, Call::Undo(undo.expect("a step"))).await.expect("nobody changed it");
        assert_eq!(own(&ben).await[0].key, key);
        assert_eq!(value(&ben, ada, key).await, Some(Value::Text("high".into())), "what records hold was kept");

        let again = change(&anna, Call::SaveField(wish(Form::Date, "risk", &[]))).await;
        assert_eq!(again.map_err(|problem| problem.kind).err(), Some(ProblemKind::BadInput));
        let renamed = FieldWish { id: Some(field), ..wish(Form::Choice, "Danger", &["none", "low", "high"]) };
        change(&anna, Call::SaveField(renamed)).await.expect("fits");
        assert_eq!(own(&anna).await[0].choices, ["none", "low", "high"]);
    });
}

#[test]
fn a_pipeline_is_changed_as_one_step_and_not_from_under_a_deal() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        let fields = vec![(FieldKey::NAME, Value::Text("Merger".into()))];
        change(&anna, Call::Create { kind: Kind::Deal, fields }).await.expect("fits");
        let first = pipelines(&anna).await.remove(0);

        let mut wished = stages(&first);
        wished.remove(0);
        let save = |stages: Vec<StageWish>| {
            Call::SavePipeline(PipelineWish { id: Some(first.id), name: "Mandates".into(), stages })
        };
        let held = change(&anna, save(wished)).await.expect_err("a deal stands in it");
        assert!(held.what.contains("1 deal stands in “New”") && held.kind == ProblemKind::BadInput, "{}", held.what);

        let mut wished = stages(&first);
        wished[0].name = "Enquiry".into();
        wished.remove(2);
        let (_, undo) = change(&anna, save(wished)).await.expect("fits");
        let names: Vec<String> = pipelines(&anna).await.remove(0).stages.into_iter().map(|stage| stage.name).collect();
        assert_eq!(names, ["Enquiry", "Meeting", "Negotiation", "Won", "Lost"]);
        change(&anna, Call::Undo(undo.expect("a step"))).await.expect("nobody changed it");
        assert_eq!(pipelines(&anna).await[0], first);

        let new = stages(&first).into_iter().map(|stage| StageWish { id: None, ..stage }).collect();
        let second = PipelineWish { id: None, name: "Grants".into(), stages: new };
        let (second, _) = change(&anna, Call::SavePipeline(second)).await.expect("fits");
        let second = second.expect("an id");
        change(&anna, Call::OrderPipelines(vec![second, first.id])).await.expect("both are there");
        assert_eq!(pipelines(&anna).await[0].name, "Grants");
        change(&anna, Call::EndPipeline(second)).await.expect("no deal stands in it");
        assert_eq!(pipelines(&anna).await.len(), 1);
        assert!(change(&anna, Call::EndPipeline(first.id)).await.is_err(), "the last one stays");
    });
}

async fn objects(person: &Person) -> Vec<OwnObject> {
    person.vaults().await.remove(0).objects
}

#[test]
fn a_kind_of_the_teams_own_is_worked_with_by_all_and_stays_while_it_has_records() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        let ben = anna.colleague("Ben", Role::Editor).await;

        let matters = ObjectWish { id: None, one: "Matter".into(), many: "Matters".into(), sign: "scale".into() };
        let (object, _) = change(&anna, Call::Objects(ObjectAsk::Save(matters))).await.expect("fits");
        let object = object.expect("an id");
        let kind = objects(&anna).await[0].kind;
        let fields = vec![(FieldKey::NAME, Value::Text("Appeal".into()))];
        let (appeal, undo) = change(&anna, Call::Create { kind, fields }).await.expect("fits");
        let appeal = appeal.expect("an id");
        anna.settled().await;

        until("Ben has it", async || objects(&ben).await.first().is_some_and(|one| one.count == 1)).await;
        let Ok(Reply::Fields(all)) = ben.call(Call::Fields).await else { panic!("no fields") };
        let (_, about) = all.iter().find(|(kind, _)| *kind == Kind::Task).expect("tasks have fields");
        let about = about.iter().find(|spec| spec.key == FieldKey::ABOUT).expect("tasks are about something");
        assert!(matches!(&about.shape, Shape::Relations(kinds) if kinds.contains(&kind)), "{:?}", about.shape);
        assert!(all.iter().any(|(of, specs)| *of == kind && specs.iter().any(|spec| spec.key == FieldKey::NAME)));
        let Ok(Reply::Record(view)) = ben.call(Call::Record(appeal)).await else { panic!("no record") };
        assert_eq!((view.kind, view.name.as_str()), (kind, "Appeal"));

        let refused = change(&ben, Call::Objects(ObjectAsk::End(object))).await;
        assert_eq!(refused.map_err(|problem| problem.kind).err(), Some(ProblemKind::BadInput));
        change(&anna, Call::Undo(undo.expect("a step"))).await.expect("nobody changed it");
        anna.settled().await;
        until("Ben has none", async || objects(&ben).await[0].count == 0).await;
        let (_, undo) = change(&ben, Call::Objects(ObjectAsk::End(object))).await.expect("none is left");
        assert!(objects(&ben).await.is_empty());
        change(&ben, Call::Undo(undo.expect("a step"))).await.expect("nobody changed it");
        assert_eq!(objects(&ben).await[0].kind, kind);
    });
}
