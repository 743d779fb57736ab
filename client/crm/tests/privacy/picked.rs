//! Lists that are picked by hand, under the rules that count records: restriction, erasing, access, union.

use crate::world::{NOW, World, marker};
use std::collections::BTreeSet;
use tacit_crm::privacy::package::{Cover, Lang};
use tacit_crm::privacy::{Restriction, Tokens};
use tacit_crm::schema::key;
use tacit_crm::{Filter, Kind, RecordId, Test, UnionWish, Value, View};

fn list(world: &mut World, name: &str) -> RecordId {
    let stamp = world.stamp();
    let record = world.book.list_named(None, name, "", stamp).unwrap();
    world.add(&record)
}

fn pick(world: &mut World, list: RecordId, id: RecordId) {
    let stamp = world.stamp();
    let before = world.book.record(&id).unwrap();
    let after = world.book.listed(&before, &list, true, stamp).unwrap().unwrap();
    world.put(id, &after);
}

fn on(world: &mut World, list: RecordId) -> Vec<String> {
    let filter = Filter::Field(key::IN_LISTS, Test::Links(vec![list]));
    let rows = world.book.rows(&View { filter, ..View::all(Kind::Person) }, &[], 0, 50);
    assert_eq!(rows.total as usize, rows.rows.len());
    rows.rows.into_iter().map(|row| row.name).collect()
}

#[test]
fn rule_14_a_list_neither_shows_nor_counts_a_restricted_person() {
    let mut world = World::new();
    let dinner = list(&mut world, "Spring dinner");
    for name in ["Anna", "Berta"] {
        let person = world.person(name, &[]);
        pick(&mut world, dinner, person);
    }
    assert_eq!(on(&mut world, dinner), ["Anna", "Berta"]);
    let anna = world.book.ids_of(Kind::Person).find(|id| world.book.name(id) == "Anna").unwrap();
    let stamp = world.stamp();
    let restriction = Restriction { person: anna, since: NOW, why: "disputed".into(), until: None };
    let restriction = world.add(&restriction.write(stamp).unwrap());
    world.book.restrict(world.now);
    assert_eq!(on(&mut world, dinner), ["Berta"]);
    assert_eq!(world.book.list(&dinner).unwrap().counts, [(Kind::Person, 1)]);
    assert!(!world.book.is_restricted(&dinner), "the list goes on without her");
    world.book.remove(&restriction);
    world.book.restrict(world.now);
    assert_eq!(on(&mut world, dinner), ["Anna", "Berta"], "she was never taken off it");
}

#[test]
fn rule_11_erasing_takes_the_person_off_every_list_and_looks_through_their_names() {
    let mut world = World::new();
    let dinner = list(&mut world, "Friends of Annabella");
    let anna = world.person("Annabella", &[]);
    pick(&mut world, dinner, anna);
    let erasure = world.book.erasure(&anna, &marker).unwrap();
    assert!(erasure.gone.iter().all(|(id, _)| *id != dinner), "the list is the team's");
    world.book.remove(&anna);
    assert_eq!(on(&mut world, dinner), [""; 0]);
    assert!(world.book.list(&dinner).unwrap().counts.is_empty());
    let left = world.book.residue(&Tokens::of_words("Annabella"), &BTreeSet::new());
    assert_eq!(left.iter().map(|hit| (hit.record, hit.field)).collect::<Vec<_>>(), [(dinner, key::NAME)]);
}

#[test]
fn rule_13_a_package_tells_the_lists_and_asks_where_they_name_somebody_else() {
    let mut world = World::new();
    let anna = world.person("Anna", &[]);
    world.edit(anna, key::FAMILY, Value::text("Stein"));
    let other = world.person("Karl", &[]);
    world.edit(other, key::FAMILY, Value::text("Meyerhoff"));
    let dinner = list(&mut world, "Spring dinner");
    pick(&mut world, dinner, anna);
    let cover = || Cover {
        lang: Lang::German,
        controller: "Kanzlei Berg".into(),
        automated: "Nein.".into(),
        received: NOW,
        made: NOW,
    };
    let held = world.book.held_about(&anna, &marker, NOW).unwrap();
    let files = held.package(cover(), &[]).unwrap_or_else(|_| panic!("names nobody else")).files();
    let [html, ..] = files.parts().map(|part| String::from_utf8(part.to_vec()).unwrap());
    assert!(html.contains("Listen") && html.contains("Spring dinner"));
    let friends = list(&mut world, "Friends of Karl Meyerhoff");
    pick(&mut world, friends, anna);
    let held = world.book.held_about(&anna, &marker, NOW).unwrap();
    let texts = held.texts();
    let asked = texts.iter().find(|piece| piece.field == key::IN_LISTS).unwrap();
    assert!(!asked.namings.is_empty(), "somebody has to decide on it");
    assert!(held.package(cover(), &[]).is_err());
}

#[test]
fn rule_04_people_made_one_are_on_the_lists_of_all_of_them() {
    let mut world = World::new();
    let (dinner, press) = (list(&mut world, "Spring dinner"), list(&mut world, "Press"));
    let (anna, double) = (world.person("Anna", &[]), world.person("Anna", &[]));
    pick(&mut world, dinner, anna);
    pick(&mut world, press, double);
    let wish = UnionWish { ids: vec![anna, double], keep: Some(anna), ..UnionWish::default() };
    let union = world.book.plan_union(&wish).unwrap();
    let (writes, step) = union.writes(&world.book, &mut world.clock, NOW).unwrap();
    world.book.apply(&writes);
    assert_eq!((on(&mut world, dinner), on(&mut world, press)), (vec!["Anna".to_owned()], vec!["Anna".to_owned()]));
    assert_eq!(world.book.list(&press).unwrap().counts, [(Kind::Person, 1)]);
    let undone = step.undo(&world.book, &mut world.clock, NOW);
    world.book.apply(&undone.writes);
    let held = |book: &tacit_crm::Book, id| match book.record(&id).unwrap().get(key::IN_LISTS) {
        Value::Relations(lists) => lists,
        _ => Vec::new(),
    };
    assert_eq!((held(&world.book, anna), held(&world.book, double)), (vec![dinner], vec![press]));
}
