//! The day's work on sealed records, between two members: deals through their stages, tasks, notes, e-mails; what is
//! grouped, added up, sorted and taken back.

use crate::{SERVER, anna};
use tacit_bridge::members::Role;
use tacit_bridge::note::{Block, Inline};
use tacit_bridge::privacy::ask::PrivacyAsk;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::{
    Cell, FieldKey, Filter, Group, Id, Kind, Money, Outcome, Pipeline, Related, Row, RowsRequest, Sort, Test, Value,
};
use tacit_bridge::report::{Figure, Of, Report, ReportRequest};
use tacit_bridge::timeline::{DONE, LOST, Timeline};
use tacit_bridge::{Call, Problem, Reply};
use tacit_tests::person::Person;
use tacit_tests::server::Server;
use tacit_tests::{run, until};

async fn create(person: &Person, kind: Kind, fields: Vec<(FieldKey, Value)>) -> Result<Id, Problem> {
    match person.call(Call::Create { kind, fields }).await? {
        Reply::Changed { id: Some(id), .. } => Ok(id),
        _ => panic!("no id"),
    }
}

async fn rows(person: &Person, request: RowsRequest) -> Vec<Row> {
    match person.call(Call::Rows(RowsRequest { count: 100, ..request })).await {
        Ok(Reply::Rows(rows)) => rows.rows,
        _ => panic!("no rows"),
    }
}

async fn pipeline(person: &Person) -> Pipeline {
    match person.call(Call::Pipelines).await {
        Ok(Reply::Pipelines(mut pipelines)) => pipelines.remove(0),
        _ => panic!("no pipelines"),
    }
}

async fn by_stage(person: &Person) -> Vec<Group> {
    let rows = RowsRequest::all(Kind::Deal);
    match person.call(Call::Groups { rows, by: FieldKey::STAGE, sum: Some(FieldKey::AMOUNT) }).await {
        Ok(Reply::Groups(groups)) => groups,
        _ => panic!("no groups"),
    }
}

async fn timeline(person: &Person, about: Id) -> Timeline {
    match person.call(Call::Timeline { about, count: 10, what: None }).await {
        Ok(Reply::Timeline(timeline)) => timeline,
        _ => panic!("no timeline"),
    }
}

async fn report(person: &Person) -> Report {
    // From 2020 on, in one piece; the year 2100 ends it.
    let edges = vec![1_577_836_800_000, 4_102_444_800_000];
    let request = ReportRequest { today: "2026-11-26".to_owned(), edges, currency: None };
    match person.call(Call::Report(request)).await {
        Ok(Reply::Report(report)) => *report,
        _ => panic!("no report"),
    }
}

/// The list behind a figure, as the page asks for it.
async fn behind(person: &Person, kind: Kind, figure: &Figure) -> Vec<Id> {
    let listed = rows(person, RowsRequest { filter: figure.behind.clone(), ..RowsRequest::all(kind) }).await;
    assert_eq!(listed.len(), figure.count as usize, "{figure:?}");
    listed.into_iter().map(|row| row.id).collect()
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn euros(minor: i64) -> Money {
    Money { minor, currency: "EUR".to_owned(), digits: 2 }
}

fn tagged() -> (FieldKey, Value) {
    (FieldKey::TAGS, Value::Tags(vec!["vip".to_owned()]))
}

async fn deal(person: &Person, title: &str, amount: &str) -> Id {
    create(person, Kind::Deal, vec![(FieldKey::NAME, text(title)), (FieldKey::AMOUNT, text(amount))])
        .await
        .expect("made")
}

/// Makes up sixty people and what belongs to them; the field that tells how they stand with the newsletter.
async fn made_up_with_newsletter(person: &Person) -> FieldKey {
    let Ok(Reply::Imported(_)) = person.call(Call::MakeDemo(60)).await else { panic!("not made") };
    let Ok(Reply::Fields(all)) = person.call(Call::Fields).await else { panic!("no fields") };
    let (_, people) = all.into_iter().find(|(kind, _)| *kind == Kind::Person).expect("people have fields");
    people.into_iter().find(|spec| spec.label == "Newsletter").expect("its purpose is here").key
}

#[test]
fn a_deal_begins_in_the_first_stage_and_its_end_is_dated_and_can_be_taken_back() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        let first = deal(&anna, "Retainer", "18,400").await;
        deal(&anna, "Lease", "1.600,50 €").await;
        deal(&anna, "Licence", "USD 3k").await;
        let pipeline = pipeline(&anna).await;

        let groups = by_stage(&anna).await;
        let [group] = groups.as_slice() else { panic!("all in one stage: {groups:?}") };
        assert_eq!(group.count, 3);
        let dollars = Money { minor: 300_000, currency: "USD".to_owned(), digits: 2 };
        assert_eq!(group.sums, [euros(2_000_050), dollars], "never added together");

        let won = pipeline.stages.iter().find(|stage| stage.outcome == Outcome::Won).expect("there is one");
        let fields = vec![(FieldKey::STAGE, Value::Link(won.id, won.name.clone())), (FieldKey::REASON, text("Trust"))];
        let Ok(Reply::Changed { undo: Some(undo), .. }) =
            anna.call(Call::Edit { ids: vec![first], fields, on_page: true }).await
        else {
            panic!("not changed")
        };
        let closed = |record: tacit_bridge::records::RecordView| {
            record.fields.iter().any(|(key, value)| key.0 == 95 && matches!(value, Value::Moment(_)))
        };
        assert!(closed(anna.record(first).await.expect("there")));
        assert_eq!(by_stage(&anna).await.len(), 2);

        anna.call(Call::Undo(undo)).await.expect("taken back");
        let record = anna.record(first).await.expect("there");
        assert!(!record.fields.iter().any(|(key, _)| *key == FieldKey::REASON));
        assert!(!closed(record), "the date goes with it");
        assert_eq!(by_stage(&anna).await.len(), 1);

        let refused = create(&anna, Kind::Deal, vec![(FieldKey::NAME, text("x")), (FieldKey::AMOUNT, text("a lot"))]);
        let problem = refused.await.expect_err("no amount");
        assert!(!problem.what.is_empty() && !problem.todo.is_empty(), "{problem:?}");
        assert_eq!(by_stage(&anna).await[0].count, 3, "nothing was made");
    });
}

#[test]
fn two_members_share_one_pipeline_and_see_each_others_tasks_and_notes() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        let vera = anna.add_person("Vera", "Quandt").await;
        let about = Related { kind: Kind::Person, id: vera, name: String::new() };
        let ben = anna.colleague("Ben Tal", Role::Editor).await;
        let me = ben.vaults().await.remove(0).me;
        until("Ben has her", async || ben.people("quandt").await.total == 1).await;

        let task = vec![
            (FieldKey::NAME, text("Send the draft")),
            (FieldKey::DUE, text("2026-12-01")),
            (FieldKey::ABOUT, Value::Relations(vec![about.clone()])),
            (FieldKey::OWNER, Value::Member(me)),
        ];
        let task = create(&anna, Kind::Task, task).await.expect("made");
        let mine = RowsRequest {
            filter: Filter::Field(FieldKey::OWNER, Test::Member(vec![me])),
            columns: vec![FieldKey::ABOUT, FieldKey::DUE],
            ..RowsRequest::all(Kind::Task)
        };
        until("Ben has his task", async || rows(&ben, mine.clone()).await.len() == 1).await;
        let row = rows(&ben, mine).await.remove(0);
        let named = Related { name: "Vera Quandt".to_owned(), ..about.clone() };
        assert_eq!(
            row.cells,
            [Cell::Records { named: vec![named.clone()], total: 1 }, Cell::Text("2026-12-01".to_owned())]
        );

        let note = "Spoke to **her**.\n\n- [ ] send the draft\n- [ ] ask";
        let fields = vec![(FieldKey::NOTES, text(note)), (FieldKey::ABOUT, Value::Relations(vec![about]))];
        let note = create(&ben, Kind::Activity, fields).await.expect("made");
        until("Anna reads it", async || timeline(&anna, vera).await.total == 1).await;
        let entry = timeline(&anna, vera).await.entries.remove(0);
        assert_eq!((entry.by.as_str(), entry.id), ("Ben Tal", note));
        let strong = Inline::Strong(vec![Inline::Text("her".to_owned())]);
        assert!(matches!(&entry.text[0], Block::Paragraph(parts) if parts.contains(&strong)), "{:?}", entry.text);

        anna.call(Call::TickBox { id: note, number: 1, done: true }).await.expect("ticked");
        let boxes = |text: &[Block]| match &text[1] {
            Block::List { items, .. } => items.iter().map(|item| item.task).collect::<Vec<_>>(),
            _ => Vec::new(),
        };
        until("Ben sees the tick", async || {
            boxes(&timeline(&ben, vera).await.entries[0].text) == [Some((0, false)), Some((1, true))]
        })
        .await;

        ben.call(Call::Edit { ids: vec![task], fields: vec![(FieldKey::DONE, Value::Yes)], on_page: true })
            .await
            .expect("done");
        let open = RowsRequest {
            filter: Filter::Not(Box::new(Filter::Field(FieldKey::DONE, Test::Filled))),
            ..RowsRequest::all(Kind::Task)
        };
        until("Anna sees it done", async || rows(&anna, open.clone()).await.is_empty()).await;
        let record = anna.record(vera).await.expect("there");
        assert_eq!(record.related, [(Kind::Task, 1), (Kind::Activity, 1)]);
        let told = timeline(&anna, vera).await;
        assert_eq!(told.types, [(String::new(), 1), (DONE.to_owned(), 1)]);
        let newest = &told.entries[0];
        assert_eq!(
            (newest.kind, newest.id, newest.by.as_str()),
            (Some(Kind::Task), task, "Ben Tal"),
            "who ticked it off"
        );
        assert_eq!((newest.subject.as_str(), newest.about.len()), ("Send the draft", 0));

        let title = vec![(FieldKey::NAME, text("Retainer")), (FieldKey::PEOPLE, Value::Relations(vec![named.clone()]))];
        let deal = create(&ben, Kind::Deal, title).await.expect("made");
        let lost = pipeline(&ben).await.stages.into_iter().find(|stage| stage.outcome == Outcome::Lost).expect("there");
        let fields =
            vec![(FieldKey::STAGE, Value::Link(lost.id, lost.name)), (FieldKey::REASON, text("- too dear")), tagged()];
        ben.call(Call::Edit { ids: vec![deal], fields, on_page: true }).await.expect("closed");
        until("Anna is told", async || timeline(&anna, vera).await.total == 3).await;
        let entry = timeline(&anna, vera).await.entries.remove(0);
        assert_eq!((entry.kind, entry.what.as_str(), entry.by.as_str()), (Some(Kind::Deal), LOST, "Ben Tal"));
        let reason = Block::Paragraph(vec![Inline::Text("- too dear".to_owned())]);
        assert_eq!(entry.text, [reason], "as it was written");
        for (kind, id) in [(Kind::Task, task), (Kind::Activity, note)] {
            ben.call(Call::Edit { ids: vec![id], fields: vec![tagged()], on_page: true }).await.expect("it takes tags");
            let vip = Filter::Field(FieldKey::TAGS, Test::Is(vec!["vip".to_owned()]));
            assert_eq!(rows(&ben, RowsRequest { filter: vip, ..RowsRequest::all(kind) }).await[0].id, id);
        }
    });
}

#[test]
fn a_dropped_mail_is_kept_once_and_found_at_everybody_whom_it_concerns() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        let vera = anna.add_person("Vera", "Quandt").await;
        let points = vec![tacit_bridge::records::Point { label: String::new(), value: "vera@quandt.example".into() }];
        let fields = vec![(FieldKey::EMAILS, Value::Points(points))];
        anna.call(Call::Edit { ids: vec![vera], fields, on_page: true }).await.expect("saved");
        let company = create(&anna, Kind::Company, vec![(FieldKey::NAME, text("Harbour Trust"))]).await.expect("made");
        let mail = "From: Vera Quandt <VERA@quandt.example>\r\nTo: anna@example.org\r\nSubject: =?utf-8?q?Entw=C3=BCrfe?=\r\n\
            Date: Thu, 26 Nov 2026 10:00:00 +0100\r\nMessage-ID: <1@quandt.example>\r\n\r\nThe drafts are *here*.\r\n";
        let add = |about| anna.call(Call::AddMail { about, bytes: mail.as_bytes().to_vec() });
        add(company).await.expect("kept");
        add(company).await.expect("known already");
        assert_eq!(rows(&anna, RowsRequest::all(Kind::Activity)).await.len(), 1, "once");

        for id in [company, vera] {
            let entries = timeline(&anna, id).await.entries;
            assert_eq!(entries.len(), 1);
            assert_eq!((entries[0].what.as_str(), entries[0].subject.as_str()), ("e-mail", "Entwürfe"));
            assert_eq!(entries[0].at, 1_795_683_600_000);
            let as_written = [Block::Paragraph(vec![Inline::Text("The drafts are *here*.".to_owned())])];
            assert_eq!(entries[0].text, as_written, "a stranger's marks are text");
        }
        let refused = anna.call(Call::AddMail { about: company, bytes: b"%PDF-1.7\n".to_vec() }).await;
        assert!(refused.is_err_and(|problem| !problem.todo.is_empty()));
    });
}

#[test]
fn many_records_are_edited_as_one_step() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        let mut ids = Vec::new();
        for name in ["Ada", "Bo", "Cleo"] {
            ids.push(anna.add_person(name, "Quandt").await);
        }
        anna.set(ids[1], FieldKey::STATUS, "hot").await.expect("saved");
        let gone = Id([9; 16]);
        let edit = Call::Edit {
            ids: ids.iter().copied().chain([gone]).collect(),
            fields: vec![(FieldKey::STATUS, text("warm")), (FieldKey::OWNER, Value::Member(0))],
            on_page: true,
        };
        let Ok(Reply::Several { undo: Some(undo), changed: 3, .. }) = anna.call(edit).await else {
            panic!("not changed")
        };
        let sorted = RowsRequest {
            sort: vec![Sort { field: Some(FieldKey::STATUS), descending: false }],
            columns: vec![FieldKey::STATUS],
            ..RowsRequest::all(Kind::Person)
        };
        let statuses =
            async || rows(&anna, sorted.clone()).await.into_iter().map(|row| row.cells[0].clone()).collect::<Vec<_>>();
        assert_eq!(statuses().await, vec![Cell::Text("warm".to_owned()); 3]);
        anna.call(Call::Undo(undo)).await.expect("taken back");
        assert_eq!(statuses().await, [Cell::Text("hot".to_owned()), Cell::Empty, Cell::Empty]);
        let none = Call::Edit { ids: vec![gone], fields: vec![(FieldKey::STATUS, text("warm"))], on_page: true };
        assert!(anna.call(none).await.is_err(), "nothing is there to edit");
    });
}

#[test]
fn what_is_in_the_trash_stays_related_when_others_are_added() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        let (vera, ada) = (anna.add_person("Vera", "Quandt").await, anna.add_person("Ada", "Byron").await);
        let of = |id| Related { kind: Kind::Person, id, name: String::new() };
        let about = |ids: &[Id]| vec![(FieldKey::ABOUT, Value::Relations(ids.iter().copied().map(of).collect()))];
        let task = [vec![(FieldKey::NAME, text("Call"))], about(&[vera])].concat();
        let task = create(&anna, Kind::Task, task).await.expect("made");
        let Ok(Reply::Changed { undo: Some(undo), .. }) = anna.call(Call::Delete(vec![vera])).await else {
            panic!("not deleted")
        };
        anna.call(Call::Edit { ids: vec![task], fields: about(&[ada]), on_page: true }).await.expect("saved");
        anna.call(Call::Undo(undo)).await.expect("she is back");
        let record = anna.record(task).await.expect("there");
        let related = record.fields.into_iter().find_map(|(_, value)| match value {
            Value::Relations(related) => Some(related.into_iter().map(|one| one.id).collect::<Vec<_>>()),
            _ => None,
        });
        assert_eq!(related, Some(vec![ada, vera]));
    });
}

#[test]
fn the_trash_says_about_whom_a_record_was_as_long_as_they_are_here() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        let vera = anna.add_person("Vera", "Quandt").await;
        let about = Value::Relations(vec![Related { kind: Kind::Person, id: vera, name: String::new() }]);
        let task = create(&anna, Kind::Task, vec![(FieldKey::NAME, text("Call")), (FieldKey::ABOUT, about)]).await;
        anna.settled().await;
        anna.call(Call::Delete(vec![task.expect("made")])).await.expect("deleted");
        anna.settled().await;
        let told = async || {
            let rows = anna.trash().await.rows;
            rows.into_iter().map(|row| (row.kind, row.name, row.about)).collect::<Vec<_>>()
        };
        assert_eq!(told().await, [(Kind::Task, "Call".to_owned(), "Vera Quandt".to_owned())]);
        anna.call(Call::Delete(vec![vera])).await.expect("deleted");
        anna.settled().await;
        let both = told().await;
        assert_eq!(both.len(), 2);
        assert!(both.iter().all(|(.., about)| about.is_empty()), "nobody is named who is deleted too: {both:?}");
    });
}

#[test]
fn every_figure_of_a_report_opens_the_list_of_what_it_counts_at_every_member() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        let retainer = deal(&anna, "Retainer", "18,400").await;
        let lease = deal(&anna, "Lease", "1,600").await;
        deal(&anna, "Licence", "USD 3k").await;
        let stages = pipeline(&anna).await.stages;
        let won = stages.iter().find(|stage| stage.outcome == Outcome::Won).expect("there is one");
        let fields = vec![(FieldKey::STAGE, Value::Link(won.id, won.name.clone())), (FieldKey::REASON, text("Trust"))];
        anna.call(Call::Edit { ids: vec![lease], fields, on_page: true }).await.expect("won");

        let ben = anna.colleague("Ben Tal", Role::Editor).await;
        let me = ben.vaults().await.remove(0).me;
        until("Ben has the deals", async || rows(&ben, RowsRequest::all(Kind::Deal)).await.len() == 3).await;
        let fields = vec![(FieldKey::TYPE, text("call")), (FieldKey::NAME, text("Called"))];
        let call = create(&ben, Kind::Activity, fields).await.expect("made");
        until("Anna has the call", async || rows(&anna, RowsRequest::all(Kind::Activity)).await.len() == 1).await;

        for person in [&anna, &ben] {
            let report = report(person).await;
            assert_eq!((report.nothing.currency.as_str(), report.deals, report.elsewhere.count), ("EUR", 3, 1));
            assert_eq!(behind(person, Kind::Deal, &report.elsewhere).await.len(), 1, "they have a list, too");
            assert_eq!((report.open.sum, report.open.weighted), (1_840_000, 184_000));
            assert_eq!(behind(person, Kind::Deal, &report.open).await, [retainer], "no deal in dollars");
            assert_eq!(behind(person, Kind::Deal, &report.stages[0].parts[0]).await, [retainer]);
            assert_eq!(behind(person, Kind::Deal, &report.won).await, [lease]);
            assert_eq!(report.won_for[0].of, Of::Word("Trust".to_owned()));
            let who = &report.activities[0];
            assert_eq!(who.of, Of::Member(me), "by whom it was written down");
            assert_eq!(behind(person, Kind::Activity, &who.parts[1]).await, [call]);
        }
    });
}

#[test]
fn made_up_data_fills_every_page_and_goes_in_one_step() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        let own = create(&anna, Kind::Person, vec![(FieldKey::FAMILY, Value::Text("Own".into()))]).await.expect("fits");
        let Ok(Reply::Imported(summary)) = anna.call(Call::MakeDemo(60)).await else { panic!("not made") };
        assert_eq!((summary.people, summary.companies), (60, 8));
        let made_up = async || match anna.call(Call::MadeUp).await {
            Ok(Reply::MadeUp(found)) => found.number,
            _ => panic!("no number"),
        };
        let number = made_up().await;
        assert!(number > 60 + 8 + 120, "with deals, tasks and activities: {number}");
        assert!(!by_stage(&anna).await.is_empty());

        let Ok(Reply::Several { undo: Some(undo), .. }) = anna.call(Call::RemoveMadeUp).await else {
            panic!("not gone")
        };
        assert_eq!(made_up().await, 0);
        assert!(anna.record(own).await.is_some(), "what is one's own stays");
        anna.call(Call::Undo(undo)).await.expect("nobody changed it");
        assert_eq!(made_up().await, number);
    });
}

#[test]
fn made_up_people_stand_somehow_with_the_newsletter_as_long_as_they_are_here() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        let newsletter = made_up_with_newsletter(&anna).await;
        let stand = async |word: &str| {
            let filter = Filter::Field(newsletter, Test::Is(vec![word.to_owned()]));
            rows(&anna, RowsRequest { filter, ..RowsRequest::all(Kind::Person) }).await.len()
        };
        for word in ["to confirm", "withdrawn"] {
            assert!(stand(word).await > 0, "{word}");
        }
        until("what was withdrawn meanwhile is known", async || stand("yes").await > 0).await;

        let Ok(Reply::Several { undo: Some(undo), .. }) = anna.call(Call::RemoveMadeUp).await else {
            panic!("not gone")
        };
        let Ok(Reply::Several { left, .. }) = anna.call(Call::Undo(undo)).await else { panic!("they come back") };
        assert!(left.is_empty(), "nothing of it is evidence that stays");
        assert_eq!(rows(&anna, RowsRequest::all(Kind::Person)).await.len(), 60);
        assert_eq!((stand("yes").await, stand("withdrawn").await), (0, 0), "what was said does not come back");
    });
}

#[test]
fn made_up_people_whose_data_is_only_stored_stay_with_what_they_said() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        let newsletter = made_up_with_newsletter(&anna).await;
        let withdrawn = async || {
            let filter = Filter::Field(newsletter, Test::Is(vec!["withdrawn".to_owned()]));
            let rows = rows(&anna, RowsRequest { filter, ..RowsRequest::all(Kind::Person) }).await;
            rows.into_iter().map(|row| row.id).collect::<Vec<Id>>()
        };
        let kept = withdrawn().await.remove(0);
        let restrict = PrivacyAsk::Restrict { person: kept, why: "accuracy disputed".into(), until: None };
        anna.call(Call::PrivacyAsk(restrict)).await.expect("there");

        let Ok(Reply::Several { left, .. }) = anna.call(Call::RemoveMadeUp).await else { panic!("not gone") };
        assert!(left.iter().any(|one| one.id == kept), "it is told who stays");
        assert!(left.iter().all(|one| one.why.kind == ProblemKind::Restricted));
        assert!(rows(&anna, RowsRequest::all(Kind::Person)).await.is_empty(), "all others are gone");
        let Ok(Reply::MadeUp(found)) = anna.call(Call::MadeUp).await else { panic!("nothing is told") };
        assert_eq!((found.number, found.changed.total), (0, 0), "what is only stored is not shown here");

        let lift = PrivacyAsk::Lift { person: kept, why: "settled".into() };
        anna.call(Call::PrivacyAsk(lift)).await.expect("lifted");
        assert_eq!(withdrawn().await, [kept], "what she said stayed with her");
        let Ok(Reply::Several { left, .. }) = anna.call(Call::RemoveMadeUp).await else { panic!("not gone") };
        assert!(left.is_empty() && rows(&anna, RowsRequest::all(Kind::Person)).await.is_empty());
    });
}

#[test]
fn what_somebody_changed_in_made_up_records_is_told_before_they_go() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        let Ok(Reply::Imported(_)) = anna.call(Call::MakeDemo(10)).await else { panic!("not made") };
        let told = async || match anna.call(Call::MadeUp).await {
            Ok(Reply::MadeUp(found)) => found,
            _ => panic!("nothing is told"),
        };
        let found = told().await;
        assert_eq!((found.changed.total, found.changed.first.len()), (0, 0));
        assert_eq!(found.of.iter().map(|(_, number)| number).sum::<u32>(), found.number);
        assert!(found.of.contains(&(Kind::Person, 10)));
        let first = rows(&anna, RowsRequest::all(Kind::Person)).await.remove(0);
        let fields = vec![(FieldKey::JOB_TITLE, Value::Text("Miller".into()))];
        anna.call(Call::Edit { ids: vec![first.id], fields, on_page: true }).await.expect("fits");
        let changed = told().await.changed;
        assert_eq!((changed.total, changed.first[0].id), (1, first.id));
        assert_eq!((changed.first[0].kind, &changed.first[0].name), (Kind::Person, &first.name));
    });
}
