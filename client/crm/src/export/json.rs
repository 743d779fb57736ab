//! JSON of our own: `{"format":"tacit-people","version":1,"people":[{"Given name":"Ada","E-mail":[{"label":"work",…}]}]}`;
//! of what is not people `{"format":"tacit-records","version":1,"of":"deals","records":[…]}`.

use super::Leaving;
use crate::schema::{self, FieldKey, Kind, Shape};

pub(super) fn begin(out: &mut Vec<u8>) {
    out.extend_from_slice(b"{\"format\":\"tacit-people\",\"version\":1,\"people\":[");
}

pub(super) fn begin_records(of: &str, out: &mut Vec<u8>) {
    let head = format!("{{\"format\":\"tacit-records\",\"version\":1,\"of\":{},\"records\":[", text(of));
    out.extend_from_slice(head.as_bytes());
}

pub(super) fn end(out: &mut Vec<u8>) {
    out.extend_from_slice(b"\n]}\n");
}

/// One person or record.
pub(super) fn one(
    first: bool,
    (kind, keys, names): (Kind, &[FieldKey], &[String]),
    leaving: &Leaving,
    out: &mut Vec<u8>,
) {
    let fields = leaving.fields.iter().map(|(field, values)| {
        let shape = schema::field_of(kind, *field).map(|spec| spec.shape);
        let text = match shape {
            Some(Shape::Emails | Shape::Phones | Shape::Links | Shape::Addresses) => {
                let point =
                    |label: &str, value: &str| format!("{{\"label\":{},\"value\":{}}}", text(label), text(value));
                list(values.iter().map(|one| point(&one.label, &one.value)))
            }
            Some(Shape::Tags) => list(values.iter().map(|one| text(&one.value))),
            _ => text(leaving.text(*field)),
        };
        let name = keys.iter().position(|key| key == field).and_then(|at| names.get(at));
        format!("{}:{text}", self::text(name.map_or("", String::as_str)))
    });
    let fields: Vec<String> = fields.collect();
    let comma = if first { "\n" } else { ",\n" };
    out.extend_from_slice(format!("{comma}{{{}}}", fields.join(",")).as_bytes());
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(","))
}

/// A string (RFC 8259, 7).
pub(crate) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            letter if letter.is_control() => out.push_str(&format!("\\u{:04x}", u32::from(letter))),
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}
