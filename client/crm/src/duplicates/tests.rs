//! What is found, what is not, and what it costs.

use super::*;
use crate::clock::Stamp;
use crate::demo::Demo;
use crate::field::Point;
use crate::schema::FieldKey;
use proptest::prelude::*;

const STAMP: Stamp = Stamp { ms: 1, counter: 0, author: 0 };

fn id(number: u32) -> RecordId {
    let mut id = [0; 16];
    id[..4].copy_from_slice(&number.to_be_bytes());
    RecordId(id)
}

fn put(book: &mut Book, number: u32, kind: Kind, fields: &[(FieldKey, &str)]) {
    let mut record = Record::new(kind, STAMP);
    for (field, text) in fields {
        let value = match *field {
            key::EMAILS | key::PHONES => Value::Points(vec![Point::new("", *text)]),
            key::COMPANY => Value::Link(id(text.parse().expect("a number"))),
            _ => Value::text(*text),
        };
        record.set(*field, value, STAMP).expect("valid");
    }
    book.put(id(number), &record.encode()).expect("taken");
}

fn person(book: &mut Book, number: u32, given: &str, family: &str, more: &[(FieldKey, &str)]) {
    put(book, number, Kind::Person, &[&[(key::GIVEN, given), (key::FAMILY, family)], more].concat());
}

fn found(book: &mut Book, kind: Kind) -> Vec<(Vec<u32>, Vec<Likeness>)> {
    let number = |id: &RecordId| u32::from_be_bytes([id.0[0], id.0[1], id.0[2], id.0[3]]);
    let found = book.duplicates(kind);
    assert_eq!(found.total, found.groups.len());
    found.groups.iter().map(|(ids, why)| (ids.iter().map(number).collect(), why.clone())).collect()
}

#[test]
fn people_are_found_by_what_they_share_the_surest_first() {
    let mut book = Book::new();
    put(&mut book, 90, Kind::Company, &[(key::NAME, "Halden Works")]);
    person(&mut book, 1, "Anna", "Berg", &[(key::COMPANY, "90"), (key::EMAILS, "a@one.example")]);
    person(&mut book, 2, "anna", "BERG", &[(key::COMPANY, "90"), (key::EMAILS, "anna@two.example")]);
    person(&mut book, 3, "Vera", "Quandt", &[(key::EMAILS, "Vera@Quandt.example")]);
    person(&mut book, 4, "", "", &[(key::EMAILS, "vera@quandt.example")]);
    person(&mut book, 5, "Bo", "Li", &[(key::PHONES, "+49 (30) 1234 567")]);
    person(&mut book, 6, "B.", "Li", &[(key::PHONES, "030 / 1234567")]);
    person(&mut book, 7, "Ito", "Ken", &[]);
    person(&mut book, 8, "Ken", "Ito", &[(key::EMAILS, "ken@ito.example")]);
    let expected = [
        (vec![3, 4], vec![Likeness::Email]),
        (vec![1, 2], vec![Likeness::NameAndCompany]),
        (vec![5, 6], vec![Likeness::Phone]),
        (vec![7, 8], vec![Likeness::Name]),
    ];
    assert_eq!(found(&mut book, Kind::Person), expected);
    assert_eq!(found(&mut book, Kind::Company), []);
}

#[test]
fn names_alone_do_not_hold_against_contacts_and_switchboards() {
    let mut book = Book::new();
    person(&mut book, 1, "Anna", "Berg", &[(key::EMAILS, "a@one.example")]);
    person(&mut book, 2, "Anna", "Berg", &[(key::EMAILS, "b@two.example")]);
    person(&mut book, 5, "Vera", "Quandt", &[(key::PHONES, "030 1234567")]);
    person(&mut book, 6, "Otto", "Haas", &[(key::PHONES, "030 1234567")]);
    assert_eq!(found(&mut book, Kind::Person), []);
}

#[test]
fn rule_08_what_is_masked_tells_nobody_together_or_apart() {
    let mut book = Book::new();
    person(&mut book, 1, "Anna", "Berg", &[(key::EMAILS, "a@one.example"), (key::BIRTHDAY, "1980-01-02")]);
    person(&mut book, 2, "Carl", "Hof", &[(key::EMAILS, "c@two.example"), (key::BIRTHDAY, "1980-01-02")]);
    person(&mut book, 3, "Bo", "Li", &[(key::BIRTHDAY, "1980-01-02"), (key::EMAILS, "family@li.example")]);
    person(&mut book, 4, "Bo", "Li", &[(key::BIRTHDAY, "2010-03-04"), (key::EMAILS, "family@li.example")]);
    // The same groups as without birthdays: who is offered tells nothing of them.
    let with = found(&mut book, Kind::Person);
    for (number, email) in [(3, "family@li.example"), (4, "family@li.example")] {
        person(&mut book, number, "Bo", "Li", &[(key::EMAILS, email)]);
    }
    assert_eq!(with, [(vec![3, 4], vec![Likeness::Email, Likeness::Name])]);
    assert_eq!(found(&mut book, Kind::Person), with);
}

#[test]
fn companies_are_found_by_website_and_by_name_whatever_their_legal_form() {
    let mut book = Book::new();
    put(&mut book, 1, Kind::Company, &[(key::NAME, "Acme Ltd."), (key::DOMAIN, "https://www.Acme.example/about")]);
    put(&mut book, 2, Kind::Company, &[(key::NAME, "Acme Trading"), (key::DOMAIN, "acme.example")]);
    put(&mut book, 3, Kind::Company, &[(key::NAME, "Müller & Söhne GmbH & Co. KG")]);
    put(&mut book, 4, Kind::Company, &[(key::NAME, "muller & sohne"), (key::PHONES, "030 1234567")]);
    put(&mut book, 5, Kind::Company, &[(key::NAME, "Orbit"), (key::DOMAIN, "orbit.example")]);
    put(&mut book, 6, Kind::Company, &[(key::NAME, "Orbit"), (key::DOMAIN, "orbit-works.example")]);
    let expected = [(vec![1, 2], vec![Likeness::Website]), (vec![3, 4], vec![Likeness::Name])];
    assert_eq!(found(&mut book, Kind::Company), expected);
}

#[test]
fn several_that_are_one_make_one_group_of_at_most_five() {
    let mut book = Book::new();
    for number in 1..=7 {
        person(&mut book, number, "Anna", "Berg", &[(key::EMAILS, "anna@berg.example")]);
    }
    let groups = found(&mut book, Kind::Person);
    let sizes: Vec<usize> = groups.iter().map(|(ids, _)| ids.len()).collect();
    assert_eq!(sizes, [5, 2], "the others come too");
    assert_eq!(groups[0].1, [Likeness::Email, Likeness::Name]);
}

#[test]
fn what_was_told_apart_is_not_asked_again_and_undo_asks_again() {
    let mut book = Book::new();
    for number in 1..=3 {
        person(&mut book, number, "Anna", "Berg", &[]);
    }
    let mut clock = Clock::new(0);
    let (writes, step) = book.tell_apart(&[id(3), id(1)], &mut clock, 10).expect("two people");
    assert_eq!(writes.len(), 1, "said in one of them");
    book.apply(&writes);
    let groups = found(&mut book, Kind::Person);
    assert_eq!(groups.len(), 1);
    assert!(groups[0].0 == [1, 2] || groups[0].0 == [2, 3], "never the two in one group: {groups:?}");
    assert!(book.referring_counts(&id(3)).is_empty(), "not to be taken for a relation");
    let undone = step.undo(&book, &mut clock, 20);
    book.apply(&undone.writes);
    assert_eq!(found(&mut book, Kind::Person)[0].0, [1, 2, 3]);

    book.tell_apart(&[id(1)], &mut clock, 30).err().expect("one is no pair");
    put(&mut book, 4, Kind::Company, &[(key::NAME, "Berg")]);
    assert_eq!(book.tell_apart(&[id(1), id(4)], &mut clock, 30).err(), Some(NotSameError::NoPair));
}

#[test]
fn the_work_grows_with_the_records_and_not_with_their_square() {
    // Everybody has one name at one company behind one telephone.
    let mut keys = Vec::new();
    for row in 0..50_000 {
        keys.extend((0..5).map(|tag| (tag, u64::from(tag), row)));
    }
    assert!(meeting(keys).len() <= 50_000 * NEIGHBOURS * 5);

    let mut book = Book::new();
    let (people, mut next) = (20_000, 0);
    let mut ids = || {
        next += 1;
        id(next)
    };
    for (id, record) in Demo::new(people, 7, STAMP, &mut ids) {
        book.put(id, &record.encode()).expect("taken");
    }
    let copy = book.ids_of(Kind::Person).nth(500).and_then(|id| book.record(&id)).expect("there");
    book.put(id(u32::MAX), &copy.encode()).expect("taken");
    let found = book.duplicates(Kind::Person);
    assert!(found.groups[0].0.contains(&id(u32::MAX)), "the copy is the surest");
    assert!(found.groups.len() <= MAX_SHOWN);
}

#[test]
fn a_search_in_portions_finds_what_one_in_one_go_finds_and_says_how_far_it_is() {
    let mut book = Book::new();
    for number in 1..=40 {
        person(&mut book, number, "Anna", "Berg", &[(key::EMAILS, "anna@berg.example")]);
    }
    let mut search = book.begin_duplicates(Kind::Person);
    let (mut before, mut portions) = (search.progress(), 0);
    while search.go_on(&book, 7) {
        let now = search.progress();
        assert!(before.0 <= now.0 && now.0 <= now.1, "{before:?} {now:?}");
        (before, portions) = (now, portions + 1);
    }
    assert!(portions > 40 / 7);
    assert_eq!(search.progress(), (40, 40), "each record once");
    let in_portions = book.found_duplicates(search);
    assert!(in_portions.total > 0);
    assert!(Rc::ptr_eq(&in_portions, &book.duplicates(Kind::Person)), "kept until something changes");
    // Where something changes meanwhile, what was found is not taken for what is there.
    let mut search = book.begin_duplicates(Kind::Person);
    while search.go_on(&book, 100) {}
    person(&mut book, 41, "Bo", "Li", &[]);
    book.found_duplicates(search);
    assert!(book.known_duplicates(Kind::Person).is_none());
}

#[test]
fn things_of_the_teams_own_kind_are_found_by_name_unless_they_are_about_others() {
    let mut book = Book::new();
    let matter = Kind::Own(Kind::FIRST_OWN);
    put(&mut book, 90, Kind::Company, &[(key::NAME, "Halden Works")]);
    put(&mut book, 91, Kind::Company, &[(key::NAME, "Acme")]);
    put(&mut book, 1, matter, &[(key::NAME, "Estate of Aal")]);
    put(&mut book, 2, matter, &[(key::NAME, "estate  of AAL"), (key::COMPANY, "90")]);
    put(&mut book, 3, matter, &[(key::NAME, "Lease"), (key::COMPANY, "90")]);
    put(&mut book, 4, matter, &[(key::NAME, "Lease"), (key::COMPANY, "91")]);
    put(&mut book, 5, Kind::Own(Kind::FIRST_OWN + 1), &[(key::NAME, "Lease")]);
    assert_eq!(found(&mut book, matter), [(vec![1, 2], vec![Likeness::Name])]);
    let mut clock = Clock::new(0);
    let (writes, _) = book.tell_apart(&[id(1), id(2)], &mut clock, 10).expect("two of one kind");
    book.apply(&writes);
    assert_eq!(found(&mut book, matter), []);
    assert_eq!(book.tell_apart(&[id(4), id(5)], &mut clock, 20).err(), Some(NotSameError::NoPair));
}

proptest! {
    /// As long as few share a key, nothing is found or missed that comparing everybody with everybody would not.
    #[test]
    fn blocks_find_what_comparing_all_finds(
        people in proptest::collection::vec((0..4usize, 0..3usize, 0..6usize, 0..6usize), 2..12),
    ) {
        let mut book = Book::new();
        let (given, family) = (["Anna", "A.", "Bo", ""], ["Berg", "Li", ""]);
        for (at, (first, last, email, phone)) in people.iter().enumerate() {
            let mail = format!("{email}@x.example");
            let number = format!("+49 30 10000{phone}");
            let mut more = Vec::new();
            if *email > 1 {
                more.push((key::EMAILS, mail.as_str()));
            }
            if *phone > 1 {
                more.push((key::PHONES, number.as_str()));
            }
            person(&mut book, at as u32 + 1, given[*first], family[*last], &more);
        }
        let look = |row: Row| Look::of(&book, row, &book.peek(row).expect("there"));
        let rows = 0..people.len() as Row;
        let all = rows.clone().flat_map(|one| rows.clone().filter(move |other| one < *other).map(move |other| (one, other)));
        let mut naive: Vec<_> = all.filter(|(one, other)| !look(*one).shared(&look(*other)).1.is_empty()).collect();
        let keys = rows.flat_map(|row| look(row).keys().into_iter().map(move |(tag, hash)| (tag, hash, row))).collect();
        let mut search = DuplicateSearch { pairs: Some(meeting(keys)), ..book.begin_duplicates(Kind::Person) };
        while search.go_on(&book, 3) {}
        let mut found: Vec<_> = search
            .alike
            .into_iter()
            .map(|(_, (one, other), _)| pair(book.row_of(&one).expect("there"), book.row_of(&other).expect("there")))
            .collect();
        naive.sort_unstable();
        found.sort_unstable();
        prop_assert_eq!(found, naive);
    }
}
