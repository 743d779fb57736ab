//! What was said before a no and is written down after it.

use crate::world::{DAY, NOW, World, mark, notice};
use tacit_crm::privacy::words::{EventKind, Method, SuppressedFor};
use tacit_crm::privacy::{ConsentEvent, ConsentState, Notice, Refusal};
use tacit_crm::{Record, RecordId};

const ANNA: &str = "anna@berg.example";

/// Anna, whose consent needs no confirmation.
fn world() -> (World, RecordId, RecordId) {
    let mut world = World::new();
    let (anna, news) = (world.person("Anna", &[ANNA]), world.newsletter());
    world.edit_purpose(news, |purpose| purpose.double_opt_in = false);
    (world, anna, news)
}

/// A form on paper of that day, written down now; it names everything that stands against it.
fn paper(world: &mut World, anna: RecordId, at: u64) -> ConsentEvent {
    let news = world.newsletter();
    ConsentEvent { at, method: Method::Paper, ..world.consent(anna, news, Some(mark(ANNA))) }
}

fn written(world: &mut World, event: &ConsentEvent) -> (RecordId, Record) {
    let stamp = world.stamp();
    (world.draw(), event.write(stamp).unwrap())
}

/// What comes in these orders comes to the same.
fn in_both_orders(all: &[(RecordId, Record)], check: impl Fn(&mut World)) {
    let backwards: Vec<_> = all.iter().rev().cloned().collect();
    for order in [all, &backwards[..]] {
        let (mut world, ..) = self::world();
        world.now = NOW + 2 * DAY;
        for (id, record) in order {
            world.put(*id, record);
        }
        check(&mut world);
    }
}

#[test]
fn rule_06_a_consent_of_before_a_withdrawal_does_not_take_it_back_whenever_it_is_written_down() {
    let (mut world, anna, news) = world();
    let withdrawn = world.said(anna, news, EventKind::Withdrawn, Some(mark(ANNA)));
    let withdrawal = written(&mut world, &withdrawn);
    world.put(withdrawal.0, &withdrawal.1);
    let suppression = withdrawn.suppression(withdrawal.0).unwrap();
    let stamp = world.stamp();
    let suppressed = (world.draw(), suppression.write(stamp).unwrap());
    world.put(suppressed.0, &suppressed.1);
    world.now = NOW + 2 * DAY;
    let old = paper(&mut world, anna, NOW - 90 * DAY);
    assert!(old.lifts.contains(&withdrawal.0) && old.lifts.contains(&suppressed.0), "it names both");
    let old = written(&mut world, &old);
    in_both_orders(&[withdrawal.clone(), suppressed.clone(), old.clone()], |world| {
        assert_eq!(world.state(anna, ANNA), ConsentState::Withdrawn);
        let no = vec![Refusal::Suppressed(SuppressedFor::Withdrawn), Refusal::NoConsent(ConsentState::Withdrawn)];
        assert_eq!(world.mail(anna, ANNA), Err(no));
    });
    world.put(old.0, &old.1);
    assert_eq!(world.ledger().no_after(&anna, &news, Some(mark(ANNA)), NOW - 90 * DAY), Some(NOW));
    assert_eq!(world.ledger().no_after(&anna, &news, Some(mark(ANNA)), NOW), None);
    let came_back = paper(&mut world, anna, NOW + DAY);
    let came_back = written(&mut world, &came_back);
    in_both_orders(&[withdrawal, suppressed, old, came_back], |world| {
        assert!(world.mail(anna, ANNA).is_ok(), "she came back, and nobody else brought her");
    });
}

#[test]
fn trap_05_an_old_consent_that_waits_for_its_confirmation_is_ended_by_a_no_that_it_names() {
    let (mut world, anna, news) = world();
    world.edit_purpose(news, |purpose| purpose.double_opt_in = true);
    world.withdraw(anna, ANNA);
    world.now = NOW + 2 * DAY;
    let old = paper(&mut world, anna, NOW - DAY);
    let given = world.record(&old);
    assert_eq!(world.ledger().unconfirmed(&anna, &news, Some(mark(ANNA))), None, "there is nothing to confirm");
    let point = Some(mark(ANNA));
    let confirmed = ConsentEvent { answers: Some(given), ..world.said(anna, news, EventKind::Confirmed, point) };
    world.record(&confirmed);
    assert_eq!(world.state(anna, ANNA), ConsentState::Withdrawn);
}

#[test]
fn rule_15_a_consent_is_to_the_notice_that_held_when_it_was_given() {
    let (mut world, anna, news) = world();
    let first = world.notice(news);
    let text = "and your birthday";
    let notice = Notice { supersedes: Some(first.0), ..notice(vec![news], text, NOW + DAY) };
    let stamp = world.stamp();
    let second = (world.add(&notice.write(stamp).unwrap()), notice.sha256);
    world.now = NOW + 2 * DAY;
    let ledger = world.ledger();
    let held = |at| ledger.current_notice(&news, at);
    assert_eq!(held(NOW), Some(first));
    assert_eq!((held(NOW + DAY - 1), held(NOW + DAY)), (Some(first), Some(second)));
    assert_eq!(held(NOW - 500 * DAY), None, "nobody had been told anything");
    // A form of before, said to be to words that came after it.
    for shown in [first, second] {
        let event = ConsentEvent { notice: Some(shown), ..paper(&mut world, anna, NOW) };
        world.record(&event);
        assert_eq!(world.mail(anna, ANNA), Err(vec![Refusal::NoticeOvertaken]));
    }
    assert!(world.ledger().consenting(&news, NOW + 2 * DAY).is_empty());
    let seen = ConsentEvent { notice: Some(second), ..paper(&mut world, anna, NOW + DAY) };
    world.record(&seen);
    assert!(world.mail(anna, ANNA).is_ok());
}
