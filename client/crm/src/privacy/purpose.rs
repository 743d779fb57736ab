//! Purposes, what people were told about them, and what a purpose rests on for one person.

use super::fields;
use super::key as pk;
use super::period::Period;
use super::words::{Basis, Category, Channel, PurposeStatus};
use crate::clock::Stamp;
use crate::field::{Value, ValueError};
use crate::peek::RecordRef;
use crate::record::{Record, RecordId};
use crate::schema::{FieldKey, Kind, key};

/// What personal data is used for. `slug` and `category` are written once: what was marketing stays marketing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purpose {
    /// Short name; two purposes of one slug are one purpose that two members made apart.
    pub slug: String,
    /// As shown.
    pub name: String,
    /// In plain words, for customers.
    pub plain_text: String,
    /// Its term in the Data Privacy Vocabulary.
    pub dpv: String,
    /// What it is for.
    pub category: Category,
    /// What it rests on unless something else was set for a person.
    pub basis: Basis,
    /// What it may rest on.
    pub bases: Vec<Basis>,
    /// Why a basis other than consent carries it.
    pub justification: String,
    /// When that is looked at again, ms since 1970; legitimate interest needs it.
    pub review_due: Option<u64>,
    /// Channels that it uses.
    pub channels: Vec<Channel>,
    /// Whether consents count only once confirmed.
    pub double_opt_in: bool,
    /// For how long a consent holds.
    pub validity: Period,
    /// How long before its end a consent is shown as ending.
    pub renew_before: Period,
    /// Fields that it needs.
    pub data_fields: Vec<FieldKey>,
    /// Who gets data for it.
    pub recipients: Vec<RecordId>,
    /// By which rule its data goes.
    pub retention: Option<RecordId>,
    /// Whether it is pursued.
    pub status: PurposeStatus,
    /// Counted up with every change.
    pub version: u64,
    /// Since when it asks for more than those were told who consented before, ms since 1970; 0 is never.
    pub widened: u64,
}

impl Purpose {
    /// Whether consent carries it, by its category or because that is what it rests on.
    pub fn rests_on_consent(&self) -> bool {
        self.category.needs_consent() || self.basis.is_consent()
    }

    /// Whether it asks for more than before, where consent carries it: more fields, recipients or channels, or other words.
    /// Who consented before did not consent to that.
    pub fn widens(&self, before: &Self) -> bool {
        fn more<T: PartialEq>(now: &[T], before: &[T]) -> bool {
            now.iter().any(|one| !before.contains(one))
        }
        let wider = more(&self.data_fields, &before.data_fields)
            || more(&self.recipients, &before.recipients)
            || more(&self.channels, &before.channels)
            || self.plain_text.trim() != before.plain_text.trim();
        before.rests_on_consent() && wider
    }

    /// Whether something else than consent carries it from now on, or may, where consent alone did. Who was asked then, and
    /// did not say yes, would have been asked for nothing.
    pub fn leaves_consent(&self, before: &Self) -> bool {
        let other = |basis: &Basis| !basis.is_consent() && !before.bases.contains(basis);
        before.rests_on_consent() && (!self.rests_on_consent() || self.bases.iter().any(other))
    }

    /// The fields of its record, to make or edit one.
    pub fn fields(&self) -> Vec<(FieldKey, Value)> {
        vec![
            (key::NAME, Value::text(self.name.as_str())),
            (pk::PLAIN_TEXT, Value::text(self.plain_text.as_str())),
            (pk::SLUG, Value::text(self.slug.as_str())),
            (pk::DPV, Value::text(self.dpv.as_str())),
            (pk::CATEGORY, Value::text(self.category.word())),
            (pk::BASIS, Value::text(self.basis.word())),
            (pk::BASES, fields::words(self.bases.iter().map(|basis| basis.word()))),
            (pk::JUSTIFICATION, Value::text(self.justification.as_str())),
            (pk::REVIEW_DUE, fields::number(self.review_due)),
            (pk::CHANNELS, fields::words(self.channels.iter().map(|channel| channel.word()))),
            (pk::DOUBLE_OPT_IN, fields::yes(self.double_opt_in)),
            (pk::VALIDITY, fields::period(Some(self.validity))),
            (pk::RENEW_BEFORE, fields::period(Some(self.renew_before))),
            (pk::DATA_FIELDS, fields::keys(&self.data_fields)),
            (pk::RECIPIENTS, Value::Relations(self.recipients.clone())),
            (pk::RETENTION, fields::link(self.retention)),
            (pk::PURPOSE_STATUS, Value::text(self.status.word())),
            (pk::VERSION, Value::Number(self.version)),
            (pk::WIDENED, fields::number(Some(self.widened).filter(|at| *at > 0))),
        ]
    }

    /// Its record, made now.
    pub fn write(&self, stamp: Stamp) -> Result<Record, ValueError> {
        fields::record(Kind::Purpose, stamp, self.fields())
    }

    /// Reads it; `None` if it is none, or of a category that this version does not know. What else is unknown reads as
    /// what allows least.
    pub fn read(record: &RecordRef<'_>) -> Option<Self> {
        (record.kind() == Kind::Purpose).then_some(())?;
        Some(Self {
            slug: record.text(pk::SLUG).to_owned(),
            name: record.text(key::NAME).to_owned(),
            plain_text: record.text(pk::PLAIN_TEXT).to_owned(),
            dpv: record.text(pk::DPV).to_owned(),
            category: Category::parse(record.text(pk::CATEGORY))?,
            basis: Basis::parse(record.text(pk::BASIS)).unwrap_or(Basis::Consent),
            bases: fields::read_words(record, pk::BASES, Basis::parse),
            justification: record.text(pk::JUSTIFICATION).to_owned(),
            review_due: record.number(pk::REVIEW_DUE),
            channels: fields::read_words(record, pk::CHANNELS, Channel::parse),
            double_opt_in: record.has(pk::DOUBLE_OPT_IN),
            validity: fields::read_period(record, pk::VALIDITY).unwrap_or(Period::months(24)),
            renew_before: fields::read_period(record, pk::RENEW_BEFORE).unwrap_or(Period::days(30)),
            data_fields: fields::read_keys(record, pk::DATA_FIELDS),
            recipients: record.relations(pk::RECIPIENTS),
            retention: record.link(pk::RETENTION),
            status: PurposeStatus::parse(record.text(pk::PURPOSE_STATUS)).unwrap_or(PurposeStatus::Paused),
            version: record.number(pk::VERSION).unwrap_or_default(),
            widened: record.number(pk::WIDENED).unwrap_or_default(),
        })
    }
}

/// What people were told: one wording in one language. A new wording is a new notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// About which purposes.
    pub purposes: Vec<RecordId>,
    /// In which language (BCP 47).
    pub lang: String,
    /// Word for word.
    pub text: String,
    /// SHA-256 of the words, as UTF-8.
    pub sha256: [u8; 32],
    /// From when on it holds, ms since 1970.
    pub effective_from: u64,
    /// Whether it changes so much that consents to earlier ones pause.
    pub material_change: bool,
    /// The notice before it.
    pub supersedes: Option<RecordId>,
    /// Third parties that it names.
    pub recipients: Vec<RecordId>,
    /// Kinds of third parties that it names, as [`ThirdParty::kind`](super::ThirdParty) says them.
    pub recipient_kinds: Vec<String>,
}

impl Notice {
    /// Its record, made now.
    pub fn write(&self, stamp: Stamp) -> Result<Record, ValueError> {
        let fields = [
            (pk::PURPOSES, Value::Relations(self.purposes.clone())),
            (pk::LANG, Value::text(self.lang.as_str())),
            (pk::WORDING, Value::text(self.text.as_str())),
            (pk::NOTICE_HASH, fields::bytes(Some(self.sha256))),
            (pk::EFFECTIVE, Value::Number(self.effective_from)),
            (pk::MATERIAL, fields::yes(self.material_change)),
            (pk::SUPERSEDES, fields::link(self.supersedes)),
            (pk::RECIPIENTS, Value::Relations(self.recipients.clone())),
            (pk::RECIPIENT_KINDS, Value::Tags(self.recipient_kinds.clone())),
        ];
        fields::record(Kind::Notice, stamp, fields)
    }

    /// Reads it; `None` if it is none.
    pub fn read(record: &RecordRef<'_>) -> Option<Self> {
        (record.kind() == Kind::Notice).then_some(())?;
        Some(Self {
            purposes: record.relations(pk::PURPOSES),
            lang: record.text(pk::LANG).to_owned(),
            text: record.text(pk::WORDING).to_owned(),
            sha256: fields::read_array(record, pk::NOTICE_HASH)?,
            effective_from: record.number(pk::EFFECTIVE)?,
            material_change: record.has(pk::MATERIAL),
            supersedes: record.link(pk::SUPERSEDES),
            recipients: record.relations(pk::RECIPIENTS),
            recipient_kinds: fields::read_tags(record, pk::RECIPIENT_KINDS),
        })
    }
}

/// What a purpose rests on for one person, where that is not what the purpose says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BasisRecord {
    /// For whom.
    pub person: RecordId,
    /// For what.
    pub purpose: RecordId,
    /// On what.
    pub basis: Basis,
    /// Why.
    pub justification: String,
    /// Where the weighing of interests is kept.
    pub assessment: String,
    /// When it was last looked at, ms since 1970.
    pub reviewed_at: Option<u64>,
    /// When it is looked at again, ms since 1970.
    pub review_due: Option<u64>,
}

impl BasisRecord {
    /// The fields of its record, to make or edit one.
    pub fn fields(&self) -> Vec<(FieldKey, Value)> {
        vec![
            (pk::SUBJECT, Value::Link(self.person)),
            (pk::PURPOSE, Value::Link(self.purpose)),
            (pk::BASIS, Value::text(self.basis.word())),
            (pk::JUSTIFICATION, Value::text(self.justification.as_str())),
            (pk::ASSESSMENT, Value::text(self.assessment.as_str())),
            (pk::REVIEWED, fields::number(self.reviewed_at)),
            (pk::REVIEW_DUE, fields::number(self.review_due)),
        ]
    }

    /// Its record, made now.
    pub fn write(&self, stamp: Stamp) -> Result<Record, ValueError> {
        fields::record(Kind::BasisRecord, stamp, self.fields())
    }

    /// Reads it; an unknown basis reads as consent, which has to be proven.
    pub fn read(record: &RecordRef<'_>) -> Option<Self> {
        (record.kind() == Kind::BasisRecord).then_some(())?;
        Some(Self {
            person: record.link(pk::SUBJECT)?,
            purpose: record.link(pk::PURPOSE)?,
            basis: Basis::parse(record.text(pk::BASIS)).unwrap_or(Basis::Consent),
            justification: record.text(pk::JUSTIFICATION).to_owned(),
            assessment: record.text(pk::ASSESSMENT).to_owned(),
            reviewed_at: record.number(pk::REVIEWED),
            review_due: record.number(pk::REVIEW_DUE),
        })
    }
}
