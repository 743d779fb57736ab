//! The sixteen rules, as far as they are the domain's; what leaves is in `leaving.rs`.

use crate::world::{DAY, NOW, World, mark, marker, publish};
use tacit_crm::privacy::defaults::{SALES, SERVICE};
use tacit_crm::privacy::words::{
    Basis, Category, Channel, EventKind, HoldKind, Method, Necessity, PurposeStatus, SuppressedFor,
};
use tacit_crm::privacy::{
    BasisRecord, ConsentEvent, ConsentState, EventError, Ground, Hold, NoAsking, Period, PointKind, Refusal,
    Restriction, Scope, Suppression, retirement,
};
use tacit_crm::schema::{self, key};
use tacit_crm::{Kind, RecordId, UnionWish};

const ANNA: &str = "anna@berg.example";
const BO: &str = "bo@x.example";

#[test]
fn rule_03_an_import_makes_no_consent_and_finds_those_left_alone() {
    let mut world = World::new();
    let news = world.newsletter();
    let stamp = world.stamp();
    let suppression = Suppression {
        point: mark(ANNA),
        scope: Scope::Marketing,
        reason: SuppressedFor::Erased,
        since: NOW,
        source: None,
    };
    world.add(&suppression.write(stamp).unwrap());
    let anna = world.person("Anna", &[" Anna@Berg.example "]);
    let bo = world.person("Bo", &[BO]);
    for (person, email) in [(anna, "ANNA@berg.EXAMPLE"), (bo, BO)] {
        let ledger = world.ledger();
        let arrival = ledger.arrival((person, PointKind::Email, email), Some(news), NOW, &marker).unwrap();
        assert_eq!(arrival.suppressed, if person == anna { vec![SuppressedFor::Erased] } else { vec![] });
        world.record(&arrival.claim.unwrap());
    }
    assert_eq!(world.state(bo, BO), ConsentState::ImportedUnproven);
    assert_eq!(world.mail(bo, BO), Err(vec![Refusal::NoConsent(ConsentState::ImportedUnproven)]));
    let both = vec![Refusal::Suppressed(SuppressedFor::Erased), Refusal::NoConsent(ConsentState::ImportedUnproven)];
    assert_eq!(world.mail(anna, ANNA), Err(both));
    world.subscribe(bo, BO);
    assert!(world.mail(bo, BO).is_ok(), "the person confirmed");
}

#[test]
fn rule_04_of_two_made_one_the_most_restrictive_wins() {
    let mut world = World::new();
    let (anna, double) = (world.subscriber("Anna", ANNA), world.subscriber("Anna", BO));
    let double_too = world.person("Anna", &[ANNA]);
    world.withdraw(double_too, ANNA);
    let stamp = world.stamp();
    let restriction = Restriction { person: double, since: NOW, why: "disputed".into(), until: Some(NOW + DAY) };
    world.add(&restriction.write(stamp).unwrap());
    let why = "in court".to_owned();
    let hold = Hold { records: vec![double_too], kind: HoldKind::Legal, why, by: None, until: None };
    world.add(&hold.write(stamp).unwrap());
    let wish = UnionWish { ids: vec![anna, double, double_too], keep: Some(anna), ..UnionWish::default() };
    let union = world.book.plan_union(&wish).unwrap();
    let (writes, step) = union.writes(&world.book, &mut world.clock, NOW).unwrap();
    world.book.apply(&writes);
    assert_eq!(world.state(anna, ANNA), ConsentState::Withdrawn);
    assert_eq!(world.state(anna, BO), ConsentState::Given, "consent goes with the contact point that it was given at");
    assert_eq!(world.mail(anna, BO), Err(vec![Refusal::Restricted]));
    assert_eq!(world.book.legal_holds(|id| *id == anna, NOW).len(), 1, "the hold is of who is left");
    let undone = step.undo(&world.book, &mut world.clock, NOW);
    world.book.apply(&undone.writes);
    assert_eq!(world.state(anna, ANNA), ConsentState::Withdrawn, "taking the union back gives no consent back");
}

#[test]
fn rule_05_a_changed_contact_point_starts_unknown() {
    let mut world = World::new();
    let anna = world.subscriber("Anna", ANNA);
    let points = vec![tacit_crm::Point::new("work", "new@berg.example")];
    world.edit(anna, key::EMAILS, tacit_crm::Value::Points(points));
    assert_eq!(world.state(anna, "new@berg.example"), ConsentState::Unknown);
    assert_eq!(world.mail(anna, "new@berg.example"), Err(vec![Refusal::NoConsent(ConsentState::Unknown)]));
    assert_eq!(world.mail(anna, ANNA), Err(vec![Refusal::NoPoint]), "and the old one is not theirs any more");
}

#[test]
fn rule_06_a_withdrawal_stays_and_a_correction_says_why() {
    let mut world = World::new();
    let anna = world.subscriber("Anna", ANNA);
    let withdrawn = world.withdraw(anna, ANNA);
    let news = world.newsletter();
    let stamp = world.stamp();
    let mut event = world.said(anna, news, EventKind::Corrected, Some(mark(ANNA)));
    assert_eq!(event.write(stamp), Err(EventError::AnswersNothing));
    event.answers = Some(withdrawn);
    assert_eq!(event.write(stamp), Err(EventError::NoReason));
    event.why = "taken down for the wrong Anna".into();
    world.record(&event);
    assert_eq!(world.state(anna, ANNA), ConsentState::Withdrawn, "shown, and for the person to say");
    let given = world.subscribe(anna, ANNA);
    assert!(world.mail(anna, ANNA).is_ok());
    let wrong = ConsentEvent { answers: Some(given), ..event };
    world.record(&wrong);
    assert_eq!(world.state(anna, ANNA), ConsentState::Withdrawn, "a corrected consent lifts nothing either");
}

#[test]
fn rule_07_time_ends_a_consent_when_it_is_read() {
    let mut world = World::new();
    let anna = world.subscriber("Anna", ANNA);
    let before = world.book.generation();
    world.now = Period::months(24).after(NOW) + 1;
    assert_eq!(world.state(anna, ANNA), ConsentState::Expired);
    assert_eq!(world.book.generation(), before, "nothing was written");
    world.now = Period::days(20).before(Period::months(24).after(NOW));
    let (news, when) = (world.newsletter(), world.when());
    let ending = world.ledger().ending(&news, Channel::Email, when);
    assert_eq!(ending, [(anna, Period::months(24).after(NOW))]);
}

#[test]
fn rule_09_a_field_without_a_purpose_is_unused() {
    let mut world = World::new();
    assert_eq!(world.ledger().necessity(key::GENDER), Necessity::Unused);
    assert_eq!(world.ledger().necessity(key::EMAILS), Necessity::Optional);
    for slug in [SERVICE, SALES] {
        let purpose = world.purpose(slug);
        world.edit_purpose(purpose, |purpose| purpose.status = PurposeStatus::Retired);
    }
    assert_eq!(world.ledger().necessity(key::NOTES), Necessity::Unused, "no purpose that is pursued needs it");
}

#[test]
fn rule_14_a_restricted_person_is_nowhere() {
    let mut world = World::new();
    let anna = world.subscriber("Anna", ANNA);
    let restriction = Restriction { person: anna, since: NOW, why: "accuracy disputed".into(), until: None };
    let stamp = world.stamp();
    let id = world.add(&restriction.write(stamp).unwrap());
    assert!(world.ledger().is_restricted(&anna, NOW));
    assert_eq!(world.mail(anna, ANNA), Err(vec![Refusal::Restricted]));
    let (service, when) = (world.purpose(SERVICE), world.when());
    let answer = world.ledger().allowed(&anna, &service, Channel::Email, Some(mark(ANNA)), when);
    assert_eq!(answer, Err(vec![Refusal::Restricted]), "not for a contract either");
    world.edit(id, tacit_crm::privacy::key::UNTIL, tacit_crm::Value::Number(NOW));
    assert!(!world.ledger().is_restricted(&anna, NOW));
    assert!(world.mail(anna, ANNA).is_ok());
}

#[test]
fn rule_15_a_material_notice_pauses_consents_and_says_whom_to_ask() {
    let mut world = World::new();
    let anna = world.subscriber("Anna", ANNA);
    let news = world.newsletter();
    publish(&mut world, news, NOW + DAY, |_| {});
    publish(&mut world, news, NOW + 2 * DAY, |notice| notice.material_change = true);
    world.now = NOW + 2 * DAY - 1;
    assert!(world.mail(anna, ANNA).is_ok(), "not in effect yet, and a small change pauses nothing");
    world.now = NOW + 2 * DAY;
    assert_eq!(world.mail(anna, ANNA), Err(vec![Refusal::NoticeOvertaken]));
    let when = world.when();
    assert_eq!(world.ledger().to_ask_again(&news, Channel::Email, when), [anna]);
    world.subscribe(anna, ANNA);
    assert!(world.mail(anna, ANNA).is_ok());
}

#[test]
fn rule_15_a_consent_to_other_words_is_none() {
    let mut world = World::new();
    let anna = world.person("Anna", &[ANNA]);
    let news = world.newsletter();
    world.edit_purpose(news, |purpose| purpose.double_opt_in = false);
    let (notice, _) = world.notice(news);
    let consent = ConsentEvent { notice: Some((notice, [0; 32])), ..world.consent(anna, news, Some(mark(ANNA))) };
    world.record(&consent);
    assert_eq!(world.mail(anna, ANNA), Err(vec![Refusal::NoticeOvertaken]));
}

#[test]
fn rule_16_what_ends_with_a_purpose_does_not_come_back_with_it() {
    let mut world = World::new();
    let anna = world.subscriber("Anna", ANNA);
    let news = world.newsletter();
    world.edit_purpose(news, |purpose| purpose.status = PurposeStatus::Retired);
    let stamp = world.stamp();
    world.add(&retirement(news, "no newsletter any more", stamp).unwrap());
    let no = vec![Refusal::PurposeRetired, Refusal::NoConsent(ConsentState::Revoked)];
    assert_eq!(world.mail(anna, ANNA), Err(no));
    world.edit_purpose(news, |purpose| purpose.status = PurposeStatus::Active);
    assert_eq!(world.mail(anna, ANNA), Err(vec![Refusal::NoConsent(ConsentState::Revoked)]));
    world.subscribe(anna, ANNA);
    assert!(world.mail(anna, ANNA).is_ok(), "but people may consent anew");
}

#[test]
fn nothing_is_allowed_by_default_and_every_reason_is_given() {
    let mut world = World::new();
    let news = world.newsletter();
    let nobody = RecordId([0xee; 16]);
    world.edit_purpose(news, |purpose| purpose.status = PurposeStatus::Paused);
    let when = tacit_crm::privacy::When { now: NOW, answers: None };
    let no = world.ledger().allowed(&nobody, &news, Channel::Phone, Some(mark(ANNA)), when).unwrap_err();
    let expected = [
        Refusal::NoPerson,
        Refusal::PurposePaused,
        Refusal::Channel,
        Refusal::NoPoint,
        Refusal::NoConsent(ConsentState::Unknown),
        Refusal::AnswersNotFetched,
    ];
    assert_eq!(no, expected);
    assert!(no.is_sorted());
    assert_eq!(world.ledger().allowed(&nobody, &nobody, Channel::Email, None, when).unwrap_err().len(), 2);
}

#[test]
fn marketing_rests_on_consent_only() {
    for category in [Category::Marketing, Category::Advertising, Category::Profiling, Category::Sharing] {
        assert!(category.needs_consent());
    }
    let mut world = World::new();
    let anna = world.subscriber("Anna", ANNA);
    let news = world.newsletter();
    let basis = BasisRecord {
        person: anna,
        purpose: news,
        basis: Basis::Interest,
        justification: "we would like to".into(),
        assessment: String::new(),
        reviewed_at: Some(NOW),
        review_due: Some(NOW + DAY),
    };
    let stamp = world.stamp();
    world.add(&basis.write(stamp).unwrap());
    assert_eq!(world.mail(anna, ANNA), Err(vec![Refusal::OnlyConsent]));
}

#[test]
fn legitimate_interest_is_reviewed_and_objected_to() {
    let mut world = World::new();
    let anna = world.person("Anna", &[ANNA]);
    let sales = world.purpose(SALES);
    let ask = |world: &mut World| {
        let when = world.when();
        world.ledger().allowed(&anna, &sales, Channel::Email, Some(mark(ANNA)), when)
    };
    world.edit_purpose(sales, |purpose| purpose.review_due = Some(NOW + DAY));
    assert_eq!(ask(&mut world), Ok(Ground::Basis(Basis::Interest)));
    world.now = NOW + DAY;
    assert_eq!(ask(&mut world), Err(vec![Refusal::ReviewDue]));
    world.edit_purpose(sales, |purpose| purpose.review_due = Some(NOW + 400 * DAY));
    let objection = world.said(anna, sales, EventKind::Objected, None);
    world.record(&objection);
    assert_eq!(ask(&mut world), Err(vec![Refusal::Objected]));
}

#[test]
fn who_declined_is_not_asked_for_six_months_and_who_withdrew_never() {
    let mut world = World::new();
    let (anna, bo) = (world.person("Anna", &[ANNA]), world.subscriber("Bo", BO));
    let news = world.newsletter();
    let refused = world.said(anna, news, EventKind::Refused, Some(mark(ANNA)));
    world.record(&refused);
    let until = Period::months(6).after(NOW);
    assert_eq!(world.ledger().may_ask(&anna, &news, Some(mark(ANNA)), until - 1), Err(NoAsking::Declined(until)));
    assert_eq!(world.ledger().may_ask(&anna, &news, Some(mark(ANNA)), until), Ok(()));
    assert_eq!(world.ledger().may_ask(&bo, &news, Some(mark(BO)), NOW), Err(NoAsking::Consented));
    publish(&mut world, news, NOW + 1, |notice| notice.material_change = true);
    assert_eq!(world.ledger().may_ask(&bo, &news, Some(mark(BO)), NOW + 1), Ok(()), "to agree to what is new");
    world.withdraw(bo, BO);
    let years = Period::months(60).after(NOW);
    assert_eq!(world.ledger().may_ask(&bo, &news, Some(mark(BO)), years), Err(NoAsking::SaidNo));
}

#[test]
fn every_kind_of_privacy_keeps_its_fields_in_order() {
    for number in 32..=43 {
        assert!(!schema::fields(Kind::from_number(number)).is_empty(), "{number}");
    }
    assert_eq!(Method::parse("one_click"), Some(Method::OneClick));
}
