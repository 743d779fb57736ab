//! Rule 13, Art. 14: which file brought what is known by the stamps that an import wrote under, and the package tells it.

use crate::world::{DAY, NOW, World, marker};
use tacit_crm::privacy::package::{Cover, Decision, Lang, Verdict};
use tacit_crm::privacy::words::Did;
use tacit_crm::privacy::{AccessEvent, Imported, file_names};
use tacit_crm::schema::key;
use tacit_crm::{Point, RecordId, Stamp, Value};

/// Writes something as an import does, and its event.
fn import(world: &mut World, files: &str, write: impl FnOnce(&mut World)) -> RecordId {
    let after = world.stamp();
    write(world);
    let before = world.stamp();
    let of = Imported { files: files.into(), after, before, device: "a1b2".into() };
    let stamp = world.stamp();
    world.add(&of.write(stamp).unwrap())
}

/// The access package as JSON, with every text as it is.
fn package(world: &mut World, of: RecordId) -> String {
    let now = world.now;
    let held = world.book.held_about(&of, &marker, now).unwrap();
    let decide = |piece: &tacit_crm::privacy::package::Piece| Decision {
        record: piece.record,
        field: piece.field,
        fingerprint: piece.fingerprint(),
        verdict: Verdict::Keep,
    };
    let decisions: Vec<Decision> = held.texts().into_iter().map(decide).collect();
    let cover = Cover {
        lang: Lang::English,
        controller: "Kanzlei Berg".into(),
        automated: "None.".into(),
        received: NOW,
        made: now,
    };
    let files = held.package(cover, &decisions).unwrap_or_else(|_| panic!("decided on")).files();
    let [_, json, _] = files.parts().map(|part| String::from_utf8(part.to_vec()).unwrap());
    json
}

#[test]
fn rule_13_what_a_file_added_to_somebody_names_the_file() {
    let mut world = World::new();
    let (anna, ben) = (world.person("Anna", &[]), world.person("Ben", &[]));
    world.now += DAY;
    let emails = Value::Points(vec![Point::new("work", "anna@example.org")]);
    let event = import(&mut world, "fair.csv", |world| world.edit(anna, key::EMAILS, emails));
    world.edit(anna, key::FAMILY, Value::text("Berg"));
    let all = world.book.imports();
    assert_eq!((all.len(), all[0].id, all[0].of.files.as_str()), (1, event, "fair.csv"));
    let written = |id: RecordId, field| world.book.get(&id).unwrap().last_written(field).unwrap();
    assert!(all[0].of.wrote(written(anna, key::EMAILS)));
    assert!(!all[0].of.wrote(written(anna, key::GIVEN)), "it was there before");
    assert!(!all[0].of.wrote(written(anna, key::FAMILY)), "it was typed in after");
    assert!(package(&mut world, anna).contains("fair.csv"));
    assert!(!package(&mut world, ben).contains("fair.csv"), "it brought nothing of him");
    world.edit(anna, key::EMAILS, Value::Empty);
    assert!(!package(&mut world, anna).contains("fair.csv"), "nothing of it is held any more");
}

#[test]
fn an_import_speaks_for_its_author_and_for_its_own_stamps_only() {
    let mut world = World::new();
    let event = import(&mut world, "a.csv", |_| {});
    let of = world.book.imports().swap_remove(0).of;
    let within = Stamp { counter: of.after.counter + 1, ..of.after };
    assert!(!of.wrote(of.after) && !of.wrote(of.before), "what was before and behind it is not its own");
    let mut wider = of.clone();
    wider.before.ms += 1;
    assert!(wider.wrote(Stamp { counter: within.counter + 1, ..within }));
    assert!(!wider.wrote(Stamp { author: within.author + 1, ..within }), "another member's stamp");
    let record = world.book.record(&event).unwrap();
    let read = world.book.get(&event).and_then(|record| AccessEvent::read(&record)).unwrap();
    assert_eq!((read.did, read.why.as_str(), record.kind().is_written_once()), (Did::Import, "a.csv", true));
}

#[test]
fn names_of_files_are_joined_and_cut_where_they_are_too_long() {
    assert_eq!(file_names(["a.csv", " ", "b.vcf "].into_iter()), "a.csv, b.vcf");
    let long = "ä".repeat(600);
    let cut = file_names(std::iter::once(long.as_str()));
    assert!(cut.ends_with('…') && cut.len() <= 503 && cut.chars().filter(|letter| *letter == 'ä').count() == 250);
    assert_eq!(file_names(std::iter::empty()), "");
}
