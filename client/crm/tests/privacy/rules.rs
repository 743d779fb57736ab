//! The sixteen rules, as far as they are the domain's.

use crate::world::{DAY, NOW, World, digest, mark, marker};
use std::collections::BTreeSet;
use tacit_crm::privacy::defaults::{SALES, SERVICE, SHARING};
use tacit_crm::privacy::words::{
    Basis, Category, Channel, EventKind, HoldKind, Method, Necessity, PurposeStatus, Role, Trust,
};
use tacit_crm::privacy::words::{SuppressedFor, Transfer};
use tacit_crm::privacy::{
    BasisRecord, ConsentEvent, ConsentState, Disclosure, EventError, Export, FieldMeta, Ground, Hold, NoAsking, Notice,
    PartyRefusal, Period, PointKind, Refusal, Restriction, Scope, Suppression, ThirdParty, retirement,
};
use tacit_crm::schema::{self, key};
use tacit_crm::{Kind, RecordId, UnionWish};

const ANNA: &str = "anna@berg.example";
const BO: &str = "bo@x.example";

fn export<'a>(purpose: RecordId) -> Export<'a> {
    Export {
        purpose,
        channel: Channel::Email,
        recipient: None,
        fields: vec![key::GIVEN, key::EMAILS, key::BIRTHDAY],
        people: None,
        return_by: None,
    }
}

fn partner(world: &mut World, with: impl FnOnce(&mut ThirdParty)) -> (RecordId, ThirdParty) {
    let purpose = world.purpose(SHARING);
    let mut party = ThirdParty {
        name: "Print & Post".into(),
        kind: "printers".into(),
        role: Role::Processor,
        contact: "privacy@print.example".into(),
        country: "DE".into(),
        transfer: Transfer::None,
        agreed: Some(NOW - 10 * DAY),
        agreed_until: Some(NOW + 10 * DAY),
        measures: vec!["encrypted disks".into()],
        subprocessors: vec![],
        purposes: vec![purpose],
        categories: vec!["user.name".into(), "user.contact.email".into()],
        trust: Trust::Approved,
        reviewed_by: Some(4),
        review_due: Some(NOW + 100 * DAY),
        deletion_confirmed: None,
    };
    with(&mut party);
    let stamp = world.stamp();
    let id = world.add(&party.write(stamp).unwrap());
    (id, party)
}

/// What is shared with a partner.
fn shared(purpose: RecordId, id: RecordId, party: &ThirdParty) -> Export<'_> {
    Export {
        channel: Channel::InPerson,
        recipient: Some((id, party)),
        fields: vec![key::GIVEN, key::EMAILS],
        return_by: Some(NOW + 30 * DAY),
        ..export(purpose)
    }
}

fn publish(world: &mut World, purpose: RecordId, from: u64, with: impl FnOnce(&mut Notice)) -> (RecordId, [u8; 32]) {
    let text = format!("wording from {from}");
    let mut notice = Notice {
        purposes: vec![purpose],
        lang: "en".into(),
        sha256: digest(text.as_bytes()),
        text,
        effective_from: from,
        material_change: false,
        supersedes: None,
        recipients: vec![],
        recipient_kinds: vec![],
    };
    with(&mut notice);
    let stamp = world.stamp();
    (world.add(&notice.write(stamp).unwrap()), notice.sha256)
}

#[test]
fn rule_01_an_export_is_exactly_who_is_allowed() {
    let mut world = World::new();
    let news = world.newsletter();
    let anna = world.subscriber("Anna", ANNA);
    let bo = world.subscriber("Bo", BO);
    world.withdraw(bo, BO);
    world.person("Cy", &["cy@x.example"]);
    let when = world.when();
    let selection = world.ledger().select(&export(news), when).unwrap();
    assert_eq!(selection.included.iter().map(|one| one.0).collect::<Vec<_>>(), [anna]);
    assert_eq!(selection.excluded.values().sum::<u32>(), 2);
    assert_eq!(selection.excluded[&Refusal::NoConsent(ConsentState::Withdrawn)], 1);
    assert_eq!(selection.excluded[&Refusal::NoConsent(ConsentState::Unknown)], 1);
    assert_eq!(selection.fields, [key::GIVEN, key::EMAILS]);
    assert_eq!(selection.left_out, [key::BIRTHDAY], "no purpose of a newsletter needs it");
    let Ground::Consent { event, .. } = selection.included[0].2 else { panic!("by consent") };
    assert_eq!(selection.draft.people, [(anna, Some(event))], "what it relied on is kept");
    let mut reasons = selection.draft.excluded.clone();
    reasons.sort();
    assert_eq!(reasons, [("no consent".to_owned(), 1), ("withdrawn".to_owned(), 1)]);
    let wish = Export { people: Some(BTreeSet::from([bo])), ..export(news) };
    assert!(world.ledger().select(&wish, when).unwrap().included.is_empty(), "choosing somebody lets nobody in");
}

#[test]
fn rule_01_a_disclosure_is_kept_in_parts_that_read_back() {
    let mut world = World::new();
    let people: Vec<(RecordId, Option<RecordId>)> = (0..5_000_u128)
        .map(|at| (RecordId((at + 7).to_be_bytes()), (at % 2 == 0).then_some(RecordId([9; 16]))))
        .collect();
    let draft = Disclosure {
        at: NOW,
        device: "Office".into(),
        purpose: world.newsletter(),
        format: "csv".into(),
        fields: vec![key::EMAILS],
        people: people.clone(),
        file_sha256: [3; 32],
        rows: 5_000,
        excluded: vec![("withdrawn".into(), 30)],
        ..Disclosure::default()
    };
    let stamp = world.stamp();
    let records = draft.write(stamp).unwrap();
    let mut read = Vec::new();
    for record in &records {
        let id = world.add(record);
        let part = Disclosure::read(&world.book.get(&id).unwrap()).unwrap();
        assert_eq!((part.file_sha256, part.excluded.clone()), ([3; 32], draft.excluded.clone()));
        read.extend(part.people);
    }
    assert_eq!((records.len(), read), (2, people));
}

#[test]
fn rule_02_a_third_party_gets_data_only_with_everything_in_place() {
    let mut world = World::new();
    let sharing = world.purpose(SHARING);
    let anna = world.person("Anna", &[ANNA]);
    let consent = world.consent(anna, sharing, None);
    world.record(&consent);
    let when = world.when();
    let (id, party) = partner(&mut world, |_| {});
    let wish = |party| shared(sharing, id, party);
    let selection = world.ledger().select(&wish(&party), when).unwrap();
    assert_eq!((selection.included.len(), selection.not_named), (0, 1), "the notice named nobody");
    let notice = publish(&mut world, sharing, NOW - DAY, |notice| notice.recipient_kinds = vec!["printers".into()]);
    let consent = ConsentEvent { notice: Some(notice), ..world.consent(anna, sharing, None) };
    let named = world.record(&consent);
    // Two consents hold as long: either may be found, so the one that names is asked for alone.
    let mut renamed = party.clone();
    renamed.kind = "advertisers".into();
    let ground = world.ledger().allowed(&anna, &sharing, Channel::InPerson, None, when).unwrap();
    assert!(matches!(ground, Ground::Consent { event, .. } if event == named));
    assert_eq!(world.ledger().select(&wish(&party), when).unwrap().included.len(), 1);
    assert_eq!(world.ledger().select(&wish(&renamed), when).unwrap().not_named, 1);

    let refused = |world: &mut World, party: &ThirdParty, by: Option<u64>| {
        let wish = Export { return_by: by, ..shared(sharing, id, party) };
        world.ledger().select(&wish, when).unwrap_err()
    };
    let by = Some(NOW + DAY);
    for trust in [Trust::Draft, Trust::InReview, Trust::Suspended, Trust::Ended] {
        let party = ThirdParty { trust, ..party.clone() };
        assert_eq!(refused(&mut world, &party, by), [PartyRefusal::NotApproved], "{trust:?}");
    }
    let due = ThirdParty { review_due: Some(NOW), ..party.clone() };
    assert_eq!(refused(&mut world, &due, by), [PartyRefusal::ReviewDue]);
    let never = ThirdParty { review_due: None, ..party.clone() };
    assert_eq!(refused(&mut world, &never, by), [PartyRefusal::ReviewDue], "when nobody said is now");
    let nowhere = ThirdParty { country: "Germany".into(), ..party.clone() };
    assert_eq!(refused(&mut world, &nowhere, by), [PartyRefusal::NoCountry]);
    let outside = ThirdParty { country: "US".into(), ..party.clone() };
    assert_eq!(refused(&mut world, &outside, by), [PartyRefusal::NoTransfer]);
    let on_clauses = ThirdParty { country: "US".into(), transfer: Transfer::Clauses, ..party.clone() };
    assert_eq!(world.ledger().select(&shared(sharing, id, &on_clauses), when).unwrap().included.len(), 1);
    let over = ThirdParty { agreed_until: Some(NOW), ..party.clone() };
    assert_eq!(refused(&mut world, &over, by), [PartyRefusal::NoAgreement]);
    let unsigned = ThirdParty { agreed: None, ..party.clone() };
    assert_eq!(refused(&mut world, &unsigned, None), [PartyRefusal::NoAgreement, PartyRefusal::NoReturnDate]);
    let narrow = ThirdParty { categories: vec!["user.name".into()], purposes: vec![], ..party.clone() };
    assert_eq!(
        refused(&mut world, &narrow, by),
        [PartyRefusal::Purpose, PartyRefusal::Category("user.contact.email".into())]
    );
}

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
fn rule_08_delicate_fields_are_masked_and_left_out() {
    for field in [key::BIRTHDAY, key::GENDER] {
        assert!(FieldMeta::of(Kind::Person, field).unwrap().is_masked());
    }
    let mut world = World::new();
    let (service, when) = (world.purpose(SERVICE), world.when());
    world.edit_purpose(service, |purpose| purpose.data_fields.push(key::BIRTHDAY));
    let selection = world.ledger().select(&export(service), when).unwrap();
    assert_eq!(selection.left_out, [key::BIRTHDAY], "even where a purpose needs it, exports leave it out by default");
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

#[test]
fn rule_01_only_the_contact_points_that_were_allowed_go() {
    let mut world = World::new();
    let anna = world.subscriber("Anna", ANNA);
    world.edit(
        anna,
        key::EMAILS,
        tacit_crm::Value::Points(vec![tacit_crm::Point::new("", BO), tacit_crm::Point::new("", ANNA)]),
    );
    let (news, when) = (world.newsletter(), world.when());
    let export = Export {
        purpose: news,
        channel: Channel::Email,
        recipient: None,
        fields: vec![key::GIVEN, key::EMAILS],
        people: None,
        return_by: None,
    };
    let ledger = world.ledger();
    let selection = ledger.select(&export, when).unwrap();
    let [(person, point, _)] = selection.included[..] else { panic!("one") };
    assert_eq!((person, point), (anna, Some(mark(ANNA))));
    let goes = |email: &str| ledger.point_goes(&export, (&anna, point), (PointKind::Email, mark(email)), when);
    assert!(goes(ANNA) && !goes(BO), "not the other address, to which she never consented");
    assert_eq!(ledger.left_out(&export, when), []);
    world.withdraw(anna, ANNA);
    assert_eq!(world.ledger().left_out(&export, when), [(anna, "no consent")], "asked about her first address");
}
