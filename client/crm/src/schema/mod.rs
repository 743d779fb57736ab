//! Kinds of records and their fields: numbers (stable, never reused), labels, groups and forms of value.
//!
//! A record may hold fields that are not listed here, written by a newer version: they are kept and merged
//! like any other, and not shown.

pub mod custom;
pub mod key;
mod kinds;
mod privacy;

use crate::privacy::{CONSENT_WORDS, is_consent};
pub use kinds::{ACTIVITIES, DISCLOSURE_TYPE, GENDERS, ORIGINS, OUTCOMES, SIZES, STATUSES};
use serde::{Deserialize, Serialize};

/// Kinds of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// A customer or contact.
    Person,
    /// An organisation.
    Company,
    /// The vault's own settings; there is one such record.
    Settings,
    /// How a member is called in this vault.
    MemberCard,
    /// A chance of business with somebody.
    Deal,
    /// Something to be done.
    Task,
    /// Something that happened or will: a note, a call, a meeting, an e-mail.
    Activity,
    /// A file attached to one of those above.
    File,
    /// A way that deals take, stage by stage.
    Pipeline,
    /// A stage of a pipeline.
    Stage,
    /// A saved view of a list.
    View,
    /// A field that the team defines itself.
    Field,
    /// A kind of records that the team defines itself.
    Object,
    /// Records that somebody picked by hand: it is named here, and each of them says that it is in it.
    List,
    /// A text to begin a note or a mail with.
    Template,
    /// What personal data is used for.
    Purpose,
    /// What people were told, word for word; never changed once it is written.
    Notice,
    /// Something said or done about a consent; never changed once it is written.
    ConsentEvent,
    /// What a purpose rests on for one person, if not on what the purpose says.
    BasisRecord,
    /// A contact point that is left alone, known by its mark only; never changed once it is written.
    Suppression,
    /// Somebody else who gets data.
    ThirdParty,
    /// Data that left the vault; never changed once it is written.
    Disclosure,
    /// When data of a kind goes.
    RetentionRule,
    /// Records that stay for now, whatever rules say.
    LegalHold,
    /// What a person asks for by right.
    Request,
    /// That somebody saw, exported, united or erased; never changed once it is written.
    AccessEvent,
    /// A person whose data is stored and not used.
    Restriction,
    /// Records of a kind that the team defined, by its number: 256 and up.
    Own(u16),
    /// A kind that this version does not know: kept and synced, not shown.
    Other(u16),
}

impl Kind {
    /// In a field's form: any kind that the team defined. No record is of it.
    pub const ANY_OWN: Self = Self::Own(0);
    /// The first number of kinds that teams define.
    pub const FIRST_OWN: u16 = 256;

    /// The number on the wire. 256 and up are kinds that teams define.
    pub fn number(self) -> u16 {
        match self {
            Self::Person => 1,
            Self::Company => 2,
            Self::Settings => 3,
            Self::MemberCard => 4,
            Self::Deal => 5,
            Self::Task => 6,
            Self::Activity => 7,
            Self::File => 8,
            Self::Pipeline => 9,
            Self::Stage => 10,
            Self::View => 11,
            Self::Field => 12,
            Self::Object => 13,
            Self::List => 14,
            Self::Template => 15,
            Self::Purpose => 32,
            Self::Notice => 33,
            Self::ConsentEvent => 34,
            Self::BasisRecord => 35,
            Self::Suppression => 36,
            Self::ThirdParty => 37,
            Self::Disclosure => 38,
            Self::RetentionRule => 39,
            Self::LegalHold => 40,
            Self::Request => 41,
            Self::AccessEvent => 42,
            Self::Restriction => 43,
            Self::Own(number) | Self::Other(number) => number,
        }
    }

    /// The kind of this number.
    pub fn from_number(number: u16) -> Self {
        match number {
            1 => Self::Person,
            2 => Self::Company,
            3 => Self::Settings,
            4 => Self::MemberCard,
            5 => Self::Deal,
            6 => Self::Task,
            7 => Self::Activity,
            8 => Self::File,
            9 => Self::Pipeline,
            10 => Self::Stage,
            11 => Self::View,
            12 => Self::Field,
            13 => Self::Object,
            14 => Self::List,
            15 => Self::Template,
            32 => Self::Purpose,
            33 => Self::Notice,
            34 => Self::ConsentEvent,
            35 => Self::BasisRecord,
            36 => Self::Suppression,
            37 => Self::ThirdParty,
            38 => Self::Disclosure,
            39 => Self::RetentionRule,
            40 => Self::LegalHold,
            41 => Self::Request,
            42 => Self::AccessEvent,
            43 => Self::Restriction,
            own @ Self::FIRST_OWN.. => Self::Own(own),
            other => Self::Other(other),
        }
    }

    /// Whether people work with records of this kind as such: they have lists and pages, are searched, and hold files.
    pub fn is_worked_with(self) -> bool {
        matches!(self, Self::Person | Self::Company | Self::Deal | Self::Task | Self::Activity | Self::Own(_))
    }

    /// Whether records of this kind can be picked for a list.
    pub fn is_listed(self) -> bool {
        matches!(self, Self::Person | Self::Company | Self::Deal | Self::Own(_))
    }

    /// Whether records of this kind are evidence: written whole, under one stamp, and never again.
    pub fn is_written_once(self) -> bool {
        matches!(self, Self::Notice | Self::ConsentEvent | Self::Suppression | Self::Disclosure | Self::AccessEvent)
    }

    /// Whether records of this kind say what may be done with whose data, or prove it: they change by steps of their own,
    /// each with its checks, and by nothing that edits, deletes or brings back whatever record it is given. Numbers that a
    /// later version may use for such are among them.
    pub fn is_of_privacy(self) -> bool {
        (PRIVACY_FIRST..PRIVACY_END).contains(&self.number())
    }
}

/// Numbers of kinds that the privacy model has, and those kept for it.
const PRIVACY_FIRST: u16 = 32;
const PRIVACY_END: u16 = 64;

/// A field's number, stable for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FieldKey(pub u16);

/// Forms of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One line.
    Text,
    /// Several lines.
    LongText,
    /// Labelled e-mail addresses.
    Emails,
    /// Labelled telephone numbers.
    Phones,
    /// Labelled web addresses; shown, never fetched.
    Links,
    /// Labelled postal addresses.
    Addresses,
    /// A day, or a month and day, as ISO 8601.
    Date,
    /// One of a few words; others, as they come from files, are accepted.
    Choice(&'static [&'static str]),
    /// Any number of words.
    Tags,
    /// Another record.
    Link(Kind),
    /// Any number of other records, of any of these kinds, the first of most weight.
    Relations(&'static [Kind]),
    /// Several lines of Markdown.
    Note,
    /// An amount with its currency.
    Money,
    /// A plain number.
    Decimal,
    /// A point in time, ms since 1970.
    Moment,
    /// Yes, or no.
    YesNo,
    /// A member of the vault, by number.
    Member,
    /// How a task comes again, as text.
    Repeat,
    /// When to be reminded, as text.
    Reminder,
    /// A whole number; not shown.
    Number,
    /// Bytes; not shown.
    Bytes,
}

/// A field: what it is called and which editor it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldSpec {
    /// Its number.
    pub key: FieldKey,
    /// As shown.
    pub label: &'static str,
    /// Heading it stands under on the record page.
    pub group: &'static str,
    /// Form of value.
    pub shape: Shape,
    /// Shown as a column unless hidden.
    pub column: bool,
    /// Rows can be sorted by it.
    pub sortable: bool,
    /// Not edited by people: provenance and the like.
    pub hidden: bool,
}

/// Every field of a kind that Tacit defines, in display order; none for kinds that this version does not know.
pub fn fields(kind: Kind) -> &'static [FieldSpec] {
    match kind {
        Kind::Person => kinds::PERSON,
        Kind::Company => kinds::COMPANY,
        Kind::Settings => kinds::SETTINGS,
        Kind::MemberCard => kinds::MEMBER_CARD,
        Kind::Deal => kinds::DEAL,
        Kind::Task => kinds::TASK,
        Kind::Activity => kinds::ACTIVITY,
        Kind::File => kinds::FILE,
        Kind::Pipeline => kinds::PIPELINE,
        Kind::Stage => kinds::STAGE,
        Kind::View => kinds::VIEW,
        Kind::Field => kinds::FIELD,
        Kind::Object => kinds::OBJECT,
        Kind::List => kinds::LIST,
        Kind::Template => kinds::TEMPLATE,
        Kind::Own(_) => kinds::OWN,
        Kind::Purpose => privacy::PURPOSE,
        Kind::Notice => privacy::NOTICE,
        Kind::ConsentEvent => privacy::CONSENT_EVENT,
        Kind::BasisRecord => privacy::BASIS_RECORD,
        Kind::Suppression => privacy::SUPPRESSION,
        Kind::ThirdParty => privacy::THIRD_PARTY,
        Kind::Disclosure => privacy::DISCLOSURE,
        Kind::RetentionRule => privacy::RETENTION_RULE,
        Kind::LegalHold => privacy::LEGAL_HOLD,
        Kind::Request => privacy::REQUEST,
        Kind::AccessEvent => privacy::ACCESS_EVENT,
        Kind::Restriction => privacy::RESTRICTION,
        Kind::Other(_) => &[],
    }
}

/// Which of several writes of a field counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeping {
    /// The newest.
    Newest,
    /// The first: a later write is refused.
    First,
    /// All: entries are added and never taken away.
    All,
}

/// Which writes of this field count.
pub fn keeping(kind: Kind, key: FieldKey) -> Keeping {
    match key {
        _ if kind.is_written_once() => Keeping::First,
        crate::privacy::key::CATEGORY | crate::privacy::key::SLUG => Keeping::First,
        crate::privacy::key::UNITED_FROM => Keeping::All,
        _ => Keeping::Newest,
    }
}

/// The field of a kind with this number, defined by Tacit or by the team.
pub fn field_of(kind: Kind, key: FieldKey) -> Option<FieldSpec> {
    fields(kind).iter().find(|spec| spec.key == key).copied().or_else(|| custom::spec(kind, key))
}

/// The form of what a list shows of a kind: of a field, or of what is read from stamps and from what points to a record.
pub(crate) fn shape_of(kind: Kind, key: FieldKey) -> Option<Shape> {
    match key {
        key::CHANGED | key::MADE | key::CONTACTED => Some(Shape::Moment),
        key::CHANGED_BY | key::MADE_BY => Some(Shape::Member),
        _ if is_consent(key) => (kind == Kind::Person).then_some(Shape::Choice(CONSENT_WORDS)),
        _ => field_of(kind, key).map(|spec| spec.shape),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_kind_lists_a_number_twice() {
        for kind in (1..=15).chain(32..=43).chain([256]).map(Kind::from_number) {
            let mut keys: Vec<_> = fields(kind).iter().map(|spec| spec.key).collect();
            keys.sort();
            keys.dedup();
            assert_eq!(keys.len(), fields(kind).len(), "{kind:?}");
        }
    }

    #[test]
    fn numbers_of_kinds_come_back() {
        for number in 0..600 {
            assert_eq!(Kind::from_number(number).number(), number);
        }
    }
}
