//! Templates: what is filled in, what stays as it stands, what cannot stand in one.
#![allow(clippy::expect_used, missing_docs)]

use tacit_crm::custom::{Terms, Wish};
use tacit_crm::privacy::Restriction;
use tacit_crm::privacy::words::Sensitivity;
use tacit_crm::schema::custom::Form;
use tacit_crm::schema::key;
use tacit_crm::template::{MAX_TEMPLATES, TemplateError};
use tacit_crm::{Book, FieldKey, Kind, Point, Record, RecordId, Stamp, Value};

const fn stamp(ms: u64) -> Stamp {
    Stamp { ms, counter: 0, author: 1 }
}

fn put(book: &mut Book, id: u8, kind: Kind, fields: &[(FieldKey, Value)]) -> RecordId {
    let mut record = Record::new(kind, stamp(50));
    for (field, value) in fields {
        record.set(*field, value.clone(), stamp(50)).expect("fits");
    }
    book.put(RecordId([id; 16]), &record.encode()).expect("good");
    RecordId([id; 16])
}

fn define(book: &mut Book, id: u8, name: &str, sensitivity: Sensitivity) -> FieldKey {
    let terms = Terms { sensitivity, ..Terms::usual(Kind::Person) };
    let wish = Wish { name: name.into(), choices: Vec::new(), terms };
    let record = book.define(Kind::Person, Form::Text, &wish, || u16::from(id), stamp(1)).expect("fits");
    book.put(RecordId([id; 16]), &record.encode()).expect("good");
    book.custom_fields(Kind::Person).into_iter().find(|field| field.name == name).expect("is there").key
}

fn book() -> (Book, RecordId, RecordId) {
    let mut book = Book::new();
    let berg = put(&mut book, 10, Kind::Company, &[(key::NAME, Value::text("Berg AG"))]);
    let ada = put(
        &mut book,
        11,
        Kind::Person,
        &[
            (key::GIVEN, Value::text("Ada")),
            (key::FAMILY, Value::text("Lovelace")),
            (key::COMPANY, Value::Link(berg)),
            (key::BIRTHDAY, Value::text("1815-12-10")),
            (
                key::EMAILS,
                Value::Points(vec![Point::new("work", "ada@berg.example"), Point::new("home", "b@c.example")]),
            ),
        ],
    );
    let deal = [(key::NAME, Value::text("Engine")), (key::PEOPLE, Value::Relations(vec![ada]))];
    let deal = put(&mut book, 12, Kind::Deal, &deal);
    (book, ada, deal)
}

#[test]
fn what_is_known_is_filled_in_and_the_rest_stays_as_it_stands() {
    let (mut book, ada, deal) = book();
    let text = "{{ First name }} {{Nachname}} of {{company}}, {{E-Mail}}, {{phone}} on {{today}}: {{my name}} {{open";
    let (filled, missing) = book.filled(text, &ada, "Anna Berg", "27 November");
    assert_eq!(filled, "Ada Lovelace of Berg AG, ada@berg.example, {{phone}} on 27 November: Anna Berg {{open");
    assert_eq!(missing, ["phone"]);
    let (filled, missing) = book.filled("{{name}} with {{first name}}, {{amount}}", &deal, "", "");
    assert_eq!((filled.as_str(), missing), ("Engine with Ada, {{amount}}", vec!["amount".to_owned()]));
    let file = define(&mut book, 20, "File number", Sensitivity::Personal);
    let mut record = book.record(&ada).expect("there");
    record.set(file, Value::text("AZ 17"), stamp(60)).expect("fits");
    book.put(ada, &record.encode()).expect("good");
    assert_eq!(book.filled("{{file NUMBER}}", &ada, "", "").0, "AZ 17");
    assert_eq!(book.filled("{{file number}}", &deal, "", "").0, "AZ 17", "of the person whom the deal is with");
    assert_eq!(book.template_fields(), ["File number"]);
}

#[test]
fn rule_08_what_is_masked_stands_in_no_template_and_is_filled_into_none() {
    let (mut book, ada, _) = book();
    let kept = |book: &Book, text: &str| book.template_kept(None, ("T", "note", text), stamp(9)).map(|_| ());
    assert_eq!(kept(&book, "{{Birthday}}"), Err(TemplateError::Masked("Birthday".into())));
    assert_eq!(book.filled("{{birthday}}", &ada, "", "").0, "{{birthday}}");
    let normal = define(&mut book, 20, "Diagnosis", Sensitivity::Personal);
    assert_eq!(kept(&book, "{{diagnosis}}"), Ok(()));
    let mut record = book.record(&ada).expect("there");
    record.set(normal, Value::text("flu"), stamp(60)).expect("fits");
    book.put(ada, &record.encode()).expect("good");
    assert_eq!(book.filled("{{diagnosis}}", &ada, "", "").0, "flu");
    // Declared sensitive afterwards: the template is there, and shows nothing any more.
    let terms = Terms { sensitivity: Sensitivity::Sensitive, ..Terms::usual(Kind::Person) };
    let wish = Wish { name: "Diagnosis".into(), choices: Vec::new(), terms };
    let redefined = book.redefine(&RecordId([20; 16]), &wish, stamp(70)).expect("fits");
    book.put(RecordId([20; 16]), &redefined.encode()).expect("good");
    assert_eq!(book.filled("{{diagnosis}}", &ada, "", ""), ("{{diagnosis}}".into(), vec!["diagnosis".into()]));
    assert_eq!(kept(&book, "{{diagnosis}}"), Err(TemplateError::Masked("diagnosis".into())));
    assert!(book.template_fields().is_empty());
}

#[test]
fn rule_14_whose_data_is_only_stored_is_not_named() {
    let (mut book, ada, deal) = book();
    let restriction = Restriction { person: ada, since: 1, why: "disputed".into(), until: None };
    let restriction = restriction.write(stamp(60)).expect("fits");
    book.put(RecordId([40; 16]), &restriction.encode()).expect("good");
    book.restrict(100);
    for about in [ada, deal] {
        let (filled, missing) = book.filled("{{first name}}", &about, "", "");
        assert_eq!((filled.as_str(), missing.len()), ("{{first name}}", 1));
    }
}

#[test]
fn a_template_has_a_name_a_text_and_only_names_that_are_something() {
    let (mut book, ..) = book();
    let kept = |book: &Book, id: Option<&RecordId>, name: &str, text: &str| {
        book.template_kept(id, (name, "call", text), stamp(9))
    };
    assert_eq!(kept(&book, None, " ", "x").err(), Some(TemplateError::Name));
    assert_eq!(kept(&book, None, "Call", "  ").err(), Some(TemplateError::Text));
    assert_eq!(kept(&book, None, "Call", "{{shoe size}}").err(), Some(TemplateError::Unknown("shoe size".into())));
    let record = kept(&book, None, "Call", "Called {{first name}}").expect("fits");
    book.put(RecordId([30; 16]), &record.encode()).expect("good");
    assert_eq!(kept(&book, None, "CALL", "x").err(), Some(TemplateError::Known));
    assert!(kept(&book, Some(&RecordId([30; 16])), "CALL", "x").is_ok());
    assert_eq!(kept(&book, Some(&RecordId([11; 16])), "Other", "x").err(), Some(TemplateError::Gone));
    let all = book.templates();
    assert_eq!((all.len(), all[0].name.as_str(), all[0].what.as_str()), (1, "Call", "call"));
    for id in 1..MAX_TEMPLATES as u128 {
        let record = kept(&book, None, &id.to_string(), "x").expect("fits");
        book.put(RecordId((1 << 64 | id).to_be_bytes()), &record.encode()).expect("good");
    }
    assert_eq!(kept(&book, None, "one more", "x").err(), Some(TemplateError::Many));
}
