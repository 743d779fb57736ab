//! Rules about what has to be done: requests in time, retention, erasure.

use crate::world::{DAY, NOW, World, mark, marker};
use std::collections::BTreeSet;
use tacit_crm::privacy::defaults::{SALES, SERVICE};
use tacit_crm::privacy::words::{
    Action, Channel, HoldKind, Identity, RequestKind, RequestState, SuppressedFor, Trigger,
};
use tacit_crm::privacy::{
    Answer, Due, Hold, Period, Refusal, Request, RequestError, RetentionRule, Scope, Suppression, Urgency, Waits,
};
use tacit_crm::recur::Day;
use tacit_crm::schema::key;
use tacit_crm::{FieldKey, Filter, Kind, Point, Record, RecordId, Value};

const ANNA: &str = "anna@berg.example";

fn ms(day: &str) -> u64 {
    u64::try_from(Day::parse(day).unwrap().days()).unwrap() * DAY
}

fn request(kind: RequestKind, received: u64) -> Request {
    Request {
        person: Some(RecordId([1; 16])),
        kind,
        via: "e-mail".into(),
        received,
        identity: Identity::Unverified,
        identity_how: String::new(),
        identity_at: None,
        state: RequestState::Received,
        extended: None,
        refused_for: String::new(),
        said: None,
        delivered: None,
        owner: Some(4),
        notes: String::new(),
        tasks: Vec::new(),
        package: None,
        corrected: Vec::new(),
    }
}

#[test]
fn requests_are_due_by_the_calendar_month_with_warnings() {
    let mut access = request(RequestKind::Access, ms("2027-01-31"));
    assert_eq!(access.due_at(), ms("2027-02-28"));
    assert_eq!(request(RequestKind::Access, ms("2028-01-31")).due_at(), ms("2028-02-29"));
    let at = |day: &str| access.urgency(ms(day));
    assert_eq!(at("2027-02-20"), Urgency::Calm);
    assert_eq!((at("2027-02-21"), at("2027-02-24")), (Urgency::Week, Urgency::Week));
    assert_eq!((at("2027-02-25"), at("2027-02-27")), (Urgency::Days, Urgency::Days));
    assert_eq!(at("2027-02-28"), Urgency::Overdue);
    assert_eq!(access.extend(ms("2027-02-10"), " "), Err(RequestError::NoReason));
    assert_eq!(access.clone().extend(ms("2027-02-28"), "many"), Err(RequestError::TooLate));
    access.extend(ms("2027-02-10"), "many requests at once").unwrap();
    assert_eq!(access.due_at(), ms("2027-04-30"));
    assert_eq!(access.extend(ms("2027-02-11"), "still many"), Err(RequestError::Twice));
}

#[test]
fn an_extension_written_too_late_or_without_a_reason_counts_nothing() {
    for extended in [(ms("2027-03-05"), "late".to_owned()), (ms("2027-02-05"), String::new())] {
        let request = Request { extended: Some(extended), ..request(RequestKind::Erase, ms("2027-01-31")) };
        assert_eq!(request.due_at(), ms("2027-02-28"));
    }
}

#[test]
fn nobodys_data_goes_to_who_is_not_known_and_a_no_needs_none() {
    let mut access = request(RequestKind::Access, NOW);
    assert_eq!(access.fulfil(NOW, Answer::Untold), Err(RequestError::NotVerified));
    access.identity = Identity::Verified;
    access.fulfil(NOW, Answer::Untold).unwrap();
    assert_eq!(
        (access.urgency(u64::MAX), access.fulfil(NOW, Answer::Untold)),
        (Urgency::Calm, Err(RequestError::Closed))
    );
    request(RequestKind::Object, NOW).fulfil(NOW, Answer::Untold).unwrap();
    assert_eq!(request(RequestKind::Port, NOW).refuse(""), Err(RequestError::NoReason));
    let mut world = World::new();
    let stamp = world.stamp();
    let id = world.add(&access.write(stamp).unwrap());
    assert_eq!(Request::read(&world.book.get(&id).unwrap()), Some(access));
}

fn rule() -> RetentionRule {
    RetentionRule {
        name: "Contacts".into(),
        of: Kind::Person,
        filter: Filter::none(),
        trigger: Trigger::LastActivity,
        date_field: None,
        purpose: None,
        after: Period::months(36),
        action: Action::Erase,
        grace: Period::days(14),
    }
}

#[test]
fn rule_10_who_asked_for_something_or_is_restricted_goes_by_a_decision_only() {
    let mut world = World::new();
    let (anna, bo, cy) = (world.person("Anna", &[]), world.person("Bo", &[]), world.person("Cy", &[]));
    let was_bo = world.draw();
    world.edit(bo, tacit_crm::privacy::key::UNITED_FROM, Value::Relations(vec![was_bo]));
    let mut asks = request(RequestKind::Access, NOW);
    // Asked before two records of him were made one.
    asks.person = Some(was_bo);
    let stamp = world.stamp();
    let id = world.add(&asks.write(stamp).unwrap());
    let restriction = tacit_crm::privacy::Restriction { person: cy, since: NOW, why: "disputed".into(), until: None };
    let stamp = world.stamp();
    world.add(&restriction.write(stamp).unwrap());
    world.ledger();
    let late = Period::months(36).after(NOW) + 60 * DAY;
    world.book.restrict(late);
    let at = |world: &mut World, action: Action, who: RecordId| {
        let rule = RetentionRule { action, trigger: Trigger::Created, ..rule() };
        let items = world.book.retention(&rule, &marker, late);
        let item = items.iter().find(|item| item.record == who).unwrap();
        (item.state, item.waits)
    };
    for action in [Action::Erase, Action::Anonymise] {
        assert_eq!(at(&mut world, action, anna), (Due::Overdue, None));
        assert_eq!(at(&mut world, action, bo), (Due::Due, Some(Waits::Request)));
        assert_eq!(at(&mut world, action, cy), (Due::Due, Some(Waits::Restriction)));
    }
    assert_eq!(at(&mut world, Action::Restrict, bo), (Due::Overdue, None), "a restriction takes nothing away");
    let mut closed = asks.clone();
    closed.state = RequestState::Duplicate;
    let stamp = world.stamp();
    world.put(id, &closed.write(stamp).unwrap());
    assert_eq!(at(&mut world, Action::Erase, bo), (Due::Overdue, None), "it is answered");
}

#[test]
fn rule_10_what_is_due_waits_for_its_grace_and_a_hold_keeps_it() {
    let mut world = World::new();
    let (anna, bo, cy) = (world.person("Anna", &[]), world.person("Bo", &[]), world.person("Cy", &[]));
    add(
        &mut world,
        Kind::Activity,
        &[(key::ABOUT, Value::Relations(vec![cy])), (key::WHEN, Value::Number(NOW + 300 * DAY))],
    );
    let due = Period::months(36).after(NOW);
    let state = |world: &mut World, who: RecordId, now: u64| {
        let items = world.book.retention(&rule(), &marker, now);
        items.iter().find(|item| item.record == who).unwrap().state
    };
    assert_eq!(state(&mut world, anna, due - DAY), Due::Scheduled);
    assert_eq!(state(&mut world, anna, due + DAY), Due::Due);
    assert_eq!(state(&mut world, anna, due + 15 * DAY), Due::Overdue);
    assert_eq!(state(&mut world, cy, due + 15 * DAY), Due::Scheduled, "something happened since");
    let hold = |kind, why: &str, until| Hold { records: vec![bo], kind, why: why.into(), by: Some(4), until };
    let put = |world: &mut World, hold: Hold| {
        let stamp = world.stamp();
        world.add(&hold.write(stamp).unwrap())
    };
    put(&mut world, hold(HoldKind::Snooze, "", Some(u64::MAX)));
    assert_eq!(state(&mut world, bo, due + DAY), Due::Due, "putting off needs a reason");
    put(&mut world, hold(HoldKind::Snooze, "asks next week", Some(due + 2 * DAY)));
    assert_eq!(state(&mut world, bo, due + DAY), Due::Snoozed);
    assert_eq!(state(&mut world, bo, due + 2 * DAY), Due::Due);
    put(&mut world, hold(HoldKind::Legal, "in court", None));
    assert_eq!(state(&mut world, bo, due + 900 * DAY), Due::Held);
    let stamp = world.stamp();
    let id = world.add(&rule().write(stamp).unwrap());
    assert_eq!(RetentionRule::read(&world.book.get(&id).unwrap()), Some(rule()));
}

fn add(world: &mut World, kind: Kind, fields: &[(FieldKey, Value)]) -> RecordId {
    let stamp = world.stamp();
    let mut record = Record::new(kind, stamp);
    for (field, value) in fields {
        record.set(*field, value.clone(), stamp).unwrap();
    }
    world.add(&record)
}

/// Anna with everything around her.
fn anna_and_others(world: &mut World) -> (RecordId, RecordId) {
    let anna = world.subscriber("Anna", ANNA);
    world.edit(anna, key::FAMILY, Value::text("Berg"));
    world.edit(anna, key::PHONES, Value::Points(vec![Point::new("mobile", "+49 170 5550142")]));
    let bo = world.person("Bo", &["bo@x.example"]);
    (anna, bo)
}

#[test]
fn rule_11_erasing_takes_everything_and_rewrites_others() {
    let mut world = World::new();
    let (anna, bo) = anna_and_others(&mut world);
    let about = |ids: &[RecordId]| (key::ABOUT, Value::Relations(ids.to_vec()));
    let call = add(&mut world, Kind::Activity, &[about(&[anna]), (key::NOTES, Value::text("called"))]);
    let lunch = add(&mut world, Kind::Activity, &[about(&[anna, bo]), (key::NOTES, Value::text("lunch"))]);
    let deal = add(&mut world, Kind::Deal, &[(key::PEOPLE, Value::Relations(vec![anna, bo]))]);
    let file = add(&mut world, Kind::File, &[(key::HOLDER, Value::Link(anna))]);
    let notes = add(&mut world, Kind::File, &[(key::HOLDER, Value::Link(call))]);
    let erasure = world.book.erasure(&anna, &marker).unwrap();
    let mut gone: Vec<RecordId> = erasure.gone.iter().map(|(id, _)| *id).collect();
    gone.sort();
    let mut expected = vec![anna, call, file, notes];
    expected.sort();
    assert_eq!(gone, expected);
    assert_eq!(erasure.rewritten, [lunch, deal]);
    assert_eq!(erasure.kept.len(), 2, "what she said stays, without her");
    assert!(erasure.points.contains(&mark(ANNA)));
    let rewritten = world.book.without(&[anna].into(), &erasure.rewritten, &mut world.clock, NOW).unwrap();
    rewritten.iter().for_each(|(id, record)| world.put(*id, record));
    gone.iter().for_each(|id| assert!(world.book.remove(id)));
    assert_eq!(world.book.record(&lunch).unwrap().get(key::ABOUT), Value::Relations(vec![bo]));
    assert_eq!(world.book.residue(&erasure.tokens, &BTreeSet::new()), []);
    let stamp = world.stamp();
    let (scope, reason) = (Scope::Marketing, SuppressedFor::Erased);
    let suppression = Suppression { point: mark(ANNA), scope, reason, since: NOW, source: None };
    world.add(&suppression.write(stamp).unwrap());
    let again = world.person("A. Berg", &[ANNA]);
    assert!(world.mail(again, ANNA).unwrap_err().contains(&Refusal::Suppressed(SuppressedFor::Erased)));
    // Nor is she approached without consent; what a contract with her asks for is another thing.
    let (sales, service, when) = (world.purpose(SALES), world.purpose(SERVICE), world.when());
    let by_mail = |world: &mut World, purpose: &RecordId| {
        world.ledger().allowed(&again, purpose, Channel::Email, Some(mark(ANNA)), when).err().unwrap_or_default()
    };
    assert!(by_mail(&mut world, &sales).contains(&Refusal::Suppressed(SuppressedFor::Erased)));
    assert_eq!(by_mail(&mut world, &service), []);
}

#[test]
fn rule_11_the_search_finds_what_is_left_in_anybodys_words() {
    let mut world = World::new();
    let (anna, bo) = anna_and_others(&mut world);
    let erasure = world.book.erasure(&anna, &marker).unwrap();
    world.book.remove(&anna);
    for words in [
        "met ANNA  Berg today",
        "Berg, Anna to be called",
        "write to Anna@Berg.Example",
        "her number: 0170-555 01 42",
        "split\nanna\nberg",
    ] {
        world.edit(bo, key::NOTES, Value::text(words));
        let hits = world.book.residue(&erasure.tokens, &BTreeSet::new());
        assert_eq!(hits.len(), 1, "{words}");
        assert_eq!((hits[0].record, hits[0].field), (bo, key::NOTES));
    }
    world.edit(bo, key::NOTES, Value::text("went up the Berg with Annabel"));
    assert_eq!(world.book.residue(&erasure.tokens, &BTreeSet::new()), []);
    world.edit(bo, key::NOTES, Value::Empty);
    world.edit(bo, key::SOURCE, Value::text("mail of anna@berg.example"));
    assert_eq!(world.book.residue(&erasure.tokens, &BTreeSet::new()).len(), 1, "hidden fields too");
}

#[test]
fn trap_07_erasing_one_of_two_rewrites_what_they_share() {
    let mut world = World::new();
    let (anna, bo) = anna_and_others(&mut world);
    let deal = add(&mut world, Kind::Deal, &[(key::PEOPLE, Value::Relations(vec![anna, bo]))]);
    world.edit(bo, key::NOT_SAME, Value::Relations(vec![anna]));
    let erasure = world.book.erasure(&anna, &marker).unwrap();
    assert_eq!(erasure.rewritten, [bo, deal]);
    for (id, record) in world.book.without(&[anna].into(), &erasure.rewritten, &mut world.clock, NOW).unwrap() {
        world.put(id, &record);
        assert!(!world.book.plain(&id).unwrap().windows(16).any(|window| window == anna.0), "no trace of the id");
    }
}
