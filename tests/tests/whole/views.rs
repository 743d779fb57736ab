//! Lists of sealed records as members arrange them: conditions told from today on, groups, figures, views kept for one
//! or for all.

use crate::{SERVER, anna};
use tacit_bridge::members::Role;
use tacit_bridge::records::{
    AddressAsk, Calc, Cell, Column, FieldKey, Figure, Filter, Id, Kind, Layout, Look, Over, Rows, RowsRequest,
    SavedView, Span, Spread, Stand, Test, Today, UndoStep, Value,
};
use tacit_bridge::{Call, Problem, Reply};
use tacit_tests::person::Person;
use tacit_tests::server::Server;
use tacit_tests::{run, until};

async fn task(person: &Person, title: &str, due: &str) -> Id {
    let fields = vec![(FieldKey::NAME, Value::Text(title.into())), (FieldKey::DUE, Value::Text(due.into()))];
    match person.call(Call::Create { kind: Kind::Task, fields }).await {
        Ok(Reply::Changed { id: Some(id), .. }) => id,
        _ => panic!("no id"),
    }
}

async fn rows(person: &Person, request: RowsRequest) -> Rows {
    match person.call(Call::Rows(RowsRequest { count: 100, ..request })).await {
        Ok(Reply::Rows(rows)) => rows,
        _ => panic!("no rows"),
    }
}

async fn views(person: &Person) -> Vec<SavedView> {
    match person.call(Call::Views).await {
        Ok(Reply::Views(views)) => views,
        _ => panic!("no views"),
    }
}

async fn save(person: &Person, id: Option<Id>, name: &str, mine: bool) -> Result<(Id, Option<UndoStep>), Problem> {
    let (name, look) = (name.to_owned(), look());
    match person.call(Call::SaveView { id, name, kind: Kind::Task, mine, look }).await? {
        Reply::Changed { id: Some(id), undo } => Ok((id, undo)),
        _ => panic!("no id"),
    }
}

fn look() -> Look {
    Look {
        layout: Layout::Table,
        filter: Filter::All(vec![Filter::Field(FieldKey::DUE, Test::Within(Span::Week(0)))]),
        sort: Vec::new(),
        columns: vec![Column { width: Some(200), calc: Some(Calc::Least), ..FieldKey::DUE.into() }],
        group: Some(FieldKey::OWNER),
        over: Over::default(),
    }
}

fn names(rows: &Rows) -> Vec<&str> {
    rows.rows.iter().map(|row| row.name.as_str()).collect()
}

/// A Thursday, in a zone where it began at UTC's midnight.
fn thursday() -> Option<Today> {
    Some(Today { day: "2026-11-26".into(), starts: 1_795_651_200_000 })
}

#[test]
fn conditions_are_told_from_today_on() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        for (title, due) in [("Last week", "2026-11-20"), ("Monday", "2026-11-23"), ("Sunday", "2026-11-29")] {
            task(&anna, title, due).await;
        }
        let asked = |test| RowsRequest {
            filter: Filter::Field(FieldKey::DUE, test),
            sort: vec![tacit_bridge::records::Sort { field: Some(FieldKey::DUE), descending: false }],
            today: thursday(),
            ..RowsRequest::all(Kind::Task)
        };
        let within = async |span| rows(&anna, asked(Test::Within(span))).await;
        assert_eq!(names(&within(Span::Week(0)).await), ["Monday", "Sunday"]);
        assert_eq!(names(&within(Span::Past).await), ["Last week", "Monday"]);
        assert_eq!(names(&within(Span::NextDays(4)).await), ["Sunday"]);
        let someday = RowsRequest { today: None, ..asked(Test::Within(Span::Week(0))) };
        assert_eq!(rows(&anna, someday).await.total, 0, "nobody said what day it is");
        let mine = RowsRequest { filter: Filter::Field(FieldKey::OWNER, Test::Mine), ..asked(Test::Filled) };
        assert_eq!(rows(&anna, mine.clone()).await.total, 3, "a task is its maker's");
        let others = RowsRequest { filter: Filter::Not(Box::new(mine.filter.clone())), ..mine };
        assert_eq!(rows(&anna, others).await.total, 0);
    });
}

#[test]
fn rows_come_in_groups_with_figures_under_the_columns() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        for (title, due) in [("A", "2026-12-03"), ("B", "2026-11-20"), ("C", "2026-11-30"), ("D", "")] {
            task(&anna, title, due).await;
        }
        let grouped = RowsRequest { group: Some(FieldKey::DUE), ..RowsRequest::all(Kind::Task) };
        let found = rows(&anna, grouped.clone()).await;
        assert_eq!(names(&found), ["B", "C", "A", "D"]);
        let groups: Vec<_> = found.groups.iter().map(|group| (group.value.clone(), group.count)).collect();
        let month = |month: &str| Cell::Text(month.to_owned());
        assert_eq!(groups, [(month("2026-11"), 2), (month("2026-12"), 1), (Cell::Empty, 1)]);

        let of = vec![(FieldKey::DUE, Calc::Blank), (FieldKey::DUE, Calc::Least), (FieldKey::OWNER, Calc::Distinct)];
        match anna.call(Call::Figures { rows: grouped, of }).await {
            Ok(Reply::Figures(figures)) => {
                assert_eq!(figures, [Figure::Count(1), Figure::Day("2026-11-20".into()), Figure::Count(1)]);
            }
            _ => panic!("no figures"),
        }
    });
}

async fn link(person: &Person, stand: &Stand) -> String {
    match person.call(Call::Address(AddressAsk::Seal(Box::new(stand.clone())))).await {
        Ok(Reply::Text(link)) => link,
        _ => panic!("no link"),
    }
}

async fn says(person: &Person, link: &str) -> Option<Stand> {
    match person.call(Call::Address(AddressAsk::Open(link.to_owned()))).await {
        Ok(Reply::Stand(stand)) => stand.map(|stand| *stand),
        _ => panic!("no answer"),
    }
}

#[test]
fn a_link_says_to_members_how_a_list_stands_and_nothing_to_anybody_else() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        let ben = anna.colleague("Ben", Role::Viewer).await;
        let filter = Filter::Field(FieldKey::NAME, Test::Has("Ombrelyth".to_owned()));
        let over = Over { days: Some(Spread::Week), ..Over::default() };
        let look = Look { layout: Layout::Calendar, filter, over, ..look() };
        let stand = Stand { kind: Kind::Task, search: "Quandt".to_owned(), look };
        let sealed = link(&anna, &stand).await;
        assert!(says(&ben, &sealed).await == Some(stand.clone()), "a viewer reads it, too");
        assert_ne!(sealed, link(&anna, &stand).await, "two of the same do not look alike");
        let plain = Stand { search: String::new(), look: Look { columns: Vec::new(), ..stand.look.clone() }, ..stand };
        assert_eq!(sealed.len(), link(&anna, &plain).await.len(), "nor do others differ in length");
        for wrong in ["", "signup=abc", &sealed[1..]] {
            assert!(says(&anna, wrong).await.is_none());
        }
        let long = Stand { search: "x".repeat(2_000), ..plain };
        assert_eq!(link(&anna, &long).await, "", "more than a link holds");
    });
}

#[test]
fn a_view_is_kept_for_one_or_for_all_and_taken_back() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        let ben = anna.colleague("Ben", Role::Editor).await;
        anna.settled().await;

        let (mine, _) = save(&anna, None, "My week", true).await.expect("kept");
        let (shared, _) = save(&anna, None, "  This week ", false).await.expect("kept");
        let found = views(&anna).await;
        assert_eq!(
            found.iter().map(|view| (view.name.as_str(), view.mine)).collect::<Vec<_>>(),
            [("My week", true), ("This week", false)]
        );
        assert_eq!(found[1].look, Some(look()));
        anna.settled().await;
        until("Ben is offered it", async || !views(&ben).await.is_empty()).await;
        let offered = views(&ben).await;
        assert_eq!(offered.iter().map(|view| view.id).collect::<Vec<_>>(), [shared], "and not Anna's own");

        // Shared afterwards, and taken back.
        let (_, undo) = save(&anna, Some(mine), "My week", false).await.expect("kept");
        assert!(!views(&anna).await[0].mine);
        anna.call(Call::Undo(undo.expect("a step"))).await.expect("undone");
        assert!(views(&anna).await[0].mine);
        anna.call(Call::Delete(vec![shared])).await.expect("deleted");
        assert_eq!(views(&anna).await.len(), 1);

        assert!(save(&anna, None, "  ", false).await.is_err(), "a view needs a name");
        let person = anna.add_person("Vera", "Quandt").await;
        assert!(save(&anna, Some(person), "Over a person", false).await.is_err(), "no other record is written over");
        assert_eq!(anna.record(person).await.expect("there").name, "Vera Quandt");
    });
}
