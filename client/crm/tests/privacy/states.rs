//! The state machine of a consent.

use crate::world::{DAY, NOW, World, mark};
use tacit_crm::privacy::words::{EventKind, IndicatedBy, Method};
use tacit_crm::privacy::{ConsentEvent, ConsentState, EventError, Period, Refusal};

const ANNA: &str = "anna@berg.example";

#[test]
fn asked_given_confirmed_renewed_expired() {
    let mut world = World::new();
    let (anna, news, point) = (world.person("Anna", &[ANNA]), world.newsletter(), Some(mark(ANNA)));
    assert_eq!(world.state(anna, ANNA), ConsentState::Unknown);
    let asked = world.said(anna, news, EventKind::Requested, point);
    world.record(&asked);
    assert_eq!(world.state(anna, ANNA), ConsentState::Requested);
    let consent = world.consent(anna, news, point);
    let given = world.record(&consent);
    assert_eq!(world.state(anna, ANNA), ConsentState::PendingConfirmation);
    let confirmed = ConsentEvent { answers: Some(given), ..world.said(anna, news, EventKind::Confirmed, point) };
    world.record(&confirmed);
    assert_eq!(world.state(anna, ANNA), ConsentState::Given);
    world.now = Period::months(23).after(NOW);
    let renewed = ConsentEvent { kind: EventKind::Renewed, confirm: false, ..world.consent(anna, news, point) };
    world.edit_purpose(news, |purpose| purpose.double_opt_in = false);
    world.record(&renewed);
    assert_eq!(world.state(anna, ANNA), ConsentState::Renewed);
    world.now = Period::months(24).after(world.now);
    assert_eq!(world.state(anna, ANNA), ConsentState::Expired);
    assert_eq!(world.mail(anna, ANNA), Err(vec![Refusal::NoConsent(ConsentState::Expired)]));
}

#[test]
fn a_consent_ends_on_the_day_of_the_calendar() {
    let mut world = World::new();
    world.subscriber("Anna", ANNA);
    let anna = world.book.ids_of(tacit_crm::Kind::Person).next().unwrap();
    let end = Period::months(24).after(NOW);
    world.now = end - 1;
    assert!(world.mail(anna, ANNA).is_ok());
    world.now = end;
    assert_eq!(world.state(anna, ANNA), ConsentState::Expired);
}

#[test]
fn refusals_revocations_and_findings_end_it() {
    for (kind, state) in [
        (EventKind::Refused, ConsentState::Refused),
        (EventKind::Withdrawn, ConsentState::Withdrawn),
        (EventKind::Objected, ConsentState::Withdrawn),
        (EventKind::Revoked, ConsentState::Revoked),
        (EventKind::Invalidated, ConsentState::Invalidated),
    ] {
        let mut world = World::new();
        let anna = world.subscriber("Anna", ANNA);
        let news = world.newsletter();
        let event = ConsentEvent { why: "found so".into(), ..world.said(anna, news, kind, None) };
        world.record(&event);
        assert_eq!(world.state(anna, ANNA), state, "{kind:?}");
        world.subscribe(anna, ANNA);
        assert_eq!(world.state(anna, ANNA), ConsentState::Given, "{kind:?} is lifted by whose it is");
    }
}

#[test]
fn nobody_else_gives_it_back() {
    let mut world = World::new();
    let anna = world.subscriber("Anna", ANNA);
    world.withdraw(anna, ANNA);
    let news = world.newsletter();
    let consent = world.consent(anna, news, Some(mark(ANNA)));
    let stamp = world.stamp();
    for by in [IndicatedBy::Staff, IndicatedBy::System, IndicatedBy::MailProvider] {
        let event = ConsentEvent { indicated_by: by, ..consent.clone() };
        assert_eq!(event.write(stamp), Err(EventError::NotTheirs));
    }
    let import = ConsentEvent { method: Method::Import, ..consent.clone() };
    assert_eq!(import.write(stamp), Err(EventError::NotTheirs));
    assert_eq!(ConsentEvent { notice: None, ..consent.clone() }.write(stamp), Err(EventError::NoNotice));
    assert_eq!(ConsentEvent { validity: None, ..consent.clone() }.write(stamp), Err(EventError::NoValidity));
    assert_eq!(ConsentEvent { purpose: None, ..consent }.write(stamp), Err(EventError::TooWide));
}

#[test]
fn a_consent_that_has_not_seen_the_withdrawal_lifts_nothing() {
    let mut world = World::new();
    let anna = world.person("Anna", &[ANNA]);
    let news = world.newsletter();
    world.edit_purpose(news, |purpose| purpose.double_opt_in = false);
    let unaware = world.consent(anna, news, Some(mark(ANNA)));
    world.withdraw(anna, ANNA);
    world.now += DAY;
    // Later by the clock, and still it knew nothing.
    let later = ConsentEvent { at: world.now, ..unaware };
    world.record(&later);
    assert_eq!(world.state(anna, ANNA), ConsentState::Withdrawn);
    let aware = world.consent(anna, news, Some(mark(ANNA)));
    world.record(&aware);
    assert_eq!(world.state(anna, ANNA), ConsentState::Given);
}

#[test]
fn events_come_back_as_they_were_written() {
    let mut world = World::new();
    let anna = world.person("Anna", &[ANNA]);
    let news = world.newsletter();
    let event =
        ConsentEvent { why: "so".into(), lifts: vec![anna, news], ..world.consent(anna, news, Some(mark(ANNA))) };
    let id = world.record(&event);
    assert_eq!(ConsentEvent::read(&world.book.get(&id).unwrap()), Some(event));
}

#[test]
fn a_confirmation_is_by_whom_it_confirms_for() {
    let mut world = World::new();
    let (anna, bo) = (world.person("Anna", &[ANNA]), world.person("Bo", &[ANNA]));
    let (news, point) = (world.newsletter(), Some(mark(ANNA)));
    let consent = world.consent(anna, news, point);
    let given = world.record(&consent);
    let event = ConsentEvent { answers: Some(given), ..world.said(bo, news, EventKind::Confirmed, point) };
    world.record(&event);
    world.edit(anna, crate::world::UNITED, tacit_crm::Value::Relations(vec![bo]));
    assert_eq!(world.state(anna, ANNA), ConsentState::PendingConfirmation);
}

#[test]
fn a_consent_that_answers_another_event_counts_at_its_own_contact_point_only() {
    let mut world = World::new();
    let other = "other@berg.example";
    let anna = world.person("Anna", &[ANNA, other]);
    let news = world.newsletter();
    world.edit_purpose(news, |purpose| purpose.double_opt_in = false);
    let asked = world.said(anna, news, EventKind::Requested, Some(mark(ANNA)));
    let asked = world.record(&asked);
    let consent = ConsentEvent { answers: Some(asked), ..world.consent(anna, news, Some(mark(ANNA))) };
    world.record(&consent);
    assert_eq!((world.state(anna, ANNA), world.state(anna, other)), (ConsentState::Given, ConsentState::Unknown));
}

#[test]
fn after_a_withdrawal_a_new_consent_waits_for_its_confirmation_and_a_later_no_ends_the_wait() {
    let mut world = World::new();
    let anna = world.subscriber("Anna", ANNA);
    let (news, point) = (world.newsletter(), Some(mark(ANNA)));
    let waiting = |world: &mut World| world.ledger().unconfirmed(&anna, &news, point);
    let since = |world: &mut World| world.ledger().waits_since(&anna, &news, point);
    assert_eq!((waiting(&mut world), since(&mut world)), (None, None), "it was confirmed");
    world.withdraw(anna, ANNA);
    let consent = world.consent(anna, news, point);
    let given = world.record(&consent);
    assert_eq!(world.state(anna, ANNA), ConsentState::Withdrawn);
    assert_eq!((waiting(&mut world), since(&mut world)), (Some(given), Some(consent.at)));
    world.now += DAY;
    world.withdraw(anna, ANNA);
    assert_eq!(waiting(&mut world), None);
}
