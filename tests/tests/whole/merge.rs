//! Records that are the same, between two members: found, told apart, made one with everything that belongs to them, and
//! all of it taken back by one step.

use crate::{SERVER, anna};
use tacit_bridge::feed::{Act, FeedRequest};
use tacit_bridge::members::Role;
use tacit_bridge::merging::{Alike, MergeRule, MergeView, MergeWish};
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::{FieldKey, Id, Kind, Point, Related, RowsRequest, SeveralAsk, UndoStep, Value};
use tacit_bridge::{Call, Problem, Reply};
use tacit_tests::person::Person;
use tacit_tests::server::Server;
use tacit_tests::{run, until};

async fn joined(server: &Server, anna: &Person, role: Role) -> Person {
    let fragment = anna.invite("Ben Tal", role).await;
    let ben = Person::new(&server.origin()).await;
    ben.sign_up("ben@example.org", &fragment).await;
    ben.call(Call::AcceptInvite { fragment }).await.expect("the link is good");
    until("Ben is let in", async || ben.vaults().await.len() == 1).await;
    ben.open_only_vault().await;
    ben
}

async fn changed(person: &Person, call: Call) -> (Option<Id>, Option<UndoStep>) {
    match person.call(call).await {
        Ok(Reply::Changed { id, undo }) => (id, undo),
        Ok(Reply::Several { undo, .. }) => (None, undo),
        Ok(_) => panic!("another answer"),
        Err(problem) => panic!("{problem:?}"),
    }
}

async fn create(person: &Person, kind: Kind, fields: Vec<(FieldKey, Value)>) -> Id {
    changed(person, Call::Create { kind, fields }).await.0.expect("an id")
}

async fn alike(person: &Person, kind: Kind) -> Vec<Alike> {
    match person.call(Call::Duplicates { kind, awaited: true }).await {
        Ok(Reply::Duplicates(found)) => {
            assert_eq!(found.total as usize, found.groups.len());
            found.groups
        }
        _ => panic!("no list"),
    }
}

async fn preview(person: &Person, wish: MergeWish) -> Result<MergeView, Problem> {
    match person.call(Call::PreviewMerge(wish)).await? {
        Reply::Merge(view) => Ok(*view),
        _ => panic!("no preview"),
    }
}

/// The merges that the team's activity tells: by whom, and into which record.
async fn merges(person: &Person) -> Vec<(String, Id)> {
    let Ok(Reply::Feed(feed)) = person.call(Call::Feed(FeedRequest { by: None, kind: None, count: 100 })).await else {
        panic!("no feed")
    };
    let merged = feed.lines.into_iter().filter(|line| line.act == Act::Merged);
    merged.map(|line| (line.by, line.newest[0].0)).collect()
}

/// The trash, newest deletion first: which, and whether it was made one with another.
async fn trash(person: &Person) -> Vec<(Id, bool)> {
    person.trash().await.rows.into_iter().map(|row| (row.id, row.merged)).collect()
}

/// Brings back what was deleted last.
async fn bring_back(person: &Person) {
    let newest = person.trash().await.rows.swap_remove(0);
    person.call(Call::Restore { id: newest.id, version: newest.version }).await.expect("brought back");
    person.settled().await;
}

async fn total(person: &Person, kind: Kind) -> u32 {
    match person.call(Call::Rows(RowsRequest::all(kind))).await {
        Ok(Reply::Rows(rows)) => rows.total,
        _ => panic!("no rows"),
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn emails(values: &[&str]) -> (FieldKey, Value) {
    let point = |value: &&str| Point { label: String::new(), value: (*value).to_owned() };
    (FieldKey::EMAILS, Value::Points(values.iter().map(point).collect()))
}

fn about(id: Id) -> (FieldKey, Value) {
    (FieldKey::ABOUT, Value::Relations(vec![Related { kind: Kind::Person, id, name: String::new() }]))
}

fn wish(ids: &[Id]) -> MergeWish {
    MergeWish { ids: ids.to_vec(), keep: None, choices: Vec::new() }
}

/// Vera twice: the second with another title, a further address, and what is known of her.
async fn two_veras(person: &Person) -> (Id, Id) {
    let name = |title: &str| {
        vec![(FieldKey::GIVEN, text("Vera")), (FieldKey::FAMILY, text("Quandt")), (FieldKey::JOB_TITLE, text(title))]
    };
    let first = [name("Counsel"), vec![emails(&["vera@quandt.example"])]].concat();
    let second = [name("Partner"), vec![emails(&["Vera@Quandt.example", "v@home.example"])]].concat();
    (create(person, Kind::Person, first).await, create(person, Kind::Person, second).await)
}

#[test]
fn two_records_become_one_for_everybody_and_one_undo_brings_both_back() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        let (first, second) = two_veras(&anna).await;
        let task = create(&anna, Kind::Task, vec![(FieldKey::NAME, text("Send the draft")), about(first)]).await;
        let note = create(&anna, Kind::Activity, vec![(FieldKey::NOTES, text("Spoke to her.")), about(second)]).await;
        let ben = joined(&server, &anna, Role::Editor).await;
        until("Ben has it all", async || total(&ben, Kind::Person).await == 2 && total(&ben, Kind::Task).await == 1)
            .await;

        let found = alike(&ben, Kind::Person).await;
        assert_eq!(found.len(), 1);
        assert_eq!(found, alike(&anna, Kind::Person).await, "everybody is asked the same");
        assert_eq!(found[0].why, ["same e-mail", "same name"]);

        let wished = MergeWish { keep: Some(first), ..wish(&[first, second]) };
        let view = preview(&ben, wished.clone()).await.expect("shown");
        assert_eq!((view.outcome.keep, view.outcome.moved, &view.outcome.blocked), (first, 1, &None));
        let at = |key| view.fields.iter().position(|field| field.field == key).expect("shown");
        let title = at(FieldKey::JOB_TITLE);
        assert_eq!(view.fields[title].values, [text("Counsel"), text("Partner")]);
        assert_eq!(view.outcome.fields[title], (Some(first), text("Counsel")), "of the one that stays");
        let mails = at(FieldKey::EMAILS);
        assert_eq!(view.fields[mails].rule, MergeRule::Unite);
        assert_eq!(view.outcome.fields[mails], (None, emails(&["vera@quandt.example", "v@home.example"]).1));
        assert!(view.fields.iter().all(|field| field.field.0 != 140), "what nobody sees is not asked");
        assert_eq!(total(&anna, Kind::Person).await, 2, "nothing is written by looking");

        let choices = vec![(FieldKey::JOB_TITLE, second)];
        let (id, undo) = changed(&ben, Call::Merge(MergeWish { choices, ..wished })).await;
        assert_eq!(id, Some(first));
        until("Anna sees one", async || total(&anna, Kind::Person).await == 1).await;
        // What went is heard of before what its pointers became is fetched.
        until("all of it belongs to her", async || {
            let vera = anna.record(first).await.expect("there");
            vera.related == [(Kind::Task, 1), (Kind::Activity, 1)]
        })
        .await;
        assert_eq!(anna.text(first, FieldKey::JOB_TITLE).await.as_deref(), Some("Partner"), "as chosen");
        assert!(anna.record(second).await.is_none());
        assert!(alike(&anna, Kind::Person).await.is_empty());
        anna.settled().await;
        assert_eq!(
            trash(&anna).await,
            [(second, true)],
            "what went lies in the trash, and not as if it had been deleted"
        );
        assert_eq!(merges(&anna).await, [("Ben Tal".to_owned(), first)]);

        changed(&ben, Call::Undo(undo.expect("can be undone"))).await;
        until("Anna sees two again", async || total(&anna, Kind::Person).await == 2).await;
        until("each has what it had", async || {
            let related = async |id| anna.record(id).await.map(|record| record.related);
            related(first).await == Some(vec![(Kind::Task, 1)])
                && related(second).await == Some(vec![(Kind::Activity, 1)])
        })
        .await;
        let held = |id| {
            let anna = &anna;
            async move {
                let fields = anna.record(id).await.expect("there").fields;
                fields.into_iter().find(|(key, _)| *key == FieldKey::EMAILS).expect("has some")
            }
        };
        assert_eq!(held(first).await, emails(&["vera@quandt.example"]));
        assert_eq!(held(second).await, emails(&["Vera@Quandt.example", "v@home.example"]));
        assert!(anna.record(task).await.is_some() && anna.record(note).await.is_some());
        assert_eq!(alike(&anna, Kind::Person).await.len(), 1, "and is asked again");
        assert_eq!(merges(&anna).await, [], "what was undone was no merge");
    });
}

#[test]
fn what_came_back_is_deleted_as_others_are_and_a_merge_stays_one_when_the_record_that_stayed_goes() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        let (first, second) = two_veras(&anna).await;
        let third = create(&anna, Kind::Person, vec![(FieldKey::GIVEN, text("Vera"))]).await;
        let ben = joined(&server, &anna, Role::Editor).await;
        until("Ben has them", async || total(&ben, Kind::Person).await == 3).await;
        let merge = || Call::Merge(MergeWish { keep: Some(first), ..wish(&[first, second]) });
        changed(&anna, merge()).await;
        anna.settled().await;
        until("Ben hears of it", async || trash(&ben).await == [(second, true)]).await;

        bring_back(&ben).await;
        ben.call(Call::Delete(vec![second])).await.expect("deleted");
        ben.settled().await;
        assert_eq!(trash(&ben).await, [(second, false)], "that was no merge");

        until("Anna hears of it", async || trash(&anna).await == [(second, false)]).await;
        bring_back(&anna).await;
        changed(&anna, merge()).await;
        anna.settled().await;
        assert_eq!(trash(&anna).await, [(second, true)], "made one with it anew");

        until("Ben hears of that", async || trash(&ben).await == [(second, true)]).await;
        let into_third = MergeWish { keep: Some(third), ..wish(&[third, first]) };
        until("Ben may merge: nothing is missing", async || {
            preview(&ben, into_third.clone()).await.is_ok_and(|view| view.outcome.blocked.is_none())
        })
        .await;
        changed(&ben, Call::Merge(into_third)).await;
        ben.settled().await;
        assert_eq!(trash(&ben).await, [(first, true), (second, true)], "by what the first said when it went");
        ben.call(Call::Delete(vec![third])).await.expect("deleted");
        ben.settled().await;
        assert_eq!(trash(&ben).await, [(third, false), (first, true), (second, true)]);
    });
}

#[test]
fn a_merge_is_one_on_whatever_page_of_the_trash_it_stands_when_the_record_that_stayed_went_since() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        let (first, second) = two_veras(&anna).await;
        // What goes before anybody else had it is in no trash.
        anna.settled().await;
        changed(&anna, Call::Merge(MergeWish { keep: Some(first), ..wish(&[first, second]) })).await;
        anna.settled().await;
        let Ok(Reply::Imported(_)) = anna.call(Call::MakeDemoPeople(120)).await else { panic!("not made") };
        anna.settled().await;
        let others: Vec<Id> = anna.all(Kind::Person).await.into_iter().filter(|id| *id != first).collect();
        assert_eq!(others.len(), 120);
        anna.call(Call::Several(SeveralAsk::Delete(others))).await.expect("deleted");
        anna.settled().await;
        anna.call(Call::Delete(vec![first])).await.expect("deleted");
        anna.settled().await;

        let newest = anna.trash().await;
        assert!(newest.rows[0].id == first && newest.rows.iter().all(|row| row.id != second));
        let Ok(Reply::Trash(older)) = anna.call(Call::Trash(newest.more.expect("another page"))).await else {
            panic!("no trash")
        };
        assert_eq!(older.rows.last().map(|row| (row.id, row.merged)), Some((second, true)));
        let deleted = newest.rows.iter().chain(&older.rows).filter(|row| !row.merged);
        assert_eq!(deleted.count(), 121, "and nothing else is");
    });
}

#[test]
fn not_the_same_holds_for_the_whole_team_and_survives_a_merge() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        let company = async |domain: &str| {
            let fields = vec![(FieldKey::NAME, text("Orbit Ltd")), (FieldKey::DOMAIN, text(domain))];
            create(&anna, Kind::Company, fields).await
        };
        let one = company("orbit.example").await;
        let other = company("https://www.orbit.example/").await;
        let ben = joined(&server, &anna, Role::Editor).await;
        until("Ben has them", async || alike(&ben, Kind::Company).await.len() == 1).await;
        let (_, undo) = changed(&ben, Call::NotSame(vec![one, other])).await;
        until("Anna is not asked", async || alike(&anna, Kind::Company).await.is_empty()).await;
        changed(&ben, Call::Undo(undo.expect("can be undone"))).await;
        until("Anna is asked again", async || alike(&anna, Kind::Company).await.len() == 1).await;

        changed(&anna, Call::NotSame(vec![one, other])).await;
        let third = company("orbit.example").await;
        changed(&anna, Call::Merge(MergeWish { keep: Some(third), ..wish(&[other, third]) })).await;
        assert!(alike(&anna, Kind::Company).await.is_empty(), "what they became is not the same either");
        let view = anna.record(one).await.expect("there");
        assert!(view.related.is_empty(), "nothing belongs to it for that: {:?}", view.related);
        changed(&anna, Call::Merge(wish(&[one, third]))).await;
        assert_eq!(total(&anna, Kind::Company).await, 1, "who says so after all is heard");
    });
}

#[test]
fn two_thousand_activities_follow_and_come_back() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        let (first, second) = two_veras(&anna).await;
        for number in 0..2_000 {
            let fields = vec![(FieldKey::NAME, text(&format!("Call {number}"))), about(second)];
            create(&anna, Kind::Activity, fields).await;
        }
        let wished = MergeWish { keep: Some(first), ..wish(&[first, second]) };
        assert_eq!(preview(&anna, wished.clone()).await.expect("shown").outcome.moved, 2_000);
        let (_, undo) = changed(&anna, Call::Merge(wished)).await;
        assert_eq!(anna.record(first).await.expect("there").related, [(Kind::Activity, 2_000)]);
        anna.settled().await;
        changed(&anna, Call::Undo(undo.expect("can be undone"))).await;
        assert_eq!(anna.record(second).await.expect("there").related, [(Kind::Activity, 2_000)]);
        assert!(anna.record(first).await.expect("there").related.is_empty());
        anna.settled().await;
    });
}

#[test]
fn what_cannot_be_merged_is_said_before_and_changes_nothing() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        let (first, second) = two_veras(&anna).await;
        let company = create(&anna, Kind::Company, vec![(FieldKey::NAME, text("Harbour Trust"))]).await;
        let ben = joined(&server, &anna, Role::Viewer).await;
        until("Ben has them", async || total(&ben, Kind::Person).await == 2).await;
        let blocked = preview(&ben, wish(&[first, second])).await.expect("shown").outcome.blocked.expect("says why");
        assert_eq!(blocked.kind, ProblemKind::NoRight);
        for call in [Call::Merge(wish(&[first, second])), Call::NotSame(vec![first, second])] {
            assert_eq!(ben.call(call).await.expect_err("refused").kind, ProblemKind::NoRight);
        }

        let many = |from: usize| {
            let values: Vec<String> = (from..from + 40).map(|at| format!("{at}@x.example")).collect();
            emails(&values.iter().map(String::as_str).collect::<Vec<_>>())
        };
        for (id, from) in [(first, 0), (second, 40)] {
            anna.call(Call::Edit { ids: vec![id], fields: vec![many(from)], on_page: true }).await.expect("saved");
        }
        let blocked = preview(&anna, wish(&[first, second])).await.expect("shown").outcome.blocked.expect("says why");
        assert!(
            blocked.what.contains("E-mail") && blocked.what.contains("64") && !blocked.todo.is_empty(),
            "{blocked:?}"
        );
        for wrong in [wish(&[first, second]), wish(&[first, company]), wish(&[first]), wish(&[first, Id([9; 16])])] {
            let problem = anna.call(Call::Merge(wrong)).await.expect_err("refused");
            assert!(!problem.what.is_empty() && !problem.todo.is_empty(), "{problem:?}");
        }
        assert_eq!(total(&anna, Kind::Person).await, 2);
    });
}
