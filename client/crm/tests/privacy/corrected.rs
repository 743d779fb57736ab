//! Rule 6: an entry that was written down wrongly is corrected by another one, which takes away and never gives.

use crate::laws::{ADDRESSES, base, said, states, written};
use crate::world::{World, mark};
use proptest::prelude::*;
use tacit_crm::RecordId;
use tacit_crm::privacy::words::{Channel, EventKind, IndicatedBy, Method};
use tacit_crm::privacy::{ConsentEvent, ConsentState, Correction, EventError};

const ANNA: &str = "anna@berg.example";

fn event(world: &World, id: RecordId) -> ConsentEvent {
    ConsentEvent::read(&world.book.get(&id).unwrap()).unwrap()
}

fn correct(world: &mut World, id: RecordId, why: &str) -> RecordId {
    let event = event(world, id).correction(id, why, world.now);
    world.record(&event)
}

#[test]
fn rule_06_a_consent_of_the_wrong_person_no_longer_counts_and_the_entry_stays() {
    let mut world = World::new();
    let anna = world.person("Anna", &[ANNA]);
    let given = world.subscribe(anna, ANNA);
    assert!(world.mail(anna, ANNA).is_ok());
    let correction = correct(&mut world, given, "recorded for the wrong Anna");
    assert_eq!(world.state(anna, ANNA), ConsentState::Unknown);
    assert!(world.mail(anna, ANNA).is_err());
    assert_eq!(event(&world, given).kind, EventKind::Given, "what was written stays written");
    assert_eq!(
        (event(&world, correction).answers, event(&world, correction).indicated_by),
        (Some(given), IndicatedBy::Staff)
    );
}

#[test]
fn rule_06_a_correction_needs_a_reason_and_is_not_corrected_itself() {
    let mut world = World::new();
    let anna = world.person("Anna", &[ANNA]);
    let given = world.subscribe(anna, ANNA);
    let blank = event(&world, given).correction(given, "  ", world.now);
    let stamp = world.stamp();
    assert_eq!(blank.write(stamp), Err(EventError::NoReason));
    let correction = correct(&mut world, given, "mistyped");
    assert_eq!(event(&world, correction).correctable(), None);
    let news = world.newsletter();
    for (kind, does) in [
        (EventKind::Given, Some(Correction::TakesAway)),
        (EventKind::Requested, Some(Correction::TakesAway)),
        (EventKind::ImportedUnproven, Some(Correction::TakesAway)),
        (EventKind::Withdrawn, Some(Correction::OnlyTells)),
        (EventKind::Objected, Some(Correction::OnlyTells)),
        (EventKind::Refused, Some(Correction::OnlyTells)),
        (EventKind::BasisSet, None),
        (EventKind::Corrected, None),
    ] {
        assert_eq!(world.said(anna, news, kind, None).correctable(), does, "{kind:?}");
    }
    let of_all = ConsentEvent { person: None, ..world.said(anna, news, EventKind::Revoked, None) };
    assert_eq!(of_all.correctable(), None, "the end of a purpose is nobody's entry");
}

#[test]
fn rule_06_a_corrected_request_was_never_made_and_a_corrected_no_stays_a_no() {
    let mut world = World::new();
    let (anna, news) = (world.person("Anna", &[ANNA]), world.newsletter());
    let asked = world.said(anna, news, EventKind::Requested, Some(mark(ANNA)));
    let asked = world.record(&asked);
    assert_eq!(world.state(anna, ANNA), ConsentState::Requested);
    correct(&mut world, asked, "we asked another Anna");
    assert_eq!(world.state(anna, ANNA), ConsentState::Unknown);
    let no = world.withdraw(anna, ANNA);
    correct(&mut world, no, "another Anna withdrew");
    assert_eq!(world.state(anna, ANNA), ConsentState::Withdrawn, "only her own word lifts it");
    world.subscribe(anna, ANNA);
    assert!(world.mail(anna, ANNA).is_ok());
    let said = ConsentEvent {
        channel: Some(Channel::Email),
        ..ConsentEvent::new(anna, news, EventKind::Withdrawn, world.now, IndicatedBy::Subject, Method::Email)
    };
    let wide = world.record(&said);
    correct(&mut world, wide, "mistyped");
    assert_eq!(world.state(anna, ANNA), ConsentState::Withdrawn, "nor where it was about every contact point");
}

/// Whether the newsletter may go to each address of each of these people.
fn allowed(world: &mut World, people: &[RecordId]) -> Vec<bool> {
    let each = people.iter().flat_map(|person| ADDRESSES.map(|address| (*person, address)));
    each.map(|(person, address)| world.mail(person, address).is_ok()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]
    #[test]
    fn rule_06_no_correction_of_whatever_entry_raises_a_state_or_allows_anything(
        all in proptest::collection::vec(said(), 0..10),
        wrong in proptest::collection::vec(0..10usize, 1..6),
    ) {
        let (mut world, people) = base();
        let news = world.newsletter();
        let events = written(&mut world, &people, &all);
        for (id, record) in &events {
            world.put(*id, record);
        }
        for at in wrong {
            let Some((id, _)) = events.get(at).filter(|(id, _)| event(&world, *id).correctable().is_some()) else { continue };
            let (was, might) = (states(&mut world.book, &people, news), allowed(&mut world, &people));
            correct(&mut world, *id, "mistyped");
            let (is, may) = (states(&mut world.book, &people, news), allowed(&mut world, &people));
            prop_assert!(was.iter().zip(&is).all(|(was, is)| was.is_valid() || !is.is_valid()), "a consent came about");
            prop_assert!(might.iter().zip(&may).all(|(might, may)| *might || !may), "something is allowed");
        }
    }
}
