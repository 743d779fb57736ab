//! What is read from what is typed, and what it finds.

use super::*;
use crate::book::Book;
use crate::clock::Stamp;
use crate::field::{Point, Value};
use crate::filter::Today;
use crate::pipeline::{FIRST_NAMES, first_pipeline};
use crate::record::{Record, RecordId};
use crate::recur::Day;
use crate::schema::key;
use crate::view::View;
use proptest::prelude::*;

fn whats(text: &str) -> Vec<What> {
    Query::parse(text).terms.into_iter().map(|term| term.what).collect()
}

fn word(text: &str) -> What {
    What::Word(text.to_owned())
}

fn field(keys: &'static [FieldKey], text: &str, exact: bool) -> What {
    What::Field { keys, text: text.to_owned(), exact }
}

#[test]
fn words_phrases_and_operators_are_told_apart() {
    assert_eq!(whats("  anna  müller-lüdenscheid "), [word("anna"), word("müller-lüdenscheid")]);
    assert_eq!(
        whats("\"anna berg\"berlin „so“"),
        [What::Phrase("anna berg".to_owned()), word("berlin"), What::Phrase("so".to_owned())]
    );
    assert_eq!(
        whats("tag:vip TAGS:\"newsletter reader\""),
        [field(&[key::TAGS], "vip", false), field(&[key::TAGS], "newsletter reader", true)]
    );
    assert_eq!(
        whats("job-title:counsel E-Mail:@x.example"),
        [field(&[key::JOB_TITLE], "counsel", false), field(&[key::EMAILS], "@x.example", false)]
    );
    assert_eq!(
        whats("is:open is:Overdue is:e-mail"),
        [What::Is(State::Open), What::Is(State::Late), What::Is(State::Choice(key::TYPE, "e-mail"))]
    );
    assert_eq!(
        whats("owner:me owner:none owner:Ben"),
        [What::Owner(Owner::Me), What::Owner(Owner::Nobody), What::Owner(Owner::Named("Ben".to_owned()))]
    );
    assert_eq!(
        whats("has:file has:phone"),
        [What::Has(Part { keys: &[], kind: Some(Kind::File) }), What::Has(Part { keys: &[key::PHONES], kind: None })]
    );
    assert_eq!(
        whats("amount:>=12.5 amount:<3"),
        [What::Amount(key::AMOUNT, Some(1_250), None), What::Amount(key::AMOUNT, None, Some(299))]
    );
}

#[test]
fn days_are_read_with_what_compares_them() {
    let day = |text: &str| Day::parse(text).expect("a day");
    let january = When::Fixed(day("2026-01-01"), day("2026-01-31"));
    let today = When::Around(Unit::Day, 0);
    for (text, days) in [
        ("changed:2026-01", Days::Within(january)),
        ("changed:=2026-01", Days::Within(january)),
        ("changed:>2026-01", Days::After(january)),
        ("changed:>=2026-01", Days::From(january)),
        ("changed:<=2026-01", Days::UpTo(january)),
        ("changed:<today", Days::Before(today)),
        ("changed:2026-01..today", Days::Between(january, today)),
        ("changed:last-week", Days::Within(When::Around(Unit::Week, -1))),
    ] {
        assert_eq!(whats(text), [What::Day(&[key::CHANGED], days)], "{text}");
    }
}

#[test]
fn what_is_no_operator_is_a_word() {
    for text in
        ["https://a.example", "is:purple", "has:luck", "due:someday", "changed:2026-13-45", ":", "12:30", "--x", "-/"]
    {
        assert_eq!(whats(text), [word(text)], "{text}");
    }
}

#[test]
fn german_words_say_the_same_as_english_ones_and_both_may_be_mixed() {
    for (german, english) in [
        ("schlagwort:vip Schlagwörter:\"VIP Gast\"", "tag:vip tags:\"VIP Gast\""),
        ("zuständig:ich zustaendig:niemand Besitzer:Ben", "owner:me owner:nobody owner:Ben"),
        ("ist:offen ist:überfällig ist:heiß ist:e-mail", "is:open is:late is:hot is:e-mail"),
        ("hat:datei hat:notiz -hat:telefon", "has:file has:note -has:phone"),
        ("fällig:<heute faellig:>=2026-01", "due:<today due:>=2026-01"),
        ("geändert:letzte-woche angelegt:2026-01..heute", "changed:last-week created:2026-01..today"),
        ("ende:nächster-monat betrag:>5000", "close:next-month amount:>5000"),
        ("erwähnt:mich erwähnt:@ben", "mentions:me mentions:@ben"),
        ("has:datei due:heute fällig:today", "has:file due:today due:today"),
        ("hat: ist:off hat:tel fällig:diese", "has: is:op has:ph due:thi"),
    ] {
        let negated = |text: &str| Query::parse(text).terms.iter().map(|term| term.without).collect::<Vec<_>>();
        assert_eq!((whats(german), negated(german)), (whats(english), negated(english)), "{german}");
        assert!(whats(german).iter().all(|what| !matches!(what, What::Word(_))), "{german}");
    }
}

#[test]
fn what_looks_like_an_operator_and_is_none_is_told_and_stays_a_word() {
    for (text, typed, nearest) in [
        ("anna foo:bar", "foo", None),
        ("creatd:today", "creatd", Some("created")),
        ("-Creatd:", "Creatd", Some("created")),
        ("fälig:heute", "fälig", Some("fällig")),
    ] {
        let query = Query::parse(text);
        assert_eq!(query.unknown(), Some(UnknownOperator { typed: typed.to_owned(), nearest }), "{text}");
        assert!(query.terms.iter().all(|term| matches!(term.what, What::Word(_))), "{text}");
    }
    for text in [
        "https://a.example",
        "HTTP:a",
        "mailto:ada@halden.example",
        "ftp://a",
        "10:30",
        "a1:b",
        "c:/files",
        ":",
        "\"foo:bar\"",
        "tag:foo:bar",
        "is:purple",
        "fällig:irgendwann",
    ] {
        assert_eq!(Query::parse(text).unknown(), None, "{text}");
    }
    assert_eq!(Query::parse(&format!("{}:a", "a".repeat(33))).unknown(), None);
}

#[test]
fn only_a_search_that_finds_nothing_tells_of_an_unknown_operator() {
    let mut book = book();
    let mut told = |search: &str| {
        let view = View { search: search.to_owned(), today: today(2, 60), ..View::all(Kind::Person) };
        let list = book.rows(&view, &[], 0, 10).unknown.map(|one| one.typed);
        let found = book.find(search, 5, today(2, 60).as_ref());
        assert_eq!(list.is_some(), found.unknown.is_some(), "{search}");
        list
    };
    assert_eq!(told("lovelace citty:berlin"), Some("citty".to_owned()));
    assert_eq!(told("ada -foo:bar"), None, "found");
    assert_eq!(told("nobody whatsoever"), None, "no operator");
}

#[test]
fn an_operator_that_is_still_being_typed_asks_for_nothing_yet() {
    for text in [
        "tag:",
        "is:",
        "is:op",
        "has:ema",
        "due:",
        "due:<",
        "due:20",
        "due:tod",
        "due:2026-01..",
        "amount:>",
        "schlagwort:",
        "ist:off",
        "hat:tel",
        "fällig:mor",
        "-",
        "\"",
        "-tag:",
    ] {
        assert_eq!(whats(text), [What::Begun], "{text}");
    }
}

#[test]
fn a_minus_before_a_term_excludes_it() {
    let query = Query::parse("-anna -\"a b\" -tag:vip -12 x-y");
    assert_eq!(query.terms.iter().map(|term| term.without).collect::<Vec<_>>(), [true, true, true, true, false]);
}

#[test]
fn no_more_is_read_than_the_caps_allow() {
    assert_eq!(Query::parse(&"a ".repeat(100)).terms.len(), MAX_TERMS);
    assert_eq!(Query::parse(&"ä".repeat(MAX_QUERY)).terms[0].span, 0..MAX_QUERY);
}

proptest! {
    #[test]
    fn each_term_reads_as_itself_and_only_blanks_are_between(text in "([-\"“:>.=< a-dß0-9]|tag:|is:|due:|open|\\PC){0,30}") {
        let query = Query::parse(&text);
        let mut end = 0;
        for term in &query.terms {
            prop_assert!(text[end..term.span.start].chars().all(|letter| letter.is_whitespace() || letter.is_control()));
            let alone = Query::parse(&text[term.span.clone()]);
            prop_assert_eq!(alone.terms, vec![Term { span: 0..term.span.len(), ..term.clone() }]);
            end = term.span.end;
        }
        prop_assert!(query.terms.len() == MAX_TERMS || text[end..].chars().all(|letter| letter.is_whitespace() || letter.is_control()));
    }
}

const TODAY: &str = "2026-11-26";

/// That day where clocks are so many minutes ahead of UTC, asked by a member.
fn today(me: u32, zone: u64) -> Option<Today> {
    let day = Day::parse(TODAY)?;
    Some(Today { day, starts: u64::try_from(day.days()).ok()? * 86_400_000 - zone * 60_000, me })
}

fn id(number: u8) -> RecordId {
    RecordId([number; 16])
}

fn put(book: &mut Book, number: u8, kind: Kind, fields: &[(FieldKey, Value)]) {
    let day = Day::parse(TODAY).expect("a day").add_days(-i32::from(number)).expect("in range");
    let stamp =
        Stamp { ms: u64::try_from(day.days()).expect("later than 1970") * 86_400_000 + 1, counter: 0, author: 1 };
    let mut record = Record::new(kind, stamp);
    for (field, value) in fields {
        record.set(*field, value.clone(), stamp).expect("fits");
    }
    book.put(id(number), &record.encode()).expect("of our own making");
}

fn points(value: &str) -> Value {
    Value::Points(vec![Point::new("", value)])
}

/// A person, a company, two deals, three tasks and a note, with members 1 and 2.
fn book() -> Book {
    let mut book = Book::new();
    let mut next = 200;
    let draw = || {
        next += 1;
        id(next)
    };
    for (id, record) in first_pipeline(FIRST_NAMES, draw, Stamp { ms: 1, counter: 0, author: 1 }).expect("fits") {
        book.put(id, &record.encode()).expect("of our own making");
    }
    let stages = book.pipelines().remove(0).stages;
    let text = |text: &str| Value::text(text);
    for (number, name) in [(1, "Anna Berg"), (2, "Ben Óbrien")] {
        let fields = [(key::MEMBER_NUMBER, Value::Number(number)), (key::NAME, text(name))];
        put(&mut book, 100 + number as u8, Kind::MemberCard, &fields);
    }
    put(&mut book, 2, Kind::Company, &[(key::NAME, text("Bergwerk & Söhne")), (key::DOMAIN, text("berg.example"))]);
    let ada = [
        (key::GIVEN, text("Ada")),
        (key::FAMILY, text("Lovelace")),
        (key::STATUS, text("hot")),
        (key::COMPANY, Value::Link(id(2))),
        (key::TAGS, Value::Tags(vec!["vip".to_owned(), "vip guest".to_owned()])),
        (key::PHONES, points("+49 (0)30 123-456")),
        (key::ADDRESSES, points("Hauptstraße 1, 10115 Köln")),
        (key::OWNER, Value::Number(2)),
        (key::NOTES, text("Likes engines.\nAsked for two languages.")),
    ];
    put(&mut book, 1, Kind::Person, &ada);
    let deal = |stage: usize, close: &str, amount: &str| {
        let amount = crate::Money::parse(amount, crate::Currency::new("EUR").expect("a currency")).expect("an amount");
        vec![
            (key::NAME, Value::text("Looms")),
            (key::STAGE, Value::Link(stages[stage].id)),
            (key::CLOSE, Value::text(close)),
            (key::AMOUNT, Value::Money(amount)),
            (key::PEOPLE, Value::Relations(vec![id(1)])),
        ]
    };
    put(&mut book, 3, Kind::Deal, &deal(0, "2026-11-25", "100"));
    put(&mut book, 4, Kind::Deal, &deal(4, "2026-11-25", "99.99"));
    let task = |due: &str| vec![(key::NAME, Value::text("call")), (key::DUE, Value::text(due))];
    put(&mut book, 5, Kind::Task, &task("2026-11-25"));
    put(&mut book, 6, Kind::Task, &task(TODAY));
    put(&mut book, 7, Kind::Task, &[task("2026-11-20"), vec![(key::DONE, Value::Number(1))]].concat());
    let note = [
        (key::TYPE, text("note")),
        (key::NOTES, text("They want the draft")),
        (key::ABOUT, Value::Relations(vec![id(1)])),
    ];
    put(&mut book, 8, Kind::Activity, &note);
    put(&mut book, 9, Kind::File, &[(key::NAME, text("Angebot 2026.pdf")), (key::HOLDER, Value::Link(id(1)))]);
    book
}

fn found(book: &mut Book, kind: Kind, search: &str) -> Vec<u8> {
    found_on(book, kind, search, today(2, 60))
}

fn found_on(book: &mut Book, kind: Kind, search: &str, today: Option<Today>) -> Vec<u8> {
    let mut ids = book.row_ids(&View { search: search.to_owned(), today, ..View::all(kind) });
    ids.sort();
    ids.into_iter().map(|id| id.0[0]).collect()
}

#[test]
fn operators_find_what_they_say() {
    let mut book = book();
    for (kind, search, wanted) in [
        (Kind::Person, "tag:vip", &[1][..]),
        (Kind::Person, "tag:guest -tag:press", &[1]),
        (Kind::Person, "tag:\"guest\"", &[]),
        (Kind::Person, "tag:\"VIP Guest\"", &[1]),
        (Kind::Person, "company:SOHNE city:koln status:hot is:hot", &[1]),
        (Kind::Person, "company:miller", &[]),
        (Kind::Person, "name:\"ada lov\" familyname:lace", &[1]),
        (Kind::Person, "phone:030123456 phone:123-456", &[1]),
        (Kind::Person, "owner:me owner:obr is:mine", &[1]),
        (Kind::Person, "owner:anna", &[]),
        (Kind::Person, "has:file has:phone has:note has:deal -has:email", &[1]),
        (Kind::Person, "has:email", &[]),
        (Kind::Person, "\"two languages\" -draft", &[1]),
        (Kind::Person, "\"languages two\"", &[]),
        (Kind::Person, "angebot", &[1]),
        (Kind::Person, "changed:yesterday created:2026-11-25", &[1]),
        (Kind::Person, "due:today", &[]),
        (Kind::Company, "berg has:people owner:nobody", &[2]),
        (Kind::Company, "company:werk is:company", &[2]),
        (Kind::Deal, "is:open", &[3]),
        (Kind::Deal, "is:won", &[4]),
        (Kind::Deal, "-is:won", &[3]),
        (Kind::Deal, "is:closed is:lost", &[]),
        (Kind::Deal, "is:late", &[3]),
        (Kind::Deal, "people:lovelace amount:>=100", &[3]),
        (Kind::Deal, "amount:<100 stage:won close:2026", &[4]),
        (Kind::Task, "is:open", &[5, 6]),
        (Kind::Task, "is:done", &[7]),
        (Kind::Task, "is:late", &[5]),
        (Kind::Task, "due:<today", &[5, 7]),
        (Kind::Task, "due:2026-11-20..yesterday", &[5, 7]),
        (Kind::Task, "is:today", &[6]),
        (Kind::Activity, "draft is:note about:ada", &[8]),
        (Kind::Activity, "lovelace", &[8]),
        (Kind::Activity, "is:call", &[]),
        (Kind::Person, "tag: is:o", &[1]),
    ] {
        assert_eq!(found(&mut book, kind, search), wanted, "{search}");
    }
}

#[test]
fn a_day_begins_and_ends_where_the_asker_is() {
    let mut book = Book::new();
    let midnight = today(1, 0).expect("a day").starts;
    let record = Record::new(Kind::Company, Stamp { ms: midnight - 1, counter: 0, author: 1 });
    book.put(id(1), &record.encode()).expect("of our own making");
    let mut on = |search: &str, zone: u64| found_on(&mut book, Kind::Company, search, today(1, zone)).len();
    assert_eq!((on("changed:today", 0), on("changed:yesterday", 0)), (0, 1));
    assert_eq!((on("changed:today", 60), on("changed:yesterday", 60)), (1, 0));
}

#[test]
fn without_a_day_and_an_asker_what_tells_from_them_finds_nothing() {
    let mut book = book();
    for search in ["is:today", "due:<today", "owner:me", "is:late"] {
        assert_eq!(found_on(&mut book, Kind::Task, search, None), [0_u8; 0], "{search}");
    }
    assert_eq!(found_on(&mut book, Kind::Task, "is:open", None), [5, 6]);
}

#[test]
fn a_record_is_found_by_its_files_as_long_as_it_has_them() {
    let mut book = book();
    assert_eq!(found(&mut book, Kind::Person, "angebot"), [1]);
    put(&mut book, 9, Kind::File, &[(key::NAME, Value::text("Vertrag.pdf")), (key::HOLDER, Value::Link(id(1)))]);
    assert_eq!(
        (found(&mut book, Kind::Person, "angebot"), found(&mut book, Kind::Person, "vertrag")),
        (vec![], vec![1])
    );
    put(&mut book, 9, Kind::File, &[(key::NAME, Value::text("Vertrag.pdf")), (key::HOLDER, Value::Link(id(2)))]);
    assert_eq!(
        (found(&mut book, Kind::Person, "vertrag"), found(&mut book, Kind::Company, "vertrag")),
        (vec![], vec![2])
    );
    book.remove(&id(9));
    assert_eq!(found(&mut book, Kind::Company, "vertrag"), [0_u8; 0]);
}

#[test]
fn notes_are_found_by_whom_they_mention_and_what_is_masked_is_not() {
    let mut book = Book::new();
    let card = |number: u64, name: &str| [(key::MEMBER_NUMBER, Value::Number(number)), (key::NAME, Value::text(name))];
    put(&mut book, 1, Kind::MemberCard, &card(7, "Anna Berg"));
    put(&mut book, 2, Kind::MemberCard, &card(8, "Ben Aal"));
    let note = |name: &str, member| Value::text(format!("Ask {}", crate::markdown::mention(name, member)));
    put(&mut book, 10, Kind::Deal, &[(key::NAME, Value::text("A")), (key::NOTES, note("Anna Berg", 7))]);
    put(&mut book, 11, Kind::Deal, &[(key::NAME, Value::text("B")), (key::NOTES, note("Ben Aal", 8))]);
    put(&mut book, 12, Kind::Deal, &[(key::NAME, Value::text("C")), (key::NOTES, Value::text("Anna said yes"))]);
    // Nobody said here what this field is, so it is masked.
    let own = crate::schema::custom::Form::LongText.key(3);
    put(&mut book, 13, Kind::Deal, &[(key::NAME, Value::text("D")), (own, note("Anna Berg", 7))]);
    for (search, expected) in [
        ("mentions:anna", &[10][..]),
        ("mentions:@berg", &[10]),
        ("mention:me", &[11]),
        ("-mentions:anna", &[11, 12, 13]),
        ("mentions:nobody", &[12, 13]),
        ("mentions:carla", &[]),
        ("mentions:", &[10, 11, 12, 13]),
        ("anna mentions:ben", &[]),
    ] {
        assert_eq!(found_on(&mut book, Kind::Deal, search, today(8, 0)), expected, "{search}");
    }
}
