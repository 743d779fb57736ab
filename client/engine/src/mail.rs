//! E-mails that people drop or paste on a customer: each becomes an activity of the record it was dropped on, and of
//! everybody here who wrote or got it.

use crate::Failure;
use crate::ports::File;
use crate::problem::say;
use crate::vault::OpenVault;
use crate::view;
use tacit_bridge::Reply;
use tacit_bridge::problem::ProblemKind::BadInput;
use tacit_bridge::records::{Id, MailSeen, PageAnswer};
use tacit_crm::mail::{self, Address, Mail};
use tacit_crm::schema::key;
use tacit_crm::undo::Step;
use tacit_crm::{Kind, Likeness, Point, Record, RecordId, Value};
use tacit_vault::Entropy;

impl<F: File> OpenVault<F> {
    /// Keeps an e-mail file as an activity; one that is here already is linked to this record as well.
    pub(crate) fn add_mail(
        &mut self,
        about: Id,
        bytes: &[u8],
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let mail = mail::read(bytes)
            .map_err(|error| say(BadInput, format!("{error}."), "Save the e-mail as an .eml file and drop that."))?;
        let text = mail.quoted();
        self.keep_mail(about, (&mail, text), now, entropy)
    }

    /// Keeps what was copied from a mail program. Where it has no head it is somebody's own words, and may be formatted.
    pub(crate) fn keep_pasted(
        &mut self,
        about: Id,
        (pasted, zone): (&str, i32),
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let mail = mail::from_paste(pasted, zone);
        if mail.text.is_empty() && !mail.has_head() {
            return Err(say(BadInput, "There is no e-mail yet.", "Paste the e-mail, or write what it said.").into());
        }
        let text = if mail.has_head() { mail.quoted() } else { pasted.trim().to_owned() };
        self.keep_mail(about, (&mail, text), now, entropy)
    }

    /// What a pasted text is, read as an e-mail.
    pub(crate) fn read_mail(&mut self, about: Id, pasted: &str, zone: i32) -> Reply {
        let about = view::record_id(about);
        let mail = mail::from_paste(pasted, zone);
        let seen = mail.has_head().then(|| {
            let people = self.concerned(about, &mail).into_iter().filter(|id| *id != about);
            let people: Vec<RecordId> = people.collect();
            let to: Vec<Address> = mail.to.iter().chain(&mail.cc).cloned().collect();
            MailSeen {
                from: named(&mail.from),
                to: named(&to),
                subject: mail.subject.clone(),
                at: mail.date_ms,
                people: people.iter().filter_map(|id| view::shown_related(&self.book, id)).collect(),
            }
        });
        Reply::Page(PageAnswer::Mail(seen))
    }

    fn keep_mail(
        &mut self,
        about: Id,
        (mail, text): (&Mail, String),
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let about = self.concerned(view::record_id(about), mail);
        let known = self.mail_here(mail);
        let (id, before) = match known {
            Some((id, record)) => (id, Some(record)),
            None => (RecordId(self.state.draw_id(entropy).0), None),
        };
        if let Some(before) = &before {
            self.clock.observe(before.changed(), u64::MAX);
        }
        let stamp = self.clock.tick(now);
        let mut record = before.clone().unwrap_or_else(|| Record::new(Kind::Activity, stamp));
        let values = if before.is_some() { Vec::new() } else { values(mail, text, now) };
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

/// Addresses as one line.
fn named(addresses: &[Address]) -> String {
    let one = |address: &Address| match (address.name.is_empty(), address.email.is_empty()) {
        (true, _) => address.email.clone(),
        (false, true) => address.name.clone(),
        (false, false) => format!("{} <{}>", address.name, address.email),
    };
    let mut text = addresses.iter().map(one).collect::<Vec<_>>().join(", ");
    text.truncate(text.floor_char_boundary(tacit_crm::MAX_TEXT));
    text
}

fn values(mail: &Mail, text: String, now: u64) -> Vec<(tacit_crm::FieldKey, Value)> {
    let to: Vec<Address> = mail.to.iter().chain(&mail.cc).cloned().collect();
    vec![
        (key::TYPE, Value::text("e-mail")),
        (key::NAME, Value::text(mail.subject.clone())),
        (key::MAIL_FROM, Value::text(named(&mail.from))),
        (key::MAIL_TO, Value::text(named(&to))),
        (key::WHEN, Value::Number(mail.date_ms.unwrap_or(now))),
        (key::MESSAGE_ID, Value::text(mail.message_id.clone())),
        (key::NOTES, Value::text(text)),
    ]
}
