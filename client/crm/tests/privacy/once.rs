//! What is evidence stays as it was written, whoever tries.

use crate::world::{MEMBER, World, mark};
use tacit_crm::privacy::words::{Did, EventKind, SuppressedFor};
use tacit_crm::privacy::{AccessEvent, ConsentState, Scope, Suppression, key as pk};
use tacit_crm::schema;
use tacit_crm::undo::{Left, LeftFor, Step, Write};
use tacit_crm::{Kind, Record, RecordId, Stamp, UnionWish, Value, ValueError};

const ANNA: &str = "anna@berg.example";

fn withdrawal() -> (World, RecordId, RecordId) {
    let mut world = World::new();
    let anna = world.subscriber("Anna", ANNA);
    let event = world.withdraw(anna, ANNA);
    (world, anna, event)
}

#[test]
fn no_field_of_an_event_is_written_again() {
    let (mut world, _, event) = withdrawal();
    let stamp = world.stamp();
    let mut record = world.book.record(&event).unwrap();
    for spec in schema::fields(Kind::ConsentEvent) {
        let before = record.get(spec.key);
        assert_eq!(record.set(spec.key, before.clone(), stamp), Ok(false), "{}", spec.label);
        if !before.is_empty() {
            assert_eq!(record.set(spec.key, Value::Empty, stamp), Err(ValueError::WrittenOnce), "{}", spec.label);
        }
    }
    let added = record.set(pk::LIFTS, Value::Bytes(vec![0; 16]), stamp);
    assert_eq!(added, Err(ValueError::WrittenOnce), "nor is one added that was left empty");
    assert_eq!(record.set(pk::EVENT, Value::text("given"), stamp), Err(ValueError::WrittenOnce));
}

#[test]
fn of_two_states_of_an_event_the_first_stands_whole() {
    let (world, _, event) = withdrawal();
    let first = world.book.record(&event).unwrap();
    let later = Stamp { ms: first.created().ms + 1, counter: 0, author: 9 };
    let mut forged = Record::new(Kind::ConsentEvent, later);
    forged.set(pk::EVENT, Value::text("given"), later).unwrap();
    let (mut one, mut other) = (first.clone(), forged.clone());
    one.merge(&forged).unwrap();
    other.merge(&first).unwrap();
    assert_eq!((&one, &other), (&first, &first));
}

#[test]
fn undo_neither_takes_evidence_away_nor_brings_it_back() {
    let (mut world, anna, event) = withdrawal();
    let record = world.book.record(&event).unwrap();
    let mut step = Step::new();
    step.made(event, &record);
    let undone = step.undo(&world.book, &mut world.clock, world.now);
    assert_eq!((undone.writes, undone.left), (vec![], vec![Left { id: event, field: None, why: LeftFor::Evidence }]));
    assert_eq!(world.state(anna, ANNA), ConsentState::Withdrawn);
    let mut step = Step::new();
    step.removed(event, &record.encode());
    world.book.remove(&event);
    let undone = step.undo(&world.book, &mut world.clock, world.now);
    assert_eq!((undone.writes, undone.left), (vec![], vec![Left { id: event, field: None, why: LeftFor::Evidence }]));
}

#[test]
fn making_one_of_two_people_rewrites_no_evidence() {
    let (mut world, anna, event) = withdrawal();
    let other = world.person("Anna", &["a.berg@home.example"]);
    let before = world.book.plain(&event).unwrap().to_vec();
    let wish = UnionWish { ids: vec![anna, other], keep: Some(other), ..UnionWish::default() };
    let union = world.book.plan_union(&wish).unwrap();
    let (writes, _) = union.writes(&world.book, &mut world.clock, world.now).unwrap();
    let written: Vec<RecordId> = writes
        .iter()
        .map(|write| match write {
            Write::Put(id, _) | Write::Remove(id) => *id,
        })
        .collect();
    assert!(!written.contains(&event));
    world.book.apply(&writes);
    assert_eq!(world.book.plain(&event), Some(&before[..]));
    assert_eq!(world.state(other, ANNA), ConsentState::Withdrawn, "and it holds for the one that stays");
}

#[test]
fn a_purpose_keeps_what_it_is_for() {
    let mut world = World::new();
    let news = world.newsletter();
    let stamp = world.stamp();
    let mut record = world.book.record(&news).unwrap();
    assert_eq!(record.set(pk::CATEGORY, Value::text("service"), stamp), Err(ValueError::WrittenOnce));
    let mut early = Record::new(Kind::Purpose, stamp);
    early.set(pk::CATEGORY, Value::text("marketing"), stamp).unwrap();
    let mut late = Record::new(Kind::Purpose, stamp);
    let stamp = world.stamp();
    late.set(pk::CATEGORY, Value::text("service"), stamp).unwrap();
    late.merge(&early).unwrap();
    assert_eq!(late.text(pk::CATEGORY), "marketing");
}

#[test]
fn a_suppression_holds_no_address() {
    let mut world = World::new();
    let stamp = world.stamp();
    let suppression = Suppression {
        point: mark(ANNA),
        scope: Scope::Marketing,
        reason: SuppressedFor::Erased,
        since: world.now,
        source: None,
    };
    let record = suppression.write(stamp).unwrap();
    let plain = record.encode();
    assert!(!String::from_utf8_lossy(&plain).contains("anna"));
    let id = world.add(&record);
    assert_eq!(Suppression::read(&world.book.get(&id).unwrap()), Some(suppression));
    assert_eq!(record.created().author, MEMBER);
}

#[test]
fn an_event_of_a_newer_version_restricts() {
    let mut world = World::new();
    let anna = world.subscriber("Anna", ANNA);
    let news = world.newsletter();
    let stamp = world.stamp();
    let mut record = world.said(anna, news, EventKind::Withdrawn, None).write(stamp).unwrap();
    record.merge(&record.clone()).unwrap();
    let mut newer = Record::new(Kind::ConsentEvent, stamp);
    for (field, value) in record.fields() {
        let value = if field == pk::EVENT { Value::text("withdrawn_by_thought") } else { value };
        newer.set(field, value, stamp).unwrap();
    }
    world.add(&newer);
    assert_eq!(world.state(anna, ANNA), ConsentState::Invalidated);
}

#[test]
fn rule_08_a_look_at_a_masked_value_is_kept() {
    let mut world = World::new();
    let anna = world.person("Anna", &[ANNA]);
    let event = AccessEvent {
        did: Did::Reveal,
        record: anna,
        field: Some(schema::key::BIRTHDAY),
        device: "Office".into(),
        told: None,
        why: String::new(),
    };
    let stamp = world.stamp();
    let id = world.add(&event.write(stamp).unwrap());
    assert_eq!(AccessEvent::read(&world.book.get(&id).unwrap()), Some(event));
    let later = world.stamp();
    let mut record = world.book.record(&id).unwrap();
    assert_eq!(record.set(pk::DID, Value::text("view"), later), Err(ValueError::WrittenOnce));
    assert!(world.book.erasure(&anna, &crate::world::marker).unwrap().kept.contains(&id));
}
