//! Saying yes again: to something new, before the old one ends, and to be confirmed again.

use crate::world::{DAY, NOW, World, mark, notice};
use tacit_crm::RecordId;
use tacit_crm::privacy::words::EventKind;
use tacit_crm::privacy::{ConsentEvent, ConsentState, NoAsking, Refusal, Yes};

const ANNA: &str = "anna@berg.example";

fn yes(world: &mut World, anna: RecordId) -> Yes {
    let (news, now) = (world.newsletter(), world.now);
    world.ledger().yes(&anna, &news, Some(mark(ANNA)), now)
}

fn material(world: &mut World, text: &str) {
    let news = world.newsletter();
    let notice = notice(vec![news], text, world.now);
    let stamp = world.stamp();
    world.add(&notice.write(stamp).unwrap());
}

#[test]
fn rule_15_a_new_yes_is_missing_until_it_is_said_to_what_is_new() {
    let mut world = World::new();
    let anna = world.subscriber("Anna", ANNA);
    let news = world.newsletter();
    assert_eq!(yes(&mut world, anna), Yes::Stands);
    world.now = NOW + DAY;
    material(&mut world, "The letter, and what we think you like");
    assert_eq!(world.state(anna, ANNA), ConsentState::Given, "what she said before was said");
    assert_eq!(yes(&mut world, anna), Yes::Missing);

    world.now = NOW + 2 * DAY;
    let again = ConsentEvent { kind: EventKind::Renewed, ..world.consent(anna, news, Some(mark(ANNA))) };
    let renewed = world.record(&again);
    let to_confirm = |world: &mut World, now| world.ledger().to_confirm(&anna, &news, Some(mark(ANNA)), now);
    assert_eq!((yes(&mut world, anna), to_confirm(&mut world, NOW + 2 * DAY)), (Yes::Missing, Some(renewed)));
    assert_eq!(world.mail(anna, ANNA), Err(vec![Refusal::NoticeOvertaken]), "not before it is confirmed");

    // Overtaken before it was confirmed: to confirm it would carry nothing, and another is asked for.
    world.now = NOW + 3 * DAY;
    material(&mut world, "The letter, what we think you like, and your birthday");
    assert_eq!((yes(&mut world, anna), to_confirm(&mut world, NOW + 3 * DAY)), (Yes::Missing, None));
    world.now = NOW + 4 * DAY;
    world.subscribe(anna, ANNA);
    assert_eq!(yes(&mut world, anna), Yes::Stands);
    assert!(world.mail(anna, ANNA).is_ok());
}

#[test]
fn rule_07_a_consent_that_ends_soon_is_asked_for_and_renewed_before_it_does() {
    let mut world = World::new();
    let anna = world.subscriber("Anna", ANNA);
    let news = world.newsletter();
    world.edit_purpose(news, |purpose| purpose.renew_before = tacit_crm::privacy::Period::days(60));
    let until = world.ledger().standing(&anna, &news, Some(mark(ANNA)), NOW).unwrap().until.unwrap();
    let may_ask = |world: &mut World| {
        let now = world.now;
        world.ledger().may_ask(&anna, &news, Some(mark(ANNA)), now)
    };
    world.now = until - 61 * DAY;
    assert_eq!((yes(&mut world, anna), may_ask(&mut world)), (Yes::Stands, Err(NoAsking::Consented)));
    let now = world.now;
    assert!(world.book.centre(&crate::world::marker, now).ending.is_empty());
    world.now = until - 59 * DAY;
    assert_eq!((yes(&mut world, anna), may_ask(&mut world)), (Yes::Ending, Ok(())));
    let now = world.now;
    assert_eq!(
        world.book.centre(&crate::world::marker, now).ending,
        [(anna, until)],
        "as long before as the purpose says"
    );

    let again = ConsentEvent { kind: EventKind::Renewed, ..world.consent(anna, news, Some(mark(ANNA))) };
    let renewed = world.record(&again);
    assert_eq!(world.state(anna, ANNA), ConsentState::Given, "the old one stands until the new one is confirmed");
    let confirmed =
        ConsentEvent { answers: Some(renewed), ..world.said(anna, news, EventKind::Confirmed, Some(mark(ANNA))) };
    world.record(&confirmed);
    assert_eq!((yes(&mut world, anna), world.state(anna, ANNA)), (Yes::Stands, ConsentState::Renewed));
    world.now = until + DAY;
    assert!(world.mail(anna, ANNA).is_ok(), "it holds on");
}
