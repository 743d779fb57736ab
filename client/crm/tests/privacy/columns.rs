//! Lists say of a person what the ledger decides, in one word for each purpose.

use crate::laws::{ADDRESSES, base, said, written};
use crate::world::{DAY, NOW, World, mark, marker};
use proptest::prelude::*;
use tacit_crm::privacy::words::{Channel, EventKind, PurposeStatus, SuppressedFor};
use tacit_crm::privacy::{CONSENT_WORDS, ConsentEvent, ConsentWord, Scope, Suppression, When, is_consent};
use tacit_crm::schema::key;
use tacit_crm::{Calc, Cell, FieldKey, Figure, Filter, Kind, Record, RecordId, Sort, Test, Value, View};

const ANNA: &str = "anna@berg.example";
const WORK: &str = "anna@work.example";

/// The column of the newsletter, asked as of now.
fn column(world: &mut World) -> FieldKey {
    let (news, when) = (world.newsletter(), world.when());
    world.book.ask_consents(&marker, when);
    world.book.consent_columns().into_iter().find(|(_, purpose, _)| *purpose == news).unwrap().0
}

/// What the list says of somebody about the newsletter.
fn word(world: &mut World, person: RecordId) -> String {
    let column = column(world);
    match world.book.row_for(&person, &[column]).unwrap().cells.remove(0) {
        Cell::Text(word) => word,
        other => panic!("{other:?}"),
    }
}

fn ids(world: &mut World, filter: Filter) -> Vec<RecordId> {
    let mut ids = world.book.row_ids(&View { filter, ..View::all(Kind::Person) });
    ids.sort();
    ids
}

#[test]
fn a_list_says_where_somebody_stands() {
    let mut world = World::new();
    let (anna, news) = (world.person("Anna", &[ANNA]), world.newsletter());
    let point = Some(mark(ANNA));
    assert_eq!(word(&mut world, anna), "not asked");
    let asked = world.said(anna, news, EventKind::Requested, point);
    world.record(&asked);
    assert_eq!(word(&mut world, anna), "asked");
    let consent = world.consent(anna, news, point);
    let given = world.record(&consent);
    assert_eq!(word(&mut world, anna), "to confirm");
    let confirmed = ConsentEvent { answers: Some(given), ..world.said(anna, news, EventKind::Confirmed, point) };
    world.record(&confirmed);
    assert_eq!(word(&mut world, anna), "yes");
    let told = column(&mut world);
    assert_eq!(world.book.column_texts(&[anna], told), ["yes"], "and it is copied as it is shown");
    world.edit_purpose(news, |purpose| purpose.status = PurposeStatus::Paused);
    assert_eq!(word(&mut world, anna), "on hold");
    world.edit_purpose(news, |purpose| purpose.status = PurposeStatus::Active);
    world.withdraw(anna, ANNA);
    assert_eq!(word(&mut world, anna), "withdrawn");
    world.subscribe(anna, ANNA);
    let until = tacit_crm::privacy::Period::months(24).after(NOW);
    world.now = until - DAY;
    assert_eq!(word(&mut world, anna), "ends soon");
    world.now = until;
    assert_eq!(word(&mut world, anna), "expired");
}

#[test]
fn one_address_that_may_be_written_to_is_enough_and_an_objection_without_a_consent_is_told() {
    let mut world = World::new();
    let anna = world.person("Anna", &[ANNA, WORK]);
    world.subscribe(anna, WORK);
    world.withdraw(anna, ANNA);
    assert_eq!(word(&mut world, anna), "yes");
    let (bo, stamp) = (world.person("Bo", &["bo@x.example"]), world.stamp());
    let (point, source) = (mark("bo@x.example"), None);
    let objected =
        Suppression { point, scope: Scope::Marketing, reason: SuppressedFor::Objected, since: NOW - DAY, source };
    world.add(&objected.write(stamp).unwrap());
    assert_eq!(word(&mut world, bo), "withdrawn");
}

#[test]
fn a_filter_and_groups_go_by_the_same_word() {
    let mut world = World::new();
    let (yes, no) = (world.subscriber("Anna", ANNA), world.person("Bo", &["bo@x.example"]));
    let gone = world.subscriber("Cleo", "cleo@x.example");
    world.withdraw(gone, "cleo@x.example");
    let column = column(&mut world);
    let is = |word: &str| Filter::Field(column, Test::Is(vec![word.to_owned()]));
    assert_eq!(ids(&mut world, is("yes")), [yes]);
    assert_eq!(ids(&mut world, is("not asked")), [no]);
    assert_eq!(ids(&mut world, Filter::Not(Box::new(is("yes")))), [no, gone]);
    assert_eq!(ids(&mut world, Filter::Field(column, Test::Filled)), [yes, gone]);
    let rows = world.book.rows(&View { group: Some(column), ..View::all(Kind::Person) }, &[], 0, 10);
    let groups: Vec<_> = rows.groups.into_iter().map(|group| (group.value, group.count)).collect();
    let text = |word: &str| Cell::Text(word.to_owned());
    assert_eq!(groups, [(text("yes"), 1), (text("withdrawn"), 1), (text("not asked"), 1)]);
    // What was found is not found again once it is over.
    let later = When { now: NOW + 10_000 * DAY, answers: None };
    world.book.ask_consents(&marker, later);
    assert_eq!(ids(&mut world, is("yes")), []);
    assert_eq!(ids(&mut world, is("expired")), [yes]);
}

#[test]
fn under_its_column_stands_how_many_consented_took_it_back_and_were_never_asked() {
    let mut world = World::new();
    let anna = world.subscriber("Anna", ANNA);
    world.person("Bo", &["bo@x.example"]);
    let cleo = world.subscriber("Cleo", "cleo@x.example");
    world.withdraw(cleo, "cleo@x.example");
    let everybody = View::all(Kind::Person);
    let figures = |world: &mut World, view: &View, of: FieldKey| {
        [Calc::Consented, Calc::Withdrew, Calc::Unasked].map(|calc| world.book.figure(view, of, calc))
    };
    let told = world.book.consent_columns()[0].0;
    assert_eq!(
        figures(&mut world, &everybody, told),
        [Figure::None, Figure::None, Figure::None],
        "asked as of no moment"
    );
    let told = column(&mut world);
    let share = |part, all| Figure::Share { part, all };
    assert_eq!(figures(&mut world, &everybody, told), [share(1, 3), share(1, 3), share(1, 3)]);
    let view = View { filter: Filter::Field(told, Test::Is(vec!["yes".into()])), ..everybody.clone() };
    assert_eq!(figures(&mut world, &view, told), [share(1, 1), share(0, 1), share(0, 1)], "of those that are shown");
    assert_eq!(figures(&mut world, &everybody, key::STATUS), [Figure::None, Figure::None, Figure::None]);

    // One that ends soon still holds; one that is over is neither.
    let until = tacit_crm::privacy::Period::months(24).after(NOW);
    world.now = until - DAY;
    assert_eq!(
        (word(&mut world, anna), figures(&mut world, &everybody, told)[0].clone()),
        ("ends soon".into(), share(1, 3))
    );
    world.now = until;
    column(&mut world);
    assert_eq!(figures(&mut world, &everybody, told), [share(0, 3), share(1, 3), share(1, 3)]);
}

#[test]
fn people_are_sorted_by_the_word_whatever_it_depends_on_and_whoever_was_not_asked_is_last() {
    let mut world = World::new();
    let (anna, bo) = (world.subscriber("Anna", ANNA), world.person("Bo", &["bo@x.example"]));
    let (cleo, dora) = (world.subscriber("Cleo", "cleo@x.example"), world.subscriber("Dora", "dora@x.example"));
    world.withdraw(anna, ANNA);
    let told = column(&mut world);
    let by = |descending| Sort { field: Some(told), descending };
    let sorted = |world: &mut World, sort: Vec<Sort>| {
        let view = View { sort, ..View::all(Kind::Person) };
        let rows = world.book.rows(&view, &[], 0, 10).rows;
        rows.into_iter().map(|row| row.id).collect::<Vec<_>>()
    };
    let name = Sort { field: None, descending: true };
    assert_eq!(sorted(&mut world, vec![by(false)]), [cleo, dora, anna, bo]);
    assert_eq!(sorted(&mut world, vec![by(true)]), [anna, dora, cleo, bo]);
    assert_eq!(sorted(&mut world, vec![by(false), name]), [dora, cleo, anna, bo]);
    // What is said, and what becomes of the purpose, moves them; so does time.
    world.withdraw(cleo, "cleo@x.example");
    column(&mut world);
    assert_eq!(sorted(&mut world, vec![by(false)]), [dora, anna, cleo, bo]);
    let later = When { now: NOW + 10_000 * DAY, answers: None };
    world.subscribe(bo, "bo@x.example");
    column(&mut world);
    assert_eq!(sorted(&mut world, vec![by(false)]), [bo, dora, anna, cleo]);
    world.book.ask_consents(&marker, later);
    assert_eq!(sorted(&mut world, vec![by(true)]).first(), Some(&cleo), "who said no is no better for it");
    let news = world.newsletter();
    world.edit_purpose(news, |purpose| purpose.status = PurposeStatus::Paused);
    column(&mut world);
    let order = sorted(&mut world, vec![by(false)]);
    let words = world.book.column_texts(&order, told);
    let places: Vec<_> =
        words.iter().map(|word| CONSENT_WORDS.iter().position(|known| known == word).unwrap()).collect();
    assert!(places.is_sorted(), "{words:?}");
}

#[test]
fn nobody_fits_where_nobody_said_when_it_is_asked() {
    let mut world = World::new();
    world.subscriber("Anna", ANNA);
    let column = world.book.consent_columns()[0].0;
    assert_eq!(ids(&mut world, Filter::Field(column, Test::Is(vec!["yes".into()]))), []);
}

#[test]
fn only_purposes_that_rest_on_consent_have_a_column_and_a_column_cannot_be_written() {
    let mut world = World::new();
    let names: Vec<String> = world.book.consent_columns().into_iter().map(|(_, _, name)| name).collect();
    assert_eq!(names.len(), 2, "{names:?}");
    let news = world.newsletter();
    world.edit_purpose(news, |purpose| purpose.status = PurposeStatus::Retired);
    let left = world.book.consent_columns();
    assert_eq!(left.len(), 1);
    assert!(left.iter().all(|(key, id, _)| is_consent(*key) && *id != news));
    let stamp = world.stamp();
    let mut record = Record::new(Kind::Person, stamp);
    assert!(record.set(left[0].0, Value::text("yes"), stamp).is_err());
    assert!(!is_consent(key::MADE_BY) && !is_consent(FieldKey(0xbfff)));
}

#[test]
fn purposes_whose_ids_come_to_one_number_have_two_and_the_older_keeps_it() {
    let mut world = World::new();
    let before = world.book.consent_columns();
    let (older, id, _) = before[0].clone();
    let mut twin = id;
    twin.0[15] ^= 0x80;
    let stamp = world.stamp();
    let mut purpose = tacit_crm::privacy::Purpose::read(&world.book.get(&id).unwrap()).unwrap();
    (purpose.slug, purpose.name) = ("events".into(), "Events".into());
    let mut record = Record::new(Kind::Purpose, stamp);
    for (field, value) in purpose.fields() {
        record.set(field, value, stamp).unwrap();
    }
    world.put(twin, &record);
    let after = world.book.consent_columns();
    assert_eq!(after.iter().find(|(_, of, _)| *of == id).unwrap().0, older);
    let keys: std::collections::BTreeSet<FieldKey> = after.iter().map(|(key, ..)| *key).collect();
    assert_eq!((keys.len(), after.len()), (3, 3));
}

proptest! {
    #[test]
    fn a_list_says_yes_of_whom_the_ledger_allows_and_of_nobody_else(
        all in proptest::collection::vec(said(), 0..12),
    ) {
        let (mut world, people) = base();
        for (id, record) in written(&mut world, &people, &all) {
            world.put(id, &record);
        }
        let news = world.newsletter();
        for person in people {
            let when = world.when();
            let points = ADDRESSES.map(|address| Some(mark(address)));
            let ledger = world.ledger();
            let allowed = points.iter().any(|point| ledger.allowed(&person, &news, Channel::Email, *point, when).is_ok());
            let word = ledger.consent(&person, &news, when).unwrap();
            prop_assert_eq!(matches!(word, ConsentWord::Yes | ConsentWord::Ending), allowed, "{:?}", word);
            prop_assert!(CONSENT_WORDS.contains(&word.word()));
        }
    }
}
