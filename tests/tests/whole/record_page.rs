//! What a record's page shows beyond the record, on sealed records: its place in a list, what points to it, what was noted
//! about a company's people, and e-mails that are pasted.

use crate::{SERVER, anna};
use tacit_bridge::note::{Block, Inline};
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::{
    FieldKey, Filter, Id, Incoming, Kind, MailSeen, PageAnswer, PageAsk, Place, Point, RowsRequest, Test, Value,
};
use tacit_bridge::timeline::Timeline;
use tacit_bridge::{Call, Problem, Reply};
use tacit_tests::person::Person;
use tacit_tests::run;
use tacit_tests::server::Server;

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

async fn change(person: &Person, call: Call) -> Result<Id, Problem> {
    match person.call(call).await? {
        Reply::Changed { id, .. } => Ok(id.expect("of one record")),
        Reply::MailKept(kept) => Ok(kept.id),
        _ => panic!("no change"),
    }
}

async fn create(person: &Person, kind: Kind, fields: Vec<(FieldKey, Value)>) -> Id {
    change(person, Call::Create { kind, fields }).await.expect("made")
}

async fn ask(person: &Person, ask: PageAsk) -> PageAnswer {
    match person.call(Call::Page(ask)).await {
        Ok(Reply::Page(answer)) => answer,
        _ => panic!("no answer"),
    }
}

async fn timeline(person: &Person, about: Id, what: Option<&str>) -> Timeline {
    match person.call(Call::Timeline { about, count: 10, what: what.map(str::to_owned) }).await {
        Ok(Reply::Timeline(timeline)) => timeline,
        _ => panic!("no timeline"),
    }
}

async fn seen(person: &Person, about: Id, text: &str) -> Option<MailSeen> {
    match ask(person, PageAsk::ReadMail { about, text: text.to_owned() }).await {
        PageAnswer::Mail(seen) => seen,
        _ => panic!("no mail"),
    }
}

#[test]
fn a_record_is_found_again_in_its_list_after_it_or_others_changed() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        let mut people = Vec::new();
        for name in ["Ada", "Bo", "Cleo"] {
            people.push(anna.add_person(name, "Quandt").await);
        }
        let cold = Filter::Not(Box::new(Filter::Field(FieldKey::STATUS, Test::Is(vec!["hot".to_owned()]))));
        let rows = RowsRequest { filter: cold, ..RowsRequest::all(Kind::Person) };
        let place = async |id: Id| match ask(&anna, PageAsk::Place { rows: rows.clone(), id, near: 0 }).await {
            PageAnswer::Place(place) => place,
            _ => panic!("no place"),
        };
        assert_eq!(place(people[1]).await, Place { index: Some(1), total: 3 });
        anna.set(people[1], FieldKey::STATUS, "hot").await.expect("saved");
        assert_eq!(place(people[1]).await, Place { index: None, total: 2 }, "it left the list");
        anna.call(Call::Delete(vec![people[0]])).await.expect("deleted");
        assert_eq!(place(people[2]).await, Place { index: Some(0), total: 1 });
        assert_eq!(place(people[0]).await, Place { index: None, total: 1 });
    });
}

#[test]
fn a_company_tells_what_was_noted_about_its_people_and_one_type_can_be_asked_for() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        let company = create(&anna, Kind::Company, vec![(FieldKey::NAME, text("Berg AG"))]).await;
        let vera = anna.add_person("Vera", "Quandt").await;
        let link = vec![(FieldKey::COMPANY, Value::Link(company, "Berg AG".to_owned()))];
        anna.call(Call::Edit { ids: vec![vera], fields: link, on_page: true }).await.expect("saved");
        let related =
            |kind, id| Value::Relations(vec![tacit_bridge::records::Related { kind, id, name: String::new() }]);
        let note = |what: &str, about: Value| {
            vec![(FieldKey::TYPE, text(what)), (FieldKey::NOTES, text(what)), (FieldKey::ABOUT, about)]
        };
        let own = create(&anna, Kind::Activity, note("note", related(Kind::Company, company))).await;
        let hers = create(&anna, Kind::Activity, note("call", related(Kind::Person, vera))).await;
        let all = timeline(&anna, company, None).await;
        let through = |entry: &tacit_bridge::timeline::Entry| entry.through.clone().map(|one| one.name);
        let mut told: Vec<_> = all.entries.iter().map(|entry| (entry.id, through(entry))).collect();
        told.sort_by_key(|(id, _)| *id != own);
        assert_eq!(told, [(own, None), (hers, Some("Vera Quandt".to_owned()))]);
        assert_eq!(all.types, [("note".to_owned(), 1), ("call".to_owned(), 1)]);
        let calls = timeline(&anna, company, Some("call")).await;
        assert_eq!((calls.total, calls.entries[0].id, calls.types), (1, hers, all.types));
        let PageAnswer::Incoming(pointing) = ask(&anna, PageAsk::Incoming(company)).await else { panic!("no fields") };
        let of = |kind, field| Incoming { kind, field, number: 1 };
        assert_eq!(pointing, [of(Kind::Person, FieldKey::COMPANY), of(Kind::Activity, FieldKey::ABOUT)]);
    });
}

#[test]
fn a_pasted_mail_is_shown_as_it_will_be_kept_and_kept_at_everybody_whom_it_concerns() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        let vera = anna.add_person("Vera", "Quandt").await;
        let points = vec![Point { label: String::new(), value: "vera@quandt.example".into() }];
        let fields = vec![(FieldKey::EMAILS, Value::Points(points))];
        anna.call(Call::Edit { ids: vec![vera], fields, on_page: true }).await.expect("saved");
        let about = create(&anna, Kind::Company, vec![(FieldKey::NAME, text("Harbour Trust"))]).await;
        let pasted = "Von: Vera Quandt <vera@quandt.example>\nGesendet: 26. November 2026 10:00\nAn: anna@example.org\n\
            Betreff: Entwurf\n\nHier ist der *Entwurf*.";
        let mail = seen(&anna, about, pasted).await.expect("it has a head");
        assert_eq!((mail.from.as_str(), mail.to.as_str()), ("Vera Quandt <vera@quandt.example>", "anna@example.org"));
        assert_eq!((mail.subject.as_str(), mail.people.len(), mail.people[0].id), ("Entwurf", 1, vera));
        assert!(timeline(&anna, about, None).await.entries.is_empty(), "nothing is written yet");

        let keep = |text: &str| change(&anna, Call::Page(PageAsk::KeepMail { about, text: text.to_owned() }));
        let kept = keep(pasted).await.expect("kept");
        for id in [about, vera] {
            let entry = timeline(&anna, id, None).await.entries.remove(0);
            assert_eq!((entry.id, entry.what.as_str(), entry.subject.as_str()), (kept, "e-mail", "Entwurf"));
            assert_eq!(Some(entry.at), mail.at, "when it was sent, not when it was pasted");
            let as_written = [Block::Paragraph(vec![Inline::Text("Hier ist der *Entwurf*.".to_owned())])];
            assert_eq!(entry.text, as_written, "a stranger's marks are text");
        }
        let own = "She will send **it** on Friday.";
        assert!(seen(&anna, about, own).await.is_none());
        let own = keep(own).await.expect("kept");
        let entries = timeline(&anna, about, Some("e-mail")).await.entries;
        let entry = entries.iter().find(|entry| entry.id == own).expect("there");
        let Block::Paragraph(parts) = &entry.text[0] else { panic!("no paragraph") };
        assert!(parts.iter().any(|part| matches!(part, Inline::Strong(_))), "one's own words may be formatted");
        let refused = keep(" \n ").await.expect_err("nothing to keep");
        assert!(refused.kind == ProblemKind::BadInput && !refused.todo.is_empty());
    });
}
