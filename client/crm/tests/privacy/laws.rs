//! Laws of consent, on many made-up histories: the order in which events come changes nothing, and nothing but a person's
//! own word raises a state.

use crate::world::{DAY, NOW, World, mark, marker};
use proptest::prelude::*;
use tacit_crm::import::Import;
use tacit_crm::privacy::words::{Basis, Channel, EventKind, IndicatedBy, Method, SuppressedFor};
use tacit_crm::privacy::{BasisRecord, ConsentEvent, ConsentState, Mark, Restriction, Scope, Suppression};
use tacit_crm::schema::key;
use tacit_crm::undo::Step;
use tacit_crm::{Book, Kind, Point, Record, RecordId, UnionWish, Value};

pub(crate) const ADDRESSES: [&str; 3] = ["a@x.example", "b@x.example", "c@x.example"];

/// An event to be written: whose, at which address, of which kind, and which earlier ones it names.
#[derive(Debug, Clone)]
pub(crate) struct Said {
    person: usize,
    address: Option<usize>,
    kind: EventKind,
    by: IndicatedBy,
    method: Method,
    names: Vec<usize>,
    at: u64,
}

pub(crate) fn said() -> impl Strategy<Value = Said> {
    let kinds = proptest::sample::select(EventKind::ALL.to_vec());
    let kinds = prop_oneof![1 => kinds, 2 => Just(EventKind::Given), 1 => Just(EventKind::Confirmed)];
    let by = prop_oneof![4 => Just(IndicatedBy::Subject), 1 => Just(IndicatedBy::Staff)];
    let method = prop_oneof![4 => Just(Method::Form), 1 => Just(Method::Import)];
    let names = proptest::collection::vec(0..12usize, 0..6);
    (0..2usize, proptest::option::weighted(0.8, 0..2usize), kinds, by, method, names, 0..900u64).prop_map(
        |(person, address, kind, by, method, names, days)| {
            let at = NOW - days * 86_400_000;
            Said { person, address, kind, by, method, names, at }
        },
    )
}

/// Events about the newsletter as records with their ids; those that may not be written are left out.
pub(crate) fn written(world: &mut World, people: &[RecordId], all: &[Said]) -> Vec<(RecordId, Record)> {
    let news = world.newsletter();
    written_of(world, news, people, all)
}

/// The same about a purpose.
pub(crate) fn written_of(
    world: &mut World,
    purpose: RecordId,
    people: &[RecordId],
    all: &[Said],
) -> Vec<(RecordId, Record)> {
    let notice = world.notice(purpose);
    let mut events: Vec<(RecordId, Record)> = Vec::new();
    for one in all {
        let named: Vec<RecordId> = one.names.iter().filter_map(|at| Some(events.get(*at)?.0)).collect();
        let event = ConsentEvent {
            point: one.address.map(|at| mark(ADDRESSES[at])),
            at: one.at,
            notice: Some(notice),
            validity: Some(tacit_crm::privacy::Period::months(24)),
            answers: named.first().copied(),
            lifts: named,
            why: "because".into(),
            confirm: one.at.is_multiple_of(2),
            ..ConsentEvent::new(people[one.person], purpose, one.kind, one.at, one.by, one.method)
        };
        let stamp = world.stamp();
        if let Ok(record) = event.write(stamp) {
            events.push((world.draw(), record));
        }
    }
    events
}

/// Every state there is.
pub(crate) fn states(book: &mut Book, people: &[RecordId], purpose: RecordId) -> Vec<ConsentState> {
    let ledger = book.ledger(&marker);
    let points: Vec<Option<Mark>> = ADDRESSES.iter().map(|address| Some(mark(address))).chain([None]).collect();
    let at = |person: &RecordId, point| ledger.standing(person, &purpose, point, NOW).unwrap().state;
    people.iter().flat_map(|person| points.iter().map(|point| at(person, *point)).collect::<Vec<_>>()).collect()
}

pub(crate) fn base() -> (World, [RecordId; 2]) {
    let mut world = World::new();
    let news = world.newsletter();
    world.edit_purpose(news, |purpose| purpose.double_opt_in = false);
    let people = [world.person("Anna", &ADDRESSES[..1]), world.person("Bo", &ADDRESSES[1..2])];
    (world, people)
}

proptest! {
    #[test]
    fn any_order_of_delivery_gives_the_same_states(
        all in proptest::collection::vec(said(), 0..12),
        order in proptest::collection::vec(any::<u16>(), 12),
        asks in proptest::collection::vec(any::<bool>(), 24),
    ) {
        let (mut world, people) = base();
        let news = world.newsletter();
        let events = written(&mut world, &people, &all);
        let (mut other, _) = base();
        for (id, record) in &events {
            world.put(*id, record);
        }
        let mut shuffled: Vec<_> = events.iter().zip(&order).collect();
        shuffled.sort_by_key(|(_, order)| **order);
        // Twice, and with the index asked for in between: patched or built anew, it says the same.
        for ((event, _), ask) in shuffled.iter().chain(&shuffled).zip(&asks) {
            other.put(event.0, &event.1);
            if *ask {
                other.ledger();
            }
        }
        prop_assert_eq!(states(&mut world.book, &people, news), states(&mut other.book, &people, news));
    }

    #[test]
    fn what_two_members_know_together_is_never_more_than_a_consent_that_names_every_no(
        mine in proptest::collection::vec(said(), 0..8),
        theirs in proptest::collection::vec(said(), 0..8),
    ) {
        let (mut world, people) = base();
        let mine = written(&mut world, &people, &mine);
        let theirs = written(&mut world, &people, &theirs);
        for (id, record) in mine.iter().chain(&theirs) {
            world.put(*id, record);
        }
        let events: Vec<(RecordId, ConsentEvent)> = mine.iter().chain(&theirs)
            .map(|(id, _)| (*id, ConsentEvent::read(&world.book.get(id).unwrap()).unwrap()))
            .collect();
        for person in &people {
            for address in ADDRESSES {
                let point = Some(mark(address));
                if !world.state(*person, address).is_valid() {
                    continue;
                }
                let given = events.iter().map(|(_, event)| event).filter(|event| {
                    event.kind.gives() && event.is_theirs() && event.person == Some(*person) && event.point == point
                });
                let named: Vec<(RecordId, u64)> =
                    given.flat_map(|event| event.lifts.iter().map(|id| (*id, event.at))).collect();
                for (id, event) in &events {
                    let here = event.person == Some(*person) && (event.point == point || event.point.is_none());
                    let lifted = named.iter().any(|(no, at)| no == id && *at >= event.at);
                    prop_assert!(!(here && event.kind.restricts()) || lifted, "a no that nobody named later");
                }
            }
        }
    }
}

/// What people and their devices do, none of which is a consent.
#[derive(Debug, Clone)]
enum Act {
    Edit(usize, Vec<usize>),
    /// Everybody at once, as one step.
    Bulk(Vec<usize>),
    Overwrite(usize, usize),
    Unite(bool),
    Undo,
    Restore(usize),
    Import(usize),
    Replay(usize),
    Delete(usize),
    EditPurpose(bool),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        (0..2usize, proptest::collection::vec(0..3usize, 0..3)).prop_map(|(who, points)| Act::Edit(who, points)),
        proptest::collection::vec(0..3usize, 0..3).prop_map(Act::Bulk),
        (0..12usize, 0..20usize).prop_map(|(event, field)| Act::Overwrite(event, field)),
        any::<bool>().prop_map(Act::Unite),
        Just(Act::Undo),
        (0..2usize).prop_map(Act::Restore),
        (0..3usize).prop_map(Act::Import),
        (0..12usize).prop_map(Act::Replay),
        (0..2usize).prop_map(Act::Delete),
        any::<bool>().prop_map(Act::EditPurpose),
    ]
}

fn change(world: &mut World, steps: &mut Vec<Step>, id: RecordId, with: impl FnOnce(&mut Record, tacit_crm::Stamp)) {
    let Some(before) = world.book.record(&id) else { return };
    world.clock.observe(before.changed(), u64::MAX);
    let stamp = world.stamp();
    let mut after = before.clone();
    with(&mut after, stamp);
    let mut step = Step::new();
    step.edited(id, &before, &after);
    steps.push(step);
    world.put(id, &after);
}

fn import(world: &mut World, address: usize) {
    let csv = format!("First Name,Email,has_newsletter\nAnna,{},true\n", ADDRESSES[address]);
    let read = Import::read(vec![("x.csv".to_owned(), csv.into_bytes())]).unwrap();
    let (mut ids, now) = (vec![world.draw(), world.draw()], world.now);
    let mut draw = || ids.pop().unwrap();
    let batch = read.run(&mut world.book, &mut draw, &mut world.clock, now);
    for (id, plain) in batch.writes {
        world.book.put(id, &plain).unwrap();
    }
}

fn play(
    world: &mut World,
    steps: &mut Vec<Step>,
    first: &[Record],
    people: [RecordId; 2],
    events: &[(RecordId, Record)],
    act: &Act,
) {
    match act {
        Act::Edit(who, points) => change(world, steps, people[*who], |record, stamp| {
            let points = points.iter().map(|at| Point::new("work", ADDRESSES[*at])).collect();
            record.set(key::EMAILS, Value::Points(points), stamp).unwrap();
            let _ = record.set(crate::world::UNITED, Value::Empty, stamp);
        }),
        Act::Bulk(points) => {
            let mut step = Step::new();
            for id in people {
                let Some(before) = world.book.record(&id) else { continue };
                world.clock.observe(before.changed(), u64::MAX);
                let (stamp, mut after) = (world.stamp(), before.clone());
                let points = points.iter().map(|at| Point::new("work", ADDRESSES[*at])).collect();
                after.set(key::EMAILS, Value::Points(points), stamp).unwrap();
                step.edited(id, &before, &after);
                world.put(id, &after);
            }
            steps.push(step);
        }
        Act::Overwrite(at, field) => {
            let Some((id, _)) = events.get(*at) else { return };
            let specs = tacit_crm::schema::fields(Kind::ConsentEvent);
            let donor =
                events.first().map(|(_, record)| record.get(specs[*field % specs.len()].key)).unwrap_or_default();
            change(world, steps, *id, |record, stamp| {
                let _ = record.set(specs[*field % specs.len()].key, donor, stamp);
            });
        }
        Act::Unite(swap) => {
            let wish = UnionWish { ids: people.to_vec(), keep: Some(people[usize::from(*swap)]), choices: vec![] };
            let Ok(union) = world.book.plan_union(&wish) else { return };
            let (writes, step) = union.writes(&world.book, &mut world.clock, world.now).unwrap();
            world.book.apply(&writes);
            steps.push(step);
        }
        Act::Undo => {
            let Some(step) = steps.pop() else { return };
            let undone = step.undo(&world.book, &mut world.clock, world.now);
            world.book.apply(&undone.writes);
            steps.push(undone.redo);
        }
        Act::Restore(who) => match world.book.contains(&people[*who]) {
            true => change(world, steps, people[*who], |record, stamp| {
                for spec in tacit_crm::schema::fields(Kind::Person) {
                    record.set(spec.key, first[*who].get(spec.key), stamp).unwrap();
                }
            }),
            false => world.put(people[*who], &first[*who]),
        },
        Act::Import(address) => import(world, *address),
        Act::Replay(at) => {
            let Some((id, record)) = events.get(*at) else { return };
            world.put(*id, record);
            // And once more under another name, as out of a backup.
            let copy = world.draw();
            world.put(copy, record);
        }
        Act::Delete(who) => {
            let mut step = Step::new();
            step.removed(people[*who], world.book.plain(&people[*who]).unwrap_or_default());
            world.book.remove(&people[*who]);
            steps.push(step);
        }
        Act::EditPurpose(double) => {
            let news = world.newsletter();
            world.edit_purpose(news, |purpose| {
                purpose.double_opt_in = *double;
                purpose.validity = tacit_crm::privacy::Period::months(60);
            });
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]
    #[test]
    fn no_edit_import_union_undo_restore_or_replay_raises_a_state(
        all in proptest::collection::vec(said(), 0..8),
        acts in proptest::collection::vec(act(), 1..12),
    ) {
        let (mut world, people) = base();
        let news = world.newsletter();
        world.edit_purpose(news, |purpose| purpose.double_opt_in = true);
        let first: Vec<Record> = people.iter().map(|id| world.book.record(id).unwrap()).collect();
        let events = written(&mut world, &people, &all);
        for (id, record) in &events {
            world.put(*id, record);
        }
        // The most that the events say, whoever is one with whom, with the purpose at its mildest.
        world.edit_purpose(news, |purpose| {
            purpose.double_opt_in = false;
            purpose.validity = tacit_crm::privacy::Period::months(60);
        });
        let most = states(&mut world.book, &people, news);
        let mut steps = Vec::new();
        for act in &acts {
            play(&mut world, &mut steps, &first, people, &events, act);
            let now = states(&mut world.book, &people, news);
            for point in 0..4 {
                let valid = |states: &[ConsentState], who: usize| states[who * 4 + point].is_valid();
                for who in 0..2 {
                    let was = valid(&most, 0) || valid(&most, 1);
                    prop_assert!(!valid(&now, who) || was, "{act:?} raised a state");
                }
            }
        }
    }
}

/// What stands against using somebody's data beside the state of a consent.
#[derive(Debug, Clone)]
struct Against {
    suppressed: Option<(usize, SuppressedFor)>,
    restricted: Option<usize>,
    based: Option<usize>,
}

fn against() -> impl Strategy<Value = Against> {
    let reasons = proptest::sample::select(SuppressedFor::ALL.to_vec());
    let suppressed = proptest::option::of((0..3usize, reasons));
    let who = || proptest::option::of(0..2usize);
    (suppressed, who(), who()).prop_map(|(suppressed, restricted, based)| Against { suppressed, restricted, based })
}

/// Writes it down: a contact point left alone, a person whose data is only stored, a basis that does not carry marketing.
fn stand(world: &mut World, people: &[RecordId], against: &Against) {
    let news = world.newsletter();
    let stamp = world.stamp();
    if let Some((address, reason)) = against.suppressed {
        let (point, scope) = (mark(ADDRESSES[address]), Scope::Marketing);
        let record = Suppression { point, scope, reason, since: NOW, source: None }.write(stamp).unwrap();
        world.add(&record);
    }
    if let Some(who) = against.restricted {
        let restriction = Restriction { person: people[who], since: NOW, why: "disputed".into(), until: None };
        world.add(&restriction.write(stamp).unwrap());
    }
    if let Some(who) = against.based {
        let basis = BasisRecord {
            person: people[who],
            purpose: news,
            basis: Basis::Interest,
            justification: "we would like to".into(),
            assessment: String::new(),
            reviewed_at: Some(NOW),
            review_due: Some(NOW + DAY),
        };
        world.add(&basis.write(stamp).unwrap());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]
    #[test]
    fn nothing_is_allowed_that_no_consent_carries_or_that_something_stands_against_whatever_is_done(
        all in proptest::collection::vec(said(), 0..8),
        against in against(),
        acts in proptest::collection::vec(act(), 1..12),
    ) {
        let (mut world, people) = base();
        let news = world.newsletter();
        let first: Vec<Record> = people.iter().map(|id| world.book.record(id).unwrap()).collect();
        let events = written(&mut world, &people, &all);
        for (id, record) in &events {
            world.put(*id, record);
        }
        world.edit_purpose(news, |purpose| purpose.validity = tacit_crm::privacy::Period::months(60));
        let most = states(&mut world.book, &people, news);
        stand(&mut world, &people, &against);
        let (mut steps, when) = (Vec::new(), world.when());
        for act in &acts {
            play(&mut world, &mut steps, &first, people, &events, act);
            for (who, (at, address)) in (0..2).flat_map(|who| ADDRESSES.iter().enumerate().map(move |of| (who, of))) {
                let point = Some(mark(address));
                let allowed = world.ledger().allowed(&people[who], &news, Channel::Email, point, when).is_ok();
                let consented = most[at].is_valid() || most[4 + at].is_valid();
                prop_assert!(!allowed || consented, "{act:?}: nobody consented");
                prop_assert!(!allowed || against.suppressed.is_none_or(|(of, _)| of != at), "{act:?}: left alone");
                prop_assert!(!allowed || against.restricted != Some(who), "{act:?}: only stored");
                prop_assert!(!allowed || against.based != Some(who), "{act:?}: another basis");
            }
        }
    }
}
