//! What is in a file, what is not, and that a card is read back as the person it was.

use super::{Format, Writer};
use crate::book::Book;
use crate::clock::{Clock, Stamp};
use crate::field::{Point, Value};
use crate::import::Import;
use crate::privacy::key as pk;
use crate::record::{Record, RecordId};
use crate::schema::custom::Form;
use crate::schema::{FieldKey, Kind, key};
use proptest::prelude::*;

const STAMP: Stamp = Stamp { ms: 1, counter: 0, author: 0 };
const FIELDS: [FieldKey; 15] = [
    key::GIVEN,
    key::FAMILY,
    key::MIDDLE,
    key::PREFIX,
    key::SUFFIX,
    key::NICKNAME,
    key::COMPANY,
    key::DEPARTMENT,
    key::JOB_TITLE,
    key::EMAILS,
    key::PHONES,
    key::LINKS,
    key::ADDRESSES,
    key::TAGS,
    key::NOTES,
];

fn put(book: &mut Book, number: u8, kind: Kind, fields: &[(FieldKey, Value)]) -> RecordId {
    let mut record = Record::new(kind, STAMP);
    for (field, value) in fields {
        record.set(*field, value.clone(), STAMP).expect("fits");
    }
    let id = RecordId([number; 16]);
    book.put(id, &record.encode()).expect("of our own making");
    id
}

fn file(book: &Book, format: Format, fields: &[FieldKey], people: &[RecordId]) -> String {
    let mut writer = Writer::new(book, format, fields);
    people.iter().for_each(|person| writer.add(book, person, |_, _| true));
    let (bytes, rows) = writer.finish();
    assert_eq!(rows as usize, people.len());
    String::from_utf8(bytes).expect("text")
}

#[test]
fn formulas_are_neutralised_and_the_rest_is_quoted_where_it_has_to_be() {
    let mut book = Book::new();
    let evil = [
        (key::GIVEN, Value::text("=HYPERLINK(\"http://evil.example\",\"x\")")),
        (key::FAMILY, Value::text("@SUM(A1)")),
        (key::JOB_TITLE, Value::text("Judge, retired")),
        (key::NOTES, Value::text("-1+1|cmd")),
    ];
    let person = put(&mut book, 1, Kind::Person, &evil);
    let fields = [key::GIVEN, key::FAMILY, key::JOB_TITLE, key::NOTES];
    let text = file(&book, Format::Csv { bom: true }, &fields, &[person]);
    assert_eq!(
        text,
        "\u{feff}Given name,Family name,Job title,Background\r\n\
         \"'=HYPERLINK(\"\"http://evil.example\"\",\"\"x\"\")\",'@SUM(A1),\"Judge, retired\",'-1+1|cmd\r\n"
    );
}

#[test]
fn json_says_its_version_and_escapes() {
    let mut book = Book::new();
    let fields = [
        (key::GIVEN, Value::text("A\"da\\")),
        (key::EMAILS, Value::Points(vec![Point::new("work", "ada@example.org")])),
        (key::TAGS, Value::Tags(vec!["vip".into()])),
    ];
    let person = put(&mut book, 1, Kind::Person, &fields);
    assert_eq!(
        file(&book, Format::Json, &[key::GIVEN, key::EMAILS, key::TAGS], &[person]),
        "{\"format\":\"tacit-people\",\"version\":1,\"people\":[\n{\"Given name\":\"A\\\"da\\\\\",\
         \"E-mail\":[{\"label\":\"work\",\"value\":\"ada@example.org\"}],\"Tags\":[\"vip\"]}\n]}\n"
    );
}

#[test]
fn a_field_that_was_not_asked_for_is_in_no_file() {
    let mut book = Book::new();
    let fields = [(key::GIVEN, Value::text("Ada")), (key::NOTES, Value::text("secret"))];
    let person = put(&mut book, 1, Kind::Person, &fields);
    for format in [Format::Csv { bom: false }, Format::VCard, Format::Json] {
        assert!(!file(&book, format, &[key::GIVEN], &[person]).contains("secret"));
    }
}

/// Fields of the team's own with these names, whatever a device would have refused.
fn own(book: &mut Book, number: u8, form: Form, name: &str) -> FieldKey {
    let key = form.key(u16::from(number));
    let definition = [
        (key::NAME, Value::text(name)),
        (key::LISTS, Value::Number(u64::from(Kind::Person.number()))),
        (key::NUMBER, Value::Number(u64::from(key.0))),
        (pk::SENSITIVITY, Value::text("personal")),
    ];
    put(book, number, Kind::Field, &definition);
    key
}

#[test]
fn fields_of_ones_own_go_by_their_names_each_otherwise_and_contact_points_with_their_values() {
    let mut book = Book::new();
    let size = own(&mut book, 10, Form::Text, "Shirt size");
    let twin = own(&mut book, 11, Form::Text, "Shirt size");
    let evil = own(&mut book, 12, Form::Text, "=cmd");
    let second = own(&mut book, 13, Form::Email, "Second mail");
    let gone = Form::Text.key(99);
    let values = [
        (size, Value::text("M")),
        (twin, Value::text("L")),
        (evil, Value::text("x")),
        (second, Value::Points(vec![Point::new("", "ada@home.example")])),
        (gone, Value::text("y")),
    ];
    let ada = put(&mut book, 1, Kind::Person, &values);
    let fields = [size, twin, evil, second, gone];
    assert_eq!(
        file(&book, Format::Csv { bom: false }, &fields, &[ada]),
        "Shirt size,Shirt size (2),'=cmd,Second mail,Field\r\nM,L,x,ada@home.example,y\r\n"
    );
    let json = file(&book, Format::Json, &fields, &[ada]);
    let people = serde_json::from_str::<serde_json::Value>(&json).expect("JSON");
    let person = people["people"][0].as_object().expect("a person");
    assert_eq!(person.len(), 5, "no key stands for two fields");
    assert_eq!((person["Shirt size"].as_str(), person["Shirt size (2)"].as_str()), (Some("M"), Some("L")));
    assert_eq!(person["Second mail"][0]["value"].as_str(), Some("ada@home.example"));
}

#[test]
fn records_go_with_their_moments_and_without_formulas_and_nobody_is_among_them() {
    let mut book = Book::new();
    let fields = [
        (key::TYPE, Value::text("call")),
        (key::NAME, Value::text("=1+1")),
        (key::WHEN, Value::Number(1_799_143_200_999)),
    ];
    let call = put(&mut book, 1, Kind::Activity, &fields);
    let ada = put(&mut book, 2, Kind::Person, &[(key::GIVEN, Value::text("Ada"))]);
    let written = |format| {
        let mut writer = Writer::of(&book, Kind::Activity, format, &[key::NAME, key::WHEN]);
        [call, ada].iter().for_each(|id| writer.add(&book, id, |_, _| true));
        let (bytes, rows) = writer.finish();
        assert_eq!(rows, 1);
        String::from_utf8(bytes).expect("text")
    };
    assert_eq!(written(Format::Csv { bom: false }), "Subject,When\r\n'=1+1,2027-01-05T10:00:00Z\r\n");
    assert_eq!(
        written(Format::Json),
        "{\"format\":\"tacit-records\",\"version\":1,\"of\":\"activities\",\"records\":[\n\
         {\"Subject\":\"=1+1\",\"When\":\"2027-01-05T10:00:00Z\"}\n]}\n"
    );
}

/// Words as people write them, with everything that has a meaning in a vCard. Readers take several blanks for one.
fn words() -> impl Strategy<Value = String> {
    let one_blank = |text: String| text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    r#"[A-Za-zÄßéœ山"'\\.,;:=+-][A-Za-zäß山,;:\\"'. -]{0,90}[A-Za-z山\\;:]"#.prop_map(one_blank)
}

fn label() -> impl Strategy<Value = &'static str> {
    prop_oneof![Just(""), Just("work"), Just("home"), Just("mobile"), Just("summer house")]
}

fn points(value: impl Strategy<Value = String>) -> impl Strategy<Value = Vec<(&'static str, String)>> {
    proptest::collection::vec((label(), value), 0..3)
}

fn value_of(points: Vec<(&'static str, String)>) -> Value {
    let mut seen: Vec<String> = Vec::new();
    let mut fresh = |value: &str| {
        let folded = value.to_ascii_lowercase();
        let new = !seen.contains(&folded);
        seen.push(folded);
        new
    };
    let points: Vec<Point> =
        points.into_iter().filter(|(_, value)| fresh(value)).map(|(label, value)| Point::new(label, value)).collect();
    if points.is_empty() { Value::Empty } else { Value::Points(points) }
}

proptest! {
    #[test]
    fn a_card_that_is_read_back_is_the_same_person(
        texts in proptest::collection::vec(proptest::option::of(words()), 9),
        emails in points("[a-z]{1,9}@[a-z]{1,9}\\.example"),
        phones in points("\\+[0-9]{2} [0-9]{3,12}"),
        links in points("https://[a-z]{2,9}\\.example/[a-z]{0,60}"),
        addresses in points("[A-Z][a-zäß]{2,30} [0-9]{1,3}, [0-9]{5} [A-Z][a-z]{2,9}"),
        tags in proptest::collection::btree_set("[a-z][a-z ]{0,8}[a-z]", 0..4),
        notes in proptest::option::of("[A-Za-z,;\\\\][A-Za-z,;\\\\\n ]{0,120}[A-Za-z]"),
    ) {
        let mut book = Book::new();
        let company = texts[8].as_ref().map(|name| put(&mut book, 2, Kind::Company, &[(key::NAME, Value::text(name.as_str()))]));
        let own = [key::GIVEN, key::FAMILY, key::MIDDLE, key::PREFIX, key::SUFFIX, key::NICKNAME, key::DEPARTMENT, key::JOB_TITLE];
        let mut fields: Vec<(FieldKey, Value)> = own
            .into_iter()
            .zip(&texts)
            .filter_map(|(field, text)| Some((field, Value::text(text.as_deref()?))))
            .collect();
        fields.extend([
            (key::GIVEN, Value::text(texts[0].as_deref().unwrap_or("Ada"))),
            (key::EMAILS, value_of(emails)),
            (key::PHONES, value_of(phones)),
            (key::LINKS, value_of(links)),
            (key::ADDRESSES, value_of(addresses)),
        ]);
        if !tags.is_empty() {
            fields.push((key::TAGS, Value::Tags(tags.into_iter().collect())));
        }
        fields.extend(notes.map(|notes| (key::NOTES, Value::text(notes))));
        fields.extend(company.map(|company| (key::COMPANY, Value::Link(company))));
        let person = put(&mut book, 1, Kind::Person, &fields);
        let cards = file(&book, Format::VCard, &FIELDS, &[person]);
        prop_assert!(cards.lines().all(|line| line.len() <= 75));

        let import = Import::read(vec![("people.vcf".into(), cards.clone().into_bytes())]).expect("cards");
        let (mut read, mut next) = (Book::new(), 100u8);
        let mut ids = || { next += 1; RecordId([next; 16]) };
        let batch = import.run(&mut read, &mut ids, &mut Clock::new(0), 2);
        for (id, plain) in &batch.writes {
            read.put(*id, plain).expect("of our own making");
        }
        let found: Vec<RecordId> = read.ids_of(Kind::Person).collect();
        prop_assert_eq!(found.len(), 1, "{}", cards);
        let (before, after) = (book.record(&person).expect("there"), read.record(&found[0]).expect("there"));
        for field in FIELDS.into_iter().filter(|field| *field != key::COMPANY) {
            prop_assert_eq!(before.get(field), after.get(field), "{:?} {}", field, cards);
        }
        prop_assert_eq!(
            book.typed(&book.get(&person).expect("there"), key::COMPANY),
            read.typed(&read.get(&found[0]).expect("there"), key::COMPANY)
        );
    }
}
