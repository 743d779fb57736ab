//! E-mails that people drop on a customer: each becomes an activity of the record it was dropped on, and of everybody
//! here who wrote or got it.

use crate::Failure;
use crate::ports::File;
use crate::problem::say;
use crate::vault::OpenVault;
use crate::view;
use tacit_bridge::Reply;
use tacit_bridge::problem::ProblemKind::BadInput;
use tacit_bridge::records::Id;
use tacit_crm::mail::{self, Address, Mail};
use tacit_crm::schema::key;
use tacit_crm::undo::Step;
use tacit_crm::{Kind, Likeness, Point, Record, RecordId, Value};
use tacit_vault::Entropy;

impl<F: File> OpenVault<F> {
    /// Keeps an e-mail as an activity; one that is here already is linked to this record as well.
    pub(crate) fn add_mail(
        &mut self,
        about: Id,
        bytes: &[u8],
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let mail = mail::read(bytes)
            .map_err(|error| say(BadInput, format!("{error}."), "Save the e-mail as an .eml file and drop that."))?;
        let about = self.concerned(view::record_id(about), &mail);
        let known = self.mail_here(&mail);
        let (id, before) = match known {
            Some((id, record)) => (id, Some(record)),
            None => (RecordId(self.state.draw_id(entropy).0), None),
        };
        if let Some(before) = &before {
            self.clock.observe(before.changed(), u64::MAX);
        }
        let stamp = self.clock.tick(now);
        let mut record = before.clone().unwrap_or_else(|| Record::new(Kind::Activity, stamp));
        let values = if before.is_some() { Vec::new() } else { values(&mail, now) };
        let mut all = match record.get(key::ABOUT) {
            Value::Relations(ids) => ids,
            _ => Vec::new(),
        };
        all.extend(about.into_iter().filter(|id| !all.contains(id)).collect::<Vec<_>>());
        for (field, value) in values.into_iter().chain([(key::ABOUT, Value::Relations(all))]) {
            record.set(field, value, stamp).map_err(crate::records::bad_value)?;
        }
        let mut step = Step::new();
        match &before {
            Some(before) => step.edited(id, before, &record),
            None => step.made(id, &record),
        }
        self.stage(vec![(id, Some(record.encode()))], entropy)?;
        Ok(self.changed(Some(id), step))
    }

    /// The record it was dropped on, and people here who wrote it or got it.
    fn concerned(&mut self, first: RecordId, mail: &Mail) -> Vec<RecordId> {
        let mut about = vec![first];
        for address in mail.from.iter().chain(&mail.to).chain(&mail.cc) {
            let typed = [(key::EMAILS, Value::Points(vec![Point::new("", address.email.clone())]))];
            let people = self.book.lookalikes(Kind::Person, &typed, None);
            about.extend(people.into_iter().filter(|one| one.why == Likeness::Email).map(|one| one.id));
        }
        let mut seen = std::collections::BTreeSet::new();
        about.retain(|id| seen.insert(*id));
        about.truncate(tacit_crm::MAX_RELATIONS);
        about
    }

    /// The same e-mail, if it is here. Who writes mails chooses their Message-ID: subject and time must fit as well.
    fn mail_here(&self, mail: &Mail) -> Option<(RecordId, Record)> {
        if mail.message_id.is_empty() {
            return None;
        }
        let same = |id: &RecordId| {
            self.book.get(id).is_some_and(|record| {
                record.text(key::MESSAGE_ID) == mail.message_id
                    && record.text(key::NAME) == mail.subject
                    && (mail.date_ms.is_none() || record.number(key::WHEN) == mail.date_ms)
            })
        };
        let id = self.book.ids_of(Kind::Activity).find(same)?;
        Some((id, self.book.record(&id)?))
    }
}

fn values(mail: &Mail, now: u64) -> Vec<(tacit_crm::FieldKey, Value)> {
    let list = |addresses: &[Address]| {
        let one = |address: &Address| match address.name.is_empty() {
            true => address.email.clone(),
            false => format!("{} <{}>", address.name, address.email),
        };
        let text = addresses.iter().map(one).collect::<Vec<_>>().join(", ");
        Value::text(text.get(..text.floor_char_boundary(tacit_crm::MAX_TEXT)).unwrap_or_default())
    };
    let to: Vec<Address> = mail.to.iter().chain(&mail.cc).cloned().collect();
    vec![
        (key::TYPE, Value::text("e-mail")),
        (key::NAME, Value::text(mail.subject.clone())),
        (key::MAIL_FROM, list(&mail.from)),
        (key::MAIL_TO, list(&to)),
        (key::WHEN, Value::Number(mail.date_ms.unwrap_or(now))),
        (key::MESSAGE_ID, Value::text(mail.message_id.clone())),
        (key::NOTES, Value::text(mail.quoted())),
    ]
}
