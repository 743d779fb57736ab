//! Rules 1, 2 and 8: what leaves is exactly what may, to whom it may, and what is delicate stays.

use crate::world::{DAY, NOW, World, mark, publish};
use std::collections::BTreeSet;
use tacit_crm::privacy::defaults::{SERVICE, SHARING};
use tacit_crm::privacy::words::{Channel, Role, Transfer, Trust};
use tacit_crm::privacy::{
    ConsentEvent, ConsentState, Disclosure, Export, FieldMeta, Ground, PartyRefusal, PointKind, Refusal, ThirdParty,
};
use tacit_crm::schema::key;
use tacit_crm::{Kind, RecordId};

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
