//! The list of contact points that are left alone: by hand, looked up, lifted. And what has to come back, and who was told.

use crate::world::{DAY, NOW, World, mark, marker};
use tacit_crm::privacy::words::{Did, Method, SuppressedFor};
use tacit_crm::privacy::{
    AccessEvent, ByHand, Disclosure, NoLift, NotPut, PointKind, Refusal, Scope, SourceTold, Suppression,
};
use tacit_crm::schema::key;
use tacit_crm::{RecordId, Value};

const ANNA: &str = "anna@berg.example";

fn by_hand(value: &str, reason: SuppressedFor) -> ByHand<'_> {
    ByHand { kind: PointKind::Email, value, scope: Scope::Marketing, reason }
}

/// Puts a suppression there, as any of them comes.
fn put(world: &mut World, of: &Suppression) -> RecordId {
    let stamp = world.stamp();
    world.add(&of.write(stamp).unwrap())
}

fn lift(world: &mut World, id: RecordId) -> RecordId {
    let stamp = world.stamp();
    let (device, why) = (String::new(), "a slip".into());
    let event = AccessEvent { did: Did::Lifted, record: id, field: None, device, told: None, why };
    world.add(&event.write(stamp).unwrap())
}

#[test]
fn rule_06_only_what_somebody_put_there_by_hand_is_lifted_whatever_an_event_says() {
    for reason in SuppressedFor::ALL.iter().copied() {
        let mut world = World::new();
        let anna = world.subscriber("Anna", ANNA);
        let of = Suppression { point: mark(ANNA), scope: Scope::Marketing, reason, since: NOW, source: None };
        let id = put(&mut world, &of);
        assert!(world.mail(anna, ANNA).unwrap_err().contains(&Refusal::Suppressed(reason)));
        assert_eq!(world.ledger().may_lift(&id).is_ok(), reason == SuppressedFor::Manual, "{reason:?}");
        let event = lift(&mut world, id);
        assert_eq!(world.mail(anna, ANNA).is_ok(), reason == SuppressedFor::Manual, "{reason:?}");
        assert_eq!(world.ledger().left_alone().len(), usize::from(reason != SuppressedFor::Manual));
        if reason == SuppressedFor::Manual {
            assert_eq!(world.ledger().may_lift(&id), Err(NoLift::NotHere));
            // Put there again it is another entry, which the old word does not lift.
            let again = put(&mut world, &of);
            assert!(world.mail(anna, ANNA).is_err());
            assert_eq!(world.ledger().may_lift(&again), Ok(()));
            world.book.remove(&again);
            world.book.remove(&event);
            assert!(world.mail(anna, ANNA).is_err(), "without the word it holds");
        }
    }
}

#[test]
fn rule_06_a_withdrawal_at_the_same_address_stays_when_the_entry_by_hand_goes() {
    let mut world = World::new();
    let anna = world.subscriber("Anna", ANNA);
    let manual = world.ledger().put_by_hand(by_hand(ANNA, SuppressedFor::Manual), NOW, &marker).unwrap();
    let manual = put(&mut world, &manual);
    let said = world.withdraw(anna, ANNA);
    let news = world.newsletter();
    let withdrawn = Suppression {
        point: mark(ANNA),
        scope: Scope::Purpose(news),
        reason: SuppressedFor::Withdrawn,
        since: NOW,
        source: Some(said),
    };
    let withdrawn = put(&mut world, &withdrawn);
    lift(&mut world, manual);
    lift(&mut world, withdrawn);
    assert_eq!(world.ledger().may_lift(&withdrawn), Err(NoLift::TheirWord));
    assert!(world.mail(anna, ANNA).unwrap_err().contains(&Refusal::Suppressed(SuppressedFor::Withdrawn)));
    world.subscribe(anna, ANNA);
    assert!(world.mail(anna, ANNA).is_ok(), "a new consent of hers names it");
}

#[test]
fn a_contact_point_is_put_there_once_for_a_reason_that_is_the_teams_and_found_however_it_is_spelt() {
    let mut world = World::new();
    let no = |world: &mut World, value: &str, reason| {
        world.ledger().put_by_hand(by_hand(value, reason), NOW, &marker).unwrap_err()
    };
    for reason in [SuppressedFor::Withdrawn, SuppressedFor::Objected, SuppressedFor::Erased, SuppressedFor::Gpc] {
        assert_eq!(no(&mut world, ANNA, reason), NotPut::NotByHand);
    }
    for value in ["", "anna", "@berg.example", "anna@", "a@b@c"] {
        assert_eq!(no(&mut world, value, SuppressedFor::Manual), NotPut::NoPoint, "{value}");
    }
    let short = ByHand { kind: PointKind::Phone, value: "110", scope: Scope::All, reason: SuppressedFor::Manual };
    assert_eq!(world.ledger().put_by_hand(short, NOW, &marker), Err(NotPut::NoPoint));
    for reason in SuppressedFor::BY_HAND {
        let of = world.ledger().put_by_hand(by_hand(" ANNA@Berg.example ", reason), NOW, &marker).unwrap();
        assert_eq!(of.point, mark(ANNA));
        let id = put(&mut world, &of);
        let plain = String::from_utf8_lossy(world.book.plain(&id).unwrap()).to_lowercase();
        assert!(!plain.contains("anna") && !plain.contains("berg"), "no clear value");
        assert_eq!(no(&mut world, ANNA, reason), NotPut::Already);
    }
    let found = world.ledger().left_alone_at(PointKind::Email, "anna@BERG.example", &marker).unwrap().len();
    assert_eq!((found, world.ledger().suppressed_points()), (4, 1));
    assert!(world.ledger().left_alone_at(PointKind::Email, "bo@berg.example", &marker).unwrap().is_empty());
    assert_eq!(world.ledger().left_alone_at(PointKind::Email, "anna", &marker), None);
}

#[test]
fn trap_06_what_left_for_a_time_is_a_task_and_open_until_its_return_is_confirmed() {
    let mut world = World::new();
    let (anna, party, purpose) = (world.person("Anna", &[ANNA]), world.draw(), world.newsletter());
    let of = Disclosure {
        at: NOW,
        purpose,
        recipient: Some(party),
        people: vec![(anna, None)],
        rows: 1,
        return_by: Some(NOW + 30 * DAY),
        ..Disclosure::default()
    };
    let stamp = world.stamp();
    let first = world.add(&of.write(stamp).unwrap()[0]);
    let task = of.return_task(first, "Back?", 7, stamp).unwrap().expect("it has a day");
    let task = world.add(&task);
    let record = world.book.record(&task).unwrap();
    assert_eq!(record.get(key::OWNER), Value::Number(7), "whoever let it leave");
    assert_eq!(record.text(key::DUE), "2026-12-26");
    let open = world.book.return_of_task(&task).unwrap();
    assert_eq!((open.disclosure, open.party, open.task, &open.confirmed), (first, party, Some(task), &None));

    let stamp = world.stamp();
    let (event, _) = world.book.confirmed_return(&open, ("by mail", "device"), stamp).unwrap();
    world.add(&event);
    assert_eq!(world.book.return_of(&first).unwrap().confirmed, None, "the task is open still");
    world.edit(task, key::DONE, Value::Number(1));
    let confirmed = world.book.return_of(&first).unwrap().confirmed;
    assert_eq!(confirmed, Some((stamp.ms, stamp.author, "by mail".to_owned())));
    world.book.remove(&task);
    assert!(world.book.return_of(&first).unwrap().confirmed.is_some(), "the word stays without the task");

    let ours = Disclosure { recipient: None, ..of.clone() };
    assert_eq!(ours.return_task(first, "Back?", 7, stamp), Ok(None));
    assert_eq!(Disclosure { return_by: None, ..of }.return_task(first, "Back?", 7, stamp), Ok(None));
}

#[test]
fn who_was_told_of_the_source_stands_with_notice_way_and_day_and_no_other_word_counts() {
    let mut world = World::new();
    let (anna, news) = (world.person("Anna", &[ANNA]), world.newsletter());
    let notice = world.notice(news).0;
    let told = SourceTold {
        person: anna,
        notice: Some(notice),
        method: Some(Method::Email),
        at: NOW - DAY,
        device: "d".into(),
        why: "told".into(),
    };
    let stamp = world.stamp();
    world.add(&told.write(stamp).unwrap());
    assert_eq!(world.book.told_of(&anna), [(stamp.author, told.clone())]);
    let later = SourceTold { at: NOW + 9 * DAY, ..told };
    let record = later.write(stamp).unwrap();
    let id = world.add(&record);
    assert_eq!(SourceTold::read(&world.book.get(&id).unwrap()).unwrap().at, stamp.ms, "not before it was written");
    // That a recipient was told of a correction is something else.
    let bo = world.person("Bo", &[]);
    let (device, why) = (String::new(), String::new());
    let event = AccessEvent { did: Did::Told, record: bo, field: None, device, told: Some(anna), why };
    let stamp = world.stamp();
    world.add(&event.write(stamp).unwrap());
    assert!(world.book.told_of(&bo).is_empty());
}
