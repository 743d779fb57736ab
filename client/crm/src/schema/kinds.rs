//! The fields of each kind, in display order: labels, groups and forms of value.

use super::{FieldKey, FieldSpec, Kind, Shape, key};
use crate::privacy::key as pk;

/// Choices offered for a person's status.
pub const STATUSES: &[&str] = &["lead", "cold", "warm", "hot", "in-contract", "former"];
/// Choices offered for a person's gender.
pub const GENDERS: &[&str] = &["female", "male", "nonbinary", "other"];
/// Choices offered for a company's size.
pub const SIZES: &[&str] = &["1", "2-9", "10-49", "50-249", "250-499", "500+"];
/// Kinds of activities.
pub const ACTIVITIES: &[&str] = &["note", "call", "meeting", "e-mail"];
/// The type of activities that say that somebody's data left; written by exports, not chosen.
pub const DISCLOSURE_TYPE: &str = "disclosure";
/// What a stage means for its deals.
pub const OUTCOMES: &[&str] = &["open", "won", "lost"];
/// Choices offered for how a deal came about.
pub const ORIGINS: &[&str] = &["referral", "website", "event", "outreach", "existing client", "other"];

/// What tasks and activities can be about.
const SUBJECTS: &[Kind] = &[Kind::Person, Kind::Company, Kind::Deal, Kind::ANY_OWN];

pub(super) const fn field(key: FieldKey, label: &'static str, group: &'static str, shape: Shape) -> FieldSpec {
    FieldSpec { key, label, group, shape, column: false, sortable: false, hidden: false }
}

const fn column(key: FieldKey, label: &'static str, group: &'static str, shape: Shape) -> FieldSpec {
    FieldSpec { key, label, group, shape, column: true, sortable: true, hidden: false }
}

pub(super) const fn sortable(key: FieldKey, label: &'static str, group: &'static str, shape: Shape) -> FieldSpec {
    FieldSpec { key, label, group, shape, column: false, sortable: true, hidden: false }
}

pub(super) const fn hidden(key: FieldKey, label: &'static str, shape: Shape) -> FieldSpec {
    FieldSpec { key, label, group: "", shape, column: false, sortable: false, hidden: true }
}

pub(super) const PERSON: &[FieldSpec] = &[
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
    field(key::IN_LISTS, "Lists", "About", Shape::Relations(&[Kind::List])),
    sortable(key::OWNER, "Owner", "About", Shape::Member),
    field(key::NOTES, "Background", "About", Shape::Note),
    sortable(key::FIRST_SEEN, "First seen", "About", Shape::Date),
    sortable(key::LAST_SEEN, "Last seen", "About", Shape::Date),
    field(key::BIRTHDAY, "Birthday", "Personal", Shape::Date),
    field(key::GENDER, "Gender", "Personal", Shape::Choice(GENDERS)),
    hidden(key::SOURCE, "Source", Shape::Text),
    hidden(key::UID, "vCard UID", Shape::Text),
    hidden(key::NOT_SAME, "Not the same as", Shape::Relations(&[Kind::Person])),
    hidden(key::MERGED, "Merged into it", Shape::Relations(&[Kind::Person])),
    hidden(crate::privacy::key::UNITED_FROM, "Made one of", Shape::Relations(&[Kind::Person])),
];

pub(super) const COMPANY: &[FieldSpec] = &[
    sortable(key::NAME, "Name", "Company", Shape::Text),
    column(key::DOMAIN, "Website", "Company", Shape::Text),
    column(key::INDUSTRY, "Industry", "Company", Shape::Text),
    column(key::SIZE, "Size", "Company", Shape::Choice(SIZES)),
    column(key::EMAILS, "E-mail", "Contact", Shape::Emails),
    column(key::PHONES, "Phone", "Contact", Shape::Phones),
    field(key::LINKS, "Links", "Contact", Shape::Links),
    field(key::ADDRESSES, "Addresses", "Contact", Shape::Addresses),
    column(key::TAGS, "Tags", "About", Shape::Tags),
    field(key::IN_LISTS, "Lists", "About", Shape::Relations(&[Kind::List])),
    sortable(key::OWNER, "Owner", "About", Shape::Member),
    field(key::NOTES, "Notes", "About", Shape::Note),
    hidden(key::SOURCE, "Source", Shape::Text),
    hidden(key::NOT_SAME, "Not the same as", Shape::Relations(&[Kind::Company])),
    hidden(key::MERGED, "Merged into it", Shape::Relations(&[Kind::Company])),
];

pub(super) const SETTINGS: &[FieldSpec] = &[
    field(key::NAME, "Vault name", "Vault", Shape::Text),
    field(key::CURRENCY, "Currency", "Vault", Shape::Text),
    hidden(pk::CONTROLLER, "Controller", Shape::Text),
    hidden(pk::CONTROLLER_ADDRESS, "Controller's address", Shape::Text),
    hidden(pk::CONTROLLER_CONTACT, "Controller's contact", Shape::Text),
    hidden(pk::CONTROLLER_OFFICER, "Data protection officer", Shape::Text),
];

pub(super) const MEMBER_CARD: &[FieldSpec] = &[
    field(key::NAME, "Name", "Member", Shape::Text),
    hidden(key::MEMBER_NUMBER, "Member number", Shape::Number),
    hidden(key::INVITE_HASH, "Invite", Shape::Bytes),
    hidden(key::RECOVERY, "Recovery account", Shape::Number),
];

pub(super) const FILE: &[FieldSpec] = &[
    field(key::NAME, "Name", "File", Shape::Text),
    // Or another kind: the form is the same.
    hidden(key::HOLDER, "Attached to", Shape::Link(Kind::Person)),
    hidden(key::FILE_ID, "File", Shape::Bytes),
    hidden(key::FILE_KEY, "Key", Shape::Bytes),
    hidden(key::FILE_LEN, "Length", Shape::Number),
    hidden(key::FILE_HASH, "Hash", Shape::Bytes),
    hidden(key::FILE_MEDIA, "Kind", Shape::Text),
];

pub(super) const DEAL: &[FieldSpec] = &[
    sortable(key::NAME, "Title", "Deal", Shape::Text),
    column(key::STAGE, "Stage", "Deal", Shape::Link(Kind::Stage)),
    column(key::AMOUNT, "Amount", "Deal", Shape::Money),
    column(key::COMPANY, "Company", "Deal", Shape::Link(Kind::Company)),
    field(key::PEOPLE, "People", "Deal", Shape::Relations(&[Kind::Person])),
    column(key::CLOSE, "Expected close", "Deal", Shape::Date),
    column(key::OWNER, "Owner", "Deal", Shape::Member),
    sortable(key::ORIGIN, "Origin", "About", Shape::Choice(ORIGINS)),
    sortable(key::CLOSED, "Closed", "About", Shape::Moment),
    sortable(key::REASON, "Reason", "About", Shape::Text),
    field(key::TAGS, "Tags", "About", Shape::Tags),
    field(key::IN_LISTS, "Lists", "About", Shape::Relations(&[Kind::List])),
    field(key::NOTES, "Background", "About", Shape::Note),
    hidden(key::SOURCE, "Source", Shape::Text),
];

pub(super) const TASK: &[FieldSpec] = &[
    sortable(key::NAME, "Title", "Task", Shape::Text),
    column(key::DUE, "Due", "Task", Shape::Date),
    field(key::REPEAT, "Repeats", "Task", Shape::Repeat),
    field(key::REMIND, "Reminder", "Task", Shape::Reminder),
    column(key::ABOUT, "About", "Task", Shape::Relations(SUBJECTS)),
    column(key::OWNER, "Assigned to", "Task", Shape::Member),
    sortable(key::DONE, "Done", "Task", Shape::YesNo),
    field(key::TAGS, "Tags", "Task", Shape::Tags),
    field(key::NOTES, "Notes", "Task", Shape::Note),
    hidden(key::DONE_AT, "Done at", Shape::Moment),
    hidden(key::SERIES, "Repeats from", Shape::Date),
    hidden(key::OCCURS, "Stands for", Shape::Date),
    hidden(key::NEXT, "Next", Shape::Bytes),
    hidden(key::SOURCE, "Source", Shape::Text),
    hidden(crate::privacy::key::RETURN_OF, "Return of", Shape::Link(Kind::Disclosure)),
];

pub(super) const ACTIVITY: &[FieldSpec] = &[
    column(key::TYPE, "Type", "Activity", Shape::Choice(ACTIVITIES)),
    sortable(key::NAME, "Subject", "Activity", Shape::Text),
    column(key::WHEN, "When", "Activity", Shape::Moment),
    field(key::UNTIL, "Until", "Activity", Shape::Moment),
    column(key::ABOUT, "About", "Activity", Shape::Relations(SUBJECTS)),
    field(key::PLACE, "Place", "Activity", Shape::Text),
    field(key::TAGS, "Tags", "Activity", Shape::Tags),
    field(key::MAIL_FROM, "From", "Activity", Shape::Text),
    field(key::MAIL_TO, "To", "Activity", Shape::Text),
    FieldSpec { column: true, ..field(key::NOTES, "Text", "Activity", Shape::Note) },
    hidden(key::MESSAGE_ID, "Message-ID", Shape::Text),
    hidden(key::SOURCE, "Source", Shape::Text),
];

pub(super) const PIPELINE: &[FieldSpec] =
    &[sortable(key::NAME, "Name", "Pipeline", Shape::Text), hidden(key::RANK, "Place", Shape::Number)];

pub(super) const STAGE: &[FieldSpec] = &[
    sortable(key::NAME, "Name", "Stage", Shape::Text),
    field(key::OUTCOME, "Outcome", "Stage", Shape::Choice(OUTCOMES)),
    hidden(key::CHANCE, "Chance", Shape::Number),
    hidden(key::RANK, "Place", Shape::Number),
    hidden(key::PIPELINE, "Pipeline", Shape::Link(Kind::Pipeline)),
];

pub(super) const VIEW: &[FieldSpec] = &[
    sortable(key::NAME, "Name", "View", Shape::Text),
    // Nobody's is everybody's.
    hidden(key::OWNER, "Owner", Shape::Member),
    hidden(key::LISTS, "Lists", Shape::Number),
    hidden(key::LOOK, "Look", Shape::Bytes),
];

pub(super) const FIELD: &[FieldSpec] = &[
    sortable(key::NAME, "Name", "Field", Shape::Text),
    field(key::CHOICES, "Choices", "Field", Shape::LongText),
    hidden(key::LISTS, "Of", Shape::Number),
    hidden(key::NUMBER, "Number", Shape::Number),
    hidden(key::RANK, "Place", Shape::Number),
    hidden(pk::SENSITIVITY, "Sensitivity", Shape::Text),
    hidden(pk::FIELD_CATEGORY, "Category", Shape::Text),
    hidden(pk::KEPT_FOR, "Kept for", Shape::Text),
];

pub(super) const OBJECT: &[FieldSpec] = &[
    field(key::NAME, "Name", "Object", Shape::Text),
    field(key::ONE, "One of them", "Object", Shape::Text),
    hidden(key::SIGN, "Sign", Shape::Text),
    hidden(key::NUMBER, "Number", Shape::Number),
    hidden(key::RANK, "Rank", Shape::Number),
];

pub(super) const LIST: &[FieldSpec] =
    &[sortable(key::NAME, "Name", "List", Shape::Text), field(key::NOTES, "What it is for", "List", Shape::LongText)];

pub(super) const TEMPLATE: &[FieldSpec] = &[
    sortable(key::NAME, "Name", "Template", Shape::Text),
    field(key::TYPE, "Type", "Template", Shape::Choice(ACTIVITIES)),
    field(key::NOTES, "Text", "Template", Shape::LongText),
];

/// What records of every kind of a team's own have; all else are fields of its own.
pub(super) const OWN: &[FieldSpec] = &[
    sortable(key::NAME, "Name", "Record", Shape::Text),
    FieldSpec { column: true, ..field(key::PEOPLE, "People", "Record", Shape::Relations(&[Kind::Person])) },
    column(key::COMPANY, "Company", "Record", Shape::Link(Kind::Company)),
    column(key::TAGS, "Tags", "About", Shape::Tags),
    field(key::IN_LISTS, "Lists", "About", Shape::Relations(&[Kind::List])),
    column(key::OWNER, "Owner", "About", Shape::Member),
    field(key::NOTES, "Background", "About", Shape::Note),
    hidden(key::NOT_SAME, "Not the same as", Shape::Relations(&[Kind::ANY_OWN])),
    hidden(key::MERGED, "Merged into it", Shape::Relations(&[Kind::ANY_OWN])),
];
