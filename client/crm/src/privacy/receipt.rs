//! The receipt of a consent: what somebody agreed to, whom they gave it to, and what became of it, as a document to take
//! away. JSON-LD after ISO/IEC TS 27560:2023, in the terms of the Data Privacy Vocabulary as its guide for 27560 lays them
//! out: a receipt (`dpv:ConsentReceipt`) round the record of one consent (`dpv:ConsentRecord`).

use super::controller::Controller;
use super::event::ConsentEvent;
use super::period::Period;
use super::words::{Basis, EventKind, Expression, IndicatedBy};
use crate::record::RecordId;
use serde_json::{Map, Value, json};

/// The profile that a receipt conforms to.
const PROFILE: &str = "https://w3id.org/dpv/schema/dpv-27560";

/// Who hands a receipt out, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// The controller.
    pub controller: Controller,
    /// When, ms since 1970.
    pub at: u64,
}

/// What a receipt says about one consent.
#[derive(Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The event by which the consent was given.
    pub consent: RecordId,
    /// Whose.
    pub person: RecordId,
    /// As called; may be empty.
    pub name: String,
    /// The contact point that it is about, if the person still has it.
    pub point: Option<String>,
    /// To which purpose.
    pub purpose: RecordId,
    /// As called when the receipt was made.
    pub purpose_name: String,
    /// In plain words.
    pub plain_text: String,
    /// Its term in the Data Privacy Vocabulary.
    pub dpv: String,
    /// Categories of the data that it needs, as [`Ledger::categories`](super::Ledger::categories) says them.
    pub categories: Vec<String>,
    /// The notice, its language, from when on it held, its hash and its words.
    pub notice: Told,
    /// Third parties that the notice names: name and country.
    pub recipients: Vec<(String, String)>,
    /// Kinds of third parties that the notice names.
    pub recipient_kinds: Vec<String>,
    /// How long data is kept for the purpose, if a rule says so.
    pub kept: Option<Period>,
    /// What was said and done about this consent, in order.
    pub events: Vec<ConsentEvent>,
}

/// A notice as it was told.
#[derive(Clone, PartialEq, Eq)]
pub struct Told {
    /// Which.
    pub id: RecordId,
    /// In which language.
    pub lang: String,
    /// From when on it held, ms since 1970.
    pub effective_from: u64,
    /// SHA-256 of its words, to which the consent was.
    pub sha256: [u8; 32],
    /// Word for word; none if they are not here, or are not those that were consented to.
    pub text: Option<String>,
}

impl Receipt {
    /// Which of a person's events concern the consent by this one: at the same contact point or at all of them, and those
    /// that answer it; in order, an answer behind what it answers even if both are of the same moment.
    pub fn concerned(of: (RecordId, &ConsentEvent), all: &[(RecordId, ConsentEvent)]) -> Vec<ConsentEvent> {
        let (id, given) = of;
        let widely = |event: &ConsentEvent| event.kind.restricts() && (event.point.is_none() || given.point.is_none());
        let about = |event: &ConsentEvent| event.purpose == given.purpose || event.purpose.is_none();
        let mut events: Vec<(u64, RecordId, ConsentEvent)> = all
            .iter()
            .filter(|(known, event)| {
                *known == id
                    || event.answers == Some(id)
                    || about(event) && (event.point == given.point || widely(event))
            })
            .map(|(known, event)| (event.at, *known, event.clone()))
            .collect();
        events.sort_by_key(|(at, id, event)| (*at, event.answers.is_some(), *id));
        events.into_iter().map(|(.., event)| event).collect()
    }

    /// The document, indented for those who open it.
    pub fn json_ld(&self, issue: &Issue) -> String {
        let document = json!({
            "@context": {
                "dct": "http://purl.org/dc/terms/",
                "dpv": "https://w3id.org/dpv#",
                "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
                "pd": "https://w3id.org/dpv/pd#",
                "spdx": "http://spdx.org/rdf/terms#",
            },
            "@id": format!("{}#receipt", urn(&self.consent)),
            "@type": "dpv:ConsentReceipt",
            "dct:conformsTo": PROFILE,
            "dpv:hasIdentifier": format!("{}#receipt", urn(&self.consent)),
            "dct:created": moment(issue.at),
            "dct:publisher": { "dpv:hasName": issue.controller.name },
            "dct:audience": "dpv:DataSubject",
            "dpv:hasRecordOfActivity": self.record(issue),
        });
        // Strings, lists and maps of strings always serialise.
        serde_json::to_string_pretty(&document).unwrap_or_default()
    }

    fn record(&self, issue: &Issue) -> Value {
        json!({
            "@id": urn(&self.consent),
            "@type": "dpv:ConsentRecord",
            "dct:conformsTo": PROFILE,
            "dpv:hasIdentifier": urn(&self.consent),
            "dpv:hasDataSubject": self.subject(),
            "dpv:hasDataController": issue.controller.json(),
            "dpv:hasApplicableLaw": "eu-gdpr:GDPR",
            "dpv:hasLegalBasis": legal_basis(&self.events),
            "dpv:hasNotice": self.told(),
            "dpv:hasProcess": self.process(),
            "dpv:hasRight": [
                { "@type": ["dpv:DataSubjectRight", "eu-gdpr:A7-3"], "dct:title": "Right to withdraw consent" },
                { "@type": ["dpv:DataSubjectRight", "eu-gdpr:A15"], "dct:title": "Right of access" },
                { "@type": ["dpv:DataSubjectRight", "eu-gdpr:A17"], "dct:title": "Right to erasure" },
            ],
            "dpv:hasConsentControl": { "@type": "dpv:WithdrawConsent" },
            "dpv:hasConsentStatus": self.events.iter().filter_map(status).collect::<Vec<Value>>(),
        })
    }

    fn subject(&self) -> Value {
        let mut subject = Map::new();
        subject.insert("@type".into(), "dpv:DataSubject".into());
        subject.insert("dct:identifier".into(), urn(&self.person).into());
        if !self.name.is_empty() {
            subject.insert("dpv:hasName".into(), self.name.as_str().into());
        }
        if let Some(point) = &self.point {
            subject.insert("dpv:hasContact".into(), point.as_str().into());
        }
        Value::Object(subject)
    }

    fn told(&self) -> Value {
        let mut told = Map::new();
        told.insert("@id".into(), urn(&self.notice.id).into());
        told.insert("@type".into(), "dpv:ConsentNotice".into());
        told.insert("dct:language".into(), self.notice.lang.as_str().into());
        told.insert("dct:date".into(), moment(self.notice.effective_from).into());
        if let Some(text) = &self.notice.text {
            told.insert("dct:description".into(), text.as_str().into());
        }
        let hash: String = self.notice.sha256.iter().map(|byte| format!("{byte:02x}")).collect();
        told.insert(
            "spdx:checksum".into(),
            json!({ "spdx:algorithm": "spdx:checksumAlgorithm_sha256", "spdx:checksumValue": hash }),
        );
        Value::Object(told)
    }

    fn process(&self) -> Value {
        let mut purpose = Map::new();
        purpose.insert("@id".into(), urn(&self.purpose).into());
        let term = self.dpv.strip_prefix("https://w3id.org/dpv#").filter(|term| !term.is_empty());
        let kinds: Vec<String> =
            std::iter::once("dpv:Purpose".to_owned()).chain(term.map(|term| format!("dpv:{term}"))).collect();
        purpose.insert("@type".into(), kinds.into());
        purpose.insert("dct:title".into(), self.purpose_name.as_str().into());
        if !self.plain_text.is_empty() {
            purpose.insert("dct:description".into(), self.plain_text.as_str().into());
        }
        let mut data: Vec<&str> = self.categories.iter().map(|category| personal_data(category)).collect();
        data.sort_unstable();
        data.dedup();
        let parties = self.recipients.iter().map(|(name, country)| {
            let mut party = Map::new();
            party.insert("@type".into(), json!(["dpv:Recipient", "dpv:ThirdParty"]));
            party.insert("dpv:hasName".into(), name.as_str().into());
            if !country.is_empty() {
                party.insert("dpv:hasCountry".into(), country.as_str().into());
            }
            Value::Object(party)
        });
        let kinds = self.recipient_kinds.iter().map(|kind| json!({ "@type": "dpv:Recipient", "dct:title": kind }));
        let mut process = Map::new();
        process.insert("@type".into(), "dpv:Process".into());
        process.insert("dpv:hasPurpose".into(), Value::Object(purpose));
        process.insert("dpv:hasPersonalData".into(), json!(data));
        process.insert("dpv:hasRecipient".into(), parties.chain(kinds).collect::<Vec<_>>().into());
        if let Some(kept) = self.kept {
            let stored = json!({ "@type": "dpv:StorageDuration", "dpv:hasDuration": kept.to_string() });
            process.insert("dpv:hasStorageCondition".into(), stored);
        }
        Value::Object(process)
    }
}

/// An event as a status (`event_state`, `event_time`, `entity_id`, `validity_duration` of 27560); `None` for what is none.
fn status(event: &ConsentEvent) -> Option<Value> {
    let state = match event.kind {
        EventKind::Requested => "dpv:ConsentRequested",
        EventKind::Given | EventKind::Confirmed => "dpv:ConsentGiven",
        EventKind::Renewed => "dpv:RenewedConsentGiven",
        EventKind::Refused => "dpv:ConsentRefused",
        EventKind::Deferred => "dpv:ConsentRequestDeferred",
        EventKind::Withdrawn | EventKind::Objected => "dpv:ConsentWithdrawn",
        EventKind::Revoked => "dpv:ConsentRevoked",
        EventKind::Invalidated | EventKind::Corrected => "dpv:ConsentInvalidated",
        EventKind::ImportedUnproven => "dpv:ConsentUnknown",
        EventKind::BasisSet => return None,
    };
    let mut status = Map::new();
    let kinds = match event.kind {
        EventKind::Given | EventKind::Renewed => json!([state, expression(event.expression)]),
        _ => json!(state),
    };
    status.insert("@type".into(), kinds);
    status.insert("dpv:isIndicatedAtTime".into(), moment(event.at).into());
    let by = match event.indicated_by {
        IndicatedBy::Subject => "dpv:DataSubject",
        IndicatedBy::Guardian => "dpv:GuardianOfDataSubject",
        IndicatedBy::Staff | IndicatedBy::System => "dpv:DataController",
        IndicatedBy::MailProvider => "dpv:ThirdParty",
    };
    status.insert("dpv:isIndicatedBy".into(), by.into());
    status.insert("dpv:hasIndicationMethod".into(), event.method.word().into());
    if event.kind == EventKind::Confirmed {
        status.insert("dct:title".into(), "confirmed".into());
    }
    if let Some(validity) = event.validity {
        status.insert("dct:valid".into(), format!("{}/{validity}", moment(event.at)).into());
    }
    Some(Value::Object(status))
}

fn expression(expression: Expression) -> &'static str {
    match expression {
        Expression::Expressed => "dpv:ExpressedConsent",
        Expression::Explicit => "dpv:ExplicitlyExpressedConsent",
    }
}

/// The basis that the consent is.
fn legal_basis(events: &[ConsentEvent]) -> String {
    let explicit = events.iter().any(|event| event.kind.gives() && event.expression == Expression::Explicit);
    format!("eu-gdpr:{}", if explicit { Basis::Explicit } else { Basis::Consent }.word())
}

/// A category of data as the personal data extension of the vocabulary calls it.
fn personal_data(category: &str) -> &'static str {
    match category {
        "user.name" => "pd:Name",
        "user.contact.email" => "pd:EmailAddress",
        "user.contact.phone_number" => "pd:TelephoneNumber",
        "user.contact.address" => "pd:PhysicalAddress",
        "user.contact.url" => "pd:Contact",
        "user.workplace" | "user.job_title" => "pd:CurrentEmployment",
        "user.content" => "pd:Communication",
        "user.behavior" => "pd:Behavioral",
        "user.demographic.gender" => "pd:Gender",
        _ => "dpv:PersonalData",
    }
}

/// An id of ours as an identifier that everybody can read (RFC 9562).
fn urn(id: &RecordId) -> String {
    let hex: String = id.0.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

/// A moment in UTC, to the second (RFC 3339).
fn moment(ms: u64) -> String {
    let at = i64::try_from(ms).ok().and_then(chrono::DateTime::from_timestamp_millis).unwrap_or_default();
    at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}
