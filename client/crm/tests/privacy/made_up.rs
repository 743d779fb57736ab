//! What made-up people are said to have said: every way to stand with the newsletter is there to be seen, it proves nothing,
//! and it goes with the people.

use crate::world::{NOW, World, marker};
use std::collections::BTreeMap;
use tacit_crm::demo::{Demo, Newsletter, was_changed};
use tacit_crm::privacy::key::{SUBJECT, UNITED_FROM};
use tacit_crm::schema::key;
use tacit_crm::undo::{LeftFor, Step};
use tacit_crm::{Cell, FieldKey, Kind, RecordId, Value, View};

/// A world with made-up people who were asked, and the step by which they came.
fn peopled(people: u32) -> (World, Step) {
    let mut world = World::new();
    let (stamp, mut step) = (world.stamp(), Step::new());
    let mut next = 1_000_000_u128;
    let mut ids = || {
        next += 1;
        RecordId(next.to_be_bytes())
    };
    let newsletter = Newsletter::of(world.ledger(), NOW).unwrap();
    let made: Vec<_> = Demo::new(people, u64::from(people), stamp, &mut ids).collect();
    for (id, record) in made {
        step.made(id, &record);
        world.put(id, &record);
        if record.kind() == Kind::Person {
            for (id, word) in newsletter.heard((id, &record), &marker, stamp, &mut ids).unwrap() {
                step.made(id, &word);
                world.put(id, &word);
            }
        }
    }
    (world, step)
}

/// The column of the newsletter, and how many people stand how with it.
fn standing(world: &mut World) -> BTreeMap<String, usize> {
    let (news, when) = (world.newsletter(), world.when());
    world.book.ask_consents(&marker, when);
    let column: FieldKey = world.book.consent_columns().into_iter().find(|(_, of, _)| *of == news).unwrap().0;
    let mut found = BTreeMap::new();
    for person in world.book.row_ids(&View::all(Kind::Person)) {
        let Cell::Text(word) = world.book.row_for(&person, &[column]).unwrap().cells.remove(0) else {
            panic!("no word")
        };
        *found.entry(word).or_default() += 1;
    }
    found
}

#[test]
fn most_were_not_asked_and_every_other_way_to_stand_is_there() {
    let (mut world, _) = peopled(200);
    let standing = standing(&mut world);
    let of = |word: &str| standing.get(word).copied().unwrap_or_default();
    assert!(of("not asked") > 100 && of("yes") > of("withdrawn") && of("yes") > of("ends soon"), "{standing:?}");
    for word in ["to confirm", "ends soon", "withdrawn", "expired"] {
        assert!(of(word) > 0, "{word}: {standing:?}");
    }
    assert_eq!(standing.values().sum::<usize>(), 200);
    assert_eq!(standing.len(), 6, "no word of another sort: {standing:?}");
}

#[test]
fn those_who_are_tagged_as_readers_mostly_said_yes() {
    let (mut world, _) = peopled(200);
    let (news, when) = (world.newsletter(), world.when());
    let people = world.book.row_ids(&View::all(Kind::Person));
    let is_reader = |id: &RecordId| {
        let tags = world.book.record(id).unwrap().get(key::TAGS);
        matches!(tags, Value::Tags(tags) if tags.iter().any(|tag| tag == "newsletter reader"))
    };
    let readers: Vec<RecordId> = people.into_iter().filter(is_reader).collect();
    let ledger = world.book.ledger(&marker);
    let yes = readers.iter().filter(|id| ledger.consent(id, &news, when).is_some_and(|word| word.word() == "yes"));
    let yes = yes.count();
    assert!(readers.len() > 10 && yes * 2 > readers.len(), "{yes} of {}", readers.len());
}

#[test]
fn it_goes_with_the_people_and_does_not_come_back_with_them() {
    let (mut world, step) = peopled(60);
    let words = world.book.made_up_words(true).len();
    assert!(words > 10 && words == world.book.ids_of(Kind::ConsentEvent).count());
    let undone = step.undo(&world.book, &mut world.clock, NOW + 1);
    assert!(undone.left.is_empty(), "nothing of it is evidence");
    world.book.apply(&undone.writes);
    assert_eq!((world.book.made_up().len(), world.book.ids_of(Kind::ConsentEvent).count()), (0, 0));
    let redone = undone.redo.undo(&world.book, &mut world.clock, NOW + 2);
    world.book.apply(&redone.writes);
    assert!(world.book.made_up().len() > 60);
    assert_eq!(world.book.ids_of(Kind::ConsentEvent).count(), 0, "what was said has no second version");
}

#[test]
fn what_was_said_of_people_who_became_real_or_by_real_ones_stays() {
    let (mut world, _) = peopled(60);
    let all = world.book.made_up_words(true).len();
    let changed = |world: &World| {
        let made_up = world.book.made_up().into_iter();
        made_up.filter(|id| was_changed(&world.book.get(id).unwrap())).collect::<Vec<_>>()
    };
    assert!(changed(&world).is_empty());
    let event = world.book.made_up_words(true)[0];
    let person = world.book.get(&event).unwrap().link(SUBJECT).unwrap();
    world.edit(person, key::JOB_TITLE, Value::text("Miller"));
    assert_eq!(changed(&world), [person]);
    assert_eq!(world.book.made_up_words(true).len(), all, "changed, and made up still");
    world.edit(person, key::SOURCE, Value::text("met at the fair"));
    let mine = world.book.made_up_words(true);
    assert!(mine.len() < all && !mine.contains(&event));
    world.subscriber("Anna", "anna@berg.example");
    assert_eq!(world.book.made_up_words(true).len(), mine.len());
}

#[test]
fn undo_leaves_what_was_said_by_whoever_became_real() {
    let (mut world, step) = peopled(60);
    let event = world.book.made_up_words(true)[0];
    let person = world.book.get(&event).unwrap().link(SUBJECT).unwrap();
    world.edit(person, key::SOURCE, Value::text("met at the fair"));
    let undone = step.undo(&world.book, &mut world.clock, NOW + 1);
    assert!(undone.left.iter().any(|left| left.id == event && left.why == LeftFor::Evidence));
    assert!(!undone.writes.iter().any(|write| write.id() == event));
}

#[test]
fn what_was_said_by_those_who_are_not_here_goes_only_where_they_are_gone() {
    let (mut world, step) = peopled(60);
    let event = world.book.made_up_words(true)[0];
    let person = world.book.get(&event).unwrap().link(SUBJECT).unwrap();
    world.book.remove(&person);
    assert!(!world.book.made_up_words(false).contains(&event), "they may be on their way");
    assert!(world.book.made_up_words(true).contains(&event));
    let undone = step.undo(&world.book, &mut world.clock, NOW + 1);
    assert!(undone.writes.iter().any(|write| write.id() == event), "the same step made them");
    let anna = world.subscriber("Anna", "anna@berg.example");
    world.edit(anna, UNITED_FROM, Value::Relations(vec![person]));
    assert!(!world.book.made_up_words(true).contains(&event), "somebody real was made one of them");
}
