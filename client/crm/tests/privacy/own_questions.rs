//! Rule 12: questions of a team's own. What can be asked, that no shown count stands for few, and that two questions which
//! differ by one person do not tell of that person.

use crate::world::{World, digest, marker};
use proptest::prelude::*;
use tacit_crm::custom::{Terms, Wish};
use tacit_crm::privacy::Mark;
use tacit_crm::privacy::anonymous::{MIN_K, NotAsked, OwnQuestion, SHIFT, Side, TooFew};
use tacit_crm::privacy::words::Sensitivity;
use tacit_crm::schema::custom::Form;
use tacit_crm::schema::key;
use tacit_crm::{FieldKey, Filter, Kind, RecordId, Test, Value};

fn define(world: &mut World, name: &str, form: Form, drawn: u16, sensitivity: Sensitivity) -> FieldKey {
    let choices = if form.has_choices() { vec!["red".into(), "blue".into(), "green".into()] } else { Vec::new() };
    let wish = Wish { name: name.into(), choices, terms: Terms { sensitivity, ..Terms::usual(Kind::Person) } };
    let stamp = world.stamp();
    let record = world.book.define(Kind::Person, form, &wish, || drawn, stamp).unwrap();
    world.add(&record);
    form.key(drawn)
}

fn by(rows: Side, columns: Option<Side>) -> OwnQuestion {
    OwnQuestion { of: Kind::Person, rows, columns, filter: Filter::none() }
}

fn people(world: &mut World, field: FieldKey, values: &[(&str, u32)]) -> Vec<RecordId> {
    let mut all = Vec::new();
    for (value, count) in values {
        for _ in 0..*count {
            let person = world.person(&format!("P{}", all.len()), &[]);
            world.edit(person, field, Value::text(*value));
            all.push(person);
        }
    }
    all
}

#[test]
fn rule_12_nothing_masked_nothing_free_and_no_filter_for_one_can_be_asked() {
    let mut world = World::new();
    let colour = define(&mut world, "Colour", Form::Choice, 3, Sensitivity::Personal);
    let faith = define(&mut world, "Faith", Form::Choice, 4, Sensitivity::Special);
    let story = define(&mut world, "Story", Form::Text, 5, Sensitivity::Personal);
    let sides = world.book.sides_of(Kind::Person);
    for side in [Side::Made, Side::Field(colour), Side::Field(key::STATUS)] {
        assert!(sides.contains(&side), "{side:?}");
    }
    for field in [faith, story, key::BIRTHDAY, key::GENDER, key::FAMILY, key::EMAILS, key::NOTES, key::TAGS] {
        assert!(!sides.contains(&Side::Field(field)), "{field:?}");
        let asked = world.book.asked_own(&by(Side::Field(field), None), 5, &marker, world.now);
        assert_eq!(asked.err(), Some(NotAsked::Side), "{field:?}");
    }
    let of = |filter| OwnQuestion { filter, ..by(Side::Field(colour), None) };
    for filter in [
        Filter::Field(faith, Test::Has("x".into())),
        Filter::Field(key::BIRTHDAY, Test::Has("1985".into())),
        Filter::Field(key::OWNER, Test::Mine),
    ] {
        let asked = world.book.asked_own(&of(filter.clone()), 5, &marker, world.now);
        assert_eq!(asked.err(), Some(NotAsked::Filter), "{filter:?}");
    }
    let same = by(Side::Field(colour), Some(Side::Field(colour)));
    assert_eq!(world.book.asked_own(&same, 5, &marker, world.now).err(), Some(NotAsked::Side));
    assert_eq!(
        world.book.asked_own(&by(Side::Stage, None), 5, &marker, world.now).err(),
        Some(NotAsked::Side),
        "people have no stage"
    );
}

#[test]
fn rule_12_who_is_few_by_a_filter_is_not_counted_and_who_is_restricted_neither() {
    let mut world = World::new();
    let colour = define(&mut world, "Colour", Form::Choice, 3, Sensitivity::Personal);
    let all = people(&mut world, colour, &[("red", 20), ("blue", 12), ("green", 2)]);
    let ask = |world: &World, filter| {
        let question = OwnQuestion { filter, ..by(Side::Field(colour), None) };
        world.book.asked_own(&question, 10, &marker, world.now)
    };
    let (table, shown) = ask(&world, Filter::none()).unwrap();
    assert!(!table.rows.contains(&"green".to_owned()), "two would be told by their line alone");
    assert!(shown.counts.iter().flatten().flatten().all(|count| *count >= 10));
    let one = Filter::Field(key::GIVEN, Test::Has("P7".into()));
    assert_eq!(ask(&world, one).err(), Some(NotAsked::TooFew(TooFew(10))));
    for person in &all[..20] {
        let restriction =
            tacit_crm::privacy::Restriction { person: *person, since: world.now, why: "x".into(), until: None };
        let stamp = world.stamp();
        world.add(&restriction.write(stamp).unwrap());
    }
    world.book.restrict(world.now);
    let (table, _) = ask(&world, Filter::none()).unwrap();
    assert!(!table.rows.contains(&"red".to_owned()), "they are only stored");
}

#[test]
fn rule_12_two_questions_that_differ_by_one_person_do_not_tell_of_that_person() {
    let mut world = World::new();
    let colour = define(&mut world, "Colour", Form::Choice, 3, Sensitivity::Personal);
    people(&mut world, colour, &[("red", 60)]);
    let total = |world: &World, filter: Filter, key: &dyn Fn(&[u8]) -> Mark| {
        let question = OwnQuestion { filter, ..by(Side::Field(colour), None) };
        let (_, shown) = world.book.asked_own(&question, 10, &|bytes: &[u8]| key(bytes), world.now).unwrap();
        shown.counts[0][0].unwrap()
    };
    let all = total(&world, Filter::none(), &marker);
    assert_eq!(all, total(&world, Filter::All(vec![]), &marker), "the same records are shown alike, however asked for");
    let mut without: Vec<u32> = (0..60)
        .map(|at| {
            let other = Filter::Not(Box::new(Filter::Field(key::GIVEN, Test::Is(vec![format!("P{at}")]))));
            total(&world, other, &marker)
        })
        .collect();
    without.sort_unstable();
    without.dedup();
    assert!(without.len() > 1, "one fewer comes to different counts: {without:?}");
    assert!(without.iter().any(|count| *count >= all) && without.iter().all(|count| count.abs_diff(59) <= SHIFT + 2));
    let other = |bytes: &[u8]| Mark(digest(&[bytes, b"another vault"].concat()));
    let differs = (10..60_u32).any(|at| {
        let some = Filter::Not(Box::new(Filter::Field(key::GIVEN, Test::Is(vec![format!("P{at}")]))));
        total(&world, some.clone(), &marker) != total(&world, some, &other)
    });
    assert!(differs, "nobody without the vault's key knows the shift");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn rule_12_no_shown_count_of_an_own_question_stands_for_fewer_than_k(
        who in prop::collection::vec((0_usize..3, any::<bool>()), 0..70),
        k in 1_u32..15,
    ) {
        let mut world = World::new();
        let colour = define(&mut world, "Colour", Form::Choice, 3, Sensitivity::Personal);
        let member = define(&mut world, "Member", Form::YesNo, 4, Sensitivity::Personal);
        for (at, (value, is_member)) in who.iter().enumerate() {
            let person = world.person(&format!("P{at}"), &[]);
            world.edit(person, colour, Value::text(["red", "blue", "green"][*value]));
            if *is_member {
                world.edit(person, member, Value::Number(1));
            }
        }
        let limit = k.max(MIN_K);
        let question = by(Side::Field(colour), Some(Side::Field(member)));
        let (table, shown) = match world.book.asked_own(&question, k, &marker, world.now) {
            Ok(found) => found,
            Err(refused) => {
                prop_assert_eq!(refused, NotAsked::TooFew(TooFew(limit)));
                prop_assert!((who.len() as u32) < limit);
                return Ok(());
            }
        };
        for (row, counts) in shown.counts.iter().enumerate() {
            for (column, count) in counts.iter().enumerate() {
                let rows = if row < table.rows.len() { row..row + 1 } else { 0..table.rows.len() };
                let columns = || if column < table.columns.len() { column..column + 1 } else { 0..table.columns.len() };
                let exact: u32 = rows.flat_map(|row| columns().map(move |column| (row, column)))
                    .map(|(row, column)| table.counts[row][column])
                    .sum();
                if let Some(said) = count {
                    prop_assert!(exact == 0 || exact >= limit, "{exact} is shown as {said}");
                    prop_assert!(exact > 0 || *said == 0);
                    prop_assert!(said.abs_diff(exact) <= SHIFT + 2);
                }
            }
        }
    }
}
