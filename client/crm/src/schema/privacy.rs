//! The fields of the kinds that privacy needs. People edit most of them on pages of their own, so they are hidden.

use super::kinds::{field, hidden, sortable};
use super::{FieldSpec, Kind, Shape, key};
use crate::privacy::key as pk;

/// Kinds that may be held or put off.
const HOLDABLE: &[Kind] = &[Kind::Person, Kind::Company, Kind::Deal, Kind::Task, Kind::Activity, Kind::ANY_OWN];

pub(super) const PURPOSE: &[FieldSpec] = &[
    sortable(key::NAME, "Name", "Purpose", Shape::Text),
    field(pk::PLAIN_TEXT, "In plain words", "Purpose", Shape::LongText),
    hidden(pk::SLUG, "Short name", Shape::Text),
    hidden(pk::DPV, "DPV term", Shape::Text),
    hidden(pk::CATEGORY, "Category", Shape::Text),
    hidden(pk::BASIS, "Legal basis", Shape::Text),
    hidden(pk::BASES, "Legal bases allowed", Shape::Tags),
    hidden(pk::JUSTIFICATION, "Justification", Shape::LongText),
    hidden(pk::REVIEW_DUE, "Review due", Shape::Moment),
    hidden(pk::CHANNELS, "Channels", Shape::Tags),
    hidden(pk::DOUBLE_OPT_IN, "Confirmed consent", Shape::YesNo),
    hidden(pk::VALIDITY, "Consent holds for", Shape::Text),
    hidden(pk::RENEW_BEFORE, "Renewal shown before", Shape::Text),
    hidden(pk::DATA_FIELDS, "Fields", Shape::Bytes),
    hidden(pk::RECIPIENTS, "Recipients", Shape::Relations(&[Kind::ThirdParty])),
    hidden(pk::RETENTION, "Retention rule", Shape::Link(Kind::RetentionRule)),
    hidden(pk::PURPOSE_STATUS, "Status", Shape::Text),
    hidden(pk::VERSION, "Version", Shape::Number),
    hidden(pk::WIDENED, "Widened", Shape::Moment),
];

pub(super) const NOTICE: &[FieldSpec] = &[
    hidden(pk::PURPOSES, "Purposes", Shape::Relations(&[Kind::Purpose])),
    hidden(pk::LANG, "Language", Shape::Text),
    hidden(pk::WORDING, "Wording", Shape::LongText),
    hidden(pk::NOTICE_HASH, "SHA-256", Shape::Bytes),
    hidden(pk::EFFECTIVE, "In effect from", Shape::Moment),
    hidden(pk::MATERIAL, "Material change", Shape::YesNo),
    hidden(pk::SUPERSEDES, "Follows", Shape::Link(Kind::Notice)),
    hidden(pk::RECIPIENTS, "Recipients named", Shape::Relations(&[Kind::ThirdParty])),
    hidden(pk::RECIPIENT_KINDS, "Kinds of recipients named", Shape::Tags),
];

pub(super) const CONSENT_EVENT: &[FieldSpec] = &[
    hidden(pk::SUBJECT, "Person", Shape::Link(Kind::Person)),
    hidden(pk::PURPOSE, "Purpose", Shape::Link(Kind::Purpose)),
    hidden(pk::MARK, "Contact point", Shape::Bytes),
    hidden(pk::CHANNEL, "Channel", Shape::Text),
    hidden(pk::EVENT, "Event", Shape::Text),
    hidden(pk::AT, "Indicated at", Shape::Moment),
    hidden(pk::INDICATED_BY, "Indicated by", Shape::Text),
    hidden(pk::METHOD, "Method", Shape::Text),
    hidden(pk::EXPRESSION, "Expression", Shape::Text),
    hidden(pk::NOTICE, "Notice", Shape::Link(Kind::Notice)),
    hidden(pk::NOTICE_HASH, "Notice's SHA-256", Shape::Bytes),
    hidden(pk::VALIDITY, "Holds for", Shape::Text),
    hidden(pk::CONFIRM, "To be confirmed", Shape::YesNo),
    hidden(pk::EVIDENCE_KIND, "Kind of evidence", Shape::Text),
    hidden(pk::EVIDENCE, "Evidence", Shape::LongText),
    hidden(pk::EVIDENCE_FILE, "Evidence file", Shape::Link(Kind::File)),
    hidden(pk::LIFTS, "Lifts", Shape::Bytes),
    hidden(pk::ANSWERS, "Answers", Shape::Link(Kind::ConsentEvent)),
    hidden(pk::BASIS, "Legal basis", Shape::Text),
    hidden(pk::WHY, "Reason", Shape::LongText),
];

pub(super) const BASIS_RECORD: &[FieldSpec] = &[
    hidden(pk::SUBJECT, "Person", Shape::Link(Kind::Person)),
    hidden(pk::PURPOSE, "Purpose", Shape::Link(Kind::Purpose)),
    hidden(pk::BASIS, "Legal basis", Shape::Text),
    hidden(pk::JUSTIFICATION, "Justification", Shape::LongText),
    hidden(pk::ASSESSMENT, "Weighing of interests", Shape::Text),
    hidden(pk::REVIEWED, "Reviewed", Shape::Moment),
    hidden(pk::REVIEW_DUE, "Review due", Shape::Moment),
];

pub(super) const SUPPRESSION: &[FieldSpec] = &[
    hidden(pk::MARK, "Contact point", Shape::Bytes),
    hidden(pk::SCOPE, "Scope", Shape::Text),
    hidden(pk::PURPOSE, "Purpose", Shape::Link(Kind::Purpose)),
    hidden(pk::CHANNEL, "Channel", Shape::Text),
    hidden(pk::SUPPRESSED_FOR, "Reason", Shape::Text),
    hidden(pk::SINCE, "Since", Shape::Moment),
    hidden(pk::SOURCE_EVENT, "From", Shape::Link(Kind::ConsentEvent)),
];

pub(super) const THIRD_PARTY: &[FieldSpec] = &[
    sortable(key::NAME, "Name", "Third party", Shape::Text),
    hidden(pk::PARTY_KIND, "Kind of recipient", Shape::Text),
    hidden(pk::ROLE, "Role", Shape::Text),
    field(pk::CONTACT, "Contact", "Third party", Shape::Text),
    field(pk::COUNTRY, "Country", "Third party", Shape::Text),
    hidden(pk::TRANSFER, "Transfer basis", Shape::Text),
    hidden(pk::AGREED, "Agreement signed", Shape::Moment),
    hidden(pk::AGREED_UNTIL, "Agreement ends", Shape::Moment),
    hidden(pk::MEASURES, "Measures", Shape::Tags),
    hidden(pk::SUBPROCESSORS, "Passes on to", Shape::Tags),
    hidden(pk::PURPOSES, "Purposes allowed", Shape::Relations(&[Kind::Purpose])),
    hidden(pk::CATEGORIES, "Categories allowed", Shape::Tags),
    hidden(pk::TRUST, "Trust", Shape::Text),
    hidden(pk::REVIEWED_BY, "Reviewed by", Shape::Member),
    hidden(pk::REVIEW_DUE, "Review due", Shape::Moment),
    hidden(pk::DELETION_CONFIRMED, "Deletion confirmed", Shape::Moment),
];

pub(super) const DISCLOSURE: &[FieldSpec] = &[
    hidden(pk::AT, "When", Shape::Moment),
    hidden(pk::DEVICE, "Device", Shape::Text),
    hidden(pk::PURPOSE, "Purpose", Shape::Link(Kind::Purpose)),
    hidden(pk::RECIPIENT, "Recipient", Shape::Link(Kind::ThirdParty)),
    hidden(pk::FORMAT, "Form", Shape::Text),
    hidden(pk::OF_KIND, "Of kind", Shape::Number),
    hidden(pk::DISCLOSED, "Fields", Shape::Bytes),
    hidden(pk::WHO, "People", Shape::Bytes),
    hidden(pk::FILE_SHA256, "File's SHA-256", Shape::Bytes),
    hidden(pk::ROWS, "Rows", Shape::Number),
    hidden(pk::EXCLUDED, "Left out", Shape::Bytes),
    hidden(pk::RETURN_BY, "Return or delete by", Shape::Moment),
    hidden(pk::PART, "Part", Shape::Number),
    hidden(pk::PARTS, "Parts", Shape::Number),
];

pub(super) const RETENTION_RULE: &[FieldSpec] = &[
    sortable(key::NAME, "Name", "Retention", Shape::Text),
    hidden(pk::OF_KIND, "Of kind", Shape::Number),
    hidden(pk::RULE_FILTER, "Filter", Shape::Bytes),
    hidden(pk::TRIGGER, "Trigger", Shape::Text),
    hidden(pk::PURPOSE, "Purpose", Shape::Link(Kind::Purpose)),
    hidden(pk::DATE_FIELD, "Date field", Shape::Number),
    hidden(pk::AFTER, "After", Shape::Text),
    hidden(pk::ACTION, "Action", Shape::Text),
    hidden(pk::GRACE, "Grace", Shape::Text),
];

pub(super) const LEGAL_HOLD: &[FieldSpec] = &[
    hidden(pk::HELD, "Records", Shape::Relations(HOLDABLE)),
    hidden(pk::HOLD, "Hold", Shape::Text),
    hidden(pk::WHY, "Reason", Shape::LongText),
    hidden(key::OWNER, "By", Shape::Member),
    hidden(pk::UNTIL, "Until", Shape::Moment),
];

pub(super) const REQUEST: &[FieldSpec] = &[
    hidden(pk::SUBJECT, "Person", Shape::Link(Kind::Person)),
    hidden(pk::REQUEST, "Asks for", Shape::Text),
    hidden(pk::VIA, "By", Shape::Text),
    hidden(pk::RECEIVED, "Received", Shape::Moment),
    hidden(pk::IDENTITY, "Identity", Shape::Text),
    hidden(pk::IDENTITY_HOW, "Identity checked by", Shape::Text),
    hidden(pk::IDENTITY_AT, "Identity checked", Shape::Moment),
    hidden(pk::REQUEST_STATE, "State", Shape::Text),
    hidden(pk::EXTENDED_AT, "Extended", Shape::Moment),
    hidden(pk::EXTENDED_FOR, "Extended for", Shape::LongText),
    hidden(pk::REFUSED_FOR, "Refused for", Shape::LongText),
    hidden(pk::SAID, "Said", Shape::Moment),
    hidden(pk::DELIVERED, "Delivered", Shape::Moment),
    hidden(key::OWNER, "Owner", Shape::Member),
    hidden(key::NOTES, "Notes", Shape::LongText),
    hidden(pk::TASKS, "Tasks", Shape::Relations(&[Kind::Task])),
    hidden(pk::PACKAGE_AT, "Package made", Shape::Moment),
    hidden(pk::PACKAGE_SHA256, "Package's SHA-256", Shape::Bytes),
    hidden(pk::CORRECTED, "Corrected", Shape::Bytes),
];

pub(super) const ACCESS_EVENT: &[FieldSpec] = &[
    hidden(pk::DID, "Action", Shape::Text),
    hidden(pk::RECORD, "Record", Shape::Link(Kind::Person)),
    hidden(pk::FIELD, "Field", Shape::Number),
    hidden(pk::DEVICE, "Device", Shape::Text),
    hidden(pk::RECIPIENT, "Told", Shape::Link(Kind::ThirdParty)),
    hidden(pk::WHY, "Reason", Shape::LongText),
    hidden(pk::STAGE, "Stage of an erasure", Shape::Text),
    hidden(pk::GONE, "Records erased", Shape::Bytes),
    hidden(pk::LEFT, "Words left", Shape::Bytes),
    hidden(pk::RECIPIENTS, "To be told", Shape::Relations(&[Kind::ThirdParty])),
    hidden(pk::NOTICE, "Told by notice", Shape::Link(Kind::Notice)),
    hidden(pk::METHOD, "Told by", Shape::Text),
    hidden(pk::AT, "Told at", Shape::Moment),
    hidden(pk::WROTE, "Wrote between", Shape::Bytes),
    hidden(pk::OF_KIND, "Of kind", Shape::Number),
    hidden(pk::DISCLOSED, "Columns", Shape::Bytes),
    hidden(pk::ROWS, "Records", Shape::Number),
];

pub(super) const RESTRICTION: &[FieldSpec] = &[
    hidden(pk::SUBJECT, "Person", Shape::Link(Kind::Person)),
    hidden(pk::SINCE, "Since", Shape::Moment),
    hidden(pk::WHY, "Reason", Shape::LongText),
    hidden(pk::UNTIL, "Until", Shape::Moment),
    hidden(pk::LIFTED_FOR, "Lifted for", Shape::LongText),
];
