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

/// What one of the four says, in one language.
struct Said {
    name: &'static str,
    plain_text: &'static str,
    justification: &'static str,
    notice: &'static str,
}

/// The languages that they are in (BCP 47); the first where another is asked for.
const LANGUAGES: [&str; 2] = ["en", "de"];

const IN_ENGLISH: [Said; 4] = [
    Said {
        name: "Customer service",
        plain_text: "We keep your details to do what you asked us for.",
        justification: "Needed for the contract with the person, or at their request before one.",
        notice: "We use your name, how to reach you and what we agreed to serve you as our customer.",
    },
    Said {
        name: "Sales conversation",
        plain_text: "We keep your details to talk with you about business that you may want.",
        justification: "A business talks with those who may become its customers; they expect it and may object at any time.",
        notice: "We use your name and how to reach you to talk about business with you. You may object at any time.",
    },
    Said {
        name: "Newsletter",
        plain_text: "We send you our newsletter.",
        justification: "",
        notice: "I would like to get the newsletter by e-mail. I can take this back at any time, in every mail.",
    },
    Said {
        name: "Sharing with partners",
        plain_text: "We pass your details on to partners that you chose.",
        justification: "",
        notice: "You may pass my details on to the partners named here. I can take this back at any time.",
    },
];

const IN_GERMAN: [Said; 4] = [
    Said {
        name: "Kundenbetreuung",
        plain_text: "Wir speichern Ihre Angaben, um zu tun, worum Sie uns gebeten haben.",
        justification: "Nötig für den Vertrag mit der Person, oder auf ihre Anfrage davor.",
        notice: "Wir nutzen Ihren Namen, wie wir Sie erreichen und was wir vereinbart haben, um Sie als Kundin oder Kunden zu betreuen.",
    },
    Said {
        name: "Verkaufsgespräch",
        plain_text: "Wir speichern Ihre Angaben, um mit Ihnen über Geschäfte zu sprechen, die Sie vielleicht wünschen.",
        justification: "Ein Betrieb spricht mit denen, die seine Kunden werden können; sie erwarten das und können jederzeit widersprechen.",
        notice: "Wir nutzen Ihren Namen und wie wir Sie erreichen, um mit Ihnen über Geschäfte zu sprechen. Sie können jederzeit widersprechen.",
    },
    Said {
        name: "Newsletter",
        plain_text: "Wir schicken Ihnen unseren Newsletter.",
        justification: "",
        notice: "Ich möchte den Newsletter per E-Mail bekommen. Das kann ich jederzeit widerrufen, in jeder E-Mail.",
    },
    Said {
        name: "Weitergabe an Partner",
        plain_text: "Wir geben Ihre Angaben an Partner weiter, die Sie ausgesucht haben.",
        justification: "",
        notice: "Sie dürfen meine Angaben an die hier genannten Partner weitergeben. Das kann ich jederzeit widerrufen.",
    },
];

/// The four, and their first notices; `now` in ms since 1970 is what reviews count from.
fn four(lang: &str, now: u64) -> [(Purpose, &'static str); 4] {
    let said = if lang == LANGUAGES[1] { &IN_GERMAN } else { &IN_ENGLISH };
    let purpose =
        |at: usize, slug: &str, dpv: &str, category, basis, channels: &[Channel], fields: Vec<FieldKey>| Purpose {
            slug: slug.to_owned(),
            name: said[at].name.to_owned(),
            plain_text: said[at].plain_text.to_owned(),
            dpv: format!("https://w3id.org/dpv#{dpv}"),
            category,
            basis,
            bases: vec![basis],
            justification: said[at].justification.to_owned(),
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
    let by_mail = [&NAMES[..], &[key::EMAILS]].concat();
    let shared = [&NAMES[..], &REACHED].concat();
    let service = purpose(0, SERVICE, "ServiceProvision", Category::Service, Basis::Contract, &ALL, everything.clone());
    let sales = purpose(1, SALES, "CustomerRelationshipManagement", Category::Sales, Basis::Interest, &ALL, everything);
    let newsletter =
        purpose(2, NEWSLETTER, "DirectMarketing", Category::Marketing, Basis::Consent, &[Channel::Email], by_mail);
    let sharing = purpose(3, SHARING, "DataSharing", Category::Sharing, Basis::Consent, &[Channel::InPerson], shared);
    let sales = Purpose { review_due: Some(REVIEW.after(now)), bases: vec![Basis::Interest, Basis::Contract], ..sales };
    let newsletter = Purpose { double_opt_in: true, ..newsletter };
    let mut at = 0..;
    [service, sales, newsletter, sharing].map(|purpose| (purpose, said[at.next().unwrap_or_default()].notice))
}

/// Whether one of the purposes that a vault begins with needs a field of people.
pub fn needs(field: FieldKey) -> bool {
    [&NAMES[..], &REACHED, &NAMED, &KEPT].concat().contains(&field)
}

impl Book {
    /// The purposes of a new vault with their notices, as far as they are not here yet, to be written with drawn ids, in
    /// English or another language (BCP 47) if they are in it. `sha256` hashes the words of a notice.
    pub fn first_purposes(
        &self,
        lang: &str,
        mut draw: impl FnMut() -> RecordId,
        sha256: impl Fn(&[u8]) -> [u8; 32],
        stamp: Stamp,
    ) -> Result<Vec<(RecordId, Record)>, ValueError> {
        let here: Vec<String> = self
            .records_of(Kind::Purpose)
            .filter_map(|(_, record)| Purpose::read(&record))
            .map(|purpose| purpose.slug)
            .collect();
        let lang = LANGUAGES.into_iter().find(|known| *known == lang).unwrap_or(LANGUAGES[0]);
        let mut records = Vec::new();
        for (purpose, text) in four(lang, stamp.ms).into_iter().filter(|(purpose, _)| !here.contains(&purpose.slug)) {
            let id = draw();
            let notice = Notice {
                purposes: vec![id],
                lang: lang.to_owned(),
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
