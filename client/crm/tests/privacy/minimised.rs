//! Rule 9: every field with who needs it and how much of it is filled, and taking one away so that nothing of it stays.

use crate::world::{DAY, NOW, World, marker};
use tacit_crm::custom::{Terms, Wish};
use tacit_crm::privacy::defaults::{SALES, SERVICE};
use tacit_crm::privacy::words::{Basis, Did, HoldKind, Necessity, PurposeStatus, Sensitivity};
use tacit_crm::privacy::{AccessEvent, FieldLine, Hold, Need, NoBasis, Period, Restriction, Taken};
use tacit_crm::schema::custom::Form;
use tacit_crm::schema::{self, key};
use tacit_crm::{Book, FieldKey, Kind, Record, RecordId, Value};

/// A field of one's own of people.
fn define(world: &mut World, name: &str, drawn: u16, terms: Terms) -> (RecordId, FieldKey) {
    let wish = Wish { name: name.into(), choices: Vec::new(), terms };
    let stamp = world.stamp();
    let record = world.book.define(Kind::Person, Form::Text, &wish, || drawn, stamp).unwrap();
    (world.add(&record), Form::Text.key(drawn))
}

fn usual() -> Terms {
    Terms::usual(Kind::Person)
}

fn fields(world: &mut World, of: Kind) -> (u32, Vec<FieldLine>) {
    let now = world.now;
    let kinds = world.book.inventory(&marker, now);
    let line = kinds.into_iter().find(|line| line.kind == of).unwrap();
    (line.records, line.fields)
}

fn field(world: &mut World, key: FieldKey) -> FieldLine {
    fields(world, Kind::Person).1.into_iter().find(|line| line.key == key).unwrap()
}

fn restrict(world: &mut World, person: RecordId) {
    let restriction = Restriction { person, since: NOW, why: "accuracy disputed".into(), until: None };
    let stamp = world.stamp();
    world.add(&restriction.write(stamp).unwrap());
    world.book.restrict(NOW);
}

/// Takes away what may be, and says how many records changed.
fn take(world: &mut World, of: Taken) -> usize {
    let now = world.now;
    let ids = world.book.may_be_emptied(of, now);
    let mut taken = 0;
    for id in ids {
        let stamp = world.stamp();
        if let Some((_, after)) = world.book.emptied(&id, of, |_| stamp).unwrap() {
            world.put(id, &after);
            taken += 1;
        }
    }
    taken
}

#[test]
fn rule_09_every_field_is_there_with_who_needs_it_and_what_nobody_needs_comes_first() {
    let mut world = World::new();
    let (shirt, size) = define(&mut world, "Shirt size", 3, usual());
    define(&mut world, "Empty", 4, usual());
    let (anna, ben) = (world.person("Anna", &["anna@example.org"]), world.person("Ben", &[]));
    world.edit(anna, size, Value::text("M"));
    world.edit(ben, size, Value::text("L"));
    world.edit(ben, key::BIRTHDAY, Value::text("1985-04-12"));
    let (records, lines) = fields(&mut world, Kind::Person);
    assert_eq!(records, 2);
    let shown = schema::fields(Kind::Person).iter().filter(|spec| !spec.hidden).count();
    assert_eq!(lines.len(), shown + 2, "each once, Tacit's and the team's own");
    let first: Vec<_> = lines.iter().take(3).map(|line| (line.label.as_str(), line.need, line.filled)).collect();
    assert_eq!(first, [("Shirt size", Need::Unneeded, 2), ("Birthday", Need::Unneeded, 1), ("Empty", Need::Empty, 0)]);
    assert_eq!((lines[0].own, lines[1].sensitivity), (Some(shirt), Sensitivity::Sensitive));
    let emails = field(&mut world, key::EMAILS);
    assert_eq!((emails.need, emails.filled, emails.purposes.len()), (Need::Needed, 1, 4), "all four need it");
    assert_eq!(emails.category, "user.contact.email");
    assert_eq!(field(&mut world, key::GENDER).need, Need::Idle, "nobody needs it, and nobody has it");
    assert!(lines.last().is_some_and(|line| line.need == Need::Idle));
    let service = world.purpose(SERVICE);
    world.edit_purpose(service, |purpose| purpose.data_fields.push(size));
    assert_eq!(field(&mut world, size).need, Need::Needed);
}

#[test]
fn rule_09_no_field_without_a_purpose_is_required() {
    let mut world = World::new();
    let (_, size) = define(&mut world, "Shirt size", 3, usual());
    let needed = |world: &mut World, field| world.ledger().necessity(field);
    assert_eq!(needed(&mut world, size), Necessity::Unused);
    assert_eq!(needed(&mut world, key::FAMILY), Necessity::Required);
    let all: Vec<RecordId> = world.ledger().purposes().map(|(id, _)| id).collect();
    for purpose in all {
        world.edit_purpose(purpose, |purpose| purpose.status = PurposeStatus::Retired);
    }
    for spec in schema::fields(Kind::Person) {
        assert_eq!(needed(&mut world, spec.key), Necessity::Unused, "{}", spec.label);
    }
}

#[test]
fn rule_09_what_is_needed_is_told_without_reading_anybody() {
    let mut world = World::new();
    let all = || schema::fields(Kind::Person).iter().map(|spec| spec.key);
    let agree = |world: &mut World| {
        let told = world.book.needed_fields(all());
        let indexed: Vec<FieldKey> = all().filter(|field| world.ledger().is_needed(*field)).collect();
        assert_eq!(told, indexed);
        told
    };
    assert!(agree(&mut world).contains(&key::EMAILS));
    // Another member made a purpose of the same short name, and asks for more: one of the two stands for both.
    let service = world.purpose(SERVICE);
    let twin = world.book.record(&service).unwrap();
    let twin = world.add(&twin);
    world.edit_purpose(twin, |purpose| purpose.data_fields.push(key::GENDER));
    agree(&mut world);
    for purpose in world.ledger().purposes().map(|(id, _)| id).collect::<Vec<_>>() {
        world.edit_purpose(purpose, |purpose| purpose.status = PurposeStatus::Retired);
    }
    assert!(agree(&mut world).is_empty());
    world.book = Book::new();
    assert!(
        agree(&mut world).contains(&key::EMAILS),
        "before there is a purpose, what those that a vault begins with need"
    );
}

#[test]
fn rule_09_before_there_is_a_purpose_nothing_is_called_unneeded() {
    let mut world = World::new();
    world.book = Book::new();
    let ben = world.person("Ben", &[]);
    world.edit(ben, key::BIRTHDAY, Value::text("1985-04-12"));
    assert_eq!(field(&mut world, key::BIRTHDAY).need, Need::Needed);
    assert!(world.book.centre(&marker, NOW).unneeded.is_empty());
}

#[test]
fn rule_09_what_no_purpose_needs_is_counted_where_everything_stands() {
    let mut world = World::new();
    let ben = world.person("Ben", &[]);
    world.edit(ben, key::BIRTHDAY, Value::text("1985-04-12"));
    assert_eq!(world.book.centre(&marker, NOW).unneeded, [key::BIRTHDAY]);
    restrict(&mut world, ben);
    assert!(world.book.centre(&marker, NOW).unneeded.is_empty(), "only stored, and nothing to be done");
}

#[test]
fn rule_09_a_field_that_is_taken_away_leaves_nothing_in_the_records() {
    let mut world = World::new();
    let (_, size) = define(&mut world, "Shirt size", 3, usual());
    let anna = world.person("Anna", &[]);
    world.edit(anna, key::FAMILY, Value::text("Berg"));
    // Two members typed at the same time: the value that lost is in the record as well.
    let mut theirs = world.book.record(&anna).unwrap();
    let stamp = world.stamp();
    theirs.set(size, Value::text("zwieback"), stamp).unwrap();
    world.edit(anna, size, Value::text("ananas"));
    let mut both = world.book.record(&anna).unwrap();
    both.merge(&theirs).unwrap();
    world.put(anna, &both);
    let holds = |world: &World, word: &str| {
        let plain = world.book.plain(&anna).unwrap();
        plain.windows(word.len()).any(|window| window == word.as_bytes())
    };
    assert!(holds(&world, "zwieback") && holds(&world, "ananas"));
    let of = Taken { kind: Kind::Person, key: size, over_at: None };
    assert_eq!(take(&mut world, of), 1);
    assert!(!holds(&world, "zwieback") && !holds(&world, "ananas"));
    assert_eq!(world.book.record(&anna).unwrap().text(key::FAMILY), "Berg", "all else stays");
    assert_eq!((take(&mut world, of), world.book.holding(Kind::Person, size)), (0, 0), "nothing is left to be taken");
    let older = theirs;
    let mut now = world.book.record(&anna).unwrap();
    now.merge(&older).unwrap();
    assert_eq!(now.get(size), Value::Empty, "a device that comes later with what was there brings nothing back");
}

#[test]
fn rule_10_what_is_only_stored_or_held_keeps_its_values() {
    let mut world = World::new();
    let (_, size) = define(&mut world, "Shirt size", 3, usual());
    let people: Vec<RecordId> = ["Anna", "Ben", "Carla"].iter().map(|name| world.person(name, &[])).collect();
    for person in &people {
        world.edit(*person, size, Value::text("M"));
    }
    restrict(&mut world, people[0]);
    let hold = Hold { records: vec![people[1]], kind: HoldKind::Legal, why: "in court".into(), by: None, until: None };
    let stamp = world.stamp();
    world.add(&hold.write(stamp).unwrap());
    let line = field(&mut world, size);
    assert_eq!((line.filled, line.goes, line.stays), (2, 1, 2), "the list has two, one can go, two stay");
    assert_eq!(take(&mut world, Taken { kind: Kind::Person, key: size, over_at: None }), 1);
    assert_eq!(world.book.holding(Kind::Person, size), 2);
}

#[test]
fn rule_09_values_whose_definition_is_gone_are_shown_and_can_be_taken_away() {
    let mut world = World::new();
    let (id, size) = define(&mut world, "Shirt size", 3, usual());
    let anna = world.person("Anna", &[]);
    world.edit(anna, size, Value::text("M"));
    world.book.remove(&id);
    let line = fields(&mut world, Kind::Person).1.swap_remove(0);
    assert_eq!((line.key, line.need, line.own, line.goes), (size, Need::Undefined, None, 1));
    assert!(line.label.is_empty() && line.sensitivity == Sensitivity::Sensitive);
    assert_eq!(take(&mut world, Taken { kind: Kind::Person, key: size, over_at: None }), 1);
    assert!(fields(&mut world, Kind::Person).1.iter().all(|line| line.key != size));
}

#[test]
fn rule_09_a_field_says_for_how_long_and_its_values_are_over_after_that() {
    let mut world = World::new();
    let (_, size) = define(&mut world, "Shirt size", 3, Terms { kept_for: Some(Period::months(6)), ..usual() });
    let (anna, ben) = (world.person("Anna", &[]), world.person("Ben", &[]));
    world.edit(anna, size, Value::text("M"));
    world.now = NOW + 100 * DAY;
    world.edit(ben, size, Value::text("L"));
    let over = |world: &mut World| field(world, size).over;
    assert_eq!(over(&mut world), 0);
    world.now = Period::months(6).after(NOW) + DAY;
    assert_eq!(over(&mut world), 1, "hers was written first");
    let of = Taken { kind: Kind::Person, key: size, over_at: Some(world.now) };
    assert_eq!(take(&mut world, of), 1);
    assert_eq!(world.book.record(&anna).unwrap().get(size), Value::Empty);
    assert_eq!(world.book.record(&ben).unwrap().text(size), "L", "his is not over");
    let unlimited = Taken { key: key::NOTES, ..of };
    assert_eq!(take(&mut world, unlimited), 0, "a field that says nothing is kept as long as the record");
}

#[test]
fn rule_08_a_field_declared_special_afterwards_asks_about_the_values_it_holds() {
    let mut world = World::new();
    let (id, faith) = define(&mut world, "Faith", 3, usual());
    let people: Vec<RecordId> = ["Anna", "Ben"].iter().map(|name| world.person(name, &[])).collect();
    for person in &people {
        world.edit(*person, faith, Value::text("none"));
    }
    let without = |world: &mut World, basis: Option<Basis>| {
        let service = world.purpose(SERVICE);
        if let Some(basis) = basis {
            world.edit_purpose(service, |purpose| purpose.basis = basis);
        }
        let purpose = world.ledger().purpose(&service).unwrap().clone();
        let needing = if basis.is_some() { vec![(service, &purpose)] } else { Vec::new() };
        world.book.held_without_basis(faith, Sensitivity::Special, &needing, &marker, NOW)
    };
    assert_eq!(without(&mut world, None), (2, Some(NoBasis::NoPurpose)));
    assert_eq!(without(&mut world, Some(Basis::Contract)), (2, Some(NoBasis::NotSpecial)));
    assert_eq!(without(&mut world, Some(Basis::Explicit)), (2, Some(NoBasis::NoConsent)));
    assert_eq!(without(&mut world, Some(Basis::Health)), (0, None));
    // Another device declared it: what is held without a basis is counted.
    let special = Wish {
        name: "Faith".into(),
        choices: Vec::new(),
        terms: Terms { sensitivity: Sensitivity::Special, ..usual() },
    };
    let stamp = world.stamp();
    let declared = world.book.redefine(&id, &special, stamp).unwrap();
    world.put(id, &declared);
    assert_eq!(field(&mut world, faith).unfounded, 2);
    let service = world.purpose(SERVICE);
    world.edit_purpose(service, |purpose| purpose.data_fields.push(faith));
    assert_eq!(field(&mut world, faith).unfounded, 0);
}

#[test]
fn rule_09_when_somebody_last_looked_is_known_of_what_is_masked() {
    let mut world = World::new();
    let anna = world.person("Anna", &[]);
    world.edit(anna, key::BIRTHDAY, Value::text("1985-04-12"));
    assert_eq!(field(&mut world, key::BIRTHDAY).looked, None);
    let look = AccessEvent {
        did: Did::Reveal,
        record: anna,
        field: Some(key::BIRTHDAY),
        device: String::new(),
        told: None,
        why: String::new(),
    };
    for days in [3, 1] {
        world.now = NOW + days * DAY;
        let stamp = world.stamp();
        world.add(&look.write(stamp).unwrap());
    }
    assert_eq!(field(&mut world, key::BIRTHDAY).looked, Some(NOW + 3 * DAY));
}

#[test]
fn rule_16_the_fields_of_a_retired_purpose_are_listed_as_unneeded() {
    let mut world = World::new();
    let anna = world.person("Anna", &[]);
    world.edit(anna, key::NOTES, Value::text("met at the fair"));
    for slug in [SERVICE, SALES] {
        assert_eq!(field(&mut world, key::NOTES).need, Need::Needed);
        let purpose = world.purpose(slug);
        world.edit_purpose(purpose, |purpose| purpose.status = PurposeStatus::Retired);
    }
    assert_eq!(field(&mut world, key::NOTES).need, Need::Unneeded);
}

#[test]
fn rule_09_the_fields_of_a_hundred_thousand_people_are_there_in_a_moment() {
    let mut world = World::new();
    let (_, size) = define(&mut world, "Shirt size", 3, Terms { kept_for: Some(Period::months(6)), ..usual() });
    let stamp = world.stamp();
    for number in 0..100_000_u128 {
        let mut person = Record::new(Kind::Person, stamp);
        for (field, value) in [(key::GIVEN, "Anna"), (key::FAMILY, "Berg"), (key::NOTES, "met"), (size, "M")] {
            person.set(field, Value::text(value), stamp).unwrap();
        }
        world.put(RecordId((number + 1_000_000).to_be_bytes()), &person);
    }
    world.ledger();
    let began = std::time::Instant::now();
    let (records, lines) = fields(&mut world, Kind::Person);
    let took = began.elapsed();
    println!("{took:?}");
    assert_eq!((records, lines[0].filled), (100_000, 100_000));
    assert!(took.as_secs() < 3, "{took:?}");
}
