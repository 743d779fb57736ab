//! Cells of a table: a name is one like the others, and many at once tell how far they are, stop between two slices and are
//! taken back as one step.

use crate::anna;
use tacit_bridge::message::Job;
use tacit_bridge::records::{
    CellText, FieldKey, Filter, Id, Kind, Refused, RowsRequest, Stopped, Test, UndoStep, Value,
};
use tacit_bridge::{Call, Event, Reply};
use tacit_tests::person::Person;
use tacit_tests::run;
use tacit_tests::server::Server;

const PEOPLE: u32 = 3_000;

struct Wrote {
    undo: Option<UndoStep>,
    written: u32,
    refused: Vec<Refused>,
    stopped: Option<Stopped>,
}

async fn write(person: &Person, cells: Vec<CellText>) -> Wrote {
    match person.call(Call::WriteCells(cells)).await.expect("it may be asked") {
        Reply::Written { undo, written, refused, stopped } => Wrote { undo, written, refused, stopped },
        other => panic!("{other:?}"),
    }
}

fn cell(id: Id, field: FieldKey, text: &str) -> CellText {
    CellText { id, field, text: text.to_owned() }
}

async fn named(person: &Person, id: Id) -> String {
    match person.call(Call::CellText { id, field: FieldKey::NAME }).await {
        Ok(Reply::Text(text)) => text,
        other => panic!("{other:?}"),
    }
}

/// How many have the title that is written, asked for as a filter of a list does.
async fn umpires(person: &Person) -> u32 {
    let filter = Filter::Field(FieldKey::JOB_TITLE, Test::Is(vec!["umpire".to_owned()]));
    match person.call(Call::Rows(RowsRequest { filter, count: 1, ..RowsRequest::all(Kind::Person) })).await {
        Ok(Reply::Rows(rows)) => rows.total,
        other => panic!("no rows: {other:?}"),
    }
}

#[test]
fn a_name_is_written_filled_and_taken_back_as_other_cells_are_and_is_not_emptied_where_nothing_else_tells_who_it_is() {
    run(async {
        let server = Server::start(crate::SERVER).await;
        let anna = anna(&server).await;
        let (ada, bo) = (anna.add_person("Ada Maria", "Byron").await, anna.add_person("Bo", "Cohn").await);
        assert_eq!(named(&anna, ada).await, "Ada Maria Byron");

        let done = write(&anna, vec![cell(ada, FieldKey::NAME, "Ada Maria King"), cell(bo, FieldKey::NAME, " ")]).await;
        assert_eq!((done.written, done.refused.len(), done.stopped), (1, 1, None));
        assert_eq!((done.refused[0].at, done.refused[0].why.as_str()), (1, "A name is needed here."));
        assert_eq!(anna.text(ada, FieldKey::GIVEN).await.as_deref(), Some("Ada Maria"), "what stays is left as it was");
        assert_eq!(anna.text(ada, FieldKey::FAMILY).await.as_deref(), Some("King"));
        anna.call(Call::Undo(done.undo.expect("a step"))).await.expect("taken back");
        assert_eq!((named(&anna, ada).await, named(&anna, bo).await), ("Ada Maria Byron".into(), "Bo Cohn".into()));

        let fill = Call::FillCells { from: ada, to: vec![bo], fields: vec![FieldKey::NAME] };
        let Ok(Reply::Several { undo: Some(undo), changed: 1, .. }) = anna.call(fill).await else { panic!("filled") };
        assert_eq!(anna.text(bo, FieldKey::GIVEN).await.as_deref(), Some("Ada Maria"), "part by part");
        anna.call(Call::Undo(undo)).await.expect("taken back");
        assert_eq!(named(&anna, bo).await, "Bo Cohn");

        let fields = vec![(FieldKey::NAME, Value::Text("Berg".into()))];
        let Ok(Reply::Changed { id: Some(berg), .. }) = anna.call(Call::Create { kind: Kind::Company, fields }).await
        else {
            panic!("no company")
        };
        let done = write(&anna, vec![cell(berg, FieldKey::NAME, ""), cell(berg, FieldKey::NAME, "Tal")]).await;
        assert_eq!((done.written, done.refused.len()), (1, 1));
        assert_eq!(named(&anna, berg).await, "Tal");
    });
}

#[test]
fn a_name_stays_where_all_else_that_tells_who_it_is_is_emptied_in_the_same_stroke() {
    run(async {
        let server = Server::start(crate::SERVER).await;
        let anna = anna(&server).await;
        let (ada, bo) = (anna.add_person("Ada", "Byron").await, anna.add_person("Bo", "Cohn").await);
        let addresses = [(ada, "ada@example.org"), (bo, "bo@example.org")];
        let told = addresses.map(|(id, address)| cell(id, FieldKey::EMAILS, address));
        assert_eq!(write(&anna, told.into()).await.written, 2);

        let name_and_address = || vec![cell(ada, FieldKey::NAME, ""), cell(ada, FieldKey::EMAILS, "")];
        let mut cells = name_and_address();
        cells.extend([cell(ada, FieldKey::PHONES, ""), cell(bo, FieldKey::NAME, "")]);
        let done = write(&anna, cells).await;
        assert_eq!((done.written, done.refused.len(), done.stopped), (3, 1, None));
        assert_eq!((done.refused[0].at, done.refused[0].why.as_str()), (0, "A name is needed here."));
        assert_eq!(named(&anna, ada).await, "Ada Byron", "her address is gone, and her name tells who she is");
        assert_eq!(named(&anna, bo).await, "", "his address tells who he is");
        anna.call(Call::Undo(done.undo.expect("a step"))).await.expect("taken back");

        let mut cells = name_and_address();
        cells.push(cell(ada, FieldKey::PHONES, "+49 30 123456"));
        let done = write(&anna, cells).await;
        assert_eq!((done.written, done.refused.len()), (3, 0), "a number that is written beside tells it as well");
        assert_eq!(named(&anna, ada).await, "");
    });
}

#[test]
fn many_cells_tell_how_far_they_are_and_stop_between_two_slices_with_one_step_back() {
    run(async {
        let server = Server::start(crate::SERVER).await;
        let anna = anna(&server).await;
        let Ok(Reply::Imported(_)) = anna.call(Call::MakeDemoPeople(PEOPLE)).await else { panic!("not made") };
        let ids = anna.all(Kind::Person).await;
        let cells = || ids.iter().map(|id| cell(*id, FieldKey::JOB_TITLE, "Umpire")).collect::<Vec<_>>();
        let umpires = async || umpires(&anna).await;
        let stop = async {
            // Asked between any two slices: a pause would miss it.
            while umpires().await == 0 {
                tokio::task::yield_now().await;
            }
            anna.call(Call::StopJob(Job::Change)).await.expect("a reply");
        };
        let (done, ()) = futures::join!(write(&anna, cells()), stop);
        let stopped = done.stopped.expect("it was stopped");
        assert_eq!((stopped.total, stopped.done, stopped.why), (PEOPLE, done.written, None));
        assert!(done.written > 0 && done.written < PEOPLE, "{}", done.written);
        assert_eq!(umpires().await, done.written);
        anna.call(Call::Undo(done.undo.expect("a step"))).await.expect("taken back");
        assert_eq!(umpires().await, 0);

        anna.news();
        let done = write(&anna, cells()).await;
        assert_eq!((done.written, done.refused.len(), done.stopped), (PEOPLE, 0, None));
        let told =
            anna.news().1.into_iter().filter(|event| matches!(event, Event::JobProgress(Job::Change, _))).count();
        assert!(told > 2, "{told}");
        anna.call(Call::Undo(done.undo.expect("a step"))).await.expect("taken back");
        assert_eq!(umpires().await, 0);
    });
}
