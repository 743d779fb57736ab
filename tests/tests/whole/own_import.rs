//! A table of a kind of the team's own on sealed records: looked at, brought in, seen by a colleague, taken back.

use crate::{SERVER, anna};
use tacit_bridge::import::{ImportSource, ImportSummary, OwnTally, Preview, Target};
use tacit_bridge::members::Role;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::{FieldKey, Kind, ObjectAsk, ObjectWish};
use tacit_bridge::{Call, Problem, Reply};
use tacit_tests::person::Person;
use tacit_tests::server::Server;
use tacit_tests::{run, until};

const TABLE: &str = "Matter,Company,Tags\nMerger of the mills,Berg AG,\"urgent, court\"\nAppeal,,\n";

async fn preview(person: &Person, call: Call) -> Result<Preview, Problem> {
    match person.call(call).await? {
        Reply::Preview(preview) => Ok(*preview),
        _ => panic!("no preview"),
    }
}

async fn brought_in(person: &Person) -> ImportSummary {
    match person.call(Call::RunImport).await {
        Ok(Reply::Imported(summary)) => summary,
        _ => panic!("nothing was imported"),
    }
}

/// How many records of a kind somebody sees.
async fn count(person: &Person, kind: Kind) -> u32 {
    let vaults = person.vaults().await;
    vaults[0].objects.iter().find(|object| object.kind == kind).map_or(0, |one| one.count)
}

#[test]
fn a_table_of_an_own_kind_is_looked_at_brought_in_shared_and_taken_back() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        let ben = anna.colleague("Ben", Role::Editor).await;
        let wish = ObjectWish { id: None, one: "Matter".into(), many: "Matters".into(), sign: "scale".into() };
        anna.call(Call::Objects(ObjectAsk::Save(wish))).await.expect("fits");
        let kind = anna.vaults().await[0].objects[0].kind;

        let source = ImportSource { name: "matters.csv".into(), bytes: TABLE.into() };
        let shown = preview(&anna, Call::PreviewImport(vec![source.clone()])).await.expect("reads");
        assert_eq!(shown.plan.subjects, [Some(kind)], "the file is called so");
        assert_eq!(shown.own, [OwnTally { kind, made: 2, merged: 0 }]);
        assert!(shown.issues.iter().any(|issue| issue.value == "Berg AG" && !issue.blocks), "no such company here");
        assert_eq!(count(&anna, kind).await, 0, "nothing is written yet");

        // As people, and back; a target that is none is refused.
        let mut plan = shown.plan.clone();
        plan.subjects[0] = None;
        let people = preview(&anna, Call::AdjustImport(plan)).await.expect("fits");
        assert!(
            people.own.is_empty() && people.plan.targets[0].iter().all(|target| !matches!(target, Target::Own { .. }))
        );
        let mut wrong = people.plan.clone();
        wrong.targets[0][0] = Target::Own { field: FieldKey::NAME };
        let refused = preview(&anna, Call::AdjustImport(wrong)).await;
        assert_eq!(refused.map_err(|problem| problem.kind).err(), Some(ProblemKind::BadFile));
        let mut back = people.plan;
        back.subjects[0] = Some(kind);
        assert_eq!(preview(&anna, Call::AdjustImport(back)).await.expect("fits").own, shown.own);

        // A row that is typed otherwise here is looked at, and imported, so; until that is taken back.
        let row = anna.call(Call::ImportRow { file: 0, row: 3 }).await.expect("there");
        let Reply::ImportRow(cells) = row else { panic!("no row") };
        assert_eq!(cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>(), ["Appeal", "", ""]);
        let emptied = Call::MendImport { file: 0, row: 3, cells: vec![String::new(); 3] };
        let mended = preview(&anna, emptied).await.expect("fits");
        assert_eq!((mended.mended, &mended.own), (1, &vec![OwnTally { kind, made: 1, merged: 0 }]));
        let beyond = preview(&anna, Call::MendImport { file: 0, row: 9, cells: vec![String::new(); 3] }).await;
        assert_eq!(beyond.map_err(|problem| problem.kind).err(), Some(ProblemKind::BadInput));
        assert_eq!(preview(&anna, Call::TakeMendsBack).await.expect("there").own, shown.own);

        let summary = brought_in(&anna).await;
        assert_eq!((summary.own, summary.people), (vec![OwnTally { kind, made: 2, merged: 0 }], 0));
        anna.settled().await;
        until("Ben has both", async || count(&ben, kind).await == 2).await;

        preview(&anna, Call::PreviewImport(vec![source])).await.expect("reads");
        let again = brought_in(&anna).await;
        assert_eq!((again.own[0].made, again.skipped), (0, 2), "the same file again brings nothing");

        anna.call(Call::Undo(summary.undo)).await.expect("nobody changed them");
        anna.settled().await;
        until("Ben has none", async || count(&ben, kind).await == 0).await;
    });
}
