//! Three members who work apart and come together: whatever each did (said, left alone, restricted, based otherwise, edited,
//! made one, deleted, taken back) and in whatever order it arrives, all of them decide the same, and nothing that stands
//! against using somebody's data allows more by being known.

use crate::laws::{ADDRESSES, Said, base, said, written};
use crate::world::{DAY, NOW, World, mark};
use proptest::prelude::*;
use std::collections::BTreeSet;
use tacit_crm::privacy::defaults::SALES;
use tacit_crm::privacy::words::{Basis, Channel, SuppressedFor};
use tacit_crm::privacy::{BasisRecord, ConsentEvent, Ground, Refusal, Restriction, Scope, Suppression};
use tacit_crm::schema::key;
use tacit_crm::undo::Step;
use tacit_crm::{Kind, Point, Record, RecordId, UnionWish, Value};

const MEMBERS: usize = 3;
const KINDS: [Kind; 7] = [
    Kind::Person,
    Kind::Purpose,
    Kind::Notice,
    Kind::ConsentEvent,
    Kind::Suppression,
    Kind::Restriction,
    Kind::BasisRecord,
];

/// What one member does.
#[derive(Debug, Clone)]
enum Act {
    Say(Said),
    LeaveAlone(usize, SuppressedFor, bool),
    Restrict(usize, Option<u64>),
    Base(usize, bool, Basis),
    Edit(usize, Vec<usize>),
    Unite(bool),
    Delete(usize),
    EditPurpose(bool, u16),
    TakeBack,
}

fn act() -> impl Strategy<Value = Act> {
    let reasons = proptest::sample::select(SuppressedFor::ALL.to_vec());
    let bases = proptest::sample::select(Basis::ALL.to_vec());
    prop_oneof![
        4 => said().prop_map(Act::Say),
        1 => (0..3usize, reasons, any::<bool>()).prop_map(|(at, why, all)| Act::LeaveAlone(at, why, all)),
        1 => (0..2usize, proptest::option::of(1..20u64)).prop_map(|(who, days)| Act::Restrict(who, days)),
        1 => (0..2usize, any::<bool>(), bases).prop_map(|(who, sales, basis)| Act::Base(who, sales, basis)),
        2 => (0..2usize, proptest::collection::vec(0..3usize, 0..3)).prop_map(|(who, points)| Act::Edit(who, points)),
        1 => any::<bool>().prop_map(Act::Unite),
        1 => (0..2usize).prop_map(Act::Delete),
        1 => (any::<bool>(), 1..60u16).prop_map(|(double, months)| Act::EditPurpose(double, months)),
        1 => Just(Act::TakeBack),
    ]
}

/// Two people who both get the newsletter and are talked with: there is something to lose.
fn begun() -> (World, [RecordId; 2]) {
    let (mut world, people) = base();
    let sales = world.purpose(SALES);
    world.edit_purpose(sales, |purpose| purpose.review_due = Some(NOW + 100 * DAY));
    for (person, address) in people.into_iter().zip(ADDRESSES) {
        world.subscribe(person, address);
    }
    (world, people)
}

fn edit(world: &mut World, steps: &mut Vec<Step>, id: RecordId, field: tacit_crm::FieldKey, value: Value) {
    let Some(before) = world.book.record(&id) else { return };
    world.clock.observe(before.changed(), u64::MAX);
    let (stamp, mut after, mut step) = (world.stamp(), before.clone(), Step::new());
    after.set(field, value, stamp).unwrap();
    step.edited(id, &before, &after);
    steps.push(step);
    world.put(id, &after);
}

fn play(world: &mut World, steps: &mut Vec<Step>, people: [RecordId; 2], act: &Act) {
    match act {
        Act::Say(said) => {
            for (id, record) in written(world, &people, std::slice::from_ref(said)) {
                world.put(id, &record);
            }
        }
        Act::LeaveAlone(at, reason, all) => {
            let scope = if *all { Scope::All } else { Scope::Marketing };
            let stamp = world.stamp();
            let point = mark(ADDRESSES[*at]);
            let left = Suppression { point, scope, reason: *reason, since: NOW - DAY, source: None };
            if let Ok(record) = left.write(stamp) {
                world.add(&record);
            }
        }
        Act::Restrict(who, days) => {
            let stamp = world.stamp();
            let until = days.map(|days| NOW + days * DAY);
            let restriction = Restriction { person: people[*who], since: NOW - DAY, why: "disputed".into(), until };
            world.add(&restriction.write(stamp).unwrap());
        }
        Act::Base(who, sales, basis) => {
            let purpose = if *sales { world.purpose(SALES) } else { world.newsletter() };
            let (person, basis, stamp) = (people[*who], *basis, world.stamp());
            let based = BasisRecord {
                person,
                purpose,
                basis,
                justification: "we would like to".into(),
                assessment: String::new(),
                reviewed_at: Some(NOW),
                review_due: Some(NOW + DAY),
            };
            world.add(&based.write(stamp).unwrap());
        }
        Act::Edit(who, points) => {
            let points = points.iter().map(|at| Point::new("work", ADDRESSES[*at])).collect();
            edit(world, steps, people[*who], key::EMAILS, Value::Points(points));
        }
        Act::Unite(swap) => {
            let wish = UnionWish { ids: people.to_vec(), keep: Some(people[usize::from(*swap)]), choices: vec![] };
            let Ok(union) = world.book.plan_union(&wish) else { return };
            let (writes, step) = union.writes(&world.book, &mut world.clock, world.now).unwrap();
            world.book.apply(&writes);
            steps.push(step);
        }
        Act::Delete(who) => {
            let Some(plain) = world.book.plain(&people[*who]).map(<[u8]>::to_vec) else { return };
            let mut step = Step::new();
            step.removed(people[*who], &plain);
            world.book.remove(&people[*who]);
            steps.push(step);
        }
        Act::EditPurpose(double, months) => {
            let news = world.newsletter();
            world.edit_purpose(news, |purpose| {
                purpose.double_opt_in = *double;
                purpose.validity = tacit_crm::privacy::Period::months(*months);
            });
        }
        Act::TakeBack => {
            let Some(step) = steps.pop() else { return };
            let undone = step.undo(&world.book, &mut world.clock, world.now);
            world.book.apply(&undone.writes);
            steps.push(undone.redo);
        }
    }
}

fn ids(world: &World) -> BTreeSet<RecordId> {
    KINDS.into_iter().flat_map(|kind| world.book.ids_of(kind).collect::<Vec<_>>()).collect()
}

/// What three members have together, each of whom did this.
fn worked(acts: &[Vec<Act>]) -> (Vec<World>, [RecordId; 2]) {
    let mut people = [RecordId::default(); 2];
    let worlds = acts.iter().enumerate().map(|(member, acts)| {
        let (mut world, two) = begun();
        people = two;
        world.is_of(member as u32 + 20);
        let mut steps = Vec::new();
        acts.iter().for_each(|act| play(&mut world, &mut steps, two, act));
        world
    });
    (worlds.collect(), people)
}

/// Each record as the members have it together, merged in this order; `None` where it is deleted: an edit that did not know
/// of it wins.
fn merged(worlds: &[World], order: &[usize]) -> Vec<(RecordId, Option<Record>)> {
    let (first, _) = begun();
    let all: BTreeSet<RecordId> = worlds.iter().flat_map(ids).chain(ids(&first)).collect();
    let together = |id: &RecordId| {
        let before = first.book.record(id);
        let held: Vec<Option<Record>> = order.iter().map(|at| worlds[*at].book.record(id)).collect();
        let deleted = before.is_some() && held.iter().any(Option::is_none);
        let mut states = held.into_iter().flatten().filter(|state| !deleted || before.as_ref() != Some(state));
        let mut one = states.next()?;
        states.for_each(|state| one.merge(&state).unwrap());
        Some(one)
    };
    all.into_iter().map(|id| (id, together(&id))).collect()
}

/// A member who hears of these one after the other, some twice, and is asked in between.
fn heard(records: &[(RecordId, Option<Record>)], ranks: &[u16], asks: &[bool]) -> World {
    let (mut world, _) = begun();
    let mut shuffled: Vec<(usize, &(RecordId, Option<Record>))> = records.iter().enumerate().collect();
    shuffled.sort_by_key(|(at, _)| ranks[at % ranks.len()].wrapping_mul(*at as u16 | 1));
    for (at, (id, state)) in shuffled.iter().chain(shuffled.iter().take(3)) {
        match state {
            Some(state) => world.put(*id, state),
            None => drop(world.book.remove(id)),
        }
        if asks[at % asks.len()] {
            world.ledger();
        }
    }
    world
}

type Answer = Result<Ground, BTreeSet<String>>;

/// Everything that can be asked about the two people.
fn decisions(world: &mut World, people: &[RecordId]) -> Vec<Answer> {
    let (purposes, when) = ([world.newsletter(), world.purpose(SALES)], world.when());
    let mut all = Vec::new();
    for person in people {
        for purpose in purposes {
            for address in ADDRESSES {
                let answer = world.ledger().allowed(person, &purpose, Channel::Email, Some(mark(address)), when);
                let reasons = |no: Vec<Refusal>| no.into_iter().map(|why| format!("{why:?}")).collect();
                all.push(answer.map_err(reasons));
            }
        }
    }
    all
}

fn acts() -> impl Strategy<Value = Vec<Vec<Act>>> {
    proptest::collection::vec(proptest::collection::vec(act(), 0..6), MEMBERS)
}

fn order() -> impl Strategy<Value = Vec<usize>> {
    Just((0..MEMBERS).collect::<Vec<_>>()).prop_shuffle()
}

fn stands_against(record: &Record) -> bool {
    let bytes = record.encode();
    let peek = tacit_crm::RecordRef::parse(&bytes).unwrap();
    match record.kind() {
        Kind::Suppression | Kind::Restriction => true,
        Kind::ConsentEvent => ConsentEvent::read(&peek).is_some_and(|event| event.kind.restricts()),
        _ => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn whatever_three_members_did_apart_they_decide_the_same_together(
        acts in acts(),
        orders in (order(), order()),
        ranks in (proptest::collection::vec(any::<u16>(), 24), proptest::collection::vec(any::<u16>(), 24)),
        asks in proptest::collection::vec(any::<bool>(), 24),
    ) {
        let (worlds, people) = worked(&acts);
        let one = merged(&worlds, &orders.0);
        let other = merged(&worlds, &orders.1);
        for ((id, one), (_, other)) in one.iter().zip(&other) {
            prop_assert_eq!(one.as_ref().map(Record::encode), other.as_ref().map(Record::encode), "{:?}", id);
        }
        let mut first = heard(&one, &ranks.0, &asks);
        let mut second = heard(&other, &ranks.1, &[false]);
        prop_assert_eq!(decisions(&mut first, &people), decisions(&mut second, &people));
    }

    #[test]
    fn nothing_that_stands_against_it_allows_more_by_being_known(acts in acts(), order in order()) {
        let (worlds, people) = worked(&acts);
        let all = merged(&worlds, &order);
        let with = decisions(&mut heard(&all, &[0], &[false]), &people);
        let against = all.iter().filter(|(_, state)| state.as_ref().is_some_and(stands_against)).map(|(id, _)| *id);
        for left_out in against {
            let rest: Vec<_> = all.iter().filter(|(id, _)| *id != left_out).cloned().collect();
            let without = decisions(&mut heard(&rest, &[0], &[false]), &people);
            for (with, without) in with.iter().zip(&without) {
                prop_assert!(with.is_err() || without.is_ok(), "{with:?} with {left_out:?}, {without:?} without");
            }
        }
    }
}
