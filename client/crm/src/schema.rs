//! Kinds of records and their fields: numbers (stable, never reused), labels, groups and forms of value.
//!
//! A record may hold fields that are not listed here, written by a newer version: they are kept and merged
//! like any other, and not shown.

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
    /// A file attached to a person or company.
    File,
    /// A kind that this version does not know: kept and synced, not shown.
    Other(u16),
}

impl Kind {
    /// The number on the wire. 5, 6 and 7 are kept for deals, tasks and activities, 256 and up for custom objects.
    pub fn number(self) -> u16 {
        match self {
            Self::Person => 1,
            Self::Company => 2,
            Self::Settings => 3,
            Self::MemberCard => 4,
            Self::File => 8,
            Self::Other(number) => number,
        }
    }

    /// The kind of this number.
    pub fn from_number(number: u16) -> Self {
        match number {
            1 => Self::Person,
            2 => Self::Company,
            3 => Self::Settings,
            4 => Self::MemberCard,
            8 => Self::File,
            other => Self::Other(other),
        }
    }
}

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

/// Field numbers. Those that mean the same in several kinds share a number.
pub mod key {
    use super::FieldKey;

    /// Given name.
    pub const GIVEN: FieldKey = FieldKey(1);
    /// Middle names.
    pub const MIDDLE: FieldKey = FieldKey(2);
    /// Family name.
    pub const FAMILY: FieldKey = FieldKey(3);
    /// "Dr.", "Ms".
    pub const PREFIX: FieldKey = FieldKey(4);
    /// "Jr.", "PhD".
    pub const SUFFIX: FieldKey = FieldKey(5);
    /// Nickname.
    pub const NICKNAME: FieldKey = FieldKey(6);
    /// Name of a company, a vault or a member.
    pub const NAME: FieldKey = FieldKey(7);
    /// Job title.
    pub const JOB_TITLE: FieldKey = FieldKey(10);
    /// Department.
    pub const DEPARTMENT: FieldKey = FieldKey(11);
    /// The company a person works for.
    pub const COMPANY: FieldKey = FieldKey(12);
    /// E-mail addresses.
    pub const EMAILS: FieldKey = FieldKey(20);
    /// Telephone numbers.
    pub const PHONES: FieldKey = FieldKey(21);
    /// Web addresses.
    pub const LINKS: FieldKey = FieldKey(22);
    /// Postal addresses.
    pub const ADDRESSES: FieldKey = FieldKey(23);
    /// Birthday.
    pub const BIRTHDAY: FieldKey = FieldKey(30);
    /// Gender.
    pub const GENDER: FieldKey = FieldKey(31);
    /// Where the relation stands.
    pub const STATUS: FieldKey = FieldKey(40);
    /// Tags.
    pub const TAGS: FieldKey = FieldKey(41);
    /// Background and notes.
    pub const NOTES: FieldKey = FieldKey(42);
    /// A company's web domain.
    pub const DOMAIN: FieldKey = FieldKey(50);
    /// A company's industry.
    pub const INDUSTRY: FieldKey = FieldKey(51);
    /// A company's number of employees, as known.
    pub const SIZE: FieldKey = FieldKey(52);
    /// Where the record came from: "clients.csv, row 118".
    pub const SOURCE: FieldKey = FieldKey(60);
    /// A vCard's UID, so that importing it again finds the person.
    pub const UID: FieldKey = FieldKey(61);
    /// First contact.
    pub const FIRST_SEEN: FieldKey = FieldKey(62);
    /// Latest contact.
    pub const LAST_SEEN: FieldKey = FieldKey(63);
    /// A member's number.
    pub const MEMBER_NUMBER: FieldKey = FieldKey(70);
    /// Hash of the invite that a member card was written for.
    pub const INVITE_HASH: FieldKey = FieldKey(71);
    /// 1 on the member card of a recovery account: nobody speaks for it day by day.
    pub const RECOVERY: FieldKey = FieldKey(72);
    /// A file's id on the server.
    pub const FILE_ID: FieldKey = FieldKey(80);
    /// A file's key.
    pub const FILE_KEY: FieldKey = FieldKey(81);
    /// A file's true length in bytes.
    pub const FILE_LEN: FieldKey = FieldKey(82);
    /// Hash of a file's sealed bytes.
    pub const FILE_HASH: FieldKey = FieldKey(83);
    /// What a file's first bytes looked like.
    pub const FILE_MEDIA: FieldKey = FieldKey(84);
    /// The person or company that a file belongs to.
    pub const HOLDER: FieldKey = FieldKey(85);
}

/// Choices offered for a person's status.
pub const STATUSES: &[&str] = &["lead", "cold", "warm", "hot", "in-contract", "former"];
/// Choices offered for a person's gender.
pub const GENDERS: &[&str] = &["female", "male", "nonbinary", "other"];
/// Choices offered for a company's size.
pub const SIZES: &[&str] = &["1", "2-9", "10-49", "50-249", "250-499", "500+"];

const fn field(key: FieldKey, label: &'static str, group: &'static str, shape: Shape) -> FieldSpec {
    FieldSpec { key, label, group, shape, column: false, sortable: false, hidden: false }
}

const fn column(key: FieldKey, label: &'static str, group: &'static str, shape: Shape) -> FieldSpec {
    FieldSpec { key, label, group, shape, column: true, sortable: true, hidden: false }
}

const fn sortable(key: FieldKey, label: &'static str, group: &'static str, shape: Shape) -> FieldSpec {
    FieldSpec { key, label, group, shape, column: false, sortable: true, hidden: false }
}

const fn hidden(key: FieldKey, label: &'static str, shape: Shape) -> FieldSpec {
    FieldSpec { key, label, group: "", shape, column: false, sortable: false, hidden: true }
}

const PERSON: &[FieldSpec] = &[
    sortable(key::GIVEN, "Given name", "Name", Shape::Text),
    sortable(key::FAMILY, "Family name", "Name", Shape::Text),
    field(key::MIDDLE, "Middle name", "Name", Shape::Text),
    field(key::PREFIX, "Prefix", "Name", Shape::Text),
    field(key::SUFFIX, "Suffix", "Name", Shape::Text),
    field(key::NICKNAME, "Nickname", "Name", Shape::Text),
    column(key::COMPANY, "Company", "Work", Shape::Link(Kind::Company)),
    column(key::JOB_TITLE, "Job title", "Work", Shape::Text),
    sortable(key::DEPARTMENT, "Department", "Work", Shape::Text),
    column(key::EMAILS, "E-mail", "Contact", Shape::Emails),
    column(key::PHONES, "Phone", "Contact", Shape::Phones),
    field(key::LINKS, "Links", "Contact", Shape::Links),
    field(key::ADDRESSES, "Addresses", "Contact", Shape::Addresses),
    column(key::STATUS, "Status", "About", Shape::Choice(STATUSES)),
    column(key::TAGS, "Tags", "About", Shape::Tags),
    field(key::NOTES, "Background", "About", Shape::LongText),
    sortable(key::FIRST_SEEN, "First seen", "About", Shape::Date),
    sortable(key::LAST_SEEN, "Last seen", "About", Shape::Date),
    field(key::BIRTHDAY, "Birthday", "Personal", Shape::Date),
    field(key::GENDER, "Gender", "Personal", Shape::Choice(GENDERS)),
    hidden(key::SOURCE, "Source", Shape::Text),
    hidden(key::UID, "vCard UID", Shape::Text),
];

const COMPANY: &[FieldSpec] = &[
    sortable(key::NAME, "Name", "Company", Shape::Text),
    column(key::DOMAIN, "Website", "Company", Shape::Text),
    column(key::INDUSTRY, "Industry", "Company", Shape::Text),
    column(key::SIZE, "Size", "Company", Shape::Choice(SIZES)),
    column(key::EMAILS, "E-mail", "Contact", Shape::Emails),
    column(key::PHONES, "Phone", "Contact", Shape::Phones),
    field(key::LINKS, "Links", "Contact", Shape::Links),
    field(key::ADDRESSES, "Addresses", "Contact", Shape::Addresses),
    column(key::TAGS, "Tags", "About", Shape::Tags),
    field(key::NOTES, "Notes", "About", Shape::LongText),
    hidden(key::SOURCE, "Source", Shape::Text),
];

const SETTINGS: &[FieldSpec] = &[field(key::NAME, "Vault name", "Vault", Shape::Text)];

const MEMBER_CARD: &[FieldSpec] = &[
    field(key::NAME, "Name", "Member", Shape::Text),
    hidden(key::MEMBER_NUMBER, "Member number", Shape::Number),
    hidden(key::INVITE_HASH, "Invite", Shape::Bytes),
    hidden(key::RECOVERY, "Recovery account", Shape::Number),
];

const FILE: &[FieldSpec] = &[
    field(key::NAME, "Name", "File", Shape::Text),
    // Or a company: the form is the same.
    hidden(key::HOLDER, "Attached to", Shape::Link(Kind::Person)),
    hidden(key::FILE_ID, "File", Shape::Bytes),
    hidden(key::FILE_KEY, "Key", Shape::Bytes),
    hidden(key::FILE_LEN, "Length", Shape::Number),
    hidden(key::FILE_HASH, "Hash", Shape::Bytes),
    hidden(key::FILE_MEDIA, "Kind", Shape::Text),
];

/// Every field of a kind, in display order; none for kinds that this version does not know.
pub fn fields(kind: Kind) -> &'static [FieldSpec] {
    match kind {
        Kind::Person => PERSON,
        Kind::Company => COMPANY,
        Kind::Settings => SETTINGS,
        Kind::MemberCard => MEMBER_CARD,
        Kind::File => FILE,
        Kind::Other(_) => &[],
    }
}

/// The field of a kind with this number.
pub fn field_of(kind: Kind, key: FieldKey) -> Option<&'static FieldSpec> {
    fields(kind).iter().find(|spec| spec.key == key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_kind_lists_a_number_twice() {
        for kind in [Kind::Person, Kind::Company, Kind::Settings, Kind::MemberCard, Kind::File] {
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
