//! vCard 4.0 (RFC 6350), as `import/cards.rs` reads it back.

use super::{Leaving, One};
use crate::schema::{FieldKey, key};

/// Longest line in octets, without its break (RFC 6350, 3.2).
const LINE: usize = 75;

/// Whether a card has a place for a field.
pub(super) fn carries(field: FieldKey) -> bool {
    matches!(
        field,
        key::GIVEN
            | key::FAMILY
            | key::MIDDLE
            | key::PREFIX
            | key::SUFFIX
            | key::NICKNAME
            | key::COMPANY
            | key::DEPARTMENT
            | key::JOB_TITLE
            | key::EMAILS
            | key::PHONES
            | key::LINKS
            | key::ADDRESSES
            | key::TAGS
            | key::NOTES
    )
}

pub(crate) fn card(leaving: &Leaving, out: &mut Vec<u8>) {
    let mut card = Card { out, items: 0 };
    card.line("BEGIN:VCARD");
    card.line("VERSION:4.0");
    let email = || leaving.values(key::EMAILS).first().map_or("", |one| one.value.as_str());
    let name = if leaving.name.is_empty() { email() } else { &leaving.name };
    card.line(&format!("FN:{}", text(name)));
    let parts = [key::FAMILY, key::GIVEN, key::MIDDLE, key::PREFIX, key::SUFFIX].map(|field| text(leaving.text(field)));
    if parts.iter().any(|part| !part.is_empty()) {
        card.line(&format!("N:{}", parts.join(";")));
    }
    card.one("NICKNAME", leaving.text(key::NICKNAME));
    let (company, department) = (text(leaving.text(key::COMPANY)), text(leaving.text(key::DEPARTMENT)));
    match (company.is_empty(), department.is_empty()) {
        (true, true) => {}
        (_, true) => card.line(&format!("ORG:{company}")),
        (_, false) => card.line(&format!("ORG:{company};{department}")),
    }
    card.one("TITLE", leaving.text(key::JOB_TITLE));
    for (property, field) in [("EMAIL", key::EMAILS), ("TEL", key::PHONES), ("URL", key::LINKS)] {
        leaving.values(field).iter().for_each(|one| card.point(property, one, &text(&one.value)));
    }
    for one in leaving.values(key::ADDRESSES) {
        card.point("ADR", one, &format!(";;{};;;;", text(&one.value)));
    }
    let tags: Vec<String> = leaving.values(key::TAGS).iter().map(|one| text(&one.value)).collect();
    if !tags.is_empty() {
        card.line(&format!("CATEGORIES:{}", tags.join(",")));
    }
    card.one("NOTE", leaving.text(key::NOTES));
    // Only what people get of themselves has it.
    card.one("BDAY", &basic_date(leaving.text(key::BIRTHDAY)));
    card.line("END:VCARD");
}

struct Card<'a> {
    out: &'a mut Vec<u8>,
    /// Labels of our own words so far, each in a group.
    items: u32,
}

impl Card<'_> {
    fn one(&mut self, property: &str, value: &str) {
        if !value.is_empty() {
            self.line(&format!("{property}:{}", text(value)));
        }
    }

    /// A contact point: its label as a type where vCard has one, else in Apple's way, beside it.
    fn point(&mut self, property: &str, one: &One, value: &str) {
        match one.label.as_str() {
            "" => self.line(&format!("{property}:{value}")),
            "work" | "home" => self.line(&format!("{property};TYPE={}:{value}", one.label)),
            "mobile" if property == "TEL" => self.line(&format!("TEL;TYPE=cell:{value}")),
            label => {
                self.items += 1;
                let item = self.items;
                self.line(&format!("item{item}.{property}:{value}"));
                self.line(&format!("item{item}.X-ABLabel:{}", text(label)));
            }
        }
    }

    /// A line, folded where it is long: never within a letter.
    fn line(&mut self, line: &str) {
        let mut width = 0;
        for letter in line.chars() {
            if width + letter.len_utf8() > LINE {
                self.out.extend_from_slice(b"\r\n ");
                width = 1;
            }
            self.out.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
            width += letter.len_utf8();
        }
        self.out.extend_from_slice(b"\r\n");
    }
}

/// A day, or month and day, in ISO 8601's basic form (RFC 6350, 4.3.1).
fn basic_date(day: &str) -> String {
    match day.strip_prefix("--") {
        Some(rest) => format!("--{}", rest.replace('-', "")),
        None => day.replace('-', ""),
    }
}

/// A value with what has a meaning in vCard escaped (RFC 6350, 3.4).
fn text(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for letter in value.chars() {
        match letter {
            '\\' | ',' | ';' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}
