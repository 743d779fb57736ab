//! Who is here, between two members and a server that forges, replays and withholds.

use super::{SERVER, team::with_ben};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;
use tacit_bridge::members::Role;
use tacit_bridge::presence::{Colleague, Shows};
use tacit_bridge::records::FieldKey;
use tacit_bridge::{Call, Event, Reply};
use tacit_shared::api::Hint;
use tacit_shared::{codec, limits};
use tacit_tests::person::Person;
use tacit_tests::script;
use tacit_tests::server::Server;
use tacit_tests::{run, until};

async fn colleagues(person: &Person) -> Vec<Colleague> {
    match person.call(Call::Presence).await {
        Ok(Reply::Presence(colleagues)) => colleagues,
        _ => panic!("no answer"),
    }
}

async fn here(person: &Person, record: Option<tacit_bridge::records::Id>, field: Option<FieldKey>) {
    person.call(Call::Here { record, field }).await.expect("taken");
}

/// Notes every presence frame that comes, and does with it what the test says.
fn tamper(person: &Person, with: impl Fn(Vec<u8>) -> Vec<Vec<u8>> + 'static) -> Rc<RefCell<Vec<Vec<u8>>>> {
    let seen = Rc::new(RefCell::new(Vec::new()));
    let noted = seen.clone();
    person.line.play(script::hints(move |bytes| match codec::decode::<Hint>(&bytes, 256) {
        Ok(Hint::Presence { vault, frame }) => {
            noted.borrow_mut().push(frame.clone());
            with(frame).into_iter().map(|frame| codec::encode(&Hint::Presence { vault, frame })).collect()
        }
        _ => vec![bytes],
    }));
    seen
}

#[test]
fn colleagues_see_who_is_here_and_of_the_rest_what_is_allowed() {
    run(async {
        let server = Server::start(SERVER).await;
        let (anna, ben) = with_ben(&server, Role::Viewer).await;
        let vera = anna.add_person("Vera", "Quandt").await;
        anna.settled().await;
        assert!(colleagues(&ben).await.is_empty(), "nothing is said before a page shows something");
        here(&anna, None, None).await;
        here(&ben, Some(vera), None).await;
        until("each sees the other", async || {
            !colleagues(&anna).await.is_empty() && !colleagues(&ben).await.is_empty()
        })
        .await;
        let seen = colleagues(&anna).await;
        assert_eq!((seen.len(), seen[0].name.as_str(), seen[0].member), (1, "Ben Tal", 1));
        assert!(seen[0].at.is_empty(), "what is open stays one's own");
        assert!(ben.news().1.iter().any(|event| matches!(event, Event::Presence(_))), "the page is told");

        ben.call(Call::SetShows(Shows { online: true, record: true })).await.expect("chosen");
        until("the record is seen", async || colleagues(&anna).await[0].at == [(vera, None)]).await;
        here(&ben, Some(vera), Some(FieldKey::JOB_TITLE)).await;
        until("and the field", async || colleagues(&anna).await[0].at == [(vera, Some(FieldKey::JOB_TITLE))]).await;
        ben.call(Call::SetShows(Shows { online: false, record: true })).await.expect("chosen");
        until("he is gone", async || colleagues(&anna).await.is_empty()).await;
        let Ok(Reply::Shows(shows)) = ben.call(Call::Shows).await else { panic!("no answer") };
        assert_eq!(shows, Shows { online: false, record: true });
        let ben = ben.restarted().await;
        ben.unlock().await;
        let Ok(Reply::Shows(shows)) = ben.call(Call::Shows).await else { panic!("no answer") };
        assert!(!shows.online, "it is remembered on the device");
    });
}

#[test]
fn r15_frames_that_are_forged_or_replayed_have_no_effect() {
    run(async {
        let server = Server::start(SERVER).await;
        let (anna, ben) = with_ben(&server, Role::Editor).await;
        let (honest, first) = (Rc::new(Cell::new(false)), Rc::new(RefCell::new(None::<Vec<u8>>)));
        let (passes, kept) = (honest.clone(), first.clone());
        let seen = tamper(&anna, move |frame| {
            let replayed = kept.borrow_mut().get_or_insert(frame.clone()).clone();
            if passes.get() {
                return vec![frame, replayed];
            }
            // Every eighth byte flipped, cut, extended: never what was sent.
            let flipped = (0..frame.len()).step_by(8).map(|at| {
                let mut flipped = frame.clone();
                flipped[at] ^= 1;
                flipped
            });
            let others = [frame[1..].to_vec(), [&frame[..], &[0]].concat(), Vec::new()];
            flipped.chain(others).collect()
        });
        here(&anna, None, None).await;
        here(&ben, None, None).await;
        until("a frame came", async || !seen.borrow().is_empty()).await;
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert!(seen.borrow().iter().all(|frame| frame.len() == limits::PRESENCE), "all of one size");
        assert!(colleagues(&anna).await.is_empty(), "none of the forged ones counts");

        honest.set(true);
        ben.call(Call::SetShows(Shows { online: true, record: true })).await.expect("chosen");
        until("he is seen", async || !colleagues(&anna).await.is_empty()).await;
        // That he left is said by a newer frame; the old one, given again behind it, does not bring him back.
        ben.call(Call::SetShows(Shows { online: false, record: true })).await.expect("chosen");
        until("he is gone", async || colleagues(&anna).await.is_empty()).await;
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert!(colleagues(&anna).await.is_empty());
    });
}

#[test]
fn r15_a_server_that_withholds_makes_somebody_seem_absent_and_nothing_else() {
    run(async {
        let server = Server::start(SERVER).await;
        let (anna, ben) = with_ben(&server, Role::Editor).await;
        let seen = tamper(&anna, |_| Vec::new());
        here(&anna, None, None).await;
        here(&ben, None, None).await;
        until("frames are kept back", async || !seen.borrow().is_empty()).await;
        assert!(colleagues(&anna).await.is_empty());
        let vera = ben.add_person("Vera", "Quandt").await;
        ben.settled().await;
        anna.settled().await;
        assert!(anna.record(vera).await.is_some(), "everything else goes on");
    });
}

#[test]
fn r15_whoever_was_removed_neither_hears_nor_is_heard() {
    run(async {
        let server = Server::start(SERVER).await;
        let (anna, ben) = with_ben(&server, Role::Editor).await;
        let seen = tamper(&ben, |frame| vec![frame]);
        here(&anna, None, None).await;
        here(&ben, None, None).await;
        until("each sees the other", async || {
            !colleagues(&anna).await.is_empty() && !colleagues(&ben).await.is_empty()
        })
        .await;
        anna.call(Call::RemoveMember(1)).await.expect("removed");
        assert!(colleagues(&anna).await.is_empty(), "at once");
        let until_then = seen.borrow().len();
        let vera = anna.add_person("Vera", "Quandt").await;
        anna.call(Call::SetShows(Shows { online: true, record: true })).await.expect("chosen");
        here(&anna, Some(vera), None).await;
        tokio::time::sleep(Duration::from_millis(1_500)).await;
        assert_eq!(seen.borrow().len(), until_then, "nothing more is passed on to him");
        assert!(colleagues(&anna).await.is_empty());
    });
}
