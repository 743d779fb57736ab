//! Rule 10: what served one purpose only is cleared when its time is over, and the person stays with what others need.

use crate::world::{DAY, NOW, World, marker};
use tacit_crm::privacy::words::{Action, PurposeStatus, Trigger};
use tacit_crm::privacy::{Due, Hold, Period, RetentionItem, RetentionRule, retirement};
use tacit_crm::schema::key;
use tacit_crm::{FieldKey, Filter, Kind, RecordId, Value};

const ANNA: &str = "anna@berg.example";

fn rule(trigger: Trigger, purpose: Option<RecordId>) -> RetentionRule {
    RetentionRule {
        name: "Newsletter data".into(),
        of: Kind::Person,
        filter: Filter::none(),
        trigger,
        date_field: None,
        purpose,
        after: Period::months(6),
        action: Action::ClearFields,
        grace: Period::days(14),
    }
}

/// The newsletter needs addresses, as others do, and the birthday, which nobody else does.
fn world() -> (World, RecordId) {
    let mut world = World::new();
    let news = world.newsletter();
    world.edit_purpose(news, |of| of.data_fields = vec![key::EMAILS, key::BIRTHDAY, key::LINKS]);
    let others: Vec<RecordId> = world.ledger().purposes().map(|(id, _)| id).filter(|id| *id != news).collect();
    for other in others {
        world.edit_purpose(other, |of| of.data_fields.retain(|field| *field != key::BIRTHDAY && *field != key::LINKS));
        world.edit_purpose(other, |of| of.data_fields.push(key::EMAILS));
    }
    (world, news)
}

fn items(world: &mut World, rule: &RetentionRule) -> Vec<RetentionItem> {
    let now = world.now;
    world.book.retention(rule, &marker, now)
}

fn without(world: &mut World, person: RecordId, fields: &[FieldKey]) -> Option<Vec<FieldKey>> {
    let stamp = world.stamp();
    let (after, cleared) = world.book.without_served(&person, fields, |_| stamp).unwrap()?;
    world.put(person, &after);
    Some(cleared)
}

#[test]
fn rule_10_a_field_that_another_purpose_needs_serves_not_only_one() {
    let (mut world, news) = world();
    assert_eq!(world.ledger().served_only(&news), [key::BIRTHDAY, key::LINKS]);
    let service = world.purpose(tacit_crm::privacy::defaults::SERVICE);
    world.edit_purpose(service, |of| of.data_fields.push(key::LINKS));
    assert_eq!(world.ledger().served_only(&news), [key::BIRTHDAY]);
    world.edit_purpose(service, |of| of.status = PurposeStatus::Paused);
    assert_eq!(world.ledger().served_only(&news), [key::BIRTHDAY], "what is paused goes on later");
    assert_eq!(world.ledger().served_only(&RecordId([9; 16])), [], "of no purpose nothing is cleared");
}

#[test]
fn rule_10_when_a_consent_ended_what_served_it_only_is_due_and_goes_and_the_rest_stays() {
    let (mut world, news) = world();
    let (anna, bo) = (world.subscriber("Anna", ANNA), world.person("Bo", &["bo@x.example"]));
    for person in [anna, bo] {
        world.edit(person, key::BIRTHDAY, Value::text("1985-04-12"));
    }
    let of = rule(Trigger::ConsentEnded, Some(news));
    assert_eq!(items(&mut world, &of), [], "it is needed while she consents");
    world.withdraw(anna, ANNA);
    let [item] = items(&mut world, &of)[..] else { panic!("her data waits") };
    assert_eq!((item.record, item.state, item.due_at), (anna, Due::Scheduled, Period::months(6).after(NOW)));
    world.now = item.due_at + DAY;
    assert_eq!(items(&mut world, &of)[0].state, Due::Due);

    let fields = world.book.fields_of(&of, &marker);
    assert_eq!(without(&mut world, anna, &fields), Some(vec![key::BIRTHDAY]), "of those, what was there");
    let record = world.book.record(&anna).unwrap();
    assert!(!record.holds_any(key::BIRTHDAY) && record.holds_any(key::EMAILS) && record.holds_any(key::GIVEN));
    assert_eq!(without(&mut world, anna, &fields), None);
    assert_eq!(items(&mut world, &of), [], "it is done, and stays done");
    assert!(world.book.record(&bo).unwrap().holds_any(key::BIRTHDAY), "of who never consented nothing is taken");
}

#[test]
fn rule_16_when_a_purpose_is_over_its_own_fields_go_by_the_rule_and_a_hold_keeps_them() {
    let (mut world, news) = world();
    let anna = world.subscriber("Anna", ANNA);
    world.edit(anna, key::BIRTHDAY, Value::text("1985-04-12"));
    let of = rule(Trigger::PurposeRetired, Some(news));
    let stamp = world.stamp();
    let end = retirement(news, "no newsletter any more", stamp).unwrap();
    world.add(&end);
    world.edit_purpose(news, |of| of.status = PurposeStatus::Retired);
    world.now = Period::months(7).after(NOW);
    assert_eq!(items(&mut world, &of).iter().map(|item| item.state).collect::<Vec<_>>(), [Due::Overdue]);
    let hold = Hold {
        records: vec![anna],
        kind: tacit_crm::privacy::words::HoldKind::Legal,
        why: "a dispute".into(),
        by: None,
        until: None,
    };
    let stamp = world.stamp();
    world.add(&hold.write(stamp).unwrap());
    assert_eq!(items(&mut world, &of)[0].state, Due::Held);
}

#[test]
fn rule_10_a_rule_limited_to_a_purpose_counts_from_whatever_starts_it_and_without_one_clears_nothing() {
    let (mut world, news) = world();
    let anna = world.person("Anna", &[ANNA]);
    world.edit(anna, key::BIRTHDAY, Value::text("1985-04-12"));
    world.now = Period::months(7).after(NOW);
    assert_eq!(items(&mut world, &rule(Trigger::Created, Some(news))).len(), 1);
    assert_eq!(items(&mut world, &rule(Trigger::Created, None)), []);
    let of_deals = RetentionRule { of: Kind::Deal, ..rule(Trigger::Created, Some(news)) };
    assert_eq!(world.book.fields_of(&of_deals, &marker), [], "of people it is known what a field serves");
    let erasing = RetentionRule { action: Action::Erase, ..rule(Trigger::Created, Some(news)) };
    assert_eq!(world.book.fields_of(&erasing, &marker), []);
    let stamp = world.stamp();
    let id = world.add(&rule(Trigger::Created, Some(news)).write(stamp).unwrap());
    assert_eq!(RetentionRule::read(&world.book.get(&id).unwrap()), Some(rule(Trigger::Created, Some(news))));
}
