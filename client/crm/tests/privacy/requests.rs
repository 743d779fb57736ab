//! Requests of people, step by step: nobody's data goes to who is not known, and done is what was done.

use crate::world::{DAY, NOW, World, marker};
use tacit_crm::privacy::defaults::{SALES, SERVICE};
use tacit_crm::privacy::words::{Channel, Did, EventKind, Identity, Method, RequestKind, RequestState};
use tacit_crm::privacy::{AccessEvent, Answer, No, Request, RequestError, Restriction};
use tacit_crm::schema::key;
use tacit_crm::{RecordId, Value};

pub(crate) fn request(kind: RequestKind, person: Option<RecordId>) -> Request {
    Request {
        person,
        kind,
        via: "email".into(),
        received: NOW,
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
    }
}

fn to_marketing() -> No {
    No::To { marketing: true, purposes: Vec::new() }
}

const ADA: RecordId = RecordId([1; 16]);

#[test]
fn rule_08_somebody_who_came_back_and_objects_again_is_not_answered_by_the_first_objection() {
    let mut world = World::new();
    let anna = world.subscriber("Anna", "anna@example.org");
    let object = |world: &mut World, at: u64| {
        let asked = request(RequestKind::Object, Some(anna));
        let (stamp, mut next) = (world.stamp(), world.draw());
        let draw = || {
            next = RecordId((u128::from_be_bytes(next.0) + 1).to_be_bytes());
            next
        };
        let records = world.ledger().no_by((&asked, &to_marketing()), (at, Method::Email), stamp, draw).unwrap();
        for (id, record) in records {
            world.draw();
            world.put(id, &record);
        }
    };
    let objects = |world: &mut World| world.ledger().objects_to_marketing(&anna);
    assert!(!objects(&mut world));
    object(&mut world, NOW);
    assert!(objects(&mut world));
    world.now = NOW + DAY;
    world.subscribe(anna, "anna@example.org");
    assert!(world.mail(anna, "anna@example.org").is_ok(), "she came back");
    assert!(!objects(&mut world), "another objection is to be written down");
    let now = world.now;
    object(&mut world, now);
    assert!(objects(&mut world));
    // What was said before does not answer what is asked now; what was written down by it does.
    let mut again = request(RequestKind::Object, Some(anna));
    assert_eq!(world.book.answer_to(&again, &marker, now), Answer::Missing);
    again.said = Some(now);
    assert_eq!(world.book.answer_to(&again, &marker, now), Answer::Done);
    again.refused_for = "sales go on".into();
    again.link_to(ADA).unwrap();
    assert_eq!((again.said, again.refused_for.as_str()), (None, ""), "that was about somebody else");
    assert!(world.mail(anna, "anna@example.org").is_err());
}

#[test]
fn rule_06_an_objection_by_request_stops_what_rests_on_interests_and_leaves_the_consents_of_who_means_only_that() {
    let mut world = World::new();
    let ada = world.subscriber("Ada", "ada@example.org");
    let (sales, service) = (world.purpose(SALES), world.purpose(SERVICE));
    world.edit_purpose(sales, |purpose| purpose.review_due = Some(NOW + 30 * DAY));
    assert_eq!(world.ledger().objectable(&ada), [sales], "a contract is not objected to, a consent is withdrawn");
    let point = Some(crate::world::mark("ada@example.org"));
    let when = world.when();
    let allowed = |world: &mut World, purpose| {
        world.ledger().allowed(&ada, &purpose, Channel::Email, point, when).map(|_| ()).is_ok()
    };
    assert!(allowed(&mut world, sales) && allowed(&mut world, service));
    let asked = request(RequestKind::Object, Some(ada));
    let said = |purposes| No::To { marketing: false, purposes };
    let say = |world: &mut World, no: &No| {
        let (stamp, mut next) = (world.stamp(), 7_000_u128);
        let draw = || {
            next += 1;
            RecordId(next.to_be_bytes())
        };
        let records = world.ledger().no_by((&asked, no), (NOW, Method::Email), stamp, draw).unwrap();
        for (id, record) in &records {
            world.put(*id, record);
        }
        records.len()
    };
    assert_eq!(say(&mut world, &said(vec![service])), 0, "what nobody may object to is not objected to");
    assert_eq!(say(&mut world, &No::Consents), 0, "an objection withdraws nothing");
    // One refusal at one address is no objection: what goes on at others is still to be said.
    let refused = world.said(ada, sales, EventKind::Refused, point);
    world.record(&refused);
    assert_eq!(world.ledger().objectable(&ada), [sales]);
    assert_eq!(say(&mut world, &said(vec![sales])), 2, "the event, and her address");
    assert!(!allowed(&mut world, sales) && allowed(&mut world, service));
    assert!(world.mail(ada, "ada@example.org").is_ok(), "she still wants the newsletter");
    assert_eq!(world.ledger().objectable(&ada), [], "said once");
}

#[test]
fn a_request_goes_from_received_to_fulfilled_step_by_step() {
    let mut access = request(RequestKind::Access, Some(ADA));
    assert_eq!(access.advance(RequestState::InProgress), Err(RequestError::NotVerified));
    assert_eq!(access.advance(RequestState::Approval), Err(RequestError::NoStep));
    access.advance(RequestState::Verifying).unwrap();
    assert_eq!(access.check_identity(true, " ", NOW), Err(RequestError::NoProof));
    access.check_identity(false, "wrong date of birth", NOW).unwrap();
    assert_eq!((access.identity, access.state), (Identity::Failed, RequestState::Verifying));
    access.check_identity(true, "passport shown", NOW).unwrap();
    assert_eq!((access.identity, access.state), (Identity::Verified, RequestState::InProgress));
    access.advance(RequestState::Approval).unwrap();
    access.advance(RequestState::InProgress).unwrap();
    assert_eq!(access.fulfil(NOW, Answer::Missing), Err(RequestError::NotDone));
    access.fulfil(NOW, Answer::Done).unwrap();
    assert_eq!((access.steps(), access.advance(RequestState::Duplicate)), (Vec::new(), Err(RequestError::Closed)));
    assert_eq!(access.link_to(RecordId([2; 16])), Err(RequestError::Closed));
}

#[test]
fn nobody_is_verified_before_it_is_known_who_it_is_and_another_person_is_verified_anew() {
    let mut access = request(RequestKind::Access, None);
    assert_eq!(access.check_identity(true, "passport", NOW), Err(RequestError::NoPerson));
    access.link_to(ADA).unwrap();
    access.check_identity(true, "passport", NOW).unwrap();
    access.package = Some((NOW, [1; 32]));
    access.link_to(RecordId([2; 16])).unwrap();
    assert_eq!((access.identity, access.state, access.package), (Identity::Unverified, RequestState::Verifying, None));
    assert_eq!(access.fulfil(NOW, Answer::Done), Err(RequestError::NotVerified));
}

#[test]
fn an_objection_and_a_withdrawal_need_no_proof_and_are_never_refused() {
    for kind in [RequestKind::Object, RequestKind::Withdraw] {
        let mut no = request(kind, Some(ADA));
        assert_eq!(no.refuse("too much work"), Err(RequestError::Absolute));
        no.advance(RequestState::InProgress).unwrap();
        no.fulfil(NOW, Answer::Done).unwrap();
    }
    request(RequestKind::Erase, Some(ADA)).refuse("kept for the tax office until 2030").unwrap();
}

#[test]
fn done_is_what_was_done() {
    let mut world = World::new();
    let ada = world.subscriber("Ada", "ada@example.org");
    let answer = |world: &mut World, request: &Request| world.book.answer_to(request, &marker, NOW);
    let mut access = request(RequestKind::Access, Some(ada));
    assert_eq!(answer(&mut world, &access), Answer::Missing);
    access.package = Some((NOW, [1; 32]));
    assert_eq!(answer(&mut world, &access), Answer::Done);

    let restrict = request(RequestKind::Restrict, Some(ada));
    assert_eq!(answer(&mut world, &restrict), Answer::Missing);
    let stamp = world.stamp();
    let restriction = Restriction { person: ada, since: NOW, why: "disputed".into(), until: None };
    world.add(&restriction.write(stamp).unwrap());
    assert_eq!(answer(&mut world, &restrict), Answer::Done);

    let erase = request(RequestKind::Erase, Some(ada));
    assert_eq!(answer(&mut world, &erase), Answer::Missing);
    assert_eq!(answer(&mut world, &request(RequestKind::Rectify, Some(ada))), Answer::Untold);
    assert_eq!(answer(&mut world, &request(RequestKind::Access, None)), Answer::Missing);
    world.book.remove(&ada);
    assert_eq!(answer(&mut world, &erase), Answer::Untold, "deleted is not erased");
    let (did, record, why) = (Did::Erase, ada, String::new());
    let event = AccessEvent { did, record, field: None, device: String::new(), told: None, why };
    let stamp = world.stamp();
    world.add(&event.write(stamp).unwrap());
    assert_eq!(answer(&mut world, &erase), Answer::Done);
}

#[test]
fn what_a_person_says_no_to_by_a_request_ends_it_at_every_contact_point() {
    for kind in [RequestKind::Object, RequestKind::Withdraw] {
        let mut world = World::new();
        let ada = world.person("Ada", &["ada@example.org", "ada@home.example"]);
        world.subscribe(ada, "ada@example.org");
        let no = request(kind, Some(ada));
        assert!(world.mail(ada, "ada@example.org").is_ok());
        assert_eq!(world.book.answer_to(&no, &marker, NOW), Answer::Missing);
        let stamp = world.stamp();
        let mut next = 9_000_u128;
        let draw = || {
            next += 1;
            RecordId(next.to_be_bytes())
        };
        let said = if kind == RequestKind::Object { to_marketing() } else { No::Consents };
        let records = world.ledger().no_by((&no, &said), (NOW, Method::Email), stamp, draw).unwrap();
        for (id, record) in records {
            world.put(id, &record);
        }
        assert!(world.mail(ada, "ada@example.org").is_err());
        let answered = Request { said: Some(NOW), ..no };
        assert_eq!(world.book.answer_to(&answered, &marker, NOW), Answer::Done);
        let newsletter = world.newsletter();
        for email in ["ada@example.org", "ada@home.example"] {
            let point = Some(crate::world::mark(email));
            assert!(world.ledger().may_ask(&ada, &newsletter, point, NOW).is_err(), "nobody writes to ask again");
        }
    }
}

#[test]
fn a_correction_tells_which_fields_were_changed_since_it_was_asked_for_and_keeps_them() {
    let mut world = World::new();
    let ada = world.person("Ada", &["ada@example.org"]);
    world.now += DAY;
    let mut asked = Request { received: world.now, ..request(RequestKind::Rectify, Some(ada)) };
    assert_eq!(world.book.rectified(&asked), [], "what was written before it came was not corrected");
    assert_eq!(world.book.answer_to(&asked, &marker, world.now), Answer::Untold);
    world.now += DAY;
    world.edit(ada, key::FAMILY, Value::text("Lovelace"));
    assert_eq!(world.book.rectified(&asked), [key::FAMILY]);
    assert_eq!(world.book.answer_to(&asked, &marker, world.now), Answer::Done);

    asked.corrected = world.book.rectified(&asked);
    asked.check_identity(true, "answered from the address on file", world.now).unwrap();
    asked.fulfil(world.now, Answer::Done).unwrap();
    world.edit(ada, key::GIVEN, Value::text("Augusta Ada"));
    let stamp = world.stamp();
    let id = world.add(&asked.write(stamp).unwrap());
    let kept = Request::read(&world.book.get(&id).unwrap()).unwrap();
    assert_eq!(world.book.rectified(&kept), [key::FAMILY], "a closed one says what it was closed with");

    let late = world.person("Bo", &[]);
    let before = Request { received: NOW, ..request(RequestKind::Rectify, Some(late)) };
    assert_eq!(world.book.rectified(&before), [], "who was written down after they asked was not corrected by that");
    let access = Request { received: NOW, ..request(RequestKind::Access, Some(ada)) };
    assert_eq!(world.book.rectified(&access), []);
}
