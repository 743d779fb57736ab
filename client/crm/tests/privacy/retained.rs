//! Rules 10 and 16: rules of retention by filter, from the end of a consent or of a purpose, and for kinds of one's own.

use crate::world::{DAY, MEMBER, NOW, World, marker};
use tacit_crm::privacy::defaults::SERVICE;
use tacit_crm::privacy::words::{Action, EventKind, HoldKind, PurposeStatus, RequestKind, Trigger};
use tacit_crm::privacy::{Due, Hold, Period, Restriction, RetentionRule, Waits, key as pk, retirement};
use tacit_crm::schema::key;
use tacit_crm::{Filter, Kind, Record, RecordId, Span, Test, Value};

const ANNA: &str = "anna@berg.example";
const BO: &str = "bo@x.example";

fn rule(of: Kind, trigger: Trigger, purpose: Option<RecordId>, filter: Filter) -> RetentionRule {
    RetentionRule {
        name: "Rule".into(),
        of,
        filter,
        trigger,
        date_field: None,
        purpose,
        after: Period::months(6),
        action: Action::Erase,
        grace: Period::days(14),
    }
}

fn by(filter: Filter) -> RetentionRule {
    rule(Kind::Person, Trigger::Created, None, filter)
}

/// Records under a rule with when they are due.
fn under(world: &mut World, rule: &RetentionRule) -> Vec<(RecordId, u64)> {
    let now = world.now;
    let items = world.book.retention(rule, &marker, now);
    items.into_iter().map(|item| (item.record, item.due_at)).collect()
}

fn ids(world: &mut World, rule: &RetentionRule) -> Vec<RecordId> {
    let mut ids: Vec<RecordId> = under(world, rule).into_iter().map(|(id, _)| id).collect();
    ids.sort();
    ids
}

fn status(words: &[&str]) -> Filter {
    Filter::Field(key::STATUS, Test::Is(words.iter().map(|word| (*word).to_owned()).collect()))
}

#[test]
fn rule_10_what_was_put_off_is_looked_at_when_that_ends_before_it_goes() {
    let mut world = World::new();
    let anna = world.person("Anna", &[]);
    let rule = by(Filter::none());
    let due = Period::months(6).after(NOW);
    let state = |world: &mut World, now: u64| {
        world.now = now;
        let item = world.book.retention(&rule, &marker, now).remove(0);
        (item.state, item.from)
    };
    assert_eq!(state(&mut world, due), (Due::Due, due));
    assert_eq!(state(&mut world, due + 14 * DAY), (Due::Overdue, due));
    let until = due + 60 * DAY;
    let hold =
        Hold { records: vec![anna], kind: HoldKind::Snooze, why: "dispute".into(), by: None, until: Some(until) };
    let stamp = world.stamp();
    let id = world.add(&hold.write(stamp).unwrap());
    assert_eq!(state(&mut world, until - 1).0, Due::Snoozed);
    assert_eq!(state(&mut world, until), (Due::Due, until), "its grace begins anew");
    assert_eq!(state(&mut world, until + 14 * DAY - 1).0, Due::Due);
    assert_eq!(state(&mut world, until + 14 * DAY), (Due::Overdue, until));
    // Ended early, by a press or by mistake: nothing goes with that press.
    world.edit(id, pk::UNTIL, Value::Number(due + 30 * DAY));
    assert_eq!(state(&mut world, due + 30 * DAY), (Due::Due, due + 30 * DAY));
}

#[test]
fn rule_10_what_waited_for_an_answer_or_a_restriction_is_looked_at_when_that_is_over_before_it_goes() {
    let mut world = World::new();
    let (anna, bo) = (world.person("Anna", &[]), world.person("Bo", &[]));
    let rule = by(Filter::none());
    let due = Period::months(6).after(NOW);
    let state = |world: &mut World, person: RecordId, now: u64| {
        world.now = now;
        world.book.restrict(now);
        let items = world.book.retention(&rule, &marker, now);
        let item = items.into_iter().find(|item| item.record == person).unwrap();
        (item.state, item.waits, item.from)
    };
    let stamp = world.stamp();
    let mut asked = crate::requests::request(RequestKind::Access, Some(anna));
    let request = world.add(&asked.write(stamp).unwrap());
    let restriction = Restriction { person: bo, since: NOW, why: "disputed".into(), until: None };
    let restriction = world.add(&restriction.write(stamp).unwrap());
    let late = due + 30 * DAY;
    assert_eq!(state(&mut world, anna, late), (Due::Due, Some(Waits::Request), due));
    assert_eq!(state(&mut world, bo, late), (Due::Due, Some(Waits::Restriction), due));
    asked.refuse("it is kept for the tax office").unwrap();
    for (field, value) in asked.fields() {
        world.edit(request, field, value);
    }
    world.edit(restriction, pk::UNTIL, Value::Number(late));
    for person in [anna, bo] {
        assert_eq!(state(&mut world, person, late), (Due::Due, None, late), "nothing goes with that press");
        assert_eq!(state(&mut world, person, late + 14 * DAY - 1).0, Due::Due);
        assert_eq!(state(&mut world, person, late + 14 * DAY), (Due::Overdue, None, late));
    }
}

#[test]
fn rule_10_a_rule_is_about_what_fits_its_filter_and_is_read_as_it_was_written() {
    let mut world = World::new();
    let (anna, bo) = (world.person("Anna", &[]), world.person("Bo", &[]));
    world.edit(anna, key::STATUS, Value::text("former"));
    assert_eq!(ids(&mut world, &by(Filter::none())), [anna, bo]);
    let former = by(status(&["former"]));
    assert_eq!(ids(&mut world, &former), [anna]);
    assert_eq!(ids(&mut world, &by(Filter::Not(Box::new(status(&["former"]))))), [bo]);
    let stamp = world.stamp();
    let id = world.add(&former.write(stamp).unwrap());
    assert_eq!(RetentionRule::read(&world.book.get(&id).unwrap()), Some(former));
    // A newer version's filter, or half of one: the rule takes nothing, rather than everything.
    for broken in [vec![2, 0], vec![1], vec![1, 3, 9, 9]] {
        world.edit(id, pk::RULE_FILTER, Value::Bytes(broken));
        assert_eq!(RetentionRule::read(&world.book.get(&id).unwrap()), None);
    }
}

#[test]
fn rule_10_no_rule_asks_what_is_masked_or_who_looks() {
    let mut world = World::new();
    let anna = world.person("Anna", &[]);
    world.edit(anna, key::BIRTHDAY, Value::text("1985-04-12"));
    let born = Filter::Field(key::BIRTHDAY, Test::From("1980-01-01".into()));
    for asking in [born.clone(), Filter::Not(Box::new(born))] {
        assert_eq!(ids(&mut world, &by(asking)), [], "nothing tells of a masked value, not even by going");
    }
    assert_eq!(ids(&mut world, &by(Filter::Field(key::BIRTHDAY, Test::Filled))), [anna]);
    let mine = Filter::Any(vec![Filter::Not(Box::new(Filter::Field(key::OWNER, Test::Mine)))]);
    assert!(!RetentionRule::may_filter(&mine));
    let stamp = world.stamp();
    let id = world.add(&by(mine).write(stamp).unwrap());
    assert_eq!(RetentionRule::read(&world.book.get(&id).unwrap()), None, "however it was written");
    let hers = Filter::Field(key::OWNER, Test::Member(vec![MEMBER]));
    assert!(RetentionRule::may_filter(&hers));
}

#[test]
fn rule_10_days_in_a_filter_are_told_from_the_day_on_which_it_is_asked() {
    let mut world = World::new();
    let anna = world.person("Anna", &[]);
    world.edit(anna, key::LAST_SEEN, Value::text("2026-11-26"));
    let past = by(Filter::Field(key::LAST_SEEN, Test::Within(Span::Past)));
    assert_eq!(ids(&mut world, &past), []);
    world.now = NOW + DAY;
    assert_eq!(ids(&mut world, &past), [anna]);
}

#[test]
fn rule_10_the_end_of_a_consent_starts_the_time_and_a_new_one_stops_it() {
    let mut world = World::new();
    let (anna, bo) = (world.subscriber("Anna", ANNA), world.subscriber("Bo", BO));
    let never = world.person("Cy", &["cy@x.example"]);
    let news = world.newsletter();
    let ended = rule(Kind::Person, Trigger::ConsentEnded, Some(news), Filter::none());
    assert_eq!(under(&mut world, &ended), [], "both hold");
    world.now = NOW + 3 * DAY;
    world.withdraw(anna, ANNA);
    let objected = world.said(never, news, EventKind::Objected, None);
    world.record(&objected);
    assert_eq!(
        under(&mut world, &ended),
        [(anna, Period::months(6).after(world.now))],
        "who never consented is not in it"
    );
    let over = Period::months(24).after(NOW);
    world.now = over + DAY;
    assert_eq!(under(&mut world, &ended).last(), Some(&(bo, Period::months(6).after(over))), "his ran out");
    world.subscribe(anna, ANNA);
    assert_eq!(ids(&mut world, &ended), [bo], "she agreed anew");
    assert_eq!(under(&mut world, &rule(Kind::Person, Trigger::ConsentEnded, None, Filter::none())), []);
    assert_eq!(under(&mut world, &rule(Kind::Company, Trigger::ConsentEnded, Some(news), Filter::none())), []);
}

#[test]
fn rule_10_a_consent_that_still_holds_at_another_address_has_not_ended() {
    let mut world = World::new();
    let anna = world.person("Anna", &[ANNA, BO]);
    world.subscribe(anna, ANNA);
    world.subscribe(anna, BO);
    let ended = rule(Kind::Person, Trigger::ConsentEnded, Some(world.newsletter()), Filter::none());
    world.withdraw(anna, ANNA);
    assert_eq!(under(&mut world, &ended), []);
    world.now = NOW + DAY;
    world.withdraw(anna, BO);
    assert_eq!(under(&mut world, &ended), [(anna, Period::months(6).after(NOW + DAY))], "the last end counts");
}

fn retire(world: &mut World, purpose: RecordId) {
    world.edit_purpose(purpose, |purpose| purpose.status = PurposeStatus::Retired);
    let stamp = world.stamp();
    world.add(&retirement(purpose, "no more of it", stamp).unwrap());
}

#[test]
fn rule_16_the_end_of_a_purpose_starts_its_retention() {
    let mut world = World::new();
    let anna = world.subscriber("Anna", ANNA);
    let bo = world.person("Bo", &[BO]);
    let (news, service) = (world.newsletter(), world.purpose(SERVICE));
    let of = |purpose| rule(Kind::Person, Trigger::PurposeRetired, Some(purpose), Filter::none());
    assert_eq!(under(&mut world, &of(news)), [], "it is pursued");
    world.now = NOW + DAY;
    retire(&mut world, news);
    let due = Period::months(6).after(NOW + DAY);
    assert_eq!(under(&mut world, &of(news)), [(anna, due)], "of those who had consented");
    let consents = rule(Kind::Person, Trigger::ConsentEnded, Some(news), Filter::none());
    assert_eq!(under(&mut world, &consents), [(anna, due)], "and so did the consents end");
    retire(&mut world, service);
    assert_eq!(ids(&mut world, &of(service)), [anna, bo], "what rested on a contract was about everybody");
    world.now = due + 15 * DAY;
    let items = world.book.retention(&of(news), &marker, due + 15 * DAY);
    assert_eq!(items[0].state, Due::Overdue);
}

#[test]
fn rule_10_records_of_ones_own_kinds_have_rules_as_well() {
    let mut world = World::new();
    let grants = Kind::Own(Kind::FIRST_OWN + 4);
    let stamp = world.stamp();
    let mut grant = Record::new(grants, stamp);
    grant.set(key::NAME, Value::text("Summer school"), stamp).unwrap();
    let id = world.add(&grant);
    world.person("Anna", &[]);
    let named = Filter::Field(key::NAME, Test::Has("school".into()));
    let rule = rule(grants, Trigger::Created, None, named);
    assert_eq!(under(&mut world, &rule), [(id, Period::months(6).after(NOW))]);
    let stamp = world.stamp();
    let kept = world.add(&rule.write(stamp).unwrap());
    assert_eq!(RetentionRule::read(&world.book.get(&kept).unwrap()), Some(rule));
}
