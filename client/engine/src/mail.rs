//! E-mails that people drop or paste on a customer: each becomes an activity of the record it was dropped on, and of
//! everybody here who wrote or got it. What is attached to a dropped one becomes files of that activity.

use crate::Failure;
use crate::engine::{Engine, PageId};
use crate::files::Mailed;
use crate::ports::{File, Platform};
use crate::problem::{problem, say};
use crate::records::bad_value;
use crate::vault::OpenVault;
use crate::view;
use tacit_bridge::problem::ProblemKind::{BadInput, Gone, Restricted};
use tacit_bridge::records::{Id, MailKept, MailSeen, NotKept, PageAnswer};
use tacit_bridge::{Problem, Reply};
use tacit_crm::mail::{self, Address, Mail};
use tacit_crm::schema::key;
use tacit_crm::undo::Step;
use tacit_crm::{Kind, Likeness, Point, Record, RecordId, Value};
use tacit_vault::Entropy;

/// An e-mail that is to be kept.
struct Letter<'a> {
    mail: &'a Mail,
    /// What becomes its note.
    text: String,
    /// Whether some of the text is missing there.
    cut: bool,
    /// Its record, unless it is here already.
    id: RecordId,
    /// What is attached to it, sealed for that record.
    files: &'a Mailed,
}

impl<P: Platform> Engine<P> {
    /// Keeps an e-mail file as an activity, and what is attached to it as files of that. One that is here already is
    /// linked to this record as well, and no file is kept a second time.
    pub(crate) async fn add_mail(&self, page: PageId, about: Id, bytes: &[u8]) -> Result<Reply, Failure> {
        let mut mail = mail::read(bytes)
            .map_err(|error| say(BadInput, format!("{error}."), "Save the e-mail as an .eml file and drop that."))?;
        let attached = std::mem::take(&mut mail.attachments);
        let vault = self.vault_of(page)?;
        let (id, is_new) =
            self.with_vault(&vault, |vault| vault.begin_mail(view::record_id(about), &mail, &mut *self.entropy()))??;
        let files = if is_new { self.seal_mailed(&vault, id, attached).await } else { Mailed::default() };
        let now = self.platform.now();
        let kept = self.with_vault(&vault, |vault| {
            vault.book.restrict(now);
            let (text, cut) = mail.quoted();
            let letter = Letter { mail: &mail, text, cut, id, files: &files };
            vault.keep_mail(about, letter, now, &mut *self.entropy())
        });
        // Their uploads need the sealed bytes from now on. If nothing was kept, nobody does.
        self.let_go_of_mailed(&vault, &files);
        let reply = kept??;
        self.changed(&vault)?;
        Ok(reply)
    }
}

impl<F: File> OpenVault<F> {
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
        let (text, cut) = if mail.has_head() { mail.quoted() } else { (pasted.trim().to_owned(), false) };
        let (id, files) = (RecordId(self.state.draw_id(entropy).0), Mailed::default());
        self.keep_mail(about, Letter { mail: &mail, text, cut, id, files: &files }, now, entropy)
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

    /// The record that an e-mail gets if it is new, and whether it is.
    fn begin_mail(&self, about: RecordId, mail: &Mail, entropy: &mut dyn Entropy) -> Result<(RecordId, bool), Failure> {
        self.may_write()?;
        self.takes_mail(&about)?;
        Ok((RecordId(self.state.draw_id(entropy).0), self.mail_here(mail).is_none()))
    }

    /// Whether an e-mail can be about a record: it is here, and its data is used.
    fn takes_mail(&self, about: &RecordId) -> Result<(), Problem> {
        match () {
            () if !self.book.contains(about) => Err(problem(Gone)),
            () if self.book.is_restricted(about) => Err(problem(Restricted)),
            () => Ok(()),
        }
    }

    fn keep_mail(
        &mut self,
        about: Id,
        letter: Letter<'_>,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        // Files may have taken their time: what it is about can be gone, or only stored, by now.
        self.takes_mail(&view::record_id(about))?;
        let about = self.concerned(view::record_id(about), letter.mail);
        // Asked again: it may have been dropped twice, and the other one's files were sealed faster.
        match self.mail_here(letter.mail) {
            Some(known) => self.link_mail(known, about, now, entropy),
            None => self.make_mail(letter, about, now, entropy),
        }
    }

    /// One that is here already is about these as well, and nothing else of it changes: whoever took a file away from
    /// it does not find it there again.
    fn link_mail(
        &mut self,
        (id, before): (RecordId, Record),
        about: Vec<RecordId>,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        self.clock.observe(before.changed(), u64::MAX);
        let stamp = self.clock.tick(now);
        let mut all = match before.get(key::ABOUT) {
            Value::Relations(ids) => ids,
            _ => Vec::new(),
        };
        all.extend(about.into_iter().filter(|id| !all.contains(id)).collect::<Vec<_>>());
        let mut after = before.clone();
        after.set(key::ABOUT, Value::Relations(all), stamp).map_err(bad_value)?;
        let mut step = Step::new();
        step.edited(id, &before, &after);
        self.stage(vec![(id, Some(after.encode()))], entropy)?;
        let undo = self.undo_of(step);
        let (known, files) = (true, self.book.files_of(&id).len() as u32);
        let (left_out, cut, not_kept) = (0, false, Vec::new());
        Ok(Reply::MailKept(MailKept { id: view::id(id), undo, known, files, left_out, cut, not_kept }))
    }

    /// A new one, with its files, as one step. An undo takes them away together, as a deletion would: the e-mail lies
    /// in the trash and brings its files with it from there, and their bytes are dropped after a while.
    fn make_mail(
        &mut self,
        Letter { mail, text, cut, id, files }: Letter<'_>,
        about: Vec<RecordId>,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let stamp = self.clock.tick(now);
        let mut record = Record::new(Kind::Activity, stamp);
        for (field, value) in values(mail, text, now).into_iter().chain([(key::ABOUT, Value::Relations(about))]) {
            record.set(field, value, stamp).map_err(bad_value)?;
        }
        let (mut step, mut writes) = (Step::new(), vec![(id, Some(record.encode()))]);
        // Before anything of it waits to be sent.
        self.may_be_staged(&writes)?;
        let mut not_kept = files.not_kept.clone();
        // Lists of files show the newest first: so they stand in the order that they have in the e-mail.
        for (facts, upload) in files.sealed.iter().rev() {
            let noted = self.note_file((facts, upload.clone()), now, (&mut step, &mut writes), entropy);
            not_kept.extend(noted.err().map(|Failure(why)| NotKept { name: facts.name.clone(), why }));
        }
        // Last, so that an undo looks at it first: if it stays because somebody changed it, its files stay.
        step.made(id, &record);
        let files = writes.len().saturating_sub(1) as u32;
        self.stage(writes, entropy)?;
        let (undo, known, left_out) = (self.undo_of(step), false, mail.left_out);
        Ok(Reply::MailKept(MailKept { id: view::id(id), undo, known, files, left_out, cut, not_kept }))
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
