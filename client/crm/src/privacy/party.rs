//! Third parties: who gets data, under what agreement, and how far they are trusted.

use super::fields;
use super::key as pk;
use super::select::PartyRefusal;
use super::transfer;
use super::words::{Role, Transfer, Trust};
use crate::clock::Stamp;
use crate::field::{Value, ValueError};
use crate::peek::RecordRef;
use crate::record::{Record, RecordId};
use crate::schema::{FieldKey, Kind, key};

/// Somebody else who gets data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThirdParty {
    /// As shown.
    pub name: String,
    /// The kind of recipient, as notices may name it instead: "printers".
    pub kind: String,
    /// What they are to us.
    pub role: Role,
    /// How they are reached about data protection.
    pub contact: String,
    /// Their country (ISO 3166, two letters).
    pub country: String,
    /// On what a transfer there rests.
    pub transfer: Transfer,
    /// When the agreement was signed, ms since 1970; none is not.
    pub agreed: Option<u64>,
    /// When the agreement ends, ms since 1970; none is open-ended.
    pub agreed_until: Option<u64>,
    /// Measures that they take.
    pub measures: Vec<String>,
    /// Whom they pass data on to.
    pub subprocessors: Vec<String>,
    /// Purposes for which they may have data.
    pub purposes: Vec<RecordId>,
    /// Categories of data that they may have, as [`Ledger::categories`](super::Ledger::categories) says them.
    pub categories: Vec<String>,
    /// How far they are trusted.
    pub trust: Trust,
    /// The member who reviewed them.
    pub reviewed_by: Option<u32>,
    /// When they are reviewed again, ms since 1970.
    pub review_due: Option<u64>,
    /// When they confirmed that data was deleted, ms since 1970.
    pub deletion_confirmed: Option<u64>,
}

impl ThirdParty {
    /// The fields of their record, to make or edit one.
    pub fn fields(&self) -> Vec<(FieldKey, Value)> {
        vec![
            (key::NAME, Value::text(self.name.as_str())),
            (pk::PARTY_KIND, Value::text(self.kind.as_str())),
            (pk::ROLE, Value::text(self.role.word())),
            (pk::CONTACT, Value::text(self.contact.as_str())),
            (pk::COUNTRY, Value::text(self.country.as_str())),
            (pk::TRANSFER, Value::text(self.transfer.word())),
            (pk::AGREED, fields::number(self.agreed)),
            (pk::AGREED_UNTIL, fields::number(self.agreed_until)),
            (pk::MEASURES, Value::Tags(self.measures.clone())),
            (pk::SUBPROCESSORS, Value::Tags(self.subprocessors.clone())),
            (pk::PURPOSES, Value::Relations(self.purposes.clone())),
            (pk::CATEGORIES, Value::Tags(self.categories.clone())),
            (pk::TRUST, Value::text(self.trust.word())),
            (pk::REVIEWED_BY, fields::number(self.reviewed_by.map(u64::from))),
            (pk::REVIEW_DUE, fields::number(self.review_due)),
            (pk::DELETION_CONFIRMED, fields::number(self.deletion_confirmed)),
        ]
    }

    /// Their record, made now.
    pub fn write(&self, stamp: Stamp) -> Result<Record, ValueError> {
        fields::record(Kind::ThirdParty, stamp, self.fields())
    }

    /// Reads them; what is unknown reads as what allows least.
    pub fn read(record: &RecordRef<'_>) -> Option<Self> {
        (record.kind() == Kind::ThirdParty).then_some(())?;
        Some(Self {
            name: record.text(key::NAME).to_owned(),
            kind: record.text(pk::PARTY_KIND).to_owned(),
            role: Role::parse(record.text(pk::ROLE)).unwrap_or(Role::Independent),
            contact: record.text(pk::CONTACT).to_owned(),
            country: record.text(pk::COUNTRY).to_owned(),
            transfer: Transfer::parse(record.text(pk::TRANSFER)).unwrap_or(Transfer::None),
            agreed: record.number(pk::AGREED),
            agreed_until: record.number(pk::AGREED_UNTIL),
            measures: fields::read_tags(record, pk::MEASURES),
            subprocessors: fields::read_tags(record, pk::SUBPROCESSORS),
            purposes: record.relations(pk::PURPOSES),
            categories: fields::read_tags(record, pk::CATEGORIES),
            trust: Trust::parse(record.text(pk::TRUST)).unwrap_or(Trust::Draft),
            reviewed_by: record.number(pk::REVIEWED_BY).and_then(|member| u32::try_from(member).ok()),
            review_due: record.number(pk::REVIEW_DUE),
            deletion_confirmed: record.number(pk::DELETION_CONFIRMED),
        })
    }

    /// What is missing before they may be given anything at all at this moment, ms since 1970; which purpose and which data
    /// is asked at each export besides.
    pub fn lacks(&self, now: u64) -> Vec<PartyRefusal> {
        let checks = [
            (self.trust != Trust::Approved, PartyRefusal::NotApproved),
            (self.is_due_for_review(now), PartyRefusal::ReviewDue),
            (!self.agreement_holds(now), PartyRefusal::NoAgreement),
            (!transfer::is_country(&self.country), PartyRefusal::NoCountry),
            (!self.transfer_holds(), PartyRefusal::NoTransfer),
        ];
        checks.into_iter().filter(|(lacks, _)| *lacks).map(|(_, refusal)| refusal).collect()
    }

    /// Whether it is time to look at them, at this moment, ms since 1970: nobody said when is now.
    pub fn is_due_for_review(&self, now: u64) -> bool {
        self.review_due.is_none_or(|due| due <= now)
    }

    /// Whether somebody has to look at them at this moment, ms since 1970. Of one that is not approved yet nobody need have
    /// said when.
    pub fn asks_for_review(&self, now: u64) -> bool {
        match self.review_due {
            Some(due) => self.trust != Trust::Ended && due <= now,
            None => self.trust == Trust::Approved,
        }
    }

    /// Whether data may go to where they are. Of a country that nobody named that is another question.
    fn transfer_holds(&self) -> bool {
        !transfer::is_country(&self.country) || transfer::carries(&self.country, self.transfer)
    }

    /// Whether the agreement holds at this moment, ms since 1970.
    pub fn agreement_holds(&self, now: u64) -> bool {
        self.agreed.is_some_and(|agreed| agreed <= now) && self.agreed_until.is_none_or(|until| now < until)
    }
}
