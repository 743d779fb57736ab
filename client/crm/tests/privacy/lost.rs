//! What lost a merge and is still in a record: searched like any other text, and gone where nobody is shown it.

use crate::world::{DAY, NOW, World, marker};
use std::collections::BTreeSet;
use tacit_crm::privacy::words::HoldKind;
use tacit_crm::privacy::{Hit, Hold, Tokens};
use tacit_crm::schema::key;
use tacit_crm::{FieldKey, Kind, Record, RecordId, Stamp, Value};

const AUTHORS: [u32; 2] = [11, 12];

fn at(day: u64, author: u32) -> Stamp {
    Stamp { ms: NOW - 9 * DAY + day * DAY, counter: 0, author }
}

/// A note of `first`, which two members replaced at the same time, merged by one who had it as it was before: `lost` is
/// shown as set aside, `first` is not.
fn note(world: &mut World, [first, lost, won]: [&str; 3]) -> RecordId {
    let mut before = Record::new(Kind::Activity, at(0, 1));
    before.set(key::NOTES, Value::text(first), at(0, 1)).unwrap();
    let (mut mine, mut theirs) = (before.clone(), before.clone());
    mine.set(key::NOTES, Value::text(lost), at(1, AUTHORS[0])).unwrap();
    theirs.set(key::NOTES, Value::text(won), at(2, AUTHORS[1])).unwrap();
    mine.merge(&before).unwrap();
    mine.merge(&theirs).unwrap();
    world.add(&mine)
}

fn holds(world: &World, id: &RecordId, words: &str) -> bool {
    memchr::memmem::find(world.book.plain(id).unwrap(), words.as_bytes()).is_some()
}

fn tokens(world: &mut World) -> Tokens {
    let anna = world.person("Annabella", &["annabella@quorvex.example"]);
    world.edit(anna, key::FAMILY, Value::text("Quorvex"));
    world.book.erasure(&anna, &marker).unwrap().tokens
}

fn residue(world: &World, tokens: &Tokens) -> Vec<Hit> {
    let gone = world.book.ids_of(Kind::Person).collect::<BTreeSet<_>>();
    let mut hits = world.book.residue(tokens, &BTreeSet::new());
    hits.retain(|hit| !gone.contains(&hit.record));
    hits
}

#[test]
fn rule_11_what_lost_a_merge_is_searched_like_any_other_text() {
    let mut world = World::new();
    let tokens = tokens(&mut world);
    let lost = note(&mut world, ["a call", "Annabella Quorvex called", "somebody called"]);
    let hit = Hit { record: lost, field: key::NOTES };
    assert_eq!(residue(&world, &tokens), [hit], "shown as set aside, and so decided on");
    assert_eq!(world.book.record(&lost).unwrap().set_aside().len(), 1);
    let faint = note(&mut world, ["a call", "Mrs Quorvex called", "somebody called"]);
    let found = world.book.faint_residue(&tokens, &BTreeSet::new());
    assert_eq!(found, [Hit { record: faint, field: key::NOTES }]);
    let both = note(&mut world, ["", "met Annabella Quorvex", "Annabella Quorvex called"]);
    assert_eq!(residue(&world, &tokens), [hit, Hit { record: both, field: key::NOTES }], "one place, told once");
}

#[test]
fn rule_11_what_lost_is_let_go_and_does_not_come_back() {
    let mut world = World::new();
    let tokens = tokens(&mut world);
    let id = note(&mut world, ["a call", "Annabella Quorvex called", "somebody called"]);
    assert!(holds(&world, &id, "Quorvex"), "the search can find");
    let (before, mut record) = (world.book.record(&id).unwrap(), world.book.record(&id).unwrap());
    record.settle(key::NOTES);
    world.put(id, &record);
    assert!(!holds(&world, &id, "Quorvex") && holds(&world, &id, "somebody called"));
    assert_eq!(residue(&world, &tokens), []);
    assert_eq!(record.written(key::NOTES), before.written(key::NOTES), "what stands there was not written anew");
    // Whoever hears of it late does not bring it back, however it is merged.
    for (mut one, other) in [(record.clone(), before.clone()), (before, record)] {
        one.merge(&other).unwrap();
        one.let_replaced_go();
        assert_eq!((one.set_aside(), one.lost(key::NOTES)), (vec![], vec![]));
    }
}

#[test]
fn rule_11_what_the_winner_replaced_knowingly_goes_with_the_erasure() {
    let mut world = World::new();
    let tokens = tokens(&mut world);
    // The first text is in the record still, as what lost, and nobody is shown it.
    let replaced = note(&mut world, ["Annabella Quorvex called", "a man called", "somebody called"]);
    let shown = note(&mut world, ["a call", "Annabella Quorvex called", "somebody called"]);
    let other = note(&mut world, ["Berta Quark called", "a man called", "somebody called"]);
    let lost = world.book.record(&replaced).unwrap();
    assert!(holds(&world, &replaced, "Quorvex"));
    assert!(lost.set_aside().iter().all(|aside| aside.value == Value::text("a man called")));
    let (mut rewritten, gone) = (Vec::new(), BTreeSet::new());
    world.book.take_replaced(&tokens, (&gone, &mut rewritten), NOW);
    assert_eq!(rewritten.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [replaced], "and nothing else is touched");
    assert_eq!(rewritten[0].1.written(key::NOTES), lost.written(key::NOTES), "what stands there was not written anew");
    for (id, record) in rewritten {
        world.put(id, &record);
    }
    assert!(!holds(&world, &replaced, "Quorvex") && holds(&world, &replaced, "somebody called"));
    assert!(holds(&world, &shown, "Quorvex") && holds(&world, &other, "Quark"));
    // What is rewritten for another reason is written once.
    let again = note(&mut world, ["Annabella Quorvex called", "a man called", "somebody called"]);
    let mut record = world.book.record(&again).unwrap();
    record.set(key::ABOUT, Value::Relations(vec![other]), world.stamp()).unwrap();
    let mut rewritten = vec![(again, record)];
    world.book.take_replaced(&tokens, (&gone, &mut rewritten), NOW);
    assert_eq!(rewritten.len(), 1);
    assert_eq!(rewritten[0].1.get(key::ABOUT), Value::Relations(vec![other]));
    assert_eq!(rewritten[0].1.lost(key::NOTES), [Value::text("a man called")], "what is shown stays");
    rewritten.clear();
    world.book.take_replaced(&tokens, (&BTreeSet::from([again]), &mut rewritten), NOW);
    assert_eq!(rewritten, [], "what goes is not written");
    let hold = Hold { records: vec![again], kind: HoldKind::Legal, why: "a case".into(), by: None, until: None };
    let stamp = world.stamp();
    world.add(&hold.write(stamp).unwrap());
    world.book.take_replaced(&tokens, (&gone, &mut rewritten), NOW);
    assert_eq!(rewritten, [], "nor what is held by law");
}

#[test]
fn rule_11_what_was_noted_with_a_request_goes_with_what_lost_against_it() {
    let mut world = World::new();
    let person = world.person("Annabella", &[]);
    let mut before = Record::new(Kind::Request, at(0, 1));
    let about: FieldKey = tacit_crm::privacy::key::SUBJECT;
    before.set(about, Value::Link(person), at(0, 1)).unwrap();
    let (mut mine, mut theirs) = (before.clone(), before);
    mine.set(key::NOTES, Value::text("Annabella is ill"), at(1, AUTHORS[0])).unwrap();
    theirs.set(key::NOTES, Value::text("later"), at(2, AUTHORS[1])).unwrap();
    theirs.set(key::NOTES, Value::Empty, at(3, AUTHORS[1])).unwrap();
    mine.merge(&theirs).unwrap();
    let request = world.add(&mine);
    assert!(holds(&world, &request, "is ill"));
    let records = world.book.without(&[person].into(), &[request], &mut world.clock, NOW + DAY).unwrap();
    assert_eq!(records.len(), 1);
    let mut after = records[0].1.clone();
    world.put(request, &after);
    assert!(!holds(&world, &request, "is ill"));
    // A colleague's copy from before, whose edit waits to be sent.
    let mut late = mine;
    late.set(tacit_crm::privacy::key::VIA, Value::text("by phone"), at(4, AUTHORS[0])).unwrap();
    after.merge(&late).unwrap();
    after.let_replaced_go();
    assert_eq!(after.lost(key::NOTES), []);
}
