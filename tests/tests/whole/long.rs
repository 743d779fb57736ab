//! What takes long tells how far it is and is stopped between two slices: many records moved to the trash, a large step taken
//! back. What was done until then is one step; what is left of the other goes on under its own number. A search for
//! duplicates is stopped between two portions, and each of them by itself.

use crate::anna;
use tacit_bridge::import::ImportSource;
use tacit_bridge::members::Role;
use tacit_bridge::message::Job;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::retention::RetentionAsk;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::{FieldKey, Kind, Several, SeveralAsk, Stopped, UndoStep, Value};
use tacit_bridge::{Call, Event, Reply};
use tacit_tests::person::Person;
use tacit_tests::server::Server;
use tacit_tests::{run, until};

const PEOPLE: u32 = 6_000;

async fn number(person: &Person) -> u32 {
    person.people("").await.total
}

type Answer = (Option<UndoStep>, u32, Option<Stopped>);

fn several(answer: Result<Reply, tacit_bridge::Problem>) -> Answer {
    match answer.expect("it may be asked") {
        Reply::Several { undo, changed, left, stopped } => {
            assert!(left.is_empty(), "{} left", left.len());
            (undo, changed, stopped)
        }
        other => panic!("{other:?}"),
    }
}

/// Asks for it, and to stop as soon as this holds.
async fn stopped_when(person: &Person, call: Call, holds: impl AsyncFn() -> bool) -> Answer {
    let stop = async {
        // Asked between any two slices: a pause as long as elsewhere would miss it.
        while !holds().await {
            tokio::task::yield_now().await;
        }
        person.call(Call::StopJob(Job::Change)).await.expect("a reply");
    };
    let (answer, ()) = futures::join!(person.call(call), stop);
    several(answer)
}

#[test]
fn many_that_are_deleted_and_a_large_step_that_is_taken_back_stop_between_two_slices_and_lose_nothing() {
    run(async {
        let server = Server::start(crate::SERVER).await;
        let anna = anna(&server).await;
        let Ok(Reply::Imported(made)) = anna.call(Call::MakeDemoPeople(PEOPLE)).await else { panic!("not made") };
        assert_eq!((made.people, number(&anna).await), (PEOPLE, PEOPLE));

        // Deleted until somebody stops it; what went comes back as one step.
        let ids = anna.all(Kind::Person).await;
        let delete = Call::Several(SeveralAsk::Delete(ids.clone()));
        let (undo, changed, stopped) = stopped_when(&anna, delete, async || number(&anna).await < PEOPLE).await;
        let stopped = stopped.expect("it was stopped");
        assert_eq!((stopped.total, stopped.done, stopped.why), (PEOPLE, changed, None));
        assert!(changed > 0 && changed < PEOPLE, "{changed}");
        assert_eq!(number(&anna).await, PEOPLE - changed);
        let (_, back, _) = several(anna.call(Call::Undo(undo.expect("a step"))).await);
        assert_eq!((back, number(&anna).await), (changed, PEOPLE));

        // All of it, with how far it is on the way; taken back until somebody stops that, and then to its end.
        anna.news();
        let (undo, changed, stopped) = several(anna.call(Call::Several(SeveralAsk::Delete(ids.clone()))).await);
        assert_eq!((changed, stopped, number(&anna).await), (PEOPLE, None, 0));
        let told =
            anna.news().1.into_iter().filter(|event| matches!(event, Event::JobProgress(Job::Change, _))).count();
        assert!(told > 2, "{told}");
        let undo = undo.expect("a step");
        let (redo, first, stopped) = stopped_when(&anna, Call::Undo(undo), async || number(&anna).await > 0).await;
        assert!(stopped.is_some_and(|stopped| stopped.done == first && stopped.total == PEOPLE));
        assert_eq!(number(&anna).await, first);
        let (_, second, stopped) = several(anna.call(Call::Undo(undo)).await);
        assert_eq!((first + second, stopped, number(&anna).await), (PEOPLE, None, PEOPLE));
        let spent = anna.call(Call::Undo(undo)).await.expect_err("it is spent");
        assert_eq!(spent.kind, ProblemKind::Gone);

        // What the first part brought back goes again, and nothing else.
        let (_, again, _) = several(anna.call(Call::Redo(redo.expect("a step"))).await);
        assert_eq!((again, number(&anna).await), (first, PEOPLE - first));
        assert_eq!(
            anna.call(Call::Several(SeveralAsk::Delete(Vec::new()))).await.expect_err("nobody").kind,
            ProblemKind::Gone
        );
    });
}

#[test]
fn two_steps_that_are_taken_back_at_once_are_taken_back_one_after_the_other() {
    run(async {
        let server = Server::start(crate::SERVER).await;
        let anna = anna(&server).await;
        let Ok(Reply::Imported(_)) = anna.call(Call::MakeDemoPeople(PEOPLE)).await else { panic!("not made") };
        let ids = anna.all(Kind::Person).await;
        let how = Several::Set(Value::Text("warm".into()));
        let edit = SeveralAsk::Edit { ids: ids.clone(), field: FieldKey::STATUS, how };
        // Some are warm already.
        let (edited, changed, _) = several(anna.call(Call::Several(edit)).await);
        let (deleted, ..) = several(anna.call(Call::Several(SeveralAsk::Delete(ids.clone()))).await);
        let (edited, deleted) = (edited.expect("a step"), deleted.expect("a step"));
        // As when somebody presses the key twice: the second finds what the first brings back.
        let (first, second) = futures::join!(anna.call(Call::Undo(deleted)), anna.call(Call::Undo(edited)));
        assert!(changed > PEOPLE / 2, "{changed}");
        assert_eq!((several(first).1, several(second).1), (PEOPLE, changed));
    });
}

#[test]
fn a_large_step_that_the_rules_refuse_wholly_can_be_taken_back_later() {
    run(async {
        let server = Server::start(crate::SERVER).await;
        let anna = anna(&server).await;
        let Ok(Reply::Imported(made)) = anna.call(Call::MakeDemoPeople(700)).await else { panic!("not made") };
        let mut ids = anna.all(Kind::Person).await;
        ids.extend(anna.all(Kind::Company).await);
        let hold = RetentionAsk::Hold { records: ids, by_law: true, why: "a case".into(), until: None };
        let hold = || Call::PrivacyAsk(PrivacyAsk::Retention(hold.clone()));
        anna.call(hold()).await.expect("held");
        let refused = anna.call(Call::Undo(made.undo)).await.expect_err("they are held");
        assert_eq!(refused.kind, ProblemKind::NotAllowed);
        assert_eq!(number(&anna).await, 700);
        let Ok(Reply::PrivacyAnswer(PrivacyAnswer::Retention(overview))) =
            anna.call(Call::PrivacyAsk(PrivacyAsk::Retention(RetentionAsk::Overview { count: 9 }))).await
        else {
            panic!("no overview")
        };
        for hold in overview.holds {
            anna.call(Call::PrivacyAsk(PrivacyAsk::Retention(RetentionAsk::EndHold {
                hold: hold.id,
                why: "the case is closed".into(),
            })))
            .await
            .expect("ended");
        }
        // That they are not held any more counts from the next entry of the journal on.
        anna.settled().await;
        until("they may go", async || anna.call(Call::Undo(made.undo)).await.is_ok()).await;
        assert_eq!(number(&anna).await, 0);
    });
}

#[test]
fn who_may_only_read_deletes_nothing_slice_by_slice_either() {
    run(async {
        let server = Server::start(crate::SERVER).await;
        let anna = anna(&server).await;
        let ben = anna.colleague("Ben", Role::Viewer).await;
        let ada = anna.add_person("Ada", "Berg").await;
        anna.settled().await;
        until("Ben has her", async || ben.record(ada).await.is_some()).await;
        let refused = ben.call(Call::Several(SeveralAsk::Delete(vec![ada]))).await.expect_err("a viewer");
        assert_eq!(refused.kind, ProblemKind::NoRight);
        assert!(ben.record(ada).await.is_some());
    });
}

#[test]
fn an_unlock_that_reads_many_records_says_how_far_it_is() {
    run(async {
        let server = Server::start(crate::SERVER).await;
        let anna = anna(&server).await;
        let rows: String = (0..10_100).map(|nth| format!("Given{nth},Family{nth}\n")).collect();
        let bytes = format!("First Name,Last Name\n{rows}").into_bytes();
        let source = ImportSource { name: "many.csv".into(), bytes };
        let Ok(Reply::Preview(_)) = anna.call(Call::PreviewImport(vec![source])).await else { panic!("it reads") };
        let Ok(Reply::Imported(_)) = anna.call(Call::RunImport).await else { panic!("it goes in") };
        anna.settled().await;
        let anna = anna.restarted().await;
        anna.unlock().await;
        let told = anna.news().1.into_iter().filter_map(|event| match event {
            Event::OpenProgress(progress) => Some((progress.done, progress.total)),
            _ => None,
        });
        let told: Vec<(u32, u32)> = told.collect();
        let last = *told.last().expect("told on the way");
        assert!(last.0 == last.1 && last.1 > 10_000 && told.is_sorted(), "{told:?}");
        anna.open_only_vault().await;
        assert_eq!(number(&anna).await, 10_100);
    });
}

#[test]
fn a_search_for_duplicates_that_is_stopped_says_so_and_begins_anew_when_asked_again() {
    run(async {
        let server = Server::start(crate::SERVER).await;
        let anna = anna(&server).await;
        let Ok(Reply::Imported(_)) = anna.call(Call::MakeDemoPeople(PEOPLE)).await else { panic!("not made") };
        let (answer, stop) = futures::join!(
            anna.call(Call::Duplicates { kind: Kind::Person, awaited: true }),
            anna.call(Call::StopJob(Job::Search))
        );
        stop.expect("a reply");
        let Ok(Reply::Duplicates(found)) = answer else { panic!("no answer") };
        assert!(found.stopped && found.groups.is_empty(), "{} groups", found.groups.len());
        let Ok(Reply::Duplicates(found)) = anna.call(Call::Duplicates { kind: Kind::Person, awaited: true }).await
        else {
            panic!("no answer")
        };
        assert!(!found.stopped);
        assert!(found.total as usize >= found.groups.len());
    });
}

#[test]
fn a_search_that_is_stopped_stays_so_when_the_page_begins_another() {
    run(async {
        let server = Server::start(crate::SERVER).await;
        let anna = anna(&server).await;
        let Ok(Reply::Imported(_)) = anna.call(Call::MakeDemoPeople(PEOPLE)).await else { panic!("not made") };
        let search = || anna.call(Call::Duplicates { kind: Kind::Person, awaited: true });
        let (first, stop, second) = futures::join!(search(), anna.call(Call::StopJob(Job::Search)), search());
        stop.expect("a reply");
        assert!(matches!(first, Ok(Reply::Duplicates(found)) if found.stopped), "the one that was under way");
        assert!(matches!(second, Ok(Reply::Duplicates(found)) if !found.stopped), "not the one that came after");
    });
}

#[test]
fn a_search_that_waits_for_a_deletion_and_the_deletion_are_each_stopped_by_itself() {
    run(async {
        let server = Server::start(crate::SERVER).await;
        let anna = anna(&server).await;
        let Ok(Reply::Imported(_)) = anna.call(Call::MakeDemoPeople(PEOPLE)).await else { panic!("not made") };
        let ids = anna.all(Kind::Person).await;
        let delete = || anna.call(Call::Several(SeveralAsk::Delete(ids.clone())));
        let search = || anna.call(Call::Duplicates { kind: Kind::Person, awaited: true });

        let (gone, found, stop) = futures::join!(delete(), search(), anna.call(Call::StopJob(Job::Change)));
        stop.expect("a reply");
        let (undo, changed, stopped) = several(gone);
        assert!(stopped.is_some() && changed > 0 && changed < PEOPLE, "{changed}");
        assert!(matches!(found, Ok(Reply::Duplicates(found)) if !found.stopped), "nobody stopped the search");
        anna.call(Call::Undo(undo.expect("a step"))).await.expect("taken back");

        let (gone, found, stop) = futures::join!(delete(), search(), anna.call(Call::StopJob(Job::Search)));
        stop.expect("a reply");
        assert!(matches!(found, Ok(Reply::Duplicates(found)) if found.stopped), "it ends while it waits");
        let (_, changed, stopped) = several(gone);
        assert_eq!((changed, stopped, number(&anna).await), (PEOPLE, None, 0), "nobody stopped the deletion");
    });
}
