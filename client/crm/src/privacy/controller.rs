//! Who is responsible for the data (GDPR Art. 4(7)), and how to reach them and their data protection officer (Art. 13(1)(a) and
//! (b), 30(1)(a)): said once for the vault, and told wherever people are told something.

use super::key as pk;
use crate::field::Value;
use crate::peek::RecordRef;
use crate::schema::FieldKey;
use serde_json::{Map, Value as Json, json};

/// The controller.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Controller {
    /// As it calls itself.
    pub name: String,
    /// Its postal address.
    pub address: String,
    /// How to reach it: a mail address, a number, a page.
    pub contact: String,
    /// How to reach its data protection officer.
    pub officer: String,
}

impl Controller {
    /// The fields that it has in the vault's settings.
    pub const FIELDS: [FieldKey; 4] =
        [pk::CONTROLLER, pk::CONTROLLER_ADDRESS, pk::CONTROLLER_CONTACT, pk::CONTROLLER_OFFICER];

    /// Its fields, in the vault's settings.
    pub fn fields(&self) -> [(FieldKey, Value); 4] {
        let values = [&self.name, &self.address, &self.contact, &self.officer];
        let mut values = values.into_iter().map(|text| Value::text(text.trim()));
        Self::FIELDS.map(|field| (field, values.next().unwrap_or_default()))
    }

    /// Reads it out of the vault's settings.
    pub fn read(settings: &RecordRef<'_>) -> Self {
        let [name, address, contact, officer] = Self::FIELDS.map(|field| settings.text(field).to_owned());
        Self { name, address, contact, officer }
    }

    /// Whether somebody said who it is.
    pub fn is_named(&self) -> bool {
        !self.name.trim().is_empty()
    }

    /// In the terms of the Data Privacy Vocabulary; what was not said is left out.
    pub(super) fn json(&self) -> Json {
        let mut out = Map::new();
        out.insert("@type".into(), "dpv:DataController".into());
        let facts = [("dpv:hasName", &self.name), ("dpv:hasAddress", &self.address), ("dpv:hasContact", &self.contact)];
        for (term, words) in facts.into_iter().filter(|(_, words)| !words.is_empty()) {
            out.insert(term.into(), words.as_str().into());
        }
        if !self.officer.is_empty() {
            let officer = json!({ "@type": "dpv:DataProtectionOfficer", "dpv:hasContact": self.officer });
            out.insert("dpv:hasDataProtectionOfficer".into(), officer);
        }
        Json::Object(out)
    }
}
