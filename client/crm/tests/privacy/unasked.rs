//! What no change brings about in passing.

use crate::world::{DAY, NOW, World};
use tacit_crm::privacy::defaults::{SALES, SERVICE};
use tacit_crm::privacy::words::{Basis, EventKind, IndicatedBy, Method, PurposeStatus};
use tacit_crm::privacy::{BasisRecord, ConsentEvent, Unasked, key as pk};
use tacit_crm::schema::key;
use tacit_crm::{Kind, Record, RecordId, UnionWish, Value};

type Writes = Vec<(RecordId, Option<Vec<u8>>)>;

fn one(id: RecordId, record: &Record) -> Writes {
    vec![(id, Some(record.encode()))]
}

/// The record with one field set to something else.
fn with(world: &mut World, id: RecordId, field: tacit_crm::FieldKey, value: Value) -> Record {
    let stamp = world.stamp();
    let mut record = world.book.record(&id).unwrap();
    record.set(field, value, stamp).unwrap();
    record
}

#[test]
fn rule_16_a_purpose_that_is_over_is_neither_pursued_again_nor_taken_away_by_any_change() {
    let mut world = World::new();
    let service = world.purpose(SERVICE);
    let active = with(&mut world, service, pk::PURPOSE_STATUS, Value::text("active"));
    let renamed = with(&mut world, service, key::NAME, Value::text("Care"));
    assert_eq!(world.book.unasked(&one(service, &renamed)), None, "it is pursued");
    world.edit_purpose(service, |purpose| purpose.status = PurposeStatus::Retired);
    assert_eq!(world.book.unasked(&one(service, &active)), Some(Unasked::Over));
    let paused = with(&mut world, service, pk::PURPOSE_STATUS, Value::text("paused"));
    assert_eq!(world.book.unasked(&one(service, &paused)), Some(Unasked::Over));
    assert_eq!(world.book.unasked(&[(service, None)]), Some(Unasked::Over));
    let over = with(&mut world, service, key::NAME, Value::text("Care"));
    assert_eq!(world.book.unasked(&one(service, &over)), None, "it stays over");
}

fn basis(person: RecordId, purpose: RecordId, basis: Basis, why: &str) -> BasisRecord {
    BasisRecord {
        person,
        purpose,
        basis,
        justification: why.into(),
        assessment: String::new(),
        reviewed_at: Some(NOW),
        review_due: Some(NOW + DAY),
    }
}

/// The word of the ledger that goes with it.
fn told(world: &mut World, of: &BasisRecord) -> (RecordId, Record) {
    let event = ConsentEvent {
        basis: Some(of.basis),
        why: of.justification.clone(),
        ..ConsentEvent::new(of.person, of.purpose, EventKind::BasisSet, NOW, IndicatedBy::Staff, Method::Form)
    };
    let stamp = world.stamp();
    (world.draw(), event.write(stamp).unwrap())
}

#[test]
fn trap_09_no_change_of_a_basis_without_a_word_for_each_person() {
    let mut world = World::new();
    let (anna, bo, sales) = (world.person("Anna", &[]), world.person("Bo", &[]), world.purpose(SALES));
    let set = basis(anna, sales, Basis::Consent, "she asked for it");
    let stamp = world.stamp();
    let (id, record) = (world.draw(), set.write(stamp).unwrap());
    assert_eq!(world.book.unasked(&one(id, &record)), Some(Unasked::Untold));
    let (event, said) = told(&mut world, &set);
    let both = [one(id, &record), one(event, &said)].concat();
    assert_eq!(world.book.unasked(&both), None, "told in the same step");
    world.put(id, &record);
    world.put(event, &said);

    // A stricter one is neither softened nor dropped, be it by hand, in bulk, or by bringing a version back.
    let softer = with(&mut world, id, pk::BASIS, Value::text(Basis::Interest.word()));
    assert_eq!(world.book.unasked(&one(id, &softer)), Some(Unasked::Untold));
    let later = with(&mut world, id, pk::REVIEW_DUE, Value::Number(NOW + 9_000 * DAY));
    assert_eq!(world.book.unasked(&one(id, &later)), Some(Unasked::Untold), "nor looked at later than was said");
    assert_eq!(world.book.unasked(&[(id, None)]), Some(Unasked::Untold));
    let of_bo = basis(bo, sales, Basis::Interest, "he is a customer");
    let (event, said) = told(&mut world, &of_bo);
    let softened = [one(id, &softer), one(event, &said)].concat();
    assert_eq!(world.book.unasked(&softened), Some(Unasked::Untold), "a word about Bo is none about Anna");

    // Making people one changes whose it is and nothing that it says.
    let wish = UnionWish { ids: vec![anna, bo], keep: Some(bo), ..UnionWish::default() };
    let (writes, _) = world.book.plan_union(&wish).unwrap().writes(&world.book, &mut world.clock, NOW).unwrap();
    let writes: Writes = writes
        .into_iter()
        .map(|write| match write {
            tacit_crm::undo::Write::Put(id, record) => (id, Some(record.encode())),
            tacit_crm::undo::Write::Remove(id) => (id, None),
        })
        .collect();
    assert!(writes.iter().any(|(one, _)| *one == id), "it follows");
    assert_eq!(world.book.unasked(&writes), None);
}

#[test]
fn kinds_of_privacy_are_all_those_that_no_hand_changes() {
    for number in 32..=43 {
        assert!(Kind::from_number(number).is_of_privacy(), "{number}");
    }
    assert!(Kind::from_number(44).is_of_privacy(), "what a newer version adds to it");
    for kind in [Kind::Person, Kind::Task, Kind::Field, Kind::Settings, Kind::Own(300)] {
        assert!(!kind.is_of_privacy(), "{kind:?}");
    }
}
