//! Defects that were published about other customer databases: a consent that is a tick without a past, and a person who is
//! forgotten but for the notes.

use crate::world::{DAY, NOW, World, mark, marker};
use std::collections::BTreeSet;
use tacit_crm::privacy::words::{EventKind, EvidenceKind};
use tacit_crm::privacy::{ConsentEvent, ConsentState, Evidence};
use tacit_crm::schema::key;
use tacit_crm::{FieldKey, Kind, Record, RecordId, Value, ValueError};

const ANNA: &str = "anna@berg.example";

/// A consent that is a yes or a no in a column: nobody knows when, how and to what it was given, nor that it was taken back
/// in between.
#[test]
fn published_a_consent_is_never_without_its_history() {
    let mut world = World::new();
    let (anna, news) = (world.person("Anna", &[ANNA]), world.newsletter());
    let proven = |text: &str| Some(Evidence { kind: EvidenceKind::Quote, text: text.into(), file: None });
    let mut said = Vec::new();
    for (days, text) in [(0, "Form of the fair"), (40, "Letter of January")] {
        world.now = NOW + days * DAY;
        let given = world.consent(anna, news, Some(mark(ANNA)));
        let given = ConsentEvent { confirm: true, evidence: proven(text), ..given };
        let id = world.record(&given);
        let yes = ConsentEvent { answers: Some(id), ..world.said(anna, news, EventKind::Confirmed, Some(mark(ANNA))) };
        let confirmed = world.record(&yes);
        world.now += 10 * DAY;
        let no = world.said(anna, news, EventKind::Withdrawn, Some(mark(ANNA)));
        let taken = world.record(&no);
        said.extend([(id, given), (confirmed, yes), (taken, no)]);
    }
    assert_eq!(world.state(anna, ANNA), ConsentState::Withdrawn);
    let events: BTreeSet<RecordId> = world.book.ids_of(Kind::ConsentEvent).collect();
    assert_eq!(events, said.iter().map(|(id, _)| *id).collect(), "all six, and the last did not replace the first");
    for (id, event) in &said {
        let read = ConsentEvent::read(&world.book.get(id).unwrap()).unwrap();
        assert_eq!(&read, event, "when, by whom, by which way, to which words, with what proof");
        let stamp = world.stamp();
        for (field, value) in [
            (tacit_crm::privacy::key::EVENT, Value::text("renewed")),
            (tacit_crm::privacy::key::AT, Value::Number(1)),
            (tacit_crm::privacy::key::EVIDENCE, Value::text("nothing")),
        ] {
            let changed = world.book.record(id).unwrap().set(field, value, stamp);
            assert_eq!(changed, Err(ValueError::WrittenOnce), "and nobody writes it anew");
        }
    }
}

fn add(world: &mut World, kind: Kind, fields: &[(FieldKey, Value)]) -> RecordId {
    let stamp = world.stamp();
    let mut record = Record::new(kind, stamp);
    for (field, value) in fields {
        record.set(*field, value.clone(), stamp).unwrap();
    }
    world.add(&record)
}

/// "Forget me" that empties the person's own fields and leaves what was noted.
#[test]
fn published_who_is_forgotten_is_in_no_note_either() {
    let mut world = World::new();
    let (anna, bo) = (world.subscriber("Annabella", ANNA), world.person("Bo", &[]));
    world.edit(anna, key::FAMILY, Value::text("Quorvex"));
    let about = |ids: &[RecordId]| (key::ABOUT, Value::Relations(ids.to_vec()));
    let words = |text: &str| (key::NOTES, Value::text(text));
    // Hers alone, whether they name her or not.
    let hers = [
        add(&mut world, Kind::Activity, &[about(&[anna]), words("is ill, do not call before May")]),
        add(&mut world, Kind::Activity, &[about(&[anna]), words("Annabella Quorvex called")]),
        add(&mut world, Kind::Task, &[about(&[anna]), (key::NAME, Value::text("call back"))]),
        add(&mut world, Kind::File, &[(key::HOLDER, Value::Link(anna)), (key::NAME, Value::text("scan.pdf"))]),
    ];
    let shared = add(&mut world, Kind::Activity, &[about(&[anna, bo]), words("lunch for two")]);
    let of_bo = add(&mut world, Kind::Activity, &[about(&[bo]), words("asked after Quorvex, Annabella")]);
    let erasure = world.book.erasure(&anna, &marker).unwrap();
    let gone: BTreeSet<RecordId> = erasure.gone.iter().map(|(id, _)| *id).collect();
    assert!(hers.iter().all(|note| gone.contains(note)), "with the person go the notes about the person alone");
    let found: Vec<RecordId> =
        world.book.residue(&erasure.tokens, &BTreeSet::new()).iter().map(|hit| hit.record).collect();
    assert!(found.contains(&of_bo), "the preview tells of words in others' notes");

    for (id, record) in world.book.without(&gone, &erasure.rewritten, &mut world.clock, NOW).unwrap() {
        world.put(id, &record);
    }
    for id in &gone {
        world.book.remove(id);
    }
    let left: Vec<RecordId> =
        world.book.residue(&erasure.tokens, &BTreeSet::new()).iter().map(|hit| hit.record).collect();
    assert_eq!(left, [of_bo], "it is not over before somebody looked at it");
    assert!(!world.book.plain(&shared).unwrap().windows(16).any(|window| window == anna.0));
    world.edit(of_bo, key::NOTES, Value::text("asked after somebody"));
    let kinds = [Kind::Person, Kind::Activity, Kind::Task, Kind::File];
    let all: Vec<RecordId> = kinds.into_iter().flat_map(|kind| world.book.ids_of(kind)).collect();
    assert_eq!(all.len(), 3, "Bo, and the notes about him");
    for id in all {
        let plain = String::from_utf8_lossy(world.book.plain(&id).unwrap()).to_lowercase();
        assert!(["annabella", "quorvex", "berg.example"].iter().all(|word| !plain.contains(word)), "{plain}");
    }
}
