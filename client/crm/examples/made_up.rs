//! Made-up people, a line each, fields parted by tabs: what other search engines are measured on beside ours.
//! `cargo run -p tacit-crm --example made_up -- 100000`
#![allow(clippy::unwrap_used, missing_docs)]

use std::io::{BufWriter, Write};
use tacit_crm::demo::Demo;
use tacit_crm::schema::key;
use tacit_crm::{FieldKey, Kind, Record, RecordId, Stamp, Value};

/// What a search looks through.
const FIELDS: [FieldKey; 8] =
    [key::GIVEN, key::FAMILY, key::JOB_TITLE, key::EMAILS, key::PHONES, key::STATUS, key::TAGS, key::NOTES];

fn text(record: &Record, field: FieldKey) -> String {
    match record.get(field) {
        Value::Text(text) => text,
        Value::Points(points) => points.into_iter().map(|point| point.value).collect::<Vec<_>>().join(" "),
        Value::Tags(tags) => tags.join(" "),
        _ => String::new(),
    }
}

fn main() {
    let people: u32 = std::env::args().nth(1).and_then(|arg| arg.parse().ok()).unwrap_or(10_000);
    let mut next = 0_u128;
    let mut ids = || {
        next += 1;
        RecordId(next.to_be_bytes())
    };
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut company = String::new();
    let stamp = Stamp { ms: 1_700_000_000_000, counter: 0, author: 1 };
    for (_, record) in Demo::new(people, 1, stamp, &mut ids).with_company_for_every(1) {
        if record.kind() == Kind::Company {
            company = record.text(key::NAME);
            continue;
        }
        let fields: Vec<String> = FIELDS.map(|field| text(&record, field)).to_vec();
        writeln!(out, "{}\t{company}", fields.join("\t")).unwrap();
    }
}
