//! Rules 9 and 10: fields that are kept for a time. Where each value stands, and what no undo and no earlier version brings back.

use crate::world::{DAY, NOW, World};
use tacit_crm::custom::{Custom, Terms, Wish};
use tacit_crm::privacy::words::{HoldKind, Identity, RequestKind, RequestState};
use tacit_crm::privacy::{Due, Hold, Keeping, Period, Request, Restriction, Taken, Waits};
use tacit_crm::schema::custom::Form;
use tacit_crm::schema::key;
use tacit_crm::undo::{History, LeftFor, Step, Write};
use tacit_crm::{FieldKey, Kind, RecordId, Value};

fn define(world: &mut World, kept_for: Period) -> FieldKey {
    let terms = Terms { kept_for: Some(kept_for), ..Terms::usual(Kind::Person) };
    let wish = Wish { name: "Shirt size".into(), choices: Vec::new(), terms };
    let stamp = world.stamp();
    let record = world.book.define(Kind::Person, Form::Text, &wish, || 3, stamp).unwrap();
    world.add(&record);
    Form::Text.key(3)
}

fn kept(world: &World) -> (Custom, Keeping) {
    let mut all = world.book.kept_fields();
    assert_eq!(all.len(), 1);
    all.swap_remove(0)
}

fn states(world: &World) -> Vec<(RecordId, Due, Option<Waits>)> {
    let (custom, keeping) = kept(world);
    let items = world.book.kept((&custom, keeping), world.now);
    items.into_iter().map(|item| (item.record, item.state, item.waits)).collect()
}

fn state(world: &World, of: RecordId) -> Option<(Due, Option<Waits>)> {
    states(world).into_iter().find(|(id, ..)| *id == of).map(|(_, state, waits)| (state, waits))
}

#[test]
fn rule_10_a_value_is_due_when_its_time_is_over_and_overdue_after_the_grace() {
    let mut world = World::new();
    let size = define(&mut world, Period::months(6));
    let (anna, ben) = (world.person("Anna", &[]), world.person("Ben", &[]));
    world.edit(anna, size, Value::text("M"));
    assert_eq!(states(&world), [(anna, Due::Scheduled, None)], "Ben has no value, and nothing is counted");
    world.now = Period::months(6).after(NOW);
    assert_eq!(state(&world, anna), Some((Due::Due, None)));
    world.now += 14 * DAY - 1_000;
    assert_eq!(state(&world, anna), Some((Due::Due, None)), "a day before nobody looked in time");
    world.now += 2_000;
    assert_eq!(state(&world, anna), Some((Due::Overdue, None)));
    world.edit(anna, size, Value::text("L"));
    assert_eq!(state(&world, anna), Some((Due::Scheduled, None)), "a new value has its own time");
    world.edit(ben, size, Value::text("L"));
    world.edit(ben, size, Value::Empty);
    assert_eq!(state(&world, ben), None);
}

#[test]
fn rule_10_what_is_said_today_about_old_values_gives_its_grace_first() {
    let mut world = World::new();
    let size = define(&mut world, Period::months(120));
    let anna = world.person("Anna", &[]);
    world.edit(anna, size, Value::text("M"));
    world.now = NOW + 400 * DAY;
    assert_eq!(state(&world, anna), Some((Due::Scheduled, None)));
    let terms = Terms { kept_for: Some(Period::months(6)), ..Terms::usual(Kind::Person) };
    let wish = Wish { name: "Shirt size".into(), choices: Vec::new(), terms };
    let (id, stamp) = (kept(&world).0.id, world.stamp());
    let shorter = world.book.redefine(&id, &wish, stamp).unwrap();
    world.put(id, &shorter);
    assert_eq!(state(&world, anna), Some((Due::Due, None)));
    world.now += 13 * DAY;
    assert_eq!(state(&world, anna), Some((Due::Due, None)));
    world.now += 2 * DAY;
    assert_eq!(state(&world, anna), Some((Due::Overdue, None)));
}

#[test]
fn rule_10_a_field_that_is_kept_for_less_than_the_grace_gives_no_longer_one() {
    let mut world = World::new();
    let size = define(&mut world, Period::days(3));
    let anna = world.person("Anna", &[]);
    world.edit(anna, size, Value::text("M"));
    world.now = NOW + 5 * DAY;
    assert_eq!(state(&world, anna), Some((Due::Due, None)));
    world.now = NOW + 7 * DAY;
    assert_eq!(state(&world, anna), Some((Due::Overdue, None)));
}

#[test]
fn rule_10_holds_requests_and_restrictions_keep_a_value_as_they_keep_a_record() {
    let mut world = World::new();
    let size = define(&mut world, Period::months(6));
    let people: Vec<RecordId> =
        ["Anna", "Ben", "Carla", "Dora", "Emil"].iter().map(|name| world.person(name, &[])).collect();
    for person in &people {
        world.edit(*person, size, Value::text("M"));
    }
    world.now = NOW + 400 * DAY;
    let hold = |record, kind, until| Hold { records: vec![record], kind, why: "in court".into(), by: None, until };
    let stamp = world.stamp();
    world.add(&hold(people[0], HoldKind::Legal, None).write(stamp).unwrap());
    world.add(&hold(people[0], HoldKind::Snooze, Some(world.now + DAY)).write(stamp).unwrap());
    world.add(&hold(people[1], HoldKind::Snooze, Some(world.now + DAY)).write(stamp).unwrap());
    let asks = Request {
        person: Some(people[2]),
        kind: RequestKind::Access,
        via: "email".into(),
        received: world.now,
        identity: Identity::Unverified,
        identity_how: String::new(),
        identity_at: None,
        state: RequestState::Received,
        extended: None,
        refused_for: String::new(),
        said: None,
        delivered: None,
        owner: None,
        notes: String::new(),
        tasks: Vec::new(),
        package: None,
        corrected: Vec::new(),
    };
    world.add(&asks.write(stamp).unwrap());
    let restriction = Restriction { person: people[3], since: NOW, why: "accuracy disputed".into(), until: None };
    world.add(&restriction.write(stamp).unwrap());
    world.book.restrict(world.now);
    let shown: Vec<_> = people.iter().map(|person| state(&world, *person)).collect();
    let due = |state, waits| Some((state, waits));
    assert_eq!(
        shown,
        [
            due(Due::Held, None),
            due(Due::Snoozed, None),
            due(Due::Due, Some(Waits::Request)),
            None,
            due(Due::Overdue, None)
        ]
    );
    world.now += 2 * DAY;
    assert_eq!(state(&world, people[0]), due(Due::Held, None), "law beats what is put off");
    assert_eq!(state(&world, people[1]), due(Due::Due, None), "what was put off is looked at first");
    world.now += 14 * DAY;
    assert_eq!(state(&world, people[1]), due(Due::Overdue, None));
}

#[test]
fn rule_10_no_undo_and_no_earlier_version_brings_back_what_may_be_kept_no_longer() {
    let mut world = World::new();
    let size = define(&mut world, Period::months(6));
    let anna = world.person("Anna", &[]);
    world.edit(anna, size, Value::text("M"));
    let old = world.book.record(&anna).unwrap();
    let mut history = History::default();
    let both = |world: &World, before: &tacit_crm::Record| {
        let mut step = Step::new();
        step.edited(anna, before, &world.book.record(&anna).unwrap());
        step
    };
    world.edit(anna, size, Value::Empty);
    world.edit(anna, key::FAMILY, Value::text("Berg"));
    let step = history.push(both(&world, &old));
    world.now = NOW + 400 * DAY;
    let written = old.written(size).unwrap().ms;
    let keepings = world.book.keepings();
    assert!(!keepings.may_come_anew((Kind::Person, size), written, world.now));
    assert!(!keepings.may_come_anew((Kind::Person, size), world.now - 2 * DAY, world.now), "its time would begin anew");
    assert!(keepings.may_come_anew((Kind::Person, size), world.now - DAY, world.now), "by hardly more than it had");
    assert!(keepings.may_come_anew((Kind::Person, key::FAMILY), written, world.now));
    history.forget_field(&anna, size);
    let undone = history.take(step).unwrap().undo(&world.book, &mut world.clock, world.now);
    world.book.apply(&undone.writes);
    let now = world.book.record(&anna).unwrap();
    assert_eq!((now.get(size), now.get(key::FAMILY)), (Value::Empty, Value::Empty), "the rest is undone");
    let of = Taken { kind: Kind::Person, key: size, over_at: Some(world.now) };
    assert!(world.book.emptied(&anna, of, |_| unreachable!("nothing is left")).unwrap().is_none());
}

#[test]
fn rule_10_an_undo_brings_a_value_back_that_was_just_written_and_leaves_an_older_one_whose_time_would_begin_anew() {
    let mut world = World::new();
    let size = define(&mut world, Period::months(6));
    let anna = world.person("Anna", &[]);
    let over = |world: &mut World, value: &str| {
        let before = world.book.record(&anna).unwrap();
        world.edit(anna, size, Value::text(value));
        let mut step = Step::new();
        step.edited(anna, &before, &world.book.record(&anna).unwrap());
        step
    };
    over(&mut world, "M");
    let step = over(&mut world, "L");
    let undone = step.undo(&world.book, &mut world.clock, world.now);
    assert!(undone.left.is_empty());
    world.book.apply(&undone.writes);
    assert_eq!(world.book.record(&anna).unwrap().get(size), Value::text("M"));
    world.now += 30 * DAY;
    let step = over(&mut world, "S");
    let undone = step.undo(&world.book, &mut world.clock, world.now);
    assert!(undone.writes.is_empty());
    assert_eq!(
        undone.left.iter().map(|left| (left.field, left.why)).collect::<Vec<_>>(),
        [(Some(size), LeftFor::Kept)]
    );
    // What was empty comes back: nothing is kept by it.
    let emptied = over(&mut world, "");
    let refilled = over(&mut world, "XL");
    drop(emptied);
    world.book.apply(&refilled.undo(&world.book, &mut world.clock, world.now).writes);
    assert!(world.book.record(&anna).unwrap().get(size).is_empty());
}

#[test]
fn rule_10_a_deleted_record_comes_back_with_the_time_that_its_values_had_and_without_what_was_cleared() {
    let mut world = World::new();
    let size = define(&mut world, Period::months(6));
    let anna = world.person("Anna", &[]);
    world.edit(anna, size, Value::text("M"));
    let plain = world.book.plain(&anna).unwrap().to_vec();
    let mut step = Step::new();
    step.removed(anna, &plain);
    world.book.remove(&anna);
    let back = |world: &mut World, now: u64| {
        let undone = step.undo(&world.book, &mut world.clock, now);
        let [Write::Put(_, record)] = &undone.writes[..] else { panic!("one record") };
        (record.get(size), record.get(key::GIVEN), record.last_written(size).unwrap().ms, undone.left.len())
    };
    let written = tacit_crm::Record::decode(&plain).unwrap().last_written(size).unwrap().ms;
    let (value, _, at, left) = back(&mut world, NOW + 100 * DAY);
    assert_eq!((value, at, left), (Value::text("M"), written, 0), "its time goes on");
    let (value, given, _, left) = back(&mut world, NOW + 400 * DAY);
    assert_eq!((value, given, left), (Value::Empty, Value::text("Anna"), 1));
    // What is held stays, however long.
    let hold = Hold { records: vec![anna], kind: HoldKind::Legal, why: "In court".into(), by: None, until: None };
    let stamp = world.clock.tick(world.now);
    world.add(&hold.write(stamp).unwrap());
    assert_eq!(back(&mut world, NOW + 400 * DAY).0, Value::text("M"));
}
