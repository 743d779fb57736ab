//! What is chosen of an export so far, and the wish that it comes to.

use crate::format;
use crate::strings::t;
use leptos::prelude::*;
use tacit_bridge::privacy::export::{ExportChoices, ExportFormat, ExportOf, ExportPurpose, ExportWish};
use tacit_bridge::records::{FieldKey, Id, Kind};

pub(super) const FORMATS: [(&str, ExportFormat); 4] = [
    ("csv", ExportFormat::Csv),
    ("csv-bom", ExportFormat::CsvWithBom),
    ("vcard", ExportFormat::VCard),
    ("json", ExportFormat::Json),
];

/// What is chosen so far.
#[derive(Clone, Copy)]
pub(in crate::pages::privacy) struct Chosen {
    pub(super) purposes: RwSignal<Vec<ExportPurpose>>,
    pub(super) parties: RwSignal<Vec<(Id, String)>>,
    pub(super) purpose: RwSignal<String>,
    pub(super) channel: RwSignal<String>,
    pub(super) recipient: RwSignal<String>,
    pub(super) fields: RwSignal<Vec<FieldKey>>,
    pub(super) return_by: RwSignal<String>,
    pub(super) format: RwSignal<String>,
    pub(super) why: RwSignal<String>,
    pub(super) of: StoredValue<ExportOf>,
    /// What the rows of the file are.
    pub(in crate::pages::privacy) kind: Kind,
}

impl Chosen {
    /// Nothing, of those who are asked about.
    pub(super) fn new(of: ExportOf) -> Self {
        let kind = of.kind();
        Self {
            purposes: RwSignal::new(Vec::new()),
            parties: RwSignal::new(Vec::new()),
            purpose: RwSignal::new(String::new()),
            channel: RwSignal::new(String::new()),
            recipient: RwSignal::new(String::new()),
            fields: RwSignal::new(Vec::new()),
            return_by: RwSignal::new(String::new()),
            format: RwSignal::new(FORMATS[0].0.to_owned()),
            why: RwSignal::new(String::new()),
            of: StoredValue::new(of),
            kind,
        }
    }

    /// What there is to choose, which may change while somebody chooses: what is chosen stays as long as it is there.
    pub(super) fn offer(self, choices: &ExportChoices) {
        self.purposes.set(choices.purposes.clone());
        self.parties.set(choices.parties.clone());
        if untrack(|| self.purpose_now()).is_none()
            && let Some(first) = choices.purposes.first()
        {
            self.take(&first.id.to_hex());
        }
        let recipient = self.recipient.get_untracked();
        if !recipient.is_empty() && !choices.parties.iter().any(|(id, _)| id.to_hex() == recipient) {
            self.recipient.set(String::new());
        }
    }

    pub(super) fn purpose_now(self) -> Option<ExportPurpose> {
        let id = self.purpose.get();
        self.purposes.with(|all| all.iter().find(|one| one.id.to_hex() == id).cloned())
    }

    /// Another purpose: its first channel, and all the fields that it needs.
    pub(super) fn take(self, purpose: &str) {
        self.purpose.set(purpose.to_owned());
        if let Some(of) = untrack(|| self.purpose_now()) {
            self.channel.set(of.channels.first().cloned().unwrap_or_default());
            self.fields.set(of.fields);
        }
    }

    /// What the task to see to its return is called.
    fn task(self) -> String {
        let recipient = self.recipient.get();
        let party = self.parties.with(|all| all.iter().find(|(id, _)| id.to_hex() == recipient).cloned());
        let purpose = self.purpose_now().map(|of| of.name).unwrap_or_default();
        party.map(|(_, party)| t().returning.task(&party, &purpose)).unwrap_or_default()
    }

    /// What is wished; reads its signals.
    pub(in crate::pages::privacy) fn wish(self) -> Option<ExportWish> {
        let format = self.format.get();
        let day = self.return_by.get();
        Some(ExportWish {
            purpose: self.purpose_now()?.id,
            channel: self.channel.get(),
            recipient: Id::from_hex(&self.recipient.get()),
            fields: self.fields.get(),
            of: self.of.get_value(),
            why: self.why.get_untracked(),
            return_by: format::midnight(&day).map(|at| at.max(0.0) as u64),
            format: FORMATS.iter().find(|(key, _)| *key == format).map(|(_, format)| *format).unwrap_or_default(),
            task: self.task(),
        })
    }
}
