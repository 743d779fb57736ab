//! What is alike, the same both ways round, and that whatever the queue finds is pointed out while it is typed.

use super::*;
use crate::clock::Stamp;
use crate::field::Point;
use crate::record::Record;
use proptest::prelude::*;

const STAMP: Stamp = Stamp { ms: 1, counter: 0, author: 0 };

fn id(number: u8) -> RecordId {
    RecordId([number; 16])
}

type Fields = Vec<(FieldKey, Value)>;

fn fields(texts: &[(FieldKey, &str)]) -> Fields {
    let value = |(field, text): &(FieldKey, &str)| match *field {
        key::EMAILS | key::PHONES => (*field, Value::Points(vec![Point::new("", *text)])),
        _ => (*field, Value::text(*text)),
    };
    texts.iter().filter(|(_, text)| !text.is_empty()).map(value).collect()
}

fn put(book: &mut Book, number: u8, kind: Kind, fields: &[(FieldKey, Value)]) {
    let mut record = Record::new(kind, STAMP);
    for (field, value) in fields {
        record.set(*field, value.clone(), STAMP).expect("valid");
    }
    book.put(id(number), &record.encode()).expect("taken");
}

/// What is said while one is typed and the other is there.
fn warned(kind: Kind, there: &[(FieldKey, &str)], typed: &[(FieldKey, &str)]) -> Option<Likeness> {
    let mut book = Book::new();
    put(&mut book, 1, kind, &fields(there));
    book.lookalikes(kind, &fields(typed), None).first().map(|one| one.why)
}

fn person(given: &'static str, family: &'static str) -> [(FieldKey, &'static str); 2] {
    [(key::GIVEN, given), (key::FAMILY, family)]
}

#[test]
fn names_are_alike_begun_shortened_swapped_and_by_what_people_are_called() {
    let similar = Some(Likeness::SimilarName);
    for (there, typed, expected) in [
        (person("Ada", "Ahlström"), person("Ada", "Ahl"), similar),
        (person("Ada", "Ahlström"), person("A.", "Ahlstrom"), similar),
        (person("Ada Maria", "Ahlström"), person("Ada", "Ahlström"), similar),
        (person("Robert", "Smith"), person("Bob", "Smith"), similar),
        (person("Bob", "Smith"), person("Bobby", "Smith"), similar),
        (person("Alexander", "Groß"), person("Alex", "Gross"), similar),
        (person("Carlos", "Andersson"), person("Carlos", "Anderson"), similar),
        (person("Carlos", "Andersson"), person("Carlos", "Andreson"), similar),
        (person("Carlos", "Andersson"), person("Carlso", "Andersson"), similar),
        (person("Carlos", "Andersson"), person("Carlso", "Anderson"), None),
        (person("Ada", "Ahlström"), person("Ahlström", "Ada"), Some(Likeness::Name)),
        (person("Ada", "Ahlström"), person("Ada Ahlström", ""), Some(Likeness::Name)),
        (person("Ada", "Ahlström"), person("Ada", "A"), None),
        (person("Ada", "Ahlström"), person("Ada", ""), None),
        (person("Ada", "Ahlström"), person("Bo", "Ahlström"), None),
        (person("Robert", "Smith"), person("Bob", "Miller"), None),
    ] {
        assert_eq!(warned(Kind::Person, &there, &typed), expected, "{there:?} {typed:?}");
        assert_eq!(warned(Kind::Person, &typed, &there), expected, "{typed:?} {there:?}");
    }
}

#[test]
fn a_telephone_alone_is_pointed_out_and_more_surely_without_another_name() {
    let there = [(key::GIVEN, "Ada"), (key::FAMILY, "Ahlström"), (key::PHONES, "+49 30 1234567")];
    assert_eq!(warned(Kind::Person, &there, &[(key::PHONES, "030 / 1234567")]), Some(Likeness::Phone));
    let other = [(key::GIVEN, "Otto"), (key::FAMILY, "Haas"), (key::PHONES, "030 1234567")];
    assert_eq!(warned(Kind::Person, &there, &other), Some(Likeness::Phone));
    assert_eq!(warned(Kind::Person, &there, &[(key::PHONES, "030 12")]), None, "too little to tell");
}

#[test]
fn companies_are_alike_by_website_by_domain_and_by_how_the_name_begins() {
    let there = [(key::NAME, "Halden Works GmbH"), (key::DOMAIN, "https://www.halden.example/about")];
    for (typed, expected) in [
        (vec![(key::DOMAIN, "halden.example")], Some(Likeness::Website)),
        (vec![(key::EMAILS, "info@Halden.example")], Some(Likeness::Domain)),
        (vec![(key::NAME, "Orbit"), (key::EMAILS, "info@halden.example")], Some(Likeness::Domain)),
        (vec![(key::NAME, "halden works")], Some(Likeness::Name)),
        (vec![(key::NAME, "Halden Wor")], Some(Likeness::SimilarName)),
        (vec![(key::NAME, "Haldenhof")], None),
    ] {
        assert_eq!(warned(Kind::Company, &there, &typed), expected, "{typed:?}");
    }
    let public = [(key::NAME, "Acme"), (key::EMAILS, "acme@gmail.com")];
    assert_eq!(warned(Kind::Company, &public, &[(key::EMAILS, "orbit@gmail.com")]), None);
}

#[test]
fn a_namesake_is_pointed_out_and_not_asked_about() {
    let ben = |email: &'static str| [(key::GIVEN, "Ben"), (key::FAMILY, "Bauer"), (key::EMAILS, email)];
    let (one, other) = (ben("ben@one.example"), ben("ben@two.example"));
    assert_eq!(warned(Kind::Person, &one, &other), Some(Likeness::Name));
    let mut book = Book::new();
    put(&mut book, 1, Kind::Person, &fields(&one));
    put(&mut book, 2, Kind::Person, &fields(&other));
    assert_eq!(book.duplicates(Kind::Person).total, 0);
}

#[test]
fn a_name_that_is_misspelt_is_pointed_out_and_makes_nothing_surer() {
    let of = |given: &'static str| [(key::GIVEN, given), (key::FAMILY, "Rossi"), (key::PHONES, "+49 30 1234567")];
    let mut book = Book::new();
    put(&mut book, 1, Kind::Person, &fields(&of("Maria")));
    put(&mut book, 2, Kind::Person, &fields(&of("Mario")));
    assert_eq!(book.duplicates(Kind::Person).total, 0, "two of one household");
    assert_eq!(warned(Kind::Person, &person("Maria", "Rossi"), &person("Mario", "Rossi")), Some(Likeness::SimilarName));

    let of = |name: &'static str, email: &'static str| [(key::NAME, name), (key::EMAILS, email)];
    let (one, other) = (of("Markt 12 Berlin", "a@markt.example"), of("Markt 13 Berlin", "b@markt.example"));
    put(&mut book, 3, Kind::Company, &fields(&one));
    put(&mut book, 4, Kind::Company, &fields(&other));
    assert_eq!(book.duplicates(Kind::Company).total, 0, "two branches of one house");
    assert_eq!(warned(Kind::Company, &one[..1], &other[..1]), None, "another number is another house");
    let misspelt = [(key::NAME, "Markt 12 Belrin")];
    assert_eq!(warned(Kind::Company, &one[..1], &misspelt), Some(Likeness::SimilarName));
}

#[test]
fn what_is_edited_is_found_as_it_is_now() {
    let mut book = Book::new();
    let found = |book: &mut Book, typed: &[(FieldKey, &str)]| book.lookalikes(Kind::Person, &fields(typed), None).len();
    put(&mut book, 1, Kind::Person, &fields(&person("Ada", "Ahlström")));
    assert_eq!(found(&mut book, &person("Ada", "Ahlström")), 1);
    put(&mut book, 1, Kind::Person, &fields(&person("Otto", "Haas")));
    assert_eq!(found(&mut book, &person("Ada", "Ahlström")), 0);
    assert_eq!(found(&mut book, &person("O.", "Haas")), 1);
    book.remove(&id(1));
    assert_eq!(found(&mut book, &person("Otto", "Haas")), 0);
}

#[test]
fn things_of_the_teams_own_kind_are_pointed_out_by_name() {
    let (matter, grant) = (Kind::Own(Kind::FIRST_OWN), Kind::Own(Kind::FIRST_OWN + 1));
    let mut book = Book::new();
    put(&mut book, 1, matter, &fields(&[(key::NAME, "Estate of Aal")]));
    let typed = fields(&[(key::NAME, "estate of aal")]);
    assert_eq!(
        book.lookalikes(matter, &typed, None).first().map(|one| (one.id, one.why)),
        Some((id(1), Likeness::Name))
    );
    assert!(book.lookalikes(grant, &typed, None).is_empty());
    assert!(book.lookalikes(Kind::Task, &typed, None).is_empty());
}

#[test]
fn what_a_field_of_ones_own_points_out_follows_its_definition() {
    let (matter, mail) = (Kind::Own(Kind::FIRST_OWN), crate::schema::custom::Form::Email.key(1));
    let mut book = Book::new();
    let address = (mail, Value::Points(vec![Point::new("", "court@one.example")]));
    put(&mut book, 1, matter, &[(key::NAME, Value::text("Estate of Aal")), address.clone()]);
    let typed = [(key::NAME, Value::text("Probate")), address];
    let found = |book: &mut Book| book.lookalikes(matter, &typed, None).len();
    assert_eq!(found(&mut book), 0, "nobody says how delicate it is");
    for (sensitivity, expected) in [("none", 1), ("sensitive", 0), ("none", 1)] {
        let definition = [
            (key::NAME, Value::text("Court")),
            (key::LISTS, Value::Number(u64::from(matter.number()))),
            (key::NUMBER, Value::Number(u64::from(mail.0))),
            (crate::privacy::key::SENSITIVITY, Value::text(sensitivity)),
        ];
        put(&mut book, 2, Kind::Field, &definition);
        assert_eq!(found(&mut book), expected, "{sensitivity}");
    }
}

fn anybody() -> impl Strategy<Value = (Kind, Fields)> {
    let word = |of: &'static [&'static str]| proptest::sample::select(of);
    let given = word(&["", "Ada", "A.", "Bob", "Robert", "Bobby", "Alex", "Alexander", "Ahl"]);
    let family = word(&["", "Ahl", "Ahlström", "Smith", "Smithers", "Li", "Ada", "Acme Ltd", "Acme Trading"]);
    let email = word(&["", "a@one.example", "b@one.example", "c@two.example", "d@gmail.com"]);
    let phone = word(&["", "030 1234567", "+49 30 1234567", "040 7654321"]);
    let domain = word(&["", "one.example", "www.two.example"]);
    (0..3_u8, given, family, email, phone, domain).prop_map(|(kind, given, family, email, phone, domain)| {
        let contacts = [(key::EMAILS, email), (key::PHONES, phone)];
        let (kind, own) = match kind {
            0 => (Kind::Person, vec![(key::GIVEN, given), (key::FAMILY, family), contacts[0], contacts[1]]),
            1 => (Kind::Company, vec![(key::NAME, family), (key::DOMAIN, domain), contacts[0], contacts[1]]),
            _ => (Kind::Own(Kind::FIRST_OWN), vec![(key::NAME, family)]),
        };
        (kind, fields(&own))
    })
}

proptest! {
    /// Likeness is the same both ways round, and whatever is alike meets under a mark.
    #[test]
    fn likeness_is_mutual_and_is_found_by_its_marks(one in anybody(), other in anybody()) {
        let mut book = Book::new();
        put(&mut book, 1, one.0, &one.1);
        put(&mut book, 2, other.0, &other.1);
        let look = |number: u8| {
            let row = book.row_of(&id(number)).expect("there");
            Look::of(&book, row, &book.peek(row).expect("there"))
        };
        let (mine, theirs) = (look(1), look(2));
        prop_assert_eq!(mine.common(&theirs), theirs.common(&mine));
        if !mine.common(&theirs).is_empty() {
            prop_assert!(share(&mine.marks(), &theirs.marks()));
        }
    }

    /// Every pair that the queue asks about is pointed out while the second of them is typed.
    #[test]
    fn what_the_queue_finds_is_warned_of_while_it_is_typed(all in proptest::collection::vec(anybody(), 2..5)) {
        let mut book = Book::new();
        for (number, (kind, fields)) in (1..).zip(&all) {
            put(&mut book, number, *kind, fields);
        }
        for kind in [Kind::Person, Kind::Company, Kind::Own(Kind::FIRST_OWN)] {
            let look = |book: &Book, id: &RecordId| {
                let row = book.row_of(id).expect("there");
                Look::of(book, row, &book.peek(row).expect("there"))
            };
            for (ids, _) in book.duplicates(kind).groups.clone() {
                for (one, other) in ids.iter().flat_map(|one| ids.iter().map(move |other| (*one, *other))) {
                    if one == other || look(&book, &one).shared(&look(&book, &other)).1.is_empty() {
                        continue;
                    }
                    let typed = all[usize::from(other.0[0]) - 1].1.clone();
                    let warned = book.lookalikes(kind, &typed, Some(other));
                    prop_assert!(warned.iter().any(|found| found.id == one), "{:?} of {:?}", typed, all);
                }
            }
        }
    }
}
