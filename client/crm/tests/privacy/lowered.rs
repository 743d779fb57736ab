//! Rule 8: no change makes a masked field less delicate without a word, whatever path it takes.

use crate::world::World;
use tacit_crm::custom::{Terms, Wish};
use tacit_crm::privacy::AccessEvent;
use tacit_crm::privacy::key as pk;
use tacit_crm::privacy::words::{Did, Sensitivity};
use tacit_crm::schema::custom::Form;
use tacit_crm::schema::key;
use tacit_crm::{FieldKey, Kind, Lowered, Record, RecordId, Value, delicacy};

type Writes = Vec<(RecordId, Option<Vec<u8>>)>;

/// A field of people, as this delicate.
fn define(world: &mut World, sensitivity: Sensitivity, drawn: u16) -> (RecordId, FieldKey) {
    let terms = Terms { sensitivity, ..Terms::usual(Kind::Person) };
    let wish = Wish { name: format!("Field {drawn}"), choices: Vec::new(), terms };
    let stamp = world.stamp();
    let record = world.book.define(Kind::Person, Form::Text, &wish, || drawn, stamp).unwrap();
    (world.add(&record), Form::Text.key(drawn))
}

fn with(world: &mut World, id: RecordId, field: FieldKey, value: Value) -> Record {
    let stamp = world.stamp();
    let mut record = world.book.record(&id).unwrap();
    record.set(field, value, stamp).unwrap();
    record
}

fn said(world: &mut World, id: RecordId, sensitivity: Sensitivity) -> Writes {
    let record = with(world, id, pk::SENSITIVITY, Value::text(sensitivity.word()));
    vec![(id, Some(record.encode()))]
}

fn told(world: &mut World, record: RecordId, why: &str) -> Writes {
    let event =
        AccessEvent { did: Did::Unmasked, record, field: None, device: String::new(), told: None, why: why.into() };
    let stamp = world.stamp();
    vec![(world.draw(), Some(event.write(stamp).unwrap().encode()))]
}

#[test]
fn rule_08_a_masked_field_becomes_less_delicate_only_with_a_word_that_says_why() {
    use Sensitivity::{Criminal, None as Nothing, Personal, Sensitive, Special};
    for (before, after, lower) in [
        (Special, Sensitive, true),
        (Special, Personal, true),
        (Sensitive, Personal, true),
        (Sensitive, Nothing, true),
        (Criminal, Special, true),
        (Sensitive, Special, false),
        (Sensitive, Sensitive, false),
        (Personal, Nothing, false),
        (Personal, Sensitive, false),
    ] {
        let mut world = World::new();
        let (id, field) = define(&mut world, before, 7);
        let writes = said(&mut world, id, after);
        let untold = Lowered { definition: id, field, is_told: false };
        assert_eq!(world.book.lowered(&writes), if lower { vec![untold] } else { vec![] }, "{before:?} {after:?}");
        if lower {
            let other = world.draw();
            let words = [told(&mut world, id, " "), told(&mut world, other, "about something else")];
            for word in words {
                assert_eq!(world.book.lowered(&[writes.clone(), word].concat()), [untold]);
            }
            let word = told(&mut world, id, "it holds shoe sizes");
            assert_eq!(world.book.lowered(&[writes, word].concat()), [Lowered { is_told: true, ..untold }]);
        }
    }
}

#[test]
fn rule_08_another_definition_of_the_same_number_hides_no_lowering() {
    let mut world = World::new();
    let (masked, field) = define(&mut world, Sensitivity::Sensitive, 7);
    let (open, _) = define(&mut world, Sensitivity::Personal, 8);
    // Two definitions of one number: the more delicate counts, and taking it away would unmask.
    let twin = with(&mut world, open, key::NUMBER, Value::Number(u64::from(field.0)));
    assert_eq!(world.book.lowered(&[(open, Some(twin.encode()))]), [], "as delicate as before");
    world.put(open, &twin);
    let gone = [(masked, None)];
    assert_eq!(world.book.lowered(&gone).len(), 1);
    assert!(world.book.is_masked(Kind::Person, field));
    let moved = with(&mut world, masked, key::NUMBER, Value::Number(u64::from(Form::Text.key(9).0)));
    assert_eq!(world.book.lowered(&[(masked, Some(moved.encode()))]).len(), 1, "nor by giving it another number");
    world.book.remove(&open);
    assert_eq!(world.book.lowered(&gone), [], "what nothing defines is delicate");
}

#[test]
fn rule_08_a_definition_tells_how_delicate_its_field_was() {
    let mut world = World::new();
    let (id, _) = define(&mut world, Sensitivity::Special, 7);
    assert_eq!(delicacy(&world.book.record(&id).unwrap()), Some(Sensitivity::Special));
    let anna = world.person("Anna", &[]);
    assert_eq!(delicacy(&world.book.record(&anna).unwrap()), None);
    assert!(Sensitivity::Special > Sensitivity::Sensitive);
}
