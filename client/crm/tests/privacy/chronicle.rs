//! The ledger of consents as a whole: filtered, newest first, in windows, and as a file that names nobody.

use crate::world::{DAY, NOW, World, mark};
use std::collections::BTreeSet;
use tacit_crm::privacy::words::{EventKind, EvidenceKind, IndicatedBy, Method};
use tacit_crm::privacy::{ConsentEvent, Evidence, SaidAsk, TrailForm};
use tacit_crm::{Kind, RecordId, Stamp};

const ANNA: &str = "anna@berg.example";

#[test]
fn every_event_stands_in_the_ledger_newest_first_and_is_found_by_what_it_says() {
    let mut world = World::new();
    let (anna, bo) = (world.subscriber("Anna", ANNA), world.person("Bo", &[]));
    let (news, sharing) = (world.newsletter(), world.purpose(tacit_crm::privacy::defaults::SHARING));
    world.now = NOW + DAY;
    let consent = world.consent(bo, sharing, None);
    world.record(&consent);
    world.now = NOW + 2 * DAY;
    let taken = world.withdraw(anna, ANNA);
    // Written down late: it stands where it was said.
    world.now = NOW + 9 * DAY;
    let late = ConsentEvent { at: NOW + 2, ..world.said(bo, news, EventKind::Refused, None) };
    let late = world.record(&late);
    let found = |world: &World, ask: SaidAsk| -> Vec<(EventKind, Option<RecordId>)> {
        let all = world.book.chronicle(&ask);
        let events: Vec<_> = all.window(0, 99).map(|said| said.event.unwrap()).map(|of| (of.kind, of.person)).collect();
        assert_eq!(events.len(), all.len());
        events
    };
    let any = SaidAsk::default;
    let all = found(&world, any());
    let kinds: Vec<EventKind> = all.iter().map(|(kind, _)| *kind).collect();
    use EventKind::{Confirmed, Given, Refused, Withdrawn};
    assert_eq!(kinds, [Withdrawn, Given, Refused, Confirmed, Given]);
    let said = world.book.chronicle(&any()).window(2, 1).next().unwrap();
    assert_eq!((said.id, said.at, said.written), (late, NOW + 2, NOW + 9 * DAY));
    assert_eq!(world.book.chronicle(&any()).window(4, 10).count(), 1, "the last window is short");
    assert_eq!(found(&world, SaidAsk { kind: Some(Given), ..any() }), [(Given, Some(bo)), (Given, Some(anna))]);
    assert_eq!(found(&world, SaidAsk { purposes: Some(vec![sharing]), ..any() }), [(Given, Some(bo))]);
    let of_bo = SaidAsk { people: Some(BTreeSet::from([bo])), ..any() };
    assert_eq!(found(&world, of_bo), [(Given, Some(bo)), (Refused, Some(bo))]);
    let days = SaidAsk { from: Some(NOW + DAY), to: Some(NOW + 2 * DAY), ..any() };
    assert_eq!(found(&world, days), [(Given, Some(bo))]);
    assert!(world.book.chronicle(&SaidAsk { people: Some(BTreeSet::new()), ..any() }).is_empty());
    assert_eq!(world.book.chronicle(&any()).window(0, 1).next().unwrap().id, taken);
}

#[test]
fn the_file_of_the_ledger_names_people_by_ids_and_holds_nobodys_words() {
    let mut world = World::new();
    let anna = world.person("Annabella", &[ANNA]);
    let news = world.newsletter();
    let text = "Annabella said yes at the fair";
    let evidence = Some(Evidence { kind: EvidenceKind::Quote, text: text.into(), file: None });
    let consent = ConsentEvent { evidence, ..world.consent(anna, news, Some(mark(ANNA))) };
    let given = world.record(&consent);
    let why = "Annabella never came".to_owned();
    let flaw = ConsentEvent {
        answers: Some(given),
        why,
        ..ConsentEvent::new(anna, news, EventKind::Invalidated, NOW, IndicatedBy::Staff, Method::Phone)
    };
    world.record(&flaw);
    let all = world.book.chronicle(&SaidAsk::default());
    for form in [TrailForm::Csv, TrailForm::Json] {
        let file = String::from_utf8(all.file(form, |_| "Ben".to_owned(), |_| "Newsletter".to_owned())).unwrap();
        for word in ["nnabella", "berg.example", "fair", "never came"] {
            assert!(!file.contains(word), "{word} in {file}");
        }
        for word in ["given", "invalidated", "Newsletter", "Ben", "quote", "P24M", "2026-11-26T12:00:00Z"] {
            assert!(file.contains(word), "{word} in {file}");
        }
        let hex: String = given.0.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(file.matches(&hex).count(), 2, "its own line, and the one that answers it");
    }
    let csv = String::from_utf8(all.file(TrailForm::Csv, |_| String::new(), |_| String::new())).unwrap();
    assert_eq!(csv.lines().count(), 3);
}

#[test]
fn a_ledger_of_a_hundred_thousand_events_is_there_in_a_moment() {
    let mut world = World::new();
    let (news, notice) = (world.newsletter(), None);
    for number in 0..100_000_u128 {
        let at = NOW - 300 * DAY + (number as u64 % 200) * DAY;
        let person = RecordId((number / 2 + 1_000_000).to_be_bytes());
        let kind = if number % 2 == 0 { EventKind::Requested } else { EventKind::Refused };
        let event = ConsentEvent::new(person, news, kind, at, IndicatedBy::Subject, Method::Form);
        let event = ConsentEvent { notice, ..event };
        let stamp = Stamp { ms: NOW, counter: (number % 60_000) as u16, author: 4 };
        world.put(RecordId((number + 5_000_000).to_be_bytes()), &event.write(stamp).unwrap());
    }
    assert_eq!(world.book.ids_of(Kind::ConsentEvent).count(), 100_000);
    for ask in [SaidAsk::default(), SaidAsk { kind: Some(EventKind::Refused), ..SaidAsk::default() }] {
        let began = std::time::Instant::now();
        let all = world.book.chronicle(&ask);
        let window: Vec<_> = all.window(40_000, 100).collect();
        let took = began.elapsed();
        assert_eq!((window.len(), all.len()), (100, if ask.kind.is_some() { 50_000 } else { 100_000 }));
        assert!(window.is_sorted_by(|a, b| a.at >= b.at));
        assert!(took.as_secs() < 3, "{took:?}");
        println!("{took:?}");
    }
}
