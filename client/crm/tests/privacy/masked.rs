//! Rule 8: masked values are nowhere, whatever one asks, until somebody looks; special categories need a basis first.

use crate::world::{NOW, World, mark};
use tacit_crm::custom::{CustomError, Terms, Wish};
use tacit_crm::privacy::defaults::SERVICE;
use tacit_crm::privacy::words::{Basis, EventKind, Expression, IndicatedBy, Method, PurposeStatus, Sensitivity};
use tacit_crm::privacy::{ConsentEvent, NoBasis, Period};
use tacit_crm::schema::custom::Form;
use tacit_crm::schema::key;
use tacit_crm::{Calc, Cell, FieldKey, Figure, Filter, Kind, Record, RecordId, Sort, Stamp, Test, Value, View};

fn stamp(ms: u64) -> Stamp {
    Stamp { ms, counter: 0, author: 4 }
}

fn wish(sensitivity: Sensitivity) -> Wish {
    let terms = Terms { sensitivity, ..Terms::usual(Kind::Person) };
    Wish { name: "Diet".into(), choices: Vec::new(), terms }
}

/// A field of one's own, of this sensitivity.
fn define(world: &mut World, sensitivity: Sensitivity) -> (RecordId, FieldKey) {
    let record = world.book.define(Kind::Person, Form::Text, &wish(sensitivity), || 7, stamp(NOW)).unwrap();
    (world.add(&record), Form::Text.key(7))
}

fn person(world: &mut World, name: &str, fields: &[(FieldKey, &str)]) -> RecordId {
    let mut record = Record::new(Kind::Person, stamp(NOW));
    record.set(key::GIVEN, Value::text(name), stamp(NOW)).unwrap();
    for (field, value) in fields {
        record.set(*field, Value::text(*value), stamp(NOW)).unwrap();
    }
    world.add(&record)
}

fn filtered(world: &mut World, filter: Filter) -> usize {
    world.book.row_ids(&View { filter, ..View::all(Kind::Person) }).len()
}

#[test]
fn rule_08_a_masked_value_is_in_no_list_search_order_group_filter_or_figure() {
    let mut world = World::new();
    let (_, diet) = define(&mut world, Sensitivity::Sensitive);
    let ada = person(&mut world, "Ada", &[(key::BIRTHDAY, "1985-04-12"), (diet, "zwieback")]);
    person(&mut world, "Ben", &[(key::BIRTHDAY, "1970-01-02"), (diet, "ananas")]);
    person(&mut world, "Cem", &[]);
    for field in [key::BIRTHDAY, diet] {
        let rows = world.book.rows(&View::all(Kind::Person), &[field], 0, 10);
        let cells: Vec<&Cell> = rows.rows.iter().map(|row| &row.cells[0]).collect();
        assert_eq!(cells, [&Cell::Masked, &Cell::Masked, &Cell::Empty], "that there is something is all");
        // Neither order nor groups nor figures give away whose value is larger, or the same.
        let sort = |descending| View { sort: vec![Sort { field: Some(field), descending }], ..View::all(Kind::Person) };
        assert_eq!(world.book.row_ids(&sort(false)).first(), Some(&ada), "by name");
        let groups = world.book.groups(&View::all(Kind::Person), field, None);
        assert_eq!(
            groups.iter().map(|group| (group.value.clone(), group.count)).collect::<Vec<_>>(),
            [(Cell::Empty, 3)]
        );
        for (calc, figure) in [
            (Calc::Filled, Figure::Count(2)),
            (Calc::Blank, Figure::Count(1)),
            (Calc::Distinct, Figure::None),
            (Calc::Least, Figure::None),
            (Calc::Most, Figure::None),
        ] {
            assert_eq!(world.book.figure(&View::all(Kind::Person), field, calc), figure, "{calc:?}");
        }
        assert_eq!(filtered(&mut world, Filter::Field(field, Test::Filled)), 2);
        for probing in [
            Test::Has("19".into()),
            Test::Has("z".into()),
            Test::Is(vec!["zwieback".into(), "1985-04-12".into()]),
            Test::From("1900-01-01".into()),
            Test::To("2100-01-01".into()),
        ] {
            assert_eq!(filtered(&mut world, Filter::Field(field, probing)), 0);
        }
    }
    for words in ["1985-04-12", "zwieback", "zwiebak", "birthday:1985"] {
        let found = world.book.row_ids(&View { search: words.into(), ..View::all(Kind::Person) });
        assert!(found.is_empty(), "{words}");
        assert!(world.book.find(words, 10, None).records.is_empty(), "{words}");
    }
}

#[test]
fn rule_08_what_is_declared_delicate_later_is_found_no_more_and_the_other_way_round() {
    let mut world = World::new();
    let (id, diet) = define(&mut world, Sensitivity::Personal);
    person(&mut world, "Ada", &[(diet, "zwieback")]);
    let found = |world: &mut World| world.book.find("zwieback", 10, None).records.len();
    assert_eq!(found(&mut world), 1);
    let delicate = world.book.redefine(&id, &wish(Sensitivity::Sensitive), stamp(NOW + 1)).unwrap();
    world.put(id, &delicate);
    assert_eq!(found(&mut world), 0);
    let open = world.book.redefine(&id, &wish(Sensitivity::Personal), stamp(NOW + 2)).unwrap();
    world.put(id, &open);
    assert_eq!(found(&mut world), 1);
    // Values whose definition is gone are held for delicate until it is back.
    world.book.remove(&id);
    assert_eq!(found(&mut world), 0);
    assert!(world.book.is_masked(Kind::Person, diet));
}

#[test]
fn rule_08_of_two_definitions_of_one_number_the_more_delicate_counts() {
    let mut world = World::new();
    let (_, diet) = define(&mut world, Sensitivity::Personal);
    assert!(!world.book.is_masked(Kind::Person, diet));
    let other = world.book.define(
        Kind::Person,
        Form::Text,
        &Wish { name: "Faith".into(), ..wish(Sensitivity::Special) },
        || 8,
        stamp(NOW),
    );
    let mut other = other.unwrap();
    other.set(key::NUMBER, Value::Number(u64::from(diet.0)), stamp(NOW + 1)).unwrap();
    world.add(&other);
    assert_eq!(world.book.sensitivity(Kind::Person, diet), Sensitivity::Special);
}

#[test]
fn rule_08_a_special_category_needs_a_purpose_with_a_basis_of_its_own() {
    let mut world = World::new();
    let (_, diet) = define(&mut world, Sensitivity::Special);
    assert_eq!(world.book.special_fields(), [diet]);
    let ada = world.subscriber("Ada", "ada@example.org");
    let at = [mark("ada@example.org")];
    let ask = |world: &mut World, sensitivity| world.ledger().may_hold(&ada, (diet, sensitivity), &at, NOW);
    assert_eq!(ask(&mut world, Sensitivity::Sensitive), Ok(()), "only special categories ask for more");
    assert_eq!(ask(&mut world, Sensitivity::Special), Err(NoBasis::NoPurpose));
    let service = world.purpose(SERVICE);
    world.edit_purpose(service, |purpose| purpose.data_fields.push(diet));
    assert_eq!(ask(&mut world, Sensitivity::Special), Err(NoBasis::NotSpecial), "a contract carries none");
    for basis in [Basis::Interest, Basis::Consent, Basis::Public] {
        world.edit_purpose(service, |purpose| purpose.basis = basis);
        assert_eq!(ask(&mut world, Sensitivity::Special), Err(NoBasis::NotSpecial), "{basis:?}");
    }
    for basis in [Basis::Employment, Basis::Health, Basis::Claims] {
        world.edit_purpose(service, |purpose| purpose.basis = basis);
        assert_eq!(ask(&mut world, Sensitivity::Special), Ok(()), "{basis:?}");
    }
    world.edit_purpose(service, |purpose| purpose.basis = Basis::Health);
    assert_eq!(ask(&mut world, Sensitivity::Criminal), Err(NoBasis::NotSpecial), "Art. 10 is another matter");
    world.edit_purpose(service, |purpose| purpose.status = PurposeStatus::Paused);
    assert_eq!(ask(&mut world, Sensitivity::Special), Err(NoBasis::NoPurpose));

    world.edit_purpose(service, |purpose| {
        (purpose.status, purpose.basis) = (PurposeStatus::Active, Basis::Explicit);
    });
    assert_eq!(ask(&mut world, Sensitivity::Special), Err(NoBasis::NoConsent));
    let notice = world.ledger().current_notice(&service, NOW);
    let given = ConsentEvent {
        notice,
        validity: Some(Period::months(24)),
        expression: Expression::Explicit,
        ..ConsentEvent::new(ada, service, EventKind::Given, NOW, IndicatedBy::Subject, Method::Paper)
    };
    let stamp = world.stamp();
    world.add(&given.write(stamp).unwrap());
    assert_eq!(ask(&mut world, Sensitivity::Special), Ok(()));
    let taken = ConsentEvent::new(ada, service, EventKind::Withdrawn, NOW + 1, IndicatedBy::Subject, Method::Phone);
    let stamp = world.stamp();
    world.add(&taken.write(stamp).unwrap());
    assert_eq!(ask(&mut world, Sensitivity::Special), Err(NoBasis::NoConsent), "taken back");
}

#[test]
fn rule_08_special_categories_belong_to_people() {
    let world = World::new();
    let made = world.book.define(Kind::Deal, Form::Text, &wish(Sensitivity::Special), || 1, stamp(NOW));
    assert_eq!(made.err(), Some(CustomError::OfPeople));
}

#[test]
fn rule_08_whom_a_masked_field_points_to_is_not_told_on_their_page() {
    let mut world = World::new();
    let healer = Wish { name: "Healer".into(), ..wish(Sensitivity::Sensitive) };
    let knows = Wish { name: "Knows".into(), ..wish(Sensitivity::Personal) };
    for (at, wish) in [(7, healer), (8, knows)] {
        let record = world.book.define(Kind::Person, Form::Relation, &wish, || at, stamp(NOW)).unwrap();
        world.add(&record);
    }
    let bo = person(&mut world, "Bo", &[]);
    let ada = person(&mut world, "Ada", &[]);
    world.edit(ada, Form::Relation.key(7), Value::Relations(vec![bo]));
    world.edit(ada, Form::Relation.key(8), Value::Relations(vec![bo]));
    assert_eq!(world.book.incoming(&bo), [(Kind::Person, Form::Relation.key(8), 1)]);
}
