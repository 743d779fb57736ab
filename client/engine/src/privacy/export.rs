//! Exports: purpose first, then recipient, then fields. Who goes is what `Ledger::select` says, and which records that are not
//! people what `Ledger::select_records` says; the file is made piece by piece, and what left is written down before anybody
//! gets it.

mod going;

use super::restriction::reason;
use crate::engine::{Engine, PageId};
use crate::ports::{File, Platform};
use crate::problem::{problem, say};
use crate::vault::OpenVault;
use crate::{Failure, view};
use going::{Going, Wished, exported};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use tacit_bridge::message::Progress;
use tacit_bridge::privacy::ask::{Named, PrivacyAnswer};
use tacit_bridge::privacy::export as be;
use tacit_bridge::problem::ProblemKind::{BadInput, NotAllowed, Stopped};
use tacit_bridge::records as br;
use tacit_bridge::{Event, Problem, Reply};
use tacit_crm::export::Format;
use tacit_crm::privacy::words::{Did, PurposeStatus};
use tacit_crm::privacy::{AccessEvent, FieldMeta, PartyRefusal, Purpose};
use tacit_crm::schema::{DISCLOSURE_TYPE, key};
use tacit_crm::{FieldKey, Kind, Record, RecordId, Value};
use tacit_vault::Entropy;

/// People or records written at once, after which others have their turn.
const SLICE: usize = 2_048;
/// Names shown of those who are left out.
const MAX_NAMES: usize = 500;

fn refused(reasons: &[PartyRefusal]) -> Problem {
    let reasons: Vec<String> = reasons.iter().map(ToString::to_string).collect();
    say(NotAllowed, format!("{}.", reasons.join("; ")), "Nothing was exported. Complete the third party’s entry first.")
}

fn nobody(going: &Going) -> &'static str {
    match going.draft.kind {
        None => "Nobody may be in this export.",
        Some(_) => "No record may be in this export.",
    }
}

/// A file's name without what was exported in it: that would stand in the list of downloads.
fn file_name(format: Format, now: u64) -> (String, &'static str) {
    let day = tacit_crm::recur::Day::of_ms(now).map(|day| day.to_string()).unwrap_or_default();
    let (ending, media) = match format {
        Format::Csv { .. } => ("csv", "text/csv;charset=utf-8"),
        Format::VCard => ("vcf", "text/vcard;charset=utf-8"),
        Format::Json => ("json", "application/json"),
    };
    (format!("tacit-{day}.{ending}"), media)
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl<F: File> OpenVault<F> {
    /// For what, to whom, which fields of records of a kind.
    pub(super) fn export_choices(&mut self, kind: br::Kind) -> Result<Reply, Failure> {
        let marker = self.marker()?;
        let told = if kind == br::Kind::Person { Vec::new() } else { self.book.taken_of(exported(kind)?) };
        let fields = self.book.ids_of(Kind::Purpose).filter_map(|id| Purpose::read(&self.book.get(&id)?));
        let fields: BTreeSet<FieldKey> = fields.flat_map(|purpose| purpose.data_fields).collect();
        let masked: BTreeSet<FieldKey> =
            fields.into_iter().filter(|field| self.book.is_masked(Kind::Person, *field)).collect();
        let ledger = self.book.ledger(&marker);
        let goes = |field: &FieldKey| FieldMeta::of(Kind::Person, *field).is_some() && !masked.contains(field);
        let fields_for = |purpose: &Purpose| -> Vec<br::FieldKey> {
            if kind == br::Kind::Person {
                return purpose.data_fields.iter().copied().filter(goes).map(view::shown_key).collect();
            }
            let served = told.iter().filter(|(_, told)| ledger.serves(purpose, told));
            served.map(|(field, _)| view::shown_key(*field)).collect()
        };
        let mut purposes: Vec<_> =
            ledger.purposes().filter(|(_, purpose)| purpose.status == PurposeStatus::Active).collect();
        purposes
            .sort_by_key(|(_, purpose)| (!purpose.category.needs_consent(), purpose.category, purpose.name.clone()));
        let purposes = purposes.into_iter().map(|(id, purpose)| be::ExportPurpose {
            id: view::id(id),
            name: purpose.name.clone(),
            plain_text: purpose.plain_text.clone(),
            channels: purpose.channels.iter().map(|channel| channel.word().to_owned()).collect(),
            fields: fields_for(purpose),
        });
        let purposes = purposes.collect();
        let mut parties: Vec<_> =
            self.book.ids_of(Kind::ThirdParty).map(|id| (view::id(id), self.book.name(&id))).collect();
        parties.sort_by(|a, b| a.1.cmp(&b.1));
        Ok(Reply::PrivacyAnswer(PrivacyAnswer::Choices(be::ExportChoices { purposes, parties })))
    }

    /// What an export comes to.
    pub(super) fn preview_export(&mut self, wish: be::ExportWish, now: u64) -> Result<Reply, Failure> {
        let wished = self.wished(wish)?;
        let preview = match self.going(&wished, now)? {
            Err(reasons) => be::ExportPreview {
                refused: reasons.iter().map(ToString::to_string).collect(),
                ..be::ExportPreview::default()
            },
            Ok(going) => {
                let mut excluded: Vec<(String, u32)> = going.draft.excluded;
                excluded.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
                let out: u32 = excluded.iter().map(|(_, count)| count).sum();
                let included = going.rows.len() as u32;
                let lost = going.fields.iter().filter(|field| !wished.format().carries(**field));
                let without =
                    going.left_out.iter().chain(&wished.masked).chain(lost).copied().map(view::shown_key).collect();
                be::ExportPreview { asked: included + out, included, excluded, without, refused: Vec::new() }
            }
        };
        Ok(Reply::PrivacyAnswer(PrivacyAnswer::Preview(preview)))
    }

    /// Who, or which records, are left out for a reason.
    pub(super) fn left_out_of(&mut self, wish: be::ExportWish, why: &str, now: u64) -> Result<Reply, Failure> {
        let wished = self.wished(wish)?;
        let out = self.left_out(&wished, now)?;
        let ids: Vec<RecordId> = out.into_iter().filter(|(_, reason)| *reason == why).map(|(id, _)| id).collect();
        // Of restricted people no list has a name; the privacy pages have one of their own.
        let named = ids.iter().filter(|id| !self.book.is_restricted(id)).map(|id| (view::id(*id), self.book.name(id)));
        let mut first: Vec<_> = named.collect();
        first.sort_by(|a, b| a.1.cmp(&b.1));
        first.truncate(MAX_NAMES);
        Ok(Reply::PrivacyAnswer(PrivacyAnswer::People(Named { first, total: ids.len() as u32 })))
    }

    fn select(&mut self, wished: &Wished, now: u64) -> Result<Going, Problem> {
        self.going(wished, now)?.map_err(|reasons| refused(&reasons))
    }

    /// The whole file at one go.
    fn written(&mut self, wished: &Wished, going: &Going, now: u64) -> Result<Vec<u8>, Problem> {
        let mut writer = self.file_for(wished, going);
        self.write_rows(wished, (&going.rows, 0..going.rows.len()), &mut writer, now)?;
        Ok(writer.finish().0)
    }

    /// What is written down: the disclosure, why, and an activity of every person.
    fn disclosed(
        &mut self,
        (wished, going): (&Wished, &Going),
        (writer_fields, sha256): (&[FieldKey], [u8; 32]),
        device: String,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Vec<(RecordId, Vec<u8>)>, Failure> {
        let mut disclosure = going.draft.clone();
        disclosure.format = wished.format().word().to_owned();
        disclosure.fields = writer_fields.to_vec();
        disclosure.file_sha256 = sha256;
        disclosure.device.clone_from(&device);
        let stamp = self.clock.tick(now);
        let records = disclosure.write(stamp).map_err(crate::records::bad_value)?;
        let mut writes: Vec<(RecordId, Vec<u8>)> =
            records.iter().map(|record| (RecordId(self.state.draw_id(entropy).0), record.encode())).collect();
        let first = writes.first().map(|(id, _)| *id).unwrap_or_default();
        let why = wished.export.why.trim().to_owned();
        let told = wished.party.as_ref().map(|(id, _)| *id);
        let event = AccessEvent { did: Did::Export, record: first, field: None, device, told, why };
        let record = event.write(stamp).map_err(crate::records::bad_value)?;
        writes.push((RecordId(self.state.draw_id(entropy).0), record.encode()));
        let purpose = self.book.name(&disclosure.purpose);
        let subject = match &wished.party {
            Some((_, party)) => format!("{purpose} → {}", party.name),
            None => purpose,
        };
        let title = Some(wished.export.task.trim()).filter(|title| !title.is_empty()).unwrap_or(&subject);
        let task = disclosure.return_task(first, title, self.state.me(), stamp).map_err(crate::records::bad_value)?;
        writes.extend(task.map(|task| (RecordId(self.state.draw_id(entropy).0), task.encode())));
        for (person, _) in &going.draft.people {
            let fields = [
                (key::TYPE, Value::text(DISCLOSURE_TYPE)),
                (key::NAME, Value::text(subject.as_str())),
                (key::WHEN, Value::Number(now)),
                (key::ABOUT, Value::Relations(vec![*person])),
            ];
            let mut activity = Record::new(Kind::Activity, stamp);
            for (field, value) in fields {
                activity.set(field, value, stamp).map_err(crate::records::bad_value)?;
            }
            writes.push((RecordId(self.state.draw_id(entropy).0), activity.encode()));
        }
        Ok(writes)
    }
}

impl<P: Platform> Engine<P> {
    /// Makes the file, writes down what leaves, and only then hands it over.
    pub(super) async fn export(&self, page: PageId, wish: be::ExportWish) -> Result<Reply, Failure> {
        let vault = self.vault_of(page)?;
        reason(&wish.why)?;
        self.stop_export(page, false);
        let (wished, going, generation) = self.look(page, |vault| {
            vault.may_write()?;
            let wished = vault.wished(wish.clone())?;
            let going = vault.select(&wished, self.platform.now())?;
            Ok((wished, going, vault.book.generation()))
        })?;
        let rows = going.rows.len();
        if rows == 0 {
            return Err(say(BadInput, nobody(&going), "Nothing was exported.").into());
        }
        let total = rows as u32;
        let mut writer = self.look(page, |vault| Ok(vault.file_for(&wished, &going)))?;
        for from in (0..rows).step_by(SLICE) {
            let some = from..rows.min(from + SLICE);
            let done = some.end as u32;
            let of = (&going.rows, some);
            self.look(page, |vault| Ok(vault.write_rows(&wished, of, &mut writer, self.platform.now())?))?;
            self.emit(Event::ExportProgress(Progress { done, total }));
            self.platform.sleep(0).await;
            if self.is_export_stopped(page) {
                return Err(problem(Stopped).into());
            }
        }
        let fields = writer.fields().to_vec();
        let (bytes, rows) = writer.finish();
        let sha256: [u8; 32] = Sha256::digest(&bytes).into();
        let (now, device) = (self.platform.now(), self.device_label());
        let writes = {
            let entropy = &mut *self.entropy();
            self.look(page, |vault| {
                // What somebody said meanwhile, of a person or of the third party, holds for this file too.
                let fresh = vault.wished(wish)?;
                let again = vault.select(&fresh, now)?;
                let changed = vault.book.generation() != generation;
                if again.rows != going.rows || rows != total || changed && vault.written(&fresh, &again, now)? != bytes
                {
                    let todo = "Nothing was exported. Look at the numbers again.";
                    return Err(say(BadInput, "What is allowed changed meanwhile.", todo).into());
                }
                vault.disclosed((&wished, &going), (&fields, sha256), device, now, entropy)
            })?
        };
        // It is a word of what leaves, written whole or not told: nothing asks it to stop.
        if let Some(why) = self.write_slices(&vault, &writes, None).await.why {
            return Err(why);
        }
        self.changed(&vault)?;
        let (name, media) = file_name(wished.format(), now);
        let file = be::ExportFile { name, media: media.to_owned(), bytes, sha256: hex(&sha256), rows };
        Ok(Reply::PrivacyAnswer(PrivacyAnswer::Export(Box::new(file))))
    }
}
