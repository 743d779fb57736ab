//! Lists against the simplest way to compute them: search, sort, filter, look-alikes, after any history of changes.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use common::counting_ids;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use tacit_crm::demo::Demo;
use tacit_crm::schema::key;
use tacit_crm::{
    Book, Cell, FieldKey, Filter, Kind, Likeness, Point, Record, RecordId, Sort, Stamp, Test, Value, View, fold,
    fold_name, phone_digits,
};

const STAMP: Stamp = Stamp { ms: 1, counter: 0, author: 0 };

fn record(kind: Kind, fields: Vec<(FieldKey, Value)>) -> Record {
    let mut record = Record::new(kind, STAMP);
    for (field, value) in fields {
        record.set(field, value, STAMP).unwrap();
    }
    record
}

fn id(number: u8) -> RecordId {
    RecordId([number; 16])
}

/// Every text of a record, folded, and the digits of its telephone numbers.
fn haystack(book: &Book, record: &Record) -> Vec<String> {
    let mut texts = Vec::new();
    for (field, value) in record.fields() {
        match value {
            Value::Text(text) if field != key::SOURCE && field != key::UID => texts.push(fold(&text)),
            Value::Points(points) => {
                for point in points {
                    texts.push(fold(&point.value));
                    if field == key::PHONES {
                        texts.push(phone_digits(&point.value));
                    }
                }
            }
            Value::Tags(tags) => texts.extend(tags.iter().map(|tag| fold(tag))),
            Value::Link(company) => texts.push(fold(&book.name(&company))),
            _ => {}
        }
    }
    texts
}

fn naive(book: &Book, kind: Kind, search: &str) -> Vec<RecordId> {
    let folded = fold(search);
    let fits = |record: &Record| {
        let texts = haystack(book, record);
        folded.split_whitespace().filter(|word| *word != "-").all(|word| {
            let excluded = word.strip_prefix('-').filter(|rest| rest.starts_with(char::is_alphanumeric));
            let word = excluded.unwrap_or(word);
            let phone = word.chars().all(|c| c.is_ascii_digit() || "+-./()".contains(c))
                && word.chars().any(|c| c.is_ascii_digit());
            let digits = phone_digits(word);
            let found = texts.iter().any(|text| text.contains(word) || phone && text.contains(&digits));
            found == excluded.is_none()
        })
    };
    let mut ids: Vec<RecordId> = book.ids_of(kind).filter(|id| fits(&book.record(id).unwrap())).collect();
    ids.sort();
    ids
}

#[derive(Debug, Clone)]
enum Act {
    Put(u8, Vec<(FieldKey, Value)>),
    Company(u8, String),
    Remove(u8),
    Look,
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let name = "[A-Caäß]{0,3}( [a-c]{1,2})?";
    let person = (0..12u8, name, name, "[a-c0-9]{1,3}", "\\+?[0-9]{1,3}[ -][0-9]{1,4}", 100..103u8).prop_map(
        |(number, given, family, email, phone, company)| {
            let fields = vec![
                (key::GIVEN, Value::text(given)),
                (key::FAMILY, Value::text(family)),
                (key::EMAILS, Value::Points(vec![Point::new("", email.clone())])),
                (key::PHONES, Value::Points(vec![Point::new("", phone)])),
                (key::TAGS, Value::Tags(vec![email])),
                (key::COMPANY, Value::Link(id(company))),
            ];
            Act::Put(number, fields)
        },
    );
    let company = (100..103u8, "[A-C]{1,3}").prop_map(|(number, name)| Act::Company(number, name));
    let remove = prop_oneof![0..12u8, 100..103u8].prop_map(Act::Remove);
    proptest::collection::vec(prop_oneof![6 => person, 2 => company, 1 => remove, 3 => Just(Act::Look)], 1..60)
}

fn by(field: Option<FieldKey>, descending: bool) -> Vec<Sort> {
    vec![Sort { field, descending }]
}

fn tagged(tag: &str) -> Filter {
    Filter::Field(key::TAGS, Test::Is(vec![tag.to_owned()]))
}

/// How many records of a kind point to this one.
fn pointing(book: &Book, to: &RecordId, kind: Kind) -> u32 {
    book.referring_counts(to).into_iter().find(|(of, _)| *of == kind).map_or(0, |(_, count)| count)
}

/// A field as people compare it, folded.
fn shown(book: &Book, id: &RecordId, field: FieldKey) -> String {
    match book.record(id).unwrap().get(field) {
        Value::Text(text) => fold(text.trim_start()),
        Value::Points(points) => fold(&points[0].value),
        _ => String::new(),
    }
}

fn play(acts: &[Act]) -> Book {
    let mut book = Book::new();
    for act in acts {
        match act {
            Act::Put(number, fields) => book.put(id(*number), &record(Kind::Person, fields.clone()).encode()).unwrap(),
            Act::Company(number, name) => {
                let fields = vec![(key::NAME, Value::text(name.clone()))];
                book.put(id(*number), &record(Kind::Company, fields).encode()).unwrap();
            }
            Act::Remove(number) => drop(book.remove(&id(*number))),
            // Builds what is then kept up to date by the changes that follow.
            Act::Look => {
                book.rows(&View { search: "a".to_owned(), ..View::all(Kind::Person) }, &[], 0, 10);
                book.rows(&View { sort: by(Some(key::COMPANY), false), ..View::all(Kind::Person) }, &[], 0, 10);
                let people = by(Some(key::PEOPLE_HERE), false);
                book.rows(&View { sort: people, ..View::all(Kind::Company) }, &[], 0, 10);
                book.lookalikes(Kind::Person, &[(key::GIVEN, Value::text("A"))], None);
            }
        }
    }
    book
}

/// The same records in a book without a history.
fn fresh(book: &Book) -> Book {
    let mut other = Book::new();
    let all: BTreeMap<RecordId, Vec<u8>> = [Kind::Person, Kind::Company]
        .into_iter()
        .flat_map(|kind| book.ids_of(kind).map(|id| (id, book.plain(&id).unwrap().to_vec())).collect::<Vec<_>>())
        .collect();
    other.load_many(all.iter().map(|(id, plain)| (*id, plain.as_slice())));
    other
}

proptest! {
    #[test]
    fn search_finds_what_reading_everything_finds(acts in acts(), words in "[a-cäß0-9]{1,2}( -?[A-C0-9+-]{1,3})?") {
        let mut book = play(&acts);
        for kind in [Kind::Person, Kind::Company] {
            let mut found = book.row_ids(&View { search: words.clone(), ..View::all(kind) });
            found.sort();
            if !words.trim().is_empty() {
                prop_assert_eq!(found, naive(&book, kind, &words));
            }
        }
    }

    #[test]
    fn orders_kept_over_changes_equal_orders_made_anew(acts in acts(), descending in any::<bool>()) {
        let mut book = play(&acts);
        let mut other = fresh(&book);
        for sort in [None, Some(key::FAMILY), Some(key::COMPANY), Some(key::EMAILS), Some(key::TAGS)] {
            let view = View { sort: by(sort, descending), ..View::all(Kind::Person) };
            prop_assert_eq!(book.row_ids(&view), other.row_ids(&view));
        }
        let view = View { sort: by(Some(key::PEOPLE_HERE), descending), ..View::all(Kind::Company) };
        prop_assert_eq!(book.row_ids(&view), other.row_ids(&view), "how many point to a record is kept up to date");
    }

    #[test]
    fn several_criteria_sort_each_its_own_way_and_what_is_empty_stands_last(
        acts in acts(), one in any::<bool>(), other in any::<bool>(),
    ) {
        let mut book = play(&acts);
        let sort = [by(Some(key::FAMILY), one), by(Some(key::EMAILS), other)].concat();
        let ids = book.row_ids(&View { sort, ..View::all(Kind::Person) });
        prop_assert_eq!(ids.len() as u32, book.count_of(Kind::Person));
        // Empty is last whichever way the rest runs.
        let compare = |a: &str, b: &str, descending: bool| match (a.is_empty(), b.is_empty()) {
            (false, false) if descending => b.cmp(a),
            (false, false) => a.cmp(b),
            (a, b) => a.cmp(&b),
        };
        for pair in ids.windows(2) {
            let order = compare(&shown(&book, &pair[0], key::FAMILY), &shown(&book, &pair[1], key::FAMILY), one)
                .then_with(|| compare(&shown(&book, &pair[0], key::EMAILS), &shown(&book, &pair[1], key::EMAILS), other));
            prop_assert!(order.is_le());
        }
    }

    #[test]
    fn a_filter_and_its_opposite_share_the_rows_between_them(acts in acts(), word in "[a-c]") {
        let mut book = play(&acts);
        let has = Filter::Field(key::FAMILY, Test::Has(word.clone()));
        let mut count = |filter| book.rows(&View { filter, ..View::all(Kind::Person) }, &[], 0, 1);
        let (with, without) = (count(has.clone()), count(Filter::Not(Box::new(has.clone()))));
        prop_assert_eq!(with.total + without.total, with.all);
        let filled = Filter::Field(key::FAMILY, Test::Filled);
        prop_assert_eq!(count(Filter::All(vec![has.clone(), filled.clone()])).total, with.total);
        prop_assert_eq!(count(Filter::Any(vec![has, filled.clone()])).total, count(filled).total);
        let naive = book.ids_of(Kind::Person).filter(|id| shown(&book, id, key::FAMILY).contains(&word)).count();
        prop_assert_eq!(with.total as usize, naive);
    }

    #[test]
    fn what_is_exactly_a_text_is_all_of_it_whatever_the_case_and_accents(acts in acts(), word in "[a-cA-Cäß]{1,3}") {
        let mut book = play(&acts);
        let same = Filter::Field(key::FAMILY, Test::Is(vec![word.clone()]));
        let mut count = |filter| book.rows(&View { filter, ..View::all(Kind::Person) }, &[], 0, 1);
        let (with, without) = (count(same.clone()), count(Filter::Not(Box::new(same.clone()))));
        prop_assert_eq!(with.total + without.total, with.all);
        prop_assert!(with.total <= count(Filter::Field(key::FAMILY, Test::Has(word.clone()))).total);
        let naive = book.ids_of(Kind::Person).filter(|id| shown(&book, id, key::FAMILY).trim() == fold(&word)).count();
        prop_assert_eq!(with.total as usize, naive);
        prop_assert_eq!(same.encode().and_then(|bytes| Filter::decode(&bytes)), Some(same));
    }

    #[test]
    fn groups_share_the_rows_between_them(acts in acts()) {
        let mut book = play(&acts);
        let groups = book.groups(&View::all(Kind::Person), key::COMPANY, None);
        prop_assert_eq!(groups.iter().map(|group| group.count).sum::<u32>(), book.count_of(Kind::Person));
        for group in groups {
            if let Cell::Records { named, .. } = group.value {
                prop_assert_eq!(group.count, pointing(&book, &named[0].1, Kind::Person));
            }
        }
    }

    #[test]
    fn people_sort_by_folded_family_name(acts in acts()) {
        let mut book = play(&acts);
        let view = View { sort: by(Some(key::FAMILY), false), ..View::all(Kind::Person) };
        let names: Vec<String> = book.row_ids(&view).iter().map(|id| fold(book.record(id).unwrap().text(key::FAMILY).trim_start())).collect();
        let filled: Vec<&String> = names.iter().take_while(|name| !name.is_empty()).collect();
        prop_assert!(filled.is_sorted());
        prop_assert!(names[filled.len()..].iter().all(String::is_empty), "rows without a value stand last");
    }

    #[test]
    fn filters_count_what_they_should(acts in acts()) {
        let mut book = play(&acts);
        for number in 100..103 {
            let people = book.ids_of(Kind::Person).filter(|person| book.record(person).unwrap().get(key::COMPANY) == Value::Link(id(number))).count();
            let rows = book.rows(&View { filter: Filter::About(id(number)), ..View::all(Kind::Person) }, &[], 0, 500);
            prop_assert_eq!(rows.total as usize, people);
            prop_assert_eq!(pointing(&book, &id(number), Kind::Person) as usize, people);
            // Asked the other way round it reads every record.
            let either = Filter::Field(key::COMPANY, Test::Links(vec![id(number), id(101), id(200)]));
            let slow = Filter::Not(Box::new(Filter::Not(Box::new(either.clone()))));
            let ids = |book: &mut Book, filter| book.row_ids(&View { filter, ..View::all(Kind::Person) });
            prop_assert_eq!(ids(&mut book, Filter::All(vec![either])), ids(&mut book, slow));
        }
        for (tag, count) in book.words(Kind::Person, key::TAGS) {
            let rows = book.rows(&View { filter: tagged(&tag), ..View::all(Kind::Person) }, &[], 0, 500);
            prop_assert_eq!(rows.total, count);
        }
    }
}

#[test]
fn words_match_across_fields_accents_and_telephone_styles() {
    let mut book = Book::new();
    let fields = vec![
        (key::GIVEN, Value::text("Ludwig-Götz")),
        (key::FAMILY, Value::text("Graßl")),
        (key::PHONES, Value::Points(vec![Point::new("work", "+49 (0)30 123-456")])),
        (key::COMPANY, Value::Link(id(100))),
        (key::TAGS, Value::Tags(vec!["VIP guest".to_owned()])),
    ];
    book.put(id(1), &record(Kind::Person, fields).encode()).unwrap();
    let mut hits =
        |search: &str| book.rows(&View { search: search.to_owned(), ..View::all(Kind::Person) }, &[], 0, 10).total;
    for search in ["gotz", "GRASSL", "graßl ludwig", "030123456", "(0)30 123-456", "123456", "vip"] {
        assert_eq!(hits(search), 1, "{search}");
    }
    assert_eq!(hits("götz acme"), 0);
    let company = record(Kind::Company, vec![(key::NAME, Value::text("Acme"))]);
    book.put(id(100), &company.encode()).unwrap();
    let view = View { search: "götz acme".to_owned(), ..View::all(Kind::Person) };
    assert_eq!(book.rows(&view, &[], 0, 10).total, 1, "a company that comes later is found through its people");
    let row = &book.rows(&view, &[key::COMPANY], 0, 10).rows[0];
    let named = vec![(Kind::Company, id(100), "Acme".to_owned())];
    assert_eq!(row.cells, [Cell::Records { named, total: 1 }]);
    assert_eq!(book.rows(&View { filter: tagged("vip GUEST"), ..View::all(Kind::Person) }, &[], 0, 1).total, 1);
    assert_eq!(book.rows(&View { filter: tagged("vip"), ..View::all(Kind::Person) }, &[], 0, 1).total, 0);
}

#[test]
fn a_telephone_number_is_the_same_however_it_is_written() {
    let mut book = Book::new();
    let phones = (key::PHONES, Value::Points(vec![Point::new("work", "+49 (0)30 123-456")]));
    book.put(id(1), &record(Kind::Person, vec![phones]).encode()).unwrap();
    let mut is = |word: &str| {
        let filter = Filter::Field(key::PHONES, Test::Is(vec![word.to_owned()]));
        book.rows(&View { filter, ..View::all(Kind::Person) }, &[], 0, 1).total == 1
    };
    for same in ["+49 (0)30 123-456", "+49 030 123 456", "49030123456"] {
        assert!(is(same), "{same}");
    }
    for other in ["030 123 456", "+49 30 123 456", "123", "-", ""] {
        assert!(!is(other), "{other}");
    }
}

#[test]
fn look_alikes_are_found_by_address_and_by_name_and_company() {
    let mut book = Book::new();
    let company = record(Kind::Company, vec![(key::NAME, Value::text("Acme Ltd"))]);
    book.put(id(100), &company.encode()).unwrap();
    let ada = vec![
        (key::GIVEN, Value::text("Ada")),
        (key::FAMILY, Value::text("Lovelace")),
        (key::EMAILS, Value::Points(vec![Point::new("", "ada@x.example")])),
        (key::COMPANY, Value::Link(id(100))),
    ];
    book.put(id(1), &record(Kind::Person, ada.clone()).encode()).unwrap();
    let typed = [(key::EMAILS, Value::Points(vec![Point::new("", "ADA@x.example")]))];
    assert_eq!(book.lookalikes(Kind::Person, &typed, None)[0].why, Likeness::Email);
    let typed = [ada[0].clone(), ada[1].clone(), ada[3].clone()];
    assert_eq!(book.lookalikes(Kind::Person, &typed, None)[0].why, Likeness::NameAndCompany);
    assert_eq!(book.lookalikes(Kind::Person, &typed[..2], None)[0].why, Likeness::Name);
    assert!(book.lookalikes(Kind::Person, &typed, Some(id(1))).is_empty(), "not itself");
    let same = [(key::NAME, Value::text("ACME  ltd"))];
    let found = book.lookalikes(Kind::Company, &same, None);
    assert_eq!((found[0].id, found[0].why), (id(100), Likeness::Name), "a company is at none");
    let bo = [(key::GIVEN, Value::text("Bo"))];
    book.put(id(2), &record(Kind::Person, bo.to_vec()).encode()).unwrap();
    assert_eq!(book.lookalikes(Kind::Person, &bo, None)[0].why, Likeness::Name, "nor are both of these");
    assert_eq!(book.suggest(&[Kind::Company], "ac", 5), [(Kind::Company, id(100), "Acme Ltd".to_owned())]);
    book.remove(&id(1));
    assert!(book.lookalikes(Kind::Person, &typed, None).is_empty());
}

#[test]
fn demo_people_are_the_same_every_time_and_plausible() {
    let make = || {
        Demo::new(1_000, 42, STAMP, &mut counting_ids()).map(|(id, record)| (id, record.encode())).collect::<Vec<_>>()
    };
    let people = make();
    assert!(people == make());
    let mut book = Book::new();
    let loaded = book.load_many(people.iter().map(|(id, plain)| (*id, plain.as_slice())));
    assert!(loaded.refused.is_empty());
    assert_eq!((book.count_of(Kind::Person), book.count_of(Kind::Company)), (1_000, 125));
    let bytes: usize = people.iter().map(|(_, plain)| plain.len()).sum();
    assert!(bytes / people.len() <= 300, "{bytes}");
    let rows = book.rows(&View::all(Kind::Person), &[key::EMAILS, key::COMPANY], 0, 500).rows;
    assert!(rows.iter().all(|row| matches!(&row.cells[..], [Cell::Text(email), Cell::Records { named, .. }]
        if email.ends_with(".example") && !named[0].2.is_empty())));
    assert!(rows.is_sorted_by_key(|row| {
        let record = book.record(&row.id).unwrap();
        (fold(&record.text(key::FAMILY)), fold(&record.text(key::GIVEN)))
    }));
    assert!(rows.iter().all(|row| !fold_name(&row.name).is_empty()));
}

#[test]
fn demo_companies_have_a_number_only_where_another_is_called_so() {
    let mut ids = counting_ids();
    let demo = Demo::new(1_000, 42, STAMP, &mut ids).with_company_for_every(1);
    let companies: Vec<Record> =
        demo.map(|(_, record)| record).filter(|record| record.kind() == Kind::Company).collect();
    let texts = |field: FieldKey| companies.iter().map(|company| company.text(field)).collect::<BTreeSet<String>>();
    let names = texts(key::NAME);
    assert_eq!((names.len(), texts(key::DOMAIN).len()), (1_000, 1_000), "no two are called alike");
    let bare = |name: &String| name.trim_end_matches(|letter: char| letter.is_ascii_digit()).trim_end().to_owned();
    let numbered: Vec<&String> = names.iter().filter(|name| bare(name) != **name).collect();
    assert!(!numbered.is_empty() && numbered.len() < 500, "{numbered:?}");
    assert!(numbered.iter().all(|name| names.contains(&bare(name))));
}

#[test]
fn a_note_without_a_title_is_called_by_its_first_line_without_marks() {
    let mut book = Book::new();
    let note = |text: &str| record(Kind::Activity, vec![(key::NOTES, Value::text(text))]).encode();
    book.put(id(1), &note("\n## They want **the draft**\n\nby Friday")).unwrap();
    assert_eq!(book.name(&id(1)), "They want the draft");
    book.put(id(1), &note("- [x] papers asked for\n- [ ] papers here")).unwrap();
    assert_eq!(book.name(&id(1)), "papers asked for");
    book.put(id(1), &note(&"ä".repeat(300))).unwrap();
    assert_eq!(book.name(&id(1)), "ä".repeat(60), "cut between letters");
}

#[test]
fn what_is_not_here_yet_is_found_by_those_who_point_to_it_and_goes_when_they_do() {
    let mut book = Book::new();
    let task = |about: &[u8]| {
        let ids = about.iter().map(|number| id(*number)).collect();
        record(Kind::Task, vec![(key::NAME, Value::text("call")), (key::ABOUT, Value::Relations(ids))]).encode()
    };
    book.put(id(1), &task(&[50, 51])).unwrap();
    assert!(!book.contains(&id(50)) && book.len() == 1);
    assert_eq!(pointing(&book, &id(51), Kind::Task), 1);
    book.put(id(51), &record(Kind::Company, vec![(key::NAME, Value::text("Acme"))]).encode()).unwrap();
    assert_eq!(book.referring_counts(&id(51)), [(Kind::Task, 1)]);
    book.put(id(1), &task(&[50])).unwrap();
    assert_eq!(book.referring_counts(&id(51)), []);
    assert!(book.remove(&id(51)));
    let before = book.memory();
    for _ in 0..1_000 {
        book.put(id(1), &task(&[60])).unwrap();
        book.put(id(1), &task(&[61])).unwrap();
    }
    assert!(book.memory() < before + (1 << 21), "slots of what nobody points to are used again");
}
