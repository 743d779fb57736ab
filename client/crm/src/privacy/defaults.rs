//! The purposes that a vault begins with, with what people are told: enough for a team that only keeps customers, without
//! a question asked.

use super::period::Period;
use super::purpose::{Notice, Purpose};
use super::words::{Basis, Category, Channel, PurposeStatus};
use crate::book::Book;
use crate::clock::Stamp;
use crate::field::ValueError;
use crate::record::{Record, RecordId};
use crate::schema::{FieldKey, Kind, key};

/// Short name of the purpose "Customer service".
pub const SERVICE: &str = "customer-service";
/// Short name of the purpose "Sales conversation".
pub const SALES: &str = "sales-conversation";
/// Short name of the purpose "Newsletter".
pub const NEWSLETTER: &str = "newsletter";
/// Short name of the purpose "Sharing with partners".
pub const SHARING: &str = "partner-sharing";

/// What legitimate interest is looked at again after.
const REVIEW: Period = Period::months(12);
/// Fields by which somebody is addressed.
const NAMES: [FieldKey; 5] = [key::GIVEN, key::FAMILY, key::PREFIX, key::COMPANY, key::JOB_TITLE];
const REACHED: [FieldKey; 4] = [key::EMAILS, key::PHONES, key::ADDRESSES, key::LINKS];
/// The rest of a name, and where in a company.
const NAMED: [FieldKey; 4] = [key::MIDDLE, key::SUFFIX, key::NICKNAME, key::DEPARTMENT];
const KEPT: [FieldKey; 6] = [key::STATUS, key::TAGS, key::OWNER, key::NOTES, key::FIRST_SEEN, key::LAST_SEEN];
const ALL: [Channel; 5] = [Channel::Email, Channel::Phone, Channel::Sms, Channel::Post, Channel::InPerson];

/// The four, and their first notices in English; `now` in ms since 1970 is what reviews count from.
fn four(now: u64) -> [(Purpose, &'static str); 4] {
    let purpose =
        |slug: &str, name: &str, dpv: &str, category, basis, channels: &[Channel], fields: Vec<FieldKey>| Purpose {
            slug: slug.to_owned(),
            name: name.to_owned(),
            plain_text: String::new(),
            dpv: format!("https://w3id.org/dpv#{dpv}"),
            category,
            basis,
            bases: vec![basis],
            justification: String::new(),
            review_due: None,
            channels: channels.to_vec(),
            double_opt_in: false,
            validity: Period::months(24),
            renew_before: Period::days(30),
            data_fields: fields,
            recipients: Vec::new(),
            retention: None,
            status: PurposeStatus::Active,
            version: 1,
            widened: 0,
        };
    let everything = [&NAMES[..], &REACHED, &NAMED, &KEPT].concat();
    let (service, sales) = (Category::Service, Category::Sales);
    [
        (
            Purpose {
                plain_text: "We keep your details to do what you asked us for.".to_owned(),
                justification: "Needed for the contract with the person, or at their request before one.".to_owned(),
                ..purpose(
                    SERVICE,
                    "Customer service",
                    "ServiceProvision",
                    service,
                    Basis::Contract,
                    &ALL,
                    everything.clone(),
                )
            },
            "We use your name, how to reach you and what we agreed to serve you as our customer.",
        ),
        (
            Purpose {
                plain_text: "We keep your details to talk with you about business that you may want.".to_owned(),
                justification: "A business talks with those who may become its customers; they expect it and may \
                                object at any time."
                    .to_owned(),
                review_due: Some(REVIEW.after(now)),
                bases: vec![Basis::Interest, Basis::Contract],
                ..purpose(
                    SALES,
                    "Sales conversation",
                    "CustomerRelationshipManagement",
                    sales,
                    Basis::Interest,
                    &ALL,
                    everything,
                )
            },
            "We use your name and how to reach you to talk about business with you. You may object at any time.",
        ),
        (
            Purpose {
                plain_text: "We send you our newsletter.".to_owned(),
                double_opt_in: true,
                ..purpose(
                    NEWSLETTER,
                    "Newsletter",
                    "DirectMarketing",
                    Category::Marketing,
                    Basis::Consent,
                    &[Channel::Email],
                    [&NAMES[..], &[key::EMAILS]].concat(),
                )
            },
            "I would like to get the newsletter by e-mail. I can take this back at any time, in every mail.",
        ),
        (
            Purpose {
                plain_text: "We pass your details on to partners that you chose.".to_owned(),
                ..purpose(
                    SHARING,
                    "Sharing with partners",
                    "DataSharing",
                    Category::Sharing,
                    Basis::Consent,
                    &[Channel::InPerson],
                    [&NAMES[..], &REACHED].concat(),
                )
            },
            "You may pass my details on to the partners named here. I can take this back at any time.",
        ),
    ]
}

/// Whether one of the purposes that a vault begins with needs a field of people.
pub fn needs(field: FieldKey) -> bool {
    [&NAMES[..], &REACHED, &NAMED, &KEPT].concat().contains(&field)
}

impl Book {
    /// The purposes of a new vault with their notices, as far as they are not here yet, to be written with drawn ids.
    /// `sha256` hashes the words of a notice.
    pub fn first_purposes(
        &self,
        mut draw: impl FnMut() -> RecordId,
        sha256: impl Fn(&[u8]) -> [u8; 32],
        stamp: Stamp,
    ) -> Result<Vec<(RecordId, Record)>, ValueError> {
        let here: Vec<String> = self
            .records_of(Kind::Purpose)
            .filter_map(|(_, record)| Purpose::read(&record))
            .map(|purpose| purpose.slug)
            .collect();
        let mut records = Vec::new();
        for (purpose, text) in four(stamp.ms).into_iter().filter(|(purpose, _)| !here.contains(&purpose.slug)) {
            let id = draw();
            let notice = Notice {
                purposes: vec![id],
                lang: "en".to_owned(),
                text: text.to_owned(),
                sha256: sha256(text.as_bytes()),
                effective_from: stamp.ms,
                material_change: false,
                supersedes: None,
                recipients: Vec::new(),
                recipient_kinds: Vec::new(),
            };
            records.push((id, purpose.write(stamp)?));
            records.push((draw(), notice.write(stamp)?));
        }
        Ok(records)
    }
}
