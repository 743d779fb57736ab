//! Numbers of fields that a team defines itself. The number tells the form, so that a record reads and merges without
//! the definition, which may come later or be gone.

use super::{FieldKey, FieldSpec, Kind, Shape};

/// The first number of fields that teams define.
const FIRST: u16 = 0x4000;
/// Numbers of one form.
pub const NUMBERS: u16 = 0x800;

/// Forms that a field of one's own can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u16)]
pub enum Form {
    /// One line.
    Text,
    /// Several lines of Markdown.
    LongText,
    /// A plain number.
    Number,
    /// An amount with its currency.
    Money,
    /// A day.
    Date,
    /// One of some words.
    Choice,
    /// Any number of some words.
    Choices,
    /// Yes, or no.
    YesNo,
    /// Labelled e-mail addresses.
    Email,
    /// Labelled telephone numbers.
    Phone,
    /// Labelled postal addresses.
    Address,
    /// Labelled web addresses.
    Link,
    /// Other records.
    Relation,
    /// A member of the vault.
    Member,
}

/// Kinds that a relation of one's own may point to.
const RELATED: &[Kind] = &[Kind::Person, Kind::Company, Kind::Deal, Kind::Task, Kind::Activity, Kind::ANY_OWN];

impl Form {
    /// Every form, by number.
    pub const ALL: [Self; 14] = [
        Self::Text,
        Self::LongText,
        Self::Number,
        Self::Money,
        Self::Date,
        Self::Choice,
        Self::Choices,
        Self::YesNo,
        Self::Email,
        Self::Phone,
        Self::Address,
        Self::Link,
        Self::Relation,
        Self::Member,
    ];

    /// The form of a field's number; `None` for fields that Tacit defines, or a newer version of it.
    pub fn of(key: FieldKey) -> Option<Self> {
        Self::ALL.get(usize::from(key.0.checked_sub(FIRST)? / NUMBERS)).copied()
    }

    /// One of its numbers, drawn below [`NUMBERS`].
    pub fn key(self, drawn: u16) -> FieldKey {
        FieldKey(FIRST + self as u16 * NUMBERS + drawn % NUMBERS)
    }

    /// Whether its words are listed with the definition.
    pub fn has_choices(self) -> bool {
        matches!(self, Self::Choice | Self::Choices)
    }

    /// The form of value.
    pub fn shape(self) -> Shape {
        match self {
            Self::Text => Shape::Text,
            Self::LongText => Shape::Note,
            Self::Number => Shape::Decimal,
            Self::Money => Shape::Money,
            Self::Date => Shape::Date,
            Self::Choice => Shape::Choice(&[]),
            Self::Choices => Shape::Tags,
            Self::YesNo => Shape::YesNo,
            Self::Email => Shape::Emails,
            Self::Phone => Shape::Phones,
            Self::Address => Shape::Addresses,
            Self::Link => Shape::Links,
            Self::Relation => Shape::Relations(RELATED),
            Self::Member => Shape::Member,
        }
    }

    /// Whether rows can be sorted by it.
    fn is_sortable(self) -> bool {
        !matches!(self, Self::LongText | Self::Choices | Self::Address | Self::Link | Self::Relation)
    }
}

/// What a field of one's own is to a kind that people work with; its name is in its definition.
pub(super) fn spec(kind: Kind, key: FieldKey) -> Option<FieldSpec> {
    let form = Form::of(key).filter(|_| kind.is_worked_with())?;
    let sortable = form.is_sortable();
    Some(FieldSpec { key, label: "", group: "", shape: form.shape(), column: false, sortable, hidden: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_tells_its_form() {
        for form in Form::ALL {
            for drawn in [0, 1, NUMBERS - 1] {
                assert_eq!(Form::of(form.key(drawn)), Some(form));
            }
        }
        assert_eq!(Form::of(FieldKey(1003)), None);
        assert_eq!(Form::of(FieldKey(u16::MAX)), None);
    }
}
