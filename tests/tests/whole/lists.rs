//! Lists that are picked by hand, on sealed records: one member fills one, another sees it; nobody puts onto it whose data
//! is only stored.

use crate::{SERVER, anna};
use tacit_bridge::members::Role;
use tacit_bridge::privacy::ask::PrivacyAsk;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::{
    FieldKey, Filter, Id, Kind, ListAsk, ObjectAsk, ObjectWish, PickedList, RowsRequest, Test, UndoStep, Value,
};
use tacit_bridge::{Call, Problem, Reply};
use tacit_tests::person::Person;
use tacit_tests::server::Server;
use tacit_tests::{run, until};

async fn change(person: &Person, call: Call) -> Result<(Option<Id>, Option<UndoStep>), Problem> {
    match person.call(call).await? {
        Reply::Changed { id, undo } => Ok((id, undo)),
        Reply::Several { undo, .. } => Ok((None, undo)),
        _ => panic!("no change"),
    }
}

async fn make(person: &Person, kind: Kind, field: FieldKey, name: &str) -> Id {
    let fields = vec![(field, Value::Text(name.into()))];
    change(person, Call::Create { kind, fields }).await.expect("fits").0.expect("an id")
}

async fn lists(person: &Person) -> Vec<PickedList> {
    person.vaults().await.remove(0).lists
}

fn save(id: Option<Id>, name: &str) -> Call {
    Call::Lists(ListAsk::Save { id, name: name.into(), about: String::new() })
}

fn pick(list: Id, ids: &[Id], is_in: bool) -> Call {
    Call::Lists(ListAsk::Pick { list, ids: ids.to_vec(), is_in })
}

async fn people_on(person: &Person, list: Id) -> Vec<String> {
    let filter = Filter::Field(FieldKey::IN_LISTS, Test::Links(vec![list]));
    let request = RowsRequest { filter, count: 50, ..RowsRequest::all(Kind::Person) };
    match person.call(Call::Rows(request)).await {
        Ok(Reply::Rows(rows)) => rows.rows.into_iter().map(|row| row.name).collect(),
        _ => panic!("no rows"),
    }
}

#[test]
fn a_list_is_filled_in_one_step_seen_by_a_colleague_and_comes_back_from_deletion() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        let ben = anna.colleague("Ben", Role::Editor).await;

        let ada = make(&anna, Kind::Person, FieldKey::FAMILY, "Lovelace").await;
        let cy = make(&anna, Kind::Person, FieldKey::FAMILY, "Cohn").await;
        let berg = make(&anna, Kind::Company, FieldKey::NAME, "Berg AG").await;
        let task = make(&anna, Kind::Task, FieldKey::NAME, "Call").await;
        let list = change(&anna, save(None, "Spring dinner")).await.expect("fits").0.expect("an id");
        let refused = change(&anna, save(None, "spring DINNER")).await.expect_err("there is one");
        assert_eq!(refused.kind, ProblemKind::BadInput);
        let (_, undo) = change(&anna, pick(list, &[ada, cy, berg, task], true)).await.expect("there");
        assert_eq!(lists(&anna).await[0].counts, [(Kind::Person, 2), (Kind::Company, 1)], "no task");
        assert!(change(&anna, pick(list, &[ada], true)).await.expect("there").1.is_none(), "nothing to undo");
        anna.settled().await;

        until("Ben sees who is on it", async || people_on(&ben, list).await == ["Cohn", "Lovelace"]).await;
        change(&ben, pick(list, &[cy], false)).await.expect("there");
        ben.settled().await;
        until("Anna sees it", async || people_on(&anna, list).await == ["Lovelace"]).await;
        change(&anna, Call::Undo(undo.expect("a step"))).await.expect("the rest is taken back");
        assert!(lists(&anna).await[0].counts.is_empty());

        change(&anna, pick(list, &[ada], true)).await.expect("there");
        let (_, undo) = change(&anna, Call::Delete(vec![list])).await.expect("there");
        assert!(lists(&anna).await.is_empty());
        let gone = change(&anna, pick(list, &[ada], false)).await.expect_err("it is gone");
        assert_eq!(gone.kind, ProblemKind::Gone);
        change(&anna, Call::Undo(undo.expect("a step"))).await.expect("nobody changed it");
        assert_eq!(people_on(&anna, list).await, ["Lovelace"]);

        let restrict = PrivacyAsk::Restrict { person: ada, why: "accuracy disputed".into(), until: None };
        anna.call(Call::PrivacyAsk(restrict)).await.expect("there");
        assert_eq!(people_on(&anna, list).await, [""; 0]);
        assert!(lists(&anna).await[0].counts.is_empty(), "nor is she counted");
        for is_in in [true, false] {
            let other = change(&anna, save(None, &format!("Other {is_in}"))).await.expect("fits").0.expect("an id");
            let of = if is_in { other } else { list };
            let refused = change(&anna, pick(of, &[ada], is_in)).await.expect_err("her data is only stored");
            assert_eq!(refused.kind, ProblemKind::Restricted);
        }
    });
}

#[test]
fn records_of_a_kind_of_the_teams_own_are_picked_like_all_others() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        let matters = ObjectWish { id: None, one: "Matter".into(), many: "Matters".into(), sign: "scale".into() };
        change(&anna, Call::Objects(ObjectAsk::Save(matters))).await.expect("fits");
        let kind = anna.vaults().await.remove(0).objects[0].kind;
        let appeal = make(&anna, kind, FieldKey::NAME, "Appeal").await;
        let list = change(&anna, save(None, "Hearings in May")).await.expect("fits").0.expect("an id");
        let (_, undo) = change(&anna, pick(list, &[appeal], true)).await.expect("there");
        assert_eq!(lists(&anna).await[0].counts, [(kind, 1)]);
        let filter = Filter::Field(FieldKey::IN_LISTS, Test::Links(vec![list]));
        let Ok(Reply::Rows(on)) =
            anna.call(Call::Rows(RowsRequest { filter, count: 9, ..RowsRequest::all(kind) })).await
        else {
            panic!("no rows")
        };
        assert_eq!(on.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [appeal]);
        change(&anna, Call::Undo(undo.expect("a step"))).await.expect("taken off");
        assert!(lists(&anna).await[0].counts.is_empty());
    });
}
