//! Where data came from, between members: an import names its files for whom it made and whom it added to, on the trail as
//! well; an undo takes the people away, and not that it happened.

use crate::SERVER;
use crate::privacy::asked;
use tacit_bridge::import::ImportSource;
use tacit_bridge::members::Role;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::audit::{AuditAnswer, AuditAsk, TrailEvent, TrailWish};
use tacit_bridge::privacy::purpose::{PurposesAnswer, PurposesAsk, SourceView};
use tacit_bridge::records::{FieldKey, Id, Kind, Point, Value};
use tacit_bridge::{Call, Reply};
use tacit_tests::person::Person;
use tacit_tests::server::Server;
use tacit_tests::{run, until};

async fn sources(person: &Person, of: Id) -> Vec<SourceView> {
    match asked(person, PrivacyAsk::Purposes(PurposesAsk::Person(of))).await {
        Ok(PrivacyAnswer::Purposes(PurposesAnswer::Person(facts))) => facts.sources,
        _ => Vec::new(),
    }
}

async fn imports(person: &Person) -> Vec<TrailEvent> {
    let wish = TrailWish { did: Some("import".into()), ..TrailWish::default() };
    match asked(person, PrivacyAsk::Audit(AuditAsk::Events { wish, first: 0 })).await {
        Ok(PrivacyAnswer::Audit(AuditAnswer::Events(events, _))) => events,
        _ => panic!("no trail"),
    }
}

#[test]
fn an_import_names_its_file_for_whom_it_made_and_whom_it_added_to() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let ben = crate::masked::joined(&server, &anna, "Ben", Role::Viewer).await;
        let text = |text: &str| Value::Text(text.into());
        let emails = Value::Points(vec![Point { label: "work".into(), value: "ada@example.org".into() }]);
        let fields =
            vec![(FieldKey::GIVEN, text("Ada")), (FieldKey::FAMILY, text("Lovelace")), (FieldKey::EMAILS, emails)];
        let Ok(Reply::Changed { id: Some(ada), .. }) = anna.call(Call::Create { kind: Kind::Person, fields }).await
        else {
            panic!("no id")
        };
        let table =
            "First Name,Last Name,Email,Job Title\nAda,Lovelace,ada@example.org,Analyst\nBo,Berg,bo@example.org,\n";
        let source = ImportSource { name: "fair-2026.csv".into(), bytes: table.as_bytes().to_vec() };
        let Ok(Reply::Preview(preview)) = anna.call(Call::PreviewImport(vec![source])).await else {
            panic!("it reads")
        };
        assert_eq!((preview.people_new, preview.people_merged), (1, 1));
        let Ok(Reply::Imported(summary)) = anna.call(Call::RunImport).await else { panic!("it goes in") };
        anna.set(ada, FieldKey::NOTES, "Met at the fair").await.expect("fits");
        anna.settled().await;
        let bo = anna.people("").await.rows.into_iter().find(|row| row.name == "Bo Berg").expect("made").id;
        until("Ben knows the file as well", async || {
            let of = sources(&ben, bo).await;
            of.first().is_some_and(|first| first.file == "fair-2026.csv" && first.text == "fair-2026.csv, row 3")
        })
        .await;
        let of = sources(&ben, ada).await;
        assert!(of[0].file.is_empty() && of[0].by == "Anna Berg", "she was typed in");
        let added = of.iter().find(|one| one.file == "fair-2026.csv").expect("what the file added");
        assert!(added.fields.contains(&FieldKey::JOB_TITLE) && !added.fields.contains(&FieldKey::NOTES), "{added:?}");

        anna.call(Call::Undo(summary.undo)).await.expect("as one step");
        assert!(sources(&anna, bo).await.is_empty(), "he is gone");
        assert!(sources(&anna, ada).await.iter().all(|one| one.file.is_empty()), "nothing of the file is left");
        let events = imports(&anna).await;
        assert_eq!((events.len(), events[0].why.as_str()), (1, "fair-2026.csv"), "it happened, and stays on the trail");
    });
}

#[test]
fn an_import_is_taken_back_with_all_that_is_as_it_came_whatever_was_edited_and_undone_since() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let table = "First Name,Last Name,Email,Job Title\nAda,Lovelace,ada@example.org,Analyst\n\
                     Bo,Berg,bo@example.org,\nCy,Carl,cy@example.org,Clerk\n";
        let source = ImportSource { name: "fair-2026.csv".into(), bytes: table.as_bytes().to_vec() };
        let Ok(Reply::Preview(_)) = anna.call(Call::PreviewImport(vec![source])).await else { panic!("it reads") };
        let Ok(Reply::Imported(summary)) = anna.call(Call::RunImport).await else { panic!("it goes in") };
        let rows = anna.people("").await.rows;
        let id = |name: &str| rows.iter().find(|row| row.name == name).expect("made").id;
        let (ada, bo, cy) = (id("Ada Lovelace"), id("Bo Berg"), id("Cy Carl"));

        // Hers is taken back, and so is what was added where nothing was; his stays.
        for (who, title) in [(ada, "Countess"), (bo, "Judge")] {
            let Ok(Reply::Changed { undo: Some(undo), .. }) = anna.set(who, FieldKey::JOB_TITLE, title).await else {
                panic!("no undo")
            };
            anna.call(Call::Undo(undo)).await.expect("taken back");
        }
        anna.set(cy, FieldKey::JOB_TITLE, "Partner").await.expect("fits");
        anna.settled().await;
        let Ok(Reply::Several { changed, left, undo, .. }) = anna.call(Call::Undo(summary.undo)).await else {
            panic!("as one step")
        };
        let names: Vec<&str> = left.iter().map(|one| one.name.as_str()).collect();
        assert!(changed >= 2 && names == ["Cy Carl"], "{names:?}");
        let there: Vec<String> = anna.people("").await.rows.into_iter().map(|row| row.name).collect();
        assert_eq!(there, ["Cy Carl"], "only what somebody has written since stays");

        anna.call(Call::Redo(undo.expect("can be done again"))).await.expect("they come back");
        assert_eq!(anna.text(ada, FieldKey::JOB_TITLE).await.as_deref(), Some("Analyst"), "as she came");
        assert!(anna.record(bo).await.is_some());
    });
}
