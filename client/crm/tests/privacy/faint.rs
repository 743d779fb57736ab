//! What is left of an erased person where only a part of the name stands, and in fields of the team's own.

use crate::world::{World, marker};
use std::collections::BTreeSet;
use tacit_crm::privacy::{Hit, MAX_FAINT, Tokens};
use tacit_crm::schema::custom::Form;
use tacit_crm::schema::key;
use tacit_crm::{Kind, Point, Record, RecordId, Value};

fn record(world: &mut World, kind: Kind, fields: &[(tacit_crm::FieldKey, Value)]) -> RecordId {
    let stamp = world.stamp();
    let mut record = Record::new(kind, stamp);
    for (field, value) in fields {
        record.set(*field, value.clone(), stamp).unwrap();
    }
    world.add(&record)
}

fn named(world: &mut World, given: &str, family: &str) -> RecordId {
    record(world, Kind::Person, &[(key::GIVEN, Value::text(given)), (key::FAMILY, Value::text(family))])
}

fn note(world: &mut World, text: &str) -> Hit {
    Hit { record: record(world, Kind::Activity, &[(key::NOTES, Value::text(text))]), field: key::NOTES }
}

fn tokens(world: &World, of: &RecordId) -> Tokens {
    Tokens::of(&world.book.get(of).unwrap())
}

fn faint(world: &World, tokens: &Tokens) -> BTreeSet<Hit> {
    world.book.faint_residue(tokens, &BTreeSet::new()).into_iter().collect()
}

#[test]
fn rule_11_a_part_of_the_name_is_found_alone_as_a_word_and_told_apart_from_the_whole() {
    let mut world = World::new();
    let ada = named(&mut world, "Ada Maria", "Hirthe");
    let tokens = tokens(&world, &ada);
    let called = note(&mut world, "Mrs Hirthe called about the invoice.");
    let given = note(&mut world, "lunch with MARIA, then the bank");
    let whole = note(&mut world, "Ada Maria Hirthe signed.");
    note(&mut world, "The Hirthes live in Hirthenburg; Mariahilf, adagio.");
    let task = record(&mut world, Kind::Task, &[(key::NAME, Value::text("Ring Hirthe back"))]);
    // What others are called is theirs.
    let other = named(&mut world, "Ada", "Byron");
    record(&mut world, Kind::Company, &[(key::NAME, Value::text("Hirthe & Sons"))]);
    world.book.remove(&ada);
    let found = faint(&world, &tokens);
    assert_eq!(found, BTreeSet::from([called, given, Hit { record: task, field: key::NAME }]));
    assert_eq!(world.book.residue(&tokens, &BTreeSet::new()), [whole], "the whole name is no mere part");
    assert!(world.book.contains(&other));
    // About somebody else there may be a word of the erased one.
    world.edit(other, key::NOTES, Value::text("married to Hirthe"));
    assert!(faint(&world, &tokens).contains(&Hit { record: other, field: key::NOTES }));

    // What was decided is passed over, however many there are.
    let kept = BTreeSet::from([called, given]);
    assert_eq!(world.book.faint_residue(&tokens, &kept).len(), 2);
    assert!(format!("{tokens:?}").contains("names") && !format!("{tokens:?}").to_lowercase().contains("hirthe"));
}

#[test]
fn rule_11_common_words_are_capped_and_typed_names_are_looked_for_word_by_word() {
    let mut world = World::new();
    for _ in 0..MAX_FAINT + 5 {
        note(&mut world, "It took long.");
    }
    let tokens = Tokens::of_words("Jo Long\n030 901820\njo@long.example\nMain St 1");
    assert_eq!(world.book.faint_residue(&tokens, &BTreeSet::new()).len(), MAX_FAINT);
    assert_eq!(world.book.residue(&tokens, &BTreeSet::new()), []);
    let street = note(&mut world, "Main road closed");
    assert!(!faint(&world, &Tokens::of_words("Main St 1")).contains(&street), "of an address no word alone");
}

#[test]
fn rule_11_contact_points_in_fields_of_ones_own_are_suppressed_and_looked_for() {
    let mut world = World::new();
    let points = |value: &str| Value::Points(vec![Point::new("", value)]);
    let fields = [
        (key::GIVEN, Value::text("Ada")),
        (Form::Email.key(1), points("ada@home.example")),
        (Form::Phone.key(1), points("+49 30 901820-0")),
        (Form::Link.key(1), points("https://ada.example/me")),
        (Form::Address.key(1), points("Main St 1, Berlin")),
    ];
    let ada = record(&mut world, Kind::Person, &fields);
    let erasure = world.book.erasure(&ada, &marker).unwrap();
    assert_eq!(erasure.points.len(), 4, "left alone from then on");
    let texts =
        ["wrote to ADA@home.example", "ring 030 9018200", "see https://ada.example/me", "moved to Main St 1, Berlin"];
    let hits: BTreeSet<Hit> = texts.map(|text| note(&mut world, text)).into();
    world.book.remove(&ada);
    let found: BTreeSet<Hit> = world.book.residue(&erasure.tokens, &BTreeSet::new()).into_iter().collect();
    assert_eq!(found, hits);
}
