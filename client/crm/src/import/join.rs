//! What a file adds to a field of somebody who is known: nothing, more of it, or something else that is only noted.

use crate::decimal::Decimal;
use crate::field::{Point, Value};
use crate::fold::{fold_name, phone_digits};
use crate::money::{Currency, Money};
use crate::record::RecordId;
use crate::schema::{self, FieldKey, Kind, Shape, key};
use crate::typed::{Misread, yes};

/// What becomes of a field that both have.
pub(super) enum Joined {
    Same,
    New(Value),
    Differs(String),
}

/// A text of a file as its field holds it: amounts, numbers, and yes or no are read. What cannot be says why.
pub(super) fn read(kind: Kind, field: FieldKey, value: Value, currency: Currency) -> Result<Value, String> {
    let Value::Text(text) = value else { return Ok(value) };
    match schema::field_of(kind, field).map(|spec| spec.shape) {
        Some(Shape::Money) => Money::parse(&text, currency).map(Value::Money).map_err(|error| error.to_string()),
        Some(Shape::Decimal) => Decimal::parse(&text).map(Value::Decimal).map_err(|error| error.to_string()),
        Some(Shape::YesNo) => yes(&text).ok_or_else(|| Misread::YesNo.to_string()),
        _ => Ok(Value::Text(text)),
    }
}

/// A field that is there, and what a file says of it.
pub(super) fn joined(field: FieldKey, there: &Value, new: Value) -> Joined {
    match (there, new) {
        (Value::Empty, new) => Joined::New(new),
        (Value::Points(there), Value::Points(new)) => join_points(field, there, new),
        (Value::Tags(there), Value::Tags(new)) => {
            let fresh: Vec<String> = new.into_iter().filter(|tag| !there.contains(tag)).collect();
            if fresh.is_empty() {
                Joined::Same
            } else {
                Joined::New(Value::Tags(there.iter().cloned().chain(fresh).collect()))
            }
        }
        (Value::Relations(there), Value::Relations(new)) => {
            let fresh: Vec<RecordId> = new.into_iter().filter(|id| !there.contains(id)).collect();
            if fresh.is_empty() {
                Joined::Same
            } else {
                Joined::New(Value::Relations(there.iter().copied().chain(fresh).collect()))
            }
        }
        (Value::Text(there), Value::Text(new)) if fold_name(there) == fold_name(&new) => Joined::Same,
        (Value::Text(there), Value::Text(new)) if field == key::NOTES => {
            if there.contains(&new) {
                Joined::Same
            } else {
                Joined::New(Value::Text(format!("{there}\n{new}")))
            }
        }
        (Value::Text(_), Value::Text(new)) => Joined::Differs(new),
        (there, new) if *there == new => Joined::Same,
        _ => Joined::Differs(String::new()),
    }
}

fn join_points(field: FieldKey, there: &[Point], new: Vec<Point>) -> Joined {
    let form = |value: &str| {
        if field == key::PHONES { phone_digits(value) } else { fold_name(value) }
    };
    let known: Vec<String> = there.iter().map(|point| form(&point.value)).collect();
    let fresh: Vec<Point> = new.into_iter().filter(|point| !known.contains(&form(&point.value))).collect();
    if fresh.is_empty() {
        Joined::Same
    } else {
        Joined::New(Value::Points(there.iter().cloned().chain(fresh).collect()))
    }
}
