//! Where everything stands: what is counted, and what is not because nothing is due.

use crate::world::{DAY, MEMBER, NOW, World, mark, marker, notice};
use tacit_crm::privacy::words::{Did, EventKind, PurposeStatus, RequestKind, RequestState, Role, Transfer, Trust};
use tacit_crm::privacy::words::{Identity, Method};
use tacit_crm::privacy::{AccessEvent, Centre, ConsentEvent, Period, Request, Restriction, ThirdParty};
use tacit_crm::schema::key;
use tacit_crm::{Kind, Record, RecordId, Value};

const ANNA: &str = "anna@berg.example";

fn centre(world: &mut World) -> Centre {
    let now = world.now;
    world.book.centre(&marker, now)
}

/// Somebody who came by a file.
fn imported(world: &mut World, name: &str) -> RecordId {
    let id = world.person(name, &[]);
    world.edit(id, key::SOURCE, Value::text("people.csv, line 2"));
    id
}

/// A newsletter for consent alone: every other purpose is over.
fn only_newsletter(world: &mut World) -> RecordId {
    let newsletter = world.newsletter();
    let others: Vec<RecordId> = world.ledger().purposes().map(|(id, _)| id).filter(|id| *id != newsletter).collect();
    for other in others {
        world.edit_purpose(other, |purpose| purpose.status = PurposeStatus::Retired);
    }
    newsletter
}

#[test]
fn trap_10_nothing_nags_where_nothing_is_due() {
    let mut world = World::new();
    // A team that only keeps customers for contracts.
    for name in ["Anna", "Ben", "Carla"] {
        world.person(name, &[]);
    }
    let of = centre(&mut world);
    assert_eq!((of.people, of.uncovered.len()), (3, 0), "a contract is a basis for everybody");
    let quiet = Centre { people: of.people, purposes: of.purposes, ..Centre::default() };
    assert_eq!(of, quiet, "and nothing else is said");
}

#[test]
fn trap_10_a_vault_without_purposes_is_not_nagged() {
    let mut world = World::new();
    world.book = tacit_crm::Book::new();
    imported(&mut world, "Anna");
    assert_eq!(centre(&mut world), Centre { people: 1, ..Centre::default() });
}

#[test]
fn rule_07_who_has_no_basis_and_whose_consent_ends_is_counted() {
    let mut world = World::new();
    only_newsletter(&mut world);
    let (anna, ben) = (world.subscriber("Anna", ANNA), world.person("Ben", &["ben@berg.example"]));
    let of = centre(&mut world);
    assert_eq!((of.purposes, of.people, of.uncovered), (1, 2, vec![ben]));
    assert!(of.ending.is_empty(), "two years are left");
    let end = Period::months(24).after(NOW);
    world.now = end - 31 * DAY;
    assert!(centre(&mut world).ending.is_empty());
    world.now = end - 29 * DAY;
    assert_eq!(centre(&mut world).ending, [(anna, end)]);
    world.withdraw(anna, ANNA);
    let of = centre(&mut world);
    assert_eq!((of.uncovered, of.ending), (vec![anna, ben], Vec::new()), "what is taken back does not end any more");
}

#[test]
fn rule_15_who_is_to_be_asked_again_is_who_the_purpose_says() {
    let mut world = World::new();
    let newsletter = world.newsletter();
    let anna = world.subscriber("Anna", ANNA);
    let gone = world.subscriber("Ben", "ben@berg.example");
    world.withdraw(gone, "ben@berg.example");
    assert!(centre(&mut world).again.is_empty());
    world.now += DAY;
    let text = "We also measure who opens it.";
    let notice = notice(vec![newsletter], text, world.now);
    let stamp = world.stamp();
    world.add(&notice.write(stamp).unwrap());
    let now = world.now;
    assert_eq!(centre(&mut world).again, [anna]);
    assert_eq!(world.ledger().waiting_for_notice(&newsletter, now), [anna]);
    world.subscribe(anna, ANNA);
    assert!(centre(&mut world).again.is_empty(), "she agreed to the new one");
}

#[test]
fn rule_14_restricted_people_are_in_their_own_list_only() {
    let mut world = World::new();
    only_newsletter(&mut world);
    let anna = imported(&mut world, "Anna");
    world.edit(anna, key::BIRTHDAY, Value::text("1980-01-02"));
    let of = centre(&mut world);
    assert_eq!((of.delicate, of.sensitive), (vec![anna], vec![key::BIRTHDAY]));
    assert_eq!((of.uncovered.len(), of.untold.len(), of.restricted.len()), (1, 1, 0));
    let restriction = Restriction { person: anna, since: NOW, why: "disputed".into(), until: None };
    let stamp = world.stamp();
    world.add(&restriction.write(stamp).unwrap());
    let alone = Centre { purposes: 1, restricted: vec![anna], ..Centre::default() };
    assert_eq!(centre(&mut world), alone);
}

#[test]
fn rule_03_who_came_by_a_file_is_to_be_told_within_a_month_until_they_are() {
    let mut world = World::new();
    world.person("Typed", &[]);
    let (anna, ben) = (imported(&mut world, "Anna"), imported(&mut world, "Ben"));
    let until = Period::months(1).after(NOW);
    assert_eq!(centre(&mut world).untold, [(anna, until), (ben, until)]);
    // A claim of the file tells nobody anything; a consent to a notice does.
    let newsletter = world.newsletter();
    let claim =
        ConsentEvent { method: Method::Import, ..world.said(ben, newsletter, EventKind::ImportedUnproven, None) };
    world.record(&claim);
    assert_eq!(centre(&mut world).untold.len(), 2);
    let consent = world.consent(ben, newsletter, Some(mark("ben@berg.example")));
    world.record(&consent);
    assert_eq!(centre(&mut world).untold, [(anna, until)]);
    let told = |party| AccessEvent {
        did: Did::Told,
        record: anna,
        field: None,
        device: String::new(),
        told: party,
        why: String::new(),
    };
    let stamp = world.stamp();
    world.add(&told(Some(ben)).write(stamp).unwrap());
    assert_eq!(centre(&mut world).untold.len(), 1, "a recipient was told, not she");
    world.add(&told(None).write(stamp).unwrap());
    assert!(centre(&mut world).untold.is_empty());
}

#[test]
fn open_requests_and_reviews_that_are_due_are_counted_and_nothing_that_is_over() {
    let mut world = World::new();
    let stamp = world.stamp();
    let request = |received, state| Request {
        person: None,
        kind: RequestKind::Access,
        via: "email".into(),
        received,
        identity: Identity::Unverified,
        identity_how: String::new(),
        identity_at: None,
        state,
        extended: None,
        refused_for: String::new(),
        said: None,
        delivered: None,
        owner: Some(MEMBER),
        notes: String::new(),
        tasks: Vec::new(),
        package: None,
        corrected: Vec::new(),
    };
    let party = |trust, review_due| ThirdParty {
        name: "Printers".into(),
        kind: String::new(),
        role: Role::Processor,
        contact: String::new(),
        country: String::new(),
        transfer: Transfer::None,
        agreed: None,
        agreed_until: None,
        measures: Vec::new(),
        subprocessors: Vec::new(),
        purposes: Vec::new(),
        categories: Vec::new(),
        trust,
        reviewed_by: None,
        review_due,
        deletion_confirmed: None,
    };
    let records: Vec<Record> = vec![
        request(NOW - 3 * DAY, RequestState::Received).write(stamp).unwrap(),
        request(NOW - 9 * DAY, RequestState::InProgress).write(stamp).unwrap(),
        request(NOW - 20 * DAY, RequestState::Fulfilled).write(stamp).unwrap(),
        party(Trust::Approved, Some(NOW)).write(stamp).unwrap(),
        party(Trust::Approved, Some(NOW + 1)).write(stamp).unwrap(),
        party(Trust::Draft, None).write(stamp).unwrap(),
        party(Trust::Approved, None).write(stamp).unwrap(),
        party(Trust::Ended, Some(NOW)).write(stamp).unwrap(),
    ];
    for record in &records {
        world.add(record);
    }
    let of = centre(&mut world);
    let due = |received: u64| Period::months(1).after(received);
    assert_eq!(of.requests, [due(NOW - 9 * DAY), due(NOW - 3 * DAY)], "the first first");
    assert_eq!(of.parties, 2, "an approved one without a day is due as well");
    assert_eq!(world.book.ids_of(Kind::ThirdParty).count(), 5);
}
