//! Edits of a person as members make them, for laws that hold whatever is written.

use proptest::prelude::*;
use tacit_crm::schema::{self, key};
use tacit_crm::{FieldKey, Kind, Point, RecordId, Shape, Stamp, Value};

/// The record that is written to.
pub const ID: RecordId = RecordId([7; 16]);

/// A moment of a member's clock.
pub fn stamp(ms: u64, author: u32) -> Stamp {
    Stamp { ms, counter: 0, author }
}

fn value_for(shape: Shape) -> BoxedStrategy<Value> {
    let word = "[a-dä]{0,3}";
    match shape {
        Shape::Tags => proptest::collection::btree_set("[a-d]{1,2}", 0..4)
            .prop_map(|tags| if tags.is_empty() { Value::Empty } else { Value::Tags(tags.into_iter().collect()) })
            .boxed(),
        Shape::Emails | Shape::Phones | Shape::Links | Shape::Addresses => {
            proptest::collection::vec(("[wh]?", "[a-e]{1,2}"), 0..5)
                .prop_map(|points| {
                    let mut seen: Vec<Point> = Vec::new();
                    for (label, value) in points {
                        if !seen.iter().any(|point| point.value == value) {
                            seen.push(Point::new(label, value));
                        }
                    }
                    if seen.is_empty() { Value::Empty } else { Value::Points(seen) }
                })
                .boxed()
        }
        Shape::Link(_) => {
            prop_oneof![Just(Value::Empty), any::<[u8; 16]>().prop_map(|id| Value::Link(RecordId(id)))].boxed()
        }
        _ => word.prop_map(Value::text).boxed(),
    }
}

/// A field of a person, and what is written into it.
pub fn edit() -> impl Strategy<Value = (FieldKey, Value)> {
    let fields = [key::GIVEN, key::NOTES, key::TAGS, key::EMAILS, key::COMPANY, key::STATUS];
    proptest::sample::select(fields.to_vec()).prop_flat_map(|field| {
        let shape = schema::field_of(Kind::Person, field).unwrap().shape;
        value_for(shape).prop_map(move |value| (field, value))
    })
}
