//! Art. 19: who got data hears of its correction and of its restriction.

use crate::world::{DAY, NOW, World};
use tacit_crm::privacy::words::{Identity, RequestKind, RequestState};
use tacit_crm::privacy::{Change, Disclosure, Request, Restriction, ToTell};
use tacit_crm::{Book, RecordId, Value};

fn left(world: &mut World, who: RecordId, to: Option<RecordId>, at: u64) {
    let disclosure = Disclosure { at, people: vec![(who, None)], recipient: to, ..Disclosure::default() };
    let stamp = world.stamp();
    for record in disclosure.write(stamp).unwrap() {
        world.add(&record);
    }
}

#[test]
fn rule_14_recipients_hear_of_a_restriction_and_of_a_correction_and_nobody_else_does() {
    let mut world = World::new();
    let (anna, old) = (world.person("Anna", &[]), world.draw());
    world.edit(anna, crate::world::UNITED, Value::Relations(vec![old]));
    let (early, late, other) = (world.draw(), world.draw(), world.draw());
    left(&mut world, old, Some(early), NOW - 9 * DAY);
    left(&mut world, anna, Some(late), NOW + DAY);
    left(&mut world, anna, Some(anna), NOW - DAY);
    left(&mut world, anna, None, NOW - DAY);
    left(&mut world, other, Some(other), NOW - DAY);
    assert_eq!(world.book.to_tell(&anna, NOW), [], "nothing was changed");

    let restriction = Restriction { person: anna, since: NOW, why: "disputed".into(), until: Some(NOW + 9 * DAY) };
    let stamp = world.stamp();
    world.add(&restriction.write(stamp).unwrap());
    let restricted = ToTell { party: early, change: Change::Restricted, since: NOW, told: None };
    assert_eq!(world.book.to_tell(&anna, NOW + 2 * DAY), [restricted], "who got it before");
    assert_eq!(world.book.to_tell(&anna, NOW + 9 * DAY), [], "over");

    let request = Request {
        person: Some(old),
        kind: RequestKind::Rectify,
        via: String::new(),
        received: NOW,
        identity: Identity::Verified,
        identity_how: "she came by".into(),
        identity_at: Some(NOW),
        state: RequestState::Fulfilled,
        extended: None,
        refused_for: String::new(),
        said: None,
        delivered: Some(NOW + 2 * DAY),
        owner: None,
        notes: String::new(),
        tasks: Vec::new(),
        package: None,
        corrected: Vec::new(),
    };
    let stamp = world.stamp();
    world.add(&request.write(stamp).unwrap());
    let corrected = |party| ToTell { party, change: Change::Corrected, since: NOW + 2 * DAY, told: None };
    let all = world.book.to_tell(&anna, NOW + 2 * DAY);
    assert_eq!(all.len(), 3);
    for one in [restricted, corrected(early), corrected(late)] {
        assert!(all.contains(&one), "{one:?}");
    }

    // A word before a change is none about it; one after all of them is about each.
    world.now = NOW + DAY;
    let stamp = world.stamp();
    let word = Book::told_recipient(anna, early, String::new());
    world.add(&word.write(stamp).unwrap());
    let told = world.book.to_tell(&anna, NOW + 2 * DAY);
    let of = |change| told.iter().find(|of| (of.party, of.change) == (early, change)).unwrap().told;
    assert_eq!(of(Change::Restricted), Some((stamp.ms, stamp.author)));
    assert_eq!(of(Change::Corrected), None);
}
