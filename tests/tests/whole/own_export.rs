//! Fields of the team's own on their way out: under their names, with their values, by the category they were declared with.

use crate::SERVER;
use crate::privacy::{asked, change, confirm, exported, preview_of, privacy};
use crate::purposes::purposes;
use tacit_bridge::privacy::CellOf;
use tacit_bridge::privacy::ConsentWish;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::export::{ExportFormat, ExportOf, ExportWish};
use tacit_bridge::privacy::masked::FieldTerms;
use tacit_bridge::privacy::purpose::{PurposesAnswer, PurposesAsk};
use tacit_bridge::records::{FieldKey, FieldWish, Form, Id, Kind, Point, Value};
use tacit_bridge::{Call, Reply};
use tacit_tests::person::Person;
use tacit_tests::run;
use tacit_tests::server::Server;

async fn define(person: &Person, form: Form, name: &str, category: &str, purpose: Id) -> FieldKey {
    let terms = FieldTerms { category: category.into(), purposes: vec![purpose], ..FieldTerms::default() };
    let (name, choices) = (name.to_owned(), Vec::new());
    let wish = FieldWish { id: None, kind: Kind::Person, form, name: name.clone(), choices, terms, why: String::new() };
    change(person, Call::SaveField(wish)).await.expect("a field");
    let Ok(Reply::OwnFields(fields)) = person.call(Call::OwnFields(Kind::Person)).await else { panic!("fields") };
    fields.into_iter().find(|field| field.name == name).expect("it is there").key
}

fn mails(value: &str) -> Value {
    Value::Points(vec![Point { label: String::new(), value: value.into() }])
}

#[test]
fn rule_01_own_fields_are_exported_under_their_names_and_their_contact_points_only_where_they_may_be_used() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        change(&anna, Call::BeginPurposes).await.expect("an editor may");
        let first = anna.add_person("Bo", "Berg").await;
        let all = privacy(&anna, first).await.purposes;
        let newsletter = all.iter().find(|one| one.name == "Newsletter").expect("one of the first").id;
        let size = define(&anna, Form::Text, "Shirt size", "user.workplace", newsletter).await;
        let second = define(&anna, Form::Email, "Second mail", "user.contact.email", newsletter).await;
        let fields = vec![
            (FieldKey::GIVEN, Value::Text("Ada".into())),
            (FieldKey::EMAILS, mails("ada@example.org")),
            (size, Value::Text("M".into())),
            (second, mails("ada@home.example")),
        ];
        let Ok(Reply::Changed { id: Some(ada), .. }) = anna.call(Call::Create { kind: Kind::Person, fields }).await
        else {
            panic!("no id")
        };
        let view = privacy(&anna, ada).await;
        let cells = &view.purposes.iter().find(|one| one.id == newsletter).expect("there").cells;
        let points: Vec<Option<&str>> = cells.iter().map(|cell| cell.point.as_deref()).collect();
        assert_eq!(points, [Some("ada@example.org"), Some("ada@home.example")], "each is asked for by itself");

        let agree = async |address: &str| {
            let (point, channel) = (Some(address.to_owned()), "email".to_owned());
            let of = CellOf { person: ada, purpose: newsletter, point: point.clone(), channel: channel.clone() };
            let (method, at, evidence) = ("paper".to_owned(), u64::MAX, String::new());
            let wish = ConsentWish {
                person: ada,
                purpose: newsletter,
                point,
                channel,
                method,
                at,
                evidence,
                file: None,
                explicit: false,
                guardian: false,
            };
            change(&anna, Call::RecordConsent(wish)).await.expect("it was said");
            change(&anna, confirm(of)).await.expect("and confirmed");
        };
        agree("ada@example.org").await;
        anna.settled().await;
        let wish = |format| ExportWish {
            purpose: newsletter,
            channel: "email".into(),
            recipient: None,
            fields: vec![FieldKey::GIVEN, FieldKey::EMAILS, size, second],
            of: ExportOf::All,
            why: "The May issue".into(),
            return_by: None,
            format,
            task: String::new(),
        };
        let preview = preview_of(&anna, wish(ExportFormat::Csv)).await;
        assert_eq!((preview.included, preview.without.len()), (1, 0));
        let (text, ..) = exported(&anna, wish(ExportFormat::Csv)).await.expect("she may");
        let head = "Given name,E-mail,Shirt size,Second mail";
        assert_eq!(text.lines().collect::<Vec<_>>(), [head, "Ada,ada@example.org,M,"], "not where she said nothing");
        agree("ada@home.example").await;
        let (point, channel) = (Some("ada@example.org".to_owned()), "email".to_owned());
        let first = CellOf { person: ada, purpose: newsletter, point, channel };
        change(&anna, Call::Withdraw(first)).await.expect("she may");
        anna.settled().await;
        let (text, ..) = exported(&anna, wish(ExportFormat::Csv)).await.expect("she may");
        assert_eq!(text.lines().nth(1), Some("Ada,,M,ada@home.example"), "at the address where she said yes");
        let (json, ..) = exported(&anna, wish(ExportFormat::Json)).await.expect("she may");
        assert!(json.contains("\"Shirt size\":\"M\"") && !json.contains("\"\":"), "{json}");

        // Art. 30 and the receipt tell the category that was declared.
        let Ok(PrivacyAnswer::Processing(entries)) = asked(&anna, PrivacyAsk::Processing).await else {
            panic!("no record")
        };
        let entry = entries.iter().find(|one| one.name == "Newsletter").expect("there");
        assert!(entry.categories.iter().any(|one| one == "user.workplace"), "{:?}", entry.categories);
        assert!(!entry.categories.iter().any(|one| one == "user.behavior"), "{:?}", entry.categories);
        let event = privacy(&anna, ada).await.events.iter().find_map(|event| event.receipt).expect("a consent");
        let Ok(PurposesAnswer::Receipt(receipt)) = purposes(&anna, PurposesAsk::Receipt(event)).await else {
            panic!("no receipt")
        };
        assert!(receipt.categories.iter().any(|one| one == "user.workplace"), "{:?}", receipt.categories);
    });
}
