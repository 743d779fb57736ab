//! Rule 3: a file gives nobody's consent, hears everybody's no, and says neither twice.

use crate::world::{NOW, World, marker};
use tacit_crm::import::{Import, NoTo, Target};
use tacit_crm::privacy::words::{Channel, SuppressedFor};
use tacit_crm::privacy::{Arrivals, ConsentState, Export, Refusal, Restriction, key as pk};
use tacit_crm::schema::key;
use tacit_crm::{Kind, RecordId, Value};

const FILE: &str =
    "First name,E-mail,Phone,Newsletter,Do Not Call,Email Opt Out,Birthday,Religion,Spouse,Government ID Number
Anna,anna@berg.example,+49 30 1234567,yes,no,no,1980-01-02,none,Jo,12
Bo,bo@berg.example,+49 30 7654321,true,yes,no,,,,
Cy,cy@berg.example,,no,,1,,,,
Di,,,yes,,yes,,,,
Ed,ed@berg.example,,unsubscribed,,,,,,
";

/// Brings a file in, as the engine does; what was said about consents.
fn bring(world: &mut World, file: &str) -> (Arrivals, tacit_crm::undo::Step) {
    let import = Import::read(vec![("people.csv".into(), file.as_bytes().to_vec())]).unwrap();
    let mut next = world.draw();
    let mut ids = || {
        next = RecordId((u128::from_be_bytes(next.0) + 1).to_be_bytes());
        next
    };
    let mut batch = import.run(&mut world.book, &mut ids, &mut world.clock, NOW);
    for _ in 0..batch.writes.len() + 1 {
        world.draw();
    }
    let (news, stamp) = (world.newsletter(), world.stamp());
    let arrivals = world.ledger().arrivals(&batch.said, Some(news), stamp, &marker).unwrap();
    for (id, plain) in &batch.writes {
        world.book.put(*id, plain).unwrap();
    }
    for record in &arrivals.records {
        let id = world.add(record);
        batch.step.made(id, record);
    }
    (arrivals, batch.step)
}

fn named(world: &World, name: &str) -> RecordId {
    world.book.ids_of(Kind::Person).find(|id| world.book.name(id) == name).unwrap()
}

#[test]
fn rule_03_columns_about_consents_and_of_no_purpose_are_known() {
    let import = Import::read(vec![("people.csv".into(), FILE.as_bytes().to_vec())]).unwrap();
    let targets = &import.plan().targets[0];
    assert_eq!(targets[3..6], [Target::Claim, Target::OptOut(NoTo::Phone), Target::OptOut(NoTo::Email)]);
    assert!(targets[6..].iter().all(|target| *target == Target::Skip), "no purpose asks for them");
    for (header, target) in [
        ("HasOptedOutOfEmail", Target::OptOut(NoTo::Email)),
        ("Do not contact", Target::OptOut(NoTo::All)),
        ("has_newsletter", Target::Claim),
        ("Opt-in", Target::Claim),
        ("Subscription Date", Target::Skip),
        ("Legal basis for processing contact's data", Target::Skip),
        ("Gender", Target::Skip),
        ("Children", Target::Skip),
    ] {
        let table = format!("First name,{header}\nAnna,x\n").into_bytes();
        let import = Import::read(vec![("people.csv".into(), table)]).unwrap();
        assert_eq!(import.plan().targets[0][1], target, "{header}");
    }
}

#[test]
fn rule_03_a_column_that_says_subscribed_is_a_claim_and_no_consent() {
    let mut world = World::new();
    let (arrivals, _) = bring(&mut world, FILE);
    assert_eq!((arrivals.claims, arrivals.opted_out), (2, 4), "Di has no address to claim for, and says no besides");
    let (anna, bo) = (named(&world, "Anna"), named(&world, "Bo"));
    assert_eq!(world.state(anna, "anna@berg.example"), ConsentState::ImportedUnproven);
    let refused = world.mail(anna, "anna@berg.example");
    assert_eq!(refused, Err(vec![Refusal::NoConsent(ConsentState::ImportedUnproven)]));
    let no = world.mail(bo, "bo@berg.example").unwrap_err();
    assert!(
        no.iter().any(|no| matches!(no, Refusal::NoConsent(_))),
        "to calls he said no, and to the newsletter nothing"
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
    let selection = world.ledger().select(&export, when).unwrap();
    assert_eq!(selection.included, [], "none of the claims lets anybody in");
    world.subscribe(anna, "anna@berg.example");
    assert!(world.mail(anna, "anna@berg.example").is_ok(), "she said so herself");
    let (again, _) = bring(&mut world, FILE);
    assert_eq!((again.claims, again.records.len()), (0, 0), "read again, it says nothing");
}

#[test]
fn rule_03_a_no_in_a_file_is_heard_and_outlives_the_undo_of_the_import() {
    let mut world = World::new();
    let (_, step) = bring(&mut world, FILE);
    let (service, when) = (world.purpose("customer-service"), world.when());
    let bo = named(&world, "Bo");
    let phone = tacit_crm::privacy::PointKind::Phone.mark("+49 30 7654321", &marker);
    let call = world.ledger().allowed(&bo, &service, Channel::Phone, phone, when);
    assert_eq!(call, Err(vec![Refusal::Suppressed(SuppressedFor::Objected)]), "do not call means nobody calls");
    let cy = named(&world, "Cy");
    let no = world.mail(cy, "cy@berg.example").unwrap_err();
    assert!(no.contains(&Refusal::Suppressed(SuppressedFor::Objected)));
    assert_eq!(world.state(cy, "cy@berg.example"), ConsentState::Withdrawn);

    let undone = step.undo(&world.book, &mut world.clock, NOW + 1);
    world.book.apply(&undone.writes);
    assert_eq!(world.book.count_of(Kind::Person), 0);
    let left: Vec<RecordId> = world.book.ids_of(Kind::ConsentEvent).collect();
    assert_eq!(left.len(), 4, "claims go, what was objected to stays");
    let redone = undone.redo.undo(&world.book, &mut world.clock, NOW + 2);
    world.book.apply(&redone.writes);
    assert_eq!(world.book.ids_of(Kind::ConsentEvent).count(), 4, "a claim that was taken back does not come again");
    let undone = redone.redo.undo(&world.book, &mut world.clock, NOW + 3);
    world.book.apply(&undone.writes);
    let (arrivals, _) =
        bring(&mut world, "First name,E-mail,Phone\nBo,bo@berg.example,030 7654321\nCy,CY@berg.example,\n");
    assert_eq!(arrivals.suppressed, 2, "who comes again arrives left alone");
}

#[test]
fn rule_03_a_no_that_comes_after_a_consent_is_heard_though_there_was_one_before() {
    let mut world = World::new();
    const NO: &str = "First name,E-mail,Email opt out\nCy,cy@berg.example,yes\n";
    const NOTHING: &str = "First name,E-mail,Do not contact\nDi,,yes\n";
    bring(&mut world, NO);
    let cy = named(&world, "Cy");
    world.now = NOW + 1;
    world.subscribe(cy, "cy@berg.example");
    assert!(world.mail(cy, "cy@berg.example").is_ok(), "Cy came back");
    let (again, _) = bring(&mut world, NO);
    assert_eq!((again.opted_out, again.records.len()), (1, 2), "an objection and a suppression");
    world.now = NOW + 2;
    assert!(world.mail(cy, "cy@berg.example").is_err());
    let (third, _) = bring(&mut world, NO);
    assert_eq!(third.records.len(), 0, "read once more it says nothing new");

    bring(&mut world, NOTHING);
    let (known, _) = bring(&mut world, NOTHING);
    assert_eq!(known.records.len(), 0, "who objects wherever, objects still");
}

#[test]
fn rule_03_a_no_to_calls_is_heard_at_the_numbers_that_are_here_and_nowhere_else() {
    let mut world = World::new();
    bring(&mut world, "First name,E-mail,Phone\nBo,bo@berg.example,+49 30 7654321\n");
    let bo = named(&world, "Bo");
    world.subscribe(bo, "bo@berg.example");
    bring(&mut world, "First name,E-mail,Do not call\nBo,bo@berg.example,yes\n");
    assert!(world.mail(bo, "bo@berg.example").is_ok(), "nobody said no to mails");
    let (service, when) = (world.purpose("customer-service"), world.when());
    let phone = tacit_crm::privacy::PointKind::Phone.mark("+49 30 7654321", &marker);
    for channel in [Channel::Phone, Channel::Sms] {
        let reached = world.ledger().allowed(&bo, &service, channel, phone, when);
        assert_eq!(reached, Err(vec![Refusal::Suppressed(SuppressedFor::Objected)]), "{channel:?}");
    }
    let (none, _) = bring(&mut world, "First name,E-mail,Do not call\nCy,cy@berg.example,yes\n");
    assert_eq!(none.records.len(), 0, "without a number there is nothing to leave alone");
}

#[test]
fn rule_03_whoever_opted_in_said_no_to_nothing_and_two_rows_are_heard_once() {
    let mut world = World::new();
    let file = "First name,E-mail,Opt-in / Opt-out\nAnna,anna@berg.example,Opted in\nBo,bo@berg.example,Opted out\nBo,bo@berg.example,Opted out\n";
    let (arrivals, _) = bring(&mut world, file);
    assert_eq!(world.state(named(&world, "Anna"), "anna@berg.example"), ConsentState::Unknown);
    assert_eq!(world.state(named(&world, "Bo"), "bo@berg.example"), ConsentState::Withdrawn);
    assert_eq!(arrivals.records.len(), 2, "one objection, one suppression");
}

#[test]
fn rule_03_the_no_of_a_restricted_person_is_heard() {
    let mut world = World::new();
    let anna = world.person("Anna", &["anna@berg.example"]);
    world.subscribe(anna, "anna@berg.example");
    let stamp = world.stamp();
    let restriction = Restriction { person: anna, since: NOW, why: "accuracy disputed".into(), until: None };
    let id = world.add(&restriction.write(stamp).unwrap());
    world.book.restrict(world.now);
    bring(&mut world, "First name,E-mail,Email opt out\nAnna,anna@berg.example,yes\n");
    world.edit(id, pk::UNTIL, Value::Number(NOW));
    world.book.restrict(NOW);
    assert_eq!(world.book.count_of(Kind::Person), 1);
    assert_eq!(world.state(anna, "anna@berg.example"), ConsentState::Withdrawn);
}
