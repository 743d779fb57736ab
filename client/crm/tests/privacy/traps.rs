//! The traps that other customer databases fell into, and defects that were published about them.

use crate::world::{DAY, NOW, World, digest, mark};
use tacit_crm::privacy::defaults::{NEWSLETTER, SALES, SERVICE};
use tacit_crm::privacy::words::{Basis, Channel, EventKind, IndicatedBy, Method, SuppressedFor};
use tacit_crm::privacy::{ConsentEvent, ConsentState, Ground, Mark, PointKind, Refusal, Scope, Suppression, When};
use tacit_crm::schema::key;
use tacit_crm::undo::{History, Step};
use tacit_crm::{Book, Kind, Point, RecordId, UnionWish, Value};

const ANNA: &str = "anna@berg.example";

#[test]
fn trap_01_the_ledger_keeps_no_address_that_erasure_would_have_to_find() {
    let mut world = World::new();
    let anna = world.subscriber("Anna", ANNA);
    world.withdraw(anna, ANNA);
    let events: Vec<RecordId> = world.book.ids_of(Kind::ConsentEvent).collect();
    assert_eq!(events.len(), 3);
    for event in events {
        let plain = String::from_utf8_lossy(world.book.plain(&event).unwrap()).to_lowercase();
        assert!(!plain.contains("anna") && !plain.contains("berg"));
    }
}

#[test]
fn trap_02_of_what_happens_at_once_the_more_restrictive_wins() {
    let mut world = World::new();
    let anna = world.subscriber("Anna", ANNA);
    let news = world.newsletter();
    // Two devices, apart: one takes a renewal, the other a withdrawal with the earlier clock.
    let renewed = ConsentEvent {
        kind: EventKind::Renewed,
        confirm: false,
        at: NOW + 9 * DAY,
        ..world.consent(anna, news, Some(mark(ANNA)))
    };
    world.withdraw(anna, ANNA);
    world.now = NOW + 9 * DAY;
    world.record(&renewed);
    assert_eq!(world.state(anna, ANNA), ConsentState::Withdrawn);
}

#[test]
fn trap_03_marks_need_the_key_and_outlive_other_keys() {
    let other = |bytes: &[u8]| Mark(digest(&[b"another key", bytes].concat()));
    assert_ne!(PointKind::Email.mark(ANNA, &other), Some(mark(ANNA)), "without the key nothing is found");
    let mut world = World::new();
    let stamp = world.stamp();
    let (scope, reason) = (Scope::Marketing, SuppressedFor::Manual);
    let suppression = Suppression { point: mark(ANNA), scope, reason, since: NOW, source: None };
    world.add(&suppression.write(stamp).unwrap());
    let anna = world.person("Anna", &[ANNA]);
    assert!(world.mail(anna, ANNA).unwrap_err().contains(&Refusal::Suppressed(SuppressedFor::Manual)));
}

#[test]
fn trap_04_no_marketing_while_withdrawals_wait_on_the_server() {
    let mut world = World::new();
    let anna = world.subscriber("Anna", ANNA);
    let (news, service) = (world.newsletter(), world.purpose(SERVICE));
    for (answers, fresh) in [(None, false), (Some(NOW - DAY), false), (Some(NOW - DAY + 1), true)] {
        let when = When { now: NOW, answers };
        let answer = world.ledger().allowed(&anna, &news, Channel::Email, Some(mark(ANNA)), when);
        assert_eq!(answer.is_ok(), fresh, "{answers:?}");
        let served = world.ledger().allowed(&anna, &service, Channel::Email, Some(mark(ANNA)), when);
        assert!(served.is_ok(), "a contract does not wait");
    }
}

#[test]
fn trap_05_neither_undo_nor_restore_nor_replay_brings_consent_or_an_erased_person_back() {
    let mut world = World::new();
    let anna = world.subscriber("Anna", ANNA);
    let given: Vec<(RecordId, Vec<u8>)> =
        world.book.ids_of(Kind::ConsentEvent).map(|id| (id, world.book.plain(&id).unwrap().to_vec())).collect();
    world.withdraw(anna, ANNA);
    for (id, plain) in &given {
        world.book.put(*id, plain).unwrap();
        let copy = world.draw();
        world.book.put(copy, plain).unwrap();
    }
    assert_eq!(world.state(anna, ANNA), ConsentState::Withdrawn, "copies of old consents lift nothing");
    let mut history = History::numbered_from(0);
    let mut step = Step::new();
    step.removed(anna, world.book.plain(&anna).unwrap());
    let number = history.push(step);
    world.book.remove(&anna);
    history.forget(&anna);
    assert!(history.take(number).is_none(), "what is erased is in no undo");
}

#[test]
fn trap_09_another_basis_needs_a_reason_a_review_and_is_never_for_marketing() {
    let mut world = World::new();
    let anna = world.person("Anna", &[ANNA]);
    let sales = world.purpose(SALES);
    world.edit_purpose(sales, |purpose| {
        purpose.justification = String::new();
        purpose.review_due = None;
    });
    let when = world.when();
    let answer = world.ledger().allowed(&anna, &sales, Channel::Email, Some(mark(ANNA)), when);
    assert_eq!(answer, Err(vec![Refusal::NoJustification, Refusal::ReviewDue]));
    let news = world.newsletter();
    world.edit_purpose(news, |purpose| {
        purpose.basis = Basis::Interest;
        purpose.bases = vec![Basis::Interest];
        purpose.justification = "everybody does".into();
        purpose.review_due = Some(NOW + DAY);
    });
    let no = vec![Refusal::OnlyConsent, Refusal::NoConsent(ConsentState::Unknown)];
    assert_eq!(world.mail(anna, ANNA), Err(no));
}

#[test]
fn trap_10_a_team_that_only_keeps_customers_is_asked_nothing() {
    let mut world = World::new();
    let anna = world.person("Anna", &[ANNA]);
    let service = world.purpose(SERVICE);
    let when = When { now: NOW, answers: None };
    let answer = world.ledger().allowed(&anna, &service, Channel::Email, Some(mark(ANNA)), when);
    assert_eq!(answer, Ok(Ground::Basis(Basis::Contract)));
    let stamp = world.stamp();
    let again = world.book.first_purposes("en", || RecordId([7; 16]), digest, stamp).unwrap();
    assert!(again.is_empty(), "made once");
}

#[test]
fn purposes_made_twice_are_one() {
    let mut world = World::new();
    let anna = world.subscriber("Anna", ANNA);
    let first = world.newsletter();
    let mut elsewhere = Book::new();
    std::mem::swap(&mut elsewhere, &mut world.book);
    let stamp = world.stamp();
    let mut next = 5_000_u128;
    let draw = || {
        next += 1;
        RecordId(next.to_be_bytes())
    };
    let twins = world.book.first_purposes("en", draw, digest, stamp).unwrap();
    std::mem::swap(&mut elsewhere, &mut world.book);
    twins.iter().for_each(|(id, record)| world.put(*id, record));
    assert_eq!(world.ledger().purposes().filter(|(_, purpose)| purpose.slug == NEWSLETTER).count(), 1);
    let twin = twins.iter().map(|(id, _)| *id).find(|id| world.ledger().purpose_of(id) == first).unwrap();
    let withdrawn = world.said(anna, twin, EventKind::Withdrawn, Some(mark(ANNA)));
    world.record(&withdrawn);
    assert_eq!(world.state(anna, ANNA), ConsentState::Withdrawn);
}

/// SuiteCRM #4145 and #2881: an opt-out is lost when records are made one.
#[test]
fn published_an_opt_out_survives_the_union_of_records() {
    for keep_first in [true, false] {
        let mut world = World::new();
        let (anna, double) = (world.subscriber("Anna", ANNA), world.person("Anna B.", &[ANNA]));
        world.withdraw(double, ANNA);
        let wish =
            UnionWish { ids: vec![anna, double], keep: Some(if keep_first { anna } else { double }), choices: vec![] };
        let union = world.book.plan_union(&wish).unwrap();
        let (writes, _) = union.writes(&world.book, &mut world.clock, NOW).unwrap();
        world.book.apply(&writes);
        assert_eq!(world.state(union.keep, ANNA), ConsentState::Withdrawn);
    }
}

/// Opt-outs lost when an address is typed again, in another spelling.
#[test]
fn published_typing_an_address_again_forgets_no_opt_out() {
    let mut world = World::new();
    let anna = world.subscriber("Anna", ANNA);
    world.withdraw(anna, ANNA);
    world.edit(anna, key::EMAILS, Value::Empty);
    world.edit(anna, key::EMAILS, Value::Points(vec![Point::new("home", "ANNA@Berg.Example")]));
    assert_eq!(world.mail(anna, ANNA), Err(vec![Refusal::NoConsent(ConsentState::Withdrawn)]));
}

/// A preference page that goes round the double opt-in.
#[test]
fn published_a_preference_page_does_not_go_round_confirmation() {
    let mut world = World::new();
    let anna = world.person("Anna", &[ANNA]);
    let news = world.newsletter();
    let consent =
        ConsentEvent { method: Method::Portal, confirm: false, ..world.consent(anna, news, Some(mark(ANNA))) };
    let given = world.record(&consent);
    assert_eq!(world.mail(anna, ANNA), Err(vec![Refusal::NoConsent(ConsentState::PendingConfirmation)]));
    let by_staff = ConsentEvent {
        answers: Some(given),
        indicated_by: IndicatedBy::Staff,
        ..world.said(anna, news, EventKind::Confirmed, Some(mark(ANNA)))
    };
    let stamp = world.stamp();
    assert!(by_staff.write(stamp).is_err(), "staff confirms nothing");
}

/// An unsubscription at one address is forgotten with the person, and the next import mails again.
#[test]
fn published_a_withdrawal_suppresses_the_address_for_whoever_comes_with_it() {
    let mut world = World::new();
    let anna = world.subscriber("Anna", ANNA);
    let news = world.newsletter();
    let event = world.said(anna, news, EventKind::Withdrawn, Some(mark(ANNA)));
    let id = world.record(&event);
    let suppression = event.suppression(id).unwrap();
    let stamp = world.stamp();
    world.add(&suppression.write(stamp).unwrap());
    world.book.remove(&anna);
    let again = world.person("A. Berg", &[ANNA]);
    let no = vec![Refusal::Suppressed(SuppressedFor::Withdrawn), Refusal::NoConsent(ConsentState::Unknown)];
    assert_eq!(world.mail(again, ANNA), Err(no));
    world.subscribe(again, ANNA);
    assert!(world.mail(again, ANNA).is_ok(), "a new consent that names it lifts it");
}

#[test]
fn global_privacy_control_ends_advertising_and_not_the_newsletter() {
    let mut world = World::new();
    let anna = world.subscriber("Anna", ANNA);
    let sharing = world.purpose(tacit_crm::privacy::defaults::SHARING);
    let consent = world.consent(anna, sharing, None);
    world.record(&consent);
    let news = world.newsletter();
    let gpc = ConsentEvent { purpose: None, method: Method::Gpc, ..world.said(anna, news, EventKind::Objected, None) };
    world.record(&gpc);
    let when = world.when();
    assert!(world.mail(anna, ANNA).is_ok());
    let no = world.ledger().allowed(&anna, &sharing, Channel::InPerson, None, when).unwrap_err();
    assert_eq!(no, [Refusal::NoConsent(ConsentState::Withdrawn)]);
    let plain = ConsentEvent { method: Method::Email, ..gpc };
    world.record(&plain);
    assert_eq!(world.state(anna, ANNA), ConsentState::Withdrawn, "an objection to marketing ends all of it");
}
