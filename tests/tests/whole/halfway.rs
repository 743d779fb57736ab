//! A merge that has very many to move first: stopped on the way, refused by the rules halfway, with no room on the disk when
//! what was moved already is to go back, with somebody restricted by then, and while the vault is read anew.

use crate::{SERVER, anna};
use tacit_bridge::import::ImportSource;
use tacit_bridge::merging::MergeWish;
use tacit_bridge::message::Job;
use tacit_bridge::privacy::ask::PrivacyAsk;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::{FieldKey, Id, Kind, UndoStep, Value};
use tacit_bridge::{Call, Event, Reply};
use tacit_tests::person::Person;
use tacit_tests::run;
use tacit_tests::server::Server;

/// As many as are moved in three slices.
const PEOPLE: u32 = 1_500;

/// Two companies that are the same.
struct Two {
    stays: Id,
    goes: Id,
}

impl Two {
    fn wish(&self) -> MergeWish {
        MergeWish { ids: vec![self.stays, self.goes], keep: Some(self.stays), choices: Vec::new() }
    }

    fn merge(&self) -> Call {
        Call::Merge(self.wish())
    }
}

/// All people belong to the company that goes.
async fn two_companies(person: &Person) -> Two {
    let rows = (0..PEOPLE).map(|number| format!("Person,Number{number},{number}@people.example,Orbit Ltd\n"));
    let bytes = format!("first_name,last_name,email,company\n{}", rows.collect::<String>()).into_bytes();
    let source = ImportSource { name: "people.csv".to_owned(), bytes };
    person.call(Call::PreviewImport(vec![source])).await.expect("read");
    person.call(Call::RunImport).await.expect("brought in");
    let goes = person.all(Kind::Company).await;
    let fields = vec![(FieldKey::NAME, Value::Text("Orbit".to_owned()))];
    match person.call(Call::Create { kind: Kind::Company, fields }).await {
        Ok(Reply::Changed { id: Some(stays), .. }) => Two { stays, goes: goes[0] },
        _ => panic!("not made"),
    }
}

/// Anna's vault with two such companies, on a server that runs as long as it is held.
async fn begun() -> (Server, Person, Two) {
    let server = Server::start(SERVER).await;
    let anna = anna(&server).await;
    let two = two_companies(&anna).await;
    (server, anna, two)
}

/// The same, where nothing else is written meanwhile.
async fn begun_alone() -> (Server, Person, Two) {
    let (server, anna, two) = begun().await;
    anna.settled().await;
    anna.cut_off().await;
    (server, anna, two)
}

/// How many people belong to the one that stays, and to the one that goes; none where it is gone.
async fn people_of(person: &Person, two: &Two) -> [Option<u32>; 2] {
    let mut counts = [None; 2];
    for (count, id) in counts.iter_mut().zip([two.stays, two.goes]) {
        let related = person.record(id).await.map(|record| record.related);
        *count = related.map(|all| all.into_iter().find(|(kind, _)| *kind == Kind::Person).map_or(0, |(_, of)| of));
    }
    counts
}

/// Takes a step back; how many records that changed.
async fn undone(person: &Person, step: UndoStep) -> u32 {
    match person.call(Call::Undo(step)).await {
        Ok(Reply::Several { changed, left, stopped: None, .. }) if left.is_empty() => changed,
        other => panic!("not taken back: {other:?}"),
    }
}

/// Makes one of them; the step that takes it back.
async fn merged(person: &Person, two: &Two) -> UndoStep {
    match person.call(two.merge()).await {
        Ok(Reply::Changed { id, undo: Some(undo) }) if id == Some(two.stays) => undo,
        other => panic!("not merged: {other:?}"),
    }
}

#[test]
fn a_merge_that_moves_very_many_leaves_everything_as_it_was_when_stopped_and_is_one_step_when_not() {
    run(async {
        let (_server, anna, two) = begun().await;
        let moves = async || match anna.call(Call::PreviewMerge(two.wish())).await {
            Ok(Reply::Merge(view)) => view.outcome.moved,
            _ => panic!("no preview"),
        };
        let before = [Some(0), Some(PEOPLE)];
        assert_eq!((moves().await, people_of(&anna, &two).await), (PEOPLE, before));

        let (answer, stop, found) = futures::join!(
            anna.call(two.merge()),
            anna.call(Call::StopJob(Job::Change)),
            anna.call(Call::Duplicates { kind: Kind::Person, awaited: true })
        );
        stop.expect("a reply");
        assert_eq!(answer.expect_err("it was stopped").kind, ProblemKind::Stopped, "a search takes no stop back");
        assert!(matches!(found, Ok(Reply::Duplicates(found)) if !found.stopped), "nor is it what was to stop");
        assert_eq!((moves().await, people_of(&anna, &two).await), (PEOPLE, before), "nothing is half done");

        let undo = merged(&anna, &two).await;
        assert_eq!(people_of(&anna, &two).await, [Some(PEOPLE), None]);
        undone(&anna, undo).await;
        assert_eq!((moves().await, people_of(&anna, &two).await), (PEOPLE, before), "one step");
    });
}

#[test]
fn a_merge_that_the_rules_refuse_halfway_moves_back_what_it_moved_and_says_why() {
    run(async {
        let (_server, anna, two) = begun().await;
        // They are moved in the order of their ids: the last one's slice comes after two others.
        let last = anna.all(Kind::Person).await.into_iter().max().expect("somebody");
        let restrict = PrivacyAsk::Restrict { person: last, why: "accuracy disputed".into(), until: None };
        anna.call(Call::PrivacyAsk(restrict)).await.expect("an editor may");
        let before = people_of(&anna, &two).await;
        assert_eq!(before, [Some(0), Some(PEOPLE - 1)], "whoever is only stored is not counted");

        anna.news();
        let refused = anna.call(two.merge()).await.expect_err("not everybody may be moved");
        assert_eq!(refused.kind, ProblemKind::Restricted);
        let moved = anna.news().1.into_iter().filter_map(|event| match event {
            Event::JobProgress(Job::Change, progress) => Some(progress.done),
            _ => None,
        });
        let moved = moved.max().expect("some were moved");
        assert!(moved > PEOPLE / 2 && moved < PEOPLE, "it was refused on the way: {moved}");
        assert_eq!(people_of(&anna, &two).await, before, "nothing is half done");

        let lift = PrivacyAsk::Lift { person: last, why: "settled".into() };
        anna.call(Call::PrivacyAsk(lift)).await.expect("lifted");
        assert_eq!(people_of(&anna, &two).await, [Some(0), Some(PEOPLE)]);
        merged(&anna, &two).await;
        assert_eq!(people_of(&anna, &two).await, [Some(PEOPLE), None]);
    });
}

#[test]
fn what_was_moved_and_finds_no_room_to_go_back_is_told_and_is_a_step_that_takes_it_back_later() {
    run(async {
        let (_server, anna, two) = begun_alone().await;
        let fills = async {
            // Asked between any two slices: a pause would miss it.
            while people_of(&anna, &two).await[0] == Some(0) {
                tokio::task::yield_now().await;
            }
            anna.profile.files.limit_room(Some(0));
        };
        let (answer, ()) = futures::join!(anna.call(two.merge()), fills);
        let Ok(Reply::Several { undo: Some(half), changed, left, stopped: Some(stopped) }) = answer else {
            panic!("it says what is moved: {answer:?}")
        };
        assert!(changed > 0 && changed < PEOPLE && left.is_empty(), "{changed}, {} left", left.len());
        assert_eq!((stopped.done, stopped.total), (changed, changed), "all that was moved is told");
        let why = stopped.why.expect("it was not cancelled");
        assert_eq!(why.kind, ProblemKind::Storage);
        assert!(why.what.contains("not merged") && why.todo.contains("Undo"), "{why:?}");
        let halfway = [Some(changed), Some(PEOPLE - changed)];
        assert_eq!(people_of(&anna, &two).await, halfway, "that many, and no more");
        let refused = anna.call(Call::Undo(half)).await.expect_err("there is no room yet");
        assert_eq!(refused.kind, ProblemKind::Storage);

        // There is room again: merging goes on from there, and each step takes its own part back.
        anna.profile.files.limit_room(None);
        let rest = merged(&anna, &two).await;
        assert_eq!(people_of(&anna, &two).await, [Some(PEOPLE), None]);
        undone(&anna, rest).await;
        assert_eq!(people_of(&anna, &two).await, halfway);
        assert_eq!(undone(&anna, half).await, changed);
        assert_eq!(people_of(&anna, &two).await, [Some(0), Some(PEOPLE)]);
    });
}

#[test]
fn whoever_was_moved_and_is_restricted_when_the_merge_stops_is_told_and_goes_back_once_that_is_lifted() {
    run(async {
        let (_server, anna, two) = begun().await;
        // They are moved in the order of their ids.
        let first = anna.all(Kind::Person).await.into_iter().min().expect("somebody");
        let restricts = async {
            while people_of(&anna, &two).await[0] == Some(0) {
                tokio::task::yield_now().await;
            }
            let restrict = PrivacyAsk::Restrict { person: first, why: "accuracy disputed".into(), until: None };
            anna.call(Call::PrivacyAsk(restrict)).await.expect("an editor may");
            anna.call(Call::StopJob(Job::Change)).await.expect("a reply");
        };
        let (answer, ()) = futures::join!(anna.call(two.merge()), restricts);
        let Ok(Reply::Several { undo: Some(half), changed: 1, left, stopped: Some(stopped) }) = answer else {
            panic!("it says who stays moved: {answer:?}")
        };
        assert_eq!(left.iter().map(|one| one.id).collect::<Vec<_>>(), [first]);
        assert!(stopped.done == 1 && stopped.total > 1, "the others went back: {stopped:?}");
        let why = stopped.why.expect("a reason");
        assert_eq!(why.kind, ProblemKind::Restricted);
        assert!(why.what.contains("not merged") && why.todo.contains("restriction"), "{why:?}");
        assert_eq!(people_of(&anna, &two).await, [Some(0), Some(PEOPLE - 1)], "whoever is only stored is not counted");
        let refused = anna.call(Call::Undo(half)).await.expect_err("nothing is done with it yet");
        assert_eq!(refused.kind, ProblemKind::Restricted);

        let lift = PrivacyAsk::Lift { person: first, why: "settled".into() };
        anna.call(Call::PrivacyAsk(lift)).await.expect("lifted");
        assert_eq!(people_of(&anna, &two).await, [Some(1), Some(PEOPLE - 1)]);
        assert_eq!(undone(&anna, half).await, 1);
        assert_eq!(people_of(&anna, &two).await, [Some(0), Some(PEOPLE)]);
    });
}

#[test]
fn a_merge_waits_for_a_vault_that_is_read_anew_and_leaves_nothing_half_done() {
    run(async {
        let (_server, anna, two) = begun_alone().await;
        let files = &anna.profile.files;
        let fails = async {
            while people_of(&anna, &two).await[0] == Some(0) {
                tokio::task::yield_now().await;
            }
            files.limit_room(Some(0));
            files.keep_busy(true);
            let fields = vec![(FieldKey::NAME, Value::Text("Nadir".to_owned()))];
            let goes_on = async {
                // Until then the vault is gone from memory, for longer than the merge lets others have their turn.
                anna.call(Call::StopJob(Job::Change)).await.expect("a reply");
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
                files.limit_room(None);
                files.keep_busy(false);
            };
            let (made, ()) = futures::join!(anna.call(Call::Create { kind: Kind::Company, fields }), goes_on);
            assert_eq!(made.expect_err("there was no room").kind, ProblemKind::Storage);
        };
        let (answer, ()) = futures::join!(anna.call(two.merge()), fails);
        assert_eq!(answer.expect_err("it was stopped").kind, ProblemKind::Stopped);
        assert_eq!(people_of(&anna, &two).await, [Some(0), Some(PEOPLE)], "nothing is half done");
        merged(&anna, &two).await;
        assert_eq!(people_of(&anna, &two).await, [Some(PEOPLE), None]);
    });
}
