//! Contact points: what of them is compared, and the keyed mark by which consents and suppressions name them.
//!
//! An event that outlives an erasure must not keep the address it is about. So it names it by a mark: a keyed hash of kind
//! and normalised value, under a key that is the vault's (the engine has it; nothing here does). Whoever holds address and
//! key can ask "is it this one?", nobody can read it back. Two spellings of one address have one mark.

use crate::fold::{fold_name, phone_digits, phone_tail};
use crate::peek::RecordRef;
use crate::privacy::words::Channel;
use crate::schema::custom::Form;
use crate::schema::{FieldKey, key};

/// The keyed mark of a contact point.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Mark(pub [u8; 32]);

impl std::fmt::Debug for Mark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Mark({:02x}{:02x}…)", self.0[0], self.0[1])
    }
}

/// Makes marks: HMAC-SHA-256 under the vault's suppression key, which stays the same when the vault's other keys change.
pub trait Marker {
    /// The mark of these bytes.
    fn mark(&self, bytes: &[u8]) -> Mark;
}

impl<F: Fn(&[u8]) -> Mark> Marker for F {
    fn mark(&self, bytes: &[u8]) -> Mark {
        self(bytes)
    }
}

/// Kinds of contact points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PointKind {
    /// A mail address.
    Email,
    /// A telephone number, for calls and text messages alike.
    Phone,
    /// A postal address.
    Post,
    /// A place on the web.
    Social,
}

impl PointKind {
    /// Every kind with the field of Tacit's that it stands in; fields of the team's own hold such as well.
    pub const FIELDS: [(Self, FieldKey); 4] = [
        (Self::Email, key::EMAILS),
        (Self::Phone, key::PHONES),
        (Self::Post, key::ADDRESSES),
        (Self::Social, key::LINKS),
    ];

    /// The kind of contact point that a field of people holds, the team's own among them; `None` for any other field.
    pub fn of_field(field: FieldKey) -> Option<Self> {
        match Form::of(field) {
            Some(Form::Email) => Some(Self::Email),
            Some(Form::Phone) => Some(Self::Phone),
            Some(Form::Address) => Some(Self::Post),
            Some(Form::Link) => Some(Self::Social),
            Some(_) => None,
            None => Self::FIELDS.into_iter().find(|(_, of)| *of == field).map(|(kind, _)| kind),
        }
    }

    /// The kind that a channel uses; `None` where it uses none.
    pub fn of(channel: Channel) -> Option<Self> {
        match channel {
            Channel::Email => Some(Self::Email),
            Channel::Phone | Channel::Sms => Some(Self::Phone),
            Channel::Post => Some(Self::Post),
            Channel::Social => Some(Self::Social),
            Channel::InPerson => None,
        }
    }

    /// What is compared of a value; empty if nothing is left of it. Mail addresses: no blanks, lower case on both sides of
    /// the `@`; accents tell addresses apart, as they do in mail. Numbers: the last nine digits, so that the country's
    /// code may be missing. The rest: folded, one blank between words.
    pub fn normalise(self, value: &str) -> String {
        match self {
            Self::Email => {
                let lower = value.to_lowercase();
                lower.trim().trim_start_matches("mailto:").split_whitespace().collect()
            }
            Self::Phone => phone_tail(&phone_digits(value)).to_owned(),
            Self::Post => fold_name(&value.replace([',', ';', '\n', '\r'], " ")),
            Self::Social => {
                let folded = fold_name(value);
                let bare = ["https://", "http://", "www."]
                    .iter()
                    .fold(folded.as_str(), |rest, lead| rest.strip_prefix(lead).unwrap_or(rest));
                bare.trim_end_matches('/').to_owned()
            }
        }
    }

    /// The mark of a value; `None` if nothing is left of it to compare.
    pub fn mark(self, value: &str, marker: &dyn Marker) -> Option<Mark> {
        let normal = self.normalise(value);
        if normal.is_empty() {
            return None;
        }
        let mut bytes = Vec::with_capacity(1 + normal.len());
        bytes.push(self.number());
        bytes.extend_from_slice(normal.as_bytes());
        Some(marker.mark(&bytes))
    }

    /// Part of what is marked: never changed.
    fn number(self) -> u8 {
        match self {
            Self::Email => 1,
            Self::Phone => 2,
            Self::Post => 3,
            Self::Social => 4,
        }
    }
}

/// A person's contact points in the order in which they stand: in Tacit's fields, then in those of the team's own.
pub fn points_of<'a>(person: &RecordRef<'a>) -> Vec<(PointKind, FieldKey, &'a str)> {
    let place = |field: FieldKey| PointKind::FIELDS.iter().position(|(_, of)| *of == field);
    let mut fields = Vec::new();
    // All fields are read once, and of nearly everybody one or two of them hold anything.
    person.for_each_filled(|field| fields.extend(PointKind::of_field(field).map(|kind| (kind, field))));
    fields.sort_by_key(|(_, field)| place(*field).unwrap_or(PointKind::FIELDS.len()));
    let points = fields.into_iter();
    points
        .flat_map(|(kind, field)| person.points(field).into_iter().map(move |(_, value)| (kind, field, value)))
        .collect()
}

/// The marks of a person's contact points, in the order in which they stand.
pub fn marks_of(person: &RecordRef<'_>, marker: &dyn Marker) -> Vec<(PointKind, Mark)> {
    let points = points_of(person).into_iter();
    points.filter_map(|(kind, _, value)| Some((kind, kind.mark(value, marker)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_contact_point_compare_as_one() {
        let same = |kind: PointKind, a: &str, b: &str| assert_eq!(kind.normalise(a), kind.normalise(b), "{a} {b}");
        same(PointKind::Email, " Ada@Example.ORG", "ada@example.org");
        same(PointKind::Email, "mailto:ada@example.org", "ada@example.org");
        same(PointKind::Phone, "+49 (30) 901820-0", "030/9018200");
        same(PointKind::Social, "https://www.example.org/ada/", "http://example.org/ada");
        same(PointKind::Post, "Main St 1,\nBerlin", "main st 1 berlin");
        assert_ne!(PointKind::Email.normalise("ada+news@example.org"), PointKind::Email.normalise("ada@example.org"));
    }

    #[test]
    fn fields_of_ones_own_hold_contact_points_by_their_form() {
        for (kind, field) in PointKind::FIELDS {
            assert_eq!(PointKind::of_field(field), Some(kind));
        }
        let of = |form: Form| PointKind::of_field(form.key(3));
        assert_eq!(
            [Form::Email, Form::Phone, Form::Address, Form::Link].map(of),
            PointKind::FIELDS.map(|one| Some(one.0))
        );
        assert_eq!([of(Form::Text), PointKind::of_field(key::NOTES)], [None, None]);
    }

    #[test]
    fn nothing_has_no_mark() {
        let marker = |_: &[u8]| Mark([1; 32]);
        assert_eq!(PointKind::Phone.mark("ext.", &marker), None);
        assert_eq!(PointKind::Email.mark(" ", &marker), None);
    }
}
