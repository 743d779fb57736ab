//! A consent belongs to one person at one contact point: whichever way an address is written, nothing is carried to it, and
//! no way back raises what was taken back since.

use crate::SERVER;
use crate::privacy::{change, privacy, state, subscriber};
use tacit_bridge::import::ImportSource;
use tacit_bridge::merging::MergeWish;
use tacit_bridge::privacy::{CellOf, Consent};
use tacit_bridge::records::{CellText, FieldKey, Id, Kind, Point, RowsRequest, Several, SeveralAsk, UndoStep, Value};
use tacit_bridge::{Call, Reply};
use tacit_tests::person::Person;
use tacit_tests::server::Server;
use tacit_tests::{run, until};

fn address(value: &str) -> Value {
    Value::Points(vec![Point { label: "work".into(), value: value.into() }])
}

/// Every state of the newsletter at this person's addresses.
async fn states(person: &Person, of: Id) -> Vec<(Option<String>, Consent)> {
    let view = privacy(person, of).await;
    let newsletter = view.purposes.into_iter().find(|purpose| purpose.name == "Newsletter").expect("one of the first");
    newsletter.cells.into_iter().map(|cell| (cell.point, cell.state)).collect()
}

#[test]
fn rule_05_no_way_of_writing_an_address_carries_a_consent_to_it() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        change(&anna, Call::BeginPurposes).await.expect("an editor may");
        let (ada, _) = subscriber(&anna, "Ada", "ada@berg.example").await;
        let (bo, _) = subscriber(&anna, "Bo", "bo@berg.example").await;
        let cell = |text: &str| vec![CellText { id: ada, field: FieldKey::EMAILS, text: text.into() }];
        let edit =
            |text: &str| Call::Edit { ids: vec![ada], fields: vec![(FieldKey::EMAILS, address(text))], on_page: true };
        let several = |text: &str| {
            let how = Several::Set(address(text));
            Call::Several(SeveralAsk::Edit { ids: vec![ada, bo], field: FieldKey::EMAILS, how })
        };
        let ways = [
            ("one field", edit("one@new.example"), "one@new.example"),
            ("a cell", Call::WriteCells(cell("two@new.example")), "two@new.example"),
            // Bo's address has a consent, of Bo.
            (
                "filled down",
                Call::FillCells { from: bo, to: vec![ada], fields: vec![FieldKey::EMAILS] },
                "bo@berg.example",
            ),
            ("many at once", several("many@new.example"), "many@new.example"),
        ];
        for (how, call, written) in ways {
            anna.call(call).await.unwrap_or_else(|problem| panic!("{how}: {}", problem.what));
            assert_eq!(states(&anna, ada).await, [(Some(written.to_owned()), Consent::Unknown)], "{how}");
        }
        // A row of a file that is the same person, with another address beside the one that is there.
        anna.call(edit("ada@berg.example")).await.expect("as it was");
        assert_eq!(
            states(&anna, ada).await,
            [(Some("ada@berg.example".to_owned()), Consent::Given)],
            "the same point again"
        );
        let table = "First Name,Email,Email 2,Newsletter\nAda,ada@berg.example,file@new.example,yes\n";
        let source = ImportSource { name: "people.csv".into(), bytes: table.as_bytes().to_vec() };
        let Ok(Reply::Preview(_)) = anna.call(Call::PreviewImport(vec![source])).await else { panic!("it reads") };
        let Ok(Reply::Imported(_)) = anna.call(Call::RunImport).await else { panic!("it goes in") };
        let all = anna.call(Call::Rows(RowsRequest { count: 9, ..RowsRequest::all(Kind::Person) })).await;
        let Ok(Reply::Rows(all)) = all else { panic!("no rows") };
        for person in all.rows.into_iter().map(|row| row.id) {
            let given = states(&anna, person).await.into_iter().filter(|(_, state)| *state == Consent::Given);
            assert!(
                given.clone().all(|(point, _)| point.as_deref() == Some("ada@berg.example")),
                "{:?}",
                given.collect::<Vec<_>>()
            );
        }
    });
}

#[test]
fn trap_05_no_version_that_is_restored_and_no_undo_raises_what_was_withdrawn() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        change(&anna, Call::BeginPurposes).await.expect("an editor may");
        let (ada, at) = subscriber(&anna, "Ada", "ada@berg.example").await;
        anna.settled().await;
        let fields = vec![(FieldKey::EMAILS, address("ada@new.example"))];
        let edit = Call::Edit { ids: vec![ada], fields, on_page: true };
        let Ok(Reply::Changed { undo: Some(undo), .. }) = anna.call(edit).await else { panic!("no undo") };
        anna.settled().await;
        // She takes it back while her record says something else; then what it said comes back, in every way there is.
        anna.set(ada, FieldKey::JOB_TITLE, "Judge").await.expect("fits");
        anna.call(Call::Undo(undo)).await.expect("her address comes back");
        change(&anna, Call::Withdraw(at)).await.expect("one click");
        assert_eq!(state(&anna, ada).await, Some((Consent::Withdrawn, false)));
        anna.settled().await;
        for version in [1, 2] {
            anna.call(Call::Restore { id: ada, version }).await.expect("restored");
            let found = states(&anna, ada).await;
            assert!(!found.is_empty() && found.iter().all(|(_, state)| *state != Consent::Given), "version {version}");
        }
        anna.call(Call::Delete(vec![ada])).await.expect("in the trash");
        anna.settled().await;
        anna.call(Call::Restore { id: ada, version: 1 }).await.expect("out of the trash");
        assert_eq!(state(&anna, ada).await, Some((Consent::Withdrawn, false)), "as she left it");
    });
}

/// Does what can be taken back, or takes it back, or does it again: the step that leads back.
async fn stepped(person: &Person, call: Call) -> UndoStep {
    match person.call(call).await {
        Ok(Reply::Changed { undo: Some(undo), .. } | Reply::Several { undo: Some(undo), .. }) => undo,
        Ok(_) => panic!("no way back"),
        Err(problem) => panic!("{}", problem.what),
    }
}

#[test]
fn trap_05_what_is_withdrawn_between_an_undo_and_its_redo_stays_withdrawn() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        change(&anna, Call::BeginPurposes).await.expect("an editor may");
        let withdrawn = Some((Consent::Withdrawn, false));

        // Her address, to another and back.
        let (ada, at) = subscriber(&anna, "Ada", "ada@berg.example").await;
        let fields = vec![(FieldKey::EMAILS, address("ada@new.example"))];
        let undo = stepped(&anna, Call::Edit { ids: vec![ada], fields, on_page: true }).await;
        let redo = stepped(&anna, Call::Undo(undo)).await;
        assert_eq!(state(&anna, ada).await, Some((Consent::Given, true)), "as nothing was said");
        change(&anna, Call::Withdraw(at)).await.expect("one click");
        let undo = stepped(&anna, Call::Redo(redo)).await;
        let found = states(&anna, ada).await;
        let is_new = |point: &Option<String>| point.as_deref() == Some("ada@new.example");
        assert!(!found.is_empty(), "she has an address");
        assert!(found.iter().all(|(point, state)| is_new(point) && *state != Consent::Given), "{found:?}");
        stepped(&anna, Call::Undo(undo)).await;
        assert_eq!(state(&anna, ada).await, withdrawn);

        // Himself, into the trash and out of it.
        let (bo, at) = subscriber(&anna, "Bo", "bo@berg.example").await;
        let undo = stepped(&anna, Call::Delete(vec![bo])).await;
        let redo = stepped(&anna, Call::Undo(undo)).await;
        assert_eq!(state(&anna, bo).await, Some((Consent::Given, true)));
        change(&anna, Call::Withdraw(at)).await.expect("one click");
        let undo = stepped(&anna, Call::Redo(redo)).await;
        assert!(anna.record(bo).await.is_none());
        stepped(&anna, Call::Undo(undo)).await;
        assert_eq!(state(&anna, bo).await, withdrawn);

        // Two that are one: she takes it back at the one that goes once more.
        let (cleo, at) = subscriber(&anna, "Cleo", "cleo@berg.example").await;
        let fields =
            vec![(FieldKey::GIVEN, Value::Text("Cleo".into())), (FieldKey::EMAILS, address("cleo@berg.example"))];
        let Ok(Reply::Changed { id: Some(double), .. }) = anna.call(Call::Create { kind: Kind::Person, fields }).await
        else {
            panic!("no id")
        };
        let wish = MergeWish { ids: vec![cleo, double], keep: Some(cleo), choices: Vec::new() };
        let undo = stepped(&anna, Call::Merge(wish)).await;
        assert_eq!(state(&anna, cleo).await, Some((Consent::Given, true)));
        let redo = stepped(&anna, Call::Undo(undo)).await;
        change(&anna, Call::Withdraw(CellOf { person: double, ..at })).await.expect("one click");
        let undo = stepped(&anna, Call::Redo(redo)).await;
        assert!(anna.record(double).await.is_none());
        assert_eq!(state(&anna, cleo).await, withdrawn, "said of whom she was made one with");
        stepped(&anna, Call::Undo(undo)).await;
        assert_eq!((state(&anna, cleo).await, state(&anna, double).await), (withdrawn, withdrawn));

        // All of it by everybody's reading, not only on the device where it was done.
        let ben = anna.colleague("Ben", tacit_bridge::members::Role::Editor).await;
        anna.settled().await;
        for person in [ada, bo, cleo, double] {
            until("Ben reads the same", async || state(&ben, person).await == withdrawn).await;
        }
    });
}

#[test]
fn trap_01_a_journal_whose_bytes_were_purged_is_verified_to_its_first_entry_by_who_comes_later() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let (ada, bo) = (anna.add_person("Ada", "Lovelace").await, anna.add_person("Bo", "Berg").await);
        for title in ["Judge", "Poet", "Countess"] {
            anna.set(ada, FieldKey::JOB_TITLE, title).await.expect("fits");
            anna.settled().await;
        }
        anna.erase_person(ada).await;
        // Who joins reads every entry, and the bytes that are there still, from the server alone.
        let ben = crate::masked::joined(&server, &anna, "Ben", tacit_bridge::members::Role::Editor).await;
        until("Ben has what is left", async || ben.record(bo).await.is_some()).await;
        assert!(ben.record(ada).await.is_none());
        let seen = crate::server_view::look(&ben).await;
        assert!(seen.conclusions.chain_holds, "every entry leads to the next");
        assert_eq!((seen.totals.deleted, seen.conclusions.differ), (1, 0));
        ben.set(bo, FieldKey::JOB_TITLE, "Notary").await.expect("it goes on");
        ben.settled().await;
        until("Anna sees it", async || anna.text(bo, FieldKey::JOB_TITLE).await.is_some_and(|title| title == "Notary"))
            .await;
    });
}
