//! What the form for a new record asks for and sends, on sealed records: own fields of every form, what purposes and
//! special categories say of them, a record that is on a list from the first, a note that mentions somebody.

use crate::{SERVER, anna};
use tacit_bridge::members::Role;
use tacit_bridge::note::{Block, Inline};
use tacit_bridge::privacy::masked::FieldTerms;
use tacit_bridge::records::{
    FieldKey, FieldSpec, FieldWish, Filter, Form, Id, Kind, ListAsk, Point, Related, RowsRequest, UndoStep, Value,
};
use tacit_bridge::{Call, Problem, Reply};
use tacit_tests::person::Person;
use tacit_tests::server::Server;
use tacit_tests::{run, until};

async fn change(person: &Person, call: Call) -> Result<(Option<Id>, Option<UndoStep>), Problem> {
    match person.call(call).await? {
        Reply::Changed { id, undo } => Ok((id, undo)),
        Reply::Several { undo, .. } => Ok((None, undo)),
        _ => panic!("no change"),
    }
}

async fn define(person: &Person, kind: Kind, form: Form, name: &str, sensitivity: &str) -> FieldSpec {
    let choices = if form.has_choices() { vec!["a".to_owned(), "b".to_owned()] } else { Vec::new() };
    let terms = FieldTerms { sensitivity: sensitivity.into(), ..FieldTerms::default() };
    let wish = FieldWish { id: None, kind, form, name: name.into(), choices, terms, why: String::new() };
    change(person, Call::SaveField(wish)).await.expect("fits");
    spec(person, kind, name).await
}

async fn spec(person: &Person, kind: Kind, name: &str) -> FieldSpec {
    let Ok(Reply::Fields(all)) = person.call(Call::Fields).await else { panic!("no fields") };
    let (_, specs) = all.into_iter().find(|(of, _)| *of == kind).expect("has fields");
    specs.into_iter().find(|spec| spec.label == name).expect("is defined")
}

async fn count(person: &Person, kind: Kind, search: &str) -> u32 {
    let request =
        RowsRequest { search: search.into(), filter: Filter::All(Vec::new()), count: 50, ..RowsRequest::all(kind) };
    match person.call(Call::Rows(request)).await {
        Ok(Reply::Rows(rows)) => rows.total,
        _ => panic!("no rows"),
    }
}

#[test]
fn a_new_record_takes_own_fields_of_every_form_but_not_of_a_special_category_without_a_basis() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        let text = |text: &str| Value::Text(text.into());
        let point = |value: &str| Value::Points(vec![Point { label: String::new(), value: value.into() }]);
        let mut fields = vec![(FieldKey::NAME, text("Berg AG"))];
        for (form, value) in [
            (Form::Text, text("one line")),
            (Form::LongText, text("two\nlines")),
            (Form::Number, text("12.5")),
            (Form::Money, text("1200 EUR")),
            (Form::Date, text("2026-11-30")),
            (Form::Choice, text("a")),
            (Form::Choices, Value::Tags(vec!["a".into(), "b".into()])),
            (Form::YesNo, Value::Yes),
            (Form::Email, point("a@example.org")),
            (Form::Phone, point("+49 431 1")),
            (Form::Address, point("Kai 1, Kiel")),
            (Form::Link, point("https://example.org")),
            (Form::Member, Value::Member(0)),
        ] {
            let spec = define(&anna, Kind::Company, form, &format!("Own {form:?}"), "").await;
            assert!(spec.own && spec.needed && !spec.special, "a company is nobody");
            fields.push((spec.key, value));
        }
        let number = fields.len();
        let (id, _) = change(&anna, Call::Create { kind: Kind::Company, fields }).await.expect("every form");
        let Ok(Reply::Record(view)) = anna.call(Call::Record(id.expect("an id"))).await else { panic!("no record") };
        assert_eq!(view.fields.len(), number, "all of them are held");

        let usual = define(&anna, Kind::Person, Form::Text, "Shoe size", "personal").await;
        assert!(!usual.needed && !usual.special, "no purpose names it");
        let faith = define(&anna, Kind::Person, Form::Text, "Faith", "special_Art9").await;
        assert!(faith.special && faith.masked);
        let of = |field: FieldKey, value: &str| {
            vec![(FieldKey::FAMILY, Value::Text("Aal".into())), (field, Value::Text(value.into()))]
        };
        let refused = change(&anna, Call::Create { kind: Kind::Person, fields: of(faith.key, "none") }).await;
        assert!(refused.is_err(), "nobody has a basis for it yet");
        assert_eq!(count(&anna, Kind::Person, "").await, 0, "nothing was made");
        change(&anna, Call::Create { kind: Kind::Person, fields: of(usual.key, "39") }).await.expect("fits");
    });
}

#[test]
fn a_record_made_on_a_list_is_on_it_at_once_and_one_undo_takes_back_both() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        let ben = anna.colleague("Ben", Role::Editor).await;
        let save = Call::Lists(ListAsk::Save { id: None, name: "Spring dinner".into(), about: String::new() });
        let list = change(&anna, save).await.expect("fits").0.expect("an id");
        let on = Value::Relations(vec![Related { kind: Kind::List, id: list, name: String::new() }]);
        let fields = vec![(FieldKey::FAMILY, Value::Text("Lovelace".into())), (FieldKey::IN_LISTS, on)];
        let (_, undo) = change(&anna, Call::Create { kind: Kind::Person, fields }).await.expect("fits");
        anna.settled().await;
        let on_it = async |person: &Person| {
            person.vaults().await[0].lists.first().map_or(0, |list| list.count_of(Kind::Person))
        };
        until("Ben sees her on it", async || on_it(&ben).await == 1).await;
        change(&anna, Call::Undo(undo.expect("one step"))).await.expect("nobody changed her");
        assert_eq!((on_it(&anna).await, count(&anna, Kind::Person, "").await), (0, 0));
    });
}

#[test]
fn a_note_on_a_company_mentions_a_colleague_who_hears_of_it_and_is_found_by_it() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        let ben = anna.colleague("Ben", Role::Editor).await;
        let Ok(Reply::Mentionable(members)) = anna.call(Call::Mentionable).await else { panic!("nobody") };
        let source = &members.iter().find(|one| one.name == "Ben").expect("Ben is a member").source;
        let note = format!("Ask {source} about the **lease**");
        let fields =
            vec![(FieldKey::NAME, Value::Text("Berg AG".into())), (FieldKey::NOTES, Value::Text(note.clone()))];
        change(&anna, Call::Create { kind: Kind::Company, fields }).await.expect("fits");
        anna.settled().await;
        until("Ben hears of it", async || ben.vaults().await[0].mentions == 1).await;
        assert_eq!(count(&ben, Kind::Company, "mentions:ben").await, 1);
        assert_eq!(count(&ben, Kind::Company, "mentions:me").await, 0, "without a day nobody is known to ask");
        assert_eq!(count(&ben, Kind::Company, "mentions:anna").await, 0);
        let Ok(Reply::Note(blocks)) = ben.call(Call::DrawNote(note)).await else { panic!("no note") };
        let [Block::Paragraph(parts)] = &blocks[..] else { panic!("one paragraph") };
        assert!(parts.iter().any(|part| matches!(part, Inline::Mention(_, name) if name == "Ben")));
        assert!(parts.iter().any(|part| matches!(part, Inline::Strong(_))));
    });
}
